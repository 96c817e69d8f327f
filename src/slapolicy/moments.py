"""A ticket as a policy sees it: event by event, the facts so far and the severity they give (C1, M2)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from slapolicy._model import FrozenMap
from slapolicy.calendars import Calendar
from slapolicy.conditions import in_words
from slapolicy.errors import listed
from slapolicy.severity import UNCLEAR, Classification, SeverityMatrix
from slapolicy.tickets import Ticket, Value, merge

__all__ = ["Moment", "Windows", "moments"]

Windows = Mapping[str, Sequence[tuple[str, Calendar]]]
"""Facts that tell when a ticket came: each with calendars by their names, of which the first that is open counts."""

NO_WINDOWS: Windows = FrozenMap()


class Moment(NamedTuple):
    """What is known right after an event: the instant in UTC, its name and own facts, all facts, the severity.

    `changed` names the facts that may have another value than before; `severity` may be one of them.
    """

    at: datetime
    event: str
    own: Mapping[str, Value]
    facts: Mapping[str, Value]
    classification: Classification
    changed: Collection[str] = ()


def moments(ticket: Ticket, matrix: SeverityMatrix, until: datetime, windows: Windows = NO_WINDOWS) -> list[Moment]:
    """The ticket's moments up to and including an instant in UTC; `severity` and `windows` are facts of each."""
    facts: dict[str, Value] = _arrival(ticket, windows)
    known: Mapping[str, Value] = {}
    classification: Classification | None = None
    found: list[Moment] = []
    for event in ticket.events:
        if event.utc > until:
            break
        changed: Collection[str] = ()
        if event.facts or classification is None:
            merge(facts, event.facts)
            before = classification.severity if classification else None
            if classification is None or not matrix.reads.isdisjoint(event.facts):
                classification = _classification(facts, matrix)
            known = {**facts, "severity": classification.severity}
            if before is None:
                changed = known
            else:
                changed = event.facts if classification.severity == before else (*event.facts, "severity")
        found.append(Moment(event.utc, event.name, event.facts, known, classification, changed))
    return found


def _arrival(ticket: Ticket, windows: Windows) -> dict[str, Value]:
    """When the ticket came, by the calendars that are asked; absent where none of them was open (C12)."""
    if not windows or not ticket.events:
        return {}
    at = ticket.events[0].utc
    asked = {fact: next((name for name, each in named if each.is_open(at)), None) for fact, named in windows.items()}
    return {fact: name for fact, name in asked.items() if name is not None}


def _classification(facts: Mapping[str, Value], matrix: SeverityMatrix) -> Classification:
    """A stated severity wins and says so; otherwise the matrix decides."""
    stated = facts.get("severity")
    if stated is None:
        return matrix.classification(facts)
    levels = matrix.severities
    if isinstance(stated, str) and (not levels or stated in levels or stated == UNCLEAR):
        return Classification(stated, ("stated by an event",))
    reason = f"an event states `{in_words(stated)}`, which is none of {listed(levels)}"
    return Classification(UNCLEAR, (reason,))
