"""Edges of a calendar that changes: at the instant of a resume, of another change, of a new limit, and to none (C6).

The early desk is open from nine to five, the late one from noon to eight, Monday to Friday in UTC.
"""

from typing import Any

from clocks.desk import event, hours, on
from slapolicy import Event, Policy, Ticket
from slapolicy.clocks import ClockReport

EARLY = {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}
LATE = {"tz": "UTC", "hours": {"mon-fri": "12:00-20:00"}}
BY_TEAM = [
    {"when": {"team": "late"}, "calendar": "late"},
    {"when": {"team": "twin"}, "calendar": "early_too"},
    {"calendar": "early"},
]
CREATED = event("created", "mon 10:00")


def judged(events: list[Event], at: str, **target: Any) -> ClockReport:
    policy = Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "desks",
            "calendars": {"early": EARLY, "early_too": EARLY, "late": LATE},
            "severity": {"levels": ["P0", "P1"]},
            "targets": {"t": {"stop": "resolved", "pause": "paused", "calendar": BY_TEAM} | target},
        }
    )
    return policy.evaluate(Ticket("T-1", events), at=on(at)).clocks["t"]


def test_c6_of_several_calendars_that_an_instant_chooses_only_the_last_holds() -> None:
    events = [CREATED, event("moved", "mon 14:00", team="late"), event("moved", "mon 14:00", team="twin")]
    clock = judged(events, "mon 15:00", within="8 business hours")
    assert [(held.start, held.end) for held in clock.calendars] == [
        (on("mon 10:00"), on("mon 14:00")),
        (on("mon 14:00"), None),
    ]
    assert clock.due_at == on("tue 10:00")  # seven hours on Monday, one on Tuesday, as if it had never moved


def test_c6_a_calendar_that_comes_with_the_resume_leaves_what_ran_before() -> None:
    """Two early hours are used; six are left at 15:00: five of the late desk on Monday and one on Tuesday."""
    events = [CREATED, event("paused", "mon 12:00"), event("resumed", "mon 15:00")]
    clock = judged([*events, event("moved", "mon 15:00", team="late")], "mon 16:00", within="8 business hours")
    assert (clock.due_at, clock.used) == (on("tue 13:00"), hours(3))


def test_c6_another_calendar_with_the_same_hours_is_no_change() -> None:
    clock = judged([CREATED, event("moved", "mon 14:00", team="twin")], "mon 15:00", within="8 business hours")
    assert (len(clock.stretches), len(clock.calendars), clock.due_at) == (1, 1, on("tue 10:00"))


def test_c5_a_date_that_counts_anew_is_that_of_the_calendar_that_holds_then() -> None:
    """At 18:00 the early desk has closed and its next day ends on Tuesday; the late one closes at 20:00."""
    events = [event("created", "mon 10:00", severity="P1"), event("moved", "mon 18:00", team="late", severity="P0")]
    limits = {"P1": "5 business days", "P0": "end of business day"}
    clock = judged(events, "mon 18:00", within=limits, on_change={"stricter": "restart"})
    assert (clock.due_at, clock.left) == (on("mon 20:00"), hours(2))


def test_c5_days_that_count_anew_do_so_by_the_calendar_that_holds_then() -> None:
    """At 18:00 the early desk is closed, and one day would count from Tuesday 09:00; the late one counts it at once."""
    events = [event("created", "mon 10:00", severity="P1"), event("moved", "mon 18:00", team="late", severity="P0")]
    limits = {"P1": "5 business days", "P0": "1 business day"}
    clock = judged(events, "mon 18:00", within=limits, on_change={"stricter": "restart"})
    assert (clock.due_at, clock.left) == (on("tue 18:00"), hours(8))


def test_c8_a_warning_after_the_deadline_that_fills_a_day_comes_at_its_close() -> None:
    """D3, C6: due at noon, so five early hours are over at 17:00; the late desk, from 18:00 on, has no say in that."""
    events = [CREATED, event("moved", "mon 18:00", team="late")]
    (warning,) = judged(events, "mon 19:00", within="2 hours", warn=["5 business hours late"]).warnings
    assert (warning.at, warning.fired) == (on("mon 17:00"), True)
