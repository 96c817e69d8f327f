"""When a ticket of `teamflow` is escalated, and within what (TEAM-4, TEAM-5, TEAM-6).

The criteria are those of the document, a heading each; the times are on paper: 02:00 and the limit.
"""

import pytest

from catalog.teamflow_desk import IN_TIME, START, around, created, decide, later, timed
from slapolicy import Event

IMMEDIATE = {
    "security": [
        *("data breach", "unauthorized access", "vulnerability", "malicious activity"),
        *("data loss", "data corruption", "compliance violation"),
    ],
    "outage": ["platform", "api", "infrastructure", "database", "cdn", "hosting"],
    "legal": [
        *("legal threat", "litigation", "regulatory inquiry", "subpoena", "document request"),
        *("deletion request", "intellectual property"),
    ],
}


def each(fact: str, *values: object) -> list[dict[str, object]]:
    return [{fact: value} for value in values]


PRIORITY: list[dict[str, object]] = [
    {"plan": "enterprise"},
    *each("financial", "billing errors", "payment processor", "revenue recognition", "contract change"),
    {"refund": 1001},
    {"contract_value": 50001},
    {"fortune_500": True},
    *each("account", "churn risk", "competitive pressure", "expansion"),
]
STANDARD: list[dict[str, object]] = [
    *each("technical", "core bug", "integration partner", "performance"),
    {"failed_attempts": 2},
    *each("satisfaction", "formal complaint", "asks for management", "negative feedback", "social media mention"),
    {"feature_request": True, "plan": "pro"},
    *each("finance", "custom pricing", "suspected fraud", "international tax"),
    {"complex": True},
]
ROUTINE: list[dict[str, object]] = [
    {},
    {"failed_attempts": 1},
    {"feature_request": True},
    {"contract_value": 50000},
    {"fortune_500": False},
    {"refund": 500},
]


def of(facts: dict[str, object]) -> Event:
    return created(**({"plan": "basic"} | facts))


# -- TEAM-4: immediate


@pytest.mark.parametrize("facts", [{fact: value} for fact, values in IMMEDIATE.items() for value in values])
def test_team_4_immediate_escalation_within_15_minutes(facts: dict[str, object]) -> None:
    decision = decide(of(facts), at=START)
    assert (decision.severity, decision.violations) == ("critical", ())
    assert timed("immediate escalation", later(minutes=15), "escalated", of(facts)) == IN_TIME


@pytest.mark.parametrize("plan", ["basic", "pro", "enterprise", None])
def test_team_4_holds_for_every_plan(plan: str | None) -> None:
    first = created(plan=plan, outage="platform")
    assert decide(first, at=START).clocks["immediate escalation"].owner == "technical support agent"
    assert timed("immediate escalation", later(minutes=15), "escalated", first) == IN_TIME


def test_team_4_counts_from_when_it_is_known() -> None:
    """A routine ticket of 02:00 is a breach from 05:00 on: due at 05:15."""
    found = Event("changed", later(hours=3), security="data breach")
    before = (created(plan="basic"), found)
    assert timed("immediate escalation", later(hours=3, minutes=15), "escalated", *before) == IN_TIME


@pytest.mark.parametrize(
    ("fact", "severity"),
    [
        *(("security", "critical"), ("outage", "critical"), ("legal", "critical")),
        *(("financial", "high"), ("account", "high")),
        *(("technical", "standard"), ("satisfaction", "standard"), ("finance", "standard")),
    ],
)
def test_team_4_to_team_6_another_value_is_told_and_escalated_all_the_same(fact: str, severity: str) -> None:
    decision = decide(created(plan="basic", **{fact: "something odd"}), at=START)
    assert decision.severity == severity
    assert [broken.rule for broken in decision.violations] == [f"facts.{fact}"]


@pytest.mark.parametrize("fact", ["refund", "contract_value", "failed_attempts", "fortune_500", "complex"])
def test_team_5_and_team_6_what_is_no_number_and_no_yes_or_no_is_told(fact: str) -> None:
    decision = decide(created(plan="basic", **{fact: "a lot"}), at=START)
    assert [broken.rule for broken in decision.violations] == [f"facts.{fact}"]


# -- TEAM-5: priority


@pytest.mark.parametrize("facts", PRIORITY)
def test_team_5_priority_escalation_within_1_hour(facts: dict[str, object]) -> None:
    decision = decide(of(facts), at=START)
    assert (decision.severity, decision.violations) == ("high", ())
    assert timed("priority escalation", later(hours=1), "escalated", of(facts)) == IN_TIME


@pytest.mark.parametrize("area", ["technical", "billing", "product", None])
def test_team_5_any_issue_of_an_enterprise_customer(area: str | None) -> None:
    assert decide(created(plan="enterprise", area=area), at=START).severity == "high"


def test_team_5_an_account_of_exactly_50k_is_not_over_50k() -> None:
    severities = [decide(of({"contract_value": value}), at=START).severity for value in (49999, 50000, 50001)]
    assert severities == ["routine", "routine", "high"]


# -- TEAM-6: standard


@pytest.mark.parametrize("facts", STANDARD)
def test_team_6_standard_escalation_within_4_hours(facts: dict[str, object]) -> None:
    decision = decide(of(facts), at=START)
    assert (decision.severity, decision.violations) == ("standard", ())
    assert timed("standard escalation", later(hours=4), "escalated", of(facts)) == IN_TIME


@pytest.mark.parametrize("facts", ROUTINE)
def test_team_6_what_meets_no_criterion_is_not_escalated(facts: dict[str, object]) -> None:
    decision = decide(of(facts), at=later(hours=4, seconds=1))
    assert decision.severity == "routine"
    states = {str(clock.state) for name, clock in decision.clocks.items() if name.endswith(" escalation")}
    assert states == {"not_started"}


@pytest.mark.parametrize("plan", ["basic", "pro"])
def test_team_6_a_technical_problem_is_unresolved_after_24_hours_and_escalated_within_4(plan: str) -> None:
    """24 and 4 hours: at risk from Sunday 02:00, due on Sunday at 06:00. An agent has answered in time."""
    before = (created(plan=plan, area="technical"), Event("replied", later(hours=1)))
    target = "unresolved technical problem"
    due = later(hours=28)
    for done in ("escalated", "resolved"):
        assert timed(target, due, done, *before) == ["met", "met", "missed", "at_risk", "at_risk", "breached"]
    verdicts = [str(decide(*before, at=at).clocks[target].verdict) for at in around(later(hours=24))]
    assert verdicts == ["open", "at_risk", "at_risk"]
    levels = [decide(*before, at=at).level for at in around(due)]
    assert levels == ["first-line support", "senior support", "senior support"]


def test_team_6_a_technical_problem_that_was_escalated_is_not_escalated_again_for_being_unresolved() -> None:
    before = (created(plan="pro", area="technical"), Event("escalated", later(hours=1)))
    decision = decide(*before, Event("acknowledged", later(hours=2)), Event("replied", later(hours=3)))
    assert (decision.level, str(decision.clocks["unresolved technical problem"].verdict)) == ("senior support", "met")


def test_team_6_a_technical_problem_that_comes_back_has_its_28_hours_anew() -> None:
    """Resolved after 2 hours and reopened after 30: due after 58."""
    before = (
        created(plan="pro", area="technical"),
        Event("replied", later(hours=1)),
        Event("resolved", later(hours=2)),
        Event("reopened", later(hours=30)),
        Event("replied", later(hours=31)),
    )
    assert decide(*before, at=later(hours=31)).clocks["unresolved technical problem"].due_at == later(hours=58)
    levels = [decide(*before, at=at).level for at in around(later(hours=58))]
    assert levels == ["first-line support", "senior support", "senior support"]


@pytest.mark.parametrize("area", ["billing", "product", None])
def test_team_6_other_problems_are_not_escalated_for_being_unresolved(area: str | None) -> None:
    decision = decide(created(plan="pro", area=area), Event("replied", later(hours=1)), at=later(days=30))
    assert decision.level == "first-line support"
    assert str(decision.clocks["unresolved technical problem"].verdict) == "none"


def test_team_6_a_technical_problem_that_was_resolved_stays_where_it_is() -> None:
    before = (created(plan="pro", area="technical"), Event("replied", later(hours=1)))
    assert decide(*before, Event("resolved", later(hours=28)), at=later(days=2)).level == "first-line support"


# -- one criterion after another


def test_m4_the_highest_of_several_criteria_counts() -> None:
    facts: dict[str, object] = {"plan": "enterprise", "satisfaction": "formal complaint"}
    assert decide(created(**facts), at=START).severity == "high"
    assert decide(created(**facts, legal="legal threat"), at=START).severity == "critical"


def test_c4_a_higher_severity_takes_the_escalation_over() -> None:
    found = Event("changed", later(hours=1), outage="api")
    clocks = decide(created(plan="pro", technical="core bug"), found, at=later(hours=1)).clocks
    assert str(clocks["standard escalation"].state) == "cancelled"
    assert clocks["immediate escalation"].due_at == later(hours=1, minutes=15)


@pytest.mark.parametrize(
    "facts",
    [
        {"security": "data breach"},
        {"outage": "api"},
        {"legal": "subpoena"},
        {"complex": True},
        {"plan": "enterprise"},
        {"refund": 600},
    ],
)
def test_c4_a_criterion_that_is_withdrawn_takes_its_promises_along(facts: dict[str, object]) -> None:
    """What is left is the response that every Pro ticket has."""
    as_known = {"plan": "pro"} | facts
    withdrawn = Event("changed", later(minutes=5), **(dict.fromkeys(facts) | {"plan": "pro"}))
    decision = decide(created(**as_known), withdrawn, at=later(minutes=6))
    assert decision.severity == "routine"
    assert {name for name, clock in decision.clocks.items() if str(clock.verdict) != "none"} == {"response"}


def test_m2_without_a_plan_the_severity_is_unclear() -> None:
    decision = decide(created(area="billing"), at=START)
    assert decision.severity == "unclear"
    assert "plan" in decision.classification.missing
    assert [broken.message for broken in decision.violations] == ["the ticket must tell `plan`"]
