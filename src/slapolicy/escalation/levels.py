"""The levels of a ladder: who owns a ticket there, which tickets it is for, and the time to respond there (E1)."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import Field

from slapolicy._model import Model, NameAlone
from slapolicy.conditions import ALWAYS_HOLDS, Condition, ConditionField
from slapolicy.durations import DurationField
from slapolicy.errors import Fault, Path
from slapolicy.tickets import Value

__all__ = ["Level", "LevelKind", "LevelOwner"]


class LevelKind(StrEnum):
    """What a ticket gets by going up to a level: a higher authority, or another skill (E2)."""

    HIERARCHIC = "hierarchic"
    FUNCTIONAL = "functional"

    @property
    def words(self) -> str:
        """Such as `functional: another skill`."""
        return f"{self}: " + ("a higher authority" if self is LevelKind.HIERARCHIC else "another skill")


class LevelOwner(Model, frozen=True):
    """Who owns a ticket at a level, and when; of a list, the first that fits counts (E1)."""

    when: ConditionField = ALWAYS_HOLDS
    during: str | None = Field(default=None, description="a calendar: only where it is open")
    owner: str

    @property
    def always(self) -> bool:
        """Whether it fits every ticket at every time."""
        return self.during is None and self.when == ALWAYS_HOLDS


class Level(Model, frozen=True):
    """A step of the ladder.

    Examples:
        >>> level = Level.read({"name": "desk", "owner": [{"during": "office", "owner": "desk"}, {"owner": "on call"}]})
        >>> level.owner_for({}, lambda calendar: False).owner
        'on call'

    Without an acknowledgement for the time `respond` there, a ticket goes to the next level. A level whose condition
    does not hold is passed over as if it were not there.
    """

    name: str
    owner: Annotated[
        tuple[LevelOwner, ...],
        NameAlone("owner"),
        Field(description="an owner, or a list of {when, during, owner}"),
    ]
    when: ConditionField = Field(default=ALWAYS_HOLDS, description="the tickets that this level is for")
    respond: DurationField | None = Field(
        default=None, description="so long without an acknowledgement here, and the ticket goes to the next level"
    )
    kind: LevelKind | None = Field(default=None, description="what a ticket gets here: a higher authority, or a skill")

    def checks(self) -> Iterable[Fault]:
        """A level has an owner at least for some tickets."""
        if self.owner == ():
            yield Fault(code="no-owner", path=("owner",), found="no owner", allowed="at least one")

    def conditions(self) -> Iterable[tuple[Path, Condition]]:
        """Every condition in the level, with its path."""
        yield ("when",), self.when
        for number, rule in enumerate(self.owner):
            yield ("owner", number, "when"), rule.when

    @cached_property
    def fixed(self) -> bool:
        """Whether its owner is the same for every ticket at every time."""
        return bool(self.owner) and self.owner[0].always

    @cached_property
    def reads(self) -> frozenset[str]:
        """The facts on which its owner hangs."""
        return frozenset(test.fact for rule in self.owner for test in rule.when.tests())

    def is_for(self, facts: Mapping[str, Value]) -> bool:
        """Whether the level is there for a ticket with these facts."""
        return self.when is ALWAYS_HOLDS or self.when.holds(facts)

    def owner_for(self, facts: Mapping[str, Value], is_open: Callable[[str], bool]) -> LevelOwner | None:
        """The first owner that fits: these facts, and the calendar that it names, if it is open."""
        if self.fixed:
            return self.owner[0]
        fitting = (rule for rule in self.owner if rule.when.holds(facts))
        return next((rule for rule in fitting if rule.during is None or is_open(rule.during)), None)
