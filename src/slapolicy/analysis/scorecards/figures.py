"""Shares, means and percentiles, exact: nothing is rounded before it is shown (T2)."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import NamedTuple

from slapolicy.availability.shares import share_text
from slapolicy.goals import Statistic

__all__ = ["Share", "Times", "mean_of"]

_RANKS = {Statistic.MEDIAN: 50, Statistic.P90: 90, Statistic.P95: 95, Statistic.LONGEST: 100}


class Share(NamedTuple):
    """So many of so many.

    Examples:
        >>> str(Share(2, 3)), str(Share(0, 0))
        ('66.6%', 'none')
    """

    part: int
    whole: int

    @classmethod
    def of(cls, answers: Iterable[bool]) -> "Share":
        """How many of the answers are yes."""
        given = list(answers)
        return cls(sum(given), len(given))

    @property
    def exactly(self) -> Fraction | None:
        """The share of one; none of nothing."""
        return Fraction(self.part, self.whole) if self.whole else None

    def __str__(self) -> str:
        return share_text(self.exactly, digits=1) if self.exactly is not None else "none"


class Times(NamedTuple):
    """How long something took: what was measured, shortest first.

    Examples:
        >>> times = Times.of(timedelta(hours=hours) for hours in (3, 1, 8))
        >>> str(times.mean), str(times.median), str(times.longest)
        ('4:00:00', '3:00:00', '8:00:00')
    """

    measured: tuple[timedelta, ...]

    @classmethod
    def of(cls, measured: Iterable[timedelta]) -> "Times":
        """The times in order."""
        return cls(tuple(sorted(measured)))

    @property
    def mean(self) -> timedelta | None:
        """The mean, without what is less than a microsecond; none of no times."""
        exactly = self.exactly(Statistic.MEAN)
        return timedelta(microseconds=int(exactly)) if exactly is not None else None

    @property
    def median(self) -> timedelta | None:
        """The time that half of them did not exceed."""
        return self.percentile(50)

    @property
    def longest(self) -> timedelta | None:
        """The longest of them."""
        return self.percentile(100)

    def percentile(self, percent: int) -> timedelta | None:
        """The shortest of them that so many percent did not exceed, a time that was measured; none of no times."""
        rank = -(-len(self.measured) * percent // 100)
        return self.measured[max(rank, 1) - 1] if self.measured else None

    def exactly(self, statistic: Statistic) -> Fraction | None:
        """One figure for all of them, in microseconds."""
        if statistic is Statistic.MEAN:
            total = sum(self.measured, timedelta()) // timedelta.resolution
            return Fraction(total, len(self.measured)) if self.measured else None
        found = self.percentile(_RANKS[statistic])
        return Fraction(found // timedelta.resolution) if found is not None else None


def mean_of(given: Sequence[Fraction]) -> Fraction | None:
    """The mean of numbers; none of no numbers."""
    return sum(given, Fraction()) / len(given) if given else None
