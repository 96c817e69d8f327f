"""SIGN X Studio: what goes to engineering at once, and who is on call there (SIGN-5 to SIGN-8).

Turns change on Mondays at 08:00 in New York, -05:00 in February 2026. Week 1 began on 1 January 2024; from there to
Monday 2 February 2026 it is 763 days, 109 weeks, 27 rounds of four and one week: that week is Engineer B's.
"""

from datetime import timedelta
from typing import Any

import pytest

from slapolicy import Decision, Event, Ticket
from slapolicy.catalog import sign_x_studio
from slapolicy.instants import instant

POLICY = sign_x_studio()
TUESDAY = "2026-02-03T10:00-05:00"
SECOND = timedelta(seconds=1)
STRICT = ["met", "missed", "missed"]


def created(at: str = TUESDAY, **facts: object) -> Event:
    return Event("created", at, **facts)


def tuesday(time: str, event: str, **facts: object) -> Event:
    return Event(event, f"2026-02-03T{time}-05:00", **facts)


def decide(*events: Event, at: str = TUESDAY) -> Decision:
    return POLICY.evaluate(Ticket("T-1", events), at=f"2026-02-03T{at}-05:00" if "T" not in at else at)


# -- SIGN-5: escalated at once


@pytest.mark.parametrize(
    ("facts", "paged"),
    [
        ({"severity": "P0"}, True),
        ({"severity": "P1"}, True),
        ({"issue": "system down"}, True),  # P0
        ({"issue": "data loss"}, True),
        ({"issue": "security breach"}, True),
        ({"issue": "major feature broken"}, True),  # P1
        ({"issue": "high error rate"}, True),
        ({"issue": "performance issue"}, True),
        ({"issue": "system bug", "severity": "P3"}, False),
        ({"issue": "system error", "severity": "P3"}, False),
        ({"issue": "performance degradation", "severity": "P2"}, False),
        ({"issue": "data corruption", "severity": "P2"}, False),
        ({"issue": "data issue"}, False),
        ({"issue": "security issue"}, False),
    ],
)
def test_sign_5_to_engineering_at_once(facts: dict[str, Any], paged: bool) -> None:
    decision = decide(created(**facts))
    assert (decision.level, decision.owner) == ("engineering", "Engineer B")
    assert decision.page == (("primary on-call",) if paged else ())
    assert decision.steps[1].reason.endswith("functional: another skill")


@pytest.mark.parametrize("issue", ["password reset", "account access", "feature question", "basic troubleshooting"])
@pytest.mark.parametrize("priority", ["P2", "P3", "P4", "unclear"])
def test_sign_5_what_the_help_desk_solves_stays_there(issue: str, priority: str) -> None:
    decision = decide(created(issue=issue, severity=priority))
    assert (decision.level, decision.page, decision.ahead, decision.violations) == ("help desk", (), (), ())


@pytest.mark.parametrize("facts", [{"severity": "P1"}, {"issue": "system bug"}])
def test_sign_5_when_it_turns_out_later_it_goes_then(facts: dict[str, str]) -> None:
    found = tuesday("11:00:00", "triaged", **facts)
    assert decide(created(), found, at="10:59:59").level == "help desk"
    assert decide(created(), found, at="11:00:00").level == "engineering"


@pytest.mark.parametrize(
    ("priority", "issues"),
    [
        ("P0", ["system down", "data loss", "security breach"]),
        ("P1", ["major feature broken", "high error rate", "performance issue"]),
    ],
)
def test_sign_5_the_lists_of_p0_and_p1_give_the_priority(priority: str, issues: list[str]) -> None:
    found = [decide(created(issue=issue)).classification for issue in issues]
    assert {each.severity for each in found} == {priority}
    assert {reason.split(":")[0] for each in found for reason in each.reasons} == {
        {"P0": "critical", "P1": "high"}[priority]
    }


# -- SIGN-6: acknowledgement


def acknowledged(deadline: str, *events: Event) -> list[str]:
    """The verdict of an acknowledgement just in time, at the limit, and just late."""
    due = instant(deadline)
    tickets = [Ticket("T-1", [*events, Event("acknowledged", at)]) for at in (due - SECOND, due, due + SECOND)]
    return [str(POLICY.evaluate(each, at=due + SECOND).clocks["acknowledgement"].verdict) for each in tickets]


@pytest.mark.parametrize(
    ("priority", "came", "deadline"),
    [
        ("P0", TUESDAY, "2026-02-03T10:15-05:00"),
        ("P1", TUESDAY, "2026-02-03T11:00-05:00"),
        ("P0", "2026-02-08T03:00-05:00", "2026-02-08T03:15-05:00"),  # a Sunday night is no different
        ("P1", "2026-02-08T03:00-05:00", "2026-02-08T04:00-05:00"),
    ],
)
def test_sign_6_engineering_acknowledges_in_less_than_the_limit(priority: str, came: str, deadline: str) -> None:
    assert acknowledged(deadline, created(came, severity=priority)) == STRICT


def test_sign_6_the_time_counts_from_the_page() -> None:
    triaged = tuesday("11:00", "triaged", severity="P1")
    assert decide(created(), triaged, at="11:00").clocks["acknowledgement"].owner == "primary on-call"
    assert acknowledged("2026-02-03T12:00-05:00", created(), triaged) == STRICT


def test_sign_6_a_p1_that_becomes_p0_pages_again_and_has_15_minutes_from_then() -> None:
    events = [created(severity="P1"), tuesday("10:50", "changed", severity="P0")]
    assert acknowledged("2026-02-03T11:05-05:00", *events) == STRICT
    paging = [step.rule for step in decide(*events, at="10:50:00").steps if step.page]
    assert paging == ["high", "critical"]


@pytest.mark.parametrize("priority", ["P2", "P3", "P4", "unclear"])
def test_sign_6_others_have_no_such_time(priority: str) -> None:
    clock = decide(created(severity=priority, issue="system bug"), at="23:00").clocks["acknowledgement"]
    assert (str(clock.state), clock.due_at) == ("not_started", None)


# -- SIGN-7: turns


@pytest.mark.parametrize(
    ("at", "engineer"),
    [
        ("2024-01-01T08:00-05:00", "Engineer A"),  # week 1
        ("2024-01-08T07:59:59-05:00", "Engineer A"),
        ("2024-01-08T08:00-05:00", "Engineer B"),  # week 2
        ("2024-01-15T08:00-05:00", "Engineer C"),  # week 3
        ("2024-01-22T08:00-05:00", "Engineer D"),  # week 4
        ("2024-01-29T07:59:59-05:00", "Engineer D"),
        ("2024-01-29T08:00-05:00", "Engineer A"),  # and from the beginning
        ("2026-02-07T03:00-05:00", "Engineer B"),  # Saturday night
        ("2026-02-09T07:59:59-05:00", "Engineer B"),
        ("2026-02-09T08:00-05:00", "Engineer C"),
        ("2026-03-09T07:59:59-04:00", "Engineer B"),  # five weeks on, by the wall clock of summer time
        ("2026-03-09T08:00-04:00", "Engineer C"),
    ],
)
def test_sign_7_four_engineers_take_weekly_turns(at: str, engineer: str) -> None:
    assert decide(created(at, severity="P0"), at=at).owner == engineer


def test_sign_7_there_is_somebody_at_every_hour() -> None:
    """A P1 that nobody touches is handed on every Monday at 08:00, and never to nobody."""
    ticket = Ticket("T-1", [created(severity="P1")])
    steps = POLICY.rehearse(ticket, at=TUESDAY, until="2026-03-03T10:00-05:00").steps
    turns = [f"Engineer {letter} (primary on-call)" for letter in "BCDAB"]
    assert [step.who for step in steps] == ["help desk", *turns]
    assert {(step.at.weekday(), step.at.hour) for step in steps[2:]} == {(0, 8)}


# -- SIGN-8: the backup


def test_sign_8_a_p0_that_nobody_acknowledges_goes_to_the_secondary() -> None:
    p0 = created(severity="P0")
    before, after = decide(p0, at="10:14:59"), decide(p0, at="10:15:00")
    assert (before.owner, before.next_owner, before.page) == ("Engineer B", "secondary on-call", ("primary on-call",))
    assert before.next_owner_at == instant("2026-02-03T10:15-05:00")
    assert (after.owner, after.page) == ("secondary on-call", ("primary on-call", "secondary on-call"))


@pytest.mark.parametrize(("at", "owner"), [("10:14:59", "Engineer B"), ("10:15:01", "secondary on-call")])
def test_sign_8_an_acknowledgement_keeps_it_where_it_is(at: str, owner: str) -> None:
    assert decide(created(severity="P0"), tuesday(at, "acknowledged"), at="23:00:00").owner == owner


def test_sign_8_the_backup_is_for_critical_issues() -> None:
    steps = decide(created(severity="P1"), at="23:00:00").steps
    assert [step.owner for step in steps] == ["help desk", "primary on-call"]


def test_sign_8_a_p1_that_becomes_p0_waits_15_minutes_from_then() -> None:
    events = [created(severity="P1"), tuesday("10:50:00", "changed", severity="P0")]
    assert decide(*events, at="11:04:59").owner == "Engineer B"
    assert decide(*events, at="11:05:00").owner == "secondary on-call"
