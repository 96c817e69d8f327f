"""Findings say where, how serious, what, shown by which facts, and what to do (M4)."""

import json
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from slapolicy._model import FrozenMap
from slapolicy.findings import Finding, FindingLevel


def finding(**parts: Any) -> Finding:
    return Finding(**{"code": "unanswered", "level": FindingLevel.WARNING, "path": (), "message": "a gap"} | parts)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({}, "warning: a gap"),
        ({"path": ("rules", 2, "when")}, "rules[2].when: warning: a gap"),
        ({"level": FindingLevel.ERROR, "remedy": "add a rule"}, "error: a gap; add a rule"),
        ({"witness": FrozenMap({})}, "warning: a gap; seen with no facts at all"),
        (
            {"witness": FrozenMap({"a": True, "b": 7, "c": Decimal("1.50"), "d": "x y", "e": ("vip", 1)})},
            "warning: a gap; seen with a: true, b: 7, c: 1.50, d: x y, e: [vip, 1]",
        ),
        (
            {
                "witness": FrozenMap({"at": datetime(2026, 3, 6, tzinfo=UTC)}),
                "against": FrozenMap({"at": datetime(2026, 3, 5, tzinfo=UTC)}),
            },
            "warning: a gap; seen with at: 2026-03-06T00:00:00+00:00, against at: 2026-03-05T00:00:00+00:00",
        ),
    ],
)
def test_a_finding_in_words(parts: dict[str, Any], text: str) -> None:
    """M4, P5: values as they are written in a document."""
    assert str(finding(**parts)) == text


def test_a_finding_that_takes_an_instant_to_show() -> None:
    """M4, T1: the instant in its own zone, beside the facts where there are any."""
    at = datetime(2026, 3, 6, 16, 30, tzinfo=UTC)
    assert str(finding(at=at)) == "warning: a gap; seen at 2026-03-06T16:30:00+00:00"
    assert str(finding(at=at, witness=FrozenMap({"a": 1}))).endswith("seen with a: 1 at 2026-03-06T16:30:00+00:00")


def test_a_finding_as_plain_data() -> None:
    """M4, P2: nothing that JSON can't say, and nothing rounded."""
    at = datetime(2026, 3, 6, 16, 30, tzinfo=UTC)
    given: dict[str, Any] = {"a": True, "b": 7, "c": Decimal("1.50"), "d": "x", "e": ("vip", Decimal("0.1")), "f": at}
    whole = finding(path=("rules", 2), witness=FrozenMap(given), against=FrozenMap({}), at=at, remedy="add a rule")
    assert json.loads(json.dumps(whole.to_dict())) == {
        "code": "unanswered",
        "level": "warning",
        "path": ["rules", 2],
        "place": "rules[2]",
        "message": "a gap",
        "witness": {
            "a": True,
            "b": 7,
            "c": "1.50",
            "d": "x",
            "e": ["vip", "0.1"],
            "f": "2026-03-06T16:30:00+00:00",
        },
        "against": {},
        "at": "2026-03-06T16:30:00+00:00",
        "remedy": "add a rule",
    }
    assert [finding().to_dict()[key] for key in ("witness", "against", "at", "remedy")] == [None, None, None, ""]


def test_a_finding_from_further_out() -> None:
    """M4: a policy's check tells the place in the whole document."""
    assert finding(path=("rules", 2)).under("severity").place == "severity.rules[2]"


def test_a_finding_is_a_value() -> None:
    """P1."""
    one, other = (finding(witness=FrozenMap({"a": 1})) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)
    assert one != finding()
    with pytest.raises(FrozenInstanceError):
        one.code = "other"  # type: ignore[misc]
