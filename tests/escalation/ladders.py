"""A small ladder for the tests: three levels, one target, any rules."""

from typing import Any

from slapolicy import Decision, Event, Policy, Ticket

CREATED = "2026-03-02T09:00:00Z"  # a Monday


def policy(*rules: dict[str, Any], **parts: Any) -> Policy:
    """Desk, engineering, board; a resolution within 4 hours, around the clock."""
    document = {
        "name": "ladder",
        "calendar": "always",
        "severity": {"levels": ["P0", "P1"]},
        "targets": {"resolution": {"start": "created", "stop": "resolved", "within": "4 hours"}},
        "owners": {"desk": {"name": "Desk"}, "engineering": {"name": "Engineering"}, "board": {"name": "Board"}},
        "escalation": {
            "levels": [{"name": name, "owner": name} for name in ("desk", "engineering", "board")],
            "rules": list(rules),
        },
    }
    return Policy.from_dict(document | parts)


def ticket(*events: Event, **facts: object) -> Ticket:
    """Created on Monday at nine, then whatever is given."""
    return Ticket("T-1", [Event("created", CREATED, **facts), *events])


def at(clock: str, day: int = 2) -> str:
    """A time of day on a day of March 2026, in UTC."""
    return f"2026-03-{day:02}T{clock}Z"


def where(decision: Decision) -> tuple[str | None, str | None, str | None]:
    """The level, the next owner, and when that is, as a time of day."""
    after = decision.next_owner_at
    return decision.level, decision.next_owner, f"{after:%d %H:%M:%S}" if after else None
