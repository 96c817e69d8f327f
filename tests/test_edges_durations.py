"""Durations at their bounds, and every refusal word for word: the sentence is what a person reads (D1, P3)."""

from datetime import UTC, timedelta
from datetime import time as time_of_day

import pytest

from slapolicy.durations import (
    CalendarDays,
    Elapsed,
    EndOfBusinessDay,
    NextBusinessDayBy,
    WorkingDays,
    WorkingTime,
    duration,
)
from slapolicy.errors import DurationError

A_DURATION = (
    "a duration such as `24 hours`, `4 business hours`, `2 business days`, `30 calendar days`, `1 week`, "
    "`end of business day` or `next business day by 16:00`"
)
TOO_LONG = "a duration of at most 84,000 days"
ISO = "ISO 8601 with hours, minutes and seconds"
ISO_REMEDY = "write `P1D` as `24 hours`, `1 calendar day` or `1 business day`, and months as days"
TIME_OF_DAY = "a time of day from `00:00` to `23:59`"
UNIT_REMEDY = "a number needs its unit: write a text such as `4 hours` or `4 business hours`"


@pytest.mark.parametrize(
    ("value", "found", "allowed", "remedy"),
    [
        (["1 hour"], "a list", A_DURATION, ""),
        ("x" * 61, f"`{'x' * 60}…`", A_DURATION, ""),
        ("soon", "`soon`", A_DURATION, ""),
        ("12.5", "`12.5`", A_DURATION, UNIT_REMEDY),
        ("90 m30", "`90 m30`", A_DURATION, ""),
        ("90x", "`90x`", A_DURATION, "write `90 xs`"),
        ("1 day", "`1 day`, which could mean three things",
         "one of `1 business day`, `24 hours`, `1 calendar day`", "write the one that is meant"),
        ("84000 days", "`84000 days`, which could mean three things",
         "one of `84000 business days`, `2016000 hours`, `84000 calendar days`", "write the one that is meant"),
        ("84001 days", "`84001 days`", A_DURATION, "count hours instead, `12 hours` or `4 business hours`"),
        ("2 calendar months", "`2 calendar months`", A_DURATION,
         "count days instead, `30 calendar days` or `365 calendar days`"),
        ("1 calendar year", "`1 calendar year`", A_DURATION,
         "count days instead, `30 calendar days` or `365 calendar days`"),
        ("2 business weeks", "`2 business weeks`", A_DURATION, "count business days instead, `5 business days`"),
        ("4 hrs", "`4 hrs`", A_DURATION, "write `4 hours`"),
        ("1 hr", "`1 hr`", A_DURATION, "write `1 hour`"),
        ("5 s", "`5 s`", A_DURATION, "write `5 seconds`"),
        ("4 furlongs", "`4 furlongs`", A_DURATION, ""),
        ("1.5 weeks", "`1.5 weeks`", "a whole number of weeks", ""),
        ("1.5 calendar days", "`1.5 calendar days`", "a whole number of days", ""),
        ("12001 weeks", "`12001 weeks`", TOO_LONG, ""),
        ("2016001 hours", "`2016001 hours`", TOO_LONG, ""),
        ("2016000.000001 business hours", "`2016000.000001 business hours`", TOO_LONG, ""),
        ("P1D", "`P1D`", ISO, ISO_REMEDY),
        ("PT", "`PT`", ISO, ISO_REMEDY),
        ("PT2016001H", "`PT2016001H`", TOO_LONG, ""),
        ("PT2016000H1S", "`PT2016000H1S`", TOO_LONG, ""),
        ("PT9999999999S", "`PT9999999999S`", TOO_LONG, ""),
        ("next business day by 24:00", "`next business day by 24:00`", TIME_OF_DAY, ""),
        ("next business day by 12:60", "`next business day by 12:60`", TIME_OF_DAY, ""),
        ("next business day by 12:00:60", "`next business day by 12:00:60`", TIME_OF_DAY, ""),
    ],
)  # fmt: skip
def test_every_refusal_says_what_was_found_and_what_to_write(value: str, found: str, allowed: str, remedy: str) -> None:
    """D1, P3."""
    with pytest.raises(DurationError) as refused:
        duration(value)
    (fault,) = refused.value.faults
    assert (fault.found, fault.allowed, fault.remedy) == (found, allowed, remedy)


@pytest.mark.parametrize(
    ("make", "code", "found", "allowed"),
    [
        (lambda: Elapsed(4), "wrong-type", "`4`", "a `timedelta`"),  # type: ignore[arg-type]
        (lambda: WorkingTime(timedelta(-1)), "duration-out-of-range", "`-1 day, 0:00:00`",
         "a duration from 0 to 84,000 days"),
        (lambda: WorkingDays("2"), "wrong-type", "`2`", "a whole number of days"),  # type: ignore[arg-type]
        (lambda: CalendarDays(84_001), "duration-out-of-range", "`84001`", "0 to 84,000 days"),
        (lambda: EndOfBusinessDay(2), "wrong-duration", "`2`", "0 or 1 days after"),
        (lambda: NextBusinessDayBy(time_of_day(16, tzinfo=UTC)), "wrong-duration", "`16:00:00+00:00`",
         "a time of day without a zone"),
        (lambda: NextBusinessDayBy(time_of_day(16, fold=1)), "wrong-duration", "`16:00:00`",
         "a time of day without a zone"),
    ],
)  # fmt: skip
def test_objects_are_refused_with_a_code_and_a_sentence(make: object, code: str, found: str, allowed: str) -> None:
    """D1, P3."""
    with pytest.raises(DurationError) as refused:
        make()  # type: ignore[operator]
    (fault,) = refused.value.faults
    assert (fault.code, fault.found, fault.allowed) == (code, found, allowed)


@pytest.mark.parametrize(
    ("text", "code"),
    [("x" * 61, "unreadable-duration"), ("P1D", "unreadable-duration"), ("PT2016001H", "duration-out-of-range")],
)
def test_a_refusal_has_a_code_that_is_never_reworded(text: str, code: str) -> None:
    """P3."""
    with pytest.raises(DurationError) as refused:
        duration(text)
    assert refused.value.faults[0].code == code


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("84000 business days", WorkingDays(84_000)),
        ("12000 weeks", CalendarDays(84_000)),
        ("2016000 hours", Elapsed(timedelta(days=84_000))),
        ("2016000 business hours", WorkingTime(timedelta(days=84_000))),
        ("PT2016000H", Elapsed(timedelta(days=84_000))),
        ("PT7257600000S", Elapsed(timedelta(days=84_000))),
        ("PT1H2M3.000004S", Elapsed(timedelta(hours=1, minutes=2, seconds=3, microseconds=4))),
        ("PT5S", Elapsed(timedelta(seconds=5))),
        ("next business day by 23:59:59.5", NextBusinessDayBy(time_of_day(23, 59, 59, 500_000))),
        ("next business day by 23:59", NextBusinessDayBy(time_of_day(23, 59))),
        (" " * 53 + "1 weeks", CalendarDays(7)),
    ],
)
def test_the_longest_durations_and_the_finest(text: str, value: object) -> None:
    """D1, T10: 84,000 days are allowed, and every microsecond counts."""
    assert duration(text) == value


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("90 business minutes", "90 business minutes"),
        ("0.1 business seconds", "0.1 business seconds"),
        ("1.5 hours", "1.5 hours"),
        ("10.25 minutes", "10.25 minutes"),
        ("PT90M", "90 minutes"),
        ("PT1H", "1 hour"),
        ("PT0.25S", "0.25 seconds"),
    ],
)
def test_a_duration_prints_in_the_unit_it_was_written_in(text: str, again: str) -> None:
    """D1."""
    assert str(duration(text)) == again


def test_a_unit_that_can_not_hold_the_amount_gives_way_to_a_smaller_one() -> None:
    """D1: a second is no decimal fraction of an hour."""
    assert str(Elapsed(timedelta(seconds=1), "hour")) == "1 second"
    assert str(WorkingTime(timedelta(seconds=1), "hour")) == "1 business second"
    assert str(WorkingTime(timedelta(minutes=20), "hour")) == "20 business minutes"
