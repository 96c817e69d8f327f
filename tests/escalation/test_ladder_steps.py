"""Every step of a ladder, whole: by what, why, where to, to whom, who is told (E2, E3, E5, E6)."""

from typing import Any

import pytest

from escalation.ladders import at, policy, ticket
from slapolicy import Event, Policy
from slapolicy.escalation import LevelKind, Step

OWNERS = {name: {"name": name.title()} for name in ("desk", "night", "board", "vendor")}
SHIFTS = {"participants": ["Ada", "Grace"], "every": "12 hours", "starts": "2026-03-02 06:00", "tz": "UTC"}
SILENT = {"id": "silent", "unacknowledged": "15 minutes", "to": "next", "notify": "board", "page": ["desk", "night"]}


def ladder(*rules: dict[str, Any], levels: Any = ("desk", "night", "board"), **settings: Any) -> Policy:
    """A level may be a name only; the night is a rotation of two people."""
    written = [{"name": level, "owner": level} if isinstance(level, str) else level for level in levels]
    owners = OWNERS | {"night": {"rotation": SHIFTS}}
    return policy(owners=owners, escalation={"levels": written, "rules": list(rules), **settings})


def steps(rules: Policy, *events: Event, **facts: object) -> list[Step]:
    """Every step, also those ahead, of a ticket that is asked about when its last event comes."""
    lived = ticket(*events, **facts)
    decision = rules.evaluate(lived, at=lived.events[-1].at)
    return [*decision.steps, *decision.ahead]


def step(clock: str, rule: str, reason: str, level: str, owner: str | None, **more: Any) -> Step:
    return Step(ticket(Event("x", at(clock))).events[-1].at, rule, reason, level, owner, **more)


FIRST = step("09:00:00", "created", "the ticket's first owner", "desk", "desk")


# By hand


@pytest.mark.parametrize("facts", [{}, {"level": "night"}, {"level": "nothing is called so"}])
def test_e2_a_step_by_hand_says_so(facts: dict[str, str]) -> None:
    """To the next level, to the named one, and to the next where nothing has the name."""
    by_hand = step("10:00:00", "escalated", "by hand", "night", "night")
    assert steps(ladder(), Event("escalated", at("10:00:00"), **facts)) == [FIRST, by_hand]


def test_e2_by_hand_down_is_a_step_like_up_and_keeps_no_kind() -> None:
    levels = [{"name": "desk", "owner": "desk", "kind": "functional"}, {"name": "board", "owner": "board"}]
    up, down = Event("escalated", at("10:00:00")), Event("escalated", at("11:00:00"), level="desk")
    assert steps(ladder(levels=levels), up, down)[1:] == [
        step("10:00:00", "escalated", "by hand", "board", "board"),
        step("11:00:00", "escalated", "by hand", "desk", "desk"),
    ]


def test_e2_by_hand_to_a_level_of_nobody_goes_to_the_one_above_and_names_it() -> None:
    """Nobody is on duty at night before six in the evening."""
    later = policy(
        owners=OWNERS | {"night": {"rotation": SHIFTS | {"starts": "2026-03-02 18:00"}}},
        escalation={"levels": [{"name": name, "owner": name} for name in ("desk", "night", "board")]},
    )
    asked = Event("escalated", at("10:00:00"), level="night")
    reason = "by hand; nobody is on duty at night"
    assert steps(later, asked)[1:] == [
        step("10:00:00", "escalated", reason, "board", "board", skipped=("night",)),
    ]


def test_e1_by_hand_to_a_level_that_is_not_there_is_told_and_moves_nothing() -> None:
    vendor = {"name": "vendor", "owner": "vendor", "when": {"component": "storage"}}
    asked = Event("escalated", at("10:00:00"), level="vendor")
    reason = "by hand; vendor is not for this ticket"
    assert steps(ladder(levels=["desk", vendor]), asked)[1:] == [step("10:00:00", "escalated", reason, "desk", "desk")]


def test_e5_by_hand_past_the_last_level_is_the_end() -> None:
    up = [Event("escalated", at(clock)) for clock in ("10:00:00", "11:00:00")]
    end = step("11:00:00", "escalated", "by hand; no level is left", "board", "board", exhausted=True)
    assert steps(ladder(levels=["desk", "board"]), *up)[2:] == [end]


def test_e3_an_assignment_is_a_step_to_a_person() -> None:
    assigned = Event("assigned", at("09:05:00"), owner="ada")
    assert steps(ladder(), assigned)[1:] == [step("09:05:00", "assigned", "assigned to ada", "desk", "ada")]


# By rules


def test_e2_a_step_up_tells_whom_its_rule_notifies_and_pages() -> None:
    levels = ["desk", {"name": "night", "owner": "night", "kind": "hierarchic"}]
    told = {"notify": ("board",), "page": ("desk", "night")}
    silent = "not acknowledged for 15 minutes"
    assert steps(ladder(SILENT, levels=levels)) == [
        FIRST,
        step(
            "09:15:00",
            "silent",
            f"{silent}; hierarchic: a higher authority",
            "night",
            "night",
            kind=LevelKind.HIERARCHIC,
            **told,
        ),
        step("09:30:00", "silent", f"{silent}; no level is left", "night", "night", exhausted=True, **told),
    ]


@pytest.mark.parametrize("key", ["notify", "page"])
def test_e1_a_rule_to_a_level_that_is_not_there_still_tells_people(key: str) -> None:
    vendor = {"name": "vendor", "owner": "vendor", "when": {"component": "storage"}}
    rule = {"id": "outage", "when": {"outage": True}, "to": "vendor", key: "board"}
    reason = "outage is yes; vendor is not for this ticket"
    told = {key: ("board",)}
    assert steps(ladder(rule, levels=["desk", vendor]), outage=True) == [
        FIRST,
        step("09:00:00", "outage", reason, "desk", "desk", **told),
    ]


@pytest.mark.parametrize("key", ["notify", "page"])
def test_e3_a_rule_that_only_tells_people_is_a_step_without_a_move(key: str) -> None:
    rule = {"id": "vip", "when": {"vip": True}, key: "board"}
    told = {key: ("board",)}
    assert steps(ladder(rule), vip=True) == [FIRST, step("09:00:00", "vip", "vip is yes", "desk", "desk", **told)]


def test_e2_a_rule_to_a_level_of_people_who_take_turns() -> None:
    rule = {"id": "vip", "when": {"vip": True}, "to": "night"}
    assert steps(ladder(rule), vip=True) == [FIRST, step("09:00:00", "vip", "vip is yes", "night", "night")]


def test_e5_who_is_assigned_is_no_longer_when_the_level_is_entered_anew() -> None:
    """A pass begins again at the desk at 09:30; the person of 09:20 was for the level of then."""
    rule = SILENT | {"passes": 2}
    found = steps(ladder(rule, levels=["desk", "board"]), Event("assigned", at("09:20:00"), owner="ada"))
    assert [(each.level, each.owner, each.exhausted) for each in found] == [
        ("desk", "desk", False),
        ("board", "board", False),
        ("board", "ada", False),
        ("desk", "desk", False),
        ("board", "board", False),
        ("board", "board", True),
    ]


@pytest.mark.parametrize("key", ["notify", "page"])
def test_e5_a_rule_to_where_the_ticket_is_or_was_still_tells_people(key: str) -> None:
    rule = {"id": "vip", "when": {"vip": True}, "to": "desk", key: "board"}
    told = {key: ("board",)}
    assert steps(ladder(rule), vip=True)[1:] == [step("09:00:00", "vip", "vip is yes", "desk", "desk", **told)]
    up, vip = Event("escalated", at("09:30:00")), Event("changed", at("10:00:00"), vip=True)
    assert steps(ladder(rule), up, vip)[2:] == [step("10:00:00", "vip", "vip is yes", "night", "night", **told)]


def test_e6_every_level_that_was_passed_over_is_named() -> None:
    never = {"rotation": SHIFTS | {"starts": "2199-01-01 00:00"}}
    levels = [{"name": name, "owner": name} for name in ("desk", "night", "vendor", "board")]
    empty = policy(owners=OWNERS | {"night": never, "vendor": never}, escalation={"levels": levels})
    reason = "by hand; nobody is on duty at night, vendor"
    assert steps(empty, Event("escalated", at("10:00:00")))[1:] == [
        step("10:00:00", "escalated", reason, "board", "board", skipped=("night", "vendor")),
    ]


def test_e2_the_first_level_of_another_pass_is_not_told_as_a_step_up() -> None:
    """The two lowest levels are not for this ticket: each pass begins at the third."""
    below = [{"name": name, "owner": "desk", "when": {"plan": "pro"}} for name in ("first", "second")]
    levels = [*below, {"name": "third", "owner": "desk", "kind": "functional"}, "board"]
    found = steps(ladder(SILENT | {"passes": 2}, levels=levels))
    assert [(each.level, each.kind) for each in found] == [
        *(("third", None), ("board", None)),
        *(("third", None), ("board", None)),
        ("board", None),
    ]
