"""What a check finds in a grid: every combination is looked at, for there are no more than its cells (M4)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from slapolicy._model import FrozenMap
from slapolicy.conditions import Op, Test
from slapolicy.errors import shown
from slapolicy.facts import FactType
from slapolicy.findings import Finding, FindingLevel, Witness
from slapolicy.severity.grids import Cells
from slapolicy.severity.levels import never_given
from slapolicy.severity.rules import UNCLEAR
from slapolicy.tickets import Value
from slapolicy.witnesses.cells import cells_of

__all__ = ["Fall", "Grid", "grid_findings"]


@dataclass(frozen=True, slots=True)
class Fall:
    """A severity that falls while a dimension rises: the facts with the higher level, and those with the lower."""

    high: Witness
    low: Witness
    given: str
    before: str


@dataclass(frozen=True, slots=True)
class Grid:
    """What a grid says: its dimensions with their levels, and the severities, each highest first."""

    dimensions: Mapping[str, tuple[str, ...]]
    cells: Cells
    severities: tuple[str, ...]
    otherwise: str = UNCLEAR

    def fall(self, dimension: str) -> Fall | None:
        """Two combinations that differ in one dimension, of which the higher one is less severe, if there are any."""
        names = list(self.dimensions)
        place = names.index(dimension)
        rising = self.dimensions[dimension][::-1]
        rank = {severity: number for number, severity in enumerate(self.severities)}
        for rest in product(*(levels for name, levels in self.dimensions.items() if name != dimension)):
            line = [(*rest[:place], level, *rest[place:]) for level in rising]
            worst: tuple[str, ...] | None = None
            for here in line:
                if self.cells[here] == UNCLEAR:
                    continue  # neither more nor less severe than any other
                if worst is None or rank[self.cells[here]] < rank[self.cells[worst]]:
                    worst = here
                elif rank[self.cells[here]] > rank[self.cells[worst]]:
                    high, low = (FrozenMap(dict(zip(names, each, strict=True))) for each in (here, worst))
                    return Fall(high, low, self.cells[here], self.cells[worst])
        return None


def grid_findings(
    grid: Grid, types: Mapping[str, FactType], *, may_fall: Iterable[str], stated: Iterable[str]
) -> Iterator[Finding]:
    """Everything that a check finds in a grid whose facts have these types; `stated` are the levels that it names."""
    met: dict[str, tuple[str, ...]] = {}
    strange: dict[str, Value] = {}
    for name, levels in grid.dimensions.items():
        values = _values(name, levels, types.get(name))
        met[name] = tuple(level for level in levels if level in values)
        beyond = [value for value in values if value not in levels]
        if beyond:
            strange[name] = beyond[0]
        for number, level in enumerate(levels):
            if level not in met[name]:
                yield Finding(
                    code="never-holds",
                    level=FindingLevel.ERROR,
                    path=("grid", name, number),
                    message=f"`{name}` is never {shown(level)}: it is declared as {types[name].words()}",
                    remedy="remove the level, or declare it",
                )
    possible = Grid(met, grid.cells, grid.severities, grid.otherwise)
    if grid.otherwise == UNCLEAR:
        first = {name: met[name][0] if met[name] else strange[name] for name in met}
        yield from _unanswered(first, strange)
    yield from _never_given(possible, stated)
    for name in grid.dimensions:
        fall = None if name in may_fall else possible.fall(name)
        if fall is not None:
            yield Finding(
                code="severity-falls",
                level=FindingLevel.WARNING,
                path=("grid", name),
                message=f"as `{name}` rises, the severity falls from {shown(fall.before)} to {shown(fall.given)}",
                witness=fall.high,
                against=fall.low,
                remedy=f"mend the cells, or say that it is meant: `may_fall: [{name}]`",
            )


def _values(name: str, levels: Iterable[str], declared: FactType | None) -> tuple[Value, ...]:
    """What a dimension may be: its own levels, unless it is declared as a fact."""
    return tuple(levels) if declared is None else cells_of([Test(name, Op.IN, tuple(levels))], declared).values[1:]


def _unanswered(first: Mapping[str, Value], strange: Mapping[str, Value]) -> Iterator[Finding]:
    for name, value in strange.items():
        yield Finding(
            code="unanswered",
            level=FindingLevel.WARNING,
            path=("grid", name),
            message=f"no cell answers where `{name}` is {shown(value)}, which it may be",
            witness=FrozenMap({**first, name: value}),
            remedy=f"add the level, or declare `{name}` as one of its levels, or write `otherwise`",
        )


def _never_given(grid: Grid, stated: Iterable[str]) -> Iterator[Finding]:
    given = {grid.cells[combination] for combination in product(*grid.dimensions.values())}
    for number, level in enumerate(stated):
        if level not in {*given, grid.otherwise, UNCLEAR}:
            yield never_given(number, level)
