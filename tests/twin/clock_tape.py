"""The slow clock: a ticket's life on a tape with a byte for each minute, as the clauses say (C5, C6, C8, D5-D7).

One tape says in which minutes the clock runs, another one in which the calendar is open. What is used is a count of
bytes, and a deadline is the end of the minute at which the count is full. Events come at whole minutes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from slapolicy.durations import CalendarDays, Duration, Elapsed, WorkingDays, WorkingTime
from slapolicy.targets import Target, Threshold
from twin.clock_hours import DATED, DAY, MINUTE, Hours, Outside, Term, inside, micros, until


@dataclass
class Cycle:
    """One run from start to stop (C3)."""

    number: int
    started: int
    hours: Hours
    state: str = "running"
    ended: int | None = None
    completed: bool = False
    ran: list[tuple[int, int | None]] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)

    def copy(self) -> "Cycle":
        return replace(self, ran=list(self.ran), terms=list(self.terms))


class Tape:
    """A cycle's minutes under one term: in which the clock runs, and which of those count."""

    def __init__(self, cycle: Cycle, term: Term, target: Target) -> None:
        self.term, self.limit, self.hours, self.target = term, term.limit, cycle.hours, target
        self.days, self.first = self.hours.tape, self.hours.at(term.anchor)
        self.anchor, length = term.anchor, len(self.days.open)
        self.instants = [start for start, end in cycle.ran if start == end]
        runs = bytearray(length)
        for start, end in [*cycle.ran, *([] if cycle.ended is None else [(cycle.ended, None)])]:  # D5: had it run on
            low, high = start // MINUTE, length if end is None else end // MINUTE
            runs[low:high] = b"\1" * (high - low)
        self.runs = bytes(runs)
        worked = int.from_bytes(self.runs, "big") & int.from_bytes(self.days.open, "big")
        self.worked = worked.to_bytes(length, "big")
        self.real = isinstance(self.limit, (Elapsed, CalendarDays))
        self.ticks = self.runs if self.real else self.worked
        self.full = None if self.limit is None else until(self.first, self.anchor, term, target.day_ends)
        self.due = self._due()
        self.points: dict[Threshold, int | None] = {}

    def _between(self, tape: bytes, start: int, end: int) -> int:
        """What of a tape lies between an instant at a whole minute and another one."""
        minute, rest = divmod(end, MINUTE)
        if minute >= len(tape):
            raise Outside
        return tape.count(1, start // MINUTE, minute) * MINUTE + rest * tape[minute]

    def _at_count(self, left: int) -> int:
        """The earliest instant by which so much has ticked: day by day, then hour by hour, minute by minute (D3)."""
        here, minutes = self.anchor // MINUTE, -(-left // MINUTE)
        if left <= 0:
            return here * MINUTE
        for step in (DAY, 60, 1):
            while (ticked := self.ticks.count(1, here, here + step)) < minutes:
                here, minutes = here + step, minutes - ticked
                if here >= len(self.ticks):
                    raise Outside
        return here * MINUTE + (left % MINUTE or MINUTE)

    def _when_it_runs(self, at: int, *, strict: bool = False) -> int | None:
        """The instant, or else the first later one at which the clock runs (D6).

        What is late at the deadline already is so in the instant in which a pause begins.
        """
        minute, rest = divmod(at, MINUTE)
        if minute >= len(self.runs):
            raise Outside
        if self.runs[minute] or (strict and not rest and at > self.anchor and self.runs[minute - 1]):
            return at
        found = self.runs.find(1, minute)
        instants = [each for each in self.instants if strict and each >= at]
        return min([*instants, *([] if found < 0 else [found * MINUTE])], default=None)

    def _stretches(self) -> Iterator[tuple[int, int]]:
        """The runs of minutes since the anchor in which the clock runs by one calendar."""
        start = self.runs.find(1, self.anchor // MINUTE)
        while start >= 0:
            stops = [at // MINUTE for at, _ in self.hours.since if at // MINUTE > start]
            end = min([*stops, self.runs.find(0, start) % (2 * len(self.runs))])
            yield start * MINUTE, end * MINUTE
            start = self.runs.find(1, end)

    def used(self, at: int) -> int:
        """The clock's own time used, with what was carried over (D7)."""
        return self.term.carried + self._between(self.ticks, self.anchor, at)

    def used_elapsed(self, at: int) -> int:
        return self._between(self.runs, self.anchor, at)

    def total(self) -> int:
        """The whole limit in the clock's own time."""
        if isinstance(self.limit, (Elapsed, WorkingTime)):
            return micros(self.limit.amount)
        assert self.full is not None
        return self.full - self.anchor if self.real else self.first.elapsed(self.anchor, self.full)

    def left(self, at: int) -> int:
        if isinstance(self.limit, DATED):
            assert self.full is not None
            return self.days.elapsed(at, self.full)
        return self.total() - self.used(at)

    def resumed(self, at: int) -> int:
        """The deadline if the clock runs on from an instant: what is left, by the calendar there (D6, C6)."""
        assert self.full is not None
        days = self.hours.at(at)
        match self.limit:
            case WorkingDays() if self.hours.changed_between(self.anchor, at):
                return inside(days.add(at, max(self.left(at), 0)))  # C6: what is left, by the new calendar
            case WorkingDays():
                paused = self._between(self.days.open, self.anchor, at) - self._between(self.worked, self.anchor, at)
                return max(at, inside(days.add(self.full, paused)))
            case CalendarDays():
                return self.full + at - self.anchor - self.used_elapsed(at)
            case Elapsed():
                return at + max(self.left(at), 0)
            case WorkingTime():
                return inside(days.add(at, max(self.left(at), 0)))
        return self.full

    def _due(self) -> int | None:
        """The deadline, where the clock runs up to it; a pause that begins there comes first, but not where strict."""
        strict = self.target.strict
        match self.limit:
            case None:
                return None
            case Elapsed() | WorkingTime():
                return self._when_it_runs(self._at_count(self.total() - self.term.carried), strict=strict)
            case WorkingDays() | CalendarDays():
                instants = [(at, at) for at in self.instants if at >= self.anchor]
                standing = ((self.resumed(start), end) for start, end in sorted([*self._stretches(), *instants]))
                return next((due for due, end in standing if due < end or (strict and due == end)), None)
        return self.full if self._seen(inside(self.full)) else None

    def _seen(self, at: int) -> list[int]:
        """From when on a date can be seen to have come: the clock runs, if only for an instant, as at a stop (D6)."""
        strict = self.target.strict
        runs = self._when_it_runs(at, strict=strict)
        instants = [each for each in self.instants if each > at or (strict and each == at)]
        return [*([] if runs is None else [runs]), *instants]

    def noticed(self) -> int:
        """The first instant at which the deadline can be seen to have passed (C5)."""
        return max(self.term.since, min(self._seen(inside(self.due))))

    def passes(self, threshold: Threshold) -> int | None:
        """When a threshold is passed, as far as is known (C8)."""
        amount = threshold.amount
        if self.limit is None:
            return None
        if amount is None:
            share = threshold.share.as_integer_ratio()
            return self._when_it_runs(
                self._at_count(-(-self.total() * share[0] // (share[1] * 100)) - self.term.carried)
            )
        if threshold.kind == "late":
            return None if self.due is None else self.later(self.due, amount)
        assert isinstance(amount, (Elapsed, WorkingTime))
        if type(amount) is type(self.limit):
            return self._when_it_runs(self._at_count(max(self.total() - micros(amount.amount), 0) - self.term.carried))
        for start, end in self._stretches():
            due = self.resumed(start)
            early = due - micros(amount.amount)
            if isinstance(amount, WorkingTime):
                early = inside(self.hours.at(start).subtract(due, micros(amount.amount)))  # as it stands there
            if max(early, start) < end:
                return max(early, start)
        return None

    def later(self, at: int, amount: Duration | None, times: int = 1) -> int:
        assert isinstance(amount, (Elapsed, WorkingTime))
        span = micros(amount.amount) * times
        return at + span if isinstance(amount, Elapsed) else inside(self.days.add(at, span))
