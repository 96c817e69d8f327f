"""Confluence Health Check: what messages of an incident say (CHC-11 to CHC-13).

The incident comes on Friday 6 March 2026 at 10:00 UTC; the messages are of that morning.
"""

import pytest

from slapolicy import Event, Ticket
from slapolicy.catalog import confluence_health_check
from slapolicy.instants import instant

POLICY = confluence_health_check()
INCIDENTS, OTHERS = ["Sev-1", "Sev-2"], ["Sev-3", "Sev-4"]


def friday(time: str, event: str, **facts: object) -> Event:
    return Event(event, f"2026-03-06T{time}Z", **facts)


def incident(*events: Event, severity: str = "Sev-1") -> Ticket:
    """An incident that engineering acknowledged at 10:10."""
    return Ticket("T-1", [friday("10:00", "created", severity=severity), friday("10:10", "acknowledged"), *events])


WHOLE = {
    "status": "mitigating",
    "impact_scope": "scans of one tenant",
    "mitigation_progress": "rolled back on two of three nodes",
    "next_update_window": "11:30 to 12:00 UTC",
    "next_update_at": "11:30 UTC",
}


def broken(event: str, severity: str = "Sev-1", **facts: object) -> list[tuple[str, str]]:
    ticket = incident(friday("10:30", event, **facts), severity=severity)
    found = POLICY.evaluate(ticket, at="2026-03-06T11:00Z").violations
    return [(each.rule, each.message) for each in found if each.rule != "intake"]


@pytest.mark.parametrize("severity", INCIDENTS)
def test_chc_11_an_update_carries_four_things(severity: str) -> None:
    assert broken("update_posted", severity, **WHOLE) == []
    for fact in ("status", "impact_scope", "mitigation_progress"):
        lacking = {name: said for name, said in WHOLE.items() if name != fact}
        assert broken("update_posted", severity, **lacking) == [
            ("incident-update", f"`update_posted` must carry `{fact}`")
        ]


def test_chc_11_the_next_update_window_may_be_told_by_the_eta() -> None:
    bare = {name: said for name, said in WHOLE.items() if not name.startswith("next_update")}
    message = "`update_posted` must carry `next_update_window` or `next_update_at`"
    assert ("incident-update", message) in broken("update_posted", **bare)
    assert broken("update_posted", **bare, next_update_at="11:30 UTC") == []


def test_chc_11_what_an_earlier_update_said_does_not_count() -> None:
    ticket = incident(friday("10:20", "update_posted", **WHOLE), friday("10:30", "update_posted", next_update_at="12"))
    rules = [each for each in POLICY.evaluate(ticket, at="2026-03-06T11:00Z").violations if each.rule != "intake"]
    assert [(each.rule, each.at) for each in rules] == [("incident-update", instant("2026-03-06T10:30Z"))] * 3


@pytest.mark.parametrize("severity", OTHERS)
def test_chc_11_other_tickets_are_told_what_they_like(severity: str) -> None:
    assert broken("update_posted", severity) == []


@pytest.mark.parametrize("event", ["replied", "update_posted"])
@pytest.mark.parametrize("severity", [*INCIDENTS, *OTHERS])
def test_chc_12_no_root_cause_that_is_not_marked_verified(event: str, severity: str) -> None:
    rule = ("verified-root-cause", f"`{event}` must carry `root_cause_verified` beside `root_cause`")
    claim = WHOLE | {"root_cause": "a full disk"}
    assert broken(event, severity, **claim) == [rule]
    assert broken(event, severity, **claim, root_cause_verified=False) == [rule]
    assert broken(event, severity, **claim, root_cause_verified=True) == []
    assert broken(event, severity, **WHOLE) == []


def test_chc_12_nor_in_the_summary_nor_marked_with_a_word() -> None:
    summary = {"remediation": "rolled back", "prevention": "a test", "root_cause": "a full disk"}
    assert [rule for rule, _ in broken("summary_shared", **summary)] == ["verified-root-cause"]
    assert broken("summary_shared", **summary, root_cause_verified=True) == []
    marked = broken("update_posted", **WHOLE, root_cause="a full disk", root_cause_verified="probably")
    assert [rule for rule, _ in marked] == ["facts.root_cause_verified"]


def test_chc_13_the_summary_tells_remediation_and_prevention() -> None:
    told = {"remediation": "rolled back", "prevention": "a test"}
    assert broken("summary_shared", **told) == []
    for fact in told:
        assert broken("summary_shared", **told | {fact: ""}) == [
            ("summary", f"`summary_shared` must carry `{fact}`"),
        ]
