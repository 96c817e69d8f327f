"""Facts of which some conditions hold, and others do not: found exactly, within a bound of work (C12, M4)."""

from collections.abc import Iterable, Mapping, Sequence

from slapolicy._model import FrozenMap
from slapolicy.conditions import Condition, Op, Test
from slapolicy.facts import FactKind, FactType
from slapolicy.severity import UNCLEAR
from slapolicy.tickets import Value
from slapolicy.witnesses import (
    UNDECIDED,
    Effort,
    Formula,
    Lit,
    Reading,
    Space,
    Spent,
    Undecided,
    facts_of,
    simplest,
    some,
)
from slapolicy.witnesses.formulas import ABSENT

__all__ = ["Facts", "Search"]

Facts = FrozenMap[str, Value]

_SHARE = 10  # no question takes more than this part of the effort that is left
_SEVERITY = "severity"


class Search:
    """Conditions as formulas over the facts that they read, and the work that is left.

    A ticket always has a severity, and whatever its other facts are, an event may state any level, or `unclear` (M2);
    where a policy names no levels, any text.
    """

    def __init__(
        self,
        conditions: Iterable[Condition],
        types: Mapping[str, FactType],
        severities: Sequence[str],
        effort: int | Effort,
    ) -> None:
        known, every = dict(types), list(conditions)
        stated = types.get(_SEVERITY, FactType(FactKind.TEXT))
        levels = severities or (stated.one_of if stated.kind is FactKind.TEXT else ())
        known[_SEVERITY] = FactType(FactKind.TEXT, (*levels, UNCLEAR) if levels else ())
        if any(test.fact == _SEVERITY for held in every for test in held.tests()):
            every.append(Test(_SEVERITY, Op.IN, (UNCLEAR,)))  # so that it is one of the values, levels or none
        self.space = Space(every, known)
        severity = self.space.main.get(_SEVERITY)
        self._given = [] if severity is None else [Lit(severity, self.space.full[severity] & ~ABSENT)]
        self._left = Effort(effort) if isinstance(effort, int) else effort

    def holds(self, held: Condition, instead: Mapping[str, int] | None = None) -> Formula:
        """Where a condition holds; `instead` names the double of a fact."""
        return self.space.formula(held, Reading.AS_A_VALUE, instead=instead)

    def fails(self, held: Condition, instead: Mapping[str, int] | None = None) -> Formula:
        """Where a condition does not hold."""
        return self.space.formula(held, Reading.AS_A_VALUE, holds=False, instead=instead)

    def possible(self, *goals: Formula) -> bool | Undecided:
        """Whether there are facts for which all of these are true."""
        try:
            return some(self.space.full, [*self._given, *goals], self._left.share(_SHARE)) is not None
        except Spent:
            return UNDECIDED

    def facts(self, *goals: Formula) -> Facts | Undecided | None:
        """The simplest facts for which all of these are true; none where no facts are."""
        found = self.pair({}, *goals)
        return found[0] if isinstance(found, tuple) else found

    def pair(self, instead: Mapping[str, int], *goals: Formula) -> tuple[Facts, Facts] | Undecided | None:
        """The same, and the facts in which those of `instead` have the values of their doubles."""
        known = list(self.space.main.values())
        try:
            found = simplest(self.space.full, [*self._given, *goals], known, self._left.share(_SHARE))
        except Spent:
            return UNDECIDED
        return None if found is None else (facts_of(self.space, found), facts_of(self.space, found, instead))
