"""Clocks that nothing starts, stops or lets run (C2, C9)."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from slapolicy._model import FrozenMap
from slapolicy.analysis.checks.conditions import never_holds
from slapolicy.analysis.checks.rows import chosen
from slapolicy.conditions import Condition
from slapolicy.errors import Path
from slapolicy.escalation.searches import Facts, Search
from slapolicy.findings import Finding, FindingLevel, undecided
from slapolicy.policy import Policy
from slapolicy.targets import LastRound, Move, Signal, Target
from slapolicy.witnesses import UNDECIDED, Effort, Formula, both, either
from slapolicy.witnesses.formulas import YES

__all__ = ["clock_findings", "never_given", "promised", "searched"]


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
        search = searched(policy, target, effort)
        for key in (*_NEEDED, *_OTHERS):
            yield from _signal(("targets", name, key), getattr(target, key), search, needed=_is_needed(key, target))
        yield from _of_life(name, target, search)


def searched(policy: Policy, target: Target, effort: Effort) -> Search:
    """The conditions of a target, to be asked about."""
    return Search([held for _, held in target.conditions()], policy.facts, policy.severity.severities, effort)


def never_given(signal: Signal, search: Search) -> bool:
    """Whether it names no event, and none of its conditions can hold."""
    return not signal.events and all(search.possible(search.holds(held)) is False for held in signal.conditions)


def promised(target: Target, search: Search) -> Formula:
    """Where a limit is selected."""
    whens = [row.when for row in target.limits]
    rows = [chosen(search, whens, number) for number, row in enumerate(target.limits) if row.limit is not None]
    return both([search.holds(target.applies), either(rows)])


def _is_needed(key: str, target: Target) -> bool:
    """A target without repetition has no rounds; a repeating one may go on without an end (C9)."""
    return {"stop": not target.repeats, "completed_by": target.repeats}.get(key, key == "start")


def _signal(path: Path, signal: Signal, search: Search, *, needed: bool) -> Iterator[Finding]:
    if needed and never_given(signal, search):
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
        possible = search.possible(search.holds(held))
        if possible is UNDECIDED:
            yield undecided(path, "whether this ever holds")
        elif not possible:
            yield never_holds(path)


def _of_life(name: str, target: Target, search: Search) -> Iterator[Finding]:
    """A clock that ends or pauses wherever it starts with something promised, by its own conditions (C2)."""
    starts = both([_may_start(target, search), promised(target, search)])
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
