"""By when: a limit over the stretches in which a clock ran (D2-D7).

Every answer is the earliest instant at which an amount is used, found by walking the stretches in order. So a pause
gives back what it took, and a deadline that was reached before a pause stays where it was (D6).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from slapolicy.calendars import ALWAYS, Calendar, DayEnds
from slapolicy.durations import CalendarDays, Duration, Elapsed, WorkingDays, WorkingTime
from slapolicy.targets import Threshold, ThresholdKind

__all__ = ["Promise", "Stretch", "Term", "remaining_share"]

ZERO = timedelta(0)


class Stretch(NamedTuple):
    """A stretch `[start, end)` in which a clock ran, in UTC, by one calendar; the last one may have no end yet."""

    start: datetime
    end: datetime | None
    calendar: Calendar

    def until(self, end: datetime) -> "Stretch":
        """The stretch, ended."""
        return self._replace(end=end)


class Term(NamedTuple):
    """What was promised: since when it holds, from when it counts, the limit, or why there is none (C11)."""

    since: datetime
    anchor: datetime
    limit: Duration | None
    reason: str = ""


class Promise:
    """One term over a clock's stretches: the deadline, and what is used of it."""

    __slots__ = ("anchor", "calendar", "day_ends", "due", "limit", "stretches", "term")

    def __init__(self, term: Term, stretches: Sequence[Stretch], calendar: Calendar, day_ends: DayEnds) -> None:
        self.term = term
        self.anchor = term.anchor
        self.limit = term.limit
        self.calendar = calendar
        self.day_ends = day_ends
        self.stretches = [
            Stretch(max(each.start, term.anchor), each.end, each.calendar)
            for each in stretches
            if each.end is None or each.end >= term.anchor
        ]
        self.due = self._due()

    @property
    def elapsed_only(self) -> bool:
        """Whether the clock's own time is elapsed time rather than working time (D1)."""
        return isinstance(self.limit, (Elapsed, CalendarDays))

    def _due(self) -> datetime | None:
        """The deadline; none while the clock is paused before it, or where nothing is promised (D6)."""
        limit = self.limit
        if limit is None:
            return None
        if isinstance(limit, (Elapsed, WorkingTime)):
            return self.reach(limit.amount)
        return self._moved(self.calendar.add(self.anchor, limit, day_ends=self.day_ends), limit)

    def if_resumed(self, at: datetime) -> datetime | None:
        """What the deadline would be if a paused clock ran on from this instant (D6)."""
        stretches = [*self.stretches, Stretch(at, None, self.calendar)]
        return Promise(self.term, stretches, self.calendar, self.day_ends).due

    def reach(self, amount: timedelta) -> datetime | None:
        """The earliest instant at which so much of the clock's own time is used; none if a pause comes first."""
        left = amount
        for stretch in self.stretches:
            ruler = ALWAYS if self.elapsed_only else stretch.calendar
            if stretch.end is None:
                return ruler.add(stretch.start, WorkingTime(left))
            used = ruler.elapsed(stretch.start, stretch.end)
            if left <= used and (reached := ruler.add(stretch.start, WorkingTime(left))) < stretch.end:
                return reached
            left -= used
        return None

    def used(self, at: datetime, *, elapsed: bool) -> timedelta:
        """The working or elapsed time used up to an instant (D7)."""
        total = ZERO
        for stretch in self.stretches:
            if stretch.start >= at:
                break
            end = at if stretch.end is None else min(at, stretch.end)
            total += end - stretch.start if elapsed else stretch.calendar.elapsed(stretch.start, end)
        return total

    def total(self) -> timedelta:
        """The whole limit in the clock's own time: as written, or what lies between the start and its deadline."""
        limit = self.limit
        if limit is None:
            return ZERO
        if isinstance(limit, (Elapsed, WorkingTime)):
            return limit.amount
        ruler = ALWAYS if self.elapsed_only else self.calendar
        return ruler.elapsed(self.anchor, self.calendar.add(self.anchor, limit, day_ends=self.day_ends))

    def left(self, at: datetime) -> timedelta:
        """What remains of the clock's own time at an instant; negative when late (D7)."""
        limit = self.limit
        if isinstance(limit, (Elapsed, WorkingTime)):
            return limit.amount - self.used(at, elapsed=self.elapsed_only)
        due = self.due or self.if_resumed(at)
        ruler = ALWAYS if self.elapsed_only else self.calendar
        return ruler.elapsed(at, due) if due is not None else ZERO

    def passes(self, threshold: Threshold) -> datetime | None:
        """When a threshold is passed; none while a pause keeps it from being known (C8)."""
        if threshold.kind is ThresholdKind.SHARE:
            share = threshold.share.as_integer_ratio()
            return self.reach(-(-self.total() * share[0] // (share[1] * 100)))  # T2: a part of a tick is a whole one
        amount, due = threshold.amount, self.due
        if threshold.kind is ThresholdKind.LATE:
            return self.calendar.add(due, amount) if due is not None and amount is not None else due
        if isinstance(self.limit, (Elapsed, WorkingTime)) and isinstance(amount, type(self.limit)):
            return self.reach(max(self.limit.amount - amount.amount, ZERO))
        if due is None or amount is None:
            return None
        return max(self.calendar.subtract(due, amount), self.anchor)

    def _moved(self, due: datetime, limit: Duration) -> datetime | None:
        """A deadline in days, moved by the time paused before it; a dated one does not move (D6)."""
        ran_until: datetime | None = self.anchor
        for stretch in self.stretches:
            if ran_until is None or due < ran_until:
                return due
            if stretch.start > ran_until:
                due = self._moved_by(due, limit, ran_until, stretch.start)
            ran_until = stretch.end
        return due if ran_until is None or due < ran_until else None

    def _moved_by(self, due: datetime, limit: Duration, start: datetime, end: datetime) -> datetime:
        if isinstance(limit, WorkingDays):
            return self.calendar.add(due, WorkingTime(self.calendar.elapsed(start, end)))
        return due + (end - start) if isinstance(limit, CalendarDays) else due


def remaining_share(old: Promise, new: Promise, at: datetime) -> Duration:
    """What remains of a new limit when the fraction used of the old one carries over (C5, `proportional`).

    Exact: the product is taken before the division, and a part of a microsecond counts as a whole one.
    """
    whole, left, total = (_micros(each) for each in (new.total(), old.left(at), old.total()))
    micros = -(-whole * max(left, 0) // total) if total else 0
    amount = timedelta(microseconds=micros)
    return Elapsed(amount) if new.elapsed_only else WorkingTime(amount)


def _micros(span: timedelta) -> int:
    return span // timedelta(microseconds=1)
