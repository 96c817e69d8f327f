"""The slow availability: O4's sentence, cell by cell.

Time is a row of equal cells. A cell counts or it does not, and it is lost or it is not; what lies between two instants
is the sum of the cells between, with a part of the first and of the last. Instants are whole microseconds after the
first cell. Nothing is shared with the engine: no span is merged, no calendar asked, no change searched for in halves.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from fractions import Fraction
from itertools import accumulate

MICROSECOND = timedelta(microseconds=1)


class Row:
    """Cells of which some are marked with a one, and how many of them lie before each."""

    def __init__(self, marks: bytes, cell: int) -> None:
        self.marks = marks
        self.cell = cell
        self.before = [0, *accumulate(marks)]

    def between(self, start: int, end: int) -> int:
        return self._by(end) - self._by(start)

    def _by(self, at: int) -> int:
        number, rest = divmod(at, self.cell)
        return self.before[number] * self.cell + (rest * self.marks[number] if rest else 0)

    def holds(self, at: int) -> bool:
        return bool(self.marks[at // self.cell])


class AvailabilityTwin:
    """A share of the cells that count, over a month (bounds that stand still) or a window that ends at the instant."""

    def __init__(self, counted: Row, lost: Row, goal: Fraction, month: tuple[int, int] | None, window: int) -> None:
        self.counted, self.lost = counted, lost
        self.goal, self.month, self.window = goal, month, window

    def period(self, at: int) -> tuple[int, int]:
        return self.month or (at - self.window, at)

    def total(self, at: int) -> int:
        return self.counted.between(*self.period(at))

    def downtime(self, at: int) -> int:
        return self.lost.between(self.period(at)[0], at)

    def budget(self, at: int) -> int:
        allowed = (1 - self.goal) * self.total(at)
        return allowed.numerator // allowed.denominator

    def left(self, at: int) -> int:
        return self.budget(at) - self.downtime(at)

    def share(self, at: int) -> Fraction:
        return 1 - Fraction(self.downtime(at), self.total(at)) if self.total(at) else Fraction(1)

    def used_up(self, at: int) -> bool:
        """All that may be lost is lost, and something took it: time that is lost by now, or from now on."""
        allowed = (1 - self.goal) * self.total(at)
        return self.downtime(at) >= allowed and (self.downtime(at) > 0 or self.lost.holds(at))

    def since(self, at: int) -> tuple[int, int]:
        """The two neighbouring ends of cells between which nothing was left any more, before an instant."""
        later = at
        while True:
            earlier = (later - 1) // self.lost.cell * self.lost.cell
            if earlier < (self.month or (self.window, 0))[0] or not self.used_up(earlier):
                return earlier, later
            later = earlier

    def after(self, at: int, until: int) -> tuple[int, int] | None:
        """The two between which nothing will be left, after an instant."""
        earlier = at
        while earlier < until:
            later = (earlier // self.lost.cell + 1) * self.lost.cell
            if self.used_up(later):
                return earlier, later
            earlier = later
        return None


def walls(tz: tzinfo, first: datetime, cells: int, cell: timedelta) -> list[datetime]:
    """What the clock on the wall shows at the start of each cell."""
    return [(first + cell * number).astimezone(tz).replace(tzinfo=None, fold=0) for number in range(cells)]


def month_starts(shown: Sequence[datetime]) -> list[int]:
    """The cells at which months begin: the first one that shows the first midnight of a month, or a later time (D8)."""
    starts = [0]
    for number, wall in enumerate(shown):
        begun = shown[starts[-1]]
        if wall >= datetime(begun.year + begun.month // 12, begun.month % 12 + 1, 1):
            starts.append(number)
    return starts[1:]
