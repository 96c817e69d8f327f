"""The door of a calendar at its edges: instants of every kind, what is refused, and what a calendar prints (T1, T2)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.durations import Elapsed, WorkingDays, WorkingTime
from slapolicy.errors import CalendarError, DurationError, Fault, HorizonError, InstantError

SYDNEY = ZoneInfo("Australia/Sydney")
# In March Sydney is 11 hours ahead: on each of these mornings it is still yesterday in UTC.
MORNINGS = Calendar(tz="Australia/Sydney", hours={"mon-fri": "09:00-10:30"})
OFFICE = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})
EVENING = Calendar(tz="UTC", hours={"mon-fri": "17:00-20:00"})
HOUR = timedelta(hours=1)


class Stamp(datetime):
    """A datetime of another library, as pandas and pendulum make them."""


def sydney(hour: int, minute: int = 0) -> datetime:
    """A time on Monday 2 March 2026."""
    return datetime(2026, 3, 2, hour, minute, tzinfo=SYDNEY)


def only_fault(error: type[Exception], ask: Callable[[], object]) -> Fault:
    with pytest.raises(error) as refused:
        ask()
    (fault,) = refused.value.args
    assert isinstance(fault, Fault)
    return fault


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (sydney(8), sydney(12)),
        (sydney(8), datetime(2026, 3, 2, 1, tzinfo=UTC)),
        (datetime(2026, 3, 1, 21, tzinfo=UTC), sydney(12)),
        ("2026-03-02T08:00+11:00", "2026-03-02T01:00Z"),
        ("2026-03-01T21:00Z", datetime(2026, 3, 2, 1, tzinfo=UTC)),
        (datetime(2026, 3, 1, 21, tzinfo=UTC), "2026-03-02T12:00+11:00"),
        (Stamp(2026, 3, 1, 21, tzinfo=UTC), Stamp(2026, 3, 2, 1, tzinfo=UTC)),
    ],
)
def test_t1_open_time_is_the_same_however_the_instants_are_given(start: datetime | str, end: datetime | str) -> None:
    """The whole opening, 09:00 to 10:30, lies between 08:00 and 12:00 of a Sydney morning; backwards it is negative."""
    assert MORNINGS.elapsed(start, end) == 1.5 * HOUR
    assert MORNINGS.elapsed(end, start) == -1.5 * HOUR
    assert MORNINGS.elapsed(start, start) == 0 * HOUR


@pytest.mark.parametrize(
    "start",
    [
        datetime(2026, 3, 1, 23, tzinfo=UTC),
        sydney(10),
        Stamp(2026, 3, 2, 10, tzinfo=SYDNEY),
        "2026-03-02T10:00:00+11:00",
    ],
)
def test_t1_an_answer_carries_the_zone_of_its_question(start: datetime | str) -> None:
    """Monday's last half hour, and the first of Tuesday; read from its text or given as a value."""
    asked = start if isinstance(start, datetime) else datetime.fromisoformat(start)
    for length in ("1 business hour", WorkingTime(HOUR)):
        end = MORNINGS.add(start, length)
        assert end == datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
        assert end.tzinfo == asked.tzinfo


QUESTIONS: list[Callable[[Any, Any], object]] = [OFFICE.elapsed, OFFICE.openings]


@pytest.mark.parametrize("ask", QUESTIONS)
def test_p3_a_refused_instant_says_which_of_the_two_it_is(ask: Callable[[Any, Any], object]) -> None:
    """T1, T10."""
    good, naive = datetime(2026, 3, 6, tzinfo=UTC), datetime(2026, 3, 6)
    assert only_fault(InstantError, lambda: ask(naive, good)).path == ("start",)
    assert only_fault(InstantError, lambda: ask(good, naive)).path == ("end",)
    assert only_fault(InstantError, lambda: ask("1969-12-31T23:59Z", good)).path == ("start",)
    assert only_fault(InstantError, lambda: ask(good, "2200-01-01T00:01Z")).path == ("end",)


def test_p3_working_days_are_not_counted_back() -> None:
    """D4: what the same time on an earlier day would be is not defined."""
    fault = only_fault(DurationError, lambda: OFFICE.subtract("2026-03-06T12:00Z", WorkingDays(2)))
    assert (fault.code, fault.found) == ("not-subtractable", "`2 business days`")
    assert fault.allowed == "elapsed or working time, `4 hours` or `4 business hours`"


def test_t10_elapsed_time_reaches_back_to_the_first_instant_and_not_past_it() -> None:
    assert OFFICE.subtract("1970-01-02T00:00Z", "24 hours") == datetime(1970, 1, 1, tzinfo=UTC)
    fault = only_fault(HorizonError, lambda: OFFICE.subtract("1970-01-02T00:00Z", Elapsed(25 * HOUR)))
    assert (fault.code, fault.found) == ("past-horizon", "`25 hours` before 1970-01-02T00:00:00+00:00")
    assert fault.allowed == "an answer since 1970"


def test_t4_exceptions_are_told_from_the_first_date_to_the_last_one() -> None:
    """Both dates are among them, the ones before and after are not."""
    shut = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"}, holidays=[f"2026-05-0{day}" for day in range(1, 6)])
    told = [day.day for day, _ in shut.exceptions(date(2026, 5, 2), date(2026, 5, 4))]
    assert told == [2, 3, 4]


def test_t8_only_calendars_combine() -> None:
    for other in ("24x7", None, OFFICE.to_dict()):
        with pytest.raises(TypeError):
            OFFICE | other  # type: ignore[operator]
        with pytest.raises(TypeError):
            OFFICE & other  # type: ignore[operator]
        with pytest.raises(TypeError):
            OFFICE - other  # type: ignore[operator]


def test_t7_a_combination_without_an_opening_says_what_to_do() -> None:
    for never in (lambda: OFFICE & EVENING, lambda: OFFICE - ALWAYS):
        fault = only_fault(CalendarError, never)
        assert (fault.code, fault.found, fault.allowed) == ("never-open", "no opening", "a combination that opens")
        assert fault.remedy == "combine calendars whose hours meet, or leave some of the first one's hours"


@pytest.mark.parametrize(
    ("years", "pinned"),
    [
        ((2026, 2027), "2025 to 2028"),
        ((1970, 1970), "1970 to 1971"),
        ((1971, 1971), "1970 to 1972"),
        ((2198, 2198), "2197 to 2199"),
        ((2199, 2199), "2198 to 2199"),
    ],
)
def test_t6_parts_are_frozen_for_a_year_more_on_either_side(years: tuple[int, int], pinned: str) -> None:
    """T10: but for no year outside the range."""
    document = (OFFICE | MORNINGS).frozen(*years).to_dict()
    assert [part["pinned"] for part in document["any"]] == [pinned, pinned]


def test_p1_calendars_that_differ_are_told_apart_by_their_hashes() -> None:
    """Else a set of a thousand calendars would compare each with every other."""
    offices = [Calendar(tz="UTC", hours={"mon": f"09:00-{hour}:00"}) for hour in range(10, 24)]
    assert len({hash(office) for office in offices}) > 1
    assert hash(OFFICE | EVENING) == hash(Calendar.from_dict((OFFICE | EVENING).to_dict()))


def test_p1_a_calendar_says_that_it_never_changes() -> None:
    with pytest.raises(AttributeError, match=r"^a calendar can't change: `tz`$"):
        OFFICE.tz = "UTC"  # type: ignore[misc]
    with pytest.raises(AttributeError, match=r"^a calendar can't change: `tz`$"):
        del OFFICE.tz


def test_p1_a_combination_prints_as_it_is_written_in_python() -> None:
    """Pasted back, it is an equal calendar."""
    assert repr(OFFICE) == "Calendar(tz='UTC', hours={'mon-fri': '09:00-17:00'})"
    names = {"Calendar": Calendar, "ALWAYS": ALWAYS}
    for sign, combined in (("|", OFFICE | EVENING), ("&", OFFICE & ALWAYS), ("-", ALWAYS - OFFICE)):
        first, second = combined.to_dict().popitem()[1]
        texts = [repr(Calendar.from_dict(part)) for part in (first, second)]
        assert repr(combined) == f"({texts[0]} {sign} {texts[1]})"
        assert eval(repr(combined), names) == combined


def test_p1_around_the_clock_in_utc_prints_as_always() -> None:
    """However it was made; in another zone, or with another horizon, it is another calendar."""
    assert repr(Calendar(tz="UTC", hours={"mon-sun": "00:00-24:00"})) == repr(ALWAYS) == "ALWAYS"
    paris = Calendar(tz="Europe/Paris", hours={"mon-sun": "00:00-24:00"})
    assert repr(paris) == "Calendar(tz='Europe/Paris', hours={'mon-sun': '00:00-24:00'})"
    assert repr(Calendar(tz="UTC", hours={"mon-sun": "00:00-24:00"}, horizon="1 year")) != "ALWAYS"


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ("2026-03-06", "`2026-03-06`"),
        (datetime(2026, 3, 6, 12, tzinfo=UTC), "`2026-03-06 12:00:00+00:00`"),
        (None, "nothing"),
    ],
)
def test_p3_a_local_date_has_no_time(wrong: Any, found: str) -> None:
    """T9: an instant lies on several dates, one in each zone."""
    day = date(2026, 3, 6)
    questions: list[Callable[[], object]] = [
        lambda: OFFICE.is_working_day(wrong),
        lambda: OFFICE.next_working_day(wrong),
        lambda: OFFICE.exception_on(wrong),
        lambda: list(OFFICE.exceptions(wrong, day)),
        lambda: list(OFFICE.exceptions(day, wrong)),
        lambda: OFFICE.week_svg(wrong),
    ]
    for ask in questions:
        fault = only_fault(CalendarError, ask)
        assert (fault.code, fault.found) == ("wrong-date", found)
        assert fault.allowed == "a local date, without a time"


@pytest.mark.parametrize("years", [(2027, 2026), (0, 2), (1969, 1970), (2026, 9999), ("2026", "soon")])
def test_t6_years_that_nothing_is_pinned_for_are_refused_at_the_door(years: tuple[Any, Any]) -> None:
    """Also for a combination, whose parts are frozen for a year more on either side."""
    for calendar in (OFFICE, OFFICE | MORNINGS):
        with pytest.raises(CalendarError) as refused:
            calendar.frozen(*years)
        assert [fault.code for fault in refused.value.faults] == ["wrong-years"]
