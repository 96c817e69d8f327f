"""One target in two policies, under its old and its new name: what both promise, and tickets that both clocks see."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Final

from slapolicy.analysis.diffs.changes import Witness
from slapolicy.analysis.diffs.deadlines import Promised
from slapolicy.analysis.diffs.ground import Ground
from slapolicy.analysis.diffs.replays import Asked, alone, first_witness, lives
from slapolicy.analysis.diffs.tables import Table, Wish, Wishes, differences
from slapolicy.calendars import ALWAYS, Calendar, DayEnds
from slapolicy.clocks import ClockReport
from slapolicy.conditions import Any, Not
from slapolicy.durations import Duration, Elapsed, WorkingDays
from slapolicy.errors import PolicyError
from slapolicy.policy import Policy
from slapolicy.targets import Target
from slapolicy.tickets import Ticket, Value
from slapolicy.witnesses import UNDECIDED

__all__ = ["Pair", "calendars_of", "limits_of", "wishes_of"]

_NOT_AT_ONCE: Final = ("pause", "stop", "cancel", "reset")
_MOST_NAMES, _MOST_STATES = 6, 2

Words = Callable[[ClockReport], datetime | str | None]
"""What is told of a clock."""


class Pair:
    """A target under its old and its new name, in two policies."""

    def __init__(self, ground: Ground, old_name: str, new_name: str) -> None:
        self.ground = ground
        self.names = (old_name, new_name)
        self.old = ground.old.targets[old_name]
        self.new = ground.new.targets[new_name]

    @property
    def targets(self) -> tuple[Target, Target]:
        """The old and the new one."""
        return self.old, self.new

    @property
    def name(self) -> str:
        """The name under which changes are told."""
        return self.names[1]

    @cached_property
    def limits(self) -> tuple[Table[Promised], Table[Promised]]:
        """What both promise."""
        return limits_of(self.ground.old, self.names[0]), limits_of(self.ground.new, self.names[1])

    @cached_property
    def calendars(self) -> tuple[Table[Calendar], Table[Calendar]]:
        """The calendars by which both count."""
        return calendars_of(self.ground.old, self.names[0]), calendars_of(self.ground.new, self.names[1])

    @cached_property
    def wishes(self) -> Wishes:
        """Clocks that run from the first event on."""
        return wishes_of(self.old), wishes_of(self.new)

    @cached_property
    def begin(self) -> tuple[str, ...]:
        """The events with which a ticket begins so that both clocks start: one that both hear, where there is one."""
        common = next((name for name in self.old.start.events if name in self.new.start.events), None)
        if common is not None:
            return (common,)
        return tuple(dict.fromkeys((*self.old.start.events[:1], *self.new.start.events[:1]))) or ("created",)

    @cached_property
    def promising(self) -> Mapping[str, Value]:
        """Facts for which both promise something, where there are any: then a clock shows most."""

        def at_least_one_does_not(one: Promised, other: Promised) -> bool:
            return one.limit is None or other.limit is None  # what counts as alike is not looked for

        found = differences(self.ground, *self.limits, at_least_one_does_not, self.wishes)
        return next((each.stated for each in found if each.facts is not UNDECIDED), {})

    def answers(self, words: Words, ticket: Ticket, at: datetime) -> Witness:
        """What is told of the two clocks at one instant."""
        old, new = (policy.evaluate(ticket, at=at).clocks for policy in self.alone)
        return Witness(ticket, at, words(old[self.names[0]]), words(new[self.names[1]]))

    @cached_property
    def alone(self) -> tuple[Policy, Policy]:
        """The two policies, with this target only."""
        return alone(self.ground.old, self.names[0]), alone(self.ground.new, self.names[1])

    def lived(
        self, words: Words, key: str, names: Iterable[str] = (), states: Iterable[Mapping[str, Value]] = ()
    ) -> Witness | None:
        """A short life of a ticket of which different words are told; `names` and `states` are tried first.

        They differ by one key of the target at least: the old one with nothing but the new `key` tells other words too.
        """
        heard = [*dict.fromkeys((*names, *self.old.named, *self.new.named))][:_MOST_NAMES]
        return self.first(words, key, lives(self.begin, self.promising, heard, [*states][:_MOST_STATES]))

    def first(self, words: Words, key: str, asked: Iterable[Asked]) -> Witness | None:
        """The first of some tickets of which different words are told, because of one key of the target at least."""
        old, (name, _) = self.alone[0], self.names
        try:
            between = old.replace(targets={name: self.old.replace(**{key: getattr(self.new, key)})})
        except PolicyError:
            between = None  # the new key goes with others only

        def answers(ticket: Ticket, at: datetime) -> Witness:
            witness = self.answers(words, ticket, at)
            if between is None or witness.old == witness.new:
                return witness
            told = words(between.evaluate(ticket, at=at).clocks[name])
            return replace(witness, new=witness.old) if told == witness.old else witness

        return first_witness(answers, asked)


def limits_of(policy: Policy, name: str) -> Table[Promised]:
    """What a target promises, as one table: its limits where it applies, beside the calendars by which it counts."""
    target = policy.targets[name]
    rows = tuple((row.when, row.limit) for row in target.limits)
    limits: Table[Duration | None] = Table(((Not(target.applies), None), *rows), None)

    def join(limit: Duration | None, calendar: Calendar) -> Promised:
        if limit is None or isinstance(limit, Elapsed):
            return Promised(limit, ALWAYS)
        return Promised(limit, calendar, target.day_ends if isinstance(limit, WorkingDays) else DayEnds.SAME_TIME)

    return limits.beside(calendars_of(policy, name), join)


def calendars_of(policy: Policy, name: str) -> Table[Calendar]:
    """The calendars by which a target counts (C6)."""

    def named(calendar: str | None) -> Calendar:
        found: Calendar = policy.calendars.get(calendar or policy.calendar or "", ALWAYS)
        return found

    rules = policy.targets[name].calendar
    return Table(tuple((rule.when, named(rule.calendar)) for rule in rules), named(None))


def wishes_of(target: Target) -> list[Wish]:
    """A clock that starts at once, and is not stopped or paused at once."""
    starts = [] if target.start.events else [(Any(target.start.conditions), True)]
    return [*starts, *((held, False) for signal in _NOT_AT_ONCE for held in getattr(target, signal).conditions)]
