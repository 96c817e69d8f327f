"""Goals and availability of two policies (O4, O5)."""

from typing import Any

import pytest

from analysis.desk import changed, compared, only


@pytest.mark.parametrize(
    ("path", "to", "verdict"),
    [
        (("availability", "shop", "goal"), "99.95%", "stricter"),
        (("availability", "shop", "goal"), "99%", "looser"),
        (("availability", "shop", "tz"), "Europe/Zurich", "different"),
        (("goals", "answered", "above"), "99%", "stricter"),
        (("goals", "answered", "above"), "90%", "looser"),
        (("goals", "answered", "when"), {"severity": "P0"}, "different"),
        (("goals", "answered"), None, "removed"),
    ],
)
def test_goals_are_stricter_or_looser_by_their_bounds(path: tuple[str, ...], to: Any, verdict: str) -> None:
    """O4, O5."""
    assert only(compared(changed(*path, to=to))).verdict == verdict
