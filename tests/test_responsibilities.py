"""Owners by responsibility: who may decide what of a ticket as it is, and nobody as an answer that is written (E7)."""

from itertools import product
from typing import Any

import pytest

from slapolicy import Event, Policy, PolicyError, Ticket
from slapolicy.responsibilities import Responsible

CREATED, AT = "2026-03-06T09:00:00+00:00", "2026-03-06T12:00:00+00:00"
LEVELS = ["P0", "P1", "P2"]
OWNERS = {
    "desk": "Desk",
    "engineering": {
        "rotation": {
            "participants": ["Ada", "Grace"],
            "every": "1 week",
            "starts": "2026-03-02 09:00",
            "tz": "Europe/Zurich",
        }
    },
}
TABLE: dict[str, Any] = {
    "pause workflows": [{"when": {"severity": ["P0", "P1"]}, "owner": "engineering"}, {"owner": "none"}],
    "contact hosting": [{"when": {"component": "hosting"}, "owner": "desk"}, {"owner": "none"}],
    "update customers": "desk",
    "delete everything": "none",
}


def policy(**parts: Any) -> Policy:
    document = {"name": "n", "severity": {"levels": LEVELS}, "owners": OWNERS, "responsibilities": TABLE}
    return Policy.from_dict(document | parts)


def ticket(**facts: Any) -> Ticket:
    return Ticket("T-1", [Event("created", CREATED, **facts)])


@pytest.mark.parametrize(
    ("action", "facts", "owner", "on_duty", "reason"),
    [
        ("pause workflows", {"severity": "P0"}, "engineering", "Ada", "severity is P0 or P1"),
        ("pause workflows", {"severity": "P1"}, "engineering", "Ada", "severity is P0 or P1"),
        ("pause workflows", {"severity": "P2"}, None, None, "otherwise"),
        ("pause workflows", {}, None, None, "otherwise"),
        ("contact hosting", {"component": "hosting"}, "desk", "desk", "component is hosting"),
        ("contact hosting", {"severity": "P0"}, None, None, "otherwise"),
        ("update customers", {}, "desk", "desk", "always"),
        ("delete everything", {"severity": "P0"}, None, None, "always"),
    ],
)
def test_e7_who_may_decide_it(
    action: str, facts: dict[str, Any], owner: str | None, on_duty: str | None, reason: str
) -> None:
    answer = policy().responsible_for(action, ticket(**facts), at=AT)
    assert answer == Responsible(action, owner, on_duty, reason)
    assert policy().evaluate(ticket(**facts), at=AT).responsible[action] == owner


@pytest.mark.parametrize(
    ("at", "on_duty"),
    [
        ("2026-03-02T07:59:59Z", None),  # before the first hand-over, at nine in Zurich, nobody is
        ("2026-03-02T08:00:00Z", "Ada"),
        ("2026-03-09T07:59:59Z", "Ada"),
        ("2026-03-09T08:00:00Z", "Grace"),
    ],
)
def test_e7_the_person_is_the_one_on_duty_at_the_instant(at: str, on_duty: str | None) -> None:
    answer = policy(responsibilities={"approve rollback": "engineering"}).responsible_for(
        "approve rollback", Ticket("T-1", [Event("created", "2026-03-01T00:00:00Z")]), at=at
    )
    assert (answer.owner, answer.on_duty) == ("engineering", on_duty)


def test_e7_the_first_rule_that_holds_counts() -> None:
    rules = [
        {"when": {"severity": "P0"}, "owner": "engineering"},
        {"when": {"severity": ["P0", "P1"]}, "owner": "desk"},
        {"owner": "none"},
    ]
    held = policy(responsibilities={"approve rollback": rules})
    owners = [held.evaluate(ticket(severity=level), at=AT).responsible["approve rollback"] for level in LEVELS]
    assert owners == ["engineering", "desk", None]


def test_e9_only_what_has_happened_by_the_instant_counts() -> None:
    moved = ticket(severity="P2").add(Event("changed", "2026-03-06T11:00:00Z", severity="P0"))
    answers = [
        policy().responsible_for("pause workflows", moved, at=at).owner
        for at in ("2026-03-06T08:59:59Z", "2026-03-06T10:59:59Z", "2026-03-06T11:00:00Z")
    ]
    assert answers == [None, None, "engineering"]
    before = policy().evaluate(moved, at="2026-03-06T08:59:59Z").responsible
    assert dict(before) == {
        "pause workflows": None,
        "contact hosting": None,
        "update customers": "desk",
        "delete everything": None,
    }


def test_e7_every_cell_of_the_table_has_an_answer() -> None:
    """Severity by responsibility, also where the severity is unclear: a name, or nobody."""
    cells = {
        (level, action): policy().evaluate(ticket(**({"severity": level} if level else {})), at=AT).responsible[action]
        for level, action in product((*LEVELS, None), TABLE)
    }
    assert len(cells) == 16
    assert set(cells.values()) == {"engineering", "desk", None}


def test_p5_an_explanation_tells_who_may_and_that_nobody_may() -> None:
    lines = policy().evaluate(ticket(severity="P0"), at=AT).explain().splitlines()
    assert [line for line in lines if line.startswith("responsible")] == [
        "responsible to pause workflows: engineering",
        "responsible to contact hosting: nobody",
        "responsible to update customers: desk",
        "responsible to delete everything: nobody",
    ]


def test_p5_a_decision_as_data_says_nobody_as_nothing() -> None:
    form = policy().evaluate(ticket(severity="P0"), at=AT).to_dict()["responsible"]
    assert form == {
        "pause workflows": "engineering",
        "contact hosting": None,
        "update customers": "desk",
        "delete everything": None,
    }


@pytest.mark.parametrize(
    ("action", "remedy"),
    [("pause workflow", "write `pause workflows`"), ("dance", ""), ("Update customers", "write `update customers`")],
)
def test_e7_an_unknown_action_is_a_fault_with_the_nearest_name(action: str, remedy: str) -> None:
    with pytest.raises(PolicyError) as refused:
        policy().responsible_for(action, ticket(), at=AT)
    (fault,) = refused.value.faults
    assert (fault.code, fault.found, fault.remedy) == ("unknown-responsibility", f"`{action}`", remedy)
    assert fault.allowed == "one of `pause workflows`, `contact hosting`, `update customers`, `delete everything`"


def test_e7_a_policy_that_names_none_says_so() -> None:
    held = policy(responsibilities={})
    assert dict(held.evaluate(ticket(), at=AT).responsible) == {}
    with pytest.raises(PolicyError) as refused:
        held.responsible_for("approve rollback", ticket(), at=AT)
    assert refused.value.faults[0].allowed == "no responsibility: the policy names none"


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ([], "an empty list"),
        ([{"when": {"severity": "P0"}, "owner": "desk"}], "a list that may leave it open"),
        ([{"owner": "desk"}, {"when": {"severity": "P0"}, "owner": "none"}], "a list that may leave it open"),
    ],
)
def test_e7_a_list_that_may_leave_it_open_is_refused(rules: list[Any], found: str) -> None:
    with pytest.raises(PolicyError) as refused:
        policy(responsibilities={"approve rollback": rules})
    (fault,) = refused.value.faults
    assert (fault.place, fault.code, fault.found) == ("responsibilities.approve rollback", "open-ended", found)
    assert fault.allowed == "a last rule without `when`: nobody is said, never left out"
    assert fault.remedy == "add `{owner: none}`, or who it is otherwise"


def test_p3_faults_of_the_table_have_their_places() -> None:
    table = {
        "pause workflows": "enginering",
        "contact hosting": [{"when": {"severity": "P9"}, "owner": "dsk"}, {"owner": "non"}],
        "approve rollback": [{"wen": {}, "owner": "desk"}],
    }
    with pytest.raises(PolicyError) as refused:
        policy(responsibilities=table)
    assert [(fault.place, fault.code, fault.remedy) for fault in refused.value.faults] == [
        ("responsibilities.pause workflows", "unknown-owner", "write `engineering`"),
        ("responsibilities.contact hosting[0].when.severity", "unknown-severity", ""),
        ("responsibilities.contact hosting[0].owner", "unknown-owner", "write `desk`"),
        ("responsibilities.contact hosting[1].owner", "unknown-owner", "write `none`"),
        ("responsibilities.approve rollback[0].wen", "unknown-key", "write `when`"),
    ]


def test_e7_a_policy_without_owners_names_them_freely() -> None:
    held = policy(owners={}, responsibilities={"approve rollback": "whoever"})
    assert held.responsible_for("approve rollback", ticket(), at=AT) == Responsible(
        "approve rollback", "whoever", "whoever", "always"
    )


def test_p2_the_table_comes_back_from_text() -> None:
    held = policy()
    assert held.to_dict()["responsibilities"] == TABLE
    for again in (Policy.from_yaml(held.to_yaml()), Policy.from_json(held.to_json())):
        assert again == held
        assert again.fingerprint == held.fingerprint


def test_c12_the_facts_of_the_table_are_known_for_reading_events() -> None:
    held = policy(responsibilities={"refund": [{"when": {"amount": {"gt": 500}}, "owner": "desk"}, {"owner": "none"}]})
    assert held.fact_types["amount"].words() == "a number"
