"""Clocks that nothing starts, stops or lets run (C2, C9)."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from slapolicy._model import FrozenMap
from slapolicy.analysis.checks.conditions import never_holds
from slapolicy.analysis.checks.scopes import Scope, search_of
from slapolicy.conditions import Condition
from slapolicy.errors import Path
from slapolicy.escalation.searches import Facts, Search
from slapolicy.findings import Finding, FindingLevel, undecided
from slapolicy.policy import Policy
from slapolicy.targets import LastRound, Move, Signal, Target
from slapolicy.witnesses import UNDECIDED, Effort, Formula, both, either
from slapolicy.witnesses.formulas import YES

__all__ = ["clock_findings"]


class _Needed(NamedTuple):
    """A signal without which a clock is of no use, and what is found where it is never given."""

    code: str
    message: str


_NEEDED: Final = {
    "start": _Needed("never-starts", "nothing ever starts this clock"),
    "stop": _Needed("never-stops", "nothing ever stops this clock, so the promise can't be kept"),
    "completed_by": _Needed("never-completed", "nothing ever completes a round"),
}
_OTHERS: Final = ("pause", "resume", "reset", "cancel", "reopen")


def clock_findings(policy: Policy, effort: Effort) -> Iterator[Finding]:
    """What keeps the clock of each target from moving."""
    for name, target in policy.targets.items():
        scope = Scope(policy, target, search_of(policy, [target], effort))
        for key in (*_NEEDED, *_OTHERS):
            yield from _signal(("targets", name, key), getattr(target, key), scope, needed=_is_needed(key, target))
        yield from _of_life(name, scope)


def _is_needed(key: str, target: Target) -> bool:
    """A target without repetition has no rounds; a repeating one may go on without an end (C9)."""
    return {"stop": not target.repeats, "completed_by": target.repeats}.get(key, key == "start")


def _signal(path: Path, signal: Signal, scope: Scope, *, needed: bool) -> Iterator[Finding]:
    if needed and scope.never(signal):
        code, message = _NEEDED[str(path[-1])]
        yield Finding(
            code=code,
            level=FindingLevel.ERROR,
            path=path,
            message=message,
            remedy="name an event, or mend the condition",
        )
        return
    for held in signal.conditions:
        possible = scope.search.possible(scope.search.holds(held))
        if possible is UNDECIDED:
            yield undecided(path, "whether this ever holds")
        elif not possible:
            yield never_holds(path)


def _of_life(name: str, scope: Scope) -> Iterator[Finding]:
    """A clock that ends or pauses wherever it starts with something promised, by its own conditions (C2)."""
    target, search = scope.target, scope.search
    starts = both([_may_start(target, search), scope.promised])
    facts = search.facts(starts)
    if not isinstance(facts, FrozenMap):
        return  # found as such, or not found out
    ending, pausing = _at_once(target, (Move.STOP, Move.CANCEL)), _at_once(target, (Move.PAUSE,))
    lives = [search.fails(held) for held in ending]
    if ending and search.possible(starts, *lives) is False:
        yield _at_its_start(("targets", name, "start"), "ended-at-once", "ends at once", facts)
        return
    runs = [*lives, *(search.fails(held) for held in pausing)]
    if pausing and search.possible(starts, *runs) is False:
        facts = search.facts(starts, *lives)
        if isinstance(facts, FrozenMap):
            yield _at_its_start(("targets", name, "pause"), "always-paused", "is paused at once", facts)


def _may_start(target: Target, search: Search) -> Formula:
    """An event may come with any facts; conditions start a clock where they begin to hold."""
    return YES if target.start.events else either(search.holds(held) for held in target.start.conditions)


def _at_once(target: Target, moves: Sequence[Move]) -> list[Condition]:
    """The conditions of moves that win over a start, and end or pause what it started (C2)."""
    wins = [move for move in moves if target.precedence.index(move) < target.precedence.index(Move.START)]
    if target.last_round is not LastRound.NONE and Move.STOP in wins:
        wins.remove(Move.STOP)  # one more round begins (C9)
    return [held for move in wins for held in getattr(target, move.value).conditions]


def _at_its_start(path: Path, code: str, what: str, facts: Facts) -> Finding:
    return Finding(
        code=code,
        level=FindingLevel.ERROR,
        path=path,
        message=f"wherever this clock starts, it {what}",
        witness=facts,
        remedy="mend the conditions",
    )
