"""A long comparison of checks with their twin; a script, not a test, because it runs for minutes.

    .ci/run compare checks --count 20000 --seed 7 --jobs 2

One comparison is one policy: each finding with its place and its level, none more and none less. What a finding shows
is shown by a ticket of these facts. Each policy follows from the seed and its number alone, whatever the number of
jobs. The exit status is 1 where something differs.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from slapolicy import Policy
from slapolicy.analysis import check
from twin.check_cases import random_document
from twin.check_shown import shows
from twin.check_twin import CheckTwin, Found
from twin.ladder_check_twin import LadderCheckTwin


class Tally:
    """What was compared, and what differed."""

    def __init__(self) -> None:
        self.count = self.differences = 0
        self.codes: Counter[str] = Counter()
        self.examples: list[str] = []

    def add(self, other: "Tally") -> None:
        self.count += other.count
        self.differences += other.differences
        self.codes.update(other.codes)
        self.examples = (self.examples + other.examples)[:20]


def difference(policy: Policy, tally: Tally) -> list[str]:
    """What is found by one of the two only, and what is not as it is shown."""
    findings = [each for each in check(policy) if not _is_proved_elsewhere(each.code, each.path[0])]
    twin = CheckTwin(policy)
    wanted: Counter[Found] = Counter([*twin.found(), *LadderCheckTwin(policy, twin).found()])
    found: Counter[Found] = Counter((each.code, each.place, each.level.value) for each in findings)
    tally.codes.update(f"{each.code}, {each.level}" for each in findings)
    told = [f"missing: {each}" for each in wanted - found]
    told += [f"false: {each}" for each in found - wanted]
    return told + [f"not shown: {each}" for each in findings if not shows(policy, each)]


def _is_proved_elsewhere(code: str, part: object) -> bool:
    return code.startswith("unused-") or code == "never-reached" or (part == "severity" and code != "always-holds")


def compare(seed: str, numbers: Iterable[int]) -> Tally:
    tally = Tally()
    for number in numbers:
        document = random_document(seed, number)
        told = difference(Policy.from_dict(document), tally)
        tally.count += 1
        tally.differences += bool(told)
        if told and len(tally.examples) < 20:
            tally.examples.append("\n".join([f"policy {number}", str(document), *told]))
    return tally


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="compare checks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=20_000, help="policies to check")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args(arguments)
    begun, tally = time.perf_counter(), Tally()
    parts = [range(start, min(start + 100, options.count)) for start in range(0, options.count, 100)]
    with ProcessPoolExecutor(options.jobs) as pool:
        for part in pool.map(partial(compare, options.seed), parts):
            tally.add(part)
            sys.stderr.write(f"\r{tally.count:,} policies, {tally.differences} differ  ")
            sys.stderr.flush()
    sys.stdout.write(_report(options.seed, tally, time.perf_counter() - begun) + "\n")
    return 1 if tally.differences else 0


def _report(seed: str, tally: Tally, seconds: float) -> str:
    lines = [
        f"\nseed {seed}; {tally.count:,} policies; {tally.differences} differ; {seconds:.0f} s; findings:",
        *(f"  {number:>12,}  {code}" for code, number in sorted(tally.codes.items())),
        *tally.examples,
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
