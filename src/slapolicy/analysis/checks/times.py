"""Calendars whose holidays are known for some years only, and owners with nobody on duty (T6, E6)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from slapolicy.calendars import Calendar
from slapolicy.calendars.algebra import Combined
from slapolicy.calendars.index import Index
from slapolicy.calendars.weekly import Pin, Weekly
from slapolicy.calendars.zones import midnight
from slapolicy.errors import HorizonError
from slapolicy.escalation.checks import Between, gap_finding
from slapolicy.findings import Finding, FindingLevel
from slapolicy.instants import in_zone_of, utc
from slapolicy.policy import Policy
from slapolicy.spans import Span, intersect, union

__all__ = ["calendar_findings", "known_for", "rotation_findings"]

_A_YEAR: Final = timedelta(days=366)


def calendar_findings(policy: Policy, between: Between | None) -> Iterator[Finding]:
    """The calendars with pinned holidays, each with the first instant for which it has no answer.

    Without a span that is the first one after the pinned years, and a note; with one it is looked for there.
    """
    for name, calendar in policy.calendars.items():
        known = known_for(calendar)
        if known is None:
            continue
        if between is None:
            unknown, level = known.end, FindingLevel.NOTE
        else:
            start, end = utc(between[0]), utc(between[1])
            if known.start <= start and end <= known.end:
                continue
            unknown, level = known.end if known.start <= start < known.end else start, FindingLevel.WARNING
        yield Finding(
            code="holidays-end",
            level=level,
            path=("calendars", name),
            message=f"its holidays are pinned, and known {_years(known, calendar.zone)}",
            at=unknown.astimezone(calendar.zone),
            remedy="freeze the calendar for more years",
        )


def _years(known: Span, zone: tzinfo) -> str:
    if known.start == known.end:
        return "in no year by all its parts"
    first, last = (each.astimezone(zone).year for each in (known.start, known.end - timedelta.resolution))
    return f"for {first} only" if first == last else f"from {first} to {last} only"


def known_for(calendar: Calendar) -> Span | None:
    """The time for which a calendar with pinned holidays has answers; none where nothing is pinned."""
    pins = list(_pins(calendar.index))
    if not pins:
        return None
    zone = calendar.index.rule.zone
    years = range(min(pin.first_year for pin in pins), max(pin.last_year for pin in pins) + 1)
    first = next((year for year in years if _knows(calendar, year)), years[-1] + 1)
    last = next((year for year in reversed(years) if _knows(calendar, year)), first - 1)
    return Span(*(zone.first_instant(midnight(date(year, 1, 1))) for year in (first, last + 1)))


def _pins(index: Index) -> Iterator[Pin]:
    match index.rule:
        case Weekly(pin=pin) if pin is not None:
            yield pin
        case Combined(parts=parts):
            for part in parts:
                yield from _pins(part)


def _knows(calendar: Calendar, year: int) -> bool:
    try:
        calendar.is_open(datetime(year, 7, 1, tzinfo=UTC))
    except HorizonError:
        return False
    return True


def rotation_findings(policy: Policy, between: Between | None) -> Iterator[Finding]:
    """The owners with nobody on duty at times at which they are asked for.

    Without a span these are looked for in the year after the last layer began. An owner who is named only while
    calendars are open has no gap while they are closed.
    """
    for name, owner in policy.owners.items():
        asked = _asked_for(policy, name)
        if owner.rotation is None or not asked:
            continue
        begins = owner.rotation.begins
        first, last = between or (begins, begins.astimezone(UTC) + _A_YEAR)
        span = Span(utc(first), utc(last))
        gaps = list(owner.rotation.gaps(*span))
        if None not in asked:
            gaps = intersect(gaps, _open(policy, [each for each in asked if each is not None], span))
        if gaps:
            yield gap_finding(name, [Span(in_zone_of(gap.start, first), in_zone_of(gap.end, first)) for gap in gaps])


def _asked_for(policy: Policy, owner: str) -> list[str | None]:
    """The calendars while which an owner is asked for; none of them stands for any time."""
    asked: list[str | None] = []
    if policy.escalation:
        rows = [rule for level in policy.escalation.levels for rule in level.owner if rule.owner == owner]
        asked += [rule.during if rule.during in policy.calendars else None for rule in rows]
        asked += [None for rule in policy.escalation.rules if owner in (*rule.notify, *rule.page)]
    asked += [None for rules in policy.responsibilities.values() for rule in rules if rule.owner == owner]
    return asked


def _open(policy: Policy, names: Sequence[str], span: Span) -> list[Span]:
    """The time of a span in which one of some calendars is open; all of it where one of them does not know."""
    found: list[Span] = []
    try:
        for name in names:
            found = union(found, list(policy.calendars[name].index.openings(*span)))
    except HorizonError:
        return [span]
    return found
