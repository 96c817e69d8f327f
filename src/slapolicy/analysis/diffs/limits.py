"""Targets by their deadlines: for each severity, and where facts decide, is the new deadline earlier or later (C11)?"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from slapolicy.analysis.diffs.changes import Change, ChangeVerdict, Part, Witness
from slapolicy.analysis.diffs.deadlines import Promised, Scale, Standing, same
from slapolicy.analysis.diffs.ground import Ground
from slapolicy.analysis.diffs.replays import alone, opening, seen_with
from slapolicy.analysis.diffs.tables import Difference, Table, Wish, differences
from slapolicy.calendars import ALWAYS, DayEnds
from slapolicy.conditions import Any, Not
from slapolicy.durations import Duration, WorkingDays
from slapolicy.errors import HorizonError
from slapolicy.policy import Policy
from slapolicy.targets import Target
from slapolicy.tickets import Ticket, Value
from slapolicy.witnesses import UNDECIDED

__all__ = ["limit_changes", "limits_of", "promising", "start_events"]

_NOT_AT_ONCE: Final = ("pause", "stop", "cancel", "reset")


def limits_of(policy: Policy, name: str) -> Table[Promised]:
    """What a target promises, as one table: its limits where it applies, beside the calendars by which it counts."""
    target = policy.targets[name]
    rows = tuple((row.when, row.limit) for row in target.limits)
    limits: Table[Duration | None] = Table(((Not(target.applies), None), *rows), None)
    calendars = Table(tuple((rule.when, rule.calendar) for rule in target.calendar), policy.calendar)

    def join(limit: Duration | None, calendar: str | None) -> Promised:
        days = target.day_ends if isinstance(limit, WorkingDays) else DayEnds.SAME_TIME
        return Promised(limit, policy.calendars.get(calendar or "", ALWAYS), days)

    return limits.beside(calendars, join)


def limit_changes(ground: Ground, scale: Scale, old: str, new: str) -> Iterator[Change]:
    """How the deadlines of a target changed, under its old and its new name."""
    before, after = limits_of(ground.old, old), limits_of(ground.new, new)
    for found in differences(ground, before, after, same, _wishes(ground, old, new)):
        yield _change(ground, (old, new), found, scale.weigh(found.old, found.new))


def promising(ground: Ground, old: str, new: str) -> Mapping[str, Value]:
    """Facts for which both promise something, or else none: a clock that is to show something had better have them."""
    before, after = limits_of(ground.old, old), limits_of(ground.new, new)

    def both_promise(one: Promised, other: Promised) -> bool:
        return one.limit is None or other.limit is None  # what counts as alike is not looked for

    found = differences(ground, before, after, both_promise, _wishes(ground, old, new))
    stated = next((each for each in found if each.facts is not UNDECIDED), None)
    return _facts(stated) if stated else {}


def _wishes(ground: Ground, old: str, new: str) -> tuple[list[Wish], list[Wish]]:
    return list(_wishes_of(ground.old.targets[old])), list(_wishes_of(ground.new.targets[new]))


def _wishes_of(target: Target) -> Iterator[Wish]:
    """A clock that starts at once, and is not stopped or paused at once."""
    if not target.start.events:
        yield Any(target.start.conditions), True
    for signal in _NOT_AT_ONCE:
        for held in getattr(target, signal).conditions:
            yield held, False


def start_events(old: Target, new: Target) -> tuple[str, ...]:
    """The events with which a ticket begins so that both clocks start: one that both hear, where there is one."""
    common = next((name for name in old.start.events if name in new.start.events), None)
    if common is not None:
        return (common,)
    return tuple(dict.fromkeys((*old.start.events[:1], *new.start.events[:1]))) or ("created",)


def _facts(found: Difference[Promised]) -> dict[str, Value]:
    assert found.facts is not UNDECIDED
    return {**found.facts, **({} if found.severity is None else {"severity": found.severity})}


def _change(ground: Ground, names: tuple[str, str], found: Difference[Promised], standing: Standing) -> Change:
    severity = None if found.every else found.severity
    old, new = _text(found.old, found.new), _text(found.new, found.old)
    told = f"{old} became {new}" if old != new else f"{old} by other hours"
    if found.facts is UNDECIDED:
        sentence = f"{told}; not found out within the bound of work for which facts"
        verdict = ChangeVerdict.UNDECIDED
        return Change(
            part=Part.TARGET, name=names[1], verdict=verdict, sentence=sentence, severity=severity, old=old, new=new
        )
    return Change(
        part=Part.TARGET,
        name=names[1],
        verdict=standing.verdict,
        sentence=f"{told}: {_in_words(standing)}{seen_with(found.facts)}",
        severity=severity,
        facts=found.facts,
        old=old,
        new=new,
        witnesses=tuple(_witnesses(ground, names, found, standing)),
    )


def _in_words(standing: Standing) -> str:
    match standing.verdict:
        case ChangeVerdict.STRICTER:
            return f"never later, {standing.reason}" if standing.reason.startswith("for") else standing.reason
        case ChangeVerdict.LOOSER:
            return f"never earlier, {standing.reason}" if standing.reason.startswith("for") else standing.reason
        case _:
            return standing.reason


def _witnesses(
    ground: Ground, names: tuple[str, str], found: Difference[Promised], standing: Standing
) -> Iterator[Witness]:
    events = start_events(ground.old.targets[names[0]], ground.new.targets[names[1]])
    for start in (standing.earlier, standing.later):
        if start is None:
            continue
        ticket = opening(events, _facts(found), start)
        try:
            old, new = _due(ground.old, names[0], ticket, start), _due(ground.new, names[1], ticket, start)
        except HorizonError:
            continue
        if old != new:
            yield Witness(ticket, start, old, new)


def _due(policy: Policy, name: str, ticket: Ticket, at: datetime) -> datetime | None:
    return alone(policy, name).evaluate(ticket, at=at).clocks[name].due_at


def _text(one: Promised, other: Promised) -> str:
    if one.limit is None:
        return "no promise"
    text = str(one.limit)
    if one.day_ends is not other.day_ends and other.limit is not None:
        text += f" to the {'close' if one.day_ends is DayEnds.CLOSE else 'same time'}"
    return text
