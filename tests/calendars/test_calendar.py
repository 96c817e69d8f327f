"""The first questions one asks of a calendar, with answers counted on paper (T3-T5, D2-D4)."""

import pickle
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.durations import duration
from slapolicy.errors import CalendarError, HorizonError, InstantError

NEW_YORK = ZoneInfo("America/New_York")
OFFICE = Calendar(
    tz="America/New_York",
    hours={"mon-fri": "09:00-12:30, 13:30-18:00", "sat": "10:00-14:00"},
    holidays=["holidays:US", date(2026, 12, 24)],
    special={date(2026, 12, 31): "09:00-12:00"},
)


def ny(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2026-03-06T16:30", "4 business hours", "2026-03-07T12:30"),  # Friday 1.5 h, Saturday 10:00 + 2.5 h
        ("2026-03-06T14:00", "4 business hours", "2026-03-06T18:00"),  # D3: exactly filled, ends at the closing
        ("2026-03-06T12:00", "1 business hour", "2026-03-06T14:00"),  # over the lunch break
        ("2026-03-08T03:00", "1 business hour", "2026-03-09T10:00"),  # D2: from the next opening
        ("2026-12-23T17:00", "2 business hours", "2026-12-26T11:00"),  # over 24 and 25 December
        ("2026-12-31T11:00", "1.5 business hours", "2027-01-02T10:30"),  # T4: half a day, then New Year's Day
        ("2026-03-07T12:00", "24 hours", "2026-03-08T13:00"),  # the night in which the clock is put forward
        ("2026-03-07T12:00", "1 calendar day", "2026-03-08T12:00"),  # D8: the same time on the wall
        ("2026-03-07T02:30", "1 calendar day", "2026-03-08T03:00"),  # D8: a skipped time, the end of the gap
        ("2026-10-31T01:30", "1 calendar day", "2026-11-01T01:30"),  # D8: a repeated time, its first occurrence
        ("2026-03-06T16:30", "1 business day", "2026-03-07T14:00"),  # D4: Saturday closes at 14:00
        ("2026-03-06T08:00", "1 business day", "2026-03-07T10:00"),  # D4: from Friday 09:00, Saturday opens at 10
        ("2026-03-06T16:30", "2 business days", "2026-03-09T16:30"),
        ("2026-03-07T13:00", "1 business day", "2026-03-09T13:30"),  # D4: in Monday's break, so its next opening
        ("2026-03-06T11:00", "end of business day", "2026-03-06T18:00"),
        ("2026-03-08T11:00", "end of business day", "2026-03-09T18:00"),
        ("2026-03-06T11:00", "end of next business day", "2026-03-07T14:00"),
        ("2026-03-06T11:00", "next business day by 16:00", "2026-03-07T16:00"),
        ("2026-12-23T11:00", "next business day by 11:00", "2026-12-26T11:00"),
    ],
)
def test_durations_end_where_paper_says(start: str, length: str, end: str) -> None:
    """D1, D2, D3, D4, D8, T4."""
    result = OFFICE.add(ny(start), length)
    assert OFFICE.add(ny(start), duration(length)) == result
    assert result == ny(end)
    assert result.tzinfo is NEW_YORK


def test_a_working_day_may_end_at_the_close() -> None:
    """D4: `close` is the closing time of the Nth working day after."""
    assert OFFICE.add(ny("2026-03-06T11:00"), "1 business day", day_ends="close") == ny("2026-03-07T14:00")


def test_open_time_is_the_same_in_any_zone() -> None:
    """T1, T2: Friday 16:30 to 18:00, and Saturday's first two and a half hours; backwards it is negative."""
    start, end = ny("2026-03-06T16:30"), ny("2026-03-07T12:30")
    in_utc = start.astimezone(UTC), end.astimezone(UTC)
    assert OFFICE.elapsed(start, end) == OFFICE.elapsed(*in_utc) == timedelta(hours=4)
    assert OFFICE.elapsed(end, start) == OFFICE.elapsed(*reversed(in_utc)) == timedelta(hours=-4)
    assert OFFICE.add(in_utc[0], duration("4 business hours")) == end


def test_neighbours_of_an_instant() -> None:
    """T2: half-open, so the instant of a closing is closed."""
    closing = ny("2026-03-06T12:30")
    assert not OFFICE.is_open(closing)
    assert OFFICE.next_open(closing) == ny("2026-03-06T13:30")
    assert OFFICE.next_close(closing) == ny("2026-03-06T18:00")
    assert OFFICE.previous_close(closing) == closing
    assert OFFICE.previous_open(closing) == ny("2026-03-06T09:00")
    # Saturday's four hours, from the earliest instant that has just them ahead of it: Friday's closing.
    assert OFFICE.subtract(ny("2026-03-09T09:00"), "4 business hours") == ny("2026-03-06T18:00")


def test_a_night_shift_belongs_to_the_day_on_which_it_starts() -> None:
    """T3, T5: a holiday removes the night that starts on it; the change of the clock is real time."""
    nights = Calendar(tz="Europe/Zurich", hours={"mon-sun": "22:00-06:00"}, holidays=["2026-08-01 National Day"])
    zurich = ZoneInfo("Europe/Zurich")
    assert nights.is_open(datetime(2026, 8, 1, 5, 59, tzinfo=zurich))
    assert not nights.is_open(datetime(2026, 8, 2, 5, 59, tzinfo=zurich))
    spring = datetime(2026, 3, 28, 12, tzinfo=zurich)
    assert nights.elapsed(spring, datetime(2026, 3, 29, 12, tzinfo=zurich)) == timedelta(hours=7)


def test_a_calendar_is_a_value() -> None:
    """P1: equal meaning is an equal value, through pickle and through its repr."""
    again = pickle.loads(pickle.dumps(OFFICE))
    assert again == OFFICE
    assert hash(again) == hash(OFFICE)
    assert eval(repr(OFFICE), {"Calendar": Calendar}) == OFFICE
    assert Calendar(tz="UTC", hours={"mon": "09:00-10:00, 10:00-11:00"}) == Calendar(
        tz=UTC, hours={"monday": "09:00-11:00"}
    )
    with pytest.raises(AttributeError):
        OFFICE.tz = "UTC"  # type: ignore[misc]


def test_always_is_plain_addition() -> None:
    """T5: 24×7 equals plain addition."""
    start = datetime(2026, 3, 8, 1, tzinfo=UTC)
    assert ALWAYS.add(start, "1000 business hours") == start + timedelta(hours=1000)
    with pytest.raises(HorizonError):
        ALWAYS.next_close(start)


def test_every_fault_is_reported_with_its_place() -> None:
    """P3, T3, T7."""
    with pytest.raises(CalendarError) as refused:
        Calendar(tz="Europe/Zurch", hours={"mon-fry": "9-5", "tue": "09:00-25:00"}, horizon="5")
    assert [fault.place for fault in refused.value.faults] == ["tz", "hours.mon-fry", "hours.tue", "horizon"]
    with pytest.raises(CalendarError):
        Calendar(tz="UTC", hours={"mon": "closed"})


def test_naive_instants_are_refused() -> None:
    """T1, T10."""
    with pytest.raises(InstantError):
        OFFICE.is_open(datetime(2026, 3, 6, 12))
    with pytest.raises(InstantError):
        OFFICE.add(datetime(1969, 12, 31, tzinfo=UTC), "4 business hours")
    with pytest.raises(InstantError):
        OFFICE.elapsed(datetime(2026, 3, 6, tzinfo=UTC), datetime(2300, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("length", "end"),
    [
        ("0 business hours", "2026-03-07T03:00"),  # D3: that much has passed already
        ("0 hours", "2026-03-07T03:00"),
        ("0 calendar days", "2026-03-07T03:00"),
        ("0 business days", "2026-03-07T10:00"),  # D2: counting starts at the next opening
    ],
)
def test_nothing_takes_no_time(length: str, end: str) -> None:
    """D2, D3, D8."""
    assert OFFICE.add(ny("2026-03-07T03:00"), length) == ny(end)


def test_dates_are_counted_by_working_days() -> None:
    """T9: Saturday is one of them here, Sunday and the holiday are not."""
    assert OFFICE.next_working_day(date(2026, 12, 23)) == date(2026, 12, 26)
    assert OFFICE.next_working_day(date(2026, 12, 23), 3) == date(2026, 12, 29)
    assert OFFICE.next_working_day(date(2026, 12, 25), 0) == date(2026, 12, 25)


def test_a_calendar_shows_its_zone() -> None:
    """T1: to show instants in."""
    assert OFFICE.tz == "America/New_York"
    assert OFFICE.zone is NEW_YORK
