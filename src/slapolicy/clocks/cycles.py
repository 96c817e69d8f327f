"""What happened to a clock: its cycles, the stretches in which it ran, and what was promised when (C2, C3, C5).

Events are taken one by one in the ticket's order. An event moves the clock by its name, or by the facts it leaves:
a condition that stops, cancels or pauses does so while it holds; one that starts or resets, when it begins to hold.
"""

from dataclasses import dataclass, field
from datetime import datetime

from slapolicy.calendars import Calendar
from slapolicy.clocks.promises import Promise, Stretch, Term, remaining_share
from slapolicy.clocks.table import PRECEDENCE, TRANSITIONS, Move, State
from slapolicy.durations import Duration
from slapolicy.moments import Moment
from slapolicy.targets import OnReopen, Signal, Target, Threshold, Transfer

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
        self.held: dict[str, bool] = {}

    def take(self, moment: Moment) -> None:
        """Let one event move the clock."""
        starts = self._begins("start", self.target.start, moment)
        reopens = self._begins("reopen", self.target.reopen, moment)
        resets = self._begins("reset", self.target.reset, moment)
        self._latch(moment)
        if self.state in _OPEN:
            self._change_terms(moment)
        elif starts or (reopens and self.cycles):
            self._start(moment)
        if self.state not in _OPEN:
            return
        wanted = {
            Move.STOP: _given(self.target.stop, moment),
            Move.CANCEL: _given(self.target.cancel, moment),
            Move.RESET: resets,
            Move.PAUSE: self.latched or self.target.pause.holds(moment.facts),
        }
        move = next((move for move in PRECEDENCE if wanted[move]), None)
        if self.target.repeats and move not in (Move.STOP, Move.CANCEL):
            self._complete(moment)
        self._apply(move, wanted[Move.PAUSE], moment)

    def passes(self, threshold: Threshold) -> datetime | None:
        """When the open cycle passes a threshold, as known now; none where no cycle is open, or a pause is."""
        if self.state not in _OPEN:
            return None
        cycle = self.cycles[-1]
        return Promise(cycle.term, cycle.stretches, self.calendar, self.target.day_ends).passes(threshold)

    def _apply(self, move: Move | None, pausing: bool, moment: Moment) -> None:  # noqa: FBT001
        if move in (Move.STOP, Move.CANCEL):
            self._end(moment.at, TRANSITIONS[self.state, move])
            return
        if move is Move.RESET:
            self._end(moment.at, State.CANCELLED)
            self._open(moment)
        if pausing and self.state is State.RUNNING:
            self.cycles[-1].stretches[-1] = self.cycles[-1].stretches[-1].until(moment.at)
            self._enter(TRANSITIONS[self.state, Move.PAUSE])
        elif not pausing and self.state is State.PAUSED:
            self.cycles[-1].stretches.append(Stretch(moment.at, None, self.calendar))
            self._enter(TRANSITIONS[self.state, Move.RESUME])

    def _start(self, moment: Moment) -> None:
        """A first start opens a cycle; one after a stop does what the target says (C3)."""
        again = self.target.reopening if self.cycles else OnReopen.NEW_CYCLE
        if again is OnReopen.IGNORE:
            return
        if again is OnReopen.RESUME and self.state is State.STOPPED:
            cycle = self.cycles[-1]
            cycle.ended_at = None
            cycle.stretches.append(Stretch(moment.at, None, self.calendar))
            self._enter(TRANSITIONS[self.state, Move.START])
            self._change_terms(moment)
        else:
            self._open(moment)

    def _open(self, moment: Moment) -> None:
        cycle = Cycle(len(self.cycles) + 1, moment)
        cycle.stretches.append(Stretch(moment.at, None, self.calendar))
        matched = self.target.limit_for(moment.facts)
        self.selected = matched.limit if matched else None
        reason = "" if self.selected else self.target.why_no_limit(moment.facts)
        cycle.terms.append(Term(moment.at, moment.at, self.selected, reason))
        self.cycles.append(cycle)
        self._enter(State.RUNNING)

    def _complete(self, moment: Moment) -> None:
        """A completed round closes its cycle, and the next one counts from there (C9)."""
        if _given(self.target.completed_by, moment) and self.cycles[-1].opened_by is not moment:
            self.cycles[-1].completed = True
            self._end(moment.at, State.STOPPED)
            self._open(moment)

    def _end(self, at: datetime, state: State) -> None:
        cycle = self.cycles[-1]
        if self.state is State.PAUSED:
            cycle.stretches.append(Stretch(at, at, self.calendar))  # judged as if it had resumed just then
        else:
            cycle.stretches[-1] = cycle.stretches[-1].until(at)
        cycle.ended_at = at
        self._enter(state)

    def _enter(self, state: State) -> None:
        self.state = state
        self.cycles[-1].state = state

    def _change_terms(self, moment: Moment) -> None:
        """The facts may select another limit; how the clock goes over to it is a setting (C5)."""
        matched = self.target.limit_for(moment.facts)
        limit = matched.limit if matched else None
        if limit == self.selected:
            return
        self.selected = limit
        cycle = self.cycles[-1]
        transfer = self._transfer(cycle, limit)
        if transfer is Transfer.KEEP:
            return
        reason = "" if limit else self.target.why_no_limit(moment.facts)
        anchor = cycle.started_at if transfer is Transfer.CARRY else moment.at
        if transfer is Transfer.PROPORTIONAL and limit and cycle.term.limit:
            old = Promise(cycle.term, cycle.stretches, self.calendar, self.target.day_ends)
            new = Promise(
                Term(moment.at, cycle.started_at, limit), cycle.stretches, self.calendar, self.target.day_ends
            )
            limit = remaining_share(old, new, moment.at)
        cycle.terms.append(Term(moment.at, anchor, limit, reason))

    def _transfer(self, cycle: Cycle, limit: Duration | None) -> Transfer:
        """Stricter or looser: by the deadlines that both limits give from the clock's start, without a pause."""
        current = cycle.term.limit
        if current is None or limit is None:
            return self.target.on_change.stricter if current is None else self.target.on_change.looser
        ends = self.target.day_ends
        before = self.calendar.add(cycle.started_at, current, day_ends=ends)
        after = self.calendar.add(cycle.started_at, limit, day_ends=ends)
        return self.target.on_change.stricter if after < before else self.target.on_change.looser

    def _latch(self, moment: Moment) -> None:
        if moment.event in self.target.pause.events:
            self.latched = True
        elif self.latched and _given(self.target.resume, moment):
            self.latched = False

    def _begins(self, name: str, signal: Signal, moment: Moment) -> bool:
        """Whether the event is named, or a condition holds now that did not hold before."""
        holds = signal.holds(moment.facts)
        before = self.held.get(name, False)
        self.held[name] = holds
        return moment.event in signal.events or (holds and not before)


def _given(signal: Signal, moment: Moment) -> bool:
    return moment.event in signal.events or signal.holds(moment.facts)
