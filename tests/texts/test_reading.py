"""Texts become the same plain data in all three spellings, and hostile ones are refused at once (P2, P3)."""

import sys
from collections.abc import Callable
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from slapolicy.errors import Fault, PolicyError
from slapolicy.texts import yaml_events
from slapolicy.texts.plain import Document, Place, Plain
from slapolicy.texts.reading import read_json, read_toml, read_yaml
from slapolicy.texts.writing import missing_yaml, write_yaml

READERS: dict[str, Callable[[str], Document]] = {"yaml": read_yaml, "json": read_json, "toml": read_toml}


def faults(language: str, text: str) -> tuple[Fault, ...]:
    with pytest.raises(PolicyError) as refused:
        READERS[language](text)
    return refused.value.faults


def codes(language: str, text: str) -> list[str]:
    return [fault.code for fault in faults(language, text)]


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("NO", "NO"),
        ("on", "on"),
        ("off", "off"),
        ("yes", "yes"),
        ("17:00", "17:00"),
        ("24:00", "24:00"),
        ("2026-12-24", "2026-12-24"),
        ("2026-12-24 09:00:00", "2026-12-24 09:00:00"),
        ("75%", "75%"),
        ("007", "007"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("+1", "+1"),
        (".5", ".5"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("4 business hours", "4 business hours"),
        ("'1'", "1"),
        ('"true"', "true"),
        ("''", ""),
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("0", 0),
        ("-12", -12),
        ("1000", 1000),
        ("99.95", Decimal("99.95")),
        ("1e3", Decimal("1e3")),
        ("=", "="),
        ("<<", "<<"),
    ],
)
def test_p2_a_yaml_scalar_is_the_text_that_stands_there(scalar: str, value: Plain) -> None:
    assert repr(read_yaml(f"a: {scalar}").data) == repr({"a": value})  # repr tells 1 from true and from 1.0


def test_p2_keys_are_texts_also_where_a_loader_would_guess() -> None:
    assert read_yaml("on: 1\nNO: 2\n1: 3\n2026-12-24: 4\nnull: 5\n17:00: 6").data == {
        "on": 1,
        "NO": 2,
        "1": 3,
        "2026-12-24": 4,
        "null": 5,
        "17:00": 6,
    }


def test_p2_one_document_in_three_spellings() -> None:
    expected = {"slapolicy": 1, "goal": Decimal("99.5"), "holidays": ["2026-12-24"], "when": {"open": True}}
    assert read_yaml("slapolicy: 1\ngoal: 99.5\nholidays: [2026-12-24]\nwhen: {open: true}").data == expected
    assert (
        read_json('{"slapolicy": 1, "goal": 99.5, "holidays": ["2026-12-24"], "when": {"open": true}}').data == expected
    )
    assert read_toml("slapolicy = 1\ngoal = 99.5\nholidays = [2026-12-24]\nwhen.open = true").data == expected


def test_p2_toml_times_are_iso_texts() -> None:
    data = read_toml("at = 2026-03-06T16:30:00+01:00\nlocal = 2026-03-06T16:30:00\nopens = 09:00:00").data
    assert data == {"at": "2026-03-06T16:30:00+01:00", "local": "2026-03-06T16:30:00", "opens": "09:00:00"}


def test_p2_numbers_are_exact() -> None:
    assert read_json("[0.1, 1e2, 123456789012345678901234567890]").data == [
        Decimal("0.1"),
        Decimal("1e2"),
        123456789012345678901234567890,
    ]
    assert read_toml("a = [+0.5, 1_000, -1_000.25]").data == {"a": [Decimal("0.5"), 1000, Decimal("-1000.25")]}


def test_p2_a_key_of_digits_is_a_key_in_toml_and_a_line_inside_a_list_is_no_value() -> None:
    """The bounds are looked for before TOML is read, and must not take one thing for another."""
    assert read_toml("9" * 100 + " = 1").data == {"9" * 100: 1}
    assert read_toml("a = [\n" + "1,\n" * 19_000 + "]").data == {"a": [1] * 19_000}


def test_p3_every_value_of_a_yaml_text_has_its_place() -> None:
    text = "targets:\n  triage: {start: created,\n    within: 4 hours}\n  list:\n    - a\n    - b: c\n"
    assert read_yaml(text).places == {
        (): Place(1, 1),
        ("targets",): Place(1, 1),
        ("targets", "triage"): Place(2, 3),
        ("targets", "triage", "start"): Place(2, 12),
        ("targets", "triage", "within"): Place(3, 5),
        ("targets", "list"): Place(4, 3),
        ("targets", "list", 0): Place(5, 7),
        ("targets", "list", 1): Place(6, 7),
        ("targets", "list", 1, "b"): Place(6, 7),
    }


@pytest.mark.parametrize(("language", "text"), [("yaml", "a: 1"), ("json", '{"a": 1}'), ("toml", "a = 1")])
def test_a_byte_order_mark_at_the_start_is_no_part_of_the_document(language: str, text: str) -> None:
    assert READERS[language]("\ufeff" + text).data == {"a": 1}


def test_p3_all_faults_of_a_text_at_once_each_with_its_place() -> None:
    text = "a: &x 1\nb: *x\na: !!str 2\nc: {d: 1, d: 2}\ne: 1e99\n"
    assert [(fault.code, fault.line, fault.column, fault.place) for fault in faults("yaml", text)] == [
        ("anchor", 1, 4, "a"),
        ("alias", 2, 4, "b"),
        ("duplicate-key", 3, 1, ""),
        ("tag", 3, 4, "a"),
        ("duplicate-key", 4, 11, "c"),
        ("huge-number", 5, 4, "e"),
    ]


def test_p3_a_repeated_key_tells_where_it_stood_before() -> None:
    assert str(faults("yaml", "a: 1\nb: 2\na: 3")[0]) == (
        "line 3, column 1: found `a` again; allowed is each key once; it stands in line 1 already"
    )


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("yaml", "a: 1\n---\nb: 2", "second-document"),
        ("yaml", "? [a]\n: 1", "wrong-key"),
        ("yaml", "a: [1", "yaml-syntax"),
        ("yaml", "a: b: c", "yaml-syntax"),
        ("yaml", "a: \x01", "yaml-syntax"),
        ("yaml", "a:\tb", "tab"),
        ("yaml", "a: \ufeffb", "byte-order-mark"),
        ("yaml", "a: |#\n  b", "yaml-syntax"),
        ("yaml", "a: !python/object:os.system x", "tag"),
        ("yaml", "a: \ud800", "not-unicode"),
        ("yaml", "a: 1\nb:\tc", "tab"),
        ("json", '{"a": 1, "a": 2}', "duplicate-key"),
        ("json", '{"a": NaN}', "not-a-number"),
        ("json", '{"a": -Infinity}', "not-a-number"),
        ("json", '{"a": 1e400}', "huge-number"),
        ("json", '{"a": "\\ud800"}', "not-unicode"),
        ("json", '{"\\ud800": 1}', "not-unicode"),
        ("json", '{"a": 1,}', "json-syntax"),
        ("json", "", "json-syntax"),
        ("toml", "a = 1\na = 2", "toml-syntax"),
        ("toml", "a = nan", "not-a-number"),
        ("toml", "a = -inf", "not-a-number"),
        ("toml", "a = 0x" + "f" * 100, "huge-number"),
        ("toml", "a = ", "toml-syntax"),
        ("toml", "a = [", "toml-syntax"),
    ],
)
def test_p3_refused(language: str, text: str, code: str) -> None:
    assert codes(language, text) == [code]


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("yaml", "a: 1\nb: [1\nc: 2", (3, 2)),
        ("json", '{\n  "a": x\n}', (2, 8)),
        ("toml", "a = 1\nb = x", (2, 5)),
        ("toml", "a = 1\nb = [", (2, 6)),
    ],
)
def test_p3_a_text_that_breaks_off_tells_where(language: str, text: str, place: tuple[int, int]) -> None:
    assert [(fault.line, fault.column) for fault in faults(language, text)] == [place]


def test_p3_without_pyyaml_a_fault_tells_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("yaml_events", "yaml_nodes"):
        monkeypatch.delitem(sys.modules, f"slapolicy.texts.{module}", raising=False)
        monkeypatch.delattr(f"slapolicy.texts.{module}", raising=False)
    monkeypatch.setitem(sys.modules, "yaml", None)
    uses: list[Callable[[], object]] = [lambda: read_yaml("a: 1"), lambda: write_yaml({"a": 1})]
    for use in uses:
        with pytest.raises(PolicyError) as refused:
            use()
        (fault,) = refused.value.faults
        assert fault.code == "missing-package"
        assert str(fault) == (
            "found no PyYAML; allowed is YAML only where PyYAML is installed; run `pip install 'slapolicy[yaml]'`"
        )


def test_another_module_that_is_missing_is_not_taken_for_pyyaml() -> None:
    other = ModuleNotFoundError(name="decimal")
    assert missing_yaml(other) is other


@pytest.mark.parametrize(("text", "place"), [('a: "\\ud800"', (1, 4)), ('b: 1\n"\\udfff": 2', (2, 1))])
def test_p3_half_a_pair_that_is_written_as_an_escape_is_refused(text: str, place: tuple[int, int]) -> None:
    """The C parser takes it for wrong syntax; Python's reads it."""
    with pytest.raises(PolicyError):
        read_yaml(text)
    with pytest.raises(PolicyError) as refused:
        yaml_events.read(text, yaml.SafeLoader)
    assert [(fault.code, fault.line, fault.column) for fault in refused.value.faults] == [("not-unicode", *place)]


def test_a_fault_that_has_its_place_keeps_it() -> None:
    fault = Fault(code="x", found="x", allowed="x", line=7, column=3)
    assert read_yaml("a: 1").located(fault) == fault


YAML_PIECES = st.sampled_from(
    [*"abé1.,:-[]{}#'\"|>@~ \n", "a: ", "- ", "\n  ", "null", "true", "1.5", ": ", "\\n", "---\n", "\u2028"]
)


@given(st.lists(YAML_PIECES, max_size=25).map("".join))
def test_p2_both_yaml_parsers_read_the_same(text: str) -> None:
    def outcome(loader: type[object]) -> Plain:
        try:
            return yaml_events.read(text, loader).data
        except PolicyError:
            return "refused"

    assert outcome(yaml_events.LOADERS[0]) == outcome(yaml.SafeLoader)
