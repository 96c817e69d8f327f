"""Where a comparison stands beside what is not known, or where no ticket can show what changed (T6, D6)."""

from typing import Any

import pytest

from slapolicy import Policy
from slapolicy.analysis import Diff, diff

OFFICE: dict[str, Any] = {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}
WAITING = {"status": "waiting"}


def policy(office: dict[str, Any] | None = None, more: dict[str, Any] | None = None, **reply: Any) -> Policy:
    targets = {"reply": {"stop": "replied", **reply}, **(more or {})}
    document = {"slapolicy": 1, "name": "small", "calendars": {"office": office or OFFICE}, "calendar": "office"}
    return Policy.from_dict(document | {"severity": {"otherwise": "P1"}, "targets": targets})


def told(found: Diff) -> list[tuple[str, str, int]]:
    """Each change: its verdict, its name, and how many tickets show it."""
    return [(str(change.verdict), change.name, len(change.witnesses)) for change in found]


def pinned(last: int, *more: str) -> dict[str, Any]:
    return OFFICE | {"holidays": ["2026-01-01", *more], "pinned": f"2026 to {last}"}


def test_t6_a_warning_past_the_known_years_keeps_a_ticket_from_being_decided() -> None:
    """2,500 business hours are more than 2026 has, so no ticket shows that the limit is halved; it is, all the same."""
    old, new = (policy(pinned(2026), within=f"{n} business hours", warn=["2500 business hours late"]) for n in (4, 2))
    assert told(diff(old, new, years=(2026, 2026))) == [("stricter", "reply", 0)]


def test_d6_a_clock_that_is_paused_at_once_shows_no_deadline() -> None:
    """The limit changed where the ticket waits, and there the clock is paused from its start."""
    old, new = (
        policy(within=[{"when": WAITING, "limit": f"{n} hours"}, {"limit": "1 hour"}], pause=WAITING) for n in (4, 2)
    )
    assert told(diff(old, new)) == [("stricter", "reply", 0)]


def test_d6_a_new_promise_that_is_paused_at_once_shows_no_deadline() -> None:
    limits = [{"when": WAITING, "limit": "4 hours"}, {"limit": "none"}]
    new = policy(within="1 hour", more={"repair": {"stop": "mended", "pause": WAITING, "within": limits}})
    assert told(diff(policy(within="1 hour"), new)) == [("added", "repair", 0)]


@pytest.mark.parametrize("day", ["2035-06-01", "2035-12-31"])
def test_t6_hours_that_differ_in_the_last_known_year_only(day: str) -> None:
    """A Friday, and the last day, beside which nothing is known: the starts of 2035 can't all be looked at."""
    old, new = (policy(pinned(2035, *holidays), within="4 business hours") for holidays in ((), (day,)))
    hours, deadlines = diff(old, new)
    assert (str(hours.verdict), hours.name) == ("different", "office")
    assert hours.sentence.startswith("open at ")
    assert f"{day} 09:00 +00:00, closed now" in hours.sentence
    assert (str(deadlines.verdict), deadlines.witnesses) == ("undecided", ())


def test_t6_a_source_that_knows_some_years_only_is_compared_in_these() -> None:
    """The package knows China's holidays from 2018 on, for some years: its first Tuesday shows the other hours."""
    long = OFFICE | {"holidays": ["workalendar:CN"]}
    short = long | {"hours": {"mon-fri": "09:00-16:00"}}
    hours, _ = diff(policy(long, within="4 business hours"), policy(short, within="4 business hours"))
    assert hours.sentence.startswith("open at Tue 2018-01-02 16:00 +00:00, closed now")
