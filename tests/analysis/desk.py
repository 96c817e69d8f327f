"""A desk on paper, written otherwise in one place or another, and what a comparison tells of it."""

from copy import deepcopy
from typing import Any

from slapolicy import Policy
from slapolicy.analysis import Diff, diff
from slapolicy.analysis.diffs import Change

Document = dict[str, Any]

DESK: Document = {
    "slapolicy": 1,
    "name": "desk",
    "calendars": {"office": {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}},
    "calendar": "office",
    "facts": {"plan": {"one_of": ["free", "pro"]}, "symptom": {"one_of": ["outage", "question"]}, "users": "number"},
    "severity": {
        "levels": ["P0", "P1"],
        "rules": [
            {"when": {"symptom": "outage"}, "then": "P0"},
            {"when": {"symptom": "question"}, "then": "P1"},
        ],
    },
    "targets": {
        "reply": {
            "start": "created",
            "stop": "replied",
            "within": {"P0": "2 hours", "P1": "4 business hours", "unclear": "1 business day"},
            "owner": "desk",
        },
        "solution": {"start": "created", "stop": "resolved", "within": "2 business days", "pause": "waiting"},
    },
    "owners": {"desk": "Desk", "boss": "Boss"},
    "escalation": {
        "levels": [{"name": "first", "owner": "desk"}, {"name": "second", "owner": "boss"}],
        "rules": [{"id": "late", "target": "reply", "at": "due", "to": "next"}],
    },
    "responsibilities": {"refund": "boss"},
    "updates": [{"id": "eta", "on": ["replied"], "requires": ["next_update_at"]}],
    "intake": {"requires": ["site_url"]},
    "availability": {"shop": {"goal": "99.9%", "tz": "UTC"}},
    "goals": {"answered": {"met": "reply", "above": "95%"}},
}


def changed(*path: str | int, to: Any = None, of: Document = DESK) -> Document:
    """The document with something else at a path; nothing takes the key away."""
    document = deepcopy(of)
    *way, last = path
    place: Any = document
    for step in way:
        place = place[step]
    if to is None:
        del place[last]
    else:
        place[last] = to
    return document


def compared(new: Document, old: Document = DESK, **how: Any) -> Diff:
    return diff(Policy.from_dict(old), Policy.from_dict(new), **how)


def only(found: Diff) -> Change:
    (change,) = found
    return change


def told(found: Diff) -> list[tuple[str, str, str | None, str]]:
    return [(str(each.part), each.name, each.severity, str(each.verdict)) for each in found]


def only_of(found: Diff, part: str) -> Change:
    (change,) = found.of(part)
    return change
