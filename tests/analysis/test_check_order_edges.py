"""Edges of the order of two limits: what is seen without looking at a week, and which week is looked at (D1-D4)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from slapolicy import ALWAYS, Calendar, DayEnds, duration
from slapolicy.analysis.checks.order import Later, Order, Timed
from slapolicy.witnesses import Effort, Spent

OFFICE = Calendar(tz="Europe/Zurich", hours={"mon-fri": "09:00-17:00"})
MONDAY = datetime(2024, 1, 7, 23, tzinfo=UTC)  # 00:00 in Zurich


def timed(text: str, calendar: Calendar = OFFICE, ends: str = "same_time") -> Timed:
    return Timed(duration(text), calendar, DayEnds(ends))


def later(one: Timed, other: Timed, work: int = 1_000_000) -> Later | None:
    return Order(Effort(work)).later(one, other)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("2 hours", "1 hour", Later(True, None)),
        ("2 hours", "2 hours", None),
        ("2 business hours", "2 business hours", None),
        ("2 calendar days", "2 calendar days", None),
        ("2 business days", "2 business days", None),
        ("2 hours", "2 business hours", None),
        ("2 hours", "90 business minutes", "asks"),
        ("2 business hours", "119 minutes", Later(True, None)),
        ("2 business hours", "2 hours", "asks"),
        ("1 calendar day", "72 hours", None),
        ("10 business days", "24 hours", Later(True, None)),
        ("end of business day", "2 hours", "asks"),
        ("2 hours", "end of business day", "asks"),
    ],
)
def test_m4_what_holds_for_every_calendar_takes_no_work(one: str, other: str, found: Any) -> None:
    """Working time takes at least as long as elapsed time; a calendar day is at most three, by what clocks could do."""
    pair = timed(one), timed(other)
    if found == "asks":
        with pytest.raises(Spent):
            later(*pair, work=0)
    else:
        assert later(*pair, work=0) == found


def test_m4_a_comparison_is_made_once() -> None:
    """Limits of one kind are compared by their amounts; of two kinds, the second question costs nothing."""
    order = Order(Effort(1_000_000))
    pair = timed("4 business hours"), timed("24 hours")
    assert order.is_cheap(timed("4 hours"), timed("24 hours"))
    assert not order.is_cheap(*pair)
    order.later(*pair)
    assert order.is_cheap(*pair)


def test_d4_days_that_end_at_closing_time() -> None:
    """From Monday 00:00 on, a day ends on Tuesday at 09:00, or at 17:00 when the office closes."""
    assert later(timed("1 business day", ends="close"), timed("1 business day")) == Later(True, MONDAY)
    assert later(timed("1 business day"), timed("1 business day", ends="close")) is None


def test_d4_business_days_that_are_nearly_as_short_as_one() -> None:
    """From Monday 23:59 on, two of them are over on Wednesday at 01:00, 25 hours later."""
    nights = Calendar(tz="UTC", hours={"mon": "23:00-24:00", "tue, wed": "00:00-01:00"})
    found = later(timed("2 business days", nights), timed("47 hours", nights))
    assert found is not None
    assert not found.always


def test_d1_a_calendar_day_takes_a_day_in_an_ordinary_week() -> None:
    """Neither as long as two days of it could be, nor as short as a change of the clock could make it."""
    assert later(timed("1 calendar day"), timed("25 hours")) is None
    assert later(timed("1 calendar day"), timed("24 hours")) is None
    assert later(timed("1 calendar day"), timed("23 hours")) == Later(True, MONDAY)
    assert later(timed("3 calendar days"), timed("71 hours")) == Later(True, MONDAY)


def test_d4_a_time_at_which_no_calendar_opens_or_closes_that_day() -> None:
    """Until Tuesday 10:00 a business day ends on Wednesday as it opens; from then on, 25 hours are an hour more."""
    hours = {"tue": "00:00-24:00", "wed": "10:00-24:00", "thu-sun": "00:00-24:00"}
    late = Calendar(tz="UTC", hours=hours)
    assert later(timed("25 hours", late), timed("1 business day", late)) == Later(
        False, datetime(2024, 1, 9, 10, tzinfo=UTC)
    )


def test_d1_the_end_of_a_day_and_a_few_hours() -> None:
    """At 16:59 two hours are over after the end of the day; at 09:00 they are not."""
    found = later(timed("2 hours"), timed("end of business day"))
    assert found is not None
    assert not found.always
    found = later(timed("end of business day"), timed("2 hours"))
    assert found is not None
    assert not found.always


def test_t7_a_thousand_days_are_looked_at_and_no_more() -> None:
    assert later(timed("24000 hours"), timed("4 business hours")) == Later(True, MONDAY.replace(day=8, hour=8))
    assert later(timed("24001 hours"), timed("4 business hours")) is None


def test_t3_the_night_before_the_week_belongs_to_it() -> None:
    """Sunday's holiday takes the first hours of Monday; the week after is one of sixteen closed hours a day."""
    nights = Calendar(tz="UTC", hours={"mon-sun": "22:00-06:00"}, holidays=["2024-01-07"])
    assert later(timed("1 business hour", nights), timed("17 hours", nights)) is None
    found = later(timed("1 business hour", nights), timed("16 hours", nights))
    assert found is not None
    assert found.at == datetime(2024, 1, 15, 6, tzinfo=UTC)


def test_t5_the_clock_does_not_change_in_the_four_weeks_after_it() -> None:
    """On 31 March 2024 it does, the Sunday of the fourth week after that of 26 February; so 1 April is the first."""
    closed = Calendar(tz="Europe/Zurich", hours={"mon-fri": "09:00-17:00"}, holidays=["2024-01-01 to 2024-02-24"])
    found = later(timed("4 business hours", closed), timed("24 hours", closed))
    assert found is not None
    assert found.at == datetime(2024, 4, 5, 15, tzinfo=UTC)  # Friday 17:00 in Zurich
    found = later(timed("4 business hours", closed), timed("24 hours", ALWAYS))
    assert found is not None
    assert found.at == datetime(2024, 4, 5, 15, tzinfo=UTC)


def test_t1_the_week_begins_on_monday_where_the_first_limit_counts() -> None:
    """Where each start shows the same, the first of the week does: Monday 00:00 in UTC, and in Tokyo."""
    tokyo = Calendar(tz="Asia/Tokyo", hours={"mon-sun": "00:00-24:00"})
    found = later(timed("2 hours", ALWAYS), timed("90 business minutes", tokyo))
    assert found == Later(True, datetime(2024, 1, 8, tzinfo=UTC))
    found = later(timed("2 business hours", tokyo), timed("119 minutes", ALWAYS))
    assert found == Later(True, None)
    found = later(timed("2 business hours", tokyo), timed("90 business minutes", ALWAYS))
    assert found == Later(True, datetime(2024, 1, 7, 15, tzinfo=UTC))
