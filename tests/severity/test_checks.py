"""What a check of a matrix finds, each on both sides, with the combination that shows it (M4)."""

from itertools import product
from random import Random
from typing import Any

import pytest

from slapolicy import UNCLEAR, PolicyError, SeverityMatrix
from slapolicy.findings import Finding, FindingLevel, Witness

SYMPTOM = {"symptom": {"one_of": ["outage", "slow", "question"]}}
COMPLETE: list[dict[str, Any]] = [
    {"when": {"symptom": "outage"}, "then": "P0"},
    {"when": {"symptom": "slow"}, "then": "P1"},
    {"when": {"symptom": "question"}, "then": "P2"},
]


def rules(*written: dict[str, Any], combine: str = "highest", **settings: Any) -> SeverityMatrix:
    """A matrix whose levels are stated where the rules alone don't bring them."""
    document = {"levels": ["P0", "P1", "P2"], "combine": combine, "rules": list(written)} | settings
    return SeverityMatrix.read(document)


def when(then: str, **facts: Any) -> dict[str, Any]:
    return {"when": facts, "then": then}


def plain(facts: Witness | None) -> dict[str, Any] | None:
    return None if facts is None else dict(facts)


def found(matrix: SeverityMatrix, facts: dict[str, Any] | None = None, *, but: str = "never-given") -> list[Any]:
    """Code, place and witness of each finding; levels that nothing gives are asked for where they matter."""
    return [
        (finding.code, finding.place, plain(finding.witness)) for finding in matrix.check(facts) if finding.code != but
    ]


# -- gaps ----------------------------------------------------------------------------------------------------


def test_a_complete_matrix_has_no_findings() -> None:
    """M4: every symptom is answered, every rule counts, every level is given."""
    assert rules(*COMPLETE).check(SYMPTOM) == ()


def test_a_combination_that_nothing_answers() -> None:
    """M4: without the last rule, a question is the gap; the witness is unclear, though nothing is missing (M2)."""
    matrix = rules(*COMPLETE[:2], levels=["P0", "P1"])
    assert found(matrix, SYMPTOM) == [("unanswered", "rules", {"symptom": "question"})]
    said = matrix.classify(symptom="question")
    assert (said.severity, said.missing) == (UNCLEAR, ())


def test_facts_that_are_missing_are_no_gap() -> None:
    """M2, M4: with users and workaround known each is answered; with one of them missing it is unclear by design."""
    matrix = rules(
        when("P0", users={"gt": 100}),
        when("P1", users={"le": 100}, workaround=False),
        when("P2", users={"le": 100}, workaround=True),
    )
    assert matrix.check() == ()
    assert matrix.classify(users=5).missing == ("workaround",)


def test_a_gap_between_two_numbers() -> None:
    """M4: more than 100 and less than 100 leave 100; from 100 and up to 99 leave what lies between, such as 99.5."""
    assert found(rules(when("P0", users={"gt": 100}), when("P1", users={"lt": 100}))) == [
        ("unanswered", "rules", {"users": 100})
    ]
    ((code, _, witness),) = found(rules(when("P0", users={"ge": 100}), when("P1", users={"le": 99})))
    assert code == "unanswered"
    assert witness is not None
    assert 99 < witness["users"] < 100


def test_a_text_that_no_rule_names_is_a_gap_unless_the_texts_are_listed() -> None:
    """M4."""
    ((code, _, witness),) = found(rules(*COMPLETE))
    assert code == "unanswered"
    assert witness is not None
    assert witness["symptom"] not in ("outage", "slow", "question")


def test_otherwise_answers_what_no_rule_does() -> None:
    """M4: a level, said for all the rest."""
    assert rules(*COMPLETE[:1], otherwise="P2", levels=["P0", "P2"]).check() == ()


def test_the_simplest_gap_has_as_few_facts_as_possible() -> None:
    """M4: two facts are needed to leave the first rule and the second one; the third fact plays no part."""
    matrix = rules(when("P0", a=True), when("P1", b=True), when("P2", a=True, b=True, c=True))
    assert found(matrix)[-1] == ("unanswered", "rules", {"a": False, "b": False})


def test_a_fact_that_is_only_asked_for_may_be_absent_in_a_gap() -> None:
    """M2, M4: that it is not given is known, so nothing is missing."""
    matrix = rules(when("P0", report={"present": True}))
    assert found(matrix) == [("unanswered", "rules", {})]
    assert matrix.classify() == matrix.classify(other=1)
    assert matrix.classify().missing == ()
    assert found(rules(when("P0", report={"present": True}), when("P1", report={"present": False}))) == []


# -- rules that never count ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "facts"),
    [
        ({"users": {"gt": 10, "lt": 10}}, {}),
        ({"all": [{"plan": "pro"}, {"plan": "free"}]}, {}),
        ({"symptom": "fire"}, SYMPTOM),
        ({"users": "many"}, {"users": "number"}),
        ({"tags": {"has": "eu"}}, {"tags": {"many_of": ["vip"]}}),
        ({"tags": {"has": "eu"}}, {"tags": "text"}),
        ({"not": {"any": [{"plan": {"present": True}}, {"plan": {"present": False}}]}}, {}),
        ({"seen": {"lt": "1970-01-01T00:00:00Z"}}, {}),  # no instant is earlier (T10)
    ],
)
def test_a_rule_that_can_never_hold(condition: dict[str, Any], facts: dict[str, Any]) -> None:
    """M4: there is no combination to show."""
    findings = rules({"when": condition, "then": "P0"}, otherwise="P1").check(facts)
    assert ("never-holds", "rules[0].when", None) in [(each.code, each.place, plain(each.witness)) for each in findings]
    assert findings[0].level is FindingLevel.ERROR


@pytest.mark.parametrize(
    ("condition", "facts"),
    [
        ({"users": {"ge": 10, "le": 10}}, {}),
        ({"users": {"gt": 10, "lt": 11}}, {}),
        ({"symptom": "fire"}, {}),
        ({"tags": {"has": ["eu", "vip"]}}, {"tags": {"many_of": ["vip", "eu"]}}),
        ({"seen": {"le": "1970-01-01T00:00:00Z"}}, {}),
        ({}, {}),
    ],
)
def test_a_rule_that_can_hold(condition: dict[str, Any], facts: dict[str, Any]) -> None:
    """M4: if only in one value."""
    codes = {finding.code for finding in rules({"when": condition, "then": "P0"}).check(facts)}
    assert "never-holds" not in codes


WIDE, NARROW = {"symptom": ["outage", "slow"]}, {"symptom": "outage"}


@pytest.mark.parametrize(
    ("combine", "first", "second", "number"),
    [
        ("first", (WIDE, "P1"), (NARROW, "P0"), 1),  # an earlier rule holds wherever this one does
        ("first", (NARROW, "P0"), (WIDE, "P1"), None),
        ("highest", (WIDE, "P0"), (NARROW, "P1"), 1),  # a higher one does, wherever it stands
        ("highest", (NARROW, "P1"), (WIDE, "P0"), 0),
        ("highest", (NARROW, "P0"), (WIDE, "P1"), None),
        ("highest", (NARROW, "P0"), (WIDE, "P0"), 0),  # as high is enough
        ("highest", (NARROW, "P0"), (NARROW, "P0"), 1),  # of two that say the same, the later one
        ("unique", (NARROW, "P0"), (WIDE, "P0"), 0),
        ("unique", (NARROW, "P0"), (WIDE, "P1"), None),  # that is a conflict
    ],
)
def test_a_rule_that_never_decides(
    combine: str, first: tuple[Any, str], second: tuple[Any, str], number: int | None
) -> None:
    """M4: the combination is one in which the rule holds and another one decides."""
    matrix = rules(*({"when": held, "then": then} for held, then in (first, second)), combine=combine)
    findings = [finding for finding in matrix.check() if finding.code == "never-decisive"]
    assert [finding.path for finding in findings] == ([] if number is None else [("rules", number)])
    for finding in findings:
        assert plain(finding.witness) == {"symptom": "outage"}
        assert f"rules[{1 - finding.path[1]}]" in finding.message  # type: ignore[operator]
        assert matrix.by_rules[finding.path[1]].when.holds(finding.witness)  # type: ignore[index, arg-type]


def test_several_rules_together_can_cover_one() -> None:
    """M4: neither of the first two covers the third, both do."""
    pair = [when("P0", users={"gt": 5}), when("P0", users={"le": 5}, plan="pro")]
    covered = when("P1", users={"present": True}, plan="pro")
    assert [each[0] for each in found(rules(*pair, covered))] == ["never-decisive", "unanswered"]
    gap = [pair[0], when("P0", users={"lt": 5}, plan="pro")]
    assert [each[0] for each in found(rules(*gap, covered))] == ["unanswered"]  # five users, plan pro


# -- conflicts -----------------------------------------------------------------------------------------------


def test_two_rules_that_hold_together_are_in_conflict_without_an_order() -> None:
    """M4: `unique` states none; the combination is unclear, for both reasons (M2)."""
    pair = when("P0", users={"gt": 100}), when("P1", workaround=False)
    matrix = rules(*pair, combine="unique")
    conflict = matrix.check()[0]
    assert (conflict.code, conflict.place, conflict.level) == ("conflict", "rules[1]", FindingLevel.ERROR)
    assert plain(conflict.witness) == {"users": 101, "workaround": False}
    assert "rules[0]" in conflict.message
    said = matrix.classify(users=101, workaround=False)
    assert (said.severity, len(said.reasons)) == (UNCLEAR, 2)


@pytest.mark.parametrize("combine", ["highest", "first"])
def test_an_order_leaves_no_conflict(combine: str) -> None:
    """M4."""
    pair = when("P0", users={"gt": 100}), when("P1", workaround=False)
    assert "conflict" not in {finding.code for finding in rules(*pair, combine=combine).check()}


def test_rules_that_agree_or_exclude_each_other_are_no_conflict() -> None:
    """M4."""
    assert "conflict" not in {each[0] for each in found(rules(*COMPLETE, combine="unique"))}
    same = when("P0", users={"gt": 100}), when("P0", workaround=False)
    assert "conflict" not in {each[0] for each in found(rules(*same, combine="unique"))}


# -- levels --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("matrix", "never"),
    [
        (rules(*COMPLETE), []),
        (rules(*COMPLETE, levels=["P0", "P1", "P2", "P3"]), ["levels[3]"]),
        (rules(*COMPLETE, levels=["P0", "P1", "P2", "P3"], otherwise="P3"), []),
        (rules(*COMPLETE[1:], when("P0", symptom="fire")), ["levels[0]"]),
        (rules(*COMPLETE, levels=["P0", "P1", "P2", "unclear"]), []),
        (rules(when("P0", a=True), when("P1", a=True), combine="unique"), ["levels[0]", "levels[1]", "levels[2]"]),
        (rules(when("P0"), otherwise="P1"), ["levels[1]", "levels[2]"]),  # a rule without a condition leaves no rest
        (rules(when("P0"), when("P1", a=True), combine="first", otherwise="P2"), ["levels[1]", "levels[2]"]),
    ],
)
def test_a_level_that_nothing_gives(matrix: SeverityMatrix, never: list[str]) -> None:
    """M4: there is no combination to show."""
    assert [each.place for each in matrix.check(SYMPTOM) if each.code == "never-given"] == never


# -- severity that falls -------------------------------------------------------------------------------------

IMPACT = {"impact": {"one_of": ["high", "middle", "low"]}}


def fall(matrix: SeverityMatrix, facts: dict[str, Any]) -> Finding | None:
    findings = [finding for finding in matrix.check(facts) if finding.code == "severity-falls"]
    for finding in findings:
        assert finding.witness is not None
        assert finding.against is not None
        after, before = (matrix.classify(**shown).severity for shown in (finding.witness, finding.against))
        assert matrix.severities.index(after) > matrix.severities.index(before)
    return findings[0] if findings else None


FALLING = {
    "highest": [when("P0", impact=["high", "low"]), when("P1", impact="middle")],
    "first": [when("P1", impact="middle"), when("P0", impact={"present": True})],
    "unique": [when("P0", impact=["high", "low"]), when("P1", impact="middle")],
}


@pytest.mark.parametrize("combine", ["highest", "first", "unique"])
def test_a_severity_that_falls_as_a_fact_rises(combine: str) -> None:
    """M4: from low to middle it falls from P0 to P1; the rules say that impact is ordered."""
    finding = fall(rules(*FALLING[combine], combine=combine, ordered=["impact"]), IMPACT)
    assert finding is not None
    assert (plain(finding.witness), plain(finding.against)) == ({"impact": "middle"}, {"impact": "low"})
    assert (finding.place, finding.level) == ("ordered[0]", FindingLevel.WARNING)
    assert fall(rules(*FALLING[combine], combine=combine), IMPACT) is None


@pytest.mark.parametrize("combine", ["highest", "first", "unique"])
def test_a_severity_that_never_falls(combine: str) -> None:
    """M4."""
    rising = when("P0", impact="high"), when("P1", impact=["middle", "low"])
    assert fall(rules(*rising, combine=combine, ordered=["impact"]), IMPACT) is None


@pytest.mark.parametrize(
    ("condition", "fact", "declared"),
    [
        ({"refund": {"lt": 1000}}, "refund", "number"),
        ({"workaround": False}, "workaround", "boolean"),  # true is the higher one
        ({"due": {"lt": "2026-03-06T12:00:00Z"}}, "due", "instant"),
        ({"refund": {"lt": 1000}}, "refund", None),
    ],
)
def test_what_rises(condition: dict[str, Any], fact: str, declared: str | None) -> None:
    """M4: numbers and instants rise, true is higher than false; it falls to what is said of all the rest."""
    matrix = rules({"when": condition, "then": "P0"}, ordered=[fact], otherwise="P1")
    assert fall(matrix, {fact: declared} if declared else {}) is not None
    turned = rules({"when": {"all": [{fact: {"present": True}}, {"not": condition}]}, "then": "P0"}, ordered=[fact])
    assert fall(turned.replace(otherwise="P1"), {fact: declared} if declared else {}) is None


def test_a_fall_past_a_level_that_is_unclear() -> None:
    """M4: unclear is neither more nor less severe, and does not hide that high is less severe than low."""
    matrix = rules(
        when("P1", impact="high"), when("unclear", impact="middle"), when("P0", impact="low"), ordered=["impact"]
    )
    finding = fall(matrix, IMPACT)
    assert finding is not None
    assert (plain(finding.witness), plain(finding.against)) == ({"impact": "high"}, {"impact": "low"})
    assert fall(rules(when("P1", impact="low"), when("unclear", impact="high"), ordered=["impact"]), IMPACT) is None


def test_what_only_a_missing_fact_brings_is_no_fall() -> None:
    """M2, M4: high without a workaround known would be P2 as for all the rest; known, it is P0 or P1."""
    matrix = rules(
        when("P0", impact="high", workaround=False),
        when("P1", impact="high", workaround=True),
        when("P1", impact="low"),
        otherwise="P2",
        ordered=["impact"],
    )
    two = {"impact": {"one_of": ["high", "low"]}}
    assert matrix.classify(impact="high").severity == "P2"
    assert fall(matrix, two) is None
    harmless = matrix.replace(rules=[*matrix.by_rules[:1], *matrix.by_rules[2:]])
    finding = fall(harmless, two)
    assert finding is not None
    assert (plain(finding.witness), plain(finding.against)) == (
        {"impact": "high", "workaround": True},
        {"impact": "low", "workaround": True},
    )


def test_a_fact_without_an_order_can_not_be_ordered() -> None:
    """M4: a text that lists no values, or a list."""
    matrix = rules(when("P0", plan="pro"), when("P1", tags={"has": "vip"}), ordered=["plan", "tags"])
    assert [each[:2] for each in found(matrix) if each[0] == "no-order"] == [
        ("no-order", "ordered[0]"),
        ("no-order", "ordered[1]"),
    ]
    assert "no-order" not in {each[0] for each in found(matrix, {"plan": {"one_of": ["pro"]}, "tags": "number"})}


# -- settings ------------------------------------------------------------------------------------------------

CELLS = {"high": {"high": "P1", "low": "P2"}, "low": {"high": "P0", "low": "P2"}}
GRID: dict[str, Any] = {
    "levels": ["P0", "P1", "P2"],
    "grid": {"impact": ["high", "low"], "urgency": ["high", "low"]},
    "cells": CELLS,
}


@pytest.mark.parametrize(
    ("document", "place", "code"),
    [
        (GRID | {"may_fall": ["impct"]}, "may_fall[0]", "unknown-dimension"),
        (GRID | {"may_fall": ["urgency"]}, "may_fall[0]", "superfluous"),
        (GRID | {"may_fall": ["impact", "impact"]}, "may_fall[1]", "dimension-twice"),
        (GRID | {"ordered": ["impact"]}, "ordered[0]", "unknown-dimension"),  # a grid's dimensions are ordered already
        ({"rules": COMPLETE, "ordered": ["symptoms"]}, "ordered[0]", "unknown-dimension"),
        ({"rules": COMPLETE, "ordered": ["symptom", "symptom"]}, "ordered[1]", "dimension-twice"),
        ({"rules": COMPLETE, "may_fall": ["symptom"]}, "may_fall[0]", "unknown-dimension"),
        ({"levels": ["P0"], "ordered": ["symptom"]}, "ordered[0]", "unknown-dimension"),
    ],
)
def test_a_setting_that_says_nothing_is_refused(document: dict[str, Any], place: str, code: str) -> None:
    """M4, P3: an opt-out is stated of what is there, and once."""
    with pytest.raises(PolicyError) as refused:
        SeverityMatrix.read(document)
    assert [(fault.place, fault.code) for fault in refused.value.faults] == [(place, code)]


def test_settings_survive_their_document() -> None:
    """P2."""
    for document in (GRID | {"may_fall": ["impact"]}, {"rules": COMPLETE, "ordered": ["symptom"]}):
        matrix = SeverityMatrix.read(document)
        assert SeverityMatrix.read(matrix.model_dump(mode="json", by_alias=True, exclude_defaults=True)) == matrix


def test_settings_are_keywords_of_both_forms() -> None:
    """M4."""
    assert SeverityMatrix.rules(COMPLETE, ordered=["symptom"]).ordered == ("symptom",)
    grid = SeverityMatrix.grid(impact=["high", "low"], cells={"high": "P1", "low": "P0"}, levels=["P0", "P1"])
    assert [finding.code for finding in grid.check()] == ["severity-falls"]
    stated = SeverityMatrix.grid(
        impact=["high", "low"], cells={"high": "P1", "low": "P0"}, levels=["P0", "P1"], may_fall=["impact"]
    )
    assert stated.check() == ()


def test_a_type_that_is_none_is_refused() -> None:
    """P3."""
    with pytest.raises(PolicyError) as refused:
        rules(*COMPLETE).check({"symptom": "word"})
    assert [(fault.code, fault.place) for fault in refused.value.faults] == [("unknown-type", "symptom")]


# -- grids ---------------------------------------------------------------------------------------------------


def test_a_grid_in_which_the_severity_falls() -> None:
    """M4: with urgency high, impact rises from low to high, and the severity falls from P0 to P1."""
    (finding,) = SeverityMatrix.read(GRID).check()
    assert (finding.code, finding.place) == ("severity-falls", "grid.impact")
    assert plain(finding.witness) == {"impact": "high", "urgency": "high"}
    assert plain(finding.against) == {"impact": "low", "urgency": "high"}
    assert "from `P0` to `P1`" in finding.message


def test_a_grid_may_fall_where_that_is_stated() -> None:
    """M4: the opt-out."""
    assert SeverityMatrix.read(GRID | {"may_fall": ["impact"]}).check() == ()


def test_a_grid_that_falls_past_an_unclear_cell() -> None:
    """M4: low is P0, middle unclear, high P1."""
    cells = {"high": "P1", "middle": "unclear", "low": "P0"}
    document = {"levels": ["P0", "P1"], "grid": {"impact": ["high", "middle", "low"]}, "cells": cells}
    (finding,) = SeverityMatrix.read(document).check()
    assert (plain(finding.witness), plain(finding.against)) == ({"impact": "high"}, {"impact": "low"})
    assert SeverityMatrix.read(document | {"cells": cells | {"low": "P1", "middle": "P1"}}).check()[0].code == (
        "never-given"
    )


def test_a_grid_and_the_types_of_its_facts() -> None:
    """M4: a level that the fact never has, and a value that is no level."""
    document = GRID | {"may_fall": ["impact"]}
    findings = SeverityMatrix.read(document).check(
        {"impact": {"one_of": ["high", "low", "none"]}, "urgency": {"one_of": ["high", "middle"]}}
    )
    assert [(each.code, each.place, plain(each.witness)) for each in findings] == [
        ("never-holds", "grid.urgency[1]", None),
        ("unanswered", "grid.impact", {"impact": "none", "urgency": "high"}),
        ("unanswered", "grid.urgency", {"impact": "high", "urgency": "middle"}),
        ("never-given", "levels[2]", None),  # P2 is for low urgency only
    ]
    for finding in findings[1:3]:
        assert finding.witness is not None
        said = SeverityMatrix.read(document).classify(**finding.witness)
        assert (said.severity, said.missing) == (UNCLEAR, ())
    answered = SeverityMatrix.read(document | {"otherwise": "P2"}).check({"impact": "text"})
    assert answered == ()


def test_a_grid_whose_dimension_is_never_one_of_its_levels() -> None:
    """M4."""
    findings = SeverityMatrix.read(GRID).check({"impact": "number", "urgency": {"one_of": ["high", "low"]}})
    assert [(each.code, each.place) for each in findings] == [
        ("never-holds", "grid.impact[0]"),
        ("never-holds", "grid.impact[1]"),
        ("unanswered", "grid.impact"),
        *(("never-given", f"levels[{number}]") for number in range(3)),
    ]


@pytest.mark.parametrize("seed", range(20))
def test_a_grid_at_random_falls_where_two_of_its_cells_say_so(seed: int) -> None:
    """M4: every two cells that differ in one dimension are compared."""
    chance = Random(seed)
    levels = {"a": ["x", "y", "z"], "b": ["x", "y"], "c": ["x", "y", "z"]}
    severities = ["P0", "P1", "P2", UNCLEAR]
    weights = [3, 1, 1, 1] if seed % 2 else [1, 40, 1, 1]
    cells = {each: chance.choices(severities, weights)[0] for each in product(*levels.values())}
    matrix = SeverityMatrix.read({"levels": severities[:3], "grid": levels, "cells": cells})
    expected = set()
    for (one, higher), (other, lower) in product(cells.items(), repeat=2):
        differ = [place for place in range(3) if one[place] != other[place]]
        if len(differ) == 1 and one < other and UNCLEAR not in (higher, lower) and higher > lower:  # x is the highest
            expected.add(list(levels)[differ[0]])
    findings = {each.path[1]: each for each in matrix.check() if each.code == "severity-falls"}
    assert findings.keys() == expected
    for finding in findings.values():
        fall(matrix, {})
        assert finding.witness is not None


def test_only_levels_leave_nothing_to_check() -> None:
    """M4: events state the severity."""
    assert SeverityMatrix.read({"levels": ["P0", "P1"]}).check() == ()


# -- size ----------------------------------------------------------------------------------------------------


def table(count: int, combine: str) -> SeverityMatrix:
    """Rules over six facts of six values, drawn at random."""
    chance, written = Random(count), []
    for _ in range(count):
        facts = chance.sample([f"fact {place}" for place in range(6)], chance.randint(2, 6))
        held = {fact: chance.sample("abcdef", chance.randint(1, 3)) for fact in facts}
        written.append({"when": held, "then": chance.choice(["P0", "P1", "P2"])})
    return SeverityMatrix.read({"levels": ["P0", "P1", "P2"], "combine": combine, "rules": written})


@pytest.mark.parametrize("combine", ["highest", "first", "unique"])
def test_four_hundred_rules_over_six_facts_are_decided(combine: str) -> None:
    """M4: within a small part of the bound of work."""
    types = {f"fact {place}": {"one_of": list("abcdef")} for place in range(6)}
    findings = table(400, combine).check(types, effort=4_000_000)
    assert "undecided" not in {finding.code for finding in findings}


def test_a_complete_table_is_proved_complete() -> None:
    """M4: 243 combinations of five facts with a rule each, and then one of them taken away."""
    facts = "vwxyz"
    written = [
        when(f"P{each.count('a') % 3}", **dict(zip(facts, each, strict=True))) for each in product("abc", repeat=5)
    ]
    types = {fact: {"one_of": list("abc")} for fact in facts}
    assert rules(*written, combine="unique").check(types) == ()
    gap = written.pop(200)
    (finding,) = rules(*written, combine="unique").check(types)
    assert (finding.code, plain(finding.witness)) == ("unanswered", gap["when"])


def test_a_grid_of_more_than_a_million_cells_is_refused() -> None:
    """M4, P3: before its cells are looked for."""
    with pytest.raises(PolicyError) as refused:
        SeverityMatrix.read({"grid": {f"fact {place}": list("abcdef") for place in range(8)}, "cells": {}})
    assert [fault.code for fault in refused.value.faults] == ["too-big"]


def test_past_the_bound_of_work_it_is_undecided() -> None:
    """M4: said of every question, and never guessed."""
    for combine in ("highest", "first", "unique"):
        matrix = table(30, combine).replace(levels=["P0", "P1", "P2", "P3"], ordered=["fact 0"])
        findings = matrix.check({"fact 0": {"one_of": list("abcdef")}}, effort=25)
        assert {finding.code for finding in findings} == {"undecided"}
        assert {"rules", "ordered[0]", "rules[29]"} <= {finding.place for finding in findings}
        assert all(finding.level is FindingLevel.NOTE for finding in findings)


def test_too_many_values_to_write_the_questions_down_are_undecided() -> None:
    """M4: 2,000 rules that each compare a fact with 1,100 values."""
    values = [f"v{number}" for number in range(1_100)]
    written = [when("P0", a={"not_in": [value, f"w{number}"]}) for number, value in enumerate(values * 2)]
    (finding,) = rules(*written).check({"a": {"one_of": values}})
    assert (finding.code, finding.place) == ("undecided", "rules")
