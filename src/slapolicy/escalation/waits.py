"""How long a ticket has been without an acknowledgement or a solution, and when that is too long (E4, E5)."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from slapolicy.calendars import Calendar, DayEnds
from slapolicy.calendars.deadlines import deadline
from slapolicy.durations import Duration, Elapsed, WorkingTime
from slapolicy.escalation.rules import EscalationRule, Since
from slapolicy.instants import LAST

__all__ = ["Firing", "Wait", "Waits", "not_before"]

_LEVEL, _TRIGGER = Since.LEVEL, Since.TRIGGER

Firing = tuple[int, int, int]
"""What a rule must not fire twice for: the rule's number, and what it counted from."""


class Wait(NamedTuple):
    """A time that a rule waits: from when, how long, by which calendar, and for what the rule fires at its end."""

    since: datetime
    length: Duration
    calendar: str | None
    firing: Firing


def not_before(since: datetime, length: Duration) -> datetime:
    """An instant before which a time from `since` on can't be over; much quicker to tell than its end."""
    if isinstance(length, (Elapsed, WorkingTime)):
        return since + min(length.amount, LAST - since)
    return since


class Waits:
    """From when on a ticket waits: for a solution since it came or was reopened, for an acknowledgement since then too.

    An acknowledgement ends the silence for ever, or until `acknowledged_for` is over; then silence begins anew.
    """

    __slots__ = ("_entered_at", "_entries", "_named", "_open_since", "_openings", "_quiet_since", "_silences")

    def __init__(self, named: Callable[[str | None], Calendar], at: datetime) -> None:
        self._named = named
        self._entered_at = at
        self._open_since: datetime | None = at
        self._quiet_since: datetime | None = at
        self._entries = self._openings = self._silences = 0

    def enter(self, at: datetime) -> None:
        """The ticket reaches a level."""
        self._entered_at = at
        self._entries += 1

    def reopen(self, at: datetime) -> None:
        """The ticket is reopened: it waits for both anew."""
        self._open_since = self._quiet_since = at
        self._openings += 1
        self._silences += 1

    def close(self) -> None:
        """The ticket is resolved or closed: it waits for nothing."""
        self._open_since = self._quiet_since = None

    def acknowledge(self, at: datetime, holds: Duration | None) -> None:
        """Somebody has the ticket: no silence for so long, or for ever (E5)."""
        if self._open_since is not None:
            self._quiet_since = self._named(None).add(at, holds) if holds is not None else None
            self._silences += 1

    def of(self, number: int, rule: EscalationRule, held_since: datetime, times: int) -> Wait | None:
        """What a rule waits for at the level where the ticket is; none where it does not wait.

        Its condition began to hold at `held_since`, for the `times`th time. The base that it names counts, but never
        one before the silence began, or for a solution before the ticket was last opened (E4).
        """
        if rule.unacknowledged is not None:
            begun, count, length = self._quiet_since, self._silences, rule.unacknowledged
        else:
            assert rule.unresolved is not None
            begun, count, length = self._open_since, self._openings, rule.unresolved
        if begun is None:
            return None
        since = rule.since
        if since is _LEVEL:
            base, which = max(self._entered_at, begun), self._entries
        elif since is _TRIGGER:
            base, which = max(held_since, begun), times
        else:
            base, which = begun, 0
        return Wait(base, length, rule.calendar, (number, which, count))

    def over_at(self, wait: Wait) -> datetime:
        """When a time that a rule waits is over."""
        return deadline(self._named(wait.calendar).index, wait.since, wait.length, DayEnds.SAME_TIME)
