"""The dates of exceptions: single dates, stretches of dates, and rules that hold every year (T4, T6)."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from slapolicy.calendars.holidays import easter
from slapolicy.calendars.hours import DAY_NAMES
from slapolicy.errors import CalendarError, shown

__all__ = ["Dates", "Fixed", "YearlyDate", "YearlyEaster", "YearlyWeekday", "read_dates"]

_DAY: Final = timedelta(days=1)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PLACES: Final = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "last": -1}
_PLACE_NAMES: Final = {number: name for name, number in _PLACES.items()}
_LONGEST_STRETCH: Final = 366
_ALLOWED: Final = (
    "a date such as `2026-12-24`, a stretch such as `2026-12-24 to 2026-12-31`, "
    "or a rule such as `yearly 12-25`, `yearly last mon may` or `yearly easter+1`"
)


@dataclass(frozen=True, slots=True, order=True)
class Fixed:
    """A date, or the dates from one to another, the last one included."""

    first: date
    last: date

    @property
    def text(self) -> str:
        """The dates as they are written."""
        return f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"

    def days(self, year: int) -> list[date]:
        """Those of the dates that lie in a year."""
        every = (self.first + _DAY * i for i in range((self.last - self.first).days + 1))
        return [day for day in every if day.year == year]


@dataclass(frozen=True, slots=True, order=True)
class YearlyDate:
    """The same month and day every year; 29 February only in the years that have one."""

    month: int
    day: int

    @property
    def text(self) -> str:
        """The rule as it is written."""
        return f"yearly {self.month:02}-{self.day:02}"

    def days(self, year: int) -> list[date]:
        """The date in a year."""
        exists = self.day <= calendar.monthrange(year, self.month)[1]
        return [date(year, self.month, self.day)] if exists else []


@dataclass(frozen=True, slots=True, order=True)
class YearlyWeekday:
    """A day of the week by its place in a month: the last Monday of May."""

    place: int
    weekday: int
    month: int

    @property
    def text(self) -> str:
        """The rule as it is written."""
        return f"yearly {_PLACE_NAMES[self.place]} {DAY_NAMES[self.weekday]} {_MONTHS[self.month - 1]}"

    def days(self, year: int) -> list[date]:
        """The date in a year; none where the month has no fifth such day."""
        start, length = calendar.monthrange(year, self.month)
        first = 1 + (self.weekday - start) % 7
        every = list(range(first, length + 1, 7))
        index = self.place if self.place < 0 else self.place - 1
        return [date(year, self.month, every[index])] if index < len(every) else []


@dataclass(frozen=True, slots=True, order=True)
class YearlyEaster:
    """So many days after Easter Sunday, or before it: Good Friday is `easter-2`."""

    offset: int
    orthodox: bool

    @property
    def text(self) -> str:
        """The rule as it is written."""
        church = "orthodox easter" if self.orthodox else "easter"
        return f"yearly {church}{self.offset:+}" if self.offset else f"yearly {church}"

    def days(self, year: int) -> list[date]:
        """The date in a year."""
        return [easter(year, orthodox=self.orthodox) + _DAY * self.offset]


Dates = Fixed | YearlyDate | YearlyWeekday | YearlyEaster
"""Any way of naming dates."""

_ISO = r"(\d{4}-\d{2}-\d{2})"
_FIXED = re.compile(rf"{_ISO}(?: to {_ISO})?(?: (.*))?", re.ASCII | re.DOTALL)
_YEARLY_DATE = re.compile(r"yearly (\d{1,2})-(\d{1,2})(?: (.*))?", re.ASCII)
_YEARLY_WEEKDAY = re.compile(
    rf"yearly ({'|'.join(_PLACES)}) ({'|'.join(DAY_NAMES)}) ({'|'.join(_MONTHS)})(?: (.*))?",
    re.ASCII | re.IGNORECASE,
)
_YEARLY_EASTER = re.compile(r"yearly (orthodox )?easter(?: ?([+-]) ?(\d{1,2}))?(?: (.*))?", re.ASCII | re.IGNORECASE)


def read_dates(value: object) -> tuple[Dates, str]:
    """Read the dates of an exception, and the text after them, which is its name or its hours.

    Examples:
        >>> dates, rest = read_dates("yearly last mon may Memorial Day")
        >>> dates.days(2026), rest
        ([datetime.date(2026, 5, 25)], 'Memorial Day')

    Raises:
        CalendarError: the text names no dates.
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return Fixed(value, value), ""
    if not isinstance(value, str) or len(value) > 300:
        raise _refused(value)
    text = " ".join(value.split())
    if found := _FIXED.fullmatch(text):
        return _fixed(value, found[1], found[2] or found[1]), found[3] or ""
    if found := _YEARLY_DATE.fullmatch(text):
        month, day = int(found[1]), int(found[2])
        if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(2000, month)[1]:
            raise _refused(value, "a month and a day, `yearly 12-25`")
        return YearlyDate(month, day), found[3] or ""
    if found := _YEARLY_WEEKDAY.fullmatch(text):
        place, weekday, month_name = (found[i].lower() for i in (1, 2, 3))
        rule = YearlyWeekday(_PLACES[place], DAY_NAMES.index(weekday), _MONTHS.index(month_name) + 1)
        return rule, found[4] or ""
    if found := _YEARLY_EASTER.fullmatch(text):
        offset = int(found[3] or 0) * (-1 if found[2] == "-" else 1)
        if offset < -80:
            raise _refused(value, "at most 80 days before Easter, which keeps to one year")
        return YearlyEaster(offset, bool(found[1])), found[4] or ""
    raise _refused(value)


def _fixed(value: str, first: str, last: str) -> Fixed:
    try:
        dates = Fixed(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        raise _refused(value, "dates that exist") from None
    if not 0 <= (dates.last - dates.first).days < _LONGEST_STRETCH:
        raise _refused(value, f"a stretch of 1 to {_LONGEST_STRETCH} dates, the earlier one first")
    return dates


def _refused(value: object, allowed: str = _ALLOWED) -> CalendarError:
    remedy = "write the date without a time" if isinstance(value, datetime) else ""
    return CalendarError.of("wrong-date", found=shown(value), allowed=allowed, remedy=remedy)
