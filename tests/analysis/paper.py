"""Policies on paper, and what a check finds in them."""

from typing import Any

from slapolicy import Finding, Policy
from slapolicy.analysis import check
from twin.check_shown import shows

OFFICE = {"tz": "Europe/Zurich", "hours": {"mon-fri": "09:00-17:00"}}
SOME = {"levels": ["P0", "P1"], "otherwise": "P1"}
"""Severities that events state; `unclear` is one more."""


def policy(**parts: Any) -> Policy:
    return Policy.from_dict({"name": "paper", "severity": SOME, **parts})


def one_target(**keys: Any) -> Policy:
    """A policy with the target `reply` alone."""
    return policy(
        calendars={"office": OFFICE},
        calendar="office",
        targets={"reply": {"stop": "replied", **({} if "every" in keys else {"within": "2 hours"}), **keys}},
    )


def found(rules: Policy, **options: Any) -> list[tuple[str, str, str]]:
    """Each finding: code, place, level."""
    return [(each.code, each.place, str(each.level)) for each in check(rules, **options)]


def only(rules: Policy, **options: Any) -> Finding:
    """The one finding, which a decision shows where it has facts to show."""
    (finding,) = check(rules, **options)
    assert finding.witness is None or shows(rules, finding)
    return finding
