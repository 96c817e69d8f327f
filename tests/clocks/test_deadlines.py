"""When a clock is due, whether it was kept, and what it tells meanwhile (D2, D5, D7, C4, E9, T1)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from clocks.desk import desk, event, hours, judged, on
from slapolicy import UNCLEAR, Event, Ticket

TICK = timedelta(microseconds=1)
MON_10 = [event("created", "mon 10:00")]


@pytest.mark.parametrize(
    ("within", "due"),
    [
        ("2 hours", "mon 12:00"),
        ("10 business hours", "tue 12:00"),  # seven hours on Monday, three on Tuesday
        ("7 business hours", "mon 17:00"),  # D3: exactly filled, so Monday's closing
        ("2 business days", "wed 10:00"),  # D4: the same time
        ("1 week", "mon2 10:00"),
        ("end of business day", "mon 17:00"),
        ("next business day by 16:00", "tue 16:00"),
    ],
)
def test_every_kind_of_limit_has_its_deadline(within: str, due: str) -> None:
    """D1-D4: without a pause the original deadline is the deadline."""
    clock = judged(MON_10, "mon 10:30", within=within)
    assert (clock.due_at, clock.original_due_at) == (on(due), on(due))
    assert (clock.state, clock.verdict) == ("running", "open")


def test_working_time_counts_from_the_next_opening() -> None:
    """D2: created on Saturday, so four hours from Monday 09:00; elapsed time counts from Saturday itself."""
    saturday = [event("created", "sat 10:00")]
    assert judged(saturday, "sat 10:00", within="4 business hours").due_at == on("mon2 13:00")
    assert judged(saturday, "sat 10:00", within="4 hours").due_at == on("sat 14:00")


def test_a_working_day_may_end_at_the_close() -> None:
    """D4: `day_ends: close`."""
    assert judged(MON_10, "mon 10:30", within="2 business days", day_ends="close").due_at == on("wed 17:00")


@pytest.mark.parametrize(
    ("strict", "after", "verdict"),
    [
        (False, timedelta(0), "met"),
        (False, TICK, "missed"),
        (True, -TICK, "met"),
        (True, timedelta(0), "missed"),
    ],
)
def test_done_at_the_deadline_is_met_unless_the_promise_is_strict(strict: bool, after: timedelta, verdict: str) -> None:
    """D5: the last instant at which it is met, and the first at which it is not."""
    done = Event("resolved", on("mon 12:00") + after)
    assert judged([*MON_10, done], "tue 10:00", within="2 hours", strict=strict).verdict == verdict


@pytest.mark.parametrize(("strict", "after"), [(False, TICK), (True, timedelta(0))])
def test_an_open_clock_breaches_just_past_its_deadline(strict: bool, after: timedelta) -> None:
    """D5, C10: at the deadline it is not yet breached; `next_change_at` is the first instant at which it is."""
    policy, ticket = desk(within="2 hours", strict=strict), Ticket("T", MON_10)
    first = on("mon 12:00") + after
    before = policy.evaluate(ticket, at=first - TICK).clocks["t"]
    assert (before.verdict, before.breached_at, before.next_change_at) == ("open", None, first)
    then = policy.evaluate(ticket, at=first).clocks["t"]
    assert (then.verdict, then.breached_at, then.detected_at) == ("breached", on("mon 12:00"), on("mon 12:00"))
    assert then.next_change_at is None


def test_a_clock_tells_working_and_elapsed_time() -> None:
    """D7: created Friday 16:00, asked Monday 10:00: two working hours used, 66 hours on the wall."""
    clock = judged([event("created", "fri 16:00")], "mon2 10:00", within="4 business hours")
    assert (clock.used, clock.left) == (hours(2), hours(2))
    assert (clock.used_elapsed, clock.left_elapsed) == (hours(66), hours(2))


def test_left_is_negative_when_late() -> None:
    """D7: due Monday 12:00, asked Tuesday 10:00: five working hours on Monday and one on Tuesday, or 22 on the wall."""
    clock = judged(MON_10, "tue 10:00", within="2 business hours")
    assert (clock.used, clock.left, clock.left_elapsed) == (hours(8), hours(-6), hours(-22))
    days = judged(MON_10, "wed 12:00", within="1 business day")  # due Tuesday 10:00: seven hours and three
    assert (days.used, days.left) == (hours(18), hours(-10))
    dated = judged(MON_10, "tue 10:00", within="end of business day")
    assert (dated.left, dated.left_elapsed) == (hours(-1), hours(-17))


def test_a_closed_clock_stands_still() -> None:
    """C4, C7: nothing of it changes any more; the deadline is what it would have been."""
    clock = judged([*MON_10, event("resolved", "mon 11:00")], "tue 10:00", within="2 hours")
    assert (clock.state, clock.verdict) == ("stopped", "met")
    assert (clock.due_at, clock.ended_at, clock.used, clock.left) == (on("mon 12:00"), on("mon 11:00"), *[hours(1)] * 2)
    assert clock.next_change_at is None


def test_before_the_first_event_nothing_has_begun() -> None:
    """E9, C4."""
    decision = desk(within="2 hours").evaluate(Ticket("T", MON_10), at=on("mon 09:59"))
    clock = decision.clocks["t"]
    assert decision.severity == UNCLEAR
    assert (clock.state, clock.verdict, clock.due_at, clock.left, clock.cycles) == (
        "not_started",
        "none",
        None,
        None,
        (),
    )
    assert clock.reason == "it starts at `created`"
    assert desk(within="2 hours").evaluate(Ticket("T"), at=on("mon 09:59")).clocks["t"] == clock


def test_events_after_the_instant_are_not_known() -> None:
    """E9: the same answer whether or not they are in the ticket."""
    later = [*MON_10, event("resolved", "mon 11:00", severity="P0")]
    assert judged(later, "mon 10:59", within="2 hours") == judged(MON_10, "mon 10:59", within="2 hours")
    assert judged(later, "mon 11:00", within="2 hours").verdict == "met"


def test_the_answer_is_in_the_zone_of_the_question() -> None:
    """T1: also inside the cycles and warnings."""
    tokyo = ZoneInfo("Asia/Tokyo")
    policy = desk(within="2 hours", warn=["50%"])
    asked = datetime(2026, 3, 2, 19, 30, tzinfo=tokyo)  # 10:30 in UTC
    clock = policy.evaluate(Ticket("T", MON_10), at=asked).clocks["t"]
    shown = [clock.due_at, clock.started_at, clock.next_change_at, clock.warnings[0].at, clock.stretches[0].start]
    assert [moment.isoformat()[11:] for moment in shown if moment] == [
        "21:00:00+09:00",
        "19:00:00+09:00",
        "20:00:00+09:00",
        "20:00:00+09:00",
        "19:00:00+09:00",
    ]
    assert clock.cycles[0].due_at == clock.due_at
    assert clock.due_at
    assert clock.due_at.tzinfo is tokyo


def test_time_that_passes_in_a_clock_change_is_real() -> None:
    """T2, D1: New York, 1 November 2026, 00:30 to 03:30 on the wall are four hours, within one shared zone."""
    new_york = ZoneInfo("America/New_York")
    start = Event("created", datetime(2026, 11, 1, 0, 30, tzinfo=new_york))
    done = Event("resolved", datetime(2026, 11, 1, 3, 30, tzinfo=new_york))
    clock = desk(within="3.5 hours").evaluate(Ticket("T", [start, done]), at=done.at).clocks["t"]
    assert (clock.used, clock.verdict) == (hours(4), "missed")
    assert clock.due_at == datetime(2026, 11, 1, 3, 0, tzinfo=new_york)
