"""Receipts at the edges: nights, midnights, names of days, other zones, dates that a zone skips (P6, T3, D4, D8).

The office is that of the explanations: Thursday 2 April 2026 closes at noon, Friday and Monday are holidays.
"""

from typing import Any

import pytest

from decisions.paper import CREATED, OFFICE
from slapolicy import Event, Policy, Ticket
from slapolicy.verifier import verify

HOUR = 3_600_000_000
NIGHTS = {"tz": "Europe/Zurich", "hours": {"mon-sun": "22:00-06:00"}}
AUCKLAND = {"tz": "Pacific/Auckland", "hours": {"mon-fri": "09:00-17:00"}, "holidays": ["2026-02-06 Waitangi Day"]}


def receipt(created: str, within: str, at: str | None = None, *, calendar: Any = OFFICE, **parts: Any) -> Any:
    """The receipt of a promise by one calendar, that the verifier accepts."""
    target = {"stop": "resolved", "within": within, **parts}
    document = {"name": "paper", "calendars": {"hours": calendar}, "calendar": "hours", "targets": {"x": target}}
    policy = Policy.from_dict(document)
    told = policy.evaluate(Ticket("T-1", [Event("created", created)]), at=at or created).receipt("x")
    assert verify(told) == ()
    return told


def rows(timeline: list[dict[str, Any]]) -> list[tuple[str, str, str, str]]:
    """Day and time of start and end, the kind, the name."""
    texts = [(row["start"][8:16], row["end"][8:16], row["kind"], row["name"]) for row in timeline]
    return [(start.replace("T", " "), end.replace("T", " "), kind, name) for start, end, kind, name in texts]


def days(told: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [(day["number"], day["weekday"], day["opens"]) for day in told["dates"]["days"]]


def test_p6_a_row_has_its_zone_and_the_name_of_its_own_day_only() -> None:
    """Wednesday evening has no name, the next morning is that of the eve; Good Friday after it does not matter."""
    told = receipt("2026-04-01T16:00:00+02:00", "2 business hours")
    assert rows(told["timeline"]) == [
        ("01 16:00", "01 17:00", "counted", ""),
        ("01 17:00", "02 00:00", "closed", ""),
        ("02 00:00", "02 09:00", "closed", "eve of Good Friday"),
        ("02 09:00", "02 10:00", "counted", "eve of Good Friday"),
    ]
    assert {row["zone"] for row in told["timeline"]} == {"Europe/Zurich"}


def test_p6_closed_time_that_ends_at_midnight_has_no_name_of_the_day_that_begins() -> None:
    """Open around the clock until Wednesday; a holiday on Thursday, nothing on Friday, a drill from Saturday 00:00."""
    calendar = {
        "tz": "UTC",
        "hours": {"mon-thu": "00:00-24:00"},
        "holidays": ["2026-04-02 Founders' day"],
        "special": {"2026-04-04 drill": "00:00-10:00"},
    }
    assert rows(receipt("2026-04-01T16:00:00Z", "12 business hours", calendar=calendar)["timeline"]) == [
        ("01 16:00", "02 00:00", "counted", ""),
        ("02 00:00", "03 00:00", "closed", "Founders' day"),
        ("03 00:00", "04 00:00", "closed", ""),
        ("04 00:00", "04 04:00", "counted", "drill"),
    ]


def test_t4_days_and_names_are_those_of_the_calendar() -> None:
    """Auckland's mornings are the evenings before in UTC: from Thursday 09:30, Friday is Waitangi Day."""
    told = receipt("2026-02-04T20:30:00Z", "1 business day", calendar=AUCKLAND)
    assert days(told) == [(0, "Thu", "2026-02-05T09:00:00+13:00"), (1, "Mon", "2026-02-09T09:00:00+13:00")]
    assert rows(told["timeline"]) == [
        ("05 09:30", "05 17:00", "counted", ""),
        ("05 17:00", "06 00:00", "closed", ""),
        ("06 00:00", "07 00:00", "closed", "Waitangi Day"),
        ("07 00:00", "09 09:00", "closed", ""),
        ("09 09:00", "09 09:30", "counted", ""),
    ]
    special = AUCKLAND | {"holidays": [], "special": {"2026-02-06 half day": "09:00-12:00"}}
    told = receipt("2026-02-05T19:00:00Z", "1 business hour", calendar=special)
    assert rows(told["timeline"]) == [
        ("06 08:00", "06 09:00", "closed", "half day"),
        ("06 09:00", "06 10:00", "counted", "half day"),
    ]


def test_p6_what_comes_after_the_deadline_is_told_only_where_something_does() -> None:
    """Two hours from 10:00 are over at noon."""
    before, then, after = (receipt(CREATED, "2 hours", f"2026-04-02T{at}+02:00") for at in ("11:59", "12:00", "12:01"))
    assert (before["overrun"], then["overrun"]) == (None, None)
    assert after["overrun"] == {"counted": HOUR // 60, "closed": 0, "paused": 0}


def test_p6_every_number_is_whole() -> None:
    told = receipt(CREATED, "1 business day", "2026-04-08T10:00:00+02:00")
    numbers = [told[key] for key in ("at_microseconds", "open_for", "amount", "carried", "used", "left")]
    numbers += [row[key] for row in told["timeline"] for key in ("amount", "total")]
    numbers += [day["after"] for day in told["dates"]["days"]] + list(told["overrun"].values())
    assert {type(number) for number in numbers} == {int}


# -- dates


def test_d4_a_night_belongs_to_the_date_on_which_it_began() -> None:
    """T3: Tuesday 02:00 is Monday's night; a working day later it is 02:00 in Tuesday's."""
    told = receipt("2026-03-03T02:00:00+01:00", "1 business day", calendar=NIGHTS)
    assert days(told) == [(0, "Mon", "2026-03-02T22:00:00+01:00"), (1, "Tue", "2026-03-03T22:00:00+01:00")]
    assert told["due_at"] == "2026-03-04T02:00:00+01:00"


@pytest.mark.parametrize(
    ("created", "first", "due"),
    [
        # Saturday's own hours have begun: a working day later is Monday, which opens at nine
        ("2026-03-07T03:59:00+01:00", "Sat", "2026-03-09T09:00:00+01:00"),
        # they are over, and Friday's night is not: a working day later is Saturday, whose hours were just over
        ("2026-03-07T04:00:00+01:00", "Fri", "2026-03-07T04:00:00+01:00"),
    ],
)
def test_d4_a_date_whose_own_hours_are_over_gives_way_to_the_night_that_is_not(
    created: str, first: str, due: str
) -> None:
    """Friday's night ends on Saturday at six, Saturday's own hours at four; the end of a span is outside (T3)."""
    hours = {"fri": "22:00-06:00", "sat": "00:00-04:00", "mon": "09:00-17:00"}
    told = receipt(created, "1 business day", calendar={"tz": "Europe/Zurich", "hours": hours})
    assert (days(told)[0][1], told["due_at"]) == (first, due)
    assert told["dates"]["lands"] == ("at_start" if due == created else "at_opening")


def test_d2_days_are_counted_from_the_next_opening() -> None:
    """Saturday's ticket begins on Tuesday at nine."""
    told = receipt("2026-04-04T10:00:00+02:00", "1 business day")
    assert days(told) == [(0, "Tue", "2026-04-07T09:00:00+02:00"), (1, "Wed", "2026-04-08T09:00:00+02:00")]
    assert (told["dates"]["aimed_at"], told["dates"]["lands"]) == ("2026-04-08T09:00:00", "as_aimed")


@pytest.mark.parametrize(
    ("created", "limit", "only", "due"),
    [
        # Saturday's next business day is Tuesday: the date itself counts, not its next opening
        ("2026-04-04T10:00:00+02:00", "next business day by 16:00", "Tue", "2026-04-07T16:00:00+02:00"),
        (CREATED, "next business day by 16:00", "Tue", "2026-04-07T16:00:00+02:00"),
        (CREATED, "end of next business day", "Tue", "2026-04-07T17:00:00+02:00"),
        (CREATED, "end of business day", "Thu", "2026-04-02T12:00:00+02:00"),
        # at the very closing the day is over
        ("2026-04-01T17:00:00+02:00", "end of business day", "Thu", "2026-04-02T12:00:00+02:00"),
        ("2026-04-01T16:59:59+02:00", "end of business day", "Wed", "2026-04-01T17:00:00+02:00"),
    ],
)
def test_d1_a_dated_deadline_counts_its_last_date_alone(created: str, limit: str, only: str, due: str) -> None:
    told = receipt(created, limit)
    assert [(number, weekday) for number, weekday, _ in days(told)] == [(0, only)]
    assert (told["due_at"], told["dates"]["due_at"]) == (due, due)


def test_d8_calendar_days_land_at_the_time_of_day_aimed_at() -> None:
    dates = receipt(CREATED, "3 calendar days")["dates"]
    assert (dates["aimed_at"], dates["lands"], dates["days"]) == ("2026-04-05T10:00:00", "as_aimed", [])


def test_d8_a_date_that_a_zone_skips_has_no_time_of_day_to_aim_at() -> None:
    """Samoa went from 29 to 31 December 2011; what was left of the night of the 30th was 00:00 to 06:00 on the 31st."""
    apia = {"tz": "Pacific/Apia", "hours": {"mon-sun": "22:00-06:00"}}
    created = "2011-12-31T01:00:00+14:00"
    now, later = (receipt(created, f"{count} business days", calendar=apia) for count in (0, 1))
    assert (now["due_at"], now["dates"]["aimed_at"], now["dates"]["lands"]) == (created, None, "at_start")
    assert (later["due_at"], later["dates"]["aimed_at"]) == ("2012-01-01T01:00:00+14:00", None)
    assert days(later)[0] == (0, "Sat", "2011-12-31T00:00:00+14:00")


def test_p6_days_without_a_closing_are_cut_at_each_day_counted() -> None:
    """Around the clock from Wednesday 16:00: Thursday, Friday and Saturday, each from midnight."""
    told = receipt("2026-04-01T16:00:00Z", "3 business days", calendar="24x7")
    assert [opens[8:16] for _, _, opens in days(told)] == ["01T00:00", "02T00:00", "03T00:00", "04T00:00"]
    assert rows(told["dates"]["timeline"]) == [
        ("01 16:00", "02 00:00", "counted", ""),
        ("02 00:00", "03 00:00", "counted", ""),
        ("03 00:00", "04 00:00", "counted", ""),
        ("04 00:00", "04 16:00", "counted", ""),
    ]


def test_p6_a_date_whose_midnight_came_before_the_clock_was_put_back() -> None:
    """D8: St. John's went from 00:01 back to 23:01, so in the second 23:30 of Saturday Sunday had begun once."""
    policy = Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "island",
            "calendars": {
                "desk": {
                    "tz": "America/St_Johns",
                    "hours": {"mon-fri": "09:00-17:00"},
                    "holidays": ["2010-11-07 Clocks go back"],
                }
            },
            "calendar": "desk",
            "targets": {"reply": {"stop": "replied", "within": "1 business hour"}},
        }
    )
    ticket = Ticket("T-1", [Event("created", "2010-11-06T23:30:00-03:30")])
    receipt = policy.evaluate(ticket, at="2010-11-07T12:00:00-03:30").receipt("reply")
    assert [(row["start"], row["end"], row["name"]) for row in receipt["timeline"]] == [
        ("2010-11-06T23:30:00-03:30", "2010-11-08T00:00:00-03:30", "Clocks go back"),
        ("2010-11-08T00:00:00-03:30", "2010-11-08T09:00:00-03:30", ""),
        ("2010-11-08T09:00:00-03:30", "2010-11-08T10:00:00-03:30", ""),
    ]
    assert verify(receipt) == ()
