"""Warnings: when they come, what they are called, and that they come once (C8)."""

from typing import Any

import pytest

from clocks.desk import desk, event, hours, judged, on
from slapolicy import ClockReport, Ticket

CREATED = event("created", "mon 10:00")
PAUSE: dict[str, Any] = {"pause": {"status": "waiting"}}


def fired(clock: ClockReport) -> list[str]:
    return [warning.threshold for warning in clock.warnings if warning.fired]


@pytest.mark.parametrize(
    ("within", "warn", "at"),
    [
        ("4 hours", "75%", "mon 13:00"),
        ("4 hours", "100%", "mon 14:00"),
        ("8 business hours", "75%", "mon 16:00"),
        ("2 business days", "50%", "tue 10:00"),  # of sixteen working hours
        ("1 week", "50%", "thu 22:00"),
        ("end of business day", "50%", "mon 13:30"),  # of seven
        ("4 hours", "1 hour left", "mon 13:00"),
        ("8 business hours", "2 business hours left", "mon 16:00"),
        ("8 business hours", "2 hours left", "tue 08:00"),  # due Tuesday 10:00, by the clock on the wall
        ("26 hours", "2 business hours left", "tue 10:00"),  # due Tuesday 12:00
        ("1 business day", "2 business hours left", "mon 16:00"),
        ("1 hour", "2 hours left", "mon 10:00"),  # never before the start
        ("1 hour", "2 business hours left", "mon 10:00"),
        ("4 hours", "1 hour late", "mon 15:00"),
        ("7 hours", "1 business hour late", "tue 10:00"),
    ],
)
def test_when_a_warning_comes(within: str, warn: str, at: str) -> None:
    """C8: at a share used, at a time of either kind left or late."""
    (warning,) = judged([CREATED], "mon 10:00", within=within, warn=[warn]).warnings
    assert warning.at == on(at)
    assert warning.threshold == warn


def test_a_warning_has_fired_from_its_instant_on() -> None:
    """C8, C4: the clock is at risk from then on, and breached after its deadline."""
    policy, ticket = desk(within="4 hours", warn=["75%", "1 hour late"]), Ticket("T", [CREATED])
    seen = [
        policy.evaluate(ticket, at=on(at)).clocks["t"] for at in ("mon 12:59", "mon 13:00", "mon 14:00", "mon 15:00")
    ]
    assert [fired(clock) for clock in seen] == [[], ["75%"], ["75%"], ["75%", "1 hour late"]]
    assert [str(clock.verdict) for clock in seen] == ["open", "at_risk", "at_risk", "breached"]
    assert [clock.next_change_at for clock in seen[:2]] == [on("mon 13:00"), on("mon 14:00") + hours(0).resolution]


def test_ids_are_made_of_ticket_target_cycle_and_threshold() -> None:
    """C8: stable while time passes, under another limit and in other words; new with a new cycle."""

    def ids(events: list[Any], at: str, *warn: str) -> list[str]:
        target: dict[str, Any] = {"within": {"P0": "2 hours", "P1": "4 hours"}, "on_reopen": "new_cycle"}
        clock = desk(warn=list(warn), **target).evaluate(Ticket("T-7", events), at=on(at)).clocks["t"]
        return [warning.id for warning in clock.warnings]

    created, p0 = event("created", "mon 10:00", severity="P1"), event("changed", "mon 10:30", severity="P0")
    first = ids([created], "mon 10:00", "75%", "1 hour left")
    assert first == ["T-7/t/1/75%", "T-7/t/1/1 hour left"]
    assert ids([created, p0], "mon 11:45", "75%", "1 hour left") == first
    assert ids([created], "mon 10:00", "75.0%", "60 minutes left") == first
    again = [created, event("resolved", "mon 11:00"), event("reopened", "mon 12:00")]
    assert ids(again, "mon 12:00", "75%") == ["T-7/t/2/75%"]


@pytest.mark.parametrize("within", ["4 hours", "4 business hours", "1 business day", "1 week"])
@pytest.mark.parametrize("warn", ["10%", "3 hours left", "3 business hours left"])
def test_a_warning_that_fired_stays_fired_in_a_pause(within: str, warn: str) -> None:
    """C8, D6: and so does being at risk; the time comes back to the deadline, not to the warning."""
    paused_at = {"1 business day": "tue 09:30", "1 week": "mon2 09:00"}.get(within, "mon 13:00")
    resumed_at = {"1 week": "fri2 12:00"}.get(within, "fri 12:00")
    waits = [CREATED, event("changed", paused_at, status="waiting")]
    before = judged([CREATED], paused_at, within=within, warn=[warn])
    during = judged(waits, resumed_at, within=within, warn=[warn], **PAUSE)
    opened = [*waits, event("changed", resumed_at, status="open")]
    after = judged(opened, resumed_at, within=within, warn=[warn], **PAUSE)
    assert [str(clock.verdict) for clock in (before, during, after)] == ["at_risk"] * 3
    assert before.warnings == during.warnings == after.warnings


def test_a_pause_moves_a_warning_that_has_not_come() -> None:
    """C8, D6: one hour used of four, three paused."""
    events = [CREATED, event("changed", "mon 11:00", status="waiting"), event("changed", "mon 14:00", status="open")]
    for warn in ("50%", "2 hours left", "2 business hours left"):
        assert judged(events[:2], "mon 13:00", within="4 hours", warn=[warn], **PAUSE).warnings == ()
        (warning,) = judged(events, "mon 14:00", within="4 hours", warn=[warn], **PAUSE).warnings
        assert warning.at == on("mon 15:00")


def test_time_left_that_passes_in_a_pause_warns_at_the_resume() -> None:
    """C8, D6: the date does not move, so two hours before 17:00 lie inside the pause."""
    events = [CREATED, event("changed", "mon 11:00", status="waiting"), event("changed", "mon 16:00", status="open")]
    (warning,) = judged(events, "mon 16:00", within="end of business day", warn=["2 hours left"], **PAUSE).warnings
    assert (warning.at, warning.fired) == (on("mon 16:00"), True)


def test_a_warning_again_and_again_after_the_breach() -> None:
    """C8: due 12:00, then every half hour: the latest one and the next, each with its own id."""
    policy, ticket = desk(within="2 hours", warn=["every 30 minutes late"]), Ticket("T", [CREATED])

    def told(at: str) -> list[tuple[str, str, bool]]:
        clock = policy.evaluate(ticket, at=on(at)).clocks["t"]
        return [(warning.id, f"{warning.at:%H:%M}", warning.fired) for warning in clock.warnings]

    name = "T/t/1/every 30 minutes late"
    assert told("mon 12:15") == [(f"{name}/1", "12:30", False)]
    assert told("mon 12:30") == [(f"{name}/1", "12:30", True), (f"{name}/2", "13:00", False)]
    assert told("mon 14:59") == [(f"{name}/5", "14:30", True), (f"{name}/6", "15:00", False)]


def test_a_warning_again_and_again_in_business_time() -> None:
    """C8: due Monday 16:00, then every two business hours: Tuesday 10:00, 12:00 ..."""
    clock = judged([CREATED], "tue 10:30", within="6 hours", warn=["every 2 business hours late"])
    assert [warning.at for warning in clock.warnings] == [on("tue 10:00"), on("tue 12:00")]


def test_a_closed_clock_warns_of_nothing_more() -> None:
    """C7, C8: what fired is kept; what won't come is not told."""
    clock = judged([CREATED, event("resolved", "mon 12:00")], "tue 10:00", within="4 hours", warn=["25%", "75%"])
    assert (fired(clock), len(clock.warnings), clock.verdict) == (["25%"], 1, "met")


def test_nothing_promised_warns_of_nothing() -> None:
    """C8, C11."""
    clock = judged([CREATED], "mon 12:00", within={"P0": "4 hours"}, warn=["75%", "1 hour left", "1 hour late"])
    assert clock.warnings == ()
