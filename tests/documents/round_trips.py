"""Policies at random through every spelling and back, under several seeds of Python's hashes, at length (P1, P2).

    python -m documents.round_trips --count 20000 --seed 7

Each of five processes, every one with another `PYTHONHASHSEED`, takes its share of the documents through YAML, TOML,
JSON and plain data; and all five take the same tenth of them, whose fingerprints and texts have to be the same bytes.
Ends with status 1 where anything was lost.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from documents.random_policies import Document, random_document
from slapolicy import Policy
from slapolicy.texts.writing import write_json, write_toml, write_yaml

HASH_SEEDS = ("0", "1", "2", "12345", "4294967295")
SPELLINGS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Policy], Callable[[Policy], Any]]] = {
    "yaml": (write_yaml, Policy.from_yaml, Policy.to_yaml),
    "toml": (write_toml, Policy.from_toml, Policy.to_toml),
    "json": (write_json, Policy.from_json, Policy.to_json),
    "dict": (lambda document: document, Policy.from_dict, Policy.to_dict),
}


def losses(document: Document) -> Iterator[str]:
    """What is not the same after a round trip, in words."""
    policy = Policy.from_dict(document)
    for name, (write, read, written) in SPELLINGS.items():
        if read(write(document)) != policy:
            yield f"{name}: the author's document is another policy than as plain data"
        text = written(policy)
        back = read(text)
        if back != policy or hash(back) != hash(policy):
            yield f"{name}: another policy comes back"
        if back.fingerprint != policy.fingerprint:
            yield f"{name}: another fingerprint comes back"
        if repr(written(back)) != repr(text):
            yield f"{name}: another text is written the second time"


def digest(document: Document) -> str:
    """What must be the same bytes in every process: the fingerprint, and all that is written."""
    policy = Policy.from_dict(document)
    texts = [policy.fingerprint, *(repr(written(policy)) for _, _, written in SPELLINGS.values())]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def share(seed: str, count: int, number: int, shared: int) -> Iterator[str]:
    """One process's part: lines of losses, then the digests of what every process writes."""
    for document in range(number, count, len(HASH_SEEDS)):
        yield from (f"loss {document} {loss}" for loss in losses(random_document(seed, document)))
    for document in range(shared):
        yield f"digest {document} {digest(random_document(seed, document))}"


def run(seed: str, count: int, shared: int) -> tuple[list[str], int]:
    """All five processes, one after the other: what was lost, and how many digests were compared."""
    lost: list[str] = []
    digests: dict[str, set[str]] = {}
    for number, hash_seed in enumerate(HASH_SEEDS):
        command = [sys.executable, "-m", "documents.round_trips", "--seed", seed, "--count", str(count)]
        done = subprocess.run(
            [*command, "--shared", str(shared), "--share", str(number)],
            env=os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        for line in done.stdout.splitlines():
            kind, document, rest = line.split(" ", 2)
            if kind == "loss":
                lost.append(f"document {document} of seed {seed}, PYTHONHASHSEED={hash_seed}: {rest}")
            else:
                digests.setdefault(document, set()).add(rest)
    lost += [f"document {document}: processes differ" for document, seen in digests.items() if len(seen) > 1]
    return lost, len(digests)


def main() -> int:
    parser = argparse.ArgumentParser(description="Take policies at random through every spelling and back.")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--shared", type=int, help="documents that every process writes; default: a tenth")
    parser.add_argument("--share", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    shared = options.count // 10 if options.shared is None else options.shared
    if options.share is not None:
        sys.stdout.writelines(f"{line}\n" for line in share(options.seed, options.count, options.share, shared))
        return 0
    begun = time.perf_counter()
    lost, compared = run(options.seed, options.count, shared)
    told = (
        f"{options.count:,} documents of seed {options.seed} through {', '.join(SPELLINGS)}; {compared:,} written "
        f"alike under {len(HASH_SEEDS)} hash seeds; {len(lost):,} losses; {time.perf_counter() - begun:.0f} s"
    )
    sys.stdout.write("\n".join([told, *lost[:20], ""]))
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
