"""Points of a clock that others wait for: a ladder's rules at a share of it or after its deadline (C8, E2)."""

import pytest

from clocks.desk import event
from slapolicy import Event, Policy, Ticket

CREATED = event("created", "mon 10:00", severity="P1")


def fires(rule: dict[str, str], *events: Event) -> list[str]:
    """When a rule of the ladder fires, from the first event on, if nobody acts after the last one."""
    policy = Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "ladder",
            "severity": {"levels": ["P0", "P1"]},
            "targets": {
                "t": {"stop": "resolved", "within": {"P1": "4 hours"}, "pause": "on_hold", "on_reopen": "new_cycle"}
            },
            "escalation": {
                "levels": [{"name": "desk", "owner": "desk"}],
                "rules": [{"id": "r", "target": "t", "notify": ["lead"]} | rule],
            },
        }
    )
    decision = policy.evaluate(Ticket("T", [CREATED, *events]), at=[CREATED, *events][-1].at)
    return [f"{step.at:%a %H:%M}" for step in (*decision.steps, *decision.ahead) if step.rule == "r"]


@pytest.mark.parametrize(
    ("rule", "fired"),
    [({"at": "75%"}, "Mon 13:00"), ({"at": "due"}, "Mon 14:00"), ({"after": "1 hour"}, "Mon 15:00")],
)
def test_a_rule_fires_at_its_point(rule: dict[str, str], fired: str) -> None:
    """E2, C8: three of four hours, the deadline, an hour after it."""
    assert fires(rule) == [fired]


@pytest.mark.parametrize("rule", [{"at": "75%"}, {"at": "due"}, {"after": "1 hour"}])
def test_a_clock_that_does_not_run_passes_no_point(rule: dict[str, str]) -> None:
    """E2, D6, C11: not while paused, nor after its end, nor where nothing is promised; not even a share of nothing."""
    assert fires(rule, event("on_hold", "mon 11:00")) == []
    assert fires(rule, event("resolved", "mon 11:00")) == []
    assert fires(rule, event("changed", "mon 11:00", severity="P0")) == []


def test_each_cycle_has_its_own_points() -> None:
    """E2, C3."""
    again = [event("resolved", "mon 13:30"), event("reopened", "mon 20:00")]
    assert fires({"at": "75%"}, *again) == ["Mon 13:00", "Mon 23:00"]
