"""A value between two others, and beyond the first and the last: the gaps that ordered comparisons leave (C12)."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import TypeVar

from slapolicy.errors import TicketError
from slapolicy.instants import FIRST, LAST
from slapolicy.tickets import value

__all__ = ["instants_apart", "numbers_apart"]

Number = int | Decimal

_BEYOND = Fraction(10**309)  # no value is as large as this one
_STEPS = (
    *(timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)),
    *(timedelta(seconds=1), timedelta(milliseconds=1), timedelta(microseconds=1)),
)

T = TypeVar("T")


def numbers_apart(constants: Iterable[Number]) -> tuple[Number, ...]:
    """Each constant and one number of each gap beside it, rising; a gap that holds no value is left out.

    Examples:
        >>> numbers_apart([1000, 1001])
        (999, 1000, Decimal('1000.1'), 1001, 1002)
    """
    return _apart(sorted(set(constants)), _below, _between, _above) or (0,)


def instants_apart(constants: Iterable[datetime]) -> tuple[datetime, ...]:
    """Each constant, in UTC, and one instant of each gap beside it, from 1970 to 2200, to the microsecond (T2, T10).

    Examples:
        >>> from slapolicy.instants import utc
        >>> [str(each.date()) for each in instants_apart([utc("2026-03-06T00:00Z")])]
        ['2026-03-05', '2026-03-06', '2026-03-07']
    """
    return _apart(sorted(set(constants)), _earlier, _amid, _later) or (FIRST,)


def _apart(
    points: list[T], below: Callable[[T], T | None], between: Callable[[T, T], T | None], above: Callable[[T], T | None]
) -> tuple[T, ...]:
    if not points:
        return ()
    found: list[T | None] = [below(points[0]), points[0]]
    for before, after in pairwise(points):
        found += [between(before, after), after]
    return tuple(each for each in (*found, above(points[-1])) if each is not None)


def _below(point: Number) -> Number | None:
    return _whole(ceil(point) - 1) if ceil(point) - 1 > -_BEYOND else _shortest(-_BEYOND, Fraction(point))


def _above(point: Number) -> Number | None:
    return _shortest(Fraction(point), _BEYOND)


def _between(low: Number, high: Number) -> Number | None:
    return _shortest(Fraction(low), Fraction(high))


def _shortest(low: Fraction, high: Fraction) -> Number | None:
    """The number with the fewest decimals between two others; none where only a senseless size lies there."""
    if low >= high:
        return None
    digits, scale = 0, 1
    while floor(low * scale) + 1 >= high * scale:
        digits, scale = digits + 1, scale * 10
    near = floor(low * scale) + 1
    if not digits:
        return _whole(near)
    found = Decimal((int(near < 0), tuple(map(int, str(abs(near)))), -digits))  # exact, whatever the context is
    try:
        value(found)
    except TicketError:
        return None
    return found


def _whole(number: int) -> Number:
    try:
        value(number)
    except TicketError:
        return Decimal(number)
    return number


def _earlier(point: datetime) -> datetime | None:
    return next((point - step for step in _STEPS if point - FIRST >= step), None)


def _later(point: datetime) -> datetime | None:
    return next((point + step for step in _STEPS if LAST - point >= step), None)


def _amid(low: datetime, high: datetime) -> datetime | None:
    return next((low + step for step in _STEPS if high - low > step), None)
