"""The four escalation procedures: every action with its time, counted from when the ticket is known to be such a case.

"Immediate Actions (0-15 minutes)" are due 15 minutes after that, "Follow-up Actions (15-60 minutes)" 60 minutes; the
two times of the Enterprise procedure are 1 and 4 hours. What a step waits for is an event, or facts that have to be
told all. An action "if possible", "if needed" or "if required" is cancelled by an event that says so.
"""

from typing import Any

from slapolicy.catalog.teamflow.criteria import given

__all__ = ["MESSAGES", "playbooks"]


def playbooks() -> dict[str, Any]:
    """The steps of all procedures, as targets."""
    return {**_security(), **_outage(), **_legal(), **_enterprise()}


def _steps(case: dict[str, Any], within: str, owner: str, steps: dict[str, Any]) -> dict[str, Any]:
    """Steps with one time and one owner: each with what completes it, and the event that makes it needless."""
    return {step: _step(case, within, owner, done) for step, done in steps.items()}


def _step(case: dict[str, Any], within: str, owner: str, done: Any) -> dict[str, Any]:
    done, *needless = done if isinstance(done, tuple) else (done,)
    cancel = [*needless, {"not": case}]
    return {"start": case, "stop": done, "cancel": cancel, "within": within, "owner": owner}


def _security() -> dict[str, Any]:
    case, owner = given("security"), "incident commander"
    first = {
        "isolate the systems": ("systems_isolated", "isolation_not_possible"),
        "notify the security team": "security_team_notified",
        "start the incident log": "incident_log_started",
        "acknowledge the report": "replied",
        "start the incident response": "incident_response_started",
    }
    then = {
        "inform CTO and CEO": {"cto_informed": True, "ceo_informed": True},
        "review with counsel": ("counsel_consulted", "counsel_not_needed"),
        "notify the regulators": ("regulators_notified", "regulators_not_required"),
        "watch the media": "media_monitored",
    }
    return {**_steps(case, "15 minutes", owner, first), **_steps(case, "60 minutes", owner, then)}


def _outage() -> dict[str, Any]:
    case, owner = given("outage"), "incident commander"
    first = {
        "update the status page": "status_page_updated",
        "page the on-call engineer": "engineer_paged",
        "send the disruption notice": "disruption_notice_sent",
        "alert the managers": {"support_manager_alerted": True, "engineering_manager_alerted": True},
        "watch social media": "social_media_monitored",
    }
    then = {
        "look for the root cause": "root_cause_investigation_started",
        "contact the vendors": ("vendors_contacted", "vendors_not_needed"),
        "tell the Enterprise success managers": "success_managers_notified",
        "schedule the review": "review_scheduled",
    }
    return {**_steps(case, "15 minutes", owner, first), **_steps(case, "60 minutes", owner, then)}


def _legal() -> dict[str, Any]:
    case = given("legal")
    first = {
        "preserve the records": "records_preserved",
        "notify the legal team": "legal_team_notified",
        "alert CEO and CTO": {"ceo_informed": True, "cto_informed": True},
        "acknowledge the legal matter": "replied",
        "secure the documents": "documents_secured",
    }
    then = {
        "call external counsel": "counsel_consulted",
        "review compliance": "compliance_reviewed",
        "draft the response": "response_drafted",
        "brief the team": "team_briefed",
        "plan the follow-up": "follow_up_planned",
    }
    return {**_steps(case, "15 minutes", "support manager", first), **_steps(case, "60 minutes", "ceo", then)}


def _enterprise() -> dict[str, Any]:
    case = {"plan": "enterprise"}
    first = {
        "review the account": "account_reviewed",
        "notify the success manager": "success_manager_notified",
        "inform the VP of customer success": "vp_informed",
        "move to the front of the queues": "moved_to_front",
        "acknowledge with management": {"management_involved": True},
    }
    then = {
        "engage an executive": ("executive_engaged", "executive_not_needed"),
        "plan the solution": "solution_planned",
        "assign resources": "resources_assigned",
        "set the update schedule": "update_schedule_set",
        "review the relationship": "relationship_reviewed",
    }
    return {**_steps(case, "1 hour", "support manager", first), **_steps(case, "4 hours", "vp customer success", then)}


MESSAGES: list[dict[str, Any]] = [
    {"id": "no details", "when": given("security"), "on": ["replied"], "forbids": ["incident_details"]},
    {
        "id": "security notification",
        "on": ["security_team_notified"],
        "requires": ["affected_customer", "reported_by", "initial_report", "incident_commander", "contact"],
    },
    {
        "id": "outage alert",
        "on": ["disruption_notice_sent"],
        "requires": [
            *("started_at", "affected_services", "impact_scope", "symptoms", "resolution_eta", "next_update_at"),
            *("incident_commander", "contact"),
        ],
    },
]
