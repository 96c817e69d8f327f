"""The kinds of duration, a type for each, and how it prints (D1)."""

from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Final

from slapolicy.errors import DurationError, shown

__all__ = [
    "KINDS",
    "MOST_DAYS",
    "UNITS",
    "CalendarDays",
    "Duration",
    "Elapsed",
    "EndOfBusinessDay",
    "NextBusinessDayBy",
    "WorkingDays",
    "WorkingTime",
    "counted",
]

MOST_DAYS: Final = 84_000
"""No duration is longer than the range of instants (T10): 230 years are a little over 84,000 days."""

UNITS: Final = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1), "second": timedelta(seconds=1)}


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Real time, whether anyone works or not: `24 hours`.

    Examples:
        >>> from slapolicy.durations import duration
        >>> duration("120 minutes") == Elapsed(timedelta(hours=2))
        True
        >>> str(duration("120 minutes")), duration("120 minutes").canonical
        ('120 minutes', '2 hours')

    The unit is how the amount was written. It is kept for printing and takes no part in equality.
    """

    amount: timedelta
    unit: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        _check_amount(self.amount)

    @property
    def canonical(self) -> str:
        """One text for one meaning: the largest unit that gives a whole number."""
        return _time_text(self.amount, _natural_unit(self.amount))

    def __str__(self) -> str:
        return _time_text(self.amount, self.unit or _natural_unit(self.amount))


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """Open time of a calendar: `4 business hours` (D3).

    Examples:
        >>> from slapolicy.durations import duration
        >>> duration("90 business minutes") == duration("1.5 business hours")
        True
    """

    amount: timedelta
    unit: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        _check_amount(self.amount)

    @property
    def canonical(self) -> str:
        """One text for one meaning: the largest unit that gives a whole number."""
        return _time_text(self.amount, _natural_unit(self.amount), "business ")

    def __str__(self) -> str:
        return _time_text(self.amount, self.unit or _natural_unit(self.amount), "business ")


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The same time of day, so many working days later: `2 business days` (D4).

    Examples:
        >>> str(WorkingDays(1)), str(WorkingDays(2))
        ('1 business day', '2 business days')
    """

    count: int

    def __post_init__(self) -> None:
        _check_count(self.count)

    @property
    def canonical(self) -> str:
        """One text for one meaning."""
        return counted(self.count, "business day")

    def __str__(self) -> str:
        return self.canonical


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """The same time of day, so many dates later, open or not: `30 calendar days`, `1 week` (D8).

    Examples:
        >>> from slapolicy.durations import duration
        >>> duration("1 week") == duration("7 calendar days") == CalendarDays(7)
        True
        >>> str(duration("1 week")), duration("1 week").canonical
        ('1 week', '7 calendar days')
    """

    count: int
    unit: str = field(default="calendar day", compare=False)

    def __post_init__(self) -> None:
        _check_count(self.count)

    @property
    def canonical(self) -> str:
        """One text for one meaning: a week is seven calendar days."""
        return counted(self.count, "calendar day")

    def __str__(self) -> str:
        weeks, rest = divmod(self.count, 7)
        return counted(weeks, "week") if self.unit == "week" and not rest else self.canonical


@dataclass(frozen=True, slots=True)
class EndOfBusinessDay:
    """The last closing of a working day: `end of business day`, or of the next one with `days_after=1`.

    Examples:
        >>> str(EndOfBusinessDay()), str(EndOfBusinessDay(1))
        ('end of business day', 'end of next business day')
    """

    days_after: int = 0

    def __post_init__(self) -> None:
        if type(self.days_after) is not int or self.days_after not in (0, 1):
            raise DurationError.of("wrong-duration", found=shown(self.days_after), allowed="0 or 1 days after")

    @property
    def canonical(self) -> str:
        """One text for one meaning."""
        return "end of next business day" if self.days_after else "end of business day"

    def __str__(self) -> str:
        return self.canonical


@dataclass(frozen=True, slots=True)
class NextBusinessDayBy:
    """A time of day on the next working day: `next business day by 16:00`.

    Examples:
        >>> from slapolicy.durations import duration
        >>> duration("next business day by 16:00") == NextBusinessDayBy(time(16))
        True
    """

    time: time

    def __post_init__(self) -> None:
        if type(self.time) is not time or self.time.tzinfo is not None or self.time.fold:
            raise DurationError.of("wrong-duration", found=shown(self.time), allowed="a time of day without a zone")

    @property
    def canonical(self) -> str:
        """One text for one meaning."""
        exact = "auto" if self.time.second or self.time.microsecond else "minutes"
        return f"next business day by {self.time.isoformat(exact)}"

    def __str__(self) -> str:
        return self.canonical


Duration = Elapsed | WorkingTime | WorkingDays | CalendarDays | EndOfBusinessDay | NextBusinessDayBy
"""Any kind of duration."""

KINDS: Final = (Elapsed, WorkingTime, WorkingDays, CalendarDays, EndOfBusinessDay, NextBusinessDayBy)


def counted(count: int, unit: str) -> str:
    """A whole number and its unit, in the plural where it is not one."""
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _natural_unit(amount: timedelta) -> str:
    return next((unit for unit, one in UNITS.items() if not amount % one), "second")


def _time_text(amount: timedelta, unit: str, scope: str = "") -> str:
    whole, rest = divmod(amount, UNITS[unit])
    if not rest:
        return counted(whole, scope + unit)
    decimals, inexact = divmod(rest * 1_000_000, UNITS[unit])
    if inexact:
        return _time_text(amount, _natural_unit(amount), scope)
    return f"{whole}.{decimals:06}".rstrip("0") + f" {scope}{unit}s"


def _check_amount(amount: object) -> None:
    if not isinstance(amount, timedelta):
        raise DurationError.of("wrong-type", found=shown(amount), allowed="a `timedelta`")
    if not timedelta() <= amount <= timedelta(days=MOST_DAYS):
        raise DurationError.of(
            "duration-out-of-range", found=shown(amount), allowed=f"a duration from 0 to {MOST_DAYS:,} days"
        )


def _check_count(count: object) -> None:
    if type(count) is not int:
        raise DurationError.of("wrong-type", found=shown(count), allowed="a whole number of days")
    if not 0 <= count <= MOST_DAYS:
        raise DurationError.of("duration-out-of-range", found=shown(count), allowed=f"0 to {MOST_DAYS:,} days")
