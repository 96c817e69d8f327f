"""The count that leads to a deadline, line by line: what counts, what is skipped and why (P5).

Working time and working days are counted on the calendar's own dates; elapsed time in the zone of the question.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise, zip_longest

from slapolicy.calendars import Calendar
from slapolicy.clocks import ClockReport
from slapolicy.clocks.promises import Stretch
from slapolicy.durations import CalendarDays, Elapsed, WorkingDays, WorkingTime
from slapolicy.spans import Span
from slapolicy.wording import day_text, span_text

__all__ = ["count_lines"]

_DAY = timedelta(days=1)


def count_lines(clock: ClockReport, tell: Callable[[datetime], str]) -> Iterator[str]:
    """The lines of a clock that has started, its instants in UTC; none where nothing is promised.

    `tell` says an instant in the zone of the question.
    """
    start, limit = clock.counted_from, clock.limit
    if start is None or limit is None:
        return
    if isinstance(limit, (Elapsed, WorkingTime)):
        yield from _amounts(clock, start, tell if isinstance(limit, Elapsed) else None)
        return
    calendar = clock.stretches[0].calendar
    if isinstance(limit, CalendarDays):
        day = start.astimezone(calendar.zone).date()
        end = day + limit.count * _DAY
        yield f"{day_text(day)} and {limit.canonical}: {day_text(end)}, at the same time of day"
    else:
        yield from _days(clock, calendar, start)
    yield from _given_back(clock, calendar)


def _amounts(clock: ClockReport, start: datetime, tell: Callable[[datetime], str] | None) -> Iterator[str]:
    """Each stretch up to the deadline with what it adds, and the pauses between them; elapsed time if it is told."""
    total = clock.carried
    if total:
        yield f"carried over: {span_text(total)}"
    for stretch, end, after in _stretches(clock, start):
        calendar = stretch.calendar
        whole = [Span(stretch.start, end)] if stretch.start < end else []
        spans = whole if tell else calendar.openings(stretch.start, end)
        day = stretch.start.astimezone(calendar.zone).date()
        for span in spans:
            total += span.end - span.start
            if tell:
                times = f"{tell(span.start)} to {tell(span.end)}"
                yield f"{times}: {span_text(span.end - span.start)}, in all {span_text(total)}"
                continue
            first = span.start.astimezone(calendar.zone)
            yield from _closed(calendar, day, first.date())
            day = max(day, first.date() + _DAY)
            name = calendar.exception_on(first.date())
            why = f" ({name})" if name else ""
            yield f"{_times(calendar, span)}: {span_text(span.end - span.start)}, in all {span_text(total)}{why}"
        yield from _pause(clock, stretch, after, tell)


def _stretches(clock: ClockReport, start: datetime) -> Iterator[tuple[Stretch, datetime, Stretch | None]]:
    """The stretches that count, each with its end and the next: cut at the deadline; a closed clock's last thought on.

    One that a pause ended as it began is among them: the pause is to be told.
    """
    due = clock.due_at
    for stretch, after in zip_longest(clock.stretches, clock.stretches[1:]):
        open_end = stretch.end is None or (after is None and clock.ended_at is not None)
        ends = [at for at in (due, None if open_end else stretch.end) if at is not None]
        since = max(stretch.start, start)
        if ends and since <= min(ends):
            yield stretch._replace(start=since), min(ends), after


def _pause(
    clock: ClockReport, stretch: Stretch, after: Stretch | None, tell: Callable[[datetime], str] | None
) -> Iterator[str]:
    """The pause that follows a stretch, unless the deadline came before it; or the calendar by which it goes on."""
    if stretch.end is None or stretch.end == clock.ended_at or (clock.due_at and clock.due_at <= stretch.end):
        return
    if after is None:
        yield f"paused since {tell(stretch.end) if tell else _clock_time(stretch.calendar, stretch.end)}"
    elif after.start > stretch.end:
        pause = Span(stretch.end, after.start)
        times = f"{tell(pause.start)} to {tell(pause.end)}" if tell else _times(stretch.calendar, pause)
        yield f"{times}: paused"
    if after is not None and after.calendar is not stretch.calendar and tell is None:
        yield f"{_clock_time(after.calendar, after.start)}: counted in {after.calendar.tz} from then on"


def _clock_time(calendar: Calendar, at: datetime) -> str:
    local = at.astimezone(calendar.zone)
    return f"{day_text(local)} {local:%H:%M}"


def _days(clock: ClockReport, calendar: Calendar, start: datetime) -> Iterator[str]:
    """The working days after the one that counting starts on; a dated deadline's up to its date (D2, D4)."""
    begin = calendar.next_open(start)
    day = begin.astimezone(calendar.zone).date()
    if begin != start:
        yield f"{_clock_time(calendar, begin)}: the next opening, counting starts"
    due = clock.due_at or clock.if_resumed_now
    last = due.astimezone(calendar.zone).date() if due is not None else day
    counted, wanted = 0, clock.limit.count if isinstance(clock.limit, WorkingDays) else None
    while counted < wanted if wanted is not None else day < last:
        day += _DAY
        if calendar.is_working_day(day):
            counted += 1
            name = calendar.exception_on(day)
            yield f"{day_text(day)}: working day {counted}" + (f" ({name})" if name else "")
        else:
            yield from _closed(calendar, day, day + _DAY)


def _given_back(clock: ClockReport, calendar: Calendar) -> Iterator[str]:
    """Each pause before a deadline in days, and by how much it moves that (D6)."""
    for before, after in pairwise(clock.stretches):
        start, end = before.end, after.start
        if start is None or (clock.due_at is not None and clock.due_at <= start):
            continue
        if after.calendar is not before.calendar and isinstance(clock.limit, WorkingDays):
            ends = clock.due_at if after is clock.stretches[-1] else None
            left = f"{span_text(after.calendar.elapsed(end, ends))} left" if ends else "what is left"
            yield f"{_clock_time(before.calendar, start)}: {left}, counted in {after.calendar.tz} from then on"
            continue
        if start == end:
            continue
        held = after.calendar if isinstance(clock.limit, WorkingDays) else calendar
        times = _times(held, Span(start, end))
        if isinstance(clock.limit, WorkingDays):
            yield f"{times}: paused, {span_text(held.elapsed(start, end))} of open time given back"
        elif isinstance(clock.limit, CalendarDays):
            yield f"{times}: paused, {span_text(end - start)} given back"
        else:
            yield f"{times}: paused, but a date does not move"


def _times(calendar: Calendar, span: Span) -> str:
    first, last = (at.astimezone(calendar.zone) for at in (span.start, span.end))
    until = f"{last:%H:%M}" if last.date() == first.date() else f"{day_text(last)} {last:%H:%M}"
    return f"{day_text(first)} {first:%H:%M} to {until}"


def _closed(calendar: Calendar, day: date, until: date) -> Iterator[str]:
    """The dates without an opening, and the one that special hours had closed already."""
    while day < until:
        name = calendar.exception_on(day)
        if not calendar.is_working_day(day):
            yield f"{day_text(day)} closed" + (f": {name}" if name else "")
        elif name:
            yield f"{day_text(day)} no hours left: {name}"
        day += _DAY
