"""Conditions read from the form they have in a document, with every fault and its place (C12, P3)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from slapolicy._model import Written
from slapolicy.conditions.condition import ALWAYS_HOLDS, All, Any, Condition, Not, Op, Test, order_kind
from slapolicy.errors import Fault, PolicyError, SlapolicyError, listed, nearest, shown
from slapolicy.instants import utc
from slapolicy.tickets import Value, value

__all__ = ["ConditionField", "condition"]

_COMPARISONS = ("gt", "ge", "lt", "le", "not", "in", "not_in", "has", "present")
_ORDERED = frozenset({Op.GT, Op.GE, Op.LT, Op.LE})
_DEEPEST = 64  # as deep as a document may be (P3)


def condition(document: object) -> Condition:
    """Read a condition from the form it has in a document.

    Examples:
        >>> condition({"symptom": ["outage", "data loss"], "workaround": False}).words()
        'symptom is outage or data loss and workaround is no'

    A mapping holds when all its keys do. A fact is compared with a value, with a list of values (one of them), or
    with a mapping of comparisons: `gt`, `ge`, `lt`, `le`, `not`, `in`, `not_in`, `has`, `present`. The keys `all`,
    `any` (lists) and `not` (a mapping) nest.

    Raises:
        PolicyError: every fault in it, each with its path inside the condition.
    """
    faults: list[Fault] = []
    read = _read(document, faults, 1)
    if faults:
        raise PolicyError(*faults)
    return read


def _read(document: object, faults: list[Fault], depth: int) -> Condition:
    if isinstance(document, (All, Any, Not, Test)):
        return document
    if not isinstance(document, Mapping):
        remedy = "write `{fact: value}`"
        faults.append(_wrong(document, "a mapping of facts to values", remedy))
        return ALWAYS_HOLDS
    if depth > _DEEPEST:
        faults.append(Fault(code="too-deep", found="a deeper one", allowed=f"conditions {_DEEPEST} deep"))
        return ALWAYS_HOLDS
    parts: list[Condition] = []
    for key, content in document.items():
        inside: list[Fault] = []
        if key in ("all", "any"):
            parts.append(_read_list(key, content, inside, depth + 1))
        elif key == "not":
            parts.append(Not(_read(content, inside, depth + 1)))
        else:
            parts += _read_fact(str(key), content, inside)
        faults += [fault.under(str(key)) for fault in inside]
    return _joined(All, parts)


def _read_list(key: str, content: object, faults: list[Fault], depth: int) -> Condition:
    if not isinstance(content, (list, tuple)) or not content:
        faults.append(_wrong(content, "a list of at least one condition"))
        return ALWAYS_HOLDS
    parts: list[Condition] = []
    for number, item in enumerate(content):
        inside: list[Fault] = []
        parts.append(_read(item, inside, depth))
        faults += [fault.under(number) for fault in inside]
    return _joined(All if key == "all" else Any, parts)


def _joined(kind: type[All] | type[Any], parts: list[Condition]) -> Condition:
    """Parts under `all` or `any`, in the one form that equal meaning has: never one alone, nor one in another (P1)."""
    flat: list[Condition] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else (part,)
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def _wrong(found: object, allowed: str, remedy: str = "") -> Fault:
    return Fault(code="wrong-condition", found=shown(found), allowed=allowed, remedy=remedy)


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
        faults.append(_wrong(content, "at least one comparison"))
    return tests


def _constants_of(op: Op, content: object, faults: list[Fault]) -> tuple[Value, ...]:
    if op in _ORDERED:
        return _bound(content, faults)
    if op is Op.PRESENT and not isinstance(content, bool):
        faults.append(Fault(code="wrong-type", found=shown(content), allowed="true or false"))
    return _constants(content, faults)


def _bound(content: object, faults: list[Fault]) -> tuple[Value, ...]:
    """The constant of an ordered comparison: a number, or an instant that may be written as text."""
    try:
        bound = utc(content) if isinstance(content, str) else value(content)
    except SlapolicyError:
        bound = None
    if order_kind(bound) is None:
        allowed = "a number, or an instant such as `2026-03-06T16:30:00Z`"
        faults.append(Fault(code="wrong-type", found=shown(content), allowed=allowed))
    return (bound,)


def _constants(content: object, faults: list[Fault]) -> tuple[Value, ...]:
    """The constants of an equality: one, or several of which one must be met."""
    items = content if isinstance(content, (list, tuple)) else [content]
    constants: list[Value] = []
    for number, item in enumerate(items):
        path = (number,) if items is content else ()
        try:
            constants.append(value(item))
        except SlapolicyError as refused:
            faults += [replace(fault, path=path) for fault in refused.faults]
            continue
        if constants[-1] is None:
            remedy = "write `{present: false}` for a fact that is not given"
            faults.append(Fault(code="wrong-type", path=path, found="nothing", allowed="a value", remedy=remedy))
        elif isinstance(constants[-1], (datetime, tuple)):
            remedy = "write `{ge: ...}` or `{lt: ...}` for an instant"
            allowed = "a text, a number, true or false"
            faults.append(Fault(code="wrong-type", path=path, found=shown(item), allowed=allowed, remedy=remedy))
    if not items:
        faults.append(_wrong(content, "at least one value"))
    return tuple(constants)


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
