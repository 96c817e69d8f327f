"""One ticket on the ladder: who owned it when and why, who owns it now, and what comes if nobody acts (E2-E5, E9).

The ticket's events are taken one by one; between two events, and after the last one, the rules that wait for a time
fire in the order of their instants. So what is ahead is told by the same steps that tell what has happened.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from slapolicy.conditions import ALWAYS_HOLDS, in_words
from slapolicy.escalation.ladder import EmptyLevel, Ladder, Routed
from slapolicy.escalation.levels import Level, LevelOwner
from slapolicy.escalation.rules import NEXT, EscalationRule
from slapolicy.escalation.steps import Step
from slapolicy.escalation.timers import Timers
from slapolicy.moments import Moment

__all__ = ["Climb"]

_KNOWN = frozenset({"acknowledged", "assigned", "closed", "escalated", "reopened", "resolved"})
"""The events that the ladder itself knows."""


class _Reached(NamedTuple):
    """A level that a ticket gets to, who owns it there, and the empty levels below that were passed over."""

    level: int
    owner: LevelOwner | None
    somebody: bool
    skipped: tuple[str, ...] = ()


class Climb:
    """One ticket's way along a ladder, event by event. `steps` holds what happened and, at the end, what is ahead."""

    def __init__(self, ladder: Ladder) -> None:
        self.ladder = ladder
        self.levels = ladder.escalation.levels
        self.steps: list[Step] = []
        self._plan = plan = ladder.escalation.plan
        self._level = 0
        self._pass = 1
        self._exhausted = False
        self._routed: LevelOwner | None = None  # who owns the level, by what the policy says of it
        self._assigned = False
        self._held: list[datetime | None] = [None] * len(plan.rules)  # since when each rule's condition holds
        self._times = [0] * len(plan.rules)  # how often it began to
        self._moment: Moment
        self._timers: Timers
        self._arrived_at: datetime
        self._asked_at: datetime  # the instant that the calendars of the level's owners are asked about

    def take(self, moment: Moment, until: datetime | None, concerned: Collection[str]) -> None:
        """Let an event act, then time pass until the next event, or without an end.

        `concerned` names the targets whose clocks the event may have changed.
        """
        self._moment = moment
        begun: list[int] = []
        if not self.steps:
            begun = self._conditions(moment, range(len(self._held)))
            self._arrive(moment)
        elif moment.changed:
            begun = self._new_facts(moment)
            self._route(moment)
        if moment.event in _KNOWN:
            self._hear(moment)
        named = self._plan.by_event.get(moment.event)
        if begun or named:
            for number in sorted({*begun, *(named or ())}):
                if self._held[number] is not None:
                    self._fire(number, moment.at)
        if self._plan.by_target:
            self._timers.look(concerned, moment.at)
        now = moment.at
        while (timer := self._timers.next(now, until)) is not None:
            now, number = timer
            self._fire(number, now)

    # -- what an event does

    def _arrive(self, moment: Moment) -> None:
        self._arrived_at = moment.at
        self._timers = Timers(self.ladder, self._held, self._times, moment.at)
        reached = self._reach(0, moment.at)
        reason = "the ticket's first owner"
        if reached is None:  # somebody must have it
            reached = self._at(0, moment.at)
            reason += ", though no level is for it"
        self._enter(reached, moment.at, moment.event, reason)

    def _new_facts(self, moment: Moment) -> list[int]:
        """Look at the conditions that the new facts may change; the rules of facts whose condition begins to hold."""
        numbers = {number for fact in moment.changed for number in self._plan.by_fact.get(fact, ())}
        if not numbers:
            return []
        before = self._held[:]
        begun = self._conditions(moment, numbers)
        self._timers.conditions_changed([number for number in numbers if self._held[number] is not before[number]])
        return begun

    def _conditions(self, moment: Moment, numbers: Iterable[int]) -> list[int]:
        begun: list[int] = []
        for number in numbers:
            when = self._plan.rules[number].when
            if when is not ALWAYS_HOLDS and not when.holds(moment.facts):
                self._held[number] = None
            elif self._held[number] is None:
                self._held[number] = moment.at
                self._times[number] += 1
                if number in self._plan.of_facts:
                    begun.append(number)
        return begun

    def _route(self, moment: Moment) -> None:
        """The facts may give the level another owner; one that an event assigned stays, and so does a last one (E1)."""
        level = self.levels[self._level]
        if level.fixed or level.reads.isdisjoint(moment.changed):
            return
        chosen = self._owner_at(level, self._asked_at)
        before, self._routed = self._routed, chosen or self._routed
        if chosen is not None and not self._assigned and (before is None or before.owner != chosen.owner):
            reason = "no other owner here fits" if chosen.when == ALWAYS_HOLDS else chosen.when.words()
            self._record(moment.at, moment.event, reason, owner=chosen.owner)

    def _hear(self, moment: Moment) -> None:
        """The events that the ladder itself knows: acknowledged, assigned, escalated, and the ticket's end."""
        match moment.event:
            case "acknowledged":
                self._timers.waits.acknowledge(moment.at, self.ladder.escalation.acknowledged_for)
            case "resolved" | "closed":
                self._timers.waits.close()
            case "reopened":
                self._timers.waits.reopen(moment.at)
            case "assigned" if moment.own.get("owner") is not None:
                self._assigned = True
                owner = in_words(moment.own["owner"])
                self._record(moment.at, "assigned", f"assigned to {owner}", owner=owner)
            case "escalated":
                level = self.ladder.escalation.index(in_words(moment.own.get("level")))
                if level is None:
                    self._go_up(moment.at, "escalated", "by hand")
                else:
                    self._go_to(level, moment.at, "escalated", "by hand")

    # -- moving

    def _fire(self, number: int, at: datetime) -> None:
        rule = self._plan.rules[number]
        if rule.to == NEXT:
            self._go_up(at, rule.id, rule.reason, rule)
            return
        level = self.ladder.escalation.index(rule.to) if rule.to is not None else None
        if level is not None and level > self._level:  # a rule never takes a ticket down
            self._go_to(level, at, rule.id, rule.reason, rule)
        elif rule.notify or rule.page:
            self._record(at, rule.id, rule.reason, rule)

    def _go_up(self, at: datetime, by: str, reason: str, rule: EscalationRule | None = None) -> None:
        """Go to the next level; past the last one begin again while there are passes left, else stay (E5)."""
        passes = max(rule.passes if rule else 1, self.ladder.escalation.passes)
        reached = self._reach(self._level + 1, at)
        if reached is None and self._pass < passes and (reached := self._reach(0, at)) is not None:
            self._pass += 1
            self._level = -1  # every level is entered anew, a single one as well
        if reached is not None:
            self._enter(reached, at, by, reason, rule)
        else:
            self._exhausted = True
            self._record(at, by, f"{reason}; no level is left", rule)

    def _go_to(self, level: int, at: datetime, by: str, reason: str, rule: EscalationRule | None = None) -> None:
        """Go to a level, or to the first one above it that is there and has somebody; to none is to stay."""
        reached = self._reach(level, at)
        if reached is not None and reached.level != self._level:
            self._enter(reached, at, by, reason, rule)
        elif reached is None and (rule is None or rule.notify or rule.page):
            self._record(at, by, f"{reason}; {self.levels[level].name} is not for this ticket", rule)

    def _reach(self, wanted: int, at: datetime) -> _Reached | None:
        """The first level from one on that is for the ticket and has somebody (E1, E6).

        The last one is never skipped: a ticket waits there for somebody to come. None where no level is for it.
        """
        skipped: list[str] = []
        found: _Reached | None = None
        for number in range(wanted, len(self.levels)):
            if not self.levels[number].is_for(self._moment.facts):
                continue
            if found is not None:
                skipped.append(self.levels[found.level].name)
            found = self._at(number, at)
            if found.somebody or self.ladder.escalation.empty is EmptyLevel.WAIT:
                break
        return found._replace(skipped=tuple(skipped)) if found and skipped else found

    def _at(self, number: int, at: datetime) -> _Reached:
        owner = self._owner_at(self.levels[number], self._calendars_asked(at))
        return _Reached(number, owner, owner is not None and self.ladder.on_duty(owner.owner, at) is not None)

    def _calendars_asked(self, at: datetime) -> datetime:
        """The instant for which the calendars of a level's owners are asked, where it is reached at this one (E1)."""
        return at if self.ladder.escalation.routed is Routed.WHEN_REACHED else self._arrived_at

    def _owner_at(self, level: Level, asked: datetime) -> LevelOwner | None:
        return level.owner_for(self._moment.facts, lambda name: self.ladder.named(name).is_open(asked))

    def _enter(self, reached: _Reached, at: datetime, by: str, reason: str, rule: EscalationRule | None = None) -> None:
        level = self.levels[reached.level]
        kind = level.kind if self.steps and 0 <= self._level < reached.level else None
        if kind is not None:
            reason += f"; {kind.words}"
        if reached.skipped:
            reason += f"; nobody is on duty at {', '.join(reached.skipped)}"
        if not reached.somebody:
            reason += f"; nobody is {'on duty' if reached.owner else 'named'} there"
        self._asked_at = self._calendars_asked(at)
        self._level = reached.level
        self._routed = reached.owner
        self._assigned = self._exhausted = False
        self._timers.waits.enter(reached.level, at)
        notify, page = (rule.notify, rule.page) if rule else ((), ())
        owner = reached.owner.owner if reached.owner else None
        self.steps.append(Step(at, by, reason, level.name, owner, notify, False, page, kind, reached.skipped))

    def _record(
        self, at: datetime, by: str, reason: str, rule: EscalationRule | None = None, *, owner: str | None = None
    ) -> None:
        """Write down what happened where the ticket stays at its level, with another owner or the same."""
        notify, page = (rule.notify, rule.page) if rule else ((), ())
        level = self.levels[self._level].name
        self.steps.append(Step(at, by, reason, level, owner or self.steps[-1].owner, notify, self._exhausted, page))
