"""What is promised, and over which time: read exactly, or refused with what to write (O4, D1, D8, T2, P3)."""

import pickle
from datetime import UTC, datetime, timedelta
from decimal import localcontext
from fractions import Fraction
from typing import Any, assert_type

import pytest

from slapolicy import ALWAYS, Calendar, Fault, PolicyError
from slapolicy.availability import MONTH, Availability, AvailabilityGoal, Outage, period, share, share_text


@pytest.mark.parametrize(
    ("text", "exact", "written"),
    [
        ("99.9%", Fraction(999, 1000), "99.9%"),
        (" 99.950 % ", Fraction(1999, 2000), "99.95%"),
        ("100%", Fraction(1), "100%"),
        ("0.000000001%", Fraction(1, 10**11), "0.000000001%"),
        ("33.333333333%", Fraction(33_333_333_333, 10**11), "33.333333333%"),
    ],
)
def test_t2_a_share_is_read_exactly_and_written_back(text: str, exact: Fraction, written: str) -> None:
    assert share(text) == exact
    assert share_text(exact) == written
    assert share(written) == share(exact) == exact


def test_t2_a_share_is_cut_to_the_digits_that_are_asked_for() -> None:
    """E9: whatever precision the program has set for its own decimals."""
    with localcontext(prec=2):
        texts = [share_text(Fraction(99_959, 100_000), digits=digits) for digits in (0, 1, 2, 3, 40)]
        assert share("99.95%") == Fraction(1999, 2000)
    assert texts == ["99%", "99.9%", "99.95%", "99.959%", "99.959%"]
    assert share_text(Fraction(1), digits=0) == "100%"


@pytest.mark.parametrize(
    ("exact", "text"),
    [(Fraction(2, 3), "66.666666666%"), (Fraction(99_899_999_999_999, 10**14), "99.899999999%"), (Fraction(0), "0%")],
)
def test_t2_a_share_is_cut_and_never_rounded_up_to_a_goal(exact: Fraction, text: str) -> None:
    assert share_text(exact) == text


@pytest.mark.parametrize(
    "document", ["99.9", "101%", "0%", "0.0%", "-1%", "1000%", "99,9%", "99.9999999999%", "", 0.999]
)
def test_p3_what_is_no_share_is_refused_with_one_that_is(document: Any) -> None:
    with pytest.raises(PolicyError) as refused:
        share(document)
    (fault,) = refused.value.faults
    assert (fault.code, fault.remedy) == ("wrong-share", "write `99.9%`")
    assert fault.allowed == "a share of the time, more than `0%` and up to `100%`"
    assert fault.found == f"`{document}`"


@pytest.mark.parametrize(
    "exact", [Fraction(0), Fraction(-1, 2), Fraction(1001, 1000), Fraction(1, 3), Fraction(1, 10**12)]
)
def test_p3_a_number_outside_the_whole_or_of_endless_decimals_is_no_share(exact: Fraction) -> None:
    """P2: it could not be written back."""
    with pytest.raises(PolicyError) as refused:
        share(exact)
    assert refused.value.faults[0].code == "wrong-share"


@pytest.mark.parametrize(
    ("text", "length", "written"),
    [
        ("30 days", timedelta(days=30), "30 days"),
        (" 1 day ", timedelta(days=1), "1 day"),
        ("2 days", timedelta(days=2), "2 days"),
        ("24 hours", timedelta(days=1), "1 day"),
        ("720 hours", timedelta(days=30), "30 days"),
        ("36 hours", timedelta(hours=36), "36 hours"),
        ("PT90M", timedelta(minutes=90), "90 minutes"),
    ],
)
def test_o4_a_window_is_days_of_24_hours_or_elapsed_time(text: str, length: timedelta, written: str) -> None:
    assert period(text).length == length
    assert str(period(text)) == written
    assert period(written) == period(text)


def test_o4_a_month_is_a_word() -> None:
    assert period("month") is MONTH
    assert (str(MONTH), MONTH.length) == ("month", None)


@pytest.mark.parametrize(
    ("document", "remedy"),
    [
        ("30 calendar days", "write `30 days`"),
        ("2 weeks", "write `14 days`"),
        ("5 business days", "write `5 days`"),
        ("4 business hours", "write `month` or `30 days`"),
        ("end of business day", "write `month` or `30 days`"),
        ("0 days", "write `month` or `30 days`"),
        ("0 hours", "write `month` or `30 days`"),
        ("84007 days", "write `month` or `30 days`"),
        ("quarter", "write `month` or `30 days`"),
        (30, "write `month` or `30 days`"),
    ],
)
def test_d1_a_period_of_no_fixed_length_is_refused(document: Any, remedy: str) -> None:
    with pytest.raises(PolicyError) as refused:
        period(document)
    (fault,) = refused.value.faults
    assert (fault.code, fault.found, fault.remedy) == ("wrong-period", f"`{document}`", remedy)
    assert fault.allowed == "`month`, or a window of a fixed length: days of 24 hours, hours, minutes"


def test_t10_the_longest_window_is_the_range_of_instants() -> None:
    """1970 to 2200 are 230 years with 56 leap days (1972 to 2196 by fours, without 2100)."""
    assert period("84006 days").length == timedelta(days=230 * 365 + 56)


def test_p3_every_fault_of_a_promise_at_once() -> None:
    with pytest.raises(PolicyError) as refused:
        Availability(goal="99.9", per="30 calendar days", tz="Europe/Zurch")
    assert [(fault.place, fault.code) for fault in refused.value.faults] == [
        ("goal", "wrong-share"),
        ("per", "wrong-period"),
        ("tz", "unknown-zone"),
    ]
    assert refused.value.faults[2].remedy == "write `Europe/Zurich`"


@pytest.mark.parametrize("kind", [Availability, AvailabilityGoal])
def test_p3_a_key_that_is_unknown_or_missing_is_a_fault(kind: Any) -> None:
    with pytest.raises(PolicyError) as refused:
        kind.read({"gaol": "99.9%", "per": "30 days"})
    assert [(fault.place, fault.code, fault.remedy) for fault in refused.value.faults] == [
        ("gaol", "unknown-key", "write `goal`"),
        ("goal", "missing-key", ""),
    ]


@pytest.mark.parametrize("kind", [Availability, AvailabilityGoal])
def test_d8_a_month_names_its_zone(kind: Any) -> None:
    with pytest.raises(PolicyError) as refused:
        kind(goal="99.9%")
    assert refused.value.faults == (
        Fault(
            code="missing-key",
            path=("tz",),
            found="nothing",
            allowed="the zone of the month",
            remedy="write `tz: Europe/Zurich`, or `tz: UTC`",
        ),
    )
    assert kind(goal="99.9%", per="30 days").tz is None


def test_p1_equal_promises_are_equal_values() -> None:
    week = Availability(goal="99.90%", per="168 hours")
    assert week == Availability(goal=Fraction(999, 1000), per=period("7 days"))
    assert len({week, Availability(goal="99.9%", per="7 days")}) == 1
    assert pickle.loads(pickle.dumps(week)) == week
    assert week.model_dump() == {"goal": "99.9%", "per": "7 days", "tz": None, "calendar": None}
    assert week.replace(goal="99%").goal == Fraction(99, 100)


def test_o4_a_goal_takes_its_calendar_by_name() -> None:
    office = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})
    goal = AvailabilityGoal.read({"goal": "99%", "per": "7 days", "calendar": "office"})
    assert goal.measured_in({"office": office}) == Availability(goal="99%", per="7 days", calendar=office)
    around = goal.replace(calendar="always").measured_in({"office": office})
    assert around.calendar == ALWAYS
    assert goal.replace(calendar=None).measured_in({}).calendar is None
    down = [Outage(datetime(2026, 4, 4, tzinfo=UTC), datetime(2026, 4, 5, tzinfo=UTC))]  # a Saturday
    assert around.report(down, at="2026-04-06T00:00Z").downtime == timedelta(days=1)
    assert goal.measured_in({"office": office}).report(down, at="2026-04-06T00:00Z").downtime == timedelta()


def test_a_type_checker_sees_what_may_be_written_and_what_is_answered() -> None:
    shop = Availability(goal="99.9%", per="month", tz="UTC", calendar=ALWAYS)
    assert_type(shop.goal, Fraction)
    report = shop.report([Outage("2026-04-10T08:00Z")], at="2026-04-10T08:15Z")
    assert_type(report.share, Fraction)
    assert_type(report.left, timedelta)
    assert_type(report.used_up_at, datetime | None)
    assert_type(AvailabilityGoal.read({"goal": "99.9%", "tz": "UTC"}).measured_in({}), Availability)
