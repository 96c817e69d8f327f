"""Half-open spans: every operation means what it says of each single instant (T2, T8)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slapolicy.spans import Span, clip, intersect, merge, subtract, total, union

ZERO = datetime(2026, 3, 6, tzinfo=UTC)


def at(hour: int) -> datetime:
    return ZERO + timedelta(hours=hour)


def span(start: int, end: int) -> Span:
    return Span(at(start), at(end))


def hours(spans: list[Span]) -> set[int]:
    return {hour for hour in range(-1, 40) if any(start <= at(hour) < end for start, end in spans)}


messy = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda p: span(p[0], p[0] + p[1])), max_size=8)
tidy = messy.map(merge)


@given(messy)
def test_merging_keeps_every_instant_and_leaves_gaps_between(spans: list[Span]) -> None:
    """T2, T3."""
    merged = merge(spans)
    assert hours(merged) == hours(spans)
    assert all(earlier.end < later.start for earlier, later in pairwise(merged))


@given(tidy, tidy)
@pytest.mark.parametrize(
    ("operation", "meaning"), [(union, set.union), (intersect, set.intersection), (subtract, set.difference)]
)
def test_operations_are_those_on_sets(
    operation: Callable[[list[Span], list[Span]], list[Span]],
    meaning: Callable[[set[int], set[int]], set[int]],
    left: list[Span],
    right: list[Span],
) -> None:
    """T8."""
    result = operation(left, right)
    assert hours(result) == meaning(hours(left), hours(right))
    assert all(start < end for start, end in result)
    assert result == sorted(result)


@given(tidy, st.integers(0, 36), st.integers(0, 36))
def test_clipping_is_sharing_with_one_span(spans: list[Span], first: int, second: int) -> None:
    """T2."""
    start, end = sorted((first, second))
    assert list(clip(spans, at(start), at(end))) == (intersect(spans, [span(start, end)]) if start < end else [])


@given(tidy)
def test_the_total_is_the_sum_of_the_lengths(spans: list[Span]) -> None:
    """T2."""
    assert total(spans) == timedelta(hours=len(hours(spans)))


def test_a_length_is_real_time_in_any_zone() -> None:
    """T2: midnight to midnight over the change of the clock is 23 hours."""
    zurich = ZoneInfo("Europe/Zurich")
    day = Span(datetime(2026, 3, 29, tzinfo=zurich), datetime(2026, 3, 30, tzinfo=zurich))
    assert day.length == timedelta(hours=23)
