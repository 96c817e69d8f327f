"""Support of a hosted project-management product: three plans, four levels, four procedures for what can't wait."""

from collections.abc import Mapping
from typing import Any

from slapolicy.calendars import Calendar
from slapolicy.catalog.teamflow.criteria import FACTS, SEVERITY
from slapolicy.catalog.teamflow.paths import APPROVALS, ESCALATION, OWNERS
from slapolicy.catalog.teamflow.playbooks import MESSAGES, playbooks
from slapolicy.catalog.teamflow.promises import GOALS, promises
from slapolicy.policy import Policy

__all__ = ["teamflow"]

_UPTIME = {"basic": "99.5%", "pro": "99.9%", "enterprise": "99.95%"}


def teamflow(
    *,
    calendar: Calendar | None = None,
    owners: Mapping[str, str | Mapping[str, Any]] | None = None,
    tz: str = "UTC",
) -> Policy:
    """The policy, with the owners' names or rotations, and what counts as uptime, as parameters.

    Examples:
        >>> from slapolicy import Event, Ticket
        >>> ticket = Ticket("T-1", [Event("created", "2026-03-07T02:00:00Z", plan="pro", outage="api")])
        >>> decision = teamflow().evaluate(ticket, at="2026-03-07T02:00:00Z")
        >>> decision.severity, decision.clocks["update the status page"].due_at.isoformat()
        ('critical', '2026-03-07T02:15:00+00:00')
        >>> decision.page, decision.next_owner
        (('support manager', 'on-call engineer'), 'engineering manager')

    The document gives every time in minutes, hours or weeks and names a rotation on call around the clock, so all of it
    is elapsed time. Where it leaves something open, this is how it is read:

    - *Criteria.* A heading of the criteria is a fact, its bullets are the values. Immediate, priority and standard
      escalations are the severities `critical`, `high` and `standard`, as the times to resolve are given for "critical
      issues", "high priority" and "standard escalation". The alert for outages has "Priority: High" printed on it; an
      outage is critical all the same. Every issue of an Enterprise customer is at least `high`. "Multiple" attempts are
      two. A complex issue is a standard escalation, since complex issues are what the senior specialists are there for.
    - *A plan that is not known*: the 24 hours that all plans have in common hold, and the severity is `unclear`.
    - *Since when.* A time that hangs on a criterion counts from the instant at which it is known to be met, a
      first-line response from creation. A criterion that is withdrawn takes its promises along.
    - *Escalation in time* is a promise to hand the ticket on (`escalated`); where nobody did, the ladder does at the
      limit. A technical problem that is unresolved after 24 hours is one more case of "within 4 hours", which makes 28.
    - *How far up.* To the next level that has somebody for such an issue: Level 2 has nobody for outages, security,
      money and the quality of the service, Levels 2 and 3 have nobody for legal matters. An Enterprise issue goes to
      Level 2 as any other does, because its 4 hours are for "all plans". Whoever does not acknowledge within a level's
      time at Levels 2 to 4 loses the ticket to the next.
    - *On call.* The primary is paged at once about what is critical, the secondary and the escalation contact after 15
      and 30 minutes without an acknowledgement; the document gives the order and no times.
    - *Refunds* over $500 go to finance, which is the finance director, as a standard escalation; over $1,000 as a
      priority.
    - *Complex issues* have their week where the severity is `standard`; to call a critical issue complex gains no time.
    - *A legal matter* has two times for its acknowledgement: 15 minutes in the procedure, 30 minutes in the promise.
      Both are kept apart: a reply after 20 minutes keeps the one and breaks the other.
    - *Owners of the steps.* The procedures name none. For security and outages it is the incident commander, whom their
      messages name; for legal matters and Enterprise the primary on call, then the executive to whom such issues go. An
      action "if needed" is cancelled by an event that says that it is not.
    - *The root-cause analysis* is due 48 hours after the resolution; the other parts of the review have no time. The
      uptime is that of a calendar month in UTC.
    - *Success metrics* are goals for the record: satisfaction (`satisfied`, of those who answer) and first-call
      resolution of what came above the first level, response times and the escalation rate of all tickets.

    Args:
        calendar: the hours that count for the uptime, such as those without maintenance; every hour where it is left
            out. No other promise hangs on it.
        owners: names or owner documents for the roles, such as `support manager`, `cto` or `on-call engineer`; those on
            call may be rotations.
        tz: the zone of the calendar month in which the uptime is measured.

    Raises:
        PolicyError: an owner is no name and no owner document, or the zone is none.
    """
    return Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "teamflow",
            "calendars": {"served": calendar or "24x7"},
            "facts": FACTS,
            "severity": SEVERITY,
            "targets": {**promises(), **playbooks()},
            "owners": {**OWNERS, **(owners or {})},
            "escalation": ESCALATION,
            "responsibilities": APPROVALS,
            "updates": MESSAGES,
            "intake": {"requires": ["plan"], "asks_for": ["area"]},
            "availability": {
                plan: {"goal": goal, "per": "month", "tz": tz, "calendar": "served"} for plan, goal in _UPTIME.items()
            },
            "goals": GOALS,
        }
    )
