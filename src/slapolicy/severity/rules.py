"""Rules of severity: a condition, what it gives, and how several that hold combine (M1, M4)."""

from enum import StrEnum
from functools import cached_property

from slapolicy._model import Model
from slapolicy.conditions import ConditionField

__all__ = ["UNCLEAR", "Combine", "SeverityRule"]

UNCLEAR = "unclear"
"""The severity of a ticket whose facts don't decide it: a value like any other, with an owner of its own (M2)."""


class Combine(StrEnum):
    """Which severity counts when several rules hold (M4)."""

    HIGHEST = "highest"
    FIRST = "first"
    UNIQUE = "unique"


class SeverityRule(Model, frozen=True):
    """A condition and the severity that it gives."""

    id: str | None = None
    when: ConditionField
    then: str

    @cached_property
    def words(self) -> str:
        """The condition as a phrase, after the rule's id where it has one."""
        return f"{self.id}: {self.when.words()}" if self.id else self.when.words()
