"""A ladder to check: three shifts that leave no time out, and a fact of two values."""

from typing import Any

from escalation.ladders import policy
from slapolicy import Policy
from slapolicy.escalation.checks import ladder_findings
from slapolicy.findings import Finding

CALENDARS = {
    "morning": {"tz": "UTC", "hours": {"mon-sun": "00:00-08:00"}},
    "day": {"tz": "UTC", "hours": {"mon-sun": "08:00-16:00"}},
    "night": {"tz": "UTC", "hours": {"mon-sun": "16:00-24:00"}},
    "not at night": {"tz": "UTC", "hours": {"mon-sun": "00:00-16:00"}},
    "all day": {"tz": "UTC", "hours": {"mon-sun": "00:00-24:00"}},
}
OWNERS = {"desk": "Desk", "board": "Board"}
BUG, BILLING = ({"when": {"kind": kind}, "owner": "desk"} for kind in ("bug", "billing"))
LEVELS = ("escalation", "levels")


def ladder(*levels: Any, rules: Any = (), **settings: Any) -> Policy:
    written = [{"name": f"level {number}", **level} for number, level in enumerate(levels)]
    return policy(
        owners=OWNERS,
        calendars=CALENDARS,
        calendar="day",
        facts={"kind": {"one_of": ["bug", "billing"]}},
        escalation={"levels": written, "rules": list(rules), **settings},
    )


def found(rules: Policy, **more: Any) -> list[Finding]:
    return list(ladder_findings(rules, **more))


def during(*names: str, **more: Any) -> dict[str, Any]:
    return {"owner": [{"during": name, "owner": "desk", **more} for name in names]}
