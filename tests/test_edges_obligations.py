"""What a broken rule and a fault of a rule say, word by word where somebody acts on it (O2, O3, P3)."""

from typing import Any

import pytest

from slapolicy import Event, Policy, PolicyError, Ticket, Violation

CREATED = "2026-03-02T09:00:00Z"


def broken(policy: dict[str, Any], *events: Event) -> list[Violation]:
    decision = Policy.from_dict({"name": "n"} | policy).evaluate(Ticket("T-1", events), at="2026-03-02T12:00:00Z")
    return list(decision.violations)


@pytest.mark.parametrize(
    ("policy", "rule"),
    [
        ({"updates": [{"id": "a", "on": ["replied"], "requires": ["eta"]}]}, "a"),
        ({"updates": [{"id": "b", "on": ["replied"], "forbids": ["key"]}]}, "b"),
        ({"facts": {"key": "number"}}, "facts.key"),
    ],
)
def test_o2_a_violation_tells_its_rule_its_event_and_its_instant(policy: dict[str, Any], rule: str) -> None:
    replied = Event("replied", "2026-03-02T10:30:00+01:00", key="k")
    (violation,) = broken(policy, Event("created", CREATED), replied)
    assert (violation.rule, violation.event, violation.at) == (rule, "replied", replied.at)


def test_o3_a_gap_of_the_intake_is_one_of_the_event_that_began_the_ticket() -> None:
    (violation,) = broken({"intake": {"requires": ["url"]}}, Event("mailed", CREATED), Event("replied", CREATED))
    assert (violation.rule, violation.event, violation.at.isoformat()) == (
        "intake",
        "mailed",
        "2026-03-02T09:00:00+00:00",
    )


@pytest.mark.parametrize(
    ("document", "found"), [([], "a list"), (["a", 1], "a list"), ({}, "a mapping"), ("", "``"), (7, "`7`")]
)
def test_p3_what_names_no_fact_is_refused(document: Any, found: str) -> None:
    with pytest.raises(PolicyError) as refused:
        Policy.from_dict({"name": "n", "intake": {"requires": [document]}})
    (fault,) = refused.value.faults
    assert (fault.place, fault.code, fault.found) == ("intake.requires[0]", "wrong-fact-name", found)
    assert fault.allowed == "a fact, or a list of facts of which one is enough"


def test_p3_a_rule_of_the_intake_that_asks_for_nothing_is_refused() -> None:
    with pytest.raises(PolicyError) as refused:
        Policy.from_dict({"name": "n", "intake": {"rules": [{"when": {"plan": "pro"}}]}})
    (fault,) = refused.value.faults
    assert (fault.place, fault.code) == ("intake.rules[0].requires", "wrong-rule")
    assert (fault.found, fault.allowed) == ("nothing", "`requires` or `asks_for`")
