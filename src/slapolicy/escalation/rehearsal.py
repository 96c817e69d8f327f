"""The timeline of who is asked, when and why, if no one acts: steps of the ladder, and hand-overs between them (E8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from slapolicy.escalation.outlook import Outlook
from slapolicy.escalation.steps import Step

__all__ = ["HANDOVER", "Rehearsed", "rehearsed"]

HANDOVER = "hand-over"
"""What stands for a rule where people take turns."""


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """Who is asked from an instant on.

    Attributes:
        at: the instant.
        person: who answers then: the person on duty, or the owner, where no people take turns; none where nobody does.
        owner: who owns the ticket: a role, or a person that an event assigned.
        level: the level's name.
        rule: the id of the rule that fired, an event's name, or `hand-over`.
        reason: why, as a sentence.
        notify: whom the rule tells.
        page: whom it pages.
        exhausted: whether no level is left (E5).
    """

    at: datetime
    person: str | None
    owner: str | None
    level: str
    rule: str
    reason: str
    notify: tuple[str, ...] = ()
    page: tuple[str, ...] = ()
    exhausted: bool = False

    @property
    def is_step(self) -> bool:
        """Whether the ladder did it; a hand-over among people is none."""
        return self.rule != HANDOVER

    @property
    def who(self) -> str:
        """The person, and the role for which they answer."""
        name = self.person or "nobody"
        return name if self.owner in (None, self.person) else f"{name} ({self.owner})"


def rehearsed(outlook: Outlook, until: datetime) -> Iterator[Rehearsed]:
    """What comes from the instant of an outlook on, which is told too, until an instant in UTC, that included.

    Where the ladder is exhausted and no step is left, it ends: further hand-overs change nothing but the name.
    """
    if not outlook.past:
        return
    now = [step for step in outlook.past if step.at == outlook.at]
    if not now:
        yield _now(outlook)
    for step in now:
        yield _asked(outlook, step)
    steps = [step for step in outlook.ahead if step.at <= until]
    at_steps = {step.at for step in outlook.ahead}
    last = [*outlook.past, *outlook.ahead][-1]
    changes = outlook.changes()
    change = next(changes, None)
    before = outlook.past[-1]
    for following in (*steps, None):
        end = following.at if following else until
        while change is not None and change.at <= end:
            if change.at not in at_steps and not (following is None and last.exhausted):
                yield _handover(before, change.at, change.owner)
            change = next(changes, None)
        if following is not None:
            yield _asked(outlook, following)
            before = following


def _asked(outlook: Outlook, step: Step) -> Rehearsed:
    person = outlook.person(step.owner, step.at)
    of_rule = step.rule, step.reason, step.notify, step.page
    return Rehearsed(step.at, person, step.owner, step.level, *of_rule, step.exhausted)


def _now(outlook: Outlook) -> Rehearsed:
    """Where the ticket is, and by which step it came there."""
    last = came = outlook.past[-1]
    for step in reversed(outlook.past):
        if (step.level, step.owner) != (last.level, last.owner):
            break
        came = step
    of_step = last.owner, last.level, came.rule, came.reason
    return Rehearsed(outlook.at, outlook.owner, *of_step, exhausted=last.exhausted)


def _handover(step: Step, at: datetime, person: str | None) -> Rehearsed:
    reason = f"hand-over to {person}" if person else "nobody is on duty"
    return Rehearsed(at, person, step.owner, step.level, HANDOVER, reason, exhausted=step.exhausted)
