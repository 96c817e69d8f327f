"""Rules of the ladder that wait for the clock of a target in vain (E2)."""

from collections.abc import Iterator

from slapolicy.analysis.checks.scopes import Scope, search_of
from slapolicy.conditions import ALWAYS_HOLDS
from slapolicy.errors import shown
from slapolicy.escalation import EscalationRule
from slapolicy.findings import Finding, FindingLevel, undecided
from slapolicy.policy import Policy
from slapolicy.targets import Transfer
from slapolicy.witnesses import UNDECIDED, Effort, Undecided

__all__ = ["waiting_findings"]


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
