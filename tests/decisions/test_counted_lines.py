"""The lines that lead to a deadline: stretches, pauses, closed days and calendars, each where it belongs (P5).

The office is open 09:00-12:00 and 13:00-17:00, Monday to Friday, in Zurich; Easter 2026 as in the other explanations.
Auckland is 13 hours ahead of UTC in February: its mornings are the evenings of the day before.
"""

from typing import Any

import pytest

from decisions.paper import EASTER, WAITS, told
from slapolicy import Event, Policy, Ticket

NOON = "Thu 2026-04-02 10:00 to 12:00: 2 h, in all 2 h (eve of Good Friday)"
AUCKLAND = {
    "tz": "Pacific/Auckland",
    "hours": {"mon-fri": "09:00-17:00"},
    "holidays": ["2026-02-06 Waitangi Day"],
}


def waits(start: str, end: str) -> tuple[Event, Event]:
    """A pause on Thursday 2 April."""
    return (
        Event("changed", f"2026-04-02T{start}:00+02:00", status="waiting"),
        Event("changed", f"2026-04-02T{end}:00+02:00", status="open"),
    )


def auckland(within: str, *events: Event, at: str = "2026-02-05T14:00:00+13:00", **facts: Any) -> list[str]:
    """The lines between the promise and the deadline."""
    document = {
        "name": "paper",
        "calendars": {"auckland": AUCKLAND},
        "targets": {"x": {"stop": "resolved", "calendar": "auckland", "within": within}},
    }
    ticket = Ticket("T-1", [Event("created", "2026-02-05T09:30:00+13:00"), *events])
    lines = Policy.from_dict(document).evaluate(ticket, at=at).explain("x").splitlines()
    return [line.strip() for line in lines[2:-1]]


# -- amounts of time


@pytest.mark.parametrize(
    ("at", "amounts"),
    [
        ("10:00:00", "used 0 min, 1 h 30 min left"),
        ("10:00:30", "used 30 s, 1 h 29 min 30 s left"),
        ("11:30:00", "used 1 h 30 min, 0 min left"),
        ("11:31:00", "used 1 h 31 min, 1 min late"),
    ],
)
def test_p5_what_is_used_and_left_is_told_to_the_second(at: str, amounts: str) -> None:
    """D7: an hour and a half from 10:00."""
    assert amounts in told(f"2026-04-02T{at}+02:00", within="90 minutes")


def test_p5_a_second_is_told_without_a_fraction() -> None:
    done = Event("resolved", "2026-04-02T10:00:30+02:00")
    assert "stopped Thu 2026-04-02 10:00:30 +02:00" in told("2026-04-02T11:00:00+02:00", done, within="2 hours")


def test_c9_a_round_done_early_begins_with_less_than_nothing() -> None:
    """Done at 10:40, twenty minutes before the grid's 11:00: the next round is due at 12:00."""
    posted = Event("posted", "2026-03-02T10:40Z")
    target = {"start": "created", "stop": "closed", "every": "60 minutes", "completed_by": "posted"}
    policy = Policy.from_dict({"name": "rounds", "targets": {"x": target | {"counted_from": "grid"}}})
    ticket = Ticket("T-1", [Event("created", "2026-03-02T10:00Z"), posted])
    assert policy.evaluate(ticket, at="2026-03-02T10:50Z").explain("x").splitlines()[3:6] == [
        "    carried over: -20 min",
        "    Mon 2026-03-02 10:40 +00:00 to Mon 2026-03-02 12:00 +00:00: 1 h 20 min, in all 1 h",
        "  due Mon 2026-03-02 12:00 +00:00",
    ]


def test_p5_elapsed_time_counts_by_no_zone_but_that_of_the_question() -> None:
    assert told("2026-04-02T05:00:00-04:00", within="3 hours")[1:3] == [
        "promised within 3 hours, started Thu 2026-04-02 04:00 -04:00",
        "Thu 2026-04-02 04:00 -04:00 to Thu 2026-04-02 07:00 -04:00: 3 h, in all 3 h",
    ]


def test_p5_a_promise_at_once_has_nothing_to_count() -> None:
    assert told("2026-04-02T10:00:00+02:00", within="0 hours")[1:] == [
        "promised within 0 hours, started Thu 2026-04-02 10:00 +02:00",
        "due Thu 2026-04-02 10:00 +02:00",
        "used 0 min, 0 min left",
    ]


def test_c11_where_nothing_is_promised_nothing_is_counted() -> None:
    """Created on a Saturday, and paused for a while: no line of it matters."""
    away = (
        Event("changed", "2026-04-04T10:30:00+02:00", status="waiting"),
        Event("changed", "2026-04-04T11:00:00+02:00", status="open"),
    )
    within = {"P0": "2 hours", "unclear": "none"}
    lines = told("2026-04-04T12:00:00+02:00", *away, created="2026-04-04T10:00:00+02:00", within=within, **WAITS)
    assert lines == ["x: none (running)", "no target where severity is unclear, started Sat 2026-04-04 10:00 +02:00"]


# -- what ended early


def test_d5_a_stopped_clock_is_thought_on_to_its_deadline() -> None:
    done = Event("resolved", "2026-04-02T11:00:00+02:00")
    assert told("2026-04-02T11:30:00+02:00", done, within="6 business hours")[2:] == [
        NOON,
        *EASTER,
        "Tue 2026-04-07 09:00 to 12:00: 3 h, in all 5 h",
        "Tue 2026-04-07 13:00 to 14:00: 1 h, in all 6 h",
        "due Tue 2026-04-07 14:00 +02:00",
        "stopped Thu 2026-04-02 11:00 +02:00",
        "used 1 h, 5 h left",
    ]


def test_d5_a_clock_that_stops_in_a_pause_is_thought_on_from_there() -> None:
    away, _ = waits("10:30", "12:00")
    done = Event("resolved", "2026-04-02T11:30:00+02:00")
    assert told("2026-04-02T14:00:00+02:00", away, done, within="90 minutes", **WAITS)[2:6] == [
        "Thu 2026-04-02 10:00 +02:00 to Thu 2026-04-02 10:30 +02:00: 30 min, in all 30 min",
        "Thu 2026-04-02 10:30 +02:00 to Thu 2026-04-02 11:30 +02:00: paused",
        "Thu 2026-04-02 11:30 +02:00 to Thu 2026-04-02 12:30 +02:00: 1 h, in all 1 h 30 min",
        "due Thu 2026-04-02 12:30 +02:00 (at first Thu 2026-04-02 11:30 +02:00)",
    ]


@pytest.mark.parametrize("limit", ["2 hours", "2 business hours"])
@pytest.mark.parametrize("pause", [("12:30", "13:00"), ("12:00", "12:30")], ids=["after", "at"])
def test_d6_a_pause_after_the_deadline_or_at_a_strict_one_is_no_line(limit: str, pause: tuple[str, str]) -> None:
    """Two hours from 10:00 are over at noon, when the office closes too; a strict one is broken at noon (D5)."""
    lines = told("2026-04-02T12:00:00+02:00", *waits(*pause)[:1], within=limit, strict=True, **WAITS)
    assert ": 2 h, in all 2 h" in lines[2]
    later = told("2026-04-02T14:00:00+02:00", *waits(*pause), within=limit, strict=True, **WAITS)
    assert [line for line in later if "in all" in line] == [lines[2]]
    assert not any("paused" in line for line in later)


# -- pauses


@pytest.mark.parametrize(("limit", "count"), [("2 hours", "2 h, in all 2 h"), ("1 business hour", "1 h, in all 1 h")])
def test_c5_what_came_before_a_restart_is_no_line(limit: str, count: str) -> None:
    """Paused from 10:15 to 10:30; the limit that counts from 11:00 knows nothing of it."""
    raised = Event("changed", "2026-04-02T11:00:00+02:00", severity="P0")
    within, facts = {"P0": limit, "P1": "8 hours"}, {"severity": "P1"}
    settings = {"within": within, "on_change": {"stricter": "restart"}, **WAITS}
    lines = told("2026-04-02T11:30:00+02:00", *waits("10:15", "10:30"), raised, facts=facts, **settings)
    assert lines[2].startswith("Thu 2026-04-02 11:00")
    assert count in lines[2]
    assert lines[3].startswith("due")


@pytest.mark.parametrize(
    ("limit", "lines"),
    [
        (
            "2 hours",
            [
                "Thu 2026-04-02 10:00 +02:00 to Thu 2026-04-02 11:00 +02:00: paused",
                "Thu 2026-04-02 11:00 +02:00 to Thu 2026-04-02 13:00 +02:00: 2 h, in all 2 h",
            ],
        ),
        (
            "1 business hour",
            [
                "Thu 2026-04-02 10:00 to 11:00: paused",
                "Thu 2026-04-02 11:00 to 12:00: 1 h, in all 1 h (eve of Good Friday)",
            ],
        ),
    ],
)
def test_p5_a_pause_from_the_very_start_is_told(limit: str, lines: list[str]) -> None:
    assert told("2026-04-02T11:30:00+02:00", *waits("10:00", "11:00"), within=limit, **WAITS)[2:4] == lines
    assert told("2026-04-02T10:30:00+02:00", waits("10:00", "11:00")[0], within=limit, **WAITS)[2].startswith(
        "paused since Thu 2026-04-02 10:00"
    )


def test_p5_pauses_that_follow_each_other_are_told_one_by_one() -> None:
    """A resumption at 11:00 that another pause ends at once; before it, a stop taken back at once is no pause."""
    both = (Event("resolved", "2026-04-02T10:15:00+02:00"), Event("reopened", "2026-04-02T10:15:00+02:00"))
    events = (*both, *waits("10:30", "11:00"), *waits("11:00", "11:30"))
    assert told("2026-04-02T11:45:00+02:00", *events, within="1 business hour", **WAITS)[2:7] == [
        "Thu 2026-04-02 10:00 to 10:15: 15 min, in all 15 min (eve of Good Friday)",
        "Thu 2026-04-02 10:15 to 10:30: 15 min, in all 30 min (eve of Good Friday)",
        "Thu 2026-04-02 10:30 to 11:00: paused",
        "Thu 2026-04-02 11:00 to 11:30: paused",
        "Thu 2026-04-02 11:30 to 12:00: 30 min, in all 1 h (eve of Good Friday)",
    ]
    given_back = told("2026-04-02T11:45:00+02:00", *events, within="2 business days", **WAITS)
    assert given_back[-4:-2] == [
        "Thu 2026-04-02 10:30 to 11:00: paused, 30 min of open time given back",
        "Thu 2026-04-02 11:00 to 11:30: paused, 30 min of open time given back",
    ]


def test_d6_a_strict_date_is_not_moved_by_a_pause_at_its_very_instant() -> None:
    """D5: one working day after Thursday 10:00 is Tuesday 10:00."""
    away = (
        Event("changed", "2026-04-07T10:00:00+02:00", status="waiting"),
        Event("changed", "2026-04-07T11:00:00+02:00", status="open"),
    )
    lines = told("2026-04-07T12:00:00+02:00", *away, within="1 business day", strict=True, **WAITS)
    assert lines[2:8] == [*EASTER, "Tue 2026-04-07: working day 1", "due Tue 2026-04-07 10:00 +02:00"]


# -- dates are those of the calendar


def test_t4_dates_are_those_of_the_calendar_wherever_the_machine_is() -> None:
    """From Thursday 09:30: 7.5 hours that day, Friday is Waitangi Day, 1.5 hours on Monday."""
    closed = ["Fri 2026-02-06 closed: Waitangi Day", "Sat 2026-02-07 closed", "Sun 2026-02-08 closed"]
    assert auckland("9 business hours") == [
        "Thu 2026-02-05 09:30 to 17:00: 7 h 30 min, in all 7 h 30 min",
        *closed,
        "Mon 2026-02-09 09:00 to 10:30: 1 h 30 min, in all 9 h",
        "due Mon 2026-02-09 10:30 +13:00",
    ]
    first = "Mon 2026-02-09: working day 1"
    assert auckland("1 business day") == [*closed, first, "due Mon 2026-02-09 09:30 +13:00"]
    assert auckland("end of next business day") == [*closed, first, "due Mon 2026-02-09 17:00 +13:00"]
    assert auckland("next business day by 09:00") == [*closed, first, "due Mon 2026-02-09 09:00 +13:00"]
    assert auckland("2 calendar days") == [
        "Thu 2026-02-05 and 2 calendar days: Sat 2026-02-07, at the same time of day",
        "due Sat 2026-02-07 09:30 +13:00",
    ]


def test_t4_the_day_after_a_holiday_begins_at_its_own_midnight() -> None:
    """00:30 on Tuesday in Zurich is still Easter Monday in UTC."""
    night = "2026-04-07T00:30:00+02:00"
    assert told(night, created=night, within="1 business hour")[2] == "Tue 2026-04-07 09:00 to 10:00: 1 h, in all 1 h"
