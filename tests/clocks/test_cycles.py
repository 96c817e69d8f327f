"""What starts, stops, resets and cancels a clock, and what wins when several come at once (C1-C4, C7)."""

from itertools import permutations
from typing import Any

import pytest

from clocks.desk import desk, event, hours, judged, on
from slapolicy import Ticket
from slapolicy.clocks import State
from slapolicy.clocks.table import TRANSITIONS
from slapolicy.targets import PRECEDENCE, Move

CREATED = event("created", "mon 10:00")
RESOLVED = event("resolved", "mon 11:00")
REOPENED = event("reopened", "mon 14:00")


def test_a_reopened_clock_resumes_where_the_target_ends_the_ticket() -> None:
    """C3: one hour was used before the stop, so one is left at 14:00; the time between is nobody's."""
    clock = judged([CREATED, RESOLVED, REOPENED], "mon 14:30", within="2 hours")
    assert (clock.state, clock.verdict, clock.number) == ("running", "open", 1)
    assert (clock.due_at, clock.used) == (on("mon 15:00"), hours(1.5))


@pytest.mark.parametrize(
    ("setting", "state", "number", "due"),
    [
        ("resume", "running", 1, "mon 15:00"),
        ("new_cycle", "running", 2, "mon 16:00"),
        ("ignore", "stopped", 1, "mon 12:00"),
    ],
)
def test_a_start_after_a_stop(setting: str, state: str, number: int, due: str) -> None:
    """C3: all three settings; a second `created` is a start like the first."""
    for again in (REOPENED, event("created", "mon 14:00")):
        clock = judged([CREATED, RESOLVED, again], "mon 14:30", within="2 hours", on_reopen=setting)
        assert (clock.state, clock.number, clock.due_at) == (state, number, on(due))


def test_a_new_cycle_is_the_default_where_the_ticket_goes_on() -> None:
    """C3: a first response; both cycles are kept, each with its verdict."""
    events = [CREATED, event("replied", "mon 13:00"), REOPENED, event("replied", "mon 14:30")]
    clock = judged(events, "mon 15:00", stop="replied", within="2 hours")
    assert [(cycle.number, cycle.verdict) for cycle in clock.cycles] == [(1, "missed"), (2, "met")]
    assert (clock.number, clock.verdict, clock.used) == (2, "met", hours(0.5))


def test_a_missed_clock_that_resumes_is_still_late() -> None:
    """C3, D6: stopped an hour after the deadline; the breach is where it was."""
    events = [CREATED, event("resolved", "mon 13:00"), REOPENED]
    clock = judged(events, "mon 14:00", within="2 hours")
    assert (clock.verdict, clock.breached_at, clock.left) == ("breached", on("mon 12:00"), hours(-1))


def test_a_start_while_it_runs_changes_nothing() -> None:
    """C2, C4: no such move in the table."""
    again = [CREATED, event("created", "mon 11:00"), event("reopened", "mon 11:30")]
    assert judged(again, "mon 11:30", within="2 hours").due_at == on("mon 12:00")


def test_nothing_reopens_what_never_began() -> None:
    """C3."""
    assert judged([REOPENED], "mon 14:00", within="2 hours").state == "not_started"


def test_a_closed_cycle_keeps_its_verdict() -> None:
    """C7: what comes after a stop changes nothing in it."""
    later = [
        event("changed", "mon 13:00", severity="P0"),
        event("on_hold", "mon 14:00"),
        event("resolved", "tue 10:00"),
    ]
    target: dict[str, Any] = {"within": [{"when": {"severity": "P0"}, "limit": "1 minute"}, {"limit": "2 hours"}]}
    before = judged([CREATED, RESOLVED], "fri 10:00", pause="on_hold", **target)
    assert judged([CREATED, RESOLVED, *later], "fri 10:00", pause="on_hold", **target) == before
    assert before.verdict == "met"


def test_a_reset_begins_anew_and_the_old_cycle_counts_for_nothing() -> None:
    """C2, C4: breached at 12:00, reset at 13:00."""
    clock = judged([CREATED, event("moved", "mon 13:00")], "mon 13:30", within="2 hours", reset="moved")
    assert [(cycle.state, cycle.verdict) for cycle in clock.cycles] == [("cancelled", "none"), ("running", "open")]
    assert (clock.due_at, clock.used, clock.original_due_at) == (on("mon 15:00"), hours(0.5), on("mon 15:00"))


def test_a_condition_resets_when_it_begins_to_hold() -> None:
    """C2: not again while it holds, and not at the start, where there is nothing to set back."""
    events = [
        event("created", "mon 10:00", team="a"),
        event("changed", "mon 11:00", team="b"),
        event("changed", "mon 12:00", note="x"),
    ]
    assert judged(events, "mon 12:00", within="2 hours", reset={"team": "b"}).started_at == on("mon 11:00")
    assert judged(events, "mon 12:00", within="2 hours", reset={"team": "a"}).number == 1


def test_a_reset_ends_a_hold_but_not_a_condition() -> None:
    """C2, C4: from paused, a reset runs; where a condition still pauses, it is paused again at once."""
    held = [CREATED, event("on_hold", "mon 11:00"), event("moved", "mon 12:00")]
    assert judged(held, "mon 12:00", within="2 hours", pause="on_hold", reset="moved").due_at == on("mon 14:00")
    waits = [CREATED, event("changed", "mon 11:00", status="waiting"), event("moved", "mon 12:00")]
    clock = judged(waits, "mon 13:00", within="2 hours", pause={"status": "waiting"}, reset="moved")
    assert (clock.number, clock.state, clock.left) == (2, "paused", hours(2))


def test_a_cancelled_clock_is_neither_met_nor_missed() -> None:
    """C4: even after its deadline."""
    clock = judged([CREATED, event("merged", "mon 13:00")], "tue 10:00", within="2 hours", cancel="merged")
    assert (clock.state, clock.verdict, clock.breached_at, clock.next_change_at) == ("cancelled", "none", None, None)
    again = [CREATED, event("merged", "mon 11:00"), REOPENED]
    assert judged(again, "mon 14:00", within="2 hours", cancel="merged").number == 2


def test_conditions_start_and_stop_a_clock() -> None:
    """C2: a start when it begins to hold; a stop while it holds, whichever event shows it."""
    target: dict[str, Any] = {
        "start": {"status": "open"},
        "stop": {"status": ["solved", "closed"]},
        "within": "2 hours",
    }
    events = [CREATED, event("changed", "mon 11:00", status="open"), event("changed", "mon 12:00", note="x")]
    clock = judged(events, "mon 12:00", **target)
    assert (clock.started_at, clock.number) == (on("mon 11:00"), 1)
    solved = judged([*events, event("changed", "mon 12:30", status="solved")], "mon 13:00", **target)
    assert (solved.state, solved.ended_at, solved.verdict) == ("stopped", on("mon 12:30"), "met")


ALL_AT_ONCE: dict[str, Any] = {
    "within": "2 hours",
    "stop": "all",
    "cancel": ["all", "no_stop"],
    "reset": ["all", "no_stop", "no_cancel"],
    "pause": ["all", "no_stop", "no_cancel", "no_reset"],
    "reopen": ["all", "no_stop", "no_cancel", "no_reset", "no_pause"],
}


@pytest.mark.parametrize(
    ("name", "states"),
    [
        ("all", ["stopped"]),
        ("no_stop", ["cancelled"]),
        ("no_cancel", ["cancelled", "paused"]),  # reset, and paused at once
        ("no_reset", ["paused"]),
        ("no_pause", ["running"]),
    ],
)
def test_precedence_of_moves_in_one_event(name: str, states: list[str]) -> None:
    """C2: stop, cancel, reset, pause, start."""
    clock = judged([CREATED, event(name, "mon 11:00")], "mon 11:30", **ALL_AT_ONCE)
    assert [cycle.state for cycle in clock.cycles] == states


@pytest.mark.parametrize(
    ("order", "states"),
    [
        (("stop", "cancel", "reset", "pause", "start"), ["stopped"]),
        (("cancel", "stop", "reset", "pause", "start"), ["cancelled"]),
        (("reset", "stop", "cancel", "pause", "start"), ["cancelled", "paused"]),
        (("pause", "stop", "cancel", "reset", "start"), ["paused"]),
        (("start", "stop", "cancel", "reset", "pause"), ["stopped"]),  # it runs already: nothing to start
    ],
)
def test_the_precedence_is_a_setting(order: tuple[str, ...], states: list[str]) -> None:
    """C2."""
    clock = judged([CREATED, event("all", "mon 11:00")], "mon 11:30", precedence=order, **ALL_AT_ONCE)
    assert [cycle.state for cycle in clock.cycles] == states


def test_what_wins_over_a_start_ends_it_at_once() -> None:
    """C2: created as closed is met with nothing used; where a start wins, it runs on."""
    closed = [event("created", "mon 10:00", status="closed")]
    target: dict[str, Any] = {"stop": {"status": "closed"}, "within": "2 hours"}
    clock = judged(closed, "mon 11:00", **target)
    assert (clock.state, clock.verdict, clock.used) == ("stopped", "met", hours(0))
    first = [Move.START, *(move for move in PRECEDENCE if move is not Move.START)]
    assert judged(closed, "mon 11:00", precedence=first, **target).state == "running"


def test_events_of_one_instant_act_in_the_order_given() -> None:
    """C1: resolved and reopened at the same minute."""
    reopened = event("reopened", "mon 11:00")
    assert judged([CREATED, RESOLVED, reopened], "mon 11:00", within="2 hours").state == "running"
    assert judged([CREATED, reopened, RESOLVED], "mon 11:00", within="2 hours").state == "stopped"


def test_the_order_of_arrival_does_not_matter() -> None:
    """C1: also for an event that comes late."""
    events = [CREATED, RESOLVED, REOPENED, event("on_hold", "mon 10:30"), event("resumed", "mon 10:45")]
    policy = desk(within="2 hours", pause="on_hold")
    first = policy.evaluate(Ticket("T", events), at=on("mon 15:00"))
    assert first.clocks["t"].used == hours(1.75)  # 10:00 to 10:30, 10:45 to 11:00, 14:00 to 15:00
    for arrived in permutations(events):
        assert policy.evaluate(Ticket("T", arrived), at=on("mon 15:00")) == first


def test_the_table_of_moves_is_complete() -> None:
    """C4: a clock that counts can be stopped, cancelled and reset; one that doesn't can only start."""
    for state in (State.RUNNING, State.PAUSED):
        assert TRANSITIONS[state, Move.STOP] is State.STOPPED
        assert TRANSITIONS[state, Move.CANCEL] is State.CANCELLED
        assert TRANSITIONS[state, Move.RESET] is State.RUNNING
    for state in (State.NOT_STARTED, State.STOPPED, State.CANCELLED):
        assert [move for move in Move if (state, move) in TRANSITIONS] == [Move.START]


SOLVED = {"stop": {"status": "solved"}, "precedence": ["start", "stop", "cancel", "reset", "pause"]}


@pytest.mark.parametrize("later", ["comment", "reopened"])
def test_c2_a_condition_that_lost_acts_only_when_it_begins_to_hold_anew(later: str) -> None:
    """Whichever event comes next, and whether or not the target knows its name."""
    events = [event("created", "mon 10:00", status="solved"), event(later, "mon 11:00")]
    assert judged(events, "mon 12:00", within="4 hours", **SOLVED).state == "running"
    anew = [event("changed", "mon 12:00", status="open"), event("changed", "mon 13:00", status="solved")]
    assert judged([*events, *anew], "mon 14:00", within="4 hours", **SOLVED).ended_at == on("mon 13:00")


def test_c2_a_pause_that_lost_against_the_start_is_lost() -> None:
    target = {"within": "4 hours", "pause": "created", "precedence": SOLVED["precedence"]}
    events = [event("created", "mon 10:00"), event("reopened", "mon 11:00")]
    assert judged(events, "mon 12:00", **target).state == "running"


def test_c2_a_stop_in_an_older_pause_stops_although_pauses_are_stronger() -> None:
    """They meet only where both come at one instant."""
    target = {"within": "4 hours", "pause": "on_hold", "precedence": ["pause", "stop", "cancel", "reset", "start"]}
    events = [event("created", "mon 10:00"), event("on_hold", "mon 11:00"), event("resolved", "mon 12:00")]
    assert judged(events, "mon 13:00", **target).state == "stopped"


def test_c2_a_pause_ends_when_the_condition_of_its_end_begins_to_hold() -> None:
    target = {"within": "4 hours", "pause": "on_hold", "resume": {"status": "open"}}
    events = [
        event("created", "mon 10:00", status="open"),
        event("on_hold", "mon 11:00"),
        event("reopened", "mon 11:30"),
    ]
    assert judged(events, "mon 12:00", **target).state == "paused"
    turns = [event("changed", "mon 12:00", status="asked"), event("changed", "mon 12:30", status="open")]
    assert judged([*events, *turns], "mon 13:00", **target).state == "running"


ROUNDS = {"within": None, "every": "1 hour", "completed_by": "posted", "stop": "mitigated", "last_round": "after_stop"}


def test_c9_a_reset_in_the_last_round_leaves_it_the_last() -> None:
    events = [event("created", "mon 10:00"), event("mitigated", "mon 11:00"), event("moved", "mon 11:10")]
    clock = judged([*events, event("posted", "mon 11:20")], "mon 12:00", **ROUNDS, reset="moved")
    assert (clock.state, clock.ended_at) == ("stopped", on("mon 11:20"))


def test_c9_a_ticket_that_is_reopened_in_the_last_round_has_rounds_again() -> None:
    """C3: unless a start after a stop is to be ignored."""
    events = [event("created", "mon 10:00"), event("mitigated", "mon 11:00"), event("reopened", "mon 11:10")]
    events.append(event("posted", "mon 11:20"))
    assert judged(events, "mon 11:30", **ROUNDS).due_at == on("mon 12:20")
    assert judged(events, "mon 11:30", **ROUNDS, on_reopen="ignore").state == "stopped"


def test_c9_a_completion_that_is_a_reset_as_well_begins_one_round() -> None:
    clock = judged([event("created", "mon 10:00"), event("posted", "mon 10:30")], "mon 11:00", **ROUNDS, reset="posted")
    assert [cycle.state for cycle in clock.cycles] == ["stopped", "running"]


def test_c2_a_reset_that_adds_nothing_leaves_the_pause_of_its_event() -> None:
    """C9: the completion opens the next round, and the pause holds in it, as it does after a reset alone."""
    target = ROUNDS | {"pause": "posted", "reset": "posted"}
    clock = judged([event("created", "mon 10:00"), event("posted", "mon 10:30")], "mon 11:00", **target)
    assert [cycle.state for cycle in clock.cycles] == ["stopped", "paused"]


def test_c2_what_loses_where_a_completion_ends_the_clock_is_lost() -> None:
    """The ticket waits since 10:30, when the stop won; at 11:00 it still does, and nothing begins anew."""
    target = ROUNDS | {"pause": {"status": "waiting"}, "stop": "posted", "last_round": "none"}
    events = [
        event("created", "mon 10:00"),
        event("posted", "mon 10:30", status="waiting"),
        event("reopened", "mon 11:00"),
    ]
    assert judged(events, "mon 11:30", **target).state == "running"
