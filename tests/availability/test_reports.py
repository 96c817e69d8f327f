"""From outages to the share of a month or a window, and what is left to lose of it: arithmetic on paper (O4)."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from slapolicy import ALWAYS, Calendar, HorizonError, InstantError, Span
from slapolicy.availability import Availability, AvailabilityReport, Outage


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def length(text: str) -> timedelta:
    hours, minutes, seconds = text.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes), microseconds=round(float(seconds) * 1_000_000))


def told(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat()[:-6] if at else None


OFFICE = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})


@pytest.mark.parametrize(
    ("goal", "per", "at", "budget"),
    [
        # The tables that providers publish: 30 days, and the others by the same rule of three.
        ("99%", "month", "2026-04-15", "7:12:00"),
        ("99.5%", "month", "2026-04-15", "3:36:00"),
        ("99.9%", "month", "2026-04-15", "0:43:12"),
        ("99.95%", "month", "2026-04-15", "0:21:36"),
        ("99.99%", "month", "2026-04-15", "0:4:19.2"),
        ("99.999%", "month", "2026-04-15", "0:0:25.92"),
        ("99.9%", "month", "2026-05-15", "0:44:38.4"),
        ("99.9%", "month", "2026-02-15", "0:40:19.2"),
        ("99.9%", "month", "2028-02-15", "0:41:45.6"),
        ("99.9%", "30 days", "2026-04-15", "0:43:12"),
        ("99.9%", "7 days", "2026-04-15", "0:10:4.8"),
        ("99.9%", "24 hours", "2026-04-15", "0:1:26.4"),
        ("100%", "month", "2026-04-15", "0:0:0"),
    ],
)
def test_o4_what_may_be_lost_is_what_the_published_tables_say(goal: str, per: str, at: str, budget: str) -> None:
    report = Availability(goal=goal, per=per, tz="UTC").report([], at=instant(at))
    assert report.budget == report.left == length(budget)
    assert (report.met, report.running, report.used_up_at) == (True, False, None)
    assert report.share == 1


def test_o4_an_outage_of_a_month() -> None:
    shop = Availability(goal="99.9%", tz="UTC")
    report = shop.report([Outage("2026-04-10T08:00Z", "2026-04-10T08:30Z")], at="2026-04-20T00:00Z")
    assert (report.start, report.end) == (instant("2026-04-01"), instant("2026-05-01"))
    assert (report.counted, report.downtime) == (timedelta(days=30), timedelta(minutes=30))
    assert report.share == 1 - Fraction(30, 43_200)
    assert (report.goal, report.met, report.left) == (Fraction(999, 1000), True, length("0:13:12"))
    assert report.outages == (Span(instant("2026-04-10T08:00"), instant("2026-04-10T08:30")),)
    assert (report.running, report.used_up_at) == (False, None)


@pytest.mark.parametrize(
    ("end", "met", "left"),
    [
        ("08:43:11.999999", True, timedelta(microseconds=1)),
        ("08:43:12", True, timedelta()),
        ("08:43:12.000001", False, timedelta(microseconds=-1)),
    ],
)
def test_d5_exactly_the_goal_is_met(end: str, met: bool, left: timedelta) -> None:
    """T2: no percentage is rounded before it is compared."""
    down = [Outage("2026-04-10T08:00Z", f"2026-04-10T{end}Z")]
    report = Availability(goal="99.9%", tz="UTC").report(down, at="2026-04-20T00:00Z")
    assert (report.met, report.left) == (met, left)
    assert (report.share >= report.goal) is met
    assert told(report.used_up_at) == (None if left > timedelta() else "2026-04-10T08:43:12")


def test_t2_a_budget_of_no_whole_microseconds_is_cut() -> None:
    """33.333333333 % of 10 s leave 6.6666666667 s: 6 666 667 microseconds are too many, and then it is used up."""
    third = Availability(goal="33.333333333%", per="10 seconds")
    report = third.report([Outage("2026-04-20T00:00Z")], at="2026-04-20T00:00:06.666666Z")
    assert (report.budget, report.left, report.met) == (timedelta(microseconds=6_666_666), timedelta(), True)
    assert told(report.used_up_at) == "2026-04-20T00:00:06.666667"
    assert not third.report([Outage("2026-04-20T00:00Z")], at="2026-04-20T00:00:06.666667Z").met


@pytest.mark.parametrize(
    ("before", "used_up"),
    [
        ([], "2026-04-20T08:43:12"),
        ([("2026-04-02T00:00Z", "2026-04-02T00:40Z")], "2026-04-20T08:03:12"),
        ([("2026-04-02T00:00Z", "2026-04-02T00:43:12Z")], "2026-04-02T00:43:12"),
        ([("2026-04-02T00:00Z", "2026-04-02T02:00Z")], "2026-04-02T00:43:12"),
        ([("2026-03-31T00:00Z", "2026-04-01T00:40Z")], "2026-04-20T08:03:12"),  # March keeps what is March's
    ],
)
def test_o4_when_the_running_outage_uses_up_the_month(before: list[tuple[str, str]], used_up: str) -> None:
    down = [*(Outage(*each) for each in before), Outage("2026-04-20T08:00Z")]
    report = Availability(goal="99.9%", tz="UTC").report(down, at="2026-04-20T08:01Z")
    assert told(report.used_up_at) == used_up
    assert report.running


def test_o4_an_outage_that_the_month_outlasts_never_uses_it_up() -> None:
    shop = Availability(goal="99.9%", tz="UTC")
    before = shop.report([Outage("2026-04-30T23:30Z")], at="2026-04-30T23:45Z")
    assert (before.running, before.met, before.left, before.used_up_at) == (True, True, length("0:28:12"), None)
    after = shop.report([Outage("2026-04-30T23:30Z")], at="2026-05-01T00:15Z")
    assert (after.downtime, told(after.used_up_at)) == (length("0:15:00"), "2026-05-01T00:44:38.400000")
    exactly = shop.report([Outage("2026-04-30T23:16:48Z")], at="2026-04-30T23:45Z")
    assert told(exactly.used_up_at) == "2026-05-01T00:00:00"


def test_o4_overlapping_outages_count_once_in_any_order() -> None:
    down: list[Outage | Span] = [
        Outage("2026-04-10T09:00Z", "2026-04-10T09:20Z"),
        Span(instant("2026-04-10T08:50"), instant("2026-04-10T09:10")),
        Outage(instant("2026-04-10T08:55"), instant("2026-04-10T09:00")),
        Outage("2026-04-12T00:00Z", "2026-04-12T00:00Z"),  # nothing at all
    ]
    shop = Availability(goal="99.9%", tz="UTC")
    report = shop.report(down, at="2026-04-20T00:00Z")
    assert report.outages == (Span(instant("2026-04-10T08:50"), instant("2026-04-10T09:20")),)
    assert report == shop.report(reversed(down), at="2026-04-20T00:00Z")


def test_e9_only_what_is_known_by_the_instant_counts() -> None:
    """An outage that is over only later goes on as far as one can tell; a later one is not known."""
    down = [Outage("2026-04-10T08:00Z", "2026-04-10T08:30Z"), Outage("2026-04-11T08:00Z", "2026-04-11T09:00Z")]
    report = Availability(goal="99.9%", tz="UTC").report(down, at="2026-04-10T08:10Z")
    assert (report.downtime, report.running) == (length("0:10:00"), True)
    assert told(report.used_up_at) == "2026-04-10T08:43:12"
    at_its_end = Availability(goal="99.9%", tz="UTC").report(down, at="2026-04-10T08:30Z")
    assert (at_its_end.downtime, at_its_end.running, at_its_end.used_up_at) == (length("0:30:00"), False, None)
    at_its_start = Availability(goal="99.9%", tz="UTC").report(down, at="2026-04-10T08:00Z")
    assert (at_its_start.downtime, at_its_start.running) == (timedelta(), True)
    assert told(at_its_start.used_up_at) == "2026-04-10T08:43:12"


@pytest.mark.parametrize(
    ("tz", "at", "start", "end"),
    [
        ("UTC", "2026-04-30T23:59:59.999999", "2026-04-01T00:00:00", "2026-05-01T00:00:00"),
        ("UTC", "2026-05-01T00:00", "2026-05-01T00:00:00", "2026-06-01T00:00:00"),
        ("UTC", "2026-12-31T12:00", "2026-12-01T00:00:00", "2027-01-01T00:00:00"),
        # The clocks go forward on 29 March and back on 25 October 2026: 743 and 745 hours.
        ("Europe/Zurich", "2026-03-15T12:00", "2026-02-28T23:00:00", "2026-03-31T22:00:00"),
        ("Europe/Zurich", "2026-10-15T12:00", "2026-09-30T22:00:00", "2026-10-31T23:00:00"),
        # Havana's clock goes back from one to midnight on 1 November 2026: the first of the two midnights counts.
        ("America/Havana", "2026-11-15T12:00", "2026-11-01T04:00:00", "2026-12-01T05:00:00"),
        # Asuncion's clock skips from midnight to one on 1 October 2017.
        ("America/Asuncion", "2017-10-15T12:00", "2017-10-01T04:00:00", "2017-11-01T03:00:00"),
        # St John's clock went back from 00:01 on 1 November 2009 to 23:01 of the day before: November had begun.
        ("America/St_Johns", "2009-11-01T02:29:59", "2009-10-01T02:30:00", "2009-11-01T02:30:00"),
        ("America/St_Johns", "2009-11-01T02:45", "2009-11-01T02:30:00", "2009-12-01T03:30:00"),
        # Apia had no 30 December 2011: a month of thirty dates.
        ("Pacific/Apia", "2011-12-15T12:00", "2011-12-01T10:00:00", "2011-12-31T10:00:00"),
        # The range of instants cuts the first month and the last (T10).
        ("Asia/Tokyo", "1970-01-01T00:00", "1970-01-01T00:00:00", "1970-01-31T15:00:00"),
        ("America/New_York", "1970-01-01T00:00", "1970-01-01T00:00:00", "1970-01-01T05:00:00"),
        ("America/New_York", "2199-12-31T23:00", "2199-12-01T05:00:00", "2200-01-01T00:00:00"),
    ],
)
def test_d8_a_month_begins_where_its_first_midnight_or_a_later_time_first_shows(
    tz: str, at: str, start: str, end: str
) -> None:
    report = Availability(goal="99.9%", tz=tz).report([], at=instant(at))
    assert (told(report.start), told(report.end)) == (start, end)
    assert report.counted == report.end - report.start


def test_d8_a_month_in_which_the_clock_goes_forward_has_less_to_lose() -> None:
    """743 and 745 hours: a thousandth of them is 44 min 34.8 s, and 44 min 42 s."""
    march, october = (
        Availability(goal="99.9%", tz="Europe/Zurich").report([], at=f"2026-{month}-15T12:00Z")
        for month in ("03", "10")
    )
    assert (march.budget, october.budget) == (length("0:44:34.8"), length("0:44:42"))


def test_t1_a_report_is_in_the_zone_of_the_question() -> None:
    """Instants that share a zone subtract as the wall clock shows them: the month has 743 hours, not 744."""
    zurich = ZoneInfo("Europe/Zurich")
    at = datetime(2026, 3, 29, 4, tzinfo=zurich)
    report = Availability(goal="99.9%", tz="Europe/Zurich").report([Outage("2026-03-29T00:30Z")], at=at)
    for moment in (report.at, report.start, report.end, report.used_up_at, *report.outages[0]):
        assert moment is not None
        assert moment.tzinfo is zurich
    assert (report.counted, report.downtime) == (timedelta(hours=743), timedelta(minutes=90))
    assert report.outages[0].length == timedelta(minutes=90)
    assert told(report.used_up_at) == "2026-03-29T01:14:34.800000"


# Hours that count


def test_o4_within_service_hours_only_they_count() -> None:
    """April 2026 has 22 working days: 176 hours, of which one in a hundred is 1 h 45 min 36 s."""
    desk = Availability(goal="99%", tz="UTC", calendar=OFFICE)
    friday = Outage("2026-04-10T16:00Z")
    report = desk.report([friday], at="2026-04-11T12:00Z")
    assert (report.counted, report.budget) == (timedelta(hours=176), length("1:45:36"))
    assert (report.downtime, report.left) == (timedelta(hours=1), length("0:45:36"))
    assert told(report.used_up_at) == "2026-04-13T09:45:36"
    assert report.outages == (Span(instant("2026-04-10T16:00"), instant("2026-04-10T17:00")),)


def test_d3_what_exactly_fills_a_day_is_used_up_at_its_closing() -> None:
    """An eighth of 176 hours is 22: 21 are lost by 3 April at 14:00, and one more by the closing of the 10th."""
    desk = Availability(goal="87.5%", tz="UTC", calendar=OFFICE)
    down = [Outage("2026-04-01T09:00Z", "2026-04-03T14:00Z"), Outage("2026-04-10T16:00Z")]
    assert told(desk.report(down, at="2026-04-10T16:30Z").used_up_at) == "2026-04-10T17:00:00"
    assert told(desk.report(down, at="2026-04-12T00:00Z").used_up_at) == "2026-04-10T17:00:00"


def test_t8_maintenance_is_cut_out_by_the_algebra_of_calendars() -> None:
    """Four Sundays of two hours: 712 hours, and a thousandth of them is 42 min 43.2 s."""
    served = ALWAYS - Calendar(tz="UTC", hours={"sun": "02:00-04:00"})
    report = Availability(goal="99.9%", tz="UTC", calendar=served).report(
        [Outage("2026-04-12T01:30Z", "2026-04-12T04:30Z")], at="2026-04-20T00:00Z"
    )
    assert (report.counted, report.budget) == (timedelta(hours=712), length("0:42:43.2"))
    assert report.downtime == timedelta(hours=1)
    assert [(told(start), told(end)) for start, end in report.outages] == [
        ("2026-04-12T01:30:00", "2026-04-12T02:00:00"),
        ("2026-04-12T04:00:00", "2026-04-12T04:30:00"),
    ]


def test_o4_where_nothing_counts_nothing_is_missed() -> None:
    desk = Availability(goal="99.9%", per="6 hours", calendar=OFFICE)
    over = desk.report([Outage("2026-04-11T10:00Z", "2026-04-11T14:00Z")], at="2026-04-11T15:00Z")  # a Saturday
    assert (over.counted, over.budget, over.met, over.used_up_at) == (timedelta(), timedelta(), True, None)
    assert over.share == 1
    # It goes on: the first moment of Monday is lost, and there is nothing to lose of.
    runs = desk.report([Outage("2026-04-11T10:00Z")], at="2026-04-11T15:00Z")
    assert (runs.met, told(runs.used_up_at)) == (True, "2026-04-13T09:00:00")


def test_o4_a_whole_leaves_nothing_to_lose() -> None:
    whole = Availability(goal="100%", tz="UTC")
    down = [Outage("2026-04-10T08:00Z", "2026-04-10T08:00:00.000001Z")]
    report = whole.report(down, at="2026-04-20T00:00Z")
    assert (report.met, report.left) == (False, timedelta(microseconds=-1))
    assert told(report.used_up_at) == "2026-04-10T08:00:00"
    assert told(whole.report([Outage("2026-04-10T08:00Z")], at="2026-04-10T08:00Z").used_up_at) == "2026-04-10T08:00:00"
    assert whole.report(down, at="2026-04-10T07:59Z").met


# Windows up to now

WINDOW = Availability(goal="99.9%", per="30 days")
"""Of thirty days 43 min 12 s may be lost."""


def of_window(*down: Outage, at: str) -> AvailabilityReport:
    return WINDOW.report(down, at=instant(at))


def test_o4_a_window_ends_at_the_instant_and_forgets() -> None:
    old = Outage("2026-04-01T00:00Z", "2026-04-01T00:30Z")
    inside, half, outside = (
        of_window(old, at=at) for at in ("2026-04-30T23:00", "2026-05-01T00:15", "2026-05-01T00:30")
    )
    assert (told(inside.start), told(inside.end)) == ("2026-03-31T23:00:00", "2026-04-30T23:00:00")
    assert [each.downtime for each in (inside, half, outside)] == [length("0:30:00"), length("0:15:00"), timedelta()]
    assert [len(each.outages) for each in (inside, half, outside)] == [1, 1, 0]


def test_o4_while_an_old_outage_leaves_the_window_a_running_one_uses_up_less() -> None:
    """From 00:10 to 00:30 one goes as fast as the other comes: 20 minutes; 43 min 12 s after the start it is used up.

    Without forgetting it would have been 23 min 12 s after 00:10.
    """
    old, runs = Outage("2026-04-01T00:00Z", "2026-04-01T00:30Z"), Outage("2026-05-01T00:10Z")
    for at, downtime in (
        ("2026-05-01T00:10", "0:20:00"),
        ("2026-05-01T00:30", "0:20:00"),
        ("2026-05-01T00:40", "0:30:00"),
    ):
        report = of_window(old, runs, at=at)
        assert (report.downtime, told(report.used_up_at)) == (length(downtime), "2026-05-01T00:53:12")


def test_o4_a_window_that_is_used_up_recovers() -> None:
    """An hour is lost; after 43 min 12 s nothing is left, until all but 43 min 12 s of it have left the window."""
    hour = Outage("2026-04-01T00:00Z", "2026-04-01T01:00Z")
    used = of_window(hour, at="2026-04-20T00:00")
    assert (used.met, used.left, told(used.used_up_at)) == (False, -length("0:16:48"), "2026-04-01T00:43:12")
    last = of_window(hour, at="2026-05-01T00:16:48")
    assert (last.met, last.left, told(last.used_up_at)) == (True, timedelta(), "2026-04-01T00:43:12")
    after = of_window(hour, at="2026-05-01T00:16:48.000001")
    assert (after.met, after.left, after.used_up_at) == (True, timedelta(microseconds=1), None)


def test_o4_since_when_nothing_is_left_is_told_of_the_last_time_only() -> None:
    """The hour of 1 April is forgotten by 1 May; what counts then is the hour of 2 May."""
    down = [Outage("2026-04-01T00:00Z", "2026-04-01T01:00Z"), Outage("2026-05-02T00:00Z", "2026-05-02T01:00Z")]
    assert told(of_window(*down, at="2026-05-03T00:00").used_up_at) == "2026-05-02T00:43:12"


def test_o4_a_window_of_service_hours_changes_its_budget_as_it_moves() -> None:
    """A day up to Monday 10:00 holds one hour of the desk, of which half may be lost; by 12:00 it holds three.

    Lost from 09:30 on: half of what there is from 09:00 on is used up when 09:30 + x is 2x after 09:00, at 10:00.
    """
    desk = Availability(goal="50%", per="24 hours", calendar=OFFICE)
    runs = Outage("2026-04-13T09:30Z")
    report = desk.report([runs], at="2026-04-13T09:45Z")
    assert (report.counted, report.budget, report.downtime) == (length("0:45:00"), length("0:22:30"), length("0:15:00"))
    assert told(report.used_up_at) == "2026-04-13T10:00:00"


def test_t10_a_window_begins_in_1970_or_later() -> None:
    report = of_window(at="1970-01-31T00:00")
    assert told(report.start) == "1970-01-01T00:00:00"
    with pytest.raises(HorizonError) as refused:
        of_window(at="1970-01-30T23:59:59.999999")
    (fault,) = refused.value.faults
    assert fault.code == "past-horizon"
    assert fault.found == "`30 days` up to 1970-01-30T23:59:59.999999+00:00"
    assert fault.allowed == "a window that begins in 1970 or later"


def test_t10_at_the_end_of_the_range_a_running_outage_has_no_more_to_use_up() -> None:
    runs = Outage("2199-12-31T23:30Z")
    assert told(of_window(runs, at="2199-12-31T23:31").used_up_at) is None
    assert told(of_window(Outage("2200-01-01T00:00Z"), at="2200-01-01T00:00").used_up_at) is None
    earlier = Outage("2199-12-31T23:00Z")
    assert told(of_window(earlier, at="2199-12-31T23:31").used_up_at) == "2199-12-31T23:43:12"
    first = Outage("1970-01-01T00:00Z")  # before it nothing counts, so nothing may be lost
    assert told(of_window(first, at="1970-01-31T00:00").used_up_at) == "1970-01-01T00:00:00"


# What is refused


def test_p3_every_outage_that_is_none_is_told_at_once() -> None:
    down = [
        Outage("2026-04-10T08:00"),
        Outage("2026-04-10T08:00Z", "2026-04-10T07:59Z"),
        Outage("2026-04-10T08:00Z", "soon"),
        Outage("2026-04-10T08:00Z", "2026-04-10T09:00Z"),
    ]
    with pytest.raises(InstantError) as refused:
        of_window(*down, at="2026-04-20T00:00")
    faults = refused.value.faults
    assert [(fault.place, fault.code) for fault in faults] == [
        ("outages[0].start", "naive-instant"),
        ("outages[1].end", "reversed-span"),
        ("outages[2].end", "unreadable-instant"),
    ]
    assert faults[1].found == "`2026-04-10T07:59Z`"
    assert faults[1].allowed == "an instant that is not before the start, `2026-04-10T08:00Z`"


def test_t1_a_question_without_a_zone_is_refused() -> None:
    with pytest.raises(InstantError, match="names no zone"):
        WINDOW.report([], at=datetime(2026, 4, 10))


def test_t6_what_is_over_needs_no_years_ahead_and_what_goes_on_does() -> None:
    """Holidays that are known for 2026 only: a window up to its last day, and an outage into the next year."""
    pinned = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"}, holidays=["2026-12-25"], pinned="2026 to 2026")
    desk = Availability(goal="99%", per="7 days", calendar=pinned)
    over = desk.report([Outage("2026-12-28T09:00Z", "2026-12-28T10:00Z")], at="2026-12-31T12:00Z")
    assert (over.counted, over.downtime) == (timedelta(hours=32), timedelta(hours=1))
    with pytest.raises(HorizonError):
        desk.report([Outage("2026-12-31T09:00Z")], at="2026-12-31T12:00Z")


def test_t10_a_window_may_reach_the_end_of_the_range() -> None:
    runs = Outage("2199-12-02T00:00Z")
    assert told(of_window(runs, at="2199-12-02T00:00").used_up_at) == "2199-12-02T00:43:12"
    assert told(of_window(runs, at="2199-12-02T00:00:00.000001").used_up_at) == "2199-12-02T00:43:12"


def test_t1_where_nothing_is_used_up_no_zone_has_an_instant() -> None:
    at = datetime(2026, 3, 29, 4, tzinfo=ZoneInfo("Europe/Zurich"))
    assert Availability(goal="99.9%", tz="Europe/Zurich").report([], at=at).used_up_at is None


def test_o4_a_whole_is_used_up_at_the_start_of_each_outage_anew() -> None:
    """An outage that the window has forgotten says nothing of the one that begins."""
    whole = Availability(goal="100%", per="7 days")
    down = [Outage("2026-04-01T00:00Z", "2026-04-01T01:00Z"), Outage("2026-04-20T08:00Z")]
    for at in ("2026-04-20T08:00Z", "2026-04-20T09:00Z"):
        assert told(whole.report(down, at=at).used_up_at) == "2026-04-20T08:00:00"
