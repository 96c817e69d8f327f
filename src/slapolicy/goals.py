"""Goals of a policy: what the record of many tickets must show, such as 99% answered in time (O5)."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WrapSerializer

from slapolicy._model import Model, Written
from slapolicy.availability.shares import percent, share_text
from slapolicy.conditions import ALWAYS_HOLDS, Condition, ConditionField
from slapolicy.durations import Elapsed, WorkingTime, duration
from slapolicy.errors import DurationError, Fault, Path, PolicyError, listed, shown
from slapolicy.tickets import value

__all__ = ["Bound", "Goal", "Statistic"]

Bound = Fraction | Elapsed | WorkingTime | Decimal
"""What a goal compares with: a share of tickets, a time, or a number."""


class Statistic(StrEnum):
    """One figure for many times. A percentile is a time that was measured: so many percent took no longer."""

    MEAN = "mean"
    MEDIAN = "median"
    P90 = "p90"
    P95 = "p95"
    LONGEST = "longest"


def _bound(document: object) -> Bound:
    if isinstance(document, (Fraction, Elapsed, WorkingTime)):
        return document
    if isinstance(document, str):
        if (share := percent(document)) is not None:
            return share
        try:
            length = duration(document)
        except DurationError:
            length = None
        if isinstance(length, (Elapsed, WorkingTime)):
            return length
    elif isinstance(document, (int, float, Decimal)) and not isinstance(document, bool):
        return Decimal(str(value(document)))
    raise PolicyError.of(
        "wrong-goal",
        found=shown(document),
        allowed="a share of tickets, an elapsed or working time, or a number",
        remedy="write `99%`, `4 hours`, `4 business hours` or `4.5`",
    )


def _written(bound: Bound) -> str | Decimal:
    if isinstance(bound, Fraction):
        return share_text(bound)
    return bound if isinstance(bound, Decimal) else str(bound)


BoundField = Annotated[
    Bound,
    Written(_bound, _written, {"anyOf": [{"type": "string", "examples": ["99%", "4 hours"]}, {"type": "number"}]}),
]


def _several(document: object) -> object:
    return (document,) if isinstance(document, str) else document


def _one_alone(names: tuple[str, ...], dump: Any) -> Any:
    return names[0] if len(names) == 1 else dump(names)


_KINDS: dict[str, tuple[type, ...]] = {
    "met": (Fraction,),
    "time": (Elapsed, WorkingTime),
    "share": (Fraction,),
    "mean": (Decimal,),
    "escalated_to": (Fraction,),
    "solved_with_replies": (Fraction,),
}
"""What may be measured, and what it is compared with."""

_IN_WORDS = {Fraction: "a share such as `99%`", Decimal: "a number", Elapsed: "a time such as `4 hours`"}
_BOUNDS = ("above", "at_least", "below", "at_most")


class Goal(Model, frozen=True):
    """What the record of many tickets must show: one measure, and one bound for it (O5).

    Examples:
        >>> goal = Goal.read({"met": "first_response", "when": {"severity": "P1"}, "above": "99%"})
        >>> goal.words
        'first_response kept, where severity is P1: above 99%'

    `above` and `below` are strict: exactly at the bound is not enough.

    Raises:
        PolicyError: no measure or several, no bound or several, a bound of another kind than the measure.
    """

    met: Annotated[
        tuple[str, ...],
        BeforeValidator(_several, json_schema_input_type=str | tuple[str, ...]),
        WrapSerializer(_one_alone),
        Field(description="the share of the promises of a target, or of several, that were kept"),
    ] = ()
    time: str | None = Field(default=None, description="the time that the clocks of a target took")
    share: ConditionField | None = Field(default=None, description="the share of tickets of which a condition holds")
    mean: str | None = Field(default=None, description="the mean of a fact that is a number, such as a rating")
    escalated_to: str | None = Field(
        default=None, description="the share of tickets that came to a level, or to one above it"
    )
    solved_with_replies: Annotated[int, Field(ge=0)] | None = Field(
        default=None, description="of the solved tickets, the share that took so many replies at most and stayed solved"
    )
    when: ConditionField = Field(default=ALWAYS_HOLDS, description="only tickets of which a condition holds")
    at_level: str | None = Field(default=None, description="only tickets that came to a level, or to one above it")
    statistic: Statistic = Field(default=Statistic.MEAN, description="which figure of the times counts, with `time`")
    above: BoundField | None = None
    at_least: BoundField | None = None
    below: BoundField | None = None
    at_most: BoundField | None = None

    def checks(self) -> Iterable[Fault]:
        """One measure and one bound that fit each other."""
        measures = [name for name in _KINDS if getattr(self, name) not in (None, ())]
        bounds = [name for name in _BOUNDS if getattr(self, name) is not None]
        if len(measures) != 1:
            yield _fault(measures[1] if measures else "met", _found(measures), f"one of {listed(_KINDS)}")
        if len(bounds) != 1:
            yield _fault(bounds[1] if bounds else "above", _found(bounds), f"one of {listed(_BOUNDS)}")
        if len(measures) == len(bounds) == 1:
            kinds = _KINDS[measures[0]]
            if not isinstance(bound := getattr(self, bounds[0]), kinds):
                yield _fault(bounds[0], shown(_written(bound)), f"{_IN_WORDS[kinds[0]]}, with `{measures[0]}`")
        if self.statistic is not Statistic.MEAN and self.time is None:
            yield _fault("statistic", shown(str(self.statistic)), "it only with `time`")

    def conditions(self) -> Iterable[tuple[Path, Condition]]:
        """Every condition in the goal, with its path."""
        yield ("when",), self.when
        if self.share is not None:
            yield ("share",), self.share

    @property
    def bound(self) -> Bound:
        """What its measure is compared with."""
        given = (self.above, self.at_least, self.below, self.at_most)
        return next(bound for bound in given if bound is not None)

    def kept_by(self, measured: Fraction) -> bool:
        """Whether a figure keeps it: a share of one, a number, or microseconds, exactly."""
        bound = self.bound
        limit = Fraction(bound.amount // bound.amount.resolution) if isinstance(bound, _TIMES) else Fraction(bound)
        if self.above is not None:
            return measured > limit
        if self.below is not None:
            return measured < limit
        return measured >= limit if self.at_least is not None else measured <= limit

    @property
    def words(self) -> str:
        """What is measured, and what it must be."""
        where = "" if self.when == ALWAYS_HOLDS else f", where {self.when.words()}"
        where += f", once at {self.at_level}" if self.at_level is not None else ""
        name = next(name for name in _BOUNDS if getattr(self, name) is not None)
        return f"{self._measure_in_words()}{where}: {name.replace('_', ' ')} {_written(self.bound)}"

    def _measure_in_words(self) -> str:
        if self.met:
            return f"{', '.join(self.met)} kept"
        if self.time is not None:
            return f"{self.statistic} time to {self.time}"
        if self.share is not None:
            return f"tickets with {self.share.words()}"
        if self.mean is not None:
            return f"mean {self.mean}"
        if self.escalated_to is not None:
            return f"escalated to {self.escalated_to}"
        replies = "reply" if self.solved_with_replies == 1 else "replies"
        return f"solved with at most {self.solved_with_replies} {replies}"


_TIMES = (Elapsed, WorkingTime)


def _found(names: list[str]) -> str:
    return " and ".join(f"`{name}`" for name in names) or "nothing"


def _fault(key: str, found: str, allowed: str) -> Fault:
    return Fault(code="wrong-goal", path=(key,), found=found, allowed=allowed)
