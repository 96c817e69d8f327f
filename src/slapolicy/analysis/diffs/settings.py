"""The settings of a target's clock: each compared where it has a meaning (C2, C3, C5, C9, D5)."""

from collections.abc import Callable, Container, Iterator
from datetime import datetime
from typing import Final, NamedTuple

from slapolicy.analysis.diffs.changes import Change, ChangeVerdict, Part, Witness
from slapolicy.analysis.diffs.deadlines import Promised
from slapolicy.analysis.diffs.pairs import Pair
from slapolicy.analysis.diffs.replays import opening
from slapolicy.analysis.diffs.signals import clock_in_words
from slapolicy.analysis.diffs.tables import Table, differences
from slapolicy.calendars import ALWAYS
from slapolicy.durations import Duration
from slapolicy.errors import HorizonError
from slapolicy.targets import Move, Target
from slapolicy.tickets import Value
from slapolicy.witnesses import UNDECIDED

__all__ = ["setting_changes"]


class Setting(NamedTuple):
    """A choice of a target, as far as it has a meaning in both."""

    name: str
    of: Callable[[Target, Pair], str]


def setting_changes(pair: Pair) -> Iterator[Change]:
    """The settings that are chosen otherwise, and have a meaning in both targets."""
    for setting in _SETTINGS:
        old, new = (setting.of(target, pair) for target in pair.targets)
        if old == new or (setting.name.startswith("on_change") and not _limits_vary(pair)):
            continue
        if setting.name == "strict":
            witness = _at_the_deadline(pair)
            verdict = ChangeVerdict.STRICTER if pair.new.strict else ChangeVerdict.LOOSER
        else:
            witness = pair.lived(
                clock_in_words, setting.name.partition(".")[0], (), _selected(pair, pair.limits[0]).values()
            )
            verdict = ChangeVerdict.DIFFERENT
        yield Change(
            part=Part.SETTING,
            name=f"{pair.name}.{setting.name}",
            verdict=verdict,
            sentence=f"{old} became {new}",
            old=old,
            new=new,
            witnesses=(witness,) if witness else (),
        )


def _precedence(target: Target, both: Container[Move]) -> str:
    """The order of the moves that both targets have: one that never comes loses and wins against nothing (C2)."""
    return ", ".join(move for move in target.precedence if move in both)


def _moves(target: Target) -> set[Move]:
    """The moves that its signals can ask for."""
    signals = {
        Move.STOP: target.stop,
        Move.CANCEL: target.cancel,
        Move.RESET: target.reset,
        Move.PAUSE: target.pause,
    }
    return {Move.START, *(move for move, signal in signals.items() if signal)}


_SETTINGS: Final = (
    Setting("every", lambda target, _: "every" if target.repeats else "within"),
    Setting("strict", lambda target, _: "late at the deadline" if target.strict else "in time at the deadline"),
    Setting("on_reopen", lambda target, _: str(target.reopening)),
    Setting("on_change.stricter", lambda target, _: str(target.on_change.stricter)),
    Setting("on_change.looser", lambda target, _: str(target.on_change.looser)),
    Setting("precedence", lambda target, pair: _precedence(target, _moves(pair.old) & _moves(pair.new))),
    Setting("counted_from", lambda target, pair: str(target.counted_from) if _both_repeat(pair) else ""),
    Setting("last_round", lambda target, pair: str(target.last_round) if _both_repeat(pair) else ""),
)


def _both_repeat(pair: Pair) -> bool:
    return pair.old.repeats and pair.new.repeats


def _limits_vary(pair: Pair) -> bool:
    """Whether facts can change the limit of either target: without that, nothing is carried over (C5)."""
    return any(len(_selected(pair, table)) > 1 for table in pair.limits)


def _selected(pair: Pair, table: Table[Promised]) -> dict[Duration | None, dict[str, Value]]:
    """Each limit that facts select, with the facts; one after the other shows what a change of the limit does."""
    nothing = Table((), Promised(None, ALWAYS))
    found = differences(pair.ground, nothing, table, lambda *_: False)
    states: dict[Duration | None, dict[str, Value]] = {}
    for each in found:
        states.setdefault(each.new.limit, {} if each.facts is UNDECIDED else each.stated)
    return states


def _at_the_deadline(pair: Pair) -> Witness | None:
    """A clock that is asked about at its very deadline (D5)."""
    ticket = opening(pair.begin, pair.promising)
    try:
        due = pair.answers(lambda clock: clock.due_at, ticket, ticket.events[0].at).old
    except HorizonError:
        return None
    return pair.first(clock_in_words, "strict", [(ticket, due)]) if isinstance(due, datetime) else None
