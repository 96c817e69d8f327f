"""How a deadline came about, as text that a person can check with a calendar on paper (P5)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from slapolicy.calendars import Calendar
from slapolicy.clocks import ClockReport, Verdict
from slapolicy.clocks.promises import ZERO, Stretch
from slapolicy.durations import CalendarDays, Elapsed, EndOfBusinessDay, NextBusinessDayBy, WorkingDays, WorkingTime
from slapolicy.spans import Span

__all__ = ["explain_clock", "moment_text", "span_text"]

MOST_LINES = 60
"""A longer count is cut in the middle of the text, and says how many lines are left out."""


def moment_text(at: datetime) -> str:
    """An instant as it is read aloud: day of the week, date, time, offset.

    Example:
        >>> from datetime import UTC
        >>> moment_text(datetime(2026, 3, 6, 15, 30, tzinfo=UTC))
        'Fri 2026-03-06 15:30 +00:00'
    """
    seconds = "" if at.second == at.microsecond == 0 else f":{at:%S}" + (f".{at:%f}" if at.microsecond else "")
    return f"{at:%a %Y-%m-%d %H:%M}{seconds} {at.isoformat()[-6:]}"


def span_text(span: timedelta) -> str:
    """A span of time in hours, minutes and seconds.

    Example:
        >>> span_text(timedelta(hours=3, minutes=30)), span_text(timedelta(hours=-2)), span_text(timedelta(0))
        ('3 h 30 min', '-2 h', '0 min')
    """
    micros = abs(span) // timedelta(microseconds=1)
    seconds, rest = divmod(micros, 1_000_000)
    parts = [(seconds // 3600, "h"), (seconds // 60 % 60, "min")]
    text = " ".join(f"{number} {unit}" for number, unit in parts if number)
    if seconds % 60 or rest:
        text += f" {seconds % 60}" + (f".{rest:06}" if rest else "") + " s"
    return ("-" if span < ZERO else "") + (text.strip() or "0 min")


def explain_clock(clock: ClockReport) -> str:
    """One clock, from its start to its deadline: what was counted, what was skipped and why, and the sum."""
    lines = [f"{clock.target}: {clock.verdict.replace('_', ' ')} ({clock.state.replace('_', ' ')})"]
    if clock.started_at is None:
        return f"{lines[0]}\n  {clock.reason}"
    if len(clock.cycles) > 1:
        earlier = ", ".join(str(cycle.verdict) for cycle in clock.cycles[:-1])
        lines.append(f"  cycle {clock.number}; before it: {earlier}")
    promised = f"promised within {clock.limit}" if clock.limit is not None else clock.reason
    lines.append(f"  {promised}, started {moment_text(clock.started_at)}")
    count = list(_count(clock))
    if len(count) > MOST_LINES:
        half = MOST_LINES // 2
        count = [*count[:half], f"... {len(count) - 2 * half} more lines ...", *count[-half:]]
    lines += [f"    {line}" for line in count]
    lines += [f"  {line}" for line in _result(clock)]
    return "\n".join(lines)


def _result(clock: ClockReport) -> Iterator[str]:
    if clock.due_at is not None:
        moved = clock.original_due_at is not None and clock.original_due_at != clock.due_at
        before = f" (at first {moment_text(clock.original_due_at)})" if moved and clock.original_due_at else ""
        yield f"due {moment_text(clock.due_at)}{before}"
    elif clock.if_resumed_now is not None:
        yield f"paused: no deadline; if it resumed now, due {moment_text(clock.if_resumed_now)}"
    if clock.ended_at is not None:
        yield f"{clock.state} {moment_text(clock.ended_at)}"
    if clock.left is not None:
        left = f"{span_text(clock.left)} left" if clock.left >= ZERO else f"{span_text(-clock.left)} late"
        yield f"used {span_text(clock.used)}, {left}"
    if clock.breached_at is not None and clock.verdict is Verdict.BREACHED:
        yield f"breached since {moment_text(clock.breached_at)}"
    for warning in clock.warnings:
        yield f"warning {warning.threshold}: {'passed' if warning.fired else 'comes'} {moment_text(warning.at)}"


def _count(clock: ClockReport) -> Iterator[str]:
    """The stretches up to the deadline, with what each of them adds, and the pauses between them."""
    if isinstance(clock.limit, (Elapsed, WorkingTime)):
        total = ZERO
        for stretch, end in _stretches(clock):
            if isinstance(clock.limit, Elapsed):
                total += end - stretch.start
                zone = clock.started_at.tzinfo if clock.started_at else None
                span = f"{moment_text(stretch.start.astimezone(zone))} to {moment_text(end.astimezone(zone))}"
                yield f"{span}: {span_text(end - stretch.start)}, in all {span_text(total)}"
            else:
                for line, added in _openings(stretch.calendar, stretch.start, end):
                    total += added
                    yield f"{line}, in all {span_text(total)}" if added else line
            if stretch.end is not None and end == stretch.end and (clock.due_at is None or end < clock.due_at):
                yield f"paused from {moment_text(stretch.end.astimezone(stretch.calendar.zone))}"
    elif clock.limit is not None and clock.started_at is not None and clock.due_at is not None:
        yield from _days(clock, clock.started_at, clock.due_at)


def _stretches(clock: ClockReport) -> Iterator[tuple[Stretch, datetime]]:
    """The stretches that count towards the deadline, each with its end; a closed clock's last one is thought on."""
    for number, stretch in enumerate(clock.stretches):
        last = number == len(clock.stretches) - 1
        end = clock.due_at if stretch.end is None or (last and clock.ended_at is not None) else stretch.end
        if end is None:
            end = stretch.end
        if end is None or (clock.due_at is not None and stretch.start >= clock.due_at):
            continue
        yield stretch, end if clock.due_at is None else min(end, clock.due_at)


def _openings(calendar: Calendar, start: datetime, end: datetime) -> Iterator[tuple[str, timedelta]]:
    """A line for each opening that counts, and one for each date between that is closed."""
    zone = calendar.zone
    day = start.astimezone(zone).date()
    for opening in calendar.openings(start, end):
        first, last = (opening.start.astimezone(zone), opening.end.astimezone(zone))
        yield from ((line, ZERO) for line in _closed(calendar, day, first.date()))
        day = max(day, first.date() + timedelta(days=1))
        yield f"{first:%a %Y-%m-%d %H:%M} to {_until(first, last)}: {span_text(_length(opening))}", _length(opening)


def _length(opening: Span) -> timedelta:
    return opening.end - opening.start


def _until(first: datetime, last: datetime) -> str:
    return f"{last:%H:%M}" if last.date() == first.date() else f"{last:%a %Y-%m-%d %H:%M}"


def _closed(calendar: Calendar, day: date, until: date) -> Iterator[str]:
    while day < until:
        name = calendar.exception_on(day)
        if name or not calendar.is_working_day(day):
            yield f"{day:%a %Y-%m-%d} closed" + (f": {name}" if name else "")
        day += timedelta(days=1)


def _days(clock: ClockReport, start: datetime, due: datetime) -> Iterator[str]:
    """Days are counted on the calendar's own dates."""
    calendar = clock.stretches[0].calendar
    day, last = start.astimezone(calendar.zone).date(), due.astimezone(calendar.zone).date()
    if isinstance(clock.limit, CalendarDays):
        yield f"{day:%a %Y-%m-%d} to {last:%a %Y-%m-%d}: {(last - day).days} days at the same time of day"
        return
    assert isinstance(clock.limit, (WorkingDays, EndOfBusinessDay, NextBusinessDayBy))
    counted = 0
    while day < last:
        day += timedelta(days=1)
        if calendar.is_working_day(day):
            counted += 1
            yield f"{day:%a %Y-%m-%d}: working day {counted}"
        else:
            yield from _closed(calendar, day, day + timedelta(days=1))
