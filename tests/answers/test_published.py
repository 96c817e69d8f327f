"""What other systems publish as their answers, beside ours (T3, T4, T6, D3).

Sources: the README of zendesk/biz, the README of seppemans/businesstimedelta, the help page on business hours of
airclou.com (helpdesk) and that of crm.switchlabs.dev. Where a source answers otherwise, the clause says why.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from slapolicy import Calendar

BIZ = Calendar(
    tz="America/Los_Angeles",
    hours={
        "mon": "09:00-17:00",
        "tue": "00:00-24:00",
        "wed": "09:00-17:00",
        "thu": "09:00-12:00, 13:00-17:00",
        "sat": "10:00-14:00",
    },
    holidays=[date(2014, 1, 1), date(2014, 12, 25)],
)
LUNCH = {"mon-fri": "09:00-12:00, 13:00-18:00"}
NINE_TO_FIVE = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_t3_biz_lists_the_same_openings_of_a_week() -> None:
    published = [
        ("2015-01-10 18:00", "2015-01-10 22:00"),
        ("2015-01-12 17:00", "2015-01-13 01:00"),
        ("2015-01-13 08:00", "2015-01-14 08:00"),
        ("2015-01-14 17:00", "2015-01-15 01:00"),
        ("2015-01-15 17:00", "2015-01-15 20:00"),
        ("2015-01-15 21:00", "2015-01-16 01:00"),
    ]
    spans = BIZ.openings(at("2015-01-10 10:00"), at("2015-01-17 10:00"))
    assert [(span.start, span.end) for span in spans] == [(at(start), at(end)) for start, end in published]


def test_t3_biz_goes_back_by_the_same_open_time() -> None:
    assert BIZ.subtract(at("2015-05-05 12:34:57"), "3598 business minutes") == at("2015-04-27 20:36:57")


@pytest.mark.parametrize(
    ("holidays", "start", "end", "hours"),
    [
        ([], "2016-01-18 09:00", "2016-01-25 09:00", 40),
        (["holidays:US-CA"], "2015-12-21 09:00", "2015-12-28 09:00", 32),
    ],
)
def test_t6_businesstimedelta_counts_the_same_hours(holidays: list[str], start: str, end: str, hours: int) -> None:
    calendar = Calendar(tz="UTC", hours=LUNCH, holidays=holidays)
    assert calendar.elapsed(at(start), at(end)) == timedelta(hours=hours)


def test_d3_a_filled_day_ends_at_its_closing_where_businesstimedelta_says_the_next_opening() -> None:
    calendar = Calendar(tz="UTC", hours=LUNCH)
    ours, published = at("2016-01-22 18:00"), at("2016-01-25 09:00")
    assert calendar.add(at("2016-01-18 08:00"), "40 business hours") == ours
    assert calendar.elapsed(ours, published) == timedelta(0)


@pytest.mark.parametrize(
    ("created", "due"),
    [
        ("2026-03-06 16:00", "2026-03-09 12:00"),  # airclou: Friday 16:00 is due on Monday 12:00
        ("2026-03-05 15:00", "2026-03-06 11:00"),  # switchlabs: Thursday 15:00 is due on Friday 11:00
    ],
)
def test_d3_help_desks_publish_the_same_deadlines_for_four_business_hours(created: str, due: str) -> None:
    assert NINE_TO_FIVE.add(at(created), "4 business hours") == at(due)
