"""Tickets that are asked of both policies: what is told of a change is what the policies themselves answer."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice, product
from typing import Final

from slapolicy.analysis.diffs.changes import Witness
from slapolicy.conditions import in_words
from slapolicy.errors import HorizonError
from slapolicy.policy import Policy
from slapolicy.tickets import Event, Ticket, Value

__all__ = ["MONDAY", "Asked", "alone", "first_witness", "lives", "opening", "seen_with", "stretch_of"]

MONDAY: Final = datetime(2026, 1, 5, 10, tzinfo=UTC)
"""When the tickets of witnesses begin, unless they have to begin at another time."""

_HOUR: Final = timedelta(hours=1)
_MONTH: Final = timedelta(days=30)
_MOST_LIVES: Final = 300

Asked = tuple[Ticket, datetime]
"""A ticket, and the instant that is asked about."""


def stretch_of(years: range) -> tuple[datetime, datetime]:
    """From when to when these years are, in UTC."""
    return datetime(years.start, 1, 1, tzinfo=UTC), datetime(years[-1] + 1, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=64)
def alone(policy: Policy, target: str | None = None) -> Policy:
    """The policy with one target only, or none: what is left answers as before, and faster."""
    return policy.replace(
        targets={} if target is None else {target: policy.targets[target]},
        escalation=None,
        responsibilities={},
        availability={},
        goals={},
    )


def opening(names: Iterable[str], facts: Mapping[str, Value], at: datetime = MONDAY) -> Ticket:
    """A ticket that begins with these events at one instant; the first one states the facts."""
    first, *rest = names
    return Ticket("witness", [Event(first, at, **facts), *(Event(name, at) for name in rest)])


def seen_with(facts: Mapping[str, Value]) -> str:
    """Facts as the end of a sentence; nothing where there are none."""
    words = [f"{fact}: {in_words(given)}" for fact, given in facts.items() if given is not None]
    return f"; seen with {', '.join(words)}" if words else ""


def first_witness(answers: Callable[[Ticket, datetime], Witness], asked: Iterable[Asked]) -> Witness | None:
    """The first ticket and instant for which the two policies answer differently."""
    for ticket, at in asked:
        try:
            witness = answers(ticket, at)
        except HorizonError:
            continue
        if witness.old != witness.new:
            return witness
    return None


def lives(
    begin: Sequence[str], facts: Mapping[str, Value], names: Iterable[str], states: Iterable[Mapping[str, Value]] = ()
) -> Iterator[Asked]:
    """Short lives of a ticket: it begins, and up to three things happen, an hour after one another.

    Each is asked about at its last event, the shortest a month later too. `states` are facts that may come and go.
    """
    comes = [("changed", dict(state)) for state in states]
    goes = [("changed", dict.fromkeys(state)) for _, state in comes]
    alphabet: list[tuple[str, Mapping[str, Value]]] = [*comes, *((name, {}) for name in names), *goes]
    first = opening(begin, facts)
    every = (steps for length in range(4) for steps in product(alphabet, repeat=length))
    for steps in islice(every, _MOST_LIVES):
        later = [Event(name, MONDAY + _HOUR * (i + 1), **given) for i, (name, given) in enumerate(steps)]
        ticket = first.add(*later)
        last = ticket.events[-1].at
        yield ticket, last
        if len(steps) < 2:
            yield ticket, last + _MONTH
