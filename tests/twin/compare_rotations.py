"""A long comparison of rotations with their twin; a script, not a test, because it runs for minutes.

    .ci/run compare rotations --count 300000 --seed 7 --jobs 2     rotations at random, most around an offset change
    .ci/run compare rotations --changes --jobs 2                   every zone, every offset change from 2000 to 2040

One question with one answer is one comparison. Each case follows from the seed and its number alone, whatever the
number of jobs. The exit status is 1 where an answer differs.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from slapolicy.errors import PolicyError
from slapolicy.escalation import Rotation
from twin.questions import Tally
from twin.rotation_cases import Case, changed_minutes, random_case
from twin.rotation_twin import DAY, MINUTE, RotationTwin, Row, Swap
from twin.worlds_at_random import changes_in, distinct_first, zones

KINDS = ("on_call",) * 4 + ("next_change",) * 3 + ("shifts", "gaps", "handovers")
REFUSED = {"never-on-duty", "ends-first"}
"""What a case at random may be refused for at the door."""


def accepted(case: Case) -> bool:
    """Whether it is a rotation: no layer that is never seen, no override that ends before it starts."""
    try:
        case.rotation()
    except PolicyError as refused:
        if {fault.code for fault in refused.faults} - REFUSED:
            raise
        return False
    return True


class Duel:
    """A rotation and its twin, asked the same."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.rotation: Rotation = case.rotation()
        self.twin: RotationTwin = case.twin()
        self.edges = [start for start, _, _ in self.twin.stretches(0, len(self.twin.owners))]

    def minute(self, random: Random) -> int:
        """A minute to ask about: most times one at which the person changes, or beside one."""
        last = len(self.twin.owners) - 1
        if random.random() < 0.7:
            return min(max(random.choice(self.edges) + random.choice((-1, 0, 0, 1)), 0), last)
        return random.randrange(last)

    def at(self, minute: int) -> datetime:
        return self.case.first + MINUTE * minute

    def ask(self, kind: str, random: Random) -> str:
        """An empty text where both answer the same, otherwise what differs."""
        one, other = sorted((self.minute(random), self.minute(random)))
        one = max(one, 1)  # what was before the first minute, the twin does not know
        zone = ZoneInfo(self.case.zone) if random.random() < 0.2 else UTC
        start, end = self.at(one).astimezone(zone), self.at(other).astimezone(zone)
        expected: Any
        found: Any
        if kind == "on_call":
            if (
                zone is UTC
            ):  # elsewhere, arithmetic is the wall clock's, and takes the second of two hours for the first
                start += timedelta(microseconds=random.choice((0, 0, 1, 59_999_999)))
            expected, found = self.twin.owners[one], self.rotation.on_call(start)
        elif kind == "next_change":
            minute, found = self.twin.next_change(one), self.rotation.next_change(start)
            # In UTC: a datetime in the hour that a clock repeats equals none of another zone.
            found = found and found.astimezone(UTC)
            past = found is None or found >= self.at(len(self.twin.owners))
            expected, found = (None, None) if minute is None and past else (minute and self.at(minute), found)
        else:
            expected, found = self._over(kind, one, other, (start, end))
        return "" if expected == found else f"{kind} {start} to {end}: expected {expected}, answered {found}"

    def _over(self, kind: str, one: int, other: int, span: tuple[datetime, datetime]) -> tuple[Any, Any]:
        """Over a span, the engine's answers in UTC."""
        if kind == "handovers":
            changes = [(self.at(s), owner) for s, _, owner in self.twin.stretches(one - 1, other)][1:]
            return changes, [(each.at.astimezone(UTC), each.owner) for each in self.rotation.handovers(*span)]
        known = [(self.at(s), self.at(e), owner) for s, e, owner in self.twin.stretches(one, other)]
        if kind == "gaps":
            gaps = [(each.start.astimezone(UTC), each.end.astimezone(UTC)) for each in self.rotation.gaps(*span)]
            return [(s, e) for s, e, owner in known if owner is None], gaps
        shifts = [(s.start.astimezone(UTC), s.end.astimezone(UTC), s.owner) for s in self.rotation.shifts(*span)]
        return [each for each in known if each[2] is not None], shifts


def compare_cases(seed: str, numbers: range, questions: int, places: list[str]) -> Tally:
    tally = Tally()
    for number in numbers:
        case = random_case(seed, number, places)
        if not accepted(case):
            tally.kinds["(refused at the door)"] += 1
            continue
        duel = Duel(case)
        random = Random(f"{seed}:{number}:questions")
        tally.zones.add(case.zone)
        tally.kinds["(rotations)"] += 1
        for _ in range(questions):
            count(tally, duel, random.choice(KINDS), random)
    return tally


def count(tally: Tally, duel: Duel, kind: str, random: Random) -> None:
    tally.count += 1
    tally.kinds[kind] += 1
    if found := duel.ask(kind, random):
        tally.differences += 1
        if len(tally.examples) < 20:
            tally.examples.append(f"{duel.case}\n  {found}")


def compare_changes(zone: str, years: range, questions: int) -> Tally:
    """A rotation with hand-overs, hours and overrides in the hour of each offset change of a zone."""
    tally = Tally()
    tally.zones.add(zone)
    for change in (change for year in years for change in changes_in(zone, year)):
        tally.kinds["(offset changes)"] += 1
        for number, case in enumerate(cases_at(zone, change)):
            random = Random(f"{zone}:{change}:{number}")
            duel = Duel(case)
            for kind in dict.fromkeys(KINDS):
                for _ in range(questions):
                    count(tally, duel, kind, random)
    return tally


def cases_at(zone: str, change: datetime) -> Iterator[Case]:
    """Hand-overs at a time that the change skips or repeats, and at its two ends; hours and an override there too."""
    random = Random(f"{zone}:{change}")
    shown = change.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, tzinfo=None)
    aimed = changed_minutes(zone, change)
    for minute in (aimed[2], aimed[7], aimed[12]):
        later, starts = (minute + 60) % 1440, shown - DAY * 7 + MINUTE * minute
        below = Row(("Ada", "Grace", "Lin"), DAY * random.choice((1, 7)), True, starts, zone)
        hours = ((minute, minute + 30), (later, later + 30))
        above = Row(("Joan",), MINUTE * 720, False, starts, zone, (hours,) * 7)
        swap = Swap(shown + MINUTE * minute, shown + MINUTE * (minute + random.choice((20, 60, 90))), "Mary")
        bare = Case((below,), (), zone, change, around=1)
        yield random.choice((bare, bare, bare._replace(rows=(below, above), swaps=(swap,))))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="compare rotations", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=100_000, help="comparisons to make, a few more or less")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--questions", type=int, default=300, help="questions about each rotation")
    parser.add_argument("--changes", action="store_true", help="every zone and every offset change instead")
    parser.add_argument("--years", default="2000-2040", help="with --changes: the years of the changes")
    options = parser.parse_args(arguments)
    begun = time.perf_counter()
    tally = Tally()
    with ProcessPoolExecutor(options.jobs) as pool:
        for part in _parts(options, pool):
            tally.add(part)
            seconds = time.perf_counter() - begun
            sys.stderr.write(f"\r{tally.count:,} comparisons, {tally.differences} differences, {seconds:.0f} s  ")
    report = [
        f"\nseed {options.seed}; {tally.count:,} comparisons; {tally.differences} differences; "
        f"{len(tally.zones)} zones; {time.perf_counter() - begun:.0f} s",
        *(f"  {number:>12,}  {name}" for name, number in sorted(tally.kinds.items())),
        *tally.examples,
    ]
    sys.stdout.write("\n".join(report) + "\n")
    return 1 if tally.differences else 0


def _parts(options: argparse.Namespace, pool: ProcessPoolExecutor) -> Iterator[Tally]:
    if options.changes:
        first, last = map(int, options.years.split("-"))
        task = partial(compare_changes, years=range(first, last + 1), questions=min(options.questions, 3))
        yield from pool.map(task, distinct_first(zones()))
        return
    cases = -(-options.count // options.questions)
    chunks = [range(start, min(start + 20, cases)) for start in range(0, cases, 20)]
    yield from pool.map(partial(compare_cases, options.seed, questions=options.questions, places=zones()), chunks)


if __name__ == "__main__":
    sys.exit(main())
