"""What a holiday takes from hours that cross midnight, counted on paper (T3, T4).

Nights from 22:00 to 06:00, the holiday is Saturday 1 August 2026, in UTC.
"""

from datetime import UTC, datetime, timedelta

import pytest

from slapolicy.calendars import Calendar, HolidayCuts
from slapolicy.spans import Span

NIGHTS = {"mon-sun": "22:00-06:00"}


def openings(calendar: Calendar) -> list[str]:
    """The openings from Friday noon to Monday noon, as day and hour."""
    spans = calendar.openings("2026-07-31T12:00Z", "2026-08-03T12:00Z")
    return [f"{span.start:%a %H}-{span.end:%a %H}" for span in spans]


@pytest.mark.parametrize(
    ("cuts", "left"),
    [
        ("start", ["Fri 22-Sat 06", "Sun 22-Mon 06"]),  # Friday's night stays whole, Saturday's goes whole
        ("date", ["Fri 22-Sat 00", "Sun 00-Sun 06", "Sun 22-Mon 06"]),  # exactly Saturday, midnight to midnight
        ("both", ["Fri 22-Sat 00", "Sun 22-Mon 06"]),  # what runs into Saturday, and what starts on it
    ],
)
def test_a_holiday_cuts_nights(cuts: str, left: list[str]) -> None:
    """T3."""
    calendar = Calendar(tz="UTC", hours=NIGHTS, holidays=["2026-08-01"], holiday_cuts=cuts)
    assert openings(calendar) == left
    assert calendar.is_working_day(datetime(2026, 8, 1).date()) is False
    assert calendar.to_dict().get("holiday_cuts", "start") == cuts
    assert calendar.add("2026-07-31T12:00Z", "end of business day") == datetime(
        2026, 8, 1, 6 if cuts == "start" else 0, tzinfo=UTC
    )


@pytest.mark.parametrize("cuts", list(HolidayCuts))
def test_hours_within_a_day_are_cut_alike(cuts: HolidayCuts) -> None:
    """T3."""
    calendar = Calendar(tz="UTC", hours={"mon-sun": "09:00-17:00"}, holidays=["2026-08-01"], holiday_cuts=cuts)
    assert openings(calendar) == ["Fri 12-Fri 17", "Sun 09-Sun 17", "Mon 09-Mon 12"]


def test_special_hours_win_over_a_holiday_and_close_like_one() -> None:
    """T4."""
    special = {"2026-08-01": "10:00-12:00 half a day", "2026-08-02": "closed moving house"}
    calendar = Calendar(tz="UTC", hours=NIGHTS, holidays=["2026-08-01"], special=special, holiday_cuts="both")
    assert openings(calendar) == ["Fri 22-Sat 06", "Sat 10-Sat 12"]
    (half,) = calendar.openings("2026-08-01T07:00Z", "2026-08-02T07:00Z")
    assert half.length == timedelta(hours=2)
    assert calendar.exception_on(half.start.date()) == "half a day"


def test_openings_belong_whole_to_the_date_on_which_they_start() -> None:
    """T3."""
    calendar = Calendar(tz="UTC", hours=NIGHTS)
    friday = Span(datetime(2026, 7, 31, 22, tzinfo=UTC), datetime(2026, 8, 1, 6, tzinfo=UTC))
    assert calendar.index.rule.openings_on(datetime(2026, 7, 31).date()) == [friday]
