"""Severity is how bad it is, priority in what order: both may be there, and neither makes the other (M3)."""

from typing import Any

import pytest

from slapolicy import UNCLEAR, Decision, Event, Policy, Ticket

AT = "2026-03-06T12:00:00Z"
TARGETS: dict[str, Any] = {
    "by severity": {"stop": "resolved", "within": {"P0": "1 hour", "P1": "2 hours", "unclear": "3 hours"}},
    "by priority": {
        "stop": "resolved",
        "within": [
            {"when": {"priority": "urgent"}, "limit": "4 hours"},
            {"when": {"priority": "normal"}, "limit": "5 hours"},
            {"limit": "none"},
        ],
    },
}
APART: dict[str, Any] = {"levels": ["P0", "P1"], "rules": [{"when": {"symptom": "outage"}, "then": "P0"}]}
DERIVED: dict[str, Any] = {
    "levels": ["P0", "P1"],
    "rules": [
        {"when": {"priority": "urgent"}, "then": "P0"},
        {"when": {"priority": {"present": True, "not": "urgent"}}, "then": "P1"},
    ],
}


def decided(matrix: dict[str, Any], **facts: str) -> Decision:
    policy = Policy.from_dict({"slapolicy": 1, "name": "x", "targets": TARGETS, "severity": matrix})
    return policy.evaluate(Ticket("T", [Event("created", AT, **facts)]), at=AT)


def due(decision: Decision, target: str) -> str | None:
    at = decision.clocks[target].due_at
    return None if at is None else f"{at:%H:%M}"


@pytest.mark.parametrize(
    ("facts", "severity", "by_severity", "by_priority"),
    [
        ({"symptom": "outage", "priority": "normal"}, "P0", "13:00", "17:00"),
        ({"symptom": "outage", "priority": "urgent"}, "P0", "13:00", "16:00"),
        ({"severity": "P1", "priority": "urgent"}, "P1", "14:00", "16:00"),
        ({"severity": "P1", "priority": "normal"}, "P1", "14:00", "17:00"),
        ({"severity": "P1"}, "P1", "14:00", None),  # a severity makes no priority
        ({"priority": "urgent"}, UNCLEAR, "15:00", "16:00"),  # nor the other way round
    ],
)
def test_m3_neither_is_derived_from_the_other(
    facts: dict[str, str], severity: str, by_severity: str, by_priority: str | None
) -> None:
    """M3: each moves the promises that name it, and no other."""
    decision = decided(APART, **facts)
    assert decision.severity == severity
    assert due(decision, "by severity") == by_severity
    assert due(decision, "by priority") == by_priority


@pytest.mark.parametrize(("priority", "severity"), [("urgent", "P0"), ("normal", "P1"), ("low", "P1")])
def test_m3_unless_the_policy_says_how(priority: str, severity: str) -> None:
    """M3: rules that test the priority derive the severity, and say so; a stated severity still wins (M2)."""
    decision = decided(DERIVED, priority=priority)
    assert decision.severity == severity
    assert "priority" in decision.classification.reasons[0]
    assert decided(DERIVED, priority=priority, severity="P1").severity == "P1"


def test_m3_a_severity_is_never_made_from_itself() -> None:
    """M3: a rule of severity that tests the severity is refused; one that tests the priority is read."""
    with pytest.raises(ValueError, match="these rules decide the severity"):
        decided({"levels": ["P0"], "rules": [{"when": {"severity": "P1"}, "then": "P0"}]})
    assert decided(DERIVED).severity == UNCLEAR
