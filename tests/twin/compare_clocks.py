"""A long comparison of the engine's clocks with the twin's; a script, not a test, because it runs for minutes.

    .ci/run compare-clocks --count 1000000 --seed 7 --jobs 2

One policy, one ticket and one instant with all that is answered of the clock is one comparison. Each case follows from
the seed and its number alone, whatever the number of jobs. The exit status is 1 where an answer differs.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import combinations
from random import Random
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from slapolicy import ClockReport, Policy, Ticket
from slapolicy.errors import SlapolicyError
from twin.bitmap_twin import DAY, SECOND
from twin.clock_cases import Case, clock_points, random_case
from twin.clock_coverage import coverage
from twin.clock_tape import MINUTE, Outside
from twin.clock_twin import Life

TICK = timedelta(microseconds=1)
INSTANTS = (
    "started_at",
    "ended_at",
    "due_at",
    "original_due_at",
    "if_resumed_now",
    "breached_at",
    "detected_at",
    "next_change_at",
)
SPANS = ("used", "left", "used_elapsed", "left_elapsed")


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


def answered(clock: ClockReport, first: datetime) -> list[dict[str, Any]]:
    """The engine's answer in the twin's words: microseconds since the first minute."""

    def ticks(at: datetime | None) -> int | None:
        return None if at is None else (at.astimezone(UTC) - first) // TICK

    return [
        {
            "number": cycle.number,
            "state": str(cycle.state),
            "verdict": str(cycle.verdict),
            "limit": cycle.limit,
            "warnings": [(warning.id, ticks(warning.at), warning.fired) for warning in cycle.warnings],
            **{key: ticks(getattr(cycle, key)) for key in INSTANTS},
            **{key: None if (span := getattr(cycle, key)) is None else span // TICK for key in SPANS},
        }
        for cycle in clock.cycles
    ]


class Played(NamedTuple):
    """A case with its policy, its ticket and the twin's view of it."""

    case: Case
    policy: Policy
    ticket: Ticket
    life: Life


def play(case: Case) -> Played:
    policy = case.policy()
    return Played(case, policy, case.ticket(), case.life(policy.targets["t"]))


def compare_at(played: Played, ask: int, zone: str = "UTC") -> tuple[list[dict[str, Any]], str]:
    """What the twin expects at an instant, and what differs from it; nothing where the answers are the same."""
    case, expected = played.case, played.life.answers(ask)
    at = (case.room.first + ask * TICK).astimezone(ZoneInfo(zone))
    try:
        clock = played.policy.evaluate(played.ticket, at=at).clocks["t"]
    except SlapolicyError as refused:
        return expected, f"error: {refused}"
    found = answered(clock, case.room.first)
    if len(found) != len(expected):
        return expected, f"cycles: expected {len(expected)}, answered {len(found)}"
    for mine, its in zip(expected, found, strict=True):
        for key, right in mine.items():
            if its[key] != right:
                words = f"expected {show(case, key, right)}, answered {show(case, key, its[key])}"
                return expected, f"{key}: cycle {mine['number']}: {words}"
    return expected, ""


def show(case: Case, key: str, answer: Any) -> str:
    if answer is None:
        return "None"
    if key in INSTANTS:
        return f"{case.room.first + answer * TICK:%a %m-%d %H:%M:%S.%f}"
    if key == "warnings":
        return str([(name, show(case, "due_at", at), fired) for name, at, fired in answer])
    return str(answer * TICK) if key in SPANS else str(answer)


def instants(played: Played, random: Random, count: int) -> list[tuple[int, bool]]:
    """Instants to ask about; most of them at an event or at a point of the clock, or a microsecond beside one."""
    times = sorted({at * MINUTE for at, _, _ in played.case.events})
    points = times + [point for at in times for point in clock_points(played.life, at)]
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
        for pair in combinations(sorted(case.seen), 2):
            tally.pairs[pair] += 1
        tally.singles.update(case.seen)
        tally.orders.add(tuple(case.target["precedence"]))
        told = False
        for ask, at_edge in asked:
            zone = case.room.zone if random.random() < 0.1 else "UTC"
            try:
                expected, found = compare_at(played, ask, zone)
            except Outside:
                continue
            tally.count += 1
            tally.at_edges += at_edge
            if expected:
                tally.outcomes[f"{expected[-1]['state']}, {expected[-1]['verdict']}"] += 1
            if found:
                tally.differences += 1
                tally.fields[found.partition(":")[0]] += 1
                if not told and len(tally.examples) < 20:
                    tally.examples.append(f"case {number}\n" + example(*smallest(case, ask)))
                told = True
    return tally


def smallest(case: Case, ask: int) -> tuple[Case, int]:
    """The same difference with fewer events and settings."""
    kind = compare_at(play(case), ask)[1].partition(":")[0]

    def differs(smaller: Case) -> bool:
        try:
            return compare_at(play(smaller), ask)[1].partition(":")[0] == kind
        except (SlapolicyError, Outside):
            return False

    again = True
    while again:
        again = False
        for smaller in _smaller(case):
            if differs(smaller):
                case, again = smaller, True
                break
    return case, ask


def _smaller(case: Case) -> Iterator[Case]:
    for number, (at, name, facts) in enumerate(case.events):
        others = case.events[:number], case.events[number + 1 :]
        yield case._replace(events=others[0] + others[1])
        for key in facts:
            less = {fact: held for fact, held in facts.items() if fact != key}
            yield case._replace(events=(*others[0], (at, name, less), *others[1]))
    for key, held in case.target.items():
        if key not in ("within", "every", "stop", "completed_by"):
            yield case._replace(target={name: kept for name, kept in case.target.items() if name != key})
        parts = (
            list(held.items()) if isinstance(held, dict) else list(enumerate(held)) if isinstance(held, list) else []
        )
        for step, part in parts:
            if (
                key in ("start", "stop", "pause", "resume", "reset", "cancel", "reopen", "completed_by")
                and len(parts) > 1
            ):
                yield case._replace(target=case.target | {key: part})
            elif key == "warn":
                yield case._replace(target=case.target | {key: [each for at, each in parts if at != step]})
            elif key in ("within", "every", "on_change") and len(parts) > 1:
                fewer = [(at, each) for at, each in parts if at != step]
                yield case._replace(
                    target=case.target | {key: dict(fewer) if isinstance(held, dict) else [e for _, e in fewer]}
                )
            if key in ("within", "every") and isinstance(part, dict) and len(parts) == 1:
                yield case._replace(target=case.target | {key: part["limit"]})


def example(case: Case, ask: int) -> str:
    lines = [f"  {key}: {held}" for key, held in case.target.items()]
    lines += [
        f"  {case.room.first + timedelta(minutes=at):%a %m-%d %H:%M} {name} {facts or ''}"
        for at, name, facts in case.events
    ]
    hours = f"  hours {case.room.kind}, {case.room.zone}" + (f": {case.room.sheet}" if case.room.kind == "odd" else "")
    return "\n".join([hours, *lines, f"  asked {show(case, 'due_at', ask)}", f"  {compare_at(play(case), ask)[1]}"])


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
            sys.stderr.write(
                f"\r{tally.count:,} comparisons, {tally.differences} differences, {time.perf_counter() - begun:.0f} s  "
            )
            sys.stderr.flush()
    sys.stderr.write("\n")
    sys.stdout.write(_report(options.seed, tally, time.perf_counter() - begun) + "\n")
    return 1 if tally.differences else 0


def _report(seed: str, tally: Tally, seconds: float) -> str:
    lines = [
        f"seed {seed}; {tally.count:,} comparisons in {tally.cases:,} cases; {tally.differences} differences; "
        f"{100 * tally.at_edges // max(1, tally.count)} % aimed at edges; {seconds:.0f} s",
        *coverage(tally.singles, tally.pairs, len(tally.orders)),
        *(f"  {number:>12,}  {name}" for name, number in sorted(tally.outcomes.items())),
        *(f"  {number:>12,}  differ in {name}" for name, number in tally.fields.most_common()),
        *tally.examples,
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
