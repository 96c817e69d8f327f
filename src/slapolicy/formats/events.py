"""Rows of events to tickets: CSV and JSON Lines, one event a row (C1).

The columns `ticket`, `at` and `event` are needed; every further column is a fact, and an empty cell is a fact that
the event does not give. Nothing is decided on half a file: the bad rows are collected, and refused together.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import chain

from slapolicy.errors import Fault, PolicyError, TicketError, shown
from slapolicy.facts import FactType
from slapolicy.formats.rows import Faults, Row, csv_rows
from slapolicy.texts.reading import read_json
from slapolicy.texts.writing import canonical_json
from slapolicy.tickets import Event, Ticket, Value, value

__all__ = ["json_line", "read_csv", "read_events", "read_json_lines"]

NEEDED = ("ticket", "at", "event")
_BLANK = "\ufeff \t\r\n"


def read_events(lines: Iterable[str], *, types: Mapping[str, FactType] | None = None) -> tuple[Ticket, ...]:
    """The tickets in the lines of a file, JSON Lines if its first line starts with `{`, otherwise CSV.

    Examples:
        >>> tickets = read_events(['{"ticket": "T-1", "at": "2026-03-06T16:30:00Z", "event": "created"}'])
        >>> tickets[0].id, tickets[0].events[0].name
        ('T-1', 'created')

    Raises:
        TicketError: the faults of every bad row, each with its line.
    """
    rest = iter(lines)
    begin: list[str] = []
    for line in rest:
        begin.append(line)
        if line.strip(_BLANK):
            break
    is_json = bool(begin) and begin[-1].lstrip(_BLANK).startswith("{")
    return (read_json_lines if is_json else read_csv)(chain(begin, rest), types=types)


def read_csv(lines: Iterable[str], *, types: Mapping[str, FactType] | None = None) -> tuple[Ticket, ...]:
    """The tickets in the lines of a CSV file, in the order of their first rows.

    Examples:
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
    faults = Faults()
    return _tickets(csv_rows(lines, faults, needed=NEEDED), faults, types or {})


def read_json_lines(lines: Iterable[str], *, types: Mapping[str, FactType] | None = None) -> tuple[Ticket, ...]:
    """The tickets in the lines of a JSON Lines file: one object a line, its keys as the columns of CSV.

    Examples:
        >>> read_json_lines(['{"ticket": "T-1", "at": "2026-03-06T16:30:00Z", "event": "created", "seats": 12}'])
        (Ticket('T-1', [Event('created', '2026-03-06T16:30:00+00:00', seats=12)]),)

    A fact that is `null` is taken away: from that instant on it is absent.

    Raises:
        TicketError: the faults of every bad line.
    """
    faults = Faults()
    return _tickets(_json_rows(lines, faults), faults, types or {})


def json_line(ticket: str, event: Event) -> str:
    """An event of a ticket as a line that `read_json_lines` reads back.

    Examples:
        >>> print(json_line("T-1", Event("migrated", "2026-03-06T16:30:00+01:00", policy_edition="2027")))
        {"ticket":"T-1","at":"2026-03-06T16:30:00+01:00","event":"migrated","policy_edition":"2027"}

    Numbers are exact; an instant among the facts becomes its text. A fact with the name of a needed column is left out.
    """
    columns = {"ticket": ticket, "at": event.at.isoformat(), "event": event.name}
    parts = {**columns, **{fact: given for fact, given in event.facts.items() if fact not in columns}}
    return "{" + ",".join(f"{_json(key)}:{_json(part)}" for key, part in parts.items()) + "}"


def _json(part: Value) -> str:
    match part:
        case datetime():
            return canonical_json(part.isoformat())
        case tuple():
            return "[" + ",".join(map(_json, part)) + "]"
        case _:
            return canonical_json(part)


def _json_rows(lines: Iterable[str], faults: Faults) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if not line.strip(_BLANK):
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
            wrong = Fault(code="wrong-row", found=shown(data), allowed="an object, `{...}`", line=number, column=1)
            faults.note(wrong)


def _tickets(rows: Iterable[Row], faults: Faults, types: Mapping[str, FactType]) -> tuple[Ticket, ...]:
    events: dict[str, list[Event]] = {}
    for row in rows:
        before = faults.count
        name, at, happened = (_text(row, column, faults) for column in NEEDED)
        facts = {fact: _typed(row, fact, types.get(fact), faults) for fact in row.cells if fact not in NEEDED}
        if before < faults.count:
            continue
        try:
            event = Event(happened, at, **facts)
            events.setdefault(Ticket(name).id, []).append(event)
        except TicketError as refused:
            for fault in refused.faults:
                faults.note(row.placed(str(fault.path[0]) if fault.path else "ticket", fault))
    faults.raise_any()
    return tuple(Ticket(name, happened) for name, happened in events.items())


def _text(row: Row, column: str, faults: Faults) -> str:
    """The text in a column that every row fills; the id of a ticket may also be a whole number in JSON."""
    given = row.cells.get(column)
    if column == "ticket" and isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    if isinstance(given, str) and given.strip():
        return given.strip()
    faults.note(row.placed(column, Fault(code="missing-cell", found=shown(given), allowed="a text in every row")))
    return ""


def _typed(row: Row, fact: str, declared: FactType | None, faults: Faults) -> object:
    """A fact's value: a text is read as what the fact is declared to be, anything else must be that already."""
    given = row.cells[fact]
    if declared is None or given is None or isinstance(given, dict):
        return given
    try:
        if isinstance(given, str):
            return declared.read(given)
        if declared.accepts(value(given)):
            return given
    except ValueError:
        pass
    wrong = Fault(code="wrong-fact", found=shown(given), allowed=declared.words(), remedy=declared.remedy(given))
    faults.note(row.placed(fact, wrong))
    return None
