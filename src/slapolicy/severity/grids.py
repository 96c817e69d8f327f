"""The cells of a grid: read from tuples or nested mappings, written nested, and none of them empty (M1)."""

from collections.abc import Iterable, Mapping
from itertools import product
from math import prod
from typing import Annotated, Any

from slapolicy._model import FrozenMap, Written
from slapolicy.errors import Fault, PolicyError, listed, shown

__all__ = ["Cells", "CellsField", "grid_faults"]

_MOST_CELLS = 10_000

Cells = FrozenMap[tuple[str, ...], str]
"""The severity of each combination of levels, in the order of the dimensions."""


def _cells(written: object) -> Cells:
    """Read cells that are named by tuples, nested, or both; each is found by its whole path."""
    if isinstance(written, FrozenMap):
        return written
    faults: list[Fault] = []
    cells: dict[tuple[str, ...], str] = {}
    waiting: list[tuple[tuple[str, ...], object]] = [((), written)]
    while waiting:  # not by recursion: the depth is the writer's (P3)
        path, content = waiting.pop()
        if isinstance(content, Mapping) and (content or not path):
            deeper = [((*path, *(key if isinstance(key, tuple) else (key,))), inner) for key, inner in content.items()]
            waiting += reversed([(tuple(str(step) for step in place), inner) for place, inner in deeper])
        elif not isinstance(content, str) or not path:
            faults.append(Fault(code="wrong-type", path=path, found=shown(content), allowed="a severity"))
        elif path in cells:
            faults.append(Fault(code="cell-twice", path=path, found=shown(content), allowed="one severity for a cell"))
        else:
            cells[path] = content
    if faults:
        raise PolicyError(*faults)
    return FrozenMap(cells)


def _nested(cells: Cells) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for path, severity in cells.items():
        inner = nested
        for level in path[:-1]:
            inner = inner.setdefault(level, {})
        inner[path[-1]] = severity
    return nested


_CELLS_SCHEMA = {
    "type": "object",
    "description": "one severity for each combination, nested in the order of the dimensions",
}
CellsField = Annotated[Cells, Written(_cells, _nested, _CELLS_SCHEMA)]


def grid_faults(dimensions: Mapping[str, tuple[str, ...]], cells: Cells) -> Iterable[Fault]:
    """A dimension without levels, a grid that is too big, a cell that is empty, a cell that no level names."""
    empty = [name for name, levels in dimensions.items() if not levels]
    for name in empty:
        yield Fault(code="empty-dimension", path=("grid", name), found="nothing", allowed="at least one level")
    if prod(map(len, dimensions.values())) > _MOST_CELLS:
        yield Fault(code="too-big", path=("grid",), found="a huge grid", allowed=f"at most {_MOST_CELLS:,} cells")
        return
    wanted = set(product(*dimensions.values())) if dimensions and not empty else set()
    if wanted and not cells:  # one fault, which lies over those of cells that can't be read
        allowed = f"a severity for each of the {len(wanted):,} combinations"
        yield Fault(code="empty-cell", path=("cells",), found="nothing", allowed=allowed)
        return
    for combination in sorted(wanted - set(cells)):
        yield Fault(
            code="empty-cell",
            path=("cells", *combination),
            found="nothing",
            allowed="a severity: no cell is empty",
        )
    for combination in sorted(set(cells) - wanted, key=repr) if wanted else ():
        yield Fault(
            code="unknown-cell",
            path=("cells", *map(str, combination)),
            found=shown(", ".join(map(str, combination))),
            allowed="a level of each dimension: "
            + "; ".join(f"{name}: {listed(levels)}" for name, levels in dimensions.items()),
        )
