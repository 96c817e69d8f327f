"""Facts of which conditions hold, or the proof that there are none (C12, M4)."""

from decimal import Decimal
from itertools import product
from random import Random
from typing import Any

import pytest

from slapolicy._model import FrozenMap
from slapolicy.conditions import Condition, condition
from slapolicy.facts import fact_types
from slapolicy.witnesses import UNDECIDED, Effort, Spent, witness


def seen(*hold: Any, fail: tuple[Any, ...] = (), **types: Any) -> dict[str, Any] | None:
    found = witness(map(condition, hold), map(condition, fail), types=fact_types(types))
    assert found is not UNDECIDED
    return None if found is None else dict(found)


@pytest.mark.parametrize(
    ("document", "facts"),
    [
        ({}, {}),
        ({"a": {"present": False}}, {}),
        ({"a": {"not": 1}}, {}),  # an absent fact equals nothing
        ({"a": {"present": True}}, {"a": "something else"}),
        ({"a": {"gt": 5, "lt": 7, "not": 6}}, {"a": 5.5}),
        ({"a": {"has": "x"}}, {"a": ("x",)}),
        ({"a": {"has": "x"}, "not": {"a": {"has": "y"}}}, {"a": ("x",)}),
        ({"all": [{"a": {"has": "x"}}, {"a": {"has": "y"}}]}, {"a": ("x", "y")}),
        ({"a": {"present": True}, "not": {"a": {"has": "x"}}}, {"a": ()}),
        ({"a": 1, "not": {"a": {"has": "x"}}}, {"a": 1}),  # a number has no items
        ({"any": [{"a": 1, "b": 1}, {"c": 1}]}, {"c": 1}),
        ({"any": [{"a": 1}, {"c": 1}]}, {"c": 1}),  # absent comes before every value, fact by fact
        ({"not": {"all": [{"a": {"ge": 1}}, {"a": {"present": True}}]}, "b": True}, {"b": True}),
    ],
)
def test_the_simplest_facts_of_which_a_condition_holds(document: Any, facts: dict[str, Any] | None) -> None:
    """C12: as few facts as possible, each with its first value."""
    found = seen(document)
    assert found is not None
    assert condition(document).holds(found)
    if facts != {"a": 5.5}:
        assert found == facts
    else:
        assert 5 < found["a"] < 7


@pytest.mark.parametrize(
    ("document", "types"),
    [
        ({"a": {"gt": 5, "lt": 5}}, {}),
        ({"all": [{"a": 1}, {"a": True}]}, {}),  # true is not 1
        ({"a": "x", "not": {"a": {"present": True}}}, {}),
        ({"a": "x"}, {"a": {"one_of": ["y"]}}),
        ({"a": {"has": "x"}}, {"a": {"many_of": ["y"]}}),
        ({"a": {"has": ["x", "y"]}, "not": {"any": [{"a": {"has": "x"}}, {"b": 1}]}}, {}),
        ({"any": [{"a": 1, "not": {"a": 1}}, {"b": 2, "not": {"b": 2}}]}, {}),
        ({"not": {}}, {}),
    ],
)
def test_there_are_no_such_facts(document: Any, types: dict[str, Any]) -> None:
    """C12: and their type may be why."""
    assert seen(document, **types) is None


def test_conditions_that_hold_and_others_that_do_not() -> None:
    """C12."""
    assert seen({"plan": "pro"}, fail=({"users": {"le": 10}},), users="number") == {"plan": "pro"}
    assert seen({"plan": "pro", "users": {"present": True}}, fail=({"users": {"le": 10}},)) == {
        "plan": "pro",
        "users": 11,
    }
    assert seen({"plan": "pro"}, fail=({"plan": ["free", "pro"]},)) is None


def test_a_hole_among_many_is_found_and_no_hole_is_proved() -> None:
    """C12: five facts, of which no two may be a, b, c or d alike: impossible with four values, and not with five."""
    facts = "uvwxy"
    same = [{one: level, other: level} for one, other in product(facts, facts) if one < other for level in "abcd"]
    given = [{fact: {"present": True}} for fact in facts]
    four = {"one_of": list("abcd")}
    assert seen(*given, fail=tuple(same), **dict.fromkeys(facts, four)) is None
    five = {"one_of": list("abcde")}
    found = seen(*given, fail=tuple(same), **dict.fromkeys(facts, five))
    assert found is not None
    assert all(condition(each).holds(found) for each in given)
    assert not any(condition(each).holds(found) for each in same)


def hard() -> tuple[list[Condition], list[Condition]]:
    """Eleven pigeons and ten holes: true, and long to prove."""
    pigeons = [f"p{number}" for number in range(11)]
    given = [condition({pigeon: list(range(10))}) for pigeon in pigeons]
    pairs = [(one, other) for one, other in product(pigeons, pigeons) if one < other]
    return given, [condition({one: hole, other: hole}) for one, other in pairs for hole in range(10)]


def test_past_the_bound_of_work_the_answer_is_undecided() -> None:
    """M4: neither yes nor no; the bound is counted, so it is the same everywhere."""
    hold, fail = hard()
    assert witness(hold, fail, effort=20_000) is UNDECIDED
    found = witness(hold[:3], fail)
    assert isinstance(found, FrozenMap)
    assert dict(found) == {"p0": 0, "p1": 1, "p2": 2}


def test_what_was_found_before_the_bound_is_the_answer_though_simpler_ones_may_exist() -> None:
    """M4: a little more work finds facts, much more finds the simplest."""
    documents = [{"any": [{f"a{n}": 1}, {"c": 1}]} for n in range(20)]
    held = list(map(condition, documents))
    assert witness(held, effort=10) is UNDECIDED
    early, late = witness(held, effort=1_500), witness(held)
    assert isinstance(early, FrozenMap)
    assert isinstance(late, FrozenMap)
    assert all(each.holds(early) for each in held)
    assert len(early) > 1
    assert dict(late) == {"c": 1}


def test_effort_is_taken_from_the_whole() -> None:
    """M4."""
    whole = Effort(100)
    part = whole.share(4)
    part.spend(20)
    assert (part.left, whole.left) == (5, 80)
    with pytest.raises(Spent):
        part.spend(6)
    assert whole.left == 74


VALUES: dict[str, list[Any]] = {
    "a": [None, "x", "y", "z"],
    "b": [None, False, True],
    "n": [None, 0, 1, Decimal("1.5"), 2, 3],
    "t": [None, (), ("p",), ("q",), ("p", "q")],
}
TYPES: dict[str, Any] = {"a": {"one_of": ["x", "y", "z"]}, "b": "boolean", "n": "number", "t": "list"}
TESTS: dict[str, list[Any]] = {
    "a": ["x", ["y", "z"], {"not": "x"}, "w"],
    "b": [True, False],
    "n": [1, {"gt": 1}, {"le": 2}, {"ge": 1, "lt": 2}],
    "t": [{"has": "p"}, {"has": ["p", "q"]}],
}


def a_document(chance: Random, depth: int) -> dict[str, Any]:
    if depth and chance.random() < 0.6:
        form = chance.choice(["all", "any", "not"])
        inner = [a_document(chance, depth - 1) for _ in range(chance.randint(2, 3))]
        return {form: inner[0] if form == "not" else inner}
    fact = chance.choice(list(TESTS))
    return {fact: chance.choice([*TESTS[fact], {"present": chance.random() < 0.5}])}


def test_random_conditions_have_facts_exactly_where_trying_all_of_them_finds_some(
    request: pytest.FixtureRequest,
) -> None:
    """C12, M4: and the answer is one with the fewest facts."""
    chance = Random(12)
    every = [
        {fact: each for fact, each in zip(VALUES, row, strict=True) if each is not None}
        for row in product(*VALUES.values())
    ]
    without = 0
    for _ in range(10_000 if request.config.getoption("--long") else 800):
        documents = [a_document(chance, 3) for _ in range(chance.randint(1, 4))]
        split = chance.randint(0, len(documents))
        hold, fail = list(map(condition, documents[:split])), list(map(condition, documents[split:]))
        counts = [
            len(facts)
            for facts in every
            if all(each.holds(facts) for each in hold) and not any(each.holds(facts) for each in fail)
        ]
        found = witness(hold, fail, types=fact_types(TYPES))
        assert found is not UNDECIDED
        if found is None:
            without += 1
            assert counts == []
        else:
            assert all(each.holds(found) for each in hold)
            assert not any(each.holds(found) for each in fail)
            assert len(found) == min(counts)
    assert without > 15
