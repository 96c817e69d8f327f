"""A rehearsal as a picture: a staircase of levels, time going down, with who is asked beside each step (E8).

Plain SVG text for light and dark pages, without fonts of its own, and the same bytes on every machine (E9).
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from slapolicy.drawing import LETTER, Frame, cut, letters, written
from slapolicy.escalation import Rehearsed
from slapolicy.pictures.axis import time_text
from slapolicy.wording import moment_text, span_text

__all__ = ["MOST_STEPS", "ladder_svg"]

MOST_STEPS: Final = 60
"""Of more steps the first ones are drawn, and the number of the others is told."""

_WIDE, _TOP, _ROW, _LEFT, _LANE = 790, 44, 44, 164, 22
_MOST_LANES: Final = 12
_NAME_LETTER: Final = 8  # pixels for each letter of a name, amply: it is bold
_STYLE: Final = """\
.slapolicy-ladder{font:12px system-ui,-apple-system,"Segoe UI",sans-serif}
.slapolicy-ladder .card{fill:#fff;stroke:#d7dce3}.slapolicy-ladder .rail{stroke:#e6e9ee}
.slapolicy-ladder text{fill:#3b4453}.slapolicy-ladder .head{font-size:14px;font-weight:600;fill:#1b2230}
.slapolicy-ladder .name{font-weight:600;fill:#1b2230}.slapolicy-ladder .note{font-size:11px;fill:#6a7485}
.slapolicy-ladder .way{fill:none;stroke:#6b4fbb;stroke-width:2.5;stroke-linejoin:round}
.slapolicy-ladder .step{fill:#6b4fbb;stroke:#fff;stroke-width:2}
.slapolicy-ladder .handover{fill:#fff;stroke:#6b4fbb;stroke-width:2}
.slapolicy-ladder .end{fill:#c8372d;stroke:#fff;stroke-width:2}.slapolicy-ladder .bar{stroke:#fff;stroke-width:2}
.slapolicy-ladder .nobody{fill:#fff;stroke:#c8372d;stroke-width:2;stroke-dasharray:2 2}
.slapolicy-ladder text.nobody,.slapolicy-ladder text.end{fill:#c8372d;stroke:none}
@media (prefers-color-scheme:dark){
.slapolicy-ladder .card{fill:#171b22;stroke:#343b47}.slapolicy-ladder .rail{stroke:#2a303a}
.slapolicy-ladder text{fill:#c6cdd8}.slapolicy-ladder .head,.slapolicy-ladder .name{fill:#f0f3f7}
.slapolicy-ladder .note{fill:#8f99a8}.slapolicy-ladder .way{stroke:#a996ec}
.slapolicy-ladder .step{fill:#a996ec;stroke:#171b22}.slapolicy-ladder .handover{fill:#171b22;stroke:#a996ec}
.slapolicy-ladder .end{fill:#ef6b5e;stroke:#171b22}.slapolicy-ladder .bar{stroke:#171b22}
.slapolicy-ladder .nobody{fill:#171b22;stroke:#ef6b5e}
.slapolicy-ladder text.nobody,.slapolicy-ladder text.end{fill:#ef6b5e}}"""


def ladder_svg(title: str, at: datetime, levels: Sequence[str], steps: Sequence[Rehearsed]) -> str:
    """The picture of a rehearsal; it is there as well where no step is."""
    shown = steps[:MOST_STEPS]
    lanes = {name: min(number, _MOST_LANES - 1) for number, name in enumerate(levels)}
    bottom = _TOP + _ROW * max(len(shown), 1)
    drawn = [f'<path class="rail" d="M{_x(lane)} {_TOP}V{bottom}"/>' for lane in sorted(set(lanes.values()))]
    drawn += _way([lanes[step.level] for step in shown])
    left = _x(max(lanes.values(), default=0)) + 24
    drawn += _times(shown, at)
    for number, step in enumerate(shown):
        drawn.append(
            f"<g><title>{written(_spoken(step))}</title>{_mark(step, _x(lanes[step.level]), _middle(number))}</g>"
        )
        drawn += _words(step, _middle(number), left)
    drawn += _notes(len(steps), bottom + 14)
    spoken = "; ".join(_spoken(step) for step in shown) or "nobody is asked"
    return Frame("slapolicy-ladder", _WIDE, bottom + 28, f"{title}, from {moment_text(at)}", spoken, _STYLE).around(
        drawn
    )


def _x(lane: int) -> int:
    return _LEFT + _LANE * lane


def _middle(number: int) -> int:
    return _TOP + _ROW * number + _ROW // 2


def _way(lanes: Sequence[int]) -> Iterator[str]:
    """The line from step to step: down along a rail, then over to the next one."""
    if len(lanes) > 1:
        path = f"M{_x(lanes[0])} {_middle(0)}"
        for number, lane in enumerate(lanes[1:], 1):
            path += f"V{_middle(number)}H{_x(lane)}"
        yield f'<path class="way" d="{path}"/>'


def _times(steps: Sequence[Rehearsed], at: datetime) -> Iterator[str]:
    """When each step comes, and how long after the one before it."""
    for number, step in enumerate(steps):
        middle = _middle(number)
        yield f'<text x="16" y="{middle - 3}">{written(time_text(step.at, at))}</text>'
        if number:
            waited = step.at.astimezone(UTC) - steps[number - 1].at.astimezone(UTC)
            yield f'<text class="note" x="16" y="{middle + 12}">{_later(waited)}</text>'


def _words(step: Rehearsed, middle: int, left: int) -> Iterator[str]:
    """Who is asked, where and with whom else, and below it why."""
    room = int((_WIDE - 16 - left) / LETTER)
    who = cut(step.who, room // 2)
    kind = "name" if step.person else "name nobody"
    yield f'<text class="{kind}" x="{left}" y="{middle - 3}">{written(who)}</text>'
    beside = f"at {step.level}" if step.level not in (step.owner, step.person) else ""
    told = [f"{word} {', '.join(names)}" for word, names in (("tells", step.notify), ("pages", step.page)) if names]
    beside_name = left + _NAME_LETTER * letters(who) + 10
    more = cut(", ".join([*([beside] if beside else []), *told]), int((_WIDE - 16 - beside_name) / LETTER))
    if more:
        yield f'<text class="note" x="{beside_name}" y="{middle - 3}">{written(more)}</text>'
    kind = "note end" if step.exhausted else "note"
    yield f'<text class="{kind}" x="{left}" y="{middle + 12}">{written(cut(step.reason, room))}</text>'


def _mark(step: Rehearsed, x: int, y: int) -> str:
    if step.exhausted:
        return f'<circle class="end" cx="{x}" cy="{y}" r="8"/><path class="bar" d="M{x - 4} {y}h8"/>'
    kind = "nobody" if step.person is None else "step" if step.is_step else "handover"
    return f'<circle class="{kind}" cx="{x}" cy="{y}" r="{6 if kind == "handover" else 7}"/>'


def _later(waited: timedelta) -> str:
    days, rest = divmod(waited, timedelta(days=1))
    parts = [f"{days} d"] if days else []
    return "+ " + " ".join([*parts, *([span_text(rest)] if rest or not days else [])]) if waited else "at once"


def _notes(count: int, y: int) -> Iterator[str]:
    text = "" if count else "nobody is asked: the ticket has not begun, or the policy has no ladder"
    if count > MOST_STEPS:
        text = f"and {count - MOST_STEPS} more"
    if text:
        yield f'<text class="note" x="{_LEFT}" y="{y}">{text}</text>'


def _spoken(step: Rehearsed) -> str:
    told = "".join(
        f", {word} {', '.join(names)}" for word, names in (("tells", step.notify), ("pages", step.page)) if names
    )
    return f"{moment_text(step.at)} {step.who} at {step.level}: {step.reason}{told}"
