"""Support of a plugin for shops: what a report, a message and a contact carry, and the reviews (SOPH-4, 5, 7, 8)."""

from datetime import UTC, datetime

import pytest

from catalog.shop import decide, minute
from slapolicy import Event

REPORT: dict[str, object] = {
    "occurred_at": datetime(2026, 3, 6, 14, 58, 21, tzinfo=UTC),
    "affected_user": "a shop manager",
    "affected_screen": "orders",
    "sophmate_version": "2.4.1",
    "wordpress_version": "6.9",
    "php_version": "8.3",
    "reproduction_steps": "open an order, press `answer`",
}
UPDATE: dict[str, object] = {
    "impact": "orders can't be answered from the shop",
    "current_workaround": "answer by e-mail",
    "owner": "provider owner",
    "next_update": "today at 18:00",
    "safe_evidence": "the support code of the error",
}


def reported(**facts: object) -> Event:
    return Event("created", minute(0), **REPORT | facts)


def broken(event: str, **facts: object) -> list[tuple[str, str]]:
    """The rules that a message breaks, a minute after a whole report."""
    decision = decide(reported(), Event(event, minute(1), **facts))
    return [(violation.rule, violation.message) for violation in decision.violations]


# -- SOPH-4, SOPH-5: messages to customers


@pytest.mark.parametrize("event", ["replied", "update_posted"])
def test_soph_4_an_update_that_carries_all_five_breaks_nothing(event: str) -> None:
    assert broken(event, **UPDATE) == []


@pytest.mark.parametrize("event", ["replied", "update_posted"])
@pytest.mark.parametrize("left_out", UPDATE)
def test_soph_4_an_update_that_leaves_one_out_is_a_violation(event: str, left_out: str) -> None:
    carried = {fact: text for fact, text in UPDATE.items() if fact != left_out}
    assert broken(event, **carried) == [("explain", f"`{event}` must carry `{left_out}`")]


def test_soph_4_that_there_is_no_workaround_is_said() -> None:
    assert broken("update_posted", **UPDATE | {"current_workaround": "none yet"}) == []
    assert [rule for rule, _ in broken("update_posted", **UPDATE | {"current_workaround": ""})] == ["explain"]


def test_soph_4_each_update_says_all_of_it_again() -> None:
    second = Event("update_posted", minute(2), impact="the same")
    decision = decide(reported(), Event("update_posted", minute(1), **UPDATE), second)
    assert len(decision.violations) == 4


@pytest.mark.parametrize("event", ["replied", "update_posted"])
@pytest.mark.parametrize(
    "secret", ["provider_keys", "raw_logs", "purchase_codes", "payment_data", "unrelated_customer_records"]
)
def test_soph_5_a_secret_in_an_update_is_a_violation(event: str, secret: str) -> None:
    wanted = [("never-to-customers", f"`{event}` must not carry `{secret}`")]
    assert broken(event, **UPDATE, **{secret: True}) == wanted
    assert broken(event, **UPDATE, **{secret: "4711"}) == wanted
    assert broken(event, **UPDATE, **{secret: False}) == []


def test_soph_5_what_the_team_notes_for_itself_is_no_update() -> None:
    assert broken("changed", raw_logs="error 500") == []


@pytest.mark.parametrize(
    "secret", ["provider_keys", "credentials", "payment_data", "private_customer_details", "raw_logs"]
)
def test_soph_5_a_handoff_to_support_is_redacted(secret: str) -> None:
    """The checklist's own list, for support: it has credentials and no purchase codes, which prove a licence there."""
    assert broken("support_contacted", reviewed=True, **{secret: True}) == [
        ("redact", f"`support_contacted` must not carry `{secret}`")
    ]
    assert broken("support_contacted", reviewed=True, purchase_codes=True) == []


# -- SOPH-7: reviews


def test_soph_7_the_report_is_reviewed_when_it_comes() -> None:
    open_yet = decide(reported()).clocks["report_review"]
    assert (str(open_yet.state), open_yet.owner, open_yet.due_at) == ("running", "support lead", None)
    done = decide(reported(), Event("reviewed", minute(20))).clocks["report_review"]
    assert str(done.state) == "stopped"


def test_soph_7_support_is_contacted_after_a_review() -> None:
    assert broken("support_contacted") == [("review-first", "`support_contacted` must carry `reviewed`")]
    assert [rule for rule, _ in broken("support_contacted", reviewed=False)] == ["review-first"]
    assert broken("support_contacted", reviewed=True) == []


def test_soph_7_a_review_is_owed_after_each_recovery() -> None:
    lived = [
        reported(),
        Event("reviewed", minute(10)),
        Event("resolved", minute(20)),
        Event("reviewed", minute(30)),
        Event("reopened", minute(40)),
        Event("resolved", minute(50)),
    ]
    clocks = [decide(*lived, at=minute(at)).clocks for at in (19, 20, 30, 40, 50)]
    after_recovery = [str(each["recovery_review"].state) for each in clocks]
    assert after_recovery == ["not_started", "running", "stopped", "stopped", "running"]
    assert {str(each["report_review"].state) for each in clocks} == {"stopped"}
    assert {each["recovery_review"].owner for each in clocks} == {"support lead"}


def test_soph_7_an_issue_that_affects_production_has_a_runbook_to_start() -> None:
    """Use Incident Response Runbook when production behavior is affected."""
    started = Event("runbook_started", minute(10))
    affected = decide(reported(production_impact=True), started, at=minute(9)).clocks["incident_runbook"]
    assert (str(affected.state), affected.owner) == ("running", "support lead")
    later = decide(reported(production_impact=True), started, at=minute(10)).clocks["incident_runbook"]
    assert str(later.state) == "stopped"
    reopened = decide(reported(production_impact=True), started, Event("reopened", minute(30)))
    assert str(reopened.clocks["incident_runbook"].state) == "stopped"
    harmless = decide(reported(production_impact=False)).clocks["incident_runbook"]
    assert str(harmless.state) == "not_started"


# -- SOPH-8: the report


def test_soph_8_a_report_that_tells_all_seven_is_whole() -> None:
    assert decide(reported()).violations == ()


@pytest.mark.parametrize("left_out", REPORT)
def test_soph_8_a_report_that_leaves_one_out_is_told_which(left_out: str) -> None:
    decision = decide(reported(**{left_out: None}))
    assert [(each.rule, each.message) for each in decision.violations] == [
        ("intake", f"the ticket must tell `{left_out}`")
    ]


def test_soph_8_what_is_told_later_completes_it() -> None:
    lived = [reported(php_version=None), Event("changed", minute(5), php_version="8.3")]
    assert [len(decide(*lived, at=minute(at)).violations) for at in (4, 5)] == [1, 0]


@pytest.mark.parametrize("vague", ["this morning", "15:58"])
def test_soph_8_the_timestamp_is_an_exact_one(vague: str) -> None:
    (violation,) = decide(reported(occurred_at=vague)).violations
    assert violation.rule == "facts.occurred_at"
