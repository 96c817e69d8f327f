"""The layers and overrides of a rotation as one answer: who is on duty, from when to when (E6).

Sources lie on one another; the uppermost one that has somebody on duty wins. So only what lies above the winner can
change the answer before the winner's own next change, and nothing below it is looked at. All in UTC.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple, Protocol

from slapolicy.escalation.rotations_turns import NEVER, Stretch
from slapolicy.instants import LAST

__all__ = ["Duty", "Exceptions", "Roster"]


class Duty(NamedTuple):
    """A stretch `[start, end)` and who has the duty in it; nobody in a gap."""

    start: datetime
    end: datetime
    owner: str | None


class Source(Protocol):
    """Whoever may have somebody on duty: the line of a layer, or the overrides."""

    @property
    def people(self) -> tuple[str, ...]:
        """Everyone whom it may have on duty; once, where it is only one."""

    def on_duty(self, at: datetime) -> str | None:
        """Who that is at an instant."""

    def stretch(self, at: datetime) -> Stretch:
        """The same, and until when it surely holds."""


class Exceptions:
    """Overrides, the latest written one winning, as spans that do not overlap."""

    __slots__ = ("people", "spans", "starts")

    def __init__(self, written: Sequence[Duty]) -> None:
        self.spans = _flat(written)
        self.starts = [span.start for span in self.spans]
        self.people = tuple({span.owner: None for span in self.spans if span.owner is not None})

    def on_duty(self, at: datetime) -> str | None:
        """Who that is at an instant."""
        return self.stretch(at).owner

    def stretch(self, at: datetime) -> Stretch:
        """The same, and until when it surely holds."""
        position = bisect_right(self.starts, at)
        if position and at < self.spans[position - 1].end:
            return Stretch(self.spans[position - 1].owner, self.spans[position - 1].end)
        return Stretch(None, self.starts[position] if position < len(self.starts) else NEVER)


def _flat(written: Sequence[Duty]) -> list[Duty]:
    """Between two neighbouring ends the latest written of those that have begun and not ended."""
    begins = sorted(range(len(written)), key=lambda number: written[number].start, reverse=True)
    running: list[int] = []  # a heap of numbers, negative: the latest written one is on top
    spans: list[Duty] = []
    edges = sorted({edge for each in written for edge in (each.start, each.end)})
    for here, there in pairwise(edges):
        while begins and written[begins[-1]].start <= here:
            heappush(running, -begins.pop())
        while running and written[-running[0]].end <= here:
            heappop(running)
        if running:
            spans.append(Duty(here, there, written[-running[0]].owner))
    return spans


class Roster:
    """Everyone who may be on duty, the strongest source last."""

    __slots__ = ("_downwards",)

    def __init__(self, sources: Iterable[Source]) -> None:
        self._downwards = tuple(sources)[::-1]

    def on_duty(self, at: datetime) -> str | None:
        """Who has the duty at an instant: the uppermost source that has somebody."""
        for source in self._downwards:
            owner = source.on_duty(at)
            if owner is not None:
                return owner
        return None

    def stretch(self, at: datetime) -> Stretch:
        """The same, and until when it surely holds."""
        above: list[tuple[Source, datetime]] = []
        for source in self._downwards:
            owner, until = source.stretch(at)
            if owner is not None:
                # What lies above begins to matter only where it can bring somebody else.
                return Stretch(owner, min([until, *(end for other, end in above if other.people != (owner,))]))
            above.append((source, until))
        return Stretch(None, min(end for _, end in above))

    def duties(self, start: datetime, end: datetime) -> Iterator[Duty]:
        """The span without a hole: stretches of one person, or of nobody, one by one."""
        here = start
        while here < end:
            owner, until = self.stretch(here)
            while until < end and (following := self.stretch(until)).owner == owner:
                until = following.until
            yield Duty(here, min(until, end), owner)
            here = until

    def next_change(self, at: datetime) -> datetime | None:
        """The first instant after another at which the person changes, also from or to nobody; none from 2200 on."""
        until = next(self.duties(at, LAST), None)
        return until.end if until and until.end < LAST else None
