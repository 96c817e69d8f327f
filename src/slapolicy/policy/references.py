"""What the parts of a policy say of each other: every name that is used must be there (P3).

These checks run even where some parts have faults of their own, so that a document is mended in one go: what can't be
read is missing or nothing then.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from slapolicy.availability import AvailabilityGoal
from slapolicy.calendars import Calendar
from slapolicy.conditions import ALWAYS_HOLDS, Condition, Op
from slapolicy.durations import Duration, EndOfBusinessDay, NextBusinessDayBy, WorkingDays, WorkingTime
from slapolicy.errors import Fault, Path, in_quotes, listed, nearest, shown
from slapolicy.escalation import Escalation, Owner
from slapolicy.escalation.rules import NEXT
from slapolicy.facts import FactKind, FactType, mistyped
from slapolicy.goals import Goal
from slapolicy.responsibilities import NOBODY, ResponsibilityRule, open_ended
from slapolicy.severity import UNCLEAR, SeverityMatrix
from slapolicy.targets import CalendarRule, OwnerRule, Target
from slapolicy.tickets import Value

__all__ = ["Parts", "reference_faults"]


_BY_CALENDAR = (WorkingTime, WorkingDays, EndOfBusinessDay, NextBusinessDayBy)


class Parts(Protocol):
    """The parts of a policy that refer to each other."""

    @property
    def calendars(self) -> Mapping[str, Calendar]: ...  # noqa: D102 - the policy's own fields
    @property
    def calendar(self) -> str | None: ...  # noqa: D102
    @property
    def facts(self) -> Mapping[str, FactType]: ...  # noqa: D102
    @property
    def targets(self) -> Mapping[str, Target]: ...  # noqa: D102
    @property
    def owners(self) -> Mapping[str, Owner]: ...  # noqa: D102
    @property
    def severity(self) -> SeverityMatrix: ...  # noqa: D102
    @property
    def escalation(self) -> Escalation | None: ...  # noqa: D102
    @property
    def responsibilities(self) -> Mapping[str, tuple[ResponsibilityRule, ...]]: ...  # noqa: D102
    @property
    def availability_goals(self) -> Mapping[str, AvailabilityGoal]: ...  # noqa: D102
    @property
    def goals(self) -> Mapping[str, Goal]: ...  # noqa: D102
    def conditions(self) -> Iterable[tuple[Path, Condition]]: ...  # noqa: D102


def reference_faults(parts: Parts) -> Iterator[Fault]:
    """Every name that is used and not there, every comparison that a fact's type excludes."""
    yield from _calendar_faults(parts)
    yield from _condition_faults(parts)
    for name, target in parts.targets.items():
        for number, rule in enumerate(target.owner):
            path = _of_rule(("targets", name, "owner"), target.owner, number)
            yield from _unknown("owner", rule.owner, parts.owners, path)
    if parts.escalation is not None:
        yield from _escalation_faults(parts.escalation, parts)
    for action, rules in parts.responsibilities.items():
        yield from _responsibility_faults(action, rules, parts)
    for name, goal in parts.goals.items():
        yield from (fault.under("goals", name) for fault in _goal_faults(goal, parts))


def _calendar_faults(parts: Parts) -> Iterator[Fault]:
    known = ("always", *parts.calendars)
    yield from _unknown("calendar", parts.calendar, known, ("calendar",))
    for fact, declared in parts.facts.items():
        for number, name in enumerate(declared.arrived_during if declared else ()):
            yield from _unknown("calendar", name, known, ("facts", fact, "arrived_during", number))
    for name, target in parts.targets.items():
        for number, choice in enumerate(target.calendar):
            path = _of_rule(("targets", name, "calendar"), target.calendar, number)
            yield from _unknown("calendar", choice.calendar, known, path)
        if not _names_calendar(target) and parts.calendar is None:
            yield from _without_calendar(target, ("targets", name))
    for name, goal in parts.availability_goals.items():
        yield from _unknown("calendar", goal.calendar, known, ("availability", name, "calendar"))
    if parts.calendar is None and parts.escalation is not None:
        yield from _ladder_without_calendar(parts.escalation, parts.targets)


def _ladder_without_calendar(escalation: Escalation, targets: Mapping[str, Target]) -> Iterator[Fault]:
    yield from _needs_calendar(escalation.acknowledged_for, ("escalation", "acknowledged_for"))
    for number, level in enumerate(escalation.levels):
        yield from _needs_calendar(level.respond, ("escalation", "levels", number, "respond"))
    for number, rule in enumerate(escalation.rules):
        path = ("escalation", "rules", number)
        if rule.calendar is not None:
            continue
        for key in ("unacknowledged", "unresolved"):
            yield from _needs_calendar(getattr(rule, key), (*path, key))
        timed = targets.get(rule.target) if rule.target else None
        if timed is not None and not _names_calendar(timed):
            yield from _needs_calendar(rule.after, (*path, "after"))


def _responsibility_faults(action: str, rules: tuple[ResponsibilityRule, ...], parts: Parts) -> Iterator[Fault]:
    path = ("responsibilities", action)
    yield from open_ended(rules, path)
    alone = len(rules) == 1 and rules[0].when == ALWAYS_HOLDS
    known = (*parts.owners, NOBODY) if parts.owners else ()
    for number, rule in enumerate(rules):
        yield from _unknown("owner", rule.owner, known, path if alone else (*path, number, "owner"))


def _goal_faults(goal: Goal, parts: Parts) -> Iterator[Fault]:
    for number, target in enumerate(goal.met):
        yield from _unknown("target", target, parts.targets, ("met",) if len(goal.met) == 1 else ("met", number))
    yield from _unknown("target", goal.time, parts.targets, ("time",))
    levels = [level.name for level in parts.escalation.levels] if parts.escalation else []
    yield from _unknown("level", goal.escalated_to, levels, ("escalated_to",))
    yield from _unknown("level", goal.at_level, levels, ("at_level",))
    declared = parts.facts.get(goal.mean) if goal.mean is not None else None
    if declared is not None and declared.kind is not FactKind.NUMBER:
        found = f"{shown(goal.mean)}, which is {declared.words()}"
        yield Fault(code="wrong-goal", path=("mean",), found=found, allowed="a fact that is a number")


def _of_rule(path: Path, rules: Sequence[OwnerRule | CalendarRule], number: int) -> Path:
    """Where a name stands: alone under its key, or in a list of rules under the same key again."""
    alone = len(rules) == 1 and rules[0].when == ALWAYS_HOLDS
    return path if alone else (*path, number, path[-1])


def _names_calendar(target: Target) -> bool:
    """Whether it counts by a calendar of its own, whatever the facts (C6)."""
    return any(rule.when == ALWAYS_HOLDS for rule in target.calendar)


def _without_calendar(target: Target, path: Path) -> Iterator[Fault]:
    for key, rows in (("within", target.within), ("every", target.every)):
        for row in rows or ():
            yield from _needs_calendar(row.limit, (*path, key, *row.path("limit")))
    for number, threshold in enumerate(target.warn):
        yield from _needs_calendar(threshold.amount, (*path, "warn", number))


def _needs_calendar(length: Duration | None, path: Path) -> Iterator[Fault]:
    if isinstance(length, _BY_CALENDAR):
        yield Fault(
            code="no-calendar",
            path=path,
            found=shown(length),
            allowed="elapsed time or calendar days, where no calendar is named",
            remedy="name a calendar: `calendar: office`, or `calendar: always` for 24x7",
        )


def _condition_faults(parts: Parts) -> Iterator[Fault]:
    severities = parts.severity.severities
    for path, held in parts.conditions():
        yield from (fault.under(*path) for fault in mistyped(held, parts.facts))
        for test in held.tests():
            if test.fact != "severity":
                continue
            # A table by severity has the severity itself as its key.
            place = path if path[-1] in test.constants else (*path, "severity")
            if path[0] == "severity":
                allowed = "other facts: these rules decide the severity"
                yield Fault(code="circular", path=place, found="`severity`", allowed=allowed)
            elif severities and test.op is not Op.PRESENT:
                for constant in test.constants:
                    yield from _unknown("severity", constant, (*severities, UNCLEAR), place)


def _escalation_faults(escalation: Escalation, parts: Parts) -> Iterator[Fault]:
    levels = [level.name for level in escalation.levels]
    yield from _twice("level", levels, ("escalation", "levels"), "name")
    yield from _twice("rule", [rule.id for rule in escalation.rules], ("escalation", "rules"), "id")
    calendars = ("always", *parts.calendars)
    for number, level in enumerate(escalation.levels):
        alone = level.fixed and len(level.owner) == 1
        for place, choice in enumerate(level.owner):
            at: Path = ("escalation", "levels", number, "owner")
            yield from _unknown("owner", choice.owner, parts.owners, at if alone else (*at, place, "owner"))
            yield from _unknown("calendar", choice.during, calendars, (*at, place, "during"))
    for number, rule in enumerate(escalation.rules):
        path = ("escalation", "rules", number)
        yield from _unknown("level", rule.to, (*levels, NEXT), (*path, "to"))
        yield from _unknown("level", rule.level, levels, (*path, "level"))
        yield from _unknown("target", rule.target, parts.targets, (*path, "target"))
        yield from _unknown("calendar", rule.calendar, calendars, (*path, "calendar"))
        for key in ("notify", "page"):
            for place, owner in enumerate(getattr(rule, key)):
                yield from _unknown("owner", owner, parts.owners, (*path, key, place))


def _unknown(kind: str, name: Value, known: Iterable[str], path: Path) -> Iterator[Fault]:
    """A name that nothing has; a policy that declares no owners at all names them freely."""
    names = [each for each in known if each]
    if name is None or name in names or (kind == "owner" and not names):
        return
    yield Fault(
        code=f"unknown-{kind}",
        path=path,
        found=shown(name),
        allowed=f"one of {listed(names)}" if names else f"no {kind}: the policy names none",
        remedy=nearest(name, names) if isinstance(name, str) else in_quotes(name),
    )


def _twice(kind: str, names: list[str], path: Path, key: str) -> Iterator[Fault]:
    for number, name in enumerate(names):
        if name is not None and name in names[:number]:
            yield Fault(code=f"{kind}-twice", path=(*path, number, key), found=shown(name), allowed="a name of its own")
