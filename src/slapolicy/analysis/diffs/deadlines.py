"""Two promises of time: is the new deadline earlier, later, or now this and now that (D1-D8)?

What follows from the limits and the hours alone is certain for every start. The rest is compared at every start in a
stretch of years: not at samples, but wherever one of the two deadlines may bend.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from slapolicy.analysis.diffs.changes import ChangeVerdict
from slapolicy.analysis.diffs.hours import hours
from slapolicy.analysis.diffs.starts import bends
from slapolicy.calendars import Calendar, DayEnds
from slapolicy.calendars.deadlines import deadline
from slapolicy.durations import (
    CalendarDays,
    Duration,
    Elapsed,
    EndOfBusinessDay,
    NextBusinessDayBy,
    WorkingDays,
    WorkingTime,
)
from slapolicy.errors import HorizonError
from slapolicy.witnesses import Effort, Spent

__all__ = ["Promised", "Scale", "Standing", "same"]

_SHARE: Final = 4  # no pair of promises takes more than this part of the effort that is left
_STEPS: Final = 2  # what it costs to find a deadline, in looks at a formula


class Promised(NamedTuple):
    """A limit, the calendar that it counts by, and when its days end; without a limit nothing is promised (C11)."""

    limit: Duration | None
    calendar: Calendar
    day_ends: DayEnds = DayEnds.SAME_TIME

    def due(self, start: datetime) -> datetime | None:
        """The deadline of a start in UTC, without a pause; none where nothing is promised."""
        return deadline(self.calendar.index, start, self.limit, self.day_ends) if self.limit is not None else None


class Standing(NamedTuple):
    """How a new deadline stands to an old one.

    Attributes:
        verdict: equal, stricter, looser, different or undecided.
        earlier, later: a start for which the new deadline is earlier, and one for which it is later.
        reason: for which starts that is so, as a phrase.
        compared: whether two deadlines were compared at all: without a promise there is none.
    """

    verdict: ChangeVerdict
    earlier: datetime | None = None
    later: datetime | None = None
    reason: str = ""
    compared: bool = True


class Sides(NamedTuple):
    """What is certain beforehand: that the new deadline is nowhere earlier, or nowhere later."""

    never_earlier: bool = False
    never_later: bool = False


EQUAL: Final = Standing(ChangeVerdict.EQUAL)


class _Found:
    """What the starts so far have shown."""

    def __init__(self) -> None:
        self.earlier: datetime | None = None
        self.later: datetime | None = None
        self.known = self.unknown = 0
        self.left_out = False

    def compare(self, start: datetime, old: datetime | None, new: datetime | None) -> None:
        """Look at the deadlines of one start."""
        assert old is not None
        assert new is not None
        self.known += 1
        if new < old and self.earlier is None:
            self.earlier = start
        elif new > old and self.later is None:
            self.later = start


class Scale:
    """Compares promises, each pair once, within a bound of work and over a stretch of years."""

    def __init__(self, years: range, effort: Effort) -> None:
        self.years = years
        self.effort = effort
        self._known: dict[tuple[Promised, Promised], Standing] = {}

    def weigh(self, old: Promised, new: Promised) -> Standing:
        """How the new deadline stands to the old one."""
        pair = (old, new)
        if pair not in self._known:
            self._known[pair] = self._weigh(old, new)
        return self._known[pair]

    def _weigh(self, old: Promised, new: Promised) -> Standing:
        if same(old, new):
            return EQUAL
        everywhere = datetime(self.years.start, 1, 5, 10, tzinfo=UTC)
        if old.limit is None:
            return Standing(ChangeVerdict.STRICTER, everywhere, None, "there was no promise", compared=False)
        if new.limit is None:
            return Standing(ChangeVerdict.LOOSER, None, everywhere, "there is no promise any more", compared=False)
        try:
            return self._look(old, new, self.effort.share(_SHARE))
        except Spent:
            return Standing(ChangeVerdict.UNDECIDED, reason="the bound of work was passed")

    def _look(self, old: Promised, new: Promised, effort: Effort) -> Standing:
        """Look for starts of both kinds, or of the one kind that is possible."""
        certain, found = sides(old, new), _Found()
        for start in self._starts(old, new, effort):
            if start is None:
                found.left_out = True
                continue
            effort.spend(_STEPS)
            try:
                found.compare(start, old.due(start), new.due(start))
            except HorizonError:
                found.unknown += 1
            if (found.earlier or certain.never_earlier) and (found.later or certain.never_later):
                break
        return self._standing(found, certain)

    def _standing(self, found: "_Found", certain: Sides) -> Standing:
        if found.known and found.left_out and not (found.earlier and found.later) and True not in certain:
            return Standing(ChangeVerdict.UNDECIDED, reason="not every start in these years could be compared")
        stretch = f"for every start in {self.years.start} to {self.years[-1]}"
        stretch += " of which both are known" if found.unknown else ""
        if found.earlier and found.later:
            reason = "earlier for some starts, later for others"
            return Standing(ChangeVerdict.DIFFERENT, found.earlier, found.later, reason)
        if found.earlier:
            reason = "for every start" if certain.never_later else stretch
            return Standing(ChangeVerdict.STRICTER, found.earlier, None, reason)
        if found.later:
            reason = "for every start" if certain.never_earlier else stretch
            return Standing(ChangeVerdict.LOOSER, None, found.later, reason)
        reason = f"the deadlines are alike {stretch}" if found.known else "no deadline of these years is known"
        return Standing(ChangeVerdict.UNDECIDED, reason=reason)

    def _starts(self, old: Promised, new: Promised, effort: Effort) -> Iterator[datetime | None]:
        """Starts that a reader knows well, then every start at which one of the deadlines may bend.

        None stands for a year of which these are not known, as it borders on one without known holidays (T6).
        """
        first = datetime(self.years.start, 1, 5, tzinfo=UTC)
        yield from (first + timedelta(days=day, hours=hour) for day in range(14) for hour in (10, 16, 20, 2, 6))
        assert old.limit is not None
        assert new.limit is not None
        for year in dict.fromkeys((*self._telling_years(old, new), *self.years)):
            try:
                found = bends(old.limit, old.calendar, year) | bends(new.limit, new.calendar, year)
            except HorizonError:
                if year in self.years:
                    yield None
                continue
            effort.spend(len(found))
            # Whole seconds first: a reader had rather be shown one of them.
            yield from sorted(found, key=lambda at: (at.microsecond != 0, at)) or [datetime(year, 1, 1, tzinfo=UTC)]

    def _telling_years(self, old: Promised, new: Promised) -> Iterator[int]:
        """The years in which the hours differ first."""
        found = hours(old.calendar, new.calendar)
        for at in (found.old_only, found.new_only):
            if at is not None:
                yield from range(max(at.year - 1, 1970), at.year + 1)


def same(old: Promised, new: Promised) -> bool:
    """Whether two promises mean the same for certain: equal limits, and hours that they count alike."""
    if old.limit != new.limit:
        return False
    match old.limit:
        case None | Elapsed():
            return True
        case CalendarDays():
            return old.calendar.index.rule.zone == new.calendar.index.rule.zone
        case WorkingTime():
            return hours(old.calendar, new.calendar).open_alike
        case WorkingDays() if old.day_ends is not new.day_ends:
            return False
        case _:
            found = hours(old.calendar, new.calendar)
            return found.open_alike and found.days


def sides(old: Promised, new: Promised) -> Sides:
    """What follows from the limits and the hours alone, for every start."""
    match old.limit, new.limit:
        case (Elapsed(a), Elapsed(b)):
            return Sides(b >= a, b <= a)
        case (CalendarDays(a), CalendarDays(b)) if old.calendar.index.rule.zone == new.calendar.index.rule.zone:
            return Sides(b >= a, b <= a)
        case (WorkingTime(a), WorkingTime(b)):
            found = hours(old.calendar, new.calendar)
            if not found.known:
                return Sides()
            return Sides(b >= a and found.new_only is None, b <= a and found.old_only is None)
        case (WorkingTime(a), Elapsed(b)):
            return Sides(never_later=b <= a)
        case (Elapsed(a), WorkingTime(b)):
            return Sides(never_earlier=b >= a)
        case (WorkingDays(a), WorkingDays(b)) if old.day_ends is new.day_ends:
            found = hours(old.calendar, new.calendar)
            return Sides(b >= a and found.drops, b <= a and found.gains)
        case (EndOfBusinessDay(a), EndOfBusinessDay(b)):
            found = hours(old.calendar, new.calendar)
            return Sides(b >= a and found.drops, b <= a and found.gains)
        case (NextBusinessDayBy(a), NextBusinessDayBy(b)):
            found = hours(old.calendar, new.calendar)
            return Sides(b >= a and found.drops, b <= a and found.gains)
        case _:
            return Sides()
