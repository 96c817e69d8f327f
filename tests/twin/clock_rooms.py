"""Calendars for the comparison of clocks, each with its twin, around an offset change or far from one."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from slapolicy.calendars import ALWAYS, Calendar
from twin.bitmap_twin import WeeklyTwin, clock
from twin.sheets import Sheet, random_sheet

BEFORE, DAYS = 12, 66
PLACES = (
    ("America/New_York", "2026-03-08T07:00"),
    ("America/New_York", "2026-11-01T06:00"),
    ("Europe/Zurich", "2026-03-29T01:00"),
    ("Europe/Zurich", "2026-10-25T01:00"),
    ("Australia/Lord_Howe", "2026-10-03T15:30"),
    ("Australia/Lord_Howe", "2026-04-04T15:00"),
    ("Pacific/Apia", "2011-12-30T10:00"),
    ("America/Sao_Paulo", "2018-11-04T03:00"),
    ("America/Havana", "2024-03-10T05:00"),
    ("Africa/Casablanca", "2024-03-10T02:00"),
    ("UTC", "2026-01-01T00:00"),
    ("Asia/Kathmandu", "2024-02-29T00:00"),
)  # fmt: skip
WEEKS: dict[str, tuple[tuple[tuple[int, int], ...], ...]] = {
    "office": (((540, 1020),),) * 5 + ((),) * 2,
    "split": (((540, 750), (810, 1080)),) * 5 + (((600, 840),), ()),
    "night": (((1320, 1800),),) * 7,
    "24x7": (((0, 1440),),) * 7,
    "weekdays": (((0, 1440),),) * 5 + ((),) * 2,
}


class Room(NamedTuple):
    """A calendar, its twin, and what is around an offset change."""

    kind: str
    zone: str
    sheet: Sheet
    calendar: Calendar
    twin: WeeklyTwin
    first: datetime
    changes: bool
    other: Calendar
    other_twin: WeeklyTwin


@lru_cache(maxsize=8)
def room(seed: str, number: int) -> Room:
    random = Random(f"{seed}:room:{number}")
    zone, change = random.choice(PLACES)
    middle = datetime.fromisoformat(change).replace(tzinfo=UTC)
    first = (middle - timedelta(days=BEFORE)).replace(hour=0, minute=0)
    kind = random.choice((*WEEKS, "odd", "odd", "odd", "always"))
    sheet = Sheet("UTC", WEEKS["24x7"])
    if kind == "odd":
        sheet = random_sheet(random, zone, middle.toordinal())
    elif kind != "always":
        sheet = Sheet(zone, WEEKS[kind])
    twin = sheet.twin(clock(ZoneInfo(sheet.zone), first, DAYS))
    calendar = ALWAYS if kind == "always" else sheet.calendar()
    second = Sheet(sheet.zone, WEEKS[random.choice([each for each in WEEKS if each != kind])])
    if kind == "always":
        second = second._replace(week=WEEKS["night"])
    return Room(
        kind,
        sheet.zone,
        sheet,
        calendar,
        twin,
        first,
        len(twin.clock.stretches) > 1,
        second.calendar(),
        second.twin(clock(ZoneInfo(second.zone), first, DAYS)),
    )
