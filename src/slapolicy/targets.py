"""A target is a promise of time: what starts, stops and pauses its clock, and within what it is due (C2, C9, C11).

What people write in a document is compact (one duration, a table by severity, an event's name); what the engine
reads is one form: signals for what moves the clock, a list of limits with a condition each.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, StrictBool, model_validator

from slapolicy._model import Model, Written
from slapolicy.calendars import DayEnds
from slapolicy.conditions import ALWAYS_HOLDS, Condition, ConditionField, Op, Test, condition
from slapolicy.durations import Duration, Elapsed, WorkingTime, duration
from slapolicy.errors import DurationError, Fault, PolicyError, shown
from slapolicy.tickets import Value

__all__ = [
    "Limit",
    "OnChange",
    "OnReopen",
    "OwnerRule",
    "Signal",
    "Target",
    "Threshold",
    "ThresholdKind",
    "Transfer",
]


class Transfer(StrEnum):
    """What happens to a running clock when its limit changes (C5)."""

    CARRY = "carry"
    RESTART = "restart"
    PROPORTIONAL = "proportional"
    KEEP = "keep"


class OnReopen(StrEnum):
    """What a start does after a stop (C3)."""

    RESUME = "resume"
    NEW_CYCLE = "new_cycle"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Signal:
    """What moves a clock: any of these events, or any of these conditions on the ticket's facts (C2).

    Example:
        >>> signal(["resolved", {"status": "closed"}]).words()
        '`resolved`, or status is closed'
    """

    events: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def holds(self, facts: Mapping[str, Value]) -> bool:
        """Whether one of the conditions holds of these facts."""
        return any(held.holds(facts) for held in self.conditions)

    def words(self) -> str:
        """The signal as a phrase: names in backticks, conditions in words."""
        return ", or ".join([*(f"`{name}`" for name in self.events), *(held.words() for held in self.conditions)])

    def document(self) -> object:
        """An event's name, a condition, or a list of them."""
        parts: list[object] = [*self.events, *(held.document() for held in self.conditions)]
        return parts[0] if len(parts) == 1 else parts

    def __bool__(self) -> bool:
        return bool(self.events or self.conditions)


def signal(document: object) -> Signal:
    """Read a signal: an event's name, a condition, or a list of them."""
    if isinstance(document, Signal):
        return document
    faults: list[Fault] = []
    events: list[str] = []
    conditions: list[Condition] = []
    items = document if isinstance(document, (list, tuple)) else [document]
    for number, item in enumerate(items):
        path = (number,) if items is document else ()
        if isinstance(item, str) and item.strip():
            events.append(item)
            continue
        try:
            conditions.append(_condition(item))
        except PolicyError as refused:
            faults += [fault.under(*path) for fault in refused.faults]
    if faults:
        raise PolicyError(*faults)
    return Signal(tuple(events), tuple(conditions))


def _condition(item: object) -> Condition:
    if isinstance(item, str) or item is None or isinstance(item, (int, float, Decimal)):
        raise PolicyError.of(
            "wrong-signal",
            found=shown(item),
            allowed="an event's name, a condition such as `{status: waiting}`, or a list of them",
        )
    return condition(item)


SignalField = Annotated[
    Signal,
    Written(
        signal,
        Signal.document,
        {
            "description": "an event's name, a condition on the facts, or a list of them",
            "anyOf": [
                {"type": "string"},
                {"type": "object"},
                {"type": "array", "items": {"type": ["string", "object"]}},
            ],
        },
    ),
]


@dataclass(frozen=True, slots=True)
class Limit:
    """A time to keep, and when it applies; `limit` is none where the policy promises nothing (C11)."""

    when: Condition
    limit: Duration | None


Limits = tuple[Limit, ...]
Path = tuple[str | int, ...]


def limits(document: object) -> Limits:
    """Read limits: one duration, a table by severity, or a list of `{when, limit}` of which the first match counts.

    Example:
        >>> [str(each.limit) for each in limits({"P0": "2 hours", "P1": "4 business hours"})]
        ['2 hours', '4 business hours']
    """
    if isinstance(document, tuple) and all(isinstance(each, Limit) for each in document):
        return document
    faults: list[Fault] = []
    read: list[Limit] = []
    rows = list(_rows(document, faults))
    for path, when, text in rows:
        try:
            limit = None if text == "none" else duration(text)
            read.append(Limit(when, limit))
        except DurationError as refused:
            faults += [fault.under(*path) for fault in refused.faults]
    if not rows and not faults:
        faults.append(Fault(code="wrong-type", found=shown(document), allowed="at least one limit"))
    if faults:
        raise PolicyError(*faults)
    return tuple(read)


def _rows(document: object, faults: list[Fault]) -> Iterable[tuple[Path, Condition, Any]]:
    """The rows of any of the three forms: where each stands, its condition, and the text of its limit."""
    if isinstance(document, Mapping):
        for severity, text in document.items():
            yield (str(severity),), Test("severity", Op.IN, (str(severity),)), text
    elif isinstance(document, (list, tuple)):
        for number, row in enumerate(document):
            when = _row(number, row, faults)
            if isinstance(row, Mapping) and "limit" in row:
                yield (number, "limit"), when, row["limit"]
    else:
        yield (), ALWAYS_HOLDS, document


def _row(number: int, row: object, faults: list[Fault]) -> Condition:
    if not isinstance(row, Mapping) or "limit" not in row or set(row) - {"when", "limit"}:
        remedy = "write `{when: {severity: P0}, limit: 24 hours}`"
        faults.append(
            Fault(
                code="wrong-type",
                path=(number,),
                found=shown(row),
                allowed="`when` (optional) and `limit`",
                remedy=remedy,
            )
        )
        return ALWAYS_HOLDS
    try:
        return condition(row.get("when", ALWAYS_HOLDS))
    except PolicyError as refused:
        faults += [fault.under(number, "when") for fault in refused.faults]
        return ALWAYS_HOLDS


def _limits_document(held: Limits) -> object:
    if len(held) == 1 and held[0].when == ALWAYS_HOLDS:
        return _limit_text(held[0])
    table = {_severity_of(each.when): _limit_text(each) for each in held}
    if None not in table and len(table) == len(held):
        return table
    return [
        {"limit": _limit_text(each)}
        if each.when == ALWAYS_HOLDS
        else {"when": each.when.document(), "limit": _limit_text(each)}
        for each in held
    ]


def _severity_of(when: Condition) -> str | None:
    """The one severity that a condition asks for, if that is all it asks."""
    if isinstance(when, Test) and when.fact == "severity" and when.op is Op.IN and len(when.constants) == 1:
        return str(when.constants[0])
    return None


def _limit_text(each: Limit) -> str:
    return "none" if each.limit is None else str(each.limit)


LimitsField = Annotated[
    Limits,
    Written(
        limits,
        _limits_document,
        {
            "description": "a duration; a table of durations by severity; or a list of {when, limit}, first match",
            "anyOf": [
                {"type": "string"},
                {"type": "object", "additionalProperties": {"type": "string"}},
                {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {"when": {"type": "object"}, "limit": {"type": "string"}},
                        "required": ["limit"],
                        "additionalProperties": False,
                    },
                },
            ],
        },
    ),
]


class ThresholdKind(StrEnum):
    """From where a warning is measured (C8)."""

    SHARE = "%"
    LEFT = "left"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A point of a clock: a share of the limit used, a time left before the deadline, or a time after it (C8).

    Example:
        >>> str(threshold("75%")), str(threshold("4 business hours left"))
        ('75%', '4 business hours left')
    """

    kind: ThresholdKind
    share: Decimal = Decimal(0)
    amount: Duration | None = None

    def __str__(self) -> str:
        return f"{self.share.normalize():f}%" if self.kind is ThresholdKind.SHARE else f"{self.amount} {self.kind}"


_SHARE = re.compile(r"\s*(\d{1,3}(?:\.\d{1,4})?)\s*%\s*")
_AROUND = re.compile(r"\s*(.{1,60}?)\s+(left|late)\s*", re.DOTALL)


def threshold(document: object) -> Threshold:
    """Read a threshold: `75%`, `4 business hours left` or `1 hour late`."""
    if isinstance(document, Threshold):
        return document
    text = document if isinstance(document, str) else ""
    if (share := _SHARE.fullmatch(text)) and 0 < Decimal(share[1]) <= 100:
        return Threshold(ThresholdKind.SHARE, share=Decimal(share[1]))
    if around := _AROUND.fullmatch(text):
        try:
            amount = duration(around[1])
        except DurationError as refused:
            raise PolicyError(*refused.faults) from None
        if isinstance(amount, (Elapsed, WorkingTime)):
            return Threshold(ThresholdKind(around[2]), amount=amount)
    raise PolicyError.of(
        "wrong-threshold",
        found=shown(document),
        allowed="a share up to `100%`, or an elapsed or working time that is left or late",
        remedy="write `75%`, `4 business hours left` or `1 hour late`",
    )


ThresholdField = Annotated[
    Threshold,
    Written(threshold, str, {"type": "string", "examples": ["75%", "4 business hours left", "1 hour late"]}),
]


class OnChange(Model, frozen=True):
    """What a change of the limit does to a running clock, by the side to which it changes (C5)."""

    stricter: Transfer = Transfer.CARRY
    looser: Transfer = Transfer.CARRY


class OwnerRule(Model, frozen=True):
    """Who owns a target, and when; of a list, the first whose condition holds counts."""

    when: ConditionField = ALWAYS_HOLDS
    owner: str


_ENDS = frozenset({"resolved", "closed"})


def _owners(document: Any) -> Any:
    return ({"owner": document},) if isinstance(document, str) else document


class Target(Model, frozen=True):
    """A promise of time.

    Example:
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
    applies: ConditionField = Field(default=ALWAYS_HOLDS, description="where it does not hold, nothing is promised")
    owner: Annotated[tuple[OwnerRule, ...], Field(description="an owner, or a list of {when, owner}")] = ()
    calendar: str | None = Field(default=None, description="the calendar's name; the policy's, where it is left out")
    warn: tuple[ThresholdField, ...] = Field(default=(), description="shares used, times left and times late")
    strict: StrictBool = Field(default=False, description="done at the deadline is late (a promise written with <)")
    day_ends: DayEnds = Field(default=DayEnds.SAME_TIME, description="when a deadline in working days falls")
    on_change: OnChange = OnChange()
    on_reopen: OnReopen | None = Field(
        default=None, description="default: resume where the target ends the ticket, else new_cycle"
    )

    @model_validator(mode="before")
    @classmethod
    def _compact(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and "owner" in data:
            return {**data, "owner": _owners(data["owner"])}
        return data

    @model_validator(mode="after")
    def _whole(self) -> Self:
        faults: list[Fault] = []
        if (self.within is None) is (self.every is None):
            found = "neither `within` nor `every`" if self.within is None else "both `within` and `every`"
            faults.append(Fault(code="no-limit", found=found, allowed="one of them"))
        if self.every is not None and not self.completed_by:
            faults.append(
                Fault(
                    code="missing-key",
                    path=("completed_by",),
                    found="nothing",
                    allowed="what completes a round",
                )
            )
        if self.within is not None and not self.stop:
            faults.append(Fault(code="missing-key", path=("stop",), found="nothing", allowed="what stops the clock"))
        if faults:
            raise PolicyError(*faults)
        return self

    @property
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
        return OnReopen.RESUME if _ENDS.intersection(self.stop.events) else OnReopen.NEW_CYCLE

    def limit_for(self, facts: Mapping[str, Value]) -> Limit | None:
        """The first limit whose condition holds; none where the target doesn't apply or no row matches (C11)."""
        if not self.applies.holds(facts):
            return None
        return next((each for each in self.limits if each.when.holds(facts)), None)

    def why_no_limit(self, facts: Mapping[str, Value]) -> str:
        """The reason for a missing limit, as a sentence (C11)."""
        if not self.applies.holds(facts):
            return f"no target: it applies where {self.applies.words()}"
        matched = self.limit_for(facts)
        if matched is not None:
            return f"no target where {matched.when.words()}"
        return f"no target: none of the limits matches severity {facts.get('severity', 'unclear')}"

    def owner_for(self, facts: Mapping[str, Value]) -> str | None:
        """The first owner whose condition holds."""
        return next((rule.owner for rule in self.owner if rule.when.holds(facts)), None)

    def conditions(self) -> Iterable[tuple[tuple[str | int, ...], Condition]]:
        """Every condition in the target, with its path."""
        for name in ("start", "stop", "pause", "resume", "reset", "cancel", "reopen", "completed_by"):
            for held in getattr(self, name).conditions:
                yield (name,), held
        for name, rows in (("within", self.within), ("every", self.every)):
            for number, row in enumerate(rows or ()):
                yield (name, number, "when"), row.when
        for number, rule in enumerate(self.owner):
            yield ("owner", number, "when"), rule.when
        yield ("applies",), self.applies
