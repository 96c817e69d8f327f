"""Dimensions that a matrix names: facts in which rules are ordered, and those in which a grid may fall (M1, M4)."""

from collections.abc import Collection, Iterable, Sequence

from slapolicy.errors import Fault, listed, nearest, shown
from slapolicy.severity.grid_checks import Grid
from slapolicy.severity.rules import SeverityRule

__all__ = ["dimension_faults"]


def dimension_faults(
    rules: Iterable[SeverityRule], grid: Grid, *, ordered: Sequence[str], may_fall: Sequence[str]
) -> Iterable[Fault]:
    """Names that are no dimension, or are there twice; an opt-out from what never happens."""
    tested = dict.fromkeys(test.fact for rule in rules if rule.when is not None for test in rule.when.tests())
    yield from _name_faults("ordered", ordered, tested, "a fact that a rule tests")
    yield from _name_faults("may_fall", may_fall, grid.dimensions, "a dimension of the grid")
    for number, name in enumerate(may_fall):
        if name in grid.dimensions and grid.fall(name) is None:
            yield Fault(
                code="superfluous",
                path=("may_fall", number),
                found=shown(name),
                allowed="a dimension in which the severity does fall",
                remedy="remove it: as this dimension rises, the severity never falls",
            )


def _name_faults(key: str, names: Sequence[str], known: Collection[str], of: str) -> Iterable[Fault]:
    for number, name in enumerate(names):
        if name not in known:
            yield Fault(
                code="unknown-dimension",
                path=(key, number),
                found=shown(name),
                allowed=f"{of}: {listed(known)}" if known else f"{of}, and there is none",
                remedy=nearest(name, known),
            )
        elif name in names[:number]:
            yield Fault(code="dimension-twice", path=(key, number), found=shown(name), allowed="each name once")
