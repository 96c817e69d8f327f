"""The horizon, to the day: the same question has the same answer, whatever was asked before (T7, E9)."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.errors import HorizonError

EARLY = datetime(2024, 1, 15, tzinfo=UTC)
LATE = datetime(2028, 11, 15, tzinfo=UTC)


def once() -> Calendar:
    """Open on one day only, more than two years after the one instant and before the other."""
    return Calendar(tz="UTC", hours={}, special={"2026-03-06": "09:00-17:00"}, horizon="2 years")


ASKED: list[tuple[Callable[[Calendar], object], str]] = [
    (lambda calendar: calendar.next_open(EARLY), "the next opening"),
    (lambda calendar: calendar.next_close(EARLY), "the next closing"),
    (lambda calendar: calendar.add(EARLY, "1 business hour"), "1 business hour"),
    (lambda calendar: calendar.next_working_day(EARLY.date()), "1 business day"),
    (lambda calendar: calendar.previous_open(LATE), "the previous opening"),
    (lambda calendar: calendar.previous_close(LATE), "the previous closing"),
    (lambda calendar: calendar.subtract(LATE, "1 business hour"), "1 business hour before"),
]


@pytest.mark.parametrize(("ask", "asked"), ASKED)
def test_what_lies_past_the_horizon_is_refused_whatever_was_asked_before(
    ask: Callable[[Calendar], object], asked: str
) -> None:
    """T7, E9: 781 and 984 days are more than two years."""
    fresh, used = once(), once()
    for year in range(2023, 2030):
        used.is_open(datetime(year, 7, 1, tzinfo=UTC))
    for calendar in (fresh, used):
        with pytest.raises(HorizonError) as refused:
            ask(calendar)
        (fault,) = refused.value.faults
        assert fault.code == "past-horizon"
        assert fault.found.startswith(f"nothing for `{asked}` from 202")
        assert fault.allowed == "an answer within 2 years and before 2200"
        assert fault.remedy == "ask for less, or give the calendar more hours or a longer `horizon`"


def test_the_last_instant_and_the_last_date_within_the_horizon() -> None:
    """T7: two years are 730 days."""
    edge = datetime(2024, 3, 6, 9, tzinfo=UTC)
    assert once().next_open(edge) == datetime(2026, 3, 6, 9, tzinfo=UTC)
    with pytest.raises(HorizonError):
        once().next_open(edge.replace(hour=8, minute=59))
    assert once().next_working_day(date(2024, 3, 6)) == date(2026, 3, 6)
    with pytest.raises(HorizonError):
        once().next_working_day(date(2024, 3, 5))
    back = datetime(2028, 3, 5, 17, tzinfo=UTC)
    assert once().previous_close(back) == datetime(2026, 3, 6, 17, tzinfo=UTC)
    with pytest.raises(HorizonError):
        once().previous_close(back.replace(minute=1))


@pytest.mark.parametrize("tz", ["UTC", "America/New_York", "Asia/Tokyo"])
def test_before_1970_the_fault_says_what_was_asked(tz: str) -> None:
    """T7, T10."""
    mondays = Calendar(tz=tz, hours={"mon": "09:00-17:00"})
    with pytest.raises(HorizonError, match="the previous closing"):
        mondays.previous_close("1970-01-02T00:00Z")
    with pytest.raises(HorizonError, match="the previous opening"):
        ALWAYS.previous_open("1980-01-01T00:00Z")


def test_the_last_instant_of_all_may_be_an_opening() -> None:
    """T10: 1 January 2200 is a Wednesday, and its first instant is the last one of the range."""
    wednesdays = Calendar(tz="UTC", hours={"wed": "00:00-24:00"})
    assert wednesdays.next_open("2199-12-31T12:00Z") == datetime(2200, 1, 1, tzinfo=UTC)
    with pytest.raises(HorizonError):
        wednesdays.next_close("2199-12-31T12:00Z")


def test_openings_of_a_first_day_of_the_range_are_found() -> None:
    """T10: the first opening of the first table starts at its second entry or its first, never before it."""
    daily = Calendar(tz="UTC", hours={"thu": "09:00-17:00"})
    assert daily.previous_open("1970-01-01T12:00Z") == datetime(1970, 1, 1, 9, tzinfo=UTC)
    assert daily.previous_close("1970-01-02T12:00Z") == datetime(1970, 1, 1, 17, tzinfo=UTC)
