"""A week of a calendar as a picture: plain SVG text, for light and dark pages, without fonts of its own (P5)."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from slapolicy.calendars.hours import DAY_NAMES
from slapolicy.calendars.index import Index
from slapolicy.calendars.zones import Zone, midnight
from slapolicy.drawing import LETTER, Frame, cut, letters, written
from slapolicy.errors import HorizonError
from slapolicy.instants import FIRST, LAST

__all__ = ["ordinary_week", "week"]

_DAY: Final = timedelta(days=1)
_MINUTE: Final = timedelta(minutes=1)
_ORDINARY: Final = date(2024, 1, 8)  # a Monday; no zone of the tz database changes its offset in that week

_LEFT, _TOP, _HOUR, _ROW, _BAR = 76, 58, 26, 30, 18
_WIDTH, _HEIGHT = _LEFT + 24 * _HOUR + 32, _TOP + 7 * _ROW + 16
_STYLE: Final = """\
.slapolicy-week{font:12px system-ui,-apple-system,"Segoe UI",sans-serif}
.slapolicy-week .card{fill:#fff;stroke:#d7dce3}.slapolicy-week .grid{stroke:#e6e9ee}
.slapolicy-week text{fill:#3b4453}.slapolicy-week .head{font-size:14px;font-weight:600;fill:#1b2230}
.slapolicy-week .tick{font-size:11px;fill:#6a7485}.slapolicy-week .open{fill:#2f7d6d}
.slapolicy-week .off{fill:#f3e3c8}.slapolicy-week .note{font-size:11px;fill:#8a5a00}
.slapolicy-week .on{font-size:11px;fill:#fff}
@media (prefers-color-scheme:dark){
.slapolicy-week .card{fill:#171b22;stroke:#343b47}.slapolicy-week .grid{stroke:#2a303a}
.slapolicy-week text{fill:#c6cdd8}.slapolicy-week .head{fill:#f0f3f7}.slapolicy-week .tick{fill:#8f99a8}
.slapolicy-week .open{fill:#4fb39f}.slapolicy-week .off{fill:#3d3220}.slapolicy-week .note{fill:#e8b65c}
.slapolicy-week .on{fill:#0d1512}}"""


class _Row(NamedTuple):
    """A date of the week: its bars in minutes after midnight on the wall, and what is special about it."""

    label: str
    bars: list[tuple[int, int]]
    exceptional: bool
    notes: list[str]


def week(index: Index, day: date) -> str:
    """The week from Monday to Sunday that a local date lies in."""
    if not FIRST.year <= day.year < LAST.year:  # T10
        raise HorizonError.of("past-horizon", found=f"the week of {day}", allowed="a date from 1970 to 2199")
    monday = day - _DAY * day.weekday()
    title = f"{monday} to {monday + 6 * _DAY}"
    return _svg(f"{title}, {index.rule.zone.name}", _rows(index, monday, dated=True))


def ordinary_week(index: Index) -> str:
    """The weekly hours alone, as they are in a week without exceptions and without a clock change."""
    rows = _rows(Index(index.rule.bare(), years=1), _ORDINARY, dated=False)
    return _svg(f"An ordinary week, {index.rule.zone.name}", rows)


def _rows(index: Index, monday: date, *, dated: bool) -> list[_Row]:
    bars = _bars(index, monday)
    rows: list[_Row] = []
    for i, name in enumerate(DAY_NAMES):
        day = monday + _DAY * i
        exception = index.rule.exception_on(day)
        notes = [*([exception] if exception else []), *_clock_notes(index.rule.zone, day)]
        label = f"{name.title()} {day.day}" if dated else name.title()
        rows.append(_Row(label, bars.get(day, []), exception is not None, notes))
    return rows


def _bars(index: Index, monday: date) -> dict[date, list[tuple[int, int]]]:
    """Each opening as the clock on the wall shows it: an hour that occurs twice lies over itself (T5)."""
    zone = index.rule.zone
    bars: dict[date, list[tuple[int, int]]] = {}
    start, end = (zone.first_instant(midnight(monday + _DAY * i)) for i in (0, 7))
    for span in index.openings(max(start, FIRST), min(end, LAST)):
        for since, until, offset in zone.regimes(span.start, span.end):
            here, last = ((moment + offset).replace(tzinfo=None) for moment in (since, until))
            while here < last:
                next_day = midnight(here.date()) + _DAY
                opened = (here - midnight(here.date())) // _MINUTE
                bars.setdefault(here.date(), []).append((opened, opened + (min(last, next_day) - here) // _MINUTE))
                here = next_day
    return bars


def _clock_notes(zone: Zone, day: date) -> Iterator[str]:
    start, end = zone.first_instant(midnight(day)), zone.first_instant(midnight(day + _DAY))
    if start == end:
        yield "a date that the clock skips"
    for (_, _, before), (_, _, after) in pairwise(zone.regimes(start, end)):
        hours, minutes = divmod(abs(after - before) // _MINUTE, 60)
        yield f"clock {'forward' if after > before else 'back'} {hours}:{minutes:02}"


def _svg(title: str, rows: list[_Row]) -> str:
    lines: list[str] = []
    for hour in range(0, 25, 3):
        x = _LEFT + hour * _HOUR
        lines.append(f'<path class="grid" d="M{x} {_TOP - 6}V{_TOP + 7 * _ROW}"/>')
        lines.append(f'<text class="tick" x="{x}" y="{_TOP - 12}" text-anchor="middle">{hour:02}:00</text>')
    for i, row in enumerate(rows):
        lines += _row(row, _TOP + i * _ROW)
    spoken = "; ".join(_spoken(row) for row in rows)
    return Frame("slapolicy-week", _WIDTH, _HEIGHT, title, spoken, _STYLE).around(lines)


def _row(row: _Row, top: int) -> Iterator[str]:
    base = top + _ROW // 2 + 4
    bar = f'y="{top + (_ROW - _BAR) // 2}" height="{_BAR}" rx="3"'
    yield f'<text x="16" y="{base}">{row.label}</text>'
    if row.exceptional and not row.bars:
        yield f'<rect class="off" x="{_LEFT}" {bar} width="{24 * _HOUR}"/>'
    for opened, closed in row.bars:
        yield f'<rect class="open" x="{_x(opened):g}" {bar} width="{_x(closed) - _x(opened):g}"/>'
    if row.notes:
        note = ", ".join(row.notes)
        x, most, kind = _place(row.bars, letters(note))
        yield f'<text class="{kind}" x="{x:g}" y="{base}">{written(cut(note, most))}</text>'


def _place(bars: list[tuple[int, int]], needed: int) -> tuple[float, int, str]:
    """Where a note goes, and how much of it: the last gap that holds it whole, else the widest place there is."""
    edges = [0, *(edge for bar in sorted(bars) for edge in bar), 1440]
    gaps = [(start, end, "note") for start, end in zip(edges[::2], edges[1::2], strict=True)]
    whole = [gap for gap in gaps if _letters(gap) >= needed]
    start, end, kind = whole[-1] if whole else max([*gaps, *((*bar, "on") for bar in bars)], key=_letters)
    return _x(start) + 8, _letters((start, end, kind)), kind


def _letters(place: tuple[int, int, str]) -> int:
    return int((_x(place[1]) - _x(place[0]) - 16) / LETTER)


def _x(minute: int) -> float:
    return _LEFT + minute * _HOUR / 60


def _spoken(row: _Row) -> str:
    hours = ", ".join(f"{a // 60:02}:{a % 60:02} to {b // 60:02}:{b % 60:02}" for a, b in row.bars) or "closed"
    return f"{row.label} {hours}" + (f" ({', '.join(row.notes)})" if row.notes else "")
