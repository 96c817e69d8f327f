"""The time between two instants of a clock, cut in rows without a gap: counted, closed or paused (P5, P6).

A row is closed where the calendar is, whether the clock ran or not; so the rows that a pause took are what it gives
back. All instants are in UTC.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from slapolicy.calendars import Calendar
from slapolicy.calendars.zones import midnight
from slapolicy.clocks import ClockReport
from slapolicy.clocks.promises import ZERO, Stretch
from slapolicy.durations import CalendarDays, Elapsed
from slapolicy.instants import utc

__all__ = ["Course", "Kind", "Row", "cut_at"]

_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)


class Kind(StrEnum):
    """What a row does to the clock."""

    COUNTED = "counted"
    CLOSED = "closed"
    PAUSED = "paused"


class Row(NamedTuple):
    """A span of one kind, by one calendar, with the name of the holiday or special hours that it falls on."""

    start: datetime
    end: datetime
    kind: Kind
    calendar: Calendar
    name: str = ""


class Course(NamedTuple):
    """When a clock runs, as its deadline sees it, by what calendars, and whether its own time is elapsed time (C6, D1).

    A closed clock is thought on from its end, a paused one as if it resumed now (D5, D6).
    """

    stretches: tuple[Stretch, ...]
    calendars: tuple[Stretch, ...]
    elapsed: bool

    @classmethod
    def of(cls, clock: ClockReport, now: datetime) -> "Course":
        """The course of a clock that has started."""
        held = tuple(each.shown(utc) for each in clock.calendars)
        *earlier, last = (each.shown(utc) for each in clock.stretches)
        if clock.ended_at is not None:
            last = last.until(None)
        elif last.end is not None:
            earlier, last = [*earlier, last], Stretch(now, None, held[-1].calendar)
        return cls((*earlier, last), held, isinstance(clock.limit, (Elapsed, CalendarDays)))

    def by(self, at: datetime) -> Calendar:
        """The calendar that holds at an instant (C6)."""
        return next(held.calendar for held in reversed(self.calendars) if held.start <= at)

    def unpaused(self, start: datetime) -> "Course":
        """The course of the promise as it is written: without a pause, by the calendar that held then."""
        whole = (Stretch(start, None, self.by(start)),)
        return Course(whole, whole, self.elapsed)

    def spells(self, first: datetime, last: datetime) -> Iterator[Row]:
        """When the clock runs and when it does not, from one instant to another, cut where its calendar changes."""
        here = first
        for stretch in self.stretches:
            start = max(here, stretch.start)
            end = last if stretch.end is None else min(last, stretch.end)
            if start < end:
                yield from self._pause(here, start)
                yield Row(start, end, Kind.COUNTED, stretch.calendar)
                here = end
        yield from self._pause(here, last)

    def _pause(self, start: datetime, end: datetime) -> Iterator[Row]:
        for held in self.calendars:
            first, last = max(start, held.start), min(end, held.end or end)
            if first < last:
                yield Row(first, last, Kind.PAUSED, held.calendar)

    def rows(self, first: datetime, last: datetime) -> Iterator[Row]:
        """The same, cut where the calendar opens and closes."""
        for spell in self.spells(first, last):
            if self.elapsed:
                yield spell
                continue
            calendar, here = spell.calendar, spell.start
            for span in calendar.openings(spell.start, spell.end):
                yield from _closed(calendar, here, span.start)
                day = span.start.astimezone(calendar.zone).date()
                yield Row(span.start, span.end, spell.kind, calendar, calendar.exception_on(day) or "")
                here = span.end
            yield from _closed(calendar, here, spell.end)

    def spent(self, first: datetime, last: datetime) -> dict[Kind, timedelta]:
        """How much of the time between two instants is of each kind."""
        spent = dict.fromkeys(Kind, ZERO)
        for spell in self.spells(first, last):
            own = self.own_time(spell)
            spent[spell.kind] += own
            spent[Kind.CLOSED] += spell.end - spell.start - own
        return spent

    def own_time(self, spell: Row) -> timedelta:
        """The clock's own time that passes in a spell, whether it counts or not."""
        return spell.end - spell.start if self.elapsed else spell.calendar.elapsed(spell.start, spell.end)


def _closed(calendar: Calendar, start: datetime, end: datetime) -> Iterator[Row]:
    """Closed time, cut at each midnight after which the day has another name."""
    if start >= end:
        return
    day, last = (at.astimezone(calendar.zone).date() for at in (start, end - _TICK))
    name = calendar.exception_on(day) or ""
    while day < last:
        day += _DAY
        next_name = calendar.exception_on(day) or ""
        if next_name != name:
            edge = calendar.index.rule.zone.first_instant(midnight(day))
            if start < edge < end:
                yield Row(start, edge, Kind.CLOSED, calendar, name)
                start = edge
        name = next_name
    yield Row(start, end, Kind.CLOSED, calendar, name)


def cut_at(rows: Iterable[Row], instants: Iterable[datetime]) -> Iterator[Row]:
    """The rows, cut at these instants too."""
    edges = sorted(set(instants))
    for row in rows:
        here = row.start
        for edge in edges[bisect_right(edges, row.start) : bisect_left(edges, row.end)]:
            yield row._replace(start=here, end=edge)
            here = edge
        yield row._replace(start=here)
