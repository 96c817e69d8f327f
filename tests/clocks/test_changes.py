"""The severity changes while the clock runs: four settings, each way, and a breach in the past (C5, C8, C11)."""

from typing import Any

import pytest

from clocks.desk import event, hours, judged, on
from slapolicy import ClockReport

TRANSFERS = ("carry", "restart", "proportional", "keep")


def changed(before: str, after: str, at: str = "mon 12:00", asked: str = "mon 12:00", **target: Any) -> ClockReport:
    """Created Monday 10:00 under P1 with the limit `before`; at `at` it becomes P0, whose limit is `after`."""
    events = [event("created", "mon 10:00", severity="P1"), event("changed", at, severity="P0")]
    return judged(events, asked, within={"P0": after, "P1": before}, **target)


@pytest.mark.parametrize(
    ("setting", "due", "used", "left"),
    [
        ("carry", "mon 13:00", 2, 1),  # three hours from 10:00
        ("restart", "mon 15:00", 0, 3),  # three hours from 12:00
        ("proportional", "mon 14:00", 1, 2),  # two of six hours were used, so one of three
        ("keep", "mon 16:00", 2, 4),
    ],
)
@pytest.mark.parametrize("kind", ["hours", "business hours"])
def test_a_stricter_limit(setting: str, due: str, used: int, left: int, kind: str) -> None:
    """C5: from six hours to three; the setting of the other side has no say."""
    for other in TRANSFERS:
        clock = changed(f"6 {kind}", f"3 {kind}", on_change={"stricter": setting, "looser": other})
        assert (clock.due_at, clock.used, clock.left) == (on(due), hours(used), hours(left))
        assert clock.original_due_at == on("mon 16:00")


@pytest.mark.parametrize(
    ("setting", "due", "used", "left"),
    [
        ("carry", "mon 16:00", 2, 4),
        ("restart", "mon 18:00", 0, 6),
        ("proportional", "mon 14:00", 4, 2),  # two of three hours were used, so four of six
        ("keep", "mon 13:00", 2, 1),
    ],
)
def test_a_looser_limit(setting: str, due: str, used: int, left: int) -> None:
    """C5: from three hours to six."""
    for other in TRANSFERS:
        clock = changed("3 hours", "6 hours", on_change={"stricter": other, "looser": setting})
        assert (clock.due_at, clock.used, clock.left) == (on(due), hours(used), hours(left))


def test_carry_is_the_default() -> None:
    """C5."""
    assert changed("6 hours", "3 hours").due_at == on("mon 13:00")
    assert changed("3 hours", "6 hours").due_at == on("mon 16:00")


@pytest.mark.parametrize(
    ("setting", "due"),
    [
        # From 2 hours to 4 business hours, created Monday 16:00, changed 17:00: one hour of either kind is used.
        ("carry", "tue 12:00"),
        ("restart", "tue 13:00"),
        ("proportional", "tue 11:00"),  # half is used, so two business hours are left
        ("keep", "mon 18:00"),
    ],
)
def test_a_limit_of_another_kind(setting: str, due: str) -> None:
    """C5, D1: time used is counted in the kind of the new limit."""
    events = [event("created", "mon 16:00", severity="P1"), event("changed", "mon 17:00", severity="P0")]
    clock = judged(
        events,
        "mon 17:00",
        within={"P1": "2 hours", "P0": "4 business hours"},
        on_change={"stricter": "keep", "looser": setting},
    )
    assert clock.due_at == on(due)


@pytest.mark.parametrize(
    ("before", "after", "due"),
    [
        ("2 business days", "4 business hours", "mon 17:00"),
        ("8 business hours", "2 business days", "tue 14:00"),
        ("1 week", "84 hours", "fri 00:00"),
        ("end of business day", "14 business hours", "tue 12:00"),
    ],
)
def test_fractions_of_days(before: str, after: str, due: str) -> None:
    """C5: changed Monday 14:00, four hours after the start.

    2 business days are 16 working hours, so a quarter is used: three of four hours are left, Monday 17:00.
    8 business hours, a half: eight of 16 hours are left, three on Monday and five on Tuesday, 14:00.
    A week is 168 hours, 4 used: 84 * 164 / 168 = 82 hours from Monday 14:00, Friday 00:00.
    Until the end of the day seven hours, four used: 14 * 3 / 7 = six hours left, Tuesday 12:00.
    """
    both = dict.fromkeys(("stricter", "looser"), "proportional")
    assert changed(before, after, "mon 14:00", "mon 14:00", on_change=both).due_at == on(due)


def test_a_fraction_is_exact() -> None:
    """C5, T2: a third of three hours used, so two thirds of one hour are left, to the microsecond, rounded up."""
    clock = changed("3 hours", "1 hour", "mon 11:00", "mon 11:00", on_change={"stricter": "proportional"})
    assert clock.left == hours(1) * 2 / 3
    assert clock.used + clock.left == hours(1)


def test_a_warning_counts_a_fraction_that_carried_over() -> None:
    """C5, C8: half used before and after the change, so 25% has passed, and 75% is an hour of four away."""
    clock = changed(
        "4 hours", "4 business hours", on_change={"looser": "proportional"}, warn=["25%", "75%"], asked="mon 12:30"
    )
    assert [(w.threshold, w.fired, w.at) for w in clock.warnings] == [
        ("25%", True, on("mon 12:00")),
        ("75%", False, on("mon 13:00")),
    ]


@pytest.mark.parametrize(
    ("setting", "breached", "due"),
    [
        ("carry", "mon 11:00", "mon 11:00"),  # one hour from 10:00 had passed by 12:00
        ("restart", None, "mon 13:00"),
        ("proportional", None, "mon 12:40"),  # a third of six hours used, 40 minutes of the hour left
        ("keep", None, "mon 16:00"),
    ],
)
def test_a_new_limit_that_has_already_passed(setting: str, breached: str | None, due: str) -> None:
    """C5: breached when it would have fallen, noticed at the change."""
    clock = changed("6 hours", "1 hour", on_change={"stricter": setting})
    assert clock.due_at == on(due)
    if breached:
        assert (clock.verdict, clock.breached_at, clock.detected_at) == ("breached", on(breached), on("mon 12:00"))
    else:
        assert (clock.verdict, clock.breached_at, clock.detected_at) == ("open", None, None)


def test_a_full_fraction_stays_full() -> None:
    """C5: breached at 11:00; under the new limit the fraction was full at that same instant."""
    clock = changed("1 hour", "10 hours", on_change={"looser": "proportional"})
    assert (clock.verdict, clock.breached_at, clock.detected_at) == ("breached", on("mon 11:00"), on("mon 11:00"))


def test_an_open_clock_is_judged_by_its_new_limit() -> None:
    """C5: breached at 11:00 under one hour; under ten it is not; closed, its verdict stays (C7)."""
    assert changed("1 hour", "10 hours").verdict == "open"
    events = [
        event("created", "mon 10:00", severity="P1"),
        event("resolved", "mon 12:00"),
        event("changed", "mon 13:00", severity="P0"),
    ]
    assert judged(events, "mon 14:00", within={"P0": "10 hours", "P1": "1 hour"}).verdict == "missed"


@pytest.mark.parametrize("setting", TRANSFERS)
def test_a_change_of_another_fact_changes_nothing(setting: str) -> None:
    """C5: only a change of the limit is one."""
    events = [event("created", "mon 10:00", severity="P1"), event("changed", "mon 12:00", note="x")]
    settings = dict.fromkeys(("stricter", "looser"), setting)
    clock = judged(events, "mon 12:00", within={"P1": "3 hours"}, on_change=settings)
    assert (clock.due_at, clock.used) == (on("mon 13:00"), hours(2))


def test_back_to_the_limit_that_was_kept() -> None:
    """C5: P1's limit was kept when P0 came, so P1's return changes nothing, whatever the other side's setting."""
    events = [
        event("created", "mon 10:00", severity="P1"),
        event("changed", "mon 11:00", severity="P0"),
        event("changed", "mon 12:00", severity="P1"),
    ]
    settings = {"stricter": "keep", "looser": "restart"}
    assert judged(events, "mon 12:00", within={"P0": "1 hour", "P1": "3 hours"}, on_change=settings).due_at == on(
        "mon 13:00"
    )


@pytest.mark.parametrize(("setting", "left"), [("carry", 1), ("restart", 3), ("proportional", 1.5)])
def test_a_change_during_a_pause(setting: str, left: float) -> None:
    """C5, D6: created 10:00, paused 12:00, from four hours to three at 13:00.

    Carried, two of three hours are used; anew, none; of the fraction, a half.
    """
    events = [
        event("created", "mon 10:00", severity="P1"),
        event("changed", "mon 12:00", status="waiting"),
        event("changed", "mon 13:00", severity="P0"),
    ]
    target: dict[str, Any] = {
        "within": {"P0": "3 hours", "P1": "4 hours"},
        "pause": {"status": "waiting"},
        "on_change": {"stricter": setting},
    }
    paused = judged(events, "mon 14:00", **target)
    assert (paused.state, paused.due_at) == ("paused", None)
    assert (paused.left, paused.if_resumed_now) == (hours(left), on("mon 14:00") + hours(left))
    resumed = judged([*events, event("changed", "mon 15:00", status="open")], "mon 15:00", **target)
    assert resumed.due_at == on("mon 15:00") + hours(left)


@pytest.mark.parametrize(("within", "due"), [("2 business days", "thu 15:00"), ("1 week", "tue2 15:00")])
def test_days_restarted_during_a_pause(within: str, due: str) -> None:
    """C5, D6: anew from Tuesday 13:00 while paused until 15:00; two hours are given back.

    2 business days from Tuesday 13:00 are Thursday 13:00, and two hours more 15:00; a week, Tuesday 15:00.
    """
    events = [
        event("created", "mon 10:00", severity="P1", status="waiting"),
        event("changed", "tue 13:00", severity="P0"),
        event("changed", "tue 15:00", status="open"),
    ]
    clock = judged(
        events,
        "tue 15:00",
        within={"P0": within, "P1": "200 hours"},
        pause={"status": "waiting"},
        on_change={"stricter": "restart", "looser": "restart"},
    )
    assert clock.due_at == on(due)


@pytest.mark.parametrize(
    ("setting", "due"), [("restart", "mon 15:00"), *((s, "mon 13:00") for s in TRANSFERS if s != "restart")]
)
def test_a_first_limit_counts_from_the_start(setting: str, due: str) -> None:
    """C5, C11: nothing was promised until the severity was known at 12:00; `keep` can't leave it so."""
    events = [event("created", "mon 10:00"), event("changed", "mon 12:00", severity="P0")]
    clock = judged(events, "mon 12:00", within={"P0": "3 hours"}, on_change={"stricter": setting})
    assert (clock.due_at, clock.original_due_at) == (on(due), on("mon 13:00"))
    assert clock.reason == ""


@pytest.mark.parametrize(("setting", "due"), [("keep", "mon 13:00"), *((s, None) for s in TRANSFERS if s != "keep")])
def test_a_limit_that_ends(setting: str, due: str | None) -> None:
    """C5, C11: the new severity promises nothing, and says so; `keep` holds what was promised."""
    clock = changed("3 hours", "none", on_change={"looser": setting})
    assert clock.due_at == (on(due) if due else None)
    assert clock.verdict == ("open" if due else "none")
    assert clock.reason == ("" if due else "no target where severity is P0")


def test_the_reason_follows_the_facts() -> None:
    """C11: no limit before and none after, for different reasons."""
    assert changed("none", "none", "mon 12:00", "mon 11:00").reason == "no target where severity is P1"
    assert changed("none", "none", "mon 12:00", "mon 12:00").reason == "no target where severity is P0"


def test_a_change_at_the_start_is_no_change() -> None:
    """C5: the events of one instant all count."""
    clock = changed("3 hours", "1 hour", "mon 10:00", "mon 10:00", on_change={"stricter": "restart"})
    assert clock.due_at == on("mon 11:00")


def test_c5_a_fraction_is_found_among_many_stretches() -> None:
    """Two of the eight hours are used in four half hours with pauses between, a quarter; one more by then of four."""
    events = [event("created", "mon 09:00", severity="P2")]
    for hour in ("09", "10", "11", "12"):
        events += [event("on_hold", f"mon {hour}:30"), event("resumed", f"mon {int(hour) + 1}:00")]
    events.append(event("changed", "mon 13:00", severity="P1"))
    target = {
        "within": {"P1": "4 business hours", "P2": "8 business hours"},
        "pause": "on_hold",
        "on_change": {"stricter": "proportional"},
    }
    clock = judged(events, "mon 14:00", **target)
    assert (clock.carried, clock.due_at) == (hours(1), on("mon 16:00"))
