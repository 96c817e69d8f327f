"""The targets of two policies: those in both, those in one only, and those that only have another name."""

from collections.abc import Iterator

from slapolicy.analysis.diffs.calendars import calendar_changes
from slapolicy.analysis.diffs.changes import Change, ChangeVerdict, Part, Witness
from slapolicy.analysis.diffs.deadlines import Promised, Scale, same
from slapolicy.analysis.diffs.ground import Ground
from slapolicy.analysis.diffs.limits import limit_changes
from slapolicy.analysis.diffs.pairs import Pair, limits_of, wishes_of
from slapolicy.analysis.diffs.people import owner_changes
from slapolicy.analysis.diffs.replays import MONDAY, alone, opening
from slapolicy.analysis.diffs.settings import setting_changes
from slapolicy.analysis.diffs.signals import signal_changes, warning_changes
from slapolicy.analysis.diffs.tables import Table, differences
from slapolicy.calendars import ALWAYS
from slapolicy.errors import HorizonError
from slapolicy.policy import Policy
from slapolicy.witnesses import UNDECIDED

__all__ = ["Names", "renamed", "target_changes"]

Names = dict[str, str]
"""Targets by their old names, each with its new one."""


def target_changes(ground: Ground, scale: Scale, names: Names) -> Iterator[Change]:
    """Everything that changed in the targets; `names` tells which one is which."""
    pairs = [Pair(ground, old, new) for old, new in names.items()]
    found = [list(limit_changes(pair, scale)) for pair in pairs]
    yield from calendar_changes(pairs, [change for of_one in found for change in of_one])
    for pair, limits in zip(pairs, found, strict=True):
        if pair.names[0] != pair.names[1]:
            yield _renamed(pair)
        yield from limits
        for part in (warning_changes, signal_changes, setting_changes, owner_changes):
            yield from part(pair)
    for name in ground.old.targets:
        if name not in names:
            yield _alone(ground, ground.old, name, ChangeVerdict.REMOVED)
    for name in ground.new.targets:
        if name not in names.values():
            yield _alone(ground, ground.new, name, ChangeVerdict.ADDED)


def renamed(ground: Ground) -> Names:
    """Which target is which: those of one name, and those of different names that mean the same."""
    old, new = ground.old.targets, ground.new.targets
    names = {name: name for name in old if name in new}
    left = [name for name in new if name not in old]
    for name in old:
        if name not in new and (found := next((other for other in left if _alike(Pair(ground, name, other))), None)):
            names[name] = found
            left.remove(found)
    return {name: names[name] for name in old if name in names}


def _alike(pair: Pair) -> bool:
    if differences(pair.ground, *pair.limits, same):
        return False
    parts = (signal_changes, setting_changes, warning_changes, owner_changes)
    return all(next(part(pair), None) is None for part in parts)


def _renamed(pair: Pair) -> Change:
    old, new = pair.names
    return Change(
        part=Part.TARGET,
        name=new,
        verdict=ChangeVerdict.RENAMED,
        sentence=f"{old} is called {new} now, and means the same",
        old=old,
        new=new,
    )


def _alone(ground: Ground, policy: Policy, name: str, verdict: ChangeVerdict) -> Change:
    """A target that only one policy has, with a ticket to which it promises something, if there is one."""
    table = limits_of(policy, name)
    limits = dict.fromkeys(str(promised.limit) for promised in table.answers() if promised.limit is not None)
    words = ", ".join(limits) or "no promise"
    is_new = verdict is ChangeVerdict.ADDED
    return Change(
        part=Part.TARGET,
        name=name,
        verdict=verdict,
        sentence=f"{'a new promise' if is_new else 'no longer promised'}: {words}",
        old=None if is_new else words,
        new=words if is_new else None,
        witnesses=tuple(_promised(ground, policy, name)),
    )


def _promised(ground: Ground, policy: Policy, name: str) -> Iterator[Witness]:
    target = policy.targets[name]
    sides = [(Table((), Promised(None, ALWAYS)), []), (limits_of(policy, name), wishes_of(target))]
    (old, hoped), (new, wished) = reversed(sides) if policy is ground.old else sides
    for found in differences(ground, old, new, lambda one, other: one.limit == other.limit, (hoped, wished)):
        if found.facts is UNDECIDED:
            continue
        ticket = opening(target.start.events[:1] or ("created",), found.stated)
        try:
            due = alone(policy, name).evaluate(ticket, at=MONDAY).clocks[name].due_at
        except HorizonError:
            continue
        if due is not None:
            yield Witness(ticket, MONDAY, *((due, None) if policy is ground.old else (None, due)))
            return
