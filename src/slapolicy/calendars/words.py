"""A calendar in words: the same text for equal calendars, on every machine (P1, P5)."""

from collections.abc import Iterator

from slapolicy.calendars.algebra import Combination, Combined
from slapolicy.calendars.hours import DAY_NAMES, hours_text, week_text
from slapolicy.calendars.index import Rule
from slapolicy.calendars.weekly import Weekly

__all__ = ["in_words"]

_HEADS = {
    Combination.ANY: "open where any of these is:",
    Combination.ALL: "open where all of these are:",
    Combination.EXCEPT: "open where the first of these is, and none of the others:",
}
_MOST = 12


def in_words(rule: Rule) -> str:
    """The zone, the hours day by day, and what is known of exceptions; parts of a combination indented."""
    return "\n".join(_lines(rule))


def _lines(rule: Rule) -> Iterator[str]:
    if isinstance(rule, Weekly):
        yield from _weekly(rule)
        return
    assert isinstance(rule, Combined)
    yield _HEADS[rule.combination]
    for part in rule.parts:
        first, *rest = _lines(part.rule)
        yield f"- {first}"
        yield from (f"  {line}" for line in rest)


def _weekly(rule: Weekly) -> Iterator[str]:
    yield f"hours in {rule.zone.name}"
    closed = [name for name, hours in zip(DAY_NAMES, rule.week, strict=True) if not hours]
    days = week_text(rule.week) | ({", ".join(closed): "closed"} if closed else {})
    width = max(map(len, days))
    yield from (f"  {name:<{width}}  {hours}" for name, hours in days.items())
    yield from (f"holidays of {source.text}, release {source.version}" for source in rule.sources)
    yield from _some([f"holiday {dates.text} {name}".rstrip() for dates, name in rule.holidays])
    yield from _some(
        [f"special hours {d.text}: {hours_text(hours)} {name}".rstrip() for d, hours, name in rule.special]
    )
    if rule.holidays or rule.sources:
        cut = {"start": "the openings that start on it", "date": "its date", "both": "its date and both nights"}
        yield f"a holiday takes {cut[rule.cuts.value]}"
    if rule.pin:
        yield f"known from {rule.pin.first_year} to {rule.pin.last_year} only"


def _some(lines: list[str]) -> Iterator[str]:
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield f"and {len(lines) - _MOST} more such"
