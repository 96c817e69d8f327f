"""A decision and a policy as plain data: exact types of JSON, with no object of this library inside (P6, E3, T1)."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from decisions.paper import AWAY, WAITS, policy
from slapolicy import Event, Policy, Ticket
from slapolicy.calendars import DayEnds
from slapolicy.decisions.machine_form import machine_form, plain_data

PLAIN = (dict, list, str, int, bool, type(None))


def parts(plain: Any) -> Iterator[Any]:
    """Every value and every key, at any depth."""
    yield plain
    if isinstance(plain, dict):
        yield from plain
        plain = list(plain.values())
    if isinstance(plain, list):
        for each in plain:
            yield from parts(each)


def paused() -> dict[str, Any]:
    """A clock that was paused once, in a decision that has every kind of value."""
    target = {"within": "6 business hours", "warn": ["50%"], "strict": True, **WAITS}
    ticket = Ticket("T-1", [Event("created", "2026-04-02T10:00:00+02:00"), *AWAY])
    return policy(**target).evaluate(ticket, at="2026-04-07T15:00:00+02:00").to_dict()


def test_p6_every_value_is_a_type_of_json_and_no_other() -> None:
    """A state or a verdict is a text, and no member of an enum that looks like one."""
    plain = paused()
    assert {type(each) for each in parts(plain)} <= set(PLAIN)
    assert json.loads(json.dumps(plain)) == plain
    clock = plain["clocks"]["x"]
    assert (clock["state"], clock["verdict"], clock["day_ends"]) == ("running", "open", "same_time")


def test_p6_every_stretch_has_both_its_ends() -> None:
    """One hour on Thursday, and since Tuesday 14:00 without an end."""
    assert paused()["clocks"]["x"]["stretches"] == [
        {"start": "2026-04-02T10:00:00+02:00", "end": "2026-04-02T11:00:00+02:00", "zone": "Europe/Zurich"},
        {"start": "2026-04-07T14:00:00+02:00", "end": None, "zone": "Europe/Zurich"},
    ]


def test_p6_a_policy_as_a_document_holds_texts_and_no_members_of_enums() -> None:
    document = Policy.from_dict(
        {
            "name": "paper",
            "severity": {"levels": ["P0", "P1"], "combine": "first", "rules": [{"when": {"a": 1}, "then": "P0"}]},
            "targets": {"x": {"stop": "resolved", "within": "1 business day", "day_ends": "close", "calendar": "c"}},
            "calendars": {"c": "24x7"},
        }
    ).to_dict()
    assert {type(each) for each in parts(document)} <= set(PLAIN)
    assert (document["severity"]["combine"], document["targets"]["x"]["day_ends"]) == ("first", "close")


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (date(2026, 4, 2), "2026-04-02"),
        (timedelta(minutes=-90), "-PT1H30M"),
        ((1, True, None), [1, True, None]),
        ({1: {"a": ("b",)}}, {"1": {"a": ["b"]}}),
    ],
)
def test_p6_values_of_any_depth(value: Any, form: Any) -> None:
    assert machine_form(value) == form


def test_p6_what_a_model_dumps_keeps_its_numbers() -> None:
    """T2: a decimal stays exact, a member of an enum is its text."""
    dumped = {"over": [Decimal("0.50")], "day_ends": (DayEnds.CLOSE,)}
    plain = plain_data(dumped)
    assert plain == {"over": [Decimal("0.50")], "day_ends": ["close"]}
    assert type(plain["day_ends"][0]) is str
