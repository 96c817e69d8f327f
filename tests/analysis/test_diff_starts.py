"""The starts at which a deadline may bend, on paper (D1-D8, T5)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from slapolicy import Calendar
from slapolicy.analysis.diffs.starts import bends
from slapolicy.durations import duration
from slapolicy.instants import instant

TICK = timedelta(microseconds=1)
DAY = timedelta(days=1)
OFFICE = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})
ZURICH = Calendar(tz="Europe/Zurich", hours={"mon-fri": "09:00-17:00"})
MONDAY, SATURDAY = "2026-01-05", "2026-01-03"


def of_day(limit: str, calendar: Calendar, day: str) -> set[datetime]:
    start = instant(f"{day}T00:00Z")
    return {at for at in bends(duration(limit), calendar, 2026) if start <= at < start + DAY}


def around(day: str, *times: str) -> set[datetime]:
    """The instants with the ticks beside them, as far as they are on that day (UTC)."""
    start = instant(f"{day}T00:00Z")
    hours = [start + timedelta(hours=int(time[:2]), minutes=int(time[3:])) for time in times]
    return {at + tick for at in hours for tick in (-TICK, 0 * TICK, TICK) if start <= at + tick < start + DAY}


@pytest.mark.parametrize(
    ("limit", "calendar", "day", "times"),
    [
        ("1 hour", OFFICE, MONDAY, ()),
        # The openings' ends, and from where each is just reached: 17:00 from 16:00, 09:00 from 16:00 of the day before.
        ("1 business hour", OFFICE, MONDAY, ("09:00", "16:00", "17:00")),
        ("1 business hour", OFFICE, SATURDAY, ()),
        ("1 business hour", OFFICE, "2026-01-01", ("09:00", "16:00", "17:00")),
        # Ten hours back from the end of Friday, 1 January 2027, or from the beginning of the Monday after it.
        ("10 business hours", OFFICE, "2026-12-31", ("09:00", "15:00", "17:00")),
        ("end of business day", OFFICE, "2026-01-01", ("00:00", "09:00", "17:00", "24:00")),
        ("end of business day", OFFICE, "2026-12-31", ("00:00", "09:00", "17:00", "24:00")),
        # A hundred days before 28 March 2027, when the clock is changed at 01:00 UTC.
        ("100 calendar days", ZURICH, "2026-12-18", ("00:00", "01:00", "02:00", "03:00")),
        ("1 calendar day", OFFICE, MONDAY, ()),
        ("end of business day", OFFICE, MONDAY, ("00:00", "09:00", "17:00", "24:00")),
        ("end of business day", OFFICE, SATURDAY, ("00:00", "24:00")),
        ("next business day by 16:30", OFFICE, SATURDAY, ("00:00", "16:30", "24:00")),
        ("1 business day", OFFICE, SATURDAY, ("00:00", "09:00", "17:00", "24:00")),
        # 02:00 and 03:00 of the wall are where its clock is changed: 01:00 and 02:00 in winter.
        ("1 business day", ZURICH, SATURDAY, ("01:00", "02:00", "08:00", "16:00", "23:00")),
        ("end of business day", ZURICH, SATURDAY, ("23:00",)),
        ("end of business day", ZURICH, "2026-07-04", ("22:00",)),
    ],
)
def test_t5_where_a_deadline_may_bend_on_a_date(limit: str, calendar: Calendar, day: str, times: Any) -> None:
    assert of_day(limit, calendar, day) == around(day, *times)


def test_d2_days_of_the_calendar_bend_where_the_clock_is_changed_and_so_many_dates_before() -> None:
    """Zurich: on 29 March 2026 at 01:00 UTC 02:00 becomes 03:00, on 25 October at 01:00 UTC 03:00 becomes 02:00.

    A day before, the wall shows these at 01:00 and 02:00 UTC in March, at 01:00 and 00:00 UTC in October. An hour
    before and after each of them counts as well.
    """
    march = [f"2026-03-28T0{hour}:00Z" for hour in range(4)] + [f"2026-03-29T0{hour}:00Z" for hour in range(3)]
    october = ["2026-10-23T23:00Z", *(f"2026-10-{day}T0{hour}:00Z" for day in (24, 25) for hour in range(3))]
    expected = {instant(at) + tick for at in (*march, *october) for tick in (-TICK, 0 * TICK, TICK)}
    assert bends(duration("1 calendar day"), ZURICH, 2026) == expected


def test_d4_a_day_that_closes_otherwise_bends_every_date_from_which_it_can_be_reached() -> None:
    """The limit of a day may end on Monday 4 January 2027, which closes at noon."""
    half = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"}, special={"2027-01-04": "09:00-12:00"})
    assert of_day("1 business day", half, SATURDAY) == around(SATURDAY, "00:00", "09:00", "12:00", "17:00", "24:00")


def test_d1_the_starts_are_those_of_one_year() -> None:
    for limit in ("1 business hour", "1 business day", "end of business day", "next business day by 16:00"):
        found = bends(duration(limit), ZURICH, 2026)
        assert {at.year for at in found} == {2026}
    assert min(bends(duration("end of business day"), OFFICE, 2026)) == instant("2026-01-01T00:00Z")
    assert max(bends(duration("end of business day"), OFFICE, 2026)) == instant("2027-01-01T00:00Z") - TICK


def test_d3_a_start_from_which_an_end_is_just_reached_may_lie_before_the_known_years() -> None:
    """T6: 3000 hours are a year and a half of these; from the first of them on nothing is known."""
    pinned = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"}, holidays=["yearly 12-25"], pinned="2025 to 2029")
    found = bends(duration("3000 business hours"), pinned, 2026)
    assert instant("2026-01-05T09:00Z") in found
    assert instant("2026-12-24T17:00Z") in found
