"""How a clock is explained at its edges: owner, cycles, changing calendars, long counts (P5, C3, C6)."""

import pytest

from decisions.paper import CREATED, told
from slapolicy import Event, Policy, Ticket

EARLY = {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}
LATE = {"tz": "Europe/London", "hours": {"mon-fri": "12:00-20:00"}}
BY_TEAM = [{"when": {"team": "late"}, "calendar": "late"}, {"calendar": "early"}]


def moved(at: str, *events: tuple[str, dict[str, str]], within: str = "2 business days") -> list[str]:
    """The lines after the promise, of a ticket created on Monday 2 March at ten that goes from desk to desk."""
    target = {"stop": "resolved", "calendar": BY_TEAM, "within": within, "pause": {"status": "waiting"}}
    policy = Policy.from_dict(
        {"name": "two desks", "calendars": {"early": EARLY, "late": LATE}, "targets": {"x": target}}
    )
    changes = [Event("changed", f"2026-03-{when}Z", **facts) for when, facts in events]
    ticket = Ticket("T-1", [Event("created", "2026-03-02T10:00Z"), *changes])
    lines = policy.evaluate(ticket, at=f"2026-03-{at}Z").explain("x").splitlines()
    return [line.strip() for line in lines[2:]]


DAYS = ["Tue 2026-03-03: working day 1", "Wed 2026-03-04: working day 2"]


def test_c6_days_that_change_their_calendar_twice_tell_what_is_left_at_the_end() -> None:
    """12 early hours are left at 14:00; the late desk's Monday leaves 8 of them at 18:00: the early desk's Tuesday."""
    assert moved("03T09:00", ("02T14:00", {"team": "late"}), ("02T18:00", {"team": "early"})) == [
        *DAYS,
        "Mon 2026-03-02 14:00: what is left, counted in Europe/London from then on",
        "Mon 2026-03-02 18:00: 8 h left, counted in UTC from then on",
        "due Tue 2026-03-03 17:00 +00:00 (at first Wed 2026-03-04 10:00 +00:00)",
        "used 8 h, 8 h left",
    ]


def test_c6_a_pause_gives_back_the_hours_of_the_calendar_that_holds_in_it() -> None:
    """D6: paused Tuesday 10:00 to 13:00, of which the late desk is open for one hour: 18:00 becomes 19:00."""
    away = [("03T10:00", {"status": "waiting"}), ("03T13:00", {"status": "open"})]
    assert moved("03T14:00", ("02T14:00", {"team": "late"}), *away) == [
        *DAYS,
        "Mon 2026-03-02 14:00: what is left, counted in Europe/London from then on",
        "Tue 2026-03-03 10:00 to 13:00: paused, 1 h of open time given back",
        "due Tue 2026-03-03 19:00 +00:00 (at first Wed 2026-03-04 10:00 +00:00)",
        "used 11 h, 5 h left",
    ]


def test_c6_a_paused_clock_does_not_know_what_is_left_by_another_calendar() -> None:
    """D6: of 12 hours the late desk's Monday took six; the others, from Tuesday 13:00 on, would last until 19:00."""
    lines = moved("03T13:00", ("02T14:00", {"team": "late"}), ("03T10:00", {"status": "waiting"}))
    assert lines[2:] == [
        "Mon 2026-03-02 14:00: what is left, counted in Europe/London from then on",
        "paused: no deadline; if it resumed now, due Tue 2026-03-03 19:00 +00:00",
        "used 10 h, 6 h left",
    ]


@pytest.mark.parametrize(
    ("days", "cut", "last"),
    [
        (40, None, "Mon 2026-06-01: working day 40"),
        (41, "... 1 more lines ...", "Tue 2026-06-02: working day 41"),
    ],
)
def test_p5_sixty_lines_are_told_whole(days: int, cut: str | None, last: str) -> None:
    """Friday 3 April to Monday 1 June are sixty dates, of which eight weeks' weekdays and one, less one, are 40."""
    lines = told(CREATED, within=f"{days} business days")[2:-2]
    assert len(lines) == (60 if cut is None else 61)
    assert [line for line in lines if line.startswith("...")] == ([cut] if cut else [])
    assert (lines[0], lines[-1]) == ("Fri 2026-04-03 closed: Good Friday", last)


def test_p5_the_owner_of_a_target_and_every_earlier_cycle() -> None:
    """C3: rounds of an hour; the first was done in time, the second late, the third runs from 13:00."""
    policy = Policy.from_dict(
        {
            "name": "rounds",
            "owners": {"press": "Press"},
            "targets": {"x": {"stop": "closed", "every": "1 hour", "completed_by": "posted", "owner": "press"}},
        }
    )
    posted = [Event("posted", f"2026-04-02T{hour}:00Z") for hour in ("11:00", "13:00")]
    ticket = Ticket("T-1", [Event("created", "2026-04-02T10:00:00Z"), *posted])
    lines = policy.evaluate(ticket, at="2026-04-02T13:30:00Z").explain("x").splitlines()
    assert lines[:3] == [
        "x: open (running), owner press",
        "  cycle 3; before it: met, missed",
        "  promised within 1 hour, started Thu 2026-04-02 13:00 +00:00",
    ]


def test_c6_a_pause_before_a_date_is_told_by_the_calendar_that_counted_it() -> None:
    """C6: a limit in calendar days is counted in UTC, where it began; in Tokyo the pause is nine hours later."""
    tokyo = {"tz": "Asia/Tokyo", "hours": {"mon-fri": "09:00-17:00"}}
    target = {"stop": "resolved", "calendar": BY_TEAM, "within": "3 calendar days", "pause": {"status": "waiting"}}
    policy = Policy.from_dict(
        {"name": "two desks", "calendars": {"early": EARLY, "late": tokyo}, "targets": {"x": target}}
    )
    events = [
        Event("created", "2026-03-02T10:00Z"),
        Event("changed", "2026-03-02T14:00Z", team="late"),
        Event("changed", "2026-03-03T16:00Z", status="waiting"),
        Event("changed", "2026-03-03T18:00Z", status="open"),
    ]
    assert policy.evaluate(Ticket("T-1", events), at="2026-03-03T19:00Z").explain("x").splitlines()[2:5] == [
        "    Mon 2026-03-02 and 3 calendar days: Thu 2026-03-05, at the same time of day",
        "    Tue 2026-03-03 16:00 to 18:00: paused, 2 h given back",
        "  due Thu 2026-03-05 12:00 +00:00 (at first Thu 2026-03-05 10:00 +00:00)",
    ]
