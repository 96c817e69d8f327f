"""Named holiday sources, asked for one year at a time; the only door to the packages that know holidays (T6)."""

import importlib.metadata
import importlib.util
import re
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from slapolicy.errors import CalendarError, HorizonError, listed, nearest, shown

__all__ = ["Source", "easter", "read_source"]

_TEXT = re.compile(r"([a-z]+):([A-Za-z0-9]{2,8})(?:-([A-Za-z0-9_ -]{1,40}))?", re.ASCII)
_ALLOWED: Final = "a source such as `holidays:US-CA` or `workalendar:US`"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A package's holidays of one region: `holidays:US-CA`.

    The package's release is read when the calendar is built, because its data changes between releases (T6).
    """

    package: str
    region: str

    @property
    def text(self) -> str:
        """The source as it is written in a policy."""
        return f"{self.package}:{self.region}"

    @property
    def version(self) -> str:
        """The release of the package that is installed."""
        return _version(self.package)

    def days(self, year: int) -> dict[date, str]:
        """The holidays of a year and their names; the years beside it are asked too, and cut off (T6).

        Raises:
            HorizonError: the package knows nothing about that year, and an empty answer would be a guess.
        """
        return _days(self.package, self.region, year)


def read_source(text: str) -> Source:
    """Read a named source, and load its package.

    Examples:
        >>> source = read_source("holidays:US")
        >>> source.days(2026)[date(2026, 12, 25)]
        'Christmas Day'

    Raises:
        CalendarError: the package is not installed, or has no such region.
    """
    found = _TEXT.fullmatch(text)
    if not found or found[1] not in _PACKAGES:
        raise CalendarError.of("unknown-source", found=shown(text), allowed=_ALLOWED, remedy=_nearest_source(text))
    package, region = found[1], found[2].upper() + (f"-{found[3].upper()}" if found[3] else "")
    if importlib.util.find_spec(package) is None:
        remedy = f"run `pip install 'slapolicy[{package}]'`"
        raise CalendarError.of(
            "missing-package",
            found=f"{shown(text)}, whose package is not installed",
            allowed=_ALLOWED,
            remedy=remedy,
        )
    known = _regions(package)
    exact = known.get(region)
    if exact is None:
        country = found[2].upper()
        parts = sorted(name for name in known.values() if name.startswith(f"{country}-")) if found[3] else []
        near = nearest(region, known.values())
        allowed = f"a region of {country}: {listed(parts)}" if parts else _ALLOWED
        remedy = near.replace("write `", f"write `{package}:")
        raise CalendarError.of("unknown-region", found=shown(text), allowed=allowed, remedy=remedy)
    return Source(package, exact)


def _nearest_source(text: str) -> str:
    package, _, region = text.partition(":")
    mended = f"{nearest(package, _PACKAGES)[7:-1]}:{region}"
    return f"write `{mended}`" if _TEXT.fullmatch(mended) else ""


@lru_cache(maxsize=8)
def _version(package: str) -> str:
    return importlib.metadata.version(package)


@lru_cache(maxsize=8)
def _regions(package: str) -> dict[str, str]:
    """The names of a package's regions, by their capital letters."""
    return {name.upper(): name for name in sorted(_PACKAGES[package][0]())}


@lru_cache(maxsize=8192)
def _days_asked(package: str, region: str, year: int) -> dict[date, str]:
    return _PACKAGES[package][1](region, year)


def _days(package: str, region: str, year: int) -> dict[date, str]:
    days: dict[date, str] = {}
    for asked in (year, year - 1, year + 1):
        try:
            answered = _days_asked(package, region, asked)
        except HorizonError:
            if asked == year:
                raise
            continue
        for day, name in answered.items():
            if day.year == year:
                days.setdefault(day, name)
    return days


def _unknown_year(package: str, region: str, year: int, known: str) -> HorizonError:
    return HorizonError.of(
        "holidays-unknown",
        found=f"the year {year}, for which `{package}:{region}` has no holidays",
        allowed=known,
        remedy="add the dates by hand, or use another source",
    )


# The package `holidays`


def _vacanza_regions() -> Iterable[str]:
    import holidays

    for code, parts in holidays.list_supported_countries(include_aliases=True).items():
        yield code
        yield from (f"{code}-{part}" for part in parts)
    yield from holidays.list_supported_financial(include_aliases=True)


def _vacanza_days(region: str, year: int) -> dict[date, str]:
    import holidays

    code, _, part = region.partition("-")
    answer: Any
    if code in holidays.list_supported_financial(include_aliases=True):
        answer = holidays.financial_holidays(code, years=year, expand=False)
    else:
        answer = holidays.country_holidays(code, subdiv=part or None, years=year, expand=False)
    if not answer.start_year <= year <= answer.end_year:
        known = f"a year from {answer.start_year} to {answer.end_year}"
        raise _unknown_year("holidays", region, year, known)
    return {day: str(name) for day, name in answer.items()}


# The package `workalendar`


def _workalendar_classes() -> dict[str, Any]:
    from workalendar.registry import registry

    return dict(registry.get_calendars())


def _workalendar_regions() -> Iterable[str]:
    return _workalendar_classes()


def _workalendar_days(region: str, year: int) -> dict[date, str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that a table needs an update is told by the exception
            answer = _workalendar_classes()[region]().holidays(year)
    except Exception as refused:
        # Each of its calendars refuses the years that it does not know with an exception of its own.
        raise _unknown_year("workalendar", region, year, "a year that the package knows") from refused
    days: dict[date, str] = {}
    for day, name in answer:
        days.setdefault(day, str(name))
    return days


_PACKAGES: Final[dict[str, tuple[Callable[[], Iterable[str]], Callable[[str, int], dict[date, str]]]]] = {
    "holidays": (_vacanza_regions, _vacanza_days),
    "workalendar": (_workalendar_regions, _workalendar_days),
}


@lru_cache(maxsize=1024)
def easter(year: int, *, orthodox: bool) -> date:
    """Easter Sunday in the Gregorian calendar, of the western or the orthodox church."""
    from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN
    from dateutil.easter import easter as sunday

    return sunday(year, EASTER_ORTHODOX if orthodox else EASTER_WESTERN)
