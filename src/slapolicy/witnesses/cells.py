"""The values of a fact that conditions can tell apart, finitely many, one of each kind to stand for it (C12).

A fact is absent, or is one of its listed values; or one of the constants that it is compared with, or between them, or
beyond; or a text that none of them is. Two values that every test takes alike need not both be tried.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from slapolicy.conditions import Op, Test
from slapolicy.facts import FactKind, FactType, kind_of
from slapolicy.tickets import Value
from slapolicy.witnesses.gaps import instants_apart, numbers_apart

__all__ = ["Cells", "cells_of"]

_OTHER = "something else"


@dataclass(frozen=True, slots=True)
class Cells:
    """The values that stand for all values of a fact.

    Attributes:
        values: absent first, then the values in their order; a list is there as the empty one.
        items: what conditions ask a list for: each may be in it or not, whatever the others are.
        rising: the places in `values` from the lowest to the highest; empty where the values have no order.
    """

    values: tuple[Value, ...]
    items: tuple[Value, ...] = ()
    rising: tuple[int, ...] = ()


def cells_of(tests: Sequence[Test], declared: FactType | None = None) -> Cells:
    """The cells of one fact: of its declared type, else of the kinds that it is compared with.

    Examples:
        >>> cells_of([Test("users", Op.GT, (100,))]).values
        (None, 99, 100, 101)
        >>> cells_of([Test("plan", Op.IN, ("pro",))], FactType(FactKind.TEXT, ("basic", "pro"))).values
        (None, 'basic', 'pro')

    Listed values are ordered as written, highest first; numbers and instants rise; true is higher than false.
    """
    constants = [constant for test in tests if test.op is not Op.PRESENT for constant in test.constants]
    kinds = [declared.kind] if declared else _kinds(tests)
    listed = _distinct(declared.one_of) if declared else ()
    values: list[Value] = [None]
    for kind in kinds:
        values += listed if listed and kind is not FactKind.LIST else _values(kind, constants)
    asked = [constant for test in tests if test.op is Op.HAS for constant in test.constants]
    items = [item for item in _distinct(asked) if declared is None or declared.accepts((item,))]
    places = range(1, len(values))
    ordered = len(kinds) == 1 and kinds[0] in (FactKind.BOOLEAN, FactKind.NUMBER, FactKind.INSTANT)
    rising = reversed(places) if listed and kinds != [FactKind.LIST] else places if ordered else ()
    return Cells(tuple(values), tuple(items), tuple(rising))


def _kinds(tests: Iterable[Test]) -> list[FactKind]:
    """What a fact without a declared type may be: all that it is compared with; a text where it is only asked for."""
    kinds: dict[FactKind | None, None] = {}
    for test in tests:
        if test.op is Op.HAS:
            kinds[FactKind.LIST] = None
        elif test.op is not Op.PRESENT:
            kinds |= dict.fromkeys(map(kind_of, test.constants))
    return [kind for kind in kinds if kind is not None] or [FactKind.TEXT]


def _values(kind: FactKind, constants: Iterable[Value]) -> tuple[Value, ...]:
    match kind:
        case FactKind.BOOLEAN:
            return (False, True)
        case FactKind.NUMBER:
            return numbers_apart(
                each for each in constants if isinstance(each, (int, Decimal)) and not isinstance(each, bool)
            )
        case FactKind.INSTANT:
            return instants_apart(each for each in constants if isinstance(each, datetime))
        case FactKind.LIST:
            return ((),)
        case _:
            texts = _distinct(each for each in constants if isinstance(each, str))
            return (*texts, _other_than(texts))


def _other_than(texts: Iterable[Value]) -> str:
    taken, number, other = set(texts), 2, _OTHER
    while other in taken:
        other, number = f"{_OTHER} {number}", number + 1
    return other


def _distinct(values: Iterable[Value]) -> tuple[Value, ...]:
    """Each value once, in the order given; true is not 1."""
    return tuple({(isinstance(each, bool), each): each for each in values}.values())
