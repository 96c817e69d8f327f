"""One row of the audit log, read: when it stands, and the facts after it."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from slapolicy.errors import Fault, listed, nearest, shown
from slapolicy.formats.rows import Faults, Row
from slapolicy.tickets import Value

__all__ = ["NEEDED", "Update", "given", "update", "word"]

NEEDED = ("number", "incident_state", "opened_at", "sys_updated_at", "impact", "urgency", "priority")

_STATES = ("New", "Active", "Awaiting User Info", "Awaiting Problem", "Awaiting Vendor", "Awaiting Evidence")
_ENDS = ("Resolved", "Closed")
_LEVELS = ("1 - High", "2 - Medium", "3 - Low")
_PRIORITIES = ("1 - Critical", "2 - High", "3 - Moderate", "4 - Low")
_WORDS = {"incident_state": _STATES + _ENDS, "impact": _LEVELS, "urgency": _LEVELS, "priority": _PRIORITIES}
_RENAMED = {
    "incident_state": "status",
    "priority": "log_priority",
    "made_sla": "log_made_sla",
    "u_symptom": "symptom",
    "contact_type": "channel",
}
_KEPT = ("assignment_group", "assigned_to", "category", "subcategory", "location", "impact", "urgency", *_RENAMED)
_TIME = re.compile(r"(\d\d)-(\d\d)-(\d{4}) (\d\d):(\d\d)", re.ASCII)


class Update(NamedTuple):
    """One row, read."""

    row: Row
    number: str
    at: datetime
    opened: datetime
    resolved: datetime | None
    modification: int
    reopenings: int
    facts: Mapping[str, Value]

    @property
    def status(self) -> str:
        """The state of the incident, in small letters."""
        return str(self.facts["status"])

    @property
    def order(self) -> tuple[datetime, int]:
        """By what the rows of an incident are put in order."""
        return self.at, self.modification


def given(cells: Mapping[str, object]) -> dict[str, str]:
    """The cells that say something."""
    return {column: str(cell).strip() for column, cell in cells.items() if str(cell).strip() not in ("", "?")}


def update(row: Row, faults: Faults) -> Update | None:
    """The row as an update, or nothing; whatever is wrong with it goes to `faults`."""
    before = faults.count
    cells = {column: str(cell) for column, cell in row.cells.items()}
    for column in NEEDED:
        if column not in cells:
            faults.note(row.placed(column, Fault(code="missing-cell", found="nothing", allowed="a value in every row")))
    for column, words in _WORDS.items():
        if column in cells and cells[column] not in words:
            wrong = Fault(
                code="unknown-word",
                found=shown(cells[column]),
                allowed=f"one of {listed(words)}",
                remedy=nearest(cells[column], words),
            )
            faults.note(row.placed(column, wrong))
    at, opened, resolved = (_time(row, column, faults) for column in ("sys_updated_at", "opened_at", "resolved_at"))
    modification, reopenings = (_count(row, column, faults) for column in ("sys_mod_count", "reopen_count"))
    if before < faults.count or at is None or opened is None:
        return None
    return Update(row, cells["number"], at, opened, resolved, modification, reopenings, dict(_facts(cells)))


def _facts(cells: Mapping[str, str]) -> Iterator[tuple[str, Value]]:
    for column in _KEPT:
        if column in cells:
            fact = _RENAMED.get(column, column)
            if column == "made_sla":
                yield fact, cells[column].upper() == "TRUE"
            else:
                yield fact, word(cells[column]) if column in _WORDS else cells[column]


def word(cell: str) -> str:
    """`1 - High` as `high`."""
    return cell.rpartition(" - ")[2].lower()


def _time(row: Row, column: str, faults: Faults) -> datetime | None:
    cell = row.cells.get(column)
    if cell is None:
        return None
    told = _TIME.fullmatch(str(cell))
    try:
        if told:
            day, month, year, hour, minute = map(int, told.groups())
            return datetime(year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        pass
    wrong = Fault(code="wrong-time", found=shown(cell), allowed="a time such as `29-02-2016 09:00`, or `?`")
    faults.note(row.placed(column, wrong))
    return None


def _count(row: Row, column: str, faults: Faults) -> int:
    cell = str(row.cells.get(column, "0"))
    if cell.isascii() and cell.isdigit() and len(cell) < 9:
        return int(cell)
    faults.note(row.placed(column, Fault(code="wrong-count", found=shown(cell), allowed="a whole number")))
    return 0
