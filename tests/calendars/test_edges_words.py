"""A calendar in words, line by line: every setting that changes its meaning is told (P5)."""

from typing import Any

import pytest

from slapolicy.calendars import Calendar

HOURS = {"mon-thu": "09:00-17:00"}


def words(**settings: Any) -> list[str]:
    return Calendar(**({"tz": "UTC", "hours": HOURS} | settings)).describe().splitlines()


def test_p5_closed_days_stand_on_one_line() -> None:
    assert words() == [
        "hours in UTC",
        "  mon-thu        09:00-17:00",
        "  fri, sat, sun  closed",
    ]


@pytest.mark.parametrize(
    ("cuts", "told"),
    [
        ("start", "a holiday takes the openings that start on it"),
        ("date", "a holiday takes its date"),
        ("both", "a holiday takes its date and both nights"),
    ],
)
def test_p5_what_a_holiday_takes_is_told(cuts: str, told: str) -> None:
    """T3."""
    assert words(holidays=["2026-05-01"], holiday_cuts=cuts)[-1] == told


def test_p5_an_exception_without_a_name_is_its_date_alone() -> None:
    """T4: no space at the end of a line, which editors would cut from a text that is kept beside the policy."""
    special = {"2026-05-02": "09:00-12:00", "2026-05-03": "closed inventory"}
    assert words(holidays=["2026-05-01", "yearly 12-25 Christmas"], special=special)[3:] == [
        "holiday yearly 12-25 Christmas",
        "holiday 2026-05-01",
        "special hours 2026-05-02: 09:00-12:00",
        "special hours 2026-05-03: closed inventory",
        "a holiday takes the openings that start on it",
    ]


@pytest.mark.parametrize(("count", "more"), [(11, []), (12, []), (13, ["and 1 more such"])])
def test_p5_a_dozen_exceptions_are_told_whole(count: int, more: list[str]) -> None:
    days = [f"2026-05-{day:02}" for day in range(1, count + 1)]
    told = [*(f"holiday {day}" for day in days[:12]), *more]
    assert words(holidays=days)[3:-1] == told
    hours = [f"special hours {day}: 09:00-12:00" for day in days[:12]]
    assert words(special=dict.fromkeys(days, "09:00-12:00"))[3:] == [*hours, *more]
