"""A matrix of rules looked at combination by combination: slow, and obviously right.

It shares the conditions with the library, and nothing of its search: every combination of values is tried, and what a
severity may still become is found by trying every set of the rules that are still open.
"""

from collections.abc import Mapping
from itertools import chain, combinations, product
from typing import Any

from slapolicy import UNCLEAR, SeverityMatrix
from slapolicy.severity import SeverityRule

Facts = dict[str, Any]
VALUES: dict[str, list[Any]] = {
    "impact": ["high", "middle", "low"],
    "workaround": [False, True],
    "users": [0, 9, 10, 11, 19, 20, 21],  # compared with 10, with 20 or with both
    "plan": ["free", "pro", "something else"],
    "tags": [(), ("eu",), ("vip",), ("eu", "vip")],
}
TYPES: dict[str, Any] = {
    "impact": {"one_of": ["high", "middle", "low"]},
    "users": "number",
    "workaround": "boolean",
    "tags": "list",
}
RISING: dict[str, list[Any]] = {
    "impact": ["low", "middle", "high"],
    "workaround": [False, True],
    "users": [0, 9, 10, 11, 19, 20, 21],
}


def combinations_of(matrix: SeverityMatrix) -> list[Facts]:
    """Every combination of the facts that the rules test, each of them absent or one of its values."""
    tested = dict.fromkeys(test.fact for rule in matrix.by_rules for test in rule.when.tests())
    every = product(*([None, *VALUES[fact]] for fact in tested))
    named = (zip(tested, each, strict=True) for each in every)
    return [{fact: value for fact, value in each if value is not None} for each in named]


def covers(matrix: SeverityMatrix, one: int, other: int) -> bool:
    first, second = matrix.by_rules[one].then, matrix.by_rules[other].then
    order = [*matrix.severities, UNCLEAR]
    return {
        "first": one < other,
        "unique": one != other and first == second,
        "highest": one != other and order.index(first) <= order.index(second),
    }[matrix.combine]


def rules_found(matrix: SeverityMatrix, every: list[Facts]) -> dict[tuple[str, int], list[Facts]]:
    """The rules that never hold, never decide or clash, each with all combinations that show it."""
    holds = [[rule.when.holds(facts) for facts in every] for rule in matrix.by_rules]
    kept = set(range(len(holds)))
    found: dict[tuple[str, int], list[Facts]] = {}
    for number in reversed(range(len(holds))):
        here = [place for place, held in enumerate(holds[number]) if held]
        winners = [each for each in kept if covers(matrix, each, number)]
        if not here:
            found["never-holds", number] = []
        elif all(any(holds[each][place] for each in winners) for place in here):
            found["never-decisive", number] = [every[place] for place in here]
        else:
            continue
        kept.remove(number)
    for number in range(len(holds) if matrix.combine == "unique" else 0):
        others = [each for each in range(number) if matrix.by_rules[each].then != matrix.by_rules[number].then]
        clashes = [
            facts
            for place, facts in enumerate(every)
            if holds[number][place] and any(holds[each][place] for each in others)
        ]
        if clashes:
            found["conflict", number] = clashes
    return found


def unanswered(matrix: SeverityMatrix, every: list[Facts]) -> list[Facts]:
    """The combinations that are unclear because no rule holds, with nothing missing that could change it (M2)."""
    answers = [(facts, matrix.classify(**facts)) for facts in every]
    return [facts for facts, said in answers if (said.reasons, said.missing) == (("no rule holds",), ())]


def falls(matrix: SeverityMatrix, fact: str, every: list[Facts]) -> bool:
    """Whether two combinations differ in one fact only, the higher one being surely less severe."""
    order = matrix.severities
    for rest in every:
        if fact in rest:
            continue
        possible = [answers(matrix, rest | {fact: value}) for value in RISING[fact]]
        for place, higher in enumerate(possible):
            for lower in possible[:place]:
                if UNCLEAR in higher | lower:
                    continue
                if min(map(order.index, higher)) > max(map(order.index, lower)):
                    return True
    return False


def answers(matrix: SeverityMatrix, facts: Mapping[str, Any]) -> set[str]:
    """What the severity may be, whatever the open rules turn out to be."""
    hangs = [(rule, rule.when.open_facts(facts) is not None) for rule in matrix.by_rules]
    known = [rule for rule, is_open in hangs if not is_open and rule.when.holds(facts)]
    opened = [rule for rule, is_open in hangs if is_open]
    some_of = chain.from_iterable(combinations(opened, count) for count in range(len(opened) + 1))
    return {combined(matrix, [*known, *more]) for more in some_of}


def combined(matrix: SeverityMatrix, holding: list[SeverityRule]) -> str:
    """The severity where exactly these rules hold."""
    given = {rule.then for rule in holding}
    if not given:
        return matrix.otherwise
    if matrix.combine == "first":
        return next(rule.then for rule in matrix.by_rules if rule in holding)
    if matrix.combine == "unique":
        return given.pop() if len(given) == 1 else UNCLEAR
    return next(severity for severity in (*matrix.severities, UNCLEAR) if severity in given)
