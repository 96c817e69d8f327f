"""YAML is written in one way: blocks for what has parts, a line for what has none, quotes for doubtful texts (P2)."""

from decimal import Decimal

import pytest

from slapolicy.texts.plain import Plain
from slapolicy.texts.reading import read_yaml
from slapolicy.texts.writing import write_yaml


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"a": None, "b": True, "c": False}, "a: null\nb: true\nc: false\n"),
        ({"a": 5, "b": Decimal("0.10"), "c": Decimal("1e3"), "d": -1}, "a: 5\nb: 0.10\nc: 1000\nd: -1\n"),
        ({"a": {"b": 1, "c": "d"}, "e": [1, "f"]}, "a: {b: 1, c: d}\ne: [1, f]\n"),
        ({"a": {"b": {"c": 1}}, "d": [[1, 2], [3]]}, "a:\n  b: {c: 1}\nd:\n- [1, 2]\n- [3]\n"),
        ({"a": {}, "b": []}, "a: {}\nb: []\n"),
        ({"a": {"b": []}}, "a:\n  b: []\n"),
        ([1, {"a": 1}], "- 1\n- {a: 1}\n"),
        ([], "[]\n"),
        ({}, "{}\n"),
        ("a", "a\n"),
        ("a...", "a...\n"),
        (None, "null\n"),
        (1, "1\n"),
        ("é \u20ac", "é \u20ac\n"),
    ],
)
def test_p2_the_layout_of_yaml(data: Plain, text: str) -> None:
    assert write_yaml(data) == text
    assert read_yaml(text).data == data


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("4 business hours", "4 business hours"),
        ("75%", "75%"),
        ("NO", "'NO'"),
        ("17:00", "'17:00'"),
        ("2026-12-24", "'2026-12-24'"),
        ("", "''"),
        ("12", "'12'"),
        ("1e5", "'1e5'"),  # a number as JSON spells it, though not in YAML 1.1
        ("-0.5E-3", "'-0.5E-3'"),
        ("1e99", "'1e99'"),  # a number that would be refused
        ("9" * 31, f"'{'9' * 31}'"),
        ("a\nb", "|-\n  a\n  b"),
        ("a\n", "|\n  a"),
        ("a\rb", '"a\\rb"'),
        ("a\x85b", '"a\\Nb"'),
        ("a\u2028b\u2029", '"a\\Lb\\P"'),
        ("---\nb", '"---\\nb"'),
        ("a\n... b", '"a\\n... b"'),
    ],
)
def test_p2_a_text_that_looks_like_something_else_is_in_quotes(value: str, written: str) -> None:
    assert write_yaml({"a": value}) == f"a: {written}\n"
    assert read_yaml(f"a: {written}\n").data == {"a": value}


def test_p2_a_text_of_several_lines_keeps_its_lines_also_in_a_list() -> None:
    """Beside it, nothing is squeezed on one line."""
    assert write_yaml({"a": ["b\nc", 1]}) == "a:\n- |-\n  b\n  c\n- 1\n"
    assert write_yaml({"a": {"b": "c\nd", "e": 1}}) == "a:\n  b: |-\n    c\n    d\n  e: 1\n"


def test_p2_a_line_is_broken_where_it_is_too_wide_to_read() -> None:
    words: list[Plain] = [f"word {number}" for number in range(100, 130)]
    lines = write_yaml({"a": words}).splitlines()
    assert [len(line) <= 115 for line in lines] == [True] * len(lines)
    assert max(map(len, lines)) > 100
    assert read_yaml("\n".join(lines)).data == {"a": words}
