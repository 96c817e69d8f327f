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
from slapolicy.witnesses import Effort

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

    What means the same is no change: a calendar under another name, a duration in another unit, a condition that is
    written otherwise, rules in another order with the same answers. The policies' names, the ids and the order of
    severity rules, the names of holidays and the wording of reasons mean nothing either.

    Facts are as the policies declare them, absent ones too; an undeclared one is what it is compared with. An event may
    state any severity (M2); what a matrix makes of other facts is told once, and not again for each target. Conditions
    are compared exactly (C12). Whether a deadline is stricter or looser follows from the limits and the hours for every
    start where the change says so, and else for every start in `years`: all instants at which a deadline may bend are
    compared, to the microsecond (T2). Pauses are compared by what begins and ends them.

    Nothing is called equal that was not found to be: what the bound of work or the years leave open is `undecided`.

    Args:
        old: the policy as it was.
        new: the policy as it is to be.
        years: the first and the last year of the starts that are compared, and of the turns of rotations.
        effort: the bound of work, once for facts and once for deadlines; counted and not timed, so that the answer is
            the same everywhere.

    Raises:
        CalendarError: the years are none from 1970 to 2199, the first one first.
    """
    if old.fingerprint == new.fingerprint:
        return Diff(old.name, new.name)
    stretch = read_pin(f"{years[0]} to {years[1]}")
    compared = range(stretch.first_year, stretch.last_year + 1)
    return Diff(old.name, new.name, tuple(_changes(old, new, compared, effort)))


def _changes(old: Policy, new: Policy, years: range, effort: int) -> Iterator[Change]:
    ground = Ground(old, new, effort)
    scale = Scale(years, Effort(effort))
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
