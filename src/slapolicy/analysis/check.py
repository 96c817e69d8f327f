"""What a check finds in a whole policy: the findings of its parts, in the order of the document (M4)."""

from collections.abc import Iterator

from slapolicy.escalation.checks import Between, ladder_findings
from slapolicy.findings import Finding
from slapolicy.policy import Policy

__all__ = ["check"]


def check(policy: Policy, *, between: Between | None = None, effort: int = 10_000_000) -> tuple[Finding, ...]:
    """What the author of a policy may not have meant, each finding with what shows it (M4).

    Examples:
        >>> policy = Policy.from_dict({"slapolicy": 1, "name": "small", "severity": {"rules": [
        ...     {"when": {"symptom": "outage"}, "then": "P0"},
        ...     {"when": {"symptom": "outage", "plan": "pro"}, "then": "P1"}], "otherwise": "P1"}})
        >>> for finding in check(policy):
        ...     print(finding.code, finding.place, dict(finding.witness or {}))
        never-decisive severity.rules[1] {'symptom': 'outage', 'plan': 'pro'}

    Nothing is sampled: each answer is exact, or an `undecided` finding says that `effort` was not enough.

    Args:
        policy: the policy.
        between: an instant and a later one, between which people who take turns must not leave a gap.
        effort: the bound of work of each part, counted and not timed, so that the findings are the same everywhere.

    Raises:
        InstantError: an instant of `between` is naive or out of range.
    """
    return tuple(_findings(policy, between, effort))


def _findings(policy: Policy, between: Between | None, effort: int) -> Iterator[Finding]:
    for finding in policy.severity.check(policy.facts, effort=effort):
        yield finding.under("severity")
    yield from ladder_findings(policy, between=between, effort=effort)
