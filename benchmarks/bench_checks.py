"""Checking policies of 400 rules over 6 declared facts, each with its goal.

python benchmarks/bench_checks.py [--quick]
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from time import process_time
from typing import Any

from measuring import machine, markdown, median, release

from slapolicy import Policy
from slapolicy.analysis import check

GOAL = 1_000
"""Milliseconds for a policy of 400 rules, wherever they stand."""
FACTS: dict[str, Any] = {
    "symptom": {"one_of": [f"symptom {number}" for number in range(8)]},
    "plan": {"one_of": ["free", "pro", "team", "enterprise"]},
    "region": {"one_of": ["eu", "us", "apac"]},
    "vip": "boolean",
    "workaround": "boolean",
    "users": "number",
}
LIMITS = ("2 hours", "4 business hours", "24 hours", "1 business day", "2 business days")


def a_test(chance: Random, fact: str) -> Any:
    match FACTS[fact]:
        case {"one_of": values}:
            return chance.sample(values, chance.randint(1, 3))
        case "boolean":
            return chance.random() < 0.5
        case _:
            return {chance.choice(["gt", "le"]): chance.choice([1, 10, 50, 100, 500, 1000])}


def a_condition(chance: Random, *more: str) -> dict[str, Any]:
    """Two to four of the facts; outside the severity's own rules that as well, now and then."""
    when = {fact: a_test(chance, fact) for fact in chance.sample(list(FACTS), chance.randint(2, 4))}
    return when | {fact: chance.choice(["P0", "P1", "P2"]) for fact in more if chance.random() < 0.3}


def severities(count: int) -> dict[str, Any]:
    chance = Random(1)
    rules = [{"when": a_condition(chance), "then": f"P{chance.randint(0, 2)}"} for _ in range(count)]
    return {"severity": {"levels": ["P0", "P1", "P2"], "rules": rules, "otherwise": "P2"}}


def limits(count: int) -> dict[str, Any]:
    chance = Random(2)
    rows = [{"when": a_condition(chance, "severity"), "limit": chance.choice(LIMITS)} for _ in range(count)]
    solution = {
        "stop": "resolved",
        "within": {"P0": "24 hours", "P1": "3 business days", "P2": "1 week", "unclear": "none"},
    }
    return {
        "targets": {"reply": {"stop": "replied", "within": [*rows, {"limit": "2 business days"}]}, "solution": solution}
    }


def ladder(count: int) -> dict[str, Any]:
    chance = Random(3)
    kinds: tuple[dict[str, Any], ...] = (
        {"unacknowledged": "15 minutes", "to": "next"},
        {"target": "reply", "at": "75%", "notify": "lead"},
    )
    rules = [
        {"id": f"rule {number}", "when": a_condition(chance, "severity"), **kinds[number % 2]}
        for number in range(count)
    ]
    return {"escalation": {"levels": [{"name": "a", "owner": "desk"}, {"name": "b", "owner": "lead"}], "rules": rules}}


def messages(count: int) -> dict[str, Any]:
    chance = Random(4)
    when = [a_condition(chance, "severity") for _ in range(count)]
    return {
        "updates": [
            {"id": f"rule {n}", "on": ["replied"], "when": each, "requires": ["eta"]} for n, each in enumerate(when)
        ]
    }


def policy(**parts: Any) -> Policy:
    common = {
        "name": "large",
        "facts": FACTS,
        "calendars": {"office": {"tz": "Europe/Zurich", "hours": {"mon-fri": "09:00-17:00"}}},
        "calendar": "office",
    }
    return Policy.from_dict(common | severities(0) | parts)


POLICIES: dict[str, Callable[[], Policy]] = {
    "100 each for severity, limits, ladder, messages": lambda: policy(
        **severities(100), **limits(100), **ladder(100), **messages(100)
    ),
    "400 rules of a severity": lambda: policy(**severities(400)),
    "400 rows of one target's limits": lambda: policy(**limits(400)),
    "400 rules of a ladder": lambda: policy(**ladder(400), **limits(0)),
    "400 rules on messages": lambda: policy(**messages(400)),
}


def taken(checked: Policy) -> float:
    """Milliseconds of work to check a policy; whoever else is at work does not count."""
    begun = process_time()
    check(checked)
    return (process_time() - begun) * 1e3


def rows(rounds: int) -> Iterator[list[str]]:
    for name, make in POLICIES.items():
        times = [taken(make()) for _ in range(rounds)]
        verdict = "reached" if median(times) <= GOAL else "MISSED"
        found = Counter(finding.code for finding in check(make()))
        codes = ", ".join(f"{number} {code}" for code, number in sorted(found.items())) or "nothing"
        yield [name, f"{median(times):,.0f} ms", f"≤ {GOAL:,} ms", verdict, codes]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="one round; its figures are no results")
    options = parser.parse_args()
    table = list(rows(1 if options.quick else 5))
    print(f"{machine()}; slapolicy {release('slapolicy')}")
    print(markdown(["400 rules", "median", "goal", "", "found"], table))
    return 1 if any("MISSED" in row for row in table) else 0


if __name__ == "__main__":
    sys.exit(main())
