"""Facts of which conditions of a ladder hold, and others do not: found exactly, within a bound of work (C12, M4)."""

from collections.abc import Iterable, Mapping, Sequence

from slapolicy._model import FrozenMap
from slapolicy.conditions import Condition
from slapolicy.facts import FactKind, FactType
from slapolicy.severity import UNCLEAR
from slapolicy.tickets import Value
from slapolicy.witnesses import UNDECIDED, Effort, Formula, Lit, Reading, Space, Spent, Undecided, facts_of, simplest
from slapolicy.witnesses.formulas import ABSENT

__all__ = ["Facts", "Search"]

Facts = FrozenMap[str, Value]

_SHARE = 10  # no question takes more than this part of the effort that is left


class Search:
    """The conditions of a ladder as formulas over the facts that they read, and the work that is left.

    An event may state any of the severities, and a ticket always has one (M2).
    """

    def __init__(
        self, conditions: Iterable[Condition], types: Mapping[str, FactType], severities: Sequence[str], effort: int
    ) -> None:
        known = dict(types)
        if severities:
            known["severity"] = FactType(FactKind.TEXT, (*severities, UNCLEAR))
        self.space = Space(conditions, known)
        severity = self.space.main.get("severity")
        self._given = [] if severity is None else [Lit(severity, self.space.full[severity] & ~ABSENT)]
        self._left = Effort(effort)

    def holds(self, held: Condition) -> Formula:
        """Where a condition holds."""
        return self.space.formula(held, Reading.AS_A_VALUE)

    def fails(self, held: Condition) -> Formula:
        """Where a condition does not hold."""
        return self.space.formula(held, Reading.AS_A_VALUE, holds=False)

    def facts(self, *goals: Formula) -> Facts | Undecided | None:
        """The simplest facts for which all of these are true; none where no facts are."""
        known = list(self.space.main.values())
        try:
            found = simplest(self.space.full, [*self._given, *goals], known, self._left.share(_SHARE))
        except Spent:
            return UNDECIDED
        return None if found is None else facts_of(self.space, found)
