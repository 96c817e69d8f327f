"""Who answers from when on, where people come and go: also nobody, and steps at one instant (E3, C10)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from slapolicy.escalation import Handover, Outlook, Step

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def hours(count: int) -> datetime:
    return START + timedelta(hours=count)


class Shifts:
    """An owner with a person, or nobody, from each hour on."""

    def __init__(self, turns: dict[int, str | None]) -> None:
        self.turns = {hours(hour): person for hour, person in turns.items()}

    def on_duty(self, key: str, at: datetime) -> str | None:
        return next((person for since, person in reversed(self.turns.items()) if since <= at), None)

    def next_change(self, at: datetime) -> datetime | None:
        return next((since for since in self.turns if since > at), None)


def step(hour: int, owner: str | None) -> Step:
    return Step(hours(hour), "rule", "reason", "level", owner)


def outlook(*steps: Step, hour: int = 0, **owners: Any) -> Outlook:
    return Outlook(steps, owners, hours(hour))


def test_c10_an_owner_who_goes_off_duty_is_a_change_and_the_next_owner_is_somebody() -> None:
    seen = outlook(step(0, "desk"), desk=Shifts({0: "Ada", 8: None, 24: "Ada"}))
    assert seen.owner == "Ada"
    assert seen.coming() == (Handover(hours(8), None), Handover(hours(24), "Ada"))
    assert outlook(step(0, "desk"), desk=Shifts({0: "Ada", 8: None})).coming() == (Handover(hours(8), None), None)


def test_c10_a_turn_to_the_same_person_is_no_change() -> None:
    seen = outlook(step(0, "desk"), desk=Shifts({0: "Ada", 8: "Ada", 16: "Grace"}))
    assert [*seen.changes()] == [Handover(hours(16), "Grace")]


def test_e3_a_step_comes_between_two_turns() -> None:
    shifts = Shifts({0: "Ada", 4: "Ada", 8: "Grace", 16: "Ada", 24: "Grace"})
    seen = outlook(step(0, "desk"), step(10, "board"), step(20, "desk"), desk=shifts)
    owners = [(change.at, change.owner) for change in seen.changes()]
    assert owners == [(hours(8), "Grace"), (hours(10), "board"), (hours(20), "Ada"), (hours(24), "Grace")]


def test_e3_of_the_steps_of_one_instant_the_last_one_counts() -> None:
    seen = outlook(step(0, "desk"), step(4, "board"), step(4, "night"))
    assert [*seen.changes()] == [Handover(hours(4), "night")]
    assert outlook(step(0, "desk"), step(4, "board"), step(4, "night"), hour=4).owner == "night"


@pytest.mark.parametrize("hour", [-1, 5])
def test_e3_without_a_step_before_or_after_nothing_changes(hour: int) -> None:
    seen = outlook(step(0, "desk"), hour=hour)
    assert (seen.owner, seen.coming()) == (None if hour < 0 else "desk", (None, None))


def test_e3_where_nobody_is_named_a_step_brings_the_first_owner() -> None:
    seen = outlook(step(0, None), step(4, "board"))
    assert (seen.owner, seen.coming()[1]) == (None, Handover(hours(4), "board"))


def test_c10_each_of_several_turns_in_a_row_is_a_change_also_to_nobody() -> None:
    shifts = Shifts({0: "Ada", 4: "Grace", 8: None, 12: "Grace", 16: "Grace", 20: None})
    turns = [(4, "Grace"), (8, None), (12, "Grace"), (20, None)]
    alone = outlook(step(0, "desk"), desk=shifts)
    assert [*alone.changes()] == [Handover(hours(hour), person) for hour, person in turns]
    followed = outlook(step(0, "desk"), step(22, "board"), desk=shifts)
    assert [*followed.changes()] == [*alone.changes(), Handover(hours(22), "board")]


def test_e3_a_turn_at_the_instant_of_a_step_is_not_told_beside_it() -> None:
    shifts = Shifts({0: "Ada", 10: "Grace"})
    assert [*outlook(step(0, "desk"), step(10, "board"), desk=shifts).changes()] == [Handover(hours(10), "board")]
    assert [*outlook(step(0, "desk"), step(10, "desk"), desk=shifts).changes()] == [Handover(hours(10), "Grace")]
