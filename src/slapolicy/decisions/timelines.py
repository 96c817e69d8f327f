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
    """When a clock runs, as its deadline sees it, and whether its own time is elapsed time, which nothing closes (D1).

    A closed clock is thought on from its end, a paused one before its deadline as if it resumed now (D5, D6).
    """

    stretches: tuple[Stretch, ...]
    elapsed: bool

    @classmethod
    def of(cls, clock: ClockReport, now: datetime) -> "Course":
        """The course of a clock that has started."""
        *earlier, last = (
            Stretch(utc(each.start), utc(each.end) if each.end else None, each.calendar) for each in clock.stretches
        )
        if clock.ended_at is not None:
            last = last._replace(end=None)
        elif last.end is not None and clock.due_at is None:
            earlier, last = [*earlier, last], Stretch(now, None, clock.calendar or last.calendar)  # C6
        return cls((*earlier, last), isinstance(clock.limit, (Elapsed, CalendarDays)))

    def first(self, anchor: datetime) -> Calendar:
        """The calendar that held when counting began (C6)."""
        left = [each for each in self.stretches if each.end is None or each.end > anchor]
        return (self.stretches if self.stretches[0].start >= anchor else left)[0].calendar

    def spells(self, first: datetime, last: datetime) -> Iterator[Row]:
        """When the clock runs and when it does not, from one instant to another."""
        here = first
        for stretch in self.stretches:
            start = max(here, stretch.start)
            end = last if stretch.end is None else min(last, stretch.end)
            if start < end:
                if here < start:
                    yield Row(here, start, Kind.PAUSED, stretch.calendar)
                yield Row(start, end, Kind.COUNTED, stretch.calendar)
                here = end
        if here < last:
            yield Row(here, last, Kind.PAUSED, self.stretches[-1].calendar)

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
