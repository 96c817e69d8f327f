"""Every deadline, state and owner tells how it came about, so that a calendar on paper is enough to check it (P5).

The office is open 09:00-12:00 and 13:00-17:00, Monday to Friday, in Zurich. Easter 2026: Thursday 2 April closes at
noon, Friday and Monday are holidays; the first working day after it is Tuesday 7 April.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from decisions.paper import AWAY, CREATED, EASTER, OFFICE, WAITS, policy, told
from slapolicy import Event, Policy, PolicyError, Ticket


def test_p5_working_time_over_a_short_day_holidays_and_a_weekend() -> None:
    assert told("2026-04-02T11:00:00+02:00", within="6 business hours") == [
        "x: open (running)",
        "promised within 6 business hours, started Thu 2026-04-02 10:00 +02:00",
        "Thu 2026-04-02 10:00 to 12:00: 2 h, in all 2 h (eve of Good Friday)",
        *EASTER,
        "Tue 2026-04-07 09:00 to 12:00: 3 h, in all 5 h",
        "Tue 2026-04-07 13:00 to 14:00: 1 h, in all 6 h",
        "due Tue 2026-04-07 14:00 +02:00",
        "used 1 h, 5 h left",
    ]


def test_p5_a_pause_over_the_holidays_has_both_its_ends() -> None:
    assert told("2026-04-07T15:00:00+02:00", *AWAY, within="6 business hours", **WAITS)[2:] == [
        "Thu 2026-04-02 10:00 to 11:00: 1 h, in all 1 h (eve of Good Friday)",
        "Thu 2026-04-02 11:00 to Tue 2026-04-07 14:00: paused",
        "Tue 2026-04-07 14:00 to 17:00: 3 h, in all 4 h",
        "Wed 2026-04-08 09:00 to 11:00: 2 h, in all 6 h",
        "due Wed 2026-04-08 11:00 +02:00 (at first Tue 2026-04-07 14:00 +02:00)",
        "used 2 h, 4 h left",
    ]


def test_p5_a_paused_clock_has_no_deadline_and_says_what_it_would_be() -> None:
    """Five hours are left at the time: Tuesday 09:00-12:00 and 13:00-15:00."""
    assert told("2026-04-03T15:00:00+02:00", AWAY[0], within="6 business hours", **WAITS) == [
        "x: open (paused)",
        "promised within 6 business hours, started Thu 2026-04-02 10:00 +02:00",
        "Thu 2026-04-02 10:00 to 11:00: 1 h, in all 1 h (eve of Good Friday)",
        "paused since Thu 2026-04-02 11:00",
        "paused: no deadline; if it resumed now, due Tue 2026-04-07 15:00 +02:00",
        "used 1 h, 5 h left",
    ]


def test_p5_elapsed_time_in_the_zone_of_the_question() -> None:
    assert told("2026-04-02T09:00:00Z", within="24 hours")[2:] == [
        "Thu 2026-04-02 08:00 +00:00 to Fri 2026-04-03 08:00 +00:00: 24 h, in all 24 h",
        "due Fri 2026-04-03 08:00 +00:00",
        "used 1 h, 23 h left",
    ]


def test_p5_elapsed_time_with_a_pause() -> None:
    assert told("2026-04-07T15:00:00+02:00", *AWAY, within="30 hours", **WAITS)[2:5] == [
        "Thu 2026-04-02 10:00 +02:00 to Thu 2026-04-02 11:00 +02:00: 1 h, in all 1 h",
        "Thu 2026-04-02 11:00 +02:00 to Tue 2026-04-07 14:00 +02:00: paused",
        "Tue 2026-04-07 14:00 +02:00 to Wed 2026-04-08 19:00 +02:00: 29 h, in all 30 h",
    ]
    assert told("2026-04-02T12:00:00+02:00", AWAY[0], within="30 hours", **WAITS)[3] == (
        "paused since Thu 2026-04-02 11:00 +02:00"
    )


def test_p5_working_days_and_what_a_pause_gives_back() -> None:
    """Paused open time: Thursday 11-12, Tuesday 9-12 and 13-14, five hours; from Wednesday 10:00 that is 16:00."""
    assert told("2026-04-07T15:00:00+02:00", *AWAY, within="2 business days", **WAITS)[2:] == [
        *EASTER,
        "Tue 2026-04-07: working day 1",
        "Wed 2026-04-08: working day 2",
        "Thu 2026-04-02 11:00 to Tue 2026-04-07 14:00: paused, 5 h of open time given back",
        "due Wed 2026-04-08 16:00 +02:00 (at first Wed 2026-04-08 10:00 +02:00)",
        "used 2 h, 8 h left",
    ]


def test_p5_working_days_of_a_ticket_that_comes_outside_hours() -> None:
    assert told("2026-04-04T13:00:00+02:00", created="2026-04-04T10:00:00+02:00", within="1 business day")[2:5] == [
        "Tue 2026-04-07 09:00: the next opening, counting starts",
        "Wed 2026-04-08: working day 1",
        "due Wed 2026-04-08 09:00 +02:00",
    ]


def test_p5_a_working_day_with_special_hours_says_so() -> None:
    assert told("2026-04-01T16:00:00+02:00", created="2026-04-01T16:00:00+02:00", within="1 business day")[2:4] == [
        "Thu 2026-04-02: working day 1 (eve of Good Friday)",
        "due Thu 2026-04-02 12:00 +02:00",  # D4: clamped into that day's hours
    ]


def test_p5_special_hours_that_are_over_are_told_by_name() -> None:
    assert told("2026-04-02T16:00:00+02:00", created="2026-04-02T15:00:00+02:00", within="1 business hour")[2:4] == [
        "Thu 2026-04-02 no hours left: eve of Good Friday",
        "Fri 2026-04-03 closed: Good Friday",
    ]


def test_p5_a_plain_day_that_is_over_is_not_listed() -> None:
    evening = "2026-04-07T18:00:00+02:00"
    assert told(evening, created=evening, within="1 business hour")[2] == (
        "Wed 2026-04-08 09:00 to 10:00: 1 h, in all 1 h"
    )


def test_p5_a_stop_and_a_reopening_at_one_instant_are_no_pause() -> None:
    both = [Event(name, "2026-04-02T11:00:00+02:00") for name in ("resolved", "reopened")]
    for limit in ("6 business hours", "2 business days"):
        assert not any("paused" in line for line in told("2026-04-02T11:30:00+02:00", *both, within=limit))


def test_p5_calendar_days_and_dated_deadlines() -> None:
    assert told("2026-04-07T15:00:00+02:00", *AWAY, within="3 calendar days", **WAITS)[2:5] == [
        "Thu 2026-04-02 and 3 calendar days: Sun 2026-04-05, at the same time of day",
        "Thu 2026-04-02 11:00 to Tue 2026-04-07 14:00: paused, 123 h given back",  # 5 days and 3 hours
        "due Fri 2026-04-10 13:00 +02:00 (at first Sun 2026-04-05 10:00 +02:00)",
    ]
    assert told("2026-04-07T15:00:00+02:00", *AWAY, within="end of next business day", **WAITS)[2:8] == [
        *EASTER,
        "Tue 2026-04-07: working day 1",
        "Thu 2026-04-02 11:00 to Tue 2026-04-07 14:00: paused, but a date does not move",
    ]


def test_p5_a_pause_after_the_deadline_gives_nothing_back() -> None:
    away = (
        Event("changed", "2026-04-09T10:00:00+02:00", status="waiting"),
        Event("changed", "2026-04-09T15:00:00+02:00", status="open"),
    )
    for limit, due in [("2 business days", "Wed 2026-04-08 10:00"), ("6 business hours", "Tue 2026-04-07 14:00")]:
        lines = told("2026-04-09T16:00:00+02:00", *away, within=limit, **WAITS)
        assert f"due {due} +02:00" in lines
        assert not any("paused" in line for line in lines)


def test_p5_breached_and_missed() -> None:
    assert told("2026-04-02T13:00:00+02:00", within="2 hours")[3:] == [
        "due Thu 2026-04-02 12:00 +02:00",
        "used 3 h, 1 h late",
        "breached since Thu 2026-04-02 12:00 +02:00",
    ]
    late = Event("resolved", "2026-04-02T12:00:30.5+02:00")
    assert told("2026-04-02T13:00:00+02:00", late, within="2 hours")[4:] == [
        "stopped Thu 2026-04-02 12:00:30.500000 +02:00",
        "used 2 h 30.500000 s, 30.500000 s late",
    ]


def test_p5_a_limit_that_changes_says_from_where_it_counts() -> None:
    """P1 gives Tuesday 14:00; P0 at 11:00 restarts two hours from there, or carries one hour over (C5)."""
    raised = Event("changed", "2026-04-02T11:00:00+02:00", severity="P0")
    limits = {"P0": "2 hours", "P1": "6 business hours"}
    lines = told(
        "2026-04-02T11:30:00+02:00", raised, facts={"severity": "P1"}, within=limits, on_change={"stricter": "restart"}
    )
    assert lines[1:4] == [
        "promised within 2 hours, started Thu 2026-04-02 10:00 +02:00, counted from Thu 2026-04-02 11:00 +02:00",
        "Thu 2026-04-02 11:00 +02:00 to Thu 2026-04-02 13:00 +02:00: 2 h, in all 2 h",
        "due Thu 2026-04-02 13:00 +02:00 (at first Tue 2026-04-07 14:00 +02:00)",
    ]
    seen = told("2026-04-02T13:00:00+02:00", raised, facts={"severity": "P1"}, within=limits | {"P0": "30 minutes"})
    assert seen[-1] == "breached since Thu 2026-04-02 10:30 +02:00, first seen Thu 2026-04-02 11:00 +02:00"


def test_p5_a_fraction_that_carries_over_is_the_first_line() -> None:
    """Two of eight hours are a quarter: of four hours one is used, three are left at 12:00."""
    lines = told(
        "2026-04-02T12:00:00+02:00",
        Event("changed", "2026-04-02T12:00:00+02:00", severity="P0"),
        facts={"severity": "P1"},
        within={"P0": "4 hours", "P1": "8 hours"},
        on_change={"stricter": "proportional"},
    )
    assert lines[2:4] == [
        "carried over: 1 h",
        "Thu 2026-04-02 12:00 +02:00 to Thu 2026-04-02 15:00 +02:00: 3 h, in all 4 h",
    ]


def test_p5_no_target_tells_the_reason() -> None:
    table = {"P0": "2 hours", "unclear": "none"}
    assert told(CREATED, within=table)[1] == "no target where severity is unclear, started Thu 2026-04-02 10:00 +02:00"
    (_, line) = told(CREATED, within={"P0": "2 hours"})
    assert line.startswith("no target: none of the limits matches severity unclear")
    assert told(CREATED, start="triaged", within="2 hours") == ["x: none (not started)", "it starts at `triaged`"]


def test_p5_another_zone_than_the_calendars_is_told() -> None:
    lines = told("2026-04-02T05:00:00-04:00", within="3 business hours")
    assert lines[1].endswith("started Thu 2026-04-02 04:00 -04:00, counted in Europe/Zurich")
    assert lines[2].startswith("Thu 2026-04-02 10:00 to 12:00")
    assert lines[-2] == "due Tue 2026-04-07 04:00 -04:00"


def test_p5_cycles_and_warnings() -> None:
    events = (Event("resolved", "2026-04-02T10:30:00+02:00"), Event("reopened", "2026-04-07T09:00:00+02:00"))
    settings: dict[str, Any] = {"within": "2 business hours", "on_reopen": "new_cycle", "warn": ["50%", "75%"]}
    lines = told("2026-04-07T10:29:00+02:00", *events, **settings)
    assert lines[0] == "x: at risk (running)"
    assert lines[1] == "cycle 2; before it: met"
    assert lines[-2:] == [
        "warning 50%: passed Tue 2026-04-07 10:00 +02:00",
        "warning 75%: comes Tue 2026-04-07 10:30 +02:00",
    ]


def test_p5_a_night_shift_names_both_dates() -> None:
    night = OFFICE | {"hours": {"mon-sun": "22:00-06:00"}, "holidays": [], "special": {}}
    document = policy(within="6 business hours").to_dict() | {"calendars": {"office": night}}
    ticket = Ticket("T-1", [Event("created", CREATED)])
    lines = Policy.from_dict(document).evaluate(ticket, at=CREATED).explain("x").splitlines()
    assert lines[2] == "    Thu 2026-04-02 22:00 to Fri 2026-04-03 04:00: 6 h, in all 6 h"


def test_p5_a_long_count_is_cut_in_the_middle_and_says_so() -> None:
    lines = told(CREATED, within="200 business days")
    (cut,) = (line for line in lines if line.startswith("..."))
    shown = [line for line in lines if "working day" in line or "closed" in line]
    assert len(shown) == 60
    # 200 working days and two holidays are 40 weeks and two more weekdays: Monday 11 January 2027, 284 dates later
    assert cut == "... 224 more lines ..."
    assert shown[-1] == "Mon 2027-01-11: working day 200"


def test_p5_an_unknown_target_is_told_with_the_nearest() -> None:
    decision = policy(within="2 hours").evaluate(Ticket("T-1"), at=CREATED)
    with pytest.raises(PolicyError, match="allowed is one of `x`"):
        decision.explain("y")


def test_t2_a_night_that_lacks_an_hour_counts_seven() -> None:
    """T5, P5: the clock is put forward on 29 March 2026 at 02:00, and the zone of the question is that very zone."""
    zone = ZoneInfo("Europe/Zurich")
    policy = Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "nights",
            "calendars": {"night": {"tz": "Europe/Zurich", "hours": {"mon-sun": "22:00-06:00"}}},
            "calendar": "night",
            "targets": {
                "guard": {"stop": "resolved", "within": "9 business hours"},
                "whole": {"stop": "resolved", "within": "24 hours"},
            },
        }
    )
    ticket = Ticket("T-1", [Event("created", datetime(2026, 3, 28, 12, tzinfo=zone))])
    decision = policy.evaluate(ticket, at=datetime(2026, 3, 29, 4, tzinfo=zone))
    assert decision.explain("guard").splitlines()[2:] == [
        "    Sat 2026-03-28 22:00 to Sun 2026-03-29 06:00: 7 h, in all 7 h",
        "    Sun 2026-03-29 22:00 to Mon 2026-03-30 00:00: 2 h, in all 9 h",
        "  due Mon 2026-03-30 00:00 +02:00",
        "  used 5 h, 4 h left",
    ]
    assert "Sat 2026-03-28 12:00 +01:00 to Sun 2026-03-29 13:00 +02:00: 24 h, in all 24 h" in decision.explain("whole")


DESKS = {
    "slapolicy": 1,
    "name": "two desks",
    "calendars": {
        "early": {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}},
        "late": {"tz": "Europe/London", "hours": {"mon-fri": "12:00-20:00"}},
    },
}
BY_TEAM = [{"when": {"team": "late"}, "calendar": "late"}, {"calendar": "early"}]


@pytest.mark.parametrize(
    ("limit", "lines"),
    [
        (
            "8 business hours",
            [
                "    Mon 2026-03-02 10:00 to 14:00: 4 h, in all 4 h",
                "    Mon 2026-03-02 14:00: counted in Europe/London from then on",
                "    Mon 2026-03-02 14:00 to 18:00: 4 h, in all 8 h",
                "  due Mon 2026-03-02 18:00 +00:00 (at first Tue 2026-03-03 10:00 +00:00)",
            ],
        ),
        (
            "2 business days",
            [
                "    Tue 2026-03-03: working day 1",
                "    Wed 2026-03-04: working day 2",
                "    Mon 2026-03-02 14:00: 12 h left, counted in Europe/London from then on",
                "  due Tue 2026-03-03 18:00 +00:00 (at first Wed 2026-03-04 10:00 +00:00)",
            ],
        ),
    ],
)
def test_c6_the_calendar_that_counts_from_then_on_is_told(limit: str, lines: list[str]) -> None:
    """P5: the early desk leaves 12 hours of two working days, of which the late one counts six each on two days."""
    target = {"stop": "resolved", "calendar": BY_TEAM, "within": limit}
    policy = Policy.from_dict(DESKS | {"targets": {"t": target}})
    events = [Event("created", "2026-03-02T10:00Z"), Event("moved", "2026-03-02T14:00Z", team="late")]
    said = policy.evaluate(Ticket("T-1", events), at="2026-03-02T15:00Z").explain("t").splitlines()
    assert said[2 : 2 + len(lines)] == lines
