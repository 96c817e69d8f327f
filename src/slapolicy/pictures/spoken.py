"""A ticket's life in words, for those who can't see the picture: all that is drawn, and what had no room (P5)."""

from collections.abc import Iterator
from datetime import datetime

from slapolicy.clocks import ClockReport
from slapolicy.pictures.clock_rows import pauses
from slapolicy.pictures.life import Life
from slapolicy.wording import moment_text

__all__ = ["spoken"]

_MOST = 200


def spoken(life: Life) -> str:
    """The life as sentences, the latest two hundred of each kind."""
    parts = [_list("events", [f"{event.name} {moment_text(event.at)}" for event in life.events])]
    severities = life.severities()
    parts.append(
        _list("severity", [f"{name} from {moment_text(at.astimezone(life.at.tzinfo))}" for at, _, name in severities])
    )
    parts += [f"{clock.target}: {', '.join([*_clock(clock, life.at)][-_MOST:])}" for clock in life.clocks]
    parts.append(_list("escalation", [f"{step.owner or 'nobody'} {moment_text(step.at)}" for step in life.steps]))
    return "; ".join(part for part in [*parts, f"now {moment_text(life.at)}"] if part)


def _list(name: str, items: list[str]) -> str:
    return f"{name}: {', '.join(items[-_MOST:])}" if items else ""


def _clock(clock: ClockReport, at: datetime) -> Iterator[str]:
    if not clock.cycles:
        yield f"not started, {clock.reason}"
    for cycle in clock.cycles:
        yield from _at("started", cycle.started_at)
        for pause in pauses(cycle, at):
            start, end = (moment_text(each.astimezone(at.tzinfo)) for each in pause)
            yield f"did not count from {start} to {end}"
        for warning in cycle.warnings:
            yield from _at(f"warning {warning.threshold}", warning.at)
        yield from _at("due", cycle.due_at)
        yield from _at("if resumed now, due", cycle.if_resumed_now)
        yield from _at("late since", cycle.breached_at)
        yield from _at(str(cycle.state), cycle.ended_at)
        yield str(cycle.verdict if cycle.limit else cycle.reason).replace("_", " ")


def _at(words: str, moment: datetime | None) -> Iterator[str]:
    if moment is not None:
        yield f"{words} {moment_text(moment)}"
