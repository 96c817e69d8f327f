"""What moves a target's clock, and when it warns: events and conditions by what they mean (C2, C8)."""

from collections.abc import Iterator
from typing import Final

from slapolicy.analysis.diffs.changes import Change, ChangeVerdict, Part
from slapolicy.analysis.diffs.hours import hours
from slapolicy.analysis.diffs.pairs import Pair
from slapolicy.analysis.diffs.tables import apart
from slapolicy.clocks import ClockReport
from slapolicy.conditions import Any
from slapolicy.durations import WorkingTime
from slapolicy.targets import Target
from slapolicy.witnesses import UNDECIDED
from slapolicy.wording import moment_text

__all__ = ["clock_in_words", "signal_changes", "warning_changes"]

_SIGNALS: Final = ("start", "stop", "pause", "resume", "reset", "cancel", "reopen", "completed_by")


def signal_changes(pair: Pair) -> Iterator[Change]:
    """The signals that are given by other events, or of other facts."""
    for signal in _SIGNALS:
        if signal != "resume" or pair.old.pauses or pair.new.pauses:  # without a pause there is nothing to resume
            yield from _signal(pair, signal)


def _signal(pair: Pair, name: str) -> Iterator[Change]:
    old, new = getattr(pair.old, name), getattr(pair.new, name)
    names = [event for event in (*old.events, *new.events) if (event in old.events) is not (event in new.events)]
    facts = apart(pair.ground, Any(old.conditions), Any(new.conditions))
    if not names and facts is None:
        return
    undecided = not names and facts is UNDECIDED
    witness = pair.lived(clock_in_words, name, names, [facts] if facts and facts is not UNDECIDED else [])
    told = f"{old.words() or 'nothing'} became {new.words() or 'nothing'}"
    yield Change(
        part=Part.SIGNAL,
        name=f"{pair.name}.{name}",
        verdict=ChangeVerdict.UNDECIDED if undecided else ChangeVerdict.DIFFERENT,
        sentence=f"{told}; not found out within the bound of work whether that matters" if undecided else told,
        old=old.words() or None,
        new=new.words() or None,
        witnesses=(witness,) if witness else (),
    )


def warning_changes(pair: Pair) -> Iterator[Change]:
    """The points at which it warns, and the hours that the times of those count by."""
    old, new = _points(pair.old), _points(pair.new)
    other_hours = old == new and _counts_hours(pair.old) and _other_hours(pair)
    if old == new and not other_hours:
        return
    words = [", ".join(points.values()) or None for points in (old, new)]
    witness = pair.lived(_warnings_in_words, "calendar" if other_hours else "warn")
    if other_hours and not witness:
        return
    told = f"{words[0] or 'nothing'} became {words[1] or 'nothing'}"
    yield Change(
        part=Part.WARNING,
        name=pair.name,
        verdict=ChangeVerdict.DIFFERENT,
        sentence=f"{words[0]} by other hours" if other_hours else told,
        old=words[0],
        new=words[1],
        witnesses=(witness,) if witness else (),
    )


def _points(target: Target) -> dict[str, str]:
    """Each point by its one text for one meaning, and as it is written; their order means nothing (C8)."""
    return {canonical: text for _, canonical, text in sorted(target.points, key=lambda point: point[1])}


def _counts_hours(target: Target) -> bool:
    return any(isinstance(point.amount, WorkingTime) for point in target.warn)


def _other_hours(pair: Pair) -> bool:
    old, new = (set(table.answers()) for table in pair.calendars)
    return any(not hours(one, other).open_alike for one in old for other in new)


def clock_in_words(clock: ClockReport) -> str:
    """A clock's answer as words: all that another signal or setting of its target could change."""
    words = [f"{clock.state}, {clock.verdict}, cycle {clock.number}"]
    words += [f"due {moment_text(clock.due_at)}"] if clock.due_at else []
    words += [f"due {moment_text(clock.if_resumed_now)} if resumed"] if clock.if_resumed_now else []
    words += [f"breached {moment_text(clock.breached_at)}"] if clock.breached_at else []
    words += [f"ended {moment_text(clock.ended_at)}"] if clock.ended_at else []
    return ", ".join(words)


def _warnings_in_words(clock: ClockReport) -> str:
    warnings = sorted((warning.at, warning.threshold) for warning in clock.warnings)
    return ", ".join(f"{threshold} at {moment_text(at)}" for at, threshold in warnings) or "no warning"
