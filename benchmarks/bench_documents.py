"""Loading policies: a hundred rules from each language, and texts that are made to hurt, each with its goal.

python benchmarks/bench_documents.py [--quick]
"""

import argparse
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import process_time
from typing import Any

from measuring import machine, markdown, median, release

from slapolicy import Policy, PolicyError

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from documents.hostile import HOSTILE
from slapolicy.texts.writing import write_json, write_toml, write_yaml

LOADERS: dict[str, Callable[[Any], Policy]] = {
    "yaml": Policy.from_yaml,
    "json": Policy.from_json,
    "toml": Policy.from_toml,
    "dict": Policy.from_dict,
}
GOALS = {"yaml": 60, "json": 15}
"""Milliseconds for a policy of a hundred rules."""
REFUSED_WITHIN, REFUSED_WITH = 200, 50
"""Milliseconds and megabytes for a text that is refused."""


def hundred_rules() -> dict[str, Any]:
    """Fifty rules for the severity and fifty for the ladder, with conditions as people write them."""
    severity = [
        {"id": f"s{n}", "when": {"symptom": [f"a{n}", f"b{n}"], "refund": {"gt": n}, "vip": True}, "then": f"P{n % 3}"}
        for n in range(50)
    ]
    ladder = [
        {
            "id": f"e{n}",
            "when": {"symptom": f"a{n}", "severity": ["P0", "P1"]},
            "unacknowledged": "15 minutes",
            "to": "next",
        }
        for n in range(50)
    ]
    return {
        "slapolicy": 1,
        "name": "a hundred rules",
        "calendars": {"office": {"tz": "Europe/Zurich", "hours": {"mon-fri": "09:00-17:00"}}},
        "calendar": "office",
        "severity": {"levels": ["P0", "P1", "P2"], "rules": severity},
        "targets": {
            "reply": {"stop": "replied", "within": {"P0": "2 hours", "P1": "4 business hours", "P2": "1 week"}}
        },
        "owners": {"desk": "Desk", "lead": "Lead"},
        "escalation": {"levels": [{"name": "a", "owner": "desk"}, {"name": "b", "owner": "lead"}], "rules": ladder},
    }


def taken(load: Callable[[Any], Policy], document: object) -> float:
    """Milliseconds of work to load a document, or to refuse it; whoever else is at work does not count."""
    begun = process_time()
    with suppress(PolicyError):
        load(document)
    return (process_time() - begun) * 1e3


def loading(rounds: int) -> Iterator[list[str]]:
    document = hundred_rules()
    texts = {"yaml": write_yaml(document), "json": write_json(document), "toml": write_toml(document), "dict": document}
    for language, text in texts.items():
        times = [taken(LOADERS[language], text) for _ in range(rounds)]
        goal = GOALS.get(language)
        size = f"{len(text):,} characters" if isinstance(text, str) else ""
        verdict = "" if goal is None else "reached" if median(times) <= goal else "MISSED"
        row = [language, size, f"{median(times):.1f} ms", f"{min(times):.1f} ms"]
        yield [*row, f"≤ {goal} ms" if goal else "", verdict]


def refusing(rounds: int) -> Iterator[tuple[bool, list[str]]]:
    for language, texts in HOSTILE.items():
        for what, text in texts.items():
            time = median([taken(LOADERS[language], text) for _ in range(rounds)])
            tracemalloc.start()
            taken(LOADERS[language], text)
            peak = tracemalloc.get_traced_memory()[1] / 1e6
            tracemalloc.stop()
            fine = time <= REFUSED_WITHIN and peak <= REFUSED_WITH
            yield fine, [f"{language}: {what}", f"{time:.1f} ms", f"{peak:.1f} MB", "reached" if fine else "MISSED"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds: a trial, not a result")
    quick = parser.parse_args().quick
    rounds = 3 if quick else 21
    print(f"\n{machine()}; PyYAML {release('PyYAML')}; medians of {rounds} rounds\n")
    print(markdown(["a hundred rules", "", "median", "best", "goal", ""], list(loading(rounds))))
    print(f"\nRefused within {REFUSED_WITHIN} ms and {REFUSED_WITH} MB; medians of {min(rounds, 5)} rounds\n")
    refused = list(refusing(min(rounds, 5)))
    print(markdown(["made to hurt", "time", "memory", ""], [row for _, row in refused]))
    return 0 if all(fine for fine, _ in refused) else 1


if __name__ == "__main__":
    sys.exit(main())
