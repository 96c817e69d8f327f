"""When a duration that starts at an instant is over, for every kind of duration (D1-D4, D8)."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from slapolicy.calendars.index import Index
from slapolicy.durations import (
    CalendarDays,
    Duration,
    Elapsed,
    EndOfBusinessDay,
    WorkingDays,
    WorkingTime,
)
from slapolicy.errors import CalendarError, HorizonError, listed, nearest, shown
from slapolicy.instants import LAST

__all__ = ["DayEnds", "deadline", "read_day_ends"]

_DAY: Final = timedelta(days=1)


class DayEnds(StrEnum):
    """When a working day that is counted is over (D4)."""

    SAME_TIME = "same_time"
    CLOSE = "close"


def read_day_ends(value: DayEnds | str) -> DayEnds:
    """The setting from its word."""
    try:
        return DayEnds(value)
    except ValueError:
        raise CalendarError.of(
            "wrong-setting", found=shown(value), allowed=listed(DayEnds), remedy=nearest(value, list(DayEnds))
        ) from None


def deadline(index: Index, start: datetime, length: Duration, day_ends: DayEnds) -> datetime:
    """The UTC instant at which a duration that starts at a UTC instant is over."""
    match length:
        case WorkingTime(amount):
            return index.advance(start, amount)
        case Elapsed(amount):
            end = start + amount
        case CalendarDays(count):
            zone = index.rule.zone
            end = zone.first_instant(zone.local(start) + _DAY * count) if count else start
        case WorkingDays(count):
            end = _working_days(index, start, count, day_ends)
        case EndOfBusinessDay(days_after):
            end = _end_of_business_day(index, start, days_after)
        case _:
            day = index.working_day_after(_business_day(index, start), 1)
            end = index.rule.zone.first_instant(datetime.combine(day, length.time))
    # Where a long night shift outlasts the next day's hours, that day may have closed before the start.
    end = max(start, end)
    if end > LAST:
        found = f"`{length}` from {start.isoformat()}, which ends after 2200"
        raise HorizonError.of("past-horizon", found=found, allowed="an answer before 2200")
    return end


def _working_days(index: Index, start: datetime, count: int, day_ends: DayEnds) -> datetime:
    """The same time on the Nth working day after the one that counting starts on (D2, D4).

    Counting starts at the next opening, on the date which that opening belongs to: at 02:00 in a night shift
    it is still yesterday's working day, and the same time of the next one is 02:00 in the next night.
    """
    zone = index.rule.zone
    counted = index.next_open(start)
    shows = zone.local(counted)
    first = _owner(index, counted, shows.date())
    day = index.working_day_after(first, count)
    if day_ends is DayEnds.CLOSE:
        return max(counted, _closing(index, day)) if count else _end_of_business_day(index, counted, 0)
    if not count:
        return counted
    same_time = zone.first_instant(shows + (day - first))
    for opened, closed in index.openings_on(day):
        if same_time <= closed:
            return max(counted, opened, same_time)
    return max(counted, _closing(index, day))


def _end_of_business_day(index: Index, start: datetime, days_after: int) -> datetime:
    """The closing of the business day that the instant lies in or before, or of the one after it."""
    day = _business_day(index, start)
    if days_after:
        return _closing(index, index.working_day_after(day, 1))
    while not index.is_working_day(day) or _closing(index, day) <= start:
        day = index.working_day_after(day, 1)
    return _closing(index, day)


def _business_day(index: Index, moment: datetime) -> date:
    """The date that an instant counts as: its own, or in an opening the date to which that belongs."""
    day = index.rule.zone.local(moment).date()
    return _owner(index, moment, day) if index.is_open(moment) else day


def _owner(index: Index, moment: datetime, day: date) -> date:
    """The date to which the opening that holds an instant belongs: the instant's own local date, or the one before."""
    for opened, closed in index.openings_on(day):
        if opened <= moment < closed:
            return day
    return day - _DAY


def _closing(index: Index, day: date) -> datetime:
    return index.openings_on(day)[-1].end
