"""The question: what changed in meaning between two policies?"""

from collections.abc import Iterator

from slapolicy.analysis.diffs.arrivals import arrival_changes
from slapolicy.analysis.diffs.changes import Change, Diff
from slapolicy.analysis.diffs.deadlines import Scale
from slapolicy.analysis.diffs.goals import availability_changes, goal_changes
from slapolicy.analysis.diffs.ground import Ground
from slapolicy.analysis.diffs.ladder import ladder_changes
from slapolicy.analysis.diffs.messages import fact_changes, intake_changes, update_changes
from slapolicy.analysis.diffs.people import responsibility_changes, role_changes
from slapolicy.analysis.diffs.severities import severity_changes
from slapolicy.analysis.diffs.targets import renamed, target_changes
from slapolicy.calendars.written import read_pin
from slapolicy.policy import Policy

__all__ = ["diff"]


def diff(old: Policy, new: Policy, *, years: tuple[int, int] = (2026, 2029), effort: int = 5_000_000) -> Diff:
    """What changed in meaning between two policies, each change with tickets that show it.

    Examples:
        >>> document = {"slapolicy": 1, "name": "small", "targets": {
        ...     "reply": {"start": "created", "stop": "replied", "within": "2 hours"}}}
        >>> old = Policy.from_dict(document)
        >>> document["targets"]["reply"]["within"] = "90 minutes"
        >>> found = diff(old, Policy.from_dict(document))
        >>> print(found)
        verdict   part          what changed
        --------  ------------  -------------------------------------------------------
        stricter  target reply  2 hours became 90 minutes: never later, for every start
        >>> change = found.changes[0]
        >>> str(change.old_due_at), str(change.new_due_at)
        ('2026-01-05 12:00:00+00:00', '2026-01-05 11:30:00+00:00')
    """
    if old.fingerprint == new.fingerprint:
        return Diff(old.name, new.name)
    stretch = read_pin(f"{years[0]} to {years[1]}")
    compared = range(stretch.first_year, stretch.last_year + 1)
    return Diff(old.name, new.name, tuple(_changes(old, new, compared, effort)))


def _changes(old: Policy, new: Policy, years: range, effort: int) -> Iterator[Change]:
    ground = Ground(old, new, effort)
    scale = Scale(years, ground.effort)
    names = renamed(ground)
    yield from fact_changes(ground)
    yield from arrival_changes(ground, years)
    yield from severity_changes(ground)
    yield from target_changes(ground, scale, names)
    yield from role_changes(ground, years)
    yield from ladder_changes(ground, names)
    yield from responsibility_changes(ground)
    yield from update_changes(ground)
    yield from intake_changes(ground)
    yield from availability_changes(ground)
    yield from goal_changes(ground, names)
