"""Zones: the offsets of a place over time, read once, and the two ways between wall time and UTC (T5, D8, T10)."""

import re
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final, NamedTuple

from slapolicy.calendars.tzdata import version_for
from slapolicy.errors import CalendarError, nearest, shown
from slapolicy.instants import FIRST, LAST

__all__ = ["UTC_ZONE", "Regime", "Zone", "midnight", "read_zone", "year_bounds"]

DAY: Final = timedelta(days=1)
_FAR: Final = 2 * DAY
"""So far from a change of its offset a zone's wall time means one instant, whatever the offset changes by."""

_WALL: Final = FIRST.replace(tzinfo=None)
"""To count from here is ten times as fast as to replace a zone by another or by none."""

_STEP: Final = timedelta(days=3)
"""Offsets are sampled this often. No zone has held an offset for less than 6.9 days since 1968, or will."""

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,31}(?:/[A-Za-z][A-Za-z0-9_+-]{0,31}){0,2}", re.ASCII)
_OFFSET = re.compile(r"(?:UTC)?([+-])(\d{2}):(\d{2})", re.ASCII)
_NOT_PLACES: Final = frozenset({"localtime", "posixrules", "Factory"})
_ALLOWED: Final = "a zone such as `Europe/Zurich`, or a fixed offset such as `-05:00`"


class Regime(NamedTuple):
    """A stretch of UTC time in which a zone keeps one offset."""

    start: datetime
    end: datetime
    offset: timedelta


class Zone:
    """A named zone or a fixed offset; equal where the name is equal.

    Examples:
        >>> zone = read_zone("Europe/Zurich")
        >>> zone.first_instant(datetime(2026, 3, 29, 2, 30)).isoformat()   # a time that the clock skips
        '2026-03-29T01:00:00+00:00'
    """

    __slots__ = ("_near", "fixed", "name", "tz", "version")

    def __init__(self, name: str, tz: tzinfo, version: str) -> None:
        self.name = name
        self.tz = tz
        self.version = version
        self.fixed = tz.utcoffset(None)
        self._near = Regime(FIRST, FIRST, timedelta())  # the last one that was asked for; the next is mostly the same

    def __eq__(self, other: object) -> bool:
        return self.name == other.name if isinstance(other, Zone) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f"read_zone({self.name!r})"

    def local(self, moment: datetime) -> datetime:
        """The wall-clock time at an instant, without a zone; always unique (T5)."""
        if moment.tzinfo is not UTC:
            moment = moment.astimezone(UTC)
        offset = self._regime(moment).offset if self.fixed is None else self.fixed
        return _WALL + (moment - FIRST + offset)

    def first_instant(self, wall: datetime) -> datetime:
        """The earliest instant at which the local clock shows this time or a later one (D8).

        A skipped time gives the first instant after the gap, a repeated time its first occurrence, and a time
        on a skipped date the first instant after that date.
        """
        exact = FIRST + (wall - _WALL)
        if self.fixed is not None:
            return exact - self.fixed
        near = self._regime(exact)
        if near.start + _FAR <= exact < near.end - _FAR:  # far from any change: one offset to look at
            return exact - near.offset
        around = self.regimes(exact - _FAR, exact + _FAR)
        return next(max(start, exact - offset) for start, end, offset in around if exact - offset < end)

    def _regime(self, moment: datetime) -> Regime:
        near = self._near
        if not near.start <= moment < near.end:
            year = _regimes_of_year(self.tz, moment.year)
            near = self._near = next(each for each in year if moment < each.end)
        return near

    def images(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of UTC time in which the local clock shows a time in `[start, end)` (T5)."""
        first, last = start.replace(tzinfo=UTC), end.replace(tzinfo=UTC)
        for since, until, offset in self.regimes(first - _FAR, last + _FAR):
            opened, closed = max(since, first - offset), min(until, last - offset)
            if opened < closed:
                yield opened, closed

    def regimes(self, start: datetime, end: datetime) -> list[Regime]:
        """The offsets between two instants, in order, without a gap."""
        if self.fixed is not None:
            return [Regime(start, end, self.fixed)]
        found: list[Regime] = []
        for year in range(start.year, end.year + 1):
            for regime in _regimes_of_year(self.tz, year):
                since, until = max(start, regime.start), min(end, regime.end)
                if since >= until:
                    continue
                if found and found[-1].offset == regime.offset:
                    since = found.pop().start
                found.append(Regime(since, until, regime.offset))
        return found


@lru_cache(maxsize=4096)
def _regimes_of_year(tz: tzinfo, year: int) -> tuple[Regime, ...]:
    found: list[Regime] = []
    start = here = datetime(year, 1, 1, tzinfo=UTC)
    end = datetime(year + 1, 1, 1, tzinfo=UTC)
    offset = _offset_at(here, tz)
    while here < end:
        there = min(here + _STEP, end)
        later = _offset_at(there, tz)
        if later != offset:
            change = _change_between(here, there, tz)
            found.append(Regime(start, change, offset))
            start, offset = change, later
        here = there
    if start < end:
        found.append(Regime(start, end, offset))
    return tuple(found)


def _change_between(before: datetime, after: datetime, tz: tzinfo) -> datetime:
    """The instant of the one offset change between two instants; changes fall on whole seconds."""
    old = _offset_at(before, tz)
    seconds = (after - before) // timedelta(seconds=1)
    low = 0
    while seconds - low > 1:
        middle = (low + seconds) // 2
        if _offset_at(before + timedelta(seconds=middle), tz) == old:
            low = middle
        else:
            seconds = middle
    return before + timedelta(seconds=seconds)


def _offset_at(moment: datetime, tz: tzinfo) -> timedelta:
    return moment.astimezone(tz).replace(tzinfo=UTC) - moment


def read_zone(value: object) -> Zone:
    """Read a zone from its name, a fixed offset, a `ZoneInfo` or a `timezone`.

    Examples:
        >>> read_zone("America/New_York").name, read_zone("UTC-05:00").name, read_zone(UTC).name
        ('America/New_York', '-05:00', 'UTC')
        >>> read_zone("Europe/Zurch")
        Traceback (most recent call last):
        ...
        slapolicy.errors.CalendarError: found `Europe/Zurch`; allowed is a zone such as `Europe/Zurich`, \
or a fixed offset such as `-05:00`; write `Europe/Zurich`

    Names are checked before any file is looked for, and those that mean another place on another machine, such
    as `localtime`, are refused (T10).

    Raises:
        CalendarError: there is no such zone; the nearest name is in the remedy.
    """
    if isinstance(value, timezone):
        return _fixed_zone(value.utcoffset(None), value)
    if isinstance(value, zoneinfo.ZoneInfo):
        if value.key is None or not _is_place(value.key):
            raise CalendarError.of("unknown-zone", found=shown(value.key or value), allowed=_ALLOWED)
        return Zone(value.key, value, version_for(value.key))
    if not isinstance(value, str):
        remedy = "write the zone as text, `Europe/Zurich`" if isinstance(value, tzinfo) else ""
        raise CalendarError.of("unknown-zone", found=shown(value), allowed=_ALLOWED, remedy=remedy)
    return _zone_of_text(value.strip())


@lru_cache(maxsize=1024)
def _zone_of_text(text: str) -> Zone:
    if fixed := _OFFSET.fullmatch(text):
        sign, hours, minutes = fixed.groups()
        if int(hours) < 24 and int(minutes) < 60:
            offset = timedelta(hours=int(hours), minutes=int(minutes))
            return _fixed_zone(offset if sign == "+" else -offset)
    if text == "UTC":
        return UTC_ZONE
    if _is_place(text):
        try:
            return Zone(text, zoneinfo.ZoneInfo(text), version_for(text))
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            pass
    raise CalendarError.of("unknown-zone", found=shown(text), allowed=_ALLOWED, remedy=nearest(text, _places()))


@lru_cache(maxsize=1)
def _places() -> tuple[str, ...]:
    """The names of all zones; to find them, the disk is walked through, once."""
    return tuple(sorted(name for name in zoneinfo.available_timezones() if _is_place(name)))


def _fixed_zone(offset: timedelta, tz: timezone | None = None) -> Zone:
    if not offset:
        return UTC_ZONE
    hours, rest = divmod(abs(offset), timedelta(hours=1))
    minutes, odd = divmod(rest, timedelta(minutes=1))
    if odd:
        raise CalendarError.of("unknown-zone", found=shown(tz), allowed="a fixed offset of whole minutes")
    return Zone(f"{'-' if offset < timedelta() else '+'}{hours:02}:{minutes:02}", timezone(offset), "")


def _is_place(key: str) -> bool:
    return bool(_KEY.fullmatch(key)) and key not in _NOT_PLACES and not key.startswith(("right/", "posix/"))


def year_bounds(zone: Zone, year: int) -> tuple[datetime, datetime]:
    """Where a local year begins and ends, cut to the range of instants, whose last one it holds (T10)."""
    lo = zone.first_instant(datetime(year, 1, 1))
    hi = zone.first_instant(datetime(year + 1, 1, 1))
    return max(lo, FIRST), min(hi, LAST + timedelta.resolution)


def midnight(day: date) -> datetime:
    """The wall-clock midnight that a date begins with."""
    return datetime(day.year, day.month, day.day)


UTC_ZONE: Final = Zone("UTC", UTC, "")
