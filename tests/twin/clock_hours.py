"""By which calendar a clock counts, and when a limit is over that runs without a pause (C6, D1-D4, D8).

Instants are whole microseconds since the first minute of a tape with a byte for each minute; nothing is shared with
the engine but values. `Outside` means that an answer lies outside the days which the tapes were made for.
"""

from datetime import timedelta
from typing import NamedTuple

from slapolicy.durations import (
    CalendarDays,
    Duration,
    Elapsed,
    EndOfBusinessDay,
    NextBusinessDayBy,
    WorkingDays,
    WorkingTime,
)
from twin.bitmap_twin import SECOND, BitmapTwin, WeeklyTwin

MINUTE = 60 * SECOND
DAY = 1440
DATED = (EndOfBusinessDay, NextBusinessDayBy)


class Outside(Exception):
    """An answer lies outside the days of the tapes."""


def inside(answer: int | None) -> int:
    if answer is None:
        raise Outside
    return answer


def micros(span: timedelta) -> int:
    return span // timedelta(microseconds=1)


def deadline(days: WeeklyTwin, at: int, limit: Duration, day_ends: str) -> int:
    """When a limit that counts from an instant is over, without any pause (D1-D4, D8)."""
    match limit:
        case Elapsed(amount):
            return at + micros(amount)
        case WorkingTime(amount):
            return inside(days.add(at, micros(amount)))
        case WorkingDays(count):
            by_close = day_ends == "close"
            return inside(days.add_working_days_to_close(at, count) if by_close else days.add_working_days(at, count))
        case CalendarDays(count):
            return inside(days.add_calendar_days(at, count))
        case EndOfBusinessDay(0):
            return inside(days.end_of_business_day(at))
    day = days.business_day(at)
    day = inside(days.working_day_after(day, 1) if days.is_safe(day) else None)
    if isinstance(limit, EndOfBusinessDay):
        return max(at, days.openings_of(day)[-1][1] * days.unit)
    assert isinstance(limit, NextBusinessDayBy)
    return max(at, inside(days.earliest_on(day, (limit.time.hour * 60 + limit.time.minute) * MINUTE)))


class Hours:
    """Which calendar holds in each minute, and the tape of what is open by it (C6)."""

    def __init__(self, calendar: WeeklyTwin, since: tuple[tuple[int, WeeklyTwin], ...] = ()) -> None:
        self.since = since or ((0, calendar),)
        self.tape: BitmapTwin = calendar
        if len(self.since) > 1:
            ends = [*(at // MINUTE for at, _ in self.since[1:]), len(calendar.open)]
            parts = zip(self.since, ends, strict=True)
            self.tape = BitmapTwin(calendar.clock, b"".join(each.open[at // MINUTE : end] for (at, each), end in parts))

    def at(self, at: int) -> WeeklyTwin:
        """The calendar that holds in a minute."""
        return next(calendar for since, calendar in reversed(self.since) if since <= at)

    def changed_between(self, start: int, end: int) -> int | None:
        """When the calendar changed for the last time, if it did."""
        return next((since for since, _ in reversed(self.since) if start < since <= end), None)

    def then(self, at: int, calendar: WeeklyTwin) -> "Hours":
        """From an instant on, another calendar."""
        if self.since[-1][1] is calendar:
            return self
        kept = tuple(each for each in self.since if each[0] < at)
        if kept and kept[-1][1] is calendar:
            return Hours(calendar, kept)
        return Hours(calendar, (*kept, (at if kept else 0, calendar)))


class Term(NamedTuple):
    """What is promised: since when, counted from where, as the policy names it and as it is counted (C5)."""

    since: int
    anchor: int
    named: Duration | None
    limit: Duration | None
    carried: int = 0


def until(days: WeeklyTwin, at: int, term: Term, day_ends: str) -> int:
    """When what a term leaves of its limit is over, without any pause."""
    assert term.limit is not None
    limit = term.limit
    if isinstance(limit, (Elapsed, WorkingTime)):
        limit = type(limit)(max(limit.amount - timedelta(microseconds=term.carried), timedelta()))
    return deadline(days, at, limit, day_ends)
