"""One ticket on the ladder: who owned it when and why, who owns it now, and what comes if nobody acts (E2-E5, E9).

The ticket's events are taken one by one; between two events, and after the last one, the rules that wait for a time
fire in the order of their instants. So what is ahead is told by the same steps that tell what has happened.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from slapolicy.calendars import Calendar
from slapolicy.clocks.cycles import Run
from slapolicy.conditions import in_words
from slapolicy.escalation.owners import Owner
from slapolicy.escalation.rules import NEXT, Escalation, EscalationRule
from slapolicy.moments import Moment
from slapolicy.targets import ThresholdKind

__all__ = ["Climb", "Ladder", "Step"]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that the ladder did, or will do if nobody acts.

    Attributes:
        at: the instant.
        rule: the id of the rule that fired; an event's name where an event did it.
        reason: why, as a sentence.
        level: the level's name from then on.
        owner: who owns the ticket there: a role, or a person that an event assigned.
        notify: whom the rule tells.
        exhausted: whether a rule went past the last level, the owner being kept (E5).
    """

    at: datetime
    rule: str
    reason: str
    level: str
    owner: str
    notify: tuple[str, ...] = ()
    exhausted: bool = False


class Handover(NamedTuple):
    """A change of the owner: when, and to whom."""

    at: datetime
    owner: str


class _Timed(NamedTuple):
    """A rule that waits for an instant, and what it must not fire twice for."""

    at: datetime
    order: int
    rule: EscalationRule
    once: tuple[str, int]


class Ladder:
    """The ladder that a policy writes, with all that its rules look at: owners, clocks, and a calendar for delays."""

    __slots__ = ("calendar", "escalation", "owners", "runs")

    def __init__(
        self, escalation: Escalation, owners: Mapping[str, Owner], runs: Mapping[str, Run], calendar: Calendar
    ) -> None:
        self.escalation = escalation
        self.owners = owners
        self.runs = runs
        self.calendar = calendar

    def on_duty(self, role: str, at: datetime) -> str | None:
        """Who answers for a role at an instant in UTC; a name that is no role answers for itself."""
        owner = self.owners.get(role)
        return owner.on_duty(role, at) if owner else role


class Climb:
    """One ticket's way along a ladder, event by event. `steps` holds what happened and, at the end, what is ahead."""

    def __init__(self, ladder: Ladder) -> None:
        self.ladder = ladder
        self.levels = ladder.escalation.levels
        self.steps: list[Step] = []
        self._level = 0
        self._since: datetime | None = None  # when the wait for an acknowledgement began
        self._waits = 0
        self._pass = 1
        self._silent = True
        self._exhausted = False
        self._fired: set[tuple[str, int]] = set()
        self._held: set[str] = set()

    def take(self, moment: Moment, until: datetime | None) -> None:
        """Let an event act, then time pass until the next event, or without an end."""
        if self._since is None:
            self._go(0, moment.at, rule=moment.event, reason="the ticket's first owner")
        self._hear(moment)
        for rule in self.ladder.escalation.rules:
            if rule.point is None and rule.unacknowledged is None and self._begins(rule, moment):
                self._fire(rule, moment.at, rule.when.words())
        while (timed := self._next_timed(moment)) and (until is None or timed.at < until):
            self._fired.add(timed.once)
            self._fire(timed.rule, timed.at, _why(timed.rule))

    def owner_at(self, at: datetime) -> str | None:
        """Who owns the ticket at an instant: by the last step, whoever is on duty then."""
        past = [step for step in self.steps if step.at <= at]
        return self.ladder.on_duty(past[-1].owner, at) if past else None

    def next_owner(self, at: datetime) -> "Handover | None":
        """The first change of the owner after an instant, if no further event comes: by a step or by a hand-over."""
        now = self.owner_at(at)
        past = [step for step in self.steps if step.at <= at]
        role = past[-1].owner if past else None
        since = at
        for step in self.steps[len(past) :]:
            handed = self._handover(role, since, now, step.at)
            if handed is not None:
                return handed
            role, since = step.owner, step.at
            owner = self.ladder.on_duty(role, since)
            if owner != now and owner is not None:
                return Handover(since, owner)
        return self._handover(role, since, now, None)

    def _handover(
        self, role: str | None, since: datetime, now: str | None, until: datetime | None
    ) -> "Handover | None":
        """The first hand-over of a role to somebody else, before another step comes."""
        owner = self.ladder.owners.get(role) if role else None
        while owner is not None and (change := owner.next_change(since)) and (until is None or change < until):
            person = owner.on_duty(role or "", change)
            if person != now and person is not None:
                return Handover(change, person)
            if owner.rotation and len(set(owner.rotation.participants)) == 1:
                return None
            since = change
        return None

    def _hear(self, moment: Moment) -> None:
        """The events that the ladder itself knows: acknowledged, assigned, escalated, and the ticket's end."""
        match moment.event:
            case "acknowledged" | "resolved" | "closed":
                self._silent = False
            case "reopened":
                self._silent = True
                self._wait(moment.at)
            case "assigned" if moment.own.get("owner") is not None:
                owner = in_words(moment.own["owner"])
                self._record(moment.at, "assigned", f"assigned to {owner}", owner=owner)
            case "escalated":
                level = self.ladder.escalation.index(in_words(moment.own.get("level")))
                self._go(self._level + 1 if level is None else level, moment.at, rule="escalated", reason="by hand")

    def _begins(self, rule: EscalationRule, moment: Moment) -> bool:
        before = rule.id in self._held
        holds = rule.when.holds(moment.facts)
        (self._held.add if holds else self._held.discard)(rule.id)
        return holds and not before

    def _next_timed(self, moment: Moment) -> _Timed | None:
        waiting = (
            timed
            for order, rule in enumerate(self.ladder.escalation.rules)
            if (rule.point or rule.unacknowledged) and rule.when.holds(moment.facts)
            for timed in self._instants(order, rule, moment.at)
            if timed.once not in self._fired
        )
        return min(waiting, default=None, key=lambda timed: (timed.at, timed.order))

    def _instants(self, order: int, rule: EscalationRule, now: datetime) -> Iterable[_Timed]:
        if rule.unacknowledged is not None:
            assert self._since is not None
            if self._silent:
                due = self.ladder.calendar.add(self._since, rule.unacknowledged)
                yield _Timed(max(due, now), order, rule, (rule.id, self._waits))
        else:
            assert rule.point is not None
            assert rule.target is not None
            run = self.ladder.runs[rule.target]
            passed = run.passes(rule.point)
            if passed is not None:
                yield _Timed(max(passed, now), order, rule, (rule.id, run.cycles[-1].number))

    def _fire(self, rule: EscalationRule, at: datetime, reason: str) -> None:
        level = self._level
        if rule.to == NEXT:
            level += 1
            if level == len(self.levels) and self._pass < rule.passes:
                self._pass += 1
                self._level = -1  # every level is entered anew, a single one as well
                level = 0
        elif rule.to is not None:
            level = max(level, self.ladder.escalation.index(rule.to) or 0)  # a rule never takes a ticket down
        self._go(level, at, rule=rule.id, reason=reason, notify=rule.notify)

    def _go(self, level: int, at: datetime, *, rule: str, reason: str, notify: tuple[str, ...] = ()) -> None:
        """Enter a level; an empty one is skipped, and that is recorded (E6)."""
        skipped: list[str] = []
        past = level >= len(self.levels)
        level = min(level, len(self.levels) - 1)
        while level < len(self.levels) - 1 and self.ladder.on_duty(self.levels[level].owner, at) is None:
            skipped.append(self.levels[level].name)
            level += 1
        moved = level != self._level or not self.steps
        if not (moved or notify or past):
            return
        self._exhausted = past or (self._exhausted and not moved)
        if past:
            reason += "; no level is left"
        if skipped:
            reason += f"; nobody is on duty at {', '.join(skipped)}"
        owner = self.levels[level].owner if moved else self.steps[-1].owner
        if moved:
            self._level = level
            self._wait(at)
        self._record(at, rule, reason, owner=owner, notify=notify)

    def _wait(self, at: datetime) -> None:
        """Begin to wait for an acknowledgement (E5)."""
        self._since = at
        self._waits += 1

    def _record(self, at: datetime, rule: str, reason: str, *, owner: str, notify: tuple[str, ...] = ()) -> None:
        level = self.levels[self._level].name
        self.steps.append(Step(at, rule, reason, level, owner, notify, self._exhausted))


def _why(rule: EscalationRule) -> str:
    if rule.unacknowledged is not None:
        return f"not acknowledged for {rule.unacknowledged}"
    point = rule.point
    if point is None or point.kind is ThresholdKind.SHARE:
        return f"{point} of {rule.target} is used"
    return f"{rule.target} is due" if point.amount is None else f"{point.amount} after {rule.target} was due"
