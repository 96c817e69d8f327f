"""How a deadline came about, as text that a person can check with a calendar on paper (P5)."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, tzinfo

from slapolicy.clocks import ClockReport, Verdict
from slapolicy.clocks.promises import ZERO
from slapolicy.decisions.counts import count_lines
from slapolicy.durations import Elapsed
from slapolicy.instants import utc
from slapolicy.wording import moment_text, span_text

__all__ = ["explain_clock"]

Tell = Callable[[datetime], str]

MOST_LINES = 60
"""A longer count is cut in the middle, and says how many lines are left out."""


def explain_clock(clock: ClockReport) -> str:
    """One clock, from its start to its deadline: what was counted, what was skipped and why, and the sum."""
    owner = f", owner {clock.owner}" if clock.owner else ""
    lines = [f"{clock.target}: {clock.verdict.replace('_', ' ')} ({clock.state.replace('_', ' ')}){owner}"]
    if clock.started_at is None:
        return f"{lines[0]}\n  {clock.reason}"
    zone = clock.started_at.tzinfo

    def tell(at: datetime) -> str:
        return moment_text(at.astimezone(zone))

    clock = clock.shown(utc)  # instants that share a zone subtract as the clocks on the wall
    if clock.earlier:
        lines.append(f"  cycle {clock.number}; before it: {', '.join(str(cycle.verdict) for cycle in clock.earlier)}")
    lines.append(f"  {_promise(clock, zone, tell)}")
    count = list(count_lines(clock, tell))
    if len(count) > MOST_LINES:
        half = MOST_LINES // 2
        count = [*count[:half], f"... {len(count) - 2 * half} more lines ...", *count[-half:]]
    lines += [f"    {line}" for line in count]
    lines += [f"  {line}" for line in _result(clock, tell)]
    return "\n".join(lines)


def _promise(clock: ClockReport, zone: tzinfo | None, tell: Tell) -> str:
    started, anchor = clock.started_at, clock.counted_from
    assert started is not None  # only clocks that started promise anything
    text = f"promised within {clock.limit}" if clock.limit is not None else clock.reason
    text += f", started {tell(started)}"
    if clock.limit is not None and anchor is not None and anchor != started:
        text += f", counted from {tell(anchor)}"
    # The counted dates and times are those of the calendar: say so where they would read differently.
    calendar = clock.stretches[0].calendar
    by_calendar = clock.limit is not None and not isinstance(clock.limit, Elapsed)
    if by_calendar and started.astimezone(calendar.zone).utcoffset() != started.astimezone(zone).utcoffset():
        text += f", counted in {calendar.tz}"
    return text


def _result(clock: ClockReport, tell: Tell) -> Iterator[str]:
    if clock.due_at is not None:
        moved = clock.original_due_at is not None and clock.original_due_at != clock.due_at
        before = f" (at first {tell(clock.original_due_at)})" if moved and clock.original_due_at else ""
        yield f"due {tell(clock.due_at)}{before}"
    elif clock.if_resumed_now is not None:
        yield f"paused: no deadline; if it resumed now, due {tell(clock.if_resumed_now)}"
    if clock.ended_at is not None:
        yield f"{clock.state} {tell(clock.ended_at)}"
    if clock.left is not None:
        yield f"used {span_text(clock.used)}, {_left(clock.left)}"
    if clock.breached_at is not None and clock.verdict is Verdict.BREACHED:
        later = clock.detected_at is not None and clock.detected_at != clock.breached_at
        seen = f", first seen {tell(clock.detected_at)}" if later and clock.detected_at else ""
        yield f"breached since {tell(clock.breached_at)}{seen}"
    for warning in clock.warnings:
        yield f"warning {warning.threshold}: {'passed' if warning.fired else 'comes'} {tell(warning.at)}"


def _left(left: timedelta) -> str:
    return f"{span_text(left)} left" if left >= ZERO else f"{span_text(-left)} late"
