"""Texts that are made to keep a reader busy are refused before it sees them, in all three spellings (P3)."""

from collections.abc import Callable
from itertools import count

import pytest

from slapolicy.errors import PolicyError
from slapolicy.texts.plain import Document
from slapolicy.texts.reading import read_json, read_toml, read_yaml

READERS: dict[str, Callable[[str], Document]] = {"yaml": read_yaml, "json": read_json, "toml": read_toml}

BOMBS = {
    "yaml": [
        ("too-large", "#" * 1_048_577),
        ("too-deep", "[" * 1_000_000),
        ("too-deep", "- " * 500_000),
        ("too-deep", "{a: " * 200_000),
        ("too-many-values", "[" + "a," * 500_000),
        ("too-many-values", "".join(f"k{n}: v\n" for n in range(70_000))),
        ("too-many-faults", "a: &a x\n" * 100_000),
        ("too-many-faults", "a:\n" + " b: 1\n" * 150_000),
        ("alias", "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]"),
        ("too-many-faults", "\t\n" * 400_000),
        ("huge-number", "a: " + "9" * 1_000_000),
        ("huge-number", "a: 1e4000000"),
        ("tag", "!" * 900_000),
        ("yaml-syntax", "'" + "a" * 1_000_000),
    ],
    "json": [
        ("too-large", "[" + " " * 1_048_577),
        ("too-deep", "[" * 1_000_000),
        ("too-deep", '{"a":' * 100_000),
        ("too-many-values", "[" + "{}," * 300_000),
        ("too-many-faults", "[" + "NaN," * 19_000 + "1]"),
        ("huge-number", "9" * 1_000_000),
        ("huge-number", "1e4000000"),
        ("json-syntax", '"' + '\\"' * 400_000),
        ("too-many-values", '"' * 1_000_000),
    ],
    "toml": [
        ("too-large", "#" * 1_048_577),
        ("too-deep", "a = " + "[" * 500_000),
        ("too-deep", ".".join("a" * 20_000) + " = 1"),
        ("too-deep", ".".join(['"a"'] * 20_000) + " = 1"),
        ("too-deep", ("a." * 60 + "a={") * 60 + "}" * 60),
        ("too-many-values", "a = 1\n" * 150_000),
        ("huge-number", "a = " + "9" * 1_000_000),
        ("toml-syntax", '"""' + '\\"""' * 200_000),
        ("too-many-values", "'" * 1_000_000),
    ],
}


@pytest.mark.parametrize(
    ("language", "code", "text"),
    [(language, code, text) for language, bombs in BOMBS.items() for code, text in bombs],
    ids=count(),
)
def test_p3_a_hostile_text_is_refused(language: str, code: str, text: str) -> None:
    with pytest.raises(PolicyError) as refused:
        READERS[language](text)
    assert code in [fault.code for fault in refused.value.faults]
