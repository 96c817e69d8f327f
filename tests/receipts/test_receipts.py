"""Receipts: every row, pause and date of a deadline as data, written here from a calendar on paper (P6).

The office is open 09:00-12:00 and 13:00-17:00, Monday to Friday, in Zurich. Easter 2026: Thursday 2 April closes at
noon, Friday and Monday are holidays; the first working day after it is Tuesday 7 April. The clock was put forward on
Sunday 29 March 2026 at 02:00, to 03:00.
"""

import json
from typing import Any

import pytest

from slapolicy import Event, Policy, PolicyError, Ticket
from slapolicy.verifier import verify

OFFICE = {
    "tz": "Europe/Zurich",
    "hours": {"mon-fri": "09:00-12:00, 13:00-17:00"},
    "holidays": ["2026-04-03 Good Friday", "2026-04-06 Easter Monday"],
    "special": {"2026-04-02 eve of Good Friday": "09:00-12:00"},
}
NIGHT = {"tz": "Europe/Zurich", "hours": {"sat": "22:00-06:00"}}
HOUR = 3_600_000_000
CREATED = "2026-04-02T10:00:00+02:00"
WAITS: dict[str, Any] = {"pause": {"status": "waiting"}}
AWAY = (
    Event("changed", "2026-04-02T11:00:00+02:00", status="waiting"),
    Event("changed", "2026-04-07T14:00:00+02:00", status="open"),
)


def receipt(
    at: str, *events: Event, created: str = CREATED, facts: Any = None, cycle: int | None = None, **target: Any
) -> dict[str, Any]:
    """The receipt of a target `x` by the office's hours; it is plain JSON, and the verifier accepts it."""
    policy = Policy.from_dict(
        {
            "name": "paper",
            "calendars": {"office": OFFICE, "night": NIGHT},
            "calendar": "office",
            "severity": {"levels": ["P0", "P1"]},
            "targets": {"x": {"start": "created", "stop": "resolved", **target}},
        }
    )
    ticket = Ticket("T-1", [Event("created", created, **(facts or {})), *events])
    told = policy.evaluate(ticket, at=at).receipt("x", cycle)
    assert json.loads(json.dumps(told)) == told
    assert verify(told) == ()
    return told


def rows(timeline: list[dict[str, Any]]) -> list[tuple[str, str, str, float, str]]:
    """Day and time of start and end, the kind, the total in hours, and the name."""
    return [
        (
            row["start"][8:16].replace("T", " "),
            row["end"][8:16].replace("T", " "),
            row["kind"],
            row["total"] / HOUR,
            row["name"],
        )
        for row in timeline
    ]


def hours(told: dict[str, Any], *keys: str) -> list[float]:
    return [told[key] / HOUR for key in keys]


EASTER = [
    ("03 00:00", "04 00:00", "closed", "Good Friday"),
    ("04 00:00", "06 00:00", "closed", ""),
    ("06 00:00", "07 00:00", "closed", "Easter Monday"),
    ("07 00:00", "07 09:00", "closed", ""),
]


def easter(total: float) -> list[tuple[str, str, str, float, str]]:
    return [(start, end, kind, total, name) for start, end, kind, name in EASTER]


def test_p6_working_time_over_a_weekend() -> None:
    """Friday 16:00 to 17:00 is one hour, Monday 09:00 to 12:00 are three, 13:00 to 14:00 is one: five."""
    told = receipt("2026-03-16T10:00:00+01:00", created="2026-03-13T16:00:00+01:00", within="5 business hours")
    assert rows(told["timeline"]) == [
        ("13 16:00", "13 17:00", "counted", 1, ""),
        ("13 17:00", "16 09:00", "closed", 1, ""),
        ("16 09:00", "16 12:00", "counted", 4, ""),
        ("16 12:00", "16 13:00", "closed", 4, ""),
        ("16 13:00", "16 14:00", "counted", 5, ""),
    ]
    assert told["due_at"] == "2026-03-16T14:00:00+01:00"
    assert hours(told, "amount", "used", "left") == [5, 2, 3]
    assert [row["amount"] / HOUR for row in told["timeline"]] == [1, 64, 3, 1, 1]


def test_p6_a_pause_over_a_holiday() -> None:
    """Paused Thursday 11:00 to Tuesday 14:00: 123 hours, of which the office was open 1 + 3 + 1."""
    told = receipt("2026-04-07T15:00:00+02:00", *AWAY, within="6 business hours", **WAITS)
    assert rows(told["timeline"]) == [
        ("02 10:00", "02 11:00", "counted", 1, "eve of Good Friday"),
        ("02 11:00", "02 12:00", "paused", 1, "eve of Good Friday"),
        ("02 12:00", "03 00:00", "closed", 1, "eve of Good Friday"),
        *easter(1),
        ("07 09:00", "07 12:00", "paused", 1, ""),
        ("07 12:00", "07 13:00", "closed", 1, ""),
        ("07 13:00", "07 14:00", "paused", 1, ""),
        ("07 14:00", "07 17:00", "counted", 4, ""),
        ("07 17:00", "08 09:00", "closed", 4, ""),
        ("08 09:00", "08 11:00", "counted", 6, ""),
    ]
    (pause,) = told["pauses"]
    assert (pause["start"], pause["end"]) == ("2026-04-02T11:00:00+02:00", "2026-04-07T14:00:00+02:00")
    assert hours(pause, "lasts", "paused", "given_back") == [123, 5, 5]


def test_p6_a_clock_change_counts_real_time() -> None:
    """Saturday 22:00 to Sunday 06:00 lasts seven hours, because 02:00 to 03:00 is skipped (T5)."""
    told = receipt(
        "2026-03-29T12:00:00+02:00", created="2026-03-28T12:00:00+01:00", within="7 business hours", calendar="night"
    )
    (closed, counted) = told["timeline"]
    assert (closed["kind"], closed["amount"]) == ("closed", 10 * HOUR)
    assert (counted["start"], counted["end"]) == ("2026-03-28T22:00:00+01:00", "2026-03-29T06:00:00+02:00")
    assert counted["amount"] == counted["total"] == 7 * HOUR
    assert (told["due_at"], told["verdict"]) == ("2026-03-29T06:00:00+02:00", "breached")
    assert told["overrun"] == {"counted": 0, "closed": 6 * HOUR, "paused": 0}


def test_p6_elapsed_time_is_one_row_a_stretch() -> None:
    """One hour on Thursday, 123 paused, 29 from Tuesday 14:00 to Wednesday 19:00."""
    told = receipt("2026-04-07T15:00:00+02:00", *AWAY, within="30 hours", **WAITS)
    assert rows(told["timeline"]) == [
        ("02 10:00", "02 11:00", "counted", 1, ""),
        ("02 11:00", "07 14:00", "paused", 1, ""),
        ("07 14:00", "08 19:00", "counted", 30, ""),
    ]
    assert hours(told["pauses"][0], "lasts", "paused", "given_back") == [123, 123, 123]


def test_p6_working_days_are_numbered_and_pauses_move_the_last() -> None:
    """From Thursday 10:00 the second working day is Wednesday 8 April; five paused hours move 10:00 to 16:00."""
    told = receipt("2026-04-07T15:00:00+02:00", *AWAY, within="2 business days", **WAITS)
    dates = told["dates"]
    assert [(day["number"], day["weekday"], day["opens"]) for day in dates["days"]] == [
        (0, "Thu", "2026-04-02T09:00:00+02:00"),
        (1, "Tue", "2026-04-07T09:00:00+02:00"),
        (2, "Wed", "2026-04-08T09:00:00+02:00"),
    ]
    assert [day["after"] / HOUR for day in dates["days"]] == [-1, 5 * 24 - 1, 6 * 24 - 1]
    assert (dates["aimed_at"], dates["lands"]) == ("2026-04-08T10:00:00", "as_aimed")
    assert dates["due_at"] == "2026-04-08T10:00:00+02:00"
    assert rows(dates["timeline"])[-3:] == [
        ("07 13:00", "07 17:00", "counted", 9, ""),
        ("07 17:00", "08 09:00", "closed", 9, ""),
        ("08 09:00", "08 10:00", "counted", 10, ""),
    ]
    assert told["due_at"] == "2026-04-08T16:00:00+02:00"
    assert hours(told, "amount", "used", "left") == [10, 2, 8]


def test_p6_calendar_days_and_a_skipped_time() -> None:
    """D8: Saturday 28 March 02:30 and one day is 29 March 02:30, skipped: 03:00, after 23.5 hours."""
    told = receipt("2026-03-28T12:00:00+01:00", created="2026-03-28T02:30:00+01:00", within="1 calendar day")
    assert told["dates"]["aimed_at"] == "2026-03-29T02:30:00"
    assert told["dates"]["lands"] == "after_gap"
    assert told["dates"]["due_at"] == "2026-03-29T03:00:00+02:00"
    assert hours(told, "amount", "used", "left") == [23.5, 9.5, 14]
    week = receipt("2026-04-07T15:00:00+02:00", *AWAY, within="1 week", **WAITS)
    assert (week["dates"]["due_at"], week["due_at"]) == ("2026-04-09T10:00:00+02:00", "2026-04-14T13:00:00+02:00")


@pytest.mark.parametrize(
    ("limit", "created", "aimed", "lands", "due"),
    [
        ("end of business day", CREATED, None, "at_closing", "2026-04-02T12:00:00+02:00"),
        ("end of business day", "2026-04-04T10:00:00+02:00", None, "at_closing", "2026-04-07T17:00:00+02:00"),
        ("end of next business day", CREATED, None, "at_closing", "2026-04-07T17:00:00+02:00"),
        ("next business day by 16:00", CREATED, "2026-04-07T16:00:00", "as_aimed", "2026-04-07T16:00:00+02:00"),
        ("next business day by 08:00", CREATED, "2026-04-07T08:00:00", "as_aimed", "2026-04-07T08:00:00+02:00"),
        # D4: the eve of Good Friday closes at noon, and lunch is over at one
        (
            "1 business day",
            "2026-04-01T16:00:00+02:00",
            "2026-04-02T16:00:00",
            "at_closing",
            "2026-04-02T12:00:00+02:00",
        ),
        (
            "0 business days",
            "2026-04-02T15:00:00+02:00",
            "2026-04-07T09:00:00",
            "as_aimed",
            "2026-04-07T09:00:00+02:00",
        ),
    ],
)
def test_p6_where_dates_land(limit: str, created: str, aimed: str | None, lands: str, due: str) -> None:
    dates = receipt(created, created=created, within=limit)["dates"]
    assert (dates["aimed_at"], dates["lands"], dates["due_at"]) == (aimed, lands, due)


def test_p6_a_day_that_ends_at_its_closing_aims_at_nothing_else() -> None:
    dates = receipt(CREATED, within="1 business day", day_ends="close")["dates"]
    assert (dates["aimed_at"], dates["lands"], dates["due_at"]) == (None, "at_closing", "2026-04-07T17:00:00+02:00")


def test_p6_a_dated_deadline_gets_nothing_back() -> None:
    """D6: paused open time is told, none of it given back; four hours are left at 13:00, whether it runs or not."""
    told = receipt("2026-04-07T13:00:00+02:00", *AWAY, within="end of next business day", **WAITS)
    assert (told["due_at"], told["if_resumed_now"]) == (None, "2026-04-07T17:00:00+02:00")
    assert (told["pauses"][0]["paused"], told["pauses"][0]["given_back"]) == (4 * HOUR, 0)
    assert hours(told, "used", "left") == [1, 4]


def test_p6_a_paused_clock_shows_the_deadline_if_it_resumed_now() -> None:
    """Five hours are left on Friday: Tuesday 09:00 to 12:00 and 13:00 to 15:00."""
    told = receipt("2026-04-03T15:00:00+02:00", AWAY[0], within="6 business hours", **WAITS)
    assert (told["state"], told["verdict"], told["due_at"]) == ("paused", "open", None)
    assert told["if_resumed_now"] == "2026-04-07T15:00:00+02:00"
    assert hours(told, "used", "left") == [1, 5]
    assert told["pauses"][0]["end"] == "2026-04-03T15:00:00+02:00"


def test_p6_a_breach_that_was_followed_by_hours_and_nights() -> None:
    """Due Tuesday 14:00; on Wednesday at 10:00 three hours late the day before and one after nine: four."""
    told = receipt("2026-04-08T10:00:00+02:00", within="6 business hours")
    assert (told["verdict"], told["breached_at"]) == ("breached", "2026-04-07T14:00:00+02:00")
    assert told["overrun"] == {"counted": 4 * HOUR, "closed": 16 * HOUR, "paused": 0}
    assert hours(told, "used", "left") == [10, -4]


def test_p6_strict_is_told_and_decides_at_the_deadline() -> None:
    """D5."""
    done = Event("resolved", "2026-04-02T12:00:00+02:00")
    met, missed = (receipt("2026-04-02T13:00:00+02:00", done, within="2 hours", strict=each) for each in (False, True))
    assert (met["strict"], met["verdict"], met["breached_at"]) == (False, "met", None)
    assert (missed["strict"], missed["verdict"], missed["breached_at"]) == (True, "missed", missed["due_at"])


def test_p6_a_clock_that_never_started_and_a_promise_that_was_never_made() -> None:
    waiting = receipt(CREATED, start="triaged", within="2 hours")
    assert (waiting["state"], waiting["verdict"], waiting["cycles"]) == ("not_started", "none", 0)
    assert (waiting["reason"], waiting["started_at"]) == ("it starts at `triaged`", None)
    nothing = receipt(CREATED, within={"P0": "2 hours", "unclear": "none"})
    assert (nothing["started_at"], nothing["limit"], nothing["timeline"]) == (CREATED, None, [])
    assert nothing["reason"] == "no target where severity is unclear"


def test_p6_each_cycle_has_a_receipt_of_its_own() -> None:
    events = (Event("resolved", "2026-04-02T10:30:00+02:00"), Event("reopened", "2026-04-07T09:00:00+02:00"))
    settings: dict[str, Any] = {"within": "2 business hours", "on_reopen": "new_cycle"}
    at = "2026-04-07T10:00:00+02:00"
    first, second, current = (receipt(at, *events, cycle=cycle, **settings) for cycle in (1, 2, None))
    assert second == current
    assert [(each["cycle"], each["later_cycles"], each["cycles"]) for each in (first, second)] == [(1, 1, 2), (2, 0, 2)]
    assert (first["verdict"], first["due_at"], first["open_for"]) == ("met", "2026-04-02T12:00:00+02:00", HOUR // 2)
    assert (second["verdict"], second["due_at"], second["ended_at"]) == ("open", "2026-04-07T11:00:00+02:00", None)


def test_p6_a_fraction_that_carries_over_is_where_the_totals_begin() -> None:
    """C5: two of eight hours are a quarter: of four hours one is used, three are left at 12:00."""
    told = receipt(
        "2026-04-02T12:00:00+02:00",
        Event("changed", "2026-04-02T12:00:00+02:00", severity="P0"),
        facts={"severity": "P1"},
        within={"P0": "4 hours", "P1": "8 hours"},
        on_change={"stricter": "proportional"},
    )
    assert (told["started_at"], told["counted_from"]) == (CREATED, "2026-04-02T12:00:00+02:00")
    assert hours(told, "carried", "amount", "used", "left") == [1, 4, 1, 3]
    assert rows(told["timeline"]) == [("02 12:00", "02 15:00", "counted", 4, "")]


def test_p6_stretches_by_two_calendars_are_counted_in_their_own_hours() -> None:
    """C6: Friday 13 March 16:00 to 17:00 in the office; then the night team's Saturday 22:00 to 24:00."""
    moved = Event("changed", "2026-03-13T18:00:00+01:00", team="night")
    by_team = [{"when": {"team": "night"}, "calendar": "night"}, {"calendar": "office"}]
    told = receipt(
        "2026-03-13T19:00:00+01:00",
        moved,
        created="2026-03-13T16:00:00+01:00",
        within="3 business hours",
        calendar=by_team,
    )
    assert rows(told["timeline"]) == [
        ("13 16:00", "13 17:00", "counted", 1, ""),
        ("13 17:00", "13 18:00", "closed", 1, ""),
        ("13 18:00", "14 22:00", "closed", 1, ""),
        ("14 22:00", "15 00:00", "counted", 3, ""),
    ]


def test_p6_a_paused_clock_goes_on_by_the_calendar_that_holds_now() -> None:
    """C6, D6: two hours are left, and the team that has it now opens on Saturday at 22:00."""
    events = [
        Event("changed", "2026-03-13T17:00:00+01:00", status="waiting"),
        Event("changed", "2026-03-13T18:00:00+01:00", team="night"),
    ]
    by_team = [{"when": {"team": "night"}, "calendar": "night"}, {"calendar": "office"}]
    settings = {"within": "3 business hours", "calendar": by_team, **WAITS}
    told = receipt("2026-03-13T19:00:00+01:00", *events, created="2026-03-13T16:00:00+01:00", **settings)
    assert told["if_resumed_now"] == "2026-03-15T00:00:00+01:00"


def test_p6_fingerprint_and_versions_are_told() -> None:
    """T6, T11."""
    policy = Policy.from_dict(
        {
            "name": "sourced",
            "calendars": {
                "us": {"tz": "America/New_York", "hours": {"mon-fri": "09:00-17:00"}, "holidays": ["holidays:US"]}
            },
            "calendar": "us",
            "targets": {"x": {"stop": "resolved", "within": "4 business hours"}},
        }
    )
    decision = policy.evaluate(Ticket("T-1", [Event("created", CREATED)]), at=CREATED)
    told = decision.receipt("x")
    assert (told["policy"], told["ticket"], told["target"]) == ("sourced", "T-1", "x")
    assert told["fingerprint"] == policy.fingerprint
    assert told["versions"] == dict(decision.versions)
    assert {"tzdata", "holidays"} <= {name.partition(":")[0] for name in told["versions"]}


def test_p6_an_unknown_target_or_cycle_is_told_with_what_there_is() -> None:
    decision = Policy.from_dict({"name": "p", "targets": {"x": {"stop": "resolved", "within": "1 hour"}}}).evaluate(
        Ticket("T-1", [Event("created", CREATED)]), at=CREATED
    )
    with pytest.raises(PolicyError, match="found `y`; allowed is one of `x`"):
        decision.receipt("y")
    for cycle in (0, 2, -1):
        with pytest.raises(PolicyError, match="allowed is 1 to 1"):
            decision.receipt("x", cycle)
    nothing = Policy.from_dict({"name": "p", "targets": {"x": {"start": "a", "stop": "b", "within": "1 hour"}}})
    with pytest.raises(PolicyError, match="allowed is none: the clock never started"):
        nothing.evaluate(Ticket("T-1"), at=CREATED).receipt("x", 1)


def test_p6_a_ticket_may_have_any_name() -> None:
    """T2: JSON keeps every text that Python has, and the digest is made of it."""
    policy = Policy.from_dict({"name": "größe 北京", "targets": {"x": {"stop": "resolved", "within": "1 hour"}}})
    for name in ("日本", 'a"b\\\n', "half \ud800 a pair", "2026-03-02T10:00:00+00:00"):
        told = policy.evaluate(Ticket(name, [Event("created", CREATED)]), at=CREATED).receipt("x")
        assert verify(json.loads(json.dumps(told))) == ()


def test_p6_a_long_count_is_told_and_checked_whole() -> None:
    """400 weeks of five from a Thursday are Thursday 1 December 2033; two holidays move that to Friday, to Monday."""
    told = receipt(CREATED, within="2000 business days")
    days = told["dates"]["days"]
    assert len(days) == 2001
    assert told["due_at"][:10] == days[-1]["opens"][:10] == "2033-12-05"
