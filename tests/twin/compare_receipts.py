"""A long check of receipts; a script, kept out of the tests because it runs for minutes.

    .ci/run compare receipts --count 100000 --seed 7 --jobs 2

So many receipts have to be accepted, and the same ones with one number altered each, and the digest made anew, have
to be rejected. Each receipt follows from the seed and its number alone. The exit status is 1 where one is judged wrong.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from random import Random

from slapolicy.verifier import verify
from twin.receipt_cases import altered, random_receipt


class Tally:
    """What was checked, of what kinds, and what was judged wrong."""

    def __init__(self) -> None:
        self.accepted = self.rejected = 0
        self.kinds: Counter[str] = Counter()
        self.wrong: list[str] = []

    def add(self, other: "Tally") -> None:
        self.accepted += other.accepted
        self.rejected += other.rejected
        self.kinds.update(other.kinds)
        self.wrong += other.wrong


def check(seed: str, numbers: range) -> Tally:
    """A receipt of each number, as it is and altered."""
    tally = Tally()
    for number in numbers:
        receipt = random_receipt(seed, number)
        found = verify(receipt)
        tally.accepted += not found
        tally.wrong += [f"{number}: refused, though right: {'; '.join(found[:3])}"] if found else []
        forged, what = altered(receipt, Random(f"{seed}:{number}:altered"))
        refused = bool(verify(forged))
        tally.rejected += refused
        tally.wrong += [] if refused else [f"{number}: accepted, though altered: {what}"]
        tally.kinds[f"{receipt['state']}, {receipt['verdict']}"] += 1
        tally.kinds["limit " + " ".join((receipt["limit"] or "0 none").split()[1:])] += 1
        tally.kinds[
            "altered " + ".".join(word for word in what.partition(":")[0].split(".") if not word.isdigit())
        ] += 1
        tally.kinds["with pauses"] += bool(receipt["pauses"])
    return tally


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="compare_receipts", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=10_000, help="receipts, each as it is and altered")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args(arguments)
    begun = time.perf_counter()
    tally = Tally()
    chunks = [range(start, min(start + 192, options.count)) for start in range(0, options.count, 192)]
    with ProcessPoolExecutor(options.jobs) as pool:
        for part in pool.map(partial(check, options.seed), chunks):
            tally.add(part)
            seconds = time.perf_counter() - begun
            sys.stderr.write(f"\r{tally.accepted:,} accepted, {tally.rejected:,} rejected, {seconds:.0f} s  ")
            sys.stderr.flush()
    sys.stderr.write("\n")
    lines = [
        f"seed {options.seed}; {options.count:,} receipts, {tally.accepted:,} accepted; "
        f"{options.count:,} altered, {tally.rejected:,} rejected; {time.perf_counter() - begun:.0f} s",
        *(f"  {number:>9,}  {kind}" for kind, number in sorted(tally.kinds.items())),
        *tally.wrong[:20],
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
