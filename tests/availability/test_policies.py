"""Availability as a part of a policy: calendars by name, text and back, faults in their places (O4, P1-P3)."""

from datetime import timedelta
from typing import Any

import pytest

from slapolicy import ALWAYS, Outage, Policy, PolicyError

OFFICE = {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}


def policy(**goals: Any) -> Policy:
    return Policy.from_dict({"name": "n", "calendars": {"office": OFFICE}, "availability": goals})


def test_o4_a_policy_s_promises_count_by_its_calendars() -> None:
    """A Friday afternoon from 16:00 on: an hour of the desk, and eight of the shop by midnight."""
    held = policy(
        desk={"goal": "99%", "per": "7 days", "calendar": "office"},
        shop={"goal": "99.9%", "tz": "Europe/Zurich"},
        around={"goal": "99%", "per": "7 days", "calendar": "always"},
    )
    assert list(held.availability) == ["desk", "shop", "around"]
    assert held.availability["around"].calendar == ALWAYS
    down = [Outage("2026-04-10T16:00Z")]
    lost = {name: each.report(down, at="2026-04-11T00:00Z").downtime for name, each in held.availability.items()}
    assert lost == {"desk": timedelta(hours=1), "shop": timedelta(hours=8), "around": timedelta(hours=8)}


def test_o4_a_policy_without_promises_has_none() -> None:
    assert dict(Policy.from_dict({"name": "n"}).availability) == {}


def test_p2_promises_come_back_from_text() -> None:
    held = policy(
        desk={"goal": "99.50 %", "per": "720 hours", "calendar": "office"}, shop={"goal": "100%", "tz": "UTC"}
    )
    assert held.to_dict()["availability"] == {
        "desk": {"goal": "99.5%", "per": "30 days", "calendar": "office"},
        "shop": {"goal": "100%", "tz": "UTC"},
    }
    for again in (Policy.from_json(held.to_json()), Policy.from_yaml(held.to_yaml())):
        assert again == held
        assert again.fingerprint == held.fingerprint


def test_p1_a_promise_is_part_of_the_meaning() -> None:
    def month(goal: str) -> str:
        return policy(shop={"goal": goal, "tz": "UTC"}).fingerprint

    assert month("99.9%") == month("99.900%")
    assert month("99.9%") != month("99.95%")


def test_p3_faults_of_promises_have_their_places() -> None:
    with pytest.raises(PolicyError) as refused:
        policy(desk={"goal": "99%", "per": "7 days", "calendar": "ofice"}, shop={"gaol": "99%", "tz": "UTC"})
    told = [(fault.place, fault.code, fault.remedy) for fault in refused.value.faults]
    assert told == [
        ("availability.desk.calendar", "unknown-calendar", "write `office`"),
        ("availability.shop.gaol", "unknown-key", "write `goal`"),
        ("availability.shop.goal", "missing-key", ""),
    ]


def test_p2_the_schema_of_a_policy_has_its_keys() -> None:
    schema = Policy.json_schema()
    assert "availability" in schema["properties"]
    assert set(schema["$defs"]["AvailabilityGoal"]["properties"]) == {"goal", "per", "tz", "calendar"}
