"""The rule of one calendar at its edges: pins, exceptions, nights and clock changes, counted on paper (T3-T6, T9).

2026 begins and ends on a Thursday; 1 August 2026 is a Saturday.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from slapolicy.calendars import holidays
from slapolicy.calendars.dates import read_dates
from slapolicy.calendars.holidays import Source
from slapolicy.calendars.hours import ALL_DAY, read_hours, read_week
from slapolicy.calendars.table import Table
from slapolicy.calendars.weekly import HolidayCuts, Pin, Weekly
from slapolicy.calendars.zones import read_zone
from slapolicy.errors import HorizonError
from slapolicy.spans import Span

NIGHTS = {"mon-sun": "22:00-06:00"}
OFFICE = {"mon-fri": "09:00-17:00"}
ROUND_THE_CLOCK = {"mon-sun": "00:00-24:00"}
SATURDAY = date(2026, 8, 1)


def rule(
    hours: dict[str, str],
    *closed: str,
    tz: str = "UTC",
    special: dict[str, str] | None = None,
    sources: tuple[Source, ...] = (),
    cuts: str = "start",
    pin: Pin | None = None,
) -> Weekly:
    return Weekly(
        read_zone(tz),
        read_week(hours),
        holidays=tuple(read_dates(text) for text in closed),
        sources=sources,
        special=tuple((read_dates(day)[0], read_hours(text), "") for day, text in (special or {}).items()),
        cuts=HolidayCuts(cuts),
        pin=pin,
    )


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def span(start: str, end: str) -> Span:
    return Span(utc(start), utc(end))


def openings(table: Table) -> list[Span]:
    """The openings of a table, without the entry past the end."""
    return [Span(start, end) for start, end in zip(table.starts[:-1], table.ends[:-1], strict=True)]


def near(table: Table, start: str, end: str) -> list[Span]:
    """Those of the openings that touch a stretch of time."""
    return [opening for opening in openings(table) if opening.end > utc(start) and opening.start < utc(end)]


def working(weekly: Weekly, year: int) -> list[date]:
    return [date.fromordinal(ordinal) for ordinal in weekly.compile(year).working]


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Source, Source]]:
    """Two sources with a holiday each, and one that they share."""
    names = {
        "NN": {date(2026, 8, 1): "North Day", date(2026, 8, 3): "First Monday"},
        "SS": {date(2026, 8, 2): "South Day", date(2026, 8, 3): "Second Name"},
    }

    def days(region: str, year: int) -> dict[date, str]:
        return {day: name for day, name in names[region].items() if day.year == year}

    monkeypatch.setitem(holidays._PACKAGES, "holidays", (lambda: list(names), days))
    holidays._days_asked.cache_clear()
    yield Source("holidays", "NN"), Source("holidays", "SS")
    holidays._days_asked.cache_clear()


# Pinned years


def test_a_pin_holds_its_years_and_the_days_beside_them() -> None:
    """T6: a night of New Year's Eve reaches over the end of a year."""
    pin = Pin(2026, 2027)
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2027, 12, 31), date(2028, 1, 1)):
        pin.check(day)
    for day in (date(2025, 12, 30), date(2028, 1, 2), date(2028, 2, 1), date(2024, 12, 31), date(2029, 1, 1)):
        with pytest.raises(HorizonError):
            pin.check(day)


@pytest.mark.parametrize("year", [2025, 2028])
def test_a_year_outside_the_pin_is_refused_in_these_words(year: int) -> None:
    """T6, P3."""
    with pytest.raises(HorizonError) as refused:
        Pin(2026, 2027).check_year(year)
    (fault,) = refused.value.faults
    assert fault.code == "outside-pinned-years"
    assert str(fault) == (
        f"found the year {year}, for which no holidays are pinned; allowed is a year from 2026 to 2027; "
        "freeze the calendar for more years"
    )


def test_a_pin_holds_where_nothing_else_is_exceptional() -> None:
    """T6: round the clock too, there may have been holidays."""
    pinned = rule(ROUND_THE_CLOCK, pin=Pin(2026, 2026))
    assert openings(pinned.compile(2026)) == [span("2026-01-01T00:00", "2027-01-01T00:00")]
    for ask in (lambda: pinned.compile(2027), lambda: pinned.exception_on(date(2027, 1, 2))):
        with pytest.raises(HorizonError):
            ask()
    assert pinned.exception_on(date(2026, 7, 1)) is None


# Exceptions


def test_the_years_that_have_exceptions() -> None:
    """T4, T6: dates have theirs; a rule or a source may give every year one."""
    assert rule(OFFICE).exceptional_years() == set()
    assert rule(OFFICE, "2026-12-31 to 2027-01-02", "2030-05-01").exceptional_years() == {2026, 2027, 2030}
    assert rule(OFFICE, "2026-05-01", special={"2029-05-02": "closed"}).exceptional_years() == {2026, 2029}
    assert rule(OFFICE, "2026-05-01", "yearly 12-25").exceptional_years() is None
    assert rule(OFFICE, special={"yearly 12-24": "09:00-12:00"}).exceptional_years() is None
    assert rule(OFFICE, "2026-05-01", sources=(Source("holidays", "US"),)).exceptional_years() is None


def test_what_is_bare_has_no_exception_of_any_kind() -> None:
    """T7: a search for any opening begins with the week alone."""
    bare = rule(OFFICE)
    assert bare.bare() is bare
    for weekly in (
        rule(OFFICE, "2026-05-01"),
        rule(OFFICE, sources=(Source("holidays", "US"),)),
        rule(OFFICE, special={"2026-05-01": "closed"}),
        rule(OFFICE, pin=Pin(2026, 2026)),
    ):
        assert weekly != bare
        assert weekly.bare() == bare


def test_every_kind_of_exception_is_asked_alone(packages: tuple[Source, Source]) -> None:
    """T4, T6."""
    assert rule(OFFICE).exception_on(SATURDAY) is None
    assert rule(OFFICE, "2026-08-01").exception_on(SATURDAY) == "holiday"
    assert rule(OFFICE, special={"2026-08-01": "09:00-10:00"}).exception_on(SATURDAY) == "special hours"
    assert rule(OFFICE, sources=packages[:1]).exception_on(SATURDAY) == "North Day"
    assert rule(OFFICE, sources=packages[1:]).exception_on(SATURDAY) is None


def test_several_sources_and_a_date_name_a_holiday(packages: tuple[Source, Source]) -> None:
    """T4, T6: the later source's name, a written one before it, and none takes none away."""
    weekly = rule(NIGHTS, "2026-08-02", "2026-08-04 Our own", sources=packages)
    assert [weekly.exception_on(date(2026, 8, day)) for day in range(1, 6)] == [
        "North Day", "South Day", "Second Name", "Our own", None,
    ]  # fmt: skip
    assert rule(NIGHTS, "2026-08-03 Ours", sources=packages).exception_on(date(2026, 8, 3)) == "Ours"


def test_each_year_has_its_own_exceptions() -> None:
    """T4."""
    weekly = rule(OFFICE, "2026-12-31 to 2027-01-01", "yearly 05-01")
    for _ in range(2):
        assert weekly.exception_on(date(2026, 12, 31)) == weekly.exception_on(date(2027, 1, 1)) == "holiday"
        assert weekly.exception_on(date(2027, 12, 31)) is weekly.exception_on(date(2026, 1, 1)) is None
        assert weekly.exception_on(date(2031, 5, 1)) == "holiday"


@pytest.mark.parametrize("cuts", ["date", "both"])
@pytest.mark.parametrize(("text", "end"), [("closed", "2026-08-01T00:00"), ("10:00-12:00", "2026-08-01T06:00")])
def test_special_hours_cut_the_night_before_only_where_they_close(cuts: str, text: str, end: str) -> None:
    """T3, T4."""
    weekly = rule(NIGHTS, special={"2026-08-01": text}, cuts=cuts)
    assert weekly.openings_on(date(2026, 7, 31)) == [span("2026-07-31T22:00", end)]


# The openings of a date


def test_what_a_holiday_leaves_past_midnight_belongs_to_no_evening() -> None:
    """T3: with `date`, Saturday's night is open on Sunday from midnight on; with `start`, Friday's stays whole."""
    whole = rule(NIGHTS, "2026-08-01")
    assert whole.openings_on(date(2026, 7, 31)) == [span("2026-07-31T22:00", "2026-08-01T06:00")]
    weekly = rule(NIGHTS, "2026-08-01", cuts="date")
    assert weekly.openings_on(SATURDAY) == []
    assert weekly.openings_on(date(2026, 7, 31)) == [span("2026-07-31T22:00", "2026-08-01T00:00")]
    assert near(weekly.compile(2026), "2026-08-01T00:00", "2026-08-02T12:00") == [
        span("2026-08-02T00:00", "2026-08-02T06:00")
    ]


def test_the_openings_of_the_nights_of_a_change() -> None:
    """T5: from midnight to six are five hours in March and seven in October; a repeated quarter comes twice."""
    early = rule({"sun": "00:00-06:00"}, tz="Europe/Zurich")
    assert early.openings_on(date(2026, 3, 29)) == [span("2026-03-28T23:00", "2026-03-29T04:00")]
    assert early.openings_on(date(2026, 10, 25)) == [span("2026-10-24T22:00", "2026-10-25T05:00")]
    quarter = rule({"sun": "02:15-02:30"}, tz="Europe/Zurich")
    twice = [span("2026-10-25T00:15", "2026-10-25T00:30"), span("2026-10-25T01:15", "2026-10-25T01:30")]
    assert quarter.openings_on(date(2026, 10, 25)) == twice
    assert near(quarter.compile(2026), "2026-10-24T12:00", "2026-10-25T12:00") == twice
    assert quarter.openings_on(date(2026, 3, 29)) == []


# The openings of a year


def test_nights_run_on_into_a_year_and_are_cut_at_its_end() -> None:
    """T3, T5: 365 nights, the first one begun in 2025, and the last one cut."""
    year = openings(rule(NIGHTS).compile(2026))
    assert len(year) == 366
    assert year[0] == span("2026-01-01T00:00", "2026-01-01T06:00")
    assert year[1] == span("2026-01-01T22:00", "2026-01-02T06:00")
    assert year[-1] == span("2026-12-31T22:00", "2027-01-01T00:00")


def test_a_special_night_of_new_years_eve_runs_on_into_the_year() -> None:
    """T3, T4."""
    weekly = rule(OFFICE, special={"2025-12-31": "22:00-06:00"})
    assert openings(weekly.compile(2026))[0] == span("2026-01-01T00:00", "2026-01-01T06:00")
    assert weekly.compile(2026).working[0] == date(2026, 1, 1).toordinal()


@pytest.mark.parametrize(
    ("tz", "first", "last"),
    [
        ("UTC", "2026-01-01T09:00", "2026-12-31T09:00"),
        ("Europe/Zurich", "2026-01-01T08:00", "2026-12-31T08:00"),
        ("America/New_York", "2026-01-01T14:00", "2026-12-31T14:00"),
        ("Pacific/Auckland", "2025-12-31T20:00", "2026-12-30T20:00"),
    ],
)
def test_a_year_holds_the_openings_of_its_own_dates(tz: str, first: str, last: str) -> None:
    """T5, T9: 52 weeks of five days, and a Thursday."""
    weekly = rule(OFFICE, tz=tz)
    year = openings(weekly.compile(2026))
    assert len(year) == len(working(weekly, 2026)) == 261
    assert (year[0].start, year[-1].start) == (utc(first), utc(last))
    assert working(weekly, 2026)[::260] == [date(2026, 1, 1), date(2026, 12, 31)]


def test_round_the_clock_an_exception_of_any_kind_still_counts(packages: tuple[Source, Source]) -> None:
    """T3, T4, T5: two openings with a closed date between them, over both changes of the clock."""
    assert openings(rule(ROUND_THE_CLOCK, tz="Europe/Zurich").compile(2026)) == [
        span("2025-12-31T23:00", "2026-12-31T23:00")
    ]
    two = [span("2025-12-31T23:00", "2026-07-31T22:00"), span("2026-08-01T22:00", "2026-12-31T23:00")]
    assert openings(rule(ROUND_THE_CLOCK, "2026-08-01", tz="Europe/Zurich").compile(2026)) == two
    special = {"2026-08-01": "closed"}
    assert openings(rule(ROUND_THE_CLOCK, special=special, tz="Europe/Zurich").compile(2026)) == two
    of_a_source = openings(rule(ROUND_THE_CLOCK, sources=packages[:1], tz="Europe/Zurich").compile(2026))
    assert of_a_source[:1] == two[:1]
    assert [opening.start for opening in of_a_source[1:]] == [utc("2026-08-01T22:00"), utc("2026-08-03T22:00")]


def test_hours_of_two_dates_that_touch_overlap_or_hold_one_another_are_one_opening() -> None:
    """T3: Friday's night, and three Saturdays that begin in it."""
    for saturday, end in [("06:00-08:00", "08:00"), ("04:00-08:00", "08:00"), ("03:00-04:00", "06:00")]:
        weekly = rule({"fri": "22:00-06:00", "sat": saturday})
        assert near(weekly.compile(2026), "2026-07-31T12:00", "2026-08-01T12:00") == [
            span("2026-07-31T22:00", f"2026-08-01T{end}")
        ]


def test_an_evening_may_come_twice() -> None:
    """T5: at midnight on 18 February 2018 the clocks of São Paulo went back to eleven."""
    late = rule({"sat": "23:00-24:00"}, tz="America/Sao_Paulo")
    early = rule({"sun": "00:00-01:00"}, tz="America/Sao_Paulo")
    both = span("2018-02-18T01:00", "2018-02-18T03:00")
    assert near(late.compile(2018), "2018-02-17T12:00", "2018-02-18T12:00") == [both]
    assert late.openings_on(date(2018, 2, 17)) == [both]
    assert near(early.compile(2018), "2018-02-17T12:00", "2018-02-18T12:00") == [
        span("2018-02-18T03:00", "2018-02-18T04:00")
    ]


def test_a_night_may_run_on_into_an_evening_that_comes_twice() -> None:
    """T3, T5: on 24 October 2026 at midnight the clocks of Nuuk go back to eleven, at 01:00 UTC."""
    weekly = rule({"fri": "23:30-23:20"}, tz="America/Nuuk")
    twice = [span("2026-10-24T00:30", "2026-10-25T00:20"), span("2026-10-25T01:00", "2026-10-25T01:20")]
    assert near(weekly.compile(2026), "2026-10-24T00:00", "2026-10-25T12:00") == twice
    assert weekly.openings_on(date(2026, 10, 23)) == twice


@pytest.mark.parametrize("first", ["02:00-03:00", "00:00-01:00"])
def test_hours_after_those_before_a_change_are_open(first: str) -> None:
    """T5: on 29 March 2026 nine o'clock in Zurich is 07:00 UTC."""
    weekly = rule({"sun": f"{first}, 09:00-10:00"}, tz="Europe/Zurich")
    assert near(weekly.compile(2026), "2026-03-29T00:30", "2026-03-29T12:00") == [
        span("2026-03-29T07:00", "2026-03-29T08:00")
    ]


def test_a_table_knows_its_year() -> None:
    """T5: so that tables of neighbouring years can be joined."""
    for hours in (OFFICE, ROUND_THE_CLOCK):
        table = rule(hours, tz="Europe/Zurich").compile(2026)
        assert (table.first_year, table.last_year) == (2026, 2026)
        assert (table.lo, table.hi) == (utc("2025-12-31T23:00"), utc("2026-12-31T23:00"))


# Working days


@pytest.mark.parametrize(
    ("tz", "hours", "skipped"),
    [
        ("Pacific/Apia", {"mon-fri": "09:00-17:00"}, date(2011, 12, 30)),  # the whole date
        ("Pacific/Kiritimati", {"mon-sun": "09:00-17:00"}, date(1994, 12, 31)),  # the last one of its year
        ("Europe/Zurich", {"mon-sun": "02:00-03:00"}, date(2026, 3, 29)),
        ("America/New_York", {"mon-sun": "02:00-03:00"}, date(1974, 1, 6)),  # in January, to spare oil
        ("America/Sao_Paulo", {"mon-sun": "00:00-01:00"}, date(2018, 11, 4)),
    ],
)
def test_a_date_whose_hours_are_skipped_is_no_working_day(tz: str, hours: dict[str, str], skipped: date) -> None:
    """T5, T9; its neighbours are."""
    weekly = rule(hours, tz=tz)
    found = [day for year in range(skipped.year - 1, skipped.year + 2) for day in working(weekly, year)]
    days = range(skipped.toordinal() - 8, skipped.toordinal() + 9)
    usual = [day for day in map(date.fromordinal, days) if weekly.week[day.weekday()]]
    assert [day for day in found if day.toordinal() in days] == [day for day in usual if day != skipped]
    assert weekly.openings_on(skipped) == []


def test_a_date_with_half_of_its_hours_skipped_is_a_working_day() -> None:
    """T5, T9."""
    assert date(2026, 3, 29) in working(rule({"sun": "02:00-04:00"}, tz="Europe/Zurich"), 2026)


def test_an_evening_that_is_skipped_is_not_worked_although_its_night_is() -> None:
    """T5, T9: on 28 March 2026 the clocks of Nuuk go from eleven in the evening to midnight, at 01:00 UTC."""
    weekly = rule({"sat": "23:00-01:00"}, tz="America/Nuuk")
    assert near(weekly.compile(2026), "2026-03-28T12:00", "2026-03-29T12:00") == [
        span("2026-03-29T01:00", "2026-03-29T02:00")
    ]
    assert date(2026, 3, 28) not in working(weekly, 2026)


def test_a_night_is_worked_on_the_date_on_which_it_starts() -> None:
    """T3, T9: not on the morning after it, with a holiday or without."""
    assert working(rule({"thu": "22:00-06:00"}), 2026)[:2] == [date(2026, 1, 1), date(2026, 1, 8)]
    for cuts in ("start", "date", "both"):
        assert SATURDAY not in working(rule(NIGHTS, "2026-08-01", cuts=cuts), 2026)
    assert len(working(rule(NIGHTS, "2026-08-01", cuts="date"), 2026)) == 364


def test_nothing_is_worked_where_all_is_closed_but_one_date() -> None:
    """T4, T9."""
    assert working(rule({}, special={"2026-08-01": "10:00-12:00"}), 2026) == [SATURDAY]
    assert rule({}).compile(2026).working == []
    assert len(working(Weekly(read_zone("UTC"), (ALL_DAY,) * 7), 2028)) == 366
