"""The four procedures of `teamflow`, step by step, and their messages (TEAM-10 to TEAM-13).

Each step is done a second early, on time and a second late. A ticket of 02:00 has 02:15 and 03:00 as its times, that of
an Enterprise customer 03:00 and 06:00.
"""

from datetime import timedelta

import pytest

from catalog.teamflow_desk import IN_TIME, START, created, decide, later, timed
from slapolicy import Event

QUARTER, HOUR, FOUR_HOURS = timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4)
COMMANDER, PRIMARY = "incident commander", "support manager"

Row = tuple[str, str, str, timedelta, str]

SECURITY: list[Row] = [
    ("TEAM-10", "isolate the systems", "systems_isolated", QUARTER, COMMANDER),
    ("TEAM-10", "notify the security team", "security_team_notified", QUARTER, COMMANDER),
    ("TEAM-10", "start the incident log", "incident_log_started", QUARTER, COMMANDER),
    ("TEAM-10", "acknowledge the report", "replied", QUARTER, COMMANDER),
    ("TEAM-10", "start the incident response", "incident_response_started", QUARTER, COMMANDER),
    ("TEAM-10", "review with counsel", "counsel_consulted", HOUR, COMMANDER),
    ("TEAM-10", "notify the regulators", "regulators_notified", HOUR, COMMANDER),
    ("TEAM-10", "watch the media", "media_monitored", HOUR, COMMANDER),
]
OUTAGE: list[Row] = [
    ("TEAM-11", "update the status page", "status_page_updated", QUARTER, COMMANDER),
    ("TEAM-11", "page the on-call engineer", "engineer_paged", QUARTER, COMMANDER),
    ("TEAM-11", "send the disruption notice", "disruption_notice_sent", QUARTER, COMMANDER),
    ("TEAM-11", "watch social media", "social_media_monitored", QUARTER, COMMANDER),
    ("TEAM-11", "look for the root cause", "root_cause_investigation_started", HOUR, COMMANDER),
    ("TEAM-11", "contact the vendors", "vendors_contacted", HOUR, COMMANDER),
    ("TEAM-11", "tell the Enterprise success managers", "success_managers_notified", HOUR, COMMANDER),
    ("TEAM-11", "schedule the review", "review_scheduled", HOUR, COMMANDER),
]
LEGAL: list[Row] = [
    ("TEAM-12", "preserve the records", "records_preserved", QUARTER, PRIMARY),
    ("TEAM-12", "notify the legal team", "legal_team_notified", QUARTER, PRIMARY),
    ("TEAM-12", "acknowledge the legal matter", "replied", QUARTER, PRIMARY),
    ("TEAM-12", "secure the documents", "documents_secured", QUARTER, PRIMARY),
    ("TEAM-12", "call external counsel", "counsel_consulted", HOUR, "ceo"),
    ("TEAM-12", "review compliance", "compliance_reviewed", HOUR, "ceo"),
    ("TEAM-12", "draft the response", "response_drafted", HOUR, "ceo"),
    ("TEAM-12", "brief the team", "team_briefed", HOUR, "ceo"),
    ("TEAM-12", "plan the follow-up", "follow_up_planned", HOUR, "ceo"),
]
ENTERPRISE: list[Row] = [
    ("TEAM-13", "review the account", "account_reviewed", HOUR, PRIMARY),
    ("TEAM-13", "notify the success manager", "success_manager_notified", HOUR, PRIMARY),
    ("TEAM-13", "inform the VP of customer success", "vp_informed", HOUR, PRIMARY),
    ("TEAM-13", "move to the front of the queues", "moved_to_front", HOUR, PRIMARY),
    ("TEAM-13", "engage an executive", "executive_engaged", FOUR_HOURS, "vp customer success"),
    ("TEAM-13", "plan the solution", "solution_planned", FOUR_HOURS, "vp customer success"),
    ("TEAM-13", "assign resources", "resources_assigned", FOUR_HOURS, "vp customer success"),
    ("TEAM-13", "set the update schedule", "update_schedule_set", FOUR_HOURS, "vp customer success"),
    ("TEAM-13", "review the relationship", "relationship_reviewed", FOUR_HOURS, "vp customer success"),
]
CASES: dict[str, dict[str, object]] = {
    "TEAM-10": {"plan": "pro", "security": "unauthorized access"},
    "TEAM-11": {"plan": "pro", "outage": "infrastructure"},
    "TEAM-12": {"plan": "pro", "legal": "litigation"},
    "TEAM-13": {"plan": "enterprise", "area": "technical"},
}
STEPS = [*SECURITY, *OUTAGE, *LEGAL, *ENTERPRISE]
of_each_step = pytest.mark.parametrize(
    ("fact", "step", "done", "within", "owner"), STEPS, ids=[f"{fact} {step}" for fact, step, *_ in STEPS]
)


@of_each_step
def test_team_10_to_team_13_each_step_has_its_time_and_its_owner(
    fact: str, step: str, done: str, within: timedelta, owner: str
) -> None:
    first = created(**CASES[fact])
    assert timed(step, START + within, done, first) == IN_TIME
    assert decide(first, at=START).clocks[step].owner == owner


@of_each_step
def test_team_10_to_team_13_each_step_counts_from_when_the_case_is_known(
    fact: str, step: str, done: str, within: timedelta, owner: str
) -> None:
    """A question of 02:00 on the Basic plan turns out to be such a case at 09:00."""
    before = (created(plan="basic"), Event("changed", later(hours=7), **CASES[fact]))
    assert timed(step, later(hours=7) + within, done, *before) == IN_TIME


@of_each_step
def test_o1_a_step_is_of_its_own_procedure_alone(
    fact: str, step: str, done: str, within: timedelta, owner: str
) -> None:
    for other, facts in CASES.items():
        state = str(decide(created(**facts), at=later(days=1)).clocks[step].state)
        assert state == ("running" if other == fact else "not_started")


# What needs two facts, each from an event of its own.
BOTH = [
    ("TEAM-10", "inform CTO and CEO", ("cto_informed", "ceo_informed"), HOUR, COMMANDER),
    ("TEAM-11", "alert the managers", ("support_manager_alerted", "engineering_manager_alerted"), QUARTER, COMMANDER),
    ("TEAM-12", "alert CEO and CTO", ("ceo_informed", "cto_informed"), QUARTER, PRIMARY),
]


@pytest.mark.parametrize(("fact", "step", "told", "within", "owner"), BOTH)
def test_team_10_to_team_12_two_are_told_when_both_are(
    fact: str, step: str, told: tuple[str, str], within: timedelta, owner: str
) -> None:
    assert decide(created(**CASES[fact]), at=START).clocks[step].owner == owner
    for early, late in (told, told[::-1]):
        first = (created(**CASES[fact]), Event("told", later(minutes=1), **{early: True}))
        assert str(decide(*first, at=later(minutes=2)).clocks[step].state) == "running"
        assert timed(step, START + within, "told", *first, **{late: True}) == IN_TIME


def test_team_13_the_first_answer_to_an_enterprise_customer_involves_management() -> None:
    first = created(**CASES["TEAM-13"])
    step = "acknowledge with management"
    assert decide(first, at=START).clocks[step].owner == PRIMARY
    assert timed(step, later(hours=1), "replied", first, management_involved=True) == IN_TIME
    alone = Event("replied", later(minutes=10))
    clocks = decide(first, alone, at=later(hours=2)).clocks
    assert (str(clocks["enterprise response"].verdict), str(clocks[step].verdict)) == ("met", "breached")


@pytest.mark.parametrize(
    ("fact", "step", "said"),
    [
        ("TEAM-10", "isolate the systems", "isolation_not_possible"),
        ("TEAM-10", "review with counsel", "counsel_not_needed"),
        ("TEAM-10", "notify the regulators", "regulators_not_required"),
        ("TEAM-11", "contact the vendors", "vendors_not_needed"),
        ("TEAM-13", "engage an executive", "executive_not_needed"),
    ],
)
def test_team_10_to_team_13_what_is_not_needed_is_neither_kept_nor_missed(fact: str, step: str, said: str) -> None:
    clock = decide(created(**CASES[fact]), Event(said, later(minutes=5))).clocks[step]
    assert (str(clock.state), str(clock.verdict)) == ("cancelled", "none")


def test_team_12_a_reply_between_15_and_30_minutes_keeps_the_promise_and_breaks_the_procedure() -> None:
    """The document asks the agent for 15 minutes (procedure) and promises the customer 30 (response times)."""
    clocks = decide(created(**CASES["TEAM-12"]), Event("replied", later(minutes=20))).clocks
    verdicts = [str(clocks[name].verdict) for name in ("legal acknowledgement", "acknowledge the legal matter")]
    assert verdicts == ["met", "missed"]


def test_team_11_a_step_stays_owed_when_the_outage_is_over() -> None:
    clock = decide(created(**CASES["TEAM-11"]), Event("resolved", later(minutes=10))).clocks["update the status page"]
    assert str(clock.verdict) == "breached"


# -- messages


def rules(*events: Event) -> list[tuple[str, str]]:
    return [(broken.rule, broken.message) for broken in decide(*events).violations]


def test_team_10_an_acknowledgement_of_a_security_report_avoids_details() -> None:
    first = created(**CASES["TEAM-10"])
    assert rules(first, Event("replied", later(minutes=5))) == []
    told = Event("replied", later(minutes=5), incident_details="which account it was")
    assert rules(first, told) == [("no details", "`replied` must not carry `incident_details`")]
    assert rules(created(plan="pro"), told) == []


SAID = {
    "security_team_notified": ["affected_customer", "reported_by", "initial_report", "incident_commander", "contact"],
    "disruption_notice_sent": [
        *("started_at", "affected_services", "impact_scope", "symptoms", "resolution_eta", "next_update_at"),
        *("incident_commander", "contact"),
    ],
}


@pytest.mark.parametrize(
    ("fact", "message", "rule"),
    [
        ("TEAM-10", "security_team_notified", "security notification"),
        ("TEAM-11", "disruption_notice_sent", "outage alert"),
    ],
)
def test_team_10_and_team_11_the_messages_carry_what_their_templates_do(fact: str, message: str, rule: str) -> None:
    first = created(**CASES[fact])
    whole = dict.fromkeys(SAID[message], "said")
    assert rules(first, Event(message, later(minutes=5), **whole)) == []
    for left_out in whole:
        others = {name: text for name, text in whole.items() if name != left_out}
        broken = rules(first, Event(message, later(minutes=5), **others))
        assert broken == [(rule, f"`{message}` must carry `{left_out}`")]
