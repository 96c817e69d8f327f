"""What is wrong with a JSON or TOML text is told in one sentence, with its place; the bounds are exact (P3)."""

from collections.abc import Callable
from itertools import count

import pytest

from slapolicy.errors import PolicyError
from slapolicy.texts.plain import Document
from slapolicy.texts.reading import read_json, read_toml

Reader = Callable[[str], Document]
HUGE = "allowed is a number of at most 30 digits; write a text in quotes"
HALF = "found `\\ud800`; allowed is a whole character: this is half a surrogate pair"
TOO_DEEP = "found more than 64 levels; allowed is at most 64 levels"
TOO_MANY = "found more than 20,000 values; allowed is at most 20,000 values"


def refused(read: Reader, text: str) -> PolicyError:
    with pytest.raises(PolicyError) as error:
        read(text)
    return error.value


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"a": x  \n}', "line 1, column 7: found `x`; allowed is JSON: expecting value"),
        ('{\n  "a": [1 22]}', "line 2, column 11: found `22]}`; allowed is JSON: expecting ',' delimiter"),
        ("", "line 1, column 1: found the end of the line; allowed is JSON: expecting value"),
        ('{"a":\n\n', "line 3, column 1: found the end of the line; allowed is JSON: expecting value"),
        ("[1]]", "line 1, column 4: found `]`; allowed is JSON: extra data"),
        ("x" * 100, f"line 1, column 1: found `{'x' * 60}…`; allowed is JSON: expecting value"),
        ('{"a": 1,\n "a": 2}', "a: found `a` again; allowed is each key once"),
        ('[{"b": {"c": 1, "c": 2}}]', "[0].b.c: found `c` again; allowed is each key once"),
        ('{"a": [1, {"b": NaN}]}', "a[1].b: found `NaN`; allowed is a finite number"),
        ("[-Infinity]", "[0]: found `-Infinity`; allowed is a finite number"),
        ("1e400", f"found `1e400`; {HUGE}"),
        ("[" + "9" * 31 + "]", f"[0]: found `{'9' * 31}`; {HUGE}"),
        ('{"a": "b\\ud800"}', f"a: {HALF}"),
        ('{"x": {"\\ud800": 1}}', f"x: {HALF}"),
        ("[\n" * 65, f"line 65, column 1: {TOO_DEEP}"),
        ("[" + "1," * 20_000 + "1]", TOO_MANY),
    ],
    ids=count(),
)
def test_p3_what_is_wrong_with_a_json_text(text: str, sentence: str) -> None:
    assert str(refused(read_json, text)) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a = 1\nb = x", "line 2, column 5: found `x`; allowed is TOML: invalid value"),
        ("a = 1\nb =x y", "line 2, column 4: found `x y`; allowed is TOML: invalid value"),
        ("a = \nb = 1", "line 1, column 5: found the end of the line; allowed is TOML: invalid value"),
        ("a = 1\nb = [", "line 2, column 6: found the end of the line; allowed is TOML: invalid value"),
        ("b.c = [1, +inf]", "b.c[1]: found `+inf`; allowed is a finite number"),
        ("a = nan", "a: found `nan`; allowed is a finite number"),
        ("a = 1" + "0" * 30, f"a: found `1{'0' * 30}`; {HUGE}"),
        ("a = -1" + "0" * 30, f"a: found `-1{'0' * 30}`; {HUGE}"),
        ("a = 0x" + "f" * 60, f"a: found a huge number; {HUGE}"),
        ("a = 1e+31", f"a: found `1e+31`; {HUGE}"),
        ("\nb = 1\na = " + "9" * 4001 + "\nc = 2\n", f"line 3, column 1: found `{'9' * 60}…`; {HUGE}"),
        ("\n" + ".".join("a" * 65) + " = 1\nb = 1\n", f"line 2, column 1: {TOO_DEEP}"),
        ('a."b"' + ".'c'" * 63 + " = 1", f"line 1, column 1: {TOO_DEEP}"),
        ("a = [\n" + "[" * 64, f"line 2, column 1: {TOO_DEEP}"),
        ("a.b.c = {d = 1}\n" + "x.y" + ".z" * 60 + " = [[[1]]]", f"x.y{'.z' * 60}[0][0]: {TOO_DEEP}"),
        ("a = [" + "1," * 20_000 + "]", TOO_MANY),
        ("#\n" * 20_001, TOO_MANY),
    ],
    ids=count(),
)
def test_p3_what_is_wrong_with_a_toml_text(text: str, sentence: str) -> None:
    assert str(refused(read_toml, text)) == sentence


def test_p3_all_faults_of_the_values_at_once() -> None:
    found = refused(read_json, '{"a": NaN, "b": {"c": 1e99, "c": 2}, "d": [9, "\\ud800"]}')
    assert [(fault.code, fault.place) for fault in found.faults] == [
        ("not-a-number", "a"),
        ("duplicate-key", "b.c"),
        ("not-unicode", "d[1]"),
    ]


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_json, "[" * 64 + "]" * 64),
        (read_json, "{" + '"a":{' * 63 + "}" * 64),
        (read_json, "[" + "[],{}," * 3_000 + "1]"),  # one after the other is not one in the other
        (read_json, "[" + "1," * 19_999 + "1]"),
        (read_json, '["' + "[{,.=\\n" * 10_000 + '"]'),  # what stands in a text is text
        (read_json, '["' + '\\"[' * 10_000 + '"]'),
        (read_toml, "b = 1\n" + ".".join("a" * 64) + " = 1"),
        (read_toml, "\n".join(f"a.b{number} = 1.5" for number in range(200))),
        (read_toml, "x = [" + "1.5, " * 100 + "]"),
        (read_toml, "a" + ".b" * 40 + " = {c" + ".d" * 20 + " = 1}"),
        (read_toml, "#\n" * 20_000),
        (read_toml, "# " + "a." * 100 + "\n# [[" + "[" * 100),
        (read_toml, "a = '" + "[." * 100 + "'\nb = \"" + '[.\\"' * 100 + '"'),
        (read_toml, "a = '''" + "[.\n'" * 100 + "'''\nb = \"\"\"" + '[."\n' * 100 + '"""'),
        (read_toml, "a = [\n" + "1,\n" * 19_990 + "]"),
        (read_toml, "a = " + "9" * 30),
        (read_toml, "a" * 5_000 + " = 1"),
        (read_toml, "9" * 3_999 + " = 1"),
    ],
    ids=count(),
)
def test_p3_a_text_at_a_bound_is_read(read: Reader, text: str) -> None:
    assert read(text).data is not None


def test_p3_a_text_of_marks_without_values_is_refused_in_the_end() -> None:
    """Comments in a list are no values; of marks, there may be four to a value."""
    tokens_of_the_list = 3  # `=`, `[` and `]`
    comments = (80_001 - tokens_of_the_list) // 2
    read_toml("a = [" + "#\n" * comments + "]")
    assert str(refused(read_toml, "a = [" + "#\n" * (comments + 1) + "]")) == TOO_MANY


def test_p2_the_signs_and_separators_of_a_toml_number_are_no_part_of_it() -> None:
    assert str(read_toml("a = [+1_0.5, -1_000.25, +3]").data) == ("{'a': [Decimal('10.5'), Decimal('-1000.25'), 3]}")
