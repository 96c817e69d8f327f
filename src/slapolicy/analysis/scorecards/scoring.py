"""Counting many tickets by one policy at one instant (O5)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from slapolicy.analysis.scorecards.card import GoalScore, GoalVerdict, Scorecard, TargetScore
from slapolicy.analysis.scorecards.figures import Share, Times
from slapolicy.analysis.scorecards.measures import measured
from slapolicy.analysis.scorecards.records import Record, record
from slapolicy.availability.periods import MONTH, period
from slapolicy.errors import PolicyError
from slapolicy.instants import instant, utc
from slapolicy.policy import Policy
from slapolicy.severity.rules import UNCLEAR
from slapolicy.tickets import Ticket

__all__ = ["scorecard"]


def scorecard(policy: Policy, tickets: Iterable[Ticket], *, at: datetime | str, last: str | None = None) -> Scorecard:
    """What became of a policy's promises over many tickets, and which of its goals are kept (O5).

    Examples:
        >>> from slapolicy import Event, Policy, Ticket
        >>> policy = Policy.from_dict({
        ...     "slapolicy": 1,
        ...     "name": "small",
        ...     "targets": {"reply": {"start": "created", "stop": "replied", "within": "2 hours"}},
        ...     "goals": {"on time": {"met": "reply", "above": "99%"}},
        ... })
        >>> tickets = [
        ...     Ticket(f"T-{hour}", [
        ...         Event("created", f"2026-03-06T{hour:02}:00:00Z"), Event("replied", "2026-03-06T12:00:00Z")])
        ...     for hour in (8, 10, 11)
        ... ]
        >>> card = scorecard(policy, tickets, at="2026-03-07T00:00:00Z")
        >>> str(card.targets[0].kept), [(goal.name, goal.measured, str(goal.verdict)) for goal in card.goals]
        ('66.6%', [('on time', '66.6%', 'missed')])

    A ticket counts with what is known at the instant: its severity and facts then, every cycle of its clocks. One that
    has not begun by then is left out. Shares and means are exact; a goal that nothing was measured for is neither kept
    nor missed.

    Args:
        policy: the policy that judges all of them.
        tickets: the tickets, in any order.
        at: the instant.
        last: only tickets that came within so long before the instant, such as `30 days`, of 24 hours each.

    Raises:
        InstantError: `at` is naive or out of range.
        PolicyError: `last` is no length of time that is fixed.
        HorizonError: as for `Policy.evaluate`.
    """
    asked = instant(at)
    now = utc(asked)
    window = _window(last) if last is not None else None
    arrived = ((each, now - each.events[0].utc) for each in tickets if each.events)
    counted = [
        record(policy, each, now) for each, age in arrived if age >= timedelta() and (window is None or age < window)
    ]
    return Scorecard(
        policy=policy.name,
        fingerprint=policy.fingerprint,
        at=asked,
        tickets=len(counted),
        escalated=Share.of(each.level > 0 for each in counted if each.level is not None),
        first_contact=Share.of(each.replies <= 1 and not each.reopened for each in counted if each.ended),
        targets=tuple(_targets(policy, counted)),
        goals=tuple(_goal(policy, name, counted) for name in policy.goals),
    )


def _window(last: str) -> timedelta:
    window = period(last)
    if window.length is None:
        raise PolicyError.of(
            "wrong-period",
            found=f"`{MONTH}`",
            allowed="a length that is fixed",
            remedy="write `30 days`",
        )
    return window.length


def _targets(policy: Policy, counted: Sequence[Record]) -> Iterator[TargetScore]:
    """Each target that any clock has started for: over all tickets, then by severity, the highest first."""
    known = {each.severity for each in counted}
    declared = (*policy.severity.severities, UNCLEAR)
    severities = [*(each for each in declared if each in known), *sorted(known.difference(declared))]
    for target in policy.targets:
        whole = _score(target, None, counted)
        if whole is None:
            continue
        yield whole
        if len(severities) > 1:
            parts = (_score(target, each, [one for one in counted if one.severity == each]) for each in severities)
            yield from (part for part in parts if part is not None)


def _score(target: str, severity: str | None, counted: Sequence[Record]) -> TargetScore | None:
    promises = [promise for each in counted for promise in each.promises if promise.target == target]
    if not promises:
        return None
    return TargetScore(
        target=target,
        severity=severity,
        kept=Share.of(each.kept for each in promises if each.kept is not None),
        pending=sum(each.pending for each in promises),
        elapsed=Times.of(each.elapsed for each in promises if each.elapsed is not None),
        working=Times.of(each.working for each in promises if each.working is not None),
    )


def _goal(policy: Policy, name: str, counted: Sequence[Record]) -> GoalScore:
    goal = policy.goals[name]
    figure, count = measured(goal, counted, policy.escalation.index if policy.escalation else lambda _: None)
    if figure is None:
        return GoalScore(name=name, goal=goal, figure=None, count=count, verdict=GoalVerdict.NO_DATA)
    verdict = GoalVerdict.KEPT if goal.kept_by(figure) else GoalVerdict.MISSED
    return GoalScore(name=name, goal=goal, figure=figure, count=count, verdict=verdict)
