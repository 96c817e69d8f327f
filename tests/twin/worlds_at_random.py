"""The worlds of the long comparison: calendars at random in every zone, and the days around every offset change."""

import zoneinfo
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from random import Random
from zoneinfo import ZoneInfo

from slapolicy.calendars import Calendar
from slapolicy.errors import CalendarError
from twin.bitmap_twin import DAY, BitmapTwin, Clock, change_between, clock, offset_at
from twin.questions import World
from twin.sheets import Mix, Sheet, random_sheet, shapes_at

A_DAY = timedelta(days=1)
NOT_PLACES = ("localtime", "posixrules", "Factory")
LAST = datetime(2200, 1, 1, tzinfo=UTC)


def _edges(twin: BitmapTwin, low: int, high: int) -> list[int]:
    """Openings, closings, offset changes, midnights on the wall and in UTC, and with them the new years."""
    steps = {stretch.start for stretch in twin.clock.stretches[1:]}
    here = low
    while 0 <= here < high and len(steps) < 400:
        here = twin.open.find(0 if twin.open[here] else 1, here)
        steps.add(here)
    a_day = DAY // twin.clock.step
    steps |= set(range(low - low % a_day, high, a_day))
    for start, end, wall in twin.clock.stretches:
        first = start - wall % a_day
        steps |= {at for at in range(first, end, a_day) if at >= max(start, low) and at < high}
    return [step * twin.unit for step in sorted(steps) if low <= step < high]


@lru_cache(maxsize=1024)
def changes_in(zone: str, year: int) -> tuple[datetime, ...]:
    """The instants in a year at which a zone's offset changes, to the second."""
    tz = ZoneInfo(zone)
    begin, end = (int(datetime(y, 1, 1, tzinfo=UTC).timestamp()) for y in (year, year + 1))
    return tuple(
        datetime.fromtimestamp(change_between(tz, here, here + DAY), UTC)
        for here in range(begin, end, DAY)
        if offset_at(tz, here) != offset_at(tz, here + DAY)
    )


def zones() -> list[str]:
    """All names of the database that mean a place, or a fixed offset from UTC."""
    names = sorted(zoneinfo.available_timezones())
    return [name for name in names if name not in NOT_PLACES and not name.startswith(("right/", "posix/"))]


def _middle(zone: str, random: Random) -> datetime:
    year = random.randint(1970, 2037) if random.random() < 0.6 else random.randint(2038, 2199)
    kind = random.random()
    if kind < 0.7 and (changes := changes_in(zone, year)):
        return random.choice(changes)
    if kind < 0.85:
        return datetime(year, 1, 1, tzinfo=UTC)
    return datetime(year, 1, 1, tzinfo=UTC) + A_DAY * random.randrange(365)


def _clock(zone: str, middle: datetime, before: int, days: int) -> tuple[Clock, datetime]:
    first = (middle - A_DAY * before).replace(hour=0, minute=0, second=0)
    first = min(max(first, datetime(1970, 1, 1, tzinfo=UTC)), LAST - A_DAY * (days + 1))
    return clock(ZoneInfo(zone), first, days), first


def random_world(seed: str, number: int, places: Sequence[str]) -> World | None:
    """The world of a number; none where a combination never opens or two zones have no common step."""
    random = Random(f"{seed}:{number}")
    zone = places[number % len(places)]
    middle = _middle(zone, random)
    days = random.choices((33, 120, 800), (90, 8, 2))[0]
    face, first = _clock(zone, middle, days // 2 - 4, days)
    sheets = [random_sheet(random, zone, middle.toordinal())]
    twin: BitmapTwin
    if random.random() < 0.2:
        others = [zone if random.random() < 0.3 else random.choice(places) for _ in range(random.choice((1, 1, 2)))]
        mix = Mix(
            random.choice(("any", "all", "except")),
            (sheets[0], *(random_sheet(random, other, middle.toordinal()) for other in others)),
        )
        faces = {name: clock(ZoneInfo(name), first, days) for name in (zone, *others)}
        if len({face.step for face in faces.values()}) > 1:
            return None
        written: Sheet | Mix = mix
        twin = mix.twin(faces.__getitem__)
    else:
        written, twin = sheets[0], sheets[0].twin(face)
    try:
        calendar = written.calendar()
    except CalendarError as refused:
        if refused.faults[0].code != "never-open" or any(twin.open):
            raise
        return None
    if random.random() < 0.3:  # tables of other years, made before, so that years join in any order
        for year in random.sample(range(-3, 4), 2):
            calendar.is_open(min(max(first + 366 * A_DAY * year, datetime(1971, 1, 1, tzinfo=UTC)), LAST - 9 * A_DAY))
    here = (middle - first) // timedelta(seconds=face.step)
    around = 5 * DAY // face.step
    low, high = max(0, here - around), min(face.steps, here + around)
    edges = _edges(twin, low, high)
    near = low * twin.unit, high * twin.unit
    return World(f"world {number}: {written}", calendar, twin, ZoneInfo(zone), first, edges, near)


def worlds_at(
    zone: str, change: datetime, known: dict[tuple[str, str, int], Calendar]
) -> Iterator[tuple[str, Sheet | Mix, World]]:
    face, first = _clock(zone, change, 4, 12)
    here = int(change.timestamp())
    tz = ZoneInfo(zone)
    before, after = (here // 60 + offset_at(tz, second) // 60 for second in (here - 1, here))
    for name, written in shapes_at(zone, before, after).items():
        key = name, str(written), change.year // 4
        if key not in known:
            known[key] = written.calendar()
        if isinstance(written, Mix):
            utc = clock(ZoneInfo("UTC"), first, 12)
            if utc.step != face.step:
                continue
            twin: BitmapTwin = written.twin({zone: face, "UTC": utc}.__getitem__)
        else:
            twin = written.twin(face)
        step = (here - face.first) // face.step
        two_days = 2 * DAY // face.step
        low, high = max(0, step - two_days), min(face.steps, step + two_days)
        edges, near = _edges(twin, low, high), (low * twin.unit, high * twin.unit)
        yield name, written, World(f"{name}: {written}", known[key], twin, tz, first, edges, near)


def distinct_first(places: list[str]) -> list[str]:
    """The zones in an order in which those that only repeat another one come last."""
    seen: set[tuple[datetime, ...]] = set()
    fresh: list[str] = []
    again: list[str] = []
    for zone in places:
        changes = tuple(c for year in (1974, 1986, 1999, 2012, 2025) for c in changes_in(zone, year))
        (again if changes in seen else fresh).append(zone)
        seen.add(changes)
    return fresh + again
