"""By when: a limit over the stretches in which a clock ran (D2-D7).

Every answer is the earliest instant at which an amount is used, found by walking the stretches in order. So a pause
gives back what it took, and a deadline that was reached before a pause stays where it was (D6).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.calendars.deadlines import deadline
from slapolicy.durations import (
    CalendarDays,
    Duration,
    Elapsed,
    EndOfBusinessDay,
    NextBusinessDayBy,
    WorkingDays,
    WorkingTime,
)
from slapolicy.targets import Target, Threshold, ThresholdKind

__all__ = ["Held", "Promise", "Stretch", "Term", "share_of", "without_pause"]

ZERO = timedelta(0)
_AMOUNTS = (Elapsed, WorkingTime)
_ELAPSED = (Elapsed, CalendarDays)
_DATED = (EndOfBusinessDay, NextBusinessDayBy)
_SHARE, _LATE = ThresholdKind.SHARE, ThresholdKind.LATE


class Stretch(NamedTuple):
    """A stretch `[start, end)` in which a clock ran, in UTC, by one calendar; the last one may have no end yet."""

    start: datetime
    end: datetime | None
    calendar: Calendar

    def until(self, end: datetime | None) -> "Stretch":
        """The stretch with another end, or without one."""
        return Stretch(self.start, end, self.calendar)

    def shown(self, show: Callable[[datetime], datetime]) -> "Stretch":
        """The stretch with its instants in another zone (T1)."""
        return Stretch(show(self.start), show(self.end) if self.end else None, self.calendar)


Held = Sequence[tuple[datetime, Calendar]]
"""The calendars of a clock, each since when it holds, whether the clock runs or not (C6)."""

Seen = tuple[Stretch, datetime]
"""An instant as it stands in a stretch; a later stretch may see it later."""


class Term(NamedTuple):
    """What was promised: since when it holds, from when it counts, the limit, or why there is none (C11).

    `carried` is what counts as used before the anchor: the fraction that a proportional change took over (C5). Where
    that made an amount of a limit in days, `written` is the limit as the policy has it.
    """

    since: datetime
    anchor: datetime
    limit: Duration | None
    reason: str = ""
    carried: timedelta = ZERO
    written: Duration | None = None

    @property
    def named(self) -> Duration | None:
        """The limit as the policy has it."""
        return self.written or self.limit


class Promise:
    """One term over a clock's stretches: the deadline, and what is used of it.

    `due` is the deadline; none while the clock is paused before it, or where nothing is promised (D6). `first` is the
    calendar that held at the anchor (C6). `original` is the deadline without a pause, once it was asked for; it is
    taken over from the promise `before`, where that is one of the same term.
    """

    __slots__ = (
        "_total", "anchor", "due", "elapsed_only", "ended", "first", "held", "limit", "original", "running", "target",
        "term",
    )  # fmt: skip

    def __init__(
        self, target: Target, term: Term, stretches: Sequence[Stretch], held: Held, before: "Promise | None" = None
    ) -> None:
        self.target = target
        self.term = term
        self.anchor = anchor = term.anchor
        self.limit = limit = term.limit
        self.held = held
        # Whether the clock's own time is elapsed time rather than working time (D1).
        self.elapsed_only = isinstance(limit, _ELAPSED)
        self.first = held[0][1] if len(held) == 1 else _held_at(held, anchor)
        if stretches and stretches[0].start < anchor:
            stretches = [
                Stretch(max(each.start, anchor), each.end, each.calendar)
                for each in stretches
                if each.end is None or each.end > anchor
            ]
        self.running = stretches[-1] if stretches and stretches[-1].end is None else None
        self.ended = [(each, self._own_time(each, each.end)) for each in stretches if each.end]
        same = before is not None and before.term is term and before.first is self.first
        self.original: datetime | None = before.original if before and same else None
        self._total: timedelta | None = None
        amount = limit.amount if isinstance(limit, _AMOUNTS) else None
        self.due = self._first(self._deadlines()) if amount is None else self.reach(amount, strict=target.strict)

    def if_resumed(self, at: datetime) -> datetime | None:
        """What the deadline would be if a paused clock ran on from this instant (D6)."""
        stretches = [*self._stretches(), Stretch(at, None, self.held[-1][1])]
        return Promise(self.target, self.term, stretches, self.held).due

    def _own_time(self, stretch: Stretch, end: datetime) -> timedelta:
        """The clock's own time from the start of a stretch to an instant in it."""
        return end - stretch.start if self.elapsed_only else stretch.calendar.index.open_time(stretch.start, end)

    def _advanced(self, stretch: Stretch, amount: timedelta) -> datetime:
        """When so much of the clock's own time has passed since the start of a stretch, if the clock runs on."""
        return (ALWAYS if self.elapsed_only else stretch.calendar).index.advance(stretch.start, amount)

    def reach(self, amount: timedelta, *, strict: bool = False) -> datetime | None:
        """The earliest instant at which so much of the clock's own time is used; none if a pause comes first.

        At the very instant of a pause nothing is reached yet, unless it is `strict` (D5).
        """
        left = max(amount - self.term.carried, ZERO)
        for stretch, ran in self.ended:
            if left <= ran:
                at, end = self._advanced(stretch, left), stretch.end
                assert end is not None
                if at < end or (strict and at == end):
                    return at
            left -= ran
        return self._advanced(self.running, left) if self.running else None

    def _deadlines(self) -> Iterator[Seen]:
        """Each stretch with the deadline as it stands while the clock runs in it: a pause moves it on (D6)."""
        limit = self.limit
        if isinstance(limit, _AMOUNTS):
            yield from self._used_up(limit.amount)
        elif limit is not None:
            due = self.unpaused()
            before = Stretch(self.anchor, self.anchor, self.first)
            for stretch in self._stretches():
                due = self._moved(due, before, stretch)
                yield stretch, due
                before = stretch

    def _stretches(self) -> Iterator[Stretch]:
        for stretch, _ in self.ended:
            yield stretch
        if self.running:
            yield self.running

    def _used_up(self, amount: timedelta) -> Iterator[Seen]:
        """Each stretch with the instant at which an amount is used if the clock runs on in it."""
        left = amount - self.term.carried
        for stretch, ran in self.ended:
            yield stretch, self._advanced(stretch, max(left, ZERO))
            left -= ran
        if self.running:
            yield self.running, self._advanced(self.running, max(left, ZERO))

    def _moved(self, due: datetime, before: Stretch, after: Stretch) -> datetime:
        """A deadline in days, moved by the time between two stretches; a dated one does not move (D6).

        Where the calendar changed, the working time that was left by the old one is counted by the new one (C6).
        """
        paused_at = before.end
        assert paused_at is not None  # only the last stretch has no end
        if isinstance(self.limit, CalendarDays):
            return due + (after.start - paused_at)
        if not isinstance(self.limit, WorkingDays):
            return due
        if after.start == paused_at and after.calendar is before.calendar:
            return max(due, paused_at)
        if after.calendar is not before.calendar:
            return after.calendar.add(after.start, WorkingTime(before.calendar.elapsed(paused_at, due)))
        given_back = after.calendar.elapsed(paused_at, after.start)
        return max(after.calendar.add(due, WorkingTime(given_back)), after.start)

    def used(self, at: datetime) -> tuple[timedelta, timedelta]:
        """The clock's own time and the elapsed time used up to an instant that no later stretch comes after (D7)."""
        own = elapsed = ZERO
        for (start, end, _), ran in self.ended:
            assert end is not None
            elapsed += end - start
            own += ran
        if self.running:
            elapsed += at - self.running.start
            own += self._own_time(self.running, at)
        return own, elapsed

    def total(self) -> timedelta:
        """The whole limit in the clock's own time: as written, or what lies between the start and its deadline."""
        if isinstance(self.limit, _AMOUNTS):
            return self.limit.amount
        if self._total is None:
            ruler = ALWAYS if self.elapsed_only else self.first
            self._total = ruler.elapsed(self.anchor, self.unpaused())
        return self._total

    def unpaused(self) -> datetime:
        """The deadline from the term's anchor, as if there had been no pause."""
        if self.original is None:
            self.original = without_pause(self.target, self.term, self.first)
        return self.original

    def left(self, at: datetime, used: timedelta) -> timedelta:
        """What remains of the clock's own time at an instant, where so much is used; negative when late (D7).

        A dated deadline does not move, so what remains until it passes in a pause as well (D6).
        """
        if isinstance(self.limit, _DATED):
            due = self.unpaused()
            return self.held[-1][1].elapsed(at, due) if at < due else -self.time_between(due, at)
        return self.total() - self.term.carried - used

    def spent(self, at: datetime) -> timedelta:
        """The clock's own time used up to an instant, with what a change of the limit carried over (C5)."""
        return self.term.carried + self.used(at)[0]

    def ran(self) -> timedelta:
        """The same up to the stretch in which it runs, if it does."""
        return sum([ran for _, ran in self.ended], self.term.carried)

    def passes(self, threshold: Threshold) -> datetime | None:
        """When a threshold is passed; none while a pause keeps it from being known, or without a promise (C8)."""
        amount, due = threshold.amount, self.due
        if self.limit is None:
            return None
        if threshold.kind is _SHARE:
            whole, parts = threshold.share.as_integer_ratio()
            return self.reach(-(-self.total() * whole // (parts * 100)))  # T2: a part of a tick is a whole one
        if threshold.kind is _LATE:
            return self.time_after(due, amount) if due is not None and amount is not None else due
        assert amount is not None  # only `due` goes without
        if isinstance(amount, _AMOUNTS) and isinstance(self.limit, type(amount)):
            return self.reach(max(self.total() - amount.amount, ZERO))
        seen = self._deadlines()
        before = ((ran, max(ran.calendar.subtract(due, amount), ran.start)) for ran, due in seen)
        return next((at for ran, at in before if ran.end is None or at < ran.end), None)

    def time_after(self, since: datetime, length: Duration) -> datetime:
        """So much time after an instant, whether the clock runs or not, by the calendars that hold then (C6)."""
        if not isinstance(length, WorkingTime):
            return self.first.add(since, length)
        left = length.amount
        *before, last = self.held_from(since)
        for start, end, calendar in before:
            passed = calendar.index.open_time(start, end or start)
            if left <= passed:
                return calendar.index.advance(start, left)
            left -= passed
        return last.calendar.index.advance(last.start, left)

    def time_between(self, since: datetime, until: datetime) -> timedelta:
        """The open time between two instants, whether the clock runs or not, by the calendars that hold then (C6)."""
        held = [each for each in self.held_from(since) if each.start < until]
        return sum((each.calendar.elapsed(each.start, min(each.end or until, until)) for each in held), ZERO)

    def held_from(self, since: datetime) -> list[Stretch]:
        """The calendars that hold from an instant on, each with its time."""
        last_at, last = self.held[-1]
        found = [Stretch(max(last_at, since), None, last)]
        for (at, calendar), (end, _) in zip(self.held[-2::-1], self.held[:0:-1], strict=True):
            if end > since:
                found.insert(0, Stretch(max(at, since), end, calendar))
        return found

    def _first(self, seen: Iterable[Seen]) -> datetime | None:
        """The first deadline that comes while the clock runs; one at the end of a stretch is kept from coming (D5)."""
        for stretch, at in seen:
            if stretch.end is None or at < stretch.end or (self.target.strict and at == stretch.end):
                return at
        return None


def without_pause(target: Target, term: Term, calendar: Calendar) -> datetime:
    """The deadline of a term by one calendar from its anchor, as if there had been no pause."""
    rest, carried = term.limit, term.carried
    assert rest is not None  # asked only where something is promised
    if carried and isinstance(rest, (Elapsed, WorkingTime)):
        rest = type(rest)(max(rest.amount - carried, ZERO))
    return deadline(calendar.index, term.anchor, rest, target.day_ends)


def _held_at(held: Held, at: datetime) -> Calendar:
    return next(calendar for since, calendar in reversed(held) if since <= at)


def share_of(whole: timedelta, spent: timedelta, total: timedelta) -> timedelta:
    """How much of a new limit counts as used when the fraction used of the old one carries over (C5, `proportional`).

    Exact: the product is taken before the division, and a part of a microsecond that remains is dropped.
    """
    return timedelta(microseconds=_micros(whole) * _micros(spent) // _micros(total))


def _micros(span: timedelta) -> int:
    return span // timedelta(microseconds=1)
