"""What a policy answers beside its decision: who is next, is asked or may decide, by which calendar (C6, E7-E9)."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from example import YAML
from slapolicy import Calendar, Event, Outage, Policy, PolicyError, Ticket
from slapolicy.errors import InstantError
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


SMALL: dict[str, Any] = {
    "slapolicy": 1,
    "name": "small",
    "targets": {"reply": {"start": "created", "stop": "replied", "within": "2 hours"}},
}


def small(**parts: Any) -> Policy:
    return Policy.from_dict(SMALL | parts)


def test_e8_who_is_next_and_who_is_asked_if_nobody_acts() -> None:
    assert POLICY.next_owner(TICKET, at=NINE) == "boss"
    assert POLICY.next_owner(TICKET, at=TEN) is None
    rehearsal = POLICY.rehearse(TICKET, at=NINE)
    assert [(step.who, step.at) for step in rehearsal.steps] == [("ada", NINE), ("boss", TEN)]
    assert (rehearsal.ticket, rehearsal.policy, rehearsal.at, rehearsal.levels) == ("T-1", "desk", NINE, ("one", "two"))
    assert [step.who for step in POLICY.rehearse(TICKET, at=NINE, until="2026-03-06T09:59:59Z").steps] == ["ada"]
    assert Policy.from_dict({"name": "bare"}).rehearse(TICKET, at=NINE).steps == ()


def test_e8_the_end_of_a_rehearsal_is_named_when_it_is_no_instant() -> None:
    with pytest.raises(InstantError) as refused:
        POLICY.rehearse(TICKET, at=NINE, until="2026-03-06T12:00")
    assert [fault.place for fault in refused.value.faults] == ["until"]


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


def test_c10_and_t1_deadlines_are_in_the_zone_of_the_last_event() -> None:
    ticket = Ticket("T-1", [Event("created", "2026-03-06T16:30:00+01:00")])
    assert small().deadlines(ticket)["reply"] == datetime(2026, 3, 6, 17, 30, tzinfo=UTC)
    assert str(small().deadlines(ticket)["reply"]) == "2026-03-06 18:30:00+01:00"
    assert small().deadlines(Ticket("T-2")) == {"reply": None}


def test_e9_only_events_up_to_the_question_are_known() -> None:
    ticket = Ticket("T-1", [Event("created", "2026-03-06T16:00:00Z"), Event("replied", "2026-03-06T17:00:00Z")])
    before = small().evaluate(ticket, at="2026-03-06T16:59:59Z").clocks["reply"]
    at = small().evaluate(ticket, at="2026-03-06T17:00:00Z").clocks["reply"]
    assert (str(before.verdict), str(at.verdict)) == ("open", "met")
    assert before.left == timedelta(hours=1, seconds=1)


def test_a_policy_without_targets_or_a_ladder_still_answers() -> None:
    policy = Policy.from_dict({"name": "bare"})
    decision = policy.evaluate(Ticket("T-1"), at="2026-03-06T16:00:00Z")
    assert (decision.owner, decision.level, decision.next_change_at, dict(decision.clocks)) == (None, None, None, {})
    assert str(decision.severity) == "unclear"


def test_targets_count_by_their_own_calendar_or_the_policys_or_around_the_clock() -> None:
    office = Calendar(tz="Europe/Zurich", hours={"mon-fri": "09:00-17:00"})
    targets = {
        "own": {"stop": "x", "within": "1 hour", "calendar": "always"},
        "default": {"stop": "x", "within": "1 hour"},
    }
    policy = small(calendars={"office": office}, calendar="office", targets=targets)
    assert policy.calendar_of("default") == office
    assert policy.calendar_of("own").is_open("2026-03-08T03:00:00Z")
    assert small().calendar_of("reply").is_open("2026-03-08T03:00:00Z")


def test_t11_a_decision_carries_the_fingerprint_and_the_versions_of_its_data() -> None:
    decision = Policy.from_yaml(YAML).evaluate(Ticket("T-1"), at="2026-03-06T16:00:00Z")
    assert decision.fingerprint == Policy.from_yaml(YAML).fingerprint
    assert re.fullmatch(r"[0-9a-f]{16}", decision.fingerprint)
    assert set(decision.versions) == {"tzdata", "holidays:CH-ZH"}


def test_t11_the_zone_of_a_rotation_is_data_as_well() -> None:
    rotation = {"participants": ["Ada"], "every": "1 week", "starts": "2026-01-05 09:00", "tz": "Europe/Zurich"}
    decision = small(owners={"on call": {"rotation": rotation}}).evaluate(Ticket("T-1"), at="2026-03-06T16:00:00Z")
    assert set(decision.versions) == {"tzdata"}


def test_c12_the_type_of_a_fact_is_declared_or_implied() -> None:
    target = {"stop": "replied", "within": "2 hours", "applies": {"seats": {"gt": 5}, "vip": True}}
    types = small(facts={"plan": "text"}, targets={"reply": target}).fact_types
    assert {name: str(kind.kind) for name, kind in types.items()} == {
        "plan": "text",
        "seats": "number",
        "vip": "boolean",
    }
