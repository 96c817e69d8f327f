"""How long a ticket has been without an acknowledgement or a solution, and when that is too long (E4, E5)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from slapolicy.calendars import Calendar, DayEnds
from slapolicy.calendars.deadlines import deadline
from slapolicy.durations import Duration, Elapsed, WorkingTime
from slapolicy.escalation.ladder import Plan
from slapolicy.escalation.rotations_turns import NEVER
from slapolicy.escalation.rules import EscalationRule, Since
from slapolicy.instants import LAST

__all__ = ["Waits"]

_LEVEL, _TRIGGER = Since.LEVEL, Since.TRIGGER

Firing = tuple[int, int, int]
"""What a rule must not fire twice for: the rule's number, and what it counted from."""


class Wait(NamedTuple):
    """A time that a rule waits: from when, how long, by which calendar, and for what the rule fires at its end."""

    since: datetime
    length: Duration
    calendar: str | None
    firing: Firing


def _not_before(since: datetime, length: Duration) -> datetime:
    """An instant before which a time from `since` on can't be over; much quicker to tell than its end."""
    if isinstance(length, (Elapsed, WorkingTime)):
        return since + min(length.amount, LAST - since)
    return since


class Waits:
    """From when on a ticket waits: for a solution since it came or was reopened, for an acknowledgement since then too.

    An acknowledgement ends the silence for ever, or until `acknowledged_for` is over; then silence begins anew. `first`
    is an instant before which no rule fires that waits so long, `stale` whether that has to be looked at again.
    """

    __slots__ = (
        "_at", "_ends", "_entered_at", "_entries", "_fired", "_held", "_level", "_named", "_open_since", "_openings",
        "_plan", "_quiet_since", "_silences", "_times", "_unsure", "_waiting", "first", "stale",
    )  # fmt: skip

    def __init__(
        self,
        plan: Plan,
        named: Callable[[str | None], Calendar],
        held: Sequence[datetime | None],
        times: Sequence[int],
        at: datetime,
    ) -> None:
        self._plan = plan
        self._named = named
        self._held = held
        self._times = times
        self._level = 0
        self._entered_at = at
        self._open_since: datetime | None = at
        self._quiet_since: datetime | None = at
        self._entries = self._openings = self._silences = 0
        self._waiting: dict[int, Wait] = {}
        self._at: dict[int, datetime] = {}  # by the rules' numbers: when a time is over
        self._unsure: set[int] = set()  # those for which that is only a bound
        self._ends: dict[Firing, datetime] = {}
        self._fired: set[Firing] = set()
        self.first = NEVER
        self.stale = False

    def enter(self, level: int, at: datetime) -> None:
        """The ticket reaches a level."""
        self._level = level
        self._entered_at = at
        self._entries += 1
        self.stale = True

    def reopen(self, at: datetime) -> None:
        """The ticket is reopened: it waits for both anew."""
        self._open_since = self._quiet_since = at
        self._openings += 1
        self._silences += 1
        self.stale = True

    def close(self) -> None:
        """The ticket is resolved or closed: it waits for nothing."""
        self._open_since = self._quiet_since = None
        self.stale = True

    def acknowledge(self, at: datetime, holds: Duration | None) -> None:
        """Somebody has the ticket: no silence for so long, or for ever (E5)."""
        if self._open_since is not None:
            self._quiet_since = self._named(None).add(at, holds) if holds is not None else None
            self._silences += 1
            self.stale = True

    def refresh(self) -> None:
        """Look anew at what the rules wait for at the level."""
        self.stale = False
        self._waiting, self._at, self._unsure = {}, {}, set()
        for number in self._plan.by_level[self._level]:
            held = self._held[number]
            wait = self._of(number, self._plan.rules[number], held, self._times[number]) if held else None
            if wait is None or wait.firing in self._fired:
                continue
            self._waiting[number] = wait
            known = self._ends.get(wait.firing)
            self._at[number] = bound = known or _not_before(wait.since, wait.length)
            if known is None and not (isinstance(wait.length, Elapsed) and bound < LAST):
                self._unsure.add(number)
        self.first = min(self._at.values(), default=NEVER)

    def ready(self, now: datetime) -> list[int]:
        """The rules whose time is over by now; it is worked out where it could be."""
        for number in tuple(self._unsure):
            if self._at[number] <= now:
                self._work_out(number)
        return [number for number, at in self._at.items() if at <= now]

    def _work_out(self, number: int) -> None:
        wait = self._waiting[number]
        end = deadline(self._named(wait.calendar).index, wait.since, wait.length, DayEnds.SAME_TIME)
        self._at[number] = self._ends[wait.firing] = end
        self._unsure.remove(number)
        self.first = min(self._at.values())

    def fire(self, number: int) -> None:
        """A rule fires for what it waited for."""
        del self._at[number]
        self._fired.add(self._waiting[number].firing)
        self.first = min(self._at.values(), default=NEVER)

    def _of(self, number: int, rule: EscalationRule, held_since: datetime, times: int) -> Wait | None:
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
