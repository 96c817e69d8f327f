"""Theorems about business time, each true of every calendar and every instant."""

import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from operator import and_, or_, sub
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from laws.worlds import World, amounts, instants_in, worlds, worlds_and_instants
from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.durations import Elapsed, WorkingDays, WorkingTime
from slapolicy.errors import CalendarError

One = tuple[World, tuple[datetime, ...]]
TICK = timedelta.resolution
DAY = timedelta(days=1)


@st.composite
def pairs_and_instants(draw: st.DrawFn, count: int = 1) -> tuple[Calendar, Calendar, tuple[datetime, ...]]:
    """Two calendars of any zones, and instants near the edges of the first."""
    world, other = draw(worlds()), draw(worlds())
    return world.calendar, other.calendar, tuple(draw(instants_in(world)) for _ in range(count))


@given(worlds_and_instants(), amounts)
def test_what_is_added_is_what_passes(drawn: One, amount: timedelta) -> None:
    """D3."""
    world, (at,) = drawn
    assert world.calendar.elapsed(at, world.calendar.add(at, WorkingTime(amount))) == amount


@given(worlds_and_instants(), amounts)
def test_a_deadline_is_the_earliest_instant_that_will_do(drawn: One, amount: timedelta) -> None:
    """D3."""
    world, (at,) = drawn
    assert world.calendar.elapsed(at, world.calendar.add(at, WorkingTime(amount)) - TICK) < amount


@given(worlds_and_instants(), amounts)
def test_what_is_taken_away_is_what_passes(drawn: One, amount: timedelta) -> None:
    """D3 in reverse, and an instant earlier is too early."""
    world, (at,) = drawn
    start = world.calendar.subtract(at, WorkingTime(amount))
    assert world.calendar.elapsed(start, at) == amount
    assert world.calendar.elapsed(start - TICK, at) > amount


@given(worlds_and_instants(), amounts, amounts)
def test_two_additions_are_one(drawn: One, first: timedelta, second: timedelta) -> None:
    """D3."""
    add = drawn[0].calendar.add
    (at,) = drawn[1]
    assert add(add(at, WorkingTime(first)), WorkingTime(second)) == add(at, WorkingTime(first + second))


@given(worlds_and_instants(3))
def test_open_time_adds_up(drawn: One) -> None:
    """T2."""
    world, instants = drawn
    a, b, c = sorted(instants)
    assert world.calendar.elapsed(a, b) + world.calendar.elapsed(b, c) == world.calendar.elapsed(a, c)


@given(worlds_and_instants(2))
def test_open_time_backwards_is_negative(drawn: One) -> None:
    """T2."""
    world, (a, b) = drawn
    assert world.calendar.elapsed(a, b) == -world.calendar.elapsed(b, a)


@given(worlds_and_instants(2))
def test_open_time_is_never_more_than_real_time(drawn: One) -> None:
    """T5."""
    world, instants = drawn
    a, b = sorted(instants)
    assert timedelta() <= world.calendar.elapsed(a, b) <= b - a


@given(worlds_and_instants(2), amounts)
def test_starting_later_never_ends_earlier(drawn: One, amount: timedelta) -> None:
    """D3."""
    world, instants = drawn
    a, b = sorted(instants)
    assert world.calendar.add(a, WorkingTime(amount)) <= world.calendar.add(b, WorkingTime(amount))


@given(worlds_and_instants(), amounts, amounts)
def test_more_time_never_ends_earlier(drawn: One, first: timedelta, second: timedelta) -> None:
    """D3."""
    world, (at,) = drawn
    less, more = sorted((first, second))
    assert world.calendar.add(at, WorkingTime(less)) <= world.calendar.add(at, WorkingTime(more))


@given(worlds_and_instants())
def test_the_next_opening_is_open_and_its_own_next(drawn: One) -> None:
    """T2."""
    world, (at,) = drawn
    opening = world.calendar.next_open(at)
    assert opening >= at
    assert world.calendar.is_open(opening)
    assert world.calendar.next_open(opening) == opening
    assert world.calendar.elapsed(at, opening) == timedelta()


@given(worlds_and_instants())
def test_an_opening_ends_when_it_closes(drawn: One) -> None:
    """T2."""
    world, (at,) = drawn
    assume(not all(world.twin.open[-14 * 1440 :]))
    opening, closing = world.calendar.next_open(at), world.calendar.next_close(at)
    assert at < closing
    assert not world.calendar.is_open(closing)
    assert world.calendar.elapsed(opening, closing) == closing - opening


@given(worlds_and_instants())
def test_the_last_closing_was_not_later(drawn: One) -> None:
    """T2."""
    world, (at,) = drawn
    assume(not all(world.twin.open[: 14 * 1440]))
    closing = world.calendar.previous_close(at)
    assert closing <= at
    assert not world.calendar.is_open(closing)
    assert world.calendar.is_open(closing - TICK)


@given(worlds_and_instants(2))
def test_openings_are_apart_in_order_and_make_up_the_open_time(drawn: One) -> None:
    """T2, T3."""
    world, instants = drawn
    a, b = sorted(instants)
    spans = list(world.calendar.openings(a, b))
    assert all(a <= span.start < span.end <= b for span in spans)
    assert all(earlier.end < later.start for earlier, later in pairwise(spans))
    assert sum((span.length for span in spans), timedelta()) == world.calendar.elapsed(a, b)


@given(worlds_and_instants(2))
def test_openings_hold_their_start_and_not_their_end(drawn: One) -> None:
    """T2."""
    world, instants = drawn
    a, b = sorted(instants)
    for span in world.calendar.openings(a, b):
        assert world.calendar.is_open(span.start)
        assert world.calendar.is_open(span.end - TICK)
        assert span.end == b or not world.calendar.is_open(span.end)


@given(worlds_and_instants(), amounts, st.sampled_from(["Asia/Tokyo", "America/New_York", "Australia/Lord_Howe"]))
def test_the_zone_of_the_question_is_only_the_zone_of_the_answer(drawn: One, amount: timedelta, zone: str) -> None:
    """T1."""
    world, (at,) = drawn
    asked = at.astimezone(ZoneInfo(zone))
    answer = world.calendar.add(asked, WorkingTime(amount))
    assert answer.tzinfo is asked.tzinfo
    assert answer.astimezone(UTC) == world.calendar.add(at, WorkingTime(amount))


@given(worlds_and_instants(), amounts)
def test_always_is_plain_addition(drawn: One, amount: timedelta) -> None:
    """T5: 24×7 equals plain addition in every zone."""
    world, (at,) = drawn
    around_the_clock = Calendar(tz=world.calendar.tz, hours={"mon-sun": "00:00-24:00"})
    for calendar in (ALWAYS, around_the_clock):
        assert calendar.add(at, WorkingTime(amount)) == at + amount == calendar.add(at, Elapsed(amount))


@given(pairs_and_instants())
def test_membership_of_a_combination_is_that_of_its_parts(
    drawn: tuple[Calendar, Calendar, tuple[datetime, ...]],
) -> None:
    """T8."""
    a, b, (at,) = drawn
    assert (a | b).is_open(at) == (a.is_open(at) or b.is_open(at))
    assume_open = any(True for _ in (ALWAYS - (a | b)).openings(at, at + DAY))
    assert assume_open == ((a | b).elapsed(at, at + DAY) < DAY)


@given(pairs_and_instants(2))
def test_what_both_share_is_counted_once(drawn: tuple[Calendar, Calendar, tuple[datetime, ...]]) -> None:
    """T8: |a| + |b| = |a or b| + |a and b|, and |a| = |a without b| + |a and b|."""
    a, b, instants = drawn
    start, end = sorted(instants)
    either, both, rest = (_open_time(combine, a, b, start, end) for combine in (or_, and_, sub))
    assert a.elapsed(start, end) + b.elapsed(start, end) == either + both
    assert a.elapsed(start, end) == rest + both


@given(pairs_and_instants(2))
def test_neither_is_the_absence_of_both(drawn: tuple[Calendar, Calendar, tuple[datetime, ...]]) -> None:
    """T8: De Morgan."""
    a, b, instants = drawn
    start, end = sorted(instants)
    assert list((ALWAYS - (a | b)).openings(start, end)) == list(((ALWAYS - a) & (ALWAYS - b)).openings(start, end))


@given(worlds_and_instants(2))
def test_a_calendar_with_itself_is_itself(drawn: One) -> None:
    """T8."""
    world, instants = drawn
    start, end = sorted(instants)
    a = world.calendar
    expected = list(a.openings(start, end))
    assert expected == list((a | a).openings(start, end)) == list((a & a).openings(start, end))
    assert expected == list((a & ALWAYS).openings(start, end))


@given(pairs_and_instants(), amounts)
def test_more_open_time_never_makes_a_deadline_later(
    drawn: tuple[Calendar, Calendar, tuple[datetime, ...]], amount: timedelta
) -> None:
    """T8, D3."""
    a, b, (at,) = drawn
    assert (a | b).add(at, WorkingTime(amount)) <= a.add(at, WorkingTime(amount))


@given(worlds_and_instants(), amounts)
def test_a_holiday_never_makes_a_deadline_earlier(drawn: One, amount: timedelta) -> None:
    """T4, D3."""
    world, (at,) = drawn
    document = world.calendar.to_dict()
    extra = (at + DAY).date().isoformat()
    assume(extra not in document.get("special", {}))
    closed = Calendar(**(document | {"holidays": [*document.get("holidays", ()), extra]}))
    assert closed.add(at, WorkingTime(amount)) >= world.calendar.add(at, WorkingTime(amount))


@given(worlds_and_instants(), st.integers(0, 5))
def test_working_days_end_in_order_on_working_days(drawn: One, count: int) -> None:
    """D4, T9."""
    world, (at,) = drawn
    one, two = (world.calendar.add(at, WorkingDays(count + more)) for more in (0, 1))
    assert world.calendar.next_open(at) <= one <= two
    assert one <= world.calendar.add(at, WorkingDays(count), day_ends="close")


@given(worlds_and_instants())
def test_the_end_of_the_business_day_is_ahead(drawn: One) -> None:
    """D1, T2."""
    world, (at,) = drawn
    first, second = (world.calendar.add(at, f"end of {which}business day") for which in ("", "next "))
    assert at < first
    assert at <= second


@given(worlds_and_instants(), amounts)
def test_answers_do_not_depend_on_what_was_asked_before(drawn: One, amount: timedelta) -> None:
    """E9, T6: an index that has grown in any direction answers like a fresh one."""
    world, (at,) = drawn
    fresh = Calendar(**world.calendar.to_dict())
    for years in (-7, 3, -1):
        world.calendar.is_open(at + 365 * years * DAY)
    assert world.calendar.add(at, WorkingTime(amount)) == fresh.add(at, WorkingTime(amount))
    assert world.calendar.elapsed(at, at + 400 * DAY) == fresh.elapsed(at, at + 400 * DAY)


@given(worlds(), worlds())
def test_a_calendar_survives_every_way_of_writing_it_down(one: World, other: World) -> None:
    """P1, P2."""
    for calendar in (one.calendar, one.calendar | other.calendar, ALWAYS - (one.calendar & ALWAYS)):
        for again in (
            pickle.loads(pickle.dumps(calendar)),
            Calendar.from_dict(calendar.to_dict()),
            eval(repr(calendar), {"Calendar": Calendar, "ALWAYS": ALWAYS}),
        ):
            assert again == calendar
            assert hash(again) == hash(calendar)


@given(worlds_and_instants())
def test_frozen_holidays_answer_like_the_source(drawn: One) -> None:
    """T6."""
    _, (at,) = drawn
    office = Calendar(tz="Europe/Zurich", hours={"mon-sun": "09:00-17:00"}, holidays=["holidays:CH-ZH"])
    frozen = office.frozen(at.year - 1, at.year + 1)
    assert frozen.elapsed(at, at + 30 * DAY) == office.elapsed(at, at + 30 * DAY)


def _open_time(
    combine: Callable[[Calendar, Calendar], Calendar], a: Calendar, b: Calendar, start: datetime, end: datetime
) -> timedelta:
    """The open time of a combination; none where it is refused because it never opens (T7)."""
    try:
        calendar = combine(a, b)
    except CalendarError:
        return timedelta()
    return sum((span.length for span in calendar.openings(start, end)), timedelta())
