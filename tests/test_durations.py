"""Durations: what each text means, that each prints back, and what is refused with which remedy (D1)."""

import time
from datetime import time as time_of_day
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slapolicy._model import Model
from slapolicy.durations import (
    CalendarDays,
    Duration,
    DurationField,
    Elapsed,
    EndOfBusinessDay,
    NextBusinessDayBy,
    WorkingDays,
    WorkingTime,
    duration,
)
from slapolicy.errors import DurationError, PolicyError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("24 hours", Elapsed(timedelta(hours=24))),
        ("1 hour", Elapsed(timedelta(hours=1))),
        ("15 minutes", Elapsed(timedelta(minutes=15))),
        ("1.5 hours", Elapsed(timedelta(minutes=90))),
        ("0.1 seconds", Elapsed(timedelta(milliseconds=100))),
        ("0 minutes", Elapsed(timedelta())),
        ("4 business hours", WorkingTime(timedelta(hours=4))),
        ("90 business minutes", WorkingTime(timedelta(minutes=90))),
        ("1 business day", WorkingDays(1)),
        ("2 business days", WorkingDays(2)),
        ("30 calendar days", CalendarDays(30)),
        ("1 week", CalendarDays(7)),
        ("2 weeks", CalendarDays(14)),
        ("end of business day", EndOfBusinessDay()),
        ("end of next business day", EndOfBusinessDay(1)),
        ("next business day by 16:00", NextBusinessDayBy(time_of_day(16))),
        ("next business day by 16:00:30", NextBusinessDayBy(time_of_day(16, 0, 30))),
    ],
)
def test_each_text_has_one_meaning_and_prints_back(text: str, value: Duration) -> None:
    """D1."""
    assert duration(text) == value
    assert str(duration(text)) == text
    assert duration(f"  {text.upper().replace(' ', '   ')}\n") == value
    assert duration(value) is value


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("120 minutes", "2 hours"),
        ("1 week", "7 calendar days"),
        ("PT4H", "4 hours"),
        ("pt1h30m", "90 minutes"),
        ("PT0.5S", "0.5 seconds"),
        ("90 business minutes", "1.5 business hours"),
    ],
)
def test_equal_meaning_is_an_equal_value(text: str, same: str) -> None:
    """D1, P1."""
    assert duration(text) == duration(same)
    assert hash(duration(text)) == hash(duration(same))
    assert duration(text).canonical == duration(same).canonical


def test_kinds_are_never_equal() -> None:
    """D1: 24 hours, one calendar day and one business day are three things."""
    assert len({duration(text) for text in ("24 hours", "24 business hours", "1 calendar day", "1 business day")}) == 4


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1 day", ("`1 business day`", "`24 hours`", "`1 calendar day`")),
        ("3 days", ("`3 business days`", "`72 hours`", "`3 calendar days`")),
    ],
)
def test_a_bare_day_is_refused_with_what_it_could_mean(text: str, readings: tuple[str, ...]) -> None:
    """D1."""
    with pytest.raises(DurationError) as refused:
        duration(text)
    (fault,) = refused.value.faults
    assert fault.code == "ambiguous-day"
    assert all(reading in fault.allowed for reading in readings)


@pytest.mark.parametrize(
    ("value", "code", "remedy"),
    [
        ("1 month", "ambiguous-month", "count days instead, `30 calendar days` or `365 calendar days`"),
        ("2 years", "ambiguous-month", "count days instead, `30 calendar days` or `365 calendar days`"),
        ("1 business week", "unknown-unit", "count business days instead, `5 business days`"),
        ("3 working days", "unknown-unit", "write `3 business days`"),
        ("1 work day", "unknown-unit", "write `1 business day`"),
        ("4 huors", "unknown-unit", "write `4 hours`"),
        ("4 furlongs", "unknown-unit", ""),
        ("4h", "unreadable-duration", "write `4 hours`"),
        ("1.5 business days", "wrong-number", ""),
        ("0.5 days", "ambiguous-day", "count hours instead, `12 hours` or `4 business hours`"),
        ("1 hour 30 minutes", "unreadable-duration", "write one number and one unit, `90 minutes` or `1.5 hours`"),
        ("-4 hours", "unreadable-duration", "a duration is never negative"),
        ("4", "unreadable-duration", "a number needs its unit: write a text such as `4 hours` or `4 business hours`"),
        (4, "wrong-type", "a number needs its unit: write a text such as `4 hours` or `4 business hours`"),
        (timedelta(hours=4), "wrong-type", "say which time is meant: `Elapsed(…)` or `WorkingTime(…)`"),
        (True, "wrong-type", ""),
        (None, "wrong-type", ""),
        ("", "unreadable-duration", ""),
        ("٤ hours", "unreadable-duration", ""),
        ("999999999 hours", "duration-out-of-range", ""),
        ("84001 business days", "duration-out-of-range", ""),
        ("PT999999999H", "duration-out-of-range", ""),
        ("next business day by 24:00", "wrong-time", ""),
    ],
)
def test_what_is_no_duration_is_refused_with_a_remedy(value: str, code: str, remedy: str) -> None:
    """D1, P3."""
    with pytest.raises(DurationError) as refused:
        duration(value)
    (fault,) = refused.value.faults
    assert (fault.code, fault.remedy) == (code, remedy)


@pytest.mark.parametrize("text", ["P1D", "P1M", "P1Y", "P1W", "PT", "P", "PT-1H", "P1DT4H"])
def test_iso_dates_are_refused(text: str) -> None:
    """D1: ISO 8601 is elapsed time; a day or a month of it has no one length."""
    with pytest.raises(DurationError):
        duration(text)


@pytest.mark.parametrize(
    "text", ["9" * 1_000_000 + " hours", "PT" + "9" * 1_000_000 + "H", " " * 1_000_000, "1 " * 500_000]
)
def test_hostile_text_is_refused_at_once(text: str) -> None:
    """P3."""
    start = time.perf_counter()
    with pytest.raises(DurationError):
        duration(text)
    assert time.perf_counter() - start < 0.1


@pytest.mark.parametrize(
    "make",
    [
        lambda: Elapsed(timedelta(-1)),
        lambda: WorkingTime(timedelta(days=84_001)),
        lambda: WorkingTime(4),  # type: ignore[arg-type]
        lambda: WorkingDays(-1),
        lambda: WorkingDays(True),
        lambda: CalendarDays(84_001),
        lambda: EndOfBusinessDay(2),
        lambda: NextBusinessDayBy("16:00"),  # type: ignore[arg-type]
    ],
)
def test_objects_are_checked_too(make: object) -> None:
    """D1."""
    with pytest.raises(DurationError):
        make()  # type: ignore[operator]


durations = st.one_of(
    st.builds(Elapsed, st.timedeltas(timedelta(), timedelta(days=84_000)), st.sampled_from(["", "hour", "minute"])),
    st.builds(WorkingTime, st.timedeltas(timedelta(), timedelta(days=84_000)), st.sampled_from(["", "second"])),
    st.builds(WorkingDays, st.integers(0, 84_000)),
    st.builds(CalendarDays, st.integers(0, 84_000), st.sampled_from(["calendar day", "week"])),
    st.builds(NextBusinessDayBy, st.times().map(lambda time: time.replace(fold=0))),
)


@given(durations)
def test_every_duration_survives_its_text(value: Duration) -> None:
    """D1, P2."""
    assert duration(str(value)) == value == duration(value.canonical)
    assert duration(value.canonical).canonical == value.canonical


@given(st.text(max_size=80))
def test_any_text_is_a_duration_or_a_fault(text: str) -> None:
    """P3."""
    try:
        value = duration(text)
    except DurationError:
        return
    assert duration(str(value)) == value


def test_a_duration_is_a_field_of_a_model() -> None:
    """P2, P3."""

    class Promise(Model, frozen=True):
        within: DurationField

    promise = Promise(within="4 business hours")  # type: ignore[arg-type]
    assert promise.within == WorkingTime(timedelta(hours=4))
    assert promise.model_dump(mode="json") == {"within": "4 business hours"}
    assert Promise.model_json_schema()["properties"]["within"]["type"] == "string"
    with pytest.raises(PolicyError) as refused:
        Promise(within="1 day")  # type: ignore[arg-type]
    assert refused.value.faults[0].place == "within"
