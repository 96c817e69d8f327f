"""How much plain data a document may hold: so much exactly, and what is too much is told with its place (P3)."""

from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from slapolicy.errors import Fault, PolicyError
from slapolicy.texts.bounds import check_bounds

BIGGEST = 10**30 - 1  # thirty digits
HUGE = "allowed is a number of at most 30 digits; write a text in quotes"


def fault_of(document: object) -> Fault:
    with pytest.raises(PolicyError) as refused:
        check_bounds(document)
    (fault,) = refused.value.faults
    return fault


def nested(levels: int) -> list[Any]:
    part: list[Any] = []
    for _ in range(levels):
        part = [part]
    return part


@pytest.mark.parametrize(
    "document",
    [
        nested(64),  # the innermost list stands 64 levels below the document
        [0] * 19_999,  # with the list itself, 20,000 values
        {"a" * 48_576: "b" * 1_000_000},
        ["b" * 1_048_576],
        [BIGGEST, -BIGGEST],
        [
            Decimal("1e29"),
            Decimal("-9.5e29"),
            Decimal("1e-29"),
            Decimal("-0." + "1" * 29),
            Decimal("1" * 15 + ".5e-14"),
        ],
        [1e29, -0.1, 1e-29, 0.0],
        [
            Decimal("Infinity"),
            Decimal("NaN"),
            float("inf"),
            object(),
        ],  # no numbers of many digits; what reads them tells
        ({"plan": ("pro", None)},),
    ],
    ids=lambda value: type(value).__name__,
)
def test_p3_a_document_at_the_bound_is_within_it(document: object) -> None:
    check_bounds(document)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (nested(65), "[0][0][0][0][0][0][0][0]: found a deeper level; allowed is at most 64 levels"),
        ([0] * 20_000, "found more values; allowed is at most 20,000 values"),
        ({"a" * 48_577: "b" * 1_000_000}, "found more characters; allowed is at most 1,048,576 characters"),
        (["b" * 1_048_577], "found more characters; allowed is at most 1,048,576 characters"),
        (["a" * 600_000, "b" * 600_000], "found more characters; allowed is at most 1,048,576 characters"),
        ({"a": [1, BIGGEST + 1]}, f"a[1]: found `1{'0' * 30}`; {HUGE}"),
        ({"a": ({"b": -BIGGEST - 1},)}, f"a[0].b: found `-1{'0' * 30}`; {HUGE}"),
        ([1 << 201], f"[0]: found a huge number; {HUGE}"),
        ([Decimal("1e30")], f"[0]: found `1E+30`; {HUGE}"),
        ([0, Decimal("1e-30")], f"[1]: found `1E-30`; {HUGE}"),
        ([Decimal("1.5e-29")], f"[0]: found `1.5E-29`; {HUGE}"),
        ([Decimal("1" * 15 + "." + "5" * 16)], f"[0]: found `{'1' * 15}.{'5' * 16}`; {HUGE}"),
        ([1e30], f"[0]: found `1e+30`; {HUGE}"),
        (
            {"a": ["b", "\udfffc"]},
            "a[1]: found `\\udfff`; allowed is a whole character: this is half a surrogate pair",
        ),
        (
            {"a": {"b": 1, "c\ud800": 1}},
            "a: found `\\ud800`; allowed is a whole character: this is half a surrogate pair",
        ),
    ],
    ids=count(),
)
def test_p3_what_is_beyond_a_bound_is_told(document: object, sentence: str) -> None:
    assert str(fault_of(document)) == sentence


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (nested(65), "too-deep"),
        ([0] * 20_000, "too-many-values"),
        (["b" * 1_048_577], "too-large"),
        ([1 << 200], "huge-number"),
        (["\ud800"], "not-unicode"),
    ],
    ids=["too-deep", "too-many-values", "too-large", "huge-number", "not-unicode"],
)
def test_p3_each_bound_has_a_code_of_its_own(document: object, code: str) -> None:
    assert fault_of(document).code == code


def test_p3_the_place_of_what_is_too_deep_is_cut() -> None:
    assert fault_of({"a": nested(64)}).path == ("a", *[0] * 7)


def test_p3_keys_that_are_no_texts_or_are_long_are_places_all_the_same() -> None:
    assert fault_of({7: {None: 10**40}}).path == ("7", "None")
    assert fault_of({"k" * 81: 10**40}).path == ("k" * 80,)


def test_p3_the_values_of_all_branches_count_together() -> None:
    tenth = [0] * 1_999  # 2,000 with the list
    check_bounds({str(number): tenth for number in range(9)} | {"last": [0] * 1_998})
    assert fault_of([tenth] * 10).code == "too-many-values"


def test_p3_a_key_that_is_no_text_has_no_characters() -> None:
    """The characters of a text stand once in the account, whether it is a key or a value."""
    check_bounds({"a" * 500_000: "b" * 500_000, 10**20: 1, "c" * 48_576: None})
