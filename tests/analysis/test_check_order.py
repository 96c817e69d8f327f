"""Which of two limits is over later: on paper, and as every start of a week tells it (D1-D4)."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from slapolicy import ALWAYS, Calendar, DayEnds, duration
from slapolicy.analysis.checks.order import Later, Order, Timed
from slapolicy.witnesses import Effort, Spent

OFFICE = Calendar(tz="Europe/Zurich", hours={"mon-fri": "09:00-17:00"})
SHORT = Calendar(tz="Europe/Zurich", hours={"mon-fri": "09:00-12:00"})
TICK = timedelta.resolution


def timed(text: str, calendar: Calendar = OFFICE, ends: str = "same_time") -> Timed:
    return Timed(duration(text), calendar, DayEnds(ends))


def later(one: Timed, other: Timed) -> Later | None:
    return Order(Effort(1_000_000)).later(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2 hours", "60 minutes"),
        ("4 business hours", "90 business minutes"),
        ("2 business days", "1 business day"),
        ("1 week", "6 calendar days"),
        ("30 calendar days", "24 hours"),
        ("73 business hours", "1 calendar day"),
    ],
)
def test_d1_more_of_the_same_and_what_no_calendar_can_turn_round(one: str, other: str) -> None:
    """Any start shows it. 73 hours are more than a day of at most 24 hours and what two clock changes could add."""
    assert later(timed(one), timed(other)) == Later(True, None)
    assert later(timed(other), timed(one)) is None


def test_d3_over_a_weekend_a_few_business_hours_outlast_a_day() -> None:
    """From Friday 17:00 to Monday 13:00 are 68 hours; on other days 4 business hours are over by the next noon."""
    found = later(timed("4 business hours"), timed("24 hours"))
    assert found is not None
    assert not found.always
    assert found.at == datetime(2024, 1, 12, 16, tzinfo=UTC)  # Friday 17:00 in Zurich
    assert later(timed("4 business hours"), timed("68 hours")) is None
    assert later(timed("4 business hours"), timed("67 hours")) is not None


def test_d4_a_business_day_is_longer_than_any_hours_of_one_day() -> None:
    """From Monday 09:00 on, 8 business hours end at 17:00, and a business day on Tuesday at 09:00."""
    found = later(timed("1 business day"), timed("8 business hours"))
    assert found is not None
    assert found.always
    assert later(timed("8 business hours"), timed("1 business day")) is None


def test_d4_hours_that_a_short_day_does_not_have() -> None:
    """Four hours from Monday 09:00 on end on Tuesday at 10:00, where a day has three; a day later it is 09:00."""
    found = later(timed("4 business hours", SHORT), timed("1 business day", SHORT))
    assert found is not None
    assert found.always
    assert later(timed("3 business hours", SHORT), timed("1 business day", SHORT)) is None


def test_d3_equal_amounts_of_working_and_elapsed_time() -> None:
    """Never over earlier, and later wherever the office is closed meanwhile; around the clock they are the same."""
    found = later(timed("2 business hours"), timed("2 hours"))
    assert found is not None
    assert found.always
    assert later(timed("2 hours"), timed("2 business hours")) is None
    assert later(timed("2 business hours", ALWAYS), timed("2 hours")) is None


def test_c6_by_two_calendars() -> None:
    """Five business hours of three hours a day end after five of eight."""
    found = later(timed("5 business hours", SHORT), timed("5 business hours"))
    assert found is not None
    assert found.always


def test_t4_t6_the_week_is_one_without_exceptions_that_is_known() -> None:
    """Holidays through January, and holidays that are pinned for other years, move it."""
    closed = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"}, holidays=["2024-01-01 to 2024-02-10"])
    found = later(timed("4 business hours", closed), timed("24 hours", closed))
    assert found is not None
    assert found.at == datetime(2024, 2, 16, 17, tzinfo=UTC)
    pinned = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"}, pinned="2026 to 2028")
    found = later(timed("4 business hours", pinned), timed("24 hours", pinned))
    assert found is not None
    assert found.at == datetime(2026, 1, 9, 17, tzinfo=UTC)


def test_t7_where_no_week_is_ordinary_limits_of_two_kinds_are_not_compared() -> None:
    special = Calendar(
        tz="UTC", hours={"mon-fri": "09:00-17:00"}, holidays=[f"yearly {m}-{d}" for m in range(1, 13) for d in (1, 15)]
    )
    assert later(timed("4 business hours", special), timed("24 hours")) is None
    assert later(timed("4 business hours", special), timed("2 business hours", special)) == Later(True, None)


def test_t7_limits_of_years_are_compared_with_their_kind_only() -> None:
    """80,000 business hours are 38 years: their bends are too many to look at."""
    assert later(timed("80000 business hours"), timed("4 business days")) is None
    assert later(timed("80000 business hours"), timed("79999 business hours")) == Later(True, None)


def test_t6_a_deadline_past_the_pinned_years_is_not_compared() -> None:
    """A week of January is known, and what 300 business days from there lead to is not."""
    known = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"}, pinned="2026 to 2026")
    assert later(timed("300 business days", known), timed("24 business hours", known)) is None
    assert later(timed("3 business days", known), timed("8 business hours", known)) is not None


def test_m4_work_is_counted() -> None:
    with pytest.raises(Spent):
        Order(Effort(10)).later(timed("4 business hours"), timed("24 hours"))


LIMITS = (
    *("6 hours", "24 hours", "50 hours", "2 business hours", "7.5 business hours", "20 business hours"),
    *("0 business days", "1 business day", "3 business days", "1 calendar day", "3 calendar days"),
    *("end of business day", "end of next business day", "next business day by 08:15", "next business day by 16:00"),
)
WINDOWS = ("09:00-17:00", "09:00-12:30, 13:30-18:00", "22:00-06:15", "00:00-24:00", "07:45-08:15", "18:00-00:00")
ZONES = ("UTC", "Europe/Zurich", "America/New_York", "Asia/Kathmandu")


def a_calendar(chance: Random) -> Calendar:
    days = chance.sample(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], chance.randint(1, 7))
    hours: dict[Any, str] = {day: chance.choice(WINDOWS) for day in days}
    return Calendar(tz=chance.choice(ZONES), hours=hours)


def by_every_start(one: Timed, other: Timed) -> tuple[bool, timedelta]:
    """Whether one is never over earlier, and by how much it is over later at most, from Monday to Sunday."""
    monday = one.calendar.index.rule.zone.first_instant(datetime(2024, 1, 8))
    starts = [monday + timedelta(minutes=15) * quarter for quarter in range(7 * 96 + 1)]
    near = [start + tick for start in starts for tick in (-TICK, timedelta(), TICK)][1:-2]
    apart = [one.over(start) - other.over(start) for start in near]
    return min(apart) >= timedelta(), max(apart)


def test_d1_every_start_of_a_week_tells_the_same(request: pytest.FixtureRequest) -> None:
    """Openings and limits are whole quarters of an hour, so nothing turns between two of them."""
    chance, seen = Random(20240108), set()
    for _ in range(1_500 if request.config.getoption("--long") else 60):
        first = a_calendar(chance)
        second = first if chance.random() < 0.7 else a_calendar(chance)
        one = timed(chance.choice(LIMITS), first, chance.choice(["same_time", "close"]))
        other = timed(chance.choice(LIMITS), second, chance.choice(["same_time", "close"]))
        never_earlier, most = by_every_start(one, other)
        found = later(one, other)
        assert (found is not None) is (most > timedelta()), (one, other)
        if found is not None:
            assert found.always is never_earlier, (one, other)
            assert found.at is None or one.over(found.at) - other.over(found.at) == most, (one, other)
        seen.add(found and found.always)
    assert seen == {None, True, False}
