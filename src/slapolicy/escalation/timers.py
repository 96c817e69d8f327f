"""Which rule fires next by itself, and when: the earliest of all that wait for an instant (E2, E9).

An instant is worked out only where it could come before the next event: until then a bound is enough.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from operator import attrgetter

from slapolicy.escalation.ladder import Ladder
from slapolicy.escalation.points import Watch
from slapolicy.escalation.rotations_turns import NEVER
from slapolicy.escalation.waits import Waits

__all__ = ["Timers"]

_first = attrgetter("first")


class Timers:
    """All rules that wait for an instant: for points of clocks, or at the level where the ticket is.

    Each of those tells `first`, an instant before which nothing of it comes, and the rules that are `ready` by one.
    """

    __slots__ = ("_rules", "_sources", "_watches", "waits")

    def __init__(self, ladder: Ladder, held: Sequence[datetime | None], times: Sequence[int], at: datetime) -> None:
        plan, runs, named = ladder.escalation.plan, ladder.runs, ladder.named
        self._rules = plan.rules
        self._watches = {target: Watch(runs[target], points, named, held) for target, points in plan.by_target.items()}
        self.waits = Waits(plan, named, held, times, at)
        self._sources: list[Watch | Waits] = [self.waits, *self._watches.values()]

    def conditions_changed(self, numbers: Iterable[int]) -> None:
        """The conditions of rules began to hold, or ended."""
        for number in numbers:
            rule = self._rules[number]
            if rule.target is not None:
                self._watches[rule.target].refresh()
            elif rule.waits is not None:
                self.waits.stale = True

    def look(self, targets: Collection[str], now: datetime) -> None:
        """Clocks may have changed."""
        for target, watch in self._watches.items():
            if target in targets:
                watch.look(now)

    def next(self, now: datetime, until: datetime | None) -> tuple[datetime, int] | None:
        """What fires first before `until`, of what fires at one instant the rule that is written first; it is done."""
        while True:
            if self.waits.stale:
                self.waits.refresh()
            first = min(map(_first, self._sources))
            now = max(now, first)
            if first is NEVER or (until is not None and now >= until):
                return None
            ready: list[int] = []
            for each in self._sources:
                if each.first <= now:
                    ready += each.ready(now)
            if ready:
                number = min(ready)
                target = self._rules[number].target
                source = self.waits if target is None else self._watches[target]
                source.fire(number)
                return now, number
