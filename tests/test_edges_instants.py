"""Instants: every refusal word for word, and the longest text that is read (T1, T10, P3)."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from slapolicy.errors import InstantError
from slapolicy.instants import FIRST, LAST, in_zone_of, instant, utc

AN_INSTANT = "a datetime with a zone, or a text such as `2026-03-06T16:30:00+01:00`"
IN_RANGE = "an instant from 1970-01-01 to 2200-01-01 UTC"


@pytest.mark.parametrize(
    ("value", "code", "found", "allowed", "remedy"),
    [
        ("tomorrow", "unreadable-instant", "`tomorrow`", AN_INSTANT, ""),
        (None, "unreadable-instant", "nothing", AN_INSTANT, ""),
        ("2026-03-06T16:30", "naive-instant", "`2026-03-06 16:30:00`, which names no zone", AN_INSTANT,
         'add the offset, `2026-03-06T16:30:00Z`, or a zone, `tzinfo=ZoneInfo("Europe/Zurich")`'),
        ("1969-12-31T23:59Z", "instant-out-of-range", "`1969-12-31 23:59:00+00:00`", IN_RANGE, ""),
        ("2200-01-01T00:00:00.000001Z", "instant-out-of-range", "`2200-01-01 00:00:00.000001+00:00`", IN_RANGE, ""),
    ],
)  # fmt: skip
def test_every_refusal_says_what_was_found_and_what_to_write(
    value: str, code: str, found: str, allowed: str, remedy: str
) -> None:
    """T1, T10, P3."""
    with pytest.raises(InstantError) as refused:
        instant(value, name="created")
    (fault,) = refused.value.faults
    assert (fault.code, fault.found, fault.allowed, fault.remedy) == (code, found, allowed, remedy)
    assert fault.path == ("created",)


def test_a_date_that_does_not_exist_is_refused_as_it_was_written() -> None:
    """T1, P3: the words in brackets are Python's own."""
    with pytest.raises(InstantError) as refused:
        instant("2026-02-30T10:00Z", name="created")
    (fault,) = refused.value.faults
    assert fault.found.startswith("`2026-02-30T10:00Z` (")
    assert (fault.code, fault.allowed, fault.path) == ("unreadable-instant", AN_INSTANT, ("created",))


@pytest.mark.parametrize("value", ["tomorrow", "2026-03-06T16:30", "1969-12-31T23:59Z"])
def test_an_instant_without_a_name_is_the_one_that_is_asked_at(value: str) -> None:
    """P3."""
    for read in (instant, utc):
        with pytest.raises(InstantError) as refused:
            read(value)
        assert refused.value.faults[0].place == "at"


def test_a_text_may_have_48_characters() -> None:
    """P3: white space around it included."""
    text = "2026-03-06T16:30:00.000001+01:00"
    assert instant(text.center(48)) == datetime(2026, 3, 6, 15, 30, 0, 1, tzinfo=UTC)
    with pytest.raises(InstantError):
        instant(text.center(49))


def test_both_ends_are_kept_as_they_are_in_any_zone() -> None:
    """T10."""
    for end in (FIRST, LAST):
        assert utc(end) is end
        assert utc(end.astimezone(ZoneInfo("Asia/Tokyo"))) == end
        assert utc(end.astimezone(timezone(timedelta(hours=-12)))) == end
    with pytest.raises(InstantError):
        utc(FIRST - timedelta.resolution)


def test_a_result_is_shown_like_the_question_also_where_that_was_a_text() -> None:
    """T1."""
    result = datetime(2026, 3, 6, 15, 30, tzinfo=UTC)
    assert in_zone_of(result, "2026-03-06T09:00+01:00").isoformat() == "2026-03-06T16:30:00+01:00"
    assert in_zone_of(result, datetime(2026, 7, 1, tzinfo=UTC)) is result
    assert (
        in_zone_of(result, datetime(2026, 7, 1, tzinfo=ZoneInfo("Europe/Zurich"))).isoformat()
        == "2026-03-06T16:30:00+01:00"
    )
