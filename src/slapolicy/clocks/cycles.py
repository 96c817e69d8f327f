"""What happened to a clock: its cycles, the stretches in which it ran, and what was promised when (C2, C3, C5).

Events are taken one by one in the ticket's order. An event moves the clock by its name, or by the facts it leaves:
a condition that stops, cancels or pauses does so while it holds; one that starts, resets or completes a round, when
it begins to hold.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from slapolicy.calendars import Calendar
from slapolicy.clocks.promises import ZERO, Promise, Stretch, Term
from slapolicy.clocks.table import TRANSITIONS, State
from slapolicy.clocks.terms import Change
from slapolicy.durations import Duration
from slapolicy.moments import Moment
from slapolicy.targets import CountedFrom, LastRound, Move, OnReopen, Target, Threshold

__all__ = ["Cycle", "Run"]


@dataclass(slots=True)
class Cycle:
    """One run of a clock from its start to its stop (C3).

    A cycle that a reset or a completed round replaced is `superseded`: another one follows at the same instant.
    `calendar` is the one that held last; each stretch has its own (C6).
    """

    number: int
    opened_by: Moment
    calendar: Calendar
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

    def run_from(self, at: datetime) -> None:
        """Begin a stretch."""
        self.stretches.append(Stretch(at, None, self.calendar))

    def run_until(self, at: datetime) -> None:
        """End the stretch in which it runs."""
        self.stretches[-1] = self.stretches[-1].until(at)


_OPEN = frozenset({State.RUNNING, State.PAUSED})


class Run:
    """One target's clock while the ticket's events pass by."""

    def __init__(self, target: Target, named: Callable[[str | None], Calendar]) -> None:
        self.target = target
        self.named = named
        self.calendar = named(target.calendar_for({}))
        self.cycles: list[Cycle] = []
        self.state = State.NOT_STARTED
        self.selected: Duration | None = None
        self.latched = False  # a pause that an event began holds until an event ends it
        self.last_round = False
        self.heard = False
        self.held: frozenset[str] = frozenset()  # the signals of which a condition holds

    def take(self, moment: Moment) -> None:
        """Let one event move the clock; most events concern few clocks."""
        target = self.target
        named = moment.event in target.listens
        if named or not self.heard or not target.reads.isdisjoint(moment.changed):
            begun = self._begun(moment) if target.begins else ()
            if named or begun or not self.heard or self.state in _OPEN or target.calendar:
                self.heard = True
                self._take(moment, begun)

    def _take(self, moment: Moment, begun: Collection[str]) -> None:
        """Let an event move the clock by its name, and by the conditions that begin to hold."""
        target, event = self.target, moment.event
        self._choose_calendar(moment)
        started = False
        if self.state in _OPEN:
            if not target.selects.isdisjoint(moment.changed):
                self._change_terms(moment)
        else:
            starts = event in target.start.events or "start" in begun
            reopens = event in target.reopen.events or "reopen" in begun
            started = (starts or (reopens and bool(self.cycles))) and self._start(moment)
            if not started:
                return
        completes = event in target.completed_by.events or "completed_by" in begun
        pausing = self._pauses(moment)
        wanted = [Move.START] if started else []
        if pausing:
            wanted.append(Move.PAUSE)
        if not self.last_round and target.stop.given(event, moment.facts):
            wanted.append(Move.STOP)
        if target.cancel.given(event, moment.facts):
            wanted.append(Move.CANCEL)
        if not started and (event in target.reset.events or "reset" in begun):
            wanted.append(Move.RESET)
        move = min(wanted, key=target.precedence.index, default=None)
        if completes and not started and move is not Move.CANCEL:
            self._complete(moment, again=move is not Move.STOP and not self.last_round)
        if self.state in _OPEN:
            self._apply(move, moment, pausing=pausing and move is not Move.START)

    def passes(self, threshold: Threshold) -> datetime | None:
        """When the open cycle passes a threshold, as known now; none where no cycle is open, or a pause is."""
        return self._promise(self.cycles[-1]).passes(threshold) if self.state in _OPEN else None

    def _promise(self, cycle: Cycle) -> Promise:
        return Promise(cycle.term, cycle.stretches, cycle.calendar, self.target.day_ends)

    def _choose_calendar(self, moment: Moment) -> None:
        """The facts may choose another calendar: the stretch by the old one ends there (C6)."""
        if not self.target.calendar:
            return
        calendar = self.named(self.target.calendar_for(moment.facts))
        if calendar is self.calendar or calendar == self.calendar:
            return
        self.calendar = calendar
        if self.state in _OPEN:
            cycle = self.cycles[-1]
            cycle.calendar = calendar
            if self.state is State.RUNNING:
                cycle.run_until(moment.at)
                cycle.run_from(moment.at)

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
            self.cycles[-1].run_until(moment.at)
            self._enter(TRANSITIONS[self.state, Move.PAUSE])
        elif not pausing and self.state is State.PAUSED:
            self.cycles[-1].run_from(moment.at)
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
            cycle.calendar = self.calendar
            cycle.run_from(moment.at)
            self._enter(TRANSITIONS[self.state, Move.START])
            self._change_terms(moment)
        else:
            self._open(moment)
        return True

    def _open(self, moment: Moment, carried: timedelta = ZERO) -> None:
        self.selected = self.target.limit_for(moment.facts)
        reason = "" if self.selected else self.target.why_no_limit(moment.facts)
        cycle = Cycle(len(self.cycles) + 1, moment, self.calendar)
        cycle.run_from(moment.at)
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
        promise = self._promise(done)
        spent, every = promise.spent(at), promise.total()
        return spent - every * max(spent // every, 1)

    def _end(self, at: datetime, state: State) -> None:
        cycle = self.cycles[-1]
        if self.state is State.PAUSED:
            cycle.run_from(at)  # judged as if it had resumed just then
        cycle.run_until(at)
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
        change = Change(self.target, cycle.calendar, cycle.started_at, cycle.stretches, moment.at)
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

    def _begun(self, moment: Moment) -> frozenset[str]:
        """The signals of which a condition holds now, and none did before."""
        before = self.held
        self.held = frozenset(name for name in self.target.begins if getattr(self.target, name).holds(moment.facts))
        return self.held - before
