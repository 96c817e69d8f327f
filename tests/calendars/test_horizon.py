"""Searches end, memory stays bounded, and threads do no harm (T6, T7, T10, P3)."""

import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.calendars.index import Index
from slapolicy.errors import CalendarError, HorizonError

OFFICE = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})
ONCE = Calendar(tz="UTC", hours={}, special={"2026-03-06": "09:00-17:00"}, horizon="2 years")
NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: ONCE.next_open("2026-03-06T17:00Z"),
        lambda: ONCE.next_close("2026-03-06T17:00Z"),
        lambda: ONCE.previous_open("2026-03-06T08:00Z"),
        lambda: ONCE.previous_close("2026-03-06T16:00Z"),
        lambda: ONCE.add(NOON, "6 business hours"),
        lambda: ONCE.add("2023-03-06T12:00Z", "1 business hour"),
        lambda: ONCE.add("2023-12-31T12:00Z", "8 business hours"),
        lambda: ONCE.subtract(NOON, "4 business hours"),
        lambda: ONCE.add(NOON, "1 business day"),
        lambda: ONCE.next_working_day(date(2026, 3, 6)),
        lambda: ALWAYS.next_close(NOON),
        lambda: ALWAYS.previous_open(NOON),
        lambda: ALWAYS.add(NOON, "1600000 hours"),
        lambda: ALWAYS.add(NOON, "80000 calendar days"),
        lambda: ALWAYS.subtract(NOON, "600000 hours"),
        lambda: OFFICE.add("2199-12-31T12:00Z", "6 business hours"),
        lambda: OFFICE.subtract("1970-01-01T12:00Z", "4 business hours"),
        lambda: OFFICE.is_working_day(date(2201, 1, 1)),
        lambda: OFFICE.is_working_day(date(1968, 12, 31)),
    ],
)
def test_a_search_past_the_horizon_ends_and_says_what_was_asked(ask: object) -> None:
    """T7, T10."""
    with pytest.raises(HorizonError) as refused:
        ask()  # type: ignore[operator]
    assert refused.value.faults[0].code == "past-horizon"


def test_within_the_horizon_there_is_an_answer() -> None:
    """T7: the horizon's neighbours of the refusals above."""
    assert ONCE.next_open("2024-06-01T00:00Z") == datetime(2026, 3, 6, 9, tzinfo=UTC)
    assert ONCE.add(NOON, "5 business hours") == datetime(2026, 3, 6, 17, tzinfo=UTC)
    assert ONCE.subtract(NOON, "2 business hours") == datetime(2026, 3, 6, 10, tzinfo=UTC)
    assert ONCE.previous_close("2027-06-01T00:00Z") == datetime(2026, 3, 6, 17, tzinfo=UTC)
    assert ALWAYS.subtract(NOON, "4 hours") == NOON - timedelta(hours=4)
    assert OFFICE.add("2199-12-31T12:00Z", "5 business hours") == datetime(2199, 12, 31, 17, tzinfo=UTC)


def test_only_time_can_be_taken_away() -> None:
    """D1: two business days before an instant would have no one meaning."""
    with pytest.raises(ValueError, match="2 business days"):
        OFFICE.subtract(NOON, "2 business days")


@pytest.mark.parametrize("wrong", ["end", "CLOSE", ""])
def test_a_setting_that_is_none_is_refused(wrong: str) -> None:
    """D4, P3."""
    with pytest.raises(CalendarError):
        OFFICE.add(NOON, "1 business day", day_ends=wrong)


@pytest.mark.parametrize("wrong", [NOON, "2026-03-06", None])
def test_a_date_has_no_time(wrong: date) -> None:
    """T9: whether an instant lies on a working day depends on the zone, so it is not a date."""
    with pytest.raises(CalendarError):
        OFFICE.is_working_day(wrong)


def test_openings_of_decades_come_one_by_one() -> None:
    """T7: only the tables are kept, some 70 kB a year; a walk over known years keeps nothing more."""
    calendar = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})
    tracemalloc.start()
    for most in (12_000_000, 100_000):
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        count = sum(1 for _ in calendar.openings("2000-01-01T00:00Z", "2100-01-01T00:00Z"))
        assert tracemalloc.get_traced_memory()[1] - before < most
        assert count == 26_089  # 36,525 dates from a Saturday on: 5,217 weeks, and four days of work in the rest
    tracemalloc.stop()


def test_threads_that_build_one_index_at_once_agree() -> None:
    """E9: tables are replaced and never changed, so whoever comes first does no harm."""
    calendar = Calendar(tz="America/New_York", hours={"mon-sat": "09:00-12:30, 13:30-02:00"}, holidays=["yearly 07-04"])
    starts = [datetime(year, 7, 1, tzinfo=UTC) for year in range(1990, 2030)] * 4

    def ask(start: datetime) -> tuple[timedelta, datetime, datetime]:
        return (
            calendar.elapsed(start, start + timedelta(days=500)),
            calendar.add(start, "900 business hours"),
            calendar.subtract(start, "900 business hours"),
        )

    with ThreadPoolExecutor(16) as pool:
        together = list(pool.map(ask, starts))
    calendar = Calendar(**calendar.to_dict())
    assert together == [ask(start) for start in starts]


def test_tables_that_threads_left_apart_are_joined_again() -> None:
    """E9: where one thread's table is replaced by another's, the years between are made anew."""
    for grow, years in ((Index.later, (2025, 2026)), (Index.earlier, (2024, 2025))):
        index = Calendar(tz="UTC", hours={"mon-sun": "00:00-24:00"}, holidays=["2030-01-01"]).index
        table = index.of_year(2025)
        index._by_year = {}
        grown = grow(index, table)
        assert (grown.first_year, grown.last_year) == years
        assert index.of_year(years[0]) is index.of_year(years[1])
