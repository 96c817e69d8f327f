"""The rows of a CSV text: named cells with their places, and the bad rows collected (C1)."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from slapolicy.errors import Fault, TicketError, listed, nearest, shown
from slapolicy.texts.plain import Plain

__all__ = ["Faults", "Row", "csv_rows"]

MOST_FAULTS = 50


class Row(NamedTuple):
    """One row: its line, its cells that are not empty, and the number of each cell."""

    line: int
    cells: Mapping[str, Plain]
    columns: Mapping[str, int]

    def placed(self, column: str, fault: Fault) -> Fault:
        """The fault, at the place of a cell of this row."""
        return replace(fault, path=(column,), line=self.line, column=self.columns.get(column, 1))


class Faults:
    """The faults found so far: the first fifty, and the count of the others, so that a bad file costs little."""

    def __init__(self) -> None:
        self.kept: list[Fault] = []
        self.count = 0

    def note(self, fault: Fault) -> None:
        """Add a fault."""
        self.count += 1
        if self.count <= MOST_FAULTS:
            self.kept.append(fault)

    def raise_any(self) -> None:
        """Refuse what was read, if anything was wrong with it.

        Raises:
            TicketError: the faults that were kept, and a last one that counts the others.
        """
        more = self.count - len(self.kept)
        if more:
            self.kept.append(Fault(code="more-faults", found=f"{more:,} more faults", allowed="none"))
        if self.kept:
            raise TicketError(*self.kept)


def csv_rows(lines: Iterable[str], faults: Faults, *, needed: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a CSV text that has at least the needed columns; whatever is wrong goes to `faults`.

    Examples:
        >>> [row.cells for row in csv_rows(["ticket,plan", "T-1,", "T-2,pro"], Faults(), needed=("ticket",))]
        [{'ticket': 'T-1'}, {'ticket': 'T-2', 'plan': 'pro'}]
    """
    reader = csv.reader(lines, strict=True)
    try:
        header = _header(next(reader, []), needed, faults)
        columns = {name: number for number, name in enumerate(header, 1)}
        for cells in reader if header else ():
            if len(cells) == len(header):
                given = {name: cell for name, cell in zip(header, cells, strict=True) if cell.strip()}
                yield Row(reader.line_num, given, columns)
            elif cells:
                faults.note(_wrong_row(cells, header, reader.line_num))
    except csv.Error as refused:
        line = max(reader.line_num, 1)
        found = f"a row that breaks off ({refused})"
        allowed = "quotes that are closed, and cells of at most 131,072 characters"
        faults.note(Fault(code="csv-syntax", found=found, allowed=allowed, line=line, column=1))


def _header(cells: list[str], needed: tuple[str, ...], faults: Faults) -> list[str]:
    """The names of the columns; none where rows can't be read with them."""
    header = [name.strip() for name in cells]
    if header:
        header[0] = header[0].removeprefix("\ufeff").strip()
    before = faults.count
    for name in needed:
        if name not in header:
            faults.note(_missing_column(name, header, needed))
    for number, name in enumerate(header, 1):
        if not name or header.index(name) + 1 < number:
            found = f"{shown(name)} again" if name else "a column without a name"
            allowed = "a name for each column, once"
            faults.note(Fault(code="wrong-column", found=found, allowed=allowed, line=1, column=number))
    return [] if before < faults.count else header


def _missing_column(name: str, header: list[str], needed: tuple[str, ...]) -> Fault:
    near = nearest(name, [other for other in header if other not in needed])
    remedy = near.replace("write", "rename", 1) + f" to `{name}`" if near else ""
    if len(header) == 1 and any(header):
        remedy = "separate the cells by commas"
    return Fault(
        code="missing-column",
        found=f"the columns {listed(header)}" if any(header) else "no header",
        allowed=f"a header with the columns {listed(needed)}",
        remedy=remedy,
        path=(name,),
        line=1,
        column=1,
    )


def _wrong_row(cells: list[str], header: list[str], line: int) -> Fault:
    return Fault(
        code="wrong-row",
        found=f"{len(cells)} cells",
        allowed=f"{len(header)} cells, as in the header",
        remedy="put a cell with a comma in it in quotes" if len(cells) > len(header) else "",
        line=line,
        column=min(len(cells), len(header)),
    )
