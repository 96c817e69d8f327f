"""A long comparison of availability with the twin's; a script, not a test, because it runs for minutes.

    .ci/run compare availability --count 1000000 --seed 7 --jobs 2

One promise, some outages and one instant with all that is answered is one comparison. Each world (a zone, hours and a
stretch of days) follows from the seed and its number alone, whatever the number of jobs. The exit status is 1 where an
answer differs.
"""

import argparse
import sys
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from random import Random
from zoneinfo import ZoneInfo

from slapolicy import ALWAYS, Calendar
from slapolicy.availability import Availability, AvailabilityReport, Outage
from twin.availability_twin import MICROSECOND, AvailabilityTwin, Row, month_starts, walls

CELL = timedelta(minutes=15)
DAY = 96
CELLS = 125 * DAY
FIRST = 31 * DAY
# First days at and around changes of the clock: over midnight, over a month's first midnight, over a whole date.
PLACES = [
    ("UTC", (2027, 12, 1)), ("Europe/Zurich", (2026, 2, 1)), ("America/New_York", (2026, 9, 15)),
    ("America/Havana", (2026, 9, 15)), ("America/Asuncion", (2017, 8, 20)), ("Australia/Lord_Howe", (2026, 3, 1)),
    ("Pacific/Apia", (2011, 11, 1)), ("Asia/Kathmandu", (2026, 1, 10)), ("Africa/Casablanca", (2026, 1, 20)),
    ("Pacific/Kiritimati", (2026, 5, 1)), ("Asia/Amman", (2021, 9, 1)),
]  # fmt: skip
GOALS = ["50%", "90%", "99%", "99.5%", "99.9%", "99.95%", "99.99%", "100%", "33.333333%", "0.5%"]
WINDOWS = ["month", "month", "month", "month", "30 days", "7 days", "1 day", "36 hours", "6 hours", "45 minutes"]
QUESTIONS = 50


@lru_cache
def shown_in(place: str, first: datetime) -> tuple[list[datetime], list[int]]:
    """What the clock on the wall shows, and the cells at which its months begin."""
    shown = walls(ZoneInfo(place), first, CELLS, CELL)
    return shown, month_starts(shown)


class World:
    """A zone, what the clock on its wall shows in each cell, and which of the cells count."""

    def __init__(self, random: Random) -> None:
        self.place, first = random.choice(PLACES)
        self.first = datetime(*first, tzinfo=UTC)
        shown, self.months = shown_in(self.place, self.first)
        self.calendar: Calendar | None = None
        marks = b"\1" * CELLS
        if random.random() < 0.7:
            opens, closes = sorted(random.sample(range(97), 2))
            last = random.choice([0, 2, 4, 6])
            marks = bytes(wall.weekday() <= last and opens <= _quarter(wall) < closes for wall in shown)
            days = f"mon-{('tue', 'wed', 'thu', 'fri', 'sat', 'sun')[last - 1]}" if last else "mon"
            self.calendar = Calendar(tz=self.place, hours={days: f"{_clock(opens)}-{_clock(closes)}"})
            if 0 in marks and random.random() < 0.3:  # the rest of the week: the hours are those of the maintenance
                marks = bytes(1 - mark for mark in marks)
                self.calendar = ALWAYS - self.calendar
        self.counted = Row(marks, CELL // MICROSECOND)

    def instant(self, at: int) -> datetime:
        return self.first + at * MICROSECOND


def _quarter(wall: datetime) -> int:
    return wall.hour * 4 + wall.minute // 15


def _clock(quarter: int) -> str:
    return f"{quarter // 4:02}:{quarter % 4 * 15:02}"


class Tally:
    """What was compared, and what differed."""

    def __init__(self) -> None:
        self.count = self.differences = 0
        self.kinds: Counter[str] = Counter()
        self.examples: list[str] = []

    def add(self, other: "Tally") -> None:
        self.count += other.count
        self.differences += other.differences
        self.kinds += other.kinds
        self.examples = (self.examples + other.examples)[:5]


def compare_worlds(seed: str, numbers: range) -> Tally:
    tally = Tally()
    for number in numbers:
        random = Random(f"{seed}:{number}")
        world = World(random)
        for _ in range(QUESTIONS):
            _ask(world, random, tally)
    return tally


def _ask(world: World, random: Random, tally: Tally) -> None:
    cell = world.counted.cell
    per, goal = random.choice(WINDOWS), random.choice(GOALS)
    here = random.randrange(45 * DAY, 80 * DAY)  # far from both ends of the row
    at = here * cell + (random.randrange(cell) if random.random() < 0.3 else 0)
    spans = _outages(here, random)
    running = bool(spans) and random.random() < 0.6
    known = [(start, CELLS if running and not number else end) for number, (start, end) in enumerate(spans)]
    marks = bytearray(CELLS)
    for start, end in known:
        if start * cell <= at:
            until = CELLS if end * cell > at else end  # an end that is still to come is not known
            marks[start:until] = b"\1" * (until - start)
    lost = Row((int.from_bytes(marks) & int.from_bytes(world.counted.marks)).to_bytes(CELLS), cell)
    goes_on = any(start * cell <= at < end * cell for start, end in known)
    promise = Availability(goal=goal, per=per, tz=world.place, calendar=world.calendar)
    month, window = None, 0
    if promise.per.length is None:
        number = bisect_right(world.months, here)
        month = (world.months[number - 1] * cell, world.months[number] * cell)
    else:
        window = promise.per.length // MICROSECOND
    twin = AvailabilityTwin(world.counted, lost, promise.goal, month, window)
    outages = [
        Outage(world.instant(start * cell), None if running and not number else world.instant(end * cell))
        for number, (start, end) in enumerate(spans)
    ]
    random.shuffle(outages)
    report = promise.report(outages, at=world.instant(at))
    wrong = [*_amounts(world, twin, report, at), *_used_up(world, twin, report, at, running=goes_on)]
    tally.count += 1
    used = "nothing" if report.used_up_at is None else "behind" if report.used_up_at <= report.at else "ahead"
    tally.kinds[f"{'month' if month else 'window'}, {'runs' if goes_on else 'over'}, {used} used up"] += 1
    if wrong:
        tally.differences += 1
        said = f"{world.place} {world.calendar!r} {promise.goal} {per} at {report.at} {outages}: {'; '.join(wrong)}"
        tally.examples = [*tally.examples, said][:5]


def _outages(here: int, random: Random) -> list[tuple[int, int]]:
    """Spans of cells before an instant and around it, some of them overlapping."""
    spans: list[tuple[int, int]] = []
    for _ in range(random.choice([0, 1, 1, 2, 3, 6, 12])):
        back = int(random.expovariate(1 / random.choice([4, 40, 400, 2000])))
        start = max(FIRST, here - back + random.choice([0, 0, 2]))
        spans.append((start, start + random.choice([1, 1, 2, 3, 8, 96, 700])))
    return spans


def _amounts(world: World, twin: AvailabilityTwin, report: AvailabilityReport, at: int) -> list[str]:
    start, end = twin.period(at)
    pairs: list[tuple[str, object, object]] = [
        ("start", report.start, world.instant(start)),
        ("end", report.end, world.instant(end)),
        ("counted", report.counted, twin.total(at) * MICROSECOND),
        ("downtime", report.downtime, twin.downtime(at) * MICROSECOND),
        ("budget", report.budget, twin.budget(at) * MICROSECOND),
        ("left", report.left, twin.left(at) * MICROSECOND),
        ("share", report.share, twin.share(at)),
        ("met", report.met, twin.share(at) >= twin.goal),
        ("outages", sum((s.end - s.start for s in report.outages), timedelta()), twin.downtime(at) * MICROSECOND),
    ]
    return [f"{name} is {got}, not {wanted}" for name, got, wanted in pairs if got != wanted]


def _used_up(world: World, twin: AvailabilityTwin, report: AvailabilityReport, at: int, *, running: bool) -> list[str]:
    """The instant lies in the cell that the twin finds, and is the first of it at which nothing is left."""
    between = None
    if twin.used_up(at):
        between = twin.since(at)
    elif running:
        between = twin.after(at, twin.month[1] if twin.month else at + twin.window + 8 * DAY * twin.lost.cell)
    if between is None or report.used_up_at is None:
        both = between is None and report.used_up_at is None
        return [] if both else [f"used up at {report.used_up_at}, not in {between}"]
    told = (report.used_up_at - world.first) // MICROSECOND
    earlier, later = between
    if not earlier < told <= later or not twin.used_up(told) or (told - 1 > earlier and twin.used_up(told - 1)):
        return [f"used up at {report.used_up_at}, not in {world.instant(earlier)} to {world.instant(later)}"]
    return []


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="compare availability", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=100_000, help="comparisons to make, a few more or less")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args(arguments)
    begun = time.perf_counter()
    tally = Tally()
    worlds = -(-options.count // QUESTIONS)
    chunks = [range(start, min(start + 40, worlds)) for start in range(0, worlds, 40)]
    with ProcessPoolExecutor(options.jobs) as pool:
        for part in pool.map(partial(compare_worlds, options.seed), chunks):
            tally.add(part)
            sys.stderr.write(f"\r{tally.count:,} comparisons, {tally.differences} differences  ")
    lines = [
        f"seed {options.seed}; {tally.count:,} comparisons; {tally.differences} differences; "
        f"{time.perf_counter() - begun:.0f} s",
        *(f"  {number:>12,}  {name}" for name, number in sorted(tally.kinds.items())),
        *tally.examples,
    ]
    sys.stdout.write("\n" + "\n".join(lines) + "\n")
    return 1 if tally.differences else 0


if __name__ == "__main__":
    sys.exit(main())
