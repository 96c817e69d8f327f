"""One layer of a rotation: whose turn it is, by the wall clock or by elapsed time, within weekly hours (E6, D8).

Everything here is in UTC. A `Stretch` tells an answer together with the instant until which it surely holds.
"""

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Final, NamedTuple, Protocol

from slapolicy.calendars.hours import Week
from slapolicy.calendars.zones import Zone

__all__ = ["NEVER", "ElapsedTurns", "Line", "Stretch", "Turns", "WallClockTurns", "WeekHours"]

NEVER: Final = datetime.max.replace(tzinfo=UTC)
"""After every instant: what never happens, happens then."""

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_MONDAY: Final = datetime(1970, 1, 5)


class Stretch(NamedTuple):
    """Who is on duty, if anyone, and a later instant before which that does not change."""

    owner: str | None
    until: datetime


class Turns(Protocol):
    """Turns counted from zero; a number is negative before the first."""

    def number(self, at: datetime) -> int:
        """The turn that an instant falls into."""

    def start(self, number: int) -> datetime:
        """When a turn begins."""


class WallClockTurns:
    """Turns of calendar days: each begins when the wall clock shows the first one's time again (D8)."""

    __slots__ = ("length", "starts", "zone")

    def __init__(self, starts: datetime, length: timedelta, zone: Zone) -> None:
        self.starts = starts
        self.length = length
        self.zone = zone

    def number(self, at: datetime) -> int:
        """The turn that an instant falls into."""
        shows = self.zone.local(at)
        turn = (shows - self.starts) // self.length
        # Where the clock is set back, it can show a time before the hand-over once more; by less than a day.
        near = self.starts + self.length * (turn + 1) - shows <= _DAY
        return turn + 1 if near and self.start(turn + 1) <= at else turn

    def start(self, number: int) -> datetime:
        """The first instant at which the clock shows that turn's time or a later one (D8)."""
        return self.zone.first_instant(self.starts + self.length * number)


class ElapsedTurns:
    """Turns of hours or minutes: real time from the first hand-over, whatever the clocks do."""

    __slots__ = ("first", "length")

    def __init__(self, first: datetime, length: timedelta) -> None:
        self.first = first
        self.length = length

    def number(self, at: datetime) -> int:
        """The turn that an instant falls into."""
        return (at - self.first) // self.length

    def start(self, number: int) -> datetime:
        """When a turn begins."""
        return self.first + self.length * number


class WeekHours:
    """Weekly hours without exceptions: a question to the wall clock alone (T5)."""

    __slots__ = ("edges", "zone")

    def __init__(self, week: Week, zone: Zone) -> None:
        self.edges = _edges(week)
        self.zone = zone

    @property
    def always(self) -> bool:
        """Whether every minute of the week is in them."""
        return self.edges == (timedelta(), _WEEK)

    def holds(self, at: datetime) -> bool:
        """Whether an instant is in them."""
        return bisect_right(self.edges, (self.zone.local(at) - _MONDAY) % _WEEK) % 2 == 1

    def stretch(self, at: datetime) -> tuple[bool, datetime]:
        """The same, and the next edge or change of the offset: until then the wall clock simply runs on."""
        shows = (self.zone.local(at) - _MONDAY) % _WEEK
        position = bisect_right(self.edges, shows)
        edge = self.edges[position] if position < len(self.edges) else self.edges[0] + _WEEK
        return position % 2 == 1, self.zone.regimes(at, at + (edge - shows))[0].end

    def within(self, other: "WeekHours") -> bool:
        """Whether every minute of it is one of another's, as one wall clock shows them."""
        windows = list(zip(other.edges[::2], other.edges[1::2], strict=True))
        mine = zip(self.edges[::2], self.edges[1::2], strict=True)
        inside = all(any(first <= opens and closes <= last for first, last in windows) for opens, closes in mine)
        return inside and self.zone == other.zone


def _edges(week: Week) -> tuple[timedelta, ...]:
    """Openings and closings from Monday's midnight on, in turns; what runs over Sunday's end begins the week."""
    windows = [(_DAY * day + opens, _DAY * day + closes) for day, hours in enumerate(week) for opens, closes in hours]
    over = [(timedelta(), closes - _WEEK) for _, closes in windows if closes > _WEEK]
    merged: list[tuple[timedelta, timedelta]] = []
    for opens, closes in sorted(over + [(opens, min(closes, _WEEK)) for opens, closes in windows]):
        if merged and opens <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(closes, merged[-1][1])
        else:
            merged.append((opens, closes))
    return tuple(chain.from_iterable(merged))


class Line:
    """People in their order, one turn each; nobody before the first turn, and nobody outside the hours."""

    __slots__ = ("hours", "people", "turns")

    def __init__(self, people: tuple[str, ...], turns: Turns, hours: WeekHours | None) -> None:
        self.people = people[:1] if len(set(people)) == 1 else people
        self.turns = turns
        self.hours = None if hours is None or hours.always else hours

    def on_duty(self, at: datetime) -> str | None:
        """Who that is at an instant."""
        if self.hours is not None and not self.hours.holds(at):
            return None
        number = self.turns.number(at)
        return self.people[number % len(self.people)] if number >= 0 else None

    def stretch(self, at: datetime) -> Stretch:
        """The same, and until when it surely holds."""
        number = self.turns.number(at)
        if number < 0:
            return Stretch(None, self.turns.start(0))
        on, until = self.hours.stretch(at) if self.hours else (True, NEVER)
        if not on:
            return Stretch(None, until)
        if len(self.people) > 1:
            until = min(until, self.turns.start(number + 1))
        return Stretch(self.people[number % len(self.people)], until)

    def hides(self, below: "Line") -> bool:
        """Whether it has somebody on duty whenever another line has."""
        if self.turns.start(0) > below.turns.start(0):
            return False
        return self.hours is None or (below.hours is not None and below.hours.within(self.hours))
