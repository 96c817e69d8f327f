"""Combinations at their edges: whose date an opening is, and whether any is left; counted on paper (T7-T10).

1 January 2026 and 31 December 2026 are Thursdays; 1 January 2027 is a Friday.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from slapolicy.calendars.algebra import Combination, Combined
from slapolicy.calendars.dates import read_dates
from slapolicy.calendars.hours import ALL_DAY, Week, read_hours, read_week
from slapolicy.calendars.index import Index
from slapolicy.calendars.weekly import Pin, Weekly
from slapolicy.calendars.zones import read_zone
from slapolicy.errors import CalendarError
from slapolicy.spans import Span

NEVER: Week = read_week({})
OFFICE: Week = read_week({"mon-fri": "09:00-17:00"})


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def span(start: str, end: str) -> Span:
    return Span(utc(start), utc(end))


def hours(tz: str = "UTC", /, **week: str) -> Weekly:
    return Weekly(read_zone(tz), read_week(week))


def on(day: str, text: str, tz: str = "UTC") -> Weekly:
    """Open on one date alone."""
    return Weekly(read_zone(tz), NEVER, special=((read_dates(day)[0], read_hours(text), ""),))


def off(*days: str, tz: str = "UTC", pin: Pin | None = None) -> Weekly:
    """The office, closed on some dates."""
    return Weekly(read_zone(tz), OFFICE, tuple((read_dates(day)[0], "") for day in days), pin=pin)


def combined(combination: str, *rules: Weekly | Combined) -> Combined:
    return Combined(Combination(combination), tuple(Index(rule, years=100) for rule in rules))


def always(tz: str = "UTC") -> Weekly:
    return Weekly(read_zone(tz), (ALL_DAY,) * 7)


# Which date an opening belongs to


def test_an_opening_that_runs_on_belongs_to_the_evening_before() -> None:
    """T8, T9: Thursday nights, and an hour on Friday morning."""
    nights = combined("any", hours(thu="22:00-06:00"), hours(fri="09:00-10:00"))
    assert nights.openings_on(date(2026, 3, 5)) == [span("2026-03-05T22:00", "2026-03-06T06:00")]
    assert nights.openings_on(date(2026, 3, 6)) == [span("2026-03-06T09:00", "2026-03-06T10:00")]
    assert nights.openings_on(date(2026, 3, 7)) == []


def test_an_opening_at_midnight_belongs_to_the_date_that_it_begins() -> None:
    """T2, T8, T9: two hours from midnight on, Thursdays and Fridays, and one in the morning."""
    early = combined("any", hours(thu="00:00-02:00", fri="00:00-02:00"), hours(thu="09:00-10:00"))
    assert early.openings_on(date(2026, 3, 4)) == []
    assert early.openings_on(date(2026, 3, 5)) == [
        span("2026-03-05T00:00", "2026-03-05T02:00"),
        span("2026-03-05T09:00", "2026-03-05T10:00"),
    ]


def test_a_date_that_is_open_from_end_to_end_owns_itself() -> None:
    """T9: Sundays are closed, so Monday's opening starts, and Saturday's ends, at a midnight."""
    served = combined("except", always(), hours(sun="00:00-24:00"))
    for day in (2, 3, 7):  # Monday, Tuesday, Saturday
        start = datetime(2026, 3, day, tzinfo=UTC)
        assert served.openings_on(start.date()) == [Span(start, start + timedelta(days=1))]
    assert served.openings_on(date(2026, 3, 8)) == []


def test_a_skipped_date_has_no_openings() -> None:
    """T5, T9: Samoa had no 30 December 2011; its 29th ended at 10:00 UTC on the 30th, and the 31st began."""
    samoa = combined("any", always("Pacific/Apia"), hours("Pacific/Apia", fri="09:00-17:00"))
    assert samoa.openings_on(date(2011, 12, 30)) == []
    assert samoa.openings_on(date(2011, 12, 29)) == [span("2011-12-29T10:00", "2011-12-30T10:00")]
    assert samoa.openings_on(date(2011, 12, 31)) == [span("2011-12-30T10:00", "2011-12-31T10:00")]
    working = samoa.compile(2011).working
    assert len(working) == 364
    assert date(2011, 12, 30).toordinal() not in working


# Which dates of a year are working days


def test_the_nights_of_a_year_are_worked_where_they_start() -> None:
    """T9: the night of New Year's Eve runs on into a Friday on which nothing starts."""
    nights = combined("any", hours(thu="22:00-06:00"), hours(thu="09:00-10:00"))
    thursdays = [date(2026, 1, 1) + timedelta(days=7 * week) for week in range(105)]
    assert thursdays[-1] == date(2027, 12, 30)
    every = nights.compile(2026).working + nights.compile(2027).working
    assert [date.fromordinal(ordinal) for ordinal in every] == thursdays


def test_an_opening_at_midnight_is_no_working_day_of_the_date_before() -> None:
    """T2, T9."""
    early = combined("any", hours(thu="00:00-02:00"), hours(thu="01:00-03:00"))
    (first, second, *_), count = early.compile(2026).working, len(early.compile(2026).working)
    assert (date.fromordinal(first), date.fromordinal(second)) == (date(2026, 1, 1), date(2026, 1, 8))
    assert count == 53


def test_every_date_without_a_closing_is_a_working_day() -> None:
    """T9: New Year's Day too, on which an opening runs on from the old year."""
    served = combined("except", always(), hours(sun="02:00-04:00"))
    assert len(served.compile(2026).working) == 365
    assert len(served.compile(2028).working) == 366


# Whether any opening is left


def test_exceptional_years_are_those_of_all_the_parts() -> None:
    """T7."""
    stretch = off("2026-12-31 to 2027-01-01")
    assert combined("any", stretch, hours(mon="09:00-17:00")).exceptional_years() == {2026, 2027}
    assert combined("any", stretch, off("2029-05-01")).exceptional_years() == {2026, 2027, 2029}
    assert combined("any", always(), hours(mon="09:00-17:00")).exceptional_years() == set()
    assert combined("any", stretch, off("yearly 05-01")).exceptional_years() is None


@pytest.mark.parametrize(
    ("day", "text", "tz"),
    [
        ("2026-07-01", "09:00-17:00", "UTC"),
        ("2027-01-01", "00:00-04:00", "Pacific/Auckland"),  # 11:00-15:00 UTC on the last day of 2026
        ("2026-12-31", "20:00-22:00", "America/New_York"),  # 01:00-03:00 UTC on the first day of 2027
        ("1969-12-31", "20:00-22:00", "-05:00"),  # the first date of the range, on the wall
        ("2199-12-30", "09:00-17:00", "UTC"),
        ("2199-12-31", "20:00-22:00", "UTC"),
    ],
)
def test_an_opening_on_one_date_is_found(day: str, text: str, tz: str) -> None:
    """T7, T8, T10: it may lie in another year of the combination's own zone."""
    assert combined("all", always(), on(day, text, tz)).opens()
    assert combined("all", on(day, text, tz), always()).opens()


def test_an_opening_outside_the_range_is_none() -> None:
    """T7, T10."""
    assert not combined("all", always(), on("1969-12-31", "09:00-17:00")).opens()


def test_only_the_years_beside_exceptions_are_looked_at() -> None:
    """T7: an ordinary year tells the rest."""
    closed = Index(off("2026-05-02"), years=100)  # a Saturday
    rule = Combined(Combination.EXCEPT, (Index(Weekly(read_zone("UTC"), OFFICE), years=100), closed))
    assert not rule.opens()
    assert sorted(closed._by_year) == [2025, 2026, 2027]


def test_a_year_that_is_not_pinned_may_hold_an_opening() -> None:
    """T6, T7: 2026 holds none, its neighbours are not known."""
    office = Weekly(read_zone("UTC"), OFFICE)
    assert combined("except", office, off("2026-05-02", pin=Pin(2026, 2026))).opens()
    assert not combined("except", office, off("2026-05-02", pin=Pin(2024, 2028))).opens()


def test_an_exception_of_every_year_may_leave_an_opening() -> None:
    """T7, T8: what an office works on the first of May while another one is closed."""
    office = Weekly(read_zone("UTC"), OFFICE)
    rule = combined("except", office, off("yearly 05-01"))
    assert rule.exceptional_years() is None
    assert rule.opens()


def test_the_first_part_with_an_exception_names_it() -> None:
    """T4, T8."""
    rule = combined("any", always(), on("2026-05-01", "09:00-10:00"), off("2026-05-01", "2026-05-04"))
    assert rule.exception_on(date(2026, 5, 1)) == "special hours"
    assert rule.exception_on(date(2026, 5, 4)) == "holiday"
    assert rule.exception_on(date(2026, 5, 5)) is None


def test_bare_parts_make_a_bare_combination() -> None:
    """T7."""
    plain = combined("any", hours(mon="09:00-17:00"), always())
    assert plain.bare() is plain
    bare = combined("except", off("2026-05-02"), always("Asia/Tokyo")).bare()
    assert bare.combination is Combination.EXCEPT
    assert [part.rule for part in bare.parts] == [Weekly(read_zone("UTC"), OFFICE), always("Asia/Tokyo")]


# How deep combinations go


def nested(depth: int) -> Combined:
    found = combined("any", always())
    for _ in range(depth - 1):
        found = combined("any", hours(mon="09:00-17:00"), found)
    return found


def test_twenty_combinations_may_stand_inside_one_another() -> None:
    """P3, T8."""
    assert [nested(depth).depth for depth in (1, 2, 20)] == [1, 2, 20]
    assert combined("any", nested(3), nested(1)).depth == 4


def test_what_is_too_deep_is_refused_in_these_words() -> None:
    """P3, T8."""
    with pytest.raises(CalendarError) as refused:
        nested(21)
    (fault,) = refused.value.faults
    assert fault.code == "too-deep"
    assert str(fault) == "found combinations 21 deep; allowed is at most 20 inside one another"
