"""Conditions that decide nothing, and clocks that nothing moves; each beside its like that is as it should be (C2)."""

from typing import Any

import pytest

from analysis.paper import found, one_target, only, policy
from slapolicy import Event, State, Ticket

NEVER = {"all": [{"vip": True}, {"vip": False}]}
EITHER = {"any": [{"vip": True}, {"vip": False}]}
ALWAYS = {"any": [{"vip": True}, {"vip": {"not": True}}]}


@pytest.mark.parametrize(
    ("keys", "code", "place"),
    [
        ({"start": NEVER}, "never-starts", "targets.reply.start"),
        ({"start": []}, "never-starts", "targets.reply.start"),
        ({"stop": NEVER}, "never-stops", "targets.reply.stop"),
        ({"every": "2 hours", "completed_by": NEVER}, "never-completed", "targets.reply.completed_by"),
        ({"start": ["created", NEVER]}, "never-holds", "targets.reply.start"),
        ({"pause": NEVER}, "never-holds", "targets.reply.pause"),
        ({"cancel": ["dropped", NEVER]}, "never-holds", "targets.reply.cancel"),
        ({"applies": NEVER}, "never-holds", "targets.reply.applies"),
    ],
)
def test_c2_what_can_never_hold(keys: Any, code: str, place: str) -> None:
    """A fact is one thing at a time; an event may always come."""
    assert found(one_target(**keys)) == [(code, place, "error")]
    mended = {key: ["an event", EITHER] if key != "applies" else EITHER for key in keys if key != "every"}
    assert found(one_target(**keys | mended)) == []


def test_c9_a_repeating_target_may_go_on_without_an_end() -> None:
    """It needs no stop; a stop that can never hold is a condition like any other."""
    rules = one_target(every="2 hours", completed_by="told", stop=NEVER)
    assert found(rules) == [("never-holds", "targets.reply.stop", "error")]
    assert found(one_target(every="2 hours", completed_by="told", stop=[])) == []


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({"severity": {"rules": [{"when": ALWAYS, "then": "P0"}]}}, "severity.rules[0].when"),
        ({"updates": [{"id": "u", "on": ["replied"], "when": ALWAYS}]}, "updates[0].when"),
        ({"intake": {"rules": [{"when": ALWAYS, "requires": ["url"]}]}}, "intake.rules[0].when"),
        (
            {"escalation": {"levels": [{"name": "a", "owner": "a", "when": ALWAYS}]}},
            "escalation.levels[0].when",
        ),
        (
            {"escalation": {"levels": [{"name": "a", "owner": "a"}], "rules": [
                {"id": "r", "when": ALWAYS, "on": "asked", "notify": "a"}]}},
            "escalation.rules[0].when",
        ),
    ],
)  # fmt: skip
def test_c12_a_condition_that_always_holds(parts: Any, place: str) -> None:
    """An absent fact is not true either; without it, a condition may fail."""
    assert found(policy(**parts)) == [("always-holds", place, "warning")]


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ({"updates": [{"id": "u", "on": ["replied"], "when": NEVER}]}, "updates[0].when"),
        ({"intake": {"rules": [{"when": NEVER, "requires": ["url"]}]}}, "intake.rules[0].when"),
        (
            {"responsibilities": {"ask": [{"when": NEVER, "owner": "a"}, {"owner": "b"}]}},
            "responsibilities.ask[0].when",
        ),
    ],
)
def test_o2_o3_a_step_that_never_runs(part: Any, place: str) -> None:
    assert found(policy(**part)) == [("never-holds", place, "error")]


def test_c12_every_stated_severity_is_possible_and_unclear_is_one() -> None:
    """An event may state any level, whatever the rules give; a ticket always has a severity (M2)."""
    every = {"severity": ["P0", "P1", "unclear"]}
    assert found(one_target(applies=every)) == [("always-holds", "targets.reply.applies", "warning")]
    assert found(one_target(applies={"severity": {"present": False}})) == [
        ("never-holds", "targets.reply.applies", "error")
    ]
    assert found(one_target(applies={"severity": ["P0", "P1"]})) == []
    assert found(policy(severity={}, targets={"reply": {"stop": "x", "within": "1 hour", "applies": every}})) == []


@pytest.mark.parametrize("declared", [False, True])
def test_c12_what_a_fact_may_be_is_what_is_declared(declared: bool) -> None:
    """Not to be a bug is to be a bill or nothing, where no third is declared."""
    held = {"any": [{"kind": ["bug", "bill"]}, {"kind": {"present": False}}]}
    rules = one_target(applies=held).replace(facts={"kind": {"one_of": ["bug", "bill"]}} if declared else {})
    assert found(rules) == ([("always-holds", "targets.reply.applies", "warning")] if declared else [])


WAITING = {"status": "waiting"}


@pytest.mark.parametrize(
    "keys",
    [
        {"start": WAITING, "pause": [{"status": {"present": True}}, "held"]},
        {"start": ["created", WAITING], "pause": [WAITING, {"not": WAITING}]},
        {"applies": WAITING, "pause": WAITING},
        {"within": [{"when": WAITING, "limit": "2 hours"}, {"limit": "none"}], "pause": WAITING},
    ],
)
def test_c2_a_clock_that_is_paused_wherever_it_starts(keys: Any) -> None:
    """In the last two it is wherever anything is promised."""
    finding = only(one_target(**keys))
    assert (finding.code, finding.place, str(finding.level)) == ("always-paused", "targets.reply.pause", "error")


@pytest.mark.parametrize(
    "keys",
    [
        {"start": WAITING, "pause": {"status": "open"}},
        {"start": "created", "pause": WAITING},
        {"start": WAITING, "pause": WAITING, "precedence": ["stop", "cancel", "reset", "start", "pause"]},
    ],
)
def test_c2_a_clock_that_may_run(keys: Any) -> None:
    """An event may come with any status; and a start that wins over a pause is not paused by it."""
    assert found(one_target(**keys)) == []


def test_c2_a_pause_that_wins_over_the_end() -> None:
    """The strongest of several moves counts: a pause before a stop pauses, and a stop before it ends."""
    keys = {"start": WAITING, "stop": WAITING, "pause": WAITING}
    assert only(one_target(**keys)).code == "ended-at-once"
    assert only(one_target(**keys, precedence=["pause", "stop", "cancel", "reset", "start"])).code == "always-paused"


def test_c2_facts_with_which_it_starts_and_is_paused() -> None:
    """Where it starts and ends at once, or is paused and does not start, shows no pause."""
    finding = only(
        one_target(start={"status": ["done", "waiting"]}, stop=["replied", {"status": "done"}], pause=WAITING)
    )
    assert (finding.code, dict(finding.witness or {})) == ("always-paused", WAITING)
    finding = only(one_target(start=WAITING | {"vip": True}, pause=WAITING))
    assert (finding.code, dict(finding.witness or {})) == ("always-paused", WAITING | {"vip": True})


def test_c2_a_reset_at_the_start_ends_nothing() -> None:
    """It begins the count again, and the clock runs."""
    rules = one_target(start=WAITING, reset=WAITING)
    assert found(rules) == []
    created = Event("created", "2026-03-06T10:00:00Z", **WAITING)
    assert rules.evaluate(Ticket("T-1", [created]), at="2026-03-06T10:00:00Z").clocks["reply"].state is State.RUNNING


@pytest.mark.parametrize("key", ["stop", "cancel"])
def test_c2_a_clock_that_ends_wherever_it_starts(key: str) -> None:
    ends = {"status": ["open", "waiting"]}
    finding = only(one_target(start=WAITING, **{"stop": "replied", key: ends}))
    assert (finding.code, finding.place, str(finding.level)) == ("ended-at-once", "targets.reply.start", "error")
    assert dict(finding.witness or {}) == WAITING
    assert found(one_target(start=WAITING, **{"stop": "replied", key: {"status": "open"}})) == []


def test_c9_a_stop_that_asks_for_one_more_round_does_not_end_it() -> None:
    keys = {"every": "2 hours", "completed_by": "told", "start": WAITING, "stop": WAITING}
    assert [code for code, _, _ in found(one_target(**keys))] == ["ended-at-once"]
    assert found(one_target(**keys, last_round="after_stop")) == []
