"""What happens to a clock: events taken one by one in the ticket's order move it from cycle to cycle (C2, C3, C5, C9).

An event moves the clock by its name, or by the facts it leaves: a condition that stops, cancels or pauses does so while
it holds; one that starts, resets, resumes or completes a round, when it begins to hold.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from slapolicy.calendars import Calendar
from slapolicy.clocks.cycles import Cycle
from slapolicy.clocks.promises import ZERO, Stretch, Term
from slapolicy.clocks.table import TRANSITIONS, State
from slapolicy.clocks.terms import Change
from slapolicy.durations import Duration
from slapolicy.moments import Moment
from slapolicy.targets import CountedFrom, LastRound, Move, OnReopen, Target

__all__ = ["Run"]

# By names of their own: to look up a member of an enumeration takes as long as three calls.
_RUNNING, _PAUSED, _STOPPED, _CANCELLED = State.RUNNING, State.PAUSED, State.STOPPED, State.CANCELLED
_START, _STOP, _CANCEL, _RESET, _PAUSE, _RESUME = (
    Move.START, Move.STOP, Move.CANCEL, Move.RESET, Move.PAUSE, Move.RESUME,
)  # fmt: skip
_OPEN = (_RUNNING, _PAUSED)
_NONE: frozenset[str] = frozenset()


class Run:
    """One target's clock while the ticket's events pass by."""

    def __init__(self, target: Target, named: Callable[[str | None], Calendar]) -> None:
        self.target = target
        self.named = named
        self.calendar = named(None)  # where facts choose one, the first event does
        self.meanwhile: list[tuple[Calendar, datetime]] = []  # chosen since the clock ended
        self.cycles: list[Cycle] = []
        self.state = State.NOT_STARTED
        self.selected: Duration | None = None
        self.latched = False  # a pause that an event began holds until an event ends it
        self.last_round = False
        self.held = _NONE  # the signals of which a condition holds
        self.spent = _NONE  # those of them that lost against a stronger move

    def take(self, moment: Moment) -> None:
        """Let one event move the clock, by its name or by what it changes.

        An event that is no signal of the target and changes no fact that it reads need not be shown to it, except
        for the first one.
        """
        target = self.target
        named = target.named.get(moment.event, _NONE)
        begun = given = named
        if target.conditional:
            before = self.held
            if moment.changed:
                self.held = frozenset(
                    [name for name in target.conditional if getattr(target, name).holds(moment.facts)]
                )
                self.spent &= self.held
            begun, given = named | (self.held - before), named | (self.held - self.spent)
        if target.calendar:
            self._choose_calendar(moment)
        started = self._begin(moment, begun)
        if self.state not in _OPEN:
            return
        pausing = target.pauses and self._pauses(named, begun)
        wanted = self._wanted(begun, given, started=started, pausing=pausing)
        move = wanted[0] if wanted else None
        if len(wanted) > 1:
            move = min(wanted, key=target.precedence.index)
            self._lose([other for other in wanted if other is not move and (other, move) != (_PAUSE, _RESET)])
        completes = "completed_by" in begun and not started and move is not _CANCEL
        if completes:
            self._complete(moment, again=move is not _STOP and not self.last_round)
            if self.state not in _OPEN:
                return
            move = None  # the next round has just begun: a reset adds nothing (C9)
        if move is _RESET:
            self.latched = "pause" in named  # what paused before ends with the old cycle
        self._apply(move, moment, pausing=target.pauses and self._paused())

    def _begin(self, moment: Moment, begun: frozenset[str]) -> bool:
        """Start a clock that is not open, or let the new facts change the terms of one that is; whether it started."""
        again = "start" in begun or ("reopen" in begun and bool(self.cycles))
        if self.state not in _OPEN:
            return again and self._start(moment)
        if not self.target.selects.isdisjoint(moment.changed):
            self._change_terms(moment)
        if again and self.target.reopening is not OnReopen.IGNORE:
            self.last_round = False  # a round like any other again (C3, C9)
        return False

    def _wanted(self, begun: frozenset[str], given: frozenset[str], *, started: bool, pausing: bool) -> list[Move]:
        """The moves that an event asks of an open clock (C2)."""
        wanted = []
        if started:
            wanted.append(_START)
        elif "reset" in begun:
            wanted.append(_RESET)
        if pausing and self.state is _RUNNING:
            wanted.append(_PAUSE)
        if "stop" in given and not self.last_round:
            wanted.append(_STOP)
        if "cancel" in given:
            wanted.append(_CANCEL)
        return wanted

    def _lose(self, moves: list[Move]) -> None:
        """What loses against a stronger move is lost: a condition acts only when it begins to hold anew (C2)."""
        self.spent |= self.held.intersection(move.value for move in moves)
        if _PAUSE in moves:
            self.latched = False

    def _choose_calendar(self, moment: Moment) -> None:
        """The facts may choose another calendar: the stretch by the old one ends there (C6)."""
        calendar = self.named(self.target.calendar_for(moment.facts))
        if calendar is self.calendar or calendar == self.calendar:
            return
        self.calendar = calendar
        if self.state in _OPEN:
            self.cycles[-1].count_by(calendar, moment.at)
        elif self.cycles:
            self.meanwhile.append((calendar, moment.at))

    def _apply(self, move: Move | None, moment: Moment, *, pausing: bool) -> None:
        if move in (_STOP, _CANCEL):
            self._end(moment.at, TRANSITIONS[self.state, move])
            if move is _CANCEL or self.target.last_round is LastRound.NONE:
                return
            self._open(moment)
            self.last_round = True
        if move is _RESET:
            last = self.last_round
            self._end(moment.at, _CANCELLED)
            self._open(moment)
            self.last_round = last
        if pausing and self.state is _RUNNING:
            self.cycles[-1].run_until(moment.at)
            self._enter(TRANSITIONS[self.state, _PAUSE])
        elif not pausing and self.state is _PAUSED:
            self.cycles[-1].run_from(moment.at)
            self._enter(TRANSITIONS[self.state, _RESUME])

    def _start(self, moment: Moment) -> bool:
        """A first start opens a cycle; one after a stop does what the target says (C3). Whether the clock runs."""
        again = self.target.reopening if self.cycles else OnReopen.NEW_CYCLE
        if again is OnReopen.IGNORE:
            return False
        self.latched = False
        if again is OnReopen.RESUME and self.state is _STOPPED and not self.cycles[-1].completed:
            cycle = self.cycles[-1]
            for calendar, since in self.meanwhile:
                cycle.count_by(calendar, since)
            cycle.resume(moment.at)
            self._enter(TRANSITIONS[self.state, _START])
            self._change_terms(moment)
        else:
            self._open(moment)
        self.meanwhile.clear()
        return True

    def _open(self, moment: Moment, carried: timedelta = ZERO) -> None:
        self.selected = selected = self.target.limit_for(moment.facts)
        reason = "" if selected else self.target.why_no_limit(moment.facts)
        at, calendar = moment.at, self.calendar
        term = Term(at, at, selected, reason, carried)
        held, stretches = [(at, calendar)], [Stretch(at, None, calendar)]
        self.cycles.append(Cycle(self.target, len(self.cycles) + 1, at, held, stretches, [term]))
        self._enter(_RUNNING)

    def _complete(self, moment: Moment, *, again: bool) -> None:
        """A completed round closes its cycle, and the next one counts from there, or from the grid (C9)."""
        done = self.cycles[-1]
        done.completed = True
        self._end(moment.at, _STOPPED)
        if again:
            self._open(moment, self._ahead_of_grid(done, moment.at))

    def _ahead_of_grid(self, done: Cycle, at: datetime) -> timedelta:
        """What counts as used of the next round: its deadline is the next point of the grid, after the one done."""
        if self.target.counted_from is CountedFrom.COMPLETION or done.term.limit is None:
            return ZERO
        promise = done.promise()
        spent, every = promise.spent(at), promise.total()
        return spent - every * max(spent // every, 1)

    def _end(self, at: datetime, state: State) -> None:
        self.cycles[-1].close(at)
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
        if limit == cycle.term.named:
            return
        reason = "" if limit else self.target.why_no_limit(moment.facts)
        change = Change(self.target, cycle, moment.at)
        term = change.term(cycle.term, limit, reason)
        if term is not cycle.term:
            cycle.promised(term)

    def _pauses(self, named: frozenset[str], begun: frozenset[str]) -> bool:
        """Whether the clock is to be paused: by an event, until something ends it, or while a condition holds (C2)."""
        if "pause" in named:
            self.latched = True
        elif self.latched and "resume" in begun:
            self.latched = False
        return self._paused()

    def _paused(self) -> bool:
        return self.latched or ("pause" in self.held and "pause" not in self.spent)
