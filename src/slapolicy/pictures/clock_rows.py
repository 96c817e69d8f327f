"""A clock as a row of a picture: open hours, where it counted, what did not count, deadline, lateness, end (P5, C4)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice, pairwise
from typing import Final

from slapolicy.calendars import Calendar
from slapolicy.clocks import ClockReport, State, Verdict
from slapolicy.drawing import cut, letters, pixels, written
from slapolicy.durations import CalendarDays, Elapsed
from slapolicy.errors import HorizonError
from slapolicy.pictures.axis import Axis, time_text
from slapolicy.spans import Span, intersect

__all__ = ["MOST_OPENINGS", "clock_label", "clock_row", "pauses", "row_title"]

MOST_OPENINGS: Final = 120
"""More openings than these are not drawn: a year of them would be a grey area that tells nothing."""

MOST_CYCLES: Final = 60
_WORDS: Final = 22  # letters beside a row, of which a bold name has room for fewer
_LETTER: Final = 62  # tenths of a pixel, of a label
_MARKS: Final = {
    Verdict.MET: "M-3.5 0L-1 2.5L3.5 -2.5",
    Verdict.MISSED: "M-3 -3L3 3M3 -3L-3 3",
    Verdict.NONE: "M-3 0H3",
}


def row_title(name: str, state: str, kind: str, top: int) -> Iterator[str]:
    """The two lines beside a row."""
    yield f'<text class="name" x="16" y="{top + 23}">{written(cut(name, _WORDS - 5))}</text>'
    yield f'<text class="state {kind}" x="16" y="{top + 38}">{written(cut(state, _WORDS))}</text>'


def clock_row(clock: ClockReport, axis: Axis, at: datetime, top: int) -> Iterator[str]:
    """One clock with its cycles, drawn 50 pixels high; `at` is the instant of the question."""
    words = f"{clock.verdict}, {clock.state}" if clock.verdict is not Verdict.NONE else str(clock.state)
    yield from row_title(clock.target, words.replace("_", " "), str(clock.verdict), top)
    cycles = clock.cycles[-MOST_CYCLES:]
    opened = _opened(clock, axis) if cycles else []
    for span in opened or ():
        yield _box("hours", axis.x(span.start), axis.x(span.end), top + 20, 22)
    for cycle in cycles:
        yield from _counted(cycle, axis, opened, at, top)
    for cycle in cycles:
        yield from _deadlines(cycle, axis, at, top)
    for cycle in cycles:
        yield from _marks(cycle, axis, at, top)


def clock_label(clock: ClockReport, axis: Axis, at: datetime, top: int) -> str:
    """The current deadline above its line, what it would be, or why there is none; drawn after all lines."""
    due, resumed = clock.due_at, clock.if_resumed_now
    if due is not None:
        beyond = "" if axis.shows(due) else " →"
        return _label(f"due {time_text(due, at)}{beyond}", "deadline", axis.x(due), axis, top)
    if resumed is not None:
        return _label(f"if resumed now, {time_text(resumed, at)}", "deadline", axis.x(resumed), axis, top)
    if clock.started_at is None:
        return _label(clock.reason, "note", 10 * axis.left + 40, axis, top + 17)
    return _label(clock.reason, "note", axis.x(clock.started_at), axis, top)


def pauses(cycle: ClockReport, at: datetime) -> list[Span]:
    """The time in UTC in which a cycle that had started did not count, up to its end or the question."""
    now = (cycle.ended_at or at).astimezone(UTC)
    ends = [*(stretch.start for stretch in cycle.stretches[1:]), now]
    gaps = [
        Span(stretch.end.astimezone(UTC), end.astimezone(UTC))
        for stretch, end in zip(cycle.stretches, ends, strict=True)
        if stretch.end is not None
    ]
    return [gap for gap in gaps if gap.start < gap.end]


def _opened(clock: ClockReport, axis: Axis) -> list[Span] | None:
    """The openings on the axis by the calendar that held then (C6); none drawn where there are too many of them."""
    if isinstance(clock.limit, (Elapsed, CalendarDays)):
        return [Span(axis.start, axis.end)]
    try:
        spans = [*islice(_openings(clock, axis), MOST_OPENINGS + 1)]
    except HorizonError:  # the margins of the axis may lie outside the years that holidays are pinned for (T6)
        return None
    return spans if len(spans) <= MOST_OPENINGS else None


def _openings(clock: ClockReport, axis: Axis) -> Iterator[Span]:
    stretches = [stretch for cycle in clock.cycles for stretch in cycle.stretches]
    changes: list[tuple[datetime, Calendar]] = [(axis.start, stretches[0].calendar)]
    for before, after in pairwise(stretches):
        if after.calendar is not before.calendar:
            changes.append((after.start.astimezone(UTC), after.calendar))
    for (since, calendar), until in zip(changes, [*(at for at, _ in changes[1:]), axis.end], strict=True):
        yield from calendar.openings(since, until)


def _counted(cycle: ClockReport, axis: Axis, opened: list[Span] | None, at: datetime, top: int) -> Iterator[str]:
    """Where a cycle ran, and counted; its lateness; its pauses."""
    now = (cycle.ended_at or at).astimezone(UTC)
    late = cycle.breached_at.astimezone(UTC) if cycle.breached_at else now
    kind = "void" if cycle.state is State.CANCELLED else "counted"
    for stretch in cycle.stretches:
        ran = Span(stretch.start.astimezone(UTC), min(late, (stretch.end or now).astimezone(UTC)))
        if ran.start < ran.end:
            yield _box(f"{kind} ran", axis.x(ran.start), axis.x(ran.end), top + 30, 2)
            for span in intersect(opened, [ran]) if opened is not None else [ran]:
                yield _box(kind, axis.x(span.start), axis.x(span.end), top + 25, 12)
    if late < now:
        yield _box("late", axis.x(late), axis.x(now), top + 25, 12)
    for pause in pauses(cycle, at):
        yield from _pause(axis.x(pause.start), axis.x(pause.end), top + 25)


def _deadlines(cycle: ClockReport, axis: Axis, at: datetime, top: int) -> Iterator[str]:
    """A cycle's deadline as a line, what it would be, and what it was at first, where it was moved (D6, D7)."""
    first, due, resumed = cycle.original_due_at, cycle.due_at, cycle.if_resumed_now
    if first is not None and first not in (due, resumed) and axis.shows(first):
        yield _line("first", axis.x(first), top, f"at first {time_text(first, at)}")
    if due is not None and axis.shows(due):
        yield _line("due", axis.x(due), top, f"due {time_text(due, at)}")
    if resumed is not None:
        yield _line("resumed", axis.x(resumed), top, f"if resumed now, due {time_text(resumed, at)}")


def _marks(cycle: ClockReport, axis: Axis, at: datetime, top: int) -> Iterator[str]:
    """A cycle's warnings, and how it ended."""
    for warning in cycle.warnings:
        fired = "" if warning.fired else " ahead"
        place = f"M{pixels(axis.x(warning.at))} {top + 38}"
        said = f"{warning.threshold}: {time_text(warning.at, at)}"
        yield f'<path class="warning{fired}" d="{place}l4 7h-8z"><title>{written(said)}</title></path>'
    if cycle.ended_at is not None:
        verdict = cycle.verdict if cycle.verdict in _MARKS else Verdict.NONE
        yield f'<g class="end {verdict}" transform="translate({pixels(axis.x(cycle.ended_at))} {top + 31})">'
        yield f'<circle r="6"/><path d="{_MARKS[verdict]}"/></g>'


def _label(text: str, kind: str, x: int, axis: Axis, top: int) -> str:
    """A text above the row, from its place to the right, or to the left where there is no room."""
    width, right = _LETTER * letters(text), 10 * (axis.left + axis.width)
    anchor = "end" if x + width > right and x - width >= 10 * axis.left else "start"
    room = (right - x if anchor == "start" else x - 10 * axis.left) // _LETTER
    shown = written(cut(text, room))
    return f'<text class="on {kind}" x="{pixels(x)}" y="{top + 14}" text-anchor="{anchor}">{shown}</text>'


def _line(kind: str, x: int, top: int, said: str) -> str:
    return f'<path class="{kind}" d="M{pixels(x)} {top + 17}V{top + 45}"><title>{written(said)}</title></path>'


def _box(kind: str, start: int, end: int, y: int, height: int) -> str:
    """A box from one place to another, at least a pixel wide."""
    return (
        f'<rect class="{kind}" x="{pixels(start)}" y="{y}" width="{pixels(max(end - start, 10))}" height="{height}"/>'
    )


def _pause(start: int, end: int, y: int) -> Iterator[str]:
    yield _box("pause", start, end, y, 12)
    strokes = "".join(f"M{pixels(x)} {y + 12}l8 -12" for x in range(start, end - 80, 60))
    if strokes:
        yield f'<path class="hatch" d="{strokes}"/>'
