"""A target that counts by one calendar or another, as the ticket's facts say (C6).

The early desk is open from nine to five, the late one from noon to eight, Monday to Friday in UTC.
"""

from datetime import datetime
from typing import Any

import pytest

from clocks.desk import event, hours, on
from slapolicy import ALWAYS, Event, Policy, PolicyError, Ticket
from slapolicy.clocks import ClockReport

BY_TEAM = [{"when": {"team": "late"}, "calendar": "late"}, {"calendar": "early"}]


def desk(**target: Any) -> Policy:
    return Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "two desks",
            "calendars": {
                "early": {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}},
                "late": {"tz": "UTC", "hours": {"mon-fri": "12:00-20:00"}},
            },
            "targets": {"t": {"stop": "resolved", "pause": "paused", "calendar": BY_TEAM} | target},
        }
    )


def judged(events: list[Event], at: str, **target: Any) -> ClockReport:
    return desk(**target).evaluate(Ticket("T-1", events), at=on(at)).clocks["t"]


MOVED = [event("created", "mon 10:00"), event("moved", "mon 14:00", team="late")]
MOVED_IN_A_PAUSE = [
    event("created", "mon 10:00"),
    event("paused", "mon 12:00"),
    event("moved", "mon 13:00", team="late"),
    event("resumed", "mon 15:00"),
]


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        ("8 business hours", on("mon 18:00")),  # four hours by the early desk, four by the late one
        ("2 business days", on("tue 18:00")),  # Wednesday 10:00 by the early desk; 12 of its hours are left
        ("8 hours", on("mon 18:00")),
        ("2 calendar days", on("wed 10:00")),
        ("end of business day", on("mon 17:00")),  # a date does not move
    ],
)
def test_c6_each_stretch_counts_by_the_calendar_that_held(limit: str, due: datetime) -> None:
    clock = judged(MOVED, "mon 15:00", within=limit)
    assert clock.due_at == due
    assert [(stretch.start, stretch.end) for stretch in clock.stretches] == [
        (on("mon 10:00"), on("mon 14:00")),
        (on("mon 14:00"), None),
    ]


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        ("8 business hours", on("tue 13:00")),  # two hours used; five on Monday and one on Tuesday
        ("2 business days", on("wed 13:00")),  # 14 hours left; five, eight and one
        ("8 hours", on("mon 21:00")),
    ],
)
def test_c6_a_calendar_may_change_in_a_pause(limit: str, due: datetime) -> None:
    """D6: what is left when the pause begins is counted by the calendar that holds after it."""
    assert judged(MOVED_IN_A_PAUSE, "mon 16:00", within=limit).due_at == due


def test_c6_a_paused_clock_tells_its_deadline_by_the_calendar_that_holds_now() -> None:
    """D6: two hours are used; six by the late desk from Monday 14:00 fill that day."""
    clock = judged(MOVED_IN_A_PAUSE[:3], "mon 14:00", within="8 business hours")
    assert (clock.due_at, clock.if_resumed_now) == (None, on("mon 20:00"))


def test_c6_amounts_are_those_of_each_stretch() -> None:
    clock = judged(MOVED, "tue 13:00", within="16 business hours")
    assert (clock.used, clock.left) == (hours(4 + 6 + 1), hours(5))


def test_c6_shares_follow_the_calendars() -> None:
    """C8: half of eight hours is used by Monday 14:00, three quarters two hours later."""
    clock = judged(MOVED, "mon 15:00", within="8 business hours", warn=["50%", "75%", "1 business hour late"])
    assert [warning.at for warning in clock.warnings] == [on("mon 14:00"), on("mon 16:00"), on("mon 19:00")]


def test_c7_a_closed_cycle_keeps_its_calendar() -> None:
    events = [event("created", "mon 10:00"), event("resolved", "mon 12:00")]
    before = judged(events, "tue 09:00", within="8 business hours")
    after = judged([*events, event("moved", "mon 13:00", team="late")], "tue 09:00", within="8 business hours")
    assert before.due_at == after.due_at == on("tue 10:00")
    assert before.cycles == after.cycles


def test_c6_a_change_that_names_the_same_hours_is_none() -> None:
    same = [event("created", "mon 10:00"), event("moved", "mon 14:00", team="other")]
    assert len(judged(same, "mon 15:00", within="8 business hours").stretches) == 1


def test_c6_a_later_cycle_counts_by_the_calendar_that_holds_then() -> None:
    """C9: the second round of the late desk, asked for on Monday at 18:00, is due after two hours there."""
    events = [*MOVED, event("posted", "mon 18:00")]
    rounds = {"within": None, "every": "2 business hours", "completed_by": "posted"}
    clock = judged(events, "mon 18:30", **rounds)
    assert (clock.number, clock.due_at) == (2, on("mon 20:00"))


def test_c6_a_restart_counts_by_the_new_calendar() -> None:
    """C5: the change that moves the ticket selects a stricter limit, counted from then."""
    policy = desk(
        within=[{"when": {"team": "late"}, "limit": "1 business day"}, {"limit": "5 business days"}],
        on_change={"stricter": "restart"},
    )
    clock = policy.evaluate(Ticket("T-1", MOVED), at=on("mon 15:00")).clocks["t"]
    assert clock.due_at == on("tue 14:00")


def test_c6_the_policy_answers_for_a_calendar_by_facts() -> None:
    policy = desk(within="8 hours")
    assert policy.calendar_of("t", {"team": "late"}).is_open(on("mon 19:00"))
    assert not policy.calendar_of("t").is_open(on("mon 19:00"))
    assert desk(within="8 hours", calendar=BY_TEAM[:1]).calendar_of("t") is ALWAYS


def test_p2_a_calendar_by_condition_round_trips() -> None:
    policy = desk(within="8 hours")
    assert policy.to_dict()["targets"]["t"]["calendar"] == BY_TEAM
    assert Policy.from_dict(policy.to_dict()) == policy
    assert desk(within="8 hours", calendar="late").to_dict()["targets"]["t"]["calendar"] == "late"


def test_p3_an_unknown_calendar_is_named_with_its_rule() -> None:
    with pytest.raises(PolicyError) as refused:
        desk(within="8 hours", calendar=[{"when": {"team": "late"}, "calendar": "lat"}, {"calendar": "early"}])
    (fault,) = refused.value.faults
    assert (fault.code, fault.path, fault.remedy) == (
        "unknown-calendar", ("targets", "t", "calendar", 0, "calendar"), "write `late`"
    )  # fmt: skip
    with pytest.raises(PolicyError) as refused:
        desk(within="8 business hours", calendar=BY_TEAM[:1])
    assert [fault.code for fault in refused.value.faults] == ["no-calendar"]


def test_c8_warnings_after_the_deadline_keep_their_calendar() -> None:
    """Due on Monday at 12:00; six early hours later is Tuesday 10:00, and stays so when the desk changes then."""
    target = {"within": "2 hours", "warn": ["6 business hours late", "every 3 business hours late"]}
    late = [event("created", "mon 10:00")]
    moved = [*late, event("moved", "tue 10:00", team="late")]
    for events in (late, moved):
        fired = [warning for warning in judged(events, "tue 10:00", **target).warnings if warning.fired]
        assert [warning.at for warning in fired] == [on("tue 10:00"), on("tue 10:00")]
        assert fired[1].id.endswith("/2")  # the first was on Monday at 15:00
    assert judged(moved, "tue 14:00", **target).warnings[-1].at == on("tue 15:00")


def test_d7_what_a_date_is_late_by_keeps_its_calendar() -> None:
    """Monday 17:00 to Wednesday 10:00 are nine early hours; two more by the late desk at 14:00."""
    late = [event("created", "mon 10:00")]
    moved = [*late, event("moved", "wed 10:00", team="late")]
    for events in (late, moved):
        assert judged(events, "wed 10:00", within="end of business day").left == -hours(9)
    assert judged(moved, "wed 14:00", within="end of business day").left == -hours(11)


@pytest.mark.parametrize("limit", ["6 business hours", "1 business day", "end of business day"])
def test_c1_of_the_calendars_that_one_instant_chooses_the_last_counts(limit: str) -> None:
    told_later = judged(
        [event("created", "mon 10:00"), event("moved", "mon 10:00", team="late")], "mon 11:00", within=limit
    )
    at_once = judged([event("created", "mon 10:00", team="late")], "mon 11:00", within=limit)
    assert (told_later.due_at, told_later.original_due_at) == (at_once.due_at, at_once.original_due_at)
    assert len(told_later.stretches) == 1


def test_c6_calendars_chosen_while_a_clock_was_stopped_count_when_it_resumes() -> None:
    """Due on Monday at 11:00. Late: six hours of the early desk, and from Tuesday 10:00 on hours of the late one."""
    events = [
        event("created", "mon 10:00"),
        event("resolved", "mon 12:00"),
        event("moved", "tue 10:00", team="late"),
        event("reopened", "tue 19:00"),
    ]
    warnings = judged(events, "tue 19:00", within="1 hour", warn=["8 business hours late"], on_reopen="resume").warnings
    assert [warning.at for warning in warnings] == [on("tue 13:00")]  # 11-17 and 9-10, then 12-13 on the late desk
    before = judged(events[:3], "tue 18:00", within="1 hour", on_reopen="resume")
    assert [held.calendar for held in before.calendars] == [before.stretches[0].calendar]


def test_c6_the_last_calendar_of_an_instant_counts_for_a_clock_that_a_pause_holds_from_its_start() -> None:
    """At 10:00 the early desk is open, so the day is over at once; the late one opens at 12:00, and only then it is.

    The ticket waits from its start, so it is due when that ends, or at noon.
    """
    target: dict[str, Any] = {"within": "0 business days", "strict": True, "pause": {"status": "waiting"}}
    early = [event("created", "mon 10:00", status="waiting")]
    assert judged(early, "mon 10:00", **target).verdict == "breached"
    late = [*early, event("moved", "mon 10:00", team="late")]
    assert judged(late, "mon 10:30", **target).verdict == "open"
    open_ = judged([*late, event("changed", "mon 11:00", status="open")], "mon 11:00", **target)
    assert (open_.verdict, open_.due_at) == ("open", on("mon 12:00"))


def test_c8_time_left_is_told_from_the_deadline_as_it_stood() -> None:
    """Nine hours before Tuesday 15:00 it is 06:00, which stays so when a change at 10:00 moves the deadline to 17:00.

    Where a change at 04:00 brings the deadline from 14:00 to 11:00, the warning is due at once.
    """
    target: dict[str, Any] = {"within": "13 business hours", "warn": ["9 hours left"]}
    created, moved = event("created", "mon 10:00"), event("moved", "tue 10:00", team="late")
    for events, due in (([created], "tue 15:00"), ([created, moved], "tue 17:00")):
        clock = judged(events, "tue 10:00", **target)
        assert (clock.due_at, clock.warnings[0].at) == (on(due), on("tue 06:00"))
    nearer = [event("created", "mon 20:00", team="late"), event("moved", "tue 04:00", team="early")]
    clock = judged(nearer, "tue 05:00", **target | {"within": "2 business hours"})
    assert (clock.due_at, clock.warnings[0].at) == (on("tue 11:00"), on("tue 04:00"))
