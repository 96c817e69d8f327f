"""A policy may know by itself when a ticket came: which of its calendars was open then (C11, C12)."""

from typing import Any

import pytest

from slapolicy import Event, Policy, PolicyError, Ticket
from slapolicy.analysis import check
from slapolicy.instants import instant

DOCUMENT: dict[str, Any] = {
    "slapolicy": 1,
    "name": "desk",
    "calendars": {
        "office": {
            "tz": "Europe/Zurich",
            "hours": {"mon-fri": "09:00-17:00"},
            "holidays": ["2026-04-06 Easter Monday"],
        },
        "weekend": {"tz": "Europe/Zurich", "hours": {"sat-sun": "00:00-24:00"}},
    },
    "calendar": "office",
    "facts": {"arrival": {"arrived_during": ["office", "weekend", "always"]}},
    "severity": {"levels": ["P0", "P1"], "rules": [{"when": {"arrival": "weekend"}, "then": "P0"}], "otherwise": "P1"},
    "targets": {
        "reply": {
            "stop": "replied",
            "within": [
                {"when": {"arrival": "office"}, "limit": "1 hour"},
                {"when": {"arrival": "weekend"}, "limit": "24 hours"},
                {"limit": "4 hours"},
            ],
        }
    },
    "escalation": {
        "levels": [{"name": "desk", "owner": "desk"}, {"name": "on call", "owner": "on call"}],
        "rules": [{"id": "weekend", "when": {"arrival": "weekend"}, "to": "on call"}],
    },
}
POLICY = Policy.from_dict(DOCUMENT)


def reply_due(policy: Policy, came: str, *later: Event, **facts: object) -> Any:
    return policy.deadlines(Ticket("T-1", [Event("created", came, **facts), *later]))["reply"]


@pytest.mark.parametrize(
    ("came", "due"),
    [
        ("2026-03-06T08:59:59.999999+01:00", "2026-03-06T12:59:59.999999+01:00"),  # before the office opens: 4 hours
        ("2026-03-06T09:00+01:00", "2026-03-06T10:00+01:00"),  # it opens: 1 hour
        ("2026-03-06T16:59:59.999999+01:00", "2026-03-06T17:59:59.999999+01:00"),
        ("2026-03-06T17:00+01:00", "2026-03-06T21:00+01:00"),  # it has closed
        ("2026-03-06T23:59:59+01:00", "2026-03-07T03:59:59+01:00"),
        ("2026-03-07T00:00+01:00", "2026-03-08T00:00+01:00"),  # Saturday: 24 hours
        ("2026-03-08T22:59:59Z", "2026-03-09T22:59:59Z"),  # Sunday at 23:59:59 in Zurich
        ("2026-03-08T23:00Z", "2026-03-09T03:00Z"),  # Monday at midnight there
        ("2026-04-06T10:00+02:00", "2026-04-06T14:00+02:00"),  # a holiday is neither: the rest
        ("2026-03-29T03:30+02:00", "2026-03-30T03:30+02:00"),  # the Sunday on which the clocks go forward
    ],
)
def test_t2_the_first_calendar_that_is_open_when_the_ticket_comes(came: str, due: str) -> None:
    """C11, T2: an opening has its first instant, and not its last."""
    assert reply_due(POLICY, came) == instant(due)


def test_c12_severity_and_ladder_may_ask_for_it_too() -> None:
    decision = POLICY.evaluate(Ticket("T-1", [Event("created", "2026-03-07T12:00Z")]), at="2026-03-07T12:00Z")
    assert (decision.severity, decision.owner) == ("P0", "on call")
    assert decision.classification.reasons == ("arrival is weekend",)


def test_c12_later_events_do_not_change_when_it_came() -> None:
    """It came on Friday at 16:00; what follows on Saturday has another hour of its own."""
    later = Event("changed", "2026-03-07T12:00+01:00", channel="chat"), Event("reopened", "2026-03-07T13:00+01:00")
    assert reply_due(POLICY, "2026-03-06T16:00+01:00", *later) == instant("2026-03-06T17:00+01:00")


def test_c12_an_event_that_states_it_wins() -> None:
    assert reply_due(POLICY, "2026-03-06T16:00+01:00", arrival="weekend") == instant("2026-03-07T16:00+01:00")
    stated = Event("changed", "2026-03-06T16:30+01:00", arrival="weekend")
    assert reply_due(POLICY, "2026-03-06T16:00+01:00", stated) == instant("2026-03-07T16:00+01:00")
    taken_away = Event("changed", "2026-03-06T16:30+01:00", arrival=None)
    assert reply_due(POLICY, "2026-03-06T16:00+01:00", taken_away) == instant("2026-03-06T20:00+01:00")


def test_c12_what_is_stated_must_be_one_of_the_calendars() -> None:
    ticket = Ticket("T-1", [Event("created", "2026-03-06T16:00+01:00", arrival="night")])
    (violation,) = POLICY.evaluate(ticket, at="2026-03-06T16:00+01:00").violations
    assert violation.message == "`arrival` is `night`, allowed is one of `office`, `weekend`, `always`"


def test_c12_absent_where_none_was_open() -> None:
    document = DOCUMENT | {"facts": {"arrival": {"arrived_during": ["office", "weekend"]}}}
    policy = Policy.from_dict(document)
    assert reply_due(policy, "2026-03-06T17:00+01:00") == instant("2026-03-06T21:00+01:00")
    early = Ticket("T-1", [Event("created", "2026-03-06T17:00+01:00")])
    assert policy.evaluate(early, at="2026-03-06T17:00+01:00").classification.missing == ("arrival",)


def test_e9_before_the_ticket_there_is_nothing_to_know() -> None:
    late = Ticket("T-1", [Event("created", "2026-03-07T12:00Z")])
    assert POLICY.evaluate(late, at="2026-03-07T11:59:59Z").owner is None
    assert POLICY.evaluate(Ticket("T-1"), at="2026-03-07T12:00Z").events == ()


def test_e7_responsibilities_may_ask_for_it() -> None:
    by_hour = [{"when": {"arrival": "office"}, "owner": "desk"}, {"owner": "none"}]
    policy = Policy.from_dict(DOCUMENT | {"responsibilities": {"answer the chat": by_hour}})
    for came, owner in (("2026-03-06T16:00+01:00", "desk"), ("2026-03-06T18:00+01:00", None)):
        ticket = Ticket("T-1", [Event("created", came)])
        assert policy.responsible_for("answer the chat", ticket, at=came).owner == owner


def test_p2_it_is_written_and_read_back() -> None:
    assert POLICY.to_dict()["facts"] == DOCUMENT["facts"]
    for text, read in ((POLICY.to_yaml(), Policy.from_yaml), (POLICY.to_toml(), Policy.from_toml)):
        assert read(text) == POLICY
    other = Policy.from_dict(DOCUMENT | {"facts": {"arrival": {"one_of": ["office", "weekend", "always"]}}})
    assert other != POLICY
    assert other.fingerprint != POLICY.fingerprint
    assert "arrived_during" in str(Policy.json_schema())


def test_p3_a_calendar_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(PolicyError) as refused:
        Policy.from_dict(DOCUMENT | {"facts": {"arrival": {"arrived_during": ["office", "week-end", "always"]}}})
    found = [(fault.code, fault.place, fault.remedy) for fault in refused.value.faults]
    assert ("unknown-calendar", "facts.arrival.arrived_during[1]", "write `weekend`") in found


def test_p3_a_comparison_with_what_it_can_never_be_is_a_fault() -> None:
    document = DOCUMENT | {"severity": {"rules": [{"when": {"arrival": "night"}, "then": "P0"}]}}
    with pytest.raises(PolicyError) as refused:
        Policy.from_dict(document)
    assert "wrong-comparison" in {fault.code for fault in refused.value.faults}


def test_m4_a_check_knows_what_it_may_be() -> None:
    """An event may take it away, so absent is one of the cases."""

    def without_owner(*arrivals: object) -> bool:
        owner = [{"when": {"arrival": arrival}, "owner": "desk"} for arrival in arrivals]
        document = DOCUMENT | {"escalation": {"levels": [{"name": "desk", "owner": owner}]}}
        return "no-owner" in {finding.code for finding in check(Policy.from_dict(document))}

    assert without_owner("office", "weekend", {"present": False})
    assert without_owner("office", "weekend", "always")
    assert not without_owner("office", "weekend", "always", {"present": False})


def test_m4_a_calendar_that_is_asked_for_arrivals_is_in_use() -> None:
    assert [finding.place for finding in check(POLICY) if finding.code == "unused-calendar"] == []
