"""Two calendars: where one is open and the other is not, and whether they count days alike (T3-T9)."""

from typing import Any

import pytest

from slapolicy import Calendar
from slapolicy.analysis.diffs.hours import Hours, hours
from slapolicy.instants import instant

WORK = {"mon-fri": "09:00-17:00"}


def utc(hours: Any = None, **keys: Any) -> Calendar:
    return Calendar(**{"tz": "UTC", "hours": hours or WORK, **keys})


def zurich(hours: Any = None, **keys: Any) -> Calendar:
    return utc(hours, tz="Europe/Zurich", **keys)


def found(old_only: str | None, new_only: str | None, **keys: bool) -> Hours:
    old, new = (instant(at) if at else None for at in (old_only, new_only))
    return Hours(old, new, **{"days": False, **keys})


NIGHTS = {"mon-fri": "22:00-06:00"}
SPLIT = {"mon": "22:00-24:00", "tue-fri": "00:00-06:00, 22:00-24:00", "sat": "00:00-06:00"}
ALWAYS = {"mon-sun": "00:00-24:00"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (utc(), utc(), found(None, None, days=True, drops=True, gains=True)),
        (utc(NIGHTS), utc(NIGHTS), found(None, None, days=True)),
        (utc(), utc(horizon="20 years"), found(None, None, days=True, drops=True, gains=True)),
        # 1 January 2026 is a Thursday.
        (utc(), utc({"mon-fri": "09:00-16:00"}), found("2026-01-01T16:00Z", None)),
        (utc(), utc({"mon-fri": "08:00-16:00"}), found("2026-01-01T16:00Z", "2026-01-01T08:00Z")),
        (utc(), utc({"mon-thu": "09:00-17:00"}), found("2026-01-02T09:00Z", None, drops=True)),
        (utc({"mon-thu": "09:00-17:00"}), utc(), found(None, "2026-01-02T09:00Z", gains=True)),
        (utc(), utc({"mon-thu": "09:00-17:00", "sat": "09:00-17:00"}), found("2026-01-02T09:00Z", "2026-01-03T09:00Z")),
        # A holiday of every year is told of 2026, and one of 2001 (a Tuesday) of that year.
        (utc(), utc(holidays=["yearly 12-25"]), found("2026-12-25T09:00Z", None, drops=True)),
        (utc(), utc(holidays=["2001-12-25"]), found("2001-12-25T09:00Z", None, drops=True)),
        (utc(holidays=["2001-12-25"]), utc(), found(None, "2001-12-25T09:00Z", gains=True)),
        (utc(), utc(holidays=["2026-12-26"]), found(None, None, days=True, drops=True, gains=True)),  # a Saturday
        (utc(), utc(special={"2026-12-24": "09:00-12:00"}), found("2026-12-24T12:00Z", None)),
        (utc(), utc(special={"2026-12-26": "09:00-12:00"}), found(None, "2026-12-26T09:00Z", gains=True)),
        # Nights: the hours of a Monday holiday run into Tuesday, and its own morning is Sunday's.
        (utc(NIGHTS), utc(SPLIT), found(None, None)),
        (utc(NIGHTS), utc(NIGHTS, holidays=["2026-01-05"]), found("2026-01-05T22:00Z", None)),
        (
            utc(NIGHTS, holiday_cuts="date"),
            utc(NIGHTS, holiday_cuts="date", holidays=["2026-01-06"]),
            found("2026-01-06T00:00Z", None),
        ),
        (utc(), utc(special={"2026-12-24": "22:00-02:00"}), found("2026-12-24T09:00Z", "2026-12-24T22:00Z")),
        # Zones: without a change of the clock there is no date on which hours that never close differ.
        (utc(ALWAYS), zurich(ALWAYS), found(None, None)),
        (
            utc(ALWAYS),
            utc({"mon-sun": "00:00-12:00, 12:00-24:00"}),
            found(None, None, days=True, drops=True, gains=True),
        ),
        (utc(ALWAYS), utc(ALWAYS, holidays=["2026-01-05"]), found("2026-01-05T00:00Z", None, drops=True)),
        # 09:00 to 17:00 in Zurich is 08:00 to 16:00 in winter.
        (utc(), zurich(), found("2026-01-01T16:00Z", "2026-01-01T08:00Z")),
        (utc({"mon-fri": "10:00-11:00"}), zurich(), found(None, "2026-01-01T08:00Z", known=False)),
        (zurich(), utc({"mon-fri": "10:00-11:00"}), found("2026-01-01T08:00Z", None, known=False)),
        (
            utc({"mon-fri": "08:00-16:00"}),
            utc({"mon-fri": "08:00-16:00"}, tz="Africa/Abidjan"),
            found(None, None, known=False),
        ),
    ],
)
def test_t5_where_only_one_of_two_calendars_is_open(old: Calendar, new: Calendar, expected: Hours) -> None:
    assert hours(old, new) == expected


EARLY, LATE = utc({"mon-fri": "06:00-10:00"}), utc({"mon-fri": "15:00-20:00"})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (EARLY | LATE, LATE | EARLY, found(None, None, days=True)),
        (EARLY | utc() | LATE, LATE | EARLY | utc(), found(None, None, days=True)),
        (EARLY & utc(), utc() & EARLY, found(None, None, days=True)),
        (utc() - EARLY - LATE, utc() - EARLY - LATE, found(None, None, days=True, drops=False, gains=False)),
        # What is taken away is no longer what it is taken from: 06:00 to 09:00, and 10:00 to 17:00.
        (EARLY - utc(), utc() - EARLY, found("2026-01-01T06:00Z", "2026-01-01T10:00Z")),
        (EARLY | LATE, EARLY | LATE | utc(), found(None, "2026-01-01T10:00Z", known=False)),
        (EARLY | LATE | utc(), EARLY | LATE, found("2026-01-01T10:00Z", None, known=False)),
        (EARLY | utc(), EARLY & utc(), found("2026-01-01T06:00Z", None, known=False)),
        (EARLY | LATE, utc(), found("2026-01-01T06:00Z", "2026-01-01T10:00Z")),
        (utc() | EARLY, utc() | utc({"mon-fri": "06:00-10:00, 10:00-11:00"}), found(None, None, known=False)),
    ],
)
def test_t8_combinations_are_alike_where_their_parts_are(old: Calendar, new: Calendar, expected: Hours) -> None:
    """T9."""
    assert hours(old, new) == expected


def test_t6_beyond_the_years_of_which_the_holidays_are_known_nothing_is() -> None:
    """Christmas of 2000 is a Monday."""
    with_holidays, without = (utc(pinned="2000 to 2003", holidays=days) for days in (["yearly 12-25"], []))
    longer = utc(pinned="2000 to 2004", holidays=["yearly 12-25"])
    assert hours(without, with_holidays) == found("2000-12-25T09:00Z", None, drops=True)
    assert hours(with_holidays, longer) == found(None, None, days=True, known=False)
    assert not hours(with_holidays, longer).open_alike
    short = utc({"mon-fri": "09:00-16:00"}, pinned="2000 to 2003")
    assert hours(without, short) == found("2000-01-03T16:00Z", None)  # a Monday, the first working day
    nights = utc(NIGHTS, pinned="2000 to 2003", holidays=["yearly 01-01"])
    fewer = utc(NIGHTS, pinned="2000 to 2003")
    assert hours(nights, fewer).new_only == instant("2001-01-01T22:00Z")  # a Monday; in 2000 it was a Saturday
    apart = utc(pinned="2000 to 2003"), zurich(pinned="2000 to 2003")
    assert hours(*apart) == found(None, None, known=False)


def test_the_first_of_two_instants() -> None:
    assert hours(utc(), zurich()).first == instant("2026-01-01T08:00Z")
    assert hours(zurich(), utc()).first == instant("2026-01-01T08:00Z")
    assert hours(utc(), utc({"mon-thu": "09:00-17:00"})).first == instant("2026-01-02T09:00Z")
    assert hours(utc(), utc()).first is None


def test_calendars_are_open_alike_where_that_is_certain_only() -> None:
    assert hours(utc(NIGHTS), utc(SPLIT)).open_alike
    assert not hours(utc(), utc({"mon-thu": "09:00-17:00"})).open_alike
    assert not hours(utc({"mon-thu": "09:00-17:00"}), utc()).open_alike
