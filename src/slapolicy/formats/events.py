"""Rows of events to tickets: CSV and JSON Lines, one event a row (C1).

The columns `ticket`, `at` and `event` are needed; every further column is a fact, and an empty cell is a fact that
the event does not give. Nothing is decided on half a file: the bad rows are collected, and refused together.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from slapolicy.errors import Fault, PolicyError, TicketError, listed, nearest, shown
from slapolicy.facts import FactType
from slapolicy.formats.plain import Plain
from slapolicy.formats.text import read_json
from slapolicy.tickets import Event, Ticket

__all__ = ["Row", "csv_rows", "read_csv", "read_events", "read_json_lines"]

NEEDED = ("ticket", "at", "event")
MOST_FAULTS = 50


class Row(NamedTuple):
    """One row that could be read: its line, its cells that are not empty, and the number of each cell."""

    line: int
    cells: Mapping[str, Plain]
    columns: Mapping[str, int]


def read_events(lines: Iterable[str], *, types: Mapping[str, FactType] | None = None) -> tuple[Ticket, ...]:
    """The tickets in the lines of a file, JSON Lines if its first line starts with `{`, otherwise CSV.

    Example:
        >>> tickets = read_events(['{"ticket": "T-1", "at": "2026-03-06T16:30:00Z", "event": "created"}'])
        >>> tickets[0].id, tickets[0].events[0].name
        ('T-1', 'created')

    Raises:
        TicketError: the faults of every bad row, each with its line.
    """
    rest = iter(lines)
    begin = []
    for line in rest:
        begin.append(line)
        if line.strip("\ufeff \t\r\n"):
            break
    is_json = bool(begin) and begin[-1].lstrip("\ufeff \t").startswith("{")
    return (read_json_lines if is_json else read_csv)(_chained(begin, rest), types=types)


def read_csv(lines: Iterable[str], *, types: Mapping[str, FactType] | None = None) -> tuple[Ticket, ...]:
    """The tickets in the lines of a CSV file, in the order of their first rows.

    Example:
        >>> lines = ["ticket,at,event,plan", "T-1,2026-03-06T16:30:00Z,created,pro", "T-1,2026-03-06T17:00Z,replied,"]
        >>> ticket, = read_csv(lines)
        >>> len(ticket), ticket.events[0].facts["plan"]
        (2, 'pro')

    Args:
        lines: the text, line by line, as a file gives it.
        types: what each fact is, such as `Policy.fact_types`; a fact without a type is a text.

    Raises:
        TicketError: the faults of every bad row, each with its line and the number of its cell as the column.
    """
    faults = _Faults()
    return _tickets(csv_rows(lines, faults, needed=NEEDED), faults, types or {})


def read_json_lines(lines: Iterable[str], *, types: Mapping[str, FactType] | None = None) -> tuple[Ticket, ...]:
    """The tickets in the lines of a JSON Lines file: one object a line, its keys as the columns of CSV.

    Example:
        >>> read_json_lines(['{"ticket": "T-1", "at": "2026-03-06T16:30:00Z", "event": "created", "seats": 12}'])
        (Ticket('T-1', [Event('created', '2026-03-06T16:30:00+00:00', seats=12)]),)

    A fact that is `null` is taken away: from that instant on it is absent.

    Raises:
        TicketError: the faults of every bad line.
    """
    faults = _Faults()
    return _tickets(_json_rows(lines, faults), faults, types or {})


class _Faults:
    """The faults found so far: the first fifty, and the count of the others."""

    def __init__(self) -> None:
        self.kept: list[Fault] = []
        self.more = 0

    def note(self, fault: Fault) -> None:
        if len(self.kept) < MOST_FAULTS:
            self.kept.append(fault)
        else:
            self.more += 1

    def raise_any(self) -> None:
        if self.more:
            self.kept.append(Fault(code="more-faults", found=f"{self.more:,} more faults", allowed="none"))
        if self.kept:
            raise TicketError(*self.kept)


def csv_rows(lines: Iterable[str], faults: _Faults, *, needed: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a CSV text that has at least the needed columns; whatever is wrong goes to `faults`."""
    reader = csv.reader(lines, strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if header:
            header[0] = header[0].removeprefix("\ufeff")
        wrong = list(_wrong_header(header, needed))
        for fault in wrong:
            faults.note(fault)
        columns = {name: number for number, name in enumerate(header, 1)}
        for cells in () if wrong else reader:
            if len(cells) == len(header):
                given = {name: cell for name, cell in zip(header, cells, strict=True) if cell.strip()}
                yield Row(reader.line_num, given, columns)
            elif cells:
                faults.note(
                    Fault(
                        code="wrong-row",
                        found=f"{len(cells)} cells",
                        allowed=f"{len(header)} cells, as in the header",
                        remedy="put a cell with a comma in quotes",
                        line=reader.line_num,
                        column=min(len(cells), len(header)),
                    )
                )
    except csv.Error as refused:
        allowed = "CSV with every quote closed, and cells of at most 131,072 characters"
        found = f"a row that breaks off ({refused})"
        faults.note(Fault(code="csv-syntax", found=found, allowed=allowed, line=max(reader.line_num, 1), column=1))


def _wrong_header(header: list[str], needed: tuple[str, ...]) -> Iterator[Fault]:
    """What a header lacks, repeats or leaves empty."""
    for name in needed:
        if name not in header:
            near = nearest(name, [other for other in header if other not in needed])
            alone = "separate the cells by commas" if len(header) == 1 and header[0] != name else ""
            yield Fault(
                code="missing-column",
                found=f"the columns {listed(header)}" if header else "an empty file",
                allowed=f"a header with the columns {listed(needed)}",
                remedy=near.replace("write ", f"rename to `{name}` the column ") if near else alone,
                line=1,
                column=1,
            )
    for number, name in enumerate(header, 1):
        first = header.index(name) + 1
        if not name or first < number:
            found = f"{shown(name)} again" if name else "a column without a name"
            yield Fault(code="wrong-column", found=found, allowed="a name for each column, once", line=1, column=number)


def _json_rows(lines: Iterable[str], faults: _Faults) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        try:
            data = read_json(line).data
        except PolicyError as refused:
            for fault in refused.faults:
                faults.note(replace(fault, line=number, column=fault.column or 1))
            continue
        if isinstance(data, dict):
            yield Row(number, data, {})
        else:
            faults.note(Fault(code="wrong-row", found=shown(data), allowed="an object, `{...}`", line=number, column=1))


def _tickets(rows: Iterable[Row], faults: _Faults, types: Mapping[str, FactType]) -> tuple[Ticket, ...]:
    events: dict[str, list[Event]] = {}
    for row in rows:
        found = len(faults.kept) + faults.more
        name = _needed(row, "ticket", faults)
        happened = _needed(row, "event", faults)
        at = _needed(row, "at", faults)
        facts = {fact: _typed(row, fact, types.get(fact), faults) for fact in row.cells if fact not in NEEDED}
        if found < len(faults.kept) + faults.more:
            continue
        try:
            if name not in events:
                events[Ticket(name).id] = []
            events[name].append(Event(happened, at, **facts))
        except TicketError as refused:
            for fault in refused.faults:
                faults.note(_at(row, fault.path[0] if fault.path else "ticket", fault))
    faults.raise_any()
    return tuple(Ticket(name, happened) for name, happened in events.items())


def _needed(row: Row, column: str, faults: _Faults) -> str:
    """The text in a column that every row fills; in JSON a ticket may also be a number."""
    value = row.cells.get(column)
    if isinstance(value, int) and not isinstance(value, bool) and column == "ticket":
        value = str(value)
    if not isinstance(value, str):
        fault = Fault(code="missing-cell", found=shown(value), allowed="a text in every row")
        faults.note(_at(row, column, fault))
        return ""
    return value.strip()


def _typed(row: Row, fact: str, declared: FactType | None, faults: _Faults) -> object:
    """A fact's value: a text is read as what the fact is declared to be."""
    given = row.cells[fact]
    if declared is None or not isinstance(given, str):
        return given
    try:
        return declared.read(given)
    except ValueError:
        wrong = Fault(code="wrong-fact", found=shown(given), allowed=declared.words(), remedy=declared.remedy(given))
        faults.note(_at(row, fact, wrong))
        return None


def _at(row: Row, column: str | int, fault: Fault) -> Fault:
    """The fault, with the place of its cell."""
    name = str(column)
    return replace(fault, path=(name,), line=row.line, column=row.columns.get(name, 1))


def _chained(begin: list[str], rest: Iterator[str]) -> Iterator[str]:
    yield from begin
    yield from rest
