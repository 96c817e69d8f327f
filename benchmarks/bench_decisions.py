"""Deciding one ticket against its limits: each figure with its goal, and whether it is reached.

python benchmarks/bench_decisions.py [--quick]
"""

import argparse
import gc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from measuring import machine, markdown, median

from slapolicy import Event, Policy, Ticket

POLICY = {
    "slapolicy": 1,
    "name": "five targets",
    "calendars": {
        "office": {
            "tz": "Europe/Zurich",
            "hours": {"mon-fri": "09:00-12:30, 13:30-18:00"},
            "holidays": ["yearly 12-25", "yearly easter+1"],
        }
    },
    "calendar": "office",
    "severity": {
        "levels": ["P0", "P1", "P2"],
        "rules": [
            {"when": {"symptom": ["outage", "data loss"]}, "then": "P0"},
            {"when": {"symptom": "feature broken"}, "then": "P1"},
            {"when": {"symptom": "usage question"}, "then": "P2"},
        ],
    },
    "targets": {
        "triage": {"stop": "triaged", "within": "4 business hours", "warn": ["75%"]},
        "first_response": {
            "stop": "replied",
            "within": {"P0": "2 hours", "P1": "4 business hours", "P2": "1 business day", "unclear": "1 business day"},
        },
        "resolution": {
            "stop": "resolved",
            "pause": [{"status": "waiting on customer"}, "paused"],
            "within": {"P0": "24 hours", "P1": "16 business hours", "P2": "5 business days", "unclear": "none"},
            "warn": ["75%", "4 business hours left"],
        },
        "updates": {
            "start": "acknowledged",
            "every": "6 hours",
            "stop": ["mitigated", "resolved"],
            "completed_by": "update_posted",
            "applies": {"severity": ["P0", "P1"]},
        },
        "review": {"start": "resolved", "stop": "reviewed", "within": "2 business days"},
    },
}
MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LIFE: tuple[tuple[float, str, dict[str, Any]], ...] = (
    (0, "created", {"symptom": "usage question", "plan": "pro"}),
    (0.5, "triaged", {}),
    (0.6, "acknowledged", {}),
    (1, "replied", {"by": "ada"}),
    (3, "changed", {"status": "waiting on customer"}),
    (22, "customer_replied", {"status": "open"}),
    (23, "changed", {"symptom": "feature broken"}),
    (25, "update_posted", {}),
    (26, "paused", {}),
    (28, "resumed", {}),
    (30, "update_posted", {}),
    (48, "commented", {"by": "grace"}),
)
"""Twelve events with two pauses and a severity change: hours after Monday, names, facts."""


def ticket(more: int = 0) -> Ticket:
    """The ticket, with so many further events that a host may store."""
    events = [Event(name, MONDAY + timedelta(hours=hours), **facts) for hours, name, facts in LIFE]
    extra = [Event("commented", MONDAY + timedelta(hours=48, minutes=n), by="ada") for n in range(1, more + 1)]
    return Ticket("T-1", events + extra)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds: a trial, not a result")
    rounds = 3 if parser.parse_args().quick else 15
    policy = Policy.from_dict(POLICY)
    at = MONDAY + timedelta(hours=50)
    zoned = at.astimezone(ZoneInfo("Europe/Zurich"))
    twelve, more, many = ticket(), ticket(20), ticket(9_988)
    print(f"\n{machine()}; medians of {rounds} rounds\n")
    decided = micros(rounds, 200, lambda: policy.evaluate(twelve, at=at))
    long_life = micros(3, 1, lambda: policy.evaluate(many, at=at + timedelta(days=9)))
    longer = micros(rounds, 200, lambda: policy.evaluate(more, at=at))
    rows = [
        row("decide, 5 targets, 12 events", decided, "µs", 120),
        row("the same, asked in local time", micros(rounds, 200, lambda: policy.evaluate(twelve, at=zoned)), "µs"),
        row("the same, 20 more events", longer, "µs"),
        row("20 more events, to the first 12", longer / decided, "times", 32 / 12),
        row("decide, 10,000 events", long_life / 1e6, "s", 1),
        row("explain", micros(rounds, 50, policy.evaluate(twelve, at=at).explain), "µs"),
    ]
    print(markdown(["", "median", "goal", ""], rows))


def row(what: str, found: float, unit: str, goal: float | None = None) -> list[str]:
    verdict = "" if goal is None else "reached" if found <= goal else "MISSED"
    return [what, f"{found:.2f} {unit}", "" if goal is None else f"≤ {goal:.3g} {unit}", verdict]


def micros(rounds: int, calls: int, function: Callable[[], object]) -> float:
    times = []
    gc.collect()
    gc.disable()  # as in the other benchmarks: what is measured is the work, not the collector
    try:
        for _ in range(rounds):
            begin = perf_counter()
            for _ in range(calls):
                function()
            times.append((perf_counter() - begin) / calls * 1e6)
    finally:
        gc.enable()
    return median(times)


if __name__ == "__main__":
    main()
