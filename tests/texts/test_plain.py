"""What spells a number, which texts are taken at all, and where a value stands (P2, P3)."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from slapolicy.errors import Fault, PolicyError
from slapolicy.texts.plain import Document, Place, bounded, not_unicode, note, number, too_big, unpaired


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("-7", -7),
        ("9" * 30, 10**30 - 1),
        ("-" + "9" * 30, 1 - 10**30),
        ("0.10", Decimal("0.10")),
        ("1e29", Decimal("1e29")),
        ("1E+29", Decimal("1e29")),
        ("0.1e30", Decimal("1e29")),
        ("1e-29", Decimal("1e-29")),
        ("10e-29", Decimal("10e-29")),
        ("-1.5e2", Decimal("-1.5e2")),
        ("1" * 15 + "." + "2" * 15, Decimal("1" * 15 + "." + "2" * 15)),
    ],
)
def test_p2_a_number_is_exact(text: str, value: int | Decimal) -> None:
    found = number(text)
    assert found == value
    assert type(found) is type(value)
    assert str(found) == str(value)  # 0.10 keeps its last digit


@pytest.mark.parametrize(
    "text", ["", "-", "01", "+1", "1.", ".5", "1e", "e5", "0x10", "1_000", "1 ", " 1", "٣", "1,5", "NaN", "17:00"]
)
def test_p2_what_json_does_not_call_a_number_is_none(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("9" * 31, "-" + "9" * 31, "0." + "1" * 30, "9" * 100_000),
        *("1e30", "1E+30", "1e-30", "1" * 20 + "e11", "1.5e-29"),
        *("0.01e31", "100e-31", "1e99999999999999999999"),
    ],
    ids=lambda text: text[:24],
)
def test_p3_a_number_that_written_out_has_more_than_thirty_digits_is_refused(text: str) -> None:
    """Or has an exponent beyond thirty, whatever stands before it."""
    with pytest.raises(ValueError, match=r"^$"):
        number(text)


def test_p3_a_number_that_is_refused_is_told_and_cut() -> None:
    assert str(too_big("1e99")) == ("found `1e99`; allowed is a number of at most 30 digits; write a text in quotes")
    assert too_big("1e99").code == "huge-number"
    assert too_big("9" * 100).found == "`" + "9" * 60 + "…`"


@pytest.mark.parametrize("text", ["a", "\ufeffa", "é\n\U0001f6a2", "b" * 1_048_576], ids=["a", "mark", "ship", "large"])
def test_p3_a_text_of_a_mebibyte_is_taken_as_it_stands(text: str) -> None:
    """But for the mark of the byte order at its very start, which is no part of it."""
    assert bounded(text) == (text[1:] if text[0] == "\ufeff" else text)


def test_only_the_first_mark_of_the_byte_order_is_left_out() -> None:
    assert bounded("\ufeff\ufeffa") == "\ufeffa"
    assert bounded("a\ufeff") == "a\ufeff"


def test_p3_a_larger_text_is_refused() -> None:
    with pytest.raises(PolicyError) as refused:
        bounded("b" * 1_048_577)
    assert str(refused.value) == "found 1,048,577 characters; allowed is a text of at most 1,048,576 characters"
    assert refused.value.faults[0].code == "too-large"


@pytest.mark.parametrize(
    ("text", "place", "character"),
    [
        ("\ud800", "line 1, column 1", "\\ud800"),
        ("ab\udfff", "line 1, column 3", "\\udfff"),
        ("a\n\udabc\ud800", "line 2, column 1", "\\udabc"),
        ("a\n\nbc\ud800\n", "line 3, column 3", "\\ud800"),
    ],
)
def test_p3_half_a_surrogate_pair_is_told_with_its_place(text: str, place: str, character: str) -> None:
    with pytest.raises(PolicyError) as refused:
        bounded(text)
    assert str(refused.value) == (
        f"{place}: found `{character}`; allowed is a whole character: this is half a surrogate pair"
    )
    assert refused.value.faults[0].code == "not-unicode"


def test_p3_half_a_pair_without_a_place() -> None:
    assert (not_unicode("\ud800").line, not_unicode("\ud800").column) == (None, None)
    assert (unpaired("ab\ud800\ud801"), unpaired("ab\U0001f6a2")) == (2, None)


def test_p3_a_hundred_faults_are_enough() -> None:
    faults: list[Fault] = []
    fault = Fault(code="x", found="x", allowed="y")
    for _ in range(99):
        note(faults, fault)
    assert faults == [fault] * 99
    with pytest.raises(PolicyError) as refused:
        note(faults, fault)
    *first, last = refused.value.faults
    assert first == [fault] * 100
    assert str(last) == "found 100 faults up to here; allowed is fewer, to read on"
    assert last.code == "too-many-faults"


def test_p3_a_place_is_that_of_the_path_or_of_what_is_around_it() -> None:
    places = {(): Place(1, 1), ("a",): Place(2, 3), ("a", "b", 0): Place(4, 5)}
    document = Document({"a": {"b": [1]}}, places)
    for path, place in [
        (("a", "b", 0), (4, 5)),
        (("a", "b", 0, "c"), (4, 5)),
        (("a", "b"), (2, 3)),
        (("c",), (1, 1)),
        ((), (1, 1)),
    ]:
        assert document.place_of(path) == place
        found = document.located(Fault(code="x", found="x", allowed="y", path=path))
        assert (found.line, found.column, found.path) == (*place, path)


def test_p3_without_places_a_fault_stays_as_it_is() -> None:
    fault = Fault(code="x", found="x", allowed="y", path=("a",))
    assert Document({"a": 1}).place_of(("a",)) is None
    assert Document({"a": 1}).located(fault) == fault


@pytest.mark.parametrize("given", [b"name: a", 7, Path("policy.yaml"), ["name: a"]])
def test_p3_what_is_no_text_is_told_so(given: Any) -> None:
    with pytest.raises(PolicyError) as refused:
        bounded(given)
    (fault,) = refused.value.faults
    assert (fault.code, fault.allowed) == ("wrong-type", "the text of a document")
    assert fault.remedy == 'pass what the file holds: `path.read_text(encoding="utf-8")`'
