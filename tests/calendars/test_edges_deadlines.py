"""Deadlines at the edges of days: what was once answered wrongly, and what no common calendar meets (D1-D4, D8)."""

from datetime import UTC, datetime

from slapolicy.calendars import Calendar


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_end_of_the_business_day_is_never_over_already() -> None:
    """D1, T3: Thursday 1 January is cut out by its date, its night runs on to Friday 08:00, past Friday's hours."""
    office = Calendar(
        tz="UTC",
        hours={"thu": "18:00-08:00", "fri": "01:30-02:30", "sat": "09:00-12:00"},
        holidays=["2026-01-01"],
        holiday_cuts="date",
    )
    assert office.is_open(at("2026-01-02T07:59"))
    assert office.add(at("2026-01-02T02:00"), "end of business day") == at("2026-01-02T02:30")
    assert office.add(at("2026-01-02T07:59"), "end of business day") == at("2026-01-03T12:00")
