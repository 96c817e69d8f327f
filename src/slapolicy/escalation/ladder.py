"""The ladder that a policy writes: levels from the first to the last, rules, and what holds of all of them (E1-E6)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Annotated, NamedTuple

from pydantic import Field

from slapolicy._model import Model
from slapolicy.calendars import Calendar
from slapolicy.clocks.runs import Run
from slapolicy.conditions import Condition
from slapolicy.durations import DurationField
from slapolicy.errors import Path
from slapolicy.escalation.levels import Level
from slapolicy.escalation.owners import Owner
from slapolicy.escalation.points import Point, points_of
from slapolicy.escalation.rules import NEXT, EscalationRule

__all__ = ["EmptyLevel", "Escalation", "Ladder", "Plan", "Routed"]


class EmptyLevel(StrEnum):
    """What happens where a level has nobody when a ticket reaches it (E6)."""

    SKIP = "skip"
    WAIT = "wait"


class Routed(StrEnum):
    """Which instant the calendars of a level's owners are asked about (E1)."""

    WHEN_REACHED = "when_reached"
    ON_ARRIVAL = "on_arrival"


class Plan(NamedTuple):
    """The rules of a ladder, sorted by what they hang on; those of the levels' time to respond come last."""

    rules: tuple[EscalationRule, ...]
    by_fact: Mapping[str, tuple[int, ...]]
    by_event: Mapping[str, tuple[int, ...]]
    of_facts: frozenset[int]
    by_target: Mapping[str, tuple[Point, ...]]
    by_level: tuple[tuple[int, ...], ...]


class Escalation(Model, frozen=True):
    """The ladder: levels from the first to the last, and the rules that move a ticket along it (E1, E2).

    Raises:
        PolicyError: no levels, a level or rule that is named twice, a rule to an unknown level.
    """

    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    rules: tuple[EscalationRule, ...] = ()
    routed: Routed = Field(default=Routed.WHEN_REACHED, description="when the calendars of a level's owners are asked")
    empty: EmptyLevel = Field(default=EmptyLevel.SKIP, description="what happens where a level has nobody")
    acknowledged_for: DurationField | None = Field(
        default=None, description="how long an acknowledgement holds; for ever, where nothing is said"
    )
    passes: Annotated[int, Field(ge=1, le=100)] = Field(
        default=1, description="how often the whole ladder is climbed, the first time included"
    )

    def index(self, name: str) -> int | None:
        """A level's place, counted from zero."""
        return next((number for number, level in enumerate(self.levels) if level.name == name), None)

    def conditions(self) -> Iterable[tuple[Path, Condition]]:
        """Every condition in the ladder, with its path."""
        for number, level in enumerate(self.levels):
            for path, held in level.conditions():
                yield ("levels", number, *path), held
        for number, rule in enumerate(self.rules):
            yield ("rules", number, "when"), rule.when

    @cached_property
    def plan(self) -> Plan:
        """Its rules, and the time to respond of each level as a rule, by what they hang on."""
        rules = (*self.rules, *(_of_response(level) for level in self.levels if level.respond is not None))
        by_fact: dict[str, list[int]] = {}
        by_event: dict[str, list[int]] = {}
        by_target: dict[str, list[tuple[int, EscalationRule]]] = {}
        for number, rule in enumerate(rules):
            for table, keys in ((by_fact, rule.reads), (by_event, rule.on)):
                for key in keys:
                    table.setdefault(key, []).append(number)
            if rule.target is not None:
                by_target.setdefault(rule.target, []).append((number, rule))
        waiting = [(number, rule.level) for number, rule in enumerate(rules) if rule.waits is not None]
        return Plan(
            rules,
            _fixed(by_fact),
            _fixed(by_event),
            frozenset(n for n, rule in enumerate(rules) if not (rule.on or rule.target or rule.waits)),
            {target: points_of(of) for target, of in by_target.items()},
            tuple(tuple(n for n, at in waiting if at in (None, level.name)) for level in self.levels),
        )


def _fixed(table: Mapping[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {key: tuple(numbers) for key, numbers in table.items()}


def _of_response(level: Level) -> EscalationRule:
    """The time to respond at a level, as a rule would say it."""
    return EscalationRule.model_construct(id="respond", unacknowledged=level.respond, level=level.name, to=NEXT)


class Ladder:
    """The ladder that a policy writes, with all that it looks at: owners, clocks, and calendars by name."""

    __slots__ = ("escalation", "named", "owners", "runs")

    def __init__(
        self,
        escalation: Escalation,
        owners: Mapping[str, Owner],
        runs: Mapping[str, Run],
        named: Callable[[str | None], Calendar],
    ) -> None:
        self.escalation = escalation
        self.owners = owners
        self.runs = runs
        self.named = named

    def on_duty(self, role: str | None, at: datetime) -> str | None:
        """Who answers for a role at an instant in UTC; a name that is no role answers for itself."""
        owner = self.owners.get(role) if role is not None else None
        return owner.on_duty(role or "", at) if owner else role
