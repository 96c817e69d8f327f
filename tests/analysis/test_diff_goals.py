"""Goals and availability of two policies (O4, O5)."""

from typing import Any

import pytest

from analysis.desk import DESK, changed, compared, only, only_of

SHOP = DESK["availability"]["shop"]


@pytest.mark.parametrize(
    ("path", "to", "verdict"),
    [
        (("availability", "shop", "goal"), "99.95%", "stricter"),
        (("availability", "shop", "goal"), "99%", "looser"),
        (("availability", "shop", "tz"), "Europe/Zurich", "different"),
        (("goals", "answered", "above"), "99%", "stricter"),
        (("goals", "answered", "above"), "90%", "looser"),
        (("goals", "answered", "when"), {"severity": "P0"}, "different"),
        (("goals", "answered"), None, "removed"),
    ],
)
def test_goals_are_stricter_or_looser_by_their_bounds(path: tuple[str, ...], to: Any, verdict: str) -> None:
    """O4, O5."""
    assert only(compared(changed(*path, to=to))).verdict == verdict


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ({"met": "reply", "at_least": "95%"}, {"met": "reply", "at_least": "96%"}, "stricter"),
        ({"met": "reply", "at_least": "95%"}, {"met": "reply", "above": "95%"}, "different"),
        ({"met": "reply", "at_least": "95%"}, {"met": "reply", "at_most": "95%"}, "different"),
        ({"time": "reply", "below": "4 hours"}, {"time": "reply", "below": "3 hours"}, "stricter"),
        ({"time": "reply", "below": "4 hours"}, {"time": "reply", "below": "5 hours"}, "looser"),
        ({"time": "reply", "at_most": "4 hours"}, {"time": "reply", "at_most": "239 minutes"}, "stricter"),
        ({"time": "reply", "at_most": "4 hours"}, {"time": "reply", "at_most": "4 business hours"}, "different"),
        ({"time": "reply", "at_most": "4 hours"}, {"time": "solution", "at_most": "4 hours"}, "different"),
        (
            {"time": "reply", "at_most": "4 hours"},
            {"time": "reply", "at_most": "4 hours", "statistic": "p90"},
            "different",
        ),
        ({"mean": "users", "at_least": 4.5}, {"mean": "users", "at_least": 4.6}, "stricter"),
        ({"escalated_to": "second", "below": "5%"}, {"escalated_to": "first", "below": "5%"}, "different"),
        ({"solved_with_replies": 1, "above": "5%"}, {"solved_with_replies": 2, "above": "5%"}, "different"),
        (
            {"met": "reply", "above": "95%"},
            {"met": "reply", "above": "95%", "at_level": "second"},
            "different",
        ),
        ({"met": "reply", "above": "95%"}, {"met": ["reply", "solution"], "above": "95%"}, "different"),
        ({"share": {"plan": "pro"}, "above": "5%"}, {"share": {"plan": "free"}, "above": "5%"}, "different"),
        ({"share": {"plan": "pro"}, "below": "5%"}, {"share": {"plan": "pro"}, "below": "6%"}, "looser"),
        ({"share": {"plan": "pro"}, "below": "5%"}, {"met": "reply", "below": "5%"}, "different"),
        ({"met": "reply", "below": "5%"}, {"share": {"plan": "pro"}, "below": "5%"}, "different"),
    ],
)
def test_another_measure_is_different_and_another_bound_of_one_measure_has_a_side(
    old: Any, new: Any, verdict: str
) -> None:
    """O5: under `below` and `at_most` the lower bound is the stricter one."""
    one, other = (changed("goals", "answered", to=goal) for goal in (old, new))
    change = only(compared(other, old=one))
    assert (change.part, change.name, str(change.verdict)) == ("goal", "answered", verdict)


def test_targets_of_a_goal_in_another_order_and_a_time_in_another_unit_are_no_change() -> None:
    """O5, D1."""
    one = changed(
        "goals", to={"a": {"met": ["reply", "solution"], "above": "5%"}, "b": {"time": "reply", "above": "PT2H"}}
    )
    other = changed(
        "goals", to={"b": {"time": "reply", "above": "120 minutes"}, "a": {"met": ["solution", "reply"], "above": "5%"}}
    )
    assert not compared(other, old=one)


def test_a_goal_follows_its_target_to_the_new_name() -> None:
    """O5."""
    one = changed("goals", "quick", to={"time": "reply", "below": "4 hours"})
    other = changed("goals", "quick", to={"time": "answer", "below": "4 hours"})
    other["goals"]["answered"]["met"] = "answer"
    other["targets"]["answer"] = other["targets"].pop("reply")
    other["escalation"]["rules"][0]["target"] = "answer"
    assert [str(each.part) for each in compared(other, old=one)] == ["target"]


def test_goals_are_told_in_their_words() -> None:
    """O5."""
    stricter = only(compared(changed("goals", "answered", "above", to="99%")))
    assert str(stricter) == "goal answered: stricter: reply kept: above 95% became reply kept: above 99%"
    assert (stricter.old, stricter.new) == ("reply kept: above 95%", "reply kept: above 99%")
    removed = only(compared(changed("goals", "answered")))
    assert str(removed) == "goal answered: removed: no longer a goal: reply kept: above 95%"
    assert (removed.old, removed.new) == ("reply kept: above 95%", None)
    added = only(compared(DESK, old=changed("goals", "answered")))
    assert str(added) == "goal answered: added: a new goal: reply kept: above 95%"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (SHOP, SHOP | {"goal": "99.95%"}, "stricter: 99.9% per month in UTC became 99.95% per month in UTC"),
        (
            SHOP,
            SHOP | {"calendar": "office"},
            "different: 99.9% per month in UTC became 99.9% per month in UTC, counted by office",
        ),
        (SHOP, {"goal": "99.9%", "per": "30 days"}, "different: 99.9% per month in UTC became 99.9% per 30 days"),
        (
            {"goal": "99.9%", "per": "30 days"},
            {"goal": "99%", "per": "30 days"},
            "looser: 99.9% per 30 days became 99% per 30 days",
        ),
        (
            {"goal": "99.9%", "per": "30 days"},
            {"goal": "99.9%", "per": "31 days"},
            "different: 99.9% per 30 days became 99.9% per 31 days",
        ),
        (None, SHOP, "added: a new goal: 99.9% per month in UTC"),
        (SHOP, None, "removed: no longer a goal: 99.9% per month in UTC"),
    ],
)
def test_a_promise_of_availability_is_told_in_its_words(old: Any, new: Any, line: str) -> None:
    """O4."""
    one, other = ({**DESK, "availability": {"shop": goal} if goal else {}} for goal in (old, new))
    assert str(only(compared(other, old=one))) == f"availability shop: {line}"


def test_a_promise_of_availability_counts_by_hours_and_not_by_a_name() -> None:
    """O4, T3."""
    counted = changed("availability", "shop", "calendar", to="office")
    counted["calendars"]["works"] = counted["calendars"]["office"]
    counted["calendars"]["late"] = {"tz": "UTC", "hours": {"mon-fri": "09:00-18:00"}}
    assert not compared(changed("availability", "shop", "calendar", to="works", of=counted), old=counted)
    other = changed("calendars", "late", "hours", to={"mon-fri": "09:00-19:00"}, of=counted)
    one, two = (changed("availability", "shop", "calendar", to="late", of=each) for each in (counted, other))
    assert str(only(compared(two, old=one))) == (
        "availability shop: different: 99.9% per month in UTC, counted by late by other hours"
    )


def test_past_the_bound_of_work_a_goal_of_other_tickets_is_undecided() -> None:
    """O5, C12."""
    one, other = (
        changed("goals", "answered", "when", to=when)
        for when in ({"plan": "pro"}, {"not": {"plan": {"not": "pro"}}, "users": {"ge": 1}})
    )
    change = only_of(compared(other, old=one, effort=0), "goal")
    assert str(change).startswith("goal answered: undecided: reply kept, where plan is pro: above 95% became ")
    measured = changed("goals", "answered", "above", to="96%", of=other)
    assert only_of(compared(measured, old=one, effort=0), "goal").verdict == "undecided"
    level = changed("goals", "answered", "at_level", to="second", of=other)
    assert only_of(compared(level, old=one, effort=0), "goal").verdict == "different"
