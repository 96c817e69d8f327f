"""A cycle of a clock: the stretches in which it ran, by which calendars, and what was promised when (C3, C5, C6)."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from slapolicy.calendars import Calendar
from slapolicy.clocks.promises import ZERO, Promise, Stretch, Term
from slapolicy.clocks.table import State
from slapolicy.instants import LAST
from slapolicy.targets import Target

__all__ = ["Cycle"]


@dataclass(slots=True)
class Cycle:
    """One run of a clock from its start to its stop (C3).

    A cycle that a reset or a completed round replaced is `superseded`: another one follows at the same instant.
    `held` has the calendars by which it counts, each with its beginning; the last one holds now (C6). `changes` counts
    what may have moved its deadline.
    """

    target: Target
    number: int
    started_at: datetime
    held: list[tuple[datetime, Calendar]]
    stretches: list[Stretch]
    terms: list[Term]
    state: State = State.RUNNING
    ended_at: datetime | None = None
    completed: bool = False
    changes: int = 0
    _promise: Promise | None = None
    _before: Promise | None = None
    _sums: list[tuple[timedelta, timedelta]] = field(default_factory=lambda: [(ZERO, ZERO)])

    @property
    def term(self) -> Term:
        """What is promised now."""
        return self.terms[-1]

    def promise(self) -> Promise:
        """What is promised, over the stretches so far; the same object until something changes that.

        A closed cycle is judged by the deadline that it would have had, had it run on (D5).
        """
        if self._promise is None:
            ran = self.stretches
            if self.ended_at is not None:
                ran = [*ran[:-1], ran[-1].until(None)]
            self._promise = Promise(self.target, self.terms[-1], ran, self.held, self._before)
        return self._promise

    def used_since(self, anchor: datetime, at: datetime, *, elapsed: bool) -> timedelta:
        """The open or the elapsed time of its stretches between an anchor and now, in few steps however many ended."""
        while len(self._sums) <= len(self.stretches) and (end := self.stretches[len(self._sums) - 1].end):
            start, _, calendar = self.stretches[len(self._sums) - 1]
            worked, ran = self._sums[-1]
            self._sums.append((worked + calendar.index.open_time(start, end), ran + (end - start)))
        first = bisect_right(self.stretches, anchor, key=lambda each: each.end or LAST)
        total = self._sums[-1][elapsed] - self._sums[min(first + 1, len(self._sums) - 1)][elapsed]
        parts = {first, len(self.stretches) - 1} if self.stretches[-1].end is None else {first}
        for each in (self.stretches[part] for part in parts if part < len(self.stretches)):
            since, until = max(each.start, anchor), each.end or at
            total += until - since if elapsed else each.calendar.index.open_time(since, until)
        return total

    def run_from(self, at: datetime) -> None:
        """Begin a stretch."""
        self.stretches.append(Stretch(at, None, self.held[-1][1]))
        self._changed()

    def run_until(self, at: datetime) -> None:
        """End the stretch in which it runs."""
        self.stretches[-1] = self.stretches[-1].until(at)
        self._changed()

    def close(self, at: datetime) -> None:
        """End it; a paused one as if it had resumed just then. What it promised stays as it was (D5)."""
        if self.state is State.PAUSED:
            self.run_from(at)
        self.stretches[-1] = self.stretches[-1].until(at)
        self.ended_at = at

    def resume(self, at: datetime) -> None:
        """Let a closed one run on (C3)."""
        self.ended_at = None
        self.run_from(at)

    def promised(self, term: Term) -> None:
        """From now on something else is promised (C5)."""
        self.terms.append(term)
        self._changed()

    def _changed(self) -> None:
        if self._promise is not None:
            self._promise, self._before = None, self._promise
        self.changes += 1

    def count_by(self, calendar: Calendar, at: datetime) -> None:
        """Count by another calendar from now on; of several that one instant chooses, by the last (C6)."""
        if self.held[-1][0] == at:
            self.held.pop()
        self.held.append((at, calendar))
        self._changed()
        if self.stretches[-1].start == at:
            self.stretches = [each._replace(calendar=calendar) if each.start == at else each for each in self.stretches]
        elif self.stretches[-1].end is None:
            self.run_until(at)
            self.run_from(at)
