"""Edges of a limit that changes: what is full, what remains of a tick, what comes after a change (C5, C11, D4-D7)."""

from datetime import timedelta
from typing import Any

import pytest

from clocks.desk import desk, event, hours, judged, on
from slapolicy import ClockReport, Event, Ticket
from slapolicy.durations import CalendarDays, Elapsed

TICK = timedelta(microseconds=1)
WAITS: dict[str, Any] = {"pause": {"status": "waiting"}}


def changed(before: str, after: str, at: str, asked: str, start: str = "mon 10:00", **target: Any) -> ClockReport:
    """Created under P1 with the limit `before`; at `at` it becomes P0, whose limit is `after`."""
    events = [event("created", start, severity="P1"), event("changed", at, severity="P0")]
    return judged(events, asked, within={"P0": after, "P1": before}, **target)


def both(setting: str) -> dict[str, Any]:
    return {"on_change": {"stricter": setting, "looser": setting}}


def test_c5_a_fraction_that_is_just_full_stays_full_under_the_limit_that_filled_it() -> None:
    """Two of two hours are used at noon: nothing is left to share, and no time is invented."""
    clock = changed("2 hours", "4 hours", "mon 12:00", "mon 12:00", **both("proportional"))
    assert (clock.limit, clock.due_at) == (Elapsed(hours(2)), on("mon 12:00"))
    assert (clock.used, clock.left, clock.carried) == (hours(2), hours(0), hours(0))


def test_c5_the_fraction_of_a_limit_in_working_time_is_a_fraction_of_working_time() -> None:
    """Two of eight business hours are used from Monday 16:00 to Tuesday 10:00, so one of four: 13:00.

    Another one is used at 11:00.
    """
    for asked, used in (("tue 10:00", 1), ("tue 11:00", 2)):
        clock = changed(
            "8 business hours", "4 business hours", "tue 10:00", asked, start="mon 16:00", **both("proportional")
        )
        assert (clock.due_at, clock.used, clock.left) == (on("tue 13:00"), hours(used), hours(4 - used))


def test_c5_what_remains_of_a_tick_counts_as_left() -> None:
    """Six of seven hours are used, so of 3,600,000,000 microseconds 3,085,714,285.7; the part of one is not used."""
    clock = changed("7 hours", "1 hour", "mon 16:00", "mon 16:00", **both("proportional"))
    assert (clock.used, clock.left) == (3_085_714_285 * TICK, 514_285_715 * TICK)


def test_t2_a_fraction_is_taken_without_a_float() -> None:
    """C5: twelve times the limit, so twelve times what is used: of four hours and a tick, 48 hours and twelve ticks."""
    at = on("mon 14:00") + TICK
    events = [event("created", "mon 10:00", severity="P1"), Event("changed", at, severity="P0")]
    policy = desk(within={"P0": "84 hours", "P1": "7 hours"}, **both("proportional"))
    clock = policy.evaluate(Ticket("T", events), at=at).clocks["t"]
    assert (clock.used, clock.left) == (hours(48) + 12 * TICK, hours(36) - 12 * TICK)


def test_c5_the_fraction_of_a_week_is_elapsed_time() -> None:
    """Four of 84 hours are used on Monday at 14:00, so eight of 168; 160 more end the next Monday at 06:00."""
    clock = changed("84 hours", "1 week", "mon 14:00", "mon 14:00", **both("proportional"))
    assert (clock.due_at, clock.used, clock.left) == (on("mon2 06:00"), hours(8), hours(160))
    assert clock.limit == Elapsed(hours(168))


def test_d1_a_limit_that_takes_a_fraction_over_prints_as_it_was_written() -> None:
    """C5: a third is used, so 80 of 120 minutes are left."""
    clock = changed("3 hours", "120 minutes", "mon 11:00", "mon 11:00", **both("proportional"))
    assert (str(clock.limit), clock.due_at) == ("120 minutes", on("mon 12:20"))


def test_c5_a_limit_counted_from_the_change_is_breached_and_seen_at_its_own_deadline() -> None:
    """One hour from noon; the breach is seen at 13:00, at once, although it is asked for at 14:00."""
    clock = changed("6 hours", "1 hour", "mon 12:00", "mon 14:00", **both("restart"))
    assert (clock.verdict, clock.breached_at, clock.detected_at) == ("breached", on("mon 13:00"), on("mon 13:00"))


def test_c5_which_limit_is_stricter_goes_by_the_close_of_its_days() -> None:
    """D4: one day from Monday 10:00 closes on Tuesday at 17:00, after ten working hours, which are over at 12:00.

    So ten hours are stricter and count anew from noon: five on Monday, five on Tuesday. Were the day over at the same
    time, at 10:00, they would be looser.
    """
    settings: dict[str, Any] = {"on_change": {"stricter": "restart", "looser": "keep"}}
    stricter = changed("1 business day", "10 business hours", "mon 12:00", "mon 12:00", day_ends="close", **settings)
    assert stricter.due_at == on("tue 14:00")
    looser = changed("1 business day", "10 business hours", "mon 12:00", "mon 12:00", **settings)
    assert looser.due_at == on("tue 10:00")


def test_c11_a_limit_that_changed_once_may_end_at_the_next_change() -> None:
    events = [
        event("created", "mon 10:00", severity="P1"),
        event("changed", "mon 11:00", severity="P0"),
        event("changed", "mon 12:00", severity="P2"),
    ]
    clock = judged(events, "mon 12:00", within={"P0": "6 hours", "P1": "3 hours"})
    assert (clock.due_at, clock.verdict) == (None, "none")
    assert clock.reason == "no target: none of the limits matches severity P2"


def test_d6_a_pause_after_a_change_gives_back_what_it_took() -> None:
    """C5: three hours anew from noon, of which 13:00 to 14:00 was paused; at 15:00 two are used."""
    events = [
        event("created", "mon 10:00", severity="P1"),
        event("changed", "mon 12:00", severity="P0"),
        event("changed", "mon 13:00", status="waiting"),
        event("changed", "mon 14:00", status="open"),
    ]
    clock = judged(events, "mon 15:00", within={"P0": "3 hours", "P1": "6 hours"}, **WAITS, **both("restart"))
    assert (clock.due_at, clock.used, clock.left) == (on("mon 16:00"), hours(2), hours(1))


@pytest.mark.parametrize("status", ["open", "waiting"])
def test_c5_a_change_back_and_forth_in_a_week_starts_it_anew(status: str) -> None:
    """D7: the original deadline is that of the first limit, whether or not the clock is paused."""
    events = [
        event("created", "mon 10:00", severity="P1", status=status),
        event("changed", "tue 10:00", severity="P0"),
        event("changed", "wed 10:00", severity="P1", status="open"),
    ]
    clock = judged(events, "wed 10:00", within={"P0": "4 weeks", "P1": "1 week"}, **WAITS, **both("restart"))
    assert (clock.limit, clock.due_at, clock.original_due_at) == (CalendarDays(7), on("wed2 10:00"), on("mon2 10:00"))
