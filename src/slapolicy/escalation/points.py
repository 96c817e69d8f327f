"""The points of clocks at which rules fire, worked out again only where their clock has changed (E2, E4)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from slapolicy.clocks import State
from slapolicy.clocks.cycles import Run
from slapolicy.escalation.ladder import Ladder
from slapolicy.escalation.rules import EscalationRule
from slapolicy.escalation.waits import Firing
from slapolicy.targets import Threshold, ThresholdKind

__all__ = ["Points"]

_DUE = Threshold(ThresholdKind.LATE)
_OPEN = (State.RUNNING, State.PAUSED)


class Points:
    """When the open cycle of each clock passes the points that the ladder's rules name."""

    __slots__ = ("_known", "_ladder", "_stamps", "_targets")

    def __init__(self, ladder: Ladder) -> None:
        self._ladder = ladder
        self._targets = ladder.escalation.plan.by_target
        self._stamps: dict[str, Any] = {}
        self._known: dict[int, tuple[datetime, Firing]] = {}

    def look(self, targets: Iterable[str]) -> bool:
        """Look at clocks that may have changed; whether one did."""
        changed = False
        for target in targets:
            numbers = self._targets.get(target)
            if numbers is None:
                continue
            run = self._ladder.runs[target]
            stamp = _stamp(run)
            if self._stamps.get(target) == stamp:
                continue
            self._stamps[target] = stamp
            self._work_out(run, numbers)
            changed = True
        return changed

    def due(self, number: int) -> tuple[datetime, Firing] | None:
        """When the open cycle passes a rule's point, and for what the rule fires then (C3)."""
        return self._known.get(number)

    def _work_out(self, run: Run, numbers: Iterable[int]) -> None:
        is_open = run.state in _OPEN
        promise = run.cycles[-1].promise(run.target) if is_open else None
        for number in numbers:
            rule = self._ladder.escalation.plan.rules[number]
            passed = self._passed(rule, promise) if promise is not None else None
            if passed is None:
                self._known.pop(number, None)
            else:
                self._known[number] = passed, (number, run.cycles[-1].number, 0)

    def _passed(self, rule: EscalationRule, promise: Any) -> datetime | None:
        assert rule.point is not None
        if rule.calendar is None or rule.after is None:
            found: datetime | None = promise.passes(rule.point)
            return found
        due = promise.passes(_DUE)
        return self._ladder.named(rule.calendar).add(due, rule.after) if due is not None else None


def _stamp(run: Run) -> object:
    """What the points of a clock hang on: while it is equal, so are they."""
    if run.state not in _OPEN:
        return run.state
    cycle = run.cycles[-1]
    return cycle.number, run.state, cycle.term, len(cycle.stretches), cycle.stretches[-1], cycle.held[-1]
