"""A decision is a value with its reasons: for people as text, for machines as plain data (E3, E9, C10, T1, T11)."""

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from example import YAML
from slapolicy import Event, Policy, Ticket

HARBOUR = Policy.from_yaml(YAML)
BLACKOUT = Ticket("T-1", [Event("created", "2026-03-06T15:30:00+01:00", symptom="blackout", site_url="u")])


def test_the_example_document_decides_a_blackout() -> None:
    """P0 on a Friday at 15:30: reply by 17:30, resolved by Saturday 15:30, at once on call."""
    decision = HARBOUR.evaluate(BLACKOUT, at="2026-03-06T15:30:00+01:00")
    assert (decision.severity, decision.level, decision.owner) == ("P0", "on call", "Ada")
    assert {name: str(clock.due_at) for name, clock in decision.clocks.items()} == {
        "triage": "2026-03-09 11:30:00+01:00",
        "first_response": "2026-03-06 17:30:00+01:00",
        "resolution": "2026-03-07 15:30:00+01:00",
        "updates": "None",
    }
    # a quarter of an hour of silence at the top begins the second pass (E5)
    assert (decision.next_owner, str(decision.next_owner_at)) == ("harbour desk", "2026-03-06 15:45:00+01:00")
    assert (decision.notify, decision.violations, decision.to_ask_for) == (("engineering",), (), ("screenshot",))
    assert decision.classification.reasons


def test_the_example_document_decides_a_reply_that_breaks_a_rule() -> None:
    replied = BLACKOUT.add(
        Event("acknowledged", "2026-03-06T15:40:00+01:00"),
        Event("replied", "2026-03-06T17:30:00+01:00", raw_log="…"),
    )
    decision = HARBOUR.evaluate(replied, at="2026-03-06T17:30:00+01:00")
    assert str(decision.clocks["first_response"].verdict) == "met"  # D5: at the deadline
    assert [broken.rule for broken in decision.violations] == ["eta", "secrets"]
    assert str(decision.clocks["updates"].due_at) == "2026-03-06 16:40:00+01:00"
    assert str(decision.clocks["updates"].verdict) == "breached"
    assert decision.owner == "Ada"


def test_m2_a_stated_severity_wins_and_says_so_and_an_unknown_one_is_unclear() -> None:
    at = "2026-03-06T16:00:00+01:00"
    stated = HARBOUR.evaluate(BLACKOUT.add(Event("changed", at, severity="P2")), at=at)
    assert (stated.severity, stated.classification.reasons) == ("P2", ("stated by an event",))
    unknown = HARBOUR.evaluate(BLACKOUT.add(Event("changed", at, severity="P7")), at=at)
    assert unknown.severity == "unclear"
    assert unknown.classification.reasons == ("an event states `P7`, which is none of `P0`, `P1`, `P2`",)


def instants(plain: Any) -> list[str]:
    """Every text in plain data that is an instant with an offset."""
    if isinstance(plain, dict):
        return [each for inner in plain.values() for each in instants(inner)]
    if isinstance(plain, list):
        return [each for inner in plain for each in instants(inner)]
    return [plain] if isinstance(plain, str) and plain.startswith("2026-") and "T" in plain else []


@pytest.mark.parametrize(("zone", "offset"), [("Europe/Zurich", "+01:00"), ("Asia/Tokyo", "+09:00"), ("UTC", "+00:00")])
def test_t1_every_instant_is_in_the_zone_of_the_question(zone: str, offset: str) -> None:
    from slapolicy.instants import instant

    acknowledged = BLACKOUT.add(
        Event("acknowledged", "2026-03-06T16:00:00+01:00"), Event("replied", "2026-03-06T16:00Z")
    )
    asked = instant("2026-03-06T19:00:00+01:00").astimezone(ZoneInfo(zone))
    found = instants(HARBOUR.evaluate(acknowledged, at=asked).to_dict())
    assert len(found) > 20
    assert {text[-6:] for text in found} == {offset}


def test_the_machine_form_is_json_and_has_every_part() -> None:
    decision = HARBOUR.evaluate(BLACKOUT, at="2026-03-06T17:30:00.000001+01:00")
    plain = json.loads(json.dumps(decision.to_dict()))
    assert plain == decision.to_dict()
    assert list(plain) == list(type(decision).__dataclass_fields__)
    clock = plain["clocks"]["first_response"]
    assert (clock["state"], clock["verdict"], clock["limit"]) == ("running", "breached", "2 hours")
    assert (clock["left"], clock["used"]) == ("-PT0.000001S", "PT2H0.000001S")
    assert clock["stretches"] == [{"start": "2026-03-06T15:30:00+01:00", "end": None, "zone": "Europe/Zurich"}]
    assert (plain["fingerprint"], plain["versions"]) == (HARBOUR.fingerprint, dict(decision.versions))


def test_e9_a_decision_is_a_value() -> None:
    one, two = (HARBOUR.evaluate(BLACKOUT, at="2026-03-06T17:00:00+01:00") for _ in range(2))
    assert one == two
    assert len({one, two}) == 1
    with pytest.raises(AttributeError):
        one.owner = "me"  # type: ignore[misc]
    with pytest.raises(TypeError):
        one.clocks["x"] = one.clocks["triage"]  # type: ignore[index]


def test_p5_the_whole_explanation() -> None:
    document = {
        "name": "paper",
        "calendar": "always",
        "severity": {"rules": [{"id": "down", "when": {"symptom": "outage"}, "then": "P0"}]},
        "targets": {"reply": {"stop": "replied", "within": {"P0": "2 hours", "unclear": "1 business hour"}}},
        "owners": {"desk": "Desk", "on call": {"rotation": {
            "participants": ["Ada", "Grace"], "every": "1 week", "starts": "2026-01-05 09:00", "tz": "UTC"}}},
        "escalation": {
            "levels": [{"name": "first", "owner": "desk"}, {"name": "second", "owner": "on call"}],
            "rules": [{"id": "silent", "unacknowledged": "15 minutes", "to": "next", "notify": "desk"}],
        },
        "updates": [{"id": "eta", "on": ["noted"], "requires": ["eta"]}],
        "intake": {"asks_for": ["log"]},
    }  # fmt: skip
    policy = Policy.from_dict(document)
    ticket = Ticket("T-7", [Event("created", "2026-03-02T09:00:00Z"), Event("noted", "2026-03-02T09:10:00Z")])
    assert policy.evaluate(ticket, at="2026-03-02T09:20:00Z").explain().splitlines() == [
        "T-7 under paper, at Mon 2026-03-02 09:20 +00:00",
        "severity unclear: no rule holds; not known: symptom",
        "reply: open (running)",
        "  promised within 1 business hour, started Mon 2026-03-02 09:00 +00:00",
        "    Mon 2026-03-02 09:00 to 10:00: 1 h, in all 1 h",
        "  due Mon 2026-03-02 10:00 +00:00",
        "  used 20 min, 40 min left",
        "owner: Ada, on duty for on call (level second)",
        "  Mon 2026-03-02 09:00 +00:00 desk: the ticket's first owner (created)",
        "  Mon 2026-03-02 09:15 +00:00 on call: not acknowledged for 15 minutes (silent)",
        "  told: desk",
        "next: Grace at Mon 2026-03-09 09:00 +00:00 if nobody acts",
        "violation of eta: `noted` must carry `eta`",
        "ask for: log",
        "nothing changes before Mon 2026-03-02 09:30 +00:00",
    ]


def test_p5_before_the_ticket_begins() -> None:
    lines = HARBOUR.evaluate(BLACKOUT, at="2026-03-06T15:29:00+01:00").explain().splitlines()
    assert lines[1] == "severity unclear: the ticket has not begun"
    assert lines[-2:] == ["owner: nobody", "nothing changes by itself"]
