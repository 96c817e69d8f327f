"""The table of codes is the source's: none is missing, none is made up, and each example gives its own (P3)."""

import re
from pathlib import Path

import pytest

from faults.codes_in_source import codes_in, sources
from faults.examples import given_by
from faults.page import PAGE, page, write_files
from slapolicy.faults import CODES, SECTIONS, FaultCode

IN_SOURCE = codes_in(sources())
ENTRIES = [entry for entries in SECTIONS.values() for entry in entries]


@pytest.mark.parametrize("code", IN_SOURCE)
def test_p3_each_code_of_the_source_is_in_the_table(code: str) -> None:
    """Where this fails, add an entry to `slapolicy.faults`, with an example, and write the page again."""
    assert any(re.fullmatch(code, known) for known in CODES), f"{code!r}, of {IN_SOURCE[code]}, has no entry"


@pytest.mark.parametrize("code", CODES)
def test_p3_each_code_of_the_table_is_in_the_source(code: str) -> None:
    assert any(re.fullmatch(known, code) for known in IN_SOURCE)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_p3_each_example_gives_its_code_and_no_other(
    entry: FaultCode, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert {each.code for each in given_by(entry)} == {entry.code}


def test_p3_the_page_is_the_table(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where this fails: `PYTHONPATH=tests python -m faults.page`."""
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert PAGE.read_text(encoding="utf-8") == page()


def test_p3_no_code_has_two_entries_and_each_section_is_in_order() -> None:
    assert len(CODES) == len(ENTRIES)
    for entries in SECTIONS.values():
        assert [entry.code for entry in entries] == sorted(entry.code for entry in entries)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_p3_an_entry_says_everything_in_sentences(entry: FaultCode) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", entry.code)
    for sentence in (entry.means, entry.arises, entry.remedy):
        assert re.match(r"[A-Z`0-9].*[.]$", sentence)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("PolicyError.of('a-b', found='')", ["a-b"]),
        ("Fault(code='a' if x else 'b')", ["a", "b"]),
        ("def f(x, code): ...\nf(1, 'c')", ["c"]),
        ("def f(x): ...\nf('no-code')", []),
        ("class Q:\n    code: str\nQ('d')", ["d"]),
        ("Fault(code=f'{k}-twice')", [".+\\-twice"]),
        ("Fault(code=code)\nView.of('no-code')", []),
    ],
)
def test_the_scanner_finds_a_code_in_each_of_its_forms(text: str, codes: list[str]) -> None:
    assert list(codes_in({"module.py": text})) == codes


def test_the_scanner_tells_of_a_code_that_can_t_be_read() -> None:
    assert list(codes_in({"module.py": "Fault(code=TABLE[x])"})) == ["neither a text nor handed on: TABLE[x]"]
