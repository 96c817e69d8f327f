"""What a check finds in the ladder, each with an instant, and rules that wait for a clock in vain (E1, E2)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from slapolicy.analysis.checks.scopes import Scope, search_of
from slapolicy.analysis.checks.times import known_for
from slapolicy.conditions import ALWAYS_HOLDS
from slapolicy.errors import HorizonError, shown
from slapolicy.escalation import EmptyLevel, EscalationRule, Level
from slapolicy.escalation.checks import ladder_findings
from slapolicy.escalation.coverage import closed_together
from slapolicy.escalation.rules import NEXT
from slapolicy.findings import Finding, FindingLevel, undecided
from slapolicy.policy import Policy
from slapolicy.targets import Transfer
from slapolicy.witnesses import UNDECIDED, Effort, Undecided

__all__ = ["owner_findings", "reach_findings", "waiting_findings"]

_SINCE = datetime(2024, 1, 8, tzinfo=UTC)
"""From when on an instant is looked for; a Monday."""
_A_WEEK = timedelta(days=7)
"""So long after the new year, it has come in every zone."""


def owner_findings(policy: Policy, effort: int) -> Iterator[Finding]:
    """The findings of the ladder; where calendars have to be closed, with an instant at which they are."""
    for finding in ladder_findings(policy, effort=effort):
        yield finding if finding.witness is None else replace(finding, at=_closed_at(policy, finding))


def _closed_at(policy: Policy, finding: Finding) -> datetime | None:
    """When all calendars are closed whose owners would have the ticket; none where there are none, or none is known."""
    missed = [policy.calendars[name] for name in _missed(policy, finding)]
    known = [span.start + _A_WEEK for calendar in missed if (span := known_for(calendar)) is not None]
    closed = closed_together(missed) if missed else None
    try:
        return closed.next_open(max([_SINCE, *known])) if closed is not None else None
    except HorizonError:
        return None


def _missed(policy: Policy, finding: Finding) -> Iterator[str]:
    """The calendars of owners who would have the ticket of the witness, at the finding's level or at any."""
    facts: Any = finding.witness
    levels = policy.escalation.levels if policy.escalation else ()
    concerned = [level for number, level in enumerate(levels) if finding.path[2:3] in ((), (number,))]
    for level in [level for level in concerned if level.is_for(facts)] or concerned[:1]:
        fitting = (rule.during for rule in level.owner if rule.when.holds(facts))
        yield from (name for name in fitting if name is not None and name in policy.calendars)


def reach_findings(policy: Policy) -> Iterator[Finding]:
    """Levels that no ticket comes to by itself: no rule leads to them or past them, and a lower one keeps it."""
    if policy.escalation is None:
        return
    levels, rules = policy.escalation.levels, policy.escalation.rules
    if any(rule.to == NEXT for rule in rules) or any(level.respond is not None for level in levels):
        return
    first = next((number for number, level in enumerate(levels) if _keeps(level, policy)), len(levels))
    named = {rule.to for rule in rules}
    led_to = (number for number in range(first + 1, len(levels)) if levels[number].name in named)
    for number in range(first + 1, next(led_to, len(levels))):
        yield Finding(
            code="never-reached",
            level=FindingLevel.NOTE,
            path=("escalation", "levels", number),
            message="no rule leads to this level; only an `escalated` event can",
            remedy="write a rule with `to`, or `respond` at the level below",
        )


def _keeps(level: Level, policy: Policy) -> bool:
    """Whether every ticket that comes to a level stays there: it is for all, and somebody has it, or is waited for."""
    waits = policy.escalation is not None and policy.escalation.empty is EmptyLevel.WAIT
    roles = [rule for rule in level.owner if rule.owner not in policy.owners or not policy.owners[rule.owner].rotation]
    return level.when == ALWAYS_HOLDS and (waits or any(rule.always for rule in roles))


def waiting_findings(policy: Policy, effort: Effort) -> Iterator[Finding]:
    """Rules at a point of a clock that promises nothing while their condition holds, or that never starts."""
    waiting: dict[str, list[tuple[int, EscalationRule]]] = {}
    for number, rule in enumerate(policy.escalation.rules if policy.escalation else ()):
        if rule.target is not None:
            waiting.setdefault(rule.target, []).append((number, rule))
    for name, rules in waiting.items():
        target = policy.targets[name]
        scope = Scope(policy, target, search_of(policy, [target], effort, (rule.when for _, rule in rules)))
        for number, rule in rules:
            yield from _in_vain(number, rule, scope)


def _in_vain(number: int, rule: EscalationRule, scope: Scope) -> Iterator[Finding]:
    path = ("escalation", "rules", number, "target")
    reason = _reason(rule, scope)
    if reason is UNDECIDED:
        yield undecided(path, f"whether {shown(rule.target)} promises anything while this rule's condition holds")
    elif reason:
        yield Finding(
            code="never-fires",
            level=FindingLevel.ERROR,
            path=path,
            message=f"{reason}, so the rule never fires",
            remedy="mend the condition or the target, or remove the rule",
        )


def _reason(rule: EscalationRule, scope: Scope) -> str | Undecided | None:
    """Why the clock is waited for in vain; none where it is not, or where the rule's condition never holds."""
    if scope.never(scope.target.start):
        return f"the clock of {shown(rule.target)} never starts"
    holds = scope.search.holds(rule.when)
    if scope.target.on_change.looser is Transfer.KEEP or scope.search.possible(holds) is False:
        return None  # a kept limit is waited for whatever the facts are later (C5)
    waits = scope.search.possible(holds, scope.promised)
    if waits is not False:
        return UNDECIDED if waits is UNDECIDED else None
    where = "" if rule.when == ALWAYS_HOLDS else " where this rule's condition holds"
    return f"{shown(rule.target)} promises nothing{where}"
