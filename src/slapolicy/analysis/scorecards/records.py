"""What a scorecard counts of one ticket: its severity, what became of its promises and how long they took (C3, D7)."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from slapolicy.clocks import ClockReport, State, Verdict
from slapolicy.decisions import Decision
from slapolicy.instants import utc
from slapolicy.policy import Policy
from slapolicy.tickets import Ticket, Value

__all__ = ["Promise", "Record", "record"]

_ENDS = ("resolved", "closed")
_OPEN = (Verdict.OPEN, Verdict.AT_RISK)
_KEPT = {Verdict.MET: True, Verdict.MISSED: False, Verdict.BREACHED: False}


class Promise(NamedTuple):
    """One cycle of a clock.

    Attributes:
        target: whose clock.
        kept: whether the promise was kept; none while that is open, and where nothing was promised.
        pending: whether it is still to be kept.
        elapsed, working: from start to stop, the time on the wall, and the open time while the clock ran; none where
            it was not stopped.
    """

    target: str
    kept: bool | None
    pending: bool
    elapsed: timedelta | None
    working: timedelta | None


class Record(NamedTuple):
    """One ticket at an instant.

    Attributes:
        facts: all that is known of it; `severity` is one of them.
        promises: every cycle of every clock.
        level: the highest level it came to, counted from zero; none without a ladder.
        replies: how often the customer was answered.
        ended: whether it is resolved or closed.
        reopened: whether it ever came back after that.
    """

    facts: Mapping[str, Value]
    promises: tuple[Promise, ...]
    level: int | None
    replies: int
    ended: bool
    reopened: bool

    @property
    def severity(self) -> str:
        """The severity at the instant."""
        return str(self.facts["severity"])


def record(policy: Policy, ticket: Ticket, at: datetime) -> Record:
    """What a scorecard counts of a ticket that has begun; `at` is in UTC."""
    decision = policy.evaluate(ticket, at=at)
    names = [event.name for event in decision.events]
    last = next((name for name in reversed(names) if name in _ENDS or name == "reopened"), "")
    return Record(
        facts={**ticket.facts_at(at), "severity": decision.severity},
        promises=tuple(_promises(decision)),
        level=_highest(policy, decision),
        replies=names.count("replied"),
        ended=last in _ENDS,
        reopened="reopened" in names,
    )


def _highest(policy: Policy, decision: Decision) -> int | None:
    if policy.escalation is None:
        return None
    return max(policy.escalation.index(step.level) or 0 for step in decision.steps)


def _promises(decision: Decision) -> Iterator[Promise]:
    for name, clock in decision.clocks.items():
        for cycle in clock.cycles:
            kept = _KEPT.get(cycle.verdict)
            done = cycle.state is State.STOPPED and (cycle.limit is None or kept is not None)
            yield Promise(name, kept, cycle.verdict in _OPEN, *(_times(cycle) if done else (None, None)))


def _times(cycle: ClockReport) -> tuple[timedelta, timedelta]:
    assert cycle.started_at is not None
    assert cycle.ended_at is not None
    ran = ((stretch.start, stretch.end or cycle.ended_at, stretch.calendar) for stretch in cycle.stretches)
    working = sum((calendar.elapsed(start, end) for start, end, calendar in ran), timedelta())
    return utc(cycle.ended_at) - utc(cycle.started_at), working
