"""Calendars made of calendars: either, both, or one without the other (T8)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import reduce
from typing import Final

from slapolicy.calendars.index import Index
from slapolicy.calendars.table import Table
from slapolicy.calendars.zones import Zone, midnight, year_bounds
from slapolicy.spans import Span, intersect, subtract, union

__all__ = ["Combination", "Combined"]

_DAY: Final = timedelta(days=1)


class Combination(StrEnum):
    """How the parts go together; the values are the keys of a policy document."""

    ANY = "any"
    ALL = "all"
    EXCEPT = "except"


_COMBINE: Final[dict[Combination, Callable[[list[Span], list[Span]], list[Span]]]] = {
    Combination.ANY: union,
    Combination.ALL: intersect,
    Combination.EXCEPT: subtract,
}


class Combined:
    """The openings of several calendars taken together, in the zone of the first of them.

    A local date is a working day where an opening starts on it, or where it is open from end to end: the
    openings of `ALWAYS` start nowhere, and all its days are working days (T9).
    """

    __slots__ = ("combination", "parts", "zone")

    def __init__(self, combination: Combination, parts: tuple[Index, ...]) -> None:
        self.combination = combination
        self.parts = parts
        self.zone: Zone = parts[0].rule.zone

    def compile(self, year: int) -> Table:
        """The openings of a local year, and its working days."""
        days = [date(year, 1, 1) + _DAY * i for i in range((date(year + 1, 1, 1) - date(year, 1, 1)).days + 1)]
        midnights = [self.zone.first_instant(midnight(day)) for day in days]
        lo, hi = year_bounds(self.zone, year)
        spans = self._between(lo, hi)
        table = Table.of_year(year, (lo, hi), ([s.start for s in spans], [s.end for s in spans]), [])
        # At the first instant of the year, an opening that runs on from the old one starts nowhere.
        runs_on = bool(self._between(lo - timedelta(microseconds=1), lo))
        table.working += [
            day.toordinal()
            for day, start, end in zip(days, midnights, midnights[1:], strict=False)
            if lo <= start < end <= hi and _starts_on(table, start, end, runs_on=runs_on)
        ]
        return table

    def openings_on(self, day: date) -> list[Span]:
        """The openings that belong to a local date; one that ends on the next date belongs to it whole."""
        start, end, after = (self.zone.first_instant(midnight(day + _DAY * i)) for i in range(3))
        around = self._between(start - timedelta(microseconds=1), after)
        whole = any(span.start <= start and end <= span.end for span in around)
        own = [
            Span(max(span.start, start), span.end)
            for span in around
            if start < end and span.start < end and span.end > start and (whole or span.start >= start)
        ]
        if own and own[-1].end == after > end:  # the next date is open from end to end, and owns itself
            own[-1] = Span(own[-1].start, end)
        return own

    def exception_on(self, day: date) -> str | None:
        """The name of the first exception that a part has on the date."""
        return next((name for part in self.parts if (name := part.rule.exception_on(day))), None)

    def _between(self, start: datetime, end: datetime) -> list[Span]:
        first, *rest = (list(part.openings(start, end)) for part in self.parts)
        return reduce(_COMBINE[self.combination], rest, first)


def _starts_on(table: Table, start: datetime, end: datetime, *, runs_on: bool) -> bool:
    position = table.locate(start)
    opened, closed = table.starts[position], table.ends[position]
    if opened <= start and end <= closed:
        return True
    if opened < start or (opened == start == table.lo and runs_on):
        position += 1
    return table.starts[position] < end
