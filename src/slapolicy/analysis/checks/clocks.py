"""Clocks that nothing starts, stops or lets run (C2, C9)."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from slapolicy._model import FrozenMap
from slapolicy.analysis.checks.conditions import never_holds
from slapolicy.analysis.checks.scopes import Scope, search_of
from slapolicy.errors import Path
from slapolicy.escalation.searches import Facts
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
    starts = both([_may_start(scope), scope.promised])
    facts = scope.search.facts(starts)
    if not isinstance(facts, FrozenMap):
        return  # found as such, or not found out
    life = _begins(scope)
    if scope.search.possible(starts, either([life.paused, life.running])) is False:
        yield _at_its_start(("targets", name, "start"), "ended-at-once", "ends at once", facts)
    elif scope.search.possible(starts, life.running) is False:
        facts = scope.search.facts(starts, life.paused)
        if isinstance(facts, FrozenMap):
            yield _at_its_start(("targets", name, "pause"), "always-paused", "is paused at once", facts)


def _may_start(scope: Scope) -> Formula:
    """An event may come with any facts; conditions start a clock where they begin to hold."""
    start = scope.target.start
    return YES if start.events else either(scope.search.holds(held) for held in start.conditions)


class _Life(NamedTuple):
    """How a clock begins that an event starts: where it runs, and where it is paused at once; else it ends at once."""

    running: Formula
    paused: Formula


def _begins(scope: Scope) -> _Life:
    """By the strongest move of which a condition holds; what is weaker than the start is lost against it (C2)."""
    running, paused = [], []
    stronger: list[Formula] = []
    for move in scope.target.precedence[: scope.target.precedence.index(Move.START)]:
        conditions = getattr(scope.target, move.value).conditions if move is not Move.RESET else ()
        wins = both([either(scope.search.holds(held) for held in conditions), *stronger])
        if move is Move.PAUSE:
            paused.append(wins)
        elif move is Move.STOP and scope.target.last_round is not LastRound.NONE:
            running.append(wins)  # one more round begins (C9)
        stronger += [scope.search.fails(held) for held in conditions]
    return _Life(either([*running, both(stronger)]), either(paused))


def _at_its_start(path: Path, code: str, what: str, facts: Facts) -> Finding:
    return Finding(
        code=code,
        level=FindingLevel.ERROR,
        path=path,
        message=f"wherever this clock starts, it {what}",
        witness=facts,
        remedy="mend the conditions",
    )
