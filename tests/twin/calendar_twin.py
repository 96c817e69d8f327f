"""The slow calendar: T5's sentence, minute by minute.

An instant is open if and only if its local date and time lie in a window of that date. Nothing else is known here:
no text is parsed, no totals are kept, nothing is shared with the engine. Hours are plain numbers: for each weekday,
and for each exceptional date, a list of (opens, closes) in minutes after that date's midnight, past 1440 on the
next date. Instants are whole minutes in UTC, inside the days that the twin was made for.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property, lru_cache

Windows = Sequence[tuple[int, int]]
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


class Twin:
    """All minutes of some days: what the clock on the wall shows, and whether that is open."""

    def __init__(
        self, tz: tzinfo, week: Sequence[Windows], exceptions: Mapping[date, Windows], first: datetime, days: int
    ) -> None:
        self.week, self.exceptions, self.first = week, exceptions, first
        self.wall, self.shown = wall_clock(tz, first, days)

    @cached_property
    def owners(self) -> dict[datetime, date]:
        """For each open minute of the clock the date whose window holds it: its own, or else the one before (T3)."""
        days = sorted({wall.date() + DAY * i for wall in self.wall[::1439] for i in (-1, 0, 1)})
        return {minute: day for day in days for minute in self._minutes(day)}

    @cached_property
    def owner(self) -> list[date | None]:
        return [self.owners.get(wall) for wall in self.wall]

    @cached_property
    def open(self) -> list[bool]:
        return [wall in self.owners for wall in self.wall]

    def _minutes(self, day: date) -> list[datetime]:
        """What the clock on the wall shows in the windows of a date, past midnight too (T3)."""
        midnight = datetime.combine(day, time())
        windows = self.exceptions.get(day, self.week[day.weekday()])
        return [midnight + MINUTE * minute for opens, closes in windows for minute in range(opens, closes)]

    def _at(self, instant: datetime) -> int:
        minutes, rest = divmod(instant - self.first, MINUTE)
        assert not rest
        assert 0 <= minutes < len(self.wall)
        return minutes

    def _instant(self, minute: int) -> datetime:
        return self.first + MINUTE * minute

    # Openings

    def is_open(self, instant: datetime) -> bool:
        return self.wall[self._at(instant)] in self.owners

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        return MINUTE * sum(self.open[self._at(start) : self._at(end)])

    def next_open(self, instant: datetime) -> datetime:
        here = self._at(instant)
        while not self.open[here]:
            here += 1
        return self._instant(here)

    def next_close(self, instant: datetime) -> datetime:
        here = self._at(self.next_open(instant))
        while self.open[here]:
            here += 1
        return self._instant(here)

    def previous_close(self, instant: datetime) -> datetime:
        here = self._at(instant)
        while not (self.open[here - 1] and not self.open[here]):
            here -= 1
            assert here > 0
        return self._instant(here)

    def previous_open(self, instant: datetime) -> datetime:
        here = self._at(instant)
        while not (self.open[here] and not self.open[here - 1]):
            here -= 1
            assert here > 0
        return self._instant(here)

    # Deadlines

    def add_working_time(self, instant: datetime, amount: timedelta) -> datetime:
        """The earliest instant by which that much open time has passed (D3)."""
        here, passed = self._at(instant), timedelta()
        while passed < amount:
            passed += MINUTE * self.open[here]
            here += 1
        return self._instant(here)

    def subtract_working_time(self, instant: datetime, amount: timedelta) -> datetime:
        """The earliest instant from which that much open time passes."""
        here, passed = self._at(instant), timedelta()
        while passed + MINUTE * self.open[here - 1] <= amount:
            here -= 1
            assert here > 0
            passed += MINUTE * self.open[here]
        return self._instant(here)

    def is_working_day(self, day: date) -> bool:
        """At least one opening starts on the date: the clock shows a minute of it in one of its own windows (T9)."""
        return any(minute in self.shown for minute in self._minutes(day) if minute.date() == day)

    def working_day_after(self, day: date, count: int) -> date:
        while count:
            day += DAY
            count -= self.is_working_day(day)
        return day

    def first_instant(self, wall: datetime) -> datetime:
        """The earliest instant at which the local clock shows this time or a later one (D8)."""
        assert self.wall[0] < wall
        return self._instant(next(minute for minute, shown in enumerate(self.wall) if shown >= wall))

    def add_calendar_days(self, instant: datetime, count: int) -> datetime:
        return self.first_instant(self.wall[self._at(instant)] + DAY * count)

    def openings_of(self, day: date) -> list[tuple[datetime, datetime]]:
        """The runs of minutes that lie in the windows of a date, also where the next date is open as well."""
        minutes = set(self._minutes(day))
        mine = [wall in minutes for wall in self.wall]
        starts = [i for i in range(1, len(mine)) if mine[i] and not mine[i - 1]]
        ends = [i for i in range(1, len(mine)) if mine[i - 1] and not mine[i]]
        return [(self._instant(start), self._instant(end)) for start, end in zip(starts, ends, strict=True)]

    def add_working_days(self, instant: datetime, count: int) -> datetime:
        """The same time on the Nth working day after, moved into its hours (D2, D4)."""
        start = self._at(self.next_open(instant))
        first = self.owner[start]
        assert first is not None
        day = self.working_day_after(first, count)
        same_time = self.first_instant(self.wall[start] + (day - first))
        openings = self.openings_of(day)
        later = [(opened, closed) for opened, closed in openings if same_time <= closed]
        return max(self._instant(start), max(later[0][0], same_time) if later else openings[-1][1])

    def add_working_days_to_close(self, instant: datetime, count: int) -> datetime:
        start = self.next_open(instant)
        first = self.owner[self._at(start)]
        assert first is not None
        return max(start, self.openings_of(self.working_day_after(first, count))[-1][1])

    def end_of_business_day(self, instant: datetime) -> datetime:
        """The closing of the business day that the instant lies in or before."""
        here = self._at(instant)
        day = self.owner[here] or self.wall[here].date()
        while not self.is_working_day(day) or self.openings_of(day)[-1][1] <= instant:
            day += DAY
        return self.openings_of(day)[-1][1]


@lru_cache(maxsize=32)
def wall_clock(tz: tzinfo, first: datetime, days: int) -> tuple[list[datetime], frozenset[datetime]]:
    """What the clock on the wall shows in each minute, and all that it shows in any."""
    instants = [first + MINUTE * i for i in range(days * 1440)]
    wall = [at.astimezone(tz).replace(tzinfo=None, fold=0) for at in instants]
    return wall, frozenset(wall)
