"""Weekly hours at their bounds, what is guessed for a remedy, and the words of each refusal (T3, P3)."""

from datetime import date, timedelta

import pytest

from slapolicy.calendars import Calendar
from slapolicy.calendars.hours import hours_text, read_hours, read_week, week_text
from slapolicy.errors import CalendarError, Fault

HOURS = "hours such as `09:00-12:30, 13:30-18:00`, `00:00-24:00` or `closed`"
DAYS = "a day, a range or a list of days: `mon`, `mon-fri`, `sat, sun`"
TIMES = "times from `00:00` to `24:00`, the end of a day"


def hours_fault(text: object) -> Fault:
    with pytest.raises(CalendarError) as refused:
        read_hours(text)
    (fault,) = refused.value.faults
    return fault


def week_fault(week: object) -> Fault:
    with pytest.raises(CalendarError) as refused:
        read_week(week)
    (fault,) = refused.value.faults
    return fault


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("9-9", "write `09:00-21:00`"),
        ("9-8", "write `09:00-20:00`"),
        ("9-10", "write `09:00-10:00`"),
        ("11:30-7h", "write `11:30-19:00`"),
        ("22-6", "write `22:00-06:00`"),
        ("13-6", "write `13:00-06:00`"),  # who writes 13 means 6 in the morning
        ("13-18", "write `13:00-18:00`"),
        ("9:00-17:00h", "write `09:00-17:00`"),
        ("9AM-5PM", ""),
        ("9am-5", ""),
        ("9 a.m. to 5 P.M.", ""),
        ("9-12-17", ""),
        ("9", ""),
        ("9-170", ""),
    ],
)
def test_hours_are_mended_only_where_it_can_be_told_what_was_meant(written: str, remedy: str) -> None:
    """T3, P3: an end in the morning that is not after the start was meant in the afternoon."""
    fault = hours_fault(written)
    assert (fault.code, fault.found, fault.allowed, fault.remedy) == ("wrong-hours", f"`{written}`", HOURS, remedy)


@pytest.mark.parametrize(
    ("value", "code", "found", "allowed", "remedy"),
    [
        (9, "wrong-hours", "`9`", HOURS, "put the hours in quotes"),
        (9.5, "wrong-hours", "`9.5`", HOURS, "put the hours in quotes"),
        (None, "wrong-hours", "nothing", HOURS, ""),
        ({}, "wrong-hours", "a mapping", HOURS, ""),
        ("24:00-24:00", "wrong-time", "`24:00-24:00`", TIMES, ""),
        ("09:00-24:00:01", "wrong-time", "`09:00-24:00:01`", TIMES, ""),
        ("09:00:60-17:00", "wrong-time", "`09:00:60-17:00`", TIMES, ""),
        ("09:00-17:60", "wrong-time", "`09:00-17:60`", TIMES, ""),
        ("25:00-09:00", "wrong-time", "`25:00-09:00`", TIMES, ""),
        (
            "00:00-00:00",
            "empty-window",
            "`00:00-00:00`",
            "two different times",
            "write `00:00-24:00` for all day",
        ),
        (
            "09:00-12:00,  24:30-25:00",
            "wrong-time",
            "`24:30-25:00` at position 15 of `09:00-12:00, 24:30-25:00`",
            TIMES,
            "",
        ),
        (
            ["09:00-12:00", "13-18"],
            "wrong-hours",
            "`13-18` at position 14 of `09:00-12:00, 13-18`",
            HOURS,
            "write `13:00-18:00`",
        ),
    ],
)
def test_refused_hours_say_what_was_found_and_what_is_allowed(
    value: object, code: str, found: str, allowed: str, remedy: str
) -> None:
    """T3, P3."""
    fault = hours_fault(value)
    assert (fault.code, fault.found, fault.allowed, fault.remedy) == (code, found, allowed, remedy)


@pytest.mark.parametrize(("value", "found"), [(None, "nothing"), ("9-5", "`9-5`"), (["mon"], "a list")])
def test_a_week_is_a_mapping(value: object, found: str) -> None:
    """T3, P3."""
    fault = week_fault(value)
    assert (fault.place, fault.code, fault.found) == ("", "wrong-type", found)
    assert (fault.allowed, fault.remedy) == ("a mapping of days to hours", "write `{mon-fri: 09:00-17:00}`")


@pytest.mark.parametrize(
    ("key", "place", "found", "remedy"),
    [
        ("mon-wedn", "mon-wedn", "`wedn` in `mon-wedn`", "write `wed`"),
        ("Tusday-fri", "Tusday-fri", "`tusday` in `Tusday-fri`", "write `tuesday`"),
        ("mon-", "mon-", "`` in `mon-`", ""),
        (7, "7", "`7` in `7`", ""),
        (("mon", "xyz"), "mon, xyz", "`xyz` in a list", ""),
    ],
)
def test_a_word_that_is_no_day_is_told_with_its_key(key: object, place: str, found: str, remedy: str) -> None:
    """T3, P3."""
    fault = week_fault({key: "closed"})
    assert (fault.place, fault.code) == (place, "unknown-day")
    assert (fault.found, fault.allowed, fault.remedy) == (found, DAYS, remedy)


@pytest.mark.parametrize("key", ["mon, mon-fri", "sun, fri-mon", "mon-tue, tue-wed"])
def test_a_day_twice_in_one_key_is_told_with_the_key(key: str) -> None:
    """T3, P3: a range holds both of its ends."""
    fault = week_fault({key: "closed"})
    assert (fault.place, fault.code, fault.found) == (key, "day-given-twice", f"`{key}`")
    assert (fault.allowed, fault.remedy) == ("each day once", "")


def test_a_day_under_two_keys_is_told_by_its_name() -> None:
    """T3, P3: the second key is at fault."""
    fault = week_fault({"mon-fri": "09:00-17:00", "thu-sat": "closed"})
    assert (fault.place, fault.code) == ("thu-sat", "day-given-twice")
    assert fault.found == "hours for `thu`, which has hours already"
    assert (fault.allowed, fault.remedy) == ("each day once", "")


def test_hours_have_500_characters_at_most() -> None:
    """P3: spaces count."""
    assert read_hours("09:00-17:00" + " " * 489) == ((timedelta(hours=9), timedelta(hours=17)),)
    assert hours_fault("09:00-17:00" + " " * 490).found == "`09:00-17:00`"


def test_windows_merge_where_they_touch_and_not_a_second_before() -> None:
    """T3."""
    assert hours_text(read_hours("09:00-12:00, 12:00-13:00")) == "09:00-13:00"
    assert hours_text(read_hours("09:00-12:00, 12:00:01-13:00")) == "09:00-12:00, 12:00:01-13:00"
    assert hours_text(read_hours("20:00-02:00, 22:00-23:00")) == "20:00-02:00"


def test_the_last_second_of_a_day_and_its_end_are_two_times() -> None:
    """T3."""
    assert read_hours("00:00-23:59:59") == ((timedelta(), timedelta(hours=23, minutes=59, seconds=59)),)
    assert hours_text(read_hours("00:00-23:59:59")) == "00:00-23:59:59"


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("09:00-18:00, 17:00-10:00", "09:00-24:00, 23:59:59-10:00"),  # 25 hours
        ("09:00-18:00, 17:00-09:00", "09:00-24:00, 23:59:59-09:00"),  # 24 hours
        ("09:00-18:00, 17:00-08:59:59", "09:00-08:59:59"),  # a second less
        ("00:00-24:00, 22:00-06:00", "00:00-24:00, 23:59:59-06:00"),
        ("00:00-24:00, 23:59:59-23:59:58", "00:00-24:00, 23:59:59-23:59:58"),  # the longest one
    ],
)
def test_windows_that_merge_to_more_than_a_day_keep_their_length(written: str, canonical: str) -> None:
    """T3, P1: other hours must not have the same text, and so the same fingerprint."""
    assert hours_text(read_hours(written)) == canonical
    assert read_hours(canonical) == read_hours(written)


def test_equal_days_stand_under_one_key_only_side_by_side() -> None:
    """T3: a closed day is left out."""
    week = read_week({"mon, tue, thu": "09:00-17:00", "sun": "10:00-12:00"})
    assert week_text(week) == {"mon-tue": "09:00-17:00", "thu": "09:00-17:00", "sun": "10:00-12:00"}
    assert week_text(read_week({})) == {}


def test_a_long_key_is_cut_to_80_characters() -> None:
    """P3: where the fault stands, and what was found there."""
    fault = week_fault({"x" * 81: "closed"})
    assert fault.place == "x" * 80
    assert fault.found == f"`{'x' * 60}…` in `{'x' * 60}…`"


def test_t3_from_noon_on_means_the_afternoon() -> None:
    with pytest.raises(CalendarError) as refused:
        Calendar(tz="UTC", hours={"mon": "12-5"})
    assert refused.value.faults[0].remedy == "write `12:00-17:00`"


def test_t3_a_key_is_read_to_its_end() -> None:
    calendar = Calendar(tz="UTC", hours={"mon" + " " * 77 + "-fri": "09:00-17:00"})
    assert calendar.is_working_day(date(2026, 3, 6))  # a Friday
