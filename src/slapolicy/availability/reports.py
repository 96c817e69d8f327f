"""`Availability`: from outages to the share of the time in which something worked, and what is left to lose (O4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from pydantic import Field

from slapolicy._model import Model
from slapolicy.availability.budgets import ZERO, Budget
from slapolicy.availability.periods import MONTH, Period, PeriodField, ZoneField, month_faults
from slapolicy.availability.shares import ShareField
from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.calendars.zones import UTC_ZONE, read_zone
from slapolicy.errors import Fault, InstantError, shown
from slapolicy.instants import LAST, in_zone_of, instant, utc
from slapolicy.spans import Span, clip, intersect, merge

__all__ = ["Availability", "AvailabilityReport", "Outage"]

_TICK = timedelta.resolution


class Outage(NamedTuple):
    """When something did not work: from its start to its end, which it does not hold; without an end it goes on."""

    start: datetime | str
    end: datetime | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityReport:
    """What an availability was promised, and what it is, as seen at an instant.

    Instants are in the zone of the question (T1).

    Attributes:
        at: the instant that was asked about.
        start: where the period begins: the whole month, or the window that ends at `at`.
        end: where it ends.
        counted: the time of the period that counts; of the whole month, also while it lasts.
        downtime: the counted time that was lost by `at`.
        outages: the spans of it.
        share: the part of the counted time that is not lost, exactly; the whole, where nothing counts.
        goal: the share that was promised.
        met: whether `share` reaches it.
        budget: what may be lost.
        left: what still may, negative where more is lost.
        running: whether an outage goes on.
        used_up_at: since when the share is down to the goal; or, while an outage goes on, when it will be if that does
            not end; none where the period ends before, and where something is left and nothing runs.
    """

    at: datetime
    start: datetime
    end: datetime
    counted: timedelta
    downtime: timedelta
    outages: tuple[Span, ...]
    share: Fraction
    goal: Fraction
    met: bool
    budget: timedelta
    left: timedelta
    running: bool
    used_up_at: datetime | None


class Availability(Model, frozen=True):
    """A promise that something works for a share of the time, over a calendar month or a window up to now (O4).

    Examples:
        >>> shop = Availability(goal="99.9%", per="month", tz="UTC")
        >>> report = shop.report([Outage("2026-04-10T08:00Z", "2026-04-10T08:30Z")], at="2026-04-11T00:00Z")
        >>> str(report.budget), str(report.left), report.met
        ('0:43:12', '0:13:12', True)

    Where a calendar is named, only its hours count, in the period as in the outages: service hours, or `ALWAYS` without
    maintenance windows.

    Raises:
        PolicyError: every fault at once: no share, no period, a month without a zone.
    """

    goal: ShareField = Field(description="the share of the time that is promised")
    per: PeriodField = MONTH
    tz: ZoneField | None = None
    calendar: Calendar | None = None

    if TYPE_CHECKING:  # what may be written; the fields say what is read

        def __init__(
            self,
            *,
            goal: Fraction | str,
            per: Period | str = MONTH,
            tz: str | None = None,
            calendar: Calendar | None = None,
        ) -> None: ...

    def checks(self) -> Iterable[Fault]:
        """A month needs a zone."""
        return month_faults(self.per, self.tz)

    def report(self, outages: Iterable[Outage | Span], *, at: datetime | str) -> AvailabilityReport:
        """The share as it is at an instant, what may still be lost, and when nothing may any more.

        Examples:
            >>> shop = Availability(goal="99.9%", per="30 days")
            >>> report = shop.report([Outage("2026-04-10T08:00Z")], at="2026-04-10T08:15Z")
            >>> report.used_up_at.isoformat()
            '2026-04-10T08:43:12+00:00'

        Outages may overlap and come in any order. Only what is known at the instant counts: an outage that starts later
        is not known yet, and one that ends later goes on (E9). A month is measured as a whole: what is still to come of
        it counts as time in which all works.

        Raises:
            InstantError: an instant is naive or out of range, or an outage ends before it starts; all at once.
            HorizonError: the window begins before 1970, or the calendar does not know its holidays.
        """
        asked = instant(at)
        now = utc(asked)
        known = _read(outages, now)
        budget = self._budget(known, now)
        running = any(end is None for _, end in known)
        since = budget.used_up_since(now)
        if since is None and running:
            since = budget.used_up_after(now)
        return _told(self.goal, budget, asked, since, running=running)

    def _budget(self, known: "list[_Known]", now: datetime) -> Budget:
        """What may be lost and what is, with running outages going on as long as it matters."""
        calendar = ALWAYS if self.calendar is None else self.calendar
        period = self.per.around(now, read_zone(self.tz) if self.tz else UTC_ZONE)
        rolls = self.per.length is not None
        until = period.end
        if rolls and any(end is None for _, end in known):
            # So much later all of the window is lost: nothing is left from the next open instant on, which is held.
            later = now + period.length
            until = calendar.next_open(later) + _TICK if later < LAST else LAST
        spans = merge(Span(start, end or until) for start, end in known if start < (end or until))
        if not rolls:
            spans = list(clip(spans, *period))
        lost = intersect(spans, list(calendar.openings(spans[0].start, until))) if spans else []
        return Budget(self.goal, period, calendar, lost, until, rolls=rolls)


def _told(
    goal: Fraction, budget: Budget, asked: datetime, since: datetime | None, *, running: bool
) -> AvailabilityReport:
    """The report, with its instants in the zone of the question (T1)."""
    now = utc(asked)
    start, end = budget.period
    balance = budget.at(now)
    return AvailabilityReport(
        at=asked,
        start=in_zone_of(start, asked),
        end=in_zone_of(end, asked),
        counted=balance.counted,
        downtime=balance.lost,
        outages=tuple(Span(*(in_zone_of(edge, asked) for edge in span)) for span in clip(budget.lost, start, now)),
        share=balance.share,
        goal=goal,
        met=balance.left >= ZERO,
        budget=balance.budget,
        left=balance.left,
        running=running,
        used_up_at=in_zone_of(since, asked) if since else None,
    )


class _Known(NamedTuple):
    """An outage as it is known at an instant, in UTC."""

    start: datetime
    end: datetime | None


def _read(outages: Iterable[Outage | Span], now: datetime) -> list[_Known]:
    """The outages that have begun by now, and their ends where they are over; every fault at once."""
    read: list[_Known] = []
    faults: list[Fault] = []
    for number, outage in enumerate(outages):
        try:
            start = utc(outage.start, name="start")
            end = None if outage.end is None else utc(outage.end, name="end")
        except InstantError as refused:
            faults += [fault.under("outages", number) for fault in refused.faults]
            continue
        if end is not None and end < start:
            allowed = f"an instant that is not before the start, {shown(outage.start)}"
            path = ("outages", number, "end")
            faults.append(Fault(code="reversed-span", path=path, found=shown(outage.end), allowed=allowed))
        if start <= now:
            read.append(_Known(start, end if end is None or end <= now else None))
    if faults:
        raise InstantError(*faults)
    return read
