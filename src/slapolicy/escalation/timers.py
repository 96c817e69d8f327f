"""Which rule fires next by itself, and when: the earliest of all that wait for an instant (E2, E9).

An instant is worked out only where it could come before the next event: until then a bound is enough.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from slapolicy.durations import Elapsed
from slapolicy.escalation.ladder import Ladder
from slapolicy.escalation.points import Watch
from slapolicy.escalation.waits import Firing, Wait, Waits, not_before
from slapolicy.instants import LAST

__all__ = ["Timers"]


class Timers:
    """All rules that wait for an instant, while a ticket is at a level: for a clock each, or at the level.

    `_at` has an instant for each rule by its number, and for each clock of which points are not worked out by its
    target's name. Of what is in `_unsure` it is a bound: an instant before which nothing comes.
    """

    __slots__ = (
        "_at", "_ends", "_fired", "_held", "_level", "_plan", "_stale", "_times", "_unsure", "_waiting", "_watches",
        "waits",
    )  # fmt: skip

    def __init__(self, ladder: Ladder, held: Sequence[datetime | None], times: Sequence[int], waits: Waits) -> None:
        self._plan = plan = ladder.escalation.plan
        self._held = held
        self._times = times
        self._watches = {name: Watch(ladder.runs[name], of, ladder.named) for name, of in plan.by_target.items()}
        self._at: dict[int | str, datetime] = {}
        self._unsure: set[int | str] = set(plan.by_target)
        self._waiting: dict[int, Wait] = {}
        self._ends: dict[Firing, datetime] = {}
        self._fired: set[Firing] = set()
        self._level = 0
        self._stale: set[str | None] = (
            set()
        )  # the targets whose clocks changed; none stands for what waits at the level
        self.waits = waits

    def enter(self, level: int, at: datetime) -> None:
        """The ticket reaches a level: what it waits for counts from there."""
        self._level = level
        self.waits.enter(at)
        self._stale.add(None)

    def heard(self) -> None:
        """What the ticket waits for has changed: it was acknowledged, closed or reopened."""
        self._stale.add(None)

    def conditions_changed(self, numbers: Iterable[int]) -> None:
        """The conditions of rules began to hold, or ended."""
        for number in numbers:
            rule = self._plan.rules[number]
            if rule.target is not None or rule.waits is not None:
                self._stale.add(rule.target)

    def look(self, targets: Collection[str], now: datetime) -> None:
        """Clocks may have changed."""
        for target, watch in self._watches.items():
            if target in targets and watch.look(now):
                self._stale.add(target)

    def next(self, now: datetime, until: datetime | None) -> tuple[datetime, int] | None:
        """What fires first before `until`, of what fires at one instant the rule that is written first; it is done."""
        while True:
            if self._stale:
                self._refresh()
            if not self._at:
                return None
            now = max(now, min(self._at.values()))
            if until is not None and now >= until:
                return None
            unsure = [key for key, at in self._at.items() if at <= now and key in self._unsure]
            if not unsure:
                number = min([key for key, at in self._at.items() if at <= now and not isinstance(key, str)])
                self._done(number)
                return now, number
            for key in unsure:
                self._work_out(key, now)

    def _done(self, number: int) -> None:
        del self._at[number]
        target = self._plan.rules[number].target
        if target is None:
            self._fired.add(self._waiting[number].firing)
        else:
            self._watches[target].fire(number)

    def _work_out(self, key: int | str, now: datetime) -> None:
        if isinstance(key, str):
            self._watches[key].work_out(now)
            self._stale.add(key)
        else:
            wait = self._waiting[key]
            self._at[key] = self._ends[wait.firing] = self.waits.over_at(wait)
            self._unsure.remove(key)

    def _refresh(self) -> None:
        for target in self._stale:
            if target is None:
                self._of_waits()
            else:
                self._of_clock(target)
        self._stale.clear()

    def _of_clock(self, target: str) -> None:
        """Wait for the points of a clock anew, as far as they are known."""
        watch, held = self._watches[target], self._held
        self._at.pop(target, None)
        for point in self._plan.by_target[target]:
            self._at.pop(point.number, None)
        for number, at in watch.known.items():
            if held[number] is not None:
                self._at[number] = at
        if watch.bound is not None and any(held[point.number] for point in watch.left):
            self._at[target] = watch.bound

    def _of_waits(self) -> None:
        """Wait for what is waited for at the level anew."""
        for number in self._waiting:
            self._at.pop(number, None)
            self._unsure.discard(number)
        self._waiting.clear()
        for number in self._plan.by_level[self._level]:
            held = self._held[number]
            wait = self.waits.of(number, self._plan.rules[number], held, self._times[number]) if held else None
            if wait is None or wait.firing in self._fired:
                continue
            self._waiting[number] = wait
            known = self._ends.get(wait.firing)
            self._at[number] = bound = known or not_before(wait.since, wait.length)
            if known is None and not (isinstance(wait.length, Elapsed) and bound < LAST):
                self._unsure.add(number)
