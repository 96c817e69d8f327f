"""The compiled, searchable form of a calendar: tables of years, made when an answer needs them (T5, T6, T7)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import reduce
from typing import Final, Protocol

from slapolicy.calendars.table import Table
from slapolicy.calendars.zones import Zone
from slapolicy.durations import WorkingDays, WorkingTime
from slapolicy.errors import HorizonError
from slapolicy.instants import FIRST, LAST, utc
from slapolicy.spans import Span

__all__ = ["Index", "Rule"]

_YEARS: Final = range(FIRST.year - 1, LAST.year + 1)
"""Local years that hold an instant of the range: in New York, 1970 UTC begins in 1969."""


class Rule(Protocol):
    """What an index is compiled from: the weekly hours of a calendar, or a combination of calendars."""

    @property
    def zone(self) -> Zone:
        """The zone whose local dates are meant."""

    def bare(self) -> "Rule":
        """The same rule without its exceptions."""

    def exceptional_years(self) -> set[int] | None:
        """The years that have exceptions; `None` where any year may have one."""

    def compile(self, year: int) -> Table:
        """The openings of one local year."""

    def openings_on(self, day: date) -> list[Span]:
        """The openings that belong to a local date, in UTC."""

    def exception_on(self, day: date) -> str | None:
        """The name of the holiday or the special hours of a local date."""


class Index:
    """Answers in UTC. Tables are replaced, never changed, so threads that grow one at once do no harm."""

    __slots__ = ("_by_day", "_by_year", "_table", "horizon", "rule", "years")

    def __init__(self, rule: Rule, years: int) -> None:
        self.rule = rule
        self.years = years
        self.horizon = timedelta(days=years * 1461 // 4)
        self._by_year: dict[int, Table] = {}
        self._by_day: dict[date, list[Span]] = {}
        self._table: Table | None = None

    # The tables

    def at(self, moment: datetime) -> Table:
        """The table that holds a UTC instant."""
        table = self._table
        if table is None or not table.lo <= moment < table.hi:
            moment = utc(moment)  # T10
            table = self.of_year(self.rule.zone.local(moment).year)
            if moment >= table.hi:  # a clock that falls back over the new year shows the old one twice
                table = self.later(table)
            self._table = table
        return table

    def of_year(self, year: int) -> Table:
        """The table that holds a local year, joined to those beside it."""
        known = self._by_year
        table = known.get(year)
        if table is None:
            if year not in _YEARS:
                raise HorizonError.of("past-horizon", found=f"the year {year}", allowed="the years 1970 to 2199")
            table = self.rule.compile(year)
            if year - 1 in known:
                table = known[year - 1].join(table)
            if year + 1 in known:
                table = table.join(known[year + 1])
            self._by_year = known | dict.fromkeys(range(table.first_year, table.last_year + 1), table)
        return table

    def later(self, table: Table) -> Table:
        """The table grown by the year that follows it."""
        self._table = grown = self.of_year(table.last_year + 1)
        return grown if grown.first_year <= table.first_year else self._joined(table.first_year, grown.last_year)

    def earlier(self, table: Table) -> Table:
        """The table grown by the year before it."""
        self._table = grown = self.of_year(table.first_year - 1)
        return grown if grown.last_year >= table.last_year else self._joined(grown.first_year, table.last_year)

    def _joined(self, first: int, last: int) -> Table:
        """One table over all of the years, made anew: threads may have left the known ones apart, or overlapping."""
        table = reduce(Table.join, map(self.rule.compile, range(first, last + 1)))
        self._by_year = self._by_year | dict.fromkeys(range(first, last + 1), table)
        return table

    def _covering(self, one: datetime, other: datetime) -> Table:
        """A table that holds both instants, whichever of them comes first."""
        table = self.at(min(one, other))
        while max(one, other) >= table.hi:
            table = self.later(table)
        return table

    # Questions

    def is_open(self, moment: datetime) -> bool:
        """Whether an instant is open (T5)."""
        table = self.at(moment)
        return table.starts[table.locate(moment)] <= moment

    # The next two are asked a hundred times as often as all others, so they do without the calls of `at` and `locate`.

    def open_time(self, start: datetime, end: datetime) -> timedelta:
        """The open time in `[start, end)`; negative where the end is before the start."""
        table = self._table
        if table is None or not table.lo <= start <= end < table.hi:
            table = self._covering(utc(start, name="start"), utc(end, name="end"))
        first, base, ends = table.first, table.base, table.ends
        i = first[start.toordinal() - base]
        while ends[i] <= start:
            i += 1
        j = first[end.toordinal() - base]
        while ends[j] <= end:
            j += 1
        passed = table.before[j] - table.before[i]
        if table.starts[i] < start:
            passed -= start - table.starts[i]
        if table.starts[j] < end:
            passed += end - table.starts[j]
        return passed

    def advance(self, moment: datetime, amount: timedelta) -> datetime:
        """The earliest instant by which that much open time has passed (D3)."""
        if not amount:
            return moment
        table = self._table
        if table is None or not table.lo <= moment < table.hi:
            table = self.at(moment)
        while True:
            position = table.first[moment.toordinal() - table.base]
            while table.ends[position] <= moment:
                position += 1
            before = table.before
            start = table.starts[position]
            goal = before[position] + amount
            if start < moment:
                goal += moment - start
            found = bisect_left(before, goal, position + 1)
            if found < len(before):
                reached = table.ends[found - 1] - (before[found] - goal)
                if reached - moment > self.horizon:
                    raise self._past(moment, str(WorkingTime(amount)))
                return reached
            table = self._forward(table, moment, str(WorkingTime(amount)))

    def retreat(self, moment: datetime, amount: timedelta) -> datetime:
        """The earliest instant from which exactly that much open time passes until `moment`."""
        table = self.at(moment)
        while True:
            goal = table.open_before(moment) - amount
            found = bisect_left(table.before, goal)
            if found > 0:
                reached = table.ends[found - 1] - (table.before[found] - goal)
                return self._near(moment, reached, f"{WorkingTime(amount)} before")
            table = self._backward(table, moment, f"{WorkingTime(amount)} before")

    def next_open(self, moment: datetime) -> datetime:
        """The earliest open instant that is not before `moment`."""
        table = self.at(moment)
        while (position := table.locate(moment)) == len(table.starts) - 1:
            table = self._forward(table, moment, "the next opening")
        return self._near(moment, max(moment, table.starts[position]), "the next opening")

    def next_close(self, moment: datetime) -> datetime:
        """The end of the opening that holds `moment`, or else of the next one."""
        table = self.at(moment)
        while (position := table.locate(moment)) == len(table.starts) - 1 or table.ends[position] == table.hi:
            table = self._forward(table, moment, "the next closing")
        return self._near(moment, table.ends[position], "the next closing")

    def previous_open(self, moment: datetime) -> datetime:
        """The latest start of an opening that is not after `moment`."""
        table = self.at(moment)
        while True:
            position = table.locate(moment)
            if table.starts[position] > moment:
                position -= 1
            if position >= 0 and table.starts[position] > table.lo:
                return self._near(moment, table.starts[position], "the previous opening")
            table = self._backward(table, moment, "the previous opening")

    def previous_close(self, moment: datetime) -> datetime:
        """The latest end of an opening that is not after `moment`."""
        table = self.at(moment)
        while not (position := table.locate(moment)):
            table = self._backward(table, moment, "the previous closing")
        return self._near(moment, table.ends[position - 1], "the previous closing")

    def openings(self, start: datetime, end: datetime) -> Iterator[Span]:
        """The openings in `[start, end)`, cut to it, a year at a time."""
        here = start
        while here < end:
            table = self.at(here)
            position = table.locate(here)
            if position == len(table.starts) - 1:
                here = table.hi
            elif table.ends[position] == table.hi < end:
                self.later(table)
            elif table.starts[position] >= end:
                return
            else:
                yield Span(max(here, table.starts[position]), min(end, table.ends[position]))
                here = table.ends[position]

    def is_working_day(self, day: date) -> bool:
        """Whether at least one opening starts on a local date (T9)."""
        working = self.of_year(day.year).working
        position = bisect_left(working, day.toordinal())
        return position < len(working) and working[position] == day.toordinal()

    def openings_on(self, day: date) -> list[Span]:
        """The openings that belong to a local date, in UTC; those of the dates that were asked for are kept."""
        found = self._by_day.get(day)
        if found is None:
            found = self._by_day[day] = self.rule.openings_on(day)
        return found

    def working_day_after(self, day: date, count: int) -> date:
        """The working day that comes so many working days after a date; the date itself for none."""
        if not count:
            return day
        table = self.of_year(day.year)
        while (position := bisect_right(table.working, day.toordinal()) + count - 1) >= len(table.working):
            if table.last_year - day.year > self.years:
                raise self._past(day, str(WorkingDays(count)))
            table = self.later(table)
        found = date.fromordinal(table.working[position])
        if found - day > self.horizon:
            raise self._past(day, str(WorkingDays(count)))
        return found

    # The horizon

    def _near(self, moment: datetime, found: datetime, asked: str) -> datetime:
        """What was found, where it lies within the horizon: which years the table holds by now must not matter."""
        if abs(found - moment) > self.horizon:
            raise self._past(moment, asked)
        return found

    def _forward(self, table: Table, moment: datetime, asked: str) -> Table:
        if table.hi - moment > self.horizon or table.hi > LAST:
            raise self._past(moment, asked)
        return self.later(table)

    def _backward(self, table: Table, moment: datetime, asked: str) -> Table:
        if moment - table.lo > self.horizon or table.lo <= FIRST:
            raise self._past(moment, asked)
        return self.earlier(table)

    def _past(self, moment: date, asked: str) -> HorizonError:
        return HorizonError.of(
            "past-horizon",
            found=f"nothing for `{asked}` from {moment.isoformat()}",
            allowed=f"an answer within {self.years} years and before 2200",
            remedy="ask for less, or give the calendar more hours or a longer `horizon`",
        )
