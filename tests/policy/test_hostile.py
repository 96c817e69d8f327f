"""Texts that are made to hurt, and the traps of stock YAML: refused, or read as they stand (P2, P3).

What a refusal costs is measured by `benchmarks/bench_documents.py`.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import yaml

from documents.hostile import HOSTILE
from slapolicy import Policy, PolicyError
from slapolicy.texts.reading import read_yaml

LOADERS: dict[str, Callable[[str], Policy]] = {
    "yaml": Policy.from_yaml,
    "json": Policy.from_json,
    "toml": Policy.from_toml,
}


@pytest.mark.parametrize(
    ("language", "what"),
    [(language, what) for language, texts in HOSTILE.items() for what in texts],
    ids=lambda value: value,
)
def test_p3_a_hostile_text_is_refused(language: str, what: str) -> None:
    with pytest.raises(PolicyError) as refused:
        LOADERS[language](HOSTILE[language][what])
    assert refused.value.faults
    assert len(refused.value.faults) <= 101
    assert all(len(str(fault)) < 1_000 for fault in refused.value.faults)


def nested(levels: int, make: Callable[[Any], Any]) -> Any:
    part: Any = 1
    for _ in range(levels):
        part = make(part)
    return part


def itself() -> Any:
    part: dict[str, Any] = {"name": "a"}
    part["targets"] = part
    return part


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (nested(10_000, lambda part: [part]), "too-deep"),
        (nested(10_000, lambda part: {"a": part}), "too-deep"),
        (itself(), "too-deep"),
        ({"name": "a", "facts": list(range(30_000))}, "too-many-values"),
        ({"name": "a" * 2_000_000}, "too-large"),
        ({"a" * 2_000_000: "a"}, "too-large"),
        ({"slapolicy": 10**1_000_000}, "huge-number"),
        ({"slapolicy": Decimal("1e4000000")}, "huge-number"),
        ({"name": "\ud800"}, "not-unicode"),
        ({"\ud800": 1}, "not-unicode"),
    ],
)
def test_p3_hostile_data_is_refused(document: Any, code: str) -> None:
    with pytest.raises(PolicyError) as refused:
        Policy.from_dict(document)
    assert [fault.code for fault in refused.value.faults] == [code]


def test_p3_keys_are_no_values_of_their_own() -> None:
    """As many as a text may have: `read_yaml` and `from_dict` count alike."""
    owners = {f"owner {number}": "A" for number in range(12_000)}
    assert len(Policy.from_dict({"name": "a", "owners": owners}).owners) == 12_000


# -- the traps of stock YAML


@pytest.mark.parametrize(
    ("written", "trap", "meant"),
    [
        ("closes: 17:00", 1020, "17:00"),  # sexagesimal: an hour becomes a number of minutes
        ("opens: 09:30", "09:30", "09:30"),  # and with a leading nought it does not
        ("country: NO", False, "NO"),
        ("on: resolved", None, None),  # the key becomes true
        ("answer: yes", True, "yes"),
        ("answer: off", False, "off"),
        ("code: 0777", 511, "0777"),  # octal
        ("code: 0o777", "0o777", "0o777"),
        ("code: 0x1F", 31, "0x1F"),
        ("code: 0b11", 3, "0b11"),
        ("code: 1_000", 1000, "1_000"),
        ("code: +12", 12, "+12"),
        ("share: .5", 0.5, ".5"),
        ("share: .inf", float("inf"), ".inf"),
        ("version: 1e3", "1e3", Decimal(1000)),
        ("zip: 08540", "08540", "08540"),
    ],
)
def test_p2_a_scalar_stays_what_stands_there(written: str, trap: object, meant: object) -> None:
    """The second column is what PyYAML's own loader makes of it."""
    key = written.partition(":")[0]
    stock, here = yaml.safe_load(written), read_yaml(written).data
    assert isinstance(here, dict)
    if meant is None:
        assert stock == {True: "resolved"}
        assert here == {"on": "resolved"}
    else:
        assert stock == {key: trap}
        assert here == {key: meant}


def test_p2_a_date_stays_a_text() -> None:
    assert not isinstance(yaml.safe_load("day: 2026-12-24")["day"], str)
    assert read_yaml("day: 2026-12-24").data == {"day": "2026-12-24"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name: a\nname: b", "duplicate-key"),
        ("name: a\nowners: {a: A, a: B}", "duplicate-key"),
        ("name: &a b", "anchor"),
        ("name: a\nowners: {a: &x A, b: *x}", "alias"),
        ("name: a\nx: &x {a: A}\nowners: {<<: *x}", "alias"),
        ("name: !!python/object/apply:os.getcwd []", "tag"),
        ("name: !!binary aGVsbG8=", "tag"),
        ("name: a\n--- \nname: b", "second-document"),
        ("%YAML 1.1\n---\nname: !a b", "tag"),
        ("? {a: 1}\n: b", "wrong-key"),
        ("name:\ta", "tab"),
    ],
)
def test_p3_what_can_hide_something_is_refused(text: str, code: str) -> None:
    with pytest.raises(PolicyError) as refused:
        Policy.from_yaml(text)
    assert code in [fault.code for fault in refused.value.faults]


def test_p3_a_merge_key_is_a_key_like_any_other() -> None:
    assert read_yaml("<<: a").data == {"<<": "a"}
    with pytest.raises(PolicyError, match="found `<<`"):
        Policy.from_yaml("name: a\n<<: {calendar: always}")


def test_p2_hours_without_quotes_are_hours() -> None:
    """`17:00-18:00` and `24:00` are the texts that they look like, and so are days that look like words of logic."""
    policy = Policy.from_yaml(
        "name: a\ncalendars: {NO: {tz: UTC, hours: {mon: 09:00-17:00, tue: 00:00-24:00}}}\ncalendar: NO\n"
        "targets: {on: {start: on, stop: off, within: 4 business hours}}\n"
    )
    assert policy.calendar == "NO"
    assert list(policy.targets) == ["on"]
    assert policy.targets["on"].stop.events == ("off",)
