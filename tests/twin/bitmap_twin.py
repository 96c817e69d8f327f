"""The twin in bulk: T5's sentence as one byte for each step of time, so that a question is a look-up.

The wall clock has a byte for each of its own steps, set where that local date and time lie in a window of that date.
An instant is open if and only if the byte of the time that its zone's clock shows is set. Nothing is shared with the
engine: times are whole microseconds since the first instant, hours are plain minutes after a date's midnight (past
1440 on the next date), and a zone is asked for its offset and for nothing else. `None` means that the answer lies
outside the days which the twin was made for.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import accumulate
from math import gcd
from typing import NamedTuple

Windows = Sequence[tuple[int, int]]
SECOND = 1_000_000
DAY = 86_400
MARGIN = 3
"""Local dates on the wall before the first instant and after the last one: Kwajalein skipped a whole date."""


class Stretch(NamedTuple):
    """Steps in which a zone keeps one offset: from and to, and the step of the wall clock at the first of them."""

    start: int
    end: int
    wall: int


class Clock(NamedTuple):
    """What the clock on the wall shows over some days."""

    first: int
    step: int
    steps: int
    day: int
    """The ordinal of the local date at which the wall's steps begin."""
    stretches: tuple[Stretch, ...]

    def shows(self, at: int) -> int:
        """The wall's step at a step of time."""
        return next(s.wall + at - s.start for s in self.stretches if s.start <= at < s.end)

    def earliest(self, wall: int) -> int | None:
        """The earliest step of time at which the clock shows this step or a later one (D8)."""
        for start, end, shown in self.stretches:
            if shown + end - start > wall:
                return start + max(0, wall - shown)
        return None


@lru_cache(maxsize=64)
def clock(tz: tzinfo, first: datetime, days: int) -> Clock:
    """Ask the zone every hour, and to the second where two answers differ."""
    begin = int(first.timestamp())
    end = begin + days * DAY
    changes = [(begin, offset_at(tz, begin))]
    for here in range(begin, end, 3600):
        if offset_at(tz, here + 3600) != changes[-1][1]:
            at = change_between(tz, here, here + 3600)
            changes.append((at, offset_at(tz, at)))
    return of_changes(begin, days, tuple(changes))


@lru_cache(maxsize=4096)
def of_changes(begin: int, days: int, changes: tuple[tuple[int, int], ...]) -> Clock:
    """The clock from the seconds at which an offset begins; a step is a minute, or the part of one that fits."""
    step = gcd(60, *(number for change in changes for number in change))
    epoch_day = (begin + min(offset for _, offset in changes)) // DAY - MARGIN
    ends = [*(at for at, _ in changes[1:]), begin + days * DAY]
    stretches = tuple(
        Stretch((at - begin) // step, (end - begin) // step, (at + offset - epoch_day * DAY) // step)
        for (at, offset), end in zip(changes, ends, strict=True)
        if at < end
    )
    return Clock(begin, step, days * DAY // step, epoch_day + 719_163, stretches)


def offset_at(tz: tzinfo, second: int) -> int:
    """What the zone adds to UTC, in seconds."""
    offset = datetime.fromtimestamp(second, UTC).astimezone(tz).utcoffset()
    assert offset is not None
    return offset // timedelta(seconds=1)


def change_between(tz: tzinfo, low: int, high: int) -> int:
    """The first second at which the zone has another offset than at `low`."""
    old = offset_at(tz, low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if offset_at(tz, middle) == old else (low, middle)
    return high


class BitmapTwin:
    """The answers of one calendar over the days of a clock."""

    def __init__(self, clock: Clock, open_: bytes) -> None:
        self.clock, self.open = clock, open_
        self.unit = clock.step * SECOND
        self.passed = list(accumulate(open_, initial=0))

    def beside(self, other: "BitmapTwin", together: Callable[[int, int], int]) -> "BitmapTwin":
        """The two taken together, byte by byte (T8)."""
        mine, others = (int.from_bytes(twin.open, "big") for twin in (self, other))
        return BitmapTwin(self.clock, together(mine, others).to_bytes(len(self.open), "big"))

    # Openings

    def is_open(self, at: int) -> bool:
        return bool(self.open[at // self.unit])

    def before(self, at: int) -> int:
        """The open time since the first instant."""
        step, rest = divmod(at, self.unit)
        return self.passed[step] * self.unit + (rest if self.open[step] else 0)

    def elapsed(self, start: int, end: int) -> int:
        return self.before(end) - self.before(start)

    def next_open(self, at: int) -> int | None:
        step = at // self.unit
        return at if self.open[step] else self._time(self.open.find(1, step))

    def next_close(self, at: int) -> int | None:
        opened = self.open.find(1, at // self.unit)
        return None if opened < 0 else self._time(self.open.find(0, opened))

    def previous_close(self, at: int) -> int | None:
        found = self.open.rfind(b"\1\0", 0, at // self.unit + 1)
        return None if found < 0 else self._time(found + 1)

    def previous_open(self, at: int) -> int | None:
        found = self.open.rfind(b"\0\1", 0, at // self.unit + 1)
        return None if found < 0 else self._time(found + 1)

    # Working time

    def add(self, at: int, amount: int) -> int | None:
        """The earliest instant by which that much open time has passed (D3)."""
        return self._reached(self.before(at) + amount) if amount else at

    def subtract(self, at: int, amount: int) -> int | None:
        """The earliest instant from which exactly that much open time passes."""
        goal = self.before(at) - amount
        return self._reached(goal) if goal > 0 else None

    def _reached(self, goal: int) -> int | None:
        step = bisect_left(self.passed, -(-goal // self.unit))
        return None if step >= len(self.passed) else step * self.unit - (self.passed[step] * self.unit - goal)

    def _time(self, step: int) -> int | None:
        return None if step < 0 else step * self.unit

    # Dates of a calendar whose openings run over midnight from nowhere: combinations

    def steps_of(self, day: int) -> list[tuple[int, int]]:
        """The stretches of steps at which the clock shows a local date."""
        first, last = self._on_wall(day, 0), self._on_wall(day, 1440)
        cut = ((s, max(s.wall, first), min(s.wall + s.end - s.start, last)) for s in self.clock.stretches)
        return [(s.start + low - s.wall, s.start + high - s.wall) for s, low, high in cut if low < high]

    def starts_on(self, day: int) -> bool:
        """Whether an opening starts on a local date, or the date is open from end to end (T9)."""
        steps = self.steps_of(day)
        starts = any(self.open.find(b"\0\1", max(0, low - 1), high) >= 0 for low, high in steps)
        return starts or (bool(steps) and all(self.open.find(0, low, high) < 0 for low, high in steps))

    def _on_wall(self, day: int, minute: int) -> int:
        return ((day - self.clock.day) * 1440 + minute) * 60 // self.clock.step


class WeeklyTwin(BitmapTwin):
    """A single calendar: its dates have windows, and so working days have a meaning (T9, D4)."""

    def __init__(self, clock: Clock, windows_of: Callable[[int], Windows]) -> None:
        days = clock.steps * clock.step // DAY + 2 * MARGIN
        self.windows = {day: windows_of(day) for day in range(clock.day - 1, clock.day + days)}
        wall = bytearray((days + 3) * DAY // clock.step)
        for day, windows in self.windows.items():
            for opens, closes in windows:
                low, high = (((day - clock.day) * 1440 + m) * 60 // clock.step for m in (opens, closes))
                low, high = max(low, 0), max(high, 0)
                wall[low:high] = b"\1" * (high - low)
        shown = (wall[s.wall : s.wall + s.end - s.start] for s in clock.stretches)
        super().__init__(clock, b"".join(shown))
        assert len(self.open) == clock.steps
        self._openings: dict[int, list[tuple[int, int]]] = {}

    def owner(self, at: int) -> int | None:
        """The date whose window holds an instant: its own, or the one before, past midnight (T3)."""
        day, minute = self._shown(at // self.unit)
        if any(opens <= minute < closes for opens, closes in self.windows[day]):
            return day
        held = any(opens <= minute + 1440 < closes for opens, closes in self.windows[day - 1])
        return day - 1 if held else None

    def _shown(self, step: int) -> tuple[int, int]:
        days, rest = divmod(self.clock.shows(step) * self.clock.step, DAY)
        return self.clock.day + days, rest // 60

    def is_working_day(self, day: int) -> bool:
        """At least one opening starts on the date: one of its own windows has a step of it (T9)."""
        own = [(opens, min(closes, 1440)) for opens, closes in self.windows[day] if opens < 1440]
        return any(True for _ in self._images(day, own))

    def _images(self, day: int, windows: Windows) -> Iterator[tuple[int, int]]:
        for start, end, wall in self.clock.stretches:
            for opens, closes in windows:
                low = max(start, start + self._on_wall(day, opens) - wall)
                high = min(end, start + self._on_wall(day, closes) - wall)
                if low < high:
                    yield low, high

    def openings_of(self, day: int) -> list[tuple[int, int]]:
        """The runs of steps that lie in the windows of a date, also where the next date is open as well."""
        if day not in self._openings:
            runs: list[tuple[int, int]] = []
            for low, high in sorted(self._images(day, self.windows[day])):
                if runs and low <= runs[-1][1]:
                    runs[-1] = (runs[-1][0], max(high, runs[-1][1]))
                else:
                    runs.append((low, high))
            self._openings[day] = runs
        return self._openings[day]

    # Days

    def is_safe(self, *days: int) -> bool:
        """Whether a date and those beside it lie well inside the days of the twin."""
        last = self.clock.day + self.clock.steps * self.clock.step // DAY
        return all(self.clock.day + 2 * MARGIN <= day <= last - 2 for day in days)

    def date_at(self, at: int) -> int:
        return self._shown(at // self.unit)[0]

    def working_day_after(self, day: int, count: int) -> int | None:
        while count:
            day += 1
            if not self.is_safe(day):
                return None
            count -= self.is_working_day(day)
        return day

    def earliest_on(self, day: int, after_midnight: int) -> int | None:
        """The earliest instant at which the clock shows that time, microseconds after that midnight, or later (D8)."""
        step, rest = divmod(after_midnight, self.unit)
        wall = self._on_wall(day, 0) + step
        found = self.clock.earliest(wall)
        if found is None:
            return None
        exact = self.clock.shows(found) == wall
        return found * self.unit + (rest if exact else 0)

    def after_midnight(self, at: int, day: int) -> int:
        step, rest = divmod(at, self.unit)
        return (self.clock.shows(step) - self._on_wall(day, 0)) * self.unit + rest

    def add_calendar_days(self, at: int, count: int) -> int | None:
        day = self.date_at(at)
        end = self.earliest_on(day + count, self.after_midnight(at, day)) if self.is_safe(day + count) else None
        return None if end is None else max(at, end)

    def add_working_days(self, at: int, count: int) -> int | None:
        """The same time on the Nth working day after, moved into its hours (D2, D4)."""
        start = self.next_open(at)
        first = None if start is None else self.owner(start)
        day = None if first is None or not self.is_safe(first) else self.working_day_after(first, count)
        if start is None or first is None or day is None:
            return None
        same_time = self.earliest_on(day, self.after_midnight(start, first))
        if same_time is None:
            return None
        openings = [(low * self.unit, high * self.unit) for low, high in self.openings_of(day)]
        later = [opened for opened, closed in openings if same_time <= closed]
        return max(start, max(later[0], same_time) if later else openings[-1][1])

    def add_working_days_to_close(self, at: int, count: int) -> int | None:
        start = self.next_open(at)
        if start is not None and not count:
            return self.end_of_business_day(start)
        first = None if start is None else self.owner(start)
        day = None if first is None or not self.is_safe(first) else self.working_day_after(first, count)
        return None if start is None or day is None else max(start, self.openings_of(day)[-1][1] * self.unit)

    def business_day(self, at: int) -> int:
        """The date that an instant counts as: in an opening the date that it belongs to, otherwise its own."""
        owner = self.owner(at) if self.is_open(at) else None
        return self.date_at(at) if owner is None else owner

    def end_of_business_day(self, at: int) -> int | None:
        """The closing of the business day that the instant lies in or before."""
        day = self.business_day(at)
        while self.is_safe(day):
            if self.is_working_day(day) and self.openings_of(day)[-1][1] * self.unit > at:
                return self.openings_of(day)[-1][1] * self.unit
            day += 1
        return None
