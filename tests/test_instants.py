"""Instants: aware, in range, in the zone they came in (T1, T10)."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slapolicy.errors import InstantError
from slapolicy.instants import in_zone_of, instant, utc

ZURICH = ZoneInfo("Europe/Zurich")


def test_a_datetime_is_given_back_as_it_is() -> None:
    """T1."""
    at = datetime(2026, 3, 6, 16, 30, tzinfo=ZURICH)
    assert instant(at) is at
    assert utc(at) == datetime(2026, 3, 6, 15, 30, tzinfo=UTC)
    assert utc(at).tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("2026-03-06T16:30:00+01:00", 1),
        ("2026-03-06 16:30+0100", 1),
        ("2026-03-06T15:30:00Z", 0),
        ("2026-03-06t15:30z", 0),
        (" 2026-03-06T10:30:00.000000-05:00 ", -5),
    ],
)
def test_text_with_an_offset_is_read(text: str, offset: int) -> None:
    """T1."""
    assert instant(text) == datetime(2026, 3, 6, 15, 30, tzinfo=UTC)
    assert instant(text).utcoffset() == timedelta(hours=offset)


@pytest.mark.parametrize("naive", ["2026-03-06T16:30", "2026-03-06", datetime(2026, 3, 6, 16, 30)])
def test_a_naive_instant_is_an_error_that_says_so(naive: datetime | str) -> None:
    """T1."""
    with pytest.raises(InstantError) as refused:
        instant(naive, name="created")
    (fault,) = refused.value.faults
    assert fault.code == "naive-instant"
    assert fault.place == "created"
    assert "Z`" in fault.remedy


@pytest.mark.parametrize(
    "value",
    [
        "1969-12-31T23:59:59Z",
        "2200-01-01T00:00:00.000001Z",
        "0001-01-01T00:00+01:00",
        "9999-12-31T23:59-01:00",
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-1))),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=1))),
    ],
)
def test_the_range_has_two_ends(value: datetime | str) -> None:
    """T10."""
    with pytest.raises(InstantError) as refused:
        instant(value)
    assert refused.value.faults[0].code == "instant-out-of-range"


def test_both_ends_are_in_the_range() -> None:
    """T10."""
    assert instant("1970-01-01T00:00Z") < instant("2200-01-01T00:00Z")


@pytest.mark.parametrize(
    "value",
    [
        "", "tomorrow", "2026-W10-5T10:00Z", "20260306T163000Z", "2026-03-06T16:30:60Z", "2026-02-30T10:00Z",
        "2026-03-06T16:30:00.1234567Z", "2026-03-06T16:30+25:00", "٢٠٢٦-03-06T16:30Z", "9" * 1_000_000, "\ud800",
        None, 1_772_811_000, 1.5, object(),
    ],
)  # fmt: skip
def test_what_is_no_instant_is_a_fault(value: str) -> None:
    """T1, P3."""
    with pytest.raises(InstantError):
        instant(value)


@given(st.text(max_size=60))
def test_any_text_is_an_instant_or_a_fault(text: str) -> None:
    """P3."""
    try:
        value = instant(text)
    except InstantError:
        return
    assert value.utcoffset() is not None


@given(st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1), timezones=st.timezones()))
def test_to_utc_and_back_is_the_same_instant(at: datetime) -> None:
    """T1, T2."""
    there = utc(at)
    assert in_zone_of(there, at).tzinfo is at.tzinfo
    assert utc(in_zone_of(there, at)) == there
