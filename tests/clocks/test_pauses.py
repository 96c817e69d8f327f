"""Pauses stop the clock: what they give back, what they don't, and what is told meanwhile (D6, C2)."""

from datetime import timedelta

import pytest

from clocks.desk import event, hours, judged, on

CREATED = event("created", "mon 10:00")
WAITING = {"status": "waiting"}


def waiting(start: str, end: str | None = None) -> list:  # type: ignore[type-arg]
    """The ticket's events with a pause by a fact; without an end it lasts."""
    events = [CREATED, event("changed", start, status="waiting")]
    return [*events, event("changed", end, status="open")] if end else events


@pytest.mark.parametrize(
    ("within", "start", "end", "due"),
    [
        ("2 hours", "mon 11:00", "mon 14:00", "mon 15:00"),  # one hour left at 14:00
        ("2 hours", "mon 11:00", "tue 08:00", "tue 09:00"),  # elapsed time runs at night
        ("4 business hours", "mon 11:00", "mon 14:00", "mon 17:00"),  # three hours left, exactly up to the closing
        ("4 business hours", "mon 11:00", "tue 08:00", "tue 12:00"),  # resumed outside hours: from 09:00
        ("12 business hours", "mon 17:00", "tue 09:00", "tue 14:00"),  # over closed hours: nothing was taken
        ("2 business days", "mon 11:00", "mon 14:00", "wed 13:00"),  # Wednesday 10:00 and the three hours
        ("2 business days", "mon 16:00", "tue 10:00", "wed 12:00"),  # one hour on Monday and one on Tuesday
        ("2 business days", "mon 18:00", "tue 08:00", "wed 10:00"),  # no working time was paused
        ("1 week", "mon 11:00", "tue 11:00", "tue2 10:00"),
        ("end of business day", "mon 11:00", "mon 14:00", "mon 17:00"),  # dated: does not move
        ("next business day by 16:00", "mon 11:00", "tue 10:00", "tue 16:00"),
    ],
)
def test_what_was_paused_is_given_back(within: str, start: str, end: str, due: str) -> None:
    """D6: in the clock's own kind of time; a dated deadline does not move. The original deadline is kept (D7)."""
    clock = judged(waiting(start, end), "tue 11:00", within=within, pause=WAITING)
    assert clock.due_at == on(due)
    assert clock.original_due_at == judged([CREATED], "mon 10:00", within=within).due_at


def test_while_paused_there_is_no_deadline() -> None:
    """D6, D7: only what remains, and what the deadline would be if it resumed now."""
    clock = judged(waiting("mon 11:00"), "tue 12:00", within="4 business hours", pause=WAITING)
    assert (clock.state, clock.verdict, clock.due_at) == ("paused", "open", None)
    assert clock.original_due_at == on("mon 14:00")
    assert (clock.used, clock.left, clock.used_elapsed) == (hours(1), hours(3), hours(1))
    assert clock.if_resumed_now == on("tue 15:00")
    assert clock.left_elapsed == hours(3)
    assert clock.next_change_at is None


@pytest.mark.parametrize("within", ["2 hours", "2 business hours", "1 business day", "1 week", "end of business day"])
def test_a_paused_clock_cannot_breach(within: str) -> None:
    """D6: not even long after the deadline it would have had."""
    clock = judged(waiting("mon 11:00"), "fri2 17:00", within=within, pause=WAITING)
    assert (clock.verdict, clock.due_at, clock.breached_at) == ("open", None, None)


@pytest.mark.parametrize(
    ("within", "resumed"),
    [
        ("2 business days", "fri 11:00"),
        ("2 hours", "wed 13:00"),
        ("1 week", "wed2 11:00"),
        ("end of business day", "mon 17:00"),
    ],
)
def test_if_resumed_now_is_the_deadline_after_a_resume_now(within: str, resumed: str) -> None:
    """D6: paused Monday 11:00, asked Wednesday 12:00. Working days: Wednesday 10:00 and 6 + 8 + 3 paused hours."""
    paused = judged(waiting("mon 11:00"), "wed 12:00", within=within, pause=WAITING)
    then = judged(waiting("mon 11:00", "wed 12:00"), "wed 12:00", within=within, pause=WAITING)
    assert paused.if_resumed_now == then.due_at
    assert then.due_at == on(resumed)


def test_a_pause_that_begins_at_the_deadline_still_counts() -> None:
    """D5, D6: at the deadline nothing is breached yet; resumed, the clock is due at once."""
    events = waiting("mon 12:00", "mon 15:00")
    assert judged(events, "mon 14:00", within="2 hours", pause=WAITING).due_at is None
    then = judged(events, "mon 15:00", within="2 hours", pause=WAITING)
    assert (then.due_at, then.verdict, then.left) == (on("mon 15:00"), "open", hours(0))


@pytest.mark.parametrize("within", ["2 hours", "2 business hours"])
def test_a_pause_after_the_breach_gives_nothing_back(within: str) -> None:
    """D6: the deadline stays where it was, and so does the breach."""
    for at in ("mon 13:30", "mon 15:00"):
        clock = judged(waiting("mon 13:00", "mon 14:00"), at, within=within, pause=WAITING)
        assert (clock.due_at, clock.verdict, clock.breached_at) == (on("mon 12:00"), "breached", on("mon 12:00"))
        assert clock.detected_at == on("mon 12:00")


def test_a_dated_deadline_that_passed_in_a_pause_is_seen_at_the_resume() -> None:
    """D6, C5: a paused clock cannot breach, and the date did not move; also where the pause began at the deadline."""
    for start in ("mon 11:00", "mon 17:00"):
        paused = judged(waiting(start), "tue 09:00", within="end of business day", pause=WAITING)
        assert paused.verdict == "open"
        then = judged(waiting(start, "tue 10:00"), "tue 11:00", within="end of business day", pause=WAITING)
        assert (then.verdict, then.breached_at, then.detected_at) == ("breached", on("mon 17:00"), on("tue 10:00"))


def test_time_left_to_a_date_goes_on_in_a_pause() -> None:
    """D6, D7: six working hours at 11:00, three at 14:00, though the clock used only one."""
    clock = judged(waiting("mon 11:00"), "mon 14:00", within="end of business day", pause=WAITING)
    assert (clock.used, clock.left) == (hours(1), hours(3))


def test_done_while_paused_is_judged_as_if_resumed_just_then() -> None:
    """D5, D6: one hour used of two, so met, long after the deadline it would have had."""
    clock = judged(
        [*waiting("mon 11:00"), event("resolved", "fri 10:00")], "fri 11:00", within="2 hours", pause=WAITING
    )
    assert (clock.verdict, clock.used, clock.due_at) == ("met", hours(1), on("fri 11:00"))


def test_an_event_pauses_until_an_event_resumes() -> None:
    """C2, D6: other events in between change nothing."""
    events = [CREATED, event("on_hold", "mon 11:00"), event("changed", "mon 12:00"), event("resumed", "mon 14:00")]
    target = {"within": "2 hours", "pause": "on_hold"}
    assert judged(events, "mon 13:00", **target).state == "paused"
    assert judged(events, "mon 14:00", **target).due_at == on("mon 15:00")
    assert judged(events[:3], "mon 14:00", **target, resume={"status": "open"}).state == "paused"
    opened = [*events[:3], event("changed", "mon 14:00", status="open")]
    assert judged(opened, "mon 14:00", **target, resume={"status": "open"}).state == "running"


def test_a_pause_needs_all_of_its_causes_to_end() -> None:
    """C2: paused by an event and by a fact; the resume of one leaves the other."""
    events = [
        CREATED,
        event("on_hold", "mon 11:00", status="waiting"),
        event("changed", "mon 12:00", status="open"),
        event("resumed", "mon 13:00"),
    ]
    target = {"within": "2 hours", "pause": ["on_hold", WAITING]}
    assert [judged(events, at, **target).state for at in ("mon 11:00", "mon 12:00", "mon 13:00")] == [
        "paused",
        "paused",
        "running",
    ]


def test_a_pause_event_means_nothing_to_a_clock_that_does_not_run() -> None:
    """C2, C4: neither before the start nor after a stop; a hold that ended with its cycle does not come back."""
    early = [event("on_hold", "mon 09:00"), CREATED]
    assert judged(early, "mon 10:00", within="2 hours", pause="on_hold").state == "running"
    again = [CREATED, event("on_hold", "mon 11:00"), event("resolved", "mon 12:00"), event("reopened", "mon 13:00")]
    assert judged(again, "mon 13:00", within="2 hours", pause="on_hold").state == "running"


def test_a_clock_may_start_paused() -> None:
    """C2: created as waiting; nothing is used until that ends."""
    events = [event("created", "mon 10:00", status="waiting"), event("changed", "mon 12:00", status="open")]
    assert judged(events, "mon 11:00", within="2 hours", pause=WAITING).used == timedelta(0)
    assert judged(events, "mon 12:00", within="2 hours", pause=WAITING).due_at == on("mon 14:00")
    days = judged(events, "mon 12:00", within="1 business day", pause=WAITING)
    assert days.due_at == on("tue 12:00")


def test_a_pause_of_no_length_changes_nothing() -> None:
    """D6."""
    clock = judged(waiting("mon 11:00", "mon 11:00"), "mon 11:30", within="2 hours", pause=WAITING)
    assert (clock.due_at, clock.used) == (on("mon 12:00"), hours(1.5))


def test_many_pauses_add_up() -> None:
    """D6: three pauses of half an hour each."""
    events = [CREATED]
    for hour in (11, 12, 13):
        events += [event("changed", f"mon {hour}:00", status="waiting"), event("changed", f"mon {hour}:30", status="x")]
    assert judged(events, "mon 15:00", within="4 hours", pause=WAITING).due_at == on("mon 15:30")
    assert judged(events, "mon 15:00", within="4 business hours", pause=WAITING).due_at == on("mon 15:30")
    assert judged(events, "mon 15:00", within="1 business day", pause=WAITING).due_at == on("tue 11:30")


def test_d6_a_pause_that_begins_when_nothing_is_left_ends_in_the_deadline() -> None:
    """One working day ends on Tuesday at 17:00, just when the pause begins: what is due is due at the resume."""
    days = {"within": "1 business day", "day_ends": "close", "pause": "on_hold"}
    events = [event("created", "mon 10:00"), event("on_hold", "tue 17:00")]
    assert judged(events, "wed 08:00", **days).if_resumed_now == on("wed 08:00")
    resumed = judged([*events, event("resumed", "wed 08:00")], "wed 08:00", **days)
    assert (resumed.due_at, resumed.verdict) == (on("wed 08:00"), "open")


def test_d5_a_strict_deadline_is_reached_at_the_instant_of_a_pause() -> None:
    events = [event("created", "mon 10:00"), event("on_hold", "mon 12:00")]
    clock = judged(events, "mon 13:00", within="2 hours", strict=True, pause="on_hold")
    assert (clock.state, clock.verdict, clock.breached_at) == ("paused", "breached", on("mon 12:00"))
    assert judged(events, "mon 13:00", within="2 hours", pause="on_hold").verdict == "open"


def test_c5_a_breach_that_was_seen_in_a_pause_stays_seen_then() -> None:
    events = [
        event("created", "mon 10:00", severity="P1"),
        event("on_hold", "mon 11:30"),
        event("changed", "mon 12:00", severity="P0"),
    ]
    target = {"within": {"P0": "1 hour", "P1": "6 hours"}, "pause": "on_hold"}
    for more in ([], [event("resumed", "mon 15:00")]):
        clock = judged([*events, *more], "mon 16:00", **target)
        assert (clock.breached_at, clock.detected_at) == (on("mon 11:00"), on("mon 12:00"))
