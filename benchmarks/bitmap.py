"""The right answers, minute by minute: as slow as can be, and sharing nothing with any of the libraries.

An instant is open if its local date and time lie in a window of that date; a window across midnight is one on
each of two dates. That is all there is to it, so clock changes need no thought at all.
"""

from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from workload import Office

MINUTE = timedelta(minutes=1)
FIRST = datetime(2024, 12, 1, tzinfo=UTC)
LAST = datetime(2027, 3, 1, tzinfo=UTC)


class Bitmap:
    """For each minute, whether it is open; and how many open ones came before."""

    def __init__(self, office: Office) -> None:
        open_minutes = {day: _open_minutes(office, day) for day in {day for day, _ in local_minutes(office.tz)}}
        bits = [minute in open_minutes[day] for day, minute in local_minutes(office.tz)]
        self.before = list(accumulate(bits, initial=0))

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """The earliest minute by which so many open ones have passed."""
        return FIRST + MINUTE * bisect_left(self.before, self.before[_index(start)] + amount // MINUTE)

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """The open minutes between two instants."""
        return MINUTE * (self.before[_index(end)] - self.before[_index(start)])


@cache
def local_minutes(tz: str) -> list[tuple[date, int]]:
    """The local date, and the minute of the local day, at each minute of the bitmap."""
    zone, minutes = ZoneInfo(tz), []
    for index in range((LAST - FIRST) // MINUTE):
        local = (FIRST + MINUTE * index).astimezone(zone)
        minutes.append((local.date(), local.hour * 60 + local.minute))
    return minutes


def _open_minutes(office: Office, day: date) -> set[int]:
    minutes: set[int] = set()
    for since, until in office.windows_on(day):
        first, last = since.hour * 60 + since.minute, until.hour * 60 + until.minute
        minutes |= set(range(first, last if last > first else 1440))
    for since, until in office.windows_on(day - timedelta(days=1)):
        if until <= since:
            minutes |= set(range(until.hour * 60 + until.minute))
    return minutes


def _index(moment: datetime) -> int:
    return (moment - FIRST) // MINUTE
