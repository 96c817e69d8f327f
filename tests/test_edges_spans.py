"""Spans that touch: half-open ends share no instant, and no operation leaves an empty span (T2, T8)."""

from datetime import UTC, datetime

from slapolicy.spans import Span, clip, intersect, merge, subtract, total, union


def span(start: int, end: int) -> Span:
    return Span(datetime(2026, 3, 6, start, tzinfo=UTC), datetime(2026, 3, 6, end, tzinfo=UTC))


NINE_TO_TEN, TEN_TO_TWELVE = span(9, 10), span(10, 12)


def test_clipping_where_a_span_ends_leaves_nothing_of_it() -> None:
    """T2."""
    ten, eleven = TEN_TO_TWELVE.start, span(11, 12).start
    assert list(clip([NINE_TO_TEN, TEN_TO_TWELVE], ten, eleven)) == [span(10, 11)]
    assert list(clip([NINE_TO_TEN, TEN_TO_TWELVE], NINE_TO_TEN.start, ten)) == [NINE_TO_TEN]


def test_spans_that_touch_share_nothing_and_join() -> None:
    """T3, T8."""
    assert intersect([NINE_TO_TEN], [TEN_TO_TWELVE]) == []
    assert subtract([NINE_TO_TEN], [TEN_TO_TWELVE]) == [NINE_TO_TEN]
    assert subtract([TEN_TO_TWELVE], [NINE_TO_TEN]) == [TEN_TO_TWELVE]
    assert union([TEN_TO_TWELVE], [NINE_TO_TEN]) == merge([NINE_TO_TEN, TEN_TO_TWELVE]) == [span(9, 12)]


def test_one_span_is_cut_by_several_and_one_cuts_several() -> None:
    """T8."""
    assert subtract([span(8, 18)], [span(9, 10), span(12, 13)]) == [span(8, 9), span(10, 12), span(13, 18)]
    assert subtract([span(8, 10), span(11, 12), span(13, 14)], [span(9, 14)]) == [span(8, 9)]
    assert intersect([span(8, 10), span(11, 12)], [span(9, 14)]) == [span(9, 10), span(11, 12)]
    assert intersect([span(9, 14)], [span(8, 10), span(11, 12), span(13, 15)]) == [
        span(9, 10),
        span(11, 12),
        span(13, 14),
    ]
    assert total([span(8, 10), span(11, 12)]) == span(8, 11).length
