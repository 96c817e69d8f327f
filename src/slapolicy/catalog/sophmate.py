"""Support of a plugin for online shops: severity from six dimensions, a table of who may decide what, safe messages."""

from collections.abc import Mapping, Sequence
from typing import Any

from slapolicy.policy import Policy

__all__ = ["sophmate"]

_OWNERS = {
    "support lead": "Support lead",
    "site administrator": "Site administrator",
    "hosting owner": "Hosting owner",
    "provider owner": "Provider owner",
    "CodeCanyon support owner": "CodeCanyon support owner",
    "internal operations": "Internal operations",
    "rollback owner": "Rollback owner",
    "customer communication owner": "Customer communication owner",
}
_UNCLEAR = {"when": {"severity": "unclear"}, "owner": "support lead"}
_NOT_IF_COSMETIC = {"when": {"severity": "cosmetic"}, "owner": "none"}
_RESPONSIBILITIES = {
    "pause workflows": [_UNCLEAR, _NOT_IF_COSMETIC, {"owner": "site administrator"}],
    "contact hosting": [_UNCLEAR, _NOT_IF_COSMETIC, {"owner": "hosting owner"}],
    "contact provider": [_UNCLEAR, _NOT_IF_COSMETIC, {"owner": "provider owner"}],
    "open CodeCanyon support": [_UNCLEAR, {"owner": "CodeCanyon support owner"}],
    "update customers": [
        _UNCLEAR,
        {"when": {"severity": ["operational", "cosmetic"]}, "owner": "none"},
        {"owner": "customer communication owner"},
    ],
    "approve rollback": [_UNCLEAR, _NOT_IF_COSMETIC, {"owner": "rollback owner"}],
}
_REPORT = [
    "occurred_at",
    "affected_user",
    "affected_screen",
    "sophmate_version",
    "wordpress_version",
    "php_version",
    "reproduction_steps",
]


def sophmate(
    *,
    owners: Mapping[str, str | Mapping[str, Any]] | None = None,
    responsibilities: Mapping[str, str | Sequence[Mapping[str, Any]]] | None = None,
) -> Policy:
    """The policy, with the owners' names or rotations and the table of who may decide what as parameters.

    Examples:
        >>> from slapolicy import Event, Ticket
        >>> checkout = Event("created", "2026-03-06T16:30:00+01:00", revenue_risk=True, routing="hosting")
        >>> decision = sophmate().evaluate(Ticket("T-1", [checkout]), at="2026-03-06T16:30:00+01:00")
        >>> decision.severity, decision.owner, decision.responsible["approve rollback"]
        ('revenue', 'hosting owner', 'rollback owner')

    The document says "triaged by production impact, customer visibility, revenue risk, privacy exposure, data
    correctness, and whether automation can be paused", and so on. It is a checklist for a team to fill in, and promises
    no times: there is no calendar. Where it leaves something open, this is how it is read:

    - the severities are the five kinds that it tells apart, in an order of ours: privacy, revenue, customer-visible,
      operational, cosmetic. Wrong data, production that is affected and automation that can't be paused are
      operational;
    - one known harm is enough for its severity, and what is learned later can only raise it. Cosmetic is what is known
      to be harmless in all six; what is neither is *unclear*;
    - "support lead or site administrator": the support lead owns what is unclear, and nothing else; that is what
      "escalate when severity, response owner, customer communication, or routing is unclear" comes to. A cosmetic issue
      needs no route, and without one it is the site administrator's; any other without a route is unclear. All else is
      owned by whom it is routed to;
    - it asks for the table of severities and responsibilities without filling it in. Here a cosmetic issue lets nobody
      do more than ask the plugin's support, customers are told of what they can see or what concerns them, and while it
      is unclear how bad it is the support lead decides; `responsibilities=` takes a team's own lines;
    - "review when an issue is reported, before support contact, and after recovery": a task at the first and at the
      last, without a time, and a contact has to say that it was reviewed. Recovered is what is resolved;
    - that there is no workaround is said in an update, too: leaving it out is not saying it.

    Args:
        owners: names or owner documents for the roles `support lead`, `site administrator`, `hosting owner`,
            `provider owner`, `CodeCanyon support owner`, `internal operations`, `rollback owner` and
            `customer communication owner`, and for further ones that `responsibilities` names.
        responsibilities: an owner, or a list of `{when, owner}`, for an action of the table or a further one.

    Raises:
        PolicyError: an owner is no name and no owner document, or an action could be left without an answer.
    """
    return Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "sophmate",
            "facts": {
                "production_impact": "boolean",
                "customer_visibility": "boolean",
                "revenue_risk": "boolean",
                "privacy_exposure": "boolean",
                "data_correctness": {"one_of": ["wrong", "right"]},
                "automation": {"one_of": ["cannot be paused", "can be paused", "not involved"]},
                "routing": {
                    "one_of": ["hosting", "provider", "CodeCanyon support", "internal operations", "unclear"],
                },
                "response_owner": {"one_of": ["clear", "unclear"]},
                "customer_communication": {"one_of": ["clear", "unclear"]},
                "occurred_at": "instant",
            },
            "severity": _severity(),
            "targets": _reviews(),
            "owners": {**_OWNERS, **(owners or {})},
            "escalation": _next_response(),
            "responsibilities": {**_RESPONSIBILITIES, **(responsibilities or {})},
            "updates": _messages(),
            "intake": {"requires": _REPORT},
        }
    )


def _severity() -> dict[str, Any]:
    harmless = {
        "production_impact": False,
        "customer_visibility": False,
        "revenue_risk": False,
        "privacy_exposure": False,
        "data_correctness": "right",
        "automation": ["can be paused", "not involved"],
    }
    operational = [{"production_impact": True}, {"data_correctness": "wrong"}, {"automation": "cannot be paused"}]
    return {
        "levels": ["privacy", "revenue", "customer-visible", "operational", "cosmetic"],
        "combine": "highest",
        "rules": [
            {"when": {"privacy_exposure": True}, "then": "privacy"},
            {"when": {"revenue_risk": True}, "then": "revenue"},
            {"when": {"customer_visibility": True}, "then": "customer-visible"},
            {"when": {"any": operational}, "then": "operational"},
            {"when": harmless, "then": "cosmetic"},
        ],
        "ordered": list(harmless),
    }


def _next_response() -> dict[str, Any]:
    """Who owns the next response, and who is told beside them."""
    routes = ["hosting", "provider", "CodeCanyon support", "internal operations"]
    owner = [
        {"when": {"severity": "unclear"}, "owner": "support lead"},
        {"when": {"response_owner": "unclear"}, "owner": "support lead"},
        {"when": {"customer_communication": "unclear"}, "owner": "support lead"},
        {"when": {"routing": "unclear"}, "owner": "support lead"},
        {"when": {"severity": {"not": "cosmetic"}, "routing": {"not_in": routes}}, "owner": "support lead"},
        {"when": {"routing": "hosting"}, "owner": "hosting owner"},
        {"when": {"routing": "provider"}, "owner": "provider owner"},
        {"when": {"routing": "CodeCanyon support"}, "owner": "CodeCanyon support owner"},
        {"when": {"routing": "internal operations"}, "owner": "internal operations"},
        {"owner": "site administrator"},
    ]
    rules = [
        {"id": "evidence", "when": {"severity": "privacy"}, "notify": ["support lead"]},
        {
            "id": "customers",
            "when": {"severity": ["privacy", "revenue", "customer-visible"]},
            "notify": ["customer communication owner"],
        },
    ]
    return {"levels": [{"name": "response", "owner": owner}], "rules": rules}


def _reviews() -> dict[str, Any]:
    return {
        "report_review": {
            "start": "created",
            "stop": "reviewed",
            "reopen": [],
            "within": "none",
            "owner": "support lead",
        },
        "incident_runbook": {
            "start": {"production_impact": True},
            "stop": "runbook_started",
            "reopen": [],
            "within": "none",
            "owner": "support lead",
        },
        "recovery_review": {
            "start": "resolved",
            "stop": "reviewed",
            "reopen": [],
            "within": "none",
            "owner": "support lead",
        },
    }


def _messages() -> list[dict[str, Any]]:
    to_customers, to_support = ["replied", "update_posted"], ["support_contacted"]
    return [
        {
            "id": "explain",
            "on": to_customers,
            "requires": ["impact", "current_workaround", "owner", "next_update", "safe_evidence"],
        },
        {
            "id": "never-to-customers",
            "on": to_customers,
            "forbids": [
                "provider_keys",
                "raw_logs",
                "purchase_codes",
                "payment_data",
                "unrelated_customer_records",
            ],
        },
        {"id": "review-first", "on": to_support, "requires": ["reviewed"]},
        {
            "id": "redact",
            "on": to_support,
            "forbids": ["provider_keys", "credentials", "payment_data", "private_customer_details", "raw_logs"],
        },
    ]
