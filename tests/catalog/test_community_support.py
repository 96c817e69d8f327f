"""Community support of an open-source company: each fact of its document, decided from events (COM-1 to COM-9).

The calendar is Monday to Friday 09:00-17:00 in Zurich, +01:00 in early March 2026; the tickets come on Friday 6 March
at 15:30, with an hour and a half of that day's hours left.
"""

from datetime import timedelta
from typing import Any

import pytest

from slapolicy import Calendar, Decision, Event, PolicyError, Ticket
from slapolicy.catalog import community_support
from slapolicy.instants import instant

POLICY = community_support()
FRIDAY = "2026-03-06T15:30:00+01:00"
LONG_AFTER = "2026-03-20T12:00:00+01:00"
FACTS: dict[str, dict[str, object]] = {
    "P0": {"symptom": "outage"},
    "P1": {"symptom": "feature broken", "workaround": True},
    "P2": {"symptom": "usage question"},
    "unclear": {},
}


def decide(*events: Event, at: str = LONG_AFTER) -> Decision:
    return POLICY.evaluate(Ticket("T-1", events), at=at)


def created(**facts: object) -> Event:
    return Event("created", FRIDAY, **facts)


def verdicts(target: str, event: str, first: Event, deadline: str) -> list[str]:
    """The verdict of what is done just in time, at the deadline, and just late."""
    at = instant(deadline)
    second = timedelta(seconds=1)
    return [str(decide(first, Event(event, done)).clocks[target].verdict) for done in (at - second, at, at + second)]


KEPT = ["met", "met", "missed"]


# -- COM-1: arrival


@pytest.mark.parametrize(
    ("channel", "told"), [("email", ()), ("github", ()), ("discord", ("community",)), ("matrix", ("community",))]
)
def test_com_1_every_channel_makes_a_ticket_and_chats_are_copied_by_the_community(
    channel: str, told: tuple[str, ...]
) -> None:
    decision = decide(created(channel=channel), at=FRIDAY)
    assert (decision.owner, decision.notify, decision.violations) == ("community", told, ())
    assert str(decision.clocks["triage"].state) == "running"


def test_com_1_another_channel_does_not_go_unsaid() -> None:
    (violation,) = decide(created(channel="fax"), at=FRIDAY).violations
    assert violation.rule == "facts.channel"


# -- COM-2 to COM-5: times


def test_com_2_triage_within_four_business_hours() -> None:
    assert verdicts("triage", "triaged", created(), "2026-03-09T11:30:00+01:00") == KEPT


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


@pytest.mark.parametrize(
    ("priority", "deadline"),
    [
        ("P0", "2026-03-06T17:30:00+01:00"),  # 2 hours, past the end of the day
        ("P1", "2026-03-09T11:30:00+01:00"),  # 4 business hours: 1.5 on Friday, 2.5 on Monday
        ("P2", "2026-03-09T15:30:00+01:00"),  # 1 business day
        ("unclear", "2026-03-09T15:30:00+01:00"),  # COM-5: 1 business day until a priority is known
    ],
)
def test_com_3_and_com_5_first_response(priority: str, deadline: str) -> None:
    assert verdicts("first_response", "replied", created(**FACTS[priority]), deadline) == KEPT


@pytest.mark.parametrize(
    ("priority", "deadline"),
    [
        ("P0", "2026-03-07T15:30:00+01:00"),  # 24 hours, on a Saturday
        ("P1", "2026-03-11T15:30:00+01:00"),  # 3 business days: Monday, Tuesday, Wednesday
        ("P2", "2026-03-13T15:30:00+01:00"),  # 5 business days: the Friday after
    ],
)
def test_com_4_resolution(priority: str, deadline: str) -> None:
    assert verdicts("resolution", "resolved", created(**FACTS[priority]), deadline) == KEPT


def test_com_4_no_resolution_is_promised_before_there_is_a_priority() -> None:
    clock = decide(created(), at=FRIDAY).clocks["resolution"]
    assert (str(clock.verdict), clock.due_at) == ("none", None)
    assert "unclear" in clock.reason


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
    """C7: what was met stays met, whatever priority triage gives afterwards."""
    replied = Event("replied", "2026-03-09T09:00:00+01:00")
    triaged = Event("triaged", "2026-03-09T10:00:00+01:00", label="bug", severity="P0")
    assert str(decide(created(), replied, triaged).clocks["first_response"].verdict) == "met"


# -- COM-6: severity


@pytest.mark.parametrize(
    ("facts", "severity"),
    [
        ({"symptom": "data loss"}, "P0"),
        ({"symptom": "auth failure"}, "P0"),
        ({"symptom": "outage"}, "P0"),
        ({"symptom": "feature broken", "workaround": True}, "P1"),
        ({"symptom": "usage question"}, "P2"),
        ({"symptom": "minor issue"}, "P2"),
        ({"symptom": "feature broken", "workaround": False}, "unclear"),  # the document does not say
        ({"symptom": "feature broken"}, "unclear"),
        ({}, "unclear"),
    ],
)
def test_com_6_severity(facts: dict[str, object], severity: str) -> None:
    assert decide(created(**facts), at=FRIDAY).severity == severity


def test_com_6_what_is_missing_is_told() -> None:
    assert decide(created(symptom="feature broken"), at=FRIDAY).classification.missing == ("workaround",)
    assert decide(created(), at=FRIDAY).classification.missing == ("symptom", "workaround")


# -- COM-7: owners


@pytest.mark.parametrize(
    ("label", "owner", "resolution"),
    [
        ("bug", "engineering", "engineering"),
        ("usage question", "community", "community"),
        ("feature request", "community", "community"),
    ],
)
def test_com_7_owners_of_each_step(label: str, owner: str, resolution: str) -> None:
    triaged = Event("triaged", "2026-03-06T16:00:00+01:00", label=label, severity="P1")
    before = decide(created(), triaged, at="2026-03-06T15:59:59+01:00")
    after = decide(created(), triaged, at="2026-03-06T16:00:00+01:00")
    assert (before.owner, before.clocks["resolution"].owner) == ("community", "community")
    assert (after.owner, after.clocks["resolution"].owner) == (owner, resolution)
    for decision in (before, after):
        assert {decision.clocks[step].owner for step in ("triage", "first_response")} == {"community"}


# -- COM-8, COM-9: the end


def rules(*events: Event) -> list[str]:
    return [broken.rule for broken in decide(*events).violations]


def test_com_8_a_usage_question_closes_when_the_customer_confirms() -> None:
    def resolved(**facts: object) -> Event:
        return Event("resolved", "2026-03-09T12:00:00+01:00", **facts)

    question = created(label="usage question", severity="P2")
    assert rules(question, resolved()) == ["customer-confirms"]
    assert rules(question, resolved(customer_confirmed=False)) == ["customer-confirms"]
    assert rules(question, resolved(customer_confirmed=True)) == []
    assert rules(created(label="bug", severity="P2"), resolved()) == []


def test_com_8_the_customer_of_a_bug_is_told_the_expected_fix_time() -> None:
    def scheduled(**facts: object) -> Event:
        return Event("fix_scheduled", "2026-03-09T12:00:00+01:00", **facts)

    bug = created(label="bug", severity="P1")
    assert rules(bug, scheduled()) == ["expected-fix"]
    assert rules(bug, scheduled(expected_fix_at="next Tuesday")) == []
    assert rules(created(label="usage question", severity="P2"), scheduled()) == []


@pytest.mark.parametrize(
    ("gap", "target", "done"),
    [
        ("documentation_gap", "documentation_task", "documentation_task_opened"),
        ("product_gap", "issues_list_entry", "issues_list_entry_added"),
    ],
)
def test_com_9_a_gap_leaves_a_task_with_an_owner(gap: str, target: str, done: str) -> None:
    closed = Event("closed", "2026-03-09T12:00:00+01:00", **{gap: True})
    clocks = decide(created(), closed).clocks
    assert (str(clocks[target].state), clocks[target].owner) == ("running", "community")
    other = {"documentation_task", "issues_list_entry"} - {target}
    assert str(clocks[other.pop()].state) == "not_started"
    after = decide(created(), closed, Event(done, "2026-03-09T13:00:00+01:00")).clocks
    assert str(after[target].state) == "stopped"
    assert str(decide(created(), Event("closed", "2026-03-09T12:00:00+01:00")).clocks[target].state) == "not_started"


# -- the factory


def test_the_calendar_and_the_owners_are_parameters() -> None:
    always: Any = Calendar(tz="UTC", hours={"mon-sun": "00:00-24:00"})
    policy = community_support(calendar=always, owners={"engineering": "Peter", "community": {"name": "Alexander"}})
    ticket = Ticket("T-1", [created(**FACTS["P1"])])
    assert policy.deadlines(ticket)["first_response"] == instant("2026-03-06T19:30:00+01:00")
    assert [policy.owners[role].name for role in ("community", "engineering")] == ["Alexander", "Peter"]
    with pytest.raises(PolicyError, match=r"owners\.community"):
        community_support(owners={"community": {"nmae": "Alexander"}})


def test_p2_the_policy_is_a_document_too() -> None:
    assert type(POLICY).from_yaml(POLICY.to_yaml()) == POLICY
