"""Dates of exceptions at their bounds, and the words of each refusal (T4, T6, P3)."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from slapolicy.calendars.dates import Fixed, read_dates
from slapolicy.errors import CalendarError

ALLOWED = (
    "a date such as `2026-12-24`, a stretch such as `2026-12-24 to 2026-12-31`, "
    "or a rule such as `yearly 12-25`, `yearly last mon may` or `yearly easter+1`"
)
STRETCH = "a stretch of 1 to 366 dates, the earlier one first"
MONTH_AND_DAY = "a month and a day, `yearly 12-25`"


@pytest.mark.parametrize(
    ("text", "day"),
    [("yearly 01-01", date(2026, 1, 1)), ("yearly 1-31", date(2026, 1, 31)), ("yearly 12-31", date(2026, 12, 31))],
)
def test_a_yearly_date_lies_in_any_month(text: str, day: date) -> None:
    """T6."""
    assert read_dates(text)[0].days(2026) == [day]


def test_a_stretch_is_a_leap_year_at_most() -> None:
    """T4: 2028 has 366 dates."""
    dates, _ = read_dates("2028-01-01 to 2028-12-31")
    assert dates.days(2028) == [date(2028, 1, 1) + timedelta(days=i) for i in range(366)]
    with pytest.raises(CalendarError):
        read_dates("2028-01-01 to 2029-01-01")


def test_a_stretch_of_one_date_is_that_date() -> None:
    """T4."""
    assert read_dates("2026-12-24 to 2026-12-24") == (Fixed(date(2026, 12, 24), date(2026, 12, 24)), "")
    assert read_dates(date(2026, 12, 24)) == (Fixed(date(2026, 12, 24), date(2026, 12, 24)), "")


def test_a_text_has_300_characters_at_most() -> None:
    """P3: eleven for the date and the space after it, and the name."""
    assert read_dates("2026-12-24 " + "x" * 289)[1] == "x" * 289
    with pytest.raises(CalendarError) as refused:
        read_dates("2026-12-24 " + "x" * 290)
    (fault,) = refused.value.faults
    assert fault.found == f"`2026-12-24 {'x' * 49}…`"
    assert fault.allowed == ALLOWED


@pytest.mark.parametrize(
    ("value", "found", "allowed", "remedy"),
    [
        (20261224, "`20261224`", ALLOWED, ""),
        (None, "nothing", ALLOWED, ""),
        ("24.12.2026", "`24.12.2026`", ALLOWED, ""),
        (
            datetime(2026, 12, 24, tzinfo=UTC),
            "`2026-12-24 00:00:00+00:00`",
            ALLOWED,
            "write the date without a time",
        ),
        (
            datetime(2026, 12, 24, 9, tzinfo=timezone(timedelta(hours=1))),
            "`2026-12-24 09:00:00+01:00`",
            ALLOWED,
            "write the date without a time",
        ),
        ("2026-02-29", "`2026-02-29`", "dates that exist", ""),
        ("2026-02-01 to 2026-02-29", "`2026-02-01 to 2026-02-29`", "dates that exist", ""),
        ("2026-12-31 to 2026-12-30", "`2026-12-31 to 2026-12-30`", STRETCH, ""),
        ("2028-01-01 to 2029-01-01", "`2028-01-01 to 2029-01-01`", STRETCH, ""),
        ("yearly 00-01", "`yearly 00-01`", MONTH_AND_DAY, ""),
        ("yearly 13-01", "`yearly 13-01`", MONTH_AND_DAY, ""),
        ("yearly 12-00", "`yearly 12-00`", MONTH_AND_DAY, ""),
        ("yearly 04-31 Name", "`yearly 04-31 Name`", MONTH_AND_DAY, ""),
        ("yearly easter-81", "`yearly easter-81`", "at most 80 days before Easter, which keeps to one year", ""),
        ("yearly 6th mon may", "`yearly 6th mon may`", ALLOWED, ""),
    ],
)
def test_a_refusal_says_what_was_found_and_what_is_allowed(
    value: object, found: str, allowed: str, remedy: str
) -> None:
    """T4, P3."""
    with pytest.raises(CalendarError) as refused:
        read_dates(value)
    (fault,) = refused.value.faults
    assert (fault.code, fault.found, fault.allowed, fault.remedy) == ("wrong-date", found, allowed, remedy)
