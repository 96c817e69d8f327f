"""Edges of a clock's cycles: what lost long ago, strict breaches before a pause, a grid at night (C2, C9, D5)."""

from typing import Any

from clocks.desk import event, hours, judged, on

CREATED = event("created", "mon 10:00")


def test_c2_what_lost_stays_lost_when_something_else_loses_later() -> None:
    """The stop lost to the start at 10:00, a cancel to the reset at 11:00; at noon neither begins to hold anew."""
    events = [
        event("created", "mon 10:00", status="solved"),
        event("moved", "mon 11:00", duplicate="yes"),
        event("reopened", "mon 12:00"),
    ]
    target: dict[str, Any] = {
        "within": "4 hours",
        "stop": {"status": "solved"},
        "cancel": {"duplicate": "yes"},
        "reset": "moved",
        "precedence": ["start", "reset", "stop", "cancel", "pause"],
    }
    clock = judged(events, "mon 13:00", **target)
    assert [str(cycle.state) for cycle in clock.cycles] == ["cancelled", "running"]
    assert clock.due_at == on("mon 15:00")


def test_d5_a_strict_breach_is_seen_at_its_deadline_also_after_a_pause_that_began_then() -> None:
    """C5: due at noon, when the pause begins; a resume at 15:00 does not make it seen later."""
    events = [CREATED, event("on_hold", "mon 12:00"), event("resumed", "mon 15:00")]
    clock = judged(events, "mon 16:00", within="2 hours", strict=True, pause="on_hold")
    assert (clock.verdict, clock.breached_at, clock.detected_at) == ("breached", on("mon 12:00"), on("mon 12:00"))


def test_c9_a_grid_in_working_time_stands_still_at_night() -> None:
    """Points every two working hours from Monday 16:00: Tuesday 10:00, then 12:00, though posted at 10:30."""
    events = [event("created", "mon 16:00"), event("posted", "tue 10:30")]
    rounds = {"every": "2 business hours", "completed_by": "posted", "counted_from": "grid"}
    clock = judged(events, "tue 10:30", **rounds)
    assert (clock.due_at, clock.used, clock.left) == (on("tue 12:00"), hours(0.5), hours(1.5))


def test_d7_elapsed_time_is_that_of_all_stretches() -> None:
    """One hour before the pause and one after it."""
    events = [CREATED, event("on_hold", "mon 11:00"), event("resumed", "mon 13:00")]
    clock = judged(events, "mon 14:00", within="4 hours", pause="on_hold")
    assert (clock.used_elapsed, clock.left_elapsed) == (hours(2), hours(2))
