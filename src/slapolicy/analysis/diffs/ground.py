"""The common ground of two policies: the facts, severities and instants on which both are asked (M2, C12).

Severities are taken as an event may state them, one after the other. So a matrix that changed is told once, as a change
of severities, and not again for each target; and what is found for a stated severity holds for a computed one too.
"""

from collections.abc import Iterable, Mapping, Sequence

from slapolicy._model import FrozenMap
from slapolicy.conditions import All, Any, Condition, Not, Test
from slapolicy.facts import FactType, mistyped
from slapolicy.policy import Policy
from slapolicy.severity import UNCLEAR
from slapolicy.tickets import Value
from slapolicy.witnesses import UNDECIDED, Effort, Formula, Space, Spent, Undecided, facts_of, simplest
from slapolicy.witnesses.formulas import ABSENT

__all__ = ["Facts", "Ground", "Pins", "pinned"]

Facts = FrozenMap[str, Value]
Pins = Mapping[str, Value]
"""Facts that are fixed, none being absent."""

_SHARE = 10  # no question takes more than this part of the effort that is left
_ANOTHER = "another severity"


class Ground:
    """Two policies, what their facts may be, the severities that may be stated, and the work that is left."""

    def __init__(self, old: Policy, new: Policy, effort: int) -> None:
        self.old = old
        self.new = new
        self.effort = Effort(effort)
        self.types = _joined(old, new)
        self.severities = _severities(old, new)
        self.arrivals = tuple(name for name, declared in self.types.items() if declared.arrived_during)

    def pins(self, policy: Policy, severity: str | None) -> Pins:
        """What is fixed where a severity is stated, as a policy reads it: one that it does not know is unclear (M2)."""
        if severity is None:
            return {"at": None}
        return {"at": None, "severity": severity if states(policy, severity) else UNCLEAR}

    def space(self, conditions: Iterable[Condition]) -> Space:
        """The facts that conditions test; a ticket always has a severity, and no event has a fact `at`."""
        space = Space(conditions, self.types)
        if "severity" in space.main:
            space.full[space.main["severity"]] &= ~ABSENT
        return space

    def find(self, space: Space, goals: Sequence[Formula]) -> Facts | Undecided | None:
        """The simplest facts for which all goals are true; none where no facts are."""
        try:
            found = simplest(space.full, goals, list(space.main.values()), self.effort.share(_SHARE))
        except Spent:
            return UNDECIDED
        return None if found is None else facts_of(space, found)


def states(policy: Policy, severity: str) -> bool:
    """Whether an event may state a severity: a level, unclear, or anything where the policy has no levels."""
    levels = policy.severity.severities
    return not levels or severity == UNCLEAR or severity in levels


def pinned(held: Condition, pins: Pins) -> Condition:
    """A condition where some facts are fixed: what is left of it."""
    match held:
        case Not(part):
            return Not(pinned(part, pins))
        case All(parts):
            return All(tuple(pinned(part, pins) for part in parts))
        case Any(parts):
            return Any(tuple(pinned(part, pins) for part in parts))
        case _:
            assert isinstance(held, Test)
            if held.fact not in pins:
                return held
            given = pins[held.fact]
            return All(()) if held.holds({} if given is None else {held.fact: given}) else Any(())


def _joined(old: Policy, new: Policy) -> dict[str, FactType]:
    """What a fact may be in either policy: as both declare it, the values of both where they list them.

    What only one of them declares is so for both, unless the other compares it with something else.
    """
    types = {**old.facts, **new.facts}
    for fact in old.facts.keys() & new.facts.keys():
        one, other = old.facts[fact], new.facts[fact]
        if one.kind is not other.kind:
            del types[fact]
        elif one != other:
            listed = dict.fromkeys((*one.one_of, *other.one_of)) if one.one_of and other.one_of else ()
            types[fact] = FactType(one.kind, tuple(listed))
    conditions = [held for policy in (old, new) for _, held in policy.conditions()]
    strange = {fault.path[0] for held in conditions for fault in mistyped(held, types)}
    return {fact: declared for fact, declared in types.items() if fact not in strange}


def _severities(old: Policy, new: Policy) -> tuple[str, ...]:
    named = dict.fromkeys((*old.severity.severities, *new.severity.severities))
    if not (old.severity.severities and new.severity.severities):
        tests = [test for policy in (old, new) for _, held in policy.conditions() for test in held.tests()]
        constants = [c for test in tests if test.fact == "severity" for c in test.constants if isinstance(c, str)]
        named |= dict.fromkeys((*constants, _ANOTHER))
    return tuple(dict.fromkeys((*named, UNCLEAR)))
