"""Which rule fires next by itself, and when: the earliest of all that wait for an instant (E2, E9).

An instant is worked out only where it could come before the next event: until then a bound is enough.
"""

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from slapolicy.durations import Elapsed
from slapolicy.escalation.ladder import Ladder
from slapolicy.escalation.points import Points
from slapolicy.escalation.waits import Firing, Wait, Waits, not_before
from slapolicy.instants import LAST

__all__ = ["Timer", "Timers"]

_WAITS = ""
"""The key of what waits at a level, among the names of the targets whose clocks are waited for."""


class Timer(NamedTuple):
    """A rule that waits for an instant; as long as only a bound is known, what that has to be worked out from."""

    at: datetime
    number: int
    firing: Firing | None
    bound_of: Wait | None = None


_at = attrgetter("at")


class Timers:
    """All rules that wait for an instant, while a ticket is at a level: for a clock each, or at the level."""

    __slots__ = ("_fired", "_held", "_level", "_lists", "_plan", "_points", "_soonest", "_stale", "_times", "waits")

    def __init__(self, ladder: Ladder, held: Sequence[datetime | None], times: Sequence[int], waits: Waits) -> None:
        self._plan = ladder.escalation.plan
        self._held = held
        self._times = times
        self._points = Points(ladder)
        self._fired: set[Firing] = set()
        self._level = 0
        self._lists: dict[str, list[Timer]] = {}
        self._stale: set[str] = set()
        self._soonest: datetime | None = None
        self.waits = waits

    def enter(self, level: int, at: datetime) -> None:
        """The ticket reaches a level: what it waits for counts from there."""
        self._level = level
        self.waits.enter(at)
        self._stale.add(_WAITS)

    def heard(self) -> None:
        """What the ticket waits for has changed: it was acknowledged, closed or reopened."""
        self._stale.add(_WAITS)

    def conditions_changed(self, numbers: Iterable[int]) -> None:
        """The conditions of rules began to hold, or ended."""
        self._stale.update(self._plan.rules[number].target or _WAITS for number in numbers)

    def look(self, targets: Iterable[str], now: datetime) -> None:
        """Clocks may have changed."""
        self._stale.update(self._points.changed(targets, now))

    def next(self, now: datetime, until: datetime | None) -> Timer | None:
        """What fires first before `until`, of what fires at one instant the rule that is written first; it is done."""
        while True:
            if self._stale:
                self._refresh()
            if self._soonest is None:
                return None
            now = max(now, self._soonest)
            if until is not None and now >= until:
                return None
            ready = [timer for timers in self._lists.values() for timer in timers if timer.at <= now]
            bounds = [timer for timer in ready if timer.firing is None]
            if not bounds:
                first = min(ready, key=lambda timer: timer.number)
                self._done(first)
                return Timer(now, first.number, first.firing)
            for timer in bounds:
                self._work_out(timer)

    def _refresh(self) -> None:
        for key in self._stale:
            timers = sorted(self._of_waits() if key == _WAITS else self._of_clock(key), key=_at)
            if timers:
                self._lists[key] = timers
            else:
                self._lists.pop(key, None)
        self._stale.clear()
        self._look_ahead()

    def _look_ahead(self) -> None:
        self._soonest = min([timers[0].at for timers in self._lists.values() if timers], default=None)

    def _done(self, timer: Timer) -> None:
        assert timer.firing is not None
        self._fired.add(timer.firing)
        self._lists[self._plan.rules[timer.number].target or _WAITS].remove(timer)
        self._look_ahead()

    def _work_out(self, timer: Timer) -> None:
        if timer.bound_of is None:
            target = self._plan.rules[timer.number].target
            assert target is not None
            self._points.work_out(target, self._fired)
            self._stale.add(target)
        else:
            timers = self._lists[_WAITS]
            timers.remove(timer)
            exact = Timer(self.waits.over_at(timer.bound_of), timer.number, timer.bound_of.firing)
            insort(timers, exact, key=_at)
            self._look_ahead()

    def _of_clock(self, target: str) -> Iterator[Timer]:
        numbers = [number for number in self._plan.by_target[target] if self._held[number] is not None]
        if numbers and (bound := self._points.bounds.get(target)) is not None:
            yield Timer(bound, numbers[0], None)
        for at, number, firing in self._points.known(target):
            if firing not in self._fired and number in numbers:
                yield Timer(at, number, firing)

    def _of_waits(self) -> Iterator[Timer]:
        for number in self._plan.by_level[self._level]:
            held = self._held[number]
            if held is None:
                continue
            wait = self.waits.of(number, self._plan.rules[number], held, self._times[number])
            if wait is not None and wait.firing not in self._fired:
                bound = not_before(wait.since, wait.length)
                exact = isinstance(wait.length, Elapsed) and bound < LAST
                yield Timer(bound, number, wait.firing) if exact else Timer(bound, number, None, wait)
