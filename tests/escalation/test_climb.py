"""Who owns a ticket and who is next: triggers, steps, acknowledgement, passes, the end (E1-E5, E9, C10)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from escalation.ladders import at, policy, ticket, where
from slapolicy import Event, Policy, PolicyError, Ticket

DUE = {"id": "late", "target": "resolution", "at": "due", "to": "next"}  # created 09:00, due 13:00
TICK = timedelta(microseconds=1)
SILENT = {"id": "silent", "unacknowledged": "15 minutes", "to": "next"}


def test_e1_a_ticket_starts_at_the_first_level_with_its_owner() -> None:
    decision = policy().evaluate(ticket(), at=at("09:00:00"))
    assert (decision.level, decision.owner, decision.notify) == ("desk", "desk", ())
    assert (decision.next_owner, decision.next_owner_at) == (None, None)


def test_e1_before_the_first_event_nobody_owns_it() -> None:
    decision = policy(DUE).evaluate(ticket(), at=at("08:59:59"))
    assert (decision.level, decision.owner, decision.steps) == (None, None, ())


# -- E2: triggers


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("12:59:59", ("desk", "engineering", "02 13:00:00")),
        ("13:00:00", ("engineering", None, None)),
        ("13:00:01", ("engineering", None, None)),
    ],
)
def test_e2_a_deadline_moves_a_ticket_at_its_instant(clock: str, expected: Any) -> None:
    assert where(policy(DUE).evaluate(ticket(), at=at(clock))) == expected


def test_e2_a_share_of_a_clock_notifies_without_moving() -> None:
    """Three quarters of 09:00 to 13:00 are used at 12:00; to notify is not to assign (E3)."""
    rules = policy({"id": "slow", "target": "resolution", "at": "75%", "notify": ["board", "engineering"]})
    before, exactly = (rules.evaluate(ticket(), at=at(clock)) for clock in ("11:59:59", "12:00:00"))
    assert (before.notify, before.next_owner) == ((), None)
    assert before.next_change_at == datetime.fromisoformat(at("12:00:00"))
    assert (exactly.notify, exactly.level, exactly.owner) == (("board", "engineering"), "desk", "desk")


OFFICE = {"calendars": {"office": {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}}, "calendar": "office"}


@pytest.mark.parametrize(
    ("after", "due_at", "steps_at"),
    [
        # created Monday 15:00 and due at 19:00; two working hours after that are Tuesday 09:00-11:00
        ("2 business hours", "02 19:00:00", "03 11:00:00"),
        ("2 hours", "02 19:00:00", "02 21:00:00"),
    ],
)
def test_e4_time_after_the_deadline_is_working_or_elapsed(after: str, due_at: str, steps_at: str) -> None:
    rules = policy({"id": "very late", "target": "resolution", "after": after, "to": "next"}, **OFFICE)
    created = Ticket("T-1", [Event("created", at("15:00:00"))])
    decision = rules.evaluate(created, at=at("15:00:00"))
    due = decision.clocks["resolution"].due_at
    assert due is not None
    assert f"{due:%d %H:%M:%S}" == due_at
    assert where(decision) == ("desk", "engineering", steps_at)


def test_e2_facts_move_a_ticket_when_they_begin_to_hold() -> None:
    rules = policy({"id": "legal", "when": {"legal": True}, "to": "board", "notify": "engineering"})
    later = ticket(Event("changed", at("10:00:00"), legal=True), Event("changed", at("11:00:00"), seats=3))
    before, exactly, after = (rules.evaluate(later, at=at(clock)) for clock in ("09:59:59", "10:00:00", "12:00:00"))
    assert [decision.level for decision in (before, exactly, after)] == ["desk", "board", "board"]
    assert exactly.notify == ("engineering",)
    assert len(after.steps) == 2  # it still holds at 11:00, and does not fire again


def test_e2_facts_that_hold_anew_fire_anew() -> None:
    rules = policy({"id": "legal", "when": {"legal": True}, "notify": ["board"]})
    again = ticket(
        Event("changed", at("10:00:00"), legal=True),
        Event("changed", at("11:00:00"), legal=None),
        Event("changed", at("12:00:00"), legal=True),
    )
    decision = rules.evaluate(again, at=at("12:00:00"))
    assert [f"{step.at:%H:%M}" for step in decision.steps] == ["09:00", "10:00", "12:00"]
    assert decision.notify == ("board",)


def test_e2_a_rule_of_a_clock_waits_for_its_condition() -> None:
    rules = policy({**DUE, "when": {"vip": True}})
    assert rules.evaluate(ticket(), at=at("14:00:00")).level == "desk"
    becomes = ticket(Event("changed", at("14:30:00"), vip=True))
    decision = rules.evaluate(becomes, at=at("15:00:00"))
    assert [(step.rule, f"{step.at:%H:%M}") for step in decision.steps] == [("created", "09:00"), ("late", "14:30")]


def test_e2_a_rule_may_look_at_the_severity() -> None:
    rules = policy({"id": "critical", "when": {"severity": "P0"}, "to": "engineering"})
    assert rules.evaluate(ticket(severity="P1"), at=at("09:00:00")).level == "desk"
    assert rules.evaluate(ticket(severity="P0"), at=at("09:00:00")).level == "engineering"


@pytest.mark.parametrize("stop", ["12:59:59", "13:00:00"])
def test_e2_a_clock_that_stops_in_time_escalates_nothing(stop: str) -> None:
    """Done at the deadline is met (D5), so its rule does not fire either."""
    decision = policy(DUE).evaluate(ticket(Event("resolved", at(stop))), at=at("15:00:00"))
    assert (decision.level, decision.next_owner) == ("desk", None)


def test_e2_a_paused_clock_escalates_later() -> None:
    """An hour of pause moves the deadline from 13:00 to 14:00 (D6)."""
    targets = {"resolution": {"stop": "resolved", "within": "4 hours", "pause": {"waiting": True}}}
    rules = policy(DUE, targets=targets)
    paused = ticket(Event("changed", at("10:00:00"), waiting=True))
    assert where(rules.evaluate(paused, at=at("20:00:00"))) == ("desk", None, None)
    resumed = paused.add(Event("changed", at("11:00:00"), waiting=False))
    assert where(rules.evaluate(resumed, at=at("12:00:00"))) == ("desk", "engineering", "02 14:00:00")


def test_d6_a_share_that_a_pause_held_back_fires_though_a_later_point_is_known() -> None:
    """Eight hours to the end of the day; nine to ten and noon to five are six, 90 % are used 1 h 12 min later."""
    targets = {"resolution": {"stop": "resolved", "within": "end of business day", "pause": "paused"}}
    parts = {"calendars": {"office": {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}}, "calendar": "office"}
    most = {"id": "most", "target": "resolution", "at": "90%", "notify": ["board"]}
    late = {"id": "late", "target": "resolution", "after": "5 calendar days", "notify": ["board"]}
    stops = (
        ("paused", "10:00:00", 2),
        ("resumed", "12:00:00", 2),
        ("paused", "18:00:00", 2),
        ("resumed", "12:00:00", 3),
    )
    events = ticket(*(Event(name, at(clock, day)) for name, clock, day in stops))
    steps = policy(most, late, targets=targets, **parts).evaluate(events, at=at("00:00:00", 12)).steps[1:]
    assert [(step.rule, f"{step.at:%d %H:%M}") for step in steps] == [("most", "03 13:12"), ("late", "07 17:00")]


def test_e2_a_firing_stays_history_when_the_limit_changes_afterwards() -> None:
    targets = {"resolution": {"stop": "resolved", "within": {"P0": "1 hour", "P1": "4 hours"}}}
    rules = policy(DUE, targets=targets)
    relaxed = ticket(Event("changed", at("10:30:00"), severity="P1"), severity="P0")
    decision = rules.evaluate(relaxed, at=at("14:00:00"))  # due at 10:00, then at 13:00
    assert [(step.rule, f"{step.at:%H:%M}") for step in decision.steps] == [("created", "09:00"), ("late", "10:00")]


def test_e2_each_round_of_a_repeating_target_can_fire() -> None:
    targets = {"updates": {"every": "1 hour", "completed_by": "posted", "stop": "closed"}}
    rules = policy({"id": "stale", "target": "updates", "at": "due", "notify": ["board"]}, targets=targets)
    posted = ticket(Event("posted", at("10:30:00")))
    decision = rules.evaluate(posted, at=at("12:00:00"))
    assert [f"{step.at:%H:%M}" for step in decision.steps if step.rule == "stale"] == ["10:00", "11:30"]


# -- E3, E5: acknowledgement, passes, the end


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("09:00:00", ("desk", "engineering", "02 09:15:00")),
        ("09:14:59", ("desk", "engineering", "02 09:15:00")),
        ("09:15:00", ("engineering", "board", "02 09:30:00")),
        ("09:29:59", ("engineering", "board", "02 09:30:00")),
        ("09:30:00", ("board", None, None)),
    ],
)
def test_e4_silence_counts_from_the_level_that_is_silent(clock: str, expected: Any) -> None:
    assert where(policy(SILENT).evaluate(ticket(), at=at(clock))) == expected


def test_e5_past_the_last_level_the_ladder_is_exhausted_and_the_owner_stays() -> None:
    last, exactly, later = (
        policy(SILENT).evaluate(ticket(), at=at(clock)) for clock in ("09:44:59", "09:45:00", "23:00:00")
    )
    assert (last.exhausted, exactly.exhausted, later.exhausted) == (False, True, True)
    assert (exactly.level, exactly.owner, later.owner) == ("board", "board", "board")
    assert exactly.steps == later.steps


@pytest.mark.parametrize("event", ["acknowledged", "resolved", "closed"])
def test_e5_an_acknowledgement_or_the_end_stops_the_wait(event: str) -> None:
    decision = policy(SILENT).evaluate(ticket(Event(event, at("09:20:00"))), at=at("09:20:00"))
    assert where(decision) == ("engineering", None, None)


def test_e5_an_acknowledgement_at_the_last_instant_is_in_time() -> None:
    assert policy(SILENT).evaluate(ticket(Event("acknowledged", at("09:15:00"))), at=at("10:00:00")).level == "desk"


def test_e5_reopened_waits_anew_from_there() -> None:
    reopened = ticket(Event("resolved", at("09:05:00")), Event("reopened", at("12:00:00")))
    assert where(policy(SILENT).evaluate(reopened, at=at("12:00:00"))) == ("desk", "engineering", "02 12:15:00")


def test_e5_passes_counts_all_passes_the_first_included() -> None:
    """Three levels of 15 minutes each, twice: back at the desk at 09:45, the end at 10:30."""
    rules = policy({**SILENT, "passes": 2})
    decision = rules.evaluate(ticket(), at=at("09:00:00"))
    assert [(step.level, f"{step.at:%H:%M}", step.exhausted) for step in (*decision.steps, *decision.ahead)] == [
        ("desk", "09:00", False),
        ("engineering", "09:15", False),
        ("board", "09:30", False),
        ("desk", "09:45", False),
        ("engineering", "10:00", False),
        ("board", "10:15", False),
        ("board", "10:30", True),
    ]


def test_e5_a_ladder_of_one_level_has_its_passes_too() -> None:
    ladder = {"levels": [{"name": "desk", "owner": "desk"}], "rules": [{**SILENT, "passes": 3}]}
    decision = policy(escalation=ladder).evaluate(ticket(), at=at("09:00:00"))
    assert [(f"{step.at:%H:%M}", step.exhausted) for step in decision.ahead] == [
        ("09:15", False),
        ("09:30", False),
        ("09:45", True),
    ]


def test_e5_next_past_the_last_level_by_a_clock_is_the_end_as_well() -> None:
    rules = policy({"id": "top", "when": {"vip": True}, "to": "board"}, DUE)
    decision = rules.evaluate(ticket(vip=True), at=at("13:00:00"))
    assert (decision.level, decision.owner, decision.exhausted) == ("board", "board", True)
    assert decision.steps[-1].reason == "resolution is due; no level is left"


def test_e5_a_rule_never_takes_a_ticket_down() -> None:
    rules = policy(
        {"id": "top", "when": {"legal": True}, "to": "board"},
        {"id": "bug", "when": {"label": "bug"}, "to": "engineering", "notify": ["engineering"]},
    )
    decision = rules.evaluate(ticket(Event("triaged", at("10:00:00"), label="bug"), legal=True), at=at("10:00:00"))
    assert (decision.level, decision.owner, decision.notify) == ("board", "board", ("engineering",))


def test_e5_a_rule_to_where_the_ticket_is_does_nothing() -> None:
    rules = policy({"id": "stay", "when": {"vip": True}, "to": "desk"})
    assert len(rules.evaluate(ticket(vip=True), at=at("10:00:00")).steps) == 1


def test_p1_a_rule_is_a_value_that_replace_checks() -> None:
    escalation = policy(DUE).escalation
    assert escalation is not None
    (rule,) = escalation.rules
    assert rule.replace(id="later").point == rule.point
    with pytest.raises(PolicyError, match="at: found no point of the clock, or two"):
        rule.replace(after="1 hour")


# -- by hand


def test_e2_escalated_by_hand_goes_to_the_next_level_or_to_a_named_one() -> None:
    up = ticket(Event("escalated", at("10:00:00")))
    assert policy().evaluate(up, at=at("10:00:00")).level == "engineering"
    named = ticket(Event("escalated", at("10:00:00"), level="board"))
    assert policy().evaluate(named, at=at("10:00:00")).level == "board"
    back = named.add(Event("escalated", at("11:00:00"), level="desk"))
    assert policy().evaluate(back, at=at("11:00:00")).level == "desk"


def test_e2_an_earlier_level_by_hand_does_not_act_again() -> None:
    twice = ticket(Event("escalated", at("10:00:00"), level="engineering"), Event("escalated", at("11:00:00")))
    assert policy().evaluate(twice, at=at("11:00:00")).level == "board"


def test_e5_going_down_by_hand_makes_room_again() -> None:
    top = ticket(Event("escalated", at("10:00:00"), level="board"), Event("escalated", at("10:30:00")))
    assert policy().evaluate(top, at=at("10:30:00")).exhausted
    down = top.add(Event("escalated", at("11:00:00"), level="desk"))
    assert not policy().evaluate(down, at=at("11:00:00")).exhausted


def test_e2_a_manual_escalation_to_where_the_ticket_is_changes_nothing() -> None:
    """Ada keeps it, and 15 minutes of silence still count from 09:00."""
    assigned = ticket(Event("assigned", at("09:05:00"), owner="ada"), Event("escalated", at("09:10:00"), level="desk"))
    decision = policy(SILENT).evaluate(assigned, at=at("09:10:00"))
    assert (decision.owner, [step.rule for step in decision.steps]) == ("ada", ["created", "assigned"])
    assert where(decision) == ("desk", "engineering", "02 09:15:00")


def test_e2_a_manual_escalation_to_a_level_that_nothing_is_called_goes_to_the_next() -> None:
    lost = ticket(Event("escalated", at("10:00:00"), level="heaven"))
    assert policy().evaluate(lost, at=at("10:00:00")).level == "engineering"


def test_e3_assigned_names_an_owner_until_the_level_changes() -> None:
    assigned = ticket(Event("assigned", at("10:00:00"), owner="ada"), Event("assigned", at("10:30:00")))
    rules = policy(DUE, {"id": "half", "target": "resolution", "at": "50%", "notify": ["board"]})
    noon, late = (rules.evaluate(assigned, at=at(clock)) for clock in ("12:00:00", "13:00:00"))
    assert (noon.level, noon.owner, noon.next_owner, noon.notify) == ("desk", "ada", "engineering", ("board",))
    assert (late.level, late.owner) == ("engineering", "engineering")


# -- E9, C10


def test_e9_deciding_twice_gives_the_same_answer() -> None:
    rules = policy(DUE, {**SILENT, "passes": 2})
    first, second = (rules.evaluate(ticket(), at=at("09:20:00")) for _ in range(2))
    assert first == second
    assert (hash(first), first.explain(), first.to_dict()) == (hash(second), second.explain(), second.to_dict())


def test_c10_nothing_changes_before_the_next_change() -> None:
    """From change to change, what is decided just before is what was decided at the change before."""
    rules: Policy = policy(DUE, SILENT, {"id": "slow", "target": "resolution", "at": "50%", "notify": ["board"]})
    now: Any = at("09:00:00")
    seen = []
    while now is not None:
        decision = rules.evaluate(ticket(), at=now)
        now = decision.next_change_at
        if now is not None:
            seen.append(f"{now:%H:%M:%S.%f}")
            before = rules.evaluate(ticket(), at=now - TICK)
            assert (before.level, before.owner, before.notify, before.exhausted, before.next_owner_at) == (
                decision.level,
                decision.owner,
                decision.notify,
                decision.exhausted,
                decision.next_owner_at,
            )
    # three steps of silence, the half at 11:00, the deadline at 13:00, and the breach one tick later
    assert seen == [f"{each}:00.000000" for each in ("09:15", "09:30", "09:45", "11:00", "13:00")] + ["13:00:00.000001"]
