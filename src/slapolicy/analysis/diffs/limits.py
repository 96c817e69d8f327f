"""Targets by their deadlines: for each severity, and where facts decide, is the new deadline earlier or later (C11)?"""

from collections.abc import Iterator
from datetime import datetime

from slapolicy.analysis.diffs.changes import Change, ChangeVerdict, Part, Witness
from slapolicy.analysis.diffs.deadlines import Promised, Scale, Standing, same
from slapolicy.analysis.diffs.pairs import Pair
from slapolicy.analysis.diffs.replays import opening, seen_with
from slapolicy.analysis.diffs.tables import Difference, differences
from slapolicy.calendars import DayEnds
from slapolicy.clocks import ClockReport
from slapolicy.durations import CalendarDays
from slapolicy.errors import HorizonError
from slapolicy.witnesses import UNDECIDED

__all__ = ["limit_changes"]


def limit_changes(pair: Pair, scale: Scale) -> Iterator[Change]:
    """How the deadlines of a target changed."""
    for found in differences(pair.ground, *pair.limits, same, pair.wishes):
        yield _change(pair, found, scale.weigh(found.old, found.new))


def _change(pair: Pair, found: Difference[Promised], standing: Standing) -> Change:
    old, new = _text(found.old, found.new), _text(found.new, found.old)
    elsewhere = "in another zone" if isinstance(found.old.limit, CalendarDays) else "by other hours"
    told = f"{old} became {new}" if old != new else f"{old} {elsewhere}"
    if found.facts is UNDECIDED:
        standing = Standing(ChangeVerdict.UNDECIDED, reason="not found out within the bound of work for which facts")
    return Change(
        part=Part.TARGET,
        name=pair.name,
        verdict=standing.verdict,
        sentence=f"{told}: {_in_words(standing)}{seen_with(found.known)}",
        severity=found.label,
        facts=found.known,
        old=old,
        new=new,
        witnesses=tuple(_witnesses(pair, found, standing)),
    )


def _in_words(standing: Standing) -> str:
    side = {ChangeVerdict.STRICTER: "never later, ", ChangeVerdict.LOOSER: "never earlier, "}
    one_sided = (standing.earlier is None) is not (standing.later is None) and standing.compared
    return side.get(standing.verdict, "") + standing.reason if one_sided else standing.reason


def _witnesses(pair: Pair, found: Difference[Promised], standing: Standing) -> Iterator[Witness]:
    for start in (standing.earlier, standing.later):
        if start is None:
            continue
        try:
            witness = pair.answers(_due, opening(pair.begin, found.stated, start), start)
        except HorizonError:
            continue
        if (witness.old, witness.new) == (found.old.due(start), found.new.due(start)):
            yield witness


def _due(clock: ClockReport) -> datetime | None:
    return clock.due_at


def _text(one: Promised, other: Promised) -> str:
    if one.limit is None:
        return "no promise"
    text = str(one.limit)
    if one.day_ends is not other.day_ends and other.limit is not None:
        text += f" to the {'close' if one.day_ends is DayEnds.CLOSE else 'same time'}"
    return text
