"""Community support of an open-source company: three priorities, two owners, a closed feedback loop."""

from collections.abc import Mapping
from typing import Any

from slapolicy.calendars import Calendar
from slapolicy.policy import Policy

__all__ = ["community_support"]

_OFFICE = {"tz": "Europe/Zurich", "hours": {"mon-fri": "09:00-17:00"}}
_OWNERS = {"community": "Community support", "engineering": "Engineering"}


def community_support(
    *, calendar: Calendar | None = None, owners: Mapping[str, str | Mapping[str, Any]] | None = None
) -> Policy:
    """The policy, with the office's calendar and the owners' names or rotations as parameters.

    Examples:
        >>> from slapolicy import Event, Ticket
        >>> ticket = Ticket("T-1", [Event("created", "2026-03-06T16:30:00+01:00", symptom="outage")])
        >>> community_support().deadlines(ticket)["first_response"].isoformat()
        '2026-03-06T18:30:00+01:00'

    The document says "P0 - Critical (data loss, auth failure, outage): first response 2 hours, resolution 24 hours",
    and so on. Where it leaves something open, this is how it is read:

    - it names no hours: Monday to Friday 09:00-17:00 in Zurich, unless another calendar is given;
    - "2 hours" and "24 hours" are elapsed time, "business hours" and "business days" count in the calendar;
    - until a priority is known the step rule holds (first response within 1 business day, no promise on resolution);
      once triage or the symptom gives one, its own target applies, counted from creation, on whichever side of it that
      lies;
    - "feature broken, workaround available" is P1, and a feature that is broken without a workaround is nothing in the
      document: its severity is unclear until triage states one (a check of the policy finds this, rightly);
    - triage has 4 business hours whatever the priority, though a P0 has to be answered in 2 hours and solved in 24:
      what comes on a Friday evening may be solved before its triage is due (a check finds this, too);
    - "copied by the community role" is a message to that role; "closes once the customer confirms" is a rule on the
      event that ends the ticket, and "notifies of the expected fix timeline" a task that starts when the fix is
      scheduled;
    - the tasks on closing start when the gap is told, at the latest with the event that closes the ticket. They have an
      owner and no time. Nobody is named for the issues list: community support, as for the other.

    Args:
        calendar: the business hours; Monday to Friday 09:00-17:00 in Europe/Zurich where it is left out.
        owners: names or owner documents for the roles `community` and `engineering`.

    Raises:
        PolicyError: an owner is no name and no owner document.
    """
    return Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "community-support",
            "calendars": {"office": calendar or _OFFICE},
            "calendar": "office",
            "facts": {
                "channel": {"one_of": ["email", "discord", "matrix", "github"]},
                "label": {"one_of": ["bug", "feature request", "usage question"]},
                "symptom": {
                    "one_of": ["data loss", "auth failure", "outage", "feature broken", "usage question", "minor issue"]
                },
                "workaround": "boolean",
                "customer_confirmed": "boolean",
                "documentation_gap": "boolean",
                "product_gap": "boolean",
                "expected_fix_at": "text",
            },
            "severity": {
                "levels": ["P0", "P1", "P2"],
                "rules": [
                    {"id": "critical", "when": {"symptom": ["data loss", "auth failure", "outage"]}, "then": "P0"},
                    {"id": "high", "when": {"symptom": "feature broken", "workaround": True}, "then": "P1"},
                    {"id": "normal", "when": {"symptom": ["usage question", "minor issue"]}, "then": "P2"},
                ],
            },
            "targets": _targets(),
            "owners": {**_OWNERS, **(owners or {})},
            "escalation": {
                "levels": [
                    {"name": "community", "owner": "community"},
                    {"name": "engineering", "owner": "engineering", "kind": "functional"},
                ],
                "rules": [
                    {"id": "copy", "when": {"channel": ["discord", "matrix"]}, "notify": ["community"]},
                    {"id": "bug", "when": {"label": "bug"}, "to": "engineering"},
                ],
            },
            "updates": [
                {"id": "triage", "on": ["triaged"], "requires": ["label", "severity"]},
                {
                    "id": "customer-confirms",
                    "when": {"label": "usage question", "customer_confirmed": {"not": True}},
                    "on": ["resolved", "closed"],
                    "requires": ["customer_confirmed"],
                },
                {"id": "expected-fix", "on": ["fix_announced"], "requires": ["expected_fix_at"]},
            ],
        }
    )


def _targets() -> dict[str, Any]:
    return {
        "triage": {"start": "created", "stop": "triaged", "within": "4 business hours", "owner": "community"},
        "first_response": {
            "start": "created",
            "stop": "replied",
            "within": {
                "P0": "2 hours",
                "P1": "4 business hours",
                "P2": "1 business day",
                "unclear": "1 business day",
            },
            "owner": "community",
        },
        "resolution": {
            "start": "created",
            "stop": "resolved",
            "within": {"P0": "24 hours", "P1": "3 business days", "P2": "5 business days", "unclear": "none"},
            "owner": [{"when": {"label": "bug"}, "owner": "engineering"}, {"owner": "community"}],
        },
        "fix_notice": {
            "start": "fix_scheduled",
            "stop": "fix_announced",
            "reopen": [],
            "within": "none",
            "owner": "community",
        },
        "documentation_task": {
            "start": {"documentation_gap": True},
            "stop": "documentation_task_opened",
            "reopen": [],
            "within": "none",
            "owner": "community",
        },
        "issues_list_entry": {
            "start": {"product_gap": True},
            "stop": "issues_list_entry_added",
            "reopen": [],
            "within": "none",
            "owner": "community",
        },
    }
