"""Conditions as data over a ticket's facts: total, without text expressions, and known before a ticket comes (C12).

A condition is `All`, `Any`, `Not` or a `Test` of one fact against constants. Evaluation can't fail, loop or read
anything: a fact that is missing is *absent*, which equals nothing, is ordered with nothing and contains nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Protocol

from slapolicy._model import Written
from slapolicy.errors import Fault, PolicyError, SlapolicyError, listed, nearest, shown
from slapolicy.instants import instant
from slapolicy.tickets import Value, value

__all__ = ["ALWAYS_HOLDS", "All", "Any", "Condition", "ConditionField", "Not", "Op", "Test", "condition"]

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


_ORDERED = frozenset({Op.GT, Op.GE, Op.LT, Op.LE})
_WORDS = {
    Op.GT: "is more than",
    Op.GE: "is at least",
    Op.LT: "is less than",
    Op.LE: "is at most",
    Op.HAS: "has",
}
_COMPARISONS = ("gt", "ge", "lt", "le", "not", "in", "not_in", "has", "present")


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


@dataclass(frozen=True, slots=True)
class Test:
    """One fact compared with constants.

    Example:
        >>> Test("symptom", Op.IN, ("outage",)).holds({"symptom": "outage"})
        True
    """

    __test__ = False  # not a test class, whatever its name

    fact: str
    op: Op
    constants: tuple[Value, ...]

    def holds(self, facts: Facts) -> bool:
        """Whether the fact compares so; an absent fact only satisfies `not`, `not_in` and `present: false`."""
        found = facts.get(self.fact)
        op = self.op
        if op is Op.IN:
            return any(same(found, constant) for constant in self.constants)
        if op is Op.NOT_IN:
            return not any(same(found, constant) for constant in self.constants)
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
        names = " or ".join(in_words(constant) for constant in self.constants)
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

    Example:
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

    Example:
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

    Example:
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


def condition(document: object) -> Condition:
    """Read a condition from the form it has in a document.

    Example:
        >>> condition({"symptom": ["outage", "data loss"], "workaround": False}).words()
        'symptom is outage or data loss and workaround is no'

    A mapping holds when all its keys do. A fact is compared with a value, with a list of values (one of them), or
    with a mapping of comparisons: `gt`, `ge`, `lt`, `le`, `not`, `in`, `not_in`, `has`, `present`. The keys `all`,
    `any` (lists) and `not` (a mapping) nest.

    Raises:
        PolicyError: every fault in it, each with its path inside the condition.
    """
    if isinstance(document, (All, Any, Not, Test)):
        return document
    faults: list[Fault] = []
    read = _read(document, faults)
    if faults:
        raise PolicyError(*faults)
    return read


def _read(document: object, faults: list[Fault]) -> Condition:
    if isinstance(document, (All, Any, Not, Test)):
        return document
    if not isinstance(document, Mapping):
        faults.append(
            Fault(
                code="wrong-condition",
                found=shown(document),
                allowed="a mapping of facts to values",
                remedy="write `{fact: value}`",
            )
        )
        return ALWAYS_HOLDS
    parts: list[Condition] = []
    for key, content in document.items():
        inside: list[Fault] = []
        if key in ("all", "any"):
            parts.append(_read_list(key, content, inside))
        elif key == "not":
            parts.append(Not(_read(content, inside)))
        else:
            parts += _read_fact(str(key), content, inside)
        faults += [fault.under(str(key)) for fault in inside]
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _read_list(key: str, content: object, faults: list[Fault]) -> Condition:
    if not isinstance(content, (list, tuple)) or not content:
        faults.append(Fault(code="wrong-condition", found=shown(content), allowed="a list of conditions"))
        return ALWAYS_HOLDS
    parts: list[Condition] = []
    for number, item in enumerate(content):
        inside: list[Fault] = []
        parts.append(_read(item, inside))
        faults += [fault.under(number) for fault in inside]
    return All(tuple(parts)) if key == "all" else Any(tuple(parts))


def _read_fact(fact: str, content: object, faults: list[Fault]) -> list[Condition]:
    if not isinstance(content, Mapping):
        return [Test(fact, Op.IN, _constants(content, faults))]
    tests: list[Condition] = []
    for name, constant in content.items():
        inside: list[Fault] = []
        if name not in _COMPARISONS:
            faults.append(
                Fault(
                    code="unknown-comparison",
                    path=(str(name),),
                    found=shown(name),
                    allowed=f"one of {listed(_COMPARISONS)}",
                    remedy=nearest(name, _COMPARISONS),
                )
            )
            continue
        op = Op.NOT_IN if name == "not" else Op(name)
        tests.append(Test(fact, op, _constants_of(op, constant, inside)))
        faults += [fault.under(str(name)) for fault in inside]
    if not content:
        faults.append(Fault(code="wrong-condition", found="an empty mapping", allowed="a comparison"))
    return tests


def _constants_of(op: Op, content: object, faults: list[Fault]) -> tuple[Value, ...]:
    if op is Op.PRESENT and not isinstance(content, bool):
        faults.append(Fault(code="wrong-type", found=shown(content), allowed="true or false"))
    if op not in _ORDERED:
        return _constants(content, faults)
    if isinstance(content, str):
        try:
            return (instant(content),)
        except SlapolicyError:
            pass
    elif isinstance(content, datetime) or (
        isinstance(content, (int, float, Decimal)) and not isinstance(content, bool)
    ):
        return _constants(content, faults)
    faults.append(
        Fault(
            code="wrong-type",
            found=shown(content),
            allowed="a number, or an instant such as `2026-03-06T16:30:00Z`",
        )
    )
    return ()


def _constants(content: object, faults: list[Fault]) -> tuple[Value, ...]:
    items = content if isinstance(content, (list, tuple)) else [content]
    constants: list[Value] = []
    for number, item in enumerate(items):
        try:
            read = value(item)
        except SlapolicyError as refused:
            faults += refused.faults
            continue
        if read is None:
            path = (number,) if items is content else ()
            remedy = "write `{present: false}` for a fact that is not given"
            faults.append(Fault(code="wrong-type", path=path, found="nothing", allowed="a value", remedy=remedy))
        constants.append(read)
    if not items:
        faults.append(Fault(code="wrong-condition", found="an empty list", allowed="at least one value"))
    return tuple(constants)


def same(found: Value, constant: Value) -> bool:
    """Equality that keeps the types apart: `true` is not 1, and nothing equals absent."""
    return found == constant and isinstance(found, bool) is isinstance(constant, bool)


def in_order(found: Value, op: Op, constant: Value) -> bool:
    """An ordered comparison; false between kinds that have no order."""
    if isinstance(found, bool) or isinstance(constant, bool):
        return False
    left: Decimal | int | datetime
    right: Decimal | int | datetime
    if (isinstance(found, (int, Decimal)) and isinstance(constant, (int, Decimal))) or (
        isinstance(found, datetime) and isinstance(constant, datetime)
    ):
        left, right = found, constant
    else:
        return False
    if op is Op.GT:
        return left > right  # type: ignore[operator]
    if op is Op.GE:
        return left >= right  # type: ignore[operator]
    if op is Op.LT:
        return left < right  # type: ignore[operator]
    return left <= right  # type: ignore[operator]


def _union(hangs: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    open_ones = [on for on in hangs if on is not None]
    return frozenset().union(*open_ones) if open_ones else None


def _in_brackets(part: Condition) -> str:
    return f"({part.words()})" if isinstance(part, (All, Any)) else part.words()


def in_words(constant: Value) -> str:
    """A value as it reads in an explanation."""
    if isinstance(constant, bool):
        return "yes" if constant else "no"
    if isinstance(constant, date):
        return constant.isoformat()
    if isinstance(constant, tuple):
        return ", ".join(in_words(item) for item in constant)
    return str(constant)


def _plain(constant: Value) -> object:
    if isinstance(constant, date):
        return constant.isoformat()
    if isinstance(constant, tuple):
        return [_plain(item) for item in constant]
    return constant


ConditionField = Annotated[
    Condition,
    Written(
        condition,
        lambda held: held.document(),
        {
            "type": "object",
            "description": "facts and the values they must have: a value, a list of values, or a comparison such as "
            "{gt: 1000}; `all`, `any` and `not` nest",
        },
    ),
]
"""A condition as a field of a document."""
