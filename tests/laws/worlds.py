"""Calendars, their twins and instants for the laws, aimed at the edges where answers go wrong.

Uniform instants hardly ever meet a clock change, so most of these lie at an opening, a closing, a midnight, an offset
change, a skipped date or a new year, or a minute beside one.
"""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from slapolicy.calendars import Calendar
from twin.calendar_twin import Twin, Windows

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
BEFORE, AFTER = 12, 20
"""How many days before and after the middle of a world its twin knows."""

CHANGES = (
    ("America/New_York", "2026-03-08T07:00"),
    ("America/New_York", "2026-11-01T06:00"),
    ("Europe/Zurich", "2026-03-29T01:00"),
    ("Europe/Zurich", "2026-10-25T01:00"),
    ("Australia/Lord_Howe", "2026-04-04T15:00"),  # half an hour back
    ("Australia/Lord_Howe", "2026-10-03T15:30"),  # half an hour on
    ("Pacific/Apia", "2011-12-30T10:00"),  # the whole of 30 December skipped
    ("Pacific/Kwajalein", "1993-08-21T12:00"),  # the whole of 21 August skipped
    ("Pacific/Kiritimati", "1994-12-31T10:40"),  # the last day of a year skipped
    ("America/Sao_Paulo", "2018-11-04T03:00"),  # midnight skipped
    ("America/Sao_Paulo", "2018-02-18T02:00"),  # midnight put back, an hour of the day before repeated
    ("America/Havana", "2024-03-10T05:00"),
    ("Africa/Casablanca", "2024-03-10T02:00"),
    ("Africa/Cairo", "2024-04-25T22:00"),
    ("Antarctica/Troll", "2024-03-31T01:00"),  # two hours on
    ("Asia/Pyongyang", "2018-05-04T15:00"),
    ("America/Caracas", "2016-05-01T07:00"),
    ("Asia/Kathmandu", "1985-12-31T18:30"),  # a quarter of an hour at the new year
    ("Europe/Dublin", "2026-10-25T01:00"),
    ("UTC", "2026-01-01T00:00"),
    ("Asia/Tokyo", "2024-02-29T00:00"),
)


class World(NamedTuple):
    """A calendar, its twin over some days around `middle`, and the plain data that both were made from."""

    calendar: Calendar
    twin: Twin
    middle: datetime


def text_of(windows: Windows) -> str:
    """Hours as a person writes them; the engine has to read this text, the twin gets the numbers."""
    return ", ".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in windows) or "closed"


def _clock(minute: int) -> str:
    minute = minute - 1440 if minute > 1440 else minute
    return f"{minute // 60:02}:{minute % 60:02}"


_OFTEN: tuple[Windows, ...] = (
    (),
    ((540, 1020),),
    ((540, 750), (810, 1080)),
    ((0, 1440),),
    ((1320, 1800),),  # a night shift
    ((0, 120), (1380, 1530)),
    ((90, 150),),  # inside many a clock change
    ((0, 30), (60, 120), (150, 180)),
)


@st.composite
def windows(draw: st.DrawFn) -> Windows:
    """A day's hours: common ones, and odd ones."""
    if draw(st.booleans()):
        return draw(st.sampled_from(_OFTEN))
    edges = sorted(draw(st.sets(st.integers(0, 95), min_size=2, max_size=4)))
    pairs = [(15 * a, 15 * b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    if draw(st.booleans()):
        opens, closes = pairs[-1]
        pairs[-1] = (opens, 1440 + min(opens - 15, closes // 2 // 15 * 15)) if opens else (opens, closes)
    return tuple(pairs)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A calendar around an offset change, with exceptions close to it."""
    zone, change = draw(st.sampled_from(CHANGES))
    middle = datetime.fromisoformat(change).replace(tzinfo=UTC)
    week: list[Windows] = [draw(windows()) for _ in range(7)]
    if not any(week):
        week[draw(st.integers(0, 6))] = ((540, 1020),)
    near = st.integers(-3, 3).map(lambda n: middle.date() + DAY * n)
    closed = draw(st.sets(near, max_size=2))
    special = draw(st.dictionaries(near, windows(), max_size=2))
    calendar = Calendar(
        tz=zone,
        hours={DAYS[i]: text_of(week[i]) for i in range(7)},
        holidays=sorted(closed),
        special={day: text_of(hours) for day, hours in special.items()},
    )
    exceptions: dict[date, Windows] = dict.fromkeys(closed, ()) | special
    first = (middle - DAY * BEFORE).replace(hour=0, minute=0)
    return World(calendar, Twin(ZoneInfo(zone), week, exceptions, first, BEFORE + AFTER + 1), middle)


@st.composite
def instants_in(draw: st.DrawFn, world: World, spread: int = 3) -> datetime:
    """A whole minute in UTC: in most cases at an edge, or a minute beside one."""
    around = world.middle + MINUTE * draw(st.integers(-spread * 1440, spread * 1440))
    beside = MINUTE * draw(st.sampled_from((-1, 0, 0, 1)))
    match draw(st.integers(0, 5)):
        case 0:
            return around
        case 1:
            return world.middle + beside
        case 2:
            return world.middle.replace(hour=0, minute=0) + DAY * draw(st.integers(-2, 2)) + beside
        case _:
            twin, here = world.twin, around
            limit = world.middle + DAY * (spread + 1)
            opened = twin.is_open(here)
            while here < limit and twin.is_open(here) == opened:
                here += MINUTE
            return here + beside


@st.composite
def worlds_and_instants(draw: st.DrawFn, count: int = 1) -> tuple[World, tuple[datetime, ...]]:
    """A world and some instants of it."""
    world = draw(worlds())
    return world, tuple(draw(instants_in(world)) for _ in range(count))


amounts = st.one_of(st.integers(1, 600), st.sampled_from((15, 30, 60, 120, 240, 480, 1440))).map(lambda n: MINUTE * n)
