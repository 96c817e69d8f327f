"""Differences of policies at length: nothing is called equal that isn't, and every witness shows what its change says.

    PYTHONPATH=tests python -m twin.compare_diffs --count 20000 --seed 7 --jobs 2

Half of the pairs are small, and every combination of facts is tried at every start of a grid; the others have every key
of the language, and are asked about tickets at random.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from laws.diff_cases import disagreements, random_pair, random_tickets, unshown, unswapped
from laws.diff_worlds import small_pair, try_everything
from slapolicy.analysis import Diff, diff


class Tally:
    """What was seen: how many pairs, which changes, what was wrong."""

    def __init__(self) -> None:
        self.pairs = self.equal = 0
        self.kinds: Counter[str] = Counter()
        self.wrong: list[str] = []

    def add(self, other: "Tally") -> None:
        self.pairs += other.pairs
        self.equal += other.equal
        self.kinds.update(other.kinds)
        self.wrong += other.wrong

    def count(self, found: Diff) -> None:
        self.pairs += 1
        self.equal += not found
        for change in found:
            shown = "shown" if change.witnesses else "without a ticket"
            self.kinds[f"{change.part}, {change.verdict}, {shown}"] += 1


def check(seed: str, years: tuple[int, int], numbers: range) -> Tally:
    """One pair of each number: small ones and large ones in turns."""
    tally = Tally()
    for number in numbers:
        pair = (small_pair if number % 2 else random_pair)(seed, number)
        found = diff(*pair, years=years)
        tally.count(found)
        wrong = [*unshown(pair, found)]
        if number % 2:
            wrong += try_everything(*pair, found)
        else:
            wrong += disagreements(pair, found, random_tickets(f"{seed}:{number}", pair, 40))
        if swapped := unswapped(found, diff(*reversed(pair), years=years)):
            wrong.append(f"swapped: {swapped}")
        tally.wrong += [f"{number}: {each[:600]}" for each in wrong[:3]]
    return tally


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="compare_diffs", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=1_000, help="pairs of policies")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--years", type=int, nargs=2, default=(2026, 2026), help="the first and the last year")
    options = parser.parse_args(arguments)
    begun = time.perf_counter()
    tally = Tally()
    first, last = options.years
    chunks = [range(start, min(start + 16, options.count)) for start in range(0, options.count, 16)]
    with ProcessPoolExecutor(options.jobs) as pool:
        for part in pool.map(partial(check, options.seed, (first, last)), chunks):
            tally.add(part)
            sys.stderr.write(
                f"\r{tally.pairs:,} pairs, {len(tally.wrong)} wrong, {time.perf_counter() - begun:.0f} s  "
            )
            sys.stderr.flush()
    sys.stderr.write("\n")
    lines = [
        f"seed {options.seed}; {tally.pairs:,} pairs, {tally.equal:,} without a difference; "
        f"{len(tally.wrong)} wrong; {time.perf_counter() - begun:.0f} s",
        *(f"  {number:>9,}  {kind}" for kind, number in sorted(tally.kinds.items())),
        *tally.wrong[:20],
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
