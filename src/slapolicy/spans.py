"""Half-open spans of UTC time `[start, end)`, and what can be done with sorted lists of them (T2)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

__all__ = ["Span", "clip", "intersect", "merge", "subtract", "total", "union"]


class Span(NamedTuple):
    """A stretch of time that holds its start and not its end.

    Examples:
        >>> from datetime import UTC, datetime
        >>> morning = Span(datetime(2026, 3, 6, 9, tzinfo=UTC), datetime(2026, 3, 6, 12, 30, tzinfo=UTC))
        >>> morning.length
        datetime.timedelta(seconds=12600)

    The functions of this module take spans in UTC, none of them empty: there, subtraction is real time.
    """

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """The real time in the span, whatever zone its ends are shown in."""
        return self.end.astimezone(UTC) - self.start.astimezone(UTC)


Spans = Sequence[Span]


def merge(spans: Iterable[Span]) -> list[Span]:
    """Spans in any order as the fewest sorted ones: those that touch or overlap become one (T3).

    Examples:
        >>> from datetime import UTC, datetime
        >>> nine, ten, noon = (datetime(2026, 3, 6, hour, tzinfo=UTC) for hour in (9, 10, 12))
        >>> merge([Span(ten, noon), Span(nine, ten)]) == [Span(nine, noon)]
        True
    """
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            if span.end > merged[-1].end:
                merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged


def union(left: Spans, right: Spans) -> list[Span]:
    """The time that lies in either (T8)."""
    return merge((*left, *right))


def intersect(left: Spans, right: Spans) -> list[Span]:
    """The time that lies in both of two sorted lists (T8)."""
    both: list[Span] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start = max(left[i].start, right[j].start)
        end = min(left[i].end, right[j].end)
        if start < end:
            both.append(Span(start, end))
        if left[i].end <= right[j].end:
            i += 1
        else:
            j += 1
    return both


def subtract(left: Spans, right: Spans) -> list[Span]:
    """The time that lies in the first sorted list and not in the second (T8)."""
    rest: list[Span] = []
    j = 0
    for start, end in left:
        while j < len(right) and right[j].end <= start:
            j += 1
        k, here = j, start
        while k < len(right) and right[k].start < end:
            if here < right[k].start:
                rest.append(Span(here, right[k].start))
            here = max(here, right[k].end)
            k += 1
        if here < end:
            rest.append(Span(here, end))
    return rest


def clip(spans: Iterable[Span], start: datetime, end: datetime) -> Iterator[Span]:
    """The parts of sorted spans that lie in `[start, end)`; stops at the first span past the end."""
    for span in spans:
        if span.start >= end:
            return
        if span.end > start:
            yield Span(max(span.start, start), min(span.end, end))


def total(spans: Iterable[Span]) -> timedelta:
    """The real time in all of the spans together."""
    return sum((end - start for start, end in spans), timedelta())
