"""The states of a clock and the moves between them, drawn from the table that drives the clocks (C2, C4).

Whole numbers only, so the picture is the same text on every machine.
"""

from collections.abc import Iterator
from itertools import groupby
from math import isqrt
from typing import Final, NamedTuple

from slapolicy.clocks.table import TRANSITIONS, State
from slapolicy.drawing import Frame
from slapolicy.targets import Move

__all__ = ["transitions_svg"]

_WIDTH, _HEIGHT = 720, 410
_PLACES: Final = {
    State.NOT_STARTED: (90, 220),
    State.RUNNING: (300, 220),
    State.STOPPED: (465, 70),
    State.CANCELLED: (465, 370),
    State.PAUSED: (630, 220),
}
_HALF_WIDTH, _HALF_HEIGHT = 58, 20
_APART: Final = 40  # how far the arrows between one pair of states spread
_STYLE: Final = """\
.slapolicy-clock{font:12px system-ui,-apple-system,"Segoe UI",sans-serif}
.slapolicy-clock .card{fill:#fff;stroke:#d7dce3}.slapolicy-clock text{fill:#3b4453;text-anchor:middle}
.slapolicy-clock .head{font-size:14px;font-weight:600;fill:#1b2230;text-anchor:start}
.slapolicy-clock .name{font-weight:600;fill:#1b2230}
.slapolicy-clock .state{fill:#e2f0ec;stroke:#2f7d6d;stroke-width:1.5}
.slapolicy-clock .arrow{fill:none;stroke:#6a7485;stroke-width:1.5}.slapolicy-clock .tip{fill:#6a7485}
.slapolicy-clock .move{paint-order:stroke;stroke:#fff;stroke-width:5px;stroke-linejoin:round}
@media (prefers-color-scheme:dark){
.slapolicy-clock .card{fill:#171b22;stroke:#343b47}.slapolicy-clock text{fill:#c6cdd8}
.slapolicy-clock .head,.slapolicy-clock .name{fill:#f0f3f7}.slapolicy-clock .state{fill:#20352f;stroke:#4fb39f}
.slapolicy-clock .arrow{stroke:#8f99a8}.slapolicy-clock .tip{fill:#8f99a8}.slapolicy-clock .move{stroke:#171b22}}"""


class _Point(NamedTuple):
    x: int
    y: int


class _Arrow(NamedTuple):
    """A transition as a curve: from a box, bent towards a point, to a box; its move stands at the middle."""

    source: State
    move: Move
    target: State
    bend: int

    def draw(self) -> Iterator[str]:
        """The curve, its tip and the move's name."""
        start, end = _Point(*_PLACES[self.source]), _Point(*_PLACES[self.target])
        if start == end:
            below = start.y + _HALF_HEIGHT
            first, control, last = _Point(start.x - 44, below), _Point(start.x - 34, below + 84), _Point(start.x, below)
        else:
            middle = _Point((start.x + end.x) // 2, (start.y + end.y) // 2)
            control = _beside(middle, start, end, 2 * self.bend)
            first, last = _edge(start, control), _edge(end, control)
        # A curve like this one passes its middle here.
        label = _Point((first.x + 2 * control.x + last.x) // 4, (first.y + 2 * control.y + last.y) // 4)
        yield f'<path class="arrow" d="M{first.x} {first.y}Q{control.x} {control.y} {last.x} {last.y}"/>'
        yield _tip(control, last)
        yield f'<text class="move" x="{label.x}" y="{label.y + 4}">{self.move}</text>'


def transitions_svg() -> str:
    """The states of a clock, with an arrow for each transition of the table.

    Examples:
        >>> from slapolicy.clocks.table import TRANSITIONS
        >>> transitions_svg().count('class="arrow"') == len(TRANSITIONS)
        True

    A move that is not drawn from a state has no effect there. Being late is not a state; it is the verdict's (C4).
    """
    arrows = [*_arrows()]
    spoken = "; ".join(f"{_name(arrow.source)}, {arrow.move}: {_name(arrow.target)}" for arrow in arrows)
    drawn: list[str] = []
    for arrow in arrows:
        drawn += ["<g>", f"<title>{_name(arrow.source)}, {arrow.move}: {_name(arrow.target)}</title>"]
        drawn += [*arrow.draw(), "</g>"]
    for state, (x, y) in _PLACES.items():
        box = f'x="{x - _HALF_WIDTH}" y="{y - _HALF_HEIGHT}" width="{2 * _HALF_WIDTH}" height="{2 * _HALF_HEIGHT}"'
        drawn.append(f'<rect class="state" {box} rx="8"/><text class="name" x="{x}" y="{y + 4}">{_name(state)}</text>')
    return Frame("slapolicy-clock", _WIDTH, _HEIGHT, "The states of a clock", spoken, _STYLE).around(drawn)


def _arrows() -> Iterator[_Arrow]:
    """Every transition; those between the same two states, in either direction, lie beside each other."""
    order = list(State)
    found = [_Arrow(source, move, target, 0) for (source, move), target in TRANSITIONS.items()]
    found.sort(key=lambda arrow: sorted((order.index(arrow.source), order.index(arrow.target))))
    for _, pair in groupby(found, key=lambda arrow: {arrow.source, arrow.target}):
        together = list(pair)
        for number, arrow in enumerate(together):
            bend = (2 * number - len(together) + 1) * _APART // len(together)
            # Seen from the other end, the other side is meant.
            forward = order.index(arrow.source) <= order.index(arrow.target)
            yield arrow._replace(bend=bend if forward else -bend)


def _beside(point: _Point, start: _Point, end: _Point, distance: int) -> _Point:
    """A point so far to the right of a line, for who goes along it."""
    dx, dy = end.x - start.x, end.y - start.y
    length = isqrt(dx * dx + dy * dy)
    return _Point(point.x - dy * distance // length, point.y + dx * distance // length)


def _edge(centre: _Point, towards: _Point) -> _Point:
    """Where a line from the middle of a box leaves it."""
    dx, dy = towards.x - centre.x, towards.y - centre.y
    if abs(dx) * _HALF_HEIGHT > abs(dy) * _HALF_WIDTH:
        return _Point(centre.x + (_HALF_WIDTH if dx > 0 else -_HALF_WIDTH), centre.y + dy * _HALF_WIDTH // abs(dx))
    return _Point(centre.x + dx * _HALF_HEIGHT // abs(dy), centre.y + (_HALF_HEIGHT if dy > 0 else -_HALF_HEIGHT))


def _tip(before: _Point, end: _Point) -> str:
    """An arrow's head, pointing from one point to another."""
    dx, dy = before.x - end.x, before.y - end.y
    length = isqrt(dx * dx + dy * dy)
    back = _Point(end.x + dx * 9 // length, end.y + dy * 9 // length)
    one, other = (_beside(back, end, before, side) for side in (4, -4))
    return f'<path class="tip" d="M{end.x} {end.y}L{one.x} {one.y}L{other.x} {other.y}z"/>'


def _name(state: State) -> str:
    return state.replace("_", " ")
