"""Every finding of matrices drawn at random, and no other, as trying every combination tells them (M4)."""

from collections.abc import Iterable
from random import Random
from typing import Any

import pytest

from severity import brute
from slapolicy import UNCLEAR, SeverityMatrix
from slapolicy.findings import Finding

LEVELS = ["P0", "P1", "P2", "P3"]
TESTS: dict[str, list[Any]] = {
    "impact": ["high", "middle", "low", ["high", "low"], {"not": "high"}, {"not_in": ["middle", "low"]}, "huge"],
    "workaround": [True, False, {"not": True}],
    "users": [10, {"gt": 10}, {"ge": 20}, {"lt": 20}, {"le": 10}, {"gt": 10, "lt": 20}, {"not": 20}],
    "plan": ["free", "pro", ["free", "pro"], {"not": "free"}],
    "tags": [{"has": "vip"}, {"has": "eu"}, {"has": ["vip", "eu"]}],
}
PRESENCE = [{"present": True}, {"present": False}]


def a_condition(chance: Random, facts: list[str], depth: int) -> dict[str, Any]:
    form = chance.choice(("plain", "plain", "plain", "any", "all", "not")) if depth else "plain"
    if form == "not":
        return {"not": a_condition(chance, facts, depth - 1)}
    if form != "plain":
        return {form: [a_condition(chance, facts, depth - 1) for _ in range(2)]}
    tested = chance.sample(facts, chance.randint(1, min(2, len(facts))))
    return {fact: chance.choice([*TESTS[fact] * 2, *PRESENCE] if depth else TESTS[fact]) for fact in tested}


def a_matrix(chance: Random) -> SeverityMatrix:
    facts = chance.sample(list(TESTS), chance.choice((1, 2, 2, 3)))
    rules = [
        {"when": a_condition(chance, facts, chance.randint(0, 2)), "then": chance.choice([*LEVELS[:3] * 3, UNCLEAR])}
        for _ in range(chance.randint(1, 6))
    ]
    matrix = SeverityMatrix.rules(
        rules,
        levels=LEVELS,
        combine=chance.choice(["highest", "first", "unique"]),
        otherwise=chance.choice([UNCLEAR, UNCLEAR, "P1", "P2"]),
    )
    tested = sorted({test.fact for rule in matrix.by_rules for test in rule.when.tests()} & brute.RISING.keys())
    return matrix.replace(ordered=chance.sample(tested, min(len(tested), chance.randint(0, 1))))


def in_order(facts: Iterable[tuple[str, Any]]) -> brute.Facts:
    return {fact: tuple(sorted(value)) if isinstance(value, tuple) else value for fact, value in facts}


def is_simplest(finding: Finding, shown: list[brute.Facts]) -> bool:
    """It is one of those that show it, and none has fewer facts; where no two values are alike, it is the first."""
    assert finding.witness is not None
    witness, fewest = in_order(finding.witness.items()), min(map(len, shown))
    if set(witness) <= {"impact", "workaround"} and all(set(facts) <= {"impact", "workaround"} for facts in shown):
        return witness == next(facts for facts in shown if len(facts) == fewest)
    return witness in shown and len(witness) == fewest


def compare(matrix: SeverityMatrix) -> set[str]:
    """Check a matrix in both ways; gives back the codes of what was found."""
    every = brute.combinations_of(matrix)
    findings = matrix.check(brute.TYPES)
    found: dict[tuple[Any, ...], Finding] = {(finding.code, *finding.path): finding for finding in findings}
    expected: set[tuple[Any, ...]] = set()
    for (code, number), shown in brute.rules_found(matrix, every).items():
        key: tuple[Any, ...] = (code, "rules", number, *(["when"] if code == "never-holds" else []))
        expected.add(key)
        assert (found[key].witness is None) if not shown else is_simplest(found[key], shown)
    holes = brute.unanswered(matrix, every)
    if holes and matrix.otherwise == UNCLEAR:
        expected.add(("unanswered", "rules"))
        assert is_simplest(found["unanswered", "rules"], holes)
    given = {matrix.classify(**facts).severity for facts in every}
    expected |= {("never-given", "levels", number) for number, level in enumerate(LEVELS) if level not in given}
    for number, fact in enumerate(matrix.ordered):
        if brute.falls(matrix, fact, every):
            expected.add(("severity-falls", "ordered", number))
            shows_a_fall(matrix, fact, found["severity-falls", "ordered", number])
    assert found.keys() == expected
    assert len(findings) == len(found)
    return {finding.code for finding in findings}


def shows_a_fall(matrix: SeverityMatrix, fact: str, finding: Finding) -> None:
    """The two combinations differ in the fact only, and the one where it is higher is less severe."""
    assert finding.witness is not None
    assert finding.against is not None
    high, low = dict(finding.witness), dict(finding.against)
    higher, lower = high.pop(fact), low.pop(fact)
    assert high == low
    assert brute.RISING[fact].index(higher) > brute.RISING[fact].index(lower)
    after, before = (matrix.classify(**facts).severity for facts in (finding.witness, finding.against))
    assert matrix.severities.index(after) > matrix.severities.index(before)


def without_effect(matrix: SeverityMatrix) -> SeverityMatrix:
    """The matrix without the rules that never decide."""
    superfluous = {
        finding.path[1] for finding in matrix.check(brute.TYPES) if finding.code in ("never-holds", "never-decisive")
    }
    kept = [rule for number, rule in enumerate(matrix.by_rules) if number not in superfluous]
    return matrix.replace(rules=kept, ordered=())


@pytest.fixture
def count(request: pytest.FixtureRequest) -> int:
    return 20_000 if request.config.getoption("--long") else 2_000


def test_checks_find_what_trying_every_combination_finds(count: int) -> None:
    """M4: no finding is false and none is missing; each comes with the simplest combination that shows it."""
    chance, codes = Random(20261121), set[str]()
    for _ in range(count):
        codes |= compare(a_matrix(chance))
    assert codes == {"never-holds", "never-decisive", "conflict", "unanswered", "never-given", "severity-falls"}


def test_rules_that_never_decide_can_all_be_removed_at_once(count: int) -> None:
    """M4: and no answer changes."""
    chance, removed = Random(4), 0
    for _ in range(count // 5):
        matrix = a_matrix(chance)
        shorter = without_effect(matrix)
        removed += len(matrix.by_rules) - len(shorter.by_rules)
        for facts in brute.combinations_of(matrix):
            after = shorter.classify(**facts).severity if shorter.by_rules else shorter.otherwise
            assert after == matrix.classify(**facts).severity
    assert removed > count // 20
