"""Searches where tables of years meet, where hours begin and end, and where the horizon falls (D3, T3, T7, T10)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from slapolicy.calendars import Calendar
from slapolicy.errors import HorizonError, InstantError
from slapolicy.spans import Span


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def only_on(day: str, hours: str) -> Calendar:
    """Open on one date only; two years of horizon are 730 days."""
    return Calendar(tz="UTC", hours={}, special={day: hours}, horizon="2 years")


def nights() -> Calendar:
    """Open from Thursday to Friday; 31 December 2026 is a Thursday."""
    return Calendar(tz="UTC", hours={"thu": "22:00-06:00"})


def test_working_time_may_end_exactly_at_the_horizon() -> None:
    """D3, T7: from 6 March 2024 to 6 March 2026 it is 730 days."""
    assert only_on("2026-03-06", "09:00-17:00").add(at("2024-03-06T10:00"), "1 business hour") == at("2026-03-06T10:00")
    with pytest.raises(HorizonError):
        only_on("2026-03-06", "09:00-17:00").add(at("2024-03-06T09:59"), "1 business hour")


def test_a_search_that_reaches_the_horizon_with_a_new_year_looks_at_that_instant_too() -> None:
    """T7: from 2 January 2024 to 1 January 2026 it is 730 days, and so it is from then to 1 January 2028."""
    assert only_on("2026-01-01", "00:00-01:00").next_open(at("2024-01-02")) == at("2026-01-01")
    assert only_on("2025-12-31", "22:00-24:00").previous_close(at("2028-01-01")) == at("2026-01-01")


def test_a_hundred_years_of_horizon_may_end_in_the_year_after_the_hundredth() -> None:
    """T7: a hundred years are 36525 days, and the year 2100 has no 29 February."""
    calendar = Calendar(tz="UTC", hours={}, special={"2127-01-01": "09:00-17:00"})
    assert (date(2127, 1, 1) - date(2026, 12, 31)).days == 100 * 365 + 24 + 1
    assert calendar.next_working_day(date(2026, 12, 31)) == date(2127, 1, 1)


FAR = at("2024-01-15T00:00")
ASKED: list[tuple[Callable[[Calendar], object], str]] = [
    (lambda calendar: calendar.next_open(FAR), "the next opening` from 2024-01-15T00:00:00+00:00"),
    (lambda calendar: calendar.next_close(FAR), "the next closing` from 2024-01-15T00:00:00+00:00"),
    (lambda calendar: calendar.add(FAR, "1 business hour"), "1 business hour` from 2024-01-15T00:00:00+00:00"),
    (lambda calendar: calendar.next_working_day(FAR.date()), "1 business day` from 2024-01-15"),
    (lambda calendar: calendar.previous_open(FAR), "the previous opening` from 2024-01-15T00:00:00+00:00"),
    (lambda calendar: calendar.previous_close(FAR), "the previous closing` from 2024-01-15T00:00:00+00:00"),
    (
        lambda calendar: calendar.subtract(FAR, "1 business hour"),
        "1 business hour before` from 2024-01-15T00:00:00+00:00",
    ),
]


@pytest.mark.parametrize("day", ["2019-03-06", "2029-03-06"])
@pytest.mark.parametrize(("ask", "asked"), ASKED)
def test_nothing_within_the_horizon_is_told_by_what_was_asked(
    ask: Callable[[Calendar], object], asked: str, day: str
) -> None:
    """T7: the only opening is five years away, before or after."""
    with pytest.raises(HorizonError) as refused:
        ask(only_on(day, "09:00-17:00"))
    (fault,) = refused.value.faults
    assert fault.code == "past-horizon"
    assert fault.found == f"nothing for `{asked}"
    assert fault.allowed == "an answer within 2 years and before 2200"
    assert fault.remedy == "ask for less, or give the calendar more hours or a longer `horizon`"


def test_a_search_ends_at_the_last_instant_though_the_horizon_is_longer() -> None:
    """T7, T10: from June 2199 two years reach past the range."""
    with pytest.raises(HorizonError) as refused:
        only_on("2026-03-06", "09:00-17:00").next_open(at("2199-06-01T00:00"))
    assert refused.value.faults[0].found == "nothing for `the next opening` from 2199-06-01T00:00:00+00:00"


def test_the_last_opening_of_all_still_closes() -> None:
    """T7: no opening follows it within the horizon, and none is needed."""
    assert only_on("2026-03-06", "09:00-17:00").next_close(at("2026-03-06T10:00")) == at("2026-03-06T17:00")


def test_after_the_last_closing_of_a_year_comes_the_first_one_of_the_next() -> None:
    """T3: 31 December 2026 is a Thursday."""
    office = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})
    assert office.next_close(at("2026-12-31T17:00")) == at("2027-01-01T17:00")
    assert office.previous_open(at("2026-12-31T23:59")) == at("2026-12-31T09:00")


def test_a_night_over_the_new_year_is_one_opening() -> None:
    """T2, T3: 22:00 to 06:00, cut to what was asked for."""
    whole = Span(at("2026-12-31T22:00"), at("2027-01-01T06:00"))
    assert list(nights().openings(at("2026-12-31T22:00"), at("2027-01-02T00:00"))) == [whole]
    assert list(nights().openings(at("2026-12-31T23:00"), at("2027-01-01T01:00"))) == [
        Span(at("2026-12-31T23:00"), at("2027-01-01T01:00"))
    ]
    assert nights().next_close(at("2026-12-31T23:00")) == whole.end
    assert nights().previous_open(at("2027-01-01T01:00")) == whole.start


def test_an_opening_that_starts_at_the_end_is_left_out() -> None:
    """T2: `[start, end)` is half-open."""
    assert list(nights().openings(at("2026-12-31T21:00"), at("2026-12-31T22:00"))) == []


def test_time_is_counted_up_to_the_first_instant_of_a_year() -> None:
    """T2, T3: the last instant that a table of one year knows nothing about; asked first, and asked again."""
    calendar = nights()
    for _ in range(2):
        assert calendar.elapsed(at("2026-12-31T00:00"), at("2027-01-01T00:00")) == timedelta(hours=2)
    used = nights()
    assert used.is_open(at("2026-12-31T23:00"))
    assert used.elapsed(at("2026-12-31T23:00"), at("2027-01-01T00:00")) == timedelta(hours=1)


def test_an_end_outside_the_range_is_told_as_the_end() -> None:
    """T10."""
    with pytest.raises(InstantError) as refused:
        nights().elapsed(at("2026-12-31T23:00"), at("2200-01-01T00:01"))
    (fault,) = refused.value.faults
    assert (fault.place, fault.code) == ("end", "instant-out-of-range")
    assert fault.found == "`2200-01-01 00:01:00+00:00`"


def test_the_first_instant_of_a_year_is_not_one_of_the_year_before() -> None:
    """T2: asked when only the year before is known."""
    always = Calendar(tz="UTC", hours={"mon-sun": "00:00-24:00"}, special={"2026-07-01": "00:00-23:00"})
    assert always.add(at("2026-12-31T22:00"), "1 business hour") == at("2026-12-31T23:00")
    assert always.add(at("2027-01-01T00:00"), "1 business hour") == at("2027-01-01T01:00")
