"""Edges of conditions: what each fault says in full, how values read, and what a part alone means (C12, P1, P3, P5)."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from slapolicy import PolicyError
from slapolicy.conditions import ALWAYS_HOLDS, All, Condition, Not, Op, Test, condition, in_words, same
from slapolicy.conditions import Any as AnyOf
from slapolicy.tickets import Value, value

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)
ONE = Test("plan", Op.IN, ("pro",))
OTHER = Test("seats", Op.GT, (5,))
NOT_GIVEN = "found nothing; allowed is a value; write `{present: false}` for a fact that is not given"
INSTANT = "allowed is a number, or an instant such as `2026-03-06T16:30:00Z`"
OF_INSTANT = "allowed is a text, a number, true or false; write `{ge: ...}` or `{lt: ...}` for an instant"
COMPARISONS = "allowed is one of `gt`, `ge`, `lt`, `le`, `not`, `in`, `not_in`, `has`, `present`"


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ("plan = 'pro'", "found `plan = 'pro'`; allowed is a mapping of facts to values; write `{fact: value}`"),
        (["a"], "found a list; allowed is a mapping of facts to values; write `{fact: value}`"),
        ({"not": 7}, "not: found `7`; allowed is a mapping of facts to values; write `{fact: value}`"),
        ({"all": {"a": 1}}, "all: found a mapping; allowed is a list of at least one condition"),
        ({"any": "a"}, "any: found `a`; allowed is a list of at least one condition"),
        ({"any": []}, "any: found a list; allowed is a list of at least one condition"),
        ({"plan": {}}, "plan: found a mapping; allowed is at least one comparison"),
        ({"plan": []}, "plan: found a list; allowed is at least one value"),
        ({"plan": {"has": ()}}, "plan.has: found a list; allowed is at least one value"),
        ({"plan": None}, f"plan: {NOT_GIVEN}"),
        ({"plan": ["a", None]}, f"plan[1]: {NOT_GIVEN}"),
        ({"plan": {"not": None}}, f"plan.not: {NOT_GIVEN}"),
        ({7: None}, f"7: {NOT_GIVEN}"),
        ({"eta": NOON}, f"eta: found `2026-03-06 12:00:00+00:00`; {OF_INSTANT}"),
        ({"eta": {"in": [1, NOON]}}, f"eta.in[1]: found `2026-03-06 12:00:00+00:00`; {OF_INSTANT}"),
        ({"eta": {"present": 1}}, "eta.present: found `1`; allowed is true or false"),
        ({"eta": {"present": "yes"}}, "eta.present: found `yes`; allowed is true or false"),
        ({"refund": {"gt": "many"}}, f"refund.gt: found `many`; {INSTANT}"),
        ({"refund": {"ge": False}}, f"refund.ge: found `False`; {INSTANT}"),
        ({"refund": {"lt": [1]}}, f"refund.lt: found a list; {INSTANT}"),
        ({"refund": {"le": None}}, f"refund.le: found nothing; {INSTANT}"),
        ({"plan": {"zzzz": ".*"}}, f"plan.zzzz: found `zzzz`; {COMPARISONS}"),
        ({"plan": {"Not-in": "a"}}, f"plan.Not-in: found `Not-in`; {COMPARISONS}; write `not_in`"),
        ({"plan": {7: "a"}}, f"plan.7: found `7`; {COMPARISONS}"),
    ],
)
def test_a_fault_in_full(document: Any, sentence: str) -> None:
    """P3: its path, what was found, what is allowed, and a remedy where there is one."""
    with pytest.raises(PolicyError) as refused:
        condition(document)
    assert [str(fault) for fault in refused.value.faults] == [sentence]


def test_faults_after_a_fault_are_told_too() -> None:
    """P3: what is wrong does not hide what comes after it."""
    document = {
        "plan": {"zzzz": 1, "gt": "x", "present": 0},
        "tags": [None, "a", object, NOON],
        "all": [{"a": {}}, {"b": []}],
        "not": {"c": None},
    }
    with pytest.raises(PolicyError) as refused:
        condition(document)
    assert [(fault.place, fault.code) for fault in refused.value.faults] == [
        ("plan.zzzz", "unknown-comparison"),
        ("plan.gt", "wrong-type"),
        ("plan.present", "wrong-type"),
        ("tags[0]", "wrong-type"),
        ("tags[2]", "wrong-fact"),
        ("tags[3]", "wrong-type"),
        ("all[0].a", "wrong-condition"),
        ("all[1].b", "wrong-condition"),
        ("not.c", "wrong-type"),
    ]


def _nested(key: str, conditions: int) -> Any:
    """That many conditions, each inside the one before."""
    document: Any = {"plan": "pro"}
    for _ in range(conditions - 1):
        document = {key: document if key == "not" else [document]}
    return document


@pytest.mark.parametrize("key", ["not", "all", "any"])
def test_sixty_four_conditions_inside_each_other_are_the_most(key: str) -> None:
    """P3: the last depth that is read, and the first that is refused, with its path."""
    deepest = condition(_nested(key, 64))
    assert deepest.holds({"plan": "pro"}) is (key != "not")  # 63 times `not`
    with pytest.raises(PolicyError) as refused:
        condition(_nested(key, 65))
    fault = refused.value.faults[0]
    assert (fault.code, fault.found, fault.allowed) == ("too-deep", "a deeper one", "conditions 64 deep")
    assert fault.path == ((key,) if key == "not" else (key, 0)) * 64


def test_what_was_read_may_stand_in_a_document() -> None:
    """P2: a condition made in Python, alone or inside a document, is taken as it is."""
    for part in (ONE, Not(ONE), All((ONE, OTHER)), AnyOf((ONE, OTHER))):
        assert condition(part) is part
        assert condition({"not": part}) == Not(part)
    assert condition({"all": [ONE, OTHER]}) == All((ONE, OTHER))
    assert condition({"any": (ONE, OTHER)}) == AnyOf((ONE, OTHER))
    assert condition({"any": [All((ONE, OTHER)), ONE]}) == AnyOf((All((ONE, OTHER)), ONE))


def test_all_and_any_of_nothing() -> None:
    """C12: every one of no parts holds, and not one of them."""
    assert ALWAYS_HOLDS.holds({"plan": "pro"})
    assert not AnyOf(()).holds({"plan": "pro"})
    assert (ALWAYS_HOLDS.words(), AnyOf(()).words()) == ("always", "never")
    assert (ALWAYS_HOLDS.document(), AnyOf(()).document()) == ({}, {"any": []})
    assert ALWAYS_HOLDS.open_facts({}) is AnyOf(()).open_facts({}) is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("outage", "outage"),
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        (Decimal("10.50"), "10.50"),
        (NOON, "2026-03-06T12:00:00+00:00"),
        (["vip", True, 3], "vip, yes, 3"),
        ([NOON], "2026-03-06T12:00:00+00:00"),
        ([], ""),
    ],
)
def test_a_value_in_words(given: object, words: str) -> None:
    """P5: yes and no as people say them, an instant in ISO 8601, a list with commas."""
    assert in_words(value(given)) == words


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"plan": {"has": ["vip", "eu"]}}, "plan has vip and eu"),
        ({"all": [{"any": [{"a": 1}, {"b": 2}]}, {"c": 3}]}, "(a is 1 or b is 2) and c is 3"),
        ({"not": {"a": 1, "b": 2}}, "not (a is 1 and b is 2)"),
        ({"any": [{"a": {"le": 1}}, {"a": {"ge": 2}}]}, "a is at most 1 or a is at least 2"),
    ],
)
def test_a_condition_in_words(document: Any, words: str) -> None:
    """P5: brackets show what belongs together."""
    assert condition(document).words() == words


@pytest.mark.parametrize(
    ("found", "constant", "equal"),
    [
        (1, True, False),
        (0, False, False),
        (True, True, True),
        (1, Decimal("1.0"), True),
        ("1", 1, False),
        (None, False, False),
        (NOON, NOON.astimezone(timezone(timedelta(hours=1))), True),
    ],
)
def test_the_same_value(found: Value, constant: Value, equal: bool) -> None:
    """C12: equality that keeps yes and no apart from numbers."""
    assert same(found, constant) is equal
    assert same(constant, found) is equal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Test("a", Op.IN, (1,)), Test("b", Op.IN, (1,))),
        (Test("a", Op.IN, (1,)), Test("a", Op.NOT_IN, (1,))),
        (Test("a", Op.IN, (1, 2)), Test("a", Op.IN, (1,))),
        (Test("a", Op.IN, (1, 2)), Test("a", Op.IN, (1, 3))),
        (Test("a", Op.IN, (1,)), Test("a", Op.IN, (True,))),
        (All((ONE, OTHER)), AnyOf((ONE, OTHER))),
        (Not(ONE), ONE),
    ],
)
def test_conditions_that_differ_are_not_equal(one: Condition, other: Condition) -> None:
    """P1: by fact, by comparison, by constants, by kind."""
    assert one != other


@pytest.mark.parametrize(
    ("document", "facts", "hangs_on"),
    [
        ({"a": {"present": False}, "b": 1}, {}, {"b"}),  # that `a` is absent is known
        ({"any": [{"a": 1}, {"b": 1}]}, {}, {"a", "b"}),
        ({"any": [{"a": 1}, {"b": 1}]}, {"a": 7, "b": 7}, None),
        ({"any": [{"a": 1}, {"not": {"b": 1}}]}, {"b": 7}, None),
        ({"not": {"any": [{"a": 1}, {"b": 1}]}}, {"a": 7}, {"b"}),
        ({"all": [{"a": 1}, {"any": [{"b": 1}, {"c": 1}]}]}, {"a": 1, "b": 7}, {"c"}),
        ({"a": {"not": 1}}, {}, {"a"}),
    ],
)
def test_what_an_answer_hangs_on(document: Any, facts: dict[str, Value], hangs_on: set[str] | None) -> None:
    """M2: the absent facts that could still turn it."""
    assert condition(document).open_facts(facts) == hangs_on
