"""SIGN X Studio: what engineering needs, and what goes to a vendor (SIGN-9, SIGN-10).

Tuesday 3 February 2026 in New York is -05:00.
"""

import pytest

from slapolicy import Decision, Event, Ticket
from slapolicy.catalog import sign_x_studio

POLICY = sign_x_studio()
TUESDAY = "2026-02-03T10:00-05:00"


def created(**facts: object) -> Event:
    return Event("created", TUESDAY, **facts)


def tuesday(time: str, event: str, **facts: object) -> Event:
    return Event(event, f"2026-02-03T{time}-05:00", **facts)


def decide(*events: Event, at: str = "10:00:00") -> Decision:
    return POLICY.evaluate(Ticket("T-1", events), at=f"2026-02-03T{at}-05:00")


# -- SIGN-9: what engineering needs

NEEDED = {"error_messages": "502", "logs": "proxy.log", "steps_to_reproduce": "open a project"}


@pytest.mark.parametrize("priority", ["P0", "P1"])
def test_sign_9_messages_logs_and_steps(priority: str) -> None:
    whole = decide(created(severity=priority, **NEEDED, screenshots="shot.png"))
    assert (whole.violations, whole.to_ask_for) == ((), ())
    for fact in NEEDED:
        (violation,) = decide(created(severity=priority, **NEEDED | {fact: ""})).violations
        assert violation.rule == "engineering-ticket"
        assert f"`{fact}`" in violation.message


def test_sign_9_screenshots_or_captures_are_asked_for() -> None:
    assert decide(created(severity="P1", **NEEDED)).to_ask_for == ("screenshots or captures",)
    assert decide(created(severity="P1", **NEEDED, captures="a.har")).to_ask_for == ()


@pytest.mark.parametrize("priority", ["P2", "P3", "P4", "unclear"])
def test_sign_9_other_tickets_need_none(priority: str) -> None:
    decision = decide(created(severity=priority))
    assert (decision.violations, decision.to_ask_for) == ((), ())


# -- SIGN-10: vendors

VENDORS = {
    "AWS": "AWS support",
    "GCP": "GCP support",
    "SendGrid": "SendGrid support",
    "MinIO": "MinIO community",
    "OpenSearch": "OpenSearch community",
}


@pytest.mark.parametrize(
    "trouble", ["infrastructure outage", "service degradation", "billing issue", "feature request"]
)
@pytest.mark.parametrize("component", VENDORS)
def test_sign_10_to_the_vendor_of_the_component(component: str, trouble: str) -> None:
    bug = created(severity="P2", issue="system error", component=component, vendor_issue=trouble)
    verified = tuesday("12:00:00", "vendor_issue_verified")
    assert decide(bug, verified, at="11:59:59").level == "engineering"
    decision = decide(bug, verified, at="12:00:00")
    assert (decision.level, decision.owner) == ("vendor", VENDORS[component])
    assert decision.steps[-1].reason == "the event `vendor_issue_verified`; functional: another skill"


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"component": "AWS"},
        {"vendor_issue": "billing issue"},
        {"component": "own", "vendor_issue": "billing issue"},
    ],
)
def test_sign_10_what_is_not_a_vendors_stays_with_engineering(facts: dict[str, str]) -> None:
    verified = tuesday("12:00:00", "vendor_issue_verified")
    assert decide(created(issue="system error", **facts), verified, at="12:00:00").level == "engineering"


def test_sign_10_the_vendor_gets_details_and_logs_and_we_its_ticket() -> None:
    def broken(**facts: str) -> list[str]:
        contacted = decide(created(), tuesday("12:00", "vendor_contacted", **facts), at="12:00")
        return [each.message for each in contacted.violations]

    whole = {"ticket_details": "T-1", "logs": "s3.log", "vendor_ticket": "8123"}
    assert broken(**whole) == []
    for fact in whole:
        assert broken(**whole | {fact: ""}) == [f"`vendor_contacted` must carry `{fact}`"]
