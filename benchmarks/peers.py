"""One small adapter for each library, all with the same two questions: UTC instants in, UTC instants out.

An adapter does what a careful user of that library would write, following its documentation; what a library
can't express is `NotExpressible` rather than approximated. Packages are imported when an adapter is built, so
that a comparison works with whichever of them are installed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from workload import YEARS, Office

NONE = timedelta()
EXACT = timedelta.resolution
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class NotExpressible(Exception):
    """The library has no words for this calendar."""


@dataclass(frozen=True, kw_only=True)
class Peer:
    """A calendar built with one library.

    Attributes:
        add: when an amount of open time that starts at an instant is over.
        elapsed: the open time between two instants.
        amount: a length as this library takes it; made once, before the clock starts.
        step: amounts and answers are whole multiples of it.
        grid: instants are whole multiples of it.
    """

    add: Callable[[datetime, Any], datetime]
    elapsed: Callable[[datetime, datetime], timedelta]
    amount: Callable[[timedelta], Any] = lambda length: length
    step: timedelta = EXACT
    grid: timedelta = EXACT


def slapolicy(office: Office) -> Peer:
    from slapolicy import Calendar
    from slapolicy.durations import WorkingTime

    calendar = Calendar(
        tz=office.tz,
        hours={tuple(WEEKDAYS[day].lower() for day in office.days): _text(office.windows)},
        holidays=office.holidays,
        special={day: _text(windows) for day, windows in office.special.items()},
    )
    return Peer(add=calendar.add, elapsed=calendar.elapsed, amount=WorkingTime)


def workclock(office: Office) -> Peer:
    from workclock import Holidays, Schedule, WorkDay

    _refuse(office.special, "special hours")
    hours = [WorkDay(since, until, days=office.days) for since, until in office.windows]
    schedule = Schedule([*hours, Holidays(office.holidays)], time_zone=office.tz)
    return Peer(add=schedule.add, elapsed=schedule.between)


def businesstimedelta(office: Office) -> Peer:
    import businesstimedelta as package
    import pytz

    _refuse(office.special, "special hours")
    zone, days = pytz.timezone(office.tz), list(office.days)
    since, until = office.windows[0][0], office.windows[-1][1]
    rules = [package.WorkDayRule(since, until, days, tz=zone)]
    rules += [package.LunchTimeRule(start, end, days, tz=zone) for start, end in _breaks(office)]
    rule = package.Rules([*rules, package.HolidayRule(frozenset(office.holidays), tz=zone)])

    def add(start: datetime, amount: Any) -> datetime:
        found: datetime = start + amount
        return found.astimezone(UTC)

    def elapsed(start: datetime, end: datetime) -> timedelta:
        found: timedelta = rule.difference(start, end).timedelta
        return found

    return Peer(add=add, elapsed=elapsed, amount=lambda length: package.BusinessTimeDelta(rule, timedelta=length))


def pandas(office: Office) -> Peer:
    import pandas as package

    _refuse(office.special, "special hours")
    hour = package.offsets.CustomBusinessHour(
        start=[f"{since:%H:%M}" for since, _ in office.windows],
        end=[f"{until:%H:%M}" for _, until in office.windows],
        weekmask=" ".join(WEEKDAYS[day] for day in office.days),
        holidays=list(office.holidays),
    )
    one, zone = timedelta(hours=1), ZoneInfo(office.tz)

    def add(start: datetime, hours: Any) -> datetime:
        found: datetime = (package.Timestamp(start).tz_convert(zone) + hours).tz_convert(UTC).to_pydatetime()
        return found

    def elapsed(start: datetime, end: datetime) -> timedelta:
        first, last = (package.Timestamp(moment).tz_convert(zone) for moment in (start, end))
        return len(package.date_range(first, last, freq=hour, inclusive="left")) * one

    return Peer(add=add, elapsed=elapsed, amount=lambda length: hour * max(length // one, 1), step=one)


def busday_recipe(office: Office) -> Peer:
    """Whole days by `numpy.busday_count` and `busday_offset`, the rest by hand on naive local times."""
    import numpy

    _refuse(office.special, "special hours")
    _refuse(office.is_night, "hours across midnight")
    zone, length = ZoneInfo(office.tz), sum((_span(window) for window in office.windows), NONE)
    mask = [day in office.days for day in range(7)]
    business = numpy.busdaycalendar(weekmask=mask, holidays=list(office.holidays))

    def worked(local: datetime) -> timedelta:
        if not numpy.is_busday(local.date(), busdaycal=business):
            return NONE
        now = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        return sum((max(NONE, min(now, _since(u)) - _since(s)) for s, u in office.windows), NONE)

    def elapsed(start: datetime, end: datetime) -> timedelta:
        if end < start:
            return -elapsed(end, start)
        first, last = start.astimezone(zone), end.astimezone(zone)
        days = int(numpy.busday_count(first.date(), last.date(), busdaycal=business))
        return days * length - worked(first) + worked(last)

    def add(start: datetime, amount: timedelta) -> datetime:
        first = start.astimezone(zone)
        days, rest = divmod(amount + worked(first), length)
        if not rest:
            days, rest = days - 1, length
        day = numpy.busday_offset(first.date(), days, roll="forward", busdaycal=business).astype(date)
        for since, until in office.windows:
            if rest <= _span((since, until)):
                found: datetime = (datetime.combine(day, since, zone) + rest).astimezone(UTC)
                return found
            rest -= _span((since, until))
        raise AssertionError

    return Peer(add=add, elapsed=elapsed)


def exchange_calendars(office: Office) -> Peer:
    import exchange_calendars as package
    import pandas

    _refuse(office.special, "an extra working day")
    pauses = _breaks(office)

    class Office_(package.ExchangeCalendar):  # type: ignore[misc]  # noqa: N801 - it takes calendars as classes
        name = "office"
        tz = ZoneInfo(office.tz)
        open_times = ((None, office.windows[0][0]),)
        close_times = ((None, office.windows[-1][1]),)
        break_start_times = ((None, pauses[0][0]),) if pauses else None
        break_end_times = ((None, pauses[0][1]),) if pauses else None
        close_offset = int(office.is_night)
        weekmask = "".join("01"[day in office.days] for day in range(7))
        adhoc_holidays = [pandas.Timestamp(day) for day in office.holidays]  # noqa: RUF012

    calendar = Office_(start=f"{YEARS[0]}-01-01", end=f"{YEARS[-1]}-12-31")
    one = timedelta(minutes=1)

    def add(start: datetime, minutes: int) -> datetime:
        first = calendar.minute_to_trading_minute(pandas.Timestamp(start), "next")
        found: datetime = calendar.minute_offset(first, minutes - 1).to_pydatetime() + one
        return found

    def elapsed(start: datetime, end: datetime) -> timedelta:
        if end < start:
            return -elapsed(end, start)
        return int(calendar.minutes_distance(pandas.Timestamp(start), pandas.Timestamp(end) - one)) * one

    return Peer(add=add, elapsed=elapsed, amount=lambda length: length // one, step=one, grid=one)


def timeboard(office: Office) -> Peer:
    """A board of half hours; a finer one of these years does not fit into memory."""
    import timeboard as package

    half, zone = timedelta(minutes=30), ZoneInfo(office.tz)
    first = date(YEARS[0], 1, 6)  # a Monday
    week = [_on(Office(office.windows, office.days, ()), first + timedelta(days=day)) for day in range(7)]
    # A night belongs to the day on which it starts, so an exception changes two dates.
    exceptions = {day + timedelta(days=i) for day in (*office.holidays, *office.special) for i in (0, 1)}
    amendments = {
        datetime.combine(day, time()) + half * slot: label
        for day in exceptions
        if day >= first and day.year < YEARS[-1]
        for slot, label in enumerate(_on(office, day))
    }
    board = package.Timeboard(
        "30min", first, date(YEARS[-1] - 1, 12, 31), layout=[label for day in week for label in day],
        amendments=amendments,
    )  # fmt: skip

    def local(moment: datetime) -> datetime:
        return moment.astimezone(zone).replace(tzinfo=None)

    def add(start: datetime, halves: int) -> datetime:
        last = board.get_workshift(local(start)).rollforward(halves - 1).start_time.to_pydatetime()
        found: datetime = (last + half).replace(tzinfo=zone).astimezone(UTC)
        return found

    def elapsed(start: datetime, end: datetime) -> timedelta:
        if end < start:
            return -elapsed(end, start)
        since, until = local(start), local(end) - half
        return int(board.get_interval((since, until)).count()) * half if since <= until else NONE

    return Peer(add=add, elapsed=elapsed, amount=lambda length: max(length // half, 1), step=half, grid=half)


def django_bizcal(office: Office) -> Peer:
    from django_bizcal import WorkingCalendar
    from django_bizcal.providers import SetHolidayProvider

    def blocks(windows: Iterable[tuple[time, time]]) -> list[tuple[str, str, int]]:
        return [(f"{since:%H:%M}", f"{until:%H:%M}", int(until <= since)) for since, until in windows]

    calendar = WorkingCalendar(
        tz=office.tz,
        weekly_schedule={day: blocks(office.windows) for day in office.days},
        holiday_provider=SetHolidayProvider.from_dates(office.holidays),
        day_overrides={day: blocks(windows) for day, windows in office.special.items()},
    )
    return Peer(add=calendar.add_business_time, elapsed=calendar.business_time_between)


def opening_hours(office: Office) -> Peer:
    """The intervals that the library lists, added up."""
    from opening_hours import OpeningHours, State

    days = ",".join(WEEKDAYS[day][:2] for day in office.days)
    off = ",".join(f"{day:%Y %b %d}" for day in office.holidays if day not in office.special)
    special = "".join(f"; {day:%Y %b %d} {_text(windows)}" for day, windows in office.special.items())
    hours = OpeningHours(f"{days} {_text(office.windows)}; {off} off{special}", timezone=ZoneInfo(office.tz))
    utc = ZoneInfo("UTC")  # the library knows zones by their key

    def add(start: datetime, amount: timedelta) -> datetime:
        for since, until, state, _ in hours.intervals(start.replace(tzinfo=utc)):
            if state is State.OPEN:
                first: datetime = max(since.astimezone(UTC), start)
                length = until.astimezone(UTC) - first
                if amount <= length:
                    return first + amount
                amount -= length
        raise AssertionError

    def elapsed(start: datetime, end: datetime) -> timedelta:
        if end < start:
            return -elapsed(end, start)
        listed = hours.intervals(start.replace(tzinfo=utc), end.replace(tzinfo=utc))
        return sum((b.astimezone(UTC) - a.astimezone(UTC) for a, b, state, _ in listed if state is State.OPEN), NONE)

    return Peer(add=add, elapsed=elapsed)


PEERS: dict[str, tuple[str, Callable[[Office], Peer]]] = {
    "workclock": ("workclock", workclock),
    "numpy busday recipe": ("numpy", busday_recipe),
    "exchange_calendars": ("exchange_calendars", exchange_calendars),
    "timeboard": ("timeboard", timeboard),
    "pandas CustomBusinessHour": ("pandas", pandas),
    "django-bizcal": ("django-bizcal", django_bizcal),
    "opening-hours-py": ("opening-hours-py", opening_hours),
    "businesstimedelta": ("businesstimedelta", businesstimedelta),
}
"""The distribution that each adapter needs, and the adapter."""


def _refuse(found: object, words: str) -> None:
    if found:
        raise NotExpressible(words)


def _text(windows: Iterable[tuple[time, time]]) -> str:
    return ",".join(f"{since:%H:%M}-{until:%H:%M}" for since, until in windows)


def _breaks(office: Office) -> list[tuple[time, time]]:
    return [(one[1], other[0]) for one, other in zip(office.windows, office.windows[1:], strict=False)]


def _since(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)


def _span(window: tuple[time, time]) -> timedelta:
    return _since(window[1]) - _since(window[0])


def _on(office: Office, day: date) -> list[int]:
    """The half hours of a date that are open."""

    def is_open(slot: int) -> bool:
        at = time(slot // 2, slot % 2 * 30)
        tonight = any(since <= at and (at < until or until <= since) for since, until in office.windows_on(day))
        yesterday = office.windows_on(day - timedelta(days=1))
        return tonight or any(until <= since and at < until for since, until in yesterday)

    return [int(is_open(slot)) for slot in range(48)]
