"""Where a rehearsal ends, and what stands for a hand-over after the ladder is exhausted (E5, E8)."""

from typing import Any

import pytest

from escalation.ladders import at, policy, ticket
from slapolicy import Policy, Rehearsal

TURNS = {"participants": ["Ada", "Grace"], "every": "1 calendar day", "starts": "2026-03-01 12:00", "tz": "UTC"}
OWNERS = {"on call": {"rotation": TURNS}, "boss": "Boss"}
LATE = {"id": "late", "target": "resolution", "at": "due", "notify": ["boss"]}  # due at 13:00


def alone(*rules: dict[str, Any]) -> Policy:
    """One level, of people who take over from one another at noon; an hour of silence exhausts it at 10:00."""
    levels = [{"name": "first", "owner": "on call", "respond": "1 hour"}]
    return policy(owners=OWNERS, escalation={"levels": levels, "rules": list(rules)})


def told(rehearsal: Rehearsal) -> list[tuple[str, str, str, bool]]:
    return [(f"{step.at:%H:%M}", step.who, step.rule, step.exhausted) for step in rehearsal.steps]


CREATED = ("09:00", "Ada (on call)", "created", False)
SILENT = ("10:00", "Ada (on call)", "respond", True)


@pytest.mark.parametrize(
    ("until", "expected"), [("09:59:59.999999", [CREATED]), ("10:00:00", [CREATED, SILENT]), ("09:00:00", [CREATED])]
)
def test_e8_a_step_at_the_end_of_a_rehearsal_is_told(until: str, expected: list[Any]) -> None:
    assert told(alone().rehearse(ticket(), at=at("09:00:00"), until=at(until))) == expected


def test_e8_a_handover_before_the_last_step_of_an_exhausted_ladder_is_told_as_such() -> None:
    """A clock still comes at 13:00, and Grace is told of it: so her coming at noon is told too."""
    assert told(alone(LATE).rehearse(ticket(), at=at("09:00:00"))) == [
        CREATED,
        SILENT,
        ("12:00", "Grace (on call)", "hand-over", True),
        ("13:00", "Grace (on call)", "late", True),
    ]


def test_e8_a_rehearsal_that_begins_after_the_end_tells_where_the_ticket_is() -> None:
    """The last hand-over before it was at noon; nothing is ahead."""
    after = alone(LATE).rehearse(ticket(), at=at("14:00:00"))
    assert told(after) == [("14:00", "Grace (on call)", "created", True)]
    assert after.exhausted
