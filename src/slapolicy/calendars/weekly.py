"""A calendar's rule as it is written: a zone, weekly hours and dated exceptions, compiled year by year (T3-T6)."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple

from slapolicy.calendars.dates import Dates, Fixed
from slapolicy.calendars.holidays import Source
from slapolicy.calendars.hours import ALL_DAY, CLOSED, Hours, Week
from slapolicy.calendars.table import Table
from slapolicy.calendars.zones import Zone, midnight, year_bounds
from slapolicy.errors import HorizonError
from slapolicy.spans import Span, merge

__all__ = ["DayException", "HolidayCuts", "Pin", "Weekly"]

_DAY: Final = timedelta(days=1)


class HolidayCuts(StrEnum):
    """What a holiday takes from hours that cross midnight (T3).

    `start`: the whole of every opening that starts on the holiday, and nothing of the night before.
    `date`: exactly the local date, from midnight to midnight.
    `both`: what starts on the holiday, and what runs into it from the night before.
    """

    START = "start"
    DATE = "date"
    BOTH = "both"


class DayException(NamedTuple):
    """What holds on a date instead of the weekly hours."""

    hours: Hours
    name: str
    closes: bool


@dataclass(frozen=True, slots=True)
class Pin:
    """The years that frozen holidays are known for, and where they came from (T6)."""

    first_year: int
    last_year: int
    provenance: tuple[str, ...] = ()

    def check(self, day: date) -> None:
        """Refuse a date outside the pinned years; the days beside them are pinned too."""
        if not date(self.first_year - 1, 12, 31) <= day <= date(self.last_year + 1, 1, 1):
            self.check_year(day.year)

    def check_year(self, year: int) -> None:
        """Refuse a year that is not pinned."""
        if not self.first_year <= year <= self.last_year:
            raise HorizonError.of(
                "outside-pinned-years",
                found=f"the year {year}, for which no holidays are pinned",
                allowed=f"a year from {self.first_year} to {self.last_year}",
                remedy="freeze the calendar for more years",
            )


@dataclass(frozen=True, slots=True)
class Weekly:
    """Zone, week, and the dates on which something else holds; special hours win over holidays (T4)."""

    zone: Zone
    week: Week
    holidays: tuple[tuple[Dates, str], ...] = ()
    sources: tuple[Source, ...] = ()
    special: tuple[tuple[Dates, Hours, str], ...] = ()
    cuts: HolidayCuts = HolidayCuts.START
    pin: Pin | None = None
    _years: dict[int, dict[date, DayException]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def bare(self) -> "Weekly":
        """The zone and the weekly hours alone: the same rule where it has no exceptions."""
        return Weekly(self.zone, self.week) if self.holidays or self.sources or self.special or self.pin else self

    def exceptional_years(self) -> set[int] | None:
        """The years that have exceptions; `None` where a rule or a source may give every year one."""
        every = [*(dates for dates, _ in self.holidays), *(dates for dates, _, _ in self.special)]
        if self.sources or not all(isinstance(dates, Fixed) for dates in every):
            return None
        return {day.year for dates in every if isinstance(dates, Fixed) for day in (dates.first, dates.last)}

    def exception_on(self, day: date) -> str | None:
        """The name of the holiday or the special hours of a date, or `None` on an ordinary one."""
        found = self._exception(day)
        return found.name if found else None

    def openings_on(self, day: date) -> list[Span]:
        """The openings that belong to a local date: those that start on it, whole (T3, T5)."""
        start = midnight(day)
        return merge(
            Span(*image)
            for opened, closed in self._windows(day)
            for image in self.zone.images(start + opened, start + closed)
            if opened < _DAY
        )

    def compile(self, year: int) -> Table:
        """The openings of a local year, and its working days (T5, T9)."""
        new_year, next_year = date(year, 1, 1), date(year + 1, 1, 1)
        lo, hi = year_bounds(self.zone, year)
        if self.week == (ALL_DAY,) * 7 and not (self.holidays or self.sources or self.special or self.pin):
            return Table.of_year(year, (lo, hi), ([lo], [hi]), self._working(year))
        if self.pin:
            self.pin.check_year(year)
        starts: list[datetime] = []
        ends: list[datetime] = []
        for since, until, offset in self.zone.regimes(lo, hi):
            first = (since + offset).toordinal() - 1
            if first < new_year.toordinal() and not self._runs_over and (since + offset).year == year:
                first = new_year.toordinal()
            last = min((until + offset).toordinal(), next_year.toordinal() - 1)
            here = datetime.fromordinal(first).replace(tzinfo=UTC) - offset
            for ordinal in range(first, last + 1):
                for opened, closed in self._windows(date.fromordinal(ordinal)):
                    start, end = max(since, here + opened), min(until, here + closed)
                    if start >= end:
                        continue
                    if ends and start <= ends[-1]:
                        ends[-1] = max(end, ends[-1])
                    else:
                        starts.append(start)
                        ends.append(end)
                here += _DAY
        return Table.of_year(year, (lo, hi), (starts, ends), self._working(year))

    def _working(self, year: int) -> list[int]:
        """The dates with hours, but for those whose hours an offset change leaves out altogether."""
        first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        doubtful = {first, last}
        regimes = self.zone.regimes(datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))
        for before, after in pairwise(regimes):
            low, high = sorted(((before.end + before.offset).toordinal(), (after.start + after.offset).toordinal()))
            doubtful.update(range(low, high + 1))
        days = (date.fromordinal(ordinal) for ordinal in range(first, last + 1))
        return [
            day.toordinal()
            for day in days
            if any(opened < _DAY for opened, _ in self._windows(day))
            and (day.toordinal() not in doubtful or self._opens_on(day))
        ]

    def _opens_on(self, day: date) -> bool:
        start = midnight(day)
        return any(
            True
            for opened, closed in self._windows(day)
            for _ in self.zone.images(start + opened, start + min(closed, _DAY))
        )

    @property
    def _runs_over(self) -> bool:
        """Whether any hours cross midnight."""
        every = (*self.week, *(hours for _, hours, _ in self.special))
        return any(closed > _DAY for hours in every for _, closed in hours)

    def _windows(self, day: date) -> Hours:
        found = self._exception(day)
        hours = found.hours if found else self.week[day.weekday()]
        if self.cuts is HolidayCuts.START or all(closed <= _DAY for _, closed in hours):
            return hours
        tomorrow = self._exception(day + _DAY)
        if tomorrow and tomorrow.closes:
            return tuple((opened, min(closed, _DAY)) for opened, closed in hours if opened < _DAY)
        return hours

    def _exception(self, day: date) -> DayException | None:
        if self.pin:
            self.pin.check(day)
        elif not (self.holidays or self.sources or self.special):
            return None
        year = self._years.get(day.year)
        if year is None:
            year = self._years[day.year] = self._exceptions(day.year)
        return year.get(day)

    def _exceptions(self, year: int) -> dict[date, DayException]:
        days: dict[date, str] = {}
        for source in self.sources:
            days |= source.days(year)
        for dates, name in self.holidays:
            days |= {day: name or days.get(day, "holiday") for day in dates.days(year)}
        found = {day: DayException(self._rest_of(day), name, closes=True) for day, name in days.items()}
        for dates, hours, name in self.special:
            for day in dates.days(year):
                found[day] = DayException(hours, name or "special hours", closes=not hours)
        return found

    def _rest_of(self, day: date) -> Hours:
        """What a holiday leaves of its own weekday's hours: with `date`, the part past midnight."""
        if self.cuts is not HolidayCuts.DATE:
            return CLOSED
        return tuple((_DAY, closed) for _, closed in self.week[day.weekday()] if closed > _DAY)
