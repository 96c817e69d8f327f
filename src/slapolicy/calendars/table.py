"""The table that every question is answered from: the openings of some years, with running totals (T2, T5).

Everything stays a datetime or a timedelta: making either from a number costs more than the whole search.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import accumulate

__all__ = ["Table"]

_DAY = timedelta(days=1)
_NONE = timedelta()
_NEVER = datetime.max.replace(tzinfo=UTC)


class Table:
    """The merged openings in `[lo, hi)`, never changed once made.

    Attributes:
        first_year, last_year: the local years that the table covers.
        lo, hi: where they begin and end, in UTC.
        starts, ends: the openings in order; a last entry stands past the end, so that a search always stops.
        before: the open time from `lo` to each start; the last entry is all of it.
        base: the ordinal of the first UTC date.
        first: for each UTC date the position of the first opening that ends after its midnight.
        working: the ordinals of the local dates that are working days (T9).
    """

    __slots__ = ("base", "before", "ends", "first", "first_year", "hi", "last_year", "lo", "starts", "working")

    first_year: int
    last_year: int
    lo: datetime
    hi: datetime
    starts: list[datetime]
    ends: list[datetime]
    before: list[timedelta]
    base: int
    first: list[int]
    working: list[int]

    @classmethod
    def of_year(
        cls,
        year: int,
        bounds: tuple[datetime, datetime],
        openings: tuple[list[datetime], list[datetime]],
        working: list[int],
    ) -> "Table":
        """The table of one year, from the starts and the ends of its merged openings."""
        table = cls()
        table.first_year = table.last_year = year
        table.lo, table.hi = lo, hi = bounds
        starts, ends = openings
        table.before = list(accumulate((e - s for s, e in zip(starts, ends, strict=True)), initial=_NONE))
        table.starts = [*starts, hi]
        table.ends = [*ends, _NEVER]
        table.base = lo.toordinal()
        table.first = list(_first_ends(lo, hi, table.ends))
        table.working = working
        return table

    def join(self, later: "Table") -> "Table":
        """This table and the one of the years that follow, as one; an opening across the seam stays whole."""
        both = Table()
        both.first_year, both.last_year = self.first_year, later.last_year
        both.lo, both.hi = self.lo, later.hi
        count = len(self.starts) - 1
        seam = 1 if count and self.ends[count - 1] == later.starts[0] else 0
        both.starts = self.starts[:count] + later.starts[seam:]
        both.ends = self.ends[: count - seam] + later.ends
        total = self.before[count]
        both.before = self.before[: count + 1] + [total + open_before for open_before in later.before[1:]]
        if seam:
            del both.before[count]
        shift = count - seam
        shared = self.base + len(self.first) - later.base
        both.base = self.base
        both.first = self.first + [position + shift for position in later.first[shared:]]
        both.working = self.working + later.working
        return both

    def locate(self, moment: datetime) -> int:
        """The position of the first opening that ends after an instant of the table; it may be the last entry."""
        position = self.first[moment.toordinal() - self.base]
        ends = self.ends
        while ends[position] <= moment:
            position += 1
        return position

    def open_before(self, moment: datetime) -> timedelta:
        """The open time from `lo` to an instant of the table."""
        position = self.locate(moment)
        start = self.starts[position]
        return self.before[position] + (moment - start) if start < moment else self.before[position]


def _first_ends(lo: datetime, hi: datetime, ends: list[datetime]) -> Iterable[int]:
    midnight = lo.replace(hour=0, minute=0, second=0, microsecond=0)
    position = 0
    while midnight < hi:
        while ends[position] <= midnight:
            position += 1
        yield position
        midnight += _DAY
