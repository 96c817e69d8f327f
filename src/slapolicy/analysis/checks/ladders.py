"""Rules of the ladder that wait for the clock of a target in vain (E2)."""

from collections.abc import Iterator

from slapolicy.analysis.checks.clocks import never_given, promised
from slapolicy.conditions import ALWAYS_HOLDS
from slapolicy.errors import shown
from slapolicy.escalation import EscalationRule
from slapolicy.escalation.searches import Search
from slapolicy.findings import Finding, FindingLevel, undecided
from slapolicy.policy import Policy
from slapolicy.targets import Target, Transfer
from slapolicy.witnesses import UNDECIDED, Effort

__all__ = ["waiting_findings"]


def waiting_findings(policy: Policy, effort: Effort) -> Iterator[Finding]:
    """Rules at a point of a clock that promises nothing while their condition holds, or that never starts."""
    for number, rule in enumerate(policy.escalation.rules if policy.escalation else ()):
        target = policy.targets.get(rule.target) if rule.target else None
        if target is None:
            continue
        conditions = [rule.when, *(held for _, held in target.conditions())]
        search = Search(conditions, policy.facts, policy.severity.severities, effort)
        path = ("escalation", "rules", number, "target")
        reason = _in_vain(rule, target, search)
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


def _in_vain(rule: EscalationRule, target: Target, search: Search) -> object:
    """Why the clock is waited for in vain; nothing where it is not, or where the rule's condition never holds."""
    if never_given(target.start, search):
        return f"the clock of {shown(rule.target)} never starts"
    if target.on_change.looser is Transfer.KEEP or search.possible(search.holds(rule.when)) is False:
        return None  # a kept limit is waited for whatever the facts are later (C5)
    waits = search.possible(search.holds(rule.when), promised(target, search))
    if waits is not False:
        return UNDECIDED if waits is UNDECIDED else None
    where = "" if rule.when == ALWAYS_HOLDS else " where this rule's condition holds"
    return f"{shown(rule.target)} promises nothing{where}"
