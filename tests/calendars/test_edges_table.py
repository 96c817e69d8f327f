"""Tables of openings, joined and searched, with sums on paper (D3, T2, T5, T9)."""

from datetime import UTC, datetime, timedelta

import pytest

from slapolicy.calendars.table import Table

HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def table_of(
    year: int, *openings: tuple[str, str], working: tuple[int, ...] = (), shift: timedelta = 0 * HOUR
) -> Table:
    """The table of a year that begins `shift` after midnight in UTC."""
    starts = [at(start) for start, _ in openings]
    ends = [at(end) for _, end in openings]
    bounds = datetime(year, 1, 1, tzinfo=UTC) + shift, datetime(year + 1, 1, 1, tzinfo=UTC) + shift
    return Table.of_year(year, bounds, (starts, ends), list(working))


OLD = table_of(2026, ("2026-03-06T09:00", "2026-03-06T17:00"), ("2026-12-31T22:00", "2027-01-01"), working=(1, 2))
NEW = table_of(2027, ("2027-01-01", "2027-01-01T06:00"), ("2027-06-01T09:00", "2027-06-01T12:00"), working=(3,))
APART = table_of(2027, ("2027-01-01T01:00", "2027-01-01T06:00"))
EMPTY = table_of(2027)


def test_a_table_holds_its_openings_and_their_sum() -> None:
    """T2."""
    assert (OLD.first_year, OLD.last_year, OLD.lo, OLD.hi) == (2026, 2026, at("2026-01-01"), at("2027-01-01"))
    assert OLD.before == [0 * HOUR, 8 * HOUR, 10 * HOUR]
    assert OLD.starts == [at("2026-03-06T09:00"), at("2026-12-31T22:00"), at("2027-01-01")]
    assert OLD.ends[:-1] == [at("2026-03-06T17:00"), at("2027-01-01")]
    assert OLD.first == [0] * 65 + [1] * 300  # 6 March is the 65th date
    assert OLD.working == [1, 2]


def test_an_opening_across_the_seam_is_one() -> None:
    """T3: two hours before the new year and six after it."""
    both = OLD.join(NEW)
    assert (both.first_year, both.last_year, both.lo, both.hi) == (2026, 2027, at("2026-01-01"), at("2028-01-01"))
    assert both.starts == [at("2026-03-06T09:00"), at("2026-12-31T22:00"), at("2027-06-01T09:00"), at("2028-01-01")]
    assert both.ends[:-1] == [at("2026-03-06T17:00"), at("2027-01-01T06:00"), at("2027-06-01T12:00")]
    assert both.before == [0 * HOUR, 8 * HOUR, 16 * HOUR, 19 * HOUR]
    # 1 January looks for what ends after its midnight; 1 June is the 152nd date, and looks for its own opening.
    assert both.first == [0] * 65 + [1] * 300 + [1] + [2] * 151 + [3] * 213
    assert both.working == [1, 2, 3]


def test_openings_that_do_not_touch_stay_two() -> None:
    """T2."""
    both = OLD.join(APART)
    assert both.starts[1:3] == [at("2026-12-31T22:00"), at("2027-01-01T01:00")]
    assert both.ends[1:3] == [at("2027-01-01"), at("2027-01-01T06:00")]
    assert both.before == [0 * HOUR, 8 * HOUR, 10 * HOUR, 15 * HOUR]
    assert both.first == [0] * 65 + [1] * 300 + [2] + [3] * 364


def test_a_year_without_openings_adds_nothing() -> None:
    """T2: neither does it take away the closing at its first instant."""
    both = OLD.join(EMPTY)
    assert both.starts == [at("2026-03-06T09:00"), at("2026-12-31T22:00"), at("2028-01-01")]
    assert both.ends[:-1] == [at("2026-03-06T17:00"), at("2027-01-01")]
    assert both.before == [0 * HOUR, 8 * HOUR, 10 * HOUR]
    assert both.first == [0] * 65 + [1] * 300 + [2] * 365
    before = table_of(2026).join(NEW)
    assert (before.starts[0], before.before) == (at("2027-01-01"), [0 * HOUR, 6 * HOUR, 9 * HOUR])
    assert before.first == [0] * 366 + [1] * 151 + [2] * 213


def test_years_that_share_a_date_in_utc_count_it_once() -> None:
    """T10: a local year that begins at 05:00 in UTC ends within a date that the next one begins in."""
    old = table_of(2026, ("2026-12-31T22:00", "2027-01-01T04:00"), shift=5 * HOUR)
    new = table_of(2027, ("2027-01-01T06:00", "2027-01-01T09:00"), shift=5 * HOUR)
    both = old.join(new)
    assert (len(old.first), len(new.first), len(both.first)) == (366, 366, 731)
    assert both.first == [0] * 366 + [2] * 365
    assert both.locate(at("2027-01-01T05:00")) == 1
    assert both.open_before(at("2027-01-01T07:00")) - both.open_before(at("2026-12-31T23:00")) == 6 * HOUR


@pytest.mark.parametrize(
    ("moment", "position", "passed"),
    [
        ("2026-01-01T00:00", 0, 0),
        ("2026-03-06T09:00", 0, 0),
        ("2026-03-06T16:00", 0, 7),
        ("2026-03-06T17:00", 1, 8),  # the closing instant is not open
        ("2026-12-31T21:00", 1, 8),
        ("2027-01-01T00:00", 1, 10),
        ("2027-01-01T05:00", 1, 15),
        ("2027-01-01T06:00", 2, 16),
        ("2027-06-01T12:00", 3, 19),
        ("2027-12-31T23:00", 3, 19),
    ],
)
def test_an_instant_has_its_place_and_its_sum(moment: str, position: int, passed: int) -> None:
    """D3, T2, T5: the open hours since 1 January 2026."""
    both = OLD.join(NEW)
    assert both.locate(at(moment)) == position
    assert both.open_before(at(moment)) == passed * HOUR


def test_a_date_begins_with_what_ends_after_its_midnight() -> None:
    """T2, T3: an opening that ends at midnight is over when the next date begins."""
    table = table_of(
        2026,
        ("2026-01-02T09:00", "2026-01-02T10:00"),
        ("2026-01-02T11:00", "2026-01-02T12:00"),
        ("2026-01-02T13:00", "2026-01-03T00:00"),
        ("2026-01-04T09:00", "2026-01-04T10:00"),
    )
    assert table.first == [0, 0, 3, 3] + [4] * 361


@pytest.mark.parametrize(
    ("clock", "position", "minutes"),
    [("08:00", 0, 0), ("10:30", 1, 60), ("12:30", 2, 120), ("14:00", 3, 180), ("15:30", 3, 210)],
)
def test_a_date_may_have_many_openings(clock: str, position: int, minutes: int) -> None:
    """T3: four hours of a day, with an hour between each."""
    hours = (("09:00", "10:00"), ("11:00", "12:00"), ("13:00", "14:00"), ("15:00", "16:00"))
    table = table_of(2026, *((f"2026-01-02T{start}", f"2026-01-02T{end}") for start, end in hours))
    moment = at(f"2026-01-02T{clock}")
    assert table.locate(moment) == position
    assert table.open_before(moment) == timedelta(minutes=minutes)


@pytest.mark.parametrize("offset", [timedelta(hours=5, minutes=30), timedelta(minutes=44, seconds=30)])
def test_a_year_may_begin_within_an_hour_or_a_minute(offset: timedelta) -> None:
    """T10: in UTC, in zones such as India's, and as Liberia's until 1972; its dates begin at midnight all the same."""
    table = table_of(2026, ("2026-03-06T22:00", "2026-03-07T00:00:15"), shift=offset)
    assert table.first == [0] * 66 + [1] * 300  # 7 March is the 66th date, and 1 January 2027 the last
    assert table.locate(at("2026-03-07T00:00:10")) == 0
    assert table.open_before(at("2026-03-07T00:00:10")) == 2 * HOUR + timedelta(seconds=10)
