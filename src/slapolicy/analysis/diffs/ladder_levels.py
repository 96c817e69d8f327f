"""The levels of a ladder: which there are, whom they are for, and who owns a ticket there (E1)."""

from collections.abc import Iterator
from typing import Final

from slapolicy.analysis.diffs.changes import ChangeVerdict
from slapolicy.analysis.diffs.ground import Ground
from slapolicy.analysis.diffs.hours import hours
from slapolicy.analysis.diffs.ladder_parts import Found, calendar_named, in_time, where
from slapolicy.analysis.diffs.tables import Table, apart, differences
from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.conditions import All, Condition, Op, Test
from slapolicy.escalation import Escalation, Level, LevelOwner
from slapolicy.policy import Policy
from slapolicy.witnesses import UNDECIDED

__all__ = ["level_differences"]

_OPEN: Final = "\N{NULL}open: "


def level_differences(ground: Ground, old: Escalation, new: Escalation) -> Iterator[Found]:
    """Levels that only one ladder has, that are otherwise, or that come in another order."""
    before, after = ({level.name: level for level in each.levels} for each in (old, new))
    for name in dict.fromkeys((*before, *after)):
        if name not in before or name not in after:
            verdict = ChangeVerdict.ADDED if name in after else ChangeVerdict.REMOVED
            yield Found(f"level {name}", "a new level" if name in after else "no longer a level", verdict=verdict)
        else:
            levels = tuple(after[name] if level.name == name else level for level in old.levels)
            for found in _level(ground, before[name], after[name]):
                yield found._replace(between=old.replace(levels=levels))
    common = [[name for name in each if name in before and name in after] for each in (before, after)]
    if common[0] != common[1]:
        yield Found("levels", f"{', '.join(common[0])} became {', '.join(common[1])}")


def _level(ground: Ground, old: Level, new: Level) -> Iterator[Found]:
    name = f"level {new.name}"
    if (facts := apart(ground, old.when, new.when)) is not None:
        yield Found(name, f"it was for {where(old.when)}, and is for {where(new.when)}", facts)
    yield from _owners(ground, name, old, new)
    if old.kind != new.kind:
        yield Found(f"{name}.kind", f"{old.kind or 'nothing'} became {new.kind or 'nothing'}")
    yield from in_time(ground, f"{name}.respond", old.respond, new.respond)


def _owners(ground: Ground, name: str, old: Level, new: Level) -> Iterator[Found]:
    """The owners of a level: whether a calendar is open is a fact like any other, for as many as there are (E1)."""
    named: list[Calendar] = []
    before = _owner_table(old, ground.old, named)
    after = _owner_table(new, ground.new, named)
    for found in differences(ground, before, after, lambda one, other: one == other):
        told = f"owner {found.old or 'nobody'} became {found.new or 'nobody'}"
        if found.facts is UNDECIDED:
            yield Found(f"{name}.owner", told, UNDECIDED)
        else:
            facts = {fact: given for fact, given in found.stated.items() if not fact.startswith(_OPEN)}
            yield Found(f"{name}.owner", told, facts)


def _owner_table(level: Level, policy: Policy, known: list[Calendar]) -> Table[str | None]:
    return Table(tuple((_fits(rule, policy, known), rule.owner) for rule in level.owner), None)


def _fits(rule: LevelOwner, policy: Policy, known: list[Calendar]) -> Condition:
    if rule.during is None:
        return rule.when
    calendar = calendar_named(policy, rule.during)
    if hours(calendar, ALWAYS).open_alike:
        return rule.when
    number = next((n for n, other in enumerate(known) if hours(other, calendar).open_alike), None)
    if number is None:
        number = len(known)
        known.append(calendar)
    return All((rule.when, Test(f"{_OPEN}{number}", Op.IN, (True,))))
