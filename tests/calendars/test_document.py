"""Calendars as documents, fields and pickles: nothing lost, and every fault at once (P1, P2, P3, T6)."""

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter

from slapolicy._model import Model
from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.errors import CalendarError, PolicyError
from slapolicy.policy import Policy

FULL: dict[str, Any] = {
    "tz": "Europe/Zurich",
    "hours": {"mon-thu": "09:00-17:00", "fri": "22:00-06:00"},
    "holidays": [
        "holidays:CH-ZH",
        "yearly 12-25 Christmas",
        "2026-12-24 to 2026-12-31 between the years",
        "2026-08-14",
    ],
    "special": {"yearly 12-24": "09:00-12:00 Christmas Eve", "2026-08-15": "closed stocktaking"},
    "holiday_cuts": "both",
    "horizon": "1 year",
}
OFFICE: dict[str, Any] = {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}


@pytest.mark.parametrize("document", [FULL, OFFICE, OFFICE | {"pinned": "2020 to 2030", "provenance": ["a list 1"]}])
def test_a_document_is_written_as_it_was_read(document: dict[str, Any]) -> None:
    """P2."""
    assert Calendar.from_dict(document).to_dict() == document
    assert eval(repr(Calendar.from_dict(document)), {"Calendar": Calendar}) == Calendar(**document)


def test_a_combination_is_a_document_too() -> None:
    """P2, T8."""
    document = {"except": ["24x7", {"any": [OFFICE, FULL]}]}
    calendar = Calendar.from_dict(document)
    assert calendar == ALWAYS - (Calendar(**OFFICE) | Calendar(**FULL))
    assert Calendar.from_dict(calendar.to_dict()) == calendar
    assert repr(calendar).startswith("(ALWAYS - (Calendar(tz='UTC', ")


def test_holidays_may_be_a_mapping_of_dates_to_names() -> None:
    """T4: a name is shown in explanations; a text alone is one entry; without a name it is a holiday."""
    holidays = {date(2026, 5, 1): "Labour  Day", "yearly 08-01": "", "holidays:FR": ""}
    named = Calendar(**OFFICE, holidays=holidays)
    assert named.exception_on(date(2026, 5, 1)) == "Labour Day"
    assert named.exception_on(date(2026, 8, 1)) == "holiday"
    assert named.exception_on(date(2026, 7, 14)) is not None
    alone = Calendar(**OFFICE, holidays="2026-05-01 Labour Day", special={"2026-05-02": "09:00-12:00"})
    assert dict(alone.exceptions(date(2026, 4, 1), date(2026, 5, 31))) == {
        date(2026, 5, 1): "Labour Day",
        date(2026, 5, 2): "special hours",
    }


def test_the_more_particular_date_gives_the_name() -> None:
    """T4: rules, then stretches, then single dates."""
    holidays = ["2026-12-25 the day itself", "yearly 12-25 the rule", "2026-12-24 to 2026-12-26 the stretch"]
    calendar = Calendar(**OFFICE, holidays=holidays)
    assert dict(calendar.exceptions(date(2026, 12, 24), date(2027, 12, 25))) == {
        date(2026, 12, 24): "the stretch",
        date(2026, 12, 25): "the day itself",
        date(2026, 12, 26): "the stretch",
        date(2027, 12, 25): "the rule",
    }


def places(document: object) -> list[str]:
    with pytest.raises(CalendarError) as refused:
        Calendar.from_dict(document)
    return [fault.place for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("document", "wrong"),
    [
        (None, [""]),
        ("9x5", [""]),
        ({}, ["tz", "hours"]),
        ({"tz": "Europe/Zurch", "hors": {}, "horizon": "0 years"}, ["hors", "hours", "tz", "horizon"]),
        (OFFICE | {"holidays": 5}, ["holidays"]),
        (OFFICE | {"holidays": ["2026-02-30", "holydays:US", 7]}, ["holidays[0]", "holidays[1]", "holidays[2]"]),
        (OFFICE | {"holidays": ["2026-01-01"] * 10_001}, ["holidays"]),
        (OFFICE | {"special": ["2026-01-01"]}, ["special"]),
        (OFFICE | {"special": {"soon": "9-5"}}, ["special.soon", "special.soon"]),
        (OFFICE | {"special": {"2026-05-02": "noon"}}, ["special.2026-05-02"]),
        (OFFICE | {"special": {"2026-01-01": "closed", "2026-01-01 again": "closed"}}, ["special"]),
        (OFFICE | {"holiday_cuts": "dates"}, ["holiday_cuts"]),
        (OFFICE | {"pinned": "2030 to 2020"}, ["pinned"]),
        (OFFICE | {"pinned": "ever"}, ["pinned"]),
        (OFFICE | {"pinned": 2020}, ["pinned"]),
        ({"any": [OFFICE]}, [""]),
        ({"any": OFFICE}, [""]),
        ({"any": [OFFICE, OFFICE], "tz": "UTC"}, [""]),
        ({"all": [OFFICE, {"tz": "UTC"}, "9x5"]}, ["all[1].hours", "all[2]"]),
        ({"tz": "UTC", "hours": {"mon": "closed"}}, ["hours"]),
    ],
)
def test_every_fault_is_told_at_once_with_its_place(document: object, wrong: list[str]) -> None:
    """P3, T7."""
    assert places(document) == wrong


def test_nesting_without_end_is_refused() -> None:
    """P3."""
    document: object = OFFICE
    for _ in range(500):
        document = {"any": [document, document]} if document is OFFICE else {"any": ["24x7", document]}
    assert places(document)


def test_a_calendar_is_a_field_of_a_model() -> None:
    """P2, P3: with its JSON Schema, and its faults in their places."""

    class Desk(Model, frozen=True):
        calendar: Calendar

    desk = Desk(calendar=FULL)  # type: ignore[arg-type]
    assert desk.calendar == Calendar(**FULL)
    assert Desk(calendar=desk.calendar).calendar is desk.calendar
    assert desk.model_dump(mode="json") == {"calendar": FULL}
    with pytest.raises(PolicyError) as refused:
        Desk(calendar={"tz": "UTC", "hours": {"mon": "9-5"}})  # type: ignore[arg-type]
    assert [fault.place for fault in refused.value.faults] == ["calendar.hours.mon"]


def test_the_schema_names_every_key() -> None:
    """P2."""
    schema = TypeAdapter(Calendar).json_schema()
    (weekly,) = (kind for kind in schema["anyOf"] if "tz" in kind.get("properties", {}))
    assert weekly["properties"].keys() == FULL.keys() | {"pinned", "provenance"}
    assert weekly["required"] == ["tz", "hours"]
    combinations = {key for kind in schema["anyOf"] for key in kind.get("properties", {})} - weekly["properties"].keys()
    assert combinations == {"any", "all", "except"}


def test_a_combination_is_frozen_part_by_part() -> None:
    """T6, T8, T11: each part with the releases of its own sources."""
    swiss = Calendar(**OFFICE, holidays=["holidays:CH-ZH"])
    french = Calendar(tz="Europe/Paris", hours={"mon-fri": "08:00-18:00"}, holidays=["workalendar:FR"])
    frozen = (swiss | french).frozen(2026, 2026)
    assert {source.name for source in frozen.sources()} == {"holidays:CH-ZH", "workalendar:FR", "tzdata"}
    assert frozen.sources() == (swiss | french).sources()
    assert frozen.exception_on(date(2026, 7, 14)) == french.exception_on(date(2026, 7, 14)) is not None
    assert frozen.exception_on(date(2026, 7, 15)) is None
    year = "2026-01-01T00:00Z", "2027-01-01T00:00Z"
    assert list(frozen.openings(*year)) == list((swiss | french).openings(*year))
    ever = (Calendar(**OFFICE) | Calendar(**OFFICE, holidays=["yearly 12-25"])).frozen(1970, 2199)
    assert ever.is_open("1970-01-02T12:00Z")
    assert ever.is_open("2199-12-30T12:00Z")


def test_a_calendar_never_changes() -> None:
    """P1."""
    calendar = Calendar(**OFFICE)
    with pytest.raises(AttributeError):
        calendar.tz = "UTC"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del calendar.index
    assert calendar != OFFICE


def test_p2_around_the_clock_is_written_as_it_was_read() -> None:
    document = {"slapolicy": 1, "name": "round", "calendars": {"night desk": "24x7"}}
    assert Policy.from_dict(document).to_dict() == document
