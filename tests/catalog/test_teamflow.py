"""The policy `teamflow` as a whole, its refunds and its uptime (TEAM-15, TEAM-17)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from catalog.teamflow_desk import LONG_AFTER, POLICY, START, created, decide, later
from slapolicy import Calendar, Event, Outage, Policy, PolicyError, SlapolicyError, Ticket
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


# -- TEAM-15: refunds


@pytest.mark.parametrize("plan", ["basic", "pro"])
@pytest.mark.parametrize(
    ("refund", "severity"),
    [
        ("500", "routine"),
        ("500.01", "standard"),
        ("501", "standard"),
        ("1000", "standard"),
        ("1000.01", "high"),
        ("1001", "high"),
    ],
)
def test_team_15_refunds_over_500_go_to_finance_and_over_1000_at_priority(
    plan: str, refund: str, severity: str
) -> None:
    decision = decide(created(plan=plan, area="billing", refund=Decimal(refund)), at=START)
    assert decision.severity == severity
    due = {"standard": later(hours=4), "high": later(hours=1)}.get(severity)
    assert (decision.next_owner, decision.next_owner_at) == (
        ("finance director", due) if due else ("billing manager", decision.clocks["response"].due_at)
    )


@pytest.mark.parametrize(
    ("refund", "approves", "pays"),
    [
        (None, "billing manager", "billing agent"),
        (500, "billing manager", "billing agent"),
        (501, "finance director", "finance director"),
    ],
)
def test_team_15_who_may_decide_on_a_refund(refund: int | None, approves: str, pays: str) -> None:
    """The agents' tool pays out $500 at most."""
    responsible = decide(created(plan="pro", area="billing", refund=refund), at=START).responsible
    assert responsible == {"approve a refund": approves, "pay out a refund": pays}


# -- TEAM-17: uptime


@pytest.mark.parametrize(
    ("plan", "budget"),
    [
        ("basic", timedelta(hours=3, minutes=36)),  # a two-hundredth of the 43,200 minutes of April
        ("pro", timedelta(minutes=43, seconds=12)),  # a thousandth
        ("enterprise", timedelta(minutes=21, seconds=36)),  # half of that
    ],
)
def test_team_17_uptime_of_a_calendar_month(plan: str, budget: timedelta) -> None:
    promise = POLICY.availability[plan]
    down = START.replace(month=4)
    for lost, met in ((budget - timedelta(microseconds=1), True), (budget, True)):
        assert promise.report([Outage(down, down + lost)], at=LONG_AFTER - timedelta(seconds=1)).met is met
    late = promise.report([Outage(down, down + budget + timedelta(microseconds=1))], at=down + timedelta(days=3))
    assert (late.met, late.budget) == (False, budget)
    running = promise.report([Outage(down)], at=down)
    assert running.used_up_at == down + budget
    assert promise.report([Outage(down, down + budget)], at=LONG_AFTER).met  # in May


def test_team_17_the_hours_and_the_zone_of_the_month_are_parameters() -> None:
    """Without two hours of maintenance on the four Sundays of April: 712 hours, and a thousandth of them."""
    maintained = Calendar(tz="UTC", hours={"mon-sat": "00:00-24:00", "sun": "00:00-02:00, 04:00-24:00"})
    report = teamflow(calendar=maintained).availability["pro"].report([], at="2026-04-20T00:00:00Z")
    assert report.budget == timedelta(hours=712) / 1000
    zurich = teamflow(tz="Europe/Zurich").availability["pro"].report([], at="2026-03-20T00:00:00Z")
    assert zurich.budget == timedelta(hours=743) / 1000  # the month in which the clock is put forward
