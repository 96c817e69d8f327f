"""Named sources: written in full, loaded once, asked for the years that an answer needs, never guessed (T6)."""

import importlib.util
import sys
from datetime import date

import pytest

from slapolicy.calendars import Calendar, holidays
from slapolicy.errors import CalendarError, HorizonError

HOURS = {"mon-sun": "09:00-17:00"}


def office(*sources: str) -> Calendar:
    return Calendar(tz="UTC", hours=HOURS, holidays=sources)


def test_only_the_years_around_the_answer_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """T6."""
    asked: list[int] = []

    def recorded(region: str, year: int) -> dict[date, str]:
        asked.append(year)
        return {date(year, 1, 1): "New Year"}

    monkeypatch.setitem(holidays._PACKAGES, "holidays", (lambda: ["XX"], recorded))
    holidays._regions.cache_clear()
    holidays._days_asked.cache_clear()
    calendar = office("holidays:XX")
    assert asked == []
    assert not calendar.is_open("2026-01-01T12:00Z")
    assert sorted(asked) == [2025, 2026, 2027]
    assert calendar.is_open("2026-07-01T12:00Z")
    assert sorted(asked) == [2025, 2026, 2027]
    holidays._regions.cache_clear()
    holidays._days_asked.cache_clear()


def test_a_missing_package_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """T6."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(CalendarError) as refused:
        office("holidays:US")
    (fault,) = refused.value.faults
    assert fault.code == "missing-package"
    assert fault.remedy == "run `pip install 'slapolicy[holidays]'`"


@pytest.mark.parametrize(
    ("source", "remedy"),
    [
        ("holydays:US", "write `holidays:US`"),
        ("holidays:US-XX", ""),
        ("holidays:CH-ZHH", "write `holidays:CH-ZH`"),
        ("workalendar:USS", "write `workalendar:US`"),
    ],
)
def test_unknown_regions_get_the_nearest_name(source: str, remedy: str) -> None:
    """T6, P3."""
    with pytest.raises(CalendarError) as refused:
        office(source)
    assert refused.value.faults[0].place == "holidays[0]"
    if remedy:
        assert refused.value.faults[0].remedy == remedy


def test_a_year_that_a_source_does_not_know_is_an_error_and_no_guess() -> None:
    """T6: `workalendar` has no Chinese holidays from 2024 on; `holidays` ends in 2100."""
    assert office("workalendar:CN").is_working_day(date(2023, 10, 9))
    with pytest.raises(HorizonError, match="2030"):
        office("workalendar:CN").is_open("2030-03-02T12:00Z")
    with pytest.raises(HorizonError, match="2150"):
        office("holidays:US").is_open("2150-03-02T12:00Z")


def test_frozen_holidays_keep_their_provenance_and_their_end() -> None:
    """T6."""
    calendar = office("holidays:US").frozen(2026, 2027)
    assert calendar.exception_on(date(2026, 7, 3)) is not None
    assert ("holidays:US", holidays._version("holidays")) in calendar.sources()
    assert calendar.is_open("2027-12-31T16:59Z") is False  # New Year's Day 2028 is a Saturday, observed before it
    for outside in ("2025-12-31T12:00Z", "2028-01-03T12:00Z"):
        with pytest.raises(HorizonError, match="pinned"):
            calendar.is_open(outside)
    with pytest.raises(HorizonError, match="2030"):
        calendar.exception_on(date(2030, 1, 1))
    assert Calendar.from_dict(calendar.to_dict()) == calendar


def test_importing_the_package_imports_no_optional_one() -> None:
    """T6: they are loaded when a calendar that names them is built."""
    import subprocess

    code = "import sys, slapolicy.calendars; print({'holidays', 'workalendar', 'dateutil'} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"
