"""Which facts make conditions hold, and others not? The simplest ones, the proof that there are none, or neither."""

from collections.abc import Iterable, Mapping

from slapolicy._model import FrozenMap
from slapolicy.conditions import Condition
from slapolicy.facts import FactType
from slapolicy.tickets import Value
from slapolicy.witnesses.formulas import Reading, Space
from slapolicy.witnesses.search import UNDECIDED, Effort, Spent, Undecided, simplest

__all__ = ["facts_of", "witness"]


def witness(
    hold: Iterable[Condition],
    fail: Iterable[Condition] = (),
    *,
    types: Mapping[str, FactType] | None = None,
    effort: int = 500_000,
) -> FrozenMap[str, Value] | Undecided | None:
    """Facts of which some conditions hold and others don't; `None` where there are no such facts.

    Examples:
        >>> from slapolicy.conditions import condition
        >>> outage, paying = condition({"symptom": "outage"}), condition({"plan": {"not": "free"}})
        >>> dict(witness([outage], fail=[paying]))
        {'symptom': 'outage', 'plan': 'free'}
        >>> witness([outage], fail=[outage]) is None
        True

    They are the simplest: as few facts as possible, and each the first of its values, in the order in which the
    conditions name them. A fact that is left out is absent, which is a value like any other (C12). `types` says what
    a fact may be; without it, it is what it is compared with. Past `effort`, a bound of work that is counted and not
    timed, the answer is `UNDECIDED`.
    """
    wanted, unwanted = list(hold), list(fail)
    space = Space((*wanted, *unwanted), types or {})
    goals = [
        *(space.formula(held, Reading.AS_A_VALUE) for held in wanted),
        *(space.formula(held, Reading.AS_A_VALUE, holds=False) for held in unwanted),
    ]
    try:
        found = simplest(space.full, goals, list(space.main.values()), Effort(effort))
    except Spent:
        return UNDECIDED
    return None if found is None else facts_of(space, found)


def facts_of(space: Space, chosen: list[int], instead: Mapping[str, int] | None = None) -> FrozenMap[str, Value]:
    """The facts of one combination; `instead` names the double of a fact."""
    doubles = instead or {}
    given = {fact: space.value(fact, chosen, doubles.get(fact)) for fact in space.cells}
    return FrozenMap({fact: found for fact, found in given.items() if found is not None})
