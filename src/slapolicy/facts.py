"""The types of facts: what a policy declares or implies about them, and how a text is read as one (C12)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated

from slapolicy._model import Written
from slapolicy.conditions import Condition, Op, Test, in_words, same
from slapolicy.errors import Fault, InstantError, PolicyError, SlapolicyError, listed, nearest, shown
from slapolicy.instants import instant
from slapolicy.tickets import Value, value

__all__ = ["FactKind", "FactType", "FactTypeField", "fact_type", "fact_types", "implied_types", "kind_of", "mistyped"]


class FactKind(StrEnum):
    """What a fact's values are."""

    TEXT = "text"
    BOOLEAN = "boolean"
    NUMBER = "number"
    INSTANT = "instant"
    LIST = "list"


_FORMS = ("one_of", "many_of", "arrived_during")
_FORMS_IN_WORDS = "`{one_of: [...]}`, `{many_of: [...]}` or `{arrived_during: [...]}`"
_LISTED = (FactKind.TEXT, FactKind.BOOLEAN, FactKind.NUMBER)
_LONGEST_NUMBER = 30
_YES_NO = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class FactType:
    """What a fact may be: a kind, and the values it is limited to, if any.

    Examples:
        >>> FactType(FactKind.BOOLEAN).read("yes"), FactType(FactKind.NUMBER).read("1000.50")
        (True, Decimal('1000.50'))

    Where it is `arrived_during`, the values are the names of calendars, and the policy knows the fact by itself: the
    first of them that is open when the ticket comes. An event that states another one of them wins.
    """

    kind: FactKind
    one_of: tuple[Value, ...] = ()
    arrived_during: tuple[str, ...] = ()

    def accepts(self, given: Value) -> bool:
        """Whether a value is of this type; for a list, whether each of its items is allowed."""
        if self.kind is FactKind.LIST:
            return isinstance(given, tuple) and all(self._allows(item) for item in given)
        return kind_of(given) is self.kind and self._allows(given)

    def _allows(self, given: Value) -> bool:
        return not self.one_of or any(same(given, allowed) for allowed in self.one_of)

    def words(self) -> str:
        """Such as `true or false`, or the values it is limited to."""
        if self.one_of:
            among = listed(in_words(allowed) for allowed in self.one_of)
            return f"a list of {among}" if self.kind is FactKind.LIST else f"one of {among}"
        return {
            FactKind.TEXT: "a text",
            FactKind.BOOLEAN: "true or false",
            FactKind.NUMBER: "a number",
            FactKind.INSTANT: "an instant with its offset",
            FactKind.LIST: "a list, separated by `;`",
        }[self.kind]

    def remedy(self, given: object) -> str:
        """The allowed value nearest to one that is not, as something to write."""
        return nearest(given, [in_words(allowed) for allowed in self.one_of])

    def read(self, text: str) -> Value:
        """A value of this type from a text, such as a cell of a table; lists are separated by `;`.

        Raises:
            ValueError: the text is none of this type's.
        """
        read = self._of_list(text) if self.kind is FactKind.LIST else self._read(text.strip())
        if not self.accepts(read):
            raise ValueError(f"{shown(text)} is not {self.words()}")
        return read

    def _read(self, text: str) -> Value:
        if self.kind is FactKind.BOOLEAN:
            return _YES_NO.get(text.lower())
        if self.kind is FactKind.NUMBER:
            return _number(text)
        if self.kind is FactKind.INSTANT:
            try:
                return instant(text)
            except InstantError:
                return None
        return text

    def _of_list(self, text: str) -> Value:
        of = self.item
        try:
            return tuple(of.read(item) for item in text.split(";") if item.strip())
        except ValueError:
            return None

    @property
    def item(self) -> "FactType":
        """What the items of a list are: of the kind of the values it is limited to, else texts."""
        return FactType(kind_of(self.one_of[0]) or FactKind.TEXT if self.one_of else FactKind.TEXT, self.one_of)

    def document(self) -> object:
        """The type as it is written in a policy."""
        if self.arrived_during:
            return {"arrived_during": list(self.arrived_during)}
        if not self.one_of:
            return str(self.kind)
        return {"many_of" if self.kind is FactKind.LIST else "one_of": list(self.one_of)}


def _number(text: str) -> Decimal | None:
    if len(text) > _LONGEST_NUMBER or "e" in text.lower():
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def kind_of(given: Value) -> FactKind | None:
    """What a value is; none for absent.

    Examples:
        >>> str(kind_of(True)), str(kind_of(1))
        ('boolean', 'number')
    """
    match given:
        case bool():
            return FactKind.BOOLEAN
        case int() | Decimal():
            return FactKind.NUMBER
        case datetime():
            return FactKind.INSTANT
        case tuple():
            return FactKind.LIST
        case str():
            return FactKind.TEXT
        case _:
            return None


def fact_type(document: object) -> FactType:
    """Read a declared type: a kind, or `{one_of: [...]}`, `{many_of: [...]}`, `{arrived_during: [...]}`.

    Examples:
        >>> fact_type({"one_of": ["basic", "pro"]}).words()
        'one of `basic`, `pro`'

    The kinds are `text`, `boolean`, `number`, `instant` and `list`.

    Raises:
        PolicyError: it is none of these.
    """
    if isinstance(document, FactType):
        return document
    kinds = [str(kind) for kind in FactKind]
    if isinstance(document, str):
        if document in kinds:
            return FactType(FactKind(document))
        raise PolicyError.of(
            "unknown-type",
            found=shown(document),
            allowed=f"one of {listed(kinds)}, {_FORMS_IN_WORDS}",
            remedy=nearest(document, kinds),
        )
    if isinstance(document, Mapping) and len(document) == 1:
        ((form, values),) = document.items()
        if form in ("one_of", "many_of") and isinstance(values, (list, tuple)) and values:
            constants = tuple(value(item) for item in values)
            kind = kind_of(constants[0])
            if kind in _LISTED and all(kind_of(constant) is kind for constant in constants):
                return FactType(FactKind.LIST if form == "many_of" else kind, constants)
        if form == "arrived_during" and isinstance(values, (list, tuple)) and values:
            names = tuple(name for name in values if isinstance(name, str))
            if len(set(names)) == len(values):
                return FactType(FactKind.TEXT, names, names)
    raise PolicyError.of(
        "wrong-type",
        found=shown(document),
        allowed=f"one of {listed(kinds)}, or with a list of values of one kind {_FORMS_IN_WORDS}",
    )


def fact_types(documents: Mapping[str, object]) -> dict[str, FactType]:
    """Read the declared type of each fact.

    Examples:
        >>> str(fact_types({"refund": "number"})["refund"].kind)
        'number'

    Raises:
        PolicyError: every type that can't be read, under the name of its fact.
    """
    types: dict[str, FactType] = {}
    faults: list[Fault] = []
    for name, document in documents.items():
        try:
            types[name] = fact_type(document)
        except SlapolicyError as refused:
            faults += [fault.under(name) for fault in refused.faults]
    if faults:
        raise PolicyError(*faults)
    return types


def mistyped(held: Condition, types: Mapping[str, FactType]) -> list[Fault]:
    """The comparisons that can never be what their author meant: a constant that the fact's type excludes."""
    faults: list[Fault] = []
    for test in held.tests():
        declared = types.get(test.fact)
        if declared is None or test.op is Op.PRESENT:
            continue
        for constant in test.constants:
            wanted = _compared_as(test, declared)
            if wanted is None or not wanted.accepts(constant):
                allowed = declared.words() if wanted is not None else f"no ordered comparison: it is {declared.words()}"
                faults.append(
                    Fault(
                        code="wrong-comparison",
                        path=(test.fact,),
                        found=f"`{in_words(constant)}`",
                        allowed=allowed,
                        remedy=declared.remedy(in_words(constant)),
                    )
                )
    return faults


def _compared_as(test: Test, declared: FactType) -> FactType | None:
    """The type that a test's constants must have, given the fact's; none where the comparison makes no sense."""
    if test.op is Op.HAS:
        return declared.item if declared.kind is FactKind.LIST else None
    if test.op in (Op.IN, Op.NOT_IN):
        return declared
    return FactType(declared.kind) if declared.kind in (FactKind.NUMBER, FactKind.INSTANT) else None


def implied_types(conditions: Iterable[Condition], declared: Mapping[str, FactType]) -> dict[str, FactType]:
    """The type of each fact: as declared, else as all its comparisons imply; a fact compared in two ways is text."""
    seen: dict[str, set[FactKind]] = {}
    for held in conditions:
        for test in held.tests():
            if test.op is Op.HAS:
                seen.setdefault(test.fact, set()).add(FactKind.LIST)
            elif test.op is not Op.PRESENT:
                kinds = {kind_of(constant) for constant in test.constants}
                seen.setdefault(test.fact, set()).update(kind for kind in kinds if kind is not None)
    implied = {fact: FactType(kinds.pop()) for fact, kinds in seen.items() if len(kinds) == 1}
    return implied | dict(declared)


FactTypeField = Annotated[
    FactType,
    Written(
        fact_type,
        FactType.document,
        {
            "description": "what a fact may be",
            "anyOf": [
                {"enum": [str(kind) for kind in FactKind]},
                *(
                    {
                        "type": "object",
                        "properties": {form: {"type": "array", "minItems": 1}},
                        "required": [form],
                        "additionalProperties": False,
                    }
                    for form in _FORMS
                ),
            ],
        },
    ),
]
"""A fact's type as a field of a document."""
