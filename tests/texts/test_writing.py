"""What is written reads back to the same data, in JSON, YAML and TOML (P1, P2)."""

import json
import tomllib
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from slapolicy.errors import Fault
from slapolicy.texts.plain import Plain
from slapolicy.texts.reading import read_json, read_toml, read_yaml
from slapolicy.texts.writing import canonical_json, write_json, write_toml, write_yaml

TEXTS = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    [
        "NO",
        "on",
        "17:00",
        "1e5",
        "007",
        "2026-12-24",
        "null",
        "~",
        "",
        "75%",
        "a: b",
        "- a",
        "...",
        "wait...",
        "...\n",
        "a\n\n",
        "#x",
        "a\nb",
        "9" * 40,
    ]
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**29), 10**29)
    | st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9)
    | TEXTS
)


def holding(scalars: st.SearchStrategy[Plain]) -> st.SearchStrategy[Plain]:
    return st.recursive(scalars, lambda part: st.lists(part, max_size=3) | st.dictionaries(TEXTS, part, max_size=3))


DOCUMENTS = holding(SCALARS)
TABLES = st.dictionaries(TEXTS, holding(SCALARS.filter(lambda value: value is not None)), max_size=4)


@given(DOCUMENTS)
def test_p2_json_reads_back_to_the_same_data(data: Plain) -> None:
    assert read_json(write_json(data)).data == data
    assert read_json(canonical_json(data)).data == data


@given(DOCUMENTS)
def test_p2_yaml_reads_back_to_the_same_data(data: Plain) -> None:
    assert read_yaml(write_yaml(data)).data == data


def order(data: Plain) -> Plain:
    """The keys of the data, in their order."""
    if isinstance(data, dict):
        return [[key, order(value)] for key, value in data.items()]
    return [order(item) for item in data] if isinstance(data, list) else None


@given(TABLES)
def test_p2_toml_reads_back_to_the_same_data_in_the_same_order(data: dict[str, Plain]) -> None:
    """But for the root, whose order says nothing: there, what is no table stands first."""
    back = read_toml(write_toml(data)).data
    assert back == data
    assert isinstance(back, dict)
    assert {key: order(value) for key, value in back.items()} == {key: order(value) for key, value in data.items()}
    assert list(back) == sorted(data, key=lambda key: isinstance(data[key], dict))


@given(TABLES)
def test_p2_python_s_own_toml_reader_finds_the_same(data: dict[str, Plain]) -> None:
    assert tomllib.loads(write_toml(data), parse_float=Decimal) == data


@pytest.mark.parametrize("text", ["wait...", "...", "...\n", "...\n\n", "a\n...\n"])
def test_p2_dots_at_the_end_of_a_text_are_no_end_of_the_document(text: str) -> None:
    documents: list[Plain] = [text, {"name": text}, [text], {"notes": [text]}]
    for data in documents:
        assert read_yaml(write_yaml(data)).data == data


def test_p2_toml_gives_a_line_to_each_thing_that_people_look_for() -> None:
    """A table has a header unless a plain value follows it, or it is short; a list of mappings has a line for each."""
    reply: dict[str, Plain] = {"stop": "replied", "within": {"P0": "2 hours"}, "warn": ["75%"]}
    rules: list[Plain] = [{"id": "late", "to": "next"}, {"id": "slow", "when": {"plan": "pro"}}]
    data: dict[str, Plain] = {
        "calendars": {"office": {"hours": {"mon": "closed"}}, "always": "24x7"},
        "name": "a",
        "targets": {"first reply": reply, "triage": {"stop": "triaged"}},
        "owners": {"desk": {"name": "Desk"}, "nobody": {}},
        "escalation": {"rules": rules, "passes": 2, "strict": False},
        "intake": {},
    }
    assert (
        write_toml(data)
        == """\
name = "a"

[calendars]
office = { hours = { mon = "closed" } }
always = "24x7"

[targets."first reply"]
stop = "replied"
within = { P0 = "2 hours" }
warn = ["75%"]

[targets.triage]
stop = "triaged"

[owners]
desk = { name = "Desk" }
nobody = {}

[escalation]
rules = [
    { id = "late", to = "next" },
    { id = "slow", when = { plan = "pro" } },
]
passes = 2
strict = false

[intake]
"""
    )


def test_p2_toml_breaks_a_long_list_into_lines() -> None:
    long = ["a" * 30] * 4
    assert write_toml({"a": list(long)}) == "a = [\n" + f'    "{long[0]}",\n' * 4 + "]\n"


def test_toml_has_no_word_for_nothing() -> None:
    with pytest.raises(TypeError):
        write_toml({"a": None})


@pytest.mark.parametrize("write", [write_yaml, write_toml, write_json, canonical_json])
def test_what_is_no_plain_data_is_not_written(write: Any) -> None:
    with pytest.raises(TypeError, match="object"):
        write({"a": object()})


@given(st.dictionaries(TEXTS, TEXTS, max_size=3))
def test_p2_other_yaml_readers_find_the_same_texts(data: dict[str, str]) -> None:
    assert yaml.safe_load(write_yaml(dict(data))) == data


@given(DOCUMENTS)
def test_p1_the_canonical_text_does_not_depend_on_the_order_of_keys(data: Plain) -> None:
    def reversed_keys(value: Plain) -> Plain:
        if isinstance(value, dict):
            return {key: reversed_keys(value[key]) for key in reversed(value)}
        return [reversed_keys(item) for item in value] if isinstance(value, list) else value

    assert canonical_json(reversed_keys(data)) == canonical_json(data)


@pytest.mark.parametrize(
    ("one", "other"),
    [(Decimal("1.50"), Decimal("1.5")), (Decimal("100"), 100), (Decimal("1e2"), 100), (Decimal("-0.0"), 0)],
)
def test_p1_equal_numbers_have_one_spelling(one: Plain, other: Plain) -> None:
    assert canonical_json(one) == canonical_json(other)


def test_p1_the_canonical_text_is_json() -> None:
    assert json.loads(canonical_json({"b": [1, None], "a": 'x"é'})) == {"a": 'x"é', "b": [1, None]}


def test_a_fault_finds_its_place_or_that_of_what_is_around_it() -> None:
    document = read_yaml("targets:\n  triage:\n    within: 1 day\n")
    exact = Fault(code="x", found="x", allowed="x", path=("targets", "triage", "within"))
    missing = Fault(code="x", found="x", allowed="x", path=("targets", "triage", "start"))
    assert (document.located(exact).line, document.located(exact).column) == (3, 5)
    assert (document.located(missing).line, document.located(missing).column) == (2, 3)
    assert read_toml("a = 1").located(missing).line is None
