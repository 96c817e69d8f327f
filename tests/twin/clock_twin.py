"""The slow engine: what happens to a clock, event by event (C1-C3, C5, C6, C9, C11).

The sentences are those of the contract, in their order; how long things take is read off a tape of minutes.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from slapolicy.durations import CalendarDays, Duration, Elapsed, WorkingTime
from slapolicy.targets import Signal, Target
from twin.bitmap_twin import WeeklyTwin
from twin.clock_hours import Hours, Term, deadline
from twin.clock_tape import Cycle, Tape

Facts = Mapping[str, Any]
OPEN = ("running", "paused")
SIGNALS = ("start", "stop", "pause", "resume", "reset", "cancel", "reopen", "completed_by")
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
        self.held: set[str] = set()
        self.lost: set[str] = set()
        self.selected: Duration | None = None
        self.on_hold = self.last_round = False
        self.times = [event.at for event in events]
        self.after: list[list[Cycle]] = [[]]
        for event in events:
            self._happens(event)
            self.after.append([cycle.copy() for cycle in self.cycles])

    @property
    def _state(self) -> str:
        return self.cycles[-1].state if self.cycles else "not_started"

    # What moves the clock: C2, C3, C9

    def _calendar(self, facts: Facts) -> WeeklyTwin:
        return self.calendars[next((rule.calendar for rule in self.target.calendar if rule.when.holds(facts)), None)]

    def _happens(self, event: Happening) -> None:
        signals: dict[str, Signal] = {key: getattr(self.target, key) for key in SIGNALS}
        named = {key for key, signal in signals.items() if event.name in signal.events}
        holds = {key for key, signal in signals.items() if any(held.holds(event.facts) for held in signal.conditions)}
        begun = named | (holds - self.held)
        self.held, self.lost = holds, self.lost & holds
        self.hours = self.hours.then(event.at, self._calendar(event.facts))  # C6
        started = False
        if self._state in OPEN:
            self.cycles[-1].hours = self.hours
            self._facts_change(event)
            if begun & {"start", "reopen"} and self.target.reopening != "ignore":
                self.last_round = False  # a round like any other again
        elif "start" in begun or ("reopen" in begun and self.cycles):
            started = self._start(event)
        if self._state in OPEN:
            self._moves(event, named, begun, started=started)

    def _moves(self, event: Happening, named: set[str], begun: set[str], *, started: bool) -> None:
        if "pause" in named:
            self.on_hold = True
        elif "resume" in begun:
            self.on_hold = False
        given, last = named | (self.held - self.lost), self.last_round
        asks = {
            "stop": "stop" in given and not last,
            "cancel": "cancel" in given,
            "reset": "reset" in begun and not started,
            "pause": self._waits() and self._state == "running",  # it competes only where it begins
            "start": started,
        }
        wins, *loses = [str(move) for move in self.target.precedence if asks[move]] or [""]
        completes = "completed_by" in begun and not started and wins != "cancel"
        if wins == "reset":
            loses = [move for move in loses if move != "pause"]  # the new cycle begins paused
            self.on_hold = "pause" in named or (completes and self.on_hold)
        self.lost |= self.held & set(loses)
        if "pause" in loses:
            self.on_hold = False
        if completes:
            self._end(event.at, "stopped", completed=True)
            if wins == "stop" or last:
                return
            self._open(event, self._ahead_of_grid(self.cycles[-1], event.at))
        if wins in ENDS:
            self._end(event.at, ENDS[wins])
            if wins == "cancel" or self.target.last_round == "none":
                return
            self._open(event, last_round=True)
        if wins == "reset" and not completes:
            self._end(event.at, "cancelled")
            self._open(event, last_round=last)
        self._run_or_pause(event.at, pause=self._waits())

    def _waits(self) -> bool:
        """An event pauses until another one ends it, a condition while it holds; what lost does neither (C2)."""
        return self.on_hold or "pause" in self.held - self.lost

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
        hours = cycle.hours.at(cycle.started)
        due, was_due = (deadline(hours, cycle.started, each, self.target.day_ends) for each in (limit, old.named))
        match how.stricter if due < was_due else how.looser:
            case "keep":
                return old
            case "carry":
                return from_start
            case "restart":
                return from_now
        was = Tape(cycle, old, self.target)
        if was.used(at) >= was.total():
            return old  # a fraction that is full stays full
        whole = Tape(cycle, from_start, self.target).total()
        counted = limit
        if not isinstance(limit, (Elapsed, WorkingTime)):
            kind = Elapsed if isinstance(limit, CalendarDays) else WorkingTime
            counted = kind(timedelta(microseconds=whole))
        return Term(at, at, limit, counted, whole * was.used(at) // was.total())
