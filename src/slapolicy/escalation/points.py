"""The points of clocks at which rules fire, worked out only where they can come, again where a clock changed (E2)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from slapolicy.clocks import State
from slapolicy.clocks.cycles import Cycle
from slapolicy.clocks.promises import Promise
from slapolicy.durations import Elapsed, WorkingTime
from slapolicy.escalation.ladder import Ladder
from slapolicy.escalation.rules import EscalationRule
from slapolicy.escalation.waits import Firing
from slapolicy.instants import LAST
from slapolicy.targets import Threshold, ThresholdKind

__all__ = ["Point", "Points"]

_DUE = Threshold(ThresholdKind.LATE)
_OPEN = (State.RUNNING, State.PAUSED)


class Point(NamedTuple):
    """When the open cycle of a clock passes the point of a rule, and for what the rule fires then."""

    at: datetime
    number: int
    firing: Firing


class Points:
    """When the open cycle of each clock passes the points that the ladder's rules name."""

    __slots__ = ("_known", "_ladder", "_promised", "_ran", "_targets", "bounds")

    def __init__(self, ladder: Ladder) -> None:
        self._ladder = ladder
        self._targets = ladder.escalation.plan.by_target
        self._promised: dict[str, object] = {}
        self._ran: dict[str, object] = {}
        self._known: dict[str, list[Point]] = {}
        self.bounds: dict[str, datetime] = {}
        """The targets with points that are not worked out, each with an instant before which none of them comes."""

    def changed(self, targets: Iterable[str], now: datetime) -> Iterator[str]:
        """Those of some targets whose clocks have changed now; of what is ahead only a bound is known from then on."""
        for target in targets:
            if target not in self._targets:
                continue
            run = self._ladder.runs[target]
            cycle = run.cycles[-1] if run.state in _OPEN else None
            promised = (cycle.number, cycle.term, len(cycle.held), cycle.held[-1]) if cycle else None
            ran = (run.state, len(cycle.stretches), cycle.stretches[-1]) if cycle else None
            same = self._promised.get(target) == promised
            if same and self._ran.get(target) == ran:
                continue
            self._promised[target], self._ran[target] = promised, ran
            if cycle is None or cycle.term.limit is None:
                self._forget(target)
            elif same:
                self._keep_passed(target, now)
            else:
                self._forget(target)
                self.bounds[target] = self._bound(target, cycle)
            yield target

    def known(self, target: str) -> Sequence[Point]:
        """The points of a clock that are worked out."""
        return self._known.get(target, ())

    def work_out(self, target: str, fired: Collection[Firing]) -> None:
        """Work out the points of one clock, but for those at which the rule has fired."""
        del self.bounds[target]
        run = self._ladder.runs[target]
        cycle = run.cycles[-1]
        promise = cycle.promise(run.target)
        self._known[target] = known = []
        for number in self._targets[target]:
            firing = (number, cycle.number, 0)
            if firing not in fired and (at := self._passed(number, promise)) is not None:
                known.append(Point(at, number, firing))

    def _forget(self, target: str) -> None:
        self._known.pop(target, None)
        self.bounds.pop(target, None)

    def _keep_passed(self, target: str, now: datetime) -> None:
        """A pause moves no point that was passed before it, and brings none forward (D6)."""
        known = self._known.get(target, [])
        ahead = [point.at for point in known if point.at >= now]
        self._known[target] = [point for point in known if point.at < now]
        if target not in self.bounds:
            self.bounds[target] = min(ahead, default=now)

    def _rule(self, number: int) -> EscalationRule:
        return self._ladder.escalation.plan.rules[number]

    def _passed(self, number: int, promise: Promise) -> datetime | None:
        rule = self._rule(number)
        assert rule.point is not None
        if rule.calendar is None or rule.after is None:
            return promise.passes(rule.point)
        due = promise.passes(_DUE)
        return self._ladder.named(rule.calendar).add(due, rule.after) if due is not None else None

    def _bound(self, target: str, cycle: Cycle) -> datetime:
        """A clock is never quicker than the time on the wall."""
        term = cycle.term
        if term.carried or not isinstance(term.limit, (Elapsed, WorkingTime)):
            return term.anchor
        whole = min(term.limit.amount, LAST - term.anchor)
        return term.anchor + min(_part(self._rule(number), whole) for number in self._targets[target])


def _part(rule: EscalationRule, whole: timedelta) -> timedelta:
    assert rule.point is not None
    if rule.point.kind is not ThresholdKind.SHARE:
        return whole
    numerator, denominator = rule.point.share.as_integer_ratio()
    return whole * numerator // (denominator * 100)
