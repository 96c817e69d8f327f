"""Laws of clocks, over drawn histories of a ticket (C1, C10, D6, D7, E9)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from laws.histories import (
    BUDGETS,
    LIMITS,
    MINUTE,
    MINUTES,
    MONDAY,
    TRANSFERS,
    clock,
    desk,
    histories,
    policies,
)
from slapolicy import ClockReport, Decision, Event, Policy, Ticket


@given(policies(), histories(), MINUTES, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(policy: Policy, events: list[Event], later: int, random: Any) -> None:
    """C1, E9: the same events, the same decision; deciding twice gives the same answer."""
    at = MONDAY + later * MINUTE
    arrived = random.sample(events, len(events))
    first = policy.evaluate(Ticket("T", events), at=at)
    assert policy.evaluate(Ticket("T", arrived), at=at) == first
    one_by_one = Ticket("T")
    for event in arrived:
        one_by_one = one_by_one.add(event)
    assert policy.evaluate(one_by_one, at=at) == first


PAUSES: st.SearchStrategy[Any] = st.sampled_from(["on_hold", "resumed"]).map(lambda name: (name, {}))


@given(LIMITS, histories(PAUSES), MINUTES)
def test_a_pause_never_brings_a_deadline_forward(limit: str, events: list[Event], later: int) -> None:
    """D6: with fewer pauses the deadline is never later; nor is what it would be if the clock resumed now."""
    policy, at = desk(within=limit), MONDAY + later * MINUTE
    paused, unpaused = clock(policy, events, at), clock(policy, events[:1], at)
    due = paused.due_at or paused.if_resumed_now
    assert due is not None
    assert unpaused.due_at is not None
    assert due >= unpaused.due_at == paused.original_due_at


@given(st.sampled_from(BUDGETS), histories(), MINUTES, TRANSFERS)
def test_used_and_left_make_the_limit(limit: str, events: list[Event], later: int, transfer: str) -> None:
    """D7: for limits that are an amount of time, in every cycle and after every change."""
    settings = dict.fromkeys(("stricter", "looser"), transfer)
    policy = desk(within={"P0": "3 hours", "P1": limit, "P2": "none"}, on_change=settings)
    for cycle in clock(policy, events, MONDAY + later * MINUTE).cycles:
        if cycle.limit is None:
            assert (cycle.left, cycle.due_at, cycle.verdict) == (None, None, "none")
        else:
            assert cycle.left is not None
            assert cycle.used + cycle.left == cycle.limit.amount  # type: ignore[union-attr]


@given(policies(), histories(), MINUTES)
def test_states_and_verdicts_agree(policy: Policy, events: list[Event], later: int) -> None:
    """C4, D6: a paused clock has no deadline before it breached, a breach has its instants, a closed cycle its end."""
    at = MONDAY + later * MINUTE
    for cycle in clock(policy, events, at).cycles:
        assert (cycle.ended_at is not None) == (cycle.state in ("stopped", "cancelled"))
        assert (cycle.breached_at is not None) == (cycle.verdict in ("breached", "missed"))
        assert cycle.breached_at in (None, cycle.due_at)
        if cycle.detected_at is not None and cycle.breached_at is not None:
            assert cycle.breached_at <= cycle.detected_at <= (cycle.ended_at or at)
        if cycle.state == "paused" and cycle.verdict in ("open", "at_risk"):
            assert cycle.due_at is None
            assert cycle.if_resumed_now is not None


@given(policies(), histories(), MINUTES)
def test_a_decision_on_the_past_knows_nothing_of_later_events(policy: Policy, events: list[Event], later: int) -> None:
    """C1, E9: what comes after the instant of the question has no say in the answer."""
    at = MONDAY + later * MINUTE
    known = [event for event in events if event.utc <= at]
    assert policy.evaluate(Ticket("T", events), at=at) == policy.evaluate(Ticket("T", known), at=at)


@given(policies(), histories(), MINUTES, MINUTES)
def test_breached_stays_breached_without_new_events(
    policy: Policy, events: list[Event], later: int, longer: int
) -> None:
    """D5, D6: time alone mends no breach, nor moves it."""
    at = MONDAY + later * MINUTE
    known = [event for event in events if event.utc <= at]
    before, after = (clock(policy, known, asked) for asked in (at, at + longer * MINUTE))
    if before.verdict in ("breached", "missed"):
        assert after.verdict == before.verdict
        assert (after.due_at, after.breached_at) == (before.due_at, before.breached_at)
        assert after.detected_at == before.detected_at


@given(policies(), histories(), MINUTES)
def test_what_was_closed_stays_closed(policy: Policy, events: list[Event], later: int) -> None:
    """C7: cycles that ended are the same after any later event, but for one that a reopening resumes."""
    assume(policy.targets["t"].reopening != "resume")
    before = clock(policy, events, MONDAY + later * MINUTE)
    after = clock(policy, events, MONDAY + timedelta(days=30))
    closed = [cycle for cycle in before.cycles if cycle.ended_at is not None]
    assert list(after.cycles[: len(closed)]) == closed


def _settled(judged: ClockReport) -> ClockReport:
    amounts: dict[str, Any] = {"used": timedelta(0), "left": None, "used_elapsed": timedelta(0), "left_elapsed": None}
    return judged._replace(if_resumed_now=None, earlier=tuple(map(_settled, judged.earlier)), **amounts)


def _constant(decision: Decision) -> Decision:
    clocks = {name: _settled(judged) for name, judged in decision.clocks.items()}
    return replace(decision, at=MONDAY, clocks=clocks)


@given(policies(), histories(), MINUTES, st.integers(0, 1000))
def test_answers_are_constant_until_the_next_change(policy: Policy, events: list[Event], later: int, part: int) -> None:
    """C10: at any instant between, the answer is the same but for the amounts; at the change it is another."""
    at = MONDAY + later * MINUTE
    ticket = Ticket("T", [event for event in events if event.utc <= at])
    decision = policy.evaluate(ticket, at=at)
    change = decision.next_change_at
    end = change or at + timedelta(days=30)
    between = at + (end - at) * part // 1001
    assert _constant(policy.evaluate(ticket, at=between)) == _constant(decision)
    if change is not None:
        assert _constant(policy.evaluate(ticket, at=change)) != _constant(decision)
