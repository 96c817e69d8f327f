"""Tickets that are asked of both policies: what is told of a change is what the policies themselves answer."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice, product
from typing import Final

from slapolicy._model import FrozenMap
from slapolicy.analysis.diffs.changes import Witness
from slapolicy.analysis.diffs.ground import Facts
from slapolicy.clocks import ClockReport
from slapolicy.conditions import in_words
from slapolicy.errors import HorizonError
from slapolicy.obligations import Intake
from slapolicy.policy import Policy
from slapolicy.tickets import Event, Ticket, Value
from slapolicy.wording import moment_text

__all__ = ["MONDAY", "Answer", "alone", "clock_in_words", "first_witness", "lives", "opening", "seen_with"]

MONDAY: Final = datetime(2026, 1, 5, 10, tzinfo=UTC)
"""When the tickets of witnesses begin, unless they have to begin at another time."""

_HOUR: Final = timedelta(hours=1)
_MOST_LIVES: Final = 600

Answer = Callable[[Policy, Ticket, datetime], datetime | str | None]
"""What a policy answers for a ticket at an instant."""


@lru_cache(maxsize=512)
def alone(policy: Policy, target: str) -> Policy:
    """The policy with one target only: its clock is the same, and is found faster."""
    return policy.replace(
        targets={target: policy.targets[target]},
        escalation=None,
        responsibilities={},
        updates=(),
        intake=Intake(),
        availability={},
    )


def opening(names: Iterable[str], facts: Mapping[str, Value], at: datetime = MONDAY) -> Ticket:
    """A ticket that begins with these events at one instant; the first one states the facts."""
    first, *rest = names
    return Ticket("witness", [Event(first, at, **facts), *(Event(name, at) for name in rest)])


def seen_with(facts: Mapping[str, Value]) -> str:
    """Facts as the end of a sentence; nothing where there are none."""
    return "; seen with " + ", ".join(f"{fact}: {in_words(given)}" for fact, given in facts.items()) if facts else ""


def first_witness(
    old: tuple[Policy, Answer], new: tuple[Policy, Answer], asked: Iterable[tuple[Ticket, datetime]]
) -> Witness | None:
    """The first ticket and instant for which the two answer differently."""
    for ticket, at in asked:
        try:
            before, after = old[1](old[0], ticket, at), new[1](new[0], ticket, at)
        except HorizonError:
            continue
        if before != after:
            return Witness(ticket, at, before, after)
    return None


def lives(
    first: Sequence[str], facts: Facts, names: Iterable[str], states: Iterable[Mapping[str, Value]] = ()
) -> Iterator[tuple[Ticket, datetime]]:
    """Short lives of a ticket: it begins, and up to three things happen, an hour after one another.

    Each is asked about at its last event and a month later. `states` are facts that may come and go.
    """
    changes: list[Mapping[str, Value]] = [*states]
    gone = [dict.fromkeys(state) for state in changes]
    alphabet = [
        *((name, FrozenMap[str, Value]()) for name in names),
        *(("changed", each) for each in (*changes, *gone)),
    ]
    begin = opening(first, facts)
    every = (steps for length in range(4) for steps in product(alphabet, repeat=length))
    for steps in islice(every, _MOST_LIVES):
        later = [Event(name, MONDAY + _HOUR * (i + 1), **given) for i, (name, given) in enumerate(steps)]
        ticket = begin.add(*later)
        last = ticket.events[-1].at
        for at in (last, last + timedelta(days=30)):
            yield ticket, at


def clock_in_words(clock: ClockReport) -> str:
    """A clock's answer as words: all that another signal or setting of its target could change."""
    words = [f"{clock.state}, {clock.verdict}, cycle {clock.number}"]
    words += [f"due {moment_text(clock.due_at)}"] if clock.due_at else []
    words += [f"breached {moment_text(clock.breached_at)}"] if clock.breached_at else []
    words += [f"ended {moment_text(clock.ended_at)}"] if clock.ended_at else []
    return ", ".join(words)
