"""What a check of the ladder says of hours: calendars that are closed together, and people who take turns (E1, E6)."""

from typing import Any

import pytest

from escalation.checked import BILLING, BUG, CALENDARS, LEVELS, OWNERS, during, found, ladder
from escalation.ladders import policy
from slapolicy import Policy
from slapolicy._model import FrozenMap
from slapolicy.findings import Finding, FindingLevel


def closed(rules: Policy) -> list[tuple[str, str]]:
    """Each finding without its place and remedy: what it says."""
    return [(finding.code, finding.message) for finding in found(rules)]


# Calendars


def test_e1_the_calendars_that_are_closed_are_named() -> None:
    one, two = "no level has an owner for this ticket while {}", "nobody is named here while {}: the level is skipped"
    assert closed(ladder(during("day"))) == [
        ("no-owner", one.format("`day` is closed")),
        ("level-without-owner", two.format("`day` is closed")),
    ]
    assert closed(ladder(during("day", "night"))) == [
        ("no-owner", one.format("`day`, `night` are closed")),
        ("level-without-owner", two.format("`day`, `night` are closed")),
    ]


def test_e1_a_calendar_that_is_always_open_needs_no_other() -> None:
    assert found(ladder(during("all day"))) == []


def test_e1_each_level_is_asked_about_its_own_calendars() -> None:
    """Morning and the rest, or the day and the rest: each level is always open, whatever another one names."""
    shifts = during("morning", "day", "night")
    assert found(ladder(shifts, during("night", "not at night"), during("all day"))) == []
    assert closed(ladder(shifts, during("morning", "day"))) == [
        ("level-without-owner", "nobody is named here while `morning`, `day` are closed: the level is skipped")
    ]


def test_e1_where_no_level_is_for_a_ticket_the_hours_are_those_of_the_first_one() -> None:
    rules = ladder(during("day") | {"when": {"kind": "bug"}}, during("all day") | {"when": {"kind": "billing"}})
    no_owner, no_level, _ = found(rules)
    assert (no_owner.witness, no_level.witness) == (FrozenMap({}), FrozenMap({}))
    assert no_owner.message == "no level has an owner for this ticket while `day` is closed"


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEK = CALENDARS | {day: {"tz": "UTC", "hours": {day: "00:00-24:00"}} for day in DAYS}


def beside_shifts(*days: str) -> list[Finding]:
    """The findings of a ladder of three shifts that leave no time out, with a second level of some days."""
    levels = [{"name": "shifts", **during("morning", "day", "night")}, {"name": "some", **during(*days)}]
    return found(policy(owners=OWNERS, calendars=WEEK, calendar="day", escalation={"levels": levels}))


def test_e1_a_level_that_leaves_a_time_out_beside_one_that_does_not() -> None:
    """Six calendars, and nine."""
    for days in (DAYS[:3], DAYS[:6]):
        (empty,) = beside_shifts(*days)
        assert (empty.code, empty.path) == ("level-without-owner", (*LEVELS, 1, "owner"))


def test_e1_of_many_calendars_each_level_is_asked_about_its_own() -> None:
    """Ten calendars: three of them leave no time out, and so do the other seven."""
    assert beside_shifts(*DAYS) == []


def test_e1_of_three_shifts_one_that_is_for_some_tickets_leaves_the_others_without_an_owner() -> None:
    """In the morning nobody has what is no bug."""
    owners = [BUG | {"during": "morning"}, *during("day", "night")["owner"]]
    no_owner, empty = found(ladder({"owner": owners}))
    assert (no_owner.code, empty.code) == ("no-owner", "level-without-owner")
    assert no_owner.witness == FrozenMap({})
    assert no_owner.message.endswith(" while `day`, `night` are closed")
    every = [BUG | {"during": "morning"}, BILLING | {"during": "morning"}, *owners[1:]]
    nothing = {"when": {"kind": {"present": False}}, "during": "morning", "owner": "board"}
    assert found(ladder({"owner": [*every, nothing]})) == []


def test_e1_of_the_calendars_of_a_level_some_may_leave_no_time_out() -> None:
    """Six of them: bugs are for somebody else on three days, and all the rest has the shifts.

    Written the other way round, the shifts have all there is, and nothing ever comes to the three.
    """
    days, shifts = [BUG | {"during": day} for day in DAYS[:3]], during("morning", "day", "night")["owner"]

    def of(owners: list[Any]) -> list[Finding]:
        level = {"name": "shifts", "owner": owners}
        return found(policy(owners=OWNERS, calendars=WEEK, calendar="day", escalation={"levels": [level]}))

    assert of([*days, *shifts]) == []
    told = [(finding.code, finding.path) for finding in of([*shifts, *days])]
    assert told == [("never-chosen", (*LEVELS, 0, "owner", place)) for place in (3, 4, 5)]


# People who take turns


def turns(**hours: str) -> dict[str, Any]:
    week = {"participants": ["Ada"], "every": "1 week", "starts": "2026-01-05 00:00", "tz": "UTC"}
    return {"rotation": week | ({"restrictions": hours} if hours else {})}


WEEKEND = ("2026-03-07T00:00Z", "2026-03-09T00:00Z")  # Saturday and Sunday


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ({"sat": "00:00-24:00"}, "nobody is on duty for `b`; first from 2026-03-08T00:00:00+00:00 to {monday}"),
        (
            {"sat": "12:00-24:00", "sun": "00:00-12:00"},
            "nobody is on duty for `b`, 2 times, 1 day, 0:00:00 in all; "
            "first from 2026-03-07T00:00:00+00:00 to 2026-03-07T12:00:00+00:00",
        ),
    ],
)
def test_e6_gaps_of_each_rotation_that_a_level_names(hours: dict[str, str], told: str) -> None:
    """The first of the two is always there, and that of a role has no gaps."""
    levels = [{"name": name, "owner": name} for name in ("role", "a", "b")]
    rules = policy(owners={"role": "Role", "a": turns(), "b": turns(**hours)}, escalation={"levels": levels})
    (gap,) = found(rules, between=WEEKEND)
    assert (gap.code, gap.level, gap.path) == ("rotation-gap", FindingLevel.WARNING, ("owners", "b", "rotation"))
    assert gap.message == told.format(monday="2026-03-09T00:00:00+00:00")
    assert gap.remedy == "add a layer, or an override"
    assert f"first from {gap.at.isoformat() if gap.at else None} to" in gap.message
