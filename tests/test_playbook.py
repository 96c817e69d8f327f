"""A playbook: steps and follow-ups are targets with owners, by severity, and it can be told what is late (O1)."""

from typing import Any

import pytest

from slapolicy import ClockReport, Decision, Event, Policy, Ticket, Verdict

FRIDAY = "2026-03-06"
STEPS: dict[str, Any] = {
    "page the engineer": {
        "start": {"severity": ["P0", "P1"]}, "stop": "engineer_paged", "within": "5 minutes", "owner": "desk",
    },
    "status page": {
        "start": {"severity": ["P0", "P1"]}, "stop": "status_page_updated",
        "within": {"P0": "15 minutes", "P1": "30 minutes"}, "owner": "communications",
    },
    "commander": {
        "start": "acknowledged", "stop": "commander_assigned", "applies": {"severity": ["P0", "P1"]},
        "within": "15 minutes", "owner": "on call",
    },
    "review": {
        "start": "closed", "stop": "review_opened", "cancel": "reopened", "reopen": [],
        "applies": {"severity": ["P0", "P1"]}, "within": "2 business days",
        "owner": [{"when": {"severity": "P0"}, "owner": "lead"}, {"owner": "desk"}],
    },
    "documentation task": {
        "start": "closed", "stop": "task_opened", "applies": {"documentation_gap": True},
        "within": "5 business days", "owner": "desk",
    },
    "summary": {
        "start": "closed", "stop": {"summary_shared": True}, "within": "1 business day", "owner": "communications",
    },
}  # fmt: skip
POLICY = Policy.from_dict(
    {
        "name": "playbook",
        "calendars": {"office": {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}},
        "calendar": "office",
        "severity": {"levels": ["P0", "P1", "P2"]},
        "owners": {"desk": "Desk", "on call": "On call", "communications": "Communications", "lead": "Lead"},
        "targets": STEPS,
    }
)
CREATED = ("created", "10:00")


def event(name: str, clock: str, **facts: Any) -> Event:
    """An event of Friday, or of another date where the time names one."""
    return Event(name, f"{clock}Z" if "T" in clock else f"{FRIDAY}T{clock}Z", **facts)


def decide(*events: Event, at: str) -> Decision:
    return POLICY.evaluate(Ticket("T-1", events), at=f"{at}Z" if "T" in at else f"{FRIDAY}T{at}Z")


def due(clock: ClockReport) -> str | None:
    return clock.due_at.isoformat()[5:16] if clock.due_at else None


def late(decision: Decision) -> list[str]:
    return [name for name, clock in decision.clocks.items() if clock.verdict in (Verdict.BREACHED, Verdict.MISSED)]


@pytest.mark.parametrize(
    ("severity", "page", "status"),
    [("P0", "03-06T10:05", "03-06T10:15"), ("P1", "03-06T10:05", "03-06T10:30"), ("P2", None, None)],
)
def test_o1_steps_by_severity(severity: str, page: str | None, status: str | None) -> None:
    """No calendar stretches the first minutes: elapsed time."""
    clocks = decide(event(*CREATED, severity=severity), at="10:01").clocks
    assert [due(clocks[name]) for name in ("page the engineer", "status page")] == [page, status]


def test_o1_a_step_says_whose_it_is() -> None:
    clocks = decide(event(*CREATED, severity="P0"), at="10:01").clocks
    assert {name: clock.owner for name, clock in clocks.items()} == {
        "page the engineer": "desk",
        "status page": "communications",
        "commander": "on call",
        "review": "lead",
        "documentation task": "desk",
        "summary": "communications",
    }
    assert decide(event(*CREATED, severity="P1"), at="10:01").clocks["review"].owner == "desk"


@pytest.mark.parametrize(
    ("done", "at", "what_is_late", "verdict"),
    [
        (None, "10:15", ["page the engineer"], "open"),
        (None, "10:16", ["page the engineer", "status page"], "breached"),
        ("10:15", "10:30", ["page the engineer"], "met"),
        ("10:16", "10:30", ["page the engineer", "status page"], "missed"),
    ],
)
def test_o1_what_is_late(done: str | None, at: str, what_is_late: list[str], verdict: str) -> None:
    events = [event(*CREATED, severity="P0"), *([event("status_page_updated", done)] if done else [])]
    decision = decide(*events, at=at)
    assert (late(decision), decision.clocks["status page"].verdict) == (what_is_late, verdict)


def test_o1_a_ticket_that_becomes_an_incident_starts_its_steps_then() -> None:
    events = [event(*CREATED, severity="P2"), event("changed", "12:00", severity="P0")]
    assert [due(clock) for clock in decide(*events, at="12:01").clocks.values()][:2] == ["03-06T12:05", "03-06T12:15"]


def test_o1_a_step_can_start_at_an_acknowledgement() -> None:
    events = [event(*CREATED, severity="P0"), event("acknowledged", "10:20")]
    assert decide(event(*CREATED, severity="P0"), at="10:30").clocks["commander"].state == "not_started"
    assert due(decide(*events, at="10:30").clocks["commander"]) == "03-06T10:35"
    minor = decide(event(*CREATED, severity="P2"), event("acknowledged", "10:20"), at="10:30").clocks["commander"]
    assert (minor.verdict, due(minor)) == ("none", None)
    assert minor.reason == "no target: it applies where severity is P0 or P1"


@pytest.mark.parametrize(("severity", "review"), [("P0", "03-10T16:00"), ("P1", "03-10T16:00"), ("P2", None)])
def test_o1_a_follow_up_starts_at_the_closure(severity: str, review: str | None) -> None:
    """Two working days after a Friday 16:00 are a Tuesday 16:00."""
    before = decide(event(*CREATED, severity=severity), at="16:00")
    assert before.clocks["review"].state == "not_started"
    after = decide(event(*CREATED, severity=severity), event("closed", "16:00"), at="16:30")
    assert due(after.clocks["review"]) == review


def test_o1_a_follow_up_of_a_gap_only_where_there_is_one() -> None:
    closed = event("closed", "16:00")
    gap = decide(event(*CREATED, documentation_gap=True), closed, at="16:30").clocks["documentation task"]
    none = decide(event(*CREATED), closed, at="16:30").clocks["documentation task"]
    assert (due(gap), due(none)) == ("03-13T16:00", None)


def test_c3_a_follow_up_is_taken_back_by_a_reopening_and_asked_for_again_by_the_next_closure() -> None:
    events = [event(*CREATED, severity="P0"), event("closed", "11:00"), event("reopened", "12:00")]
    assert decide(*events, at="13:00").clocks["review"].state == "cancelled"
    again = decide(*events, event("closed", "2026-03-09T10:00"), at="2026-03-09T11:00").clocks["review"]
    assert (again.state, due(again)) == ("running", "03-11T10:00")
    assert [cycle.verdict for cycle in again.cycles] == ["none", "open"]


def test_c3_a_review_that_was_opened_stays_opened_when_the_ticket_is_reopened() -> None:
    done = [event(*CREATED, severity="P0"), event("closed", "11:00"), event("review_opened", "11:30")]
    review = decide(*done, event("reopened", "12:00"), at="13:00").clocks["review"]
    assert (review.state, review.verdict, len(review.cycles)) == ("stopped", "met", 1)


def test_o1_what_was_done_before_the_closure_is_done_at_it() -> None:
    shared = [event(*CREATED), event("update_posted", "11:00", summary_shared=True), event("closed", "12:00")]
    summary = decide(*shared, at="13:00").clocks["summary"]
    assert (summary.state, summary.verdict) == ("stopped", "met")
    late_one = decide(event(*CREATED), event("closed", "12:00"), at="13:00").clocks["summary"]
    assert (late_one.state, due(late_one)) == ("running", "03-09T12:00")


def test_c10_one_timer_serves_all_steps() -> None:
    """The page is late just after 10:05, the status page just after 10:15."""
    created = event(*CREATED, severity="P0")
    moments = [decide(created, at=at).next_change_at for at in ("10:01", "10:06")]
    assert [moment.isoformat()[11:26] if moment else None for moment in moments] == [
        "10:05:00.000001",
        "10:15:00.000001",
    ]


def test_p5_an_explanation_of_a_step_names_its_owner() -> None:
    decision = decide(event(*CREATED, severity="P0"), at="10:16")
    assert decision.explain("status page").splitlines()[0] == "status page: breached (running), owner communications"
    assert "commander: none (not started), owner on call\n  it starts at `acknowledged`" in decision.explain()
