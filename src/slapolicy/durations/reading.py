"""A duration from its text, and as a field of a document (D1)."""

import re
from datetime import time, timedelta
from typing import Annotated, Any, Final

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from slapolicy.durations.kinds import (
    KINDS,
    MOST_DAYS,
    UNITS,
    CalendarDays,
    Duration,
    Elapsed,
    EndOfBusinessDay,
    NextBusinessDayBy,
    WorkingDays,
    WorkingTime,
)
from slapolicy.durations.refusals import (
    ALLOWED,
    MEANT,
    WORDS,
    refused,
    remedy_for_object,
    remedy_for_text,
    three_readings,
    too_long,
    unknown_unit,
)

__all__ = ["DurationField", "duration"]

_LONGEST_TEXT: Final = 60
_COUNTED = re.compile(r"(\d{1,10})(?:\.(\d{1,6}))? ([a-z]+(?: [a-z]+)?)", re.ASCII)
_ISO = re.compile(r"PT(?:(\d{1,10})H)?(?:(\d{1,10})M)?(?:(\d{1,10})(?:\.(\d{1,6}))?S)?", re.ASCII)
_BY = re.compile(r"next business day by (\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?", re.ASCII)


def duration(value: "str | Duration") -> Duration:
    """Read a duration from its text; a duration is given back as it is.

    Examples:
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
    if isinstance(value, KINDS):
        return value
    if not isinstance(value, str):
        raise refused("wrong-type", value, remedy=remedy_for_object(value))
    if len(value) > _LONGEST_TEXT:
        raise refused("unreadable-duration", value)
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
    raise refused("unreadable-duration", value, remedy=remedy_for_text(text))


def _counted_in(value: str, found: re.Match[str]) -> Duration:
    whole, decimals, written = found.groups()
    word = written.removesuffix("s") if written not in MEANT else written
    if word == "day":
        raise three_readings(value, whole, decimals)
    if word not in WORDS:
        raise unknown_unit(value, found.group(0).removesuffix(written), word)
    scope, _, unit = word.rpartition(" ")
    if unit in UNITS:
        return _time(value, whole, decimals, unit, scope)
    if decimals:
        raise refused("wrong-number", value, allowed=f"a whole number of {unit}s")
    count = int(whole) * (7 if unit == "week" else 1)
    if count > MOST_DAYS:
        raise too_long(value)
    return WorkingDays(count) if scope == "business" else CalendarDays(count, word)


def _time(value: str, whole: str, decimals: str | None, unit: str, scope: str) -> Elapsed | WorkingTime:
    one = UNITS[unit]
    amount = int(whole) * one + int((decimals or "").ljust(6, "0")) * one // 1_000_000
    if amount > timedelta(days=MOST_DAYS):
        raise too_long(value)
    return WorkingTime(amount, unit) if scope else Elapsed(amount, unit)


def _iso(value: str, text: str) -> Elapsed:
    found = _ISO.fullmatch(text)
    if not found or text == "PT":
        remedy = "write `P1D` as `24 hours`, `1 calendar day` or `1 business day`, and months as days"
        raise refused("unreadable-duration", value, allowed="ISO 8601 with hours, minutes and seconds", remedy=remedy)
    hours, minutes, seconds, decimals = found.groups()
    amount = timedelta(
        hours=int(hours or 0),
        minutes=int(minutes or 0),
        seconds=int(seconds or 0),
        microseconds=int((decimals or "").ljust(6, "0")),
    )
    if amount > timedelta(days=MOST_DAYS):
        raise too_long(value)
    return Elapsed(amount)


def _next_business_day(value: str, found: re.Match[str]) -> NextBusinessDayBy:
    hour, minute, second = (int(part or 0) for part in found.groups()[:3])
    if hour > 23 or minute > 59 or second > 59:
        raise refused("wrong-time", value, allowed="a time of day from `00:00` to `23:59`")
    return NextBusinessDayBy(time(hour, minute, second, int((found.group(4) or "").ljust(6, "0"))))


def _validated(value: Any) -> Duration:
    return duration(value)


DurationField = Annotated[
    Duration,
    PlainValidator(_validated),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(
        {"type": "string", "description": f"{ALLOWED}. A bare `1 day` is refused.", "examples": ["4 hours"]}
    ),
]
"""A duration as a field of a model: read from its text, written as its text."""
