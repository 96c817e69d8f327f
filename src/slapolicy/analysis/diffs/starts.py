"""The instants at which a deadline, as a function of its start, may bend or jump: between them it moves evenly (D1-D8).

Between two such instants a deadline stays where it is, or moves on with the start. So two deadlines that are compared
at each of them, and a tick before and after it, are compared at every start there is.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Final

from slapolicy.calendars import Calendar
from slapolicy.calendars.zones import Zone, midnight
from slapolicy.durations import CalendarDays, Duration, Elapsed, NextBusinessDayBy, WorkingDays, WorkingTime
from slapolicy.errors import HorizonError
from slapolicy.instants import FIRST, LAST

__all__ = ["bends"]

_DAY: Final = timedelta(days=1)
_TICK: Final = timedelta(microseconds=1)


def bends(limit: Duration, calendar: Calendar, year: int) -> set[datetime]:
    """Where the deadline of a limit may bend, for starts in a year (UTC), each with the ticks beside it."""
    start, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    found = {at for at in _bends(limit, calendar, start, end) if start - _DAY <= at <= end + _DAY}
    return {near for at in found for near in (at - _TICK, at, at + _TICK) if start <= near < end}


def _bends(limit: Duration, calendar: Calendar, start: datetime, end: datetime) -> Iterator[datetime]:
    match limit:
        case Elapsed():
            return
        case WorkingTime(amount):
            yield from _of_working_time(calendar, amount, start, end)
        case CalendarDays(count):
            yield from _of_zone(calendar, count, start, end)
        case _:
            yield from _edges(calendar, start, end)
            yield from _of_zone(calendar, 0, start, end)
            yield from _of_days(limit, calendar, start, end)


def _edges(calendar: Calendar, start: datetime, end: datetime) -> Iterator[datetime]:
    for span in calendar.index.openings(max(start - _DAY, FIRST), min(end + _DAY, LAST)):
        yield span.start
        yield span.end


def _of_working_time(calendar: Calendar, amount: timedelta, start: datetime, end: datetime) -> Iterator[datetime]:
    """The openings' ends, and from where each of them is just reached."""
    index = calendar.index
    for edge in _edges(calendar, start, index.advance(end, amount)):
        yield edge
        if amount and edge >= start:
            try:
                yield index.retreat(edge, amount)
            except HorizonError:
                continue


def _changes(zone: Zone, start: datetime, end: datetime) -> Iterator[tuple[datetime, timedelta, timedelta]]:
    """When the zone changes its offset, from which to which."""
    for before, after in pairwise(zone.regimes(start - 3 * _DAY, end + 3 * _DAY)):
        yield after.start, before.offset, after.offset


def _of_zone(calendar: Calendar, count: int, start: datetime, end: datetime) -> Iterator[datetime]:
    """Around the changes of the clock, and so many dates before them."""
    zone = calendar.index.rule.zone
    for change, before, after in _changes(zone, start, end + count * _DAY):
        shift = abs(after - before)
        walls = [change.replace(tzinfo=None) + offset for offset in (before, after)]
        around = [change, *(zone.first_instant(wall - count * _DAY) for wall in walls)]
        for at in around:
            yield from (at - shift, at, at + shift)


def _of_days(limit: Duration, calendar: Calendar, start: datetime, end: datetime) -> Iterator[datetime]:
    """On every date the times of day at which anything opens or closes, midnight and the time of the limit."""
    zone = calendar.index.rule.zone
    first = zone.local(start).date() - 2 * _DAY
    days = [first + _DAY * i for i in range((end - start).days + 5)]
    days = [day for day in days if FIRST.date() < day]
    times = {timedelta()}
    if isinstance(limit, WorkingDays):
        reach = days[-1] + min(3 * limit.count + 14, 400) * _DAY
        later = [days[-1] + _DAY * i for i in range(1, (reach - days[-1]).days)]
        times |= {
            zone.local(edge) - midnight(day)
            for day in (*days, *later)
            for span in calendar.index.openings_on(day)
            for edge in span
        }
        for change, before, after in _changes(zone, start, end + (reach - days[-1])):
            walls = [change.replace(tzinfo=None) + offset for offset in (before, after)]
            times |= {wall - midnight(wall.date()) for wall in walls}
    if isinstance(limit, NextBusinessDayBy):
        times.add(_since_midnight(limit.time))
    for day in days:
        for since in times:
            yield zone.first_instant(midnight(day) + since)


def _since_midnight(at: time) -> timedelta:
    return datetime.combine(FIRST, at) - midnight(FIRST.date())
