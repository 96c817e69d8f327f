"""The points of a clock at which rules fire, worked out only where they can come, anew where it changed (E2)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from slapolicy.calendars import Calendar
from slapolicy.clocks import Run, State
from slapolicy.clocks.cycles import Cycle
from slapolicy.clocks.promises import ZERO, Promise, Term
from slapolicy.durations import Duration, Elapsed, WorkingTime
from slapolicy.escalation.rules import EscalationRule
from slapolicy.instants import LAST
from slapolicy.targets import Threshold, ThresholdKind

__all__ = ["Point", "Watch", "points_of"]

_DUE = Threshold(ThresholdKind.LATE)
_OPEN = (State.RUNNING, State.PAUSED)


class Point(NamedTuple):
    """The point of a clock at which a rule fires: the rule's number, the point, and a time after it, if any.

    That time counts by a calendar of its own. `parts` is the share of the limit, where the point is one.
    """

    number: int
    threshold: Threshold
    parts: tuple[int, int] | None = None
    after: Duration | None = None
    calendar: str | None = None


def points_of(rules: Iterable[tuple[int, EscalationRule]]) -> tuple[Point, ...]:
    """The points that the rules of one target name, with their numbers: shares, the smallest first, then the others."""
    points = [_point_of(number, rule) for number, rule in rules]
    shares = [each for each in points if each.parts]
    return (*sorted(shares, key=lambda each: each.threshold.share), *(each for each in points if not each.parts))


def _point_of(number: int, rule: EscalationRule) -> Point:
    assert rule.point is not None  # it has a target
    if rule.point.kind is ThresholdKind.SHARE:
        numerator, denominator = rule.point.share.as_integer_ratio()
        return Point(number, rule.point, (numerator, denominator * 100))
    if rule.after is not None and rule.calendar is not None:
        return Point(number, _DUE, None, rule.after, rule.calendar)
    return Point(number, rule.point)


class Watch:
    """A clock whose points rules wait for.

    Attributes:
        known: the rules whose points are worked out and that have not fired there, each with the instant at which the
            open cycle passes the point.
        left: the points that are not worked out.
        bound: an instant before which none of those comes; none where that is not asked.
    """

    __slots__ = (
        "_changes", "_cycle", "_fired", "_held", "_named", "_number", "_points", "_run", "_term", "bound", "known",
        "left",
    )  # fmt: skip

    def __init__(self, run: Run, points: Sequence[Point], named: Callable[[str | None], Calendar]) -> None:
        self._run = run
        self._points = points
        self._named = named
        self._cycle: Cycle | None = None
        self._changes = 0
        self._term: Term | None = None
        self._held: tuple[datetime, Calendar] | None = None
        self._number = 0
        self._fired: set[int] = set()  # the rules that fired in the cycle of that number
        self.known: dict[int, datetime] = {}
        self.left: list[Point] = []
        self.bound: datetime | None = None

    def look(self, now: datetime) -> bool:
        """Whether the clock has changed; of what is ahead only a bound is known from then on."""
        run, before = self._run, self._cycle
        cycle = run.cycles[-1] if run.state in _OPEN else None
        if cycle is before and (cycle is None or cycle.changes == self._changes):
            return False
        self._cycle = cycle
        if cycle is None:
            self._forget()
            return True
        term, held = cycle.terms[-1], cycle.held[-1]
        same = cycle is before and term is self._term and held is self._held
        self._changes, self._term, self._held = cycle.changes, term, held
        if same and term.limit is not None:
            self._keep_passed(now)
        else:
            self._forget()
            if term.limit is not None:
                self._begin(cycle.number, term)
        return True

    def work_out(self, now: datetime) -> None:
        """Work out the points that are left, where one may have come by now; else only tell a better bound."""
        assert self._cycle is not None
        promise = self._cycle.promise(self._run.target)
        bound = _not_before(self.left, promise)
        if bound is not None and bound <= now:
            for each in self.left:
                at = self._passed(each, promise)
                if at is not None:
                    self.known[each.number] = at
            self.left = [each for each in self.left if each.number not in self.known]
            bound = None
        self.bound = bound

    def fire(self, number: int) -> None:
        """A rule fires for the cycle that is open."""
        del self.known[number]
        self._fired.add(number)

    def _forget(self) -> None:
        self.known, self.left, self.bound = {}, [], None

    def _begin(self, number: int, term: Term) -> None:
        """Wait for all points, but for those at which a rule fired in the same cycle."""
        if number != self._number:
            self._number = number
            self._fired.clear()
        self.left = [each for each in self._points if each.number not in self._fired]
        self.bound = term.anchor
        if not term.carried and isinstance(term.limit, (Elapsed, WorkingTime)):
            # A clock is never quicker than the time on the wall.
            self.bound += _first(self.left, min(term.limit.amount, LAST - term.anchor))

    def _keep_passed(self, now: datetime) -> None:
        """A pause moves no point that was passed before it, and brings none forward (D6)."""
        ahead = [at for at in self.known.values() if at >= now]
        if self.bound is None:  # what is left could not be told in a pause
            self.bound = now if self.left else min(ahead, default=now)
        if ahead:
            self.known = {number: at for number, at in self.known.items() if at < now}
            self.left = [p for p in self._points if p.number not in self.known and p.number not in self._fired]

    def _passed(self, point: Point, promise: Promise) -> datetime | None:
        at = promise.passes(point.threshold)
        if at is None or point.after is None:
            return at
        return self._named(point.calendar).add(at, point.after)


def _not_before(points: Sequence[Point], promise: Promise) -> datetime | None:
    """An instant before which a clock passes none of some points; none where it passes none as long as it is paused."""
    running, due = promise.running, promise.due
    left = _first(points, promise.total()) - promise.ran()
    if running is None:
        return promise.anchor if due is not None or left <= ZERO else None
    return min(due or promise.anchor, running.start + left)


def _first(points: Sequence[Point], whole: timedelta) -> timedelta:
    """How much of a limit is used at the first of some points."""
    parts = points[0].parts if points else None
    return whole * parts[0] // parts[1] if parts else whole
