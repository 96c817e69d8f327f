"""Weekly hours in wall-clock time, from the text that people write (T3)."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import groupby
from typing import Final

from slapolicy.errors import CalendarError, Fault, nearest, shown

__all__ = ["ALL_DAY", "DAY_NAMES", "Hours", "Week", "hours_text", "read_hours", "read_week", "week_text"]

Hours = tuple[tuple[timedelta, timedelta], ...]
"""A day's windows, each from and to a time after that day's midnight; past 24 hours it is the next date."""
Week = tuple[Hours, ...]
"""Seven days, Monday first."""

DAY_NAMES: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONG_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBER_OF: Final = {name: i for names in (DAY_NAMES, _LONG_NAMES) for i, name in enumerate(names)}
_DAY: Final = timedelta(days=1)
ALL_DAY: Final[Hours] = ((timedelta(), _DAY),)
CLOSED: Final[Hours] = ()

_CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2}))?"
_WINDOW = re.compile(rf"\s*{_CLOCK}\s*[-–]\s*{_CLOCK}\s*", re.ASCII)
_LONGEST_TEXT: Final = 500
_HOURS_ALLOWED: Final = "hours such as `09:00-12:30, 13:30-18:00`, `00:00-24:00` or `closed`"
_DAYS_ALLOWED: Final = "a day, a range or a list of days: `mon`, `mon-fri`, `sat, sun`"


def read_week(hours: object) -> Week:
    """Seven days of hours from a mapping of days to text.

    Examples:
        >>> week = read_week({"mon-thu": "09:00-17:00", "fri": "22:00-06:00"})
        >>> week_text(week)
        {'mon-thu': '09:00-17:00', 'fri': '22:00-06:00'}

    A day that is not named is closed. A range may wrap round the week: `fri-mon` is four days.

    Raises:
        CalendarError: every fault at once, each under the key where it stands.
    """
    if not isinstance(hours, Mapping):
        remedy = "write `{mon-fri: 09:00-17:00}`"
        raise CalendarError.of("wrong-type", found=shown(hours), allowed="a mapping of days to hours", remedy=remedy)
    faults: list[Fault] = []
    week: dict[int, Hours] = {}
    for key, text in hours.items():
        step = ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)
        try:
            days = _read_days(key)
            windows = read_hours(text)
        except CalendarError as refused:
            faults += [fault.under(step[:80]) for fault in refused.faults]
            continue
        twice = [DAY_NAMES[day] for day in days if day in week]
        if twice:
            found = f"hours for `{twice[0]}`, which has hours already"
            faults.append(Fault(code="day-given-twice", path=(step,), found=found, allowed="each day once"))
        week |= dict.fromkeys(days, windows)
    if faults:
        raise CalendarError(*faults)
    return tuple(week.get(day, CLOSED) for day in range(7))


def _read_days(key: object) -> list[int]:
    names = key if isinstance(key, tuple) else str(key).split(",")
    days: list[int] = []
    for name in names:
        first, dash, last = (part.strip().lower() for part in str(name).replace("–", "-").partition("-"))
        start, end = _read_day(first, key), _read_day(last, key) if dash else -1
        days += [start] if end < 0 else [(start + i) % 7 for i in range((end - start) % 7 + 1)]
    if len(set(days)) != len(days):
        raise CalendarError.of("day-given-twice", found=shown(key), allowed="each day once")
    return days


def _read_day(name: str, key: object) -> int:
    if name not in _NUMBER_OF:
        remedy = nearest(name, _NUMBER_OF)
        raise CalendarError.of(
            "unknown-day", found=f"{shown(name)} in {shown(key)}", allowed=_DAYS_ALLOWED, remedy=remedy
        )
    return _NUMBER_OF[name]


def read_hours(text: object) -> Hours:
    """A day's windows, sorted, those that touch or overlap merged.

    Examples:
        >>> hours_text(read_hours("13:30-18:00, 09:00-12:00, 12:00-12:30"))
        '09:00-12:30, 13:30-18:00'

    A window that ends at or before its start crosses midnight and belongs to the day on which it starts; `24:00`
    is the end of a day.

    Raises:
        CalendarError: a window can't be read, or starts and ends at one time; with its position in the text.
    """
    if isinstance(text, (list, tuple)):
        text = ", ".join(map(str, text[:100]))
    if not isinstance(text, str) or len(text) > _LONGEST_TEXT:
        raise CalendarError.of("wrong-hours", found=shown(text), allowed=_HOURS_ALLOWED, remedy=_quote_it(text))
    if text.strip().lower() == "closed":
        return CLOSED
    faults: list[Fault] = []
    windows: list[tuple[timedelta, timedelta]] = []
    position = 0
    for piece in text.split(","):
        try:
            windows.append(_read_window(piece))
        except CalendarError as refused:
            column = position + len(piece) - len(piece.lstrip()) + 1
            place = f" at position {column} of {shown(text)}" if piece.strip() != text.strip() else ""
            faults += [_placed(fault, place) for fault in refused.faults]
        position += len(piece) + 1
    if faults:
        raise CalendarError(*faults)
    return _merged(windows)


def _read_window(piece: str) -> tuple[timedelta, timedelta]:
    found = _WINDOW.fullmatch(piece)
    if not found:
        raise CalendarError.of("wrong-hours", found=shown(piece), allowed=_HOURS_ALLOWED, remedy=_mended(piece))
    parts = [int(part or 0) for part in found.groups()]
    start, end = _clock(*parts[:3]), _clock(*parts[3:])
    if start is None or end is None or start == _DAY:
        raise CalendarError.of(
            "wrong-time", found=shown(piece), allowed="times from `00:00` to `24:00`, the end of a day"
        )
    if start == end:
        remedy = "write `00:00-24:00` for all day"
        raise CalendarError.of("empty-window", found=shown(piece), allowed="two different times", remedy=remedy)
    return start, end if end > start else end + _DAY


def _clock(hour: int, minute: int, second: int) -> timedelta | None:
    time = timedelta(hours=hour, minutes=minute, seconds=second)
    return time if minute < 60 and second < 60 and time <= _DAY else None


def _merged(windows: list[tuple[timedelta, timedelta]]) -> Hours:
    merged: list[tuple[timedelta, timedelta]] = []
    for start, end in sorted(windows):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def _placed(fault: Fault, place: str) -> Fault:
    return Fault(code=fault.code, found=fault.found + place, allowed=fault.allowed, remedy=fault.remedy)


def _mended(piece: str) -> str:
    """What `9-5` and `9:00-17:00h` were meant to be, where that can be told."""
    clocks = re.findall(r"(?<![\d:])(\d{1,2})(?::(\d{2}))?(?![\d:])", piece[:40])
    if len(clocks) != 2 or re.search(r"[ap]\.?m", piece, re.IGNORECASE):
        return ""
    (opens, opens_minute), (closes, closes_minute) = clocks
    afternoon = 12 if int(closes) <= int(opens) <= 12 else 0
    return f"write `{opens:0>2}:{opens_minute or '00'}-{int(closes) + afternoon:02}:{closes_minute or '00'}`"


def _quote_it(text: object) -> str:
    return "put the hours in quotes" if isinstance(text, (int, float)) else ""


def hours_text(hours: Hours) -> str:
    """The canonical text of a day's windows; reading it gives the same windows."""
    return ", ".join(_window_text(start, end) for start, end in hours) or "closed"


def _window_text(start: timedelta, end: timedelta) -> str:
    if end <= _DAY:
        return f"{_clock_text(start)}-{_clock_text(end)}"
    if end - start < _DAY:
        return f"{_clock_text(start)}-{_clock_text(end - _DAY)}"
    # No window of the text is so long: two that overlap before midnight merge to it.
    return f"{_clock_text(start)}-24:00, 23:59:59-{_clock_text(end - _DAY)}"


def _clock_text(time: timedelta) -> str:
    minutes, seconds = divmod(time // timedelta(seconds=1), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


def week_text(week: Week) -> dict[str, str]:
    """The canonical mapping of a week: runs of equal days under one key, closed days left out."""
    return {
        DAY_NAMES[days[0]] if len(days) == 1 else f"{DAY_NAMES[days[0]]}-{DAY_NAMES[days[-1]]}": hours_text(hours)
        for days, hours in _runs(week)
        if hours
    }


def _runs(week: Week) -> Iterator[tuple[list[int], Hours]]:
    for hours, days in groupby(range(7), key=week.__getitem__):
        yield list(days), hours
