"""Deciding and rehearsing with a ladder of four levels and twelve rules: each figure with its goal.

python benchmarks/bench_ladder.py [--quick]
"""

import argparse
from datetime import timedelta
from typing import Any

from bench_decisions import MONDAY, POLICY, micros, row, ticket
from measuring import machine, markdown

from slapolicy import Event, Policy, Ticket
from slapolicy.escalation.checks import ladder_findings

TURNS = {
    "participants": ["Ada", "Grace", "Lin"],
    "every": "1 week",
    "starts": "2026-01-05 09:00",
    "tz": "Europe/Zurich",
}
OWNERS: dict[str, Any] = {
    "desk": "Desk",
    "on call": {"rotation": TURNS},
    "expert": "Expert",
    "vendor": "Vendor",
    "boss": "Boss",
}
LADDER: dict[str, Any] = {
    "levels": [
        {
            "name": "desk",
            "owner": [{"during": "office", "owner": "desk"}, {"owner": "on call"}],
            "respond": "30 minutes",
        },
        {"name": "on call", "owner": "on call", "respond": "30 minutes"},
        {"name": "vendor", "owner": "vendor", "when": {"component": "storage"}, "kind": "functional"},
        {"name": "boss", "owner": "boss", "kind": "hierarchic"},
    ],
    "acknowledged_for": "48 hours",
    "rules": [
        {"id": "outage", "when": {"symptom": "outage"}, "to": "on call", "page": ["on call"]},
        {"id": "broken", "when": {"plan": "pro", "symptom": "feature broken"}, "notify": ["expert"]},
        {"id": "half", "target": "resolution", "at": "50%", "notify": ["desk"]},
        {"id": "slow", "target": "resolution", "at": "75%", "notify": ["expert"]},
        {"id": "late", "target": "resolution", "at": "due", "to": "next"},
        {"id": "very late", "target": "resolution", "after": "4 business hours", "to": "next"},
        {"id": "answer", "target": "first_response", "at": "75%", "notify": ["desk"]},
        {"id": "no answer", "target": "first_response", "at": "due", "to": "next"},
        {"id": "stale", "target": "updates", "at": "due", "notify": ["boss"]},
        {"id": "stuck", "unresolved": "2 business days", "to": "next"},
        {"id": "silent", "unacknowledged": "2 hours", "since": "arrival", "page": ["boss"]},
        {"id": "critical", "when": {"severity": "P0"}, "unresolved": "1 hour", "since": "trigger", "to": "next"},
    ],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds: a trial, not a result")
    rounds = 3 if parser.parse_args().quick else 15
    plain = Policy.from_dict({**POLICY, "owners": OWNERS})
    policy = Policy.from_dict({**POLICY, "owners": OWNERS, "escalation": LADDER})
    at = MONDAY + timedelta(hours=50)
    twelve = ticket()
    new = Ticket("T-2", [Event("created", MONDAY, symptom="outage")])
    steps = policy.evaluate(twelve, at=at)
    without = micros(rounds, 200, lambda: plain.evaluate(twelve, at=at))
    decided = micros(rounds, 200, lambda: policy.evaluate(twelve, at=at))
    print(f"\n{machine()}; medians of {rounds} rounds; {len(steps.steps)} steps, and {len(steps.ahead)} ahead\n")
    rows = [
        row("decide, 5 targets, 12 events, 4 levels, 12 rules", decided, "µs", 250),
        row("of that, the ladder", decided - without, "µs", 60),
        row(
            "rehearse 30 days of a new ticket",
            micros(rounds, 50, lambda: policy.rehearse(new, at=MONDAY)) / 1e3,
            "ms",
            20,
        ),
        row("check the ladder", micros(rounds, 5, lambda: [*ladder_findings(policy)]) / 1e3, "ms"),
    ]
    print(markdown(["", "median", "goal", ""], rows))


if __name__ == "__main__":
    main()
