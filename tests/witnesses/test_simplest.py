"""The simplest facts are those with the fewest, and only then those with the first values (C12, M4)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from slapolicy.conditions import condition
from slapolicy.facts import fact_types
from slapolicy.witnesses import UNDECIDED, Effort, Spent, witness
from slapolicy.witnesses.gaps import instants_apart


def seen(*hold: Any, fail: tuple[Any, ...] = (), **types: Any) -> dict[str, Any] | None:
    found = witness(map(condition, hold), map(condition, fail), types=fact_types(types))
    assert found is not UNDECIDED
    return None if found is None else dict(found)


@pytest.mark.parametrize(
    ("documents", "facts"),
    [
        ([{"a": {"present": False}, "b": 1}], {"b": 1}),  # absent is a value like any other
        ([{"any": [{"a": 2}, {"a": 1, "b": 1}]}], {"a": 2}),  # a second value, rather than a second fact
        ([{"any": [{"a": 2}, {"a": 1}]}], {"a": 1}),  # numbers rise
        ([{"any": [{"a": 1}, {"a": 2}]}], {"a": 1}),
        ([{"any": [{"a": 1, "b": 1, "c": 1}, {"d": 1, "e": 1}]}], {"d": 1, "e": 1}),  # two facts, rather than three
        ([{"not": {"a": 2, "b": 2}}, {"any": [{"c": 1, "d": 1, "e": 1}, {"a": 1, "b": 1}]}], {"a": 1, "b": 1}),
        ([{"any": [{"a": 1, "b": 1}, {"a": 2, "c": 1}]}], {"a": 1, "b": 1}),  # the fact that is named first, first
        ([{"any": [{"a": "y", "b": 1}, {"a": "x", "b": 2}]}], {"a": "y", "b": 1}),  # texts are as they are named
        ([{"any": [{"a": 1}, {"b": 1}]}, {"any": [{"b": 1}, {"c": 1}]}], {"b": 1}),  # one fact that serves twice
    ],
)
def test_the_fewest_facts_and_then_the_first_values(documents: list[Any], facts: dict[str, Any]) -> None:
    """C12."""
    assert seen(*documents) == facts


@pytest.mark.parametrize(
    ("document", "facts"),
    [
        ({"any": [{"a": "y", "b": 2}, {"a": "x", "b": 2}]}, {"a": "x", "b": 2}),
        ({"any": [{"a": ["x", "y"], "b": 2}, {"a": "y", "b": 1}]}, {"a": "x", "b": 2}),  # `a` is settled before `b` is
    ],
)
def test_listed_values_come_in_their_order(document: Any, facts: dict[str, Any]) -> None:
    """C12: fact by fact."""
    assert seen(document, a={"one_of": ["x", "y"]}, b={"one_of": [1, 2]}) == facts


def test_a_way_that_was_tried_leaves_the_others_as_they_are() -> None:
    """C12: `a` is x or y; as x it needs `c`, as y it needs `b`, and it may be that `c` can't be what x asks for."""
    either, as_x = {"any": [{"a": "x"}, {"b": 1}]}, {"any": [{"a": {"not": "x"}}, {"c": 1}]}
    assert seen({"a": ["x", "y"]}, either, as_x) == {"a": "x", "c": 1}
    as_x_too = {"any": [{"a": {"not": "x"}}, {"c": 2}]}
    assert seen({"a": ["x", "y"]}, either, as_x, as_x_too) == {"a": "y", "b": 1}


def test_what_must_fail_fails_in_every_part() -> None:
    """C12: of an `any`, all; of an `all`, one."""
    given = {"a": {"present": True}, "b": {"present": True}}
    both: list[Any] = [{"a": True}, {"b": True}]
    assert seen(given, fail=({"any": both},)) == {"a": False, "b": False}
    assert seen(given, {"a": True}, fail=({"all": both},)) == {"a": True, "b": False}
    assert seen(given, fail=({"any": [{"not": {"a": True}}, {"b": True}]},)) == {"a": True, "b": False}


def test_an_instant_just_before_the_last_one() -> None:
    """T10: only the last instant is later than it."""
    last = datetime(2200, 1, 1, tzinfo=UTC)
    before = last - timedelta(microseconds=1)
    assert instants_apart([before])[1:] == (before, last)
    assert instants_apart([last])[1:] == (last,)


def test_work_may_be_spent_to_the_last_step() -> None:
    """M4: a share is a whole number of steps, and only one step more is too many."""
    share = Effort(100).share(3)
    share.spend(33)
    assert share.left == 0
    with pytest.raises(Spent):
        share.spend(1)
