"""Deadlines on dates, told so that sums can check them: the working days counted, the time of day aimed at (D4, D8).

This is the promise as it is written, by the calendar that held when counting began and without a pause. What pauses
and other calendars make of it, the timeline of the clock tells (C6, D6).
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from slapolicy.calendars import Calendar, DayEnds
from slapolicy.calendars.zones import midnight
from slapolicy.durations import CalendarDays, Duration, EndOfBusinessDay, NextBusinessDayBy, WorkingDays
from slapolicy.instants import utc
from slapolicy.spans import Span

__all__ = ["CountedDays", "Lands", "counted_days"]

_DAY = timedelta(days=1)


class Lands(StrEnum):
    """Where a deadline on a date falls, seen from the wall-clock time that it aims at (D4, D8)."""

    AS_AIMED = "as_aimed"
    AT_OPENING = "at_opening"
    AT_CLOSING = "at_closing"
    AFTER_GAP = "after_gap"
    AT_START = "at_start"


class CountedDays(NamedTuple):
    """The first opening of each working day counted, the local time aimed at (none: a closing is), the deadline."""

    opens: list[datetime]
    aimed_at: datetime | None
    lands: Lands
    due: datetime


def counted_days(calendar: Calendar, start: datetime, limit: Duration, day_ends: DayEnds) -> CountedDays:
    """How a limit in days, or a dated one, comes to its deadline from an instant in UTC."""
    due = utc(calendar.add(start, limit, day_ends=day_ends))
    if isinstance(limit, CalendarDays):
        later = calendar.index.rule.zone.local(start) + limit.count * _DAY
        return CountedDays([], later, _lands(calendar, later, start, [], due), due)
    begin = utc(calendar.next_open(start)) if isinstance(limit, WorkingDays) else start
    days = [_date_of(calendar, begin)]
    while _is_short(calendar, days, limit, start):
        days.append(calendar.next_working_day(days[-1]))
    aim = _aim(calendar, begin, days, limit, day_ends)
    rule = calendar.index.rule
    lands = _lands(calendar, aim, begin, rule.openings_on(days[-1]), due)
    # The date on which a dated deadline's question comes may be closed, and only the last one counts.
    counted = days if isinstance(limit, WorkingDays) else days[-1:]
    return CountedDays([_opening(calendar, day) for day in counted], aim, lands, due)


def _date_of(calendar: Calendar, at: datetime) -> date:
    """The date that an instant counts as: in an opening the one to which that belongs, else its own (T3, D2)."""
    day = calendar.index.rule.zone.local(at).date()
    own = (span.start <= at < span.end for span in calendar.index.rule.openings_on(day))
    return day - _DAY if calendar.is_open(at) and not any(own) else day


def _opening(calendar: Calendar, day: date) -> datetime:
    """The first opening of a date; its beginning where a holiday has left it only the end of a night (T3)."""
    openings = calendar.index.rule.openings_on(day)
    return openings[0].start if openings else calendar.index.rule.zone.first_instant(midnight(day))


def _is_short(calendar: Calendar, days: list[date], limit: Duration, start: datetime) -> bool:
    """Whether another working day is to be counted: so many, the next one, or one that still closes (D1)."""
    if isinstance(limit, WorkingDays):
        return len(days) <= limit.count
    if isinstance(limit, EndOfBusinessDay) and not limit.days_after:
        openings = calendar.index.rule.openings_on(days[-1])
        return not openings or openings[-1].end <= start
    return len(days) == 1


def _aim(calendar: Calendar, begin: datetime, days: list[date], limit: Duration, day_ends: DayEnds) -> datetime | None:
    """The local time aimed at; none where that is a closing."""
    if isinstance(limit, NextBusinessDayBy):
        return datetime.combine(days[-1], limit.time)
    zone = calendar.index.rule.zone
    skipped = zone.local(_opening(calendar, days[0])).date() != days[0]  # a date that a zone skips has no time of day
    if isinstance(limit, EndOfBusinessDay) or day_ends is DayEnds.CLOSE or skipped:
        return None
    return midnight(days[-1]) + (zone.local(begin) - midnight(days[0]))


def _lands(calendar: Calendar, aim: datetime | None, begin: datetime, openings: Sequence[Span], due: datetime) -> Lands:
    if aim is not None and calendar.index.rule.zone.local(due) == aim:
        return Lands.AS_AIMED
    if due == begin:
        return Lands.AT_START
    if any(due == span.start for span in openings):
        return Lands.AT_OPENING
    return Lands.AT_CLOSING if any(due == span.end for span in openings) else Lands.AFTER_GAP
