"""What a policy asks for beyond its clocks: what a message must carry, and what a ticket must tell (O2, O3)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field

from slapolicy._model import Model
from slapolicy.conditions import ALWAYS_HOLDS, ConditionField, in_words
from slapolicy.facts import FactType
from slapolicy.moments import Moment
from slapolicy.tickets import Value

__all__ = ["Intake", "UpdateRule", "Violation", "violations"]


_EMPTY: tuple[Value, ...] = (None, "", ())


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that was broken: which one, when, by which event, and what is wrong, as a sentence."""

    rule: str
    at: datetime
    event: str
    message: str


class UpdateRule(Model, frozen=True):
    """What a message must and must not carry, by condition (O2).

    Examples:
        >>> rule = UpdateRule.read({"id": "eta", "when": {"severity": ["P0", "P1"]}, "on": ["replied"],
        ...                         "requires": ["next_update_at"]})
        >>> rule.on
        ('replied',)

    A message carries a fact when its own event states it, with a value other than false or an empty text.
    """

    id: str
    when: ConditionField = ALWAYS_HOLDS
    on: Annotated[tuple[str, ...], Field(min_length=1, description="the events that are such messages")]
    requires: tuple[str, ...] = ()
    forbids: tuple[str, ...] = ()

    def broken_by(self, moment: Moment) -> Iterator[Violation]:
        """What this event breaks."""
        if moment.event not in self.on or not self.when.holds(moment.facts):
            return
        for fact in self.requires:
            if not _carried(moment.own.get(fact)):
                yield Violation(self.id, moment.at, moment.event, f"`{moment.event}` must carry `{fact}`")
        for fact in self.forbids:
            if _carried(moment.own.get(fact)):
                yield Violation(self.id, moment.at, moment.event, f"`{moment.event}` must not carry `{fact}`")


class Intake(Model, frozen=True):
    """The facts that a ticket must have, and those that are asked for (O3).

    Examples:
        >>> Intake.read({"requires": ["site_url"], "asks_for": ["screenshot"]}).missing({"site_url": "https://x"})
        ()
    """

    requires: tuple[str, ...] = ()
    asks_for: tuple[str, ...] = ()

    def missing(self, facts: Mapping[str, Value]) -> tuple[str, ...]:
        """The required facts that are not there, or are an empty text or list."""
        return tuple(fact for fact in self.requires if facts.get(fact) in _EMPTY)

    def to_ask_for(self, facts: Mapping[str, Value]) -> tuple[str, ...]:
        """The facts to ask for that are not there."""
        return tuple(fact for fact in self.asks_for if facts.get(fact) in _EMPTY)


def violations(
    rules: Collection[UpdateRule], intake: Intake, types: Mapping[str, FactType], moments: list[Moment]
) -> tuple[Violation, ...]:
    """Every broken rule and every fact that is not of its declared type, in order of time; the intake comes last."""
    broken: list[Violation] = []
    for moment in moments if rules or types else ():
        broken += _mistyped(types, moment)
        for rule in rules:
            broken += rule.broken_by(moment)
    if moments:
        first, last = moments[0], moments[-1]
        for fact in intake.missing(last.facts):
            broken.append(Violation("intake", first.at, first.event, f"the ticket must tell `{fact}`"))
    return tuple(broken)


def _mistyped(types: Mapping[str, FactType], moment: Moment) -> Iterator[Violation]:
    """A value that its declaration excludes compares with nothing; that must not go unsaid (C12)."""
    for fact, value in moment.own.items():
        declared = types.get(fact)
        if declared is not None and value is not None and not declared.accepts(value):
            message = f"`{fact}` is `{in_words(value)}`, allowed is {declared.words()}"
            yield Violation(f"facts.{fact}", moment.at, moment.event, message)


def _carried(value: Value) -> bool:
    return value is not False and value not in _EMPTY
