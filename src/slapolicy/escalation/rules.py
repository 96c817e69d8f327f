"""The rules of a ladder: what makes a ticket move, or somebody be told (E2, E4)."""

from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from slapolicy._model import Model, Written
from slapolicy.conditions import ALWAYS_HOLDS, ConditionField
from slapolicy.durations import Duration, DurationField
from slapolicy.errors import Fault, PolicyError, shown
from slapolicy.targets import Threshold, ThresholdKind, threshold

__all__ = ["NEXT", "EscalationRule", "Since"]

NEXT = "next"
"""The word for the level above the current one."""


class Since(StrEnum):
    """From where a rule counts its time: the level being reached, its condition beginning to hold, the arrival (E4)."""

    LEVEL = "level"
    TRIGGER = "trigger"
    ARRIVAL = "arrival"


def _point(document: object) -> Threshold:
    """Read the point of a clock: `due`, or a share such as `75%`."""
    if isinstance(document, Threshold):
        return document
    if document == "due":
        return Threshold(ThresholdKind.LATE)
    read = threshold(document)
    if read.kind is not ThresholdKind.SHARE:
        raise PolicyError.of("wrong-threshold", found=shown(document), allowed="`due`, or a share such as `75%`")
    return read


def _point_text(point: Threshold) -> str:
    return "due" if point.kind is ThresholdKind.LATE else str(point)


PointField = Annotated[
    Threshold,
    Written(_point, _point_text, {"type": "string", "examples": ["due", "75%"]}),
]


def _several(document: Any) -> Any:
    return (document,) if isinstance(document, str) else document


_SEVERAL = BeforeValidator(_several, json_schema_input_type=str | tuple[str, ...])


class EscalationRule(Model, frozen=True):
    """What moves a ticket or tells somebody: an event, facts, a point of a clock, silence, or no solution (E2).

    Examples:
        >>> rule = EscalationRule(id="late", target="resolution", at="due", to="next")
        >>> rule.to
        'next'

    It fires at each of the events `on`, at a point of the clock of `target`, or after a time that it waits, while
    `when` holds; with none of these, when `when` begins to hold.
    """

    id: str
    when: ConditionField = ALWAYS_HOLDS
    on: Annotated[tuple[str, ...], _SEVERAL, Field(description="the events at which it fires")] = ()
    target: str | None = Field(default=None, description="the target whose clock is meant")
    at: PointField | None = Field(default=None, description="a share of the limit, or `due`")
    after: DurationField | None = Field(default=None, description="so long after the deadline")
    unacknowledged: DurationField | None = Field(default=None, description="so long without an acknowledgement")
    unresolved: DurationField | None = Field(default=None, description="so long without a solution")
    level: str | None = Field(default=None, description="it waits only at this level")
    since: Since = Field(default=Since.LEVEL, description="from where the time that it waits counts")
    calendar: str | None = Field(
        default=None,
        description="the calendar of its time; where none is named the policy's, or of `after` the target's",
    )
    to: str | None = Field(default=None, description="the level to go to, or `next`")
    notify: Annotated[tuple[str, ...], _SEVERAL, Field(description="an owner to tell, or a list")] = ()
    page: Annotated[tuple[str, ...], _SEVERAL, Field(description="an owner to page, or a list")] = ()
    passes: Annotated[int, Field(ge=1, le=100)] = Field(
        default=1, description="how often the whole ladder is climbed, the first time included"
    )

    def checks(self) -> Iterable[Fault]:
        """One trigger, something to do, and no setting without a meaning."""
        triggers = [name for name in ("on", "target", "unacknowledged", "unresolved") if getattr(self, name)]
        if self.target is not None and (self.at is None) is (self.after is None):
            yield _fault("at", "no point of the clock, or two", "`at` or `after`, with `target`")
        if self.target is None and (self.at is not None or self.after is not None):
            yield _fault("target", "nothing", "the target whose clock `at` or `after` means")
        for name in triggers[1:]:
            yield _fault(name, f"`{triggers[0]}` as well", "one trigger: write two rules")
        if not triggers and self.when == ALWAYS_HOLDS:
            allowed = "`when`, `on`, `target`, `unacknowledged` or `unresolved`"
            yield _fault("when", "no trigger", allowed)
        yield from self._waiting_faults()
        if self.to is None and not self.notify and not self.page:
            yield _fault("to", "nothing to do", "`to`, `notify` or `page`")

    def _waiting_faults(self) -> Iterable[Fault]:
        """What has a meaning only beside a time that the rule waits."""
        if self.waits is None:
            for name, default in (("level", None), ("since", Since.LEVEL)):
                if getattr(self, name) != default:
                    yield _fault(name, f"`{name}`", "it only beside `unacknowledged` or `unresolved`")
            if self.calendar is not None and self.after is None:
                yield _fault("calendar", "no time that it counts", "it only beside a duration")
        elif self.since is Since.TRIGGER and self.when == ALWAYS_HOLDS:
            yield _fault("since", "no condition that begins to hold", "`trigger` only with `when`")

    @cached_property
    def point(self) -> Threshold | None:
        """The point of the target's clock at which it fires; none for the other triggers."""
        if self.after is not None:
            return Threshold(ThresholdKind.LATE, amount=self.after)
        return self.at

    @property
    def waits(self) -> Duration | None:
        """The time that it waits for an acknowledgement or a solution; none for the other triggers."""
        return self.unacknowledged or self.unresolved

    @cached_property
    def reads(self) -> frozenset[str]:
        """The facts on which it hangs."""
        return frozenset(test.fact for test in self.when.tests())

    @cached_property
    def reason(self) -> str:
        """Why it fires, as a sentence."""
        if self.waits is not None:
            what = "acknowledged" if self.unacknowledged is not None else "resolved"
            return f"not {what} for {self.waits}{self._base_in_words()}"
        if (point := self.point) is not None:
            if point.kind is ThresholdKind.SHARE:
                return f"{point} of {self.target} is used"
            return f"{self.target} is due" if point.amount is None else f"{point.amount} after {self.target} was due"
        if not self.on:
            return self.when.words()
        events = " or ".join(f"`{name}`" for name in self.on)
        return f"the event {events}" + ("" if self.when == ALWAYS_HOLDS else f" while {self.when.words()}")

    def _base_in_words(self) -> str:
        match self.since:
            case Since.ARRIVAL:
                return " since the ticket came"
            case Since.TRIGGER:
                return f" while {self.when.words()}"
            case _:
                return f" at {self.level}" if self.level else ""


def _fault(key: str, found: str, allowed: str) -> Fault:
    return Fault(code="wrong-rule", path=(key,), found=found, allowed=allowed)
