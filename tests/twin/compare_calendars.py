"""A long comparison of the engine with T5's sentence; a script, kept out of the tests because it runs for minutes.

    .ci/run compare calendars --count 1000000 --seed 7 --jobs 2   calendars at random, most instants at an edge
    .ci/run compare calendars --changes --jobs 2       every zone and offset change, several shapes of hours

One question with one answer is one comparison. Each world (a calendar over some days) follows from the seed and its
number alone, whatever the number of jobs. The exit status is 1 where an answer differs.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from random import Random

from slapolicy.calendars import Calendar
from twin.questions import BAG, MICROSECOND, QUESTIONS, Tally, an_instant, ask, shown
from twin.worlds_at_random import changes_in, distinct_first, random_world, worlds_at, zones


def compare_worlds(seed: str, numbers: range, questions: int, places: Sequence[str]) -> Tally:
    """Ask that many questions in each world."""
    tally = Tally()
    for number in numbers:
        world = random_world(seed, number, places)
        if world is None:
            continue
        random = Random(f"{seed}:{number}:questions")
        tally.zones.add(places[number % len(places)])
        asked = 0
        for _ in range(2 * questions):
            at, at_edge = an_instant(world, random)
            if ask(shown(world, at, random), random.choice(BAG), tally):
                asked += 1
                tally.instants += 1
                tally.at_edges += at_edge
                if asked == questions:
                    break
    return tally


def compare_changes(zone: str, years: range, instants: int) -> Tally:
    """Every shape of calendar at every offset change of a zone; each kind of question at each instant."""
    tally = Tally()
    tally.zones.add(zone)
    known: dict[tuple[str, str, int], Calendar] = {}
    for change in (change for year in years for change in changes_in(zone, year)):
        for name, written, world in worlds_at(zone, change, known):
            random = Random(f"{name}:{written}:{change}")
            here = (change - world.first) // MICROSECOND
            aimed = [(here, True), (random.choice(world.edges), True), (here - world.twin.unit, True), (here - 1, True)]
            aimed += [an_instant(world, random) for _ in range(instants - len(aimed))]
            for at, at_edge in aimed[:instants]:
                asked = shown(world, at, random)
                done = sum(ask(asked, question, tally) for _, _, question in QUESTIONS)
                tally.instants += done
                tally.at_edges += done * at_edge
        tally.kinds["(offset changes)"] += 1
    return tally


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="compare", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=100_000, help="comparisons to make, a few more or less")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--questions", type=int, default=1000, help="questions in each world")
    parser.add_argument("--changes", action="store_true", help="every zone and every offset change instead")
    parser.add_argument("--years", default="1970-2100", help="with --changes: the years of the changes")
    parser.add_argument("--instants", type=int, default=6, help="with --changes: instants at each change and shape")
    options = parser.parse_args(arguments)
    begun = time.perf_counter()
    tally = Tally()
    for part in _parts(options):
        tally.add(part)
        seconds = time.perf_counter() - begun
        found = f"{tally.differences} differences, {len(tally.zones)} zones"
        _say(f"\r{tally.count:,} comparisons, {found}, {seconds:.0f} s  ")
    _say("\n")
    sys.stdout.write(_report(options.seed, tally, time.perf_counter() - begun) + "\n")
    return 1 if tally.differences else 0


def _parts(options: argparse.Namespace) -> Iterator[Tally]:
    with ProcessPoolExecutor(options.jobs) as pool:
        if options.changes:
            first, last = map(int, options.years.split("-"))
            places = distinct_first(zones())
            yield from pool.map(
                partial(compare_changes, years=range(first, last + 1), instants=options.instants), places
            )
            return
        worlds = -(-options.count // options.questions)
        chunks = [range(start, min(start + 20, worlds)) for start in range(0, worlds, 20)]
        ask = partial(compare_worlds, options.seed, questions=options.questions, places=zones())
        yield from pool.map(ask, chunks)


def _report(seed: str, tally: Tally, seconds: float) -> str:
    lines = [
        f"seed {seed}; {tally.count:,} comparisons; {tally.differences} differences; {len(tally.zones)} zones; "
        f"{100 * tally.at_edges // max(1, tally.instants)} % aimed at edges; {seconds:.0f} s",
        *(f"  {number:>12,}  {name}" for name, number in sorted(tally.kinds.items())),
        *tally.examples,
    ]
    return "\n".join(lines)


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
