"""Is it late? A clock's cycles judged at an instant: verdict, deadline, time used and left (D5-D7, C4, C8)."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from slapolicy.calendars import DayEnds
from slapolicy.clocks.cycles import Cycle
from slapolicy.clocks.promises import ZERO, Promise, Stretch, without_pause
from slapolicy.clocks.table import State, Verdict
from slapolicy.durations import Duration, Elapsed, WorkingTime
from slapolicy.targets import Target, Threshold

__all__ = ["Clock", "ClockReport", "ClockWarning", "report"]

_STOPPED, _CANCELLED = State.STOPPED, State.CANCELLED

TICK = timedelta(microseconds=1)
"""The resolution of time (T2): a clock that may be met at its deadline is breached one tick later."""


class ClockWarning(NamedTuple):
    """A threshold of a clock: the instant at which it is passed, if nothing happens before, and whether it is.

    `id` is stable: ticket, target, cycle and threshold. A caller who stores ids never notifies twice (C8).
    """

    id: str
    threshold: str
    at: datetime
    fired: bool


class ClockReport(NamedTuple):
    """One target's clock at an instant: its current cycle, and the earlier ones in the same form.

    Examples:
        >>> from slapolicy import Event, Policy, Ticket
        >>> policy = Policy.from_dict({"slapolicy": 1, "name": "small", "targets": {
        ...     "reply": {"start": "created", "stop": "replied", "within": "2 hours"}}})
        >>> ticket = Ticket("T-1", [Event("created", "2026-03-06T16:30:00Z")])
        >>> clock = policy.evaluate(ticket, at="2026-03-06T17:00:00Z").clocks["reply"]
        >>> str(clock.state), str(clock.verdict), str(clock.left)
        ('running', 'open', '1:30:00')

    Instants are in the zone of the evaluation (T1). A clock that never started has no instants and no cycles.

    Attributes:
        target: the target's name.
        owner: who is to keep it.
        state: whether it counts (C4).
        verdict: whether the promise is kept (C4).
        reason: why nothing is promised, where nothing is (C11).
        limit: the promise in force, none where nothing is promised.
        due_at: the deadline; none while paused (D6) and where nothing is promised.
        original_due_at: the deadline before any pause and change (D7).
        if_resumed_now: the deadline if a paused clock ran on from now (D6).
        used: the clock's own time (working or elapsed, as the limit is), with what a change of the limit carried over;
            negative before the grid point from which a round counts (C9).
        left: the rest of that time; negative when late.
        used_elapsed: what was used, in elapsed time.
        left_elapsed: what is left, in elapsed time.
        breached_at: the deadline that was passed.
        detected_at: when that could first be seen (C5).
        warnings: every threshold with its instant (C8).
        next_change_at: when any of this changes by itself, except for the amounts (C10).
        number: the cycle's, counted from one.
        started_at: when the cycle began.
        ended_at: when it ended; none while it goes on.
        stretches: when the cycle ran.
        counted_from: where the limit in force counts from (C5, C9).
        carried: what counts as used before that (C5).
        strict: whether done at the deadline is late (D5).
        day_ends: when a counted working day ends (D4).
        calendars: those by which it counts, each with its time, whether the clock runs then or not (C6).
        earlier: the cycles before, oldest first; `cycles` has this one as well, as the last (C3).
    """

    target: str
    owner: str | None = None
    state: State = State.NOT_STARTED
    verdict: Verdict = Verdict.NONE
    reason: str = ""
    limit: Duration | None = None
    due_at: datetime | None = None
    original_due_at: datetime | None = None
    if_resumed_now: datetime | None = None
    used: timedelta = ZERO
    left: timedelta | None = None
    used_elapsed: timedelta = ZERO
    left_elapsed: timedelta | None = None
    breached_at: datetime | None = None
    detected_at: datetime | None = None
    warnings: tuple[ClockWarning, ...] = ()
    next_change_at: datetime | None = None
    number: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    stretches: tuple[Stretch, ...] = ()
    counted_from: datetime | None = None
    carried: timedelta = ZERO
    strict: bool = False
    day_ends: DayEnds = DayEnds.SAME_TIME
    calendars: tuple[Stretch, ...] = ()
    earlier: tuple["ClockReport", ...] = ()

    @property
    def cycles(self) -> tuple["ClockReport", ...]:
        """Every cycle, oldest first; the last one is the current one (C3)."""
        return (*self.earlier, self) if self.number else ()

    def shown(self, show: Callable[[datetime], datetime]) -> "ClockReport":
        """The same with its instants in another zone (T1)."""

        def each(at: datetime | None) -> datetime | None:
            return show(at) if at else None

        return self._replace(
            due_at=each(self.due_at),
            original_due_at=each(self.original_due_at),
            if_resumed_now=each(self.if_resumed_now),
            breached_at=each(self.breached_at),
            detected_at=each(self.detected_at),
            next_change_at=each(self.next_change_at),
            started_at=each(self.started_at),
            ended_at=each(self.ended_at),
            counted_from=each(self.counted_from),
            warnings=tuple([warning._replace(at=show(warning.at)) for warning in self.warnings]),
            stretches=tuple([stretch.shown(show) for stretch in self.stretches]),
            calendars=tuple([held.shown(show) for held in self.calendars]),
            earlier=tuple([cycle.shown(show) for cycle in self.earlier]),
        )


class Clock(NamedTuple):
    """What is judged: a target by its name, over one ticket."""

    name: str
    target: Target
    ticket: str
    owner: str | None


def report(clock: Clock, cycles: list[Cycle], at: datetime) -> ClockReport:
    """One clock, judged at an instant; all instants in UTC."""
    if not cycles:
        return ClockReport(clock.name, clock.owner, reason=f"it starts at {clock.target.start.words()}")
    earlier = tuple([_judge(clock, cycle, at) for cycle in cycles[:-1]])
    return _judge(clock, cycles[-1], at, earlier)


def _judge(clock: Clock, cycle: Cycle, at: datetime, earlier: tuple[ClockReport, ...] = ()) -> ClockReport:
    target, term = clock.target, cycle.terms[-1]
    closed = cycle.ended_at is not None
    now = cycle.ended_at or at
    promise = cycle.promise()
    due = promise.due
    promised = term.limit is not None
    resumed = promise.if_resumed(now) if due is None and promised else None
    ends = due or resumed
    late = due is not None and (now >= due if target.strict else now > due)
    breached = due if late and cycle.state is not _CANCELLED else None
    warnings = list(_warnings(clock, cycle.number, promise, now))
    if closed:
        warnings = [warning for warning in warnings if warning.fired]
    change = None if closed else _next_change(target, due, warnings, late=late)
    original = _original(target, cycle, promise)
    used, used_elapsed = promise.used(now)
    return ClockReport(
        target=clock.name,
        owner=clock.owner,
        number=cycle.number,
        state=cycle.state,
        verdict=_verdict(target, cycle, warnings, late=late),
        started_at=cycle.started_at,
        ended_at=cycle.ended_at,
        limit=term.limit,
        reason=term.reason,
        due_at=due,
        original_due_at=original,
        if_resumed_now=resumed,
        used=term.carried + used,
        left=promise.left(now, used) if promised else None,
        used_elapsed=used_elapsed,
        left_elapsed=ends - now if ends else None,
        breached_at=breached,
        detected_at=_detected(target, cycle, breached) if breached else None,
        warnings=tuple(warnings),
        next_change_at=change,
        stretches=tuple(cycle.stretches),
        counted_from=term.anchor,
        carried=term.carried,
        strict=target.strict,
        day_ends=target.day_ends,
        calendars=tuple(promise.held_from(cycle.started_at)),
        earlier=earlier,
    )


def _verdict(target: Target, cycle: Cycle, warnings: list[ClockWarning], *, late: bool) -> Verdict:
    if cycle.term.limit is None or cycle.state is _CANCELLED:
        return Verdict.NONE
    if cycle.state is _STOPPED:
        if late:
            return Verdict.MISSED
        # The last round of a repeating target was never asked for: it is neither met nor missed (C9).
        return Verdict.NONE if target.repeats and not cycle.completed else Verdict.MET
    if late:
        return Verdict.BREACHED
    return Verdict.AT_RISK if any(warning.fired for warning in warnings) else Verdict.OPEN


def _original(target: Target, cycle: Cycle, promise: Promise) -> datetime | None:
    """The deadline of the first limit, from the start, without a pause, in UTC (D7)."""
    if len(cycle.terms) > 1:
        first = next(term for term in cycle.terms if term.limit is not None)
        return without_pause(target, first._replace(anchor=cycle.started_at), cycle.held[0][1])
    if len(cycle.stretches) == 1 and promise.due:
        return promise.due  # there was no pause
    return promise.unpaused() if promise.limit is not None else None


def _detected(target: Target, cycle: Cycle, breached: datetime) -> datetime:
    """When the breach could first be seen: the clock ran past the deadline, under the limit that was broken (C5)."""
    ends = breached if target.strict else breached + TICK
    ran = next(each for each in cycle.stretches if each.end is None or ends <= each.end)
    return max(breached, ran.start, cycle.term.since)


def _warnings(clock: Clock, number: int, promise: Promise, now: datetime) -> Iterator[ClockWarning]:
    """The target's warnings, with their instants in UTC."""
    for threshold, canonical, text in clock.target.points:
        name = f"{clock.ticket}/{clock.name}/{number}/{canonical}"  # C8: stable
        at = promise.passes(threshold)
        if at is not None and threshold.again:
            yield from _repeated(name, threshold, promise, at, now)
        elif at is not None:
            yield ClockWarning(name, text, at, at <= now)


def _repeated(
    name: str, threshold: Threshold, promise: Promise, first: datetime, now: datetime
) -> Iterator[ClockWarning]:
    """The latest firing of a repeating warning and the next one: the ones before were the latest in their time (C8)."""
    every = threshold.amount
    assert isinstance(every, (Elapsed, WorkingTime))  # nothing else repeats
    fired = 0
    if first <= now:
        passed = now - first if isinstance(every, Elapsed) else promise.time_between(first, now)
        fired = 1 + passed // every.amount
    for count in (fired, fired + 1):
        if count:
            at = promise.time_after(first, type(every)(every.amount * (count - 1)))
            yield ClockWarning(f"{name}/{count}", str(threshold), at, fired=at <= now)


def _next_change(target: Target, due: datetime | None, warnings: list[ClockWarning], *, late: bool) -> datetime | None:
    """The earliest later instant at which the answer changes by itself (C10)."""
    changes = [warning.at for warning in warnings if not warning.fired]
    if due is not None and not late:
        changes.append(due if target.strict else due + TICK)
    return min(changes, default=None)
