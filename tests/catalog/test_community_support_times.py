"""Community support of an open-source company: by when, on both sides of every limit (COM-2 to COM-5)."""

import pytest

from catalog.community import FACTS, FRIDAY, KEPT, created, decide, sides
from slapolicy import Calendar, Event, Ticket
from slapolicy.catalog import community_support
from slapolicy.instants import instant

SATURDAY = "2026-03-07T12:00:00+01:00"


@pytest.mark.parametrize("priority", FACTS)
def test_com_2_triage_within_four_business_hours(priority: str) -> None:
    """1.5 hours on Friday and 2.5 on Monday, whatever the symptom; of what comes on a Saturday, four on Monday."""
    facts = FACTS[priority]
    assert sides("triage", "triaged", created(**facts), "2026-03-09T11:30:00+01:00") == KEPT
    assert sides("triage", "triaged", created(SATURDAY, **facts), "2026-03-09T13:00:00+01:00") == KEPT


def test_com_2_triage_gives_a_label_and_a_priority() -> None:
    bare = decide(created(), Event("triaged", "2026-03-06T16:00:00+01:00"))
    assert [broken.message for broken in bare.violations] == [
        "`triaged` must carry `label`",
        "`triaged` must carry `severity`",
    ]
    whole = decide(created(), Event("triaged", "2026-03-06T16:00:00+01:00", label="bug", severity="P1"))
    assert (whole.severity, whole.violations) == ("P1", ())
    wrong = decide(created(), Event("triaged", "2026-03-06T16:00:00+01:00", label="praise", severity="P1"))
    assert [broken.rule for broken in wrong.violations] == ["facts.label"]
    strange = decide(created(), Event("triaged", "2026-03-06T16:00:00+01:00", label="bug", severity="P7"))
    assert strange.severity == "unclear"
    assert strange.classification.reasons == ("an event states `P7`, which is none of `P0`, `P1`, `P2`",)


@pytest.mark.parametrize(
    ("priority", "came", "deadline"),
    [
        ("P0", FRIDAY, "2026-03-06T17:30:00+01:00"),  # 2 hours, past the end of the day
        ("P1", FRIDAY, "2026-03-09T11:30:00+01:00"),  # 4 business hours: 1.5 on Friday, 2.5 on Monday
        ("P2", FRIDAY, "2026-03-09T15:30:00+01:00"),  # 1 business day
        ("unclear", FRIDAY, "2026-03-09T15:30:00+01:00"),  # COM-5: 1 business day until a priority is known
        ("P0", SATURDAY, "2026-03-07T14:00:00+01:00"),  # 2 hours by the clock, on the Saturday itself
        ("P1", SATURDAY, "2026-03-09T13:00:00+01:00"),  # 4 hours from Monday's opening
        ("P2", SATURDAY, "2026-03-10T09:00:00+01:00"),  # a day from Monday's opening
        ("unclear", SATURDAY, "2026-03-10T09:00:00+01:00"),
    ],
)
def test_com_3_and_com_5_first_response(priority: str, came: str, deadline: str) -> None:
    assert sides("first_response", "replied", created(came, **FACTS[priority]), deadline) == KEPT


@pytest.mark.parametrize(
    ("priority", "came", "deadline"),
    [
        ("P0", FRIDAY, "2026-03-07T15:30:00+01:00"),  # 24 hours, on a Saturday
        ("P1", FRIDAY, "2026-03-11T15:30:00+01:00"),  # 3 business days: Monday, Tuesday, Wednesday
        ("P2", FRIDAY, "2026-03-13T15:30:00+01:00"),  # 5 business days: the Friday after
        ("P0", SATURDAY, "2026-03-08T12:00:00+01:00"),
        ("P1", SATURDAY, "2026-03-12T09:00:00+01:00"),  # Tuesday, Wednesday, Thursday, from Monday's opening
        ("P2", SATURDAY, "2026-03-16T09:00:00+01:00"),  # Tuesday to Friday, and the Monday after
        # The clocks go forward in the night to Sunday 29 March: 24 hours are 24 hours, a day's time stays its time.
        ("P0", "2026-03-28T12:00:00+01:00", "2026-03-29T13:00:00+02:00"),
        ("P1", "2026-03-27T15:30:00+01:00", "2026-04-01T15:30:00+02:00"),
        ("P2", "2026-03-27T15:30:00+01:00", "2026-04-03T15:30:00+02:00"),
    ],
)
def test_com_4_resolution(priority: str, came: str, deadline: str) -> None:
    assert sides("resolution", "resolved", created(came, **FACTS[priority]), deadline) == KEPT


def test_com_4_no_resolution_is_promised_before_there_is_a_priority() -> None:
    clock = decide(created(), at=FRIDAY).clocks["resolution"]
    assert (str(clock.verdict), clock.due_at) == ("none", None)
    assert clock.reason == "no target where severity is unclear"


@pytest.mark.parametrize(
    ("priority", "before", "after"),
    [
        ("P0", "2026-03-09T15:30:00+01:00", "2026-03-06T17:30:00+01:00"),
        ("P1", "2026-03-09T15:30:00+01:00", "2026-03-09T11:30:00+01:00"),
        ("P2", "2026-03-09T15:30:00+01:00", "2026-03-09T15:30:00+01:00"),
    ],
)
def test_com_5_triage_brings_the_target_of_its_priority_counted_from_creation(
    priority: str, before: str, after: str
) -> None:
    triaged = Event("triaged", "2026-03-06T16:00:00+01:00", label="bug", severity=priority)
    dues = [
        decide(created(), triaged, at=at).clocks["first_response"].due_at
        for at in ("2026-03-06T15:59:59+01:00", "2026-03-06T16:00:00+01:00")
    ]
    assert dues == [instant(before), instant(after)]


def test_com_5_a_priority_whose_time_has_passed_is_a_breach_seen_at_triage() -> None:
    """P0 was due at 17:30; triage says so on Monday at 10:00."""
    triaged = Event("triaged", "2026-03-09T10:00:00+01:00", label="bug", severity="P0")
    clock = decide(created(), triaged, at="2026-03-09T10:00:00+01:00").clocks["first_response"]
    assert str(clock.verdict) == "breached"
    assert clock.breached_at == instant("2026-03-06T17:30:00+01:00")
    assert clock.detected_at == instant("2026-03-09T10:00:00+01:00")


def test_com_5_a_reply_before_triage_keeps_the_step_rule() -> None:
    """COM-5, C7: what was met stays met, whatever priority triage gives afterwards."""
    replied = Event("replied", "2026-03-09T09:00:00+01:00")
    triaged = Event("triaged", "2026-03-09T10:00:00+01:00", label="bug", severity="P0")
    assert str(decide(created(), replied, triaged).clocks["first_response"].verdict) == "met"


def test_com_5_the_target_of_the_priority_counts_where_it_is_the_later_one_too() -> None:
    """Open two hours a day, a business day is sooner than four business hours: Friday's second, Monday's two, one."""
    mornings = Calendar(tz="Europe/Zurich", hours={"mon-fri": "09:00-11:00"})
    policy = community_support(calendar=mornings)
    triaged = Event("triaged", "2026-03-06T10:30:00+01:00", label="bug", severity="P1")
    ticket = Ticket("T-1", [created("2026-03-06T10:00:00+01:00")])
    assert policy.deadlines(ticket)["first_response"] == instant("2026-03-09T10:00:00+01:00")
    assert policy.deadlines(ticket.add(triaged))["first_response"] == instant("2026-03-10T10:00:00+01:00")


@pytest.mark.parametrize("priority", ["P0", "P1", "P2"])
def test_com_5_a_symptom_that_tells_the_priority_needs_no_triage(priority: str) -> None:
    """COM-5, COM-6: the same deadlines as of a ticket whose triage states it."""
    told = decide(created(**FACTS[priority]), at=FRIDAY).clocks
    stated = decide(created(severity=priority), at=FRIDAY).clocks
    for target in ("first_response", "resolution"):
        assert told[target].due_at == stated[target].due_at is not None


def test_com_3_and_com_4_a_reopened_ticket_is_answered_anew_and_its_resolution_goes_on() -> None:
    """C3: resolved on Monday at 10:00 and reopened at 12:00; the two hours between count for no one's resolution."""
    report = [
        created(**FACTS["P1"]),
        Event("replied", "2026-03-06T16:00:00+01:00"),
        Event("resolved", "2026-03-09T10:00:00+01:00"),
        Event("reopened", "2026-03-09T12:00:00+01:00"),
    ]
    clocks = decide(*report, at="2026-03-09T12:00:00+01:00").clocks
    assert clocks["first_response"].due_at == instant("2026-03-09T16:00:00+01:00")
    assert [str(cycle.verdict) for cycle in clocks["first_response"].cycles] == ["met", "open"]
    assert str(clocks["resolution"].verdict) == "open"
    assert len(clocks["resolution"].cycles) == 1
