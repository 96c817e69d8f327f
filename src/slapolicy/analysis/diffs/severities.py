"""Severities: levels that may be stated, and facts of which the two matrices make something else (M1, M2)."""

from collections.abc import Iterator

from slapolicy.analysis.diffs.changes import Change, ChangeVerdict, Part, Witness
from slapolicy.analysis.diffs.ground import Facts, Ground
from slapolicy.analysis.diffs.replays import MONDAY, alone, opening, seen_with
from slapolicy.analysis.diffs.tables import Table, differences
from slapolicy.conditions import All, Any, Condition, Op, Test
from slapolicy.policy import Policy
from slapolicy.severity import UNCLEAR, Combine, SeverityMatrix
from slapolicy.tickets import Ticket
from slapolicy.witnesses import UNDECIDED

__all__ = ["severity_changes"]


def severity_changes(ground: Ground) -> Iterator[Change]:
    """What changed in the levels, and in what facts lead to."""
    yield from _levels(ground)
    old, new = answers(ground.old.severity), answers(ground.new.severity)
    unstated = {"severity": None, "at": None}
    for found in differences(ground, old.pinned(unstated), new.pinned(unstated), str.__eq__):
        change = f"{found.old} became {found.new}"
        name = f"{found.old} to {found.new}"
        if found.facts is UNDECIDED:
            sentence = f"not found out within the bound of work: whether {change} for any facts"
            yield Change(part=Part.SEVERITY, name=name, verdict=ChangeVerdict.UNDECIDED, sentence=sentence)
            continue
        yield Change(
            part=Part.SEVERITY,
            name=name,
            verdict=ChangeVerdict.DIFFERENT,
            sentence=change + seen_with(found.facts),
            facts=found.facts,
            old=found.old,
            new=found.new,
            witnesses=_shown(ground, found.facts),
        )


def answers(matrix: SeverityMatrix) -> Table[str]:
    """A matrix as a table: the first row that holds gives the severity (M4)."""
    if matrix.by_grid:
        rows = [
            (All(tuple(Test(name, Op.IN, (level,)) for name, level in zip(matrix.by_grid, cell, strict=True))), given)
            for cell, given in matrix.cells.items()
        ]
        return Table(tuple(rows), matrix.otherwise)
    rules = [(rule.when, rule.then) for rule in matrix.by_rules]
    if matrix.combine is Combine.HIGHEST:
        rules.sort(key=lambda row: (*matrix.severities, UNCLEAR).index(row[1]))
    if matrix.combine is Combine.UNIQUE:
        return Table((*((held, UNCLEAR) for held in _conflicts(rules)), *rules), matrix.otherwise)
    return Table(tuple(rules), matrix.otherwise)


def _conflicts(rules: list[tuple[Condition, str]]) -> Iterator[Condition]:
    """Where rules that give different severities hold together."""
    by_severity: dict[str, list[Condition]] = {}
    for when, then in rules:
        by_severity.setdefault(then, []).append(when)
    each = [Any(tuple(conditions)) for conditions in by_severity.values()]
    return (All((one, other)) for number, one in enumerate(each) for other in each[number + 1 :])


def _levels(ground: Ground) -> Iterator[Change]:
    """Severities that only one of the policies lets an event state."""
    old, new = ground.old.severity.severities, ground.new.severity.severities
    for severity in ground.severities:
        before, after = (not known or severity in (*known, UNCLEAR) for known in (old, new))
        if before is after:
            continue
        verdict = ChangeVerdict.ADDED if after else ChangeVerdict.REMOVED
        facts = Facts({"severity": severity})
        yield Change(
            part=Part.SEVERITY,
            name=severity,
            verdict=verdict,
            sentence=f"an event {'can' if after else 'can no longer'} state it",
            facts=facts,
            witnesses=_shown(ground, facts),
        )


def _shown(ground: Ground, facts: Facts) -> tuple[Witness, ...]:
    ticket = opening(["created"], facts)
    old, new = (_severity(policy, ticket) for policy in (ground.old, ground.new))
    return (Witness(ticket, MONDAY, old, new),) if old != new else ()


def _severity(policy: Policy, ticket: Ticket) -> str:
    return alone(policy).evaluate(ticket, at=MONDAY).severity
