"""A ticket's life as a picture: its events, severity, clocks and ladder above one axis of time (P5).

Plain SVG text for light and dark pages, without fonts of its own, and the same bytes on every machine (E9).
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

from slapolicy.drawing import Frame, cut, letters, pixels, written
from slapolicy.pictures.axis import Axis, time_text
from slapolicy.pictures.clock_rows import clock_label, clock_row, row_title
from slapolicy.pictures.life import Life
from slapolicy.pictures.spoken import spoken
from slapolicy.wording import moment_text

__all__ = ["life_svg"]

MOST_EVENTS: Final = 200
"""Of more events the latest ones are drawn, and the number of the others is told."""

_LEFT, _WIDE, _RIGHT = 150, 580, 60
_TOP, _LANE, _LANES = 40, 16, 6
_ROW, _STRIP, _AXIS, _LEGEND = 52, 30, 44, 24
_FAR: Final = 10 * (_LEFT + _WIDE + _RIGHT) - 60  # where names end, in tenths of a pixel
_LETTER: Final = 62  # tenths of a pixel, of a label
_LONGEST: Final = 28  # letters of a label
_MOST_DROPS: Final = 24  # with more events than these, no lines go down through the rows
_STYLE: Final = """\
.slapolicy-life{font:12px system-ui,-apple-system,"Segoe UI",sans-serif}
.slapolicy-life .card{fill:#fff;stroke:#d7dce3}.slapolicy-life .grid{stroke:#e6e9ee}
.slapolicy-life text{fill:#3b4453}.slapolicy-life .head{font-size:14px;font-weight:600;fill:#1b2230}
.slapolicy-life .name{font-weight:600;fill:#1b2230}.slapolicy-life .tick,.slapolicy-life .state{font-size:11px}
.slapolicy-life .tick{fill:#6a7485}.slapolicy-life .event{font-size:11px}.slapolicy-life .note{fill:#6a7485}
.slapolicy-life .on{font-size:11px;paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}
.slapolicy-life .deadline{font-weight:600;fill:#1b2230}.slapolicy-life .hours{fill:#2f7d6d;fill-opacity:.15}
.slapolicy-life .counted{fill:#2f7d6d}.slapolicy-life .void{fill:#a3abb8}.slapolicy-life .late{fill:#c8372d}
.slapolicy-life .pause{fill:#fff;stroke:#8a94a3;stroke-dasharray:3 2}.slapolicy-life .hatch{stroke:#b3bac5}
.slapolicy-life .due{stroke:#1b2230;stroke-width:2}.slapolicy-life .first{stroke:#8a94a3;stroke-dasharray:2 2}
.slapolicy-life .resumed{stroke:#1b2230;stroke-dasharray:4 3}.slapolicy-life .warning{fill:#b87a00;stroke:#b87a00}
.slapolicy-life .ahead{fill:none}.slapolicy-life .lead{stroke:#aeb6c2}.slapolicy-life .now{stroke:#2b5fd9}
.slapolicy-life .drop{stroke:#8a94a3;stroke-dasharray:1 3}.slapolicy-life .change{stroke:#6a7485;stroke-width:2}
.slapolicy-life text.now{fill:#2b5fd9;stroke:none;font-weight:600}.slapolicy-life .severity{fill:#e6e9f2}
.slapolicy-life .step{fill:#6b4fbb;stroke:#6b4fbb}.slapolicy-life .step.ahead{fill:#fff}
.slapolicy-life .end circle{fill:#6a7485}.slapolicy-life .end path{stroke:#fff;stroke-width:2;fill:none}
.slapolicy-life .end.met circle{fill:#2f7d6d}.slapolicy-life .end.missed circle{fill:#c8372d}
.slapolicy-life .state.met{fill:#2f7d6d}.slapolicy-life .state.missed,.slapolicy-life .state.breached{fill:#c8372d}
.slapolicy-life .state.at_risk{fill:#946200}
@media (prefers-color-scheme:dark){
.slapolicy-life .card{fill:#171b22;stroke:#343b47}.slapolicy-life .grid{stroke:#2a303a}
.slapolicy-life text{fill:#c6cdd8}.slapolicy-life .head,.slapolicy-life .name{fill:#f0f3f7}
.slapolicy-life .tick,.slapolicy-life .note{fill:#8f99a8}.slapolicy-life .on{stroke:#171b22}
.slapolicy-life .deadline{fill:#f0f3f7}.slapolicy-life .hours{fill:#4fb39f;fill-opacity:.2}
.slapolicy-life .counted{fill:#4fb39f}
.slapolicy-life .void{fill:#6a7485}.slapolicy-life .late{fill:#ef6b5e}
.slapolicy-life .pause{fill:#171b22;stroke:#8f99a8}.slapolicy-life .hatch{stroke:#5b6472}
.slapolicy-life .due{stroke:#f0f3f7}.slapolicy-life .first{stroke:#8f99a8}.slapolicy-life .resumed{stroke:#f0f3f7}
.slapolicy-life .warning{fill:#e8b65c;stroke:#e8b65c}.slapolicy-life .ahead{fill:none}
.slapolicy-life .lead{stroke:#4a5261}.slapolicy-life .now{stroke:#7aa5ff}.slapolicy-life text.now{fill:#7aa5ff}
.slapolicy-life .severity{fill:#2a3040}.slapolicy-life .step{fill:#a996ec;stroke:#a996ec}
.slapolicy-life .step.ahead{fill:#171b22}.slapolicy-life .end circle{fill:#8f99a8}
.slapolicy-life .end path{stroke:#0d1512}.slapolicy-life .end.met circle{fill:#4fb39f}
.slapolicy-life .end.missed circle{fill:#ef6b5e}.slapolicy-life .state.met{fill:#4fb39f}
.slapolicy-life .state.missed,.slapolicy-life .state.breached{fill:#ef6b5e}
.slapolicy-life .state.at_risk{fill:#e8b65c}}"""


class _Mark(NamedTuple):
    """A place on the axis with a name, where it stands, in tenths of a pixel."""

    x: int
    text: str
    kind: str
    said: str


class _Placed(NamedTuple):
    """A mark with its name as it is drawn: in a lane, counted from the axis; none where there is no room for it."""

    mark: _Mark
    lane: int | None
    text: str
    anchor: str


def life_svg(life: Life) -> str:
    """The picture of a life: it is always there, whatever is missing from the life."""
    axis = Axis.over(life.instants(), life.at.tzinfo or UTC, _LEFT, _WIDE)
    events = _place(_event_marks(life, axis), 160)
    steps = _place(_step_marks(life, axis), 10 * _LEFT)
    top = _TOP + _LANE * _lanes(events)
    severities = life.severities()
    strip = top + 8
    first = strip + (_STRIP if severities else 0)
    ladder = first + _ROW * len(life.clocks)
    bottom = ladder + (_LANE * _lanes(steps) + 36 if steps else 0) + 4
    drawn = [*_axis(axis, life.at, top, bottom), *_names(events, top, bottom)]
    if severities:
        drawn += _severity_strip(severities, axis, life.at, strip)
    for number, clock in enumerate(life.clocks):
        drawn += clock_row(clock, axis, life.at, first + number * _ROW)
    now = pixels(axis.x(life.at))
    drawn.append(f'<path class="now" d="M{now} {top}V{bottom}"/>')
    if steps:
        drawn += _ladder(steps, life, ladder + _LANE * _lanes(steps))
    drawn += [clock_label(clock, axis, life.at, first + number * _ROW) for number, clock in enumerate(life.clocks)]
    drawn += _legend(bottom + _AXIS)
    size = (_LEFT + _WIDE + _RIGHT, bottom + _AXIS + _LEGEND)
    title = f"{life.title}, {moment_text(life.at)}"
    return Frame("slapolicy-life", *size, title, spoken(life), _STYLE).around(drawn)


def _event_marks(life: Life, axis: Axis) -> list[_Mark]:
    drawn = life.events[-MOST_EVENTS:]
    marks = [
        _Mark(axis.x(event.at), cut(event.name, _LONGEST), "event", f"{event.name}: {time_text(event.at, life.at)}")
        for event in drawn
    ]
    hidden = len(life.events) - len(drawn)
    if hidden:
        marks[0] = marks[0]._replace(text=cut(f"({hidden} earlier) {marks[0].text}", _LONGEST))
    return [*marks, _Mark(axis.x(life.at), f"now {life.at:%H:%M}", "now", time_text(life.at, life.at))]


def _step_marks(life: Life, axis: Axis) -> list[_Mark]:
    now = life.at.astimezone(UTC)
    marks = []
    for step in life.steps[-MOST_EVENTS:]:
        at = step.at.astimezone(UTC)
        if at <= axis.end:
            owner = step.owner or "nobody"
            text = owner if step.level == owner else f"{step.level}: {owner}"
            said = f"{owner}: {step.reason}, {time_text(step.at, life.at)}"
            marks.append(_Mark(axis.x(at), cut(text, _LONGEST), "step" if at <= now else "step ahead", said))
    return marks


def _place(marks: Sequence[_Mark], left: int) -> list[_Placed]:
    """A lane for each name, the last one first, so that no line down to the axis goes through another name."""
    free = [_FAR] * _LANES  # where the names that stand in a lane begin
    placed: list[_Placed] = []
    for number in reversed(range(len(marks))):
        mark = marks[number]
        before = marks[number - 1].x if number else left
        found = next(_places(mark, max(before, left), free), None)
        if found:
            lane, start, text, anchor = found
            free[: lane + 1] = [min(start, each) for each in free[: lane + 1]]
            placed.append(_Placed(mark, lane, text, anchor))
        else:
            placed.append(_Placed(mark, None, "", ""))
    return placed[::-1]


def _places(mark: _Mark, before: int, free: Sequence[int]) -> Iterator[tuple[int, int, str, str]]:
    """Where a name could stand: whole on either side of its line, or cut at the edge: lane, start, text, side."""
    width = _LETTER * letters(mark.text) + 60
    yield from ((lane, mark.x, mark.text, "start") for lane in range(_LANES) if mark.x + width <= free[lane])
    if before <= mark.x - width:
        yield from ((lane, mark.x - width, mark.text, "end") for lane in range(_LANES) if mark.x <= free[lane])
    text = cut(mark.text, (_FAR - mark.x - 60) // _LETTER)
    width = _LETTER * letters(text) + 60
    yield from ((lane, mark.x, text, "start") for lane in range(_LANES) if mark.x + width <= free[lane])


def _lanes(placed: Sequence[_Placed]) -> int:
    return max((each.lane + 1 for each in placed if each.lane is not None), default=0)


def _names(placed: Sequence[_Placed], top: int, bottom: int) -> Iterator[str]:
    """The names of events above the axis, each on a line down through the rows; a tick only, where no name fits."""
    for mark, lane, text, anchor in placed:
        start, end = (top - _LANE * lane - 14, top) if lane is not None else (top, top + 6)
        line = f'<path class="{"lead" if mark.kind == "event" else "now"}" d="M{pixels(mark.x)} {start}V{end}"/>'
        if lane is not None and mark.kind == "event" and len(placed) <= _MOST_DROPS:
            line += f'<path class="drop" d="M{pixels(mark.x)} {top}V{bottom}"/>'
        name = _name(mark, top - _LANE * lane - 4, text, anchor) if lane is not None else ""
        yield f"<g><title>{written(mark.said)}</title>{line}{name}</g>"


def _name(mark: _Mark, y: int, text: str, anchor: str) -> str:
    x = pixels(mark.x + (40 if anchor == "start" else -40))
    kind = "now" if mark.kind == "now" else "event"
    return f'<text class="on {kind}" x="{x}" y="{y}" text-anchor="{anchor}">{written(text)}</text>'


def _severity_strip(
    severities: Sequence[tuple[datetime, datetime, str]], axis: Axis, at: datetime, top: int
) -> Iterator[str]:
    """Each stretch of one severity, with its name where that fits; the last one's stands beside the strip."""
    yield f'<text class="name" x="16" y="{top + 13}">severity</text>'
    for start, end, severity in severities:
        x, width = axis.x(start), axis.x(end) - axis.x(start)
        said = f"{severity} since {time_text(start.astimezone(axis.zone), at)}"
        box = f'x="{pixels(x)}" y="{top}" width="{pixels(max(width, 10))}" height="18"'
        yield f'<rect class="severity" {box}><title>{written(said)}</title></rect>'
        if start != severities[0][0]:
            yield f'<path class="change" d="M{pixels(x)} {top}v18"/>'
        last = end == severities[-1][1]
        if last or width >= _LETTER * letters(severity) + 80:
            text = written(cut(severity, _LONGEST))
            yield f'<text class="on event" x="{pixels(x + 40)}" y="{top + 13}">{text}</text>'


def _ladder(placed: Sequence[_Placed], life: Life, middle: int) -> Iterator[str]:
    now = life.at.astimezone(UTC)
    past = [step for step in life.steps if step.at.astimezone(UTC) <= now]
    yield from row_title("escalation", past[-1].level, "", middle - 14)
    for mark, lane, text, anchor in placed:
        x = pixels(mark.x)
        step = f'<path class="{mark.kind}" d="M{x} {middle + 8}l6 6l-6 6l-6 -6z"/>'
        if lane is not None:
            start = middle - _LANE * lane
            step = (
                f'<path class="lead" d="M{x} {start - 10}V{middle + 12}"/>{step}{_name(mark, start - 1, text, anchor)}'
            )
        yield f"<g><title>{written(mark.said)}</title>{step}</g>"


def _axis(axis: Axis, at: datetime, top: int, bottom: int) -> Iterator[str]:
    zone = getattr(axis.zone, "key", None) or f"UTC{at.isoformat()[-6:]}"
    yield f'<text class="tick" x="16" y="{bottom + 17}">{written(cut(zone, 19))}</text>'
    for tick in axis.ticks():
        x = pixels(axis.x(tick.at))
        yield f'<path class="grid" d="M{x} {top}V{bottom + 4}"/>'
        yield f'<text class="tick" x="{x}" y="{bottom + 17}" text-anchor="middle">{tick.text}</text>'
        if tick.below:
            yield f'<text class="tick" x="{x}" y="{bottom + 32}" text-anchor="middle">{tick.below}</text>'


_KEYS: Final = (
    ("hours", "open"),
    ("counted", "counts"),
    ("counted ran", "runs while closed"),
    ("pause", "does not count"),
    ("late", "late"),
)


def _legend(y: int) -> Iterator[str]:
    x = _LEFT
    for kind, text in _KEYS:
        height = 2 if kind == "counted ran" else 10
        yield f'<rect class="{kind}" x="{x}" y="{y + 5 - height // 2}" width="16" height="{height}"/>'
        yield f'<text class="tick" x="{x + 22}" y="{y + 9}">{text}</text>'
        x += 22 + 6 * len(text) + 24
    yield f'<path class="warning" d="M{x + 4} {y + 1}l4 7h-8z"/>'
    yield f'<text class="tick" x="{x + 14}" y="{y + 9}">warning</text>'
