"""What a condition is, and whether it holds of a ticket's facts: total, without text expressions (C12).

A condition is `All`, `Any`, `Not` or a `Test` of one fact against constants. Evaluation can't fail, loop or read
anything: a fact that is missing is *absent*, which equals nothing, is ordered with nothing and contains nothing.
"""

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from slapolicy.tickets import Value

__all__ = ["ALWAYS_HOLDS", "All", "Any", "Condition", "Not", "Op", "Test", "in_words", "order_kind", "same"]

Facts = Mapping[str, Value]


class Op(StrEnum):
    """How a test compares a fact with its constants; the value is the key in the document."""

    IN = "in"
    NOT_IN = "not_in"
    GT = "gt"
    GE = "ge"
    LT = "lt"
    LE = "le"
    HAS = "has"
    PRESENT = "present"


_IN, _NOT_IN = Op.IN, Op.NOT_IN  # looked up for every test: a member of an enumeration takes as long as three calls
_ORDERED: dict[Op, Callable[..., bool]] = {
    Op.GT: operator.gt,
    Op.GE: operator.ge,
    Op.LT: operator.lt,
    Op.LE: operator.le,
}
_WORDS = {
    Op.GT: "is more than",
    Op.GE: "is at least",
    Op.LT: "is less than",
    Op.LE: "is at most",
    Op.HAS: "has",
}


class Condition(Protocol):
    """What every part of a condition can tell."""

    def holds(self, facts: Facts) -> bool:
        """Whether it is true of these facts."""

    def open_facts(self, facts: Facts) -> frozenset[str] | None:
        """The absent facts on which it still hangs whether it holds; `None` where the facts known settle it."""

    def tests(self) -> "Iterable[Test]":
        """Every test in it."""

    def words(self) -> str:
        """The condition as a phrase, for explanations."""

    def document(self) -> dict[str, object]:
        """The condition as it is written in a document."""


@dataclass(frozen=True, slots=True, eq=False)
class Test:
    """One fact compared with constants.

    Examples:
        >>> Test("symptom", Op.IN, ("outage",)).holds({"symptom": "outage"})
        True
    """

    __test__ = False  # not a test class, whatever its name

    fact: str
    op: Op
    constants: tuple[Value, ...]

    def __eq__(self, other: object) -> bool:
        """Equal where they mean the same: `true` and 1 are equal to Python, and not here (P1)."""
        if not isinstance(other, Test):
            return NotImplemented
        if (self.fact, self.op, len(self.constants)) != (other.fact, other.op, len(other.constants)):
            return False
        return all(map(same, self.constants, other.constants))

    def __hash__(self) -> int:
        return hash((self.fact, self.op, self.constants))

    def holds(self, facts: Facts) -> bool:
        """Whether the fact compares so; an absent fact only satisfies `not`, `not_in` and `present: false`."""
        found = facts.get(self.fact)
        op = self.op
        if op is _IN or op is _NOT_IN:
            # Equal texts are the same; what else is equal may be of another type.
            among = found in self.constants and (found.__class__ is str or any(same(found, c) for c in self.constants))
            return among is (op is _IN)
        if op is Op.PRESENT:
            return (found is not None) is self.constants[0]
        if op is Op.HAS:
            return isinstance(found, tuple) and all(
                any(same(item, constant) for item in found) for constant in self.constants
            )
        return in_order(found, op, self.constants[0])

    def open_facts(self, facts: Facts) -> frozenset[str] | None:
        """The fact itself, while it is absent."""
        return frozenset({self.fact}) if self.op is not Op.PRESENT and self.fact not in facts else None

    def tests(self) -> Iterable["Test"]:
        """This one."""
        return (self,)

    def words(self) -> str:
        """Such as `symptom is outage` or `refund is more than 1000`."""
        if self.op is Op.PRESENT:
            return f"{self.fact} is {'given' if self.constants[0] else 'not given'}"
        between = " and " if self.op is Op.HAS else " or "  # `has` asks for every one of several
        names = between.join(in_words(constant) for constant in self.constants)
        if self.op in (Op.IN, Op.NOT_IN):
            return f"{self.fact} is {'not ' if self.op is Op.NOT_IN else ''}{names}"
        return f"{self.fact} {_WORDS[self.op]} {names}"

    def document(self) -> dict[str, object]:
        """The shortest way to write it."""
        plain = [_plain(constant) for constant in self.constants]
        short = plain[0] if len(plain) == 1 else plain
        if self.op is Op.IN:
            return {self.fact: short}
        return {self.fact: {"not" if self.op is Op.NOT_IN and len(plain) == 1 else str(self.op): short}}


@dataclass(frozen=True, slots=True)
class All:
    """True when every part is; without parts, always true.

    Examples:
        >>> All(()).holds({})
        True
    """

    parts: tuple[Condition, ...]

    def holds(self, facts: Facts) -> bool:
        """Whether every part holds."""
        return all(part.holds(facts) for part in self.parts)

    def open_facts(self, facts: Facts) -> frozenset[str] | None:
        """What its open parts hang on, unless a part that is settled already fails."""
        hangs = [(part, part.open_facts(facts)) for part in self.parts]
        if any(on is None and not part.holds(facts) for part, on in hangs):
            return None
        return _union(on for _, on in hangs)

    def tests(self) -> Iterable[Test]:
        """Those of its parts."""
        return (test for part in self.parts for test in part.tests())

    def words(self) -> str:
        """The parts joined by `and`."""
        return " and ".join(_in_brackets(part) for part in self.parts) or "always"

    def document(self) -> dict[str, object]:
        """One mapping where the parts' facts differ, a list under `all` where they don't."""
        parts = [part.document() for part in self.parts]
        keys = [key for part in parts for key in part]
        if len(keys) == len(set(keys)):
            return {key: content for part in parts for key, content in part.items()}
        return {"all": parts}


@dataclass(frozen=True, slots=True)
class Any:
    """True when at least one part is.

    Examples:
        >>> Any((Test("a", Op.IN, (1,)), Test("b", Op.IN, (1,)))).holds({"b": 1})
        True
    """

    parts: tuple[Condition, ...]

    def holds(self, facts: Facts) -> bool:
        """Whether at least one part holds."""
        return any(part.holds(facts) for part in self.parts)

    def open_facts(self, facts: Facts) -> frozenset[str] | None:
        """What its open parts hang on, unless a part that is settled already holds."""
        hangs = [(part, part.open_facts(facts)) for part in self.parts]
        if any(on is None and part.holds(facts) for part, on in hangs):
            return None
        return _union(on for _, on in hangs)

    def tests(self) -> Iterable[Test]:
        """Those of its parts."""
        return (test for part in self.parts for test in part.tests())

    def words(self) -> str:
        """The parts joined by `or`."""
        return " or ".join(_in_brackets(part) for part in self.parts) or "never"

    def document(self) -> dict[str, object]:
        """A list under `any`."""
        return {"any": [part.document() for part in self.parts]}


@dataclass(frozen=True, slots=True)
class Not:
    """True when its part is not.

    Examples:
        >>> Not(Test("plan", Op.IN, ("basic",))).holds({"plan": "pro"})
        True
    """

    part: Condition

    def holds(self, facts: Facts) -> bool:
        """Whether the part does not hold."""
        return not self.part.holds(facts)

    def open_facts(self, facts: Facts) -> frozenset[str] | None:
        """What its part hangs on."""
        return self.part.open_facts(facts)

    def tests(self) -> Iterable[Test]:
        """Those of its part."""
        return self.part.tests()

    def words(self) -> str:
        """The part after `not`."""
        return f"not ({self.part.words()})"

    def document(self) -> dict[str, object]:
        """The part under `not`."""
        return {"not": self.part.document()}


ALWAYS_HOLDS = All(())
"""The condition of a rule that names none."""


def same(found: Value, constant: Value) -> bool:
    """Equality that keeps the types apart: `true` is not 1, and nothing equals absent."""
    return found == constant and isinstance(found, bool) is isinstance(constant, bool)


def in_order(found: Value, op: Op, constant: Value) -> bool:
    """An ordered comparison; false between kinds that have no order."""
    kind = order_kind(found)
    return kind is not None and kind is order_kind(constant) and _ORDERED[op](found, constant)


def order_kind(constant: Value) -> type | None:
    """What a value can be ordered with: numbers with numbers, instants with instants, the rest with nothing."""
    if isinstance(constant, (int, Decimal)) and not isinstance(constant, bool):
        return Decimal
    return datetime if isinstance(constant, datetime) else None


def _union(hangs: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    open_ones = [on for on in hangs if on is not None]
    return frozenset().union(*open_ones) if open_ones else None


def _in_brackets(part: Condition) -> str:
    return f"({part.words()})" if isinstance(part, (All, Any)) else part.words()


def in_words(constant: Value) -> str:
    """A value as it reads in an explanation."""
    if isinstance(constant, bool):
        return "yes" if constant else "no"
    if isinstance(constant, datetime):
        return constant.isoformat()
    if isinstance(constant, tuple):
        return ", ".join(in_words(item) for item in constant)
    return str(constant)


def _plain(constant: Value) -> object:
    return constant.isoformat() if isinstance(constant, datetime) else constant
