"""The criteria of escalation: each heading of the document is a fact, and its bullets are the values of that fact.

"Immediate Escalation (Within 15 minutes)", "Priority Escalation (Within 1 hour)" and "Standard Escalation (Within 4
hours)" are the severities `critical`, `high` and `standard`, named as the document names them where it says how long a
resolution may take. A ticket that meets no criterion is `routine`.
"""

from typing import Any

__all__ = ["ESCALATED", "FACTS", "FINANCE", "HIGH_VALUE", "NOT_ESCALATED", "SEVERITY", "given"]

ESCALATED = ["critical", "high", "standard"]
"""The severities of a ticket that meets a criterion."""

NOT_ESCALATED = ["routine", "unclear"]
"""The severity of a ticket that meets none, and that of a ticket whose plan is not known."""


def given(fact: str) -> dict[str, Any]:
    """The condition that a criterion under a heading is met."""
    return {fact: {"present": True}}


FINANCE = {"any": [given("financial"), given("finance"), {"refund": {"gt": 500}}]}
HIGH_VALUE = {"any": [{"contract_value": {"gt": 50000}}, {"fortune_500": True}, given("account")]}

FACTS: dict[str, Any] = {
    "plan": {"one_of": ["basic", "pro", "enterprise"]},
    "area": {"one_of": ["technical", "billing", "product"]},
    # immediate
    "security": {
        "one_of": [
            *("data breach", "unauthorized access", "vulnerability", "malicious activity"),
            *("data loss", "data corruption", "compliance violation"),
        ]
    },
    "outage": {"one_of": ["platform", "api", "infrastructure", "database", "cdn", "hosting"]},
    "legal": {
        "one_of": [
            *("legal threat", "litigation", "regulatory inquiry", "subpoena", "document request"),
            *("deletion request", "intellectual property"),
        ]
    },
    # priority
    "financial": {"one_of": ["billing errors", "payment processor", "revenue recognition", "contract change"]},
    "refund": "number",
    "contract_value": "number",
    "fortune_500": "boolean",
    "account": {"one_of": ["churn risk", "competitive pressure", "expansion"]},
    # standard
    "technical": {"one_of": ["core bug", "integration partner", "performance"]},
    "failed_attempts": "number",
    "satisfaction": {
        "one_of": ["formal complaint", "asks for management", "negative feedback", "social media mention"]
    },
    "feature_request": "boolean",
    "finance": {"one_of": ["custom pricing", "suspected fraud", "international tax"]},
    # said on the way
    "complex": "boolean",
    "management_involved": "boolean",
    "satisfied": "boolean",
    "cto_informed": "boolean",
    "ceo_informed": "boolean",
    "support_manager_alerted": "boolean",
    "engineering_manager_alerted": "boolean",
}

SEVERITY: dict[str, Any] = {
    "levels": [*ESCALATED, "routine"],
    "rules": [
        {"id": "security", "when": given("security"), "then": "critical"},
        {"id": "outage", "when": given("outage"), "then": "critical"},
        {"id": "legal", "when": given("legal"), "then": "critical"},
        {"id": "enterprise", "when": {"plan": "enterprise"}, "then": "high"},
        {"id": "financial impact", "when": given("financial"), "then": "high"},
        {"id": "large refund", "when": {"refund": {"gt": 1000}}, "then": "high"},
        {"id": "high-value account", "when": HIGH_VALUE, "then": "high"},
        {"id": "technical", "when": given("technical"), "then": "standard"},
        {"id": "failed attempts", "when": {"failed_attempts": {"ge": 2}}, "then": "standard"},
        {"id": "complex", "when": {"complex": True}, "then": "standard"},
        {"id": "satisfaction", "when": given("satisfaction"), "then": "standard"},
        {"id": "feature request", "when": {"feature_request": True, "plan": "pro"}, "then": "standard"},
        {"id": "finance team", "when": FINANCE, "then": "standard"},
        {"id": "first line", "when": {"plan": ["basic", "pro"]}, "then": "routine"},
    ],
}
