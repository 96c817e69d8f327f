"""Conditions that contradict themselves, and those that hold whatever the facts are (C12)."""

from collections.abc import Iterator

from slapolicy.conditions import ALWAYS_HOLDS
from slapolicy.errors import Path
from slapolicy.escalation.searches import Search
from slapolicy.findings import Finding, FindingLevel, undecided
from slapolicy.policy import Policy
from slapolicy.witnesses import UNDECIDED, Effort

__all__ = ["condition_findings", "never_holds"]

_HAVE_THEIR_OWN = ("severity", "escalation")
"""The parts whose own checks tell what a condition that never holds does there."""
_SIGNALS = ("start", "stop", "pause", "resume", "reset", "cancel", "reopen", "completed_by")


def condition_findings(policy: Policy, effort: Effort) -> Iterator[Finding]:
    """Each condition that is written and decides nothing; those that move a clock are found with the clock."""
    written = [(path, held) for path, held in policy.conditions() if held != ALWAYS_HOLDS]
    search = Search([held for _, held in written], policy.facts, policy.severity.severities, effort)
    for path, held in written:
        holds = True if _told_elsewhere(path) else search.possible(search.holds(held))
        fails = search.possible(search.fails(held))
        if UNDECIDED in (holds, fails):
            yield undecided(path, "whether this ever holds, and ever does not")
        elif not holds:
            yield never_holds(path)
        elif not fails:
            yield Finding(
                code="always-holds",
                level=FindingLevel.WARNING,
                path=path,
                message="this holds whatever the facts are",
                remedy="leave it out, or mend it",
            )


def never_holds(path: Path) -> Finding:
    """That a condition contradicts itself, or what is declared."""
    return Finding(
        code="never-holds",
        level=FindingLevel.ERROR,
        path=path,
        message="this can never hold",
        remedy="mend the condition, or remove it",
    )


def _told_elsewhere(path: Path) -> bool:
    return path[0] in _HAVE_THEIR_OWN or (path[0] == "targets" and path[2] in _SIGNALS)
