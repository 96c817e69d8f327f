"""What is asked of every library: the calendars, and the operations with a fixed seed."""

import math
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import holidays

SEED = 20261121
YEARS = range(2014, 2038)
NEW_YORK = ZoneInfo("America/New_York")
FEDERAL_HOLIDAYS = tuple(sorted(holidays.country_holidays("US", years=YEARS)))

Window = tuple[time, time]
"""From and until; one that ends before it starts crosses midnight and belongs to the day on which it starts."""


@dataclass(frozen=True, eq=False)
class Office:
    """Opening hours in terms that every library can be built from, if it can express them at all."""

    windows: tuple[Window, ...]
    days: tuple[int, ...]
    holidays: tuple[date, ...] = FEDERAL_HOLIDAYS
    special: dict[date, tuple[Window, ...]] = field(default_factory=dict)
    tz: str = "America/New_York"

    @property
    def is_night(self) -> bool:
        """Whether the hours cross midnight."""
        return any(until <= since for since, until in self.windows)

    def windows_on(self, day: date) -> tuple[Window, ...]:
        """The windows that start on a date."""
        if day in self.special:
            return self.special[day]
        return self.windows if day.weekday() in self.days and day not in self.holidays else ()


DAY = Office(((time(9), time(12, 30)), (time(13, 30), time(18))), days=(0, 1, 2, 3, 4))
NIGHT = Office(((time(22), time(6)),), days=(0, 1, 2, 3, 4))
EVERY_NIGHT = Office(((time(22), time(6)),), days=(0, 1, 2, 3, 4, 5, 6))
SPECIAL = Office(
    DAY.windows,
    DAY.days,
    special={
        date(2025, 12, 24): ((time(9), time(12)),),
        date(2025, 12, 27): ((time(10), time(14)),),
        date(2025, 12, 31): ((time(9), time(12)),),
        date(2026, 3, 14): ((time(10), time(14)),),
    },
)


class Operations(NamedTuple):
    """Ten thousand additions and as many differences, in UTC and to the minute."""

    name: str
    starts: list[datetime]
    amounts: list[timedelta]
    ends: list[datetime]


def operations(count: int) -> list[Operations]:
    """The three workloads: a day, a mix from a minute to a year, and ten years.

    Starts are spread evenly over 2015 to 2034; those of ten years over 2015 to 2024. In the mix, every order of
    magnitude is as likely as the next: a quarter of the spans is under half an hour, a quarter over ten days.
    """
    draw = random.Random(SEED)

    def logarithmic(most: int) -> timedelta:
        return timedelta(minutes=round(math.exp(draw.uniform(0, math.log(most)))))

    def starts(first: int, last: int) -> list[datetime]:
        since = datetime(first, 1, 1, tzinfo=UTC)
        minutes = (datetime(last + 1, 1, 1, tzinfo=UTC) - since) // timedelta(minutes=1)
        return [since + timedelta(minutes=draw.randrange(minutes)) for _ in range(count)]

    recent, early = starts(2015, 2034), starts(2015, 2024)
    days = [timedelta(minutes=draw.randint(1, 8 * 60)) for _ in range(count)]
    mixed = [logarithmic(250 * 8 * 60) for _ in range(count)]
    decades = [timedelta(hours=draw.randint(19_000, 20_000)) for _ in range(count)]
    return [
        Operations("a day", recent, days, [at + timedelta(minutes=draw.randint(1, 1440)) for at in recent]),
        Operations("a mix", recent, mixed, [at + logarithmic(365 * 1440) for at in recent]),
        Operations("ten years", early, decades, [at + timedelta(days=draw.randint(3560, 3652)) for at in early]),
    ]
