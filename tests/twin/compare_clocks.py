"""A long comparison of the engine's clocks with the twin's; a script, not a test, because it runs for minutes.

    .ci/run compare clocks --count 1000000 --seed 7 --jobs 2

One policy, one ticket and one instant with all that is answered of its clocks is one comparison. Each case follows from
the seed and its number alone, whatever the number of jobs. The exit status is 1 where an answer differs.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import combinations
from random import Random

from twin.bitmap_twin import DAY, SECOND
from twin.clock_cases import clock_points, random_case
from twin.clock_coverage import coverage
from twin.clock_hours import MINUTE, Outside
from twin.clock_played import Played, play
from twin.clock_smallest import example, smallest


class Tally:
    """What was compared, and what differed."""

    def __init__(self) -> None:
        self.count = self.cases = self.skipped = self.differences = self.at_edges = 0
        self.singles: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.orders: set[tuple[str, ...]] = set()
        self.outcomes: Counter[str] = Counter()
        self.fields: Counter[str] = Counter()
        self.examples: list[str] = []

    def add(self, other: "Tally") -> None:
        for name in ("count", "cases", "skipped", "differences", "at_edges"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("singles", "pairs", "outcomes", "fields"):
            getattr(self, name).update(getattr(other, name))
        self.orders |= other.orders
        self.examples = (self.examples + other.examples)[:20]


def instants(played: Played, random: Random, count: int) -> list[tuple[int, bool]]:
    """Instants to ask about; most of them at an event or at a point of the clock, or a microsecond beside one."""
    times = sorted({at * MINUTE for at, _, _ in played.case.events})
    points = times + [point for at in times for twin in played.twins for point in clock_points(twin, at)]
    late = max(times) + 7 * DAY * SECOND
    asked = [(times[0] - 1, True), (times[0], True), (late, False)]
    while len(asked) < count:
        if random.random() < 0.75:
            point = random.choice(points) + random.choice((-1, 0, 0, 1))
            if point <= late:
                asked.append((point, True))
        else:
            at = random.randrange(times[0], late)
            asked.append((at if random.random() < 0.1 else at - at % MINUTE, False))
    return asked


def compare(seed: str, numbers: range, count: int) -> Tally:
    """Ask so many instants of each case."""
    tally = Tally()
    for number in numbers:
        random = Random(f"{seed}:{number}:instants")
        try:
            played = play(random_case(seed, number))
            asked = instants(played, random, count)
        except Outside:
            tally.skipped += 1
            continue
        case = played.case
        tally.cases += 1
        for name, seen in case.seen.items():
            tally.pairs.update(combinations(sorted(seen), 2))
            tally.singles.update(seen)
            tally.orders.add(tuple(case.targets[name]["precedence"]))
        told = False
        for ask, at_edge in asked:
            try:
                answered = played.at(ask, case.room.zone if random.random() < 0.1 else "UTC")
            except Outside:
                continue
            tally.count += 1
            tally.at_edges += at_edge
            for cycles in answered.expected.values():
                tally.outcomes[f"{cycles[-1]['state']}, {cycles[-1]['verdict']}" if cycles else "not started"] += 1
            if answered.difference:
                tally.differences += 1
                tally.fields[answered.kind] += 1
                if not told and len(tally.examples) < 20:
                    tally.examples.append(f"case {number}\n" + example(smallest(case, ask), ask))
                told = True
    return tally


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="compare_clocks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=100_000, help="comparisons to make, a few more or less")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--instants", type=int, default=80, help="instants to ask about in each case")
    options = parser.parse_args(arguments)
    begun = time.perf_counter()
    tally = Tally()
    cases = -(-options.count // options.instants)
    chunks = [range(start, min(start + 64, cases)) for start in range(0, cases, 64)]
    with ProcessPoolExecutor(options.jobs) as pool:
        for part in pool.map(partial(compare, options.seed, count=options.instants), chunks):
            tally.add(part)
            sys.stderr.writelines(f"\n{found}\n" for found in part.examples)
            sys.stderr.write(
                f"\r{tally.count:,} comparisons, {tally.differences} differences, {time.perf_counter() - begun:.0f} s  "
            )
            sys.stderr.flush()
    sys.stderr.write("\n")
    sys.stdout.write(_report(options.seed, tally, time.perf_counter() - begun) + "\n")
    return 1 if tally.differences else 0


def _report(seed: str, tally: Tally, seconds: float) -> str:
    lines = [
        f"seed {seed}; {tally.count:,} comparisons in {tally.cases:,} cases, of {tally.outcomes.total():,} clocks; "
        f"{tally.differences} differences; {tally.skipped} cases outside the days; "
        f"{100 * tally.at_edges // max(1, tally.count)} % aimed at edges; {seconds:.0f} s",
        *coverage(tally.singles, tally.pairs, len(tally.orders)),
        *(f"  {number:>12,}  {name}" for name, number in sorted(tally.outcomes.items())),
        *(f"  {number:>12,}  differ in {name}" for name, number in tally.fields.most_common()),
        *tally.examples,
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
