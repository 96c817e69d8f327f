"""Dates of exceptions: what each text names, and what is refused (T4, T6, P3)."""

from datetime import UTC, date, datetime

import pytest

from slapolicy.calendars.dates import read_dates
from slapolicy.errors import CalendarError


@pytest.mark.parametrize(
    ("text", "year", "days"),
    [
        ("2026-12-24", 2026, ["2026-12-24"]),
        ("2026-12-24", 2027, []),
        ("2026-12-31 to 2027-01-02", 2027, ["2027-01-01", "2027-01-02"]),
        ("yearly 02-29", 2028, ["2028-02-29"]),
        ("yearly 02-29", 2027, []),
        ("yearly 5th mon mar", 2026, ["2026-03-30"]),
        ("yearly 5th mon apr", 2026, []),
        ("yearly 1st Thu Jan", 2026, ["2026-01-01"]),
        ("yearly last sun oct", 2026, ["2026-10-25"]),
        ("yearly easter", 2026, ["2026-04-05"]),
        ("yearly easter-80", 2008, ["2008-01-03"]),  # Easter on 23 March, the earliest of our time
        ("yearly orthodox easter + 1", 2026, ["2026-04-13"]),
    ],
)
def test_a_rule_names_the_dates_of_a_year(text: str, year: int, days: list[str]) -> None:
    """T6."""
    dates, rest = read_dates(text)
    assert [str(day) for day in dates.days(year)] == days
    assert rest == ""
    assert read_dates(dates.text) == (dates, "")
    assert read_dates(f"{dates.text} a name") == (dates, "a name")


@pytest.mark.parametrize(
    ("value", "allowed"),
    [
        ("2026-02-30", "dates that exist"),
        ("2026-12-31 to 2026-12-24", "the earlier one first"),
        ("2026-01-01 to 2028-01-01", "366 dates"),
        ("yearly 13-01", "a month and a day"),
        ("yearly 02-30", "a month and a day"),
        ("yearly easter-81", "at most 80 days before Easter"),
        ("yearly whenever", "a date such as"),
        ("24.12.2026", "a date such as"),
        ("9" * 1_000_000, "a date such as"),
        (20261224, "a date such as"),
        (datetime(2026, 12, 24, tzinfo=UTC), "a date such as"),
    ],
)
def test_what_names_no_dates_is_refused(value: object, allowed: str) -> None:
    """T4, P3."""
    with pytest.raises(CalendarError) as refused:
        read_dates(value)
    (fault,) = refused.value.faults
    assert fault.code == "wrong-date"
    assert allowed in fault.allowed


def test_a_date_is_itself() -> None:
    """T4."""
    assert read_dates(date(2026, 12, 24))[0] == read_dates("2026-12-24")[0]
