"""Laws of clocks, over drawn histories of a ticket (C1, C10, D6, D7, E9)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from slapolicy import ClockReport, Decision, Event, Policy, Ticket

MINUTE = timedelta(minutes=1)
MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
BUDGETS = ("90 minutes", "2 hours", "1 business hour", "12 business hours", "1000 business minutes")
DAYS = ("1 business day", "3 business days", "1 week")
DATED = ("end of business day", "next business day by 16:00")
LIMITS = st.sampled_from(BUDGETS + DAYS + DATED)
TRANSFERS = st.sampled_from(("carry", "restart", "proportional", "keep"))

MINUTES = st.one_of(st.integers(0, 4 * 1440), st.integers(0, 4 * 24).map(lambda hour: hour * 60))
HAPPENINGS: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(["on_hold", "resumed", "resolved", "reopened", "moved", "merged"]).map(lambda name: (name, {})),
    st.sampled_from([{"status": "waiting"}, {"status": "open"}]).map(lambda facts: ("changed", facts)),
    st.sampled_from([{"severity": each} for each in ("P0", "P1", "P2")]).map(lambda facts: ("changed", facts)),
)
CREATED = Event("created", MONDAY, severity="P1")
WARNINGS = ["50%", "1 hour left", "1 business hour left", "2 hours late", "every 3 business hours late"]


@st.composite
def histories(draw: st.DrawFn, happenings: st.SearchStrategy[Any] = HAPPENINGS) -> list[Event]:
    """A ticket's events, no two at one instant, so that their order is that of time."""
    minutes = draw(st.sets(MINUTES.filter(bool), max_size=8))
    return [CREATED, *(_event(MONDAY + minute * MINUTE, *draw(happenings)) for minute in sorted(minutes))]


def _event(at: datetime, name: str, facts: dict[str, Any]) -> Event:
    return Event(name, at, **facts)


def desk(**target: Any) -> Policy:
    """A policy of one target, paused by an event and by a fact."""
    settings = {"stop": "resolved", "pause": ["on_hold", {"status": "waiting"}], "reset": "moved", "cancel": "merged"}
    return Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "laws",
            "calendars": {"office": {"tz": "UTC", "hours": {"mon-fri": "09:00-12:00, 13:00-17:00"}}},
            "calendar": "office",
            "severity": {"levels": ["P0", "P1", "P2"]},
            "targets": {"t": settings | target},
        }
    )


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """A policy with limits of all kinds, and all settings."""
    return desk(
        within={"P0": draw(LIMITS), "P1": draw(LIMITS)},
        on_change={"stricter": draw(TRANSFERS), "looser": draw(TRANSFERS)},
        on_reopen=draw(st.sampled_from(("resume", "new_cycle", "ignore"))),
        strict=draw(st.booleans()),
        warn=WARNINGS,
    )


def clock(policy: Policy, events: list[Event], at: datetime) -> ClockReport:
    return policy.evaluate(Ticket("T", events), at=at).clocks["t"]


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


@given(policies(), histories(), MINUTES)
def test_a_warning_that_fired_stays_fired(policy: Policy, events: list[Event], later: int) -> None:
    """C8: without a change of the limit, what fired is never taken back, and its instant stays."""
    limits = [event for event in events[1:] if "severity" not in event.facts]
    at = MONDAY + later * MINUTE
    before = clock(policy, [CREATED, *limits], at)
    after = clock(policy, [CREATED, *limits], at + timedelta(hours=7))
    if before.number == after.number:
        known = {warning.id: warning.at for warning in after.warnings if warning.fired}
        fired = [w for w in before.warnings if w.fired and not w.threshold.startswith("every")]
        assert [warning.id for warning in fired if known.get(warning.id) != warning.at] == []


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
