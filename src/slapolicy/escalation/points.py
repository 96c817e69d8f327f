"""The points of a clock at which rules fire, worked out only where they can come, anew where it changed (E2)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from slapolicy.calendars import Calendar
from slapolicy.clocks import Run, State
from slapolicy.clocks.cycles import Cycle
from slapolicy.clocks.promises import ZERO, Promise, Term
from slapolicy.durations import Duration, Elapsed, WorkingTime
from slapolicy.escalation.rotations_turns import NEVER
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

    `first` is an instant before which no rule fires at one. The points that are worked out are known by the rules'
    numbers, until the rule fires; of those that are left, only a bound is told.
    """

    __slots__ = (
        "_bound", "_calendar", "_changes", "_cycle", "_fired", "_held", "_known", "_left", "_named", "_number",
        "_points", "_run", "_term", "first",
    )  # fmt: skip

    def __init__(
        self,
        run: Run,
        points: Sequence[Point],
        named: Callable[[str | None], Calendar],
        held: Sequence[datetime | None],
    ) -> None:
        self._run = run
        self._points = points
        self._named = named
        self._held = held
        self._cycle: Cycle | None = None
        self._changes = 0
        self._term: Term | None = None
        self._calendar: tuple[datetime, Calendar] | None = None
        self._number = 0
        self._fired: set[int] = set()  # the rules that fired in the cycle of that number
        self._known: dict[int, datetime] = {}
        self._left: list[Point] = []
        self._bound = self.first = NEVER

    def look(self, now: datetime) -> None:
        """The clock may have changed; then of what is ahead only a bound is known from then on."""
        run, before = self._run, self._cycle
        cycle = run.cycles[-1] if run.state in _OPEN else None
        if cycle is before and (cycle is None or cycle.changes == self._changes):
            return
        self._cycle = cycle
        if cycle is None or cycle.terms[-1].limit is None:
            self._term = None
            self._known, self._left, self._bound, self.first = {}, [], NEVER, NEVER
        else:
            term, calendar = cycle.terms[-1], cycle.held[-1]
            same = cycle is before and term is self._term and calendar is self._calendar
            self._term, self._calendar = term, calendar
            if same:
                self._keep_passed(now)
            else:
                self._begin(cycle.number, term)
            self.refresh()
        self._changes = cycle.changes if cycle else 0

    def refresh(self) -> None:
        """Tell the first instant anew: what is known or held has changed."""
        first = self._bound if self._bound is not NEVER and self._awaited() else NEVER
        for number, at in self._known.items():
            if at < first and self._held[number]:
                first = at
        self.first = first

    def ready(self, now: datetime) -> list[int]:
        """The rules whose points are passed by now; what is left is worked out where it could be one of them."""
        if self._bound <= now and self._awaited():
            self._work_out(now)
            self.refresh()
        return [number for number, at in self._known.items() if at <= now and self._held[number]]

    def fire(self, number: int) -> None:
        """A rule fires for the cycle that is open."""
        del self._known[number]
        self._fired.add(number)
        self.refresh()

    def _awaited(self) -> bool:
        """Whether a rule waits for a point that is left."""
        held = self._held
        return any(held[each.number] for each in self._left)

    def _work_out(self, now: datetime) -> None:
        """Work out the points that are left, where one may have come by now; else only tell a better bound."""
        assert self._cycle is not None
        promise = self._cycle.promise()
        self._bound = _not_before(self._left, promise)
        if self._bound <= now:
            for each in self._left:
                at = self._passed(each, promise)
                if at is not None:
                    self._known[each.number] = at
            self._left = [each for each in self._left if each.number not in self._known]
            self._bound = NEVER

    def _begin(self, number: int, term: Term) -> None:
        """Wait for all points, but for those at which a rule fired in the same cycle."""
        if number != self._number:
            self._number = number
            self._fired.clear()
        self._known = {}
        self._left = [each for each in self._points if each.number not in self._fired]
        self._bound = term.anchor
        if not term.carried and isinstance(term.limit, (Elapsed, WorkingTime)):
            # A clock is never quicker than the time on the wall.
            self._bound += _first(self._left, min(term.limit.amount, LAST - term.anchor))

    def _keep_passed(self, now: datetime) -> None:
        """A pause moves no point that was passed before it, and brings none forward (D6)."""
        ahead = [at for at in self._known.values() if at >= now]
        if self._bound is NEVER:  # what is left could not be told in a pause
            self._bound = now if self._left else min(ahead, default=now)
        if ahead:
            self._known = {number: at for number, at in self._known.items() if at < now}
            self._left = [p for p in self._points if p.number not in self._known and p.number not in self._fired]

    def _passed(self, point: Point, promise: Promise) -> datetime | None:
        at = promise.passes(point.threshold)
        if at is None or point.after is None:
            return at
        return self._named(point.calendar).add(at, point.after)


def _not_before(points: Sequence[Point], promise: Promise) -> datetime:
    """An instant before which a clock passes none of some points, unless a pause ends before."""
    running, due = promise.running, promise.due
    left = _first(points, promise.total()) - promise.ran()
    if running is None:
        return promise.anchor if due is not None or left <= ZERO else NEVER
    return min(due or promise.anchor, running.start + left)


def _first(points: Sequence[Point], whole: timedelta) -> timedelta:
    """How much of a limit is used at the first of some points."""
    parts = points[0].parts if points else None
    return whole * parts[0] // parts[1] if parts else whole
