"""An event moves the clocks that hear its name or read a fact that it changes, and no others (C2)."""

from typing import Any

import pytest

from slapolicy import Event, Policy, Ticket
from slapolicy.instants import instant
from slapolicy.moments import moments
from slapolicy.policy.hearing import Hearing

TARGETS: dict[str, Any] = {
    "reply": {"stop": "replied", "within": "2 hours"},
    "repair": {"stop": "repaired", "within": {"P0": "4 hours", "P1": "8 hours"}, "pause": {"status": "waiting"}},
    "review": {"stop": ["reviewed", "replied"], "within": "8 hours", "pause": {"status": "waiting"}},
    "update": {"start": "created", "every": "1 hour", "completed_by": "posted", "applies": {"vip": True}},
}
POLICY = Policy.from_dict({"name": "desk", "severity": {"levels": ["P0", "P1"], "otherwise": "P1"}, "targets": TARGETS})
CREATED = Event("created", "2026-03-06T09:00Z")


@pytest.mark.parametrize(
    ("event", "concerned"),
    [
        (Event("replied", "2026-03-06T10:00Z"), "reply review"),
        (Event("posted", "2026-03-06T10:00Z"), "update"),
        (Event("noted", "2026-03-06T10:00Z"), ""),
        (Event("changed", "2026-03-06T10:00Z", status="waiting"), "repair review"),
        (Event("changed", "2026-03-06T10:00Z", vip=True, severity="P0"), "repair update"),
        (Event("changed", "2026-03-06T10:00Z", colour="red"), ""),
        (Event("replied", "2026-03-06T10:00Z", vip=True), "reply review update"),
    ],
    ids=str,
)
def test_c2_an_event_concerns_who_hears_its_name_or_reads_its_facts(event: Event, concerned: str) -> None:
    *_, moment = moments(Ticket("T-1", [CREATED, event]), POLICY.severity, instant("2026-03-06T12:00Z"))
    assert set(Hearing(POLICY.targets).concerned(moment)) == set(concerned.split())


def test_c2_what_concerns_a_clock_moves_it() -> None:
    """Two clocks read the same fact: both are paused from ten on, an hour after they began."""
    waiting = Event("changed", "2026-03-06T10:00Z", status="waiting")
    clocks = POLICY.evaluate(Ticket("T-1", [CREATED, waiting]), at="2026-03-06T12:00Z").clocks
    assert [(str(clocks[name].state), str(clocks[name].used)) for name in ("reply", "repair", "review")] == [
        ("running", "3:00:00"),
        ("paused", "1:00:00"),
        ("paused", "1:00:00"),
    ]
    stricter = Event("changed", "2026-03-06T10:00Z", severity="P0")
    clocks = POLICY.evaluate(Ticket("T-1", [CREATED, stricter]), at="2026-03-06T12:00Z").clocks
    assert clocks["repair"].due_at == instant("2026-03-06T13:00Z")
    assert clocks["review"].due_at == instant("2026-03-06T17:00Z")
