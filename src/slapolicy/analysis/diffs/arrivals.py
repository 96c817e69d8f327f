"""Facts that a policy knows by itself from its calendars: the first instant at which a ticket gets another (C12)."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice
from typing import Final

from slapolicy.analysis.diffs.changes import Change, ChangeVerdict, Part, Witness
from slapolicy.analysis.diffs.ground import Ground
from slapolicy.analysis.diffs.replays import opening, stretch_of
from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.errors import HorizonError
from slapolicy.policy import Policy
from slapolicy.wording import moment_text

__all__ = ["arrival_changes"]

_MOST_OPENINGS: Final = 20_000

Asked = tuple[tuple[str, Calendar], ...]
"""Calendars by their names, in the order in which they are asked."""


def arrival_changes(ground: Ground, years: range) -> Iterator[Change]:
    """Facts of both policies that tell otherwise when a ticket came; what only one declares is told as a fact."""
    for name in [fact for fact in ground.old.facts if fact in ground.new.facts]:
        old, new = _asked(ground.old, name), _asked(ground.new, name)
        if old != new:
            yield _change(name, old, new, years)


def _asked(policy: Policy, fact: str) -> Asked:
    return tuple((name, policy.calendars.get(name, ALWAYS)) for name in policy.facts[fact].arrived_during)


def _change(name: str, old: Asked, new: Asked, years: range) -> Change:
    try:
        at = _first_apart(old, new, years)
    except HorizonError:
        at = None
    if at is None:
        sentence = f"the same for every ticket that was looked at in {years.start} to {years[-1]}"
        return Change(part=Part.FACT, name=name, verdict=ChangeVerdict.UNDECIDED, sentence=sentence)
    before, after = _arrival(old, at), _arrival(new, at)
    return Change(
        part=Part.FACT,
        name=name,
        verdict=ChangeVerdict.DIFFERENT,
        sentence=f"it was {before or 'unknown'} for what comes at {moment_text(at)}, and is {after or 'unknown'}",
        old=before,
        new=after,
        witnesses=(Witness(opening(["created"], {}, at), at, before, after),),
    )


def _arrival(asked: Asked, at: datetime) -> str | None:
    return next((name for name, calendar in asked if calendar.is_open(at)), None)


def _first_apart(old: Asked, new: Asked, years: range) -> datetime | None:
    """It can only change where a calendar opens or closes, so these instants are enough."""
    start, end = stretch_of(years)
    openings = chain.from_iterable(
        islice(each.openings(start, end), _MOST_OPENINGS) for each in {calendar for _, calendar in (*old, *new)}
    )
    instants = {start, *(at for span in openings for at in span if at < end)}
    return next((at for at in sorted(instants) if _arrival(old, at) != _arrival(new, at)), None)
