"""What a check of the ladder says, and that a ticket with the facts of a witness shows it (E1, E6)."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.ladders import at, policy
from slapolicy import Event, Policy, Ticket
from slapolicy.escalation.checks import ladder_findings
from slapolicy.findings import Finding

OFFICE = {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}
CALENDARS = {
    "office": OFFICE,
    "after hours": {"except": ["24x7", OFFICE]},
    "late": {"tz": "UTC", "hours": {"mon-sun": "00:00-24:00"}},
}
OWNERS = {"desk": "Desk", "night": "Night", "board": "Board"}
FACTS = {"kind": {"one_of": ["bug", "billing"]}}
NIGHT, DAY = at("20:00:00"), at("12:00:00")


def ladder(*levels: Any, rules: Any = (), owners: Any = OWNERS, **settings: Any) -> Policy:
    written = [{"name": f"level {number}", **level} for number, level in enumerate(levels)]
    return policy(
        owners=owners,
        calendars=CALENDARS,
        calendar="office",
        facts=FACTS,
        escalation={"levels": written, "rules": list(rules), **settings},
    )


def seen(rules: Policy, **more: Any) -> list[tuple[str, str, str]]:
    """Each finding: its code, its place inside the escalation, its level."""
    return [
        (each.code, each.place.removeprefix("escalation."), str(each.level)) for each in ladder_findings(rules, **more)
    ]


def only(rules: Policy, code: str, **more: Any) -> Finding:
    (found,) = [each for each in ladder_findings(rules, **more) if each.code == code]
    return found


def owner_of(rules: Policy, facts: Any, created: str) -> str | None:
    return rules.evaluate(Ticket("T-1", [Event("created", created, **facts)]), at=created).owner


BUG = {"when": {"kind": "bug"}, "owner": "desk"}
BILLING = {"when": {"kind": "billing"}, "owner": "board"}


def test_e1_a_ladder_in_which_everybody_finds_somebody_has_no_findings() -> None:
    assert seen(ladder({"owner": "desk"}, {"owner": [BUG, BILLING, {"owner": "night"}]})) == []
    assert seen(policy(escalation=None)) == []


def test_e1_a_combination_without_an_owner_is_found_with_its_facts() -> None:
    """Who is neither a bug nor about billing is without an owner: the fact may be absent."""
    rules = ladder({"owner": [BUG]}, {"owner": [BILLING]})
    found = only(rules, "no-owner")
    assert (found.place, dict(found.witness or {})) == ("escalation.levels", {})
    assert owner_of(rules, found.witness, DAY) is None
    assert seen(rules)[1:] == [
        ("level-without-owner", "levels[0].owner", "warning"),
        ("level-without-owner", "levels[1].owner", "warning"),
    ]


def test_e1_every_kind_with_an_owner_but_one() -> None:
    absent = {"when": {"kind": {"present": False}}, "owner": "night"}
    found = only(ladder({"owner": [BUG, absent]}), "no-owner")
    assert dict(found.witness or {}) == {"kind": "billing"}
    assert seen(ladder({"owner": [BUG, BILLING, absent]})) == []


def test_m2_a_ticket_always_has_a_severity() -> None:
    """Severities are P0, P1 and unclear, and none of them is absent."""
    of = [{"when": {"severity": name}, "owner": "desk"} for name in ("P0", "P1", "unclear")]
    assert seen(ladder({"owner": of})) == []
    found = only(ladder({"owner": of[:2]}), "no-owner")
    assert dict(found.witness or {}) == {"severity": "unclear"}
    absent = [{"id": "r", "when": {"severity": {"present": False}}, "to": "next"}]
    assert seen(ladder({"owner": "desk"}, rules=absent)) == [("never-fires", "rules[0].when", "error")]


def test_m2_without_severities_a_severity_is_any_text() -> None:
    rules = policy(
        severity={}, escalation={"levels": [{"name": "a", "owner": [{"when": {"severity": "P0"}, "owner": "desk"}]}]}
    )
    assert owner_of(rules, only(rules, "no-owner").witness, DAY) is None


def test_e1_hours_that_leave_a_time_out_leave_tickets_without_an_owner() -> None:
    rules = ladder({"owner": [{"during": "office", "owner": "desk"}]})
    found = only(rules, "no-owner")
    assert found.message == "no level has an owner for this ticket while `office` is closed"
    assert (owner_of(rules, found.witness, DAY), owner_of(rules, found.witness, NIGHT)) == ("desk", None)


@pytest.mark.parametrize("second", ["after hours", "late", "always"])
def test_e1_hours_that_leave_no_time_out_do_not(second: str) -> None:
    assert seen(ladder({"owner": [{"during": "office", "owner": "desk"}, {"during": second, "owner": "night"}]})) == []


def test_e1_hours_and_facts_are_looked_at_together() -> None:
    """A bug has somebody at every time; billing only in the office, at another level."""
    owners = [BUG | {"during": "office"}, BUG | {"during": "after hours", "owner": "night"}]
    rules = ladder({"owner": owners}, {"owner": [{"during": "office", "owner": "board"}]})
    found = only(rules, "no-owner")
    assert dict(found.witness or {}) == {}
    assert found.message.endswith("while `office` is closed")
    assert (owner_of(rules, {}, NIGHT), owner_of(rules, {"kind": "bug"}, NIGHT)) == (None, "night")
    assert owner_of(rules, {"kind": "billing"}, DAY) == "board"


def test_e1_a_level_for_some_tickets_counts_only_for_them() -> None:
    rules = ladder({"owner": [BUG]}, {"owner": "board", "when": {"kind": "billing"}})
    found = only(rules, "no-owner")
    assert owner_of(rules, found.witness, DAY) is None


def test_e1_where_no_level_is_for_a_ticket_the_first_one_has_it() -> None:
    rules = ladder({"owner": "desk", "when": {"kind": "bug"}}, {"owner": "board", "when": {"kind": "billing"}})
    assert seen(rules) == [("no-level", "levels", "warning")]
    first = ladder({"owner": [BUG], "when": {"kind": "bug"}}, {"owner": "board", "when": {"kind": "billing"}})
    assert [code for code, *_ in seen(first)] == ["no-owner", "no-level"]
    assert owner_of(first, only(first, "no-owner").witness, DAY) is None


def test_e6_an_empty_level_that_waits_is_an_error() -> None:
    levels = {"owner": [BUG]}, {"owner": "board"}
    assert seen(ladder(*levels)) == [("level-without-owner", "levels[0].owner", "warning")]
    assert seen(ladder(*levels, empty="wait")) == [("level-without-owner", "levels[0].owner", "error")]
    assert (
        only(ladder(*levels, empty="wait"), "level-without-owner").message == "nobody is named here: the ticket waits"
    )


def test_e6_a_level_that_can_never_have_an_owner() -> None:
    rules = ladder({"owner": [BUG], "when": {"kind": "billing"}}, {"owner": "board"})
    assert seen(rules) == [("never-owned", "levels[0].owner", "error")]


def test_e1_a_level_that_is_never_there() -> None:
    never = {"owner": "desk", "when": {"all": [{"kind": "bug"}, {"kind": "billing"}]}}
    assert seen(ladder({"owner": "board"}, never)) == [("never-there", "levels[1].when", "error")]
    waits = [{"id": "r", "unresolved": "1 hour", "level": "level 1", "to": "next"}]
    assert seen(ladder({"owner": "board"}, never, rules=waits))[1:] == [("never-fires", "rules[0].level", "error")]


def test_e1_an_owner_who_is_never_chosen() -> None:
    assert seen(ladder({"owner": [{"owner": "desk"}, BUG]})) == [("never-chosen", "levels[0].owner[1]", "warning")]
    day = {"during": "office", "owner": "desk"}
    assert seen(ladder({"owner": [day, day | {"owner": "night"}, {"owner": "board"}]})) == [
        ("never-chosen", "levels[0].owner[1]", "warning")
    ]
    assert seen(ladder({"owner": [day, {"owner": "night"}]})) == []


def test_e2_a_rule_that_never_fires() -> None:
    rules = [
        {"id": "a", "when": {"kind": ["bug", "billing"]}, "to": "next"},
        {"id": "b", "when": {"all": [{"kind": "bug"}, {"kind": {"not": "bug"}}]}, "to": "next"},
        {"id": "c", "unresolved": "1 hour", "level": "level 0", "to": "next"},
    ]
    assert seen(ladder({"owner": "desk"}, rules=rules)) == [("never-fires", "rules[1].when", "error")]


def turns(**more: Any) -> dict[str, Any]:
    rotation = {"participants": ["Ada"], "every": "1 week", "starts": "2026-01-05 09:00", "tz": "UTC", **more}
    return OWNERS | {"night": {"rotation": rotation}, "unused": {"rotation": rotation}}


def test_e6_the_gaps_of_people_who_take_turns_are_found_where_they_are_asked_for() -> None:
    """From 8 to 18 on weekdays: the week from Monday to Monday has six gaps, of 8, 4 x 14 and 54 hours."""
    rules = ladder({"owner": "night"}, owners=turns(restrictions={"mon-fri": "08:00-18:00"}))
    assert seen(rules) == []
    week = ("2026-03-02T00:00Z", "2026-03-09T00:00Z")
    found = only(rules, "rotation-gap", between=week)
    assert found.place == "owners.night.rotation"
    assert found.message == (
        "nobody is on duty for `night`, 6 times, 4 days, 22:00:00 in all; "
        "first from 2026-03-02T00:00:00+00:00 to 2026-03-02T08:00:00+00:00"
    )
    night = ("2026-03-02T20:00Z", "2026-03-02T22:00Z")
    assert only(rules, "rotation-gap", between=night).message == (
        "nobody is on duty for `night`; first from 2026-03-02T20:00:00+00:00 to 2026-03-02T22:00:00+00:00"
    )
    assert seen(ladder({"owner": "night"}, {"owner": "desk"}, owners=turns()), between=week) == []
    assert seen(policy(owners={}), between=week) == []


def test_m4_past_the_bound_of_work_a_check_says_that_it_does_not_know() -> None:
    found = seen(ladder({"owner": [BUG, BILLING]}), effort=0)
    assert found
    assert {(code, level) for code, _, level in found} == {("undecided", "note")}


def test_e1_many_calendars_are_asked_together() -> None:
    """Seven calendars, one for each day: together they leave no time out."""
    days = {
        day: {"tz": "UTC", "hours": {day: "00:00-24:00"}} for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    }
    owners = [{"during": day, "owner": "desk"} for day in days]
    level = {"name": "desk", "owner": owners}
    assert seen(policy(calendars=days, calendar="mon", escalation={"levels": [level]})) == []
    less = {"name": "desk", "owner": owners[1:]}
    assert only(policy(calendars=days, calendar="mon", escalation={"levels": [less]}), "no-owner")


# -- the law

CONDITIONS = st.sampled_from([{}, {"kind": "bug"}, {"kind": {"not": "bug"}}, {"vip": True}, {"vip": {"not": True}}])
OWNER_RULES = st.tuples(CONDITIONS, st.sampled_from([None, "office", "after hours"]), st.sampled_from([*OWNERS]))
WORLD = st.lists(st.tuples(CONDITIONS, st.lists(OWNER_RULES, min_size=1, max_size=3)), min_size=1, max_size=3)
EVERY = [
    {fact: given for fact, given in (("kind", kind), ("vip", vip)) if given is not None}
    for kind, vip in product([None, "bug", "billing"], [None, True, False])
]


@given(world=WORLD)
def test_a_check_finds_a_ticket_without_an_owner_exactly_where_there_is_one(world: Any) -> None:
    """E1: every combination of facts, by day and by night, is decided; the witness of a finding is one of them."""
    levels = []
    for when, owners in world:
        written = [{"when": held, "owner": who} | ({"during": hours} if hours else {}) for held, hours, who in owners]
        levels.append({"when": when, "owner": written})
    rules = ladder(*levels)
    without = [facts for facts in EVERY if None in (owner_of(rules, facts, DAY), owner_of(rules, facts, NIGHT))]
    found = [dict(each.witness or {}) for each in ladder_findings(rules) if each.code == "no-owner"]
    assert bool(found) is bool(without)
    assert all(facts in without for facts in found)
