"""SIGN X Studio: the policy as a whole: what its factory takes, what a check finds, and its goals.

Tuesday 3 February 2026, 10:00 in New York, is -05:00.
"""

from typing import Any

import pytest

from slapolicy import Calendar, Event, PolicyError, Ticket
from slapolicy.analysis import check, scorecard
from slapolicy.catalog import sign_x_studio
from slapolicy.instants import instant

POLICY = sign_x_studio()
TUESDAY = "2026-02-03T10:00-05:00"


def test_the_calendar_the_zone_the_turns_and_the_owners_are_parameters() -> None:
    zurich = Calendar(tz="Europe/Zurich", hours={"mon-sat": "09:00-17:00"})
    policy = sign_x_studio(
        calendar=zurich, zone="Europe/Zurich", week_1="2026-02-02 09:00", owners={"help desk": "Desk"}
    )

    def due(came: str) -> Any:
        return policy.deadlines(Ticket("T-1", [Event("created", came, severity="P3", channel="email")]))[
            "first_response"
        ]

    assert due("2026-02-07T16:00+01:00") == instant("2026-02-14T16:00+01:00")  # a Saturday in business hours: a week
    assert due("2026-02-07T18:00+01:00") == instant("2026-02-08T18:00+01:00")  # and after them: the weekend's 24 hours
    critical = Ticket("T-1", [Event("created", "2026-02-02T09:00+01:00", severity="P0")])
    assert policy.evaluate(critical, at="2026-02-02T09:00+01:00").owner == "Engineer A"
    with pytest.raises(PolicyError, match=r"tz"):
        sign_x_studio(zone="EST5")


def test_p2_the_policy_is_a_document_too() -> None:
    assert type(POLICY).from_yaml(POLICY.to_yaml()) == POLICY


def test_m4_a_check_finds_what_the_document_leaves_out() -> None:
    """P2 to P4 are described nowhere; and the turns leave no gap."""
    found = [(each.code, each.place) for each in check(POLICY, between=("2024-01-01T13:00Z", "2027-01-01T00:00Z"))]
    unwritten = [("never-given", f"severity.levels[{number}]") for number in (2, 3, 4)]
    assert sorted(found) == [*unwritten, ("unanswered", "severity.rules")]


LATER = "2026-02-05T10:00-05:00"
INDICATORS = [
    *("first response time", "resolution time", "customer satisfaction", "self-service rate", "escalation rate"),
]


def tickets(*, alone: int, satisfaction: float, replied: str, resolved: str) -> list[Ticket]:
    """Some that stayed with self-service, a P1 of Tuesday that was solved on Wednesday, a slow P3: 5 or 6 in all."""
    p1 = [
        Event("created", TUESDAY, channel="phone", severity="P1"),
        Event("replied", f"2026-02-03T{replied}-05:00"),
        Event("resolved", f"2026-02-04T{resolved}-05:00"),
    ]
    p3 = [
        Event("created", TUESDAY, channel="email", severity="P3"),
        Event("replied", LATER),
        Event("resolved", LATER, satisfaction=satisfaction),
    ]
    quiet = [[Event("created", TUESDAY, channel="self-service")]] * alone
    return [Ticket(f"T-{number}", events) for number, events in enumerate([p1, p3, *quiet])]


def test_o5_the_key_performance_indicators_are_its_goals() -> None:
    """One step on the wrong side of each: at the bound is not above it, and not below it."""
    card = scorecard(POLICY, tickets(alone=3, satisfaction=4.5, replied="14:00", resolved="10:00"), at=LATER)
    assert {goal.name for goal in card.missed} == set(INDICATORS)
    card = scorecard(POLICY, tickets(alone=4, satisfaction=4.6, replied="13:59:59", resolved="09:59:59"), at=LATER)
    assert {goal.name for goal in card.missed} == set()


def test_c12_a_satisfaction_that_is_no_number_does_not_go_unsaid() -> None:
    ticket = Ticket("T-1", [Event("created", TUESDAY), Event("resolved", LATER, satisfaction="very")])
    assert [broken.rule for broken in POLICY.evaluate(ticket, at=LATER).violations] == ["facts.satisfaction"]
