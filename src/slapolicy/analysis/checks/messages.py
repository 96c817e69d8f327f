"""Rules on messages that no message can keep (O2)."""

from collections.abc import Iterator
from itertools import combinations_with_replacement

from slapolicy.errors import listed, shown
from slapolicy.escalation.searches import Search
from slapolicy.findings import Finding, FindingLevel, undecided
from slapolicy.obligations import UpdateRule
from slapolicy.policy import Policy
from slapolicy.witnesses import UNDECIDED, Effort

__all__ = ["message_findings"]


def message_findings(policy: Policy, effort: Effort) -> Iterator[Finding]:
    """What one rule requires and another, or the same, forbids of the same message."""
    rules = policy.updates
    search = Search([rule.when for rule in rules], policy.facts, policy.severity.severities, effort)
    for first, last in combinations_with_replacement(range(len(rules)), 2):
        torn = _torn(rules[first], rules[last]) or _torn(rules[last], rules[first])
        if not torn:
            continue
        path = ("updates", last)
        facts = search.facts(*(search.holds(rules[number].when) for number in (first, last)))
        if facts is UNDECIDED:
            yield undecided(path, f"whether a message can keep this rule and {shown(rules[first].id)}")
        elif facts is not None:
            other = "" if first == last else f", together with {shown(rules[first].id)}"
            yield Finding(
                code="never-kept",
                level=FindingLevel.ERROR,
                path=path,
                message=f"no message can keep this rule{other}: {listed(torn)} must be there, and must not",
                witness=facts,
                remedy="take the fact out of one of the lists, or mend the conditions",
            )


def _torn(one: UpdateRule, other: UpdateRule) -> tuple[str, ...]:
    """Facts of which one rule requires one, of every message of some event, and the other forbids all."""
    if one.if_carries or other.if_carries or set(one.on).isdisjoint(other.on):
        return ()
    return next((names for names in one.requires if set(names) <= set(other.forbids)), ())
