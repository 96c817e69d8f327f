"""What is promised of a ticket: responses, escalation in time, resolution, updates, and what is owed after it."""

from typing import Any

from slapolicy.catalog.teamflow.criteria import ESCALATED, NOT_ESCALATED, given
from slapolicy.catalog.teamflow.paths import FIRST_LINE

__all__ = ["GOALS", "promises"]

_OTHER_ESCALATION = {"severity": ["high", "standard"], "plan": {"not": "enterprise"}}
_STATUS = ["status_page_updated", "update_posted"]
_RESPONSES = [
    *("response", "security response", "outage status update", "legal acknowledgement"),
    *("enterprise response", "escalation response"),
]

GOALS = {
    "customer satisfaction": {
        "share": {"satisfied": True},
        "when": {"satisfied": {"present": True}},
        "at_level": "senior support",
        "above": "95%",
    },
    "first-call resolution": {"solved_with_replies": 1, "at_level": "senior support", "above": "80%"},
    "response compliance": {"met": _RESPONSES, "above": "99%"},
    "escalation rate": {"escalated_to": "senior support", "below": "5%"},
}
"""What the record of many tickets must show; the first two are measured of what was escalated."""


def promises() -> dict[str, Any]:
    """The targets that hold for tickets as a whole; the steps of the procedures come beside them."""
    return {**_responses(), **_escalations(), **_resolution(), **_updates(), **_review()}


def _responses() -> dict[str, Any]:
    """First-line support by plan, and the response times of what is escalated."""
    return {
        "response": {
            "stop": "replied",
            "within": [
                {"when": {"plan": "enterprise"}, "limit": "4 hours"},
                {"when": {"plan": "pro"}, "limit": "8 hours"},
                {"limit": "24 hours"},
            ],
            "owner": FIRST_LINE,
        },
        "security response": _case(given("security"), "replied", "15 minutes"),
        "outage status update": _case(given("outage"), _STATUS, "15 minutes"),
        "legal acknowledgement": _case(given("legal"), "replied", "30 minutes"),
        "enterprise response": _case({"plan": "enterprise"}, "replied", "1 hour"),
        "escalation response": _case(_OTHER_ESCALATION, "replied", "4 hours"),
    }


def _case(case: dict[str, Any], stop: object, within: str) -> dict[str, Any]:
    """A promise that counts from when the ticket is known to be such a case, until it is found to be none."""
    return {"start": case, "stop": stop, "cancel": {"not": case}, "within": within}


def _escalations() -> dict[str, Any]:
    """Within what an escalation is made, by hand; what a higher or a lower severity takes over is cancelled."""
    limits = {
        "critical": ("immediate", "15 minutes"),
        "high": ("priority", "1 hour"),
        "standard": ("standard", "4 hours"),
    }
    targets: dict[str, Any] = {
        f"{name} escalation": {
            "start": {"severity": severity},
            "stop": "escalated",
            "cancel": {"severity": {"not": severity}},
            "within": within,
            "owner": FIRST_LINE,
        }
        for severity, (name, within) in limits.items()
    }
    targets["unresolved technical problem"] = {
        "stop": ["escalated", "resolved"],
        "within": "28 hours",
        "warn": ["4 hours left"],
        "applies": {"area": "technical", "severity": NOT_ESCALATED},
        "on_reopen": "new_cycle",
        "owner": "technical support agent",
    }
    return targets


def _resolution() -> dict[str, Any]:
    return {
        "resolution": {
            "start": {"severity": ESCALATED},
            "stop": "resolved",
            "cancel": {"severity": NOT_ESCALATED},
            "within": [
                {"when": {"severity": "critical"}, "limit": "4 hours"},
                {"when": {"severity": "high"}, "limit": "24 hours"},
                {"when": {"complex": True}, "limit": "1 week"},
                {"when": {"severity": "standard"}, "limit": "72 hours"},
                {"limit": "none"},
            ],
        }
    }


def _updates() -> dict[str, Any]:
    """Status updates, each counted from the one before it, until the ticket is resolved or closed."""
    return {
        "security updates": _repeated(given("security"), "30 minutes", "update_posted"),
        "outage updates": _repeated(given("outage"), "15 minutes", _STATUS),
        "daily updates": _repeated({"complex": True}, "24 hours", "update_posted"),
    }


def _repeated(case: dict[str, Any], every: str, completed_by: object) -> dict[str, Any]:
    return {
        "start": case,
        "stop": ["resolved", "closed"],
        "cancel": {"not": case},
        "every": every,
        "completed_by": completed_by,
    }


def _review() -> dict[str, Any]:
    """The post-escalation process; the document gives a time for the first part alone."""
    after: dict[str, Any] = {
        "start": "resolved",
        "cancel": ["reopened", {"severity": NOT_ESCALATED}],
        "reopen": [],
    }
    parts = {
        "root-cause analysis": ("root_cause_analysis_completed", "48 hours"),
        "process review": ("process_reviewed", "none"),
        "customer follow-up": ("survey_sent", "none"),
        "documentation": ("knowledge_base_updated", "none"),
        "team debrief": ("team_debriefed", "none"),
    }
    return {name: {**after, "stop": stop, "within": within} for name, (stop, within) in parts.items()}
