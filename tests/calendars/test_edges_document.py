"""Documents of calendars at their limits: what a fault says, how much is read, what freezing keeps (P2, P3, T6)."""

import pickle
from functools import reduce
from operator import or_
from typing import Any

import pytest

from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.errors import CalendarError, Fault

OFFICE: dict[str, Any] = {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}
NIGHTS: dict[str, Any] = {"tz": "UTC", "hours": {"mon-sun": "22:00-06:00"}}


def faults(document: object) -> list[Fault]:
    with pytest.raises(CalendarError) as refused:
        Calendar.from_dict(document)
    return list(refused.value.faults)


@pytest.mark.parametrize("text", ["24x7", "always", " Always ", "24X7"])
def test_p2_around_the_clock_has_two_names(text: str) -> None:
    """Policies know `always` without its being declared."""
    assert Calendar.from_dict(text) is ALWAYS


@pytest.mark.parametrize(
    ("document", "found"), [(None, "nothing"), ("9x5", "`9x5`"), (7, "`7`"), (["24x7", "24x7"], "a list")]
)
def test_p3_what_is_no_calendar_is_told_what_one_is(document: object, found: str) -> None:
    (fault,) = faults(document)
    assert (fault.code, fault.path, fault.found) == ("wrong-type", (), found)
    assert fault.allowed == "a calendar: a mapping with `tz` and `hours`, or `24x7`"


def test_p3_a_name_in_a_combination_is_told_that_it_takes_hours() -> None:
    """A person with two calendars writes their names first."""
    (fault,) = faults({"any": ["office", OFFICE]})
    assert (fault.code, fault.path, fault.found) == ("wrong-type", ("any", 0), "`office`")
    assert fault.remedy == "write its hours out here: a combination does not know other calendars by name"
    (fault,) = faults({"any": [7, OFFICE]})
    assert fault.remedy == ""


def test_p3_an_unknown_key_gets_the_nearest_known_one() -> None:
    (fault,) = faults(OFFICE | {"holliday_cuts": "both"})
    assert (fault.code, fault.path, fault.found) == ("unknown-key", ("holliday_cuts",), "`holliday_cuts`")
    known = "`tz`, `hours`, `holidays`, `special`, `holiday_cuts`, `horizon`, `pinned`, `provenance`"
    assert fault.allowed == f"one of {known}, `any`, `all`, `except`"
    assert fault.remedy == "write `holiday_cuts`"


def test_p3_an_endless_key_is_cut() -> None:
    """Hostile input: a path names no more than 80 characters of a key."""
    (fault,) = faults(OFFICE | {"k" * 1000: 1})
    assert fault.path == ("k" * 80,)
    assert (fault.found, fault.remedy) == ("`" + "k" * 60 + "…`", "")


@pytest.mark.parametrize("key", ["tz", "hours"])
def test_p3_a_missing_key_is_named(key: str) -> None:
    (fault,) = faults({name: value for name, value in OFFICE.items() if name != key})
    assert (fault.code, fault.path, fault.found) == ("missing-key", (key,), "nothing")
    assert fault.allowed == "a value: the key is required"


@pytest.mark.parametrize(
    "document", [{"any": [OFFICE]}, {"all": OFFICE}, {"except": "24x7"}, {"any": ["24x7", OFFICE], "tz": "UTC"}]
)
def test_p3_a_wrong_combination_is_told_what_one_is(document: dict[str, Any]) -> None:
    (fault,) = faults(document)
    assert (fault.code, fault.path, fault.found) == ("wrong-combination", (), "a mapping")
    (key,) = document.keys() & {"any", "all", "except"}
    assert fault.allowed == f"`{key}` alone, with a list of at least 2 calendars, at most 20 deep"


def test_p2_a_combination_of_many_parts_is_read_back() -> None:
    """As many as may be joined; the size of the whole document has its bound elsewhere."""
    many = reduce(or_, (Calendar(tz="UTC", hours={"mon": f"{n // 60:02}:{n % 60:02}-23:59"}) for n in range(120)))
    assert len(many.to_dict()["any"]) == 120
    assert Calendar.from_dict(many.to_dict()) == many
    assert pickle.loads(pickle.dumps(many)) == many


def test_p3_combinations_may_lie_twenty_deep() -> None:
    """A narrowing and a widening in turn, so that no two of them are one combination."""
    nested: dict[str, Any] = OFFICE
    for depth in range(20):
        nested = {"any" if depth % 2 else "all": ["24x7", nested]}
    assert Calendar.from_dict(nested).is_open("2026-03-06T12:00Z")
    assert faults({"all": ["24x7", nested]})[0].code == "too-deep"


@pytest.mark.parametrize(
    ("horizon", "written"),
    [("1 year", "1 year"), ("2 years", "2 years"), ("99 years", "99 years")],
)
def test_p2_a_horizon_is_written_as_it_was_read(horizon: str, written: str) -> None:
    calendar = Calendar.from_dict(OFFICE | {"horizon": horizon})
    assert calendar.to_dict()["horizon"] == written
    assert Calendar.from_dict(calendar.to_dict()) == calendar


def test_t6_frozen_holidays_reach_a_day_past_the_years_on_either_side() -> None:
    """T3: the night of the day before runs into the first year, and the last night into the day after.

    31 December is a holiday in the Philippines, 2 January in New Zealand and in Romania, 1 January in all of them.
    """
    sources = ["holidays:NZ", "holidays:PH", "holidays:RO"]
    frozen = Calendar.from_dict(NIGHTS | {"holidays": sources}).frozen(2026, 2027)
    dates = [text[:10] for text in frozen.to_dict()["holidays"]]
    assert dates == sorted(dates)
    assert dates[:3] == ["2025-12-31", "2026-01-01", "2026-01-02"]
    assert dates[-2:] == ["2027-12-31", "2028-01-01"]
    assert not frozen.is_open("2026-01-01T02:00Z")


def test_t6_freezing_asks_a_source_for_no_year_that_is_not_needed() -> None:
    """The Chinese holidays of `workalendar` are those of 2018 to 2023; 1 October is the National Day."""
    frozen = Calendar.from_dict(OFFICE | {"holidays": ["workalendar:CN"]}).frozen(2019, 2022)
    assert not frozen.is_open("2019-10-01T12:00Z")
    assert not frozen.is_open("2021-10-01T12:00Z")


def test_t6_freezing_replaces_the_sources_and_nothing_else() -> None:
    """T4: dates and rules of one's own stay as they are written."""
    own = ["yearly 12-24 Christmas Eve", "2026-08-14 company outing"]
    frozen = Calendar.from_dict(OFFICE | {"holidays": ["holidays:US", *own], "horizon": "7 years"}).frozen(2026, 2026)
    document = frozen.to_dict()
    assert "holidays:US" not in document["holidays"]
    assert [text for text in document["holidays"] if text in own] == own
    assert "2026-12-25 Christmas Day" in document["holidays"]
    assert (document["pinned"], document["horizon"]) == ("2026 to 2026", "7 years")


def test_t6_a_calendar_without_sources_is_frozen_too() -> None:
    """Its rules hold for ever, but it was asked for these years only."""
    frozen = Calendar.from_dict(OFFICE).frozen(2026, 2027)
    assert frozen.to_dict() == OFFICE | {"pinned": "2026 to 2027", "provenance": []}


def test_t6_what_is_frozen_again_still_knows_where_it_came_from() -> None:
    """T11: the years may be narrowed, the releases stay."""
    american = Calendar.from_dict(OFFICE | {"holidays": ["holidays:US"]})
    wide = american.frozen(2020, 2030)
    assert wide.frozen(2026, 2026).sources() == wide.sources() == american.sources()
    assert wide.frozen(2026, 2026).to_dict()["pinned"] == "2026 to 2026"
