"""Goals as a policy writes them: one measure, one bound, and what they mean exactly (O5)."""

from fractions import Fraction
from typing import Any

import pytest

from slapolicy import Policy, PolicyError
from slapolicy.goals import Goal

SECOND = 1_000_000  # microseconds


@pytest.mark.parametrize(
    ("goal", "below", "at", "above"),
    [
        ({"met": "reply", "above": "99%"}, False, False, True),
        ({"met": "reply", "at_least": "99%"}, False, True, True),
        ({"met": "reply", "below": "99%"}, True, False, False),
        ({"met": "reply", "at_most": "99%"}, True, True, False),
    ],
)
def test_o5_a_bound_is_strict_or_not(goal: dict[str, Any], *, below: bool, at: bool, above: bool) -> None:
    read = Goal.read(goal)
    tiny = Fraction(1, 10**30)
    kept = [read.kept_by(Fraction(99, 100) + step) for step in (-tiny, 0, tiny)]
    assert kept == [below, at, above]


@pytest.mark.parametrize(
    ("goal", "figure"),
    [
        ({"time": "reply", "at_most": "4 hours"}, 4 * 3600 * SECOND),
        ({"time": "reply", "at_most": "90 business minutes", "statistic": "p90"}, 90 * 60 * SECOND),
        ({"mean": "rating", "at_most": 4.5}, Fraction(9, 2)),
        ({"solved_with_replies": 0, "at_most": "0%"}, 0),
        ({"share": {"solved_by": "documentation"}, "at_most": "33.333333333%"}, Fraction(33333333333, 10**11)),
        ({"escalated_to": "engineering", "at_most": "100 %"}, 1),
    ],
)
def test_o5_a_bound_is_read_exactly(goal: dict[str, Any], figure: Fraction | int) -> None:
    read = Goal.read(goal)
    assert read.kept_by(Fraction(figure))
    assert not read.kept_by(figure + Fraction(1, 10**30))
    assert Goal.read(read.model_dump(by_alias=True, exclude_defaults=True)) == read


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        ({"met": ["a", "b"], "above": "99%"}, "a, b kept: above 99%"),
        ({"time": "a", "statistic": "p95", "below": "4 hours"}, "p95 time to a: below 4 hours"),
        (
            {"share": {"vip": True}, "when": {"severity": "P1"}, "at_least": "5%"},
            "tickets with vip is yes, where severity is P1: at least 5%",
        ),
        ({"mean": "rating", "above": 4.5}, "mean rating: above 4.5"),
        ({"escalated_to": "boss", "at_most": "1%"}, "escalated to boss: at most 1%"),
        (
            {"solved_with_replies": 1, "at_level": "boss", "above": "80%"},
            "solved with at most 1 reply, once at boss: above 80%",
        ),
        ({"solved_with_replies": 2, "above": "80%"}, "solved with at most 2 replies: above 80%"),
    ],
)
def test_o5_a_goal_says_what_it_asks_for(goal: dict[str, Any], words: str) -> None:
    assert Goal.read(goal).words == words


def test_a_goal_can_be_changed_and_is_read_again() -> None:
    goal = Goal.read({"time": "reply", "below": "4 hours"})
    assert goal.replace(time="fix").words == "mean time to fix: below 4 hours"


MEASURES = "one of `met`, `time`, `share`, `mean`, `escalated_to`, `solved_with_replies`"
BOUNDS = "one of `above`, `at_least`, `below`, `at_most`"
READABLE = "a share of tickets, an elapsed or working time, or a number"


@pytest.mark.parametrize(
    ("goal", "faults"),
    [
        ({"above": "99%"}, [("met", "nothing", MEASURES)]),
        ({"met": "a"}, [("above", "nothing", BOUNDS)]),
        ({"met": "a", "mean": "b", "above": "9%"}, [("mean", "`met` and `mean`", MEASURES)]),
        ({"met": "a", "above": "9%", "at_most": "10%"}, [("at_most", "`above` and `at_most`", BOUNDS)]),
        ({"met": "a", "above": "4 hours"}, [("above", "`4 hours`", "a share such as `99%`, with `met`")]),
        ({"time": "a", "above": "9%"}, [("above", "`9%`", "a time such as `4 hours`, with `time`")]),
        ({"mean": "a", "above": "9%"}, [("above", "`9%`", "a number, with `mean`")]),
        ({"met": "a", "above": "9%", "statistic": "p90"}, [("statistic", "`p90`", "it only with `time`")]),
        ({"met": "a", "above": "101%"}, [("above", "`101%`", READABLE)]),
        ({"time": "a", "above": "2 business days"}, [("above", "`2 business days`", READABLE)]),
        ({"mean": "a", "above": True}, [("above", "`True`", READABLE)]),
        ({}, [("met", "nothing", MEASURES), ("above", "nothing", BOUNDS)]),
    ],
)
def test_p3_a_goal_that_says_nothing_or_two_things(goal: dict[str, Any], faults: list[tuple[str, ...]]) -> None:
    with pytest.raises(PolicyError) as refused:
        Goal.read(goal)
    told = [(fault.place, fault.found, fault.allowed) for fault in refused.value.faults]
    assert [told[number] for number in range(len(faults))] == faults
    assert {fault.code for fault in refused.value.faults} == {"wrong-goal"}


def test_p3_a_goal_names_targets_levels_and_numbers_that_are_there() -> None:
    with pytest.raises(PolicyError) as refused:
        Policy.from_dict(
            {
                "slapolicy": 1,
                "name": "small",
                "facts": {"rating": "text"},
                "targets": {"reply": {"start": "created", "stop": "replied", "within": "2 hours"}},
                "escalation": {"levels": [{"name": "desk", "owner": "desk"}]},
                "goals": {
                    "a": {"met": "repyl", "above": "1%"},
                    "b": {"met": ["reply", "fix"], "above": "1%"},
                    "c": {"time": "rply", "below": "1 hour"},
                    "d": {"escalated_to": "dsk", "at_level": "boss", "below": "1%"},
                    "e": {"mean": "rating", "above": 4},
                    "f": {"share": {"rating": 5}, "when": {"rating": {"gt": 1}}, "above": "1%"},
                },
            }
        )
    assert [(fault.place, fault.remedy) for fault in refused.value.faults] == [
        ("goals.a.met", "write `reply`"),
        ("goals.b.met[1]", ""),
        ("goals.c.time", "write `reply`"),
        ("goals.d.escalated_to", "write `desk`"),
        ("goals.d.at_level", ""),
        ("goals.e.mean", ""),
        ("goals.f.share.rating", ""),
        ("goals.f.when.rating", ""),
    ]
