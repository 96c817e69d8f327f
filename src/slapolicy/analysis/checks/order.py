"""Which of two limits is over later: whenever both start, for some starts, or never (D1-D4).

Working time and elapsed time have no order of their own: over a weekend, 4 business hours are more than 24 hours. So
the deadlines of both are compared for every start in an ordinary week. Between two starts at which a deadline jumps, or
stops moving with its start, it moves evenly; so to look at both ends of each such stretch is to look at every start.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from slapolicy.calendars import Calendar, DayEnds
from slapolicy.calendars.zones import midnight
from slapolicy.durations import CalendarDays, Duration, Elapsed, WorkingDays, WorkingTime
from slapolicy.errors import HorizonError
from slapolicy.spans import Span
from slapolicy.witnesses import Effort

__all__ = ["Later", "Order", "Timed"]

_TICK: Final = timedelta.resolution
_NOTHING: Final = timedelta()
_DAY: Final = timedelta(days=1)
_FIRST_MONDAY: Final = date(2024, 1, 8)
_WEEKS, _ORDINARY_DAYS = 500, 35
_WORK: Final = 40  # what a deadline costs, in looks at a part of a formula
_LONGEST: Final = timedelta(days=1000)
_MOST_BY_CLOCKS: Final = 2 * _DAY  # no zone's offset has changed by more


class Timed(NamedTuple):
    """A limit with all that its deadline hangs on, but the start."""

    limit: Duration
    calendar: Calendar
    day_ends: DayEnds

    def over(self, start: datetime) -> datetime:
        """Its deadline, of a clock that is not paused."""
        return self.calendar.add(start, self.limit, day_ends=self.day_ends)


class Later(NamedTuple):
    """That one limit is over later than another: never earlier, or for some starts only; and a start that shows it.

    Where no start is named, any does.
    """

    always: bool
    at: datetime | None


class Order:
    """Compares limits; a comparison is made once, and takes a part of the work that may be done."""

    def __init__(self, effort: Effort) -> None:
        self._left = effort
        self._known: dict[tuple[Timed, Timed], Later | None] = {}

    def is_cheap(self, one: Timed, other: Timed) -> bool:
        """Whether a comparison needs no look at a week."""
        return (one, other) in self._known or _is_longer(one, other) is not None

    def later(self, one: Timed, other: Timed) -> Later | None:
        """Whether one limit is over later than another; none where it never is in an ordinary week.

        Examples:
            >>> from slapolicy.durations import duration
            >>> office = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})
            >>> hours = Timed(duration("4 business hours"), office, DayEnds.SAME_TIME)
            >>> found = Order(Effort(100_000)).later(hours, hours._replace(limit=duration("24 hours")))
            >>> found.always, str(found.at)
            (False, '2024-01-12 17:00:00+00:00')

        Raises:
            Spent: the bound of work is passed.
        """
        if (one, other) not in self._known:
            self._known[one, other] = self._compare(one, other)
        return self._known[one, other]

    def _compare(self, one: Timed, other: Timed) -> Later | None:
        if (longer := _is_longer(one, other)) is not None:
            return Later(True, None) if longer else None
        most, least = _most(one.limit), _most(other.limit)
        if most is not None and most <= _least(other.limit):
            return None
        if least is not None and least < _least(one.limit):
            return Later(True, None)
        try:
            return _searched(one, other, self._left)
        except HorizonError:
            return None


def _is_longer(one: Timed, other: Timed) -> bool | None:
    """Whether a limit has more of the same than another, so that any start shows it; none where they differ in kind."""
    by_one_calendar = one.calendar == other.calendar
    match one.limit, other.limit:
        case (Elapsed(amount), Elapsed(than)):
            return amount > than
        case (WorkingTime(amount), WorkingTime(than)) if by_one_calendar:
            return amount > than
        case (CalendarDays(count), CalendarDays(of)) if one.calendar.index.rule.zone == other.calendar.index.rule.zone:
            return count > of
        case (WorkingDays(count), WorkingDays(of)) if by_one_calendar and one.day_ends is other.day_ends:
            return count > of
        case _:
            return None


def _least(limit: Duration) -> timedelta:
    """Real time that a limit surely takes, whatever the calendar."""
    match limit:
        case Elapsed(amount) | WorkingTime(amount):
            return amount
        case CalendarDays(count):
            return max(count * _DAY - _MOST_BY_CLOCKS, _NOTHING)
        case WorkingDays(count):  # from late on the first day to early on the last
            return max((count - 2) * _DAY - _MOST_BY_CLOCKS, _NOTHING)
        case _:
            return _NOTHING


def _most(limit: Duration) -> timedelta | None:
    """Real time that a limit surely does not exceed; none where a calendar may be closed for long."""
    match limit:
        case Elapsed(amount):
            return amount
        case CalendarDays(count):
            return count * _DAY + _MOST_BY_CLOCKS
        case _:
            return None


def _searched(one: Timed, other: Timed, left: Effort) -> Later | None:
    """The answer for every start in an ordinary week, with the start at which one is later by most."""
    week = _ordinary_week((one.calendar, other.calendar))
    if week is None or max(one.over(week.end), other.over(week.end)) > week.end + _LONGEST:
        return None
    starts = _starts(one, other, week)
    left.spend(_WORK * len(starts))
    apart = {start: one.over(start) - other.over(start) for start in starts}
    shown = max(apart, key=lambda start: (apart[start], not start.microsecond, week.end - start))
    return Later(min(apart.values()) >= _NOTHING, shown) if apart[shown] > _NOTHING else None


def _ordinary_week(calendars: Sequence[Calendar]) -> Span | None:
    """The first week from 2024 on that is known and ordinary, as are the four after it; none where none is."""
    zone = calendars[0].index.rule.zone
    for number in range(_WEEKS):
        monday = _FIRST_MONDAY + 7 * number * _DAY
        days = [monday + place * _DAY for place in range(-1, _ORDINARY_DAYS)]
        start, end, last = (zone.first_instant(midnight(monday + place * _DAY)) for place in (0, 7, _ORDINARY_DAYS))
        try:
            if all(_is_ordinary(calendar, days, Span(start, last)) for calendar in calendars):
                return Span(start, end)
        except HorizonError:
            continue
    return None


def _is_ordinary(calendar: Calendar, days: Sequence[date], span: Span) -> bool:
    """No clock is changed, no holiday or special day."""
    rule = calendar.index.rule
    calendar.is_open(span.end)  # refuses a year that is not known
    return len(rule.zone.regimes(*span)) == 1 and not any(map(rule.exception_on, days))


def _starts(one: Timed, other: Timed, week: Span) -> list[datetime]:
    """Both ends of each stretch of starts with which both deadlines move evenly."""
    bends = {week.start, week.end}
    for timed in (one, other):
        bends.update(_bends(timed, week))
    ticks = (-_TICK, timedelta(), _TICK)
    near = {bend + tick for bend in bends for tick in ticks}
    return sorted(start for start in near if week.start <= start < week.end)


def _bends(timed: Timed, week: Span) -> Iterator[datetime]:
    """Where a deadline may jump, or begin or stop to move: openings, closings, and what ends at one of them."""
    index, zone = timed.calendar.index, timed.calendar.index.rule.zone
    edges = [edge for span in index.openings(week.start, timed.over(week.end)) for edge in span]
    yield from edges
    if isinstance(timed.limit, WorkingTime):
        yield from (index.retreat(edge, timed.limit.amount) for edge in edges if edge >= week.start)
    elif not isinstance(timed.limit, (Elapsed, CalendarDays)):
        times = {time(), *(zone.local(edge).time() for edge in edges)}
        days = [zone.local(week.start).date() + place * _DAY for place in range(8)]
        yield from (zone.first_instant(datetime.combine(day, each)) for day in days for each in times)
