"""Conditions over cells: literals that leave a fact some of its cells, joined by `both` and `either`.

A set of cells is the bits of a whole number; absent is bit 0. A condition is compiled once for where it holds and once
for where it does not, so a formula needs no negation.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from slapolicy.conditions import All, Any, Condition, Not, Op, Test
from slapolicy.facts import FactType
from slapolicy.tickets import Value
from slapolicy.witnesses.cells import Cells, cells_of

__all__ = ["ABSENT", "NO", "YES", "Both", "Either", "Formula", "Lit", "Reading", "Space", "both", "either"]

ABSENT = 1
_OUT, _IN = 1, 2  # the two cells of an item: the list is without it, or has it


@dataclass(frozen=True, slots=True)
class Lit:
    """True where a variable is in one of these cells."""

    variable: int
    cells: int


@dataclass(frozen=True, slots=True)
class Both:
    """True where every part is; without parts, always."""

    parts: "tuple[Formula, ...]"


@dataclass(frozen=True, slots=True)
class Either:
    """True where one part is; without parts, never."""

    parts: "tuple[Formula, ...]"


Formula = Lit | Both | Either
YES = Both(())
NO = Either(())


class Reading(Enum):
    """How an absent fact is read.

    As a value: it equals nothing, and a comparison with it is false (C12). As not known yet: a comparison with it is
    neither true nor false, so what holds then, holds whatever the fact turns out to be; only `present` sees that it
    is absent (M2).
    """

    AS_A_VALUE = "as a value"
    NOT_KNOWN_YET = "not known yet"


def both(parts: Iterable[Formula]) -> Formula:
    """All of these, with one literal for each variable."""
    literals: dict[int, int] = {}
    others: list[Formula] = []
    for part in _flat(parts, Both):
        if isinstance(part, Lit):
            literals[part.variable] = literals.get(part.variable, part.cells) & part.cells
        elif part == NO:
            return NO
        else:
            others.append(part)
    if 0 in literals.values():
        return NO
    joined = (*(Lit(*literal) for literal in literals.items()), *others)
    return joined[0] if len(joined) == 1 else Both(joined)


def either(parts: Iterable[Formula]) -> Formula:
    """One of these, with one literal for each variable."""
    literals: dict[int, int] = {}
    others: list[Formula] = []
    for part in _flat(parts, Either):
        if isinstance(part, Lit):
            literals[part.variable] = literals.get(part.variable, 0) | part.cells
        elif part == YES:
            return YES
        else:
            others.append(part)
    joined = (*(Lit(variable, cells) for variable, cells in literals.items() if cells), *others)
    return joined[0] if len(joined) == 1 else Either(joined)


def _flat(parts: Iterable[Formula], kind: type[Both] | type[Either]) -> Iterator[Formula]:
    for part in parts:
        yield from part.parts if isinstance(part, kind) else (part,)


class Space:
    """The facts that conditions test, each with its cells: what a combination is made of.

    A variable is a fact, or an item that a list may have. A fact may have a double: the same fact in a second
    combination.
    """

    def __init__(self, conditions: Iterable[Condition], types: Mapping[str, FactType]) -> None:
        tests: dict[str, dict[Test, None]] = {}
        for held in conditions:
            for test in held.tests():
                tests.setdefault(test.fact, {})[test] = None
        self.cells: dict[str, Cells] = {
            fact: cells_of(list(of_fact), types.get(fact)) for fact, of_fact in tests.items()
        }
        self.size = sum(len(self.cells[fact].values) * len(of_fact) for fact, of_fact in tests.items())
        self.full: list[int] = []
        self.main: dict[str, int] = {}
        self.items: dict[str, dict[tuple[bool, Value], int]] = {}
        for fact, cells in self.cells.items():
            self.main[fact] = self._variable((1 << len(cells.values)) - 1)
            self.items[fact] = {_key(item): self._variable(_OUT | _IN) for item in cells.items}
        self._held: dict[Test, int] = {}

    def _variable(self, cells: int) -> int:
        self.full.append(cells)
        return len(self.full) - 1

    def double(self, fact: str) -> int:
        """A second variable for a fact, which has a value in both combinations; the first one is kept present too."""
        self.full[self.main[fact]] &= ~ABSENT
        return self._variable(self.full[self.main[fact]])

    def formula(
        self, held: Condition, reading: Reading, *, holds: bool = True, instead: Mapping[str, int] | None = None
    ) -> Formula:
        """Where a condition holds, or where it does not; `instead` names the double of a fact."""
        match held:
            case Not(part):
                return self.formula(part, reading, holds=not holds, instead=instead)
            case All(parts) | Any(parts):
                joined = both if isinstance(held, All) is holds else either
                return joined([self.formula(part, reading, holds=holds, instead=instead) for part in parts])
            case _:
                assert isinstance(held, Test)
                variable = (instead or {}).get(held.fact, self.main[held.fact])
                return self._of_test(held, variable, reading, holds=holds)

    def _of_test(self, test: Test, variable: int, reading: Reading, *, holds: bool) -> Formula:
        everything = (1 << len(self.cells[test.fact].values)) - 1
        known = everything
        if reading is Reading.NOT_KNOWN_YET and test.op is not Op.PRESENT:
            known &= ~ABSENT
        if test.op is Op.HAS:
            return self._of_items(test, variable, known, holds=holds)
        cells = self._cells_where(test)
        return either([Lit(variable, (cells if holds else ~cells) & known)])

    def _of_items(self, test: Test, variable: int, known: int, *, holds: bool) -> Formula:
        """A list has each of the constants; an item that it can't have is never in it."""
        lists = sum(1 << place for place, each in enumerate(self.cells[test.fact].values) if isinstance(each, tuple))
        items = [self.items[test.fact].get(_key(constant)) for constant in test.constants]
        if holds:
            return both([either([Lit(variable, lists)]), *(NO if item is None else Lit(item, _IN) for item in items)])
        outside = [YES if item is None else Lit(item, _OUT) for item in items]
        return both([either([Lit(variable, known)]), either([Lit(variable, known & ~lists), *outside])])

    def _cells_where(self, test: Test) -> int:
        if test not in self._held:
            values = enumerate(self.cells[test.fact].values)
            self._held[test] = sum(
                1 << place for place, each in values if test.holds({} if each is None else {test.fact: each})
            )
        return self._held[test]

    def value(self, fact: str, chosen: list[int], variable: int | None = None) -> Value:
        """The value of a fact where each variable is in one cell; of its double, if that is named."""
        cells = self.cells[fact]
        found = cells.values[chosen[self.main[fact] if variable is None else variable].bit_length() - 1]
        if isinstance(found, tuple):
            return tuple(item for item in cells.items if chosen[self.items[fact][_key(item)]] == _IN)
        return found


def _key(item: Value) -> tuple[bool, Value]:
    """What tells items apart: true is not 1."""
    return isinstance(item, bool), item
