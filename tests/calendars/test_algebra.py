"""Combinations: what is refused, whose zone holds, and which dates are working days (T7-T9)."""

from datetime import UTC, date, datetime
from functools import reduce
from operator import or_

import pytest

from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.errors import CalendarError

ZURICH = Calendar(tz="Europe/Zurich", hours={"mon-fri": "09:00-17:00"})
SYDNEY = Calendar(tz="Australia/Sydney", hours={"mon-fri": "09:00-17:00"})
SUNDAY_NIGHT = Calendar(tz="UTC", hours={"sun": "02:00-04:00"})


def test_a_combination_that_never_opens_is_refused() -> None:
    """T7, T8."""
    with pytest.raises(CalendarError):
        ZURICH - ALWAYS
    with pytest.raises(CalendarError):
        ZURICH & SUNDAY_NIGHT


def test_a_combination_may_open_on_an_exception_alone() -> None:
    """T4, T8: what one office works while the other has a holiday."""
    closed = Calendar(tz="Europe/Zurich", hours={"mon-fri": "09:00-17:00"}, holidays=["2026-05-01"])
    (opening,) = (ZURICH - closed).openings("2026-01-01T00:00Z", "2027-01-01T00:00Z")
    assert opening.start == datetime(2026, 5, 1, 7, tzinfo=UTC)


def test_a_year_that_is_not_known_may_hold_an_opening() -> None:
    """T6, T7: what opens on holidays alone is no calendar that never opens, only because a year is not pinned."""
    swiss = Calendar(tz="Europe/Zurich", hours={"mon-fri": "09:00-17:00"}, holidays=["holidays:CH-ZH"])
    holidays_alone = (ZURICH - swiss).frozen(2026, 2026)
    assert holidays_alone.next_open("2026-07-01T00:00Z") == datetime(2026, 12, 25, 8, tzinfo=UTC)


def test_a_combination_has_the_zone_of_its_first_part() -> None:
    """T8, T9."""
    assert (ZURICH | SYDNEY).tz == "Europe/Zurich"
    assert (SYDNEY | ZURICH).tz == "Australia/Sydney"


def test_dates_that_never_close_are_working_days_too() -> None:
    """T9: with two hours of maintenance on Sunday every date is still worked on."""
    served = ALWAYS - SUNDAY_NIGHT
    assert all(served.is_working_day(date(2026, 3, day)) for day in range(1, 15))
    assert served.add("2026-03-06T16:00Z", "1 business day") == datetime(2026, 3, 7, 16, tzinfo=UTC)
    assert served.add("2026-03-06T16:00Z", "end of business day") == datetime(2026, 3, 7, tzinfo=UTC)


def test_a_chain_is_one_combination_and_nesting_has_an_end() -> None:
    """P3: any number of calendars side by side, but not hundreds inside one another."""
    many = [Calendar(tz="UTC", hours={"mon": f"{hour:02}:00-{hour:02}:30"}) for hour in range(24)] * 10
    assert reduce(or_, many).is_open("2026-03-02T23:15Z")
    with pytest.raises(CalendarError):
        reduce(lambda nested, _: (nested | ZURICH) & ALWAYS, range(30), SYDNEY)


def test_only_calendars_combine() -> None:
    """T8."""
    with pytest.raises(TypeError):
        ZURICH | "24x7"  # type: ignore[operator]
