"""Two calendars: where one is open and the other is not, and whether they count days alike (T5, T9)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from slapolicy.calendars import Calendar
from slapolicy.calendars.algebra import Combination
from slapolicy.calendars.hours import ALL_DAY
from slapolicy.calendars.weekly import HolidayCuts, Weekly
from slapolicy.calendars.zones import midnight
from slapolicy.errors import HorizonError
from slapolicy.instants import FIRST, LAST
from slapolicy.spans import Span, clip, merge, subtract

__all__ = ["Hours", "hours"]

_DAY: Final = timedelta(days=1)
_FIRST_LOOK: Final = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC))


class Hours(NamedTuple):
    """How the hours of two calendars stand to each other, from 1970 to 2200.

    Attributes:
        old_only, new_only: an instant at which only that one is open; none where none was found.
        days: whether they count days alike as well: the same working days, with the same hours, in the same zone.
        drops: whether the new one opens on some of the old one's days, on each for the same hours, none past midnight.
        gains: the same the other way round.
        known: whether what was not found is not there. That is so for calendars that never differ by more than weekly
            hours and exceptions in one zone, and for combinations of such; others are only looked at for some years.
    """

    old_only: datetime | None
    new_only: datetime | None
    days: bool
    drops: bool = False
    gains: bool = False
    known: bool = True

    @property
    def open_alike(self) -> bool:
        """Whether they are open at the same instants."""
        return self.known and self.old_only is None and self.new_only is None

    @property
    def first(self) -> datetime | None:
        """The earlier of the two instants."""
        return min((at for at in (self.old_only, self.new_only) if at), default=None)


@lru_cache(maxsize=256)
def hours(old: Calendar, new: Calendar) -> Hours:
    """How the hours of two calendars stand to each other.

    Examples:
        >>> office = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})
        >>> closed = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"}, holidays=["2026-12-24"])
        >>> found = hours(office, closed)
        >>> str(found.old_only), found.new_only
        ('2026-12-24 09:00:00+00:00', None)

    The instant is the first from 2026 on; only where there is none, it is the first of all.
    """
    if old == new or old.index.rule == new.index.rule:
        by_day = not _nights(old)
        return Hours(None, None, days=True, drops=by_day, gains=by_day)
    try:
        return _of_days(old, new) or _of_parts(old, new) or _of_openings(old, new)
    except HorizonError:
        return Hours(None, None, days=False, known=False)


def _of_days(old: Calendar, new: Calendar) -> Hours | None:
    """The same from the hours of dates, for weekly hours in one zone: there, a date's hours decide (T5)."""
    one, two = old.index.rule, new.index.rule
    if not (isinstance(one, Weekly) and isinstance(two, Weekly)):
        return None
    if _never_closes(one) and _never_closes(two):
        return Hours(None, None, days=one.zone == two.zone)
    if one.zone != two.zone:
        return None
    telling = _telling_days(one, two)
    seen = [found for day in telling.days if (found := _of_day(old, new, day))]
    drops = all(each.drops for each in seen)
    gains = all(each.gains for each in seen)
    by_day = telling.alike and not (_nights(old) or _nights(new))
    return Hours(
        _soon([each.old_only for each in seen if each.old_only]),
        _soon([each.new_only for each in seen if each.new_only]),
        days=drops and gains,
        drops=drops and by_day,
        gains=gains and by_day,
        known=telling.alike,
    )


def _of_day(old: Calendar, new: Calendar, day: date) -> Hours | None:
    """The same of one date; none beside a year of which the holidays are not known."""
    try:
        before, after = old.index.openings_on(day), new.index.openings_on(day)
        open_before, open_after = _open_on(old, day), _open_on(new, day)
    except HorizonError:
        return None
    lost, gained = subtract(open_before, open_after), subtract(open_after, open_before)
    return Hours(
        lost[0].start if lost else None,
        gained[0].start if gained else None,
        days=before == after,
        drops=before == after or not after,
        gains=before == after or not before,
    )


def _open_on(calendar: Calendar, day: date) -> list[Span]:
    """When it is open on a local date, by its own hours or by those of a day beside it."""
    zone = calendar.index.rule.zone
    start, end = (zone.first_instant(midnight(day + _DAY * i)) for i in (0, 1))
    if _nights(calendar) and _cuts(calendar) is HolidayCuts.DATE:
        return list(calendar.index.openings(start, end))  # what is left of a holiday's night starts on no date
    beside = (span for i in (-1, 0, 1) for span in calendar.index.openings_on(day + _DAY * i))
    return list(clip(merge(beside), start, end))


def _cuts(calendar: Calendar) -> HolidayCuts | None:
    rule = calendar.index.rule
    return rule.cuts if isinstance(rule, Weekly) else None


def _soon(instants: Sequence[datetime]) -> datetime | None:
    """The first from 2026 on, else the first of all."""
    return next((at for at in instants if at >= _FIRST_LOOK[0]), instants[0] if instants else None)


def _never_closes(rule: Weekly) -> bool:
    return rule.week == (ALL_DAY,) * 7 and rule.bare() is rule


def _nights(calendar: Calendar) -> bool:
    """Whether any hours may cross midnight."""
    rule = calendar.index.rule
    if not isinstance(rule, Weekly):
        return True
    every = (*rule.week, *(hours_of for _, hours_of, _ in rule.special))
    return any(closed > _DAY for windows in every for _, closed in windows)


class _Years(NamedTuple):
    """The days of both calendars that may tell them apart, and whether both know the holidays of the same years."""

    days: list[date]
    alike: bool


def _telling_days(one: Weekly, two: Weekly) -> _Years:
    """Every day with an exception in either, and beside it; where the weekly hours differ, ordinary days as well."""
    found: set[date] = set()
    known: list[int] = []
    alike = True
    for year in range(FIRST.year, LAST.year):
        exceptional = [_exceptional(rule, year) for rule in (one, two)]
        alike = alike and (exceptional[0] is None) is (exceptional[1] is None)
        if exceptional[0] is not None and exceptional[1] is not None:
            known.append(year)
            found |= {day + _DAY * i for day in exceptional[0] | exceptional[1] for i in (-1, 0, 1)}
    if one.week != two.week and known:
        ordinary = 2026 if 2026 in known else known[0]
        found |= {date(ordinary, 1, 1) + _DAY * i for i in range(4 * 366)}
        found |= {day for change in _changes(one) for day in (change + _DAY * i for i in range(-2, 3))}
    inside = (FIRST.date(), LAST.date() - 2 * _DAY)
    return _Years(sorted(day for day in found if day.year in set(known) and inside[0] < day < inside[1]), alike)


def _exceptional(rule: Weekly, year: int) -> set[date] | None:
    """The days of a year with an exception; none where its holidays are not known (T6)."""
    if rule.pin and not rule.pin.first_year <= year <= rule.pin.last_year:
        return None
    try:
        sourced = [source.days(year) for source in rule.sources]
    except HorizonError:
        return None
    written = [dates.days(year) for dates in (*(d for d, _ in rule.holidays), *(d for d, _, _ in rule.special))]
    return {day for days in (*sourced, *written) for day in days}


def _changes(rule: Weekly) -> Iterator[date]:
    """The dates on which the zone changes its offset."""
    regimes = rule.zone.regimes(FIRST, LAST - _DAY)
    return (regime.end.date() for regime in regimes[:-1])


def _of_openings(old: Calendar, new: Calendar) -> Hours:
    """What the openings of some years show; that there is no difference at all they can't show."""
    spans = [list(calendar.index.openings(*_FIRST_LOOK)) for calendar in (old, new)]
    lost, gained = subtract(*spans), subtract(*reversed(spans))
    old_only, new_only = (found[0].start if found else None for found in (lost, gained))
    return Hours(old_only, new_only, days=False, known=bool(lost and gained))


def _of_parts(old: Calendar, new: Calendar) -> Hours | None:
    """The same for combinations of parts that are alike, in whichever order they stand."""
    one, two = old.to_dict(), new.to_dict()
    if one.keys() != two.keys() or len(one) != 1:
        return None
    (key,) = one
    parts = [[Calendar.from_dict(part) for part in each[key]] for each in (one, two)]
    fixed = 1 if key == Combination.EXCEPT else 0
    if not _matched(parts[0][:fixed], parts[1][:fixed]) or not _matched(parts[0][fixed:], parts[1][fixed:]):
        return None
    return Hours(None, None, days=old.index.rule.zone == new.index.rule.zone)  # T9: by its openings, in its zone


def _matched(old: Sequence[Calendar], new: Sequence[Calendar]) -> bool:
    """Whether each of them has its like among the others."""
    left = list(new)
    for calendar in old:
        like = next((n for n, other in enumerate(left) if hours(calendar, other).open_alike), None)
        if like is None:
            return False
        left.pop(like)
    return not left
