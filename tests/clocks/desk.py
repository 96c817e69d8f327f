"""One desk for all tests of clocks: Monday to Friday, nine to five, UTC, in the weeks of 2 and 9 March 2026.

Eight hours a day in UTC keep the paper arithmetic short; zones and changes of the clock have their own tests.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from slapolicy import ClockReport, Event, Policy, Ticket

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "mon2", "tue2", "wed2", "thu2", "fri2")


def on(text: str) -> datetime:
    """`on("mon 09:30")`: a day of the two weeks, and a time in UTC."""
    day, _, clock = text.partition(" ")
    hour, minute = clock.split(":")
    return datetime(2026, 3, 2 + _DAYS.index(day), int(hour), int(minute), tzinfo=UTC)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def event(name: str, when: str, **facts: object) -> Event:
    return Event(name, on(when), **facts)


def desk(**target: Any) -> Policy:
    """A policy whose only target is `t`, from `created` to `resolved` unless told otherwise."""
    return Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "desk",
            "calendars": {"office": {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}},
            "calendar": "office",
            "severity": {"levels": ["P0", "P1", "P2"]},
            "targets": {"t": {"start": "created", "stop": "resolved"} | target},
        }
    )


def judged(events: list[Event], at: str, **target: Any) -> ClockReport:
    """The clock of `t` over these events, at an instant."""
    return desk(**target).evaluate(Ticket("T-1", events), at=on(at)).clocks["t"]
