"""Tables that are read in order, as functions of facts: where two of them answer differently (C11).

Limits, calendars, owners, responsibilities and severities are all such tables. Two that answer alike for all facts are
the same, however many rows they have and in whichever order these stand.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from slapolicy.analysis.diffs.ground import Facts, Ground, Pins, pinned
from slapolicy.conditions import ALWAYS_HOLDS, All, Condition
from slapolicy.tickets import Value
from slapolicy.witnesses import UNDECIDED, Both, Formula, Reading, Space, Undecided, either

__all__ = ["Difference", "Table", "Wish", "Wishes", "apart", "differences"]

T = TypeVar("T")
S = TypeVar("S")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """Rows of a condition and an answer, of which the first that holds counts; else another answer."""

    rows: tuple[tuple[Condition, T], ...]
    otherwise: T

    def pinned(self, pins: Pins) -> "Table[T]":
        """The table where some facts are fixed."""
        return Table(tuple((pinned(when, pins), answer) for when, answer in self.rows), self.otherwise)

    def beside(self, other: "Table[S]", join: Callable[[T, S], R]) -> "Table[R]":
        """The answers of two tables as one."""
        mine = (*self.rows, (ALWAYS_HOLDS, self.otherwise))
        theirs = (*other.rows, (ALWAYS_HOLDS, other.otherwise))
        rows = [(All((one, two)), join(a, b)) for one, a in mine for two, b in theirs]
        return Table(tuple(rows[:-1]), rows[-1][1])

    def conditions(self) -> Iterator[Condition]:
        """Every condition in it."""
        return (when for when, _ in self.rows)

    def answers(self) -> Iterator[T]:
        """Every answer in it, whether it is ever given or not."""
        return (answer for _, answer in (*self.rows, (ALWAYS_HOLDS, self.otherwise)))

    def where(self, space: Space) -> dict[T, Formula]:
        """Each answer, with the formula of the facts for which it is given."""
        parts: dict[T, list[Formula]] = {}
        before: list[Formula] = []
        for when, answer in (*self.rows, (ALWAYS_HOLDS, self.otherwise)):
            parts.setdefault(answer, []).append(Both((space.formula(when, Reading.AS_A_VALUE), *before)))
            before.append(space.formula(when, Reading.AS_A_VALUE, holds=False))
        return {answer: either(ways) for answer, ways in parts.items()}


class Difference(NamedTuple, Generic[T]):
    """Facts for which two tables answer differently; `every` tells that it is so for every severity that is stated.

    `kept_absent` are facts that a policy knows by itself: an event takes them away where they are not among the facts.
    """

    severity: str | None
    every: bool
    old: T
    new: T
    facts: Facts | Undecided
    kept_absent: tuple[str, ...] = ()

    @property
    def known(self) -> Facts:
        """The facts, where they were found."""
        return Facts() if self.facts is UNDECIDED else self.facts

    @property
    def stated(self) -> dict[str, Value]:
        """What an event states to show it: the facts, and the severity where one plays a part."""
        assert self.facts is not UNDECIDED
        severity = {} if self.severity is None else {"severity": self.severity}
        return {**dict.fromkeys(self.kept_absent), **self.facts, **severity}

    @property
    def label(self) -> str | None:
        """The severity that it is told of; none where it is so for every one."""
        return None if self.every else self.severity


Wish = tuple[Condition, bool]
Wishes = tuple[Sequence[Wish], Sequence[Wish]]
"""Conditions of the old and of the new policy that a witness had better meet, or not meet: it shows more then."""


def differences(
    ground: Ground, old: Table[T], new: Table[T], same: Callable[[T, T], bool], wishes: Wishes = ((), ())
) -> list[Difference[T]]:
    """Where two tables answer differently: each pair of answers once for a severity, with facts that show it.

    Where the facts were not found within the bound of work, that is said in their place.
    """
    reads = any(test.fact == "severity" for table in (old, new) for held in table.conditions() for test in held.tests())
    pair = _Pair(ground, old, new, same, wishes)
    if not reads:
        return list(pair.at(None))
    found = {severity: list(pair.at(severity)) for severity in ground.severities}
    pairs = [{(each.old, each.new) for each in of_one} for of_one in found.values()]
    if all(pair == pairs[0] for pair in pairs):
        return [each._replace(every=True) for each in found[ground.severities[0]]]
    return [each for of_one in found.values() for each in of_one]


def apart(ground: Ground, old: Condition, new: Condition) -> dict[str, Value] | Undecided | None:
    """Facts, with the severity that is stated, of which only one of two conditions holds; none where there are none."""
    if old == new:
        return None
    found = differences(ground, Table(((old, True),), False), Table(((new, True),), False), bool.__eq__)
    shown = next((each for each in found if each.facts is not UNDECIDED), None)
    return shown.stated if shown else UNDECIDED if found else None


class _Pair(NamedTuple, Generic[T]):
    """Two tables that are compared."""

    ground: Ground
    old: Table[T]
    new: Table[T]
    same: Callable[[T, T], bool]
    wishes: Wishes

    def at(self, severity: str | None) -> Iterator[Difference[T]]:
        """The differences where one severity is stated, or where none plays a part."""
        pins = [self.ground.pins(policy, severity) for policy in (self.ground.old, self.ground.new)]
        one, other = self.old.pinned(pins[0]), self.new.pinned(pins[1])
        wished = [
            (pinned(held, pin), holds) for of_one, pin in zip(self.wishes, pins, strict=True) for held, holds in of_one
        ]
        space = self.ground.space([*one.conditions(), *other.conditions(), *(held for held, _ in wished)])
        better = [space.formula(held, Reading.AS_A_VALUE, holds=holds) for held, holds in wished]
        theirs = other.where(space)
        for before, here in one.where(space).items():
            for after, there in theirs.items():
                if not self.same(before, after):
                    facts = self._facts(space, [here, there], better)
                    if facts is not None:
                        yield Difference(severity, severity is None, before, after, facts, self.ground.arrivals)

    def _facts(self, space: Space, goals: list[Formula], better: list[Formula]) -> Facts | Undecided | None:
        """Facts that meet the wishes too, if there are any; else facts that don't."""
        if better:
            facts = self.ground.find(space, [*goals, *better])
            if facts is not None and facts is not UNDECIDED:
                return facts
        return self.ground.find(space, goals)
