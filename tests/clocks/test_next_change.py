"""Between two changes the answer is constant, and at each of them it differs (C10)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from clocks.desk import desk, event, on
from slapolicy import ClockReport, Decision, Event, Ticket

TICK = timedelta(microseconds=1)
CREATED = event("created", "mon 10:00", severity="P1")
WAITS = event("changed", "mon 11:00", status="waiting")

SCENARIOS: dict[str, tuple[dict[str, Any], list[Event]]] = {
    "plain": ({"within": "4 hours"}, [CREATED]),
    "strict": ({"within": "4 hours", "strict": True}, [CREATED]),
    "warned": ({"within": "8 business hours", "warn": ["25%", "2 hours left", "1 hour late"]}, [CREATED]),
    "days": ({"within": "2 business days", "warn": ["75%", "4 hours left", "every 4 business hours late"]}, [CREATED]),
    "dated": ({"within": "end of next business day", "warn": ["50%"]}, [CREATED]),
    "paused": ({"within": "4 hours", "warn": ["75%"], "pause": {"status": "waiting"}}, [CREATED, WAITS]),
    "paused before a date": ({"within": "end of business day", "pause": {"status": "waiting"}}, [CREATED, WAITS]),
    "paused when late": (
        {"within": "30 minutes", "warn": ["3 hours late"], "pause": {"status": "waiting"}},
        [CREATED, WAITS],
    ),
    "rounds": (
        {"within": None, "every": "1 hour", "completed_by": "posted", "warn": ["50%"], "counted_from": "grid"},
        [CREATED, event("posted", "mon 10:40")],
    ),
    "nothing promised": ({"within": {"P0": "1 hour"}, "warn": ["50%"]}, [CREATED]),
    "closed": ({"within": "4 hours", "warn": ["50%"]}, [CREATED, event("resolved", "mon 11:00")]),
    "changed": (
        {"within": {"P0": "3 hours", "P1": "1 week"}, "on_change": {"stricter": "proportional"}, "warn": ["50%"]},
        [CREATED, event("changed", "mon 11:00", severity="P0")],
    ),
    "carried into the past": (
        {"within": {"P0": "30 minutes", "P1": "1 week"}, "warn": ["2 hours late"]},
        [CREATED, event("changed", "mon 11:00", severity="P0")],
    ),
}


def _settled(clock: ClockReport) -> ClockReport:
    """A clock without the amounts that flow with time; while paused, the deadline after a resume is one of them."""
    amounts: dict[str, Any] = {"used": timedelta(0), "left": None, "used_elapsed": timedelta(0), "left_elapsed": None}
    return clock._replace(if_resumed_now=None, earlier=tuple(map(_settled, clock.earlier)), **amounts)


def settled(decision: Decision) -> Decision:
    """What is to be constant: all but the instant of the question and the amounts."""
    clocks = {name: _settled(clock) for name, clock in decision.clocks.items()}
    return replace(decision, at=on("mon 00:00"), clocks=clocks)


def _instants(start: datetime, end: datetime) -> Iterator[datetime]:
    """Instants in `[start, end)`: both edges, and some between."""
    yield from (start, start + TICK, start + (end - start) / 3, start + (end - start) * 9 / 10, end - TICK)


@pytest.mark.parametrize("name", SCENARIOS)
def test_an_answer_is_constant_until_its_next_change_and_differs_there(name: str) -> None:
    """C10."""
    target, events = SCENARIOS[name]
    policy = desk(**{key: part for key, part in target.items() if part is not None})
    ticket = Ticket("T", events)
    decision = policy.evaluate(ticket, at=events[-1].at)
    for _ in range(12):
        change = decision.next_change_at
        for at in _instants(decision.at, change or decision.at + timedelta(days=60)):
            assert settled(policy.evaluate(ticket, at=at)) == settled(decision)
        if change is None:
            break
        assert change > decision.at
        then = policy.evaluate(ticket, at=change)
        assert replace(settled(then), next_change_at=None) != replace(settled(decision), next_change_at=None)
        decision = then
    assert (decision.next_change_at is None) is (name != "days")


def test_the_next_change_is_the_earliest_of_all_clocks() -> None:
    """C10: one timer for a ticket."""
    policy = desk(within="4 hours", warn=["75%", "50%"])
    at = policy.evaluate(Ticket("T", [CREATED]), at=on("mon 10:00")).next_change_at
    assert at == on("mon 12:00")
