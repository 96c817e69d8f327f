"""Support of Confluence Health Check: four severities, and an incident's way from triage to the review after it.

The document says "Critical (Sev-1): initial response within 24 hours", "High (Sev-2): initial response within 1
business day", and so on; and of Sev-1 and Sev-2 what is owed while an incident lasts. Where it leaves something open,
this is how it is read:

- it names no hours: Monday to Friday 09:00-17:00 UTC, the zone in which it asks for timestamps, unless another calendar
  is given; "24 hours", "60 minutes" and "15 minutes" are elapsed time;
- severity is what triage says, as `severity` (`Sev-1`) or in the document's words as `assessed_as` (`Critical`). Until
  then it is unclear; every request is one of the four, so 3 business days hold for it in any case. Once triage speaks
  its own time applies, counted from creation;
- the commitments are for production-impacting requests: a request is one unless the ticket says that it is not;
- an incident is a Sev-1 or Sev-2 ticket; it is active from engineering's acknowledgement (the event `acknowledged`) to
  its closure. A ticket that becomes one later owes updates and a commander from that moment on;
- "until mitigation, then at closure": nothing is due in between; at closure one more update is, for which the same 60
  minutes count;
- "within 2 business days" of the review, and "after incident closure" of the summary, count from closure; the summary
  has no time. A reopened ticket owes both only when it closes again;
- every response states the next-update ETA, the last one as well, if only to say that there will be none; in an
  update, that ETA is the next update window;
- nobody is named for updates, summary and review: support triage speaks with customers, the commander calls the review,
  the on-call primary sees to it that there is a commander.

What the document does not say: when triage is done, and who is paged if the on-call primary is silent. It refers to two
other documents for severity and on-call duty; who takes turns there is for `owners`.
"""

from collections.abc import Mapping
from typing import Any

from slapolicy.calendars import Calendar
from slapolicy.policy import Policy

__all__ = ["confluence_health_check"]

_OFFICE = {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}
_OWNERS = {
    "support triage": "Support triage",
    "on-call primary": "On-call primary",
    "incident commander": "Incident Commander",
}
_SEVERITIES = {"Sev-1": "Critical", "Sev-2": "High", "Sev-3": "Medium", "Sev-4": "Low"}
_INCIDENT = {"severity": ["Sev-1", "Sev-2"]}
_FOLLOW_UP = {"start": "closed", "cancel": "reopened", "reopen": [], "applies": _INCIDENT}
_MESSAGES = ["replied", "update_posted"]


def confluence_health_check(
    *, calendar: Calendar | None = None, owners: Mapping[str, str | Mapping[str, Any]] | None = None
) -> Policy:
    """The policy, with the business hours and the owners' names or rotations as parameters.

    Examples:
        >>> from slapolicy import Event, Ticket
        >>> ticket = Ticket("T-1", [Event("created", "2026-03-06T16:30:00Z", severity="Sev-1")])
        >>> confluence_health_check().deadlines(ticket)["first_response"].isoformat()
        '2026-03-07T16:30:00+00:00'

    Args:
        calendar: the business hours; Monday to Friday 09:00-17:00 UTC where it is left out.
        owners: names or owner documents for the roles `support triage`, `on-call primary` and `incident commander`.

    Raises:
        PolicyError: an owner is no name and no owner document.
    """
    return Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "confluence-health-check",
            "calendars": {"office": calendar or _OFFICE},
            "calendar": "office",
            "facts": {
                "assessed_as": {"one_of": list(_SEVERITIES.values())},
                "production_impacting": "boolean",
                "module": {"one_of": ["dashboard", "settings", "scan", "export"]},
                "first_failure_at": "instant",
                "root_cause_verified": "boolean",
            },
            "severity": {
                "levels": list(_SEVERITIES),
                "rules": [
                    {"id": word.lower(), "when": {"assessed_as": word}, "then": severity}
                    for severity, word in _SEVERITIES.items()
                ],
            },
            "targets": _targets(),
            "owners": {**_OWNERS, **(owners or {})},
            "escalation": {
                "levels": [
                    {"name": "support triage", "owner": "support triage"},
                    {"name": "engineering", "owner": "on-call primary", "kind": "functional"},
                ],
                "rules": [{"id": "incident", "when": _INCIDENT, "to": "engineering", "page": ["on-call primary"]}],
            },
            "responsibilities": {"assign the severity": "support triage"},
            "updates": [
                {"id": "triage", "on": ["triaged"], "requires": [["severity", "assessed_as"]]},
                {"id": "next-update-eta", "when": _INCIDENT, "on": _MESSAGES, "requires": ["next_update_at"]},
                {
                    "id": "incident-update",
                    "when": _INCIDENT,
                    "on": ["update_posted"],
                    "requires": [
                        *("status", "impact_scope", "mitigation_progress"),
                        ["next_update_window", "next_update_at"],
                    ],
                },
                {
                    "id": "verified-root-cause",
                    "on": [*_MESSAGES, "summary_shared"],
                    "if_carries": ["root_cause"],
                    "requires": ["root_cause_verified"],
                },
                {"id": "summary", "on": ["summary_shared"], "requires": ["remediation", "prevention"]},
            ],
            "intake": {
                "requires": ["site_url", "module", "first_failure_at"],
                "asks_for": [["error_payload", "screenshot"]],
            },
        }
    )


def _targets() -> dict[str, Any]:
    """What is owed, in the order in which a ticket comes to owe it."""
    return {
        "triage": {"stop": {"severity": list(_SEVERITIES)}, "within": "none", "owner": "support triage"},
        "first_response": {
            "start": "created",
            "stop": "replied",
            "applies": {"production_impacting": {"not": False}},
            "within": {
                "Sev-1": "24 hours",
                "Sev-2": "1 business day",
                "Sev-3": "2 business days",
                "Sev-4": "3 business days",
                "unclear": "3 business days",
            },
            "owner": "support triage",
        },
        "commander": {
            "start": "acknowledged",
            "stop": {"incident_commander": {"present": True}},
            "applies": _INCIDENT,
            "within": "15 minutes",
            "on_change": {"stricter": "restart"},
            "owner": "on-call primary",
        },
        "updates": {
            "start": "acknowledged",
            "every": "60 minutes",
            "completed_by": "update_posted",
            "stop": ["mitigated", "closed"],
            "applies": _INCIDENT,
            "on_change": {"stricter": "restart"},
            "on_reopen": "new_cycle",
            "owner": "support triage",
        },
        "closing_update": {
            **_FOLLOW_UP,
            "stop": "update_posted",
            "within": "60 minutes",
            "owner": "support triage",
        },
        "summary": {
            **_FOLLOW_UP,
            "stop": "summary_shared",
            "within": "none",
            "owner": "support triage",
        },
        "review": {
            **_FOLLOW_UP,
            "stop": "review_opened",
            "within": "2 business days",
            "owner": "incident commander",
        },
    }
