"""Edges of signals: each fault in full, and what moves the clock of a target (C2, C5, C11, D6, P3)."""

from typing import Any

import pytest

from slapolicy import Event, Policy, PolicyError, Target, Ticket
from slapolicy.conditions import condition
from slapolicy.targets import Signal
from slapolicy.targets.signals import signal

PLAIN: dict[str, Any] = {"stop": "resolved", "within": "2 hours"}

SIGNAL = "allowed is an event's name, a condition such as `{status: waiting}`, or a list of them"


@pytest.mark.parametrize(
    ("written", "sentences"),
    [
        (7, [f"pause: found `7`; {SIGNAL}"]),
        ("  ", [f"pause: found ``; {SIGNAL}"]),
        (["on_hold", ["held"], None], [f"pause[1]: found a list; {SIGNAL}", f"pause[2]: found nothing; {SIGNAL}"]),
        ({"a": {"present": 1}}, ["pause.a.present: found `1`; allowed is true or false"]),
        ([{"a": {"present": 1}}], ["pause[0].a.present: found `1`; allowed is true or false"]),
    ],
)
def test_faults_of_a_signal_in_full(written: Any, sentences: list[str]) -> None:
    """P3, C2: alone it has the key's path, in a list its number as well."""
    with pytest.raises(PolicyError) as refused:
        Target.read(PLAIN | {"pause": written})
    assert [str(fault) for fault in refused.value.faults] == sentences


def test_what_a_signal_is_given_by() -> None:
    """C2: any of its events by name, or facts of which any of its conditions holds; an empty one by nothing."""
    several = signal(["on_hold", "parked", {"status": "waiting"}, {"vip": False}])
    assert several.words() == "`on_hold`, or `parked`, or status is waiting, or vip is no"
    assert several.given("parked", {})
    assert several.given("changed", {"status": "new", "vip": False})
    assert not several.given("on_hold_", {"status": "new"})
    assert not several.holds({"status": "new"})
    assert not Signal().given("on_hold", {"status": "waiting"})
    assert [bool(each) for each in (several, Signal(("a",)), signal({"a": 1}), Signal())] == [True, True, True, False]
    assert signal([condition({"vip": False}), "on_hold"]).document() == ["on_hold", {"vip": False}]
    assert signal(several) is several


def test_the_names_and_the_conditions_that_move_a_clock() -> None:
    """C2: by name only what a signal names; what would end a pause, only where something pauses."""
    plain = Target.read(PLAIN)
    assert dict(plain.named) == {"created": {"start"}, "resolved": {"stop"}, "reopened": {"reopen"}}
    assert plain.conditional == ()
    document = {"pause": {"status": "waiting"}, "resume": "back", "reset": ["back", {"vip": True}]}
    pausing = Target.read(PLAIN | document)
    assert pausing.named["back"] == {"resume", "reset"}
    assert pausing.conditional == ("pause", "reset")
    assert pausing.reads == {"status", "vip"}
    assert pausing.selects == frozenset()
    assert Target.read(PLAIN | {"applies": {"plan": "pro"}, "within": {"P0": "1 hour"}}).selects == {"plan", "severity"}


def due(target: dict[str, Any], *events: Event) -> str | None:
    policy = Policy.read({"name": "desk", "targets": {"fix": PLAIN | target}})
    at = policy.deadlines(Ticket("T", events))["fix"]
    return at.isoformat() if at else None


def test_a_target_that_comes_to_apply_counts_from_its_start() -> None:
    """C5, C11: from 12:00 on, though it is only at 12:30 that it applies: due at 14:00; and no more at 13:00."""
    created = Event("created", "2026-03-06T12:00:00Z", plan="basic")
    bought, sold = (
        Event("changed", f"2026-03-06T{at}Z", plan=plan) for at, plan in [("12:30:00", "pro"), ("13:00:00", "basic")]
    )
    applies = {"applies": {"plan": "pro"}}
    assert due(applies, created) is None
    assert due(applies, created, bought) == "2026-03-06T14:00:00+00:00"
    assert due(applies, created, bought, sold) is None


@pytest.mark.parametrize("name", ["resumed", "customer_replied"])
def test_what_ends_a_pause_by_default(name: str) -> None:
    """C2, D6: half an hour of two is used at 12:30; from 13:00 on, an hour and a half are left."""
    created, held = Event("created", "2026-03-06T12:00:00Z"), Event("on_hold", "2026-03-06T12:30:00Z")
    assert due({"pause": "on_hold"}, created, held) is None
    back = Event(name, "2026-03-06T13:00:00Z")
    assert due({"pause": "on_hold"}, created, held, back) == "2026-03-06T14:30:00+00:00"
