"""What a ladder does: its steps, and who answers from when on (E3)."""

from datetime import datetime
from typing import NamedTuple

from slapolicy.escalation.levels import LevelKind

__all__ = ["Handover", "Step"]


class Step(NamedTuple):
    """Something that the ladder did, or will do if nobody acts.

    Attributes:
        at: the instant.
        rule: the id of the rule that fired; `respond` for a level's time to respond, else an event's name.
        reason: why, as a sentence.
        level: the level's name from then on.
        owner: who owns the ticket there: a role, or a person that an event assigned; none where nobody fits.
        notify: whom the rule tells.
        exhausted: whether a rule went past the last level, the owner being kept (E5).
        page: whom the rule pages.
        kind: what the ticket gets by going up: a higher authority or another skill, where the level says it.
        skipped: the levels that were passed over because they had nobody (E6).
    """

    at: datetime
    rule: str
    reason: str
    level: str
    owner: str | None
    notify: tuple[str, ...] = ()
    exhausted: bool = False
    page: tuple[str, ...] = ()
    kind: LevelKind | None = None
    skipped: tuple[str, ...] = ()


class Handover(NamedTuple):
    """A change of who answers: when, and who; nobody is none."""

    at: datetime
    owner: str | None
