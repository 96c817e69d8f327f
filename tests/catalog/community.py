"""Requests of a community in Zurich: Monday to Friday 09:00-17:00, +01:00 in early March 2026.

The tickets come on Friday 6 March at 15:30, with an hour and a half of that day's hours left.
"""

from datetime import timedelta

from slapolicy import Decision, Event, Ticket
from slapolicy.catalog import community_support
from slapolicy.instants import instant

POLICY = community_support()
FRIDAY = "2026-03-06T15:30:00+01:00"
LONG_AFTER = "2026-04-20T12:00:00+02:00"
FACTS: dict[str, dict[str, object]] = {
    "P0": {"symptom": "outage"},
    "P1": {"symptom": "feature broken", "workaround": True},
    "P2": {"symptom": "usage question"},
    "unclear": {},
}
KEPT = [("open", "met"), ("open", "met"), ("breached", "missed")]


def decide(*events: Event, at: str = LONG_AFTER) -> Decision:
    return POLICY.evaluate(Ticket("T-1", events), at=at)


def created(at: str = FRIDAY, /, **facts: object) -> Event:
    return Event("created", at, **facts)


def sides(target: str, event: str, first: Event, deadline: str) -> list[tuple[str, str]]:
    """The verdicts just in time, at the deadline, and just late: while it is open, and of what is done then."""
    at = instant(deadline)
    verdicts = []
    for done in (at - timedelta(seconds=1), at, at + timedelta(seconds=1)):
        open_yet = POLICY.evaluate(Ticket("T-1", [first]), at=done).clocks[target]
        stopped = decide(first, Event(event, done)).clocks[target]
        verdicts.append((str(open_yet.verdict), str(stopped.verdict)))
    return verdicts
