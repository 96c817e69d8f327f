"""The levels of two ladders, and what holds of all of them (E1, E5, E6)."""

from typing import Any

import pytest

from analysis.desk import DESK, Document, changed, compared, only
from slapolicy.analysis.diffs import Change

FIRST, SECOND = DESK["escalation"]["levels"]
THIRD = {"name": "third", "owner": "desk"}
CHOSEN = {"name": "first", "owner": [{"during": "office", "owner": "desk"}, {"owner": "boss"}]}


def levels(*given: Document, **parts: Any) -> Document:
    return changed("escalation", to={**DESK["escalation"], **parts, "levels": [*given]})


def lines(change: Change) -> tuple[str, str, str]:
    return change.name, str(change.verdict), change.sentence


def test_e1_a_level_of_one_ladder_only() -> None:
    added = only(compared(levels(FIRST, SECOND, THIRD)))
    assert lines(added) == ("level third", "added", "a new level")
    removed = only(compared(DESK, old=levels(FIRST, SECOND, THIRD)))
    assert lines(removed) == ("level third", "removed", "no longer a level")


def test_e1_levels_in_another_order_are_told_once_among_those_of_both() -> None:
    found = compared(levels(SECOND, FIRST, THIRD))
    assert [lines(each) for each in found] == [
        ("level third", "added", "a new level"),
        ("levels", "different", "first, second became second, first"),
    ]
    assert len(found.changes[1].witnesses) == 1


@pytest.mark.parametrize(
    ("old", "new", "key", "sentence"),
    [
        ({}, {"when": {"plan": "pro"}}, "", "it was for every ticket, and is for tickets where plan is pro"),
        (
            {"when": {"plan": "pro"}},
            {},
            "",
            "it was for tickets where plan is pro, and is for every ticket",
        ),
        ({}, {"owner": "boss"}, ".owner", "owner desk became boss"),
        ({}, {"kind": "functional"}, ".kind", "nothing became functional"),
        ({"kind": "functional"}, {}, ".kind", "functional became nothing"),
        ({}, {"respond": "1 hour"}, ".respond", "nothing became 1 hour"),
        ({"respond": "1 hour"}, {}, ".respond", "1 hour became nothing"),
    ],
)
def test_e1_each_part_of_a_level_is_told_by_itself(old: Any, new: Any, key: str, sentence: str) -> None:
    change = only(compared(levels(FIRST | new, SECOND), old=levels(FIRST | old, SECOND)))
    assert lines(change) == (f"level first{key}", "different", sentence)


def test_e1_who_owns_a_ticket_while_a_calendar_is_open() -> None:
    """Monday 10:00 is in office hours: the desk has it, where the boss had."""
    change = only(compared(levels(CHOSEN, SECOND), old=levels(FIRST | {"owner": "boss"}, SECOND)))
    assert lines(change) == ("level first.owner", "different", "owner boss became desk")
    assert [dict(event.facts) for event in change.witnesses[0].ticket] == [{}]


def test_e1_a_calendar_is_what_it_is_under_another_name() -> None:
    named = {"name": "first", "owner": [{"during": "works", "owner": "desk"}, {"owner": "boss"}]}
    works = changed("calendars", "works", to=DESK["calendars"]["office"], of=levels(named, SECOND))
    assert not compared(works, old=levels(CHOSEN, SECOND))
    late = changed("calendars", "works", to={"tz": "UTC", "hours": {"mon-fri": "09:00-18:00"}}, of=works)
    told = [lines(each) for each in compared(late, old=levels(CHOSEN, SECOND))]
    assert told == [
        ("level first.owner", "different", "owner desk became boss"),
        ("level first.owner", "different", "owner boss became desk"),
    ]


def test_e1_two_calendars_of_one_level_are_two_facts() -> None:
    """Open in the one and closed in the other, in whichever order they are asked."""
    late = {"tz": "UTC", "hours": {"mon-fri": "12:00-20:00"}}
    rows = [{"during": "office", "owner": "desk"}, {"during": "late", "owner": "boss"}]
    one, other = (
        changed("calendars", "late", to=late, of=levels({"name": "first", "owner": owner}, SECOND))
        for owner in (rows, rows[::-1])
    )
    assert lines(only(compared(other, old=one))) == ("level first.owner", "different", "owner desk became boss")
    none = changed("calendars", "late", to=late, of=levels({"name": "first", "owner": rows[:1]}, SECOND))
    assert lines(only(compared(none, old=one))) == ("level first.owner", "different", "owner boss became nobody")
    assert lines(only(compared(one, old=none))) == ("level first.owner", "different", "owner nobody became boss")


def test_e1_who_owns_a_ticket_of_some_facts() -> None:
    rows = [{"when": {"plan": "pro"}, "during": "office", "owner": "boss"}, {"owner": "desk"}]
    change = only(compared(levels({"name": "first", "owner": rows}, SECOND)))
    assert lines(change) == ("level first.owner", "different", "owner desk became boss; seen with plan: pro")
    assert change.witness is not None
    assert change.witness.events[0].facts == {"plan": "pro"}


def test_e1_past_the_bound_of_work_another_owner_is_undecided() -> None:
    """C12."""
    rows = [{"when": {"plan": "pro", "users": 1}, "owner": "boss"}, {"owner": "desk"}]
    found = compared(levels({"name": "first", "owner": rows}, SECOND), effort=0)
    changes = found.of("escalation", "level first.owner")
    assert {str(each.verdict) for each in changes} == {"undecided"}
    assert lines(changes[0])[1:] == (
        "undecided",
        "owner desk became boss; not found out within the bound of work whether that matters",
    )


@pytest.mark.parametrize(
    ("key", "old", "new", "sentence"),
    [
        ("routed", None, "on_arrival", "when_reached became on_arrival"),
        ("empty", None, "wait", "skip became wait"),
        ("passes", None, 2, "1 became 2"),
        ("acknowledged_for", None, "1 hour", "nothing became 1 hour"),
        ("acknowledged_for", "1 hour", "2 hours", "1 hour became 2 hours"),
    ],
)
def test_e1_what_holds_of_all_levels(key: str, old: Any, new: Any, sentence: str) -> None:
    """E1, E5, E6."""
    one, other = (levels(CHOSEN, SECOND, **({key: value} if value else {})) for value in (old, new))
    assert lines(only(compared(other, old=one))) == (key, "different", sentence)


def test_e1_when_calendars_are_asked_means_nothing_where_none_is() -> None:
    assert not compared(levels(FIRST, SECOND, routed="on_arrival"))
    asked = [lines(each) for each in compared(levels(CHOSEN, SECOND, routed="on_arrival"))]
    assert ("routed", "different", "when_reached became on_arrival") in asked
    asked = [lines(each) for each in compared(levels(FIRST, SECOND, routed="on_arrival"), old=levels(CHOSEN, SECOND))]
    assert ("routed", "different", "when_reached became on_arrival") in asked


def test_e1_a_time_of_the_ladder_counts_by_the_hours_of_the_policy() -> None:
    """E1, E4, E5: an hour that elapses does not."""
    later = {"tz": "UTC", "hours": {"mon-fri": "09:00-18:00"}}
    for key, level in (("acknowledged_for", {}), (None, {"respond": "2 business hours"})):
        one = levels(FIRST | level, SECOND, **({key: "2 business hours"} if key else {}))
        other = changed("calendars", "office", to=later, of=one)
        name = key or "level first.respond"
        (change,) = compared(other, old=one, years=(2026, 2026)).of("escalation")
        assert lines(change) == (name, "different", "2 business hours by other hours")
    one = levels(FIRST | {"respond": "2 hours"}, SECOND, acknowledged_for="1 hour")
    other = changed("calendars", "office", to=later, of=one)
    assert not compared(other, old=one, years=(2026, 2026)).of("escalation")


def test_e2_a_ladder_of_one_policy_only() -> None:
    without = changed("escalation")
    added, removed = only(compared(DESK, old=without)), only(compared(without))
    assert lines(added) == ("ladder", "added", "tickets climb a ladder now")
    assert lines(removed) == ("ladder", "removed", "there is no ladder any more")
    nobody, desk = "nobody at no level", "desk at first; Mon 2026-01-05 10:00 +00:00 created: desk at first"
    assert [each.old for each in added.witnesses] == [nobody]
    assert [str(each.new)[: len(desk)] for each in added.witnesses] == [desk]
    assert [each.new for each in removed.witnesses] == [nobody]
    assert not compared(without, old=without | {"name": "other"})
