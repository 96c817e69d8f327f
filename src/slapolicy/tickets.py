"""A ticket is its events in order of time; an event carries facts that hold from its instant on (C1)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from math import isfinite

from slapolicy._model import FrozenMap
from slapolicy.errors import Fault, InstantError, TicketError, shown
from slapolicy.instants import instant, utc

__all__ = ["Event", "Ticket", "Value", "value"]

Value = str | bool | int | Decimal | datetime | tuple["Value", ...] | None
"""What a fact may be: text, true or false, a number, an instant in UTC, or a collection of those."""

_LONGEST_NAME = 200
_MOST_BITS = 1024  # far beyond any amount, and quick to print and to compare
_WIDEST_EXPONENT = 308


def value(given: object) -> Value:
    """A fact's value in the one form that conditions compare: exact numbers, instants in UTC, tuples.

    Examples:
        >>> value(1000.5), value(["a", "b"])
        (Decimal('1000.5'), ('a', 'b'))

    `None` takes the fact away: from then on it is absent (C12). A date is the text that it is written as. Instants
    are compared as points in time, so they are kept in UTC, where a repeated local time has two values (T2).

    Raises:
        TicketError: the value is of no kind that a condition could compare, or a number of a senseless size.
        InstantError: a datetime is naive or out of range.
    """
    match given:
        case list() | tuple():
            return tuple(_single(item) for item in given)
        case set() | frozenset():
            return tuple(sorted((_single(item) for item in given), key=repr))
        case _:
            return _single(given)


def _single(given: object) -> Value:
    """A value that is no collection, of exactly the type that it is read as: a subclass may compare as it likes."""
    match given:
        case Enum():
            return _single(given.value)
        case None | bool():
            return given
        case int() if given.bit_length() <= _MOST_BITS:
            return int(given)
        case str():
            return str.__str__(given)
        case Decimal() if given.is_finite() and abs(given.adjusted()) <= _WIDEST_EXPONENT:
            return Decimal(given)
        case float() if isfinite(given):
            return Decimal(float.__repr__(given))
        case datetime():
            return utc(given)
        case date():
            return given.isoformat()
        case _:
            raise TicketError.of(
                "wrong-fact",
                found=shown(given),
                allowed="a text, a number, true or false, a date, an instant with its offset, or a list of them",
            )


class Event:
    """Something that happened to a ticket at an instant, with the facts that hold from then on.

    Examples:
        >>> event = Event("created", "2026-03-06T16:30:00+01:00", severity="P1", plan="pro")
        >>> event.name, event.facts["plan"]
        ('created', 'pro')

    The instant is an aware datetime, or ISO 8601 text with an offset (T1). Any keyword is a fact; `None` takes a
    fact away. Events are immutable, comparable and hashable.

    Raises:
        TicketError: an empty name, a naive or unreadable instant, a fact of no comparable kind; all at once.
    """

    __slots__ = ("at", "facts", "name", "utc")

    name: str
    at: datetime
    utc: datetime
    facts: FrozenMap[str, Value]

    def __init__(self, name: str, /, at: datetime | str, **facts: object) -> None:
        faults: list[Fault] = []
        if not isinstance(name, str) or not name.strip() or len(name) > _LONGEST_NAME:
            faults.append(Fault(code="wrong-event", path=("event",), found=shown(name), allowed="an event's name"))
        try:
            moment = instant(at)
        except InstantError as refused:
            faults += refused.faults
        values: dict[str, Value] = {}
        for fact, given in facts.items():
            try:
                values[fact] = value(given)
            except (TicketError, InstantError) as refused:
                faults += [replace(fault, path=(fact,)) for fault in refused.faults]
        if faults:
            raise TicketError(*faults)
        for slot, content in (
            ("name", name),
            ("at", moment),
            ("utc", utc(moment)),
            ("facts", FrozenMap(values)),
        ):
            object.__setattr__(self, slot, content)

    def __setattr__(self, name: str, *_: object) -> None:
        raise AttributeError(f"an event is immutable: `{name}` can't be set")

    __delattr__ = __setattr__

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Event):
            return NotImplemented
        return (self.name, self.utc, self.facts) == (other.name, other.utc, other.facts)

    def __hash__(self) -> int:
        return hash((self.name, self.utc, self.facts))

    def __repr__(self) -> str:
        facts = "".join(f", {name}={given!r}" for name, given in self.facts.items())
        return f"Event({self.name!r}, {self.at.isoformat()!r}{facts})"

    def __reduce__(self) -> tuple[object, ...]:
        return _event, (self.name, self.at, dict(self.facts))


def _event(name: str, at: datetime, facts: Mapping[str, object]) -> Event:
    return Event(name, at, **facts)


class Ticket:
    """A ticket: its id, and its events in order of time. Equal times keep the order given (C1).

    Examples:
        >>> ticket = Ticket("T-1", [Event("created", "2026-03-06T16:30:00+01:00", plan="pro")])
        >>> later = ticket.add(Event("replied", "2026-03-09T10:15:00+01:00", by="ada"))
        >>> len(ticket), len(later), later.facts_at("2026-03-10T00:00:00Z")["by"]
        (1, 2, 'ada')

    Raises:
        TicketError: the id is no text, or something in the list is no event.
    """

    __slots__ = ("events", "id")

    id: str
    events: tuple[Event, ...]

    def __init__(self, id: str, events: Iterable[Event] = ()) -> None:  # noqa: A002 - the field's word
        if not isinstance(id, str) or not id.strip() or len(id) > _LONGEST_NAME:
            raise TicketError.of("wrong-ticket", found=shown(id), allowed="a ticket's id: a text that is not empty")
        if isinstance(events, Event) or not isinstance(events, Iterable):
            allowed, remedy = "a list of events", "write `Ticket(id, [event])`"
            raise TicketError.of("wrong-ticket", found=shown(events), allowed=allowed, remedy=remedy)
        given = list(events)
        strange = [number for number, event in enumerate(given) if not isinstance(event, Event)]
        if strange:
            raise TicketError(
                *(
                    Fault(code="wrong-event", path=("events", n), found=shown(given[n]), allowed="an Event")
                    for n in strange
                )
            )
        object.__setattr__(self, "id", id)
        object.__setattr__(self, "events", tuple(sorted(given, key=lambda event: event.utc)))  # C1: a stable sort

    def __setattr__(self, name: str, *_: object) -> None:
        raise AttributeError(f"a ticket is immutable: `{name}` can't be set; use `add` for a new ticket")

    __delattr__ = __setattr__

    def add(self, *events: Event) -> "Ticket":
        """A new ticket with these events as well, each in its place by time; this one is untouched."""
        return Ticket(self.id, (*self.events, *events))

    def facts_at(self, at: datetime | str) -> FrozenMap[str, Value]:
        """The facts that hold at an instant: those of all events up to and including it, later ones winning."""
        until = utc(instant(at))
        facts: dict[str, Value] = {}
        for event in self.events:
            if event.utc > until:
                break
            merge(facts, event.facts)
        return FrozenMap(facts)

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def __len__(self) -> int:
        return len(self.events)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ticket):
            return NotImplemented
        return (self.id, self.events) == (other.id, other.events)

    def __hash__(self) -> int:
        return hash((self.id, self.events))

    def __repr__(self) -> str:
        return f"Ticket({self.id!r}, {list(self.events)!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return Ticket, (self.id, self.events)


def merge(facts: dict[str, Value], more: Mapping[str, Value]) -> None:
    """Let an event's facts hold: a value replaces the one before, `None` makes the fact absent (C12)."""
    for name, given in more.items():
        if given is None:
            facts.pop(name, None)
        else:
            facts[name] = given
