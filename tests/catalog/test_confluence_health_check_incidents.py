"""Confluence Health Check: what is owed while an incident lasts and after it (CHC-8 to CHC-10, CHC-13).

An incident comes on Friday 6 March 2026 at 10:00 UTC and is acknowledged by engineering at 10:10. The office is open
Monday to Friday 09:00-17:00 UTC.
"""

from datetime import timedelta

import pytest

from slapolicy import ClockReport, Event, Ticket
from slapolicy.catalog import confluence_health_check
from slapolicy.instants import instant

POLICY = confluence_health_check()
INCIDENTS, OTHERS = ["Sev-1", "Sev-2"], ["Sev-3", "Sev-4"]
SECOND = timedelta(seconds=1)


def friday(time: str, event: str, **facts: object) -> Event:
    return Event(event, f"2026-03-06T{time}Z", **facts)


def incident(*events: Event, severity: str = "Sev-1") -> Ticket:
    """An incident that engineering acknowledged at 10:10."""
    return Ticket("T-1", [friday("10:00", "created", severity=severity), friday("10:10", "acknowledged"), *events])


def clock(target: str, ticket: Ticket, at: str) -> ClockReport:
    return POLICY.evaluate(ticket, at=at if "T" in at else f"2026-03-06T{at}Z").clocks[target]


def verdicts(target: str, event: str, ticket: Ticket, deadline: str, **facts: object) -> list[str]:
    """The verdict of the first cycle if it is done just in time, at the deadline, and just late."""
    due = instant(deadline)
    return [
        str(POLICY.evaluate(ticket.add(Event(event, done, **facts)), at=done).clocks[target].cycles[0].verdict)
        for done in (due - SECOND, due, due + SECOND)
    ]


KEPT = ["met", "met", "missed"]


# -- CHC-8: the commander


@pytest.mark.parametrize("severity", INCIDENTS)
def test_chc_8_a_commander_within_15_minutes_of_engineerings_acknowledgement(severity: str) -> None:
    named = {"incident_commander": "Ada"}
    ticket = incident(severity=severity)
    assert verdicts("commander", "assigned", ticket, "2026-03-06T10:25Z", **named) == KEPT
    assert clock("commander", ticket, "10:09:59").started_at is None
    assert str(clock("commander", ticket, "10:25").verdict) == "open"
    assert clock("commander", ticket, "10:25").owner == "on-call primary"
    assert str(clock("commander", ticket, "10:25:01").verdict) == "breached"


@pytest.mark.parametrize("severity", OTHERS)
def test_chc_8_other_tickets_need_none(severity: str) -> None:
    late = clock("commander", incident(severity=severity), "23:00")
    assert (str(late.verdict), late.due_at) == ("none", None)


def test_chc_8_a_ticket_that_becomes_an_incident_has_15_minutes_from_then() -> None:
    raised = incident(friday("12:00", "changed", severity="Sev-2"), severity="Sev-3")
    assert clock("commander", raised, "12:00").due_at == instant("2026-03-06T12:15Z")


def test_chc_8_a_commander_who_is_there_already_is_enough() -> None:
    ticket = Ticket(
        "T-1",
        [friday("10:00", "created", severity="Sev-1", incident_commander="Ada"), friday("10:10", "acknowledged")],
    )
    assert str(clock("commander", ticket, "12:00").verdict) == "met"


# -- CHC-9: updates


@pytest.mark.parametrize("severity", INCIDENTS)
def test_chc_9_an_update_at_least_every_60_minutes(severity: str) -> None:
    """The first is due at 11:10; one at 10:50 moves the next to 11:50."""
    ticket = incident(severity=severity)
    assert verdicts("updates", "update_posted", ticket, "2026-03-06T11:10Z") == KEPT
    updated = ticket.add(friday("10:50", "update_posted"))
    assert clock("updates", updated, "10:50").due_at == instant("2026-03-06T11:50Z")
    assert clock("updates", updated, "10:50").owner == "support triage"
    assert str(clock("updates", updated, "11:50").verdict) == "open"
    late = clock("updates", updated, "11:50:01")
    assert (str(late.verdict), late.breached_at) == ("breached", instant("2026-03-06T11:50Z"))
    assert [str(cycle.verdict) for cycle in late.cycles] == ["met", "breached"]


@pytest.mark.parametrize("severity", OTHERS)
def test_chc_9_other_tickets_owe_none(severity: str) -> None:
    ticket = incident(severity=severity)
    assert clock("updates", ticket, "23:00").due_at is None
    closed = ticket.add(friday("12:00", "closed"))
    assert clock("closing_update", closed, "23:00").due_at is None


def test_chc_9_none_is_due_from_mitigation_until_closure() -> None:
    """Mitigated at 11:00, before the first was due; closed a day later."""
    mitigated = incident(friday("11:00", "mitigated"))
    for at in ("11:00", "11:10:01", "2026-03-07T11:00Z"):
        for target in ("updates", "closing_update"):
            assert str(clock(target, mitigated, at).verdict) == "none"
            assert str(clock(target, mitigated, at).state) in {"stopped", "not_started"}


def test_chc_9_what_was_late_before_mitigation_stays_late() -> None:
    mitigated = incident(friday("11:10:01", "mitigated"))
    assert str(clock("updates", mitigated, "12:00").verdict) == "missed"


@pytest.mark.parametrize("severity", INCIDENTS)
def test_chc_9_one_is_due_at_closure(severity: str) -> None:
    """Closed on Saturday at 11:00: within the rhythm's 60 minutes, by 12:00."""
    closed = incident(friday("11:00", "mitigated"), Event("closed", "2026-03-07T11:00Z"), severity=severity)
    assert str(clock("closing_update", closed, "2026-03-07T10:59:59Z").state) == "not_started"
    assert clock("closing_update", closed, "2026-03-07T11:00Z").due_at == instant("2026-03-07T12:00Z")
    assert verdicts("closing_update", "update_posted", closed, "2026-03-07T12:00Z") == KEPT
    assert clock("closing_update", closed, "2026-03-07T11:00Z").owner == "support triage"
    assert str(clock("updates", closed, "2026-03-08T12:00Z").state) == "stopped"


def test_chc_9_closed_without_mitigation_ends_the_rhythm_as_well() -> None:
    closed = incident(friday("10:30", "closed"))
    assert str(clock("updates", closed, "12:00").state) == "stopped"
    assert clock("closing_update", closed, "10:30").due_at == instant("2026-03-06T11:30Z")


def test_chc_9_reopened_is_active_again() -> None:
    """CHC-9, CHC-10: the rhythm begins anew at 15:00, and what closing asked for is taken back."""
    again = incident(friday("11:00", "mitigated"), friday("12:00", "closed"), friday("15:00", "reopened"))
    assert clock("updates", again, "15:00").due_at == instant("2026-03-06T16:00Z")
    for target in ("closing_update", "review", "summary"):
        assert str(clock(target, again, "15:00").state) == "cancelled"


def test_chc_9_what_was_done_before_it_was_reopened_stays_done() -> None:
    """CHC-9, CHC-10, CHC-13."""
    done = incident(
        friday("12:00", "closed"),
        friday("12:30", "update_posted"),
        friday("13:00", "summary_shared"),
        friday("14:00", "review_opened"),
        friday("15:00", "reopened"),
    )
    states = [str(clock(target, done, "15:00").state) for target in ("closing_update", "summary", "review")]
    assert states == ["stopped"] * 3


def test_chc_9_a_ticket_that_becomes_an_incident_has_60_minutes_from_then() -> None:
    raised = incident(friday("14:00", "changed", severity="Sev-1"), severity="Sev-4")
    assert clock("updates", raised, "14:00").due_at == instant("2026-03-06T15:00Z")


# -- CHC-10: the review


@pytest.mark.parametrize("severity", INCIDENTS)
@pytest.mark.parametrize(
    ("closed", "deadline"),
    [
        ("2026-03-06T16:00Z", "2026-03-10T16:00Z"),  # Friday: Monday, Tuesday at the same time
        ("2026-03-06T20:00Z", "2026-03-11T09:00Z"),  # after hours: from Monday 09:00, Tuesday, Wednesday
        ("2026-03-07T11:00Z", "2026-03-11T09:00Z"),  # so does a Saturday
    ],
)
def test_chc_10_a_review_within_two_business_days_of_closure(severity: str, closed: str, deadline: str) -> None:
    ticket = incident(Event("closed", closed), severity=severity)
    assert verdicts("review", "review_opened", ticket, deadline) == KEPT
    assert clock("review", ticket, closed).owner == "incident commander"


@pytest.mark.parametrize("severity", OTHERS)
def test_chc_10_other_tickets_need_no_review(severity: str) -> None:
    closed = incident(friday("16:00", "closed"), severity=severity)
    assert clock("review", closed, "2026-03-20T12:00Z").due_at is None


# -- CHC-13: the summary


@pytest.mark.parametrize("severity", INCIDENTS)
def test_chc_13_a_summary_is_owed_from_closure_until_it_is_shared(severity: str) -> None:
    """No time is promised: it runs, has an owner, and is never late."""
    closed = incident(friday("16:00", "closed"), severity=severity)
    assert str(clock("summary", closed, "15:59:59").state) == "not_started"
    owed = clock("summary", closed, "2026-06-01T12:00Z")
    assert (str(owed.state), str(owed.verdict), owed.owner) == ("running", "none", "support triage")
    shared = closed.add(Event("summary_shared", "2026-03-09T10:00Z", remediation="rolled back", prevention="a test"))
    assert str(clock("summary", shared, "2026-03-09T10:00Z").state) == "stopped"


@pytest.mark.parametrize("severity", OTHERS)
def test_chc_13_other_tickets_owe_none(severity: str) -> None:
    closed = incident(friday("16:00", "closed"), severity=severity)
    assert clock("summary", closed, "18:00").reason == "no target: it applies where severity is Sev-1 or Sev-2"
