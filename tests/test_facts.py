"""Facts may be declared with a type: comparisons are checked against it, and texts are read by it (C12)."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from slapolicy import Policy, PolicyError
from slapolicy.conditions import condition
from slapolicy.facts import FactKind, FactType, fact_type, implied_types


@pytest.mark.parametrize(
    ("document", "read", "unreadable"),
    [
        ("text", {"a b": "a b", " 7 ": "7"}, []),
        ("boolean", {"true": True, "No": False, "YES": True}, ["1", "", "maybe"]),
        ("number", {"7": 7, "-1.50": Decimal("-1.5")}, ["1e400", "NaN", "Infinity", "1" * 31, "seven", ""]),
        ("instant", {"2026-03-06T12:00:00Z": datetime(2026, 3, 6, 12, tzinfo=UTC)}, ["2026-03-06T12:00:00", "noon"]),
        ("list", {"a; b": ("a", "b"), "": (), "a;;": ("a",)}, []),
        ({"one_of": ["basic", "pro"]}, {"pro": "pro"}, ["Pro", "team"]),
        ({"one_of": [1, 2.5]}, {"1": 1, "2.50": Decimal("2.5")}, ["3", "x"]),
        ({"many_of": ["vip", "eu"]}, {"eu;vip": ("eu", "vip")}, ["us", "vip;us"]),
        ({"many_of": [1, 2]}, {"1; 2": (1, 2)}, ["3", "x"]),
        ({"arrived_during": ["office", "always"]}, {"office": "office"}, ["night", ""]),
    ],
)
def test_texts_are_read_by_the_type(document: Any, read: dict[str, Any], unreadable: list[str]) -> None:
    """C12: a cell of a table becomes the value that conditions compare."""
    of = fact_type(document)
    assert {text: of.read(text) for text in read} == read
    for text in unreadable:
        with pytest.raises(ValueError, match="is not"):
            of.read(text)
    assert fact_type(of.document()) == of
    assert fact_type(of) is of


@pytest.mark.parametrize(
    ("document", "accepted", "refused"),
    [
        ("text", ["a"], [True, 1, ("a",), None]),
        ("boolean", [True], ["true", 1]),
        ("number", [1, Decimal("1.5")], [True, "1"]),
        ("instant", [datetime(2026, 3, 6, tzinfo=UTC)], ["2026-03-06T00:00:00Z"]),
        ("list", [("a", 1), ()], ["a"]),
        ({"one_of": [True]}, [True], [False, 1]),
        ({"many_of": ["a"]}, [("a", "a"), ()], [("a", "b"), "a"]),
    ],
)
def test_what_a_type_accepts(document: Any, accepted: list[Any], refused: list[Any]) -> None:
    """C12: true is not 1."""
    of = fact_type(document)
    assert [given for given in accepted if not of.accepts(given)] == []
    assert [given for given in refused if of.accepts(given)] == []


@pytest.mark.parametrize(
    ("document", "code", "remedy"),
    [
        ("bolean", "unknown-type", "write `boolean`"),
        (7, "wrong-type", ""),
        ({"one_of": []}, "wrong-type", ""),
        ({"one_of": ["a", 1]}, "wrong-type", ""),
        ({"one_of": [None]}, "wrong-type", ""),
        ({"many_of": "a"}, "wrong-type", ""),
        ({"any_of": ["a"]}, "wrong-type", ""),
        ({"one_of": [datetime(2026, 3, 6, tzinfo=UTC)]}, "wrong-type", ""),
        ({"arrived_during": "office"}, "wrong-type", ""),
        ({"arrived_during": []}, "wrong-type", ""),
        ({"arrived_during": ["office", "office"]}, "wrong-type", ""),
        ({"arrived_during": ["office", 1]}, "wrong-type", ""),
    ],
)
def test_what_is_no_type(document: Any, code: str, remedy: str) -> None:
    """P3."""
    with pytest.raises(PolicyError) as refused:
        fact_type(document)
    assert [(fault.code, fault.remedy) for fault in refused.value.faults] == [(code, remedy)]


def policy_with(facts: dict[str, Any], when: Any) -> Policy:
    """A policy that compares facts in the condition of a limit."""
    limits = [{"when": when, "limit": "2 hours"}]
    return Policy.from_dict(
        {"slapolicy": 1, "name": "x", "facts": facts, "targets": {"t": {"stop": "resolved", "within": limits}}}
    )


@pytest.mark.parametrize(
    ("declared", "comparison"),
    [
        ("boolean", True),
        ("text", ["a", "b"]),
        ("number", {"gt": 1000}),
        ("number", 5),
        ("instant", {"lt": "2026-03-06T12:00:00Z"}),
        ("list", {"has": "vip"}),
        ({"one_of": ["basic", "pro"]}, {"not": "pro"}),
        ({"one_of": [1, 5]}, {"ge": 3}),
        ({"many_of": ["vip", "eu"]}, {"has": ["vip"]}),
        ({"many_of": [1, 2]}, {"has": 1}),
        ("boolean", {"present": False}),
    ],
)
def test_comparisons_of_the_declared_type_are_fine(declared: Any, comparison: Any) -> None:
    """C12."""
    assert policy_with({"f": declared}, {"f": comparison}).facts["f"] == fact_type(declared)


@pytest.mark.parametrize(
    ("declared", "comparison", "remedy"),
    [
        ("boolean", "yes", ""),
        ("number", "1000", ""),
        ("number", {"gt": "2026-03-06T12:00:00Z"}, ""),
        ("text", {"gt": 1000}, ""),
        ("text", {"has": "x"}, ""),
        ("list", "vip", ""),
        ({"one_of": ["basic", "pro"]}, "prob", "write `pro`"),
        ({"many_of": ["vip", "eu"]}, {"has": "vipp"}, "write `vip`"),
        ({"many_of": [1, 2]}, {"has": 3}, ""),
    ],
)
def test_comparisons_of_another_type_are_faults_when_the_policy_is_loaded(
    declared: Any, comparison: Any, remedy: str
) -> None:
    """C12, P3: with the place and the nearest value that is allowed."""
    with pytest.raises(PolicyError) as refused:
        policy_with({"f": declared}, {"f": comparison})
    (fault,) = refused.value.faults
    assert (fault.code, fault.place, fault.remedy) == ("wrong-comparison", "targets.t.within[0].when.f", remedy)


def test_undeclared_facts_get_the_type_that_all_comparisons_imply() -> None:
    """C12: a fact that is compared in two ways has none; a declared one keeps its own."""
    conditions = [
        condition({"refund": {"gt": 5}, "vip": True, "tags": {"has": "x"}, "eta": {"lt": "2026-03-06T12:00:00Z"}}),
        condition({"plan": "pro", "mixed": 1, "asked": {"present": True}, "seats": "many"}),
        condition({"mixed": "one"}),
    ]
    implied = implied_types(conditions, {"seats": FactType(FactKind.TEXT), "declared": FactType(FactKind.NUMBER)})
    assert {name: str(of.kind) for name, of in implied.items()} == {
        "refund": "number",
        "vip": "boolean",
        "tags": "list",
        "eta": "instant",
        "plan": "text",
        "seats": "text",
        "declared": "number",
    }


def test_types_in_words() -> None:
    """P3: what a fault names as allowed."""
    assert fact_type({"one_of": ["a", "b"]}).words() == "one of `a`, `b`"
    assert fact_type({"many_of": ["a"]}).words() == "a list of `a`"
    assert [FactType(kind).words() for kind in FactKind] == [
        "a text",
        "true or false",
        "a number",
        "an instant with its offset",
        "a list, separated by `;`",
    ]
