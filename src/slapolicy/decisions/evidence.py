"""From what is known of a ticket to its decision, with instants in the zone of the question (E3, C10, T1)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from slapolicy._model import FrozenMap
from slapolicy.clocks import ClockReport
from slapolicy.decisions.decision import Decision
from slapolicy.escalation import Outlook
from slapolicy.moments import Moment
from slapolicy.obligations import Violation
from slapolicy.pictures.life import KnownEvent
from slapolicy.severity import UNCLEAR, Classification

__all__ = ["Evidence", "decide", "in_zone"]


class Evidence(NamedTuple):
    """All that a decision is made of, with its instants in UTC."""

    policy: str
    fingerprint: str
    versions: Mapping[str, str]
    ticket: str
    moments: list[Moment]
    clocks: Mapping[str, ClockReport]
    outlook: Outlook | None
    responsible: Mapping[str, str | None]
    violations: tuple[Violation, ...]
    to_ask_for: tuple[str, ...]


def decide(evidence: Evidence, asked: datetime) -> Decision:
    """The decision from its evidence, with instants in the zone of the question."""
    outlook = evidence.outlook
    past, ahead = (outlook.past, outlook.ahead) if outlook else ((), ())
    change, coming = outlook.coming() if outlook else (None, None)
    changes = [clock.next_change_at for clock in evidence.clocks.values() if clock.next_change_at]
    changes += [step.at for step in ahead[:1]]
    changes += [change.at] if change else []
    classification = evidence.moments[-1].classification if evidence.moments else Classification(UNCLEAR)
    decision = Decision(
        ticket=evidence.ticket,
        policy=evidence.policy,
        at=asked,
        severity=classification.severity,
        classification=classification,
        events=tuple([KnownEvent(m.at, m.event, m.classification.severity) for m in evidence.moments]),
        clocks=FrozenMap(evidence.clocks),
        level=past[-1].level if past else None,
        owner=outlook.owner if outlook else None,
        notify=tuple(dict.fromkeys([name for step in past for name in step.notify])),
        page=tuple(dict.fromkeys([name for step in past for name in step.page])),
        next_owner=coming.owner if coming else None,
        next_owner_at=coming.at if coming else None,
        exhausted=past[-1].exhausted if past else False,
        steps=tuple(past),
        ahead=tuple(ahead),
        responsible=FrozenMap(evidence.responsible),
        violations=evidence.violations,
        to_ask_for=evidence.to_ask_for,
        next_change_at=min(changes, default=None),
        fingerprint=evidence.fingerprint,
        versions=evidence.versions,
    )
    return decision if asked.tzinfo is UTC else in_zone(decision, asked.tzinfo)


def in_zone(decision: Decision, zone: tzinfo | None) -> Decision:
    """A decision with all of its instants in the zone that was asked in (T1)."""

    def show(moment: datetime) -> datetime:
        return moment.astimezone(zone)

    owner_at, change_at = decision.next_owner_at, decision.next_change_at
    return replace(
        decision,
        at=show(decision.at),
        events=tuple([event._replace(at=show(event.at)) for event in decision.events]),
        clocks=FrozenMap({name: clock.shown(show) for name, clock in decision.clocks.items()}),
        next_owner_at=show(owner_at) if owner_at else None,
        steps=tuple([step._replace(at=show(step.at)) for step in decision.steps]),
        ahead=tuple([step._replace(at=show(step.at)) for step in decision.ahead]),
        violations=tuple([replace(broken, at=show(broken.at)) for broken in decision.violations]),
        next_change_at=show(change_at) if change_at else None,
        moved_from=in_zone(decision.moved_from, zone) if decision.moved_from else None,
    )
