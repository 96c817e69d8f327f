"""What a policy answers beside its decision: who is next, is asked or may decide, by which calendar (C6, E7-E9)."""

from datetime import timedelta
from typing import Any

import pytest

from slapolicy import Event, Outage, Policy, PolicyError, Ticket
from slapolicy.instants import instant

OFFICE = {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}
DESK: dict[str, Any] = {
    "name": "desk",
    "calendars": {"office": OFFICE, "night": {"tz": "UTC", "hours": {"mon-sun": "00:00-06:00"}}},
    "calendar": "office",
    "targets": {
        "reply": {"stop": "replied", "within": "2 hours", "owner": [{"when": {"vip": True}, "owner": "boss"}]},
        "repair": {
            "stop": "repaired",
            "within": "1 business hour",
            "calendar": [{"when": {"vip": True}, "calendar": "always"}, {"when": {"late": True}, "calendar": "night"}],
        },
    },
    "escalation": {"levels": [{"name": "one", "owner": "ada", "respond": "1 hour"}, {"name": "two", "owner": "boss"}]},
    "owners": {"ada": "Ada", "boss": "Boss"},
    "responsibilities": {"refund": [{"when": {"vip": True}, "owner": "boss"}, {"owner": "none"}]},
    "intake": {"asks_for": ["site"]},
    "availability": {"shop": {"goal": "99%", "per": "month", "calendar": "office", "tz": "UTC"}},
}
POLICY = Policy.from_dict(DESK)
NINE, TEN, NOON = (instant(f"2026-03-06T{hour}:00Z") for hour in ("09", "10", "12"))  # a Friday
TICKET = Ticket("T-1", [Event("created", NINE, vip=True)])


def test_e8_who_is_next_and_who_is_asked_if_nobody_acts() -> None:
    assert POLICY.next_owner(TICKET, at=NINE) == "boss"
    assert POLICY.next_owner(TICKET, at=TEN) is None
    rehearsal = POLICY.rehearse(TICKET, at=NINE)
    assert [(step.who, step.at) for step in rehearsal.steps] == [("ada", NINE), ("boss", TEN)]
    assert (rehearsal.ticket, rehearsal.policy, rehearsal.at, rehearsal.levels) == ("T-1", "desk", NINE, ("one", "two"))
    assert [step.who for step in POLICY.rehearse(TICKET, at=NINE, until="2026-03-06T09:59:59Z").steps] == ["ada"]
    assert Policy.from_dict({"name": "bare"}).rehearse(TICKET, at=NINE).steps == ()


def test_e8_the_end_of_a_rehearsal_is_named_when_it_is_no_instant() -> None:
    with pytest.raises(ValueError, match="until"):
        POLICY.rehearse(TICKET, at=NINE, until="2026-03-06T12:00")


def test_e9_a_decision_names_what_it_is_about() -> None:
    decision = POLICY.evaluate(TICKET, at=NOON)
    assert (decision.policy, decision.ticket, decision.to_ask_for) == ("desk", "T-1", ("site",))
    assert {name: clock.owner for name, clock in decision.clocks.items()} == {"reply": "boss", "repair": None}
    assert {clock.target for clock in decision.clocks.values()} == {"reply", "repair"}


def test_e9_before_its_first_event_nothing_is_asked_of_a_ticket() -> None:
    decision = POLICY.evaluate(TICKET, at="2026-03-06T08:59:59Z")
    assert (decision.to_ask_for, decision.owner, decision.clocks["reply"].owner) == ((), None, None)


def test_e7_who_may_decide_hangs_on_the_ticket() -> None:
    usual = Ticket("T-2", [Event("created", NINE)])
    assert [POLICY.responsible_for("refund", ticket, at=NOON).owner for ticket in (TICKET, usual, Ticket("T-3"))] == [
        "boss", None, None
    ]  # fmt: skip
    assert dict(POLICY.evaluate(TICKET, at=NOON).responsible) == {"refund": "boss"}
    assert dict(POLICY.evaluate(usual, at=NOON).responsible) == {"refund": None}
    with pytest.raises(PolicyError, match=r"found `refnd`; allowed is one of `refund`; write `refund`"):
        POLICY.responsible_for("refnd", TICKET, at=NOON)


def test_e7_who_is_on_duty_is_asked_for_the_instant() -> None:
    turns = {"participants": ["Ada", "Grace"], "every": "1 week", "starts": "2026-03-02 00:00", "tz": "UTC"}
    policy = Policy.from_dict(
        {"name": "n", "owners": {"on call": {"rotation": turns}}, "responsibilities": {"a": "on call"}}
    )
    for at, person in (("2026-03-06T12:00Z", "Ada"), ("2026-03-10T12:00Z", "Grace")):
        assert policy.responsible_for("a", TICKET, at=at).on_duty == person


def test_c6_a_target_counts_by_the_calendar_of_the_facts_or_by_the_policy_s() -> None:
    office, night = POLICY.calendars["office"], POLICY.calendars["night"]
    assert POLICY.calendar_of("repair") == POLICY.calendar_of("repair", {"vip": False}) == office
    assert POLICY.calendar_of("repair", {"late": True}) == night
    assert POLICY.calendar_of("repair", {"vip": True}).is_open("2026-03-08T03:00Z")


def test_o4_availability_counts_by_the_calendar_that_it_names() -> None:
    """Of an outage from 16:00 to 18:00, the hour until the office closes counts."""
    outage = Outage("2026-03-06T16:00Z", "2026-03-06T18:00Z")
    report = POLICY.availability["shop"].report([outage], at="2026-03-20T00:00Z")
    assert report.downtime == timedelta(hours=1)
