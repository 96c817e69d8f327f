"""What a report says beside the deadline: its zone, and what it tells of a clock that runs or resumed (T1, C3, D6)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from clocks.desk import desk, event, hours, judged, on
from slapolicy import ClockReport, Ticket

TICK = timedelta(microseconds=1)
CREATED = event("created", "mon 10:00")
TOKYO = ZoneInfo("Asia/Tokyo")


def instants(clock: ClockReport) -> list[datetime]:
    """Every instant of a report that is not one of its earlier cycles."""
    spans = [edge for span in (*clock.stretches, *clock.calendars) for edge in (span.start, span.end)]
    known = [value for value in clock if isinstance(value, datetime)]
    return [edge for edge in spans if edge] + known + [warning.at for warning in clock.warnings]


def test_t1_every_instant_of_every_cycle_is_in_the_zone_of_the_question() -> None:
    """A clock that was late and then reset, and is paused in its second cycle; asked at 23:00 in Tokyo, 14:00 UTC."""
    events = [CREATED, event("moved", "mon 13:00"), event("on_hold", "mon 13:30")]
    policy = desk(within="2 hours", reset="moved", pause="on_hold", warn=["10%"])
    asked = datetime(2026, 3, 2, 23, tzinfo=TOKYO)
    clock = policy.evaluate(Ticket("T", events), at=asked).clocks["t"]
    (earlier,) = clock.earlier
    assert clock.if_resumed_now == asked + timedelta(hours=1.5)
    assert [(held.start, held.end) for held in clock.calendars] == [(on("mon 13:00"), None)]
    assert {at.tzinfo for at in (*instants(clock), *instants(earlier))} == {TOKYO}


def test_c3_a_clock_that_resumed_is_open_again() -> None:
    """One of two hours was used before the stop, so it is due at 15:00 and half an hour left at 14:30 (C8, C10)."""
    events = [CREATED, event("resolved", "mon 11:00"), event("reopened", "mon 14:00")]
    clock = judged(events, "mon 14:00", within="2 hours", warn=["30 minutes left"])
    assert (clock.ended_at, clock.number, clock.due_at) == (None, 1, on("mon 15:00"))
    assert [(warning.at, warning.fired) for warning in clock.warnings] == [(on("mon 14:30"), False)]
    assert clock.next_change_at == on("mon 14:30")
    assert judged(events, "mon 14:45", within="2 hours").next_change_at == on("mon 15:00") + TICK


def test_d6_a_clock_that_runs_has_a_deadline_and_nothing_to_resume() -> None:
    clock = judged([CREATED], "mon 11:00", within="2 hours", pause="on_hold")
    assert (clock.due_at, clock.if_resumed_now, clock.left_elapsed) == (on("mon 12:00"), None, hours(1))


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("day_ends", ["same_time", "close"])
def test_a_report_says_by_which_settings_it_was_judged(strict: bool, day_ends: str) -> None:
    """D4, D5: whether done at the deadline is late, and when a working day that is counted ends."""
    clock = judged([CREATED], "mon 11:00", within="1 business day", strict=strict, day_ends=day_ends)
    assert (clock.strict, clock.day_ends) == (strict, day_ends)
    assert clock.due_at == on("tue 17:00" if day_ends == "close" else "tue 10:00")


def test_a_clock_that_has_not_begun_has_its_owner() -> None:
    """C4, C11: who is to keep the promise is known before its time runs."""
    clock = judged([CREATED], "mon 11:00", start="acknowledged", within="2 hours", owner="community")
    assert (clock.state, clock.owner, clock.reason) == ("not_started", "community", "it starts at `acknowledged`")
