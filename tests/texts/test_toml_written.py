"""TOML and JSON are written in one way, with the letters that people use and no line too long to read (P2)."""

from decimal import Decimal

import pytest

from slapolicy.texts.plain import Plain
from slapolicy.texts.reading import read_json, read_toml
from slapolicy.texts.writing import canonical_json, write_json, write_toml


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({}, "\n"),
        ({"a": {"b": 1}}, "[a]\nb = 1\n"),
        ({"X": 1, "a": {}}, "X = 1\n\n[a]\n"),
        ({"a": {}, "b": {"c": {}}, "d": 1}, "d = 1\n\n[a]\n\n[b]\nc = {}\n"),
        ({"a b": {"c.d": {"e": ["f"]}}}, '["a b"."c.d"]\ne = ["f"]\n'),
        ({"é": "é\u20ac\x7f\n"}, '"é" = "é\u20ac\\u007f\\n"\n'),
        ({"": True, "a-b_C9": False}, '"" = true\na-b_C9 = false\n'),
        ({"a": [1, Decimal("0.10"), Decimal("1e3"), [], ["b"]]}, 'a = [1, 0.10, 1000, [], ["b"]]\n'),
        ({"a": {"b": {"c": [{"d": 1}]}}}, "[a.b]\nc = [\n    { d = 1 },\n]\n"),
        ({"a": {"b": {"c": {"d": 1}}, "e": 2}}, "[a]\nb = { c = { d = 1 } }\ne = 2\n"),
        ({"a": {"b": 1, "c": {"d": {"e": 1}}, "f": {"g": 2}}}, "[a]\nb = 1\n\n[a.c]\nd = { e = 1 }\n\n[a.f]\ng = 2\n"),
    ],
)  # fmt: skip
def test_p2_the_layout_of_toml(data: dict[str, Plain], text: str) -> None:
    assert write_toml(data) == text
    assert read_toml(text).data == data


def test_p2_a_table_that_is_too_long_for_a_line_has_a_header() -> None:
    """It shares a line with its key while both have fewer than 110 characters, without the marks between them."""
    marks = len('k{ v = "" }')
    short, long = "x" * (109 - marks), "x" * (110 - marks)
    assert write_toml({"t": {"k": {"v": short}}}) == f'[t]\nk = {{ v = "{short}" }}\n'
    assert write_toml({"t": {"k": {"v": long}}}) == f'[t.k]\nv = "{long}"\n'


def test_p2_a_list_that_is_too_long_for_a_line_has_a_line_for_each_item() -> None:
    marks = len('k[""]')
    short, long = "x" * (110 - marks), "x" * (111 - marks)
    assert write_toml({"k": [short]}) == f'k = ["{short}"]\n'
    assert write_toml({"k": [long]}) == f'k = [\n    "{long}",\n]\n'


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"é": ["\u20ac", {}, [1]]}, '{\n  "é": [\n    "\u20ac",\n    {},\n    [\n      1\n    ]\n  ]\n}\n'),
        ({"a": Decimal("1e3"), "b": None, "c": True}, '{\n  "a": 1000,\n  "b": null,\n  "c": true\n}\n'),
        ("a", '"a"\n'),
    ],
)  # fmt: skip
def test_p2_the_layout_of_json(data: Plain, text: str) -> None:
    assert write_json(data) == text
    assert read_json(text).data == data


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"b": "é", "a": [1, None, {"d": False, "c": ""}]}, '{"a":[1,null,{"c":"","d":false}],"b":"é"}'),
        ([Decimal("0.00"), Decimal("-0"), Decimal("1200"), Decimal("12.50"), -7], "[0,0,1200,12.5,-7]"),
        ({"a": {}, "b": []}, '{"a":{},"b":[]}'),
    ],
)
def test_p1_the_canonical_text(data: Plain, text: str) -> None:
    assert canonical_json(data) == text


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_p2_json_has_no_word_for_what_is_no_number(number: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        write_json({"a": number})  # type: ignore[dict-item]
