"""A ticket that is reopened, or acknowledged for a time, is waited for anew, each time (E4, E5)."""

from typing import Any

import pytest

from escalation.ladders import at, policy, ticket
from slapolicy import Event

STUCK = {"id": "r", "unresolved": "1 hour", "since": "arrival", "notify": ["board"]}
SILENT = {"id": "r", "unacknowledged": "15 minutes", "since": "arrival", "notify": ["board"]}


def fired(rule: dict[str, Any], *events: tuple[str, str], also: Any = None, **settings: Any) -> list[str]:
    """The times at which a rule, or two, fire for a ticket that came at nine, asked at eight in the evening."""
    levels = [{"name": name, "owner": name} for name in ("desk", "board")]
    rules = policy(escalation={"levels": levels, "rules": [rule, also] if also else [rule], **settings})
    lived = ticket(*(Event(name, at(f"{clock}:00")) for clock, name in events))
    steps = rules.evaluate(lived, at=at("20:00:00")).steps
    return [f"{step.at:%H:%M}" + (f" {step.rule}" if also else "") for step in steps if step.rule in {"r", "later"}]


def test_e4_each_time_that_a_ticket_is_reopened_it_is_waited_for_anew() -> None:
    assert fired(STUCK) == ["10:00"]
    assert fired(STUCK, ("11:00", "reopened")) == ["10:00", "12:00"]
    assert fired(STUCK, ("11:00", "reopened"), ("13:00", "reopened"), ("15:00", "reopened")) == [
        *("10:00", "12:00"),
        *("14:00", "16:00"),
    ]


def test_e5_a_ticket_that_is_reopened_is_silent_anew() -> None:
    again = [("10:00", "reopened"), ("11:00", "reopened"), ("12:00", "reopened")]
    assert fired(SILENT, *again) == ["09:15", "10:15", "11:15", "12:15"]
    assert fired(SILENT, ("09:10", "acknowledged"), ("10:00", "reopened")) == ["10:15"]


def test_e5_each_acknowledgement_that_ends_lets_the_rule_fire_again() -> None:
    """Each of them holds for an hour."""
    said = [("09:30", "acknowledged"), ("11:00", "acknowledged"), ("13:00", "acknowledged")]
    assert fired(SILENT, *said, acknowledged_for="1 hour") == ["09:15", "10:45", "12:15", "14:15"]


@pytest.mark.parametrize("first", ["acknowledged", "reopened"])
def test_e5_acknowledged_and_reopened_in_turns(first: str) -> None:
    """Silent since 09:00; said at 09:20 and open again at 09:30, or the other way round, when the hour counts."""
    second = "reopened" if first == "acknowledged" else "acknowledged"
    again = "09:45" if second == "reopened" else "10:45"
    assert fired(SILENT, ("09:20", first), ("09:30", second), acknowledged_for="1 hour") == ["09:15", again]


def test_e5_an_acknowledgement_that_is_over_before_the_next_one_is_silence() -> None:
    """Said at 09:05 for an hour: silence from 10:05 on, a quarter of an hour of it at 10:20, just before the next."""
    said = [("09:05", "acknowledged"), ("10:20", "acknowledged")]
    assert fired(SILENT, *said, acknowledged_for="1 hour") == ["11:35"]
    said = [("09:05", "acknowledged"), ("10:21", "acknowledged")]
    assert fired(SILENT, *said, acknowledged_for="1 hour") == ["10:20", "11:36"]


def test_e2_closed_and_reopened_a_ticket_counts_from_there() -> None:
    assert fired(STUCK, ("09:30", "closed")) == []
    assert fired(STUCK, ("09:30", "resolved"), ("14:00", "reopened")) == ["15:00"]
    assert fired(SILENT, ("09:10", "closed"), ("09:11", "acknowledged"), ("10:00", "reopened")) == ["10:15"]


@pytest.mark.parametrize("event", ["escalated", "acknowledged", "assigned"])
def test_e4_what_has_fired_does_not_fire_again_when_something_else_comes(event: str) -> None:
    """The hour since the ticket came was over at ten, whatever level it gets to afterwards."""
    assert fired(STUCK, ("11:00", event)) == ["10:00"]
    assert fired(STUCK, ("09:30", event)) == ["10:00"]


def test_e4_two_times_of_one_ticket_are_waited_for_each_for_itself() -> None:
    later = {"id": "later", "unresolved": "3 hours", "since": "arrival", "notify": ["board"]}
    assert fired(STUCK, ("11:00", "escalated"), also=later) == ["10:00 r", "12:00 later"]
    assert fired(SILENT, ("09:20", "escalated"), also=later) == ["09:15 r", "12:00 later"]
    assert fired(SILENT, ("09:10", "acknowledged"), also=later) == ["12:00 later"]  # only the silence has ended
