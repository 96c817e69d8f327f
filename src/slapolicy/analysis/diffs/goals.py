"""What many tickets must show together, and how available something must be (O4, O5)."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from slapolicy.analysis.diffs.changes import Change, ChangeVerdict, Part
from slapolicy.analysis.diffs.ground import Ground
from slapolicy.analysis.diffs.hours import hours
from slapolicy.analysis.diffs.tables import apart
from slapolicy.availability import AvailabilityGoal
from slapolicy.availability.periods import MONTH
from slapolicy.availability.shares import share_text
from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.durations import Elapsed, WorkingTime
from slapolicy.goals import Bound, Goal
from slapolicy.policy import Policy
from slapolicy.witnesses import UNDECIDED

__all__ = ["availability_changes", "goal_changes"]

Names = Mapping[str, str]
_TIMES = (Elapsed, WorkingTime)


def availability_changes(ground: Ground) -> Iterator[Change]:
    """Promises of availability: no ticket shows them, so they are told without one (O4)."""
    old, new = ground.old.availability_goals, ground.new.availability_goals
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        verdict = _verdict_of_names(before, after) or _availability(ground, name)
        if verdict is not ChangeVerdict.EQUAL:
            words = [_promise(before), _promise(after)]
            yield _change(Part.AVAILABILITY, name, verdict, words)


def _availability(ground: Ground, name: str) -> ChangeVerdict:
    old, new = ground.old.availability_goals[name], ground.new.availability_goals[name]
    other_zone = _monthly(new) and old.tz != new.tz  # a window needs no zone
    other_hours = not hours(_calendar(ground.old, old), _calendar(ground.new, new)).open_alike
    if old.per != new.per or other_zone or other_hours:
        return ChangeVerdict.DIFFERENT
    return _sided(Fraction(old.goal), Fraction(new.goal))


def _monthly(goal: AvailabilityGoal) -> bool:
    return goal.per == MONTH


def _calendar(policy: Policy, goal: AvailabilityGoal) -> Calendar:
    found: Calendar = policy.calendars.get(goal.calendar or "", ALWAYS)
    return found


def _sided(old: Fraction, new: Fraction, *, rising: bool = True) -> ChangeVerdict:
    """Where a figure must be above a bound, the higher bound is the stricter one."""
    if old == new:
        return ChangeVerdict.EQUAL
    return ChangeVerdict.STRICTER if (new > old) is rising else ChangeVerdict.LOOSER


def _promise(goal: AvailabilityGoal | None) -> str | None:
    if goal is None:
        return None
    zone = f" in {goal.tz}" if _monthly(goal) else ""
    by = f", counted by {goal.calendar}" if goal.calendar else ""
    return f"{share_text(goal.goal)} per {goal.per}{zone}{by}"


def goal_changes(ground: Ground, names: Names) -> Iterator[Change]:
    """Goals for many tickets (O5); `names` tells the new names of targets."""
    old, new = ground.old.goals, ground.new.goals
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        verdict = _verdict_of_names(before, after) or _goal(ground, old[name], new[name], names)
        if verdict is not ChangeVerdict.EQUAL:
            yield _change(Part.GOAL, name, verdict, [goal.words if goal else None for goal in (before, after)])


def _goal(ground: Ground, old: Goal, new: Goal, names: Names) -> ChangeVerdict:
    parts = [apart(ground, old.when, new.when)]
    if old.share is not None and new.share is not None:
        parts.append(apart(ground, old.share, new.share))
    if _measure(old, names) != _measure(new, {}) or any(isinstance(facts, dict) for facts in parts):
        return ChangeVerdict.DIFFERENT
    if UNDECIDED in parts:
        return ChangeVerdict.UNDECIDED
    if type(old.bound) is not type(new.bound):
        return ChangeVerdict.DIFFERENT
    return _sided(_size(old.bound), _size(new.bound), rising=old.above is not None or old.at_least is not None)


def _measure(goal: Goal, names: Names) -> tuple[object, ...]:
    """What is measured, and on which side of which bound it must be, conditions apart."""
    side = next(each for each in ("above", "at_least", "below", "at_most") if getattr(goal, each) is not None)
    return (
        frozenset(names.get(each, each) for each in goal.met),
        names.get(goal.time or "", goal.time),
        goal.mean,
        goal.escalated_to,
        goal.solved_with_replies,
        goal.at_level,
        goal.statistic,
        side,
    )


def _size(bound: Bound) -> Fraction:
    return Fraction(bound.amount // bound.amount.resolution) if isinstance(bound, _TIMES) else Fraction(bound)


def _verdict_of_names(old: object | None, new: object | None) -> ChangeVerdict | None:
    if old is None:
        return ChangeVerdict.ADDED
    return ChangeVerdict.REMOVED if new is None else None


def _change(part: Part, name: str, verdict: ChangeVerdict, words: list[str | None]) -> Change:
    old, new = words
    told = f"{old} became {new}" if old != new else f"{old} by other hours"
    sentence = told if old and new else f"a new goal: {new}" if new else f"no longer a goal: {old}"
    return Change(part=part, name=name, verdict=verdict, sentence=sentence, old=old, new=new)
