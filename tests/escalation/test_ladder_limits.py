"""Rules at points of a clock whose limit changes, or is in working time or days: what has fired, has fired (C5, D4)."""

from typing import Any

import pytest

from escalation.ladders import at, policy, ticket
from slapolicy import Event, Policy

POINTS = {"quarter": {"at": "25%"}, "half": {"at": "50%"}, "due": {"at": "due"}, "after": {"after": "1 hour"}}
OFFICE = {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}
BY_SEVERITY: dict[str, Any] = {"stop": "resolved", "within": {"P0": "2 hours", "P1": "4 hours"}}
Said = tuple[str, dict[str, Any]]


def clocks(points: Any = POINTS, **target: Any) -> Policy:
    """A rule at each of some points of one clock; the ticket comes on Monday at nine, as the office opens."""
    rules = [{"id": name, "target": "resolution", **point, "notify": ["board"]} for name, point in points.items()]
    return policy(
        calendars={"office": OFFICE},
        calendar="office",
        escalation={"levels": [{"name": "desk", "owner": "desk"}], "rules": rules},
        targets={"resolution": {"stop": "resolved", **target}},
    )


def fired(rules: Policy, *said: Said, **facts: object) -> list[str]:
    """The day and the time at which each rule fires, told when the last event comes, or a week later."""
    lived = ticket(*(Event("changed", at(f"{clock}:00"), **stated) for clock, stated in said), **facts)
    early, late = (rules.evaluate(lived, at=when) for when in (lived.events[-1].at, at("23:00:00", day=9)))
    steps = (*early.steps, *early.ahead)
    assert steps == (*late.steps, *late.ahead)  # E9
    return [f"{step.at:%a %H:%M} {step.rule}" for step in steps[1:]]


def monday(*points: str) -> list[str]:
    return [f"Mon {point}" for point in points]


# Limits that change


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        # two hours from nine: half of them were used at ten, which is noticed at the change
        ("carry", monday("10:00 quarter", "10:30 half", "11:00 due", "12:00 after")),
        # two hours from half past ten; the quarter has fired
        ("restart", monday("10:00 quarter", "11:30 half", "12:30 due", "13:30 after")),
        # three eighths are used: another eighth of two hours is a quarter of an hour
        ("proportional", monday("10:00 quarter", "10:45 half", "11:45 due", "12:45 after")),
        ("keep", monday("10:00 quarter", "11:00 half", "13:00 due", "14:00 after")),
    ],
)
def test_c5_a_stricter_limit_moves_the_points_that_are_left(setting: str, expected: list[str]) -> None:
    rules = clocks(**BY_SEVERITY, on_change={"stricter": setting})
    assert fired(rules, ("10:30", {"severity": "P0"}), severity="P1") == expected


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        # four hours from nine; the quarter of two hours has fired
        ("carry", monday("09:30 quarter", "11:00 half", "13:00 due", "14:00 after")),
        ("restart", monday("09:30 quarter", "11:45 half", "13:45 due", "14:45 after")),
        # three eighths are used: another eighth of four hours is half an hour
        ("proportional", monday("09:30 quarter", "10:15 half", "12:15 due", "13:15 after")),
        ("keep", monday("09:30 quarter", "10:00 half", "11:00 due", "12:00 after")),
    ],
)
def test_c5_a_looser_limit_moves_them_too(setting: str, expected: list[str]) -> None:
    rules = clocks(**BY_SEVERITY, on_change={"looser": setting})
    assert fired(rules, ("09:45", {"severity": "P1"}), severity="P0") == expected


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("11:30", monday("10:00 quarter", "11:00 half", "11:30 due", "12:00 after")),
        ("12:30", monday("10:00 quarter", "11:00 half", "12:30 due", "12:30 after")),
    ],
)
def test_c5_a_limit_that_has_passed_fires_at_the_change(clock: str, expected: list[str]) -> None:
    """Two hours were over at eleven, and an hour later at noon."""
    assert fired(clocks(**BY_SEVERITY), (clock, {"severity": "P0"}), severity="P1") == expected


def test_c5_a_limit_that_changes_twice_fires_nothing_twice() -> None:
    changes = [("10:30", {"severity": "P0"}), ("10:40", {"severity": "P1"}), ("12:00", {"severity": "P0"})]
    expected = monday("10:00 quarter", "10:30 half", "12:00 due", "12:00 after")
    assert fired(clocks(**BY_SEVERITY), *changes, severity="P1") == expected


def test_c5_a_limit_that_changes_after_a_pause_counts_what_was_used() -> None:
    """Forty minutes, half an hour of pause, ten minutes: a quarter of two hours is used, half ten minutes later."""
    rules = clocks(**BY_SEVERITY, pause={"waiting": True})
    paused = [("09:40", {"waiting": True}), ("10:10", {"waiting": False})]
    assert fired(rules, *paused, ("10:20", {"severity": "P0"}), severity="P1") == monday(
        "10:20 quarter", "10:30 half", "11:30 due", "12:30 after"
    )
    # within the pause: a quarter of two hours was used at half past nine
    within: list[Said] = [("09:40", {"waiting": True}), ("10:00", {"severity": "P0"})]
    assert fired(rules, *within, severity="P1") == monday("10:00 quarter")
    assert fired(rules, *within, ("10:10", {"waiting": False}), severity="P1")[1:] == monday(
        "10:30 half", "11:30 due", "12:30 after"
    )


def test_c11_a_limit_that_is_withdrawn_fires_no_more_points() -> None:
    rules = clocks(stop="resolved", within={"P0": "2 hours", "P1": "none"})
    assert fired(rules, ("09:45", {"severity": "P1"}), severity="P0") == monday("09:30 quarter")
    assert fired(rules, ("09:15", {"severity": "P1"}), severity="P0") == []
    assert fired(rules, severity="P1") == []


# Working time and days


def test_d4_points_of_working_time_are_in_working_time() -> None:
    """Eight hours of the office from two o'clock on: two of them on Monday, four on Tuesday at ten."""
    rules = clocks(start={"begun": True}, within="8 business hours", pause={"waiting": True})
    begun = ("14:00", {"begun": True})
    assert fired(rules, begun) == ["Mon 16:00 quarter", "Tue 10:00 half", "Tue 14:00 due", "Tue 15:00 after"]
    closed = [("18:00", {"waiting": True}), ("20:00", {"waiting": False})]  # no working time is paused
    assert fired(rules, begun, *closed) == fired(rules, begun)
    half_an_hour = [("16:30", {"waiting": True}), ("20:00", {"waiting": False})]
    assert fired(rules, begun, *half_an_hour) == [
        "Mon 16:00 quarter",
        "Tue 10:30 half",
        "Tue 14:30 due",
        "Tue 15:30 after",
    ]


def test_e4_working_time_after_a_deadline_by_the_calendar_of_the_rule() -> None:
    """Due at half past six in the evening; an hour of the office later it is ten on Tuesday."""
    after = {"after": {"after": "1 business hour", "calendar": "office"}, "due": {"at": "due"}}
    rules = clocks(after, start={"begun": True}, within="4 hours", pause={"waiting": True})
    begun = ("14:30", {"begun": True})
    assert fired(rules, begun) == ["Mon 18:30 due", "Tue 10:00 after"]
    paused = [("15:00", {"waiting": True}), ("15:30", {"waiting": False})]
    assert fired(rules, begun, *paused) == ["Mon 19:00 due", "Tue 10:00 after"]
    late = [("19:00", {"waiting": True}), ("19:30", {"waiting": False})]  # D6: it gives nothing back after the breach
    assert fired(rules, begun, *late) == ["Mon 18:30 due", "Tue 10:00 after"]


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        # D4: the same time on the next working day; its eight hours of the office are what shares are of
        ("1 business day", ["Mon 11:00 quarter", "Mon 13:00 half", "Tue 09:00 due", "Tue 10:00 after"]),
        ("1 calendar day", ["Mon 15:00 quarter", "Mon 21:00 half", "Tue 09:00 due", "Tue 10:00 after"]),
        ("24 hours", ["Mon 15:00 quarter", "Mon 21:00 half", "Tue 09:00 due", "Tue 10:00 after"]),
    ],
)
def test_d4_points_of_a_limit_in_days(within: str, expected: list[str]) -> None:
    assert fired(clocks(within=within)) == expected


def test_e2_rules_fire_by_their_instants_however_they_are_written() -> None:
    backwards = dict(reversed(POINTS.items())) | {"again": {"at": "50%"}}
    assert fired(clocks(backwards, within="4 hours")) == monday(
        "10:00 quarter", "11:00 half", "11:00 again", "13:00 due", "14:00 after"
    )


def test_e4_time_after_a_deadline_counts_by_the_target_where_the_rule_names_no_calendar() -> None:
    """Due at one; two hours of the evening are over at eight, two of the office at three."""
    evening = {"tz": "UTC", "hours": {"mon-fri": "18:00-22:00"}}
    rules = {
        "evening": {"after": "2 business hours"},
        "office": {"after": "2 business hours", "calendar": "office"},
    }
    resolution = {"stop": "resolved", "within": "4 hours", "calendar": "evening"}
    written = clocks(rules, within="4 hours").to_dict()
    calendars = {"office": OFFICE, "evening": evening}
    changed = Policy.from_dict(written | {"calendars": calendars, "targets": {"resolution": resolution}})
    assert fired(changed) == monday("15:00 office", "20:00 evening")


def waiting(*clocks: str) -> list[Said]:
    """It waits from the first time on, no longer from the second, and so on."""
    return [(clock, {"waiting": number % 2 == 0}) for number, clock in enumerate(clocks)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], monday("17:00 due", "18:00 after")),
        (waiting("12:00", "14:00"), monday("17:00 due", "18:00 after")),
        (waiting("12:00"), []),  # a paused clock can't breach
        (waiting("12:00", "18:30"), monday("18:30 due", "18:30 after")),
        (waiting("17:30"), monday("17:00 due", "18:00 after")),
        (waiting("12:00", "14:00", "17:30"), monday("17:00 due", "18:00 after")),
    ],
)
def test_d6_a_dated_deadline_does_not_move_with_a_pause(said: list[Said], expected: list[str]) -> None:
    points = {name: POINTS[name] for name in ("due", "after")}
    assert fired(clocks(points, within="end of business day", pause={"waiting": True}), *said) == expected
    one = clocks({"after": POINTS["after"]}, within="end of business day", pause={"waiting": True})
    assert fired(one, *said) == expected[1:]
