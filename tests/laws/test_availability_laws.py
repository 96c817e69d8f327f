"""Laws of availability, over drawn outages, and the engine against the slow twin (O4, T2, E9)."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from slapolicy import ALWAYS, Calendar
from slapolicy.availability import Availability, Outage
from twin.compare_availability import compare_worlds

MINUTE = timedelta(minutes=1)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
CALENDARS = [
    None,
    Calendar(tz="America/New_York", hours={"mon-fri": "09:00-17:00"}),
    ALWAYS - Calendar(tz="UTC", hours={"sun": "02:00-04:00"}),
]
INSTANTS = st.integers(0, 29 * 1440).map(lambda minutes: APRIL + minutes * MINUTE)
OUTAGES = st.lists(
    st.builds(
        lambda start, minutes: Outage(start, start + minutes * MINUTE), INSTANTS, st.sampled_from([1, 7, 60, 600, 6000])
    ),
    max_size=6,
)
PROMISES = st.builds(
    lambda goal, per, calendar: Availability(goal=goal, per=per, tz="UTC", calendar=calendar),
    st.sampled_from(["50%", "95%", "99.5%", "99.9%", "100%"]),
    st.sampled_from(["month", "30 days", "3 days", "5 hours"]),
    st.sampled_from(CALENDARS),
)


@given(PROMISES, OUTAGES, INSTANTS)
def test_a_goal_is_met_exactly_where_something_is_left_or_nothing_is_over(
    promise: Availability, outages: list[Outage], at: datetime
) -> None:
    report = promise.report(outages, at=at)
    assert report.met is (report.share >= report.goal) is (report.left >= timedelta())
    assert report.left == report.budget - report.downtime
    assert sum((span.length for span in report.outages), timedelta()) == report.downtime <= report.counted


@given(PROMISES, OUTAGES, INSTANTS, INSTANTS)
def test_one_more_outage_never_raises_the_share(
    promise: Availability, outages: list[Outage], more: datetime, at: datetime
) -> None:
    before, after = promise.report(outages, at=at), promise.report([*outages, Outage(more)], at=at)
    assert after.share <= before.share
    assert after.budget == before.budget


@given(PROMISES, OUTAGES, INSTANTS, st.data())
def test_while_an_outage_goes_on_the_instant_that_was_foretold_stays_true(
    promise: Availability, outages: list[Outage], at: datetime, data: st.DataObject
) -> None:
    """Asked again before and at that instant the answer is the same, and it comes true (E9)."""
    known = [outage for outage in outages if datetime.fromisoformat(str(outage.end)) <= at]
    down = [*known, Outage(at)]
    foretold = promise.report(down, at=at).used_up_at
    assume(foretold is not None and foretold > at)
    assert foretold is not None
    later = at + data.draw(st.integers(0, (foretold - at) // MINUTE)) * MINUTE
    assert promise.report(down, at=later).used_up_at == foretold
    then = promise.report(down, at=foretold)
    assert (then.used_up_at, then.left <= timedelta()) == (foretold, True)
    assert promise.report(down, at=foretold - timedelta.resolution).used_up_at == foretold


@given(OUTAGES, INSTANTS, st.sampled_from(CALENDARS))
def test_a_looser_goal_of_a_month_is_not_used_up_earlier(
    outages: list[Outage], at: datetime, calendar: Calendar | None
) -> None:
    strict, loose = (
        Availability(goal=goal, tz="UTC", calendar=calendar).report(outages, at=at) for goal in ("99.9%", "99%")
    )
    assert loose.left >= strict.left
    if loose.used_up_at is not None:
        assert strict.used_up_at is not None
        assert strict.used_up_at <= loose.used_up_at


@given(OUTAGES, INSTANTS)
def test_the_shares_of_what_counts_and_of_what_does_not_make_up_the_whole(outages: list[Outage], at: datetime) -> None:
    """T8: an hour of an outage lies in the maintenance window or outside it, and never in both."""
    window = Calendar(tz="UTC", hours={"sun": "02:00-04:00", "wed": "22:00-24:00"})
    whole, served, cut = (
        Availability(goal="99%", tz="UTC", calendar=calendar).report(outages, at=at)
        for calendar in (None, ALWAYS - window, window)
    )
    assert served.downtime + cut.downtime == whole.downtime
    assert served.counted + cut.counted == whole.counted == timedelta(days=30)
    lost = (1 - served.share) * Fraction(served.counted / MINUTE) + (1 - cut.share) * Fraction(cut.counted / MINUTE)
    assert lost == (1 - whole.share) * 43_200


@pytest.mark.parametrize("number", range(60))
def test_the_engine_answers_like_the_cells(number: int) -> None:
    """O4, D8: three thousand promises at random, cell by cell; `.ci/run compare availability` asks many more."""
    tally = compare_worlds("short", range(number, number + 1))
    assert tally.examples == []
    assert tally.count == 50
