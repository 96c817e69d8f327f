"""Edges of thresholds: what is read as one, what is none, and each fault in full (C8, D1, P3)."""

import pytest

from slapolicy import PolicyError, Target
from slapolicy.targets import threshold

THRESHOLD = (
    "allowed is a share up to `100%`, or an elapsed or working time that is left or late; "
    "write `75%`, `4 business hours left`, `1 hour late` or `every 1 hour late`"
)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("99.9999%", "99.9999%"),
        (" every 90 minutes late ", "every 90 minutes late"),
        ("  1 hour late  ", "1 hour late"),
        ("every\n1\nhour\nlate", "every 1 hour late"),
    ],
)
def test_spaces_and_lines_mean_nothing(text: str, canonical: str) -> None:
    """C8: as a text in a document may be folded."""
    assert threshold(text).canonical == canonical


@pytest.mark.parametrize(
    "text",
    ["75.00001%", "0.0%", "1000%", "every1 hour late", "1 hourleft", "1 hour latest", "1 hour left late", "75%%"],
)
def test_what_is_nearly_a_threshold(text: str) -> None:
    """C8, P3: refused, not guessed at."""
    with pytest.raises(PolicyError):
        threshold(text)


@pytest.mark.parametrize("text", ["75%", "1 hour late", "every 1 hour late"])
def test_a_hundred_characters_are_the_most(text: str) -> None:
    """P3: the last length that is read, and the first that is refused."""
    assert threshold(text.rjust(100)) == threshold(text)
    with pytest.raises(PolicyError) as refused:
        threshold(text.rjust(101))
    assert [fault.code for fault in refused.value.faults] == ["wrong-threshold"]


def test_a_warning_keeps_its_words_and_has_one_name_for_its_meaning() -> None:
    """C8: the name goes into ids that last, the words are those of the document."""
    target = Target.read({"stop": "resolved", "within": "8 hours", "warn": ["75.0 %", "240 business minutes left"]})
    assert [(name, text) for _, name, text in target.points] == [
        ("75%", "75%"),
        ("4 business hours left", "240 business minutes left"),
    ]
    assert [point for point, _, _ in target.points] == [threshold("75%"), threshold("240 business minutes left")]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("75", "`75`"),
        ("100.0001%", "`100.0001%`"),
        (75, "`75`"),
        (None, "nothing"),
        ("1 business day left", "`1 business day left`"),
    ],
)
def test_a_fault_of_a_threshold_in_full(written: object, found: str) -> None:
    """P3, C8: what was found, what a warning may be, and each form to write."""
    with pytest.raises(PolicyError) as refused:
        threshold(written)
    assert str(refused.value) == f"found {found}; {THRESHOLD}"


def test_a_threshold_with_a_duration_that_is_none() -> None:
    """P3, D1, C8: the fault is the duration's own; a bare day has its three meanings told."""
    for written in ("1 day left", "every 1 day late"):
        with pytest.raises(PolicyError) as refused:
            threshold(written)
        assert [fault.code for fault in refused.value.faults] == ["ambiguous-day"]
    with pytest.raises(PolicyError, match=r"^warn\[1\]: found `1 day`"):
        Target.read({"stop": "resolved", "within": "2 hours", "warn": ["75%", "1 day left"]})
