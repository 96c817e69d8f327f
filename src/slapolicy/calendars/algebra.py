"""Calendars made of calendars: either, both, or one without the other (T8)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import reduce
from typing import Final

from slapolicy.calendars.index import Index
from slapolicy.calendars.table import Table
from slapolicy.calendars.zones import Zone, midnight, year_bounds
from slapolicy.errors import CalendarError, HorizonError
from slapolicy.instants import FIRST, LAST
from slapolicy.spans import Span, intersect, subtract, union

__all__ = ["MOST_DEPTH", "Combination", "Combined"]

MOST_DEPTH: Final = 20
_DAY: Final = timedelta(days=1)
_AN_ORDINARY_YEAR: Final = datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)


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

    __slots__ = ("combination", "depth", "parts", "zone")

    depth: int

    def __init__(self, combination: Combination, parts: tuple[Index, ...]) -> None:
        self.depth = 1 + max((part.rule.depth for part in parts if isinstance(part.rule, Combined)), default=0)
        if self.depth > MOST_DEPTH:
            found = f"combinations {self.depth} deep"
            raise CalendarError.of("too-deep", found=found, allowed=f"at most {MOST_DEPTH} inside one another")
        self.combination = combination
        self.parts = parts
        self.zone: Zone = parts[0].rule.zone

    def bare(self) -> "Combined":
        """The combination of the weekly hours alone; itself where no part has an exception."""
        parts = tuple(part.rule.bare() for part in self.parts)
        if all(bare is part.rule for bare, part in zip(parts, self.parts, strict=True)):
            return self
        return Combined(self.combination, tuple(Index(bare, years=1) for bare in parts))

    def opens(self) -> bool:
        """Whether there is any opening (T7). An ordinary year tells, but for openings that only exceptions make."""
        bare = self.bare()
        if self.combination is Combination.ANY or bare.between(*_AN_ORDINARY_YEAR):
            return True
        years = self.exceptional_years()
        every = range(FIRST.year - 1, LAST.year + 1)
        # An exception's openings may lie in the new year of another zone.
        near = every if years is None else sorted({y + i for y in years for i in (-1, 0, 1)} & set(every))
        return any(self._opens_in(year) for year in near)

    def exceptional_years(self) -> set[int] | None:
        """The years in which a part has exceptions; `None` where it may be any."""
        years = [part.rule.exceptional_years() for part in self.parts]
        return None if None in years else set().union(*(some for some in years if some))

    def _opens_in(self, year: int) -> bool:
        try:
            return bool(self.between(*year_bounds(self.zone, year)))
        except HorizonError:  # a year that is not known may hold one
            return True

    def compile(self, year: int) -> Table:
        """The openings of a local year, and its working days."""
        days = [date(year, 1, 1) + _DAY * i for i in range((date(year + 1, 1, 1) - date(year, 1, 1)).days + 1)]
        midnights = [self.zone.first_instant(midnight(day)) for day in days]
        lo, hi = year_bounds(self.zone, year)
        spans = self.between(lo, hi)
        table = Table.of_year(year, (lo, hi), ([s.start for s in spans], [s.end for s in spans]), [])
        # At the first instant of the year, an opening that runs on from the old one starts nowhere.
        runs_on = bool(self.between(lo - timedelta(microseconds=1), lo))
        table.working += [
            day.toordinal()
            for day, start, end in zip(days, midnights, midnights[1:], strict=False)
            if lo <= start < end <= hi and _starts_on(table, start, end, runs_on=runs_on)
        ]
        return table

    def openings_on(self, day: date) -> list[Span]:
        """The openings that belong to a local date; one that ends on the next date belongs to it whole."""
        start, end, after = (self.zone.first_instant(midnight(day + _DAY * i)) for i in range(3))
        around = self.between(start - timedelta(microseconds=1), after)
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

    def between(self, start: datetime, end: datetime) -> list[Span]:
        """The openings in `[start, end)`, cut to it, and to the range of instants (T10)."""
        start, end = max(start, FIRST), min(end, LAST + timedelta.resolution)
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
