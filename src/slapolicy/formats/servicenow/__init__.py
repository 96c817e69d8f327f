"""The audit log of ServiceNow's incidents to tickets, with a list of what the log leaves unclear (C1).

One row of the log is one update of an incident. A row says what the incident was like after the update, so an event
is the difference between two rows. Nothing in the log is mended: what contradicts itself is read as it stands, and
listed in `Reading.unclear`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from slapolicy.errors import Fault
from slapolicy.formats.rows import Faults, Row, csv_rows
from slapolicy.formats.servicenow.unclear import notes
from slapolicy.formats.servicenow.updates import NEEDED, Update, given, update, word
from slapolicy.severity import SeverityMatrix
from slapolicy.tickets import Event, Ticket, Value

__all__ = ["Disagreement", "Reading", "against_grid", "read", "read_csv"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the tickets, and what the log leaves unclear about them.

    Attributes:
        tickets: in the order of their first rows.
        unclear: notes, not refusals: what was found, and what would have been clear. Each has the incident and the
            column as its path, and the line of the row.
    """

    tickets: tuple[Ticket, ...]
    unclear: tuple[Fault, ...]


def read(rows: Iterable[Mapping[str, str]]) -> Reading:
    """The tickets of an audit log, from its rows as mappings of column to cell.

    Examples:
        >>> row = {"number": "INC1", "opened_at": "29-02-2016 09:00", "impact": "1 - High", "urgency": "2 - Medium",
        ...        "priority": "2 - High"}
        >>> reading = read([
        ...     row | {"incident_state": "New", "sys_updated_at": "29-02-2016 09:05"},
        ...     row | {"incident_state": "Active", "sys_updated_at": "29-02-2016 09:40"},
        ... ])
        >>> [(event.name, event.at.isoformat()) for event in reading.tickets[0]]
        [('created', '2016-02-29T09:00:00+00:00'), ('acknowledged', '2016-02-29T09:40:00+00:00')]

    **Events.** `created` stands at `opened_at`, with the facts of the first row. The response, `acknowledged`, is the
    first row in any state but New: someone took the incident up, be it to work on it, to ask back or to resolve it
    (then `resolved` follows at the same instant). Resolved gives `resolved`, any state after it but Closed `reopened`,
    Closed `closed`; every other difference is `changed`.

    **Facts.** `status` (in small letters, such as `awaiting user info`), `impact` and `urgency` (high, medium, low),
    `log_priority` (critical, high, moderate, low), `log_made_sla` (what the system itself said), `assignment_group`,
    `assigned_to`, `category`, `subcategory`, `symptom`, `location`, `channel`. A cell with `?` gives no fact.

    **Times** are `DD-MM-YYYY HH:MM`; the log names no zone, and they are taken as UTC. Rows count in the order of
    `sys_updated_at`, then of `sys_mod_count`, wherever they stand.

    Raises:
        TicketError: rows that can't be read: a time, state, impact, urgency or priority that is none; all at once.
    """
    return _reading((Row(line, given(row), {}) for line, row in enumerate(rows, 2)), Faults())


def read_csv(lines: Iterable[str]) -> Reading:
    """The same from the lines of a CSV file, with a column for each field of the log, in any order.

    Raises:
        TicketError: as for `read`, and where columns are missing or a row breaks off; with line and cell.
    """
    faults = Faults()
    rows = csv_rows(lines, faults, needed=NEEDED)
    return _reading((row._replace(cells=given(row.cells)) for row in rows), faults)


class Disagreement(NamedTuple):
    """A row whose own priority is another one than a grid gives."""

    row: int
    number: str
    impact: str
    urgency: str
    logged: str
    given: str


def against_grid(matrix: SeverityMatrix, rows: Iterable[Mapping[str, str]]) -> tuple[int, tuple[Disagreement, ...]]:
    """How many rows agree with a matrix over `impact` and `urgency`, and those that don't, counted from one.

    Examples:
        >>> matrix = SeverityMatrix.grid(impact=["high"], urgency=["high"], cells={("high", "high"): "Critical"})
        >>> row = {"number": "INC1", "impact": "1 - High", "urgency": "1 - High", "priority": "1 - Critical"}
        >>> against_grid(matrix, [row, row | {"priority": "2 - High"}])
        (1, (Disagreement(row=2, number='INC1', impact='high', urgency='high', logged='high', given='critical'),))

    Levels are compared without regard to capital letters.
    """
    agreed, disagreements = 0, []
    for number, row in enumerate(rows, 1):
        impact, urgency, logged = (word(row[column]) for column in ("impact", "urgency", "priority"))
        answer = matrix.classify(impact=impact, urgency=urgency).severity.lower()
        if answer == logged:
            agreed += 1
        else:
            disagreements.append(Disagreement(number, row["number"], impact, urgency, logged, answer))
    return agreed, tuple(disagreements)


def _reading(rows: Iterable[Row], faults: Faults) -> Reading:
    updates: dict[str, list[Update]] = {}
    for row in rows:
        found = update(row, faults)
        if found:
            updates.setdefault(found.number, []).append(found)
    faults.raise_any()
    return Reading(
        tuple(_ticket(number, sorted(log, key=lambda found: found.order)) for number, log in updates.items()),
        tuple(note for log in updates.values() for note in notes(log)),
    )


def _ticket(number: str, log: list[Update]) -> Ticket:
    facts: Mapping[str, Value] = {**log[0].facts, "status": "new"}
    events = [Event("created", log[0].opened, **facts)]
    taken_up = False
    for entry in log:
        gone = {fact: None for fact in facts if fact not in entry.facts}
        changed = gone | {fact: held for fact, held in entry.facts.items() if facts.get(fact) != held}
        if changed:
            names = _names(str(facts["status"]), entry.status, taken_up=taken_up)
            events += (Event(name, entry.at, **changed) for name in names)
            taken_up = taken_up or "acknowledged" in names
        facts = entry.facts
    return Ticket(number, events)


def _names(before: str, after: str, *, taken_up: bool) -> list[str]:
    """The names of the events between two states."""
    first = [] if taken_up or after == "new" else ["acknowledged"]
    if before == after:
        return first or ["changed"]
    if after in ("resolved", "closed"):
        return [*first, after]
    if before in ("resolved", "closed"):
        return ["reopened"]
    return first or ["changed"]
