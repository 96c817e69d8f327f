"""A target is a promise of time: what starts, stops and pauses its clock, and within what it is due (C2, C9, C11).

What people write in a document is compact (one duration, a table by severity, an event's name); what the engine
reads is one form: signals for what moves the clock, a list of limits with a condition each.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated

from pydantic import Field, StrictBool

from slapolicy._model import Model, NameAlone
from slapolicy.calendars import DayEnds
from slapolicy.conditions import ALWAYS_HOLDS, Condition, ConditionField
from slapolicy.durations import Duration, Elapsed, WorkingTime
from slapolicy.errors import Fault, listed
from slapolicy.targets.limits import Limit, Limits, LimitsField
from slapolicy.targets.settings import PRECEDENCE, CountedFrom, LastRound, Move, OnChange, OnReopen
from slapolicy.targets.signals import Signal, SignalField
from slapolicy.targets.thresholds import Threshold, ThresholdField
from slapolicy.tickets import Value

__all__ = ["CalendarRule", "OwnerRule", "Target"]


class OwnerRule(Model, frozen=True):
    """Who owns a target, and when; of a list, the first whose condition holds counts."""

    when: ConditionField = ALWAYS_HOLDS
    owner: str


class CalendarRule(Model, frozen=True):
    """The calendar by which a target counts, and when; of a list, the first whose condition holds counts (C6)."""

    when: ConditionField = ALWAYS_HOLDS
    calendar: str


_ENDS = frozenset({"resolved", "closed"})
_SIGNALS = ("start", "stop", "pause", "resume", "reset", "cancel", "reopen", "completed_by")
_OF_ROUNDS = ("completed_by", "counted_from", "last_round")


class Target(Model, frozen=True):
    """A promise of time.

    Examples:
        >>> target = Target.read({"start": "created", "stop": "replied", "within": {"P0": "2 hours", "P1": "1 week"}})
        >>> target.start.words(), str(target.limits[0].limit)
        ('`created`', '2 hours')

    Raises:
        PolicyError: every fault at once: an unknown key, a limit that is no duration, a target without a limit.
    """

    start: SignalField = Field(default=Signal(("created",)), description="what starts the clock")
    stop: SignalField = Field(default=Signal(), description="what stops it: the promise is kept then")
    pause: SignalField = Field(default=Signal(), description="what pauses it; a condition pauses while it holds")
    resume: SignalField = Field(
        default=Signal(("resumed", "customer_replied")), description="what ends a pause that an event began"
    )
    reset: SignalField = Field(default=Signal(), description="what sets it back to nothing used")
    cancel: SignalField = Field(default=Signal(), description="what ends it without a verdict")
    reopen: SignalField = Field(default=Signal(("reopened",)), description="what starts it again, beside `start`")
    within: LimitsField | None = Field(default=None, description="the time in which it is due, once")
    every: LimitsField | None = Field(default=None, description="the time in which it is due, again and again")
    completed_by: SignalField = Field(default=Signal(), description="what completes one round of `every`")
    counted_from: CountedFrom = Field(
        default=CountedFrom.COMPLETION, description="from where the next round counts: the last completion, or a grid"
    )
    last_round: LastRound = Field(
        default=LastRound.NONE, description="`after_stop`: the stop itself asks for one more completion"
    )
    applies: ConditionField = Field(default=ALWAYS_HOLDS, description="where it does not hold, nothing is promised")
    owner: Annotated[
        tuple[OwnerRule, ...],
        NameAlone("owner"),
        Field(description="an owner, or a list of {when, owner}"),
    ] = ()
    calendar: Annotated[
        tuple[CalendarRule, ...],
        NameAlone("calendar"),
        Field(description="the calendar's name, or a list of {when, calendar}; the policy's, where none is named"),
    ] = ()
    warn: tuple[ThresholdField, ...] = Field(default=(), description="shares used, times left and times late")
    strict: StrictBool = Field(default=False, description="done at the deadline is late (a promise written with <)")
    day_ends: DayEnds = Field(default=DayEnds.SAME_TIME, description="when a deadline in working days falls")
    on_change: OnChange = OnChange()
    precedence: tuple[Move, ...] = Field(
        default=PRECEDENCE, description="which move wins when one event brings several, the strongest first"
    )
    on_reopen: OnReopen | None = Field(
        default=None, description="default: resume where the target ends the ticket, else new_cycle"
    )

    def checks(self) -> Iterable[Fault]:
        """One kind of limit, what ends the clock that it needs, and no setting without a meaning."""
        yield from self._limit_faults()
        yield from self._round_faults()

    def _limit_faults(self) -> Iterable[Fault]:
        if (self.within is None) is (self.every is None):
            found = "neither `within` nor `every`" if self.within is None else "both `within` and `every`"
            yield Fault(code="no-limit", path=("within",), found=found, allowed="one of them")
        if self.within is not None and not self.stop:
            yield Fault(code="missing-key", path=("stop",), found="nothing", allowed="what stops the clock")
        if sorted(self.precedence) != sorted(PRECEDENCE):
            allowed = f"each of {listed(PRECEDENCE)} once"
            yield Fault(code="wrong-order", path=("precedence",), found=listed(self.precedence), allowed=allowed)

    def _round_faults(self) -> Iterable[Fault]:
        """What `every` needs, and what has a meaning only with it (C9)."""
        if self.every is not None and not self.completed_by:
            yield Fault(code="missing-key", path=("completed_by",), found="nothing", allowed="what completes a round")
        if self.every is None:
            for key in _OF_ROUNDS:
                if getattr(self, key) != type(self).model_fields[key].default:
                    yield Fault(code="not-repeating", path=(key,), found=f"`{key}`", allowed="it only beside `every`")
        if self.counted_from is CountedFrom.GRID:
            for each in self.every or ():
                path = ("every", *each.path("limit"))
                if each.limit is not None and not isinstance(each.limit, (Elapsed, WorkingTime)):
                    allowed = "hours, minutes or seconds: days make no even grid"
                    yield Fault(code="uneven-grid", path=path, found=f"`{each.limit}`", allowed=allowed)
                elif each.limit is not None and not each.limit.amount:
                    allowed = "a time between two points of the grid"
                    yield Fault(code="uneven-grid", path=path, found=f"`{each.limit}`", allowed=allowed)

    @cached_property
    def limits(self) -> Limits:
        """The limits in order, whether of `within` or of `every`."""
        return self.within or self.every or ()

    @property
    def repeats(self) -> bool:
        """Whether it is due again and again (C9)."""
        return self.every is not None

    @property
    def reopening(self) -> OnReopen:
        """What a start after a stop does: as set, else by whether the target ends the ticket (C3)."""
        if self.on_reopen is not None:
            return self.on_reopen
        return OnReopen.RESUME if self.ends_ticket else OnReopen.NEW_CYCLE

    @property
    def ends_ticket(self) -> bool:
        """Whether what stops its clock ends the ticket as well."""
        return bool(_ENDS.intersection(self.stop.events))

    def limit_for(self, facts: Mapping[str, Value]) -> Duration | None:
        """The limit of the first row whose condition holds; none where nothing is promised (C11)."""
        row = self._row_for(facts)
        return row.limit if row else None

    def why_no_limit(self, facts: Mapping[str, Value]) -> str:
        """The reason for a missing limit, as a sentence (C11)."""
        if not self.applies.holds(facts):
            return f"no target: it applies where {self.applies.words()}"
        row = self._row_for(facts)
        if row is not None and row.when == ALWAYS_HOLDS:
            return "no target otherwise" if len(self.limits) > 1 else "no time is promised"
        if row is not None:
            return f"no target where {row.when.words()}"
        return f"no target: none of the limits matches severity {facts['severity']}"

    def _row_for(self, facts: Mapping[str, Value]) -> Limit | None:
        if self.applies is not ALWAYS_HOLDS and not self.applies.holds(facts):
            return None
        for row in self.limits:
            if row.when is ALWAYS_HOLDS or row.when.holds(facts):
                return row
        return None

    def calendar_for(self, facts: Mapping[str, Value]) -> str | None:
        """The calendar of the first rule whose condition holds; none where the policy's counts (C6)."""
        return next((rule.calendar for rule in self.calendar if rule.when.holds(facts)), None)

    def owner_for(self, facts: Mapping[str, Value]) -> str | None:
        """The first owner whose condition holds."""
        return next((rule.owner for rule in self.owner if rule.when.holds(facts)), None) if self.owner else None

    @cached_property
    def named(self) -> Mapping[str, frozenset[str]]:
        """The events that move its clock by their names, each with the signals that name it."""
        signals = [name for name in _SIGNALS if name != "resume" or self.pauses]
        events = dict.fromkeys(event for name in signals for event in getattr(self, name).events)
        return {event: frozenset(name for name in signals if event in getattr(self, name).events) for event in events}

    @cached_property
    def conditional(self) -> tuple[str, ...]:
        """The signals that move its clock by a condition (C2)."""
        return tuple(name for name in _SIGNALS if getattr(self, name).conditions)

    @cached_property
    def reads(self) -> frozenset[str]:
        """The facts that can move its clock, or change what it promises."""
        return frozenset(test.fact for _, held in self.conditions() for test in held.tests())

    @cached_property
    def selects(self) -> frozenset[str]:
        """The facts on which the limit hangs."""
        conditions = (self.applies, *(row.when for row in self.limits))
        return frozenset(test.fact for held in conditions for test in held.tests())

    @cached_property
    def pauses(self) -> bool:
        """Whether anything can pause its clock."""
        return bool(self.pause)

    @cached_property
    def points(self) -> tuple[tuple[Threshold, str, str], ...]:
        """What it warns of: each point, its name in ids that last, and its text (C8)."""
        return tuple((point, point.canonical, str(point)) for point in self.warn)

    def conditions(self) -> Iterable[tuple[tuple[str | int, ...], Condition]]:
        """Every condition in the target, with its path."""
        for name in _SIGNALS:
            for held in getattr(self, name).conditions:
                yield (name,), held
        for name, rows in (("within", self.within), ("every", self.every)):
            for row in rows or ():
                yield (name, *row.path("when")), row.when
        for number, owner in enumerate(self.owner):
            yield ("owner", number, "when"), owner.when
        for number, calendar in enumerate(self.calendar):
            yield ("calendar", number, "when"), calendar.when
        yield ("applies",), self.applies
