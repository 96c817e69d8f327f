"""Business time beside its peers, in one run: how fast, and how often right.

    python benchmarks/bench_business_time.py [--quick]

Works with whichever peers are installed, and leaves out the others by name. Ends with status 1 if slapolicy
itself gives an answer that the minute bitmap does not.
"""

import argparse
import signal
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from measuring import machine, markdown, median, micros, release
from peers import PEERS, NotExpressible, Peer, slapolicy
from questions import Group, Question, groups
from workload import DAY, NEW_YORK, Office, Operations, operations

OURS = "slapolicy"
LIBRARIES = {OURS: ("slapolicy", slapolicy), **PEERS}


class Effort(NamedTuple):
    """How much is measured."""

    operations: int
    rounds: int
    seconds: float  # for one library in one round, about
    questions: int


FULL = Effort(operations=10_000, rounds=7, seconds=0.15, questions=200)
QUICK = Effort(operations=1_000, rounds=3, seconds=0.03, questions=40)

Times = dict[tuple[str, str], list[float]]
"""For each library and each column, microseconds for one call, round by round; none where it raised."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer operations and rounds: a trial, not a result")
    effort = QUICK if parser.parse_args().quick else FULL
    warnings.simplefilter("ignore")
    installed = [name for name, (package, _) in LIBRARIES.items() if release(package)]
    print(f"{machine()}; " + ", ".join(f"{LIBRARIES[n][0]} {release(LIBRARIES[n][0])}" for n in installed))
    if missing := [name for name in LIBRARIES if name not in installed]:
        print(f"Not installed, so left out: {', '.join(missing)}")
    times = speed(installed, effort)
    print(
        f"\n{effort.operations:,} operations, medians of {effort.rounds} interleaved rounds; times as long as ours:\n"
    )
    print(speed_table(installed, times))
    print("\n" + "\n".join(goals(times)))
    wrong = correctness(installed, groups(effort.questions))
    return 1 if wrong else 0


# Speed


def speed(names: list[str], effort: Effort) -> Times:
    """All libraries on all workloads, in turns, so that a noisy moment hits everyone."""
    libraries = {name: LIBRARIES[name][1](DAY) for name in names}
    times: Times = {}
    for work in operations(effort.operations):
        measure(libraries, work, effort, times)
        if work.name == "a mix":
            local = work._replace(
                name="a mix, zoned",
                starts=[at.astimezone(NEW_YORK) for at in work.starts],
                ends=[at.astimezone(NEW_YORK) for at in work.ends],
            )
            measure({n: libraries[n] for n in (OURS, "workclock") if n in libraries}, local, effort, times)
    return times


def measure(libraries: dict[str, Peer], work: Operations, effort: Effort, times: Times) -> None:
    calls: dict[tuple[str, str], tuple[Callable[[Any, Any], object], list[datetime], list[Any]]] = {}
    for name, peer in libraries.items():
        amounts = [peer.amount(length) for length in work.amounts]
        calls[name, f"add, {work.name}"] = (peer.add, work.starts, amounts)
        calls[name, f"elapsed, {work.name}"] = (peer.elapsed, work.starts, work.ends)
    counts = {}
    for key, (function, left, right) in calls.items():
        try:
            micros(function, left[:1], right[:1])  # whatever is made at the first call
            micros(function, left, right) if key[0] == OURS else None
            each = micros(function, left[1:3], right[1:3]) / 1e6
        except Exception as refused:
            print(f"{key[0]}, {key[1]}: {type(refused).__name__}: {str(refused)[:100]}")
            continue
        counts[key] = len(left) if key[0] == OURS else min(len(left), max(1, round(effort.seconds / each)))
    for turn in range(effort.rounds):
        for key, count in counts.items():
            function, left, right = calls[key]
            first = turn * count % (len(left) - count + 1)
            chosen = slice(first, first + count)
            try:
                each = micros(function, left[chosen], right[chosen])
            except Exception as refused:
                print(f"{key[0]}, {key[1]}: now and then {type(refused).__name__}: {str(refused)[:100]}")
                calls[key] = (patient(function), left, right)
                each = micros(patient(function), left[chosen], right[chosen])
            times.setdefault(key, []).append(each)


def patient(function: Callable[[Any, Any], object]) -> Callable[[Any, Any], object]:
    """The same call, going on where the library gives up; the time counts all the same."""

    def call(left: object, right: object) -> object:
        try:
            return function(left, right)
        except Exception:
            return None

    return call


def ratio(times: Times, name: str, column: str) -> float | None:
    """How many times as long as slapolicy: the median over rounds, each compared with its own."""
    if (name, column) not in times:
        return None
    return median(theirs / ours for theirs, ours in zip(times[name, column], times[OURS, column], strict=True))


def speed_table(names: list[str], times: Times) -> str:
    columns = [column for name, column in times if name == OURS]
    rows = [[OURS, *(f"{median(times[OURS, column]):.2f} µs" for column in columns)]]
    for name in names[1:]:
        ratios = [ratio(times, name, column) for column in columns]
        rows.append([name, *("" if r is None else f"{r:,.1f}×" if r < 100 else f"{r:,.0f}×" for r in ratios)])
    return markdown(["", *columns], rows)


GOALS = (
    ("workclock", "a mix", 7),
    ("workclock", "a day", 5),
    ("pandas CustomBusinessHour", "a mix", 100),
    ("businesstimedelta", "a mix", 100),
)


def goals(times: Times) -> Iterator[str]:
    for name, work, goal in GOALS:
        for verb in ("add", "elapsed"):
            found = ratio(times, name, f"{verb}, {work}")
            if found is not None:
                verdict = "reached" if found >= goal else "MISSED"
                yield f"{verb}, {work}: {found:,.1f} times as fast as {name}; goal {goal}: {verdict}"


# Correctness


def correctness(names: list[str], asked: list[Group]) -> int:
    """Print how many answers differ from the bitmap, and return how many of ours do."""
    every = sum(len(group.questions) for group in asked)
    rows, ours = [], 0
    for name in names:
        counts = [judge(name, group) for group in asked]
        total = sum(counts, Counter())
        answered = every - total["unasked"]
        ours += total["wrong"] + total["raised"] if name == OURS else 0
        shares = [
            share(count["wrong"] + count["raised"], len(group.questions) - count["unasked"])
            for count, group in zip(counts, asked, strict=True)
        ]
        wrong = share(total["wrong"] + total["raised"], answered)
        rows.append([name, *shares, wrong, str(total["raised"] or ""), share(total["unasked"], every)])
    print(f"\n{every:,} questions, {len(asked[0].questions)} of each sort; answers that differ from the bitmap:\n")
    print(markdown(["", *(group.name for group in asked), "all", "raised", "can't express"], rows))
    return ours


def share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}".replace("%", " %").replace(".0 ", " ") if whole else "–"


def judge(name: str, group: Group) -> Counter[str]:
    """The verdicts on all answers of one library to one group."""
    try:
        peer = calendar(name, group.office)
    except NotExpressible:
        return Counter(unasked=len(group.questions))
    return Counter(verdict(peer, question) for question in group.questions)


def calendar(name: str, office: Office, known: dict[tuple[str, Office], Peer] = {}) -> Peer:  # noqa: B006 - a memory
    if (name, office) not in known:
        known[name, office] = LIBRARIES[name][1](office)
    return known[name, office]


def verdict(peer: Peer, question: Question) -> str:
    start, amount, end, right = question
    instants = [at - datetime.min.replace(tzinfo=UTC) for at in (start, end or start)]
    length = amount if amount is not None else abs(right) if isinstance(right, timedelta) else timedelta()
    if length % peer.step or any(at % peer.grid for at in instants):
        return "unasked"
    try:
        with at_most(5):
            found = peer.elapsed(start, end) if end else peer.add(start, peer.amount(amount or timedelta()))
    except Exception:
        return "raised"
    return "right" if found == right else "wrong"


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Give up on an answer that does not come."""

    def give_up(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


if __name__ == "__main__":
    sys.exit(main())
