"""The escalation paths: who owns a ticket at which of the four levels, who is on call, and what moves it up."""

from typing import Any

from slapolicy.catalog.teamflow.criteria import FINANCE, HIGH_VALUE, NOT_ESCALATED, given

__all__ = ["APPROVALS", "ESCALATION", "FIRST_LINE", "OWNERS"]

OWNERS = {
    # level 1
    "technical support agent": "Technical support agent",
    "billing agent": "Billing agent",
    "product information agent": "Product information agent",
    # level 2
    "senior technical specialist": "Senior technical specialist",
    "billing manager": "Billing manager",
    "product manager": "Product manager",
    # level 3
    "support manager": "Support manager",
    "engineering manager": "Engineering manager",
    "finance director": "Finance director",
    # level 4
    "vp customer success": "VP of customer success",
    "cto": "CTO",
    "ceo": "CEO",
    # beside the levels
    "incident commander": "Incident commander",
    "on-call engineer": "On-call engineer",
    "security team": "Security team",
    "legal team": "Legal team",
    "success manager": "Customer success manager",
}

FIRST_LINE = [
    {"when": {"area": "billing"}, "owner": "billing agent"},
    {"when": {"area": "product"}, "owner": "product information agent"},
    {"owner": "technical support agent"},
]

_SENIOR = [
    {"when": {"area": "billing"}, "owner": "billing manager"},
    {"when": {"area": "product"}, "owner": "product manager"},
    {"owner": "senior technical specialist"},
]

_INCIDENT = {"any": [given("security"), given("outage")]}

_MANAGEMENT = [
    {"when": _INCIDENT, "owner": "engineering manager"},
    {"when": FINANCE, "owner": "finance director"},
    {"when": given("satisfaction"), "owner": "support manager"},
    {"when": {"area": "billing"}, "owner": "finance director"},
    {"when": {"area": "technical"}, "owner": "engineering manager"},
    {"owner": "support manager"},
]

_EXECUTIVE = [
    {"when": given("legal"), "owner": "ceo"},
    {"when": _INCIDENT, "owner": "cto"},
    {"when": {"any": [{"plan": "enterprise"}, HIGH_VALUE]}, "owner": "vp customer success"},
    {"when": {"area": "technical"}, "owner": "cto"},
    {"owner": "vp customer success"},
]

_LEVELS = [
    {"name": "first-line support", "owner": FIRST_LINE},
    {
        "name": "senior support",
        "when": {"not": {"any": [_INCIDENT, given("legal"), FINANCE, given("satisfaction")]}},
        "owner": _SENIOR,
        "respond": "4 hours",
        "kind": "functional",
    },
    {
        "name": "management",
        "when": {"legal": {"present": False}},
        "owner": _MANAGEMENT,
        "respond": "2 hours",
        "kind": "hierarchic",
    },
    {"name": "executive", "owner": _EXECUTIVE, "respond": "1 hour", "kind": "hierarchic"},
]

_UP = [
    {"id": "no response", "when": {"severity": NOT_ESCALATED}, "target": "response", "at": "due", "to": "next"},
    {
        "id": "unresolved",
        "when": {"area": "technical"},
        "unresolved": "28 hours",
        "level": "first-line support",
        "since": "arrival",
        "to": "next",
    },
    {"id": "immediate", "target": "immediate escalation", "at": "due", "to": "next"},
    {"id": "priority", "target": "priority escalation", "at": "due", "to": "next"},
    {"id": "standard", "target": "standard escalation", "at": "due", "to": "next"},
]

_ON_CALL = [
    {"id": "on-call primary", "when": {"severity": "critical"}, "page": ["support manager"]},
    {
        "id": "on-call secondary",
        "when": {"severity": "critical"},
        "unacknowledged": "15 minutes",
        "since": "trigger",
        "page": ["engineering manager"],
    },
    {
        "id": "on-call escalation",
        "when": {"severity": "critical"},
        "unacknowledged": "30 minutes",
        "since": "trigger",
        "page": ["vp customer success"],
    },
]

_TOLD = [
    {"id": "security", "when": given("security"), "notify": ["security team"]},
    {
        "id": "security executives",
        "when": given("security"),
        "unresolved": "15 minutes",
        "since": "trigger",
        "notify": ["cto", "ceo"],
    },
    {
        "id": "outage",
        "when": given("outage"),
        "notify": ["support manager", "engineering manager"],
        "page": ["on-call engineer"],
    },
    {
        "id": "outage success",
        "when": given("outage"),
        "unresolved": "15 minutes",
        "since": "trigger",
        "notify": ["success manager"],
    },
    {"id": "legal", "when": given("legal"), "notify": ["legal team", "ceo", "cto"]},
    {"id": "enterprise", "when": {"plan": "enterprise"}, "notify": ["success manager", "vp customer success"]},
]

ESCALATION: dict[str, Any] = {"levels": _LEVELS, "rules": [*_UP, *_ON_CALL, *_TOLD]}

APPROVALS: dict[str, Any] = {
    "approve a refund": [{"when": {"refund": {"gt": 500}}, "owner": "finance director"}, {"owner": "billing manager"}],
    "pay out a refund": [{"when": {"refund": {"gt": 500}}, "owner": "finance director"}, {"owner": "billing agent"}],
}
