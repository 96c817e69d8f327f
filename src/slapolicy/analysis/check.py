"""What a check finds in a whole policy: the findings of its parts, in the order of the document (M4)."""

from collections.abc import Callable, Iterator

from slapolicy.analysis.checks.clocks import clock_findings
from slapolicy.analysis.checks.conditions import condition_findings
from slapolicy.analysis.checks.ladders import owner_findings, reach_findings, waiting_findings
from slapolicy.analysis.checks.limits import limit_findings
from slapolicy.analysis.checks.messages import message_findings
from slapolicy.analysis.checks.names import name_findings
from slapolicy.analysis.checks.rows import row_findings
from slapolicy.analysis.checks.times import calendar_findings, rotation_findings
from slapolicy.errors import Path
from slapolicy.escalation.checks import Between
from slapolicy.findings import Finding
from slapolicy.policy import Policy
from slapolicy.witnesses import Effort

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

    Nothing is sampled: each answer is exact, or an `undecided` finding says that `effort` was not enough. A ticket with
    the facts of a finding, at its instant, shows what it says. Facts are as the policy declares them; the severity is
    any level, or `unclear`, for an event may state it. The findings come in the order of the document.

    Args:
        policy: the policy.
        between: an instant and a later one, between which people who take turns must not leave a gap, and holidays must
            be known; without it gaps are looked for in the year after the first hand-over, and pinned years are told.
        effort: the bound of work of each part, counted and not timed, so that the findings are the same everywhere.

    Raises:
        InstantError: an instant of `between` is naive or out of range.
    """
    return tuple(sorted(_findings(policy, between, effort), key=_place(policy)))


def _findings(policy: Policy, between: Between | None, effort: int) -> Iterator[Finding]:
    for finding in policy.severity.check(policy.facts, effort=effort):
        yield finding.under("severity")
    yield from owner_findings(policy, effort)
    left = Effort(effort)
    for found in (condition_findings, clock_findings, row_findings, limit_findings, waiting_findings, message_findings):
        yield from found(policy, left)
    yield from reach_findings(policy)
    yield from name_findings(policy)
    yield from calendar_findings(policy, between)
    yield from rotation_findings(policy, between)


def _place(policy: Policy) -> Callable[[Finding], tuple[int, int]]:
    """Where a finding stands in the document: by its part, and by its name or number in the part."""
    parts = [field.alias or name for name, field in type(policy).model_fields.items()]
    names: dict[Path, int] = {("targets", name): number for number, name in enumerate(policy.targets)}

    def place(finding: Finding) -> tuple[int, int]:
        part, *inside = finding.path
        number = inside[0] if inside and isinstance(inside[0], int) else names.get(finding.path[:2], 0)
        return parts.index(str(part)), number

    return place
