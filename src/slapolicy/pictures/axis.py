"""The axis of time below a picture: which stretch it shows, where an instant lies on it, and its ticks (T1, T2).

Ticks are round times on the wall in the zone of the question: a time that the clock skips has none, and one that it
shows twice has the first (D8).
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import takewhile
from typing import Final, NamedTuple, Self

from slapolicy.instants import FIRST, LAST, utc

__all__ = ["Axis", "Tick", "time_text"]

_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_DAY: Final = timedelta(days=1)
_MONDAY: Final = datetime(1900, 1, 1)  # round times are counted from it, so weeks begin on Mondays
_MICROSECOND: Final = timedelta(microseconds=1)
_HOUR: Final = timedelta(hours=1)
_LEAST: Final = timedelta(seconds=10)
_MOST_TICKS: Final = 8
_STEPS: Final = (
    *(timedelta(seconds=number) for number in (1, 5, 15)),
    *(timedelta(minutes=number) for number in (1, 5, 15, 30)),
    *(timedelta(hours=number) for number in (1, 2, 3, 6, 12)),
    *(timedelta(days=number) for number in (1, 2, 7, 14)),
)
_MONTH: Final = timedelta(days=30)  # about, to choose by
_MONTH_STEPS: Final = (1, 3, 12, 60, 240, 600)


class Tick(NamedTuple):
    """A round time on the axis: its text, and below it what changes less often, where it changes."""

    at: datetime
    text: str
    below: str


class Axis(NamedTuple):
    """A stretch of time in UTC, shown in the zone of the question: from `left` on, `width` pixels wide."""

    start: datetime
    end: datetime
    zone: tzinfo
    left: int
    width: int

    @classmethod
    def over(cls, instants: Iterable[datetime], zone: tzinfo, left: int, width: int) -> Self:
        """The axis that shows all of these instants in UTC, at least one, with a margin on both sides."""
        known = sorted(instants)
        length = known[-1] - known[0]
        margin = max(_LEAST, length // 24) if length else _HOUR
        start = known[0] - margin if known[0] - FIRST > margin else FIRST
        end = known[-1] + margin if LAST - known[-1] > margin else LAST
        return cls(start, end, zone, left, width)

    def shows(self, at: datetime) -> bool:
        """Whether an instant lies on the axis."""
        return self.start <= utc(at) <= self.end

    def x(self, at: datetime) -> int:
        """Where an instant lies, in tenths of a pixel; one outside lies at the nearer end."""
        inside = min(max(utc(at), self.start), self.end)
        span = (self.end - self.start) // _MICROSECOND
        return 10 * self.left + 10 * self.width * ((inside - self.start) // _MICROSECOND) // span

    def ticks(self) -> Iterator[Tick]:
        """The round times, some eight at most."""
        before = ""
        length = self.end - self.start
        step = next((step for step in _STEPS if length // step <= _MOST_TICKS), None)
        walls = self._by_time(step) if step else self._by_month(length)
        known = ((self._first_instant(wall), wall) for wall in walls)
        for at, wall in takewhile(lambda pair: pair[0] <= self.end, known):
            if at >= self.start and at.astimezone(self.zone).replace(tzinfo=None) == wall:
                text, below = _texts(wall, step)
                yield Tick(at, text, below if below != before else "")
                before = below

    def _first_instant(self, wall: datetime) -> datetime:
        """When the wall shows a time first; for one that it skips, an instant before the change."""
        return min(wall.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1))

    def _by_time(self, step: timedelta) -> Iterator[datetime]:
        wall = self.start.astimezone(self.zone).replace(tzinfo=None)
        wall -= (wall - _MONDAY) % step
        while True:
            yield wall
            wall += step

    def _by_month(self, length: timedelta) -> Iterator[datetime]:
        step = next((step for step in _MONTH_STEPS if length // (step * _MONTH) <= _MOST_TICKS), _MONTH_STEPS[-1])
        wall = self.start.astimezone(self.zone)
        month = (12 * wall.year + wall.month - 1) // step * step
        while True:
            yield datetime(month // 12, month % 12 + 1, 1)
            month += step


def time_text(at: datetime, like: datetime) -> str:
    """An instant as a label: day and time, seconds where there are some, the year where it is another one.

    Examples:
        >>> at = datetime(2026, 3, 6, 17, 30, tzinfo=UTC)
        >>> time_text(at, at), time_text(at, at.replace(year=2025))
        ('Fri 6 Mar 17:30', 'Fri 6 Mar 2026 17:30')
    """
    year = f" {at.year}" if at.year != like.year else ""
    return f"{_day(at)}{year} {at:%H:%M}" + (f":{at:%S}" if at.second or at.microsecond else "")


def _texts(wall: datetime, step: timedelta | None) -> tuple[str, str]:
    if step is None:
        return _MONTHS[wall.month - 1], str(wall.year)
    if step >= _DAY:
        return _day(wall), str(wall.year)
    return f"{wall:%H:%M:%S}" if step < timedelta(minutes=1) else f"{wall:%H:%M}", _day(wall)


def _day(at: datetime) -> str:
    return f"{_WEEKDAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]}"
