"""The office of the explanations, and what a clock by its hours tells.

It is open 09:00-12:00 and 13:00-17:00, Monday to Friday, in Zurich. Easter 2026: Thursday 2 April closes at noon,
Friday and Monday are holidays; the first working day after it is Tuesday 7 April.
"""

from typing import Any

from slapolicy import Event, Policy, Ticket

OFFICE = {
    "tz": "Europe/Zurich",
    "hours": {"mon-fri": "09:00-12:00, 13:00-17:00"},
    "holidays": ["2026-04-03 Good Friday", "2026-04-06 Easter Monday"],
    "special": {"2026-04-02 eve of Good Friday": "09:00-12:00"},
}
CREATED = "2026-04-02T10:00:00+02:00"
WAITS: dict[str, Any] = {"pause": {"status": "waiting"}}
AWAY = (
    Event("changed", "2026-04-02T11:00:00+02:00", status="waiting"),
    Event("changed", "2026-04-07T14:00:00+02:00", status="open"),
)


def policy(**target: Any) -> Policy:
    return Policy.from_dict(
        {
            "name": "paper",
            "calendars": {"office": OFFICE},
            "calendar": "office",
            "targets": {"x": {"start": "created", "stop": "resolved", **target}},
        }
    )


def told(at: str, *events: Event, created: str = CREATED, facts: Any = None, **target: Any) -> list[str]:
    """The lines of the clock's explanation, without their indentation."""
    ticket = Ticket("T-1", [Event("created", created, **(facts or {})), *events])
    return [line.strip() for line in policy(**target).evaluate(ticket, at=at).explain("x").splitlines()]


EASTER = [
    "Fri 2026-04-03 closed: Good Friday",
    "Sat 2026-04-04 closed",
    "Sun 2026-04-05 closed",
    "Mon 2026-04-06 closed: Easter Monday",
]
