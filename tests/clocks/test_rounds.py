"""Targets that are due again and again: updates every hour while an incident lasts (C9)."""

from typing import Any

import pytest

from clocks.desk import desk, event, hours, judged, on
from slapolicy import ClockReport, PolicyError

STARTED = event("acknowledged", "mon 10:00", severity="P0")


def rounds(at: str, *events: Any, **target: Any) -> ClockReport:
    settings: dict[str, Any] = {
        "start": "acknowledged",
        "every": "60 minutes",
        "completed_by": "posted",
        "stop": "mitigated",
    }
    return judged([STARTED, *events], at, **(settings | target))


def verdicts(clock: ClockReport) -> list[str]:
    return [str(cycle.verdict) for cycle in clock.cycles]


def test_the_next_round_counts_from_the_last_completion() -> None:
    """C9: posted after forty minutes, so due an hour from there."""
    clock = rounds("mon 11:00", event("posted", "mon 10:40"))
    assert verdicts(clock) == ["met", "open"]
    assert (clock.due_at, clock.number) == (on("mon 11:40"), 2)


def test_a_round_that_is_late_is_missed_and_the_next_one_begins() -> None:
    """C9, D5."""
    clock = rounds("mon 11:45", event("posted", "mon 11:30"))
    assert verdicts(clock) == ["missed", "open"]
    assert rounds("mon 11:15").verdict == "breached"


def test_a_stop_ends_the_rounds() -> None:
    """C9: the round that was never asked for is neither met nor missed; one that was late at the stop is missed."""
    clock = rounds("mon 15:00", event("posted", "mon 10:40"), event("mitigated", "mon 11:00"))
    assert verdicts(clock) == ["met", "none"]
    assert (clock.state, clock.next_change_at) == ("stopped", None)
    assert verdicts(rounds("mon 15:00", event("mitigated", "mon 11:30"))) == ["missed"]


def test_an_update_that_comes_with_the_stop_completes_its_round() -> None:
    """C9: no round is left open."""
    clock = rounds("mon 15:00", event("posted", "mon 10:30", status="mitigated"), stop={"status": "mitigated"})
    assert (verdicts(clock), clock.state) == (["met"], "stopped")


def test_a_condition_completes_a_round_when_it_begins_to_hold() -> None:
    """C2, C9: not again with every event while it holds."""
    events = [event("changed", "mon 10:20", told="yes"), event("changed", "mon 10:40", note="x")]
    clock = rounds("mon 10:45", *events, completed_by={"told": "yes"})
    assert (clock.number, clock.due_at) == (2, on("mon 11:20"))


def test_what_starts_the_clock_completes_no_round() -> None:
    """C9."""
    assert rounds("mon 10:30", start="posted", completed_by="posted").cycles == ()
    assert rounds("mon 10:50", event("posted", "mon 10:40"), start="posted").number == 1


@pytest.mark.parametrize(
    ("posted", "due", "used"),
    [
        ("mon 10:40", "mon 12:00", -1 / 3),  # early: the point at 11:00 is done, twenty minutes ahead
        ("mon 11:00", "mon 12:00", 0),
        ("mon 11:30", "mon 12:00", 0.5),  # late: the next point is not moved
        ("mon 12:00", "mon 13:00", 0),
        ("mon 13:20", "mon 14:00", 1 / 3),  # points that went by without an update are not asked for any more
    ],
)
def test_a_fixed_grid(posted: str, due: str, used: float) -> None:
    """C9: points at 11:00, 12:00, 13:00 ... whenever the updates come."""
    clock = rounds(posted, event("posted", posted), counted_from="grid")
    assert (clock.due_at, clock.original_due_at) == (on(due), on(due))
    assert abs(clock.used - hours(used)) < hours(1e-6)
    assert clock.used + clock.left == hours(1)  # type: ignore[operator]


def test_a_grid_stands_still_in_a_pause() -> None:
    """C9, D6: an hour's pause moves all later points by an hour."""
    events = [event("on_hold", "mon 10:30"), event("resumed", "mon 11:30"), event("posted", "mon 11:45")]
    assert rounds("mon 11:45", *events, counted_from="grid", pause="on_hold").due_at == on("mon 13:00")


def test_a_grid_begins_anew_where_nothing_was_promised() -> None:
    """C9, C11: no update was asked for at first; from the first limit on there is a grid."""
    settings: dict[str, Any] = {"every": {"P1": "60 minutes"}, "counted_from": "grid"}
    clock = rounds("mon 10:20", event("posted", "mon 10:20", severity="P1"), **settings)
    assert clock.due_at == on("mon 12:00")
    nothing = rounds("mon 10:20", event("posted", "mon 10:20"), **settings)
    assert (verdicts(nothing), nothing.number) == (["none", "none"], 2)


def test_a_stricter_limit_may_be_used_up_when_its_round_of_a_grid_begins() -> None:
    """C5, C9: kept to points at 18:00 and 02:00, at 21:00 three hours of the second round are gone; P1 has one."""
    settings: dict[str, Any] = {"every": {"P0": "8 hours", "P1": "1 hour"}, "on_change": {"stricter": "keep"}}
    clock = rounds("mon 21:00", event("posted", "mon 21:00", severity="P1"), counted_from="grid", **settings)
    assert (clock.due_at, clock.original_due_at, clock.left) == (on("mon 21:00"), on("mon 21:00"), hours(-2))


def test_a_last_round_after_the_stop() -> None:
    """C9: mitigated at 10:50, so a last update is due at 11:50, and then no more."""
    settings = {"last_round": "after_stop"}
    mitigated = event("mitigated", "mon 10:50")
    asked = rounds("mon 11:00", mitigated, **settings)
    assert (asked.state, asked.due_at, verdicts(asked)) == ("running", on("mon 11:50"), ["none", "open"])
    told = rounds("mon 15:00", mitigated, event("posted", "mon 11:30"), **settings)
    assert (told.state, verdicts(told)) == ("stopped", ["none", "met"])
    late = rounds("mon 15:00", mitigated, event("mitigated", "mon 11:10"), event("posted", "mon 12:30"), **settings)
    assert verdicts(late) == ["none", "missed"]
    with_it = rounds("mon 15:00", event("posted", "mon 10:50", s="m"), stop={"s": "m"}, **settings)
    assert (with_it.state, verdicts(with_it)) == ("stopped", ["met"])


def test_rounds_begin_again_after_a_reopening() -> None:
    """C3, C9: the completed last round stays as it was."""
    events = [event("posted", "mon 10:30", s="closed"), event("reopened", "mon 14:00", s="open")]
    clock = rounds("mon 14:10", *events, stop={"s": "closed"}, on_reopen="resume")
    assert (verdicts(clock), clock.due_at) == (["met", "open"], on("mon 15:00"))


def test_where_it_does_not_apply_nothing_is_promised() -> None:
    """C9, C11: updates for P0 only, with the reason."""
    assert rounds("mon 10:30", applies={"severity": "P0"}).due_at == on("mon 11:00")
    other = rounds("mon 10:30", applies={"severity": "P1"})
    assert (other.verdict, other.due_at, other.reason) == ("none", None, "no target: it applies where severity is P1")


def test_p3_a_grid_needs_time_between_its_points() -> None:
    with pytest.raises(PolicyError) as refused:
        desk(within=None, every="0 hours", completed_by="posted", counted_from="grid")
    (fault,) = refused.value.faults
    assert (fault.code, fault.found) == ("uneven-grid", "`0 hours`")
