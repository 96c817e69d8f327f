"""Every error is made of faults: what was found, what is allowed, and what to write instead (P3)."""

import pytest

from slapolicy import DurationError, Fault, PolicyError, SlapolicyError, duration
from slapolicy.errors import in_quotes, listed, nearest, shown

FAULT = Fault(
    code="unknown-key", path=("targets", "x", "warn", 0), found="`a`", allowed="a share", remedy="write `75%`"
)


def test_p3_a_fault_reads_as_a_sentence_with_its_place() -> None:
    assert str(FAULT) == "targets.x.warn[0]: found `a`; allowed is a share; write `75%`"
    assert str(Fault(code="c", found="`a`", allowed="b")) == "found `a`; allowed is b"
    placed = Fault(code="c", found="`a`", allowed="b", line=3, column=7)
    assert str(placed) == "line 3, column 7: found `a`; allowed is b"
    assert str(Fault(code="c", found="`a`", allowed="b", path=("x",), line=3, column=7)).startswith(
        "line 3, column 7, x:"
    )


def test_p3_a_fault_can_be_seen_from_further_out() -> None:
    assert FAULT.under("policy", 2).place == "policy[2].targets.x.warn[0]"
    assert FAULT.place == "targets.x.warn[0]"


def test_p3_an_error_is_one_line_for_each_fault_and_a_value_error() -> None:
    error = PolicyError(FAULT, FAULT.under("a"))
    assert error.faults == (FAULT, FAULT.under("a"))
    assert len(str(error).splitlines()) == 2
    with pytest.raises(ValueError, match="found `soon`"):
        duration("soon")
    with pytest.raises(DurationError) as refused:
        duration("1 day")
    assert isinstance(refused.value, SlapolicyError)
    assert refused.value.faults[0].code == "ambiguous-day"


@pytest.mark.parametrize(
    ("word", "remedy"),
    [("Widhin", "write `within`"), ("within", "write `within`"), ("zzz", ""), (7, ""), ("w" * 5000, "")],
)
def test_p3_the_nearest_known_name(word: object, remedy: str) -> None:
    assert nearest(word, ["start", "within"]) == remedy


def test_p3_names_keep_their_case() -> None:
    assert nearest("p0", ["P0", "P1"]) == "write `P0`"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "nothing"),
        ({}, "a mapping"),
        ([1], "a list"),
        ((), "a list"),
        (2**300, "a huge number"),
        ("a\n  b", "`a b`"),
        ("x" * 61, f"`{'x' * 60}…`"),
        (True, "`True`"),
    ],
)
def test_p3_values_are_quoted_on_one_line(value: object, text: str) -> None:
    assert shown(value) == text


def test_p3_a_long_list_is_cut_and_says_so() -> None:
    assert listed("abc", most=3) == "`a`, `b`, `c`"
    assert listed("abcde", most=3) == "`a`, `b`, `c` and 2 more"


@pytest.mark.parametrize(("value", "remedy"), [(2, 'write `"2"`, in quotes'), (10**6, ""), ("2", ""), (None, "")])
def test_p3_a_small_number_may_have_been_meant_as_a_text(value: object, remedy: str) -> None:
    assert in_quotes(value) == remedy


def test_p3_each_fault_is_a_line_whatever_its_keys_hold() -> None:
    path = ("targets", "two\nlines\u2028and\x1b[31m", "é 日")
    fault = Fault(code="x", path=path, found="a", allowed="b")
    assert str(fault) == "targets.two\\nlines\\u2028and\\x1b[31m.é 日: found a; allowed is b"
