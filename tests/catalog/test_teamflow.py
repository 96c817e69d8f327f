"""The policy `teamflow` as a whole: its parameters, its document, its severities, and what a check finds in it."""

import pytest

from catalog.teamflow_desk import POLICY, START, created, decide, later
from slapolicy import Event, Policy, PolicyError, SlapolicyError, Ticket
from slapolicy.analysis import check
from slapolicy.catalog import teamflow


def test_p2_the_policy_is_a_document_in_three_spellings() -> None:
    assert Policy.from_yaml(POLICY.to_yaml()) == POLICY
    assert Policy.from_json(POLICY.to_json()) == POLICY
    assert Policy.from_toml(POLICY.to_toml()) == POLICY
    assert teamflow() == POLICY


def test_m4_every_criterion_counts_and_every_ticket_with_a_plan_has_a_severity() -> None:
    assert POLICY.severity.check(facts=POLICY.facts) == ()


def test_m4_a_check_of_the_whole_policy_finds_nothing() -> None:
    assert list(check(POLICY, between=("2026-01-01T00:00Z", "2027-01-01T00:00Z"))) == []


@pytest.mark.parametrize("plan", ["basic", "pro", "enterprise"])
def test_team_4_to_team_6_the_severities_from_the_highest(plan: str) -> None:
    """What a ticket meets on its way, one criterion after the other."""
    found = {
        "technical": "performance",
        "refund": 1001,
        "legal": "regulatory inquiry",
    }
    events = [created(plan=plan)]
    for number, (fact, value) in enumerate(found.items(), 1):
        events.append(Event("changed", later(minutes=number), **{fact: value}))
    severities = [decide(*events, at=later(minutes=number)).severity for number in range(4)]
    lowest = ["high", "high"] if plan == "enterprise" else ["routine", "standard"]
    assert severities == [*lowest, "high", "critical"]


def test_o3_a_ticket_tells_its_plan_and_is_asked_for_its_area() -> None:
    bare = decide(created(), at=START)
    assert [broken.rule for broken in bare.violations] == ["intake"]
    assert bare.to_ask_for == ("area",)
    whole = decide(created(plan="pro", area="billing"), at=START)
    assert (whole.violations, whole.to_ask_for) == ((), ())


def test_e3_the_owners_are_parameters() -> None:
    policy = teamflow(owners={"billing agent": "Ada", "cto": {"name": "Grace"}})
    assert [policy.owners[role].name for role in ("billing agent", "cto", "ceo")] == ["Ada", "Grace", "CEO"]
    with pytest.raises(PolicyError, match=r"owners\.cto"):
        teamflow(owners={"cto": {"nmae": "Grace"}})


def test_t10_a_zone_that_is_none_is_refused() -> None:
    with pytest.raises(SlapolicyError, match="Marz"):
        teamflow(tz="Marz/Olympus")


def test_o1_one_ticket_may_have_several_procedures_at_once() -> None:
    """A breach at an Enterprise customer of whom a court hears: each procedure with its own times."""
    ticket = Ticket("T-1", [created(plan="enterprise", security="data breach", legal="subpoena")])
    due = POLICY.deadlines(ticket)
    assert due["isolate the systems"] == due["preserve the records"] == later(minutes=15)
    assert due["review the account"] == later(hours=1)
    assert due["resolution"] == later(hours=4)
