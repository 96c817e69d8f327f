"""Weekly hours: what a text means, and what is refused with which remedy (T3, P3)."""

from datetime import timedelta

import pytest

from slapolicy.calendars.hours import hours_text, read_hours, read_week, week_text
from slapolicy.errors import CalendarError


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("9:00 - 17:00", "09:00-17:00"),
        ("09:00–12:00,12:00–17:00", "09:00-17:00"),  # touching windows are one
        ("10:00-12:00, 09:00-11:00", "09:00-12:00"),
        ("09:00-17:00, 10:00-11:00", "09:00-17:00"),  # one inside another
        ("00:00-24:00", "00:00-24:00"),
        ("22:00-06:00", "22:00-06:00"),
        ("18:00-00:00", "18:00-24:00"),
        ("09:00:30-17:00", "09:00:30-17:00"),
        (" CLOSED ", "closed"),
        (["09:00-12:30", "13:30-18:00"], "09:00-12:30, 13:30-18:00"),
    ],
)
def test_equal_hours_have_one_text(written: object, canonical: str) -> None:
    """T3."""
    assert hours_text(read_hours(written)) == canonical
    assert read_hours(canonical) == read_hours(written)


def test_a_window_across_midnight_ends_after_24_hours() -> None:
    """T3: it belongs to the day on which it starts."""
    assert read_hours("22:00-06:00") == ((timedelta(hours=22), timedelta(hours=30)),)


@pytest.mark.parametrize(
    ("written", "code", "remedy"),
    [
        ("09:00-09:00", "empty-window", "write `00:00-24:00` for all day"),
        ("24:00-06:00", "wrong-time", ""),
        ("09:00-24:01", "wrong-time", ""),
        ("09:60-17:00", "wrong-time", ""),
        ("9-5", "wrong-hours", "write `09:00-17:00`"),
        ("8:30-17", "wrong-hours", "write `08:30-17:00`"),
        ("9am-5pm", "wrong-hours", ""),
        ("all day", "wrong-hours", ""),
        ("", "wrong-hours", ""),
        (1020, "wrong-hours", "put the hours in quotes"),
        (None, "wrong-hours", ""),
        ("9" * 1_000_000, "wrong-hours", ""),
    ],
)
def test_hours_that_are_none_are_refused(written: object, code: str, remedy: str) -> None:
    """T3, P3: `start == end` is an error too."""
    with pytest.raises(CalendarError) as refused:
        read_hours(written)
    (fault,) = refused.value.faults
    assert (fault.code, fault.remedy) == (code, remedy)


def test_a_fault_in_a_list_of_windows_tells_its_position() -> None:
    """P3."""
    with pytest.raises(CalendarError) as refused:
        read_hours("09:00-12:00, 13-18, 19:00-19:00")
    assert [fault.found.partition(" of ")[0] for fault in refused.value.faults] == [
        "`13-18` at position 14",
        "`19:00-19:00` at position 21",
    ]


@pytest.mark.parametrize("key", ["fri-mon", "Friday – Monday", "fri, sat, sun, mon", ("fri", "sat-mon")])
def test_days_are_named_one_by_one_or_as_a_range(key: object) -> None:
    """T3: a range may wrap round the week."""
    assert week_text(read_week({key: "09:00-17:00"})) == {"mon": "09:00-17:00", "fri-sun": "09:00-17:00"}


@pytest.mark.parametrize(
    ("written", "places", "codes"),
    [
        ("09:00-17:00", [""], ["wrong-type"]),
        ({"mon-fri": "09:00-17:00", "fri": "09:00-12:00"}, ["fri"], ["day-given-twice"]),
        ({"mon, mon": "09:00-17:00"}, ["mon, mon"], ["day-given-twice"]),
        ({("mon", "tusday"): "09:00-17:00", 3: "9-5"}, ["mon, tusday", "3"], ["unknown-day", "unknown-day"]),
    ],
)
def test_a_week_that_is_none_is_refused(written: object, places: list[str], codes: list[str]) -> None:
    """T3, P3."""
    with pytest.raises(CalendarError) as refused:
        read_week(written)
    assert [fault.place for fault in refused.value.faults] == places
    assert [fault.code for fault in refused.value.faults] == codes
