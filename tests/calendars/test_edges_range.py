"""The two ends of the range: everything between them has an answer, and nothing outside (T10)."""

from datetime import UTC, date, datetime

import pytest

from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.errors import InstantError

THURSDAY = Calendar(tz="UTC", hours={"thu": "00:00-02:00"})
"""1 January 1970 was a Thursday, and 31 December 2199 is a Tuesday."""


@pytest.mark.parametrize("tz", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_a_combination_answers_from_the_first_instant_on(tz: str) -> None:
    """T8, T10: the instant before the first one is not looked at."""
    office = Calendar(tz=tz, hours={"mon-sun": "00:00-24:00"}) - THURSDAY
    assert not office.is_open("1970-01-01T00:00Z")
    assert office.next_open("1970-01-01T00:00Z") == datetime(1970, 1, 1, 2, tzinfo=UTC)
    assert office.add("1970-01-01T00:00Z", "1 business day") > datetime(1970, 1, 2, tzinfo=UTC)
    assert office.is_working_day(date(1970, 1, 2))


def test_a_combination_answers_up_to_the_last_instant() -> None:
    """T8, T10: the week's last Thursday ends 2199 five days early."""
    office = ALWAYS - THURSDAY
    assert office.is_open("2199-12-31T23:59Z")
    assert office.previous_open("2200-01-01T00:00Z") == datetime(2199, 12, 26, 2, tzinfo=UTC)
    assert office.is_working_day(date(2199, 12, 31))


def test_t10_the_end_that_is_out_of_range_is_named() -> None:
    for start, end, name in [("1969-03-06", "2026-03-06", "start"), ("2026-03-06", "2201-03-06", "end")]:
        with pytest.raises(InstantError) as refused:
            ALWAYS.elapsed(*(datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (start, end)))
        assert refused.value.faults[0].path == (name,)
