"""The values of a fact that conditions can tell apart: all of them, and one of each kind (C12)."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from slapolicy.conditions import condition
from slapolicy.facts import fact_type
from slapolicy.tickets import Value, value
from slapolicy.witnesses.cells import Cells, cells_of
from slapolicy.witnesses.gaps import instants_apart, numbers_apart

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def cells(*contents: Any, declared: Any = None) -> Cells:
    tests = [test for content in contents for test in condition({"a": content}).tests()]
    return cells_of(tests, None if declared is None else fact_type(declared))


@pytest.mark.parametrize(
    ("contents", "declared", "values"),
    [
        (["pro", ["free", "pro"]], None, ("pro", "free", "something else")),
        (["something else"], None, ("something else", "something else 2")),
        (["something else", "something else 2"], "text", ("something else", "something else 2", "something else 3")),
        (["pro"], {"one_of": ["free", "pro", "free"]}, ("free", "pro")),
        ([True], None, (False, True)),
        (["yes"], "boolean", (False, True)),
        ([{"present": True}], None, ("something else",)),
        ([{"present": True}], "number", (0,)),
        ([{"present": True}], "instant", (datetime(1970, 1, 1, tzinfo=UTC),)),
        ([{"present": True}], "list", ((),)),
        ([3, {"lt": 3}, Decimal("3.0")], None, (2, 3, 4)),
        ([3], {"one_of": [3, 1]}, (3, 1)),
        ([{"ge": NOON.isoformat()}], None, (NOON - timedelta(days=1), NOON, NOON + timedelta(days=1))),
        ([{"has": "vip"}], None, ((),)),
        (["vip", {"has": "vip"}, True, {"gt": 1}], None, ("vip", "something else", (), False, True, 0, 1, 2)),
        ([{"gt": 1}], "text", ("something else",)),
    ],
)
def test_the_values_of_a_fact(contents: list[Any], declared: Any, values: tuple[Value, ...]) -> None:
    """C12: absent first; declared, or of the kinds that it is compared with."""
    assert cells(*contents, declared=declared).values == (None, *values)


@pytest.mark.parametrize(
    ("contents", "declared", "items"),
    [
        ([{"has": ["vip", "eu"]}, {"has": "vip"}], None, ("vip", "eu")),
        ([{"has": ["vip", "eu"]}], {"many_of": ["eu", "us"]}, ("eu",)),
        ([{"has": [1, True]}], None, (1, True)),  # true is not 1
        ([{"has": "vip"}], "text", ()),
        (["vip"], None, ()),
    ],
)
def test_the_items_that_a_list_may_have(contents: list[Any], declared: Any, items: tuple[Value, ...]) -> None:
    """C12: those that conditions ask for, as far as the declared type allows them."""
    found = cells(*contents, declared=declared).items
    assert [(type(item), item) for item in found] == [(type(item), item) for item in items]


@pytest.mark.parametrize(
    ("contents", "declared", "rising"),
    [
        (["low"], {"one_of": ["high", "middle", "low"]}, ["low", "middle", "high"]),  # highest first, as written
        ([1], {"one_of": [1, 3, 2]}, [2, 3, 1]),
        ([{"gt": 1}], None, [0, 1, 2]),
        ([True], None, [False, True]),
        (["low"], None, []),
        (["low", 1], None, []),
        ([{"has": "a"}], {"many_of": ["a", "b"]}, []),
    ],
)
def test_the_order_of_values(contents: list[Any], declared: Any, rising: list[Value]) -> None:
    """M1, M4: from the lowest to the highest, where there is an order."""
    found = cells(*contents, declared=declared)
    assert [found.values[place] for place in found.rising] == rising


@pytest.mark.parametrize(
    ("constants", "expected"),
    [
        ([], (0,)),
        ([1, 3], (0, 1, 2, 3, 4)),
        ([2, 1], (0, 1, Decimal("1.1"), 2, 3)),
        ([Decimal("-0.5")], (-1, Decimal("-0.5"), 0)),
        ([Decimal("0.25"), Decimal("0.26")], (0, Decimal("0.25"), Decimal("0.251"), Decimal("0.26"), 1)),
        ([Decimal("-1.5"), -1], (-2, Decimal("-1.5"), Decimal("-1.4"), -1, 0)),
    ],
)
def test_a_number_of_each_gap(constants: list[int | Decimal], expected: tuple[int | Decimal, ...]) -> None:
    """C12: whole where one is there, else with the fewest decimals."""
    assert numbers_apart(constants) == expected


@pytest.mark.parametrize(
    "constants",
    [
        [2**1024 - 1],
        [-(2**1024) + 1],
        [Decimal(10**309 - 1), Decimal(1 - 10**309)],
        [Decimal("1e-308"), Decimal("-1e-308"), 0],
        [Decimal("1e-308"), Decimal("2e-308")],
        [Decimal("0." + "1" * 60), Decimal("0." + "1" * 60 + "1")],
    ],
)
def test_gaps_at_the_edges_of_all_numbers(constants: list[int | Decimal]) -> None:
    """C12: every number that is given is a value, in order; next to the smallest there is no gap."""
    found = numbers_apart(constants)
    assert [value(each) for each in found] == list(found)
    assert list(found) == sorted(set(found))
    assert set(constants) < set(found)
    beside_zero = {Decimal("1e-308"), Decimal(0)} <= set(constants)
    assert len(found) == 2 * len(constants) + (-1 if beside_zero else 1)


def test_a_constant_past_all_numbers_has_nothing_beyond_it() -> None:
    """C12: no document can hold it, and a condition made by hand is no reason to search for ever."""
    assert numbers_apart([Decimal("-1e309")]) == (Decimal("-1e309"), Decimal(1 - 10**309))
    assert numbers_apart([Decimal("1e309")]) == (Decimal(10**309 - 1), Decimal("1e309"))


@pytest.mark.parametrize(
    ("constants", "count"),
    [
        ([], 1),
        ([NOON], 3),
        ([NOON, NOON + TICK], 4),  # nothing lies between
        ([NOON, NOON + 2 * TICK], 5),
        ([datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)], 3),  # nothing lies beyond (T10)
        ([datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=UTC)], 3),
    ],
)
def test_an_instant_of_each_gap(constants: list[datetime], count: int) -> None:
    """C12, T2, T10: to the microsecond, from 1970 to 2200."""
    found = instants_apart(constants)
    assert len(found) == count
    assert list(found) == sorted(set(found))
    assert set(constants) <= set(found)
    assert [value(each) for each in found] == list(found)
