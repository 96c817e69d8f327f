"""The engine and the twin give the same answers: two readings of T5, one fast and one obviously right."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from laws.worlds import World, amounts, worlds_and_instants
from slapolicy.durations import CalendarDays, EndOfBusinessDay, WorkingDays, WorkingTime

One = tuple[World, tuple[datetime, ...]]


def _busy(world: World, at: datetime, hours: int = 1) -> bool:
    """Whether the days after an instant that the twin knows hold enough open time to answer from."""
    return world.twin.elapsed(at, world.middle + timedelta(days=19)) > timedelta(hours=hours)


@given(worlds_and_instants())
def test_the_same_instants_are_open(drawn: One) -> None:
    """T5."""
    world, (at,) = drawn
    assert world.calendar.is_open(at) == world.twin.is_open(at)


@given(worlds_and_instants(2))
def test_the_same_open_time_passes(drawn: One) -> None:
    """T2, T5."""
    world, instants = drawn
    start, end = sorted(instants)
    assert world.calendar.elapsed(start, end) == world.twin.elapsed(start, end)


@given(worlds_and_instants(), amounts)
def test_working_time_ends_at_the_same_instant(drawn: One, amount: timedelta) -> None:
    """D2, D3."""
    world, (at,) = drawn
    assume(_busy(world, at, 24))
    assert world.calendar.add(at, WorkingTime(amount)) == world.twin.add_working_time(at, amount)


@given(worlds_and_instants(), amounts)
def test_working_time_goes_back_to_the_same_instant(drawn: One, amount: timedelta) -> None:
    """D3 in reverse: the earliest instant with that much open time ahead of it."""
    world, (at,) = drawn
    assume(world.twin.elapsed(world.twin.first, at) > amount + timedelta(hours=1))
    assert world.calendar.subtract(at, WorkingTime(amount)) == world.twin.subtract_working_time(at, amount)


@given(worlds_and_instants())
def test_the_neighbours_of_an_instant_are_the_same(drawn: One) -> None:
    """T2, T5."""
    world, (at,) = drawn
    closing = world.middle + timedelta(days=19)
    assume(_busy(world, at) and not all(world.twin.open[world.twin._at(at) : world.twin._at(closing)]))
    assert world.calendar.next_open(at) == world.twin.next_open(at)
    assert world.calendar.next_close(at) == world.twin.next_close(at)


@given(worlds_and_instants())
def test_the_edges_before_an_instant_are_the_same(drawn: One) -> None:
    """T2, T5."""
    world, (at,) = drawn
    past = world.twin.open[1 : world.twin._at(at) + 1]
    assume((False, True) in pairwise(past) and (True, False) in pairwise(past))
    assert world.calendar.previous_close(at) == world.twin.previous_close(at)
    assert world.calendar.previous_open(at) == world.twin.previous_open(at)


@given(worlds_and_instants(2))
def test_the_openings_between_two_instants_are_the_same_minutes(drawn: One) -> None:
    """T2, T5."""
    world, instants = drawn
    start, end = sorted(instants)
    minutes = {
        span.start + timedelta(minutes=i)
        for span in world.calendar.openings(start, end)
        for i in range((span.end - span.start) // timedelta(minutes=1))
    }
    twin = world.twin
    assert minutes == {twin._instant(i) for i in range(twin._at(start), twin._at(end)) if twin.open[i]}


@given(worlds_and_instants(), st.integers(-3, 3))
def test_the_same_dates_are_working_days(drawn: One, days: int) -> None:
    """T9."""
    world, (at,) = drawn
    day = at.date() + timedelta(days=days)
    assert world.calendar.is_working_day(day) == world.twin.is_working_day(day)


@given(worlds_and_instants(), st.integers(1, 3))
def test_working_days_end_at_the_same_instant(drawn: One, count: int) -> None:
    """D2, D4, D8."""
    world, (at,) = drawn
    assume(sum(world.twin.is_working_day(at.date() + timedelta(days=i)) for i in range(16)) > count + 2)
    assert world.calendar.add(at, WorkingDays(count)) == world.twin.add_working_days(at, count)
    closing = world.calendar.add(at, WorkingDays(count), day_ends="close")
    assert closing == world.twin.add_working_days_to_close(at, count)


@given(worlds_and_instants(), st.integers(1, 9))
def test_calendar_days_end_at_the_same_instant(drawn: One, count: int) -> None:
    """D8."""
    world, (at,) = drawn
    assert world.calendar.add(at, CalendarDays(count)) == world.twin.add_calendar_days(at, count)


@given(worlds_and_instants())
def test_the_business_day_ends_at_the_same_instant(drawn: One) -> None:
    """D1, T9."""
    world, (at,) = drawn
    assume(_busy(world, at, 60))
    assert world.calendar.add(at, EndOfBusinessDay()) == world.twin.end_of_business_day(at)


def test_the_twin_knows_a_week_by_heart() -> None:
    """The twin itself, against paper: Monday to Friday, nine to five, and a night shift over a change (T5)."""
    from zoneinfo import ZoneInfo

    from twin.calendar_twin import Twin

    office = Twin(UTC, [[(540, 1020)]] * 5 + [[], []], {}, datetime(2026, 3, 2, tzinfo=UTC), 14)
    friday = datetime(2026, 3, 6, 16, tzinfo=UTC)
    assert office.add_working_time(friday, timedelta(hours=2)) == datetime(2026, 3, 9, 10, tzinfo=UTC)
    assert office.elapsed(friday, datetime(2026, 3, 9, 17, tzinfo=UTC)) == timedelta(hours=9)
    nights = Twin(ZoneInfo("Europe/Zurich"), [[(0, 360)]] * 7, {}, datetime(2026, 3, 27, tzinfo=UTC), 4)
    change = datetime(2026, 3, 28, 20, tzinfo=UTC)
    assert nights.elapsed(change, change + timedelta(hours=12)) == timedelta(hours=5)
