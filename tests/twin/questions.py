"""The questions of the long comparison: each is asked of the engine and of the twin's bytes."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from functools import partial
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from slapolicy.calendars import Calendar
from slapolicy.durations import CalendarDays, Elapsed, EndOfBusinessDay, NextBusinessDayBy, WorkingDays, WorkingTime
from slapolicy.errors import SlapolicyError
from twin.bitmap_twin import DAY, SECOND, BitmapTwin, WeeklyTwin

MICROSECOND = timedelta(microseconds=1)


class World(NamedTuple):
    """A calendar and its twin over some days; instants are microseconds since the first."""

    name: str
    calendar: Calendar
    twin: BitmapTwin
    zone: ZoneInfo
    first: datetime
    edges: Sequence[int]
    near: tuple[int, int]

    @property
    def length(self) -> int:
        return self.twin.clock.steps * self.twin.unit


class Tally:
    """What was compared, and what differed."""

    def __init__(self) -> None:
        self.count = self.at_edges = self.instants = self.differences = 0
        self.kinds: Counter[str] = Counter()
        self.zones: set[str] = set()
        self.examples: list[str] = []

    def add(self, other: "Tally") -> None:
        for name in ("count", "at_edges", "instants", "differences"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.kinds += other.kinds
        self.zones |= other.zones
        self.examples = (self.examples + other.examples)[:20]


# The questions: each gives what the twin expects and what the engine answers, or nothing where the twin can't know


class Asked(NamedTuple):
    """An instant to ask about: for the twin, and for the engine in some zone."""

    world: World
    at: int
    instant: datetime
    random: Random


Answer = tuple[object, object] | None


def _instant(asked: Asked, expected: int | None, ask: Callable[[], datetime]) -> Answer:
    if expected is None:
        return None
    answer = ask()
    if answer.tzinfo is not asked.instant.tzinfo:
        return "the zone of the question", answer
    return asked.world.first + MICROSECOND * expected, answer.astimezone(UTC)


def _is_open(asked: Asked) -> Answer:
    return asked.world.twin.is_open(asked.at), asked.world.calendar.is_open(asked.instant)


def _next_open(asked: Asked) -> Answer:
    world, at = asked.world, asked.instant
    return _instant(asked, world.twin.next_open(asked.at), lambda: world.calendar.next_open(at))


def _next_close(asked: Asked) -> Answer:
    world, at = asked.world, asked.instant
    return _instant(asked, world.twin.next_close(asked.at), lambda: world.calendar.next_close(at))


def _previous_open(asked: Asked) -> Answer:
    world, at = asked.world, asked.instant
    return _instant(asked, world.twin.previous_open(asked.at), lambda: world.calendar.previous_open(at))


def _previous_close(asked: Asked) -> Answer:
    world, at = asked.world, asked.instant
    return _instant(asked, world.twin.previous_close(asked.at), lambda: world.calendar.previous_close(at))


def _elapsed(asked: Asked) -> Answer:
    other = an_instant(asked.world, asked.random)[0]
    expected = asked.world.twin.elapsed(asked.at, other)
    there = asked.world.first + MICROSECOND * other
    return MICROSECOND * expected, asked.world.calendar.elapsed(asked.instant, there)


def _amount(random: Random) -> int:
    minutes = random.choice((15, 30, 60, 120, 240, 480, 1440, random.randint(0, 600), random.randint(0, 20_000)))
    return minutes * 60 * SECOND + (random.randrange(SECOND) if random.random() < 0.1 else 0)


def _to_an_edge(asked: Asked, random: Random, *, later: bool) -> int:
    """An amount of working time that is used up exactly at an edge, where the other instant is one."""
    other = an_instant(asked.world, random)[0]
    amount = asked.world.twin.elapsed(asked.at, other) * (1 if later else -1)
    return amount if amount > 0 else _amount(random)


def _add(asked: Asked) -> Answer:
    world, random = asked.world, asked.random
    amount = _to_an_edge(asked, random, later=True) if random.random() < 0.5 else _amount(random)
    length = WorkingTime(MICROSECOND * amount)
    return _instant(asked, world.twin.add(asked.at, amount), lambda: world.calendar.add(asked.instant, length))


def _subtract(asked: Asked) -> Answer:
    world, random = asked.world, asked.random
    amount = _to_an_edge(asked, random, later=False) if random.random() < 0.5 else _amount(random)
    length = WorkingTime(MICROSECOND * amount)
    expected = world.twin.subtract(asked.at, amount)
    return _instant(asked, expected, lambda: world.calendar.subtract(asked.instant, length))


def _elapsed_time(asked: Asked) -> Answer:
    amount = _amount(asked.random)
    length = Elapsed(MICROSECOND * amount)
    return _instant(asked, asked.at + amount, lambda: asked.world.calendar.add(asked.instant, length))


def _openings(asked: Asked) -> Answer:
    world, twin = asked.world, asked.world.twin
    end = min(asked.at + asked.random.randrange(3 * DAY) * SECOND, world.length - 1)
    expected: list[tuple[datetime, datetime]] = []
    here = twin.next_open(asked.at)
    while here is not None and here < end:
        closing = twin.next_close(here)
        closing = end if closing is None else min(closing, end)
        expected.append((world.first + MICROSECOND * here, world.first + MICROSECOND * closing))
        here = twin.next_open(closing)
    spans = world.calendar.openings(asked.instant, world.first + MICROSECOND * end)
    return expected, [(span.start.astimezone(UTC), span.end.astimezone(UTC)) for span in spans]


def _working_day(asked: Asked) -> Answer:
    twin = asked.world.twin
    step = asked.at // twin.unit
    day = twin.clock.day + twin.clock.shows(step) * twin.clock.step // DAY
    if not 2 * DAY * SECOND < asked.at < asked.world.length - 2 * DAY * SECOND:
        return None
    expected = twin.is_working_day(day) if isinstance(twin, WeeklyTwin) else twin.starts_on(day)
    return expected, asked.world.calendar.is_working_day(date.fromordinal(day))


def _calendar_days(asked: Asked) -> Answer:
    world, count = asked.world, asked.random.randint(1, 9)
    if not isinstance(world.twin, WeeklyTwin):
        return None
    expected = world.twin.add_calendar_days(asked.at, count)
    return _instant(asked, expected, lambda: world.calendar.add(asked.instant, CalendarDays(count)))


def _working_days(asked: Asked) -> Answer:
    world, count = asked.world, asked.random.randint(1, 4)
    if not isinstance(world.twin, WeeklyTwin):
        return None
    if asked.random.random() < 0.3:
        expected = world.twin.add_working_days_to_close(asked.at, count)
        ask = partial(world.calendar.add, asked.instant, WorkingDays(count), day_ends="close")
    else:
        expected = world.twin.add_working_days(asked.at, count)
        ask = partial(world.calendar.add, asked.instant, WorkingDays(count))
    return _instant(asked, expected, ask)


def _end_of_business_day(asked: Asked) -> Answer:
    world = asked.world
    if not isinstance(world.twin, WeeklyTwin):
        return None
    expected = world.twin.end_of_business_day(asked.at)
    return _instant(asked, expected, lambda: world.calendar.add(asked.instant, EndOfBusinessDay()))


def _next_business_day_by(asked: Asked) -> Answer:
    world, minute = asked.world, asked.random.choice((0, 150, 960, asked.random.randrange(1440)))
    if not isinstance(world.twin, WeeklyTwin):
        return None
    first = world.twin.business_day(asked.at)
    day = world.twin.working_day_after(first, 1) if world.twin.is_safe(first) else None
    end = None if day is None else world.twin.earliest_on(day, minute * 60 * SECOND)
    expected = None if end is None else max(asked.at, end)
    length = NextBusinessDayBy(time_of_day(minute // 60, minute % 60))
    return _instant(asked, expected, lambda: world.calendar.add(asked.instant, length))


QUESTIONS: tuple[tuple[str, int, Callable[[Asked], Answer]], ...] = (
    ("is_open", 2, _is_open),
    ("next_open", 2, _next_open),
    ("next_close", 2, _next_close),
    ("previous_open", 2, _previous_open),
    ("previous_close", 2, _previous_close),
    ("elapsed", 4, _elapsed),
    ("add working time", 4, _add),
    ("subtract working time", 4, _subtract),
    ("add elapsed time", 1, _elapsed_time),
    ("openings", 1, _openings),
    ("is_working_day", 1, _working_day),
    ("add calendar days", 2, _calendar_days),
    ("add working days", 3, _working_days),
    ("end of business day", 2, _end_of_business_day),
    ("next business day by", 1, _next_business_day_by),
)
_NAMES = {function: name for name, _, function in QUESTIONS}
BAG = [function for _, weight, function in QUESTIONS for _ in range(weight)]


def an_instant(world: World, random: Random) -> tuple[int, bool]:
    """An instant, and whether it was aimed at an edge: in two of three cases it is one, or the step beside it."""
    if world.edges and random.random() < 0.67:
        beside = random.choice((0, 0, 0, -world.twin.unit, world.twin.unit, -1, 1))
        return min(max(random.choice(world.edges) + beside, 0), world.length - 1), True
    low, high = world.near if random.random() < 0.5 else (0, world.length)
    at = random.randrange(low, high)
    return at if random.random() < 0.1 else at - at % world.twin.unit, False


def shown(world: World, at: int, random: Random) -> Asked:
    instant = world.first + MICROSECOND * at
    return Asked(world, at, instant.astimezone(world.zone) if random.random() < 0.25 else instant, random)


def ask(asked: Asked, question: Callable[[Asked], Answer], tally: Tally) -> bool:
    try:
        answer = question(asked)
    except SlapolicyError as refused:
        answer = "an answer", refused
    if answer is None:
        return False
    tally.count += 1
    tally.kinds[_NAMES[question]] += 1
    if answer[0] != answer[1]:
        tally.differences += 1
        tally.examples.append(
            f"{asked.world.name}\n  {_NAMES[question]} at {asked.instant.isoformat()} ({asked.instant.tzinfo})\n"
            f"  expected {answer[0]}\n  answered {answer[1]}"
        )
        del tally.examples[20:]
    return True
