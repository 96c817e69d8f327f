"""Over which time a share is taken: a calendar month of a zone, or the time up to now, of a fixed length (O4, D8)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Final

from slapolicy._model import Written
from slapolicy.calendars.zones import Zone, read_zone
from slapolicy.durations import CalendarDays, Elapsed, WorkingDays, duration
from slapolicy.errors import CalendarError, DurationError, Fault, HorizonError, PolicyError, shown
from slapolicy.instants import FIRST, LAST
from slapolicy.spans import Span

__all__ = ["MONTH", "Period", "PeriodField", "ZoneField", "month_faults", "period"]

_DAY = timedelta(days=1)
_DAYS = re.compile(r"\s*(\d{1,5})\s+days?\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar month, or a window of a fixed length that ends at the instant that is asked about.

    Examples:
        >>> str(period("month")), str(period("30 days")), str(period("36 hours"))
        ('month', '30 days', '36 hours')

    A day of a window is 24 hours, whatever the clock on the wall does: a window of a fixed length moves evenly.
    """

    length: timedelta | None = None

    def __str__(self) -> str:
        if self.length is None:
            return "month"
        days, rest = divmod(self.length, _DAY)
        if rest:
            return str(Elapsed(self.length))
        return f"{days} days" if days > 1 else "1 day"

    def around(self, at: datetime, zone: Zone) -> Span:
        """The month of an instant in UTC by the zone's wall clock, or the window that ends at the instant.

        A month begins and ends at the first instant at which the wall clock shows its first midnight or a later time
        (D8), cut to the range of instants (T10).

        Raises:
            HorizonError: the window begins before 1970.
        """
        if self.length is not None:
            if at - FIRST < self.length:
                found = f"`{self}` up to {at.isoformat()}"
                raise HorizonError.of("past-horizon", found=found, allowed="a window that begins in 1970 or later")
            return Span(at - self.length, at)
        # Where the wall clock is set back over the first midnight of a month, its date comes late: the instant decides.
        first = zone.local(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        start, end = zone.first_instant(first), zone.first_instant(_next_month(first))
        if at >= end:
            start, end = end, zone.first_instant(_next_month(_next_month(first)))
        return Span(max(start, FIRST), min(end, LAST))


def _next_month(first: datetime) -> datetime:
    return (first + 31 * _DAY).replace(day=1)


MONTH: Final = Period()
"""The calendar month of the instant that is asked about."""


def period(document: object) -> Period:
    """Read a period: `month`, or a window such as `30 days` or `36 hours`.

    Raises:
        PolicyError: it is neither; a window in calendar days or in business time has no fixed length.
    """
    if isinstance(document, Period):
        return document
    if document == "month":
        return MONTH
    if isinstance(document, str) and (days := _DAYS.fullmatch(document)):
        length = int(days[1]) * _DAY
    else:
        length = _elapsed(document)
    if not timedelta() < length <= LAST - FIRST:
        raise _wrong(document, "write `month` or `30 days`")
    return Period(length)


def _elapsed(document: Any) -> timedelta:
    try:
        read = duration(document)
    except DurationError:
        raise _wrong(document, "write `month` or `30 days`") from None
    if isinstance(read, Elapsed):
        return read.amount
    counted = read.count if isinstance(read, (CalendarDays, WorkingDays)) else 0
    raise _wrong(document, f"write `{counted} days`" if counted else "write `month` or `30 days`")


def _wrong(document: object, remedy: str) -> PolicyError:
    allowed = "`month`, or a window of a fixed length: days of 24 hours, hours, minutes"
    return PolicyError.of("wrong-period", found=shown(document), allowed=allowed, remedy=remedy)


PeriodField = Annotated[Period, Written(period, str, {"type": "string", "examples": ["month", "30 days"]})]


def _zone_name(document: object) -> str:
    """The name of a zone, in the one spelling that it has here."""
    try:
        return read_zone(document).name
    except CalendarError as refused:
        raise PolicyError(*refused.faults) from None


ZoneField = Annotated[str, Written(_zone_name, str, {"type": "string", "examples": ["Europe/Zurich"]})]


def month_faults(per: Period | None, tz: str | None) -> Iterable[Fault]:
    """A month begins at somebody's midnight: its zone is always named."""
    if per == MONTH and tz is None:
        yield Fault(
            code="missing-key",
            path=("tz",),
            found="nothing",
            allowed="the zone of the month",
            remedy="write `tz: Europe/Zurich`, or `tz: UTC`",
        )
