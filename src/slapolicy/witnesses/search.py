"""A combination of cells that makes formulas true: narrow every fact as far as it goes, then try a part of an `either`.

The search is exact: it ends with a combination, with the proof that there is none, or at a bound of work that is
counted, not timed, so that the answer is the same everywhere.
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Final

from slapolicy.witnesses.formulas import ABSENT, Both, Either, Formula, Lit

__all__ = ["UNDECIDED", "Effort", "Spent", "Undecided", "simplest", "some"]


class Undecided(Enum):
    """The answer where the bound of work was passed: neither yes nor no."""

    UNDECIDED = "undecided"


UNDECIDED: Final = Undecided.UNDECIDED


class Spent(Exception):
    """The bound of work is passed."""


class Effort:
    """Work that may still be done, counted in looks at a part of a formula.

    Examples:
        >>> effort = Effort(100)
        >>> effort.share(25).left
        4
    """

    __slots__ = ("left", "whole")

    def __init__(self, left: int, whole: "Effort | None" = None) -> None:
        self.left = left
        self.whole = whole

    def share(self, part: int) -> "Effort":
        """A part of what is left, for one question; what it takes is taken from the whole."""
        return Effort(self.left // part, self)

    def spend(self, steps: int) -> None:
        """Count work that was done.

        Raises:
            Spent: that was more than was left.
        """
        self.left -= steps
        if self.whole is not None:
            self.whole.left -= steps
        if self.left < 0:
            raise Spent


def some(full: Sequence[int], goals: Iterable[Formula], effort: Effort) -> list[int] | None:
    """The cells of each variable, of which any choice makes all goals true; none where no choice does."""
    return _first(list(full), list(goals), None, (), effort)


def simplest(full: Sequence[int], goals: Iterable[Formula], facts: Sequence[int], effort: Effort) -> list[int] | None:
    """One cell for each variable: the fewest facts present, then the first cells in the order of the variables.

    Past the bound of work it is the simplest that was found until then.

    Raises:
        Spent: nothing was found within the bound.
    """
    root = list(full)
    pending = _narrow(root, list(goals), None, (), effort)
    found = None if pending is None else _first(root, pending, None, (), effort)
    if found is None or pending is None:
        return None
    try:
        while (most := _present(found, facts) - 1) >= 0:
            fewer = _first(root, pending, most, facts, effort)
            if fewer is None:
                break
            found = fewer
        _take_first_cells(root, pending, found, facts, effort)
    except Spent:
        pass
    return [cells & -cells for cells in found]


def _take_first_cells(
    root: list[int], pending: Sequence[Formula], found: list[int], facts: Sequence[int], effort: Effort
) -> None:
    """Move what was found to the first cells that are possible, variable by variable."""
    most, fixed = _present(found, facts), list(root)
    for variable, cells in enumerate(root):
        cell = 1
        while cell < found[variable] & -found[variable]:
            if cells & cell:
                fixed[variable] = cell
                better = _first(fixed, pending, most, facts, effort)
                if better is not None:
                    found[:] = better
                    break
            cell <<= 1
        fixed[variable] = found[variable] = found[variable] & -found[variable]


def _present(found: Sequence[int], facts: Iterable[int]) -> int:
    return sum(1 for fact in facts if not found[fact] & ABSENT)


def _first(
    domains: list[int], goals: Sequence[Formula], most: int | None, facts: Sequence[int], effort: Effort
) -> list[int] | None:
    """Depth first, on a stack of its own; where `most` is given, with at most so many of the facts present."""
    stack = [(list(domains), goals)]
    while stack:
        domains, goals = stack.pop()
        pending = _narrow(domains, goals, most, facts, effort)
        if pending is None:
            continue
        if not pending:
            return domains
        chosen = min(pending, key=lambda goal: len(goal.parts))
        rest: list[Formula] = [goal for goal in pending if goal is not chosen]
        tries: list[tuple[list[int], Sequence[Formula]]] = []
        for part in chosen.parts:
            tries.append((list(domains), [part, *rest]))
            if isinstance(part, Lit):  # the tries after this one need not look where it holds
                domains[part.variable] &= ~part.cells
        stack += reversed(tries)
    return None


def _narrow(
    domains: list[int], goals: Sequence[Formula], most: int | None, facts: Sequence[int], effort: Effort
) -> list[Either] | None:
    """Leave each variable the cells that the goals allow; what is still open is given back, none if that is nothing.

    A goal that is narrowed to one part is that part; this goes on until no variable loses a cell any more.
    """
    waiting: list[Formula] = list(goals)
    while True:
        before = sum(domains)
        pending: list[Either] = []
        steps = 1
        for goal in waiting:  # grows while it is read
            steps += 1
            if isinstance(goal, Lit):
                domains[goal.variable] &= goal.cells
                if not domains[goal.variable]:
                    return None
            elif isinstance(goal, Both):
                waiting += goal.parts
            else:
                steps += len(goal.parts)
                left = _left(goal, domains, effort)
                if left is None:
                    continue
                if not left:
                    effort.spend(steps)
                    return None
                if len(left) == 1:
                    waiting += left
                else:
                    pending.append(Either(tuple(left)) if len(left) < len(goal.parts) else goal)
        effort.spend(steps)
        if not _keep_few(domains, most, facts):
            return None
        if sum(domains) == before:
            return pending
        waiting = list(pending)


def _left(goal: Either, domains: list[int], effort: Effort) -> list[Formula] | None:
    """The parts that may still come true; `None` where one already is."""
    left: list[Formula] = []
    for part in goal.parts:
        if isinstance(part, Lit):  # most parts are, so they are looked at here
            common = domains[part.variable] & part.cells
            if common == domains[part.variable]:
                return None
            if common:
                left.append(part)
            continue
        holds = _holds(part, domains, effort)
        if holds:
            return None
        if holds is None:
            left.append(part)
    return left


def _holds(part: Formula, domains: list[int], effort: Effort) -> bool | None:
    """Whether a formula is true of all that the domains leave, or of nothing; `None` where that is not seen at once."""
    if isinstance(part, Lit):
        common = domains[part.variable] & part.cells
        return False if not common else True if common == domains[part.variable] else None
    settles = isinstance(part, Either)  # one true part settles an `either`, one false part a `both`
    open_ones, steps = False, 0
    for inner in part.parts:
        if open_ones and not isinstance(inner, Lit):
            continue  # to look further inside costs more than it tells
        steps += 1
        holds = _holds(inner, domains, effort)
        if holds is settles:
            break
        open_ones = open_ones or holds is None
    else:
        holds = None if open_ones else not settles
    effort.spend(steps)
    return holds


def _keep_few(domains: list[int], most: int | None, facts: Sequence[int]) -> bool:
    """Make the other facts absent once as many as there may be are present."""
    if most is None:
        return True
    present = _present(domains, facts)
    if present == most:
        for fact in facts:
            if domains[fact] & ABSENT:
                domains[fact] = ABSENT
    return present <= most
