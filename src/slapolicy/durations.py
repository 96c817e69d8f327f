"""The kinds of duration, a type for each, and the text that each is written in (D1)."""

import re
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Annotated, Any, Final

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from slapolicy.errors import DurationError, nearest, shown

__all__ = [
    "CalendarDays",
    "Duration",
    "DurationField",
    "Elapsed",
    "EndOfBusinessDay",
    "NextBusinessDayBy",
    "WorkingDays",
    "WorkingTime",
    "duration",
]

MOST_DAYS: Final = 84_000
"""No duration is longer than the range of instants (T10): 230 years are a little over 84,000 days."""

_UNITS: Final = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1), "second": timedelta(seconds=1)}
_LONGEST_TEXT = 60


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Real time, whether anyone works or not: `24 hours`.

    Example:
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

    Example:
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

    Example:
        >>> str(WorkingDays(1)), str(WorkingDays(2))
        ('1 business day', '2 business days')
    """

    count: int

    def __post_init__(self) -> None:
        _check_count(self.count)

    @property
    def canonical(self) -> str:
        """One text for one meaning."""
        return _counted(self.count, "business day")

    def __str__(self) -> str:
        return self.canonical


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """The same time of day, so many dates later, open or not: `30 calendar days`, `1 week` (D8).

    Example:
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
        return _counted(self.count, "calendar day")

    def __str__(self) -> str:
        weeks, rest = divmod(self.count, 7)
        return _counted(weeks, "week") if self.unit == "week" and not rest else self.canonical


@dataclass(frozen=True, slots=True)
class EndOfBusinessDay:
    """The last closing of a working day: `end of business day`, or of the next one with `days_after=1`.

    Example:
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

    Example:
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

_KINDS: Final = (Elapsed, WorkingTime, WorkingDays, CalendarDays, EndOfBusinessDay, NextBusinessDayBy)
_ALLOWED: Final = (
    "a duration such as `24 hours`, `4 business hours`, `2 business days`, `30 calendar days`, `1 week`, "
    "`end of business day` or `next business day by 16:00`"
)
_COUNTED = re.compile(r"(\d{1,10})(?:\.(\d{1,6}))? ([a-z]+(?: [a-z]+)?)", re.ASCII)
_ISO = re.compile(r"PT(?:(\d{1,10})H)?(?:(\d{1,10})M)?(?:(\d{1,10})(?:\.(\d{1,6}))?S)?", re.ASCII)
_BY = re.compile(r"next business day by (\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?", re.ASCII)
_WORDS: Final = (
    *_UNITS,
    *(f"business {unit}" for unit in _UNITS),
    "business day",
    "calendar day",
    "week",
)
_MEANT: Final = {
    "h": "hour", "hr": "hour", "m": "minute", "min": "minute", "s": "second", "sec": "second", "w": "week",
    "working hour": "business hour", "working minute": "business minute", "working day": "business day",
    "work day": "business day", "workday": "business day", "calendar week": "week", "calendar hour": "hour",
}  # fmt: skip


def duration(value: "str | Duration") -> Duration:
    """Read a duration from its text; a duration is given back as it is.

    Example:
        >>> str(duration("2  Business Days"))
        '2 business days'
        >>> duration("PT4H") == duration("4 hours")
        True
        >>> duration("1 day")
        Traceback (most recent call last):
        ...
        slapolicy.errors.DurationError: found `1 day`, which could mean three things; allowed is one of \
`1 business day`, `24 hours`, `1 calendar day`; write the one that is meant

    Case and the amount of white space do not matter. Numbers are whole; hours, minutes and seconds may have
    up to six decimals, read exactly. ISO 8601 is elapsed time and takes hours, minutes and seconds only (D1).

    Raises:
        DurationError: the text is no duration, could mean several, or is longer than 84,000 days.
    """
    if isinstance(value, _KINDS):
        return value
    if not isinstance(value, str):
        raise _refused("wrong-type", value, remedy=_remedy_for_object(value))
    if len(value) > _LONGEST_TEXT:
        raise _refused("unreadable-duration", value)
    text = " ".join(value.split()).lower()
    if text == "end of business day":
        return EndOfBusinessDay()
    if text == "end of next business day":
        return EndOfBusinessDay(1)
    if found := _BY.fullmatch(text):
        return _next_business_day(value, found)
    if text.startswith("p") and text[1:2] in set("t0123456789"):
        return _iso(value, text.upper())
    if found := _COUNTED.fullmatch(text):
        return _counted_in(value, found)
    raise _refused("unreadable-duration", value, remedy=_remedy_for_text(text))


def _counted_in(value: str, found: re.Match[str]) -> Duration:
    whole, decimals, written = found.groups()
    word = written.removesuffix("s") if written not in _MEANT else written
    if word == "day":
        raise _three_readings(value, whole, decimals)
    if word not in _WORDS:
        raise _unknown_unit(value, found.group(0).removesuffix(written), word)
    scope, _, unit = word.rpartition(" ")
    if unit in _UNITS:
        return _time(value, whole, decimals, unit, scope)
    if decimals:
        raise _refused("wrong-number", value, allowed=f"a whole number of {unit}s")
    count = int(whole) * (7 if unit == "week" else 1)
    if count > MOST_DAYS:
        raise _too_long(value)
    return WorkingDays(count) if scope == "business" else CalendarDays(count, word)


def _time(value: str, whole: str, decimals: str | None, unit: str, scope: str) -> Elapsed | WorkingTime:
    one = _UNITS[unit]
    if int(whole) > timedelta(days=MOST_DAYS) // one:
        raise _too_long(value)
    amount = int(whole) * one + int((decimals or "").ljust(6, "0")) * one // 1_000_000
    if amount > timedelta(days=MOST_DAYS):
        raise _too_long(value)
    return WorkingTime(amount, unit) if scope else Elapsed(amount, unit)


def _iso(value: str, text: str) -> Elapsed:
    found = _ISO.fullmatch(text)
    if not found or text == "PT":
        remedy = "write `P1D` as `24 hours`, `1 calendar day` or `1 business day`, and months as days"
        raise _refused("unreadable-duration", value, allowed="ISO 8601 with hours, minutes and seconds", remedy=remedy)
    hours, minutes, seconds, decimals = found.groups()
    if (
        any(int(part or 0) > MOST_DAYS * 86_400 for part in (hours, minutes, seconds))
        or int(hours or 0) > MOST_DAYS * 24
    ):
        raise _too_long(value)
    amount = timedelta(
        hours=int(hours or 0),
        minutes=int(minutes or 0),
        seconds=int(seconds or 0),
        microseconds=int((decimals or "").ljust(6, "0")),
    )
    if amount > timedelta(days=MOST_DAYS):
        raise _too_long(value)
    return Elapsed(amount)


def _next_business_day(value: str, found: re.Match[str]) -> NextBusinessDayBy:
    hour, minute, second = (int(part or 0) for part in found.groups()[:3])
    if hour > 23 or minute > 59 or second > 59:
        raise _refused("wrong-time", value, allowed="a time of day from `00:00` to `23:59`")
    return NextBusinessDayBy(time(hour, minute, second, int((found.group(4) or "").ljust(6, "0"))))


# Faults


def _refused(code: str, value: object, *, allowed: str = _ALLOWED, remedy: str = "") -> DurationError:
    return DurationError.of(code, found=shown(value), allowed=allowed, remedy=remedy)


def _too_long(value: object) -> DurationError:
    return _refused("duration-out-of-range", value, allowed=f"a duration of at most {MOST_DAYS:,} days")


def _three_readings(value: str, whole: str, decimals: str | None) -> DurationError:
    count = int(whole)
    if decimals or count > MOST_DAYS:
        return _refused("ambiguous-day", value, remedy="count hours instead, `12 hours` or `4 business hours`")
    readings = (
        _counted(count, "business day"),
        _counted(24 * count, "hour"),
        _counted(count, "calendar day"),
    )
    return DurationError.of(
        "ambiguous-day",
        found=f"{shown(value)}, which could mean three things",
        allowed="one of " + ", ".join(f"`{reading}`" for reading in readings),
        remedy="write the one that is meant",
    )


def _unknown_unit(value: str, number: str, word: str) -> DurationError:
    if word in ("month", "year", "calendar month", "calendar year"):
        return _refused(
            "ambiguous-month", value, remedy="count days instead, `30 calendar days` or `365 calendar days`"
        )
    if word == "business week":
        return _refused("unknown-unit", value, remedy="count business days instead, `5 business days`")
    meant = _MEANT.get(word) or _MEANT.get(word.removesuffix("s")) or nearest(word, _WORDS)[7:-1]
    if not meant:
        return _refused("unknown-unit", value)
    plural = "" if number.strip() == "1" else "s"
    return _refused("unknown-unit", value, remedy=f"write `{number}{meant}{plural}`")


def _remedy_for_object(value: object) -> str:
    if isinstance(value, timedelta):
        return "say which time is meant: `Elapsed(…)` or `WorkingTime(…)`"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "a number needs its unit: write a text such as `4 hours` or `4 business hours`"
    return ""


def _remedy_for_text(text: str) -> str:
    if re.fullmatch(r"[0-9.]{1,20}", text):
        return "a number needs its unit: write a text such as `4 hours` or `4 business hours`"
    if text.startswith("-"):
        return "a duration is never negative"
    if glued := re.fullmatch(r"([0-9]{1,9}) ?([a-z]{1,10})", text):
        return f"write `{glued[1]} {_MEANT.get(glued[2], glued[2])}s`"
    if re.match(r"[0-9]{1,9} [a-z]+ (and )?[0-9]", text):
        return "write one number and one unit, `90 minutes` or `1.5 hours`"
    return ""


# Text


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _natural_unit(amount: timedelta) -> str:
    return next((unit for unit, one in _UNITS.items() if not amount % one), "second")


def _time_text(amount: timedelta, unit: str, scope: str = "") -> str:
    whole, rest = divmod(amount, _UNITS[unit])
    if not rest:
        return _counted(whole, scope + unit)
    decimals, inexact = divmod(rest * 1_000_000, _UNITS[unit])
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


def _validated(value: Any) -> Duration:
    return duration(value)


DurationField = Annotated[
    Duration,
    PlainValidator(_validated),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(
        {"type": "string", "description": f"{_ALLOWED}. A bare `1 day` is refused.", "examples": ["4 hours"]}
    ),
]
"""A duration as a field of a model: read from its text, written as its text."""
