"""What is to be answered of a clock at any instant: state, verdict, deadlines, time used, warnings (C4, C8, D5-D7)."""

from bisect import bisect_right
from typing import Any

from twin.clock_hours import until
from twin.clock_tape import Cycle, Tape
from twin.clock_twin import Life


class Answers:
    """What one target's clock says, as known at the instant of the question."""

    def __init__(self, name: str, life: Life) -> None:
        self.name, self.life, self.target = name, life, life.target
        self.tapes: dict[tuple[int, int], Tape] = {}
        self.ended: dict[tuple[int, int], dict[str, Any]] = {}

    def at(self, now: int) -> list[dict[str, Any]]:
        """Every cycle at an instant, as known then."""
        known = bisect_right(self.life.times, now)
        return [self._known(known, cycle, now) for cycle in self.life.after[known]]

    def _known(self, known: int, cycle: Cycle, now: int) -> dict[str, Any]:
        """What is said of a cycle; of one that ended the same at any instant."""
        if cycle.ended is None:
            return self._answer(known, cycle, now)
        if (known, cycle.number) not in self.ended:
            self.ended[known, cycle.number] = self._answer(known, cycle, now)
        return self.ended[known, cycle.number]

    def _tape(self, known: int, cycle: Cycle) -> Tape:
        key = known, cycle.number
        if key not in self.tapes:
            self.tapes[key] = Tape(cycle, cycle.terms[-1], self.target)
        return self.tapes[key]

    def _answer(self, known: int, cycle: Cycle, asked: int) -> dict[str, Any]:
        tape, strict = self._tape(known, cycle), self.target.strict
        closed = cycle.ended is not None
        now = asked if cycle.ended is None else cycle.ended
        late = tape.due is not None and (now >= tape.due if strict else now > tape.due)
        breached = tape.due if late and cycle.state != "cancelled" else None
        resumed = tape.resumed(now) if tape.due is None and tape.limit is not None else None
        warnings = [w for w in self._warnings(tape, f"T/{self.name}/{cycle.number}", now) if w[2] or not closed]
        ends = resumed if tape.due is None else tape.due
        changes = [at for _, at, fired in warnings if not fired]
        if tape.due is not None and not late:
            changes.append(tape.due if strict else tape.due + 1)  # D5: at the deadline it is not yet breached
        return {
            "number": cycle.number,
            "started_at": cycle.started,
            "ended_at": cycle.ended,
            "state": cycle.state,
            "verdict": self._verdict(cycle, tape, late=late, warned=any(fired for _, _, fired in warnings)),
            "limit": tape.limit,
            "due_at": tape.due,
            "original_due_at": self._original(cycle),
            "if_resumed_now": resumed,
            "used": tape.used(now),
            "left": None if tape.limit is None else tape.left(now),
            "used_elapsed": tape.used_elapsed(now),
            "left_elapsed": None if ends is None else ends - now,
            "breached_at": breached,
            "detected_at": None if breached is None else tape.noticed(),
            "warnings": warnings,
            "next_change_at": None if closed else min(changes, default=None),
        }

    def _verdict(self, cycle: Cycle, tape: Tape, *, late: bool, warned: bool) -> str:
        if tape.limit is None or cycle.state == "cancelled":
            return "none"
        if cycle.state == "stopped":
            asked_for = cycle.completed or not self.target.repeats  # C9: not a round that a stop ended
            return "missed" if late else "met" if asked_for else "none"
        return "breached" if late else "at_risk" if warned else "open"

    def _original(self, cycle: Cycle) -> int | None:
        """The deadline of the first promise from the start, before any pause and change (D7)."""
        first = next((term for term in cycle.terms if term.limit is not None), None)
        if first is None:
            return None
        return until(cycle.hours.at(cycle.started), cycle.started, first, self.target.day_ends)

    def _warnings(self, tape: Tape, name: str, now: int) -> list[tuple[str, int, bool]]:
        """Each threshold with its instant; of a repeating one the last that fired and the next one (C8)."""
        found: list[tuple[str, int, bool]] = []
        for threshold in self.target.warn:
            if threshold not in tape.points:
                tape.points[threshold] = tape.passes(threshold)
            at, text = tape.points[threshold], f"{name}/{threshold.canonical}"
            if at is None:
                continue
            if not threshold.again:
                found.append((text, at, at <= now))
                continue
            count, firings = 1, [at]
            while firings[-1] <= now:
                firings.append(tape.later(at, threshold.amount, count))
                count += 1
            found += [(f"{text}/{n}", each, each <= now) for n, each in enumerate(firings, 1)][-2:]
        return found
