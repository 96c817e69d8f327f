"""What the tests of `teamflow` share: a ticket of a Saturday night, and what becomes of it at each side of a limit.

All times of the document are elapsed, so every deadline is 02:00 plus the limit, on a Saturday as on any day.
"""

from datetime import datetime, timedelta

from slapolicy import Decision, Event, Rehearsal, Ticket
from slapolicy.catalog import teamflow
from slapolicy.instants import instant

POLICY = teamflow()
START = instant("2026-03-07T02:00:00Z")
LONG_AFTER = instant("2026-05-01T00:00:00Z")
SECOND = timedelta(seconds=1)

IN_TIME = ["met", "met", "missed", "open", "open", "breached"]
"""Done a second early, on time, a second late; not done, asked at the same three instants."""


def later(**amount: float) -> datetime:
    return START + timedelta(**amount)


def created(**facts: object) -> Event:
    return Event("created", START, **facts)


def decide(*events: Event, at: datetime = LONG_AFTER) -> Decision:
    return POLICY.evaluate(Ticket("T-1", events), at=at)


def rehearse(*events: Event, at: datetime = START) -> Rehearsal:
    return POLICY.rehearse(Ticket("T-1", events), at=at)


def around(due: datetime) -> tuple[datetime, datetime, datetime]:
    return due - SECOND, due, due + SECOND


def timed(target: str, due: datetime, done: str, *before: Event, **facts: object) -> list[str]:
    """The verdicts of a target that the event `done` completes, on each side of its deadline, as in `IN_TIME`."""
    completed = [decide(*before, Event(done, at, **facts)) for at in around(due)]
    waiting = [decide(*before, at=at) for at in around(due)]
    return [str(decision.clocks[target].verdict) for decision in (*completed, *waiting)]
