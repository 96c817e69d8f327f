"""What happened to a clock: its cycles, the stretches in which it ran, and what was promised when (C2, C3, C5).

Events are taken one by one in the ticket's order. An event moves the clock by its name, or by the facts it leaves:
a condition that stops, cancels or pauses does so while it holds; one that starts, resets or completes a round, when
it begins to hold.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from slapolicy.calendars import Calendar
from slapolicy.clocks.promises import ZERO, Promise, Stretch, Term
from slapolicy.clocks.table import TRANSITIONS, State
from slapolicy.clocks.terms import Change
from slapolicy.durations import Duration
from slapolicy.moments import Moment
from slapolicy.targets import CountedFrom, LastRound, Move, OnReopen, Signal, Target, Threshold

__all__ = ["Cycle", "Run"]


@dataclass(slots=True)
class Cycle:
    """One run of a clock from its start to its stop (C3).

    A cycle that a reset or a completed round replaced is `superseded`: another one follows at the same instant.
    """

    number: int
    opened_by: Moment
    state: State = State.RUNNING
    stretches: list[Stretch] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    ended_at: datetime | None = None
    completed: bool = False

    @property
    def started_at(self) -> datetime:
        """When it started, in UTC."""
        return self.opened_by.at

    @property
    def term(self) -> Term:
        """What is promised now."""
        return self.terms[-1]


_OPEN = frozenset({State.RUNNING, State.PAUSED})


class Run:
    """One target's clock while the ticket's events pass by."""

    def __init__(self, target: Target, calendar: Calendar) -> None:
        self.target = target
        self.calendar = calendar
        self.cycles: list[Cycle] = []
        self.state = State.NOT_STARTED
        self.selected: Duration | None = None
        self.latched = False  # a pause that an event began holds until an event ends it
        self.last_round = False
        self.held: dict[str, bool] = {}

    def take(self, moment: Moment) -> None:
        """Let one event move the clock."""
        target = self.target
        starts = self._begins("start", target.start, moment)
        reopens = self._begins("reopen", target.reopen, moment)
        resets = self._begins("reset", target.reset, moment)
        completes = self._begins("completed_by", target.completed_by, moment)
        started = False
        if self.state in _OPEN:
            self._change_terms(moment)
        elif starts or (reopens and self.cycles):
            started = self._start(moment)
        if self.state not in _OPEN:
            return
        wanted = {
            Move.STOP: not self.last_round and target.stop.given(moment.event, moment.facts),
            Move.CANCEL: target.cancel.given(moment.event, moment.facts),
            Move.RESET: resets and not started,
            Move.PAUSE: self._pauses(moment),
            Move.START: started,
        }
        move = next((move for move in target.precedence if wanted[move]), None)
        if completes and not started and move is not Move.CANCEL:
            self._complete(moment, again=move is not Move.STOP and not self.last_round)
        if self.state in _OPEN:
            self._apply(move, moment, pausing=wanted[Move.PAUSE] and move is not Move.START)

    def passes(self, threshold: Threshold) -> datetime | None:
        """When the open cycle passes a threshold, as known now; none where no cycle is open, or a pause is."""
        if self.state not in _OPEN:
            return None
        cycle = self.cycles[-1]
        return Promise(cycle.term, cycle.stretches, self.calendar, self.target.day_ends).passes(threshold)

    def _apply(self, move: Move | None, moment: Moment, *, pausing: bool) -> None:
        if move in (Move.STOP, Move.CANCEL):
            self._end(moment.at, TRANSITIONS[self.state, move])
            if move is Move.CANCEL or self.target.last_round is LastRound.NONE:
                return
            self._open(moment)
            self.last_round = True
        if move is Move.RESET:
            self.latched = False
            pausing = self._pauses(moment)
            self._end(moment.at, State.CANCELLED)
            self._open(moment)
        if pausing and self.state is State.RUNNING:
            self.cycles[-1].stretches[-1] = self.cycles[-1].stretches[-1].until(moment.at)
            self._enter(TRANSITIONS[self.state, Move.PAUSE])
        elif not pausing and self.state is State.PAUSED:
            self.cycles[-1].stretches.append(Stretch(moment.at, None, self.calendar))
            self._enter(TRANSITIONS[self.state, Move.RESUME])

    def _start(self, moment: Moment) -> bool:
        """A first start opens a cycle; one after a stop does what the target says (C3). Whether the clock runs."""
        again = self.target.reopening if self.cycles else OnReopen.NEW_CYCLE
        if again is OnReopen.IGNORE:
            return False
        self.latched = False
        if again is OnReopen.RESUME and self.state is State.STOPPED and not self.cycles[-1].completed:
            cycle = self.cycles[-1]
            cycle.ended_at = None
            cycle.stretches.append(Stretch(moment.at, None, self.calendar))
            self._enter(TRANSITIONS[self.state, Move.START])
            self._change_terms(moment)
        else:
            self._open(moment)
        return True

    def _open(self, moment: Moment, carried: timedelta = ZERO) -> None:
        self.selected = self.target.limit_for(moment.facts)
        reason = "" if self.selected else self.target.why_no_limit(moment.facts)
        cycle = Cycle(len(self.cycles) + 1, moment)
        cycle.stretches.append(Stretch(moment.at, None, self.calendar))
        cycle.terms.append(Term(moment.at, moment.at, self.selected, reason, carried))
        self.cycles.append(cycle)
        self._enter(State.RUNNING)

    def _complete(self, moment: Moment, *, again: bool) -> None:
        """A completed round closes its cycle, and the next one counts from there, or from the grid (C9)."""
        done = self.cycles[-1]
        done.completed = True
        self._end(moment.at, State.STOPPED)
        if again:
            self._open(moment, self._ahead_of_grid(done, moment.at))

    def _ahead_of_grid(self, done: Cycle, at: datetime) -> timedelta:
        """What counts as used of the next round: its deadline is the next point of the grid, after the one done."""
        if self.target.counted_from is CountedFrom.COMPLETION or done.term.limit is None:
            return ZERO
        promise = Promise(done.term, done.stretches, self.calendar, self.target.day_ends)
        spent, every = promise.spent(at), promise.total()
        return spent - every * max(spent // every, 1)

    def _end(self, at: datetime, state: State) -> None:
        cycle = self.cycles[-1]
        if self.state is State.PAUSED:
            cycle.stretches.append(Stretch(at, at, self.calendar))  # judged as if it had resumed just then
        else:
            cycle.stretches[-1] = cycle.stretches[-1].until(at)
        cycle.ended_at = at
        self.last_round = False
        self._enter(state)

    def _enter(self, state: State) -> None:
        self.state = state
        self.cycles[-1].state = state

    def _change_terms(self, moment: Moment) -> None:
        """The facts may select another limit; how the clock goes over to it is a setting (C5)."""
        limit = self.target.limit_for(moment.facts)
        cycle = self.cycles[-1]
        if limit is None and cycle.term.limit is None:
            cycle.terms[-1] = cycle.term._replace(reason=self.target.why_no_limit(moment.facts))  # C11
        if limit == self.selected:
            return
        self.selected = limit
        if limit == cycle.term.limit:
            return
        reason = "" if limit else self.target.why_no_limit(moment.facts)
        change = Change(self.target, self.calendar, cycle.started_at, cycle.stretches, moment.at)
        term = change.term(cycle.term, limit, reason)
        if term is not cycle.term:
            cycle.terms.append(term)

    def _pauses(self, moment: Moment) -> bool:
        """Whether the clock is to be paused now: by an event that began a pause, or while a condition holds (C2)."""
        if moment.event in self.target.pause.events:
            self.latched = True
        elif self.latched and self.target.resume.given(moment.event, moment.facts):
            self.latched = False
        return self.latched or self.target.pause.holds(moment.facts)

    def _begins(self, name: str, signal: Signal, moment: Moment) -> bool:
        """Whether the event is named, or a condition holds now that did not hold before."""
        if not signal.conditions:
            return moment.event in signal.events
        holds = signal.holds(moment.facts)
        before = self.held.get(name, False)
        self.held[name] = holds
        return moment.event in signal.events or (holds and not before)
