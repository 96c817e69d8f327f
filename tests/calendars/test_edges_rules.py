"""Pinned years, fixed offsets and combined dates at their edges, counted on paper (T6, T8, T9, T10)."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.calendars.zones import read_zone
from slapolicy.errors import CalendarError, HorizonError

PINNED = Calendar(tz="UTC", hours={"mon-sun": "09:00-17:00"}, holidays=["2026-12-25 Christmas"], pinned="2026 to 2027")
SERVED = ALWAYS - Calendar(tz="UTC", hours={"sun": "02:00-04:00"})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_days_beside_pinned_years_are_pinned_too() -> None:
    """T6: a night shift of New Year's Eve reaches into them."""
    assert PINNED.exception_on(date(2026, 12, 25)) == "Christmas"
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2027, 12, 31), date(2028, 1, 1)):
        assert PINNED.exception_on(day) is None


@pytest.mark.parametrize("day", [date(2025, 12, 30), date(2028, 1, 2), date(2024, 12, 31), date(2029, 1, 1)])
def test_any_other_day_is_refused(day: date) -> None:
    """T6."""
    with pytest.raises(HorizonError) as refused:
        PINNED.exception_on(day)
    (fault,) = refused.value.faults
    assert fault.code == "outside-pinned-years"
    assert fault.found == f"the year {day.year}, for which no holidays are pinned"
    assert (fault.allowed, fault.remedy) == ("a year from 2026 to 2027", "freeze the calendar for more years")


def test_a_zone_that_is_given_as_an_object_is_the_one_of_that_name() -> None:
    """T10."""
    zurich = read_zone(ZoneInfo("Europe/Zurich"))
    assert zurich.local(at("2026-07-01T12:00")) == datetime(2026, 7, 1, 14)
    assert zurich.first_instant(datetime(2026, 1, 1, 1)) == at("2026-01-01T00:00")
    assert len(zurich.version) == len("2026a")
    assert (zurich, hash(zurich)) == (read_zone("Europe/Zurich"), hash(read_zone("Europe/Zurich")))
    assert len({hash(read_zone(name)) for name in ("Europe/Zurich", "UTC", "Asia/Tokyo")}) == 3


@pytest.mark.parametrize(
    ("minutes", "name"), [(330, "+05:30"), (-300, "-05:00"), (3, "+00:03"), (-1439, "-23:59"), (0, "UTC")]
)
def test_a_fixed_offset_has_its_sign_and_its_minutes(minutes: int, name: str) -> None:
    """T10."""
    zone = read_zone(timezone(timedelta(minutes=minutes)))
    assert (zone.name, zone.version) == (name, "")
    assert zone.local(at("2026-03-06T12:00")) == datetime(2026, 3, 6, 12) + timedelta(minutes=minutes)
    assert zone == read_zone(name)


def test_a_fixed_offset_with_seconds_is_refused() -> None:
    """T10, P3."""
    with pytest.raises(CalendarError) as refused:
        read_zone(timezone(timedelta(seconds=30)))
    (fault,) = refused.value.faults
    assert (fault.code, fault.allowed) == ("unknown-zone", "a fixed offset of whole minutes")
    assert fault.found == "`UTC+00:00:30`"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-03-06T12:00", "2026-03-07T00:00"),  # Friday; Saturday is open from end to end, and owns itself
        ("2026-03-07T12:00", "2026-03-08T02:00"),  # Saturday runs on into Sunday, which has a gap
        ("2026-03-08T01:00", "2026-03-08T02:00"),  # still Saturday's opening
        ("2026-03-08T02:00", "2026-03-09T00:00"),  # in the gap: Sunday's own opening
        ("2026-03-08T04:00", "2026-03-09T00:00"),
        ("2026-03-09T00:00", "2026-03-10T00:00"),
    ],
)
def test_which_date_an_opening_of_a_combination_belongs_to(start: str, end: str) -> None:
    """T8, T9: dates that are open from end to end own themselves, others what starts on them."""
    assert SERVED.add(at(start), "end of business day") == at(end)


def test_a_combination_of_nights_belongs_to_the_evenings() -> None:
    """T8, T9: Monday to Friday from 22:00 to 06:00, but for an hour each night."""
    nights = Calendar(tz="UTC", hours={"mon-fri": "22:00-06:00"}) - Calendar(tz="UTC", hours={"mon-sun": "02:00-03:00"})
    assert nights.add(at("2026-03-06T23:00"), "end of business day") == at("2026-03-07T02:00")
    assert [day for day in range(2, 9) if nights.is_working_day(date(2026, 3, day))] == [2, 3, 4, 5, 6, 7]
    assert nights.add(at("2026-03-07T02:30"), "end of business day") == at("2026-03-07T06:00")
