"""Rotations at random as plain data, aimed at the hours in which clocks are changed, and as documents."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from slapolicy.escalation import Rotation
from twin.rotation_twin import DAY, MINUTE, RotationTwin, Row, Swap
from twin.worlds_at_random import changes_in

NAMES = ("Ada", "Grace", "Lin", "Joan", "Mary")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Windows = tuple[tuple[int, int], ...]


class Case(NamedTuple):
    """A rotation as plain data, over so many days before and after the date of `middle`."""

    rows: tuple[Row, ...]
    swaps: tuple[Swap, ...]
    zone: str
    middle: datetime
    around: int = 5

    @property
    def first(self) -> datetime:
        return self.middle.replace(hour=0, minute=0, second=0) - DAY * self.around

    def rotation(self) -> Rotation:
        """The engine's: the short form for one row, layers for several."""
        layers = [layer_of(row) for row in self.rows]
        parts: dict[str, Any] = layers[0] if len(layers) == 1 else {"layers": layers, "tz": self.zone}
        return Rotation.read(parts | {"overrides": [override_of(swap) for swap in self.swaps]})

    def twin(self) -> RotationTwin:
        return RotationTwin(self.rows, self.swaps, self.zone, self.first, 2 * self.around + 1)


def layer_of(row: Row) -> dict[str, Any]:
    minutes = row.length // MINUTE
    every = f"{minutes // 1440} calendar days" if row.by_wall_clock else f"{minutes} minutes"
    layer: dict[str, Any] = {
        "participants": list(row.people),
        "every": every,
        "starts": row.starts.isoformat(" "),
        "tz": row.zone,
    }
    if row.week is not None:
        layer["restrictions"] = {day: text_of(tuple(row.week[i])) for i, day in enumerate(WEEKDAYS)}
    return layer


def override_of(swap: Swap) -> dict[str, str]:
    return {"from": swap.begins.isoformat(), "to": swap.ends.isoformat(), "owner": swap.owner}


def text_of(windows: Windows) -> str:
    return ", ".join(f"{clock(opens)}-{clock(closes)}" for opens, closes in windows) or "closed"


def clock(minute: int) -> str:
    minute = minute - 1440 if minute > 1440 else minute
    return f"{minute // 60:02}:{minute % 60:02}"


@lru_cache(maxsize=4096)
def changed_minutes(zone: str, middle: datetime) -> tuple[int, ...]:
    """Minutes of the day that the clock shows around the middle: before and after a change, and beside and between."""
    tz = ZoneInfo(zone)
    before, after = ((middle + beside).astimezone(tz) for beside in (-MINUTE, timedelta()))
    ends = [shows.hour * 60 + shows.minute for shows in (before + MINUTE, after)]
    inside = (ends[0] + (ends[1] - ends[0]) // 2) % 1440
    return tuple(minute % 1440 for end in (*ends, inside) for minute in (end - 15, end - 1, end, end + 1, end + 15))


def random_case(seed: str, number: int, places: list[str]) -> Case:
    """The case of a number, whatever the number of jobs."""
    random = Random(f"{seed}:{number}")
    zone = places[number % len(places)]
    year = random.randint(2000, 2040)
    changes = changes_in(zone, year)
    middle = random.choice(changes) if changes else datetime(year, 1, 1, tzinfo=UTC) + DAY * random.randrange(365)
    rows = tuple(
        # A later layer has hours in most cases: one that is always on duty hides what is below it.
        _row(random, zone if random.random() < 0.7 else random.choice(places), middle, 0.9 if place else 0.5)
        for place in range(random.choice((1, 1, 2, 2, 3, 4)))
    )
    zone = zone if len(rows) > 1 else rows[0].zone
    swaps = tuple(_swap(random, zone, middle) for _ in range(random.choice((0, 0, 1, 1, 2, 4))))
    return Case(rows, swaps, zone, middle)


def _wall(random: Random, zone: str, middle: datetime, days: tuple[int, int]) -> datetime:
    """A time on a wall some days from the middle, at most times one that a change of the clock touches."""
    date = middle.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, tzinfo=None)
    minute = random.choice(changed_minutes(zone, middle)) if random.random() < 0.7 else random.randrange(1440)
    return date + DAY * random.randint(*days) + MINUTE * minute


def _row(random: Random, zone: str, middle: datetime, restricted: float) -> Row:
    by_wall_clock = random.random() < 0.6
    lengths = (1440, 1440, 2880, 4320, 10080) if by_wall_clock else (90, 240, 480, 720, 1440, 1445, 2160, 10080)
    days = (-3, 4) if random.random() < 0.15 else (-40, -2) if random.random() < 0.8 else (-3000, -400)
    return Row(
        people=tuple(random.choice(NAMES) for _ in range(random.randint(1, 4))),
        length=MINUTE * random.choice(lengths),
        by_wall_clock=by_wall_clock,
        starts=_wall(random, zone, middle, days),
        zone=zone,
        week=_week(random, zone, middle) if random.random() < restricted else None,
    )


def _week(random: Random, zone: str, middle: datetime) -> tuple[Windows, ...]:
    kinds = [_windows(random, zone, middle) for _ in range(random.choice((1, 2, 7)))]
    week = tuple(random.choice(kinds) for _ in range(7))
    return week if any(week) else (((0, 1440),), *week[1:])


def _windows(random: Random, zone: str, middle: datetime) -> Windows:
    if random.random() < 0.4:
        return random.choice((((540, 1020),), ((1080, 1920),), ((0, 1440),), (), ((0, 120), (1380, 1530))))
    aimed = changed_minutes(zone, middle)
    edges = sorted({random.choice(aimed) if random.random() < 0.6 else random.randrange(1440) for _ in range(4)})
    pairs = tuple(zip(edges[::2], edges[1::2], strict=False))
    return (*pairs[:-1], (edges[-1], 1440 + edges[0])) if random.random() < 0.3 and 0 < edges[0] < edges[-1] else pairs


def _swap(random: Random, zone: str, middle: datetime) -> Swap:
    begins, length = _wall(random, zone, middle, (-4, 3)), MINUTE * random.choice((1, 30, 60, 61, 480, 1440, 4320))
    ends = begins + length
    if random.random() < 0.3:
        at = middle + MINUTE * random.randint(-2000, 2000)
        begins, ends = at, at + length
    elif random.random() < 0.2:
        ends = middle.replace(second=0) + DAY * 5  # written as an instant, and the start by the wall clock
    return Swap(begins, ends, random.choice(NAMES))
