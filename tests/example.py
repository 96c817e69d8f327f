"""One document with every part of the policy language, in the two spellings that need no other package."""

import json
from typing import Any

YAML = """\
slapolicy: 1
name: harbour-support
calendars:
  office: {tz: Europe/Zurich, hours: {mon-fri: "09:00-17:00"}, holidays: ["holidays:CH-ZH", 2026-12-24]}
  always: 24x7
calendar: office
facts:
  symptom: {one_of: [leak, lockout, blackout, crane stuck, question, scratch]}
  workaround: boolean
  refund: number
severity:
  levels: [P0, P1, P2]
  combine: highest
  rules:
    - {when: {symptom: [leak, lockout, blackout]}, then: P0}
    - {when: {symptom: crane stuck, workaround: true}, then: P1}
    - {when: {symptom: [question, scratch]}, then: P2}
  otherwise: unclear
targets:
  triage: {start: created, stop: triaged, within: 4 business hours, owner: harbour desk}
  first_response:
    start: created
    stop: replied
    within: {P0: 2 hours, P1: 4 business hours, P2: 1 business day, unclear: 1 business day}
  resolution:
    start: created
    stop: resolved
    pause: {status: waiting on customer}
    within:
      - {when: {severity: P0}, limit: 24 hours}
      - {when: {severity: P1}, limit: 3 business days}
      - {when: {severity: P2}, limit: 5 business days}
    warn: [75%, 4 business hours left, 1 hour late]
    on_change: {stricter: carry, looser: carry}
    on_reopen: resume
  updates:
    start: acknowledged
    every: 60 minutes
    stop: [mitigated, closed]
    completed_by: update_posted
    applies: {severity: P0}
owners:
  harbour desk: {name: Harbour desk}
  engineering: {name: Engineering}
  on call: {rotation: {participants: [Ada, Grace], every: 1 week, starts: "2026-01-05 09:00", tz: Europe/Zurich}}
escalation:
  levels:
    - {name: desk, owner: harbour desk}
    - {name: engineering, owner: engineering}
    - {name: on call, owner: on call}
  rules:
    - {id: blackout, when: {symptom: blackout}, to: on call, notify: [engineering]}
    - {id: slow, target: first_response, at: 75%, notify: [engineering]}
    - {id: late, target: resolution, at: due, to: next}
    - {id: very-late, target: resolution, after: 4 business hours, to: next}
    - {id: silent, unacknowledged: 15 minutes, when: {severity: P0}, to: next, passes: 2}
updates:
  - {id: eta, when: {severity: [P0, P1]}, on: [replied, update_posted], requires: [next_update_at]}
  - {id: secrets, on: [replied, update_posted], forbids: [provider_key, raw_log]}
intake:
  requires: [site_url]
  asks_for: [screenshot]
"""

JSON = """\
{
  "slapolicy": 1,
  "name": "harbour-support",
  "calendars": {
    "office": {"tz": "Europe/Zurich", "hours": {"mon-fri": "09:00-17:00"},
               "holidays": ["holidays:CH-ZH", "2026-12-24"]},
    "always": "24x7"
  },
  "calendar": "office",
  "facts": {
    "symptom": {"one_of": ["leak", "lockout", "blackout", "crane stuck", "question", "scratch"]},
    "workaround": "boolean",
    "refund": "number"
  },
  "severity": {
    "levels": ["P0", "P1", "P2"],
    "combine": "highest",
    "rules": [
      {"when": {"symptom": ["leak", "lockout", "blackout"]}, "then": "P0"},
      {"when": {"symptom": "crane stuck", "workaround": true}, "then": "P1"},
      {"when": {"symptom": ["question", "scratch"]}, "then": "P2"}
    ],
    "otherwise": "unclear"
  },
  "targets": {
    "triage": {"start": "created", "stop": "triaged", "within": "4 business hours", "owner": "harbour desk"},
    "first_response": {
      "start": "created", "stop": "replied",
      "within": {"P0": "2 hours", "P1": "4 business hours", "P2": "1 business day", "unclear": "1 business day"}
    },
    "resolution": {
      "start": "created", "stop": "resolved", "pause": {"status": "waiting on customer"},
      "within": [
        {"when": {"severity": "P0"}, "limit": "24 hours"},
        {"when": {"severity": "P1"}, "limit": "3 business days"},
        {"when": {"severity": "P2"}, "limit": "5 business days"}
      ],
      "warn": ["75%", "4 business hours left", "1 hour late"],
      "on_change": {"stricter": "carry", "looser": "carry"},
      "on_reopen": "resume"
    },
    "updates": {
      "start": "acknowledged", "every": "60 minutes", "stop": ["mitigated", "closed"],
      "completed_by": "update_posted", "applies": {"severity": "P0"}
    }
  },
  "owners": {
    "harbour desk": {"name": "Harbour desk"},
    "engineering": {"name": "Engineering"},
    "on call": {"rotation": {"participants": ["Ada", "Grace"], "every": "1 week",
                             "starts": "2026-01-05 09:00", "tz": "Europe/Zurich"}}
  },
  "escalation": {
    "levels": [
      {"name": "desk", "owner": "harbour desk"},
      {"name": "engineering", "owner": "engineering"},
      {"name": "on call", "owner": "on call"}
    ],
    "rules": [
      {"id": "blackout", "when": {"symptom": "blackout"}, "to": "on call", "notify": ["engineering"]},
      {"id": "slow", "target": "first_response", "at": "75%", "notify": ["engineering"]},
      {"id": "late", "target": "resolution", "at": "due", "to": "next"},
      {"id": "very-late", "target": "resolution", "after": "4 business hours", "to": "next"},
      {"id": "silent", "unacknowledged": "15 minutes", "when": {"severity": "P0"}, "to": "next", "passes": 2}
    ]
  },
  "updates": [
    {"id": "eta", "when": {"severity": ["P0", "P1"]}, "on": ["replied", "update_posted"],
     "requires": ["next_update_at"]},
    {"id": "secrets", "on": ["replied", "update_posted"], "forbids": ["provider_key", "raw_log"]}
  ],
  "intake": {"requires": ["site_url"], "asks_for": ["screenshot"]}
}
"""


def document() -> dict[str, Any]:
    """The document as plain data, new each time."""
    plain: dict[str, Any] = json.loads(JSON)
    return plain
