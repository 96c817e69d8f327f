"""Who answers for a ticket at an instant, and when somebody else does, if no further event comes (E3, C10)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from slapolicy.escalation.owners import Owner
from slapolicy.escalation.steps import Handover, Step

__all__ = ["Outlook"]


class Outlook:
    """The steps of a ladder, seen from an instant in UTC: what has happened, what is ahead, and who answers.

    `owner` is the person who has the duty, or the role, where no people take turns for it.
    """

    __slots__ = ("_owners", "ahead", "at", "owner", "past")

    def __init__(self, steps: Sequence[Step], owners: Mapping[str, Owner], at: datetime) -> None:
        past = sum(1 for step in steps if step.at <= at)
        self._owners = owners
        self.at = at
        self.past = steps[:past]
        self.ahead = steps[past:]
        self.owner = self.person(self.past[-1].owner, at) if self.past else None

    def coming(self) -> tuple[Handover | None, Handover | None]:
        """The first change of who answers, also to nobody, and the first one to somebody."""
        changes = self.changes()
        first = next(changes, None)
        if first is None or first.owner is not None:
            return first, first
        return first, next((change for change in changes if change.owner is not None), None)

    def changes(self) -> Iterator[Handover]:
        """Each change of who answers, after the instant, in order; of the steps of one instant the last one counts."""
        if not self.past:
            return
        role, since, person = self.past[-1].owner, self.at, self.owner
        for at, steps in groupby(self.ahead, key=attrgetter("at")):
            for change in self._turns(role, since, at):
                if change.owner != person:
                    person = change.owner
                    yield change
            *_, last = steps
            role, since = last.owner, at
            answers = self.person(role, at)
            if answers != person:
                person = answers
                yield Handover(at, person)
        for change in self._turns(role, since, None):
            if change.owner != person:
                person = change.owner
                yield change

    def person(self, role: str | None, at: datetime) -> str | None:
        """Who answers for a role at an instant: the person on duty, or the role itself."""
        owner = self._owners.get(role) if role is not None else None
        return owner.on_duty(role or "", at) if owner else role

    def _turns(self, role: str | None, since: datetime, until: datetime | None) -> Iterator[Handover]:
        """Who answers for a role from each hand-over on, before another step comes."""
        owner = self._owners.get(role) if role is not None else None
        while owner is not None and (at := owner.next_change(since)) and (until is None or at < until):
            yield Handover(at, owner.on_duty(role or "", at))
            since = at
