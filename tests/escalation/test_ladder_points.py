"""Rules at points of a clock, through pauses, conditions and rounds: each fires once, at its instant (E2, D6, C2)."""

from typing import Any

import pytest

from escalation.ladders import at, policy, ticket
from slapolicy import Event, Policy

POINTS = {"quarter": {"at": "25%"}, "half": {"at": "50%"}, "due": {"at": "due"}, "after": {"after": "1 hour"}}
ALONE = {"levels": [{"name": "desk", "owner": "desk"}]}
PAUSED: dict[str, Any] = {"stop": "resolved", "within": "4 hours", "pause": {"waiting": True}}
Said = tuple[str, dict[str, Any]]


def clocks(*more: dict[str, Any], target: Any = PAUSED, targets: Any = (), **conditions: Any) -> Policy:
    """A rule at each of four points of one clock, from nine to one; some of them only under a condition."""
    rules = [
        {"id": name, "target": "resolution", **point, "notify": ["board"], "when": conditions.get(name, {})}
        for name, point in POINTS.items()
    ]
    return policy(escalation=ALONE | {"rules": [*rules, *more]}, targets={"resolution": target, **dict(targets)})


def fired(rules: Policy, *said: Said, name: str = "changed", **facts: object) -> list[str]:
    """When each rule fires, whether it is told when the last event comes, or on the evening of the next day."""
    lived = ticket(*(Event(name, at(f"{clock}:00"), **stated) for clock, stated in said), **facts)
    early, late = (rules.evaluate(lived, at=when) for when in (lived.events[-1].at, at("23:00:00", day=3)))
    steps = (*early.steps, *early.ahead)
    assert steps == (*late.steps, *late.ahead)  # E9
    return [f"{step.at:%H:%M} {step.rule}" for step in steps[1:]]


def waiting(clock: str) -> Said:
    return clock, {"waiting": True}


def resumed(clock: str) -> Said:
    return clock, {"waiting": False}


QUIET = ["10:00 quarter", "11:00 half", "13:00 due", "14:00 after"]


def test_e2_each_point_of_a_clock_fires_once_at_its_instant() -> None:
    assert fired(clocks()) == QUIET
    assert fired(clocks(), ("09:30", {"seats": 1}), ("12:00", {"seats": 2})) == QUIET


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([waiting("09:30"), resumed("10:00")], ["10:30 quarter", "11:30 half", "13:30 due", "14:30 after"]),
        ([waiting("10:30"), resumed("12:00")], ["10:00 quarter", "12:30 half", "14:30 due", "15:30 after"]),
        ([waiting("11:30"), resumed("12:00")], ["10:00 quarter", "11:00 half", "13:30 due", "14:30 after"]),
        (
            [waiting("09:30"), resumed("10:00"), waiting("11:00"), resumed("12:00"), waiting("12:45")],
            ["10:30 quarter", "12:30 half"],
        ),
        ([waiting("09:30")], []),
        ([waiting("11:30")], ["10:00 quarter", "11:00 half"]),
        # a pause that begins at the instant of a point, or of the deadline, is in time: nothing is passed yet (D5)
        ([waiting("10:00"), resumed("10:30")], ["10:30 quarter", "11:30 half", "13:30 due", "14:30 after"]),
        ([waiting("13:00"), resumed("13:30")], ["10:00 quarter", "11:00 half", "13:30 due", "14:30 after"]),
        ([waiting("10:00")], []),
        ([waiting("10:30"), resumed("10:30")], QUIET),
        # D6: a pause that begins after the breach gives nothing back
        ([waiting("13:30"), resumed("15:00")], QUIET),
    ],
)
def test_d6_a_pause_moves_the_points_that_are_ahead_and_no_other(said: list[Said], expected: list[str]) -> None:
    assert fired(clocks(), *said) == expected


def test_d6_events_within_a_pause_and_just_after_it_change_nothing() -> None:
    """Paused from half past ten to twelve."""
    noise = [(clock, {"seats": number}) for number, clock in enumerate(("10:31", "11:00", "11:59"))]
    expected = ["10:00 quarter", "12:30 half", "14:30 due", "15:30 after"]
    assert fired(clocks(), waiting("10:30"), *noise, resumed("12:00"), ("12:01", {"seats": 9})) == expected


# Conditions


VIP: Any = {"vip": True}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], ["10:00 quarter", "13:00 due", "14:00 after"]),
        ([("10:30", VIP)], QUIET),
        ([("11:00", VIP)], QUIET),
        ([("11:30", VIP)], ["10:00 quarter", "11:30 half", "13:00 due", "14:00 after"]),
        ([("13:30", VIP)], ["10:00 quarter", "13:00 due", "13:30 half", "14:00 after"]),
        ([("10:30", VIP), ("10:45", {"vip": False})], ["10:00 quarter", "13:00 due", "14:00 after"]),
        # it has fired, so it does not when the condition holds anew
        ([("10:30", VIP), ("11:30", {"vip": False}), ("12:00", VIP)], QUIET),
        (
            [("10:30", VIP), ("10:45", {"vip": False}), ("12:00", VIP)],
            ["10:00 quarter", "12:00 half", "13:00 due", "14:00 after"],
        ),
    ],
)
def test_e2_a_point_that_was_passed_fires_as_soon_as_its_condition_holds(said: list[Said], expected: list[str]) -> None:
    assert fired(clocks(half=VIP), *said) == expected


def test_d6_a_condition_may_begin_to_hold_within_a_pause() -> None:
    """A quarter was used at ten, half is not used before the pause ends: half an hour after noon."""
    rules = clocks(quarter=VIP, half=VIP)
    paused = [waiting("10:30"), ("11:00", VIP)]
    assert fired(rules, *paused) == ["11:00 quarter"]
    assert fired(rules, *paused, resumed("12:00")) == ["11:00 quarter", "12:30 half", "14:30 due", "15:30 after"]


def test_e2_points_whose_condition_holds_only_after_the_deadline() -> None:
    """All of them at once, in the order in which they are written."""
    rules = clocks(quarter=VIP, half=VIP, due=VIP, after=VIP)
    assert fired(rules) == []
    assert fired(rules, ("15:00", VIP)) == [f"15:00 {name}" for name in POINTS]
    assert fired(rules, ("13:00", VIP))[:3] == [f"13:00 {name}" for name in ("quarter", "half", "due")]


# The end, and another round


def test_d5_a_clock_that_stops_fires_nothing_more_also_at_the_instant_of_a_point() -> None:
    stops = {"resolved": ("10:59", QUIET[:1]), "at half": ("11:00", QUIET[:1]), "later": ("11:01", QUIET[:2])}
    for clock, expected in stops.values():
        assert fired(clocks(), (clock, {}), name="resolved") == expected


def test_e2_every_round_of_a_repeating_target_passes_its_points() -> None:
    """Every hour from each post on: a quarter, half, the whole, and an hour later."""
    rounds = {"every": "1 hour", "completed_by": "posted", "stop": "closed"}
    assert fired(clocks(target=rounds), ("09:30", {}), ("11:00", {}), name="posted") == [
        *("09:15 quarter",),
        *("09:45 quarter", "10:00 half", "10:30 due"),
        *("11:15 quarter", "11:30 half", "12:00 due", "13:00 after"),
    ]


def test_e2_a_rule_of_one_clock_is_not_a_rule_of_another() -> None:
    """The answer is due at ten and comes at half past nine; the solution is due at one."""
    answer = {"stop": "answered", "within": "1 hour"}
    more = {"id": "answer", "target": "answer", "at": "due", "notify": ["desk"]}
    rules = clocks(more, targets={"answer": answer})
    assert fired(rules) == ["10:00 quarter", "10:00 answer", *QUIET[1:]]
    assert fired(rules, ("09:30", {}), name="answered") == QUIET
    assert fired(rules, waiting("09:30"), resumed("09:45"))[:2] == ["10:00 answer", "10:15 quarter"]
