"""The escalation paths of `teamflow`: who has a ticket, from when on, and who is called (TEAM-2, TEAM-3, TEAM-14).

The ticket comes on a Saturday at 02:00. Times on paper: the limit of the escalation, then 4, 2 and 1 hours.
"""

from datetime import datetime

import pytest

from catalog.teamflow_desk import POLICY, SECOND, START, around, created, decide, later, rehearse
from slapolicy import Event, Ticket
from slapolicy.catalog import teamflow
from slapolicy.escalation.checks import ladder_findings

L1, L2, L3, L4 = "first-line support", "senior support", "management", "executive"


def to(level: str, minutes: int = 5) -> Event:
    """An escalation by hand to a level."""
    return Event("escalated", later(minutes=minutes), level=level)


def way(*events: Event, at: datetime = START) -> list[tuple[str, str, str | None]]:
    """Each level that a ticket reaches, with the time and the owner, if nobody acts."""
    found: list[tuple[str, str, str | None]] = []
    for step in rehearse(*events, at=at).steps:
        if not found or found[-1][1] != step.level:
            found.append((f"{step.at:%a %H:%M}", step.level, step.owner))
    return found


# -- TEAM-2: the time at each level


@pytest.mark.parametrize("plan", ["basic", "pro", "enterprise"])
@pytest.mark.parametrize(("level", "hours", "above"), [(L2, 4, L3), (L3, 2, L4)])
def test_team_2_without_a_response_in_time_the_next_level_has_it(plan: str, level: str, hours: int, above: str) -> None:
    first = (created(plan=plan, technical="core bug"), to(level))
    due = later(hours=hours, minutes=5)
    assert [decide(*first, at=at).level for at in around(due)] == [level, above, above]
    answered = [decide(*first, Event("acknowledged", at), at=due + SECOND).level for at in around(due)]
    assert answered == [level, level, above]


@pytest.mark.parametrize("plan", ["basic", "pro", "enterprise"])
def test_team_2_after_an_hour_without_a_response_at_level_4_no_level_is_left(plan: str) -> None:
    first = (created(plan=plan), to(L4))
    due = later(hours=1, minutes=5)
    assert [decide(*first, at=at).exhausted for at in around(due)] == [False, True, True]
    answered = [decide(*first, Event("acknowledged", at), at=due + SECOND).exhausted for at in around(due)]
    assert answered == [False, False, True]


def test_team_2_an_enterprise_ticket_that_nobody_takes() -> None:
    """An hour to escalate, then 4, 2 and 1 hours."""
    first = created(plan="enterprise", area="technical")
    assert way(first) == [
        ("Sat 02:00", L1, "technical support agent"),
        ("Sat 03:00", L2, "senior technical specialist"),
        ("Sat 07:00", L3, "engineering manager"),
        ("Sat 09:00", L4, "vp customer success"),
    ]
    last = rehearse(first).steps[-1]
    assert (last.at, last.exhausted) == (later(hours=8), True)


@pytest.mark.parametrize("plan", ["basic", "pro"])
def test_team_2_level_2_is_another_skill_and_the_ones_above_are_a_higher_authority(plan: str) -> None:
    first = created(plan=plan, area="technical")
    kinds = [str(step.kind) for step in decide(first, at=START).ahead if step.kind]
    assert kinds == ["functional", "hierarchic", "hierarchic"]


# -- TEAM-3: owners by level and kind of issue


@pytest.mark.parametrize(
    ("area", "first_line", "senior"),
    [
        ("technical", "technical support agent", "senior technical specialist"),
        ("billing", "billing agent", "billing manager"),
        ("product", "product information agent", "product manager"),
        (None, "technical support agent", "senior technical specialist"),
    ],
)
def test_team_3_levels_1_and_2(area: str | None, first_line: str, senior: str) -> None:
    """A Pro ticket has 8 hours at level 1."""
    first = created(plan="pro", area=area)
    assert way(first)[:2] == [("Sat 02:00", L1, first_line), ("Sat 10:00", L2, senior)]
    owned = ["response", "immediate escalation", "priority escalation", "standard escalation"]
    clocks = decide(first, at=START).clocks
    assert {clocks[name].owner for name in owned} == {first_line}
    assert clocks["unresolved technical problem"].owner == "technical support agent"


@pytest.mark.parametrize(
    ("facts", "management", "executive"),
    [
        ({"outage": "api"}, "engineering manager", "cto"),
        ({"security": "data breach"}, "engineering manager", "cto"),
        ({"area": "technical"}, "engineering manager", "cto"),
        ({"area": "technical", "satisfaction": "formal complaint"}, "support manager", "cto"),
        ({"satisfaction": "asks for management"}, "support manager", "vp customer success"),
        ({"area": "product"}, "support manager", "vp customer success"),
        ({"area": "billing"}, "finance director", "vp customer success"),
        ({"area": "billing", "satisfaction": "negative feedback"}, "support manager", "vp customer success"),
        ({"refund": 501}, "finance director", "vp customer success"),
        ({"financial": "contract change"}, "finance director", "vp customer success"),
        ({"financial": "revenue recognition"}, "finance director", "vp customer success"),
        ({"finance": "international tax"}, "finance director", "vp customer success"),
        ({"area": "technical", "plan": "enterprise"}, "engineering manager", "vp customer success"),
        ({"area": "technical", "contract_value": 50001}, "engineering manager", "vp customer success"),
        ({"area": "technical", "fortune_500": True}, "engineering manager", "vp customer success"),
        ({"area": "technical", "account": "churn risk"}, "engineering manager", "vp customer success"),
        ({"plan": "enterprise", "security": "vulnerability"}, "engineering manager", "cto"),
        ({"plan": "enterprise", "legal": "legal threat"}, "support manager", "ceo"),
        ({"legal": "subpoena", "security": "data breach"}, "engineering manager", "ceo"),
    ],
)
def test_team_3_levels_3_and_4(facts: dict[str, object], management: str, executive: str) -> None:
    """By hand, so that legal matters, too, are seen at level 4; level 3 is not there for them."""
    first = created(**({"plan": "pro"} | facts))
    at_management = decide(first, to(L3), at=later(minutes=5))
    expected = (L4, executive) if "legal" in facts else (L3, management)
    assert (at_management.level, at_management.owner) == expected
    at_executive = decide(first, to(L4), at=later(minutes=5))
    assert (at_executive.level, at_executive.owner) == (L4, executive)


@pytest.mark.parametrize(
    ("facts", "level", "owner", "limit"),
    [
        ({"outage": "database"}, L3, "engineering manager", {"minutes": 15}),
        ({"security": "data loss"}, L3, "engineering manager", {"minutes": 15}),
        ({"legal": "litigation"}, L4, "ceo", {"minutes": 15}),
        ({"plan": "enterprise", "area": "product"}, L2, "product manager", {"hours": 1}),
        ({"refund": 1001, "area": "billing"}, L3, "finance director", {"hours": 1}),
        ({"financial": "billing errors"}, L3, "finance director", {"hours": 1}),
        ({"fortune_500": True, "area": "technical"}, L2, "senior technical specialist", {"hours": 1}),
        ({"refund": 600, "area": "billing"}, L3, "finance director", {"hours": 4}),
        ({"technical": "integration partner"}, L2, "senior technical specialist", {"hours": 4}),
        ({"satisfaction": "social media mention"}, L3, "support manager", {"hours": 4}),
    ],
)
def test_team_3_to_team_6_the_ladder_escalates_at_the_limit_what_nobody_has(
    facts: dict[str, object], level: str, owner: str, limit: dict[str, float]
) -> None:
    first = created(**({"plan": "pro"} | facts))
    decisions = [decide(first, at=at) for at in around(later(**limit))]
    assert [each.level for each in decisions] == [L1, level, level]
    assert decisions[-1].owner == owner
    assert (decisions[0].next_owner, decisions[0].next_owner_at) == (owner, later(**limit))
    by_hand = decide(first, Event("escalated", later(minutes=1)), at=later(minutes=1))
    assert (by_hand.level, by_hand.owner) == (level, owner)
    taken = (Event("escalated", later(minutes=1)), Event("acknowledged", later(minutes=2)))
    assert decide(first, *taken, at=later(**limit)).level == level


def test_team_4_an_agent_who_has_it_in_hand_escalates_all_the_same() -> None:
    """An acknowledgement ends the waiting for one, and not the 15 minutes."""
    held = Event("acknowledged", later(minutes=1))
    assert decide(created(plan="pro", outage="api"), held, at=later(minutes=15)).level == L3


# -- TEAM-14: on call


@pytest.mark.parametrize("facts", [{"outage": "api"}, {"security": "data breach"}, {"legal": "subpoena"}])
def test_team_14_primary_secondary_and_escalation_are_paged_in_this_order(facts: dict[str, object]) -> None:
    """At once, after 15 and after 30 minutes without an acknowledgement, at any hour."""
    first = created(plan="pro", **facts)
    pages = [(step.at, name) for step in rehearse(first).steps for name in step.page if name != "on-call engineer"]
    assert pages == [
        (START, "support manager"),
        (later(minutes=15), "engineering manager"),
        (later(minutes=30), "vp customer success"),
    ]


@pytest.mark.parametrize(("minutes", "person"), [(15, "engineering manager"), (30, "vp customer success")])
def test_team_14_who_acknowledges_in_time_spares_the_others(minutes: int, person: str) -> None:
    first = created(plan="pro", security="data breach")
    paged = [person in decide(first, Event("acknowledged", at)).page for at in around(later(minutes=minutes))]
    assert paged == [False, False, True]


@pytest.mark.parametrize("facts", [{"plan": "enterprise"}, {"technical": "core bug"}, {}])
def test_team_14_nobody_is_paged_for_what_is_not_immediate(facts: dict[str, object]) -> None:
    assert decide(created(**({"plan": "pro"} | facts))).page == ()


def test_team_14_people_who_take_turns_are_a_parameter() -> None:
    turns = {"participants": ["Ada", "Grace"], "every": "1 week", "starts": "2026-03-02 09:00", "tz": "UTC"}
    policy = teamflow(owners={"engineering manager": {"rotation": turns}})
    ticket = Ticket("T-1", [created(plan="pro", outage="api"), Event("acknowledged", later(minutes=20))])
    owners = [policy.evaluate(ticket, at=at).owner for at in around(later(days=2, hours=7))]
    assert owners == ["Ada", "Grace", "Grace"]  # Monday, 9 March, 09:00


# -- TEAM-10 to TEAM-13: who is told


@pytest.mark.parametrize(
    ("facts", "at_once", "after_15_minutes"),
    [
        ({"security": "data breach"}, ("security team",), ("cto", "ceo")),
        ({"outage": "api"}, ("support manager", "engineering manager"), ("success manager",)),
        ({"legal": "subpoena"}, ("legal team", "ceo", "cto"), ()),
        ({"plan": "enterprise"}, ("success manager", "vp customer success"), ()),
        ({"plan": "basic"}, (), ()),
    ],
)
def test_team_10_to_team_13_who_is_told_at_once_and_who_after_15_minutes(
    facts: dict[str, object], at_once: tuple[str, ...], after_15_minutes: tuple[str, ...]
) -> None:
    first = created(**({"plan": "pro"} | facts))
    told = [decide(first, at=at).notify for at in (START, *around(later(minutes=15)))]
    assert told == [at_once, at_once, at_once + after_15_minutes, at_once + after_15_minutes]
    resolved = decide(first, Event("resolved", later(minutes=15)))
    assert resolved.notify == at_once


def test_team_11_the_engineer_on_call_is_paged_at_once() -> None:
    assert "on-call engineer" in decide(created(plan="basic", outage="hosting"), at=START).page


# -- no ticket without an owner


def test_e1_every_level_of_every_ticket_has_an_owner() -> None:
    assert list(ladder_findings(POLICY, between=("2026-01-01T00:00Z", "2027-01-01T00:00Z"))) == []
