"""The engine and T5's sentence as bytes: some worlds of the long comparison, and the bytes against the slow twin."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from twin.bitmap_twin import DAY, SECOND, WeeklyTwin, clock
from twin.calendar_twin import Twin
from twin.compare_calendars import compare_changes, compare_worlds
from twin.sheets import random_sheet
from twin.worlds_at_random import zones

PLACES = [
    "America/New_York", "Europe/Zurich", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati",
    "America/Sao_Paulo", "America/Havana", "Africa/Casablanca", "Antarctica/Troll", "Asia/Kathmandu", "UTC",
]  # fmt: skip


@pytest.mark.parametrize("number", range(33))
def test_the_engine_answers_like_the_sentence(number: int) -> None:
    """T2-T5, T8, T9, D1-D4, D8: calendars at random, most instants at an edge."""
    tally = compare_worlds("short", range(number, number + 1), 150, PLACES)
    assert tally.examples == []
    assert tally.zones <= {PLACES[number % len(PLACES)]}


def test_the_engine_answers_like_the_sentence_where_clocks_change() -> None:
    """T5, D8: half an hour in Lord Howe, a whole date in Apia."""
    lord_howe, apia = (compare_changes(zone, range(2011, 2012), 4) for zone in ("Australia/Lord_Howe", "Pacific/Apia"))
    assert lord_howe.examples == apia.examples == []
    assert lord_howe.count > 500
    assert apia.count > 500


def test_every_zone_of_the_database_takes_part() -> None:
    """T10: what the operating system adds of its own does not."""
    assert {"Europe/Zurich", "Etc/GMT+12", "Antarctica/Troll"} <= set(zones())
    assert not {"localtime", "Factory"} & set(zones())


@pytest.mark.parametrize(
    ("zone", "change"),
    [("Europe/Zurich", "2026-03-29T01:00"), ("Pacific/Apia", "2011-12-30T10:00")],
)
def test_the_bytes_are_the_minutes_of_the_slow_twin(zone: str, change: str) -> None:
    """T5: two ways to write down the same sentence."""
    middle = datetime.fromisoformat(change).replace(tzinfo=UTC)
    first = (middle - timedelta(days=7)).replace(hour=0, minute=0)
    sheet = random_sheet(Random(zone), zone, middle.toordinal())
    fast = sheet.twin(clock(ZoneInfo(zone), first, 14))
    exceptions = {
        date.fromordinal(day): sheet.windows(day) for day in range(first.toordinal() - 3, middle.toordinal() + 20)
    }
    slow = Twin(ZoneInfo(zone), sheet.week, exceptions, first, 14)
    minutes = [fast.is_open(60 * SECOND * minute) for minute in range(14 * 1440)]
    assert minutes == slow.open


def test_a_clock_off_the_minute_is_read_in_smaller_steps() -> None:
    """T5: until 7 January 1972 Monrovia's clock was 44 minutes and 30 seconds behind."""
    monrovia = WeeklyTwin(
        clock(ZoneInfo("Africa/Monrovia"), datetime(1972, 1, 1, tzinfo=UTC), 14), lambda _: [(540, 600)]
    )
    thursday, friday = ((day * DAY + 9 * 3600) * SECOND for day in (5, 6))
    assert monrovia.next_open(thursday) == thursday + 2_670 * SECOND
    assert monrovia.next_open(friday) == friday


def test_an_office_week_on_paper() -> None:
    """The bytes against paper: Monday to Friday from nine to five, over a weekend (D3, D4)."""
    office = WeeklyTwin(
        clock(UTC, datetime(2026, 3, 1, tzinfo=UTC), 28), lambda day: [(540, 1020)] if day % 7 not in (6, 0) else []
    )
    hour, friday = 3600 * SECOND, (12 * DAY + 16 * 3600) * SECOND
    monday = (15 * DAY + 9 * 3600) * SECOND
    assert office.is_open(friday)
    assert office.add(friday, 2 * hour) == monday + hour
    assert office.subtract(monday + hour, 2 * hour) == friday
    assert office.elapsed(friday, monday + 8 * hour) == 9 * hour
    assert office.next_close(friday) == office.end_of_business_day(friday) == friday + hour
    assert office.previous_open(friday) == friday - 7 * hour
    assert office.previous_close(monday) == friday + hour
    assert office.add_working_days(friday, 1) == monday + 7 * hour
    assert office.add_calendar_days(friday, 1) == friday + 24 * hour
