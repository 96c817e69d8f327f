"""Mutated documents through every loader: a policy or a `PolicyError` comes out, and nothing else (P3).

    python -m documents.fuzz --bytes 24000000 --seed 7 --loader yaml

The documents that are mutated: those of the tests, the catalogue, the examples, the documentation's blocks, and some at
random. Ends with status 1 where anything else came out; `--number N` does a single one again.
"""

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import example
from documents.mutations import chosen, mutated_data, mutated_text
from documents.random_policies import random_document
from slapolicy import Policy, PolicyError, catalog
from slapolicy.texts.reading import read_json, read_toml, read_yaml
from slapolicy.texts.writing import write_json, write_toml, write_yaml

ROOT = Path(__file__).resolve().parents[2]
READERS: dict[str, Callable[[str], Any]] = {"yaml": read_yaml, "toml": read_toml, "json": read_json}
WRITERS: dict[str, Callable[[Any], str]] = {"yaml": write_yaml, "toml": write_toml, "json": write_json}
LOADERS: dict[str, Callable[[Any], Policy]] = {
    "yaml": Policy.from_yaml,
    "json": Policy.from_json,
    "toml": Policy.from_toml,
    "dict": Policy.from_dict,
}


class Outcome(NamedTuple):
    """What came out of one loader: how many documents and bytes, what became of them, and what else there was."""

    documents: int
    size: int
    seen: Counter[str]
    others: list[str]


def documents() -> list[dict[str, Any]]:
    """Whole policies as plain data, from everywhere where there are some, and a few at random."""
    found: list[Any] = [example.document()]
    found += [getattr(catalog, name)().to_dict() for name in catalog.__all__]
    found += [read_yaml(path.read_text(encoding="utf-8")).data for path in sorted(ROOT.glob("examples/*.yaml"))]
    found += [random_document("fuzz", number) for number in range(6)]
    return [data for data in found if isinstance(data, dict)]


def blocks(language: str) -> list[str]:
    """The blocks of the documentation in a language, whole policies or not."""
    pages = (path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("docs/**/*.md")))
    return [block for page in pages for block in re.findall(rf"^```{language}\n(.*?)^```", page, re.S | re.M)]


def seeds(loader: str) -> Sequence[Any]:
    """What a loader's mutations begin with."""
    if loader == "dict":
        return documents()
    return [*map(WRITERS[loader], documents()), *blocks(loader), *([example.YAML] if loader == "yaml" else ())]


def mutated(loader: str, begun: Sequence[Any], seed: str, number: int) -> Any:
    """The mutation of a number."""
    origin, random = chosen(begun, f"{seed}:{loader}", number)
    if loader == "dict":
        return mutated_data(origin, random)
    if random.random() < 0.4:  # change parts, and write what may be written
        try:
            written = WRITERS[loader](mutated_data(READERS[loader](origin).data, random))
        except (ValueError, TypeError, AttributeError, RecursionError):
            written = ""
        if written:
            return written
    return mutated_text(origin, random)


def outcome(loader: str, document: Any) -> str:
    """What becomes of a document: read, refused, or whatever must not happen."""
    try:
        LOADERS[loader](document)
    except PolicyError as refused:
        return "refused" if refused.faults and str(refused) else "an error without a fault"
    except Exception as other:
        return f"{type(other).__name__}: {str(other)[:200]!r}"
    return "read"


def fuzz(loader: str, *, seed: str, size: int) -> Outcome:
    """Mutations through a loader until so many bytes have been read."""
    begun = seeds(loader)
    seen: Counter[str] = Counter()
    others: list[str] = []
    number = done = 0
    while done < size:
        document = mutated(loader, begun, seed, number)
        came = outcome(loader, document)
        if came not in ("read", "refused"):
            others.append(f"{loader}, seed {seed}, number {number}: {came}")
        seen[came if came in ("read", "refused") else "other"] += 1
        done += len(document.encode("utf-8", "surrogatepass")) if isinstance(document, str) else len(repr(document))
        number += 1
    return Outcome(number, done, seen, others)


def main() -> int:
    parser = argparse.ArgumentParser(description="Mutated documents through every loader.")
    parser.add_argument("--bytes", type=int, default=200_000, help="so many for each loader")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--loader", choices=[*LOADERS], action="append")
    parser.add_argument("--number", type=int, help="only this one, with all that it says")
    options = parser.parse_args()
    failed = False
    for loader in options.loader or LOADERS:
        if options.number is not None:
            document = mutated(loader, seeds(loader), options.seed, options.number)
            sys.stdout.write(f"{document!r}\n{LOADERS[loader](document)!r}\n")
            continue
        begun = time.perf_counter()
        result = fuzz(loader, seed=options.seed, size=options.bytes)
        became = ", ".join(f"{count:,} {came}" for came, count in result.seen.most_common())
        told = f"{loader}: {result.documents:,} documents, {result.size:,} bytes, seed {options.seed}, {became}"
        sys.stdout.write("\n".join([f"{told}, {time.perf_counter() - begun:.0f} s", *result.others[:20], ""]))
        failed = failed or bool(result.others)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
