"""The slow engine: what happens to a clock, event by event, and what is to be answered at any instant (C1-C9, C11).

The sentences are those of the contract, in their order; how long things take is read off a tape of minutes.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from slapolicy.durations import CalendarDays, Duration, Elapsed, WorkingTime
from slapolicy.targets import Signal, Target
from twin.bitmap_twin import WeeklyTwin
from twin.clock_tape import Cycle, Hours, Tape, Term, deadline, until

Facts = Mapping[str, Any]
OPEN = ("running", "paused")
ENDS = {"stop": "stopped", "cancel": "cancelled"}


class Happening(NamedTuple):
    """An event at a whole minute, in microseconds, with all facts that hold after it."""

    at: int
    name: str
    facts: Facts


class Life:
    """One target's clock; `after[n]` is what is known of its cycles after so many events."""

    def __init__(self, target: Target, calendars: Mapping[str | None, WeeklyTwin], events: Sequence[Happening]) -> None:
        self.target, self.calendars = target, calendars
        self.hours = Hours(self._calendar(events[0].facts if events else {}))
        self.cycles: list[Cycle] = []
        self.held_before: dict[str, bool] = {}
        self.selected: Duration | None = None
        self.on_hold = self.last_round = False
        self.times = [event.at for event in events]
        self.after: list[list[Cycle]] = [[]]
        for event in events:
            self._happens(event)
            self.after.append([cycle.copy() for cycle in self.cycles])
        self.tapes: dict[tuple[int, int], Tape] = {}

    @property
    def _state(self) -> str:
        return self.cycles[-1].state if self.cycles else "not_started"

    # What moves the clock: C2, C3, C9

    def _calendar(self, facts: Facts) -> WeeklyTwin:
        return self.calendars[next((rule.calendar for rule in self.target.calendar if rule.when.holds(facts)), None)]

    def _given(self, signal: Signal, event: Happening) -> bool:
        return event.name in signal.events or any(held.holds(event.facts) for held in signal.conditions)

    def _begun(self, key: str, event: Happening) -> bool:
        """Whether the event is named, or a condition holds that did not hold after the event before."""
        signal: Signal = getattr(self.target, key)
        holds = any(held.holds(event.facts) for held in signal.conditions)
        before, self.held_before[key] = self.held_before.get(key, False), holds
        return event.name in signal.events or (holds and not before)

    def _happens(self, event: Happening) -> None:
        target = self.target
        begun = {key: self._begun(key, event) for key in ("start", "reopen", "reset", "completed_by")}
        started = False
        self.hours = self.hours.then(event.at, self._calendar(event.facts))  # C6
        if self._state in OPEN:
            self.cycles[-1].hours = self.hours
            self._facts_change(event)
        elif begun["start"] or (begun["reopen"] and self.cycles):
            started = self._start(event)
        if self._state not in OPEN:
            return
        held_before = self.on_hold
        holds = {
            "stop": self._given(target.stop, event) and not self.last_round,
            "cancel": self._given(target.cancel, event),
            "reset": begun["reset"] and not started,
            "pause": self._pauses(event),
            "start": started,
        }
        wins = next((move for move in target.precedence if holds[move]), None)
        if wins == "start":
            self.on_hold = held_before  # what another move won over has no effect later
        completed = begun["completed_by"] and not started and wins != "cancel"
        asks_again = wins != "stop" and not self.last_round
        if completed:
            self._end(event.at, "stopped", completed=True)
            if asks_again:
                self._open(event, self._ahead_of_grid(self.cycles[-1], event.at))
        if self._state not in OPEN:
            return
        last = self.last_round
        if wins in ENDS:
            self._end(event.at, ENDS[wins])
            if wins == "cancel" or target.last_round == "none":
                return
            self._open(event, last_round=True)
        if wins == "reset":
            self._end(event.at, "cancelled")
            self._open(event, last_round=last)
            self.on_hold = event.name in target.pause.events
        self._run_or_pause(event.at, pause=wins != "start" and (self.on_hold or self._waits(event)))

    def _waits(self, event: Happening) -> bool:
        return any(held.holds(event.facts) for held in self.target.pause.conditions)

    def _pauses(self, event: Happening) -> bool:
        """An event pauses until an event resumes, a condition while it holds (C2)."""
        if event.name in self.target.pause.events:
            self.on_hold = True
        elif self._given(self.target.resume, event):
            self.on_hold = False
        return self.on_hold or self._waits(event)

    def _run_or_pause(self, at: int, *, pause: bool) -> None:
        cycle = self.cycles[-1]
        if pause and cycle.state == "running":
            cycle.ran[-1] = (cycle.ran[-1][0], at)
        elif not pause and cycle.state == "paused":
            cycle.ran.append((at, None))
        cycle.state = "paused" if pause else "running"

    def _start(self, event: Happening) -> bool:
        again = self.target.reopening
        if self.cycles and again == "ignore":
            return False
        self.on_hold = False
        if self._state == "stopped" and again == "resume" and not self.cycles[-1].completed:
            cycle = self.cycles[-1]
            cycle.state, cycle.ended, cycle.hours = "running", None, self.hours
            cycle.ran.append((event.at, None))
            self._facts_change(event)
        else:
            self._open(event)
        return True

    def _open(self, event: Happening, carried: int = 0, *, last_round: bool = False) -> None:
        self.selected = self._limit(event.facts)
        term = Term(event.at, event.at, self.selected, self.selected, carried)
        self.cycles.append(Cycle(len(self.cycles) + 1, event.at, self.hours, ran=[(event.at, None)], terms=[term]))
        self.last_round = last_round

    def _end(self, at: int, state: str, *, completed: bool = False) -> None:
        cycle = self.cycles[-1]
        if cycle.state == "running":
            cycle.ran[-1] = (cycle.ran[-1][0], at)
        else:
            cycle.ran.append((at, at))  # judged as if it had resumed just then
        cycle.state, cycle.ended, cycle.completed = state, at, completed
        self.last_round = False

    def _ahead_of_grid(self, done: Cycle, at: int) -> int:
        """The next round is due at the next point of the grid after the one that is done (C9)."""
        limit = done.terms[-1].limit
        if self.target.counted_from != "grid" or limit is None:
            return 0
        tape = Tape(done, done.terms[-1], self.target)
        used, every = tape.used(at), tape.total()
        return used - every * max(used // every, 1)

    # What is promised: C5, C11

    def _limit(self, facts: Facts) -> Duration | None:
        if not self.target.applies.holds(facts):
            return None
        return next((row.limit for row in self.target.limits if row.when.holds(facts)), None)

    def _facts_change(self, event: Happening) -> None:
        cycle, limit = self.cycles[-1], self._limit(event.facts)
        if limit not in (self.selected, cycle.terms[-1].named):
            cycle.terms.append(self._changed(cycle, cycle.terms[-1], event.at, limit))
        self.selected = limit

    def _changed(self, cycle: Cycle, old: Term, at: int, limit: Duration | None) -> Term:
        how = self.target.on_change
        from_start, from_now = (Term(at, anchor, limit, limit) for anchor in (cycle.started, at))
        if old.named is None:
            return from_now if how.stricter == "restart" else from_start
        if limit is None:
            return {"keep": old, "carry": from_start}.get(how.looser, from_now)
        hours = cycle.hours.at(at)
        due, was_due = (deadline(hours, cycle.started, each, self.target.day_ends) for each in (limit, old.named))
        match how.stricter if due < was_due else how.looser:
            case "keep":
                return old
            case "carry":
                return from_start
            case "restart":
                return from_now
        was = Tape(cycle, old, self.target)
        if was.left(at) <= 0:
            return old  # a fraction that is full stays full
        whole = Tape(cycle, from_start, self.target).total()
        counted = limit
        if not isinstance(limit, (Elapsed, WorkingTime)):
            kind = Elapsed if isinstance(limit, CalendarDays) else WorkingTime
            counted = kind(timedelta(microseconds=whole))
        return Term(at, at, limit, counted, whole * was.used(at) // was.total())

    # What is answered: C4, C8, D5-D7

    def answers(self, now: int, name: str = "t") -> list[dict[str, Any]]:
        """Every cycle at an instant, as known then."""
        known = bisect_right(self.times, now)
        return [self._answer(known, cycle, now, name) for cycle in self.after[known]]

    def _tape(self, known: int, cycle: Cycle) -> Tape:
        key = known, cycle.number
        if key not in self.tapes:
            self.tapes[key] = Tape(cycle, cycle.terms[-1], self.target)
        return self.tapes[key]

    def _answer(self, known: int, cycle: Cycle, asked: int, name: str) -> dict[str, Any]:
        tape, strict = self._tape(known, cycle), self.target.strict
        closed = cycle.ended is not None
        now = asked if cycle.ended is None else cycle.ended
        late = tape.due is not None and (now >= tape.due if strict else now > tape.due)
        breached = tape.due if late and cycle.state != "cancelled" else None
        resumed = tape.resumed(now) if tape.due is None and tape.limit is not None else None
        warnings = [w for w in self._warnings(tape, f"T/{name}/{cycle.number}", now) if w[2] or not closed]
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
            at, text = tape.passes(threshold), f"{name}/{threshold.canonical}"
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
