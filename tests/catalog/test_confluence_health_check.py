"""Confluence Health Check: severities, intake, first response and whom a ticket pages (CHC-1 to CHC-7).

The calendar is Monday to Friday 09:00-17:00 UTC. Tickets come on Friday 6 March 2026 at 16:30, half an hour before the
office closes, or on the Saturday after.
"""

from datetime import datetime, timedelta
from typing import Any

import pytest

from slapolicy import UNCLEAR, Calendar, Decision, Event, PolicyError, Ticket
from slapolicy.analysis import check, scorecard
from slapolicy.catalog import confluence_health_check
from slapolicy.instants import instant

POLICY = confluence_health_check()
FRIDAY = "2026-03-06T16:30Z"
SATURDAY = "2026-03-07T12:00Z"
LONG_AFTER = "2026-03-20T12:00Z"
SEVERITIES = ["Sev-1", "Sev-2", "Sev-3", "Sev-4"]
WORDS = {"Sev-1": "Critical", "Sev-2": "High", "Sev-3": "Medium", "Sev-4": "Low"}
INCIDENTS, OTHERS = SEVERITIES[:2], SEVERITIES[2:]
TOLD: dict[str, Any] = {
    "site_url": "https://example.invalid",
    "module": "scan",
    "first_failure_at": datetime.fromisoformat("2026-03-06T16:00:00+00:00"),
    "screenshot": "scan.png",
}


def decide(*events: Event, at: str = LONG_AFTER) -> Decision:
    return POLICY.evaluate(Ticket("T-1", events), at=at)


def created(at: str = FRIDAY, **facts: object) -> Event:
    return Event("created", at, **TOLD | facts)


def first_response(first: Event, deadline: str) -> list[str]:
    """The verdict of a reply just in time, at the deadline, and just late."""
    at, second = instant(deadline), timedelta(seconds=1)
    replies = [Event("replied", done, next_update_at="Tuesday") for done in (at - second, at, at + second)]
    return [str(decide(first, reply).clocks["first_response"].verdict) for reply in replies]


KEPT = ["met", "met", "missed"]


# -- CHC-1: severities


@pytest.mark.parametrize("severity", SEVERITIES)
def test_chc_1_a_severity_is_stated_or_in_the_words_of_the_document(severity: str) -> None:
    assert decide(created(severity=severity)).severity == severity
    assessed = decide(created(assessed_as=WORDS[severity])).classification
    assert assessed.severity == severity
    assert assessed.reasons == (f"{WORDS[severity].lower()}: assessed_as is {WORDS[severity]}",)


def test_chc_1_the_highest_severity_comes_first() -> None:
    tickets = [Ticket(severity, [created(severity=severity)]) for severity in reversed(SEVERITIES)]
    rows = [row for row in scorecard(POLICY, tickets, at=LONG_AFTER).targets if row.target == "first_response"]
    assert [row.severity for row in rows if row.severity] == SEVERITIES


def test_chc_1_the_higher_the_severity_the_sooner_the_first_response() -> None:
    """CHC-1, CHC-2, CHC-3: on a Friday 24 hours end before the next business day does."""
    tickets = [Ticket(severity, [created(severity=severity)]) for severity in SEVERITIES]
    dues = [POLICY.deadlines(ticket)["first_response"] for ticket in tickets]
    assert len(set(dues)) == 4
    assert dues == sorted(due for due in dues if due)


@pytest.mark.parametrize("facts", [{"severity": "Sev-5"}, {"assessed_as": "Severe"}, {}])
def test_chc_1_there_is_no_fifth(facts: dict[str, Any]) -> None:
    assert decide(created(**facts)).severity == UNCLEAR


# -- CHC-2, CHC-3: initial response


@pytest.mark.parametrize(
    ("came", "severity", "deadline"),
    [
        (FRIDAY, "Sev-1", "2026-03-07T16:30Z"),  # 24 hours by the clock: Saturday
        (FRIDAY, "Sev-2", "2026-03-09T16:30Z"),  # the next business day is Monday
        (FRIDAY, "Sev-3", "2026-03-10T16:30Z"),
        (FRIDAY, "Sev-4", "2026-03-11T16:30Z"),
        (SATURDAY, "Sev-1", "2026-03-08T12:00Z"),  # from Saturday noon to Sunday noon
        (SATURDAY, "Sev-2", "2026-03-10T09:00Z"),  # days count from Monday 09:00
        (SATURDAY, "Sev-3", "2026-03-11T09:00Z"),
        (SATURDAY, "Sev-4", "2026-03-12T09:00Z"),
    ],
)
def test_chc_2_and_chc_3_initial_response(came: str, severity: str, deadline: str) -> None:
    """CHC-2, CHC-3."""
    assert first_response(created(came, severity=severity), deadline) == KEPT


def test_chc_3_until_triage_the_longest_of_the_four_holds_and_then_its_own() -> None:
    """CHC-2, CHC-3: 3 business days of Friday end on Wednesday; triage on Saturday at 10:00 makes it 24 hours."""
    assert first_response(created(), "2026-03-11T16:30Z") == KEPT
    triaged = Event("triaged", "2026-03-07T10:00Z", severity="Sev-1")
    clock = decide(created(), triaged, at="2026-03-07T10:00Z").clocks["first_response"]
    assert clock.due_at == instant("2026-03-07T16:30Z")


@pytest.mark.parametrize("impacting", [None, True])
def test_chc_3_a_request_counts_as_production_impacting_unless_it_says_otherwise(impacting: bool | None) -> None:
    clock = decide(created(severity="Sev-2", production_impacting=impacting), at=FRIDAY).clocks["first_response"]
    assert clock.due_at == instant("2026-03-09T16:30Z")


def test_chc_3_others_are_promised_nothing_and_the_decision_says_so() -> None:
    clock = decide(created(severity="Sev-2", production_impacting=False), at=FRIDAY).clocks["first_response"]
    assert (str(clock.verdict), clock.due_at) == ("none", None)
    assert "production_impacting" in clock.reason


# -- CHC-4: intake


def intake(**facts: Any) -> tuple[list[str], tuple[str, ...]]:
    """What an otherwise whole ticket breaks, and what it is asked for; a fact that is None is not told."""
    decision = decide(created(**facts), at=FRIDAY)
    return [broken.message for broken in decision.violations], decision.to_ask_for


@pytest.mark.parametrize("module", ["dashboard", "settings", "scan", "export"])
def test_chc_4_a_whole_intake_in_each_module(module: str) -> None:
    assert intake(module=module) == ([], ())


@pytest.mark.parametrize("fact", ["site_url", "module", "first_failure_at"])
def test_chc_4_each_of_three_facts_is_required(fact: str) -> None:
    assert intake(**{fact: None}) == ([f"the ticket must tell `{fact}`"], ())


def test_chc_4_payload_or_screenshot_are_asked_for_but_not_required() -> None:
    assert intake(screenshot=None) == ([], ("error_payload or screenshot",))
    assert intake(screenshot=None, error_payload="{}") == ([], ())


@pytest.mark.parametrize(
    ("fact", "given"),
    [("module", "billing"), ("first_failure_at", "this morning"), ("production_impacting", "a bit")],
)
def test_chc_4_what_is_none_of_the_answers_does_not_go_unsaid(fact: str, given: str) -> None:
    messages, _ = intake(**{fact: given})
    assert [message.split(",")[0] for message in messages] == [f"`{fact}` is `{given}`"]


def test_chc_4_what_comes_later_completes_the_intake() -> None:
    told = Event("customer_replied", "2026-03-06T16:40Z", site_url="https://example.invalid")
    decision = POLICY.evaluate(Ticket("T-1", [created(site_url=None), told]), at=FRIDAY)
    assert [broken.rule for broken in decision.violations] == ["intake"]
    assert decide(created(site_url=None), told).violations == ()


# -- CHC-5: the next-update ETA


@pytest.mark.parametrize("message", ["replied", "update_posted"])
@pytest.mark.parametrize("severity", SEVERITIES)
def test_chc_5_every_response_of_an_incident_states_when_the_next_one_comes(severity: str, message: str) -> None:
    whole = {"status": "open", "impact_scope": "one tenant", "mitigation_progress": "rolling back"}
    ticket = created(severity=severity)

    def broken(**facts: object) -> list[str]:
        said = Event(message, "2026-03-06T16:45Z", **whole | facts)
        again = Event(message, "2026-03-06T17:00Z", **whole | {"next_update_at": "18:00"})
        return [f"{each.rule}: {each.message}" for each in decide(ticket, said, again).violations]

    assert broken(next_update_at="17:45 UTC") == []
    lacking = f"next-update-eta: `{message}` must carry `next_update_at`"
    assert (lacking in broken()) is (severity in INCIDENTS)
    assert (lacking in broken(next_update_window="within the hour")) is (severity in INCIDENTS)
    assert (lacking in broken(next_update_at="")) is (severity in INCIDENTS)


# -- CHC-6, CHC-7: whose it is


def test_chc_6_support_triage_owns_a_new_request_and_assigns_its_severity() -> None:
    new = decide(created(), at=FRIDAY)
    assert (new.owner, new.level, new.page, new.severity) == ("support triage", "support triage", (), UNCLEAR)
    assert (
        POLICY.responsible_for("assign the severity", Ticket("T-1", [created()]), at=FRIDAY).owner == "support triage"
    )
    assert (str(new.clocks["triage"].state), new.clocks["triage"].owner) == ("running", "support triage")
    assert new.clocks["first_response"].owner == "support triage"


@pytest.mark.parametrize("severity", SEVERITIES)
def test_chc_6_triage_is_over_when_there_is_a_severity(severity: str) -> None:
    for facts in ({"severity": severity}, {"assessed_as": WORDS[severity]}):
        triaged = decide(created(), Event("triaged", "2026-03-06T16:40Z", **facts))
        assert (str(triaged.clocks["triage"].state), triaged.violations) == ("stopped", ())


def test_chc_6_a_triage_without_a_severity_is_none() -> None:
    decision = decide(created(), Event("triaged", "2026-03-06T16:40Z"))
    assert [broken.rule for broken in decision.violations] == ["triage"]
    assert str(decision.clocks["triage"].state) == "running"


@pytest.mark.parametrize("severity", INCIDENTS)
def test_chc_7_an_incident_pages_the_on_call_primary(severity: str) -> None:
    triaged = Event("triaged", "2026-03-06T16:40Z", severity=severity)
    before = decide(created(), triaged, at="2026-03-06T16:39:59Z")
    after = decide(created(), triaged, at="2026-03-06T16:40Z")
    assert (before.owner, before.page) == ("support triage", ())
    assert (after.owner, after.level, after.page) == ("on-call primary", "engineering", ("on-call primary",))
    assert after.steps[-1].reason == "severity is Sev-1 or Sev-2; functional: another skill"


@pytest.mark.parametrize("severity", OTHERS)
def test_chc_7_other_tickets_page_nobody(severity: str) -> None:
    ticket = Ticket("T-1", [created(severity=severity)])
    assert [(step.who, step.page) for step in POLICY.rehearse(ticket, at=FRIDAY).steps] == [("support triage", ())]


def test_chc_7_a_ticket_that_becomes_an_incident_pages_then() -> None:
    raised = Event("changed", "2026-03-08T03:00Z", severity="Sev-2")
    assert decide(created(severity="Sev-3"), raised, at="2026-03-08T02:59:59Z").page == ()
    assert decide(created(severity="Sev-3"), raised).page == ("on-call primary",)


# -- the factory


def test_the_calendar_and_the_owners_are_parameters() -> None:
    zurich = Calendar(tz="Europe/Zurich", hours={"mon-sat": "08:00-18:00"})
    duty = {"participants": ["Ada", "Grace"], "every": "1 week", "starts": "2026-03-02 09:00", "tz": "UTC"}
    policy = confluence_health_check(calendar=zurich, owners={"on-call primary": {"rotation": duty}})
    assert policy.deadlines(Ticket("T-1", [created(severity="Sev-2")]))["first_response"] == instant(
        "2026-03-07T16:30Z"
    )
    assert policy.evaluate(Ticket("T-1", [created(severity="Sev-1")]), at="2026-03-09T09:00Z").owner == "Grace"
    with pytest.raises(PolicyError, match=r"owners\.support triage"):
        confluence_health_check(owners={"support triage": {"nmae": "Ada"}})


def test_p2_the_policy_is_a_document_too() -> None:
    assert type(POLICY).from_yaml(POLICY.to_yaml()) == POLICY


def test_m4_a_check_finds_nothing() -> None:
    assert check(POLICY) == ()
