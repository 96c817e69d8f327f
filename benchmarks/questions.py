"""The questions on which libraries disagree, with answers from the bitmap: a fixed set, in groups."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from bitmap import Bitmap
from workload import DAY, EVERY_NIGHT, FEDERAL_HOLIDAYS, NEW_YORK, NIGHT, SEED, SPECIAL, Office

CHANGES = (date(2025, 3, 9), date(2025, 11, 2), date(2026, 3, 8), date(2026, 11, 1))
"""Sundays on which the clocks of New York change at 02:00."""

HALF_HOUR = timedelta(minutes=30)


class Question(NamedTuple):
    """An addition (an amount) or a difference (an end), and what is right."""

    start: datetime
    amount: timedelta | None
    end: datetime | None
    right: datetime | timedelta


class Group(NamedTuple):
    """Questions of one sort about one calendar."""

    name: str
    office: Office
    questions: list[Question]


def groups(count: int) -> list[Group]:
    """All groups, each of so many questions: every second one an addition, except among the reversed spans.

    Half of the questions lie on half hours and ask for whole hours, so that coarse libraries can answer as well.
    """
    draw = random.Random(SEED)
    days = [date(2025, 1, 15) + timedelta(days=i) for i in range(700)]
    holidays = [day for day in FEDERAL_HOLIDAYS if days[0] < day < days[-1]]
    nights = [day - timedelta(days=ahead) for day in CHANGES for ahead in (0, 1, 1, 2)]
    weekends = [day - timedelta(days=ahead) for day in CHANGES for ahead in (0, 1, 2)]
    eves = [day - timedelta(days=ahead) for day in holidays for ahead in (0, 1, 1, 2)]
    specials = [day - timedelta(days=ahead) for day in SPECIAL.special for ahead in (0, 1)]
    plan: list[tuple[str, Office, list[date], _Ask]] = [
        ("any time", DAY, days, _forward),
        ("closings", DAY, days, _to_closing),
        ("holidays", DAY, eves, _forward),
        ("clock changes", DAY, weekends, _forward),
        ("reversed spans", DAY, days, _reversed),
        ("night shifts", NIGHT, days, _forward),
        ("nights, holidays", NIGHT, eves, _forward),
        ("nights, clock changes", EVERY_NIGHT, nights, _short),
        ("special hours", SPECIAL, specials, _forward),
    ]
    maps: dict[Office, Bitmap] = {}
    found = []
    for name, office, dates, ask in plan:
        right = maps[office] = maps.get(office) or Bitmap(office)
        questions = [ask(draw, right, _start(draw, dates, coarse=i % 4 < 2), i) for i in range(count)]
        found.append(Group(name, office, questions))
    return found


_Ask = Callable[[random.Random, Bitmap, datetime, int], Question]


def _start(draw: random.Random, dates: list[date], *, coarse: bool) -> datetime:
    minute = draw.randrange(48) * 30 if coarse else draw.randrange(1440)
    local = datetime.combine(draw.choice(dates), time(minute // 60, minute % 60), NEW_YORK)
    return local.replace(fold=draw.randrange(2)).astimezone(UTC)


def _length(draw: random.Random, hours: int, index: int) -> timedelta:
    return timedelta(hours=draw.randint(1, hours)) if index % 4 < 2 else timedelta(minutes=draw.randint(1, 60 * hours))


def _question(right: Bitmap, start: datetime, length: timedelta, index: int, factor: int = 4) -> Question:
    if index % 2:
        return Question(start, length, None, right.add(start, length))
    end = start + length * factor
    return Question(start, None, end, right.elapsed(start, end))


def _forward(draw: random.Random, right: Bitmap, start: datetime, index: int) -> Question:
    return _question(right, start, _length(draw, 30, index), index)


def _short(draw: random.Random, right: Bitmap, start: datetime, index: int) -> Question:
    return _question(right, start, _length(draw, 12, index), index, factor=2)


def _reversed(draw: random.Random, right: Bitmap, start: datetime, index: int) -> Question:
    end = start - _length(draw, 120, index)
    return Question(start, None, end, right.elapsed(start, end))


def _to_closing(draw: random.Random, right: Bitmap, start: datetime, index: int) -> Question:
    """What is due at the very end of some window, and spans that end there."""
    closings = (time(12, 30), time(18))
    while True:
        day = start.astimezone(NEW_YORK).date() + timedelta(days=draw.randint(0, 4))
        closing = datetime.combine(day, draw.choice(closings), NEW_YORK).astimezone(UTC)
        length = right.elapsed(start, closing)
        if length > timedelta() and right.add(start, length) == closing:
            return Question(start, length, None, closing) if index % 2 else Question(start, None, closing, length)
        start += HALF_HOUR
