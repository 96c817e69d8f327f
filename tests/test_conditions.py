"""Conditions are data, total, and every fault in them is told (C12, P1, P2, P3)."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from slapolicy import Event, PolicyError, Ticket
from slapolicy.conditions import ALWAYS_HOLDS, Not, condition
from slapolicy.tickets import value

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)


def holds(document: Any, **facts: object) -> bool:
    return condition(document).holds({name: value(given) for name, given in facts.items() if given is not None})


@pytest.mark.parametrize(
    ("document", "true_of", "false_of"),
    [
        ({"plan": "pro"}, ["pro"], ["basic", None, True, ["pro"]]),
        ({"plan": ["pro", "team"]}, ["pro", "team"], ["basic", None]),
        ({"plan": {"in": ["pro", "team"]}}, ["pro", "team"], ["basic", None]),
        ({"plan": {"not": "pro"}}, ["basic", None, 7], ["pro"]),
        ({"plan": {"not": ["pro", "team"]}}, ["basic", None], ["pro", "team"]),
        ({"plan": {"not_in": ["pro", "team"]}}, ["basic", None], ["pro", "team"]),
        ({"plan": True}, [True], [False, 1, "true", None]),
        ({"plan": False}, [False], [True, 0, None]),  # absent is not false
        ({"plan": 1}, [1, 1.0, Decimal("1.00")], [True, "1", None]),
        ({"plan": 0.1}, [0.1, Decimal("0.1")], [0.1 + 1e-9, "0.1"]),
        ({"plan": {"gt": 1000}}, [1000.01, 1001], [1000, 999, None, "2000", True, NOON, [2000]]),
        ({"plan": {"ge": 1000.5}}, [1000.5, Decimal("1000.50"), 1001], [1000, None, True]),
        ({"plan": {"lt": 1}}, [0, -5, 0.99], [1, None, False, "0"]),  # false is no number
        ({"plan": {"le": Decimal("1")}}, [1, 0], [1.01, None, True]),
        ({"plan": {"gt": 1, "le": 5}}, [2, 5], [1, 6, None]),
        (
            {"plan": {"ge": "2026-03-06T13:00:00+01:00"}},
            [NOON],
            [NOON.replace(hour=11), None, 7, "2026-03-07T00:00:00Z"],
        ),
        ({"plan": {"has": "vip"}}, [["vip", "eu"], {"vip"}], [["eu"], [], "vip", None]),
        ({"plan": {"has": ["vip", "eu"]}}, [["vip", "eu", "x"]], [["vip"], None]),
        ({"plan": {"has": 1}}, [[1, 2]], [[True], ["1"]]),
        ({"plan": {"present": True}}, ["x", False, 0, []], [None]),
        ({"plan": {"present": False}}, [None], ["x", False]),
        ({"plan": date(2026, 3, 6)}, [date(2026, 3, 6), "2026-03-06"], [NOON, None]),
        ({}, ["x", None], []),
        ({"not": {"plan": "pro"}}, ["basic", None], ["pro"]),
        ({"all": [{"plan": {"ge": 1}}, {"plan": {"lt": 3}}]}, [1, 2], [0, 3, None]),
        ({"any": [{"plan": "pro"}, {"plan": {"present": False}}]}, ["pro", None], ["basic"]),
    ],
)
def test_what_holds_of_what(document: Any, true_of: list[object], false_of: list[object]) -> None:
    """C12: an absent fact equals nothing, is ordered with nothing and contains nothing; types are kept apart."""
    assert [given for given in true_of if not holds(document, plan=given)] == []
    assert [given for given in false_of if holds(document, plan=given)] == []


def test_several_keys_mean_all_of_them() -> None:
    """C12."""
    document = {"symptom": "outage", "any": [{"plan": "pro"}, {"seats": {"gt": 100}}]}
    assert holds(document, symptom="outage", seats=101)
    assert not holds(document, symptom="outage", seats=100)
    assert not holds(document, plan="pro")


def test_instants_are_compared_as_points_in_time() -> None:
    """C12, T2: 01:15 the second time is later than 01:45 the first, though both are told in one zone."""
    new_york = ZoneInfo("America/New_York")
    late = {"eta": {"gt": datetime(2026, 11, 1, 1, 45, tzinfo=new_york)}}
    assert holds(late, eta=datetime(2026, 11, 1, 1, 15, fold=1, tzinfo=new_york))
    assert not holds(late, eta=datetime(2026, 11, 1, 1, 15, tzinfo=new_york))
    assert holds({"eta": {"le": "2026-11-01T05:45:00Z"}}, eta=datetime(2026, 11, 1, 1, 45, tzinfo=new_york))


def test_a_fact_that_is_taken_away_is_absent() -> None:
    """C12."""
    at = "2026-03-06T12:00:00Z"
    ticket = Ticket("T", [Event("created", at, plan="pro"), Event("changed", at, plan=None)])
    assert condition({"plan": {"present": False}}).holds(ticket.facts_at(at))


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (
            {"symptom": ["outage", "data loss"], "workaround": False},
            "symptom is outage or data loss and workaround is no",
        ),
        ({"refund": {"gt": 1000, "le": 2000.5}}, "refund is more than 1000 and refund is at most 2000.5"),
        ({"plan": {"not": ["a", "b"]}}, "plan is not a or b"),
        ({"tags": {"has": "vip"}}, "tags has vip"),
        ({"eta": {"present": False}, "url": {"present": True}}, "eta is not given and url is given"),
        (
            {"eta": {"ge": NOON, "lt": NOON}},
            f"eta is at least {NOON.isoformat()} and eta is less than {NOON.isoformat()}",
        ),
        ({"any": [{"a": 1, "b": True}, {"not": {"c": 2}}]}, "(a is 1 and b is yes) or not (c is 2)"),
        ({}, "always"),
    ],
)
def test_a_condition_in_words(document: Any, words: str) -> None:
    """P5: explanations quote it."""
    assert condition(document).words() == words


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"plan": "pro"},
        {"plan": ["pro", "team"]},
        {"plan": {"not": "pro"}},
        {"plan": {"not_in": ["pro", "team"]}},
        {"plan": True, "seats": 12, "refund": {"ge": Decimal("10.50")}},
        {"tags": {"has": ["vip", "eu"]}},
        {"eta": {"present": False}},
        {"eta": {"lt": "2026-03-06T12:00:00+00:00"}},
        {"all": [{"refund": {"gt": 1}}, {"refund": {"lt": 5}}]},
        {"any": [{"plan": "pro"}, {"plan": "team", "seats": {"gt": 5}}]},
        {"not": {"plan": "pro", "seats": 1}},
        {"all": [{"any": [{"a": 1}, {"b": 1}]}, {"any": [{"c": 1}, {"d": 1}]}]},
    ],
)
def test_a_document_reads_back_as_it_was(document: dict[str, Any]) -> None:
    """P2: document to condition to document."""
    assert condition(document).document() == document
    assert condition(condition(document)) == condition(document)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"plan": ["pro"]}, {"plan": "pro"}),
        ({"plan": {"in": "pro"}}, {"plan": "pro"}),
        ({"plan": {"not_in": ["pro"]}}, {"plan": {"not": "pro"}}),
        ({"all": [{"a": 1}]}, {"a": 1}),
        ({"any": [{"a": 1}]}, {"a": 1}),
        ({"all": [{"a": 1, "b": 2}, {"c": 3}]}, {"a": 1, "b": 2, "c": 3}),
        ({"any": [{"any": [{"a": 1}, {"b": 2}]}, {"c": 3}]}, {"any": [{"a": 1}, {"b": 2}, {"c": 3}]}),
        ({"a": {"gt": 1, "lt": 5}}, {"all": [{"a": {"gt": 1}}, {"a": {"lt": 5}}]}),
        ({"eta": {"gt": "2026-03-06T13:00:00+01:00"}}, {"eta": {"gt": "2026-03-06T12:00:00Z"}}),
        ({"all": [{}, {"a": 1}]}, {"a": 1}),
    ],
)
def test_equal_meaning_is_an_equal_value(one: Any, other: Any) -> None:
    """P1: one canonical form, whichever way it was written."""
    assert condition(one) == condition(other)
    assert hash(condition(one)) == hash(condition(other))
    assert condition(one).document() == condition(other).document()


@pytest.mark.parametrize(
    ("document", "places"),
    [
        ("plan = 'pro'", [("wrong-condition", "")]),
        (None, [("wrong-condition", "")]),
        ({"all": {"a": 1}}, [("wrong-condition", "all")]),
        ({"any": []}, [("wrong-condition", "any")]),
        ({"not": ["a"]}, [("wrong-condition", "not")]),
        ({"plan": {}}, [("wrong-condition", "plan")]),
        ({"plan": []}, [("wrong-condition", "plan")]),
        ({"plan": None}, [("wrong-type", "plan")]),
        ({"plan": ["a", None]}, [("wrong-type", "plan[1]")]),
        ({"plan": [["a"]]}, [("wrong-type", "plan[0]")]),
        ({"plan": {"matches": ".*"}}, [("unknown-comparison", "plan.matches")]),
        ({"plan": {"gt": "many"}}, [("wrong-type", "plan.gt")]),
        ({"plan": {"gt": True, "lt": [1]}}, [("wrong-type", "plan.gt"), ("wrong-type", "plan.lt")]),
        ({"plan": {"gt": None}}, [("wrong-type", "plan.gt")]),
        ({"plan": {"gt": "2026-03-06T12:00:00"}}, [("wrong-type", "plan.gt")]),
        ({"plan": {"present": 1}}, [("wrong-type", "plan.present")]),
        ({"plan": NOON}, [("wrong-type", "plan")]),
        ({"plan": {"has": [NOON]}}, [("wrong-type", "plan.has[0]")]),
        ({"plan": datetime(2026, 3, 6)}, [("naive-instant", "plan")]),
        ({"plan": {"in": ["a", object()]}}, [("wrong-fact", "plan.in[1]")]),
        ({"plan": 10**5000}, [("wrong-fact", "plan")]),
        (
            {"all": [{"a": {"gt": "x"}}, {"any": [{"b": None}, "c"]}], "d": {"lik": 1}},
            [
                ("wrong-type", "all[0].a.gt"),
                ("wrong-type", "all[1].any[0].b"),
                ("wrong-condition", "all[1].any[1]"),
                ("unknown-comparison", "d.lik"),
            ],
        ),
    ],
)
def test_every_fault_is_told_with_its_place(document: Any, places: list[tuple[str, str]]) -> None:
    """C12, P3: when the condition is read, never when it is evaluated."""
    with pytest.raises(PolicyError) as refused:
        condition(document)
    assert [(fault.code, fault.place) for fault in refused.value.faults] == places


def test_a_fault_says_what_to_write() -> None:
    """P3."""
    with pytest.raises(PolicyError, match=r"found `present_`; allowed is one of .*; write `present`"):
        condition({"eta": {"present_": True}})
    with pytest.raises(PolicyError, match=r"write `\{present: false\}`"):
        condition({"eta": None})


def _nested(depth: int) -> Any:
    document: Any = {"a": 1}
    for _ in range(depth):
        document = {"not": document}
    return document


def test_depth_is_bounded() -> None:
    """P3: a fault, not a crash; as deep as any text may be is deep enough."""
    assert holds(_nested(62), a=1)
    with pytest.raises(PolicyError) as refused:
        condition(_nested(10_000))
    assert refused.value.faults[0].code == "too-deep"


@pytest.mark.parametrize(
    ("document", "facts", "hangs_on"),
    [
        ({"a": 1}, {}, {"a"}),
        ({"a": 1}, {"a": 2}, None),
        ({"a": {"present": True}}, {}, None),  # absent is an answer here
        ({"a": 1, "b": 2}, {}, {"a", "b"}),
        ({"a": 1, "b": 2}, {"a": 1}, {"b"}),
        ({"a": 1, "b": 2}, {"a": 7}, None),  # it fails whatever `b` is
        ({"any": [{"a": 1}, {"b": 2}]}, {"a": 7}, {"b"}),
        ({"any": [{"a": 1}, {"b": 2}]}, {"a": 1}, None),  # it holds whatever `b` is
        ({"not": {"a": 1}}, {}, {"a"}),
        ({}, {}, None),
    ],
)
def test_the_facts_on_which_a_condition_hangs(document: Any, facts: dict[str, Any], hangs_on: set[str] | None) -> None:
    """M2: what would have to be known; nothing where the known facts settle it."""
    assert condition(document).open_facts(facts) == hangs_on


def test_every_test_in_a_condition_is_found() -> None:
    """C12: so that comparisons can be checked against declared types."""
    found = condition({"a": 1, "not": {"b": 2}, "any": [{"c": 3}, {"d": {"gt": 4}}]}).tests()
    assert [test.fact for test in found] == ["a", "b", "c", "d"]
    assert list(ALWAYS_HOLDS.tests()) == []
    assert [test.fact for test in Not(condition({"a": 1})).tests()] == ["a"]


def test_p1_conditions_are_equal_where_they_mean_the_same() -> None:
    one, true = condition({"seats": 1}), condition({"seats": True})
    assert one != true
    assert one == condition({"seats": Decimal("1.0")})
    assert hash(one) == hash(condition({"seats": Decimal("1.0")}))
    assert one != condition({"seats": [1, 2]})
    assert one != condition({"seats": {"not": 1}})
    other: object = "seats is 1"
    assert one != other
