"""Support of SIGN X Studio: four tiers, five priorities, promises by the hour of arrival, and engineers on call.

The document says "P0 (Critical): <1 hour", "After Hours: Email support (4hr response)", "Page on-call engineer", and so
on. Where it leaves something open, this is how it is read:

- "8 AM - 6 PM EST" is the wall clock of New York, summer and winter; `zone="-05:00"` takes the letters at their word.
  The weekend is Saturday and Sunday there, after hours is what remains;
- "<" is strict: done at the limit is late. The hours of arrival promise the same first response as the priorities do,
  so the same holds for them;
- what is promised by the hour of arrival and by the priority both hold, and the stricter one is the limit. P0 and P1
  are never looser than an hour of arrival, so they keep their own;
- priority is what triage says, or what the lists of P0 and P1 say of the issue. Until then it is unclear, and the week
  of P3 holds, or less by the hour of arrival. The ticket's form knows a P4 to which nothing is promised;
- self-service ends without a ticket. Where it is recorded as one, it is the customer's own, and nothing is promised
  until it comes to the help desk;
- the engineer's minutes count from when the ticket has its priority, which is when it pages. A P1 that becomes P0 pages
  again and has 15 minutes from then; without an acknowledgement (`acknowledged`) the secondary is paged;
- turns begin on Mondays at 08:00 with Engineer A in the first week of 2024 (`week_1`), as no hand-over is written; they
  answer by day and by night;
- error messages, logs and steps are asked of P0 and P1 ("Create P1/P0 ticket"), screenshots or captures if there are
  any;
- a vendor gets a ticket when engineering has verified (`vendor_issue_verified`) that one of four kinds of trouble lies
  with one of the five;
- chat is answered if it begins in business hours, the hotline if the ticket is P0 or P1.

The key performance indicators are the policy's goals; for them there is a clock for the resolution, which is promised
nowhere. A check finds issues for which no rule gives a priority: the document describes P0 and P1 alone.
"""

from collections.abc import Mapping
from typing import Any

from slapolicy.calendars import Calendar
from slapolicy.policy import Policy

__all__ = ["sign_x_studio"]

_OWNERS = {
    "customer": "The customer",
    "help desk": "Help desk",
    "secondary on-call": "Secondary on-call",
    "AWS support": "AWS Support",
    "GCP support": "GCP Support",
    "SendGrid support": "SendGrid support",
    "MinIO community": "MinIO community support",
    "OpenSearch community": "OpenSearch community support",
}
_ENGINEERS = ["Engineer A", "Engineer B", "Engineer C", "Engineer D"]
_VENDORS = {
    "AWS": "AWS support",
    "GCP": "GCP support",
    "SendGrid": "SendGrid support",
    "MinIO": "MinIO community",
    "OpenSearch": "OpenSearch community",
}
_VENDOR_ISSUES = ["infrastructure outage", "service degradation", "billing issue", "feature request"]
_HELP_DESK = ["password reset", "account access", "feature question", "basic troubleshooting"]
_ENGINEERING = [
    *("system bug", "system error", "performance degradation", "data corruption", "data issue", "security issue"),
]
_CRITICAL = ["system down", "data loss", "security breach"]
_HIGH = ["major feature broken", "high error rate", "performance issue"]
_ON_CALL = {"severity": ["P0", "P1"]}


def sign_x_studio(
    *,
    calendar: Calendar | None = None,
    zone: str = "America/New_York",
    week_1: str = "2024-01-01 08:00",
    owners: Mapping[str, str | Mapping[str, Any]] | None = None,
) -> Policy:
    """The policy, with the business hours, the zone, the first hand-over and the owners as parameters.

    Examples:
        >>> from slapolicy import Event, Ticket
        >>> saturday = Event("created", "2026-02-07T12:00:00-05:00", severity="P3", channel="email")
        >>> sign_x_studio().deadlines(Ticket("T-1", [saturday]))["first_response"].isoformat()
        '2026-02-08T12:00:00-05:00'

    Args:
        calendar: the business hours; Monday to Friday 08:00-18:00 in `zone` where it is left out.
        zone: the zone of business hours, weekends and turns, or a fixed offset such as `-05:00`.
        week_1: when the first engineer's first week begins, on the wall clock of `zone`.
        owners: names or owner documents for the roles, such as a rotation for `primary on-call`.

    Raises:
        PolicyError: no such zone, no such date, an owner that is no name and no owner document.
    """
    turns = {"participants": _ENGINEERS, "every": "1 week", "starts": week_1, "tz": zone}
    return Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "sign-x-studio",
            "calendars": {
                "business hours": calendar or {"tz": zone, "hours": {"mon-fri": "08:00-18:00"}},
                "weekend": {"tz": zone, "hours": {"sat-sun": "00:00-24:00"}},
                "after hours": "24x7",  # the last that is asked: what the others leave
            },
            "calendar": "business hours",
            "facts": {
                "arrival": {"arrived_during": ["business hours", "weekend", "after hours"]},
                "channel": {"one_of": ["self-service", "email", "chat", "phone"]},
                "issue": {"one_of": [*_HELP_DESK, *_ENGINEERING, *_HIGH, *_CRITICAL]},
                "component": {"one_of": list(_VENDORS)},
                "vendor_issue": {"one_of": _VENDOR_ISSUES},
                "satisfaction": "number",
            },
            "severity": {
                "levels": ["P0", "P1", "P2", "P3", "P4"],
                "rules": [
                    {"id": "critical", "when": {"issue": _CRITICAL}, "then": "P0"},
                    {"id": "high", "when": {"issue": _HIGH}, "then": "P1"},
                ],
            },
            "targets": _targets(),
            "owners": {**_OWNERS, "primary on-call": {"rotation": turns}, **(owners or {})},
            "escalation": _escalation(),
            "responsibilities": {
                "answer email": "help desk",
                "answer the chat": [{"when": {"arrival": "business hours"}, "owner": "help desk"}, {"owner": "none"}],
                "answer the hotline": [{"when": _ON_CALL, "owner": "help desk"}, {"owner": "none"}],
            },
            "updates": [
                {"id": "triage", "on": ["triaged"], "requires": ["severity"]},
                {"id": "vendor", "on": ["vendor_contacted"], "requires": ["ticket_details", "logs", "vendor_ticket"]},
            ],
            "intake": {
                "rules": [
                    {
                        "id": "engineering-ticket",
                        "when": _ON_CALL,
                        "requires": ["error_messages", "logs", "steps_to_reproduce"],
                        "asks_for": [["screenshots", "captures"]],
                    }
                ]
            },
            "goals": {
                "first response time": {"time": "first_response", "when": {"severity": "P1"}, "below": "4 hours"},
                "resolution time": {"time": "resolution", "when": {"severity": "P1"}, "below": "24 hours"},
                "customer satisfaction": {"mean": "satisfaction", "above": 4.5},
                "self-service rate": {"share": {"channel": "self-service"}, "above": "60%"},
                "escalation rate": {"escalated_to": "engineering", "below": "20%"},
            },
        }
    )


def _targets() -> dict[str, Any]:
    return {
        "triage": {"stop": {"severity": ["P0", "P1", "P2", "P3", "P4"]}, "within": "none", "owner": "help desk"},
        "first_response": {
            "start": {"channel": {"not": "self-service"}},
            "stop": "replied",
            "strict": True,
            "within": [
                {"when": {"severity": "P0"}, "limit": "1 hour"},
                {"when": {"severity": "P1"}, "limit": "4 hours"},
                {"when": {"channel": "email", "arrival": "after hours"}, "limit": "4 hours"},
                {"when": {"channel": "email", "arrival": "weekend"}, "limit": "24 hours"},
                {"when": {"severity": "P2"}, "limit": "24 hours"},
                {"when": {"severity": ["P3", "unclear"]}, "limit": "1 week"},
                {"limit": "none"},
            ],
            "owner": "help desk",
        },
        "acknowledgement": {
            "start": _ON_CALL,
            "stop": "acknowledged",
            "strict": True,
            "within": [
                {"when": {"severity": "P0"}, "limit": "15 minutes"},
                {"when": {"severity": "P1"}, "limit": "1 hour"},
                {"limit": "none"},
            ],
            "on_change": {"stricter": "restart"},
            "owner": "primary on-call",
        },
        "resolution": {"start": {"channel": {"not": "self-service"}}, "stop": "resolved", "within": "none"},
    }


def _escalation() -> dict[str, Any]:
    return {
        "levels": [
            {"name": "self-service", "when": {"channel": "self-service"}, "owner": "customer"},
            {"name": "help desk", "owner": "help desk"},
            {"name": "engineering", "owner": "primary on-call", "kind": "functional"},
            {"name": "engineering backup", "when": {"severity": "P0"}, "owner": "secondary on-call"},
            {
                "name": "vendor",
                "when": {"component": list(_VENDORS), "vendor_issue": _VENDOR_ISSUES},
                "owner": [{"when": {"component": component}, "owner": owner} for component, owner in _VENDORS.items()],
                "kind": "functional",
            },
        ],
        "rules": [
            {"id": "critical", "when": {"severity": "P0"}, "to": "engineering", "page": ["primary on-call"]},
            {"id": "high", "when": {"severity": "P1"}, "to": "engineering", "page": ["primary on-call"]},
            {"id": "trouble", "when": {"issue": _ENGINEERING}, "to": "engineering"},
            {
                "id": "backup",
                "when": {"severity": "P0"},
                "unacknowledged": "15 minutes",
                "since": "trigger",
                "to": "engineering backup",
                "page": ["secondary on-call"],
            },
            {"id": "vendor", "on": "vendor_issue_verified", "to": "vendor"},
        ],
    }
