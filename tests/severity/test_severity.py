"""How bad is it: grids, rules, stated severities, and what would have to be known (M1, M2, M4)."""

import pickle
from typing import Any

import pytest

from slapolicy import UNCLEAR, Event, Policy, PolicyError, SeverityMatrix, Ticket

GRID = SeverityMatrix.grid(
    impact=["high", "low"],
    urgency=["high", "low"],
    cells={"high": {"high": "P1", "low": "P2"}, ("low", "high"): "P2", ("low",): {"low": "P3"}},
)
RULES: list[dict[str, Any]] = [
    {"id": "many", "when": {"users": {"gt": 100}}, "then": "P1"},
    {"when": {"symptom": ["outage", "data loss"]}, "then": "P0"},
    {"when": {"symptom": "outage", "workaround": True}, "then": "P2"},
]


def rules(combine: str = "highest", **settings: Any) -> SeverityMatrix:
    return SeverityMatrix.rules(RULES, levels=["P0", "P1", "P2"], combine=combine, **settings)


@pytest.mark.parametrize(
    ("impact", "urgency", "severity"),
    [("high", "high", "P1"), ("high", "low", "P2"), ("low", "high", "P2"), ("low", "low", "P3")],
)
def test_a_grid_has_an_answer_for_every_combination(impact: str, urgency: str, severity: str) -> None:
    """M1: cells named by tuples, nested, or both; the answer has its reason (M2)."""
    answer = GRID.classify(impact=impact, urgency=urgency, other="x")
    assert answer.severity == severity
    assert answer.reasons == (f"impact is {impact} and urgency is {urgency}",)
    assert answer.missing == ()


def test_a_grid_says_what_is_missing_and_what_is_no_level() -> None:
    """M2: unclear is a value, not an exception."""
    assert GRID.classify(urgency="low") == type(GRID.classify())(UNCLEAR, ("facts are missing",), ("impact",))
    assert GRID.classify().missing == ("impact", "urgency")
    odd = GRID.classify(impact="huge", urgency=None)
    assert odd.reasons == ("impact is huge, which is none of `high`, `low`",)
    assert (odd.severity, odd.missing) == (UNCLEAR, ("urgency",))
    assert GRID.classify(impact=True, urgency=["low"]).severity == UNCLEAR


@pytest.mark.parametrize(
    ("combine", "severity", "reasons"),
    [
        ("highest", "P0", ("symptom is outage or data loss",)),
        ("first", "P1", ("many: users is more than 100",)),
        (
            "unique",
            UNCLEAR,
            (
                "many: users is more than 100 gives P1",
                "symptom is outage or data loss gives P0",
                "symptom is outage and workaround is yes gives P2",
            ),
        ),
    ],
)
def test_how_rules_combine(combine: str, severity: str, reasons: tuple[str, ...]) -> None:
    """M4: all three rules hold; the way to combine them is stated."""
    answer = rules(combine).classify(users=101, symptom="outage", workaround=True)
    assert (answer.severity, answer.reasons) == (severity, reasons)


@pytest.mark.parametrize("combine", ["highest", "first", "unique"])
def test_one_rule_that_holds_is_the_answer(combine: str) -> None:
    """M1, M4: and rules that agree are no conflict."""
    assert rules(combine).classify(symptom="data loss").severity == "P0"
    twice = SeverityMatrix.rules([RULES[1], {"when": {"symptom": "outage"}, "then": "P0"}], combine=combine)
    assert twice.classify(symptom="outage").severity == "P0"


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({}, ("symptom", "users", "workaround")),
        ({"users": 5}, ("symptom", "workaround")),
        ({"users": 5, "symptom": "slow"}, ()),  # the third rule fails whatever the workaround is
    ],
)
def test_no_rule_holds(facts: dict[str, Any], missing: tuple[str, ...]) -> None:
    """M2: unclear, or what the policy says otherwise, with the facts that could have decided it."""
    answer = rules().classify(**facts)
    assert (answer.severity, answer.reasons, answer.missing) == (UNCLEAR, ("no rule holds",), missing)
    assert rules(otherwise="P2").classify(**facts).severity == "P2"


def test_otherwise_is_for_grids_and_bare_levels_too() -> None:
    """M2."""
    grid = SeverityMatrix.read({"grid": {"impact": ["high"]}, "cells": {"high": "P1"}, "otherwise": "P9"})
    assert (grid.classify().severity, grid.classify(impact="high").severity) == ("P9", "P1")
    assert grid.severities == ("P1", "P9")
    assert SeverityMatrix.read({"levels": ["P0", "P1"], "otherwise": "P1"}).classify().severity == "P1"
    assert SeverityMatrix().classify().missing == ("severity",)


def test_severities_are_in_order() -> None:
    """M1: as written, else as rules or cells first name them."""
    assert rules().severities == ("P0", "P1", "P2")
    assert SeverityMatrix.rules(RULES).severities == ("P1", "P0", "P2")
    assert GRID.severities == ("P1", "P2", "P3")


def test_classifying_never_fails() -> None:
    """M2: whatever the facts are."""
    for odd in ("", 0, -1.5, True, (), ["a"], 10**300, "\x00"):
        assert GRID.classify(impact=odd, urgency=odd).severity == UNCLEAR
        assert rules().classify(symptom=odd, workaround=odd).severity == UNCLEAR


@pytest.mark.parametrize(
    ("document", "places"),
    [
        (
            {"grid": {"a": ["x", "y"], "b": ["z"]}, "cells": {"x": {"w": "P1"}}},
            [("empty-cell", "cells.x.z"), ("empty-cell", "cells.y.z"), ("unknown-cell", "cells.x.w")],
        ),
        ({"cells": {"x": "P1"}}, [("missing-key", "grid")]),
        ({"grid": {"a": [], "b": ["x"]}}, [("empty-dimension", "grid.a")]),
        ({"grid": {"a": ["x"]}, "cells": {"x": "P1"}, "rules": RULES[:1]}, [("two-forms", "grid")]),
        ({"grid": {f"d{n}": list("abcdefghij") for n in range(40)}}, [("too-big", "grid")]),
        ({"grid": {"a": ["x"]}, "cells": {"x": ["P1"]}}, [("wrong-type", "cells.x")]),
        ({"grid": {"a": ["x"]}, "cells": "P1"}, [("wrong-type", "cells")]),
        (
            {"levels": ["P0", "P1"], "rules": [{"when": {"a": 1}, "then": "P3"}], "otherwise": "none"},
            [("unknown-severity", "rules[0].then"), ("unknown-severity", "otherwise")],
        ),
        (
            {"levels": ["P0"], "grid": {"a": ["x", "y"]}, "cells": {"x": "P1", "y": "unclear"}},
            [("unknown-severity", "cells.x")],
        ),
        (
            {"combine": "worst", "rules": [{"when": {"a": {"lik": 1}}, "then": "P0"}], "level": []},
            [("wrong-value", "combine"), ("unknown-comparison", "rules[0].when.a.lik"), ("unknown-key", "level")],
        ),
    ],
)
def test_every_fault_is_told_at_once(document: dict[str, Any], places: list[tuple[str, str]]) -> None:
    """M1, M4, P3: empty cells, unknown levels and all else, each with its path."""
    with pytest.raises(PolicyError) as refused:
        SeverityMatrix.read(document)
    found = [(fault.code, fault.place) for fault in refused.value.faults]
    assert sorted(found) == sorted(places)


def test_a_cell_has_one_severity() -> None:
    """M1: named twice in two ways, it is not clear which is meant."""
    with pytest.raises(PolicyError) as refused:
        SeverityMatrix.grid(a=["x"], b=["y"], cells={("x", "y"): "P1", "x": {"y": "P2"}})
    assert refused.value.faults[0].code == "cell-twice"
    assert refused.value.faults[0].place == "cells.x.y"


@pytest.mark.parametrize("matrix", [GRID, rules("unique", otherwise="P2"), SeverityMatrix()])
def test_a_matrix_is_a_value(matrix: SeverityMatrix) -> None:
    """P1, P2: equal through its document and through pickle."""
    again = SeverityMatrix.read(matrix.model_dump(mode="json", by_alias=True, exclude_defaults=True))
    assert again == matrix
    assert hash(again) == hash(matrix)
    assert pickle.loads(pickle.dumps(matrix)) == matrix
    assert matrix.replace() == matrix


def stated(*events: dict[str, Any], **parts: Any) -> list[str]:
    """The severity and its reasons after events at one instant."""
    policy = Policy.from_dict({"slapolicy": 1, "name": "x", "targets": {}} | parts)
    at = "2026-03-06T12:00:00Z"
    decision = policy.evaluate(Ticket("T", [Event("changed", at, **facts) for facts in events]), at=at)
    return [decision.severity, *decision.classification.reasons]


MATRIX: dict[str, Any] = {"severity": {"levels": ["P0", "P1"], "rules": [{"when": {"bad": True}, "then": "P0"}]}}


def test_a_stated_severity_wins_and_says_so() -> None:
    """M2: until it is taken away again; `unclear` can be stated too."""
    assert stated({"bad": True}, **MATRIX) == ["P0", "bad is yes"]
    assert stated({"bad": True}, {"severity": "P1"}, **MATRIX) == ["P1", "stated by an event"]
    assert stated({"severity": "P1"}, {"bad": True}, **MATRIX) == ["P1", "stated by an event"]
    assert stated({"bad": True}, {"severity": "P1"}, {"severity": None}, **MATRIX) == ["P0", "bad is yes"]
    assert stated({"bad": True, "severity": "unclear"}, **MATRIX) == [UNCLEAR, "stated by an event"]


def test_a_stated_severity_that_is_no_level_is_unclear() -> None:
    """M2: with the reason; where the policy names no levels, any is one."""
    assert stated({"severity": "P9"}, **MATRIX) == [UNCLEAR, "an event states `P9`, which is none of `P0`, `P1`"]
    assert stated({"severity": 1}, **MATRIX) == [UNCLEAR, "an event states `1`, which is none of `P0`, `P1`"]
    assert stated({"severity": "urgent"}) == ["urgent", "stated by an event"]


def test_severity_is_a_fact_for_conditions() -> None:
    """M2: a limit may ask for `unclear`, and an owner may have it."""
    target = {"stop": "resolved", "within": {"P0": "1 hour", "unclear": "2 hours"}}
    policy = Policy.from_dict({"slapolicy": 1, "name": "x", "targets": {"t": target}} | MATRIX)
    at = "2026-03-06T12:00:00Z"
    unclear = policy.evaluate(Ticket("T", [Event("created", at)]), at=at)
    assert unclear.clocks["t"].due_at is not None
    assert unclear.clocks["t"].due_at.isoformat() == "2026-03-06T14:00:00+00:00"
    assert unclear.classification.missing == ("bad",)
