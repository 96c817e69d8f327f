"""SIGN X Studio: tiers, first response, the hour of arrival, channels (SIGN-1 to SIGN-4).

Business hours are Monday to Friday 08:00-18:00 in New York, -05:00 in February 2026; Friday is the 6th. "<" is strict:
what is done at the limit is late.
"""

from datetime import timedelta
from typing import Any

import pytest

from slapolicy import UNCLEAR, Decision, Event, Policy, Ticket
from slapolicy.catalog import sign_x_studio
from slapolicy.instants import instant

POLICY = sign_x_studio()
TUESDAY = "2026-02-03T10:00-05:00"
TUESDAY_NIGHT = "2026-02-03T19:00-05:00"
SATURDAY = "2026-02-07T12:00-05:00"
PRIORITIES = ["P0", "P1", "P2", "P3", "P4"]
STRICT = ["met", "missed", "missed"]


def decide(*events: Event, at: str) -> Decision:
    return POLICY.evaluate(Ticket("T-1", events), at=at)


def first_response_due(came: str, *, policy: Policy | None = None, **facts: Any) -> Any:
    return (policy or POLICY).deadlines(Ticket("T-1", [Event("created", came, **facts)]))["first_response"]


def first_response(first: Event, deadline: str) -> list[str]:
    """The verdict of a reply just in time, at the limit, and just late."""
    due, second = instant(deadline), timedelta(seconds=1)
    tickets = [Ticket("T-1", [first, Event("replied", done)]) for done in (due - second, due, due + second)]
    return [str(POLICY.evaluate(each, at=each.events[-1].at).clocks["first_response"].verdict) for each in tickets]


# -- SIGN-1: tiers


def test_sign_1_self_service_then_help_desk_then_engineering_then_vendor() -> None:
    """Each tier where the one before did not solve it; the vendor's is there for its infrastructure."""
    steps = [
        Event("created", "2026-02-03T10:00-05:00", channel="self-service"),
        Event("escalated", "2026-02-03T10:20-05:00", channel="email"),
        Event("escalated", "2026-02-03T11:00-05:00"),
        Event("escalated", "2026-02-03T12:00-05:00", component="AWS", vendor_issue="infrastructure outage"),
    ]
    reached = [decide(*steps[:number], at=steps[number - 1].at.isoformat()) for number in (1, 2, 3, 4)]
    assert [decision.level for decision in reached] == ["self-service", "help desk", "engineering", "vendor"]
    assert [decision.owner for decision in reached] == ["customer", "help desk", "Engineer B", "AWS support"]


def test_sign_1_without_infrastructure_engineering_is_the_last_tier() -> None:
    events = [Event("created", TUESDAY, channel="email"), *[Event("escalated", TUESDAY)] * 2]
    decision = decide(*events, at=TUESDAY)
    assert (decision.level, decision.exhausted) == ("engineering", True)


def test_sign_1_a_request_to_the_help_desk_begins_there() -> None:
    for channel in ("email", "chat", "phone"):
        decision = decide(Event("created", TUESDAY, channel=channel), at=TUESDAY)
        assert (decision.level, decision.violations) == ("help desk", ())
        assert [decision.clocks[target].owner for target in ("triage", "first_response")] == ["help desk"] * 2


def test_sign_1_self_service_is_promised_nothing_until_the_help_desk_has_it() -> None:
    """It came at 10:00 and reached the help desk at 10:20 as a P1: 4 hours count from then."""
    alone = Event("created", TUESDAY, channel="self-service")
    clocks = decide(alone, at=TUESDAY).clocks
    assert [str(clocks[target].state) for target in ("first_response", "resolution")] == ["not_started"] * 2
    handed = Event("escalated", "2026-02-03T10:20-05:00", channel="chat", severity="P1")
    clocks = decide(alone, handed, at="2026-02-03T10:20-05:00").clocks
    assert clocks["first_response"].due_at == instant("2026-02-03T14:20-05:00")
    assert clocks["resolution"].started_at == instant("2026-02-03T10:20-05:00")


# -- SIGN-2: response by priority


@pytest.mark.parametrize(
    ("priority", "deadline"),
    [
        ("P0", "2026-02-03T11:00-05:00"),  # under 1 hour
        ("P1", "2026-02-03T14:00-05:00"),  # under 4 hours
        ("P2", "2026-02-04T10:00-05:00"),  # under 24 hours
        ("P3", "2026-02-10T10:00-05:00"),  # under 1 week
        (UNCLEAR, "2026-02-10T10:00-05:00"),  # what each of them is promised at the least
    ],
)
def test_sign_2_response_in_less_than_the_limit(priority: str, deadline: str) -> None:
    assert first_response(Event("created", TUESDAY, severity=priority), deadline) == STRICT


@pytest.mark.parametrize(
    ("priority", "deadline"),
    [("P0", "2026-02-07T13:00-05:00"), ("P2", "2026-02-08T12:00-05:00"), ("P3", "2026-02-14T12:00-05:00")],
)
def test_sign_2_hours_pass_at_the_weekend_too(priority: str, deadline: str) -> None:
    assert first_response(Event("created", SATURDAY, severity=priority, channel="phone"), deadline) == STRICT


def test_sign_2_a_week_ends_at_the_same_time_of_day() -> None:
    """From Monday 2 March, 10:00 winter time, to Monday 9 March, 10:00 summer time: 167 hours."""
    assert first_response_due("2026-03-02T10:00-05:00", severity="P3") == instant("2026-03-09T10:00-04:00")


def test_sign_2_a_fifth_priority_is_promised_nothing() -> None:
    clock = decide(Event("created", TUESDAY, severity="P4"), at=TUESDAY).clocks["first_response"]
    assert (str(clock.verdict), clock.due_at) == ("none", None)


def test_sign_2_triage_brings_the_time_of_its_priority_counted_from_arrival() -> None:
    created, triaged = Event("created", TUESDAY), Event("triaged", "2026-02-03T12:00-05:00", severity="P1")
    decision = decide(created, triaged, at="2026-02-03T12:00-05:00")
    assert decision.clocks["first_response"].due_at == instant("2026-02-03T14:00-05:00")
    assert "triage" not in {broken.rule for broken in decision.violations}
    assert str(decision.clocks["triage"].state) == "stopped"
    bare = decide(created, Event("triaged", "2026-02-03T12:00-05:00"), at="2026-02-03T12:00-05:00")
    assert [broken.rule for broken in bare.violations] == ["triage"]
    assert str(bare.clocks["triage"].state) == "running"


@pytest.mark.parametrize("priority", PRIORITIES)
def test_sign_2_triage_is_over_when_there_is_a_priority(priority: str) -> None:
    created, triaged = Event("created", TUESDAY), Event("triaged", TUESDAY, severity=priority)
    assert str(decide(created, triaged, at=TUESDAY).clocks["triage"].state) == "stopped"


# -- SIGN-3: the hour of arrival


@pytest.mark.parametrize(
    ("came", "priority", "deadline"),
    [
        (TUESDAY_NIGHT, "P0", "2026-02-03T20:00-05:00"),  # its own hour
        (TUESDAY_NIGHT, "P1", "2026-02-03T23:00-05:00"),  # its own 4 hours
        (TUESDAY_NIGHT, "P2", "2026-02-03T23:00-05:00"),  # 4 hours are less than 24
        (TUESDAY_NIGHT, "P3", "2026-02-03T23:00-05:00"),  # and than a week
        (TUESDAY_NIGHT, "P4", "2026-02-03T23:00-05:00"),
        (TUESDAY_NIGHT, UNCLEAR, "2026-02-03T23:00-05:00"),
        (SATURDAY, "P0", "2026-02-07T13:00-05:00"),
        (SATURDAY, "P1", "2026-02-07T16:00-05:00"),  # its own 4 hours are less than 24
        (SATURDAY, "P2", "2026-02-08T12:00-05:00"),  # 24 hours, both
        (SATURDAY, "P3", "2026-02-08T12:00-05:00"),
        (SATURDAY, "P4", "2026-02-08T12:00-05:00"),
        (SATURDAY, UNCLEAR, "2026-02-08T12:00-05:00"),
        (TUESDAY, "P2", "2026-02-04T10:00-05:00"),  # in business hours the priority alone counts
        (TUESDAY, "P3", "2026-02-10T10:00-05:00"),
    ],
)
def test_sign_3_an_email_has_the_stricter_of_hour_and_priority(came: str, priority: str, deadline: str) -> None:
    assert first_response(Event("created", came, severity=priority, channel="email"), deadline) == STRICT


@pytest.mark.parametrize(
    ("came", "deadline"),
    [
        ("2026-02-06T07:59:59-05:00", "2026-02-06T11:59:59-05:00"),  # Friday before it opens: 4 hours
        ("2026-02-06T08:00:00-05:00", "2026-02-13T08:00:00-05:00"),  # business hours: a week
        ("2026-02-06T17:59:59-05:00", "2026-02-13T17:59:59-05:00"),
        ("2026-02-06T18:00:00-05:00", "2026-02-06T22:00:00-05:00"),  # after hours
        ("2026-02-06T23:59:59-05:00", "2026-02-07T03:59:59-05:00"),
        ("2026-02-07T00:00:00-05:00", "2026-02-08T00:00:00-05:00"),  # the weekend: 24 hours
        ("2026-02-08T23:59:59-05:00", "2026-02-09T23:59:59-05:00"),
        ("2026-02-09T00:00:00-05:00", "2026-02-09T04:00:00-05:00"),  # Monday at midnight: after hours
    ],
)
def test_sign_3_where_each_window_begins_and_ends(came: str, deadline: str) -> None:
    """A P3 by email shows which it was."""
    assert first_response_due(came, severity="P3", channel="email") == instant(deadline)


@pytest.mark.parametrize("channel", ["chat", "phone"])
def test_sign_3_the_hour_of_arrival_is_a_promise_to_emails(channel: str) -> None:
    assert first_response_due(TUESDAY_NIGHT, severity="P2", channel=channel) == instant("2026-02-04T19:00-05:00")


def test_sign_3_est_is_the_wall_clock_of_new_york_unless_a_fixed_zone_is_given() -> None:
    """18:30 on a Wednesday in July is after hours in New York, and 17:30 at -05:00."""
    asked: dict[str, Any] = {"severity": "P3", "channel": "email"}
    july = "2026-07-08T18:30-04:00"
    assert first_response_due(july, **asked) == instant("2026-07-08T22:30-04:00")
    assert first_response_due(july, policy=sign_x_studio(zone="-05:00"), **asked) == instant("2026-07-15T18:30-04:00")


# -- SIGN-4: channels


@pytest.mark.parametrize(
    ("came", "answers"),
    [
        ("2026-02-06T08:00-05:00", "help desk"),
        ("2026-02-06T17:59:59-05:00", "help desk"),
        ("2026-02-06T18:00-05:00", None),
        (SATURDAY, None),
        ("2026-02-09T07:59:59-05:00", None),
    ],
)
def test_sign_4_chat_is_live_in_business_hours(came: str, answers: str | None) -> None:
    ticket = Ticket("T-1", [Event("created", came, channel="chat")])
    assert POLICY.responsible_for("answer the chat", ticket, at=came).owner == answers
    assert POLICY.responsible_for("answer email", ticket, at=came).owner == "help desk"


@pytest.mark.parametrize("priority", PRIORITIES)
def test_sign_4_the_hotline_is_for_p0_and_p1(priority: str) -> None:
    ticket = Ticket("T-1", [Event("created", SATURDAY, channel="phone", severity=priority)])
    answers = POLICY.responsible_for("answer the hotline", ticket, at=SATURDAY).owner
    assert answers == ("help desk" if priority in ("P0", "P1") else None)


@pytest.mark.parametrize(
    ("fact", "given"),
    [("channel", "fax"), ("issue", "bad mood"), ("component", "printer"), ("vendor_issue", "bad mood")],
)
def test_sign_4_another_channel_or_word_does_not_go_unsaid(fact: str, given: str) -> None:
    (violation,) = decide(Event("created", TUESDAY, **{fact: given}), at=TUESDAY).violations
    assert violation.rule == f"facts.{fact}"
