"""Every condition of a policy is held to the types of its facts, wherever it stands (P3, C12)."""

from typing import Any

import pytest

from slapolicy import Policy, PolicyError

WRONG = {"plan": "gold"}
CARRIES = {"on": ["x"], "requires": ["y"]}
SENTENCE = "found `gold`; allowed is one of `basic`, `pro`"
LEVELS = [{"name": "a", "owner": "a"}, {"name": "b", "owner": "b"}]


def target(**keys: Any) -> dict[str, Any]:
    return {"targets": {"x": {"stop": "replied", "within": "1 hour", **keys}}}


PLACES: list[tuple[dict[str, Any], str]] = [
    (
        {"severity": {"rules": [{"when": {"vip": True}, "then": "P0"}, {"when": WRONG, "then": "P0"}]}},
        "severity.rules[1].when.plan",
    ),
    (target(applies=WRONG), "targets.x.applies.plan"),
    (target(pause=WRONG), "targets.x.pause.plan"),
    (target(within=[{"limit": "1 hour", "when": WRONG}]), "targets.x.within[0].when.plan"),
    (target(owner=[{"when": WRONG, "owner": "a"}]), "targets.x.owner[0].when.plan"),
    ({"escalation": {"levels": [LEVELS[0], {**LEVELS[1], "when": WRONG}]}}, "escalation.levels[1].when.plan"),
    (
        {"escalation": {"levels": [{"name": "a", "owner": [{"when": WRONG, "owner": "a"}]}, LEVELS[1]]}},
        "escalation.levels[0].owner[0].when.plan",
    ),
    (
        {"escalation": {"levels": LEVELS, "rules": [{"id": "r", "when": WRONG, "to": "next"}]}},
        "escalation.rules[0].when.plan",
    ),
    (
        {"responsibilities": {"approve": [{"when": WRONG, "owner": "a"}, {"owner": "none"}]}},
        "responsibilities.approve[0].when.plan",
    ),
    (
        {"updates": [{"id": "a", **CARRIES}, {"id": "b", **CARRIES, "when": WRONG}]},
        "updates[1].when.plan",
    ),
    ({"intake": {"rules": [{"when": WRONG, "requires": ["y"]}]}}, "intake.rules[0].when.plan"),
    ({"goals": {"g": {"share": WRONG, "above": "50%"}}}, "goals.g.share.plan"),
    ({"goals": {"g": {"share": {"plan": "pro"}, "when": WRONG, "above": "50%"}}}, "goals.g.when.plan"),
]  # fmt: skip


def policy(parts: dict[str, Any], **facts: Any) -> Policy:
    return Policy.from_dict({"name": "n", "facts": facts, **parts})


@pytest.mark.parametrize(("parts", "place"), PLACES, ids=[place for _, place in PLACES])
def test_p3_a_comparison_with_what_a_fact_can_never_be_is_told_where_it_stands(
    parts: dict[str, Any], place: str
) -> None:
    with pytest.raises(PolicyError) as refused:
        policy(parts, plan={"one_of": ["basic", "pro"]})
    (fault,) = refused.value.faults
    assert str(fault) == f"{place}: {SENTENCE}"
    assert fault.code == "wrong-comparison"


@pytest.mark.parametrize(("parts", "place"), PLACES, ids=[place for _, place in PLACES])
def test_c12_the_same_comparison_tells_the_type_of_a_fact_that_is_not_declared(
    parts: dict[str, Any], place: str
) -> None:
    assert str(policy(parts).fact_types["plan"].kind) == "text"
