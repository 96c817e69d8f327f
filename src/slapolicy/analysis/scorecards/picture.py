"""A scorecard as a picture: a bar for each target and severity, then the goals (O5, P5).

Whole numbers only, so the picture is the same text on every machine (E9).
"""

from collections.abc import Iterator, Sequence
from typing import Final

from slapolicy.analysis.scorecards.figures import Share
from slapolicy.drawing import Frame, cut, written

__all__ = ["scorecard_svg"]

_WIDE, _TOP, _ROW, _GOAL, _LEFT, _BAR = 760, 44, 24, 36, 230, 330
_STYLE: Final = """\
.slapolicy-card{font:12px system-ui,-apple-system,"Segoe UI",sans-serif}
.slapolicy-card .card{fill:#fff;stroke:#d7dce3}.slapolicy-card text{fill:#3b4453}
.slapolicy-card .head{font-size:14px;font-weight:600;fill:#1b2230}
.slapolicy-card .name{font-weight:600;fill:#1b2230}.slapolicy-card .note{font-size:11px;fill:#6a7485}
.slapolicy-card .all{fill:#f0c9c5}.slapolicy-card .kept{fill:#2f7d6d}.slapolicy-card .none{fill:#e6e9ee}
.slapolicy-card .missed{fill:#c8372d}.slapolicy-card text.missed{font-weight:600}
@media (prefers-color-scheme:dark){
.slapolicy-card .card{fill:#171b22;stroke:#343b47}.slapolicy-card text{fill:#c6cdd8}
.slapolicy-card .head,.slapolicy-card .name{fill:#f0f3f7}.slapolicy-card .note{fill:#8f99a8}
.slapolicy-card .all{fill:#5c2b27}.slapolicy-card .kept{fill:#4fb39f}.slapolicy-card .none{fill:#2a303a}
.slapolicy-card .missed,.slapolicy-card text.missed{fill:#ef6b5e}}"""

_Bar = tuple[str, str | None, Share]
_GoalLine = tuple[str, str, str, str]


def scorecard_svg(title: str, bars: Sequence[_Bar], goals: Sequence[_GoalLine]) -> str:
    """The picture; it is there as well where nothing was counted."""
    drawn: list[str] = []
    for number, bar in enumerate(bars):
        drawn += _draw_bar(bar, _TOP + _ROW * number)
    below = _TOP + _ROW * len(bars) + (12 if goals else 0)
    for number, goal in enumerate(goals):
        drawn += _draw_goal(goal, below + _GOAL * number)
    bottom = below + _GOAL * len(goals)
    if not bars and not goals:
        drawn.append(f'<text class="note" x="16" y="{_TOP + 12}">nothing was counted</text>')
        bottom += _ROW
    spoken = [f"{target} {severity or 'all'}: {kept} of {kept.whole} kept" for target, severity, kept in bars]
    spoken += [f"{name}: {words}; {measured}, {verdict.replace('_', ' ')}" for name, words, measured, verdict in goals]
    said = "; ".join(spoken) or "nothing was counted"
    return Frame("slapolicy-card", _WIDE, bottom + 12, title, said, _STYLE).around(drawn)


def _draw_bar(bar: _Bar, y: int) -> Iterator[str]:
    target, severity, kept = bar
    name = f'<text class="name" x="16" y="{y + 13}">{written(cut(target, 26))}</text>'
    yield name if severity is None else f'<text x="36" y="{y + 13}">{written(cut(severity, 24))}</text>'
    yield f'<rect class="{"all" if kept.whole else "none"}" x="{_LEFT}" y="{y + 3}" width="{_BAR}" height="13" rx="2"/>'
    if kept.part:
        width = max(_BAR * kept.part // kept.whole, 1)
        yield f'<rect class="kept" x="{_LEFT}" y="{y + 3}" width="{width}" height="13" rx="2"/>'
    said = f"{kept} of {kept.whole:,}" if kept.whole else "none judged"
    yield f'<text x="{_LEFT + _BAR + 10}" y="{y + 13}">{said}</text>'


def _draw_goal(goal: _GoalLine, y: int) -> Iterator[str]:
    name, words, measured, verdict = goal
    missed = " missed" if verdict == "missed" else ""
    yield f'<text class="name{missed}" x="16" y="{y + 13}">{written(cut(name, 70))}</text>'
    yield f'<text class="note" x="16" y="{y + 27}">{written(cut(words, 110))}</text>'
    said = {"kept": "kept", "missed": "not kept"}.get(verdict, "")
    text = f"{measured}, {said}" if said else measured
    kind = ' class="missed"' if missed else ""
    yield f'<text{kind} x="{_LEFT + _BAR + 10}" y="{y + 13}">{written(cut(text, 26))}</text>'
