"""What a policy writes about escalation: ordered levels with their owners, and rules that move a ticket (E1, E2)."""

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from slapolicy._model import Model, Written
from slapolicy.conditions import ALWAYS_HOLDS, ConditionField
from slapolicy.durations import DurationField
from slapolicy.errors import Fault, PolicyError, shown
from slapolicy.targets import Threshold, ThresholdKind, threshold

__all__ = ["NEXT", "Escalation", "EscalationRule", "Level"]

NEXT = "next"
"""The word for the level above the current one."""


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


class Level(Model, frozen=True):
    """A step of the ladder: its name, and who owns a ticket there."""

    name: str
    owner: str


class EscalationRule(Model, frozen=True):
    """What moves a ticket or tells somebody: facts, a point of a clock, or silence (E2).

    Examples:
        >>> rule = EscalationRule(id="late", target="resolution", at="due", to="next")
        >>> rule.to
        'next'

    Without `target` and `unacknowledged` it fires when `when` begins to hold; otherwise at that point of the clock,
    or after that time without an acknowledgement, if `when` holds then.
    """

    id: str
    when: ConditionField = ALWAYS_HOLDS
    target: str | None = Field(default=None, description="the target whose clock is meant")
    at: PointField | None = Field(default=None, description="a share of the limit, or `due`")
    after: DurationField | None = Field(default=None, description="so long after the deadline")
    unacknowledged: DurationField | None = Field(
        default=None, description="so long at a level without an acknowledgement"
    )
    to: str | None = Field(default=None, description="the level to go to, or `next`")
    notify: Annotated[
        tuple[str, ...],
        BeforeValidator(_several, json_schema_input_type=str | tuple[str, ...]),
        Field(description="an owner to tell, or a list"),
    ] = ()
    passes: Annotated[int, Field(ge=1, le=100)] = Field(
        default=1, description="how often the whole ladder is climbed, the first time included"
    )

    def checks(self) -> Iterable[Fault]:
        """One trigger, and something to do."""
        if self.target is not None and (self.at is None) is (self.after is None):
            yield _fault("at", "no point of the clock, or two", "`at` or `after`, with `target`")
        if self.target is None and (self.at is not None or self.after is not None):
            yield _fault("target", "nothing", "the target whose clock `at` or `after` means")
        if self.target is not None and self.unacknowledged is not None:
            yield _fault("unacknowledged", "`target` as well", "one trigger: write two rules")
        if self.target is None and self.unacknowledged is None and self.when == ALWAYS_HOLDS:
            yield _fault("when", "no trigger", "`when`, `target` or `unacknowledged`")
        if self.to is None and not self.notify:
            yield _fault("to", "nothing to do", "`to` or `notify`")

    @property
    def point(self) -> Threshold | None:
        """The point of the target's clock at which it fires; none for the other triggers."""
        if self.after is not None:
            return Threshold(ThresholdKind.LATE, amount=self.after)
        return self.at


def _fault(key: str, found: str, allowed: str) -> Fault:
    return Fault(code="wrong-rule", path=(key,), found=found, allowed=allowed)


class Escalation(Model, frozen=True):
    """The ladder: levels from the first to the last, and the rules that move a ticket along it (E1, E2).

    Raises:
        PolicyError: no levels, a level or rule that is named twice, a rule to an unknown level.
    """

    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    rules: tuple[EscalationRule, ...] = ()

    def index(self, name: str) -> int | None:
        """A level's place, counted from zero."""
        return next((number for number, level in enumerate(self.levels) if level.name == name), None)
