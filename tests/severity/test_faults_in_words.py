"""Each fault of a matrix as its reader gets it: place, what was found, what is allowed, what to write (M1, M4, P3)."""

from typing import Any

import pytest

from slapolicy import PolicyError, SeverityMatrix

GRID: dict[str, Any] = {
    "levels": ["P0", "P1", "P2"],
    "grid": {"impact": ["high", "low"], "urgency": ["high", "low"]},
    "cells": {"high": {"high": "P0", "low": "P1"}, "low": {"high": "P1", "low": "P2"}},
}
RULES: dict[str, Any] = {"levels": ["P0", "P1"], "rules": [{"when": {"symptom": "outage", "users": 5}, "then": "P0"}]}


def faults(document: dict[str, Any]) -> list[str]:
    with pytest.raises(PolicyError) as refused:
        SeverityMatrix.read(document)
    return [str(fault) for fault in refused.value.faults]


def test_a_dimension_without_levels() -> None:
    """M1: its cells are not asked for as well."""
    assert faults({"grid": {"impact": [], "urgency": ["high"]}}) == [
        "grid.impact: found nothing; allowed is at least one level"
    ]


def test_cells_that_are_empty_and_cells_that_no_level_names() -> None:
    """M1: a path too short or too long is no cell."""
    grid = {"impact": ["high", "low"], "urgency": ["high", "low"]}
    levels = "a level of each dimension: impact: `high`, `low`; urgency: `high`, `low`"
    assert sorted(faults({"grid": grid, "cells": {"low": {"high": "P1", "huge": {"x": "P1"}}, "high": "P0"}})) == [
        "cells.high.high: found nothing; allowed is a severity: no cell is empty",
        "cells.high.low: found nothing; allowed is a severity: no cell is empty",
        f"cells.high: found `high`; allowed is {levels}",
        f"cells.low.huge.x: found `low, huge, x`; allowed is {levels}",
        "cells.low.low: found nothing; allowed is a severity: no cell is empty",
    ]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"high": {"low": ["P0"]}}, "cells.high.low: found a list; allowed is a severity"),
        ({"high": {"low": 7}}, "cells.high.low: found `7`; allowed is a severity"),
        ({"high": {}}, "cells.high: found a mapping; allowed is a severity"),
        ("P0", "cells: found `P0`; allowed is a severity"),
        (
            {("high", "low"): "P0", "high": {"low": "P1"}},
            "cells.high.low: found `P1`; allowed is one severity for a cell",
        ),
    ],
)
def test_a_cell_that_can_not_be_read(cells: object, fault: str) -> None:
    """M1, P3: it is not called empty as well."""
    assert faults({"grid": {"impact": ["high"], "urgency": ["low"]}, "cells": cells}) == [fault]


def test_a_cell_that_can_not_be_read_leaves_the_others_alone() -> None:
    """M1, P3: those beside it were written, so they are not called empty."""
    grid = {"impact": ["high", "low"], "urgency": ["high", "low"]}
    cells = {"high": {"high": "P1", "low": 12}, "low": {"high": "P2", "low": "P3"}}
    assert faults({"grid": grid, "cells": cells}) == ["cells.high.low: found `12`; allowed is a severity"]


def test_every_cell_that_can_not_be_read_is_told_in_the_order_of_the_document() -> None:
    """M1, P3."""
    grid = {"impact": ["high", "low"], "urgency": ["high"]}
    assert faults({"grid": grid, "cells": {"high": {"high": 1}, "low": 2, "huge": None}}) == [
        "cells.high.high: found `1`; allowed is a severity",
        "cells.low: found `2`; allowed is a severity",
        "cells.huge: found nothing; allowed is a severity",
    ]


def grid_of(*sizes: int) -> dict[str, list[str]]:
    return {f"d{place}": [str(level) for level in range(size)] for place, size in enumerate(sizes)}


def test_a_grid_has_ten_thousand_cells_at_most() -> None:
    """M1, P3: 100 by 100 levels are read, and every cell of them asked for; one level more is refused at once."""
    assert len(faults({"grid": grid_of(100, 100), "cells": {"0": {"0": "P1"}}})) == 9_999
    assert faults({"grid": grid_of(100, 100)}) == [
        "cells: found nothing; allowed is a severity for each of the 10,000 combinations"
    ]
    assert faults({"grid": grid_of(10_001)}) == ["grid: found a huge grid; allowed is at most 10,000 cells"]


def test_a_matrix_has_one_form() -> None:
    """M1: rules or a grid; cells are nothing without their dimensions."""
    either = "grid: found `rules` and `grid`; allowed is one of them"
    assert faults(RULES | {"grid": {"impact": ["high"]}, "cells": {"high": "P0"}}) == [either]
    assert faults(RULES | {"cells": {"high": "P0"}}) == [
        either,
        "grid: found nothing; allowed is the dimensions of the cells",
    ]
    assert faults(RULES | {"grid": {"impact": ["high"]}})[0] == either


def test_a_severity_that_is_no_level() -> None:
    """M1: in rules, cells and `otherwise`, with the nearest level; `unclear` is always one."""
    known = "allowed is one of `P0`, `P1`, `unclear`"
    rules = [{"when": {}, "then": "unclear"}, {"when": {}, "then": "P9"}, {"when": {}, "then": "P1"}]
    assert faults(RULES | {"rules": rules}) == [f"rules[1].then: found `P9`; {known}"]
    assert faults(RULES | {"otherwise": "unclaer"}) == [f"otherwise: found `unclaer`; {known}; write `unclear`"]
    cells = {"high": {"high": "P0", "low": "PO"}, "low": {"high": "P1", "low": "unclear"}}
    assert faults(GRID | {"levels": ["P0", "P1"], "cells": cells}) == [f"cells.high.low: found `PO`; {known}"]


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (
            RULES | {"ordered": ["user"]},
            "ordered[0]: found `user`; allowed is a fact that a rule tests: `symptom`, `users`; write `users`",
        ),
        (
            RULES | {"ordered": ["users", "symptom", "users"]},
            "ordered[2]: found `users`; allowed is each name once",
        ),
        (
            GRID | {"may_fall": ["zzz"]},
            "may_fall[0]: found `zzz`; allowed is a dimension of the grid: `impact`, `urgency`",
        ),
        (
            {"levels": ["P0"], "ordered": ["impact"]},
            "ordered[0]: found `impact`; allowed is a fact that a rule tests, and there is none",
        ),
        (
            {"levels": ["P0"], "may_fall": ["impact"]},
            "may_fall[0]: found `impact`; allowed is a dimension of the grid, and there is none",
        ),
        (
            GRID | {"may_fall": ["urgency"]},
            "may_fall[0]: found `urgency`; allowed is a dimension in which the severity does fall; "
            "remove it: as this dimension rises, the severity never falls",
        ),
    ],
)
def test_names_of_dimensions(document: dict[str, Any], fault: str) -> None:
    """M1, M4: facts of the rules or dimensions of the grid, once each, and an opt-out only from what happens."""
    assert faults(document) == [fault]


def test_names_of_dimensions_wait_for_a_grid_that_is_whole() -> None:
    """M1, M4: whether the severity falls can be said of a full grid only."""
    cells = {"high": {"high": "P1"}}
    assert faults(GRID | {"cells": cells, "may_fall": ["urgency"]})[0].startswith("cells.high.low")
    assert len(faults(GRID | {"cells": cells, "may_fall": ["urgency", "zzz"]})) == 3
