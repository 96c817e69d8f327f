"""What a policy asks for beyond its clocks: what a message must carry, and what a ticket must tell (O2, O3)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field

from slapolicy._model import Model, Written
from slapolicy.conditions import ALWAYS_HOLDS, Condition, ConditionField, in_words
from slapolicy.errors import Fault, PolicyError, in_quotes, listed, shown
from slapolicy.facts import FactType
from slapolicy.moments import Moment
from slapolicy.tickets import Value

__all__ = ["Alternatives", "Intake", "IntakeRule", "UpdateRule", "Violation", "violations"]


_EMPTY: tuple[Value, ...] = (None, "", ())

Alternatives = tuple[str, ...]
"""Facts of which one is enough."""


def _alternatives(document: object) -> Alternatives:
    """Read a fact's name, or a list of names of which one is enough."""
    names = (document,) if isinstance(document, str) else document
    if isinstance(names, (list, tuple)) and names and all(isinstance(name, str) and name for name in names):
        return tuple(names)
    allowed = "a fact, or a list of facts of which one is enough"
    raise PolicyError.of("wrong-fact-name", found=shown(document), allowed=allowed, remedy=in_quotes(document))


AlternativesField = Annotated[
    Alternatives,
    Written(
        _alternatives,
        lambda names: names[0] if len(names) == 1 else list(names),
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]},
    ),
]


def _one_of(names: Alternatives) -> str:
    return " or ".join(listed([name]) for name in names)


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

    A message carries a fact when its own event states it, with a value other than false or an empty text. `when` looks
    at all that is known of the ticket by then; `if_carries` looks at the message alone.
    """

    id: str
    when: ConditionField = ALWAYS_HOLDS
    on: Annotated[tuple[str, ...], Field(min_length=1, description="the events that are such messages")]
    if_carries: tuple[str, ...] = Field(default=(), description="only messages that carry one of these facts")
    requires: tuple[AlternativesField, ...] = Field(
        default=(), description="facts that it must carry; of a list in the list one is enough"
    )
    forbids: tuple[str, ...] = Field(default=(), description="facts that it must not carry")

    def broken_by(self, moment: Moment) -> Iterator[Violation]:
        """What this event breaks."""
        if moment.event not in self.on or not self.when.holds(moment.facts):
            return
        claims = [fact for fact in self.if_carries if _carried(moment.own.get(fact))]
        if self.if_carries and not claims:
            return
        beside = f" beside {listed(claims)}" if claims else ""
        for names in self.requires:
            if not any(_carried(moment.own.get(name)) for name in names):
                message = f"`{moment.event}` must carry {_one_of(names)}{beside}"
                yield Violation(self.id, moment.at, moment.event, message)
        for fact in self.forbids:
            if _carried(moment.own.get(fact)):
                message = f"`{moment.event}` must not carry `{fact}`{beside}"
                yield Violation(self.id, moment.at, moment.event, message)


class IntakeRule(Model, frozen=True):
    """Facts that some tickets must have, or are asked for, beside those of every ticket (O3).

    Examples:
        >>> rule = IntakeRule.read({"when": {"symptom": "crash"}, "requires": ["steps"], "asks_for": [["log", "dump"]]})
        >>> rule.asks_for
        (('log', 'dump'),)

    Raises:
        PolicyError: it asks for nothing.
    """

    id: str = Field(default="intake", description="the name of the rule in violations")
    when: ConditionField = ALWAYS_HOLDS
    requires: tuple[AlternativesField, ...] = ()
    asks_for: tuple[AlternativesField, ...] = ()

    def checks(self) -> Iterable[Fault]:
        """Something to tell."""
        if not self.requires and not self.asks_for:
            yield Fault(code="wrong-rule", path=("requires",), found="nothing", allowed="`requires` or `asks_for`")


class Intake(Model, frozen=True):
    """The facts that a ticket must have, and those that are asked for: of every ticket, and by condition (O3).

    Examples:
        >>> intake = Intake.read({"requires": ["site_url"], "asks_for": [["screenshot", "payload"]]})
        >>> intake.missing({"site_url": "https://x"}), intake.to_ask_for({"site_url": "https://x"})
        ((), ('screenshot or payload',))
    """

    requires: tuple[AlternativesField, ...] = Field(
        default=(), description="facts that every ticket must tell; of a list in the list one is enough"
    )
    asks_for: tuple[AlternativesField, ...] = Field(default=(), description="facts that are asked for")
    rules: tuple[IntakeRule, ...] = Field(default=(), description="what some tickets must tell as well")

    def conditions(self) -> Iterator[tuple[int, Condition]]:
        """The condition of each rule, with its number."""
        return ((number, rule.when) for number, rule in enumerate(self.rules))

    def missing(self, facts: Mapping[str, Value]) -> tuple[tuple[str, str], ...]:
        """What is required and not there, or an empty text or list: the rule's id, and what is wrong as a sentence."""
        found: dict[Alternatives, tuple[str, str]] = {}
        for names in self.requires:
            if not _told(names, facts):
                found[names] = ("intake", f"the ticket must tell {_one_of(names)}")
        for rule in self.rules:
            for names in rule.requires if rule.when.holds(facts) else ():
                if names not in found and not _told(names, facts):
                    why = "" if rule.when == ALWAYS_HOLDS else f", because {rule.when.words()}"
                    found[names] = (rule.id, f"the ticket must tell {_one_of(names)}{why}")
        return tuple(found.values())

    def to_ask_for(self, facts: Mapping[str, Value]) -> tuple[str, ...]:
        """What to ask for that is not there; alternatives joined by `or`."""
        wanted = [*self.asks_for, *(names for rule in self.rules if rule.when.holds(facts) for names in rule.asks_for)]
        return tuple(dict.fromkeys(" or ".join(names) for names in wanted if not _told(names, facts)))


def _told(names: Alternatives, facts: Mapping[str, Value]) -> bool:
    return any(facts.get(name) not in _EMPTY for name in names)


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
        broken += [Violation(rule, first.at, first.event, message) for rule, message in intake.missing(last.facts)]
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
