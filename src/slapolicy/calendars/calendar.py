"""`Calendar`: when it is open, how much open time passes, and when a promise is due (T3-T11, D1-D4, D8)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any, Final, final
from zoneinfo import ZoneInfo

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from slapolicy.calendars.algebra import Combination, Combined
from slapolicy.calendars.deadlines import DayEnds, deadline, read_day_ends
from slapolicy.calendars.document import DEFAULT_HORIZON, JSON_SCHEMA, document_of, freeze, read_document
from slapolicy.calendars.index import Index
from slapolicy.calendars.pictures import ordinary_week, week
from slapolicy.calendars.provenance import Provenance, sources_of
from slapolicy.calendars.weekly import HolidayCuts, Weekly
from slapolicy.calendars.words import in_words
from slapolicy.calendars.written import read_horizon, read_pin, read_weekly
from slapolicy.calendars.zones import Zone
from slapolicy.durations import Duration, Elapsed, WorkingTime, duration
from slapolicy.errors import CalendarError, DurationError, Fault, HorizonError, shown
from slapolicy.instants import FIRST, LAST, in_zone_of, utc
from slapolicy.spans import Span

__all__ = ["ALWAYS", "Calendar"]


@final
class Calendar:
    """Opening hours in a zone, with holidays and special hours; a value that never changes.

    Examples:
        >>> from datetime import date, datetime
        >>> from zoneinfo import ZoneInfo
        >>> office = Calendar(
        ...     tz="America/New_York",
        ...     hours={"mon-fri": "09:00-12:30, 13:30-18:00", "sat": "10:00-14:00"},
        ...     holidays=[date(2026, 12, 25)],
        ...     special={date(2026, 12, 31): "09:00-12:00"},
        ... )
        >>> friday = datetime(2026, 3, 6, 16, 30, tzinfo=ZoneInfo("America/New_York"))
        >>> office.add(friday, "4 business hours").isoformat()
        '2026-03-07T12:30:00-05:00'

    Instants are aware datetimes or ISO 8601 texts, and answers carry the zone of the instant passed in (T1).
    Calendars are equal where they mean the same; they can be hashed, pickled and pasted back from their `repr`.

    Args:
        tz: the zone of the hours: a name, a fixed offset such as `-05:00`, a `ZoneInfo` or a `timezone`.
        hours: days (`mon`, `mon-fri`, `sat, sun`, a tuple of days) to hours (`09:00-12:30, 13:30-18:00`,
            `00:00-24:00`, `closed`). A window that ends before it starts crosses midnight and belongs to the
            day on which it starts (T3).
        holidays: dates, texts (`2026-12-24 Christmas Eve`, `2026-12-24 to 2026-12-31`, `yearly 12-25`,
            `yearly last mon may`, `yearly easter+1`) and named sources (`holidays:US-CA`, `workalendar:US`), or
            a mapping of dates to names (T6).
        special: dates or yearly rules to the hours that replace that date's, also on a holiday, with a name
            after the hours if wanted: `09:00-12:00 New Year's Eve` (T4).
        holiday_cuts: what a holiday takes from hours that cross midnight: `start`, `date` or `both` (T3).
        horizon: how far a search goes before it is a `HorizonError` (T7).
        pinned: the years for which the holidays are known, `2020 to 2030`; see `frozen`.
        provenance: where pinned holidays came from.

    Raises:
        CalendarError: every fault at once, each with its path (`hours.mon-fri`).
    """

    __slots__ = ("__weakref__", "_combination", "_parts", "index")

    index: Index
    """The compiled form: what the rest of the engine asks, in UTC throughout."""
    _combination: Combination | None
    _parts: "tuple[Calendar, ...]"

    def __init__(
        self,
        *,
        tz: str | ZoneInfo | timezone,
        hours: Mapping[Any, str],
        holidays: Iterable[str | date] | Mapping[Any, str] = (),
        special: Mapping[Any, str] | None = None,
        holiday_cuts: HolidayCuts | str = HolidayCuts.START,
        horizon: str = DEFAULT_HORIZON,
        pinned: str | None = None,
        provenance: Iterable[str] = (),
    ) -> None:
        written = {
            "tz": tz, "hours": hours, "holidays": holidays, "special": special,
            "holiday_cuts": holiday_cuts, "pinned": pinned, "provenance": provenance,
        }  # fmt: skip
        faults: list[Fault] = []
        try:
            years = read_horizon(horizon)
        except CalendarError as refused:
            faults += refused.faults
        try:
            rule = read_weekly(written)
        except CalendarError as refused:
            faults[:0] = refused.faults
        if faults:
            raise CalendarError(*faults)
        self._set(rule, years)

    def _set(
        self,
        rule: Weekly | Combined,
        years: int,
        combination: Combination | None = None,
        parts: "tuple[Calendar, ...]" = (),
    ) -> None:
        object.__setattr__(self, "index", Index(rule, years))
        object.__setattr__(self, "_combination", combination)
        object.__setattr__(self, "_parts", parts)

    # Questions about an instant

    def is_open(self, at: datetime | str) -> bool:
        """Whether an instant is open: its local date and time lie in a window of that date (T5).

        Examples:
            >>> ALWAYS.is_open("2026-03-06T16:30:00+01:00")
            True

        The instant of a closing is closed: openings are half-open (T2).

        Raises:
            InstantError: the instant is naive or out of range.
        """
        return self.index.is_open(utc(at))

    def next_open(self, at: datetime | str) -> datetime:
        """The earliest open instant that is not before `at`: `at` itself where the calendar is open.

        Raises:
            InstantError: the instant is naive or out of range.
            HorizonError: there is no opening within the horizon (T7).
        """
        return self._shown(self.index.next_open(utc(at)), at)

    def next_close(self, at: datetime | str) -> datetime:
        """The end of the opening that holds `at`, or else of the next opening; always later than `at`.

        Raises:
            InstantError: the instant is naive or out of range.
            HorizonError: there is no closing within the horizon; `ALWAYS` never closes (T7).
        """
        return self._shown(self.index.next_close(utc(at)), at)

    def previous_open(self, at: datetime | str) -> datetime:
        """The latest start of an opening that is not after `at`.

        Raises:
            InstantError: the instant is naive or out of range.
            HorizonError: no opening starts within the horizon before it, or not since 1970.
        """
        return self._shown(self.index.previous_open(utc(at)), at)

    def previous_close(self, at: datetime | str) -> datetime:
        """The latest end of an opening that is not after `at`: `at` itself at the instant of a closing.

        Raises:
            InstantError: the instant is naive or out of range.
            HorizonError: no opening ends within the horizon before it, or not since 1970.
        """
        return self._shown(self.index.previous_close(utc(at)), at)

    # Time that passes

    def add(self, at: datetime | str, length: Duration | str, *, day_ends: DayEnds | str = "same_time") -> datetime:
        """When a duration that starts at an instant is over.

        Examples:
            >>> from datetime import UTC, datetime
            >>> office = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})
            >>> friday = datetime(2026, 3, 6, 16, tzinfo=UTC)
            >>> str(office.add(friday, "1 business hour")), str(office.add(friday, "2 business hours"))
            ('2026-03-06 17:00:00+00:00', '2026-03-09 10:00:00+00:00')
            >>> str(office.add(friday, "1 business day")), str(office.add(friday, "1 calendar day"))
            ('2026-03-09 16:00:00+00:00', '2026-03-07 16:00:00+00:00')

        Working time and working days count from the next opening, elapsed time from the instant itself (D2).
        Working time that exactly fills a day ends at its closing (D3). A working day ends at the same time of
        day on the next working day, moved into that day's hours where it falls outside them: to the next opening
        of that day, or after the last one to its closing (D4). Wall-clock results that a clock change skips
        or repeats follow D8.

        Args:
            at: the start.
            length: a duration, or its text.
            day_ends: when a counted working day is over: at the `same_time`, or at the `close` of that day.

        Raises:
            InstantError: the instant is naive or out of range.
            DurationError: the text is no duration.
            HorizonError: the end lies past the horizon, past 2200, or outside the years that holidays are known for.
        """
        # The common cases first: half of the time that a short question takes would go into passing the others.
        if length.__class__ is WorkingTime:
            if at.__class__ is datetime and at.tzinfo is UTC:
                return self.index.advance(at, length.amount)
            return self._shown(self.index.advance(utc(at), length.amount), at)
        end = deadline(self.index, utc(at), duration(length), read_day_ends(day_ends))
        return self._shown(end, at)

    def subtract(self, at: datetime | str, length: Duration | str) -> datetime:
        """The earliest instant from which exactly that much time passes until `at`.

        Examples:
            >>> office = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})
            >>> str(office.subtract("2026-03-09T13:00Z", "5 business hours"))
            '2026-03-06 16:00:00+00:00'

        For working time that is the earliest `u` with `elapsed(u, at)` equal to the amount: four hours before
        Monday 13:00 is Friday 17:00, because no open time passes at the weekend.

        Raises:
            InstantError: the instant is naive or out of range.
            DurationError: the duration is neither elapsed nor working time.
            HorizonError: there is not so much time before it since 1970, or within the horizon.
        """
        end, length = utc(at), duration(length)
        if isinstance(length, WorkingTime):
            return self._shown(self.index.retreat(end, length.amount), at)
        if not isinstance(length, Elapsed):
            allowed = "elapsed or working time, `4 hours` or `4 business hours`"
            raise DurationError.of("not-subtractable", found=shown(length), allowed=allowed)
        if end - length.amount < FIRST:
            found = f"`{length}` before {end.isoformat()}"
            raise HorizonError.of("past-horizon", found=found, allowed="an answer since 1970")
        return self._shown(end - length.amount, at)

    def elapsed(self, start: datetime | str, end: datetime | str) -> timedelta:
        """The open time in `[start, end)`; negative where the end is before the start.

        Examples:
            >>> office = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})
            >>> office.elapsed("2026-03-06T16:00Z", "2026-03-09T10:00Z")
            datetime.timedelta(seconds=7200)

        Real time counts: a night in which the clock is put forward has an hour less (T5).

        Raises:
            InstantError: an instant is naive or out of range.
            HorizonError: holidays are not known for all of the years between.
        """
        if start.__class__ is end.__class__ is datetime and start.tzinfo is end.tzinfo is UTC:
            return self.index.open_time(start, end)
        return self.index.open_time(utc(start, name="start"), utc(end, name="end"))

    def openings(self, start: datetime | str, end: datetime | str) -> Iterator[Span]:
        """The openings in `[start, end)`, cut to it, in order; made as they are asked for, year by year.

        Examples:
            >>> office = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})
            >>> [str(span.start) for span in office.openings("2026-03-06T16:00Z", "2026-03-10T00:00Z")]
            ['2026-03-06 16:00:00+00:00', '2026-03-09 09:00:00+00:00']

        Raises:
            InstantError: an instant is naive or out of range.
            HorizonError: holidays are not known for all of the years between.
        """
        first, last = utc(start, name="start"), utc(end, name="end")
        return (
            Span(self._shown(span.start, start), self._shown(span.end, start))
            for span in self.index.openings(first, last)
        )

    # Dates

    def is_working_day(self, day: date) -> bool:
        """Whether at least one opening starts on a local date (T9).

        In a combination a date that is open from end to end is a working day too.
        """
        return self.index.is_working_day(_local_date(day))

    def next_working_day(self, day: date, count: int = 1) -> date:
        """The working day that comes so many working days after a local date."""
        return self.index.working_day_after(_local_date(day), count)

    def exception_on(self, day: date) -> str | None:
        """The name of the holiday or the special hours of a local date; `None` on an ordinary one (T4)."""
        return self.index.rule.exception_on(_local_date(day))

    def exceptions(self, first: date, last: date) -> Iterator[tuple[date, str]]:
        """The dates from the first to the last one that are holidays or have special hours, with their names."""
        for ordinal in range(_local_date(first).toordinal(), _local_date(last).toordinal() + 1):
            day = date.fromordinal(ordinal)
            if name := self.exception_on(day):
                yield day, name

    # Words and pictures

    def describe(self) -> str:
        """The calendar in words: the zone, the hours of each day, and the exceptions as they are written.

        Examples:
            >>> print(Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"}, holidays=["yearly 12-25"]).describe())
            hours in UTC
              mon-fri   09:00-17:00
              sat, sun  closed
            holiday yearly 12-25
            a holiday takes the openings that start on it
        """
        return in_words(self.index.rule)

    def week_svg(self, day: date) -> str:
        """The week, Monday to Sunday, of a local date as a picture: SVG text, for light and dark pages.

        Examples:
            >>> picture = ALWAYS.week_svg(date(2026, 3, 6))
            >>> "2026-03-02 to 2026-03-08, UTC" in picture
            True

        Bars are openings as the clock on the wall shows them; holidays, special hours and clock changes are named.

        Raises:
            CalendarError: the day is no date.
            HorizonError: the day lies outside 1970 to 2199, or holidays are not known for its week.
        """
        return week(self.index, _local_date(day))

    def _repr_svg_(self) -> str:
        """What a notebook shows: an ordinary week without exceptions, because nothing here knows today's date."""
        return ordinary_week(self.index)

    # Algebra

    def __or__(self, other: "Calendar") -> "Calendar":
        """Open where either is (T8)."""
        return self.combined_with(Combination.ANY, other) if isinstance(other, Calendar) else NotImplemented

    def __and__(self, other: "Calendar") -> "Calendar":
        """Open where both are (T8)."""
        return self.combined_with(Combination.ALL, other) if isinstance(other, Calendar) else NotImplemented

    def __sub__(self, other: "Calendar") -> "Calendar":
        """Open where this one is and the other is not (T8)."""
        return self.combined_with(Combination.EXCEPT, other) if isinstance(other, Calendar) else NotImplemented

    def combined_with(self, combination: Combination, *others: "Calendar") -> "Calendar":
        """Several calendars as one: `any` of them open, `all` of them, or the first `except` the others (T8)."""
        parts = (*self._parts, *others) if self._combination is combination else (self, *others)
        rule = Combined(combination, tuple(part.index for part in parts))
        if not rule.opens():
            remedy = "combine calendars whose hours meet, or leave some of the first one's hours"
            raise CalendarError.of("never-open", found="no opening", allowed="a combination that opens", remedy=remedy)
        combined = object.__new__(Calendar)
        combined._set(rule, max(part.index.years for part in parts), combination, parts)
        return combined

    # The value

    @property
    def tz(self) -> str:
        """The name of the zone; a combination has that of its first part."""
        return self._zone.name

    @property
    def zone(self) -> tzinfo:
        """The zone itself, to show instants in."""
        return self._zone.tz

    @property
    def _zone(self) -> Zone:
        return self.index.rule.zone

    def sources(self) -> tuple[Provenance, ...]:
        """The tz database and the holiday packages that answers rest on, with their releases (T6, T11)."""
        return sources_of(self.index.rule)

    def frozen(self, first_year: int, last_year: int) -> "Calendar":
        """The same calendar with the holidays of named sources as plain dates, for these years only (T6).

        Examples:
            >>> office = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"}, holidays=["holidays:US"])
            >>> office.frozen(2026, 2027).exception_on(date(2026, 12, 25))
            'Christmas Day'

        An answer that needs another year is a `HorizonError`, never a guess. The packages' releases stay known.
        The parts of a combination are frozen for a year more on either side, because their new years differ.

        Raises:
            CalendarError: the years are no years from 1970 to 2199, the first one first.
            HorizonError: a source knows nothing about one of the years.
        """
        pin = read_pin(f"{first_year} to {last_year}")
        first_year, last_year = pin.first_year, pin.last_year
        if self._combination:
            # The new year of one zone lies in the old or the new one of another: the parts have to know both.
            years = max(first_year - 1, min(first_year, FIRST.year)), min(last_year + 1, max(last_year, LAST.year - 1))
            first, *rest = (part.frozen(*years) for part in self._parts)
            return first.combined_with(self._combination, *rest)
        document = freeze(self.to_dict(), self._weekly.sources, first_year, last_year)
        return Calendar(**document)

    def to_dict(self) -> dict[str, Any]:
        """The calendar as a part of a policy document; reading it gives an equal calendar (P2)."""
        if self._combination:
            return {self._combination.value: [part.to_dict() for part in self._parts]}
        return document_of(self._weekly, self.index.years)

    @classmethod
    def from_dict(cls, document: object) -> "Calendar":
        """Read a calendar from a part of a policy document: a mapping, or the text `24x7`.

        Examples:
            >>> Calendar.from_dict("24x7") == ALWAYS
            True

        Raises:
            CalendarError: every fault at once, each with its path.
        """
        return read_document(document, Calendar, ALWAYS)

    @property
    def _weekly(self) -> Weekly:
        rule = self.index.rule
        assert isinstance(rule, Weekly)
        return rule

    @property
    def _meaning(self) -> tuple[object, ...]:
        return (self._combination, self._parts) if self._combination else (self._weekly, self.index.years)

    def __eq__(self, other: object) -> bool:
        return self._meaning == other._meaning if isinstance(other, Calendar) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._meaning)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a calendar can't change: `{name}`")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a calendar can't change: `{name}`")

    def __reduce__(self) -> tuple[Any, tuple[dict[str, Any]]]:
        return Calendar.from_dict, (self.to_dict(),)

    def __repr__(self) -> str:
        if self._combination:
            sign = {Combination.ANY: " | ", Combination.ALL: " & ", Combination.EXCEPT: " - "}[self._combination]
            return "(" + sign.join(map(repr, self._parts)) + ")"
        if self is ALWAYS or self == ALWAYS:
            return "ALWAYS"
        return f"Calendar({', '.join(f'{key}={value!r}' for key, value in self.to_dict().items())})"

    @staticmethod
    def _shown(result: datetime, like: datetime | str) -> datetime:
        return in_zone_of(result, like)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.from_dict,
            serialization=core_schema.plain_serializer_function_ser_schema(_shortest),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return JSON_SCHEMA


def _local_date(day: date) -> date:
    if isinstance(day, datetime) or not isinstance(day, date):
        raise CalendarError.of("wrong-date", found=shown(day), allowed="a local date, without a time")
    return day


def _shortest(calendar: Calendar) -> Any:
    """A calendar as a document has it (P2)."""
    return "24x7" if calendar == ALWAYS else calendar.to_dict()


ALWAYS: Final = Calendar(tz="UTC", hours={"mon-sun": "00:00-24:00"})
"""Open at every instant: working time in it is elapsed time."""
