"""Named sources at their edges: what a refusal says, which years are known, and what a day is called (P3, T6)."""

import importlib.util
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from slapolicy.calendars import Calendar, holidays
from slapolicy.errors import CalendarError, Fault, HorizonError, SlapolicyError

SOURCES = "a source such as `holidays:US-CA` or `workalendar:US`"


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    """What a package answered is remembered: each test asks for itself, and leaves nothing behind."""
    for remembered in (holidays._regions, holidays._days_asked):
        remembered.cache_clear()
    yield
    for remembered in (holidays._regions, holidays._days_asked):
        remembered.cache_clear()


def office(*sources: str) -> Calendar:
    return Calendar(tz="UTC", hours={"mon-sun": "09:00-17:00"}, holidays=sources)


def fault_of(refuses: Callable[[], object], error: type[SlapolicyError]) -> Fault:
    with pytest.raises(error) as refused:
        refuses()
    (fault,) = refused.value.faults
    return fault


@pytest.mark.parametrize(
    ("source", "remedy"),
    [
        ("holydays:US", "write `holidays:US`"),
        ("Workcalendar:FR", "write `workalendar:FR`"),
        ("quux:US", ""),
        ("holydays:", ""),  # a package alone is no source, whatever its name
        ("holidays:US-CA!", ""),
        ("holydays:US:CA", ""),
        (f"holydays:{'U' * 30}", ""),
    ],
)
def test_a_text_that_is_no_source_is_told_what_one_is(source: str, remedy: str) -> None:
    """P3, T6: a remedy is a text that can be read."""
    fault = fault_of(lambda: office(source), CalendarError)
    assert (fault.code, fault.place, fault.found) == ("unknown-source", "holidays[0]", f"`{source}`")
    assert (fault.allowed, fault.remedy) == (SOURCES, remedy)


@pytest.mark.parametrize("package", ["holidays", "workalendar"])
def test_a_missing_package_is_told_with_the_source_that_needs_it(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """P3, T6."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    fault = fault_of(lambda: office(f"{package}:US"), CalendarError)
    assert (fault.code, fault.found) == ("missing-package", f"`{package}:US`, whose package is not installed")
    assert (fault.allowed, fault.remedy) == (SOURCES, f"run `pip install 'slapolicy[{package}]'`")


@pytest.mark.parametrize(
    ("source", "allowed", "remedy"),
    [
        # ISO 3166-2:GB names the four countries of the United Kingdom.
        ("holidays:gb-en", "a region of GB: `GB-ENG`, `GB-NIR`, `GB-SCT`, `GB-WLS`", "write `holidays:GB-ENG`"),
        ("holidays:VA-QQQQ", SOURCES, ""),  # the Vatican has no parts
        ("holidays:QQQ", SOURCES, ""),
        ("workalendar:USS", SOURCES, "write `workalendar:US`"),
    ],
)
def test_an_unknown_region_is_told_the_regions_of_its_country(source: str, allowed: str, remedy: str) -> None:
    """P3, T6."""
    fault = fault_of(lambda: office(source), CalendarError)
    assert (fault.code, fault.place, fault.found) == ("unknown-region", "holidays[0]", f"`{source}`")
    assert (fault.allowed, fault.remedy) == (allowed, remedy)


def test_a_country_that_is_not_known_is_not_told_by_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """P3, T6: what was asked for is a country, and a package may know parts of it only."""
    monkeypatch.setitem(holidays._PACKAGES, "holidays", (lambda: ["XX-A", "XX-B"], lambda region, year: {}))
    assert fault_of(lambda: office("holidays:XX"), CalendarError).allowed == SOURCES
    assert fault_of(lambda: office("holidays:XX-C"), CalendarError).allowed == "a region of XX: `XX-A`, `XX-B`"


@pytest.mark.parametrize(
    ("alias", "name", "day"),
    [
        ("holidays:USA", "Thanksgiving Day", date(2026, 11, 26)),  # the three letters of ISO 3166-1
        ("holidays:usa-ca", "Thanksgiving Day", date(2026, 11, 26)),
        ("holidays:NYSE", "Thanksgiving Day", date(2026, 11, 26)),  # the market code of ISO 10383 is XNYS
        ("holidays:xnys", "Thanksgiving Day", date(2026, 11, 26)),
        ("workalendar:us", "Thanksgiving Day", date(2026, 11, 26)),
    ],
)
def test_a_region_has_every_name_that_its_package_gives_it(alias: str, name: str, day: date) -> None:
    """T4, T6: 5 U.S.C. 6103, the fourth Thursday in November; explanations show its name."""
    assert office(alias).exception_on(day) == name


@pytest.mark.parametrize(
    ("source", "known", "unknown", "allowed"),
    [
        # Germany's first whole year as one country was 1991.
        ("holidays:DE", date(1991, 10, 3), date(1990, 10, 3), "a year from 1991 to 2100"),
        # Independence Day was first kept in 1777; 4 July 2100 is a Sunday, observed on Monday.
        ("holidays:US", date(2100, 7, 5), date(2101, 7, 4), "a year from 1777 to 2100"),
        ("workalendar:CN", date(2023, 10, 1), date(2030, 10, 1), "a year that the package knows"),
    ],
)
def test_the_first_year_and_the_last_that_a_source_knows(source: str, known: date, unknown: date, allowed: str) -> None:
    """T6: past them it is an error and no guess."""
    calendar = office(source)
    assert not calendar.is_working_day(known)
    fault = fault_of(lambda: calendar.is_working_day(unknown), HorizonError)
    assert fault.code == "holidays-unknown"
    assert fault.found == f"the year {unknown.year}, for which `{source}` has no holidays"
    assert (fault.allowed, fault.remedy) == (allowed, "add the dates by hand, or use another source")


def test_a_year_beside_the_asked_one_may_be_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """T6: the first year of a source still has the days that the next one observes in it."""

    def from_2026(region: str, year: int) -> dict[date, str]:
        if year < 2026:
            raise HorizonError.of("holidays-unknown", found=f"the year {year}", allowed="a year from 2026")
        return {date(year - 1, 12, 31): "New Year's Day, observed", date(year, 5, 1): "Labour Day"}

    monkeypatch.setitem(holidays._PACKAGES, "holidays", (lambda: ["XX"], from_2026))
    year = date(2026, 1, 1), date(2026, 12, 31)
    assert dict(office("holidays:XX").exceptions(*year)) == {
        date(2026, 5, 1): "Labour Day",
        date(2026, 12, 31): "New Year's Day, observed",
    }


def test_a_source_is_named_first_by_the_year_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """T6: its neighbours add dates, and rename none."""

    def answers(region: str, year: int) -> dict[date, str]:
        return {date(2026, 1, 1): f"told by {year}"}

    monkeypatch.setitem(holidays._PACKAGES, "holidays", (lambda: ["XX"], answers))
    assert office("holidays:XX").exception_on(date(2026, 1, 1)) == "told by 2026"
