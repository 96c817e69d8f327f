"""Instants: aware datetimes inside the range that the library answers for, read at the door (T1, T10)."""

import re
from datetime import UTC, datetime

from slapolicy.errors import Fault, InstantError, shown

__all__ = ["FIRST", "LAST", "in_zone_of", "instant", "utc"]

FIRST = datetime(1970, 1, 1, tzinfo=UTC)
LAST = datetime(2200, 1, 1, tzinfo=UTC)

_TEXT = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2}(?::\d{2})?)?)?",
    re.ASCII | re.IGNORECASE,
)
_LONGEST_TEXT = 48
_ALLOWED = "a datetime with a zone, or a text such as `2026-03-06T16:30:00+01:00`"


def instant(value: datetime | str, *, name: str = "at") -> datetime:
    """Read an instant from an aware datetime, or from ISO 8601 text with an offset.

    Examples:
        >>> instant("2026-03-06T16:30:00+01:00").isoformat()
        '2026-03-06T16:30:00+01:00'
        >>> instant("2026-03-06 16:30", name="created at")
        Traceback (most recent call last):
        ...
        slapolicy.errors.InstantError: created at: found `2026-03-06 16:30:00`, which names no zone; \
allowed is a datetime with a zone, or a text such as `2026-03-06T16:30:00+01:00`; \
add the offset, `2026-03-06T16:30:00Z`, or a zone, `tzinfo=ZoneInfo("Europe/Zurich")`

    A datetime is given back as it is, in its own zone; a text gets the fixed offset that it states (T1).

    Args:
        value: the instant.
        name: what the instant is, for the message of a fault.

    Raises:
        InstantError: the value is naive, is no instant at all, or lies outside 1970 to 2200 (T10).
    """
    moment = value if isinstance(value, datetime) else _read(value, name)
    utc(moment, name=name)
    return moment


def utc(value: datetime | str, *, name: str = "at") -> datetime:
    """The same instant in UTC, exactly.

    Examples:
        >>> utc("2026-03-06T16:30:00+01:00").isoformat()
        '2026-03-06T15:30:00+00:00'

    Two datetimes that share one `ZoneInfo` subtract as wall-clock times; two that come from here subtract as
    the real time between them (T2).

    Raises:
        InstantError: as for `instant`.
    """
    if value.__class__ is datetime and value.tzinfo is UTC and FIRST <= value <= LAST:
        return value  # nothing to convert, and three times as fast as finding that out below
    moment = value if isinstance(value, datetime) else _read(value, name)
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise _refused(name, "naive-instant", f"{shown(value)}, which names no zone", _ALLOWED, _zone_remedy(moment))
    try:
        exact = moment.astimezone(UTC)
    except OverflowError:
        exact = None
    if exact is None or not FIRST <= exact <= LAST:
        raise _refused(name, "instant-out-of-range", shown(value), "an instant from 1970-01-01 to 2200-01-01 UTC")
    return exact


def in_zone_of(result: datetime, like: datetime | str) -> datetime:
    """A UTC result, shown in the zone of the instant that was asked about (T1).

    Examples:
        >>> result = utc("2026-03-06T15:30Z")
        >>> in_zone_of(result, instant("2026-03-06T09:00+01:00")).isoformat()
        '2026-03-06T16:30:00+01:00'
    """
    zone = (like if isinstance(like, datetime) else instant(like)).tzinfo
    return result if zone is UTC else result.astimezone(zone)


def _read(value: object, name: str) -> datetime:
    if isinstance(value, str) and len(value) <= _LONGEST_TEXT:
        text = value.strip()
        if _TEXT.fullmatch(text):
            try:
                return datetime.fromisoformat(text.upper())
            except ValueError as refused:
                raise _refused(name, "unreadable-instant", f"{shown(value)} ({refused})", _ALLOWED) from None
    raise _refused(name, "unreadable-instant", shown(value), _ALLOWED)


def _zone_remedy(moment: datetime) -> str:
    return f'add the offset, `{moment.isoformat()}Z`, or a zone, `tzinfo=ZoneInfo("Europe/Zurich")`'


def _refused(name: str, code: str, found: str, allowed: str, remedy: str = "") -> InstantError:
    return InstantError(Fault(code=code, path=(name,), found=found, allowed=allowed, remedy=remedy))
