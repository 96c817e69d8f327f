"""Edges of warnings: parts of a tick, the instant of a pause, carried time, and the night between firings (C8)."""

from datetime import timedelta
from typing import Any

import pytest

from clocks.desk import desk, event, hours, judged, on
from slapolicy import Ticket

TICK = timedelta(microseconds=1)
CREATED = event("created", "mon 10:00")
PAUSE: dict[str, Any] = {"pause": {"status": "waiting"}}


def test_t2_a_share_that_ends_within_a_tick_is_passed_at_the_next_one() -> None:
    """C8: half of 1,000,001 microseconds are 500,000.5; before 500,001 half is not used."""
    (warning,) = judged([CREATED], "mon 10:00", within="1.000001 seconds", warn=["50%"]).warnings
    assert warning.at == on("mon 10:00") + 500_001 * TICK


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("warn", ["50%", "2 hours left", "2 business hours left"])
def test_a_warning_at_the_instant_of_a_pause_is_not_passed_yet(warn: str, strict: bool) -> None:
    """C8: two of four hours are used at noon, when the pause begins; the warning comes with the resume at 14:00."""
    events = [CREATED, event("changed", "mon 12:00", status="waiting"), event("changed", "mon 14:00", status="open")]
    target: dict[str, Any] = {"within": "4 hours", "warn": [warn], "strict": strict} | PAUSE
    assert judged(events, "mon 13:00", **target).warnings == ()
    (warning,) = judged(events, "mon 14:00", **target).warnings
    assert (warning.at, warning.fired) == (on("mon 14:00"), True)


def test_time_left_on_the_wall_counts_what_was_used_before_a_pause() -> None:
    """C8, D6: one of four business hours is used, three are left at 13:00: due at 16:00, warned at 15:00."""
    events = [CREATED, event("changed", "mon 11:00", status="waiting"), event("changed", "mon 13:00", status="open")]
    (warning,) = judged(events, "mon 13:00", within="4 business hours", warn=["1 hour left"], **PAUSE).warnings
    assert warning.at == on("mon 15:00")


def test_time_left_on_the_wall_counts_what_was_carried_over() -> None:
    """C5, C8: half of four hours is used at noon, so two of four business hours are left: due 14:00, warned 13:00."""
    events = [event("created", "mon 10:00", severity="P1"), event("changed", "mon 12:00", severity="P0")]
    clock = judged(
        events,
        "mon 12:00",
        within={"P1": "4 hours", "P0": "4 business hours"},
        on_change={"looser": "proportional"},
        warn=["1 hour left"],
    )
    assert (clock.due_at, clock.warnings[0].at) == (on("mon 14:00"), on("mon 13:00"))


def test_a_warning_again_and_again_goes_on_at_night() -> None:
    """C8: due Monday 16:00, then every hour; at Tuesday 10:30 the eighteenth is at 10:00."""
    clock = judged([CREATED], "tue 10:30", within="6 hours", warn=["every 1 hour late"])
    assert [(warning.id, warning.at, warning.fired) for warning in clock.warnings] == [
        ("T-1/t/1/every 1 hour late/18", on("tue 10:00"), True),
        ("T-1/t/1/every 1 hour late/19", on("tue 11:00"), False),
    ]


def test_a_warning_again_and_again_is_told_in_the_policys_words() -> None:
    """C8: its id has one text for one meaning, and what is shown has the text that was written."""
    policy = desk(within="2 hours", warn=["every 60 minutes late"])
    (warning,) = policy.evaluate(Ticket("T", [CREATED]), at=on("mon 12:00")).clocks["t"].warnings
    assert (warning.threshold, warning.id) == ("every 60 minutes late", "T/t/1/every 1 hour late/1")


def test_of_a_warning_again_and_again_the_first_one_counts_from_its_instant() -> None:
    """C8: at 13:00 the first has fired and the second is known, not a tick earlier."""
    policy, ticket = desk(within="2 hours", warn=["every 1 hour late"]), Ticket("T", [CREATED])
    before = policy.evaluate(ticket, at=on("mon 13:00") - TICK).clocks["t"].warnings
    then = policy.evaluate(ticket, at=on("mon 13:00")).clocks["t"].warnings
    assert [(warning.at, warning.fired) for warning in before] == [(on("mon 13:00"), False)]
    assert [(warning.at, warning.fired) for warning in then] == [(on("mon 13:00"), True), (on("mon 14:00"), False)]


def test_a_share_of_a_date_that_a_pause_holds_is_what_the_clock_used() -> None:
    """C8, D6: seven hours to the close, two of them used in two stretches by 16:00; half are 3.5."""
    events = [CREATED, event("changed", "mon 11:00", status="waiting"), event("changed", "mon 15:00", status="open")]
    clock = judged(events, "mon 16:00", within="end of business day", warn=["50%"], **PAUSE)
    assert (clock.used, clock.used_elapsed) == (hours(2), hours(2))
    assert [warning.at for warning in clock.warnings] == [on("tue 09:30")]
