"""What is wrong with a YAML text is told in one sentence, with line, column and path; the bounds are exact (P3).

The sentences in quotes of the parser's own words are those of Python's parser, which is always there.
"""

from itertools import count

import pytest
import yaml

from slapolicy.errors import PolicyError
from slapolicy.texts import yaml_events
from slapolicy.texts.reading import read_yaml

NO_TAG = "allowed is no tag; put a text in quotes, write other values plainly"
NO_ANCHOR = "allowed is no anchor; write the value out where it is used"
NO_ALIAS = "allowed is no alias; write the value out"
NO_CONTROL = "allowed is YAML: no control character"
HALF = "allowed is a whole character: this is half a surrogate pair"


def refused(text: str, loader: type[object]) -> PolicyError:
    with pytest.raises(PolicyError) as error:
        yaml_events.read(text, loader)
    return error.value


@pytest.mark.parametrize("loader", yaml_events.LOADERS)
@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("a: 1\n---\nb: 2", ["line 2, column 1: found a second document; allowed is one document in a text"]),
        ("a: {? [b]\n: 1}", ["line 1, column 7, a: found a mapping or a list as a key; allowed is a text"]),
        ("? {a: 1}\n: b", ["line 1, column 3: found a mapping or a list as a key; allowed is a text"]),
        ("x: &a 1\ny: [0, &b {}]", [
            f"line 1, column 4, x: found `&a`; {NO_ANCHOR}",
            f"line 2, column 8, y[1]: found `&b`; {NO_ANCHOR}",
        ]),
        ("x: *a\ny: {*b : 1}", [
            f"line 1, column 4, x: found `*a`; {NO_ALIAS}",
            f"line 2, column 5, y: found `*b`; {NO_ALIAS}",
        ]),
        ("*a : 1\n*b : 2", [f"line 1, column 1: found `*a`; {NO_ALIAS}", f"line 2, column 1: found `*b`; {NO_ALIAS}"]),
        ("x: !a 1\ny: [!b [], !!int 3]", [
            f"line 1, column 4, x: found `!a`; {NO_TAG}",
            f"line 2, column 5, y[0]: found `!b`; {NO_TAG}",
            f"line 2, column 12, y[1]: found `tag:yaml.org,2002:int`; {NO_TAG}",
        ]),
        ("- {a: 1, a: 2}\n- 5\n- a:\n    b: 1\n    b: 2\n    b: 3", [
            "line 1, column 10, [0]: found `a` again; allowed is each key once; it stands in line 1 already",
            "line 5, column 5, [2].a: found `b` again; allowed is each key once; it stands in line 4 already",
            "line 6, column 5, [2].a: found `b` again; allowed is each key once; it stands in line 4 already",
        ]),
        ("a: [1, 1e30]\nb: " + "9" * 31, [
            "line 1, column 8, a[1]: found `1e30`; allowed is a number of at most 30 digits; write a text in quotes",
            f"line 2, column 4, b: found `{'9' * 31}`; allowed is a number of at most 30 digits; "
            "write a text in quotes",
        ]),
        ("a:\tb\n\nc: d\n  \te", [
            "line 1, column 3: found a tab; allowed is spaces; write spaces, or `\\t` in double quotes",
            "line 4, column 3: found a tab; allowed is spaces; write spaces, or `\\t` in double quotes",
        ]),
        ("a: b\nc: \ufeffd\t", [
            "line 2, column 4: found a byte order mark; allowed is one at the very start of a text; leave it out",
        ]),
        ("a: \x01b", [f"line 1, column 4: found `\\x01`; {NO_CONTROL}"]),
        ("b: 1\na: 'x\x07y'", [f"line 2, column 6: found `\\x07`; {NO_CONTROL}"]),
        ("a: 1\nb: 2\nc: \x01", [f"line 3, column 4: found `\\x01`; {NO_CONTROL}"]),
        ("a: 'b", ["line 1, column 6: found the end of the line; allowed is YAML: found unexpected end of stream "
                    "while scanning a quoted scalar"]),
    ],
    ids=count(),
)  # fmt: skip
def test_p3_both_parsers_tell_the_same_faults(text: str, sentences: list[str], loader: type[object]) -> None:
    assert str(refused(text, loader)).split("\n") == sentences


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: b: c", "line 1, column 5: found `: c`; allowed is YAML: mapping values are not allowed here"),
        (
            "a: 1\nb:\n  [1\nc: 22",
            "line 4, column 2: found `: 22`; allowed is YAML: "
            "expected ',' or ']', but got ':' while parsing a flow sequence",
        ),
        ('a: "\\ud800"', f"line 1, column 4, a: found `\\ud800`; {HALF}"),
        ('a: {"b\\udfff": 1}', f"line 1, column 5, a: found `\\udfff`; {HALF}"),
        (
            '"a\\ud800": 1\n"a\\ud801": 2',
            f"line 1, column 1: found `\\ud800`; {HALF}\nline 2, column 1: found `\\ud801`; {HALF}",
        ),
        ("a: 1\n--- b", "line 2, column 1: found a second document; allowed is one document in a text"),
    ],
)
def test_p3_the_words_of_python_s_parser_are_told_with_the_rest_of_the_line(text: str, sentence: str) -> None:
    assert str(refused(text, yaml.SafeLoader)) == sentence


@pytest.mark.parametrize("loader", yaml_events.LOADERS)
@pytest.mark.parametrize("text", ["a: [1", "a: [1\n", "a: {b: 1,\n", "- 'b\n\n"])
def test_p3_a_text_that_breaks_off_ends_where_it_ends(text: str, loader: type[object]) -> None:
    """The parsers differ on the place: in the last line or after it."""
    (fault,) = refused(text, loader).faults
    assert fault.found == "the end of the line"
    assert fault.line in (text.count("\n") + 1, text.count("\n") + 2)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: 1\n---\nb: 2", "second-document"),
        ("? [a]\n: 1", "wrong-key"),
        ("a: &x 1", "anchor"),
        ("a: *x", "alias"),
        ("a: !x 1", "tag"),
        ("a: 1\na: 2", "duplicate-key"),
        ("a: 1e99", "huge-number"),
        ("a:\tb", "tab"),
        ("a: \ufeffb", "byte-order-mark"),
        ("a: \x01", "yaml-syntax"),
        ("a: 'b", "yaml-syntax"),
        ("a: |#\n  b", "yaml-syntax"),
        ("[" * 65, "too-deep"),
        ("[" + "a," * 20_001, "too-many-values"),
    ],
    ids=count(),
)
@pytest.mark.parametrize("loader", yaml_events.LOADERS)
def test_p3_each_fault_has_a_code_of_its_own(text: str, code: str, loader: type[object]) -> None:
    assert {fault.code for fault in refused(text, loader).faults} == {code}


@pytest.mark.parametrize("header", ["|#", ">#", "|-#", "|2+#", ">-1# c"])
def test_p3_a_comment_that_clings_to_the_header_of_a_text_is_refused(header: str) -> None:
    """One parser takes it for a comment and the other one for a fault."""
    for loader in yaml_events.LOADERS:
        (fault,) = refused(f"a:\n  b: {header}\n    c", loader).faults
        assert (fault.code, fault.line) == ("yaml-syntax", 2)
        assert loader is yaml.SafeLoader or str(fault) == (
            "line 2, column 6, a.b: found `#` in the header of a text; allowed is a blank before a comment"
        )


def test_p2_a_comment_after_a_blank_is_one() -> None:
    assert read_yaml("a: | # c\n  b#\nd: 'x|#'").data == {"a": "b#\n", "d": "x|#"}


@pytest.mark.parametrize("loader", yaml_events.LOADERS)
def test_p3_the_depth_and_the_number_of_values_are_bounded_exactly(loader: type[object]) -> None:
    """The document itself is a value, and a key is none."""
    assert yaml_events.read("[" * 64 + "]" * 64, loader).data is not None
    assert str(refused("a:\n " + "[" * 64 + "]" * 64, loader)) == (
        "line 2, column 65, a" + "[0]" * 63 + ": found more than 64 levels; allowed is at most 64 levels"
    )
    assert yaml_events.read("[" + "1," * 19_999 + "]", loader).data == [1] * 19_999
    assert str(refused("- a: 1\n" * 10_000, loader)) == (
        "line 10000, column 6, [9999].a: found more than 20,000 values; allowed is at most 20,000 values"
    )


def test_p3_faults_are_told_before_the_one_that_ends_the_reading() -> None:
    found = refused("a: &x 1\nb: [", yaml.SafeLoader).faults
    assert [(fault.code, fault.line) for fault in found] == [("anchor", 1), ("yaml-syntax", 2)]
    found = refused("a: &x 1\n? []\n: b", yaml.SafeLoader).faults
    assert [(fault.code, fault.line) for fault in found] == [("anchor", 1), ("wrong-key", 2)]


@pytest.mark.parametrize("loader", yaml_events.LOADERS)
def test_p3_a_scalar_alone_is_a_document_with_a_place(loader: type[object]) -> None:
    document = yaml_events.read("\n  a b", loader)
    assert (document.data, dict(document.places)) == ("a b", {(): (2, 3)})
    assert str(refused("&x a", loader)) == f"line 1, column 1: found `&x`; {NO_ANCHOR}"
    assert yaml_events.read("", loader).data is None


def test_p3_a_key_twice_keeps_its_first_place() -> None:
    text = "a: 1\nb: !x {c: 1, c: 2}"
    found = refused(text, yaml.SafeLoader).faults
    assert [(fault.line, fault.column) for fault in found] == [(2, 4), (2, 14)]
