"""What is wrong with a text that is no duration, and what to write instead (D1, P3)."""

import re
from datetime import timedelta
from typing import Final

from slapolicy.durations.kinds import MOST_DAYS, UNITS, counted
from slapolicy.errors import DurationError, nearest, shown

__all__ = [
    "ALLOWED",
    "MEANT",
    "WORDS",
    "refused",
    "remedy_for_object",
    "remedy_for_text",
    "three_readings",
    "too_long",
    "unknown_unit",
]

ALLOWED: Final = (
    "a duration such as `24 hours`, `4 business hours`, `2 business days`, `30 calendar days`, `1 week`, "
    "`end of business day` or `next business day by 16:00`"
)
WORDS: Final = (
    *UNITS,
    *(f"business {unit}" for unit in UNITS),
    "business day",
    "calendar day",
    "week",
)
MEANT: Final = {
    "h": "hour", "hr": "hour", "m": "minute", "min": "minute", "s": "second", "sec": "second", "w": "week",
    "working hour": "business hour", "working minute": "business minute", "working day": "business day",
    "work day": "business day", "workday": "business day", "calendar week": "week", "calendar hour": "hour",
}  # fmt: skip


def refused(code: str, value: object, *, allowed: str = ALLOWED, remedy: str = "") -> DurationError:
    """The error for a value that is no duration."""
    return DurationError.of(code, found=shown(value), allowed=allowed, remedy=remedy)


def too_long(value: object) -> DurationError:
    """The error for a duration that outlasts the range of instants (T10)."""
    return refused("duration-out-of-range", value, allowed=f"a duration of at most {MOST_DAYS:,} days")


def three_readings(value: str, whole: str, decimals: str | None) -> DurationError:
    """The error for a bare day, with what it could mean (D1)."""
    count = int(whole)
    if decimals or count > MOST_DAYS:
        return refused("ambiguous-day", value, remedy="count hours instead, `12 hours` or `4 business hours`")
    readings = (
        counted(count, "business day"),
        counted(24 * count, "hour"),
        counted(count, "calendar day"),
    )
    return DurationError.of(
        "ambiguous-day",
        found=f"{shown(value)}, which could mean three things",
        allowed="one of " + ", ".join(f"`{reading}`" for reading in readings),
        remedy="write the one that is meant",
    )


def unknown_unit(value: str, number: str, word: str) -> DurationError:
    """The error for a unit that there is not, or that has no one length."""
    if word in ("month", "year", "calendar month", "calendar year"):
        return refused("ambiguous-month", value, remedy="count days instead, `30 calendar days` or `365 calendar days`")
    if word == "business week":
        return refused("unknown-unit", value, remedy="count business days instead, `5 business days`")
    meant = MEANT.get(word) or MEANT.get(word.removesuffix("s")) or nearest(word, WORDS)[7:-1]
    if not meant:
        return refused("unknown-unit", value)
    plural = "" if number.strip() == "1" else "s"
    return refused("unknown-unit", value, remedy=f"write `{number}{meant}{plural}`")


def remedy_for_object(value: object) -> str:
    """What to write instead of a value that is no text."""
    if isinstance(value, timedelta):
        return "say which time is meant: `Elapsed(…)` or `WorkingTime(…)`"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "a number needs its unit: write a text such as `4 hours` or `4 business hours`"
    return ""


def remedy_for_text(text: str) -> str:
    """What a text that can't be read was meant to be, where that can be told."""
    if re.fullmatch(r"[0-9.]{1,20}", text):
        return "a number needs its unit: write a text such as `4 hours` or `4 business hours`"
    if text.startswith("-"):
        return "a duration is never negative"
    if glued := re.fullmatch(r"([0-9]{1,9}) ?([a-z]{1,10})", text):
        return f"write `{glued[1]} {MEANT.get(glued[2], glued[2])}s`"
    if re.match(r"[0-9]{1,9} [a-z]+ (and )?[0-9]", text):
        return "write one number and one unit, `90 minutes` or `1.5 hours`"
    return ""
