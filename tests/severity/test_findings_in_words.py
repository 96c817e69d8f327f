"""Each finding of a matrix as its reader gets it: place, level, what it means, what shows it, what to do (M4)."""

from typing import Any

import pytest

from slapolicy import SeverityMatrix

OUTAGE, ANY = {"symptom": "outage"}, {"symptom": {"present": True}}


def said(*rules: tuple[dict[str, Any], str], effort: int = 10_000_000, **settings: Any) -> list[str]:
    """What a check of rules says; the levels are those that the rules give, unless they are stated."""
    written = [{"when": held, "then": then} for held, then in rules]
    matrix = SeverityMatrix.read({"levels": ["P0", "P1"], "combine": "highest", "rules": written} | settings)
    return [str(finding) for finding in matrix.check({"impact": {"one_of": ["high", "low"]}}, effort=effort)]


def test_a_rule_that_can_never_hold() -> None:
    """M4: there is nothing to show; the level that only it would give is named as well."""
    assert said(({"users": {"gt": 10, "lt": 10}}, "P0"), otherwise="P1") == [
        "rules[0].when: error: this can never hold; mend the condition, or remove the rule",
        "levels[0]: note: no facts give `P0`; only an event can state it; use the level, or remove it",
    ]


@pytest.mark.parametrize(
    ("combine", "second", "winners"),
    [
        ("first", "P0", "an earlier one does"),
        ("highest", "P1", "others that are at least as high do"),
        ("unique", "P1", "others of the same severity do"),
    ],
)
def test_a_rule_that_never_decides(combine: str, second: str, winners: str) -> None:
    """M4: each way to combine rules has its own reason."""
    assert said((ANY, "P1"), (OUTAGE, second), combine=combine, otherwise="P0") == [
        f"rules[1]: warning: wherever this rule holds, {winners}, here `rules[0]`; seen with symptom: outage; "
        "remove the rule, or mend one of them"
    ]


def test_of_many_rules_that_decide_instead_three_are_named() -> None:
    """M4: those that hold of the facts shown; `rules[0]` does not."""
    others = [({"a": False}, "P0"), *(({fact: True}, "P0") for fact in "abcd")]
    assert said(*others, (dict.fromkeys("abcd", True), "P1"), otherwise="P1") == [
        "rules[5]: warning: wherever this rule holds, others that are at least as high do, here `rules[1]`, "
        "`rules[2]`, `rules[3]` and 1 more; seen with a: true, b: true, c: true, d: true; "
        "remove the rule, or mend one of them"
    ]


def test_rules_in_conflict() -> None:
    """M4: the rule that agrees and the one that does not hold are not named."""
    rules: list[tuple[dict[str, Any], str]] = [
        ({"b": True}, "P1"),
        ({"c": True}, "P0"),
        ({"a": {"ge": 5}}, "P0"),
        ({"a": {"ge": 7}, "b": True}, "P0"),
    ]
    assert said(*rules, combine="unique", otherwise="P1")[-1:] == [
        "rules[3]: error: this rule can hold together with `rules[0]`, and gives another severity; "
        "seen with b: true, a: 7; mend the conditions, or state an order: `combine: highest` or `first`"
    ]


def test_a_gap_in_rules() -> None:
    """M2, M4."""
    assert said(({"impact": "high"}, "P0"), levels=["P0"]) == [
        "rules: warning: no rule answers, though no fact is missing that could change that; seen with impact: low; "
        "add a rule, or write `otherwise`"
    ]


def test_a_severity_that_falls_in_rules() -> None:
    """M1, M4: with both combinations, the higher one first."""
    assert said(({"impact": "high"}, "P1"), ({"impact": "low"}, "P0"), ordered=["impact"]) == [
        "ordered[0]: warning: as `impact` rises, the severity falls; seen with impact: high, against impact: low; "
        "mend the rules, or take `impact` out of `ordered`"
    ]


def test_a_fact_without_an_order() -> None:
    """M1, M4: with the types that have one."""
    assert said(({"plan": "pro"}, "P0"), ordered=["plan"], otherwise="P1") == [
        "ordered[0]: error: the values of `plan` have no order; declare the fact as `{one_of: [...]}`, highest first, "
        "or as a number, an instant or a boolean"
    ]


def undecided(place: str, what: str) -> str:
    return f"{place}: note: not found out within the bound of work: {what}; declare the facts, or allow more `effort`"


def test_what_is_not_found_out() -> None:
    """M4: without any work allowed, every question is named."""
    rules = [({"a": False}, "P0"), ({"a": True, "b": True}, "P1"), ({"c": True}, "P1")]
    findings = said(*rules, combine="unique", ordered=["a"], effort=0)
    assert set(findings) >= {
        undecided("rules[0]", "whether this rule ever decides"),
        undecided("rules[1]", "whether this rule ever decides"),
        undecided("rules[2]", "whether this rule holds together with another"),
        undecided("levels[0]", "whether `P0` is ever given"),
        undecided("levels[1]", "whether `P1` is ever given"),
        undecided("rules", "whether these rules answer every combination"),
        undecided("ordered[0]", "whether the severity falls as `a` rises"),
    }


def test_too_many_values_are_told_at_once() -> None:
    """M4: 1,500 rules that compare one fact with as many texts; nothing else is said."""
    rules = [({"a": f"v{number}"}, "P0") for number in range(1_500)]
    assert said(*rules) == [undecided("rules", "what these rules answer: they compare facts with too many values")]


GRID: dict[str, Any] = {
    "levels": ["P0", "P1", "P2"],
    "grid": {"impact": ["high", "low"], "urgency": ["high", "low"]},
    "cells": {"high": {"high": "P1", "low": "P2"}, "low": {"high": "P0", "low": "P2"}},
}


def test_the_findings_of_a_grid() -> None:
    """M1, M4: a value that is no level, a level that is no value, a level that nothing gives, a severity that falls."""
    impact, urgency = {"one_of": ["high", "low", "none"]}, {"one_of": ["high", "middle"]}
    findings = SeverityMatrix.read(GRID).check({"impact": impact, "urgency": urgency})
    assert [str(finding) for finding in findings] == [
        "grid.urgency[1]: error: `urgency` is never `low`: it is declared as one of `high`, `middle`; "
        "remove the level, or declare it",
        "grid.impact: warning: no cell answers where `impact` is `none`, which it may be; "
        "seen with impact: none, urgency: high; "
        "add the level, or declare `impact` as one of its levels, or write `otherwise`",
        "grid.urgency: warning: no cell answers where `urgency` is `middle`, which it may be; "
        "seen with impact: high, urgency: middle; "
        "add the level, or declare `urgency` as one of its levels, or write `otherwise`",
        "levels[2]: note: no facts give `P2`; only an event can state it; use the level, or remove it",
        "grid.impact: warning: as `impact` rises, the severity falls from `P0` to `P1`; "
        "seen with impact: high, urgency: high, against impact: low, urgency: high; "
        "mend the cells, or say that it is meant: `may_fall: [impact]`",
    ]
