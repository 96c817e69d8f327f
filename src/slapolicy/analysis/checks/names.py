"""Owners, calendars and facts that are declared, and that nothing in the policy names."""

from collections.abc import Iterable, Iterator

from slapolicy.errors import shown
from slapolicy.findings import Finding, FindingLevel
from slapolicy.obligations import Alternatives
from slapolicy.policy import Policy

__all__ = ["name_findings", "owners_named"]


def name_findings(policy: Policy) -> Iterator[Finding]:
    """Each name that is declared and not used; what events say is not known here."""
    yield from _unused("calendar", policy.calendars, _calendars_named(policy))
    yield from _unused("fact", policy.facts, _facts_named(policy))
    yield from _unused("owner", policy.owners, owners_named(policy))


def _unused(kind: str, declared: Iterable[str], named: Iterable[str | None]) -> Iterator[Finding]:
    used = set(named)
    for name in declared:
        if name not in used:
            yield Finding(
                code=f"unused-{kind}",
                level=FindingLevel.NOTE,
                path=(f"{kind}s", name),
                message=f"nothing in the policy names {shown(name)}",
                remedy="remove it, or use it",
            )


def owners_named(policy: Policy) -> Iterator[str]:
    """The owners of targets and levels, those who are told or paged, and those who may decide something."""
    for target in policy.targets.values():
        yield from (rule.owner for rule in target.owner)
    if policy.escalation:
        yield from (rule.owner for level in policy.escalation.levels for rule in level.owner)
        yield from (name for rule in policy.escalation.rules for name in (*rule.notify, *rule.page))
    yield from (rule.owner for rules in policy.responsibilities.values() for rule in rules)


def _calendars_named(policy: Policy) -> Iterator[str | None]:
    yield policy.calendar
    yield from (name for fact in policy.facts.values() for name in fact.arrived_during)
    yield from (rule.calendar for target in policy.targets.values() for rule in target.calendar)
    yield from (goal.calendar for goal in policy.availability_goals.values())
    if policy.escalation:
        yield from (rule.during for level in policy.escalation.levels for rule in level.owner)
        yield from (rule.calendar for rule in policy.escalation.rules)


def _facts_named(policy: Policy) -> Iterator[str]:
    """The facts that conditions read, the dimensions of a grid, and those that goals, messages and tickets ask for."""
    yield from (test.fact for _, held in policy.conditions() for test in held.tests())
    yield from policy.severity.by_grid
    yield from (goal.mean for goal in policy.goals.values() if goal.mean is not None)
    for rule in policy.updates:
        yield from (*rule.if_carries, *rule.forbids, *_each(rule.requires))
    yield from (*_each(policy.intake.requires), *_each(policy.intake.asks_for))
    for asked in policy.intake.rules:
        yield from (*_each(asked.requires), *_each(asked.asks_for))


def _each(alternatives: Iterable[Alternatives]) -> Iterator[str]:
    return (name for names in alternatives for name in names)
