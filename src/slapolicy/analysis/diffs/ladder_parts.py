"""What is told of a part of a ladder, and times that count by a calendar of the ladder (E4)."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from slapolicy.analysis.diffs.changes import ChangeVerdict
from slapolicy.analysis.diffs.ground import Ground
from slapolicy.analysis.diffs.hours import hours
from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.conditions import ALWAYS_HOLDS, Condition
from slapolicy.durations import Duration, Elapsed
from slapolicy.escalation import Escalation
from slapolicy.policy import Policy
from slapolicy.tickets import Value
from slapolicy.witnesses import Undecided

__all__ = ["Found", "Names", "State", "calendar_named", "in_time", "where"]

Names = Mapping[str, str]
"""The new names of targets, by their old ones."""

State = dict[str, Value]


class Found(NamedTuple):
    """Something of a ladder that is otherwise: what, in words, and the facts and events that may show it.

    `between` is the old ladder with nothing but this, where there can be such a one.
    """

    name: str
    told: str
    facts: State | Undecided | None = None
    events: tuple[str, ...] = ()
    verdict: ChangeVerdict = ChangeVerdict.DIFFERENT
    between: Escalation | None = None


def in_time(
    ground: Ground,
    name: str,
    old: Duration | None,
    new: Duration | None,
    calendars: tuple[str | None, ...] = (None, None),
) -> Iterator[Found]:
    """A time that counts by a calendar: it is another one, or counts by other hours."""
    if old != new:
        yield Found(name, f"{old or 'nothing'} became {new or 'nothing'}")
    elif old is not None and not isinstance(old, Elapsed):
        held = [calendar_named(policy, name) for policy, name in zip((ground.old, ground.new), calendars, strict=True)]
        found = hours(*held)
        if not (found.open_alike and found.days):
            yield Found(name, f"{old} by other hours")


def calendar_named(policy: Policy, name: str | None) -> Calendar:
    """The calendar of that name, else the policy's, else around the clock."""
    found: Calendar = policy.calendars.get(name or policy.calendar or "", ALWAYS)
    return found


def where(held: Condition) -> str:
    """The tickets that a condition is for."""
    return "every ticket" if held == ALWAYS_HOLDS else f"tickets where {held.words()}"
