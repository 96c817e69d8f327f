"""People who take turns: hand-overs by the wall clock, also in nights in which it is changed (E6, D8, C10)."""

import pickle
from datetime import UTC, datetime
from typing import Any

import pytest

from escalation.ladders import policy, ticket
from slapolicy import Event, Policy, PolicyError


def on_call(**rotation: Any) -> Policy:
    """A single level whose owner is a rotation."""
    turns = {"participants": ["Ada", "Grace"], "every": "1 week", "starts": "2026-01-05 09:00", "tz": "Europe/Zurich"}
    return policy(
        owners={"on call": {"rotation": turns | rotation}},
        escalation={"levels": [{"name": "on call", "owner": "on call"}]},
        targets={},
    )


def duty(rules: Policy, at: str) -> tuple[str | None, str | None, str | None]:
    """Who has the duty, who is next, and when in UTC, for a ticket that has been there for years."""
    old = ticket().add(Event("noted", "2020-01-01T00:00:00Z"))
    decision = rules.evaluate(old, at=at)
    after = decision.next_owner_at
    return decision.owner, decision.next_owner, f"{after.astimezone(UTC):%Y-%m-%d %H:%M}" if after else None


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-01-05T07:59:59Z", (None, "Ada", "2026-01-05 08:00")),  # before the first turn nobody has the duty
        ("2026-01-05T08:00:00Z", ("Ada", "Grace", "2026-01-12 08:00")),
        ("2026-01-12T07:59:59Z", ("Ada", "Grace", "2026-01-12 08:00")),
        ("2026-01-12T08:00:00Z", ("Grace", "Ada", "2026-01-19 08:00")),
        # 29 March is the change: nine o'clock in Zurich is 08:00 UTC before it and 07:00 UTC after it
        ("2026-03-29T12:00:00Z", ("Grace", "Ada", "2026-03-30 07:00")),
        ("2026-03-30T06:59:59Z", ("Grace", "Ada", "2026-03-30 07:00")),
        ("2026-03-30T07:00:00Z", ("Ada", "Grace", "2026-04-06 07:00")),
    ],
)
def test_e6_the_duty_changes_by_the_wall_clock(at: str, expected: Any) -> None:
    assert duty(on_call(), at) == expected


@pytest.mark.parametrize(
    ("tz", "starts", "handovers"),
    [
        # Zurich skips 02:00-03:00 on 29 March 2026: the first instant after the gap is 01:00 UTC
        ("Europe/Zurich", "2026-03-27 02:30", ["2026-03-28 01:30", "2026-03-29 01:00", "2026-03-30 00:30"]),
        # Zurich shows 02:30 twice on 25 October 2026: the first time counts
        ("Europe/Zurich", "2026-10-23 02:30", ["2026-10-24 00:30", "2026-10-25 00:30", "2026-10-26 01:30"]),
        # Beirut skips 00:00-01:00 on 29 March 2026: midnight is the first instant after the gap
        ("Asia/Beirut", "2026-03-27 00:00", ["2026-03-27 22:00", "2026-03-28 22:00", "2026-03-29 21:00"]),
        # Havana repeats 00:00-01:00 on 1 November 2026: midnight is its first occurrence
        ("America/Havana", "2026-10-30 00:00", ["2026-10-31 04:00", "2026-11-01 04:00", "2026-11-02 05:00"]),
        # Apia had no 30 December 2011: the first instant after it
        ("Pacific/Apia", "2011-12-28 12:00", ["2011-12-29 22:00", "2011-12-30 10:00", "2011-12-30 22:00"]),
    ],
)
def test_d8_handovers_in_the_nights_of_a_change(tz: str, starts: str, handovers: list[str]) -> None:
    rules = on_call(tz=tz, starts=starts, every="1 calendar day", participants=["a", "b", "c", "d", "e"])
    old = ticket().add(Event("noted", "2000-01-01T00:00:00Z"))
    now: Any = f"{starts[:10]}T22:30:00Z" if tz == "Pacific/Apia" else f"{starts[:10]}T12:00:00Z"
    found = []
    for _ in handovers:
        now = rules.evaluate(old, at=now).next_owner_at
        found.append(f"{now:%Y-%m-%d %H:%M}")
    assert found == handovers


def test_d8_a_repeated_hour_after_a_handover_is_not_the_turn_before() -> None:
    """02:45 hands over at 00:45 UTC on 25 October; at 01:15 UTC the clock shows 02:15 again."""
    rules = on_call(starts="2026-10-24 02:45", every="1 calendar day", participants=["a", "b", "c"])
    assert [duty(rules, f"2026-10-25T{clock}:00Z")[0] for clock in ("00:44", "00:45", "01:15")] == ["a", "b", "b"]


def test_d8_a_first_handover_that_is_skipped_moves_no_other() -> None:
    """02:30 does not exist on 29 March; from the next day on it is 02:30 again, 00:30 UTC."""
    rules = on_call(starts="2026-03-29 02:30", every="1 calendar day")
    assert duty(rules, "2026-03-29T00:59:00Z") == (None, "Ada", "2026-03-29 01:00")
    assert duty(rules, "2026-03-29T01:00:00Z") == ("Ada", "Grace", "2026-03-30 00:30")


def test_e6_a_turn_to_the_same_person_is_no_change() -> None:
    rules = on_call(participants=["Ada", "Ada", "Grace"])
    assert duty(rules, "2026-01-05T08:00:00Z") == ("Ada", "Grace", "2026-01-19 08:00")
    assert duty(on_call(participants=["Ada"]), "2026-01-05T08:00:00Z") == ("Ada", None, None)


def test_t10_after_the_last_turn_nothing_changes() -> None:
    """1000 weeks from 2026 are 2045; 84,000 days would be past 2200."""
    assert duty(on_call(every="84000 calendar days"), "2026-03-02T12:00:00Z") == ("Ada", None, None)
    assert duty(on_call(every="1000 weeks"), "2026-03-02T12:00:00Z") == ("Ada", "Grace", "2045-03-06 08:00")


def test_c10_a_handover_is_a_change() -> None:
    decision = on_call().evaluate(ticket(), at="2026-03-06T12:00:00+01:00")
    assert decision.next_change_at == decision.next_owner_at == datetime(2026, 3, 9, 8, tzinfo=UTC)
    assert str(decision.next_change_at) == "2026-03-09 09:00:00+01:00"  # T1: in the zone of the question


LEVELS = [{"name": name, "owner": name} for name in ("night desk", "on call")]
LATER = {"participants": ["Ada"], "every": "1 week", "starts": "2026-03-02 12:00", "tz": "UTC"}
TURNS = {"participants": ["Ada", "Grace"], "every": "1 calendar day", "starts": "2026-03-02 00:00", "tz": "UTC"}
RULE = {"id": "late", "target": "resolution", "at": "due", "to": "next"}


def two_levels(first: object, second: object, *rules: dict[str, Any]) -> Policy:
    return policy(
        owners={"night desk": first, "on call": second}, escalation={"levels": LEVELS, "rules": [RULE, *rules]}
    )


def test_e6_a_level_without_anyone_on_duty_is_skipped_and_recorded() -> None:
    """The desk's rotation begins at noon; the ticket comes at nine."""
    decision = two_levels({"rotation": LATER}, "On call").evaluate(ticket(), at="2026-03-02T09:00:00Z")
    assert (decision.level, decision.owner) == ("on call", "on call")
    assert decision.steps[0].reason == "the ticket's first owner; nobody is on duty at night desk"


def test_e6_the_last_level_is_never_skipped() -> None:
    rules = two_levels("Desk", {"rotation": LATER | {"starts": "2026-03-03 00:00"}})
    decision = rules.evaluate(ticket(), at="2026-03-02T13:00:00Z")
    assert (decision.level, decision.owner) == ("on call", None)
    assert (decision.next_owner, decision.next_owner_at) == ("Ada", datetime(2026, 3, 3, tzinfo=UTC))


def test_e3_the_next_owner_comes_by_a_handover_or_by_a_step_whichever_is_first() -> None:
    """Created at 09:00 and due at 13:00; the desk hands over at midnight."""
    rules = two_levels({"rotation": TURNS}, "On call")
    created = ticket()
    assert rules.next_owner(created, at="2026-03-02T09:00:00Z") == "on call"
    acknowledged = policy(
        owners={"night desk": {"rotation": TURNS}, "on call": "On call"}, escalation={"levels": LEVELS}
    )
    assert acknowledged.next_owner(created, at="2026-03-02T09:00:00Z") == "Grace"


def test_e3_a_step_that_keeps_the_owner_lets_the_handover_come() -> None:
    """A notice at 11:00 is no new owner, so the next one comes with the hand-over at midnight."""
    notice = {"id": "half", "target": "resolution", "at": "50%", "notify": ["boss"]}
    ladder = {"levels": LEVELS, "rules": [notice]}
    rules = policy(owners={"night desk": {"rotation": TURNS}, "on call": "On call", "boss": "B"}, escalation=ladder)
    decision = rules.evaluate(ticket(), at="2026-03-02T09:00:00Z")
    assert (decision.next_owner, decision.next_owner_at) == ("Grace", datetime(2026, 3, 3, tzinfo=UTC))
    assert decision.next_change_at == datetime(2026, 3, 2, 11, tzinfo=UTC)


def test_p1_a_rotation_that_has_answered_is_still_the_same_value() -> None:
    rules = on_call()
    duty(rules, "2026-03-02T12:00:00Z")
    assert pickle.loads(pickle.dumps(rules)) == rules == on_call()
    assert rules.to_dict()["owners"]["on call"]["rotation"]["starts"] == "2026-01-05 09:00"
    assert on_call(starts="2026-01-05 09:00:30").to_dict()["owners"]["on call"]["rotation"]["starts"].endswith(":30")


@pytest.mark.parametrize(
    ("wrong", "place", "remedy"),
    [
        ({"participants": []}, "participants", ""),
        ({"every": "24 business hours"}, "every", "write `1 week`"),
        ({"every": "59 seconds"}, "every", "write `1 week`"),
        ({"every": "0 calendar days"}, "every", "write `1 week`"),
        ({"starts": "2026-01-05T09:00:00+01:00"}, "starts", "write `2026-01-05 09:00`"),
        ({"starts": "soon"}, "starts", "write `2026-01-05 09:00`"),
        ({"starts": 5}, "starts", "write `2026-01-05 09:00`"),
        ({"starts": "9999-01-01"}, "starts", ""),
        ({"tz": "Zurich"}, "tz", "write `Europe/Zurich`"),
        ({"tz": None}, "tz", ""),
    ],
)
def test_p3_a_rotation_tells_what_is_wrong(wrong: dict[str, Any], place: str, remedy: str) -> None:
    with pytest.raises(PolicyError) as refused:
        on_call(**wrong)
    (fault,) = refused.value.faults
    assert (fault.place, fault.remedy) == (f"owners.on call.rotation.{place}", remedy)
