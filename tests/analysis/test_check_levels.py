"""Levels that no ticket comes to by itself (E2, E5, E6)."""

from typing import Any

import pytest

from analysis.paper import OFFICE, found, policy
from slapolicy import Event, Policy, Ticket
from slapolicy.analysis import check
from twin.check_shown import shows

DESK, LEAD, BOARD = ({"name": name, "owner": name} for name in ("desk", "lead", "board"))
ASKED = {"id": "asked", "on": "asked"}
TURNS = {"participants": ["Ada"], "every": "1 week", "starts": "2026-01-05 09:00", "tz": "UTC"}


def ladder(*levels: Any, rules: Any = (), owners: Any = None, **more: Any) -> Policy:
    escalation = {"levels": list(levels), "rules": list(rules), **more}
    return policy(calendars={"office": OFFICE}, calendar="office", owners=owners or {}, escalation=escalation)


def unreached(rules: Policy) -> list[str]:
    return [each.place for each in check(rules) if each.code == "never-reached"]


def test_e2_levels_to_which_no_rule_leads() -> None:
    """A ticket stays at the first one for ever; an event takes it further."""
    rules = ladder(DESK, LEAD, BOARD)
    assert found(rules) == [
        ("never-reached", "escalation.levels[1]", "note"),
        ("never-reached", "escalation.levels[2]", "note"),
    ]
    created = Event("created", "2026-03-06T10:00Z")
    assert [step.level for step in rules.rehearse(Ticket("T-1", [created]), at="2026-03-06T10:00Z").steps] == ["desk"]
    by_hand = Ticket("T-1", [created, Event("escalated", "2026-03-06T11:00Z", level="board")])
    assert rules.evaluate(by_hand, at="2026-03-06T11:00Z").level == "board"


@pytest.mark.parametrize(
    ("levels", "more", "places"),
    [
        ([DESK, LEAD, BOARD], {"rules": [ASKED | {"to": "board"}]}, ["escalation.levels[1]"]),
        ([DESK, LEAD, BOARD], {"rules": [ASKED | {"to": "lead"}]}, []),
        ([DESK, LEAD, BOARD], {"rules": [ASKED | {"to": "next"}]}, []),
        (
            [DESK, LEAD, BOARD],
            {"rules": [ASKED | {"notify": "board"}]},
            ["escalation.levels[1]", "escalation.levels[2]"],
        ),
        ([DESK | {"respond": "1 hour"}, LEAD], {}, []),
        ([DESK | {"when": {"vip": True}}, LEAD, BOARD], {}, ["escalation.levels[2]"]),
        ([DESK | {"owner": [{"during": "office", "owner": "desk"}]}, LEAD, BOARD], {}, ["escalation.levels[2]"]),
        (
            [DESK | {"owner": [{"during": "office", "owner": "desk"}]}, LEAD],
            {"empty": "wait"},
            ["escalation.levels[1]"],
        ),
        ([DESK, LEAD], {"owners": {"desk": {"rotation": TURNS}, "lead": "Lead"}}, []),
        ([DESK, LEAD], {"rules": [ASKED | {"to": "desk"}]}, ["escalation.levels[1]"]),
        ([DESK], {}, []),
    ],
)
def test_e5_e6_what_leads_to_a_level_or_past_one(levels: Any, more: Any, places: list[str]) -> None:
    """A rule that names it, or goes to the next one; a level below that is for some tickets, or has nobody at times."""
    assert unreached(ladder(*levels, **more)) == places


def test_e1_without_a_ladder_there_are_no_levels() -> None:
    assert found(policy()) == []


NIGHT = {"tz": "Europe/Zurich", "hours": {"mon": "00:00-09:00"}}
"""Open until the office opens on Monday, 8 January 2024, so that both are closed from 17:00 on."""
MONDAY = {
    "night": "2024-01-08 00:00:00+00:00",
    "morning": "2024-01-08 08:00:00+00:00",
    "evening": "2024-01-08 16:00:00+00:00",
}


def in_turn(first: Any, second: Any) -> Policy:
    """A level for the office hours, and one for the night before."""
    day, night = ({"owner": [{"during": name, "owner": name}], "name": name} for name in ("office", "night"))
    return policy(calendars={"office": OFFICE, "night": NIGHT}, escalation={"levels": [day | first, night | second]})


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({}, {}, [("", {}, "evening"), ("[0].owner", {}, "night"), ("[1].owner", {}, "morning")]),
        (
            {"when": {"vip": True}},
            {"when": {"vip": {"not": True}}},
            [("", {}, "morning"), ("[0].owner", {"vip": True}, "night"), ("[1].owner", {}, "morning")],
        ),
        (
            {"when": {"vip": True}},
            {"when": {"kind": "bug"}},
            [
                ("", {}, "night"),
                ("", {}, "night"),
                ("[0].owner", {"vip": True}, "night"),
                ("[1].owner", {"kind": "bug"}, "morning"),
            ],
        ),
    ],
)
def test_e6_when_nobody_is_there(first: Any, second: Any, expected: list[Any]) -> None:
    """At any level that is for the ticket, else at the first one, which has what no level is for; or at one level."""
    rules = in_turn(first, second)
    findings = [each for each in check(rules) if each.witness is not None]
    assert [
        (each.place.removeprefix("escalation.levels"), dict(each.witness or {}), str(each.at)) for each in findings
    ] == [(place, facts, MONDAY[at]) for place, facts, at in expected]
    assert all(shows(rules, each) for each in findings)


def test_e1_who_is_missed_at_any_time() -> None:
    """Where no calendar has to be closed, no instant is needed to show it."""
    owner = [{"when": {"vip": True}, "owner": "desk"}]
    assert [(each.code, each.at) for each in check(ladder(DESK | {"owner": owner}))] == [
        ("no-owner", None),
        ("level-without-owner", None),
    ]


def test_e1_who_is_there_around_the_clock_is_not_missed() -> None:
    """The first level has a ticket that no level is for, by `always`, at any time."""
    owner = [{"during": "always", "owner": "desk"}]
    rules = ladder(DESK | {"when": {"vip": True}, "owner": owner})
    (finding,) = check(rules)
    assert (finding.code, finding.at) == ("no-level", None)
    assert shows(rules, finding)
