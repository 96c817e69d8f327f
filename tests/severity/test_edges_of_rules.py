"""Rules at their edges: levels in any alphabet, what only a missing fact brings, what is too hard to prove (M1-M4)."""

from itertools import combinations, permutations
from typing import Any

import pytest

from slapolicy import UNCLEAR, SeverityMatrix
from slapolicy.findings import Finding

HIGH_OR_LOW = {"impact": {"one_of": ["high", "low"]}}


def rules(*written: tuple[dict[str, Any], str], **settings: Any) -> SeverityMatrix:
    document = {"levels": ["P0", "P1"], "combine": "highest"} | settings
    return SeverityMatrix.read(document | {"rules": [{"when": held, "then": then} for held, then in written]})


def places(matrix: SeverityMatrix, code: str, facts: dict[str, Any] | None = None) -> list[str]:
    return [finding.place for finding in matrix.check(facts) if finding.code == code]


# -- which severity ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("levels", list(permutations(["blocker", "major", "minor"])))
def test_the_highest_is_the_first_of_the_levels_whatever_their_names_are(levels: tuple[str, ...]) -> None:
    """M1, M4: where several rules hold, the order of the levels alone decides."""
    facts = {"minor": "a", "blocker": "b", "major": "c"}
    matrix = rules(*(({fact: 1}, then) for then, fact in facts.items()), levels=levels)
    assert matrix.classify(a=1, b=1, c=1).severity == levels[0]
    for higher, lower in combinations(levels, 2):
        assert matrix.classify(**{facts[higher]: 1, facts[lower]: 1}).severity == higher


def test_unclear_is_lower_than_any_level() -> None:
    """M2, M4: a rule that says so counts where no other one holds."""
    matrix = rules(({"a": 1}, UNCLEAR), ({"b": 1}, "zero"), levels=["zero"])
    assert matrix.classify(a=1, b=1).severity == "zero"
    assert (matrix.classify(a=1).severity, matrix.classify(a=1).reasons) == (UNCLEAR, ("a is 1",))


def test_without_rules_only_an_event_states_the_severity() -> None:
    """M2: the answer says what is missing and why."""
    said = SeverityMatrix.read({"levels": ["P0", "P1"], "otherwise": "P1"}).classify(symptom="outage")
    assert (said.severity, said.missing) == ("P1", ("severity",))
    assert said.reasons == ("no severity is stated, and the policy has no rule for it",)


@pytest.mark.parametrize(
    ("sizes", "cells"),
    [
        ({"a": 2}, {"a0": "P0", "a1": "P1"}),
        (
            {"a": 1, "b": 2, "c": 2},
            {"a0": {"b0": {"c0": "P0", "c1": "P1"}, "b1": {"c0": "P1", "c1": "P1"}}},
        ),
    ],
)
def test_a_grid_is_written_as_deep_as_it_has_dimensions(sizes: dict[str, int], cells: dict[str, Any]) -> None:
    """M1, P2: one level of nesting for each."""
    grid = {name: [f"{name}{number}" for number in range(size)] for name, size in sizes.items()}
    assert SeverityMatrix.read({"grid": grid, "cells": cells}).model_dump(mode="json")["cells"] == cells


# -- what a check finds --------------------------------------------------------------------------------------


def test_without_an_order_a_higher_rule_does_not_cover_a_lower_one() -> None:
    """M4: the two are in conflict; neither is superfluous."""
    matrix = rules(({"a": {"present": True}}, "P0"), ({"a": 1}, "P1"), combine="unique")
    assert places(matrix, "never-decisive") == []
    assert places(matrix, "conflict") == ["rules[1]"]


@pytest.mark.parametrize("combine", ["highest", "first", "unique"])
def test_what_is_said_otherwise_is_given_where_no_rule_holds(combine: str) -> None:
    """M2, M4: no rule gives P1, and there are facts of which no rule holds."""
    assert places(rules(({"a": 1}, "P0"), combine=combine, otherwise="P1"), "never-given") == []
    assert places(rules(({}, "P0"), combine=combine, otherwise="P1"), "never-given") == ["levels[1]"]


@pytest.mark.parametrize("combine", ["highest", "first", "unique"])
def test_a_severity_falls_to_what_is_said_otherwise(combine: str) -> None:
    """M4: low is P0 by a rule, high is P1 for want of one."""
    matrix = rules(({"impact": "low"}, "P0"), combine=combine, otherwise="P1", ordered=["impact"])
    assert places(matrix, "severity-falls", HIGH_OR_LOW) == ["ordered[0]"]


def test_a_gap_fails_every_part_of_an_any() -> None:
    """M4: one part that fails is not enough."""
    (gap,) = [each for each in rules(({"any": [{"a": True}, {"b": True}]}, "P0")).check() if each.code == "unanswered"]
    assert gap.witness is not None
    assert dict(gap.witness) == {"a": False, "b": False}


def test_findings_are_in_the_order_of_the_rules() -> None:
    """M4: though the last rule is looked at first."""
    impossible = {"a": {"gt": 1, "lt": 1}}
    matrix = rules((impossible, "P0"), ({"b": 1}, "P0"), (impossible, "P1"), ({"b": 1}, "P1"), otherwise="P1")
    assert [(each.code, each.place) for each in matrix.check() if each.place.startswith("rules")] == [
        ("never-holds", "rules[0].when"),
        ("never-holds", "rules[2].when"),
        ("never-decisive", "rules[3]"),
    ]


NEITHER = [
    [{"known": {"not": True}}, {"known": {"not": False}}],
    [{"not": {"known": True}}, {"not": {"known": False}}],
]


@pytest.mark.parametrize("neither", NEITHER)
@pytest.mark.parametrize("side", ["high", "low"])
def test_what_holds_only_for_want_of_a_fact_is_no_fall(side: str, neither: list[dict[str, Any]]) -> None:
    """M2, M4: without `known`, it is neither yes nor no; once it is known, it is one of them, and the rule fails."""
    then, rest = ("P1", "P0") if side == "high" else ("P0", "P1")
    unknown = {"all": [{"impact": side}, *neither]}
    matrix = rules((unknown, then), ({"impact": ["high", "low"]}, rest), combine="first", ordered=["impact"])
    assert matrix.classify(impact=side).severity == then
    assert places(matrix, "severity-falls", HIGH_OR_LOW) == []


@pytest.mark.parametrize(
    "low",
    [
        {"not": {"impact": "high"}},
        {"all": [{"impact": "low"}, {"impact": {"present": True}}]},
        {"any": [{"impact": "low"}, {"impact": {"not": "high"}}]},
        {"not": {"any": [{"impact": "high"}, {"impact": {"present": False}}]}},
    ],
)
def test_a_severity_falls_however_its_conditions_are_put(low: dict[str, Any]) -> None:
    """M4: each of them is one more way to say that the impact is low."""
    (fall,) = rules((low, "P0"), otherwise="P1", ordered=["impact"]).check(HIGH_OR_LOW)
    shown = [dict(facts or {}) for facts in (fall.witness, fall.against)]
    assert (fall.code, shown) == ("severity-falls", [{"impact": "high"}, {"impact": "low"}])


@pytest.mark.parametrize("combine", ["highest", "first", "unique"])
def test_a_matrix_that_rises_is_proved_to(combine: str) -> None:
    """M4: nothing is found, and nothing is left undecided."""
    rising = ({"impact": "high"}, "P0"), ({"impact": "low"}, "P1")
    assert rules(*rising, combine=combine, ordered=["impact"]).check(HIGH_OR_LOW) == ()


@pytest.mark.parametrize("declared", [{}, {"impact": "text"}, {"impact": {"one_of": ["high", "low", "none"]}}])
def test_a_grid_gives_what_is_said_otherwise(declared: dict[str, Any]) -> None:
    """M2, M4: where the impact is not known, if nowhere else."""
    grid = {"levels": ["P0", "P1", "P2"], "grid": {"impact": ["high", "low"]}, "cells": {"high": "P0", "low": "P1"}}
    assert SeverityMatrix.read(grid | {"otherwise": "P2"}).check(declared) == ()
    assert places(SeverityMatrix.read(grid), "never-given", declared) == ["levels[2]"]


# -- too hard to prove ---------------------------------------------------------------------------------------


def seats(people: int, places_to_sit: int) -> list[tuple[dict[str, Any], str]]:
    """Any two in one place are P0, and all in some place are P1: where there are too few, nobody is only P1."""
    everyone = [f"person {number}" for number in range(people)]
    pairs = combinations(everyone, 2)
    return [
        *(({one: place, other: place}, "P0") for one, other in pairs for place in range(places_to_sit)),
        ({person: list(range(places_to_sit)) for person in everyone}, "P1"),
    ]


def last(findings: tuple[Finding, ...], number: int) -> list[str]:
    return [finding.code for finding in findings if finding.path == ("rules", number)]


@pytest.mark.parametrize(("people", "code"), [(4, []), (5, ["never-decisive"])])
def test_rules_that_are_proved_to_cover_another_one(people: int, code: list[str]) -> None:
    """M4: four people can sit in four places, five can't."""
    written = seats(people, 4)
    assert last(rules(*written, combine="first", otherwise="P1").check(), len(written) - 1) == code


def test_a_rule_of_which_it_is_not_proved_is_undecided_though_it_can_hold() -> None:
    """M4: that it holds somewhere is quickly seen, that another one decides there is not; so nothing is claimed."""
    written = seats(8, 7)
    findings = rules(*written, combine="first", otherwise="P1").check(effort=50_000)
    assert last(findings, len(written) - 1) == ["undecided"]
