"""What `teamflow` promises: responses, resolution, updates and the review (TEAM-1, TEAM-7 to TEAM-9, TEAM-16).

The ticket comes at 02:00 on a Saturday; all of it is elapsed time, so a deadline on paper is 02:00 and the limit.
"""

from datetime import timedelta

import pytest

from catalog.teamflow_desk import IN_TIME, LONG_AFTER, SECOND, START, around, created, decide, later, timed
from slapolicy import Event

ESCALATED: dict[str, dict[str, object]] = {
    "critical": {"plan": "basic", "outage": "database"},
    "high": {"plan": "basic", "fortune_500": True},
    "standard": {"plan": "basic", "technical": "core bug"},
}

# -- TEAM-1: first-line support by plan


@pytest.mark.parametrize(("plan", "hours"), [("basic", 24), ("pro", 8), ("enterprise", 4)])
def test_team_1_first_line_response(plan: str, hours: int) -> None:
    assert timed("response", later(hours=hours), "replied", created(plan=plan)) == IN_TIME


def test_team_1_until_the_plan_is_known_the_24_hours_hold_that_all_plans_have() -> None:
    assert timed("response", later(hours=24), "replied", created()) == IN_TIME
    known = Event("changed", later(hours=1), plan="pro")
    assert timed("response", later(hours=8), "replied", created(), known) == IN_TIME


@pytest.mark.parametrize(("plan", "hours"), [("basic", 24), ("pro", 8), (None, 24)])
def test_team_1_a_ticket_without_a_response_goes_up(plan: str | None, hours: int) -> None:
    due = later(hours=hours)
    waiting = [decide(created(plan=plan), at=at).level for at in around(due)]
    assert waiting == ["first-line support", "senior support", "senior support"]
    replied = [decide(created(plan=plan), Event("replied", at), at=due + SECOND).level for at in around(due)]
    assert replied == ["first-line support", "first-line support", "senior support"]


# -- TEAM-7: initial response by kind


@pytest.mark.parametrize("plan", ["basic", "pro", "enterprise"])
@pytest.mark.parametrize(
    ("target", "facts", "done", "minutes"),
    [
        ("security response", {"security": "vulnerability"}, "replied", 15),
        ("outage status update", {"outage": "cdn"}, "status_page_updated", 15),
        ("outage status update", {"outage": "cdn"}, "update_posted", 15),
        ("legal acknowledgement", {"legal": "subpoena"}, "replied", 30),
    ],
)
def test_team_7_initial_response_to_what_is_immediate(
    plan: str, target: str, facts: dict[str, object], done: str, minutes: int
) -> None:
    assert timed(target, later(minutes=minutes), done, created(plan=plan, **facts)) == IN_TIME


@pytest.mark.parametrize("area", ["technical", "billing", "product"])
def test_team_7_initial_response_to_an_enterprise_customer(area: str) -> None:
    assert timed("enterprise response", later(hours=1), "replied", created(plan="enterprise", area=area)) == IN_TIME


@pytest.mark.parametrize("plan", ["basic", "pro"])
@pytest.mark.parametrize("facts", [{"technical": "performance"}, {"refund": 600}, {"fortune_500": True}])
def test_team_7_initial_response_to_any_other_escalation(plan: str, facts: dict[str, object]) -> None:
    assert timed("escalation response", later(hours=4), "replied", created(plan=plan, **facts)) == IN_TIME


@pytest.mark.parametrize(
    ("target", "facts", "done", "minutes"),
    [
        ("security response", {"security": "data loss"}, "replied", 15),
        ("outage status update", {"outage": "hosting"}, "update_posted", 15),
        ("legal acknowledgement", {"legal": "litigation"}, "replied", 30),
        ("enterprise response", {"plan": "enterprise"}, "replied", 60),
        ("escalation response", {"satisfaction": "negative feedback"}, "replied", 240),
        ("escalation response", {"fortune_500": True}, "replied", 240),
    ],
)
def test_team_7_counts_from_when_the_kind_is_known_and_asks_for_another_reply(
    target: str, facts: dict[str, object], done: str, minutes: int
) -> None:
    """A question of 02:00 that was answered at 02:10 turns out at 04:00 to be more than that."""
    before = (created(plan="pro"), Event("replied", later(minutes=10)), Event("changed", later(hours=2), **facts))
    assert timed(target, later(hours=2, minutes=minutes), done, *before) == IN_TIME


def test_team_7_nothing_of_this_is_promised_where_nothing_is_escalated() -> None:
    clocks = decide(created(plan="pro"), at=LONG_AFTER).clocks
    kinds = ["security response", "outage status update", "legal acknowledgement", "enterprise response"]
    assert {str(clocks[kind].verdict) for kind in (*kinds, "escalation response")} == {"none"}


# -- TEAM-8: resolution


@pytest.mark.parametrize(("severity", "hours"), [("critical", 4), ("high", 24), ("standard", 72)])
def test_team_8_resolution(severity: str, hours: int) -> None:
    first = created(**ESCALATED[severity])
    assert decide(first, at=START).severity == severity
    assert timed("resolution", later(hours=hours), "resolved", first) == IN_TIME


@pytest.mark.parametrize("plan", ["basic", "pro"])
def test_team_8_a_complex_issue_has_a_week(plan: str) -> None:
    """From Saturday 7 March, 02:00, to Saturday 14 March, 02:00."""
    for facts in ({"complex": True}, {"complex": True, "technical": "core bug"}):
        assert timed("resolution", later(days=7), "resolved", created(plan=plan, **facts)) == IN_TIME


def test_team_8_what_turns_out_to_be_complex_has_a_week_from_the_beginning() -> None:
    before = (created(**ESCALATED["standard"]), Event("changed", later(hours=10), complex=True))
    assert timed("resolution", later(days=7), "resolved", *before) == IN_TIME


@pytest.mark.parametrize(("severity", "hours"), [("critical", 4), ("high", 24)])
def test_team_8_to_call_it_complex_gains_no_time_where_it_is_urgent(severity: str, hours: int) -> None:
    first = created(**ESCALATED[severity], complex=True)
    assert timed("resolution", later(hours=hours), "resolved", first) == IN_TIME


def test_team_8_a_rise_counts_from_the_beginning() -> None:
    """C5: high from 02:00 on would have been due on Sunday at 02:00; critical since 03:00 it is due at 06:00."""
    rise = Event("changed", later(hours=1), outage="api")
    assert timed("resolution", later(hours=4), "resolved", created(**ESCALATED["high"]), rise) == IN_TIME


def test_team_8_nothing_is_promised_of_a_routine_resolution() -> None:
    assert str(decide(created(plan="pro")).clocks["resolution"].verdict) == "none"


# -- TEAM-9: updates, and the daily one of TEAM-8


CADENCES = [
    ("security updates", {"security": "data breach"}, "update_posted", timedelta(minutes=30)),
    ("outage updates", {"outage": "platform"}, "update_posted", timedelta(minutes=15)),
    ("outage updates", {"outage": "platform"}, "status_page_updated", timedelta(minutes=15)),
    ("daily updates", {"complex": True}, "update_posted", timedelta(hours=24)),
]


@pytest.mark.parametrize(("target", "facts", "update", "every"), CADENCES)
def test_team_8_and_team_9_each_update_is_due_so_long_after_the_one_before(
    target: str, facts: dict[str, object], update: str, every: timedelta
) -> None:
    first = created(plan="pro", **facts)
    assert decide(first, at=START).clocks[target].due_at == START + every
    early = Event(update, START + every / 3)
    assert decide(first, early, at=early.at).clocks[target].due_at == early.at + every
    open_rounds = [str(decide(first, early, at=at).clocks[target].verdict) for at in around(early.at + every)]
    assert open_rounds == ["open", "open", "breached"]
    done = [decide(first, early, Event(update, at), at=at).clocks[target].cycles for at in around(early.at + every)]
    assert [[str(each.verdict) for each in rounds[:-1]] for rounds in done] == [
        ["met", "met"],
        ["met", "met"],
        ["met", "missed"],
    ]


@pytest.mark.parametrize(("target", "facts", "update", "every"), CADENCES)
def test_team_8_and_team_9_the_first_update_counts_from_when_the_case_is_known(
    target: str, facts: dict[str, object], update: str, every: timedelta
) -> None:
    before = (created(plan="pro"), Event("changed", later(hours=2), **facts))
    verdicts = [str(decide(*before, at=at).clocks[target].verdict) for at in around(later(hours=2) + every)]
    assert verdicts == ["open", "open", "breached"]
    updated = decide(*before, Event(update, later(hours=2) + every)).clocks[target]
    assert str(updated.cycles[0].verdict) == "met"


@pytest.mark.parametrize(("target", "facts", "update", "every"), CADENCES)
@pytest.mark.parametrize("end", ["resolved", "closed"])
def test_team_9_updates_end_with_the_ticket(
    target: str, facts: dict[str, object], update: str, every: timedelta, end: str
) -> None:
    clock = decide(created(plan="pro", **facts), Event(end, START + every)).clocks[target]
    assert (str(clock.state), str(clock.verdict)) == ("stopped", "none")


# -- TEAM-16: what is owed afterwards


@pytest.mark.parametrize("severity", list(ESCALATED))
def test_team_16_root_cause_analysis_within_48_hours_of_the_resolution(severity: str) -> None:
    """Resolved at 05:00 on Saturday, due at 05:00 on Monday."""
    before = (created(**ESCALATED[severity]), Event("resolved", later(hours=3)))
    due = later(hours=3 + 48)
    assert timed("root-cause analysis", due, "root_cause_analysis_completed", *before) == IN_TIME


@pytest.mark.parametrize("facts", [{"plan": "pro"}, {}])
def test_team_16_a_ticket_that_was_not_escalated_owes_no_review(facts: dict[str, object]) -> None:
    clocks = decide(created(**facts), Event("resolved", later(hours=3))).clocks
    for part in ("root-cause analysis", "process review", "customer follow-up", "documentation", "team debrief"):
        assert (str(clocks[part].state), str(clocks[part].verdict)) == ("cancelled", "none")


def test_team_16_a_reopened_ticket_owes_it_after_the_next_resolution() -> None:
    before = [created(**ESCALATED["high"]), Event("resolved", later(hours=3)), Event("reopened", later(hours=5))]
    assert str(decide(*before).clocks["root-cause analysis"].state) == "cancelled"
    again = Event("resolved", later(hours=9))
    assert decide(*before, again).clocks["root-cause analysis"].due_at == later(hours=9 + 48)


@pytest.mark.parametrize(
    ("part", "done"),
    [
        ("process review", "process_reviewed"),
        ("customer follow-up", "survey_sent"),
        ("documentation", "knowledge_base_updated"),
        ("team debrief", "team_debriefed"),
    ],
)
def test_team_16_the_other_parts_of_the_review_are_owed_without_a_time(part: str, done: str) -> None:
    before = (created(**ESCALATED["high"]), Event("resolved", later(hours=3)))
    reopened = decide(*before, Event("reopened", later(hours=5)))
    assert str(reopened.clocks[part].state) == "cancelled"
    owed = decide(*before).clocks[part]
    assert (str(owed.state), owed.due_at, str(owed.verdict)) == ("running", None, "none")
    kept = (*before, Event(done, later(hours=4)))
    assert str(decide(*kept).clocks[part].state) == "stopped"
    assert str(decide(*kept, Event("reopened", later(hours=5))).clocks[part].state) == "stopped"
