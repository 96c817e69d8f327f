"""Community support of an open-source company: how bad, who, and the end of a ticket (COM-1, COM-6 to COM-9)."""

from typing import Any

import pytest

from catalog.community import FACTS, FRIDAY, POLICY, created, decide
from slapolicy import Calendar, Event, PolicyError, Ticket
from slapolicy.analysis import check
from slapolicy.catalog import community_support
from slapolicy.instants import instant

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


@pytest.mark.parametrize(
    ("fact", "strange", "usual"),
    [
        ("channel", "fax", "github"),
        ("workaround", "perhaps", True),
        ("customer_confirmed", "perhaps", False),
        ("documentation_gap", "perhaps", False),
        ("product_gap", "perhaps", False),
        ("expected_fix_at", 7, "in a week"),
    ],
)
def test_com_1_what_a_ticket_tells_in_another_way_does_not_go_unsaid(fact: str, strange: object, usual: object) -> None:
    (violation,) = decide(created(**{fact: strange}), at=FRIDAY).violations
    assert violation.rule == f"facts.{fact}"
    assert decide(created(**{fact: usual}), at=FRIDAY).violations == ()


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
        ({"symptom": "minor issue", "workaround": True}, "P2"),
        ({"symptom": "feature broken", "workaround": False}, "unclear"),  # the document does not say
        ({"symptom": "feature broken"}, "unclear"),
        ({}, "unclear"),
    ],
)
def test_com_6_severity(facts: dict[str, object], severity: str) -> None:
    assert decide(created(**facts), at=FRIDAY).severity == severity


@pytest.mark.parametrize(("priority", "name"), [("P0", "critical"), ("P1", "high"), ("P2", "normal")])
def test_com_6_the_reason_names_the_priority_as_the_table_does(priority: str, name: str) -> None:
    (reason,) = decide(created(**FACTS[priority]), at=FRIDAY).classification.reasons
    assert reason.startswith(f"{name}: symptom is ")


def test_com_6_and_com_2_the_check_finds_what_the_document_does_not_say() -> None:
    """M4: the broken feature without a workaround, and triage, which may come after the solution of a P0."""
    unanswered, late = check(POLICY)
    assert (unanswered.code, unanswered.place) == ("unanswered", "severity.rules")
    assert dict(unanswered.witness or {}) == {"symptom": "feature broken", "workaround": False}
    assert late.place == "targets.triage.within"
    assert dict(late.witness or {}) == {"severity": "P0"}


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
    assert [str(step.kind) for step in after.steps if step.owner == "engineering"] == ["functional"] * (label == "bug")
    assert after.violations == ()


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


def test_com_8_a_customer_who_has_confirmed_before_need_not_do_so_again() -> None:
    question = created(label="usage question", severity="P2")
    confirmed = Event("customer_replied", "2026-03-09T11:00:00+01:00", customer_confirmed=True)
    resolved, closed = (Event(name, "2026-03-09T12:00:00+01:00") for name in ("resolved", "closed"))
    assert rules(question, confirmed, resolved, closed) == []
    assert rules(question, closed) == ["customer-confirms"]


def test_com_8_the_customer_of_a_bug_is_told_the_expected_fix_time() -> None:
    report = [
        created(label="bug", severity="P1"),
        Event("fix_scheduled", "2026-03-09T12:00:00+01:00"),
        Event("fix_announced", "2026-03-09T13:00:00+01:00", expected_fix_at="next Tuesday"),
    ]
    lived = [decide(*report, at=f"2026-03-09T{time}+01:00") for time in ("11:59", "12:00", "13:00")]
    notices = [decision.clocks["fix_notice"] for decision in lived]
    assert [str(clock.state) for clock in notices] == ["not_started", "running", "stopped"]
    assert [clock.owner for clock in notices] == ["community"] * 3
    assert [decision.owner for decision in lived] == ["engineering"] * 3
    assert lived[-1].violations == ()
    assert rules(*report[:2], Event("fix_announced", "2026-03-09T13:00:00+01:00")) == ["expected-fix"]


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


def test_com_9_a_task_is_not_owed_again_when_the_ticket_is_reopened() -> None:
    report = [
        created(),
        Event("closed", "2026-03-09T12:00:00+01:00", documentation_gap=True, product_gap=True),
        *(
            Event(name, "2026-03-09T13:00:00+01:00")
            for name in ("documentation_task_opened", "issues_list_entry_added")
        ),
        Event("fix_scheduled", "2026-03-09T13:00:00+01:00"),
        Event("fix_announced", "2026-03-09T13:00:00+01:00", expected_fix_at="Thursday"),
        Event("reopened", "2026-03-09T14:00:00+01:00"),
    ]
    clocks = decide(*report).clocks
    tasks = ("documentation_task", "issues_list_entry", "fix_notice")
    assert [str(clocks[task].state) for task in tasks] == ["stopped"] * 3


# -- the factory


def test_the_calendar_and_the_owners_are_parameters() -> None:
    always: Any = Calendar(tz="UTC", hours={"mon-sun": "00:00-24:00"})
    policy = community_support(calendar=always, owners={"engineering": "Kim", "community": {"name": "Lee"}})
    ticket = Ticket("T-1", [created(**FACTS["P1"])])
    assert policy.deadlines(ticket)["first_response"] == instant("2026-03-06T19:30:00+01:00")
    assert [policy.owners[role].name for role in ("community", "engineering")] == ["Lee", "Kim"]
    with pytest.raises(PolicyError, match=r"owners\.community"):
        community_support(owners={"community": {"nmae": "Lee"}})


def test_p2_the_policy_is_a_document_too() -> None:
    assert type(POLICY).from_yaml(POLICY.to_yaml()) == POLICY
