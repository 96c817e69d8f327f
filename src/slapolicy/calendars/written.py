"""A calendar as it is written: from keyword arguments or a document to a rule, and back (T3, T4, P2, P3)."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, TypeVar

from slapolicy.calendars.dates import Dates, Fixed, read_dates
from slapolicy.calendars.holidays import Source, read_source
from slapolicy.calendars.hours import Hours, hours_text, read_hours, read_week, week_text
from slapolicy.calendars.weekly import HolidayCuts, Pin, Weekly
from slapolicy.calendars.zones import read_zone
from slapolicy.errors import CalendarError, Fault, listed, nearest, shown

__all__ = ["read_horizon", "read_pin", "read_weekly", "weekly_text"]

T = TypeVar("T")

_MOST_EXCEPTIONS: Final = 10_000
_HORIZON = re.compile(r"(\d{1,3}) years?", re.ASCII)
_PINNED = re.compile(r"(\d{4}) to (\d{4})", re.ASCII)
_NAMED_HOURS = re.compile(r"(closed|[\d:,\s–-]*\d)(?:\s+([^\d\s,:–-].*))?", re.ASCII | re.IGNORECASE | re.DOTALL)


def read_weekly(written: Mapping[str, object]) -> Weekly:
    """The rule of a calendar from its parts as people write them.

    Raises:
        CalendarError: every fault at once, each with its path.
    """
    faults: list[Fault] = []
    read = _Reader(faults)
    zone = read("tz", read_zone, written["tz"])
    week = read("hours", read_week, written["hours"])
    dates, sources = _read_holidays(written["holidays"], faults)
    special = _read_special(written["special"], faults)
    cuts = read("holiday_cuts", _read_cuts, written["holiday_cuts"])
    pinned = written["pinned"]
    provenance = read("provenance", _read_provenance, written["provenance"]) or ()
    pin = None if pinned is None else read("pinned", lambda years: read_pin(years, provenance), pinned)
    if week is not None and not any(week) and not any(hours for _, hours, _ in special):
        remedy = "write hours for at least one day"
        faults.append(Fault(code="never-open", path=("hours",), found="no opening", allowed="hours", remedy=remedy))
    if faults or zone is None or week is None or cuts is None:
        raise CalendarError(*faults)
    return Weekly(zone, week, dates, sources, special, cuts, pin)


class _Reader:
    """Reads one part after the other and keeps the faults of each under its key."""

    def __init__(self, faults: list[Fault]) -> None:
        self._faults = faults

    def __call__(self, step: str | int, reader: Callable[[Any], T], value: object, *outer: str) -> T | None:
        try:
            return reader(value)
        except CalendarError as refused:
            self._faults += [fault.under(*outer, step) for fault in refused.faults]
            return None


def _read_holidays(written: object, faults: list[Fault]) -> tuple[tuple[tuple[Dates, str], ...], tuple[Source, ...]]:
    if isinstance(written, (str, date)):
        written = [written]
    if not isinstance(written, Iterable):
        faults.append(_wrong("holidays", written, "a list of dates, yearly rules and sources"))
        return (), ()
    named = isinstance(written, Mapping)
    entries = list(written.items()) if isinstance(written, Mapping) else [(entry, "") for entry in written]
    if len(entries) > _MOST_EXCEPTIONS:
        faults.append(_wrong("holidays", f"{len(entries)} entries", f"at most {_MOST_EXCEPTIONS}"))
        return (), ()
    read = _Reader(faults)
    dates: dict[Dates, str] = {}
    sources: set[Source] = set()
    for place, (entry, name) in enumerate(entries):
        step = str(entry)[:80] if named else place
        if isinstance(entry, str) and _is_source(entry):
            source = read(step, read_source, entry.strip(), "holidays")
            sources |= {source} if source else set()
        elif found := read(step, read_dates, entry, "holidays"):
            dates[found[0]] = " ".join(str(name or found[1]).split()) or dates.get(found[0], "")
    return tuple(sorted(dates.items(), key=_precedence)), tuple(sorted(sources))


def _is_source(text: str) -> bool:
    word = text.strip().partition(" ")[0]
    return ":" in word and not word[:1].isdigit()


def _precedence(item: tuple[Any, ...]) -> tuple[int, str]:
    """What is more particular comes later, and wins: rules, then stretches, then single dates."""
    dates = item[0]
    rank = 0 if not isinstance(dates, Fixed) else 1 if dates.first != dates.last else 2
    return rank, dates.text


def _read_special(written: object, faults: list[Fault]) -> tuple[tuple[Dates, Hours, str], ...]:
    if written is None:
        return ()
    if not isinstance(written, Mapping) or len(written) > _MOST_EXCEPTIONS:
        faults.append(_wrong("special", written, f"a mapping of at most {_MOST_EXCEPTIONS} dates to hours"))
        return ()
    read = _Reader(faults)
    special: dict[Dates, tuple[Hours, str]] = {}
    for key, value in written.items():
        step = str(key)[:80]
        found = read(step, read_dates, key, "special")
        hours = read(step, _read_named_hours, value, "special")
        if found is None or hours is None:
            continue
        if found[0] in special:
            faults.append(_wrong("special", key, "each date once"))
        special[found[0]] = hours[0], hours[1] or found[1]
    every = [(dates, hours, name) for dates, (hours, name) in special.items()]
    return tuple(sorted(every, key=_precedence))


def _read_named_hours(value: object) -> tuple[Hours, str]:
    if isinstance(value, str) and len(value) <= 1000 and (found := _NAMED_HOURS.fullmatch(value.strip())):
        return read_hours(found[1]), " ".join((found[2] or "").split())
    return read_hours(value), ""


def _read_cuts(value: object) -> HolidayCuts:
    try:
        return HolidayCuts(str(value))
    except ValueError:
        remedy = nearest(value, list(HolidayCuts))
        raise CalendarError.of(
            "wrong-setting", found=shown(value), allowed=listed(HolidayCuts), remedy=remedy
        ) from None


def read_pin(years: object, provenance: tuple[str, ...] = ()) -> Pin:
    """The years for which holidays are known, from their text, `2020 to 2030`."""
    found = _PINNED.fullmatch(years.strip()) if isinstance(years, str) else None
    if not found or not 1970 <= int(found[1]) <= int(found[2]) <= 2199:
        raise CalendarError.of("wrong-years", found=shown(years), allowed="years such as `2020 to 2030`")
    return Pin(int(found[1]), int(found[2]), provenance)


def _read_provenance(value: object) -> tuple[str, ...]:
    if isinstance(value, (str, Mapping)) or not isinstance(value, Iterable):
        raise CalendarError.of("wrong-type", found=shown(value), allowed="a list of texts")
    return tuple(map(str, value))


def read_horizon(value: object) -> int:
    """A number of years from its text, `100 years`."""
    found = _HORIZON.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found or not 1 <= int(found[1]) <= 230:
        fault = _wrong("horizon", value, "`1 year` to `230 years`")
        raise CalendarError(fault)
    return int(found[1])


def _wrong(step: str, value: object, allowed: str) -> Fault:
    return Fault(code="wrong-value", path=(step,), found=shown(value), allowed=allowed)


def weekly_text(rule: Weekly) -> dict[str, Any]:
    """The document of a rule; reading it gives an equal rule. Keys that hold their default are left out."""
    document: dict[str, Any] = {"tz": rule.zone.name, "hours": week_text(rule.week)}
    holidays = [*(source.text for source in rule.sources), *_dated_texts(rule)]
    if holidays:
        document["holidays"] = holidays
    if rule.special:
        document["special"] = {dates.text: f"{hours_text(hours)} {name}".strip() for dates, hours, name in rule.special}
    if rule.cuts is not HolidayCuts.START:
        document["holiday_cuts"] = rule.cuts.value
    if rule.pin:
        document["pinned"] = f"{rule.pin.first_year} to {rule.pin.last_year}"
        document["provenance"] = list(rule.pin.provenance)
    return document


def _dated_texts(rule: Weekly) -> Iterator[str]:
    for dates, name in rule.holidays:
        yield f"{dates.text} {name}".strip()
