"""How lost time uses up what a period may lose: at any instant, and at which one nothing is left (O4, T2)."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from slapolicy.calendars import Calendar
from slapolicy.instants import FIRST
from slapolicy.spans import Span

__all__ = ["ZERO", "Budget"]

ZERO = timedelta()
TICK = timedelta.resolution


class Budget:
    """What may be lost, and what is: the counted time of a period, and the lost part of it, at each instant.

    All instants are in UTC. The period stands still (a month), or it is a window of a length that ends at the instant.
    `lost` are the counted hours of the outages, in order, without overlap; a running outage goes on in them. Nothing is
    asked past `until`.

    Time before 1970 does not count.
    """

    __slots__ = ("_before", "_starts", "calendar", "goal", "lost", "period", "rolls", "until")

    def __init__(
        self, goal: Fraction, period: Span, calendar: Calendar, lost: Sequence[Span], until: datetime, *, rolls: bool
    ) -> None:
        self.goal = goal
        self.period = period
        self.calendar = calendar
        self.lost = lost
        self.until = until
        self.rolls = rolls
        self._starts = [span.start for span in lost]
        self._before = list(accumulate((span.end - span.start for span in lost), initial=ZERO))

    def at(self, at: datetime) -> "Balance":
        """What the period may lose in all, and what it has lost by an instant."""
        start, end = self.period
        if self.rolls:
            start, end = max(at - (end - start), FIRST), at
        counted = self.calendar.elapsed(start, end)
        return Balance(counted, (1 - self.goal) * (counted // TICK), self._by(at) - self._by(start))

    def _by(self, at: datetime) -> timedelta:
        """All that is lost before an instant."""
        number = bisect_right(self._starts, at)
        if not number:
            return ZERO
        return self._before[number - 1] + min(self.lost[number - 1].end, at) - self._starts[number - 1]

    def is_used_up(self, at: datetime) -> bool:
        """Whether the share is down to the goal, and something took it: time that is lost by now, or from now on."""
        balance = self.at(at)
        if balance.lost // TICK < balance.allowed:
            return False
        number = bisect_right(self._starts, at)
        return balance.lost > ZERO or (number > 0 and at < self.lost[number - 1].end)

    def used_up_since(self, at: datetime) -> datetime | None:
        """The instant since when nothing is left, without a break up to now."""
        if not self.is_used_up(at):
            return None
        since = at
        for edge in reversed([edge for edge in self._edges() if edge < at]):
            if not self.is_used_up(edge):
                return self._first(edge, since)
            since = edge
        return since

    def used_up_after(self, at: datetime) -> datetime | None:
        """The first instant after an instant at which there is something left, and at which nothing is."""
        before = at
        for edge in self._edges():
            if edge > at:
                if self.is_used_up(edge):
                    return self._first(before, edge)
                before = edge
        return None

    def _edges(self) -> list[datetime]:
        """The instants between which what is lost and what may be lost change evenly."""
        edges = {edge for span in self.lost for edge in span}
        if self.rolls and edges:
            length = self.period.length
            since = max(min(edges) - length, FIRST)
            edges |= {edge for span in self.calendar.openings(since, self.until) for edge in span}
            edges |= {edge + length for edge in edges if self.until - edge >= length}
        return sorted(edges)

    def _first(self, before: datetime, after: datetime) -> datetime:
        """The first instant of two neighbours' between at which nothing is left: there is one change between them."""
        low, high = 0, (after - before) // TICK
        while high - low > 1:
            middle = (low + high) // 2
            if self.is_used_up(before + middle * TICK):
                high = middle
            else:
                low = middle
        return before + high * TICK


class Balance(NamedTuple):
    """At an instant: the counted time of the period, the microseconds of it that may be lost, and what is lost."""

    counted: timedelta
    allowed: Fraction
    lost: timedelta

    @property
    def budget(self) -> timedelta:
        """What may be lost, in whole microseconds, as what is lost is: cutting the rest off changes no comparison."""
        return self.allowed.numerator // self.allowed.denominator * TICK

    @property
    def left(self) -> timedelta:
        """What may still be lost; negative where more is lost than may be."""
        return self.budget - self.lost

    @property
    def share(self) -> Fraction:
        """The part that is not lost; the whole, where nothing counts."""
        return 1 - Fraction(self.lost // TICK, self.counted // TICK) if self.counted else Fraction(1)
