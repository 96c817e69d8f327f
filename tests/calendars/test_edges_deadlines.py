"""Deadlines at the edges of days: what was once answered wrongly, and what no common calendar meets (D1-D4, D8)."""

from datetime import UTC, datetime

import pytest

from slapolicy.calendars import Calendar
from slapolicy.errors import CalendarError, HorizonError


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_end_of_the_business_day_is_never_over_already() -> None:
    """D1, T3: Thursday 1 January is cut out by its date, its night runs on to Friday 08:00, past Friday's hours."""
    office = Calendar(
        tz="UTC",
        hours={"thu": "18:00-08:00", "fri": "01:30-02:30", "sat": "09:00-12:00"},
        holidays=["2026-01-01"],
        holiday_cuts="date",
    )
    assert office.is_open(at("2026-01-02T07:59"))
    assert office.add(at("2026-01-02T02:00"), "end of business day") == at("2026-01-02T02:30")
    assert office.add(at("2026-01-02T07:59"), "end of business day") == at("2026-01-03T12:00")


def test_no_business_day_by_close_ends_with_the_business_day() -> None:
    """D4, T9: counting starts in the night of Thursday, which is no working day, so the day that ends is the next one.

    Friday closes at 02:30, and past that the next working day is Saturday.
    """
    office = Calendar(
        tz="UTC",
        hours={"thu": "18:00-08:00", "fri": "01:30-02:30", "sat": "09:00-12:00"},
        holidays=["2026-01-01"],
        holiday_cuts="date",
    )
    ends = {"2026-01-02T00:00": "2026-01-02T02:30", "2026-01-02T07:59": "2026-01-03T12:00"}
    for start, close in ends.items():
        assert office.add(at(start), "0 business days", day_ends="close") == at(close)
    assert OFFICE.add(at("2026-03-06T12:00"), "0 business days", day_ends="close") == at("2026-03-06T17:00")


OFFICE = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})


@pytest.mark.parametrize("length", ["24 hours", "1 calendar day"])
def test_a_deadline_may_be_the_last_instant_and_none_after_it(length: str) -> None:
    """T7, T10: 2200-01-01 belongs to the range."""
    assert OFFICE.add(at("2199-12-31T00:00"), length) == at("2200-01-01T00:00")
    with pytest.raises(HorizonError) as refused:
        OFFICE.add(at("2199-12-31T00:01"), length)
    (fault,) = refused.value.faults
    assert fault.code == "past-horizon"
    assert fault.found == f"`{length}` from 2199-12-31T00:01:00+00:00, which ends after 2200"
    assert fault.allowed == "an answer before 2200"


@pytest.mark.parametrize(("wrong", "remedy"), [("closed", "write `close`"), ("noon", "")])
def test_how_a_day_ends_is_one_of_two_words(wrong: str, remedy: str) -> None:
    """D4, P3."""
    with pytest.raises(CalendarError) as refused:
        OFFICE.add(at("2026-03-06T12:00"), "1 business day", day_ends=wrong)
    (fault,) = refused.value.faults
    assert (fault.code, fault.found) == ("wrong-setting", f"`{wrong}`")
    assert (fault.allowed, fault.remedy) == ("`same_time`, `close`", remedy)
