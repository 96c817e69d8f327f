"""The parts of a calendar as people write them: what is read up to which limit, and what a fault says (P2, P3, T4)."""

from datetime import date, timedelta
from typing import Any

import pytest

from slapolicy.calendars import Calendar, HolidayCuts
from slapolicy.errors import CalendarError, Fault

DATES = (
    "a date such as `2026-12-24`, a stretch such as `2026-12-24 to 2026-12-31`, "
    "or a rule such as `yearly 12-25`, `yearly last mon may` or `yearly easter+1`"
)
MAY_DAY = date(2026, 5, 1)
DAYS = [f"{date(2000, 1, 1) + timedelta(days=i)}" for i in range(10_001)]


def office(**parts: Any) -> Calendar:
    return Calendar(**({"tz": "UTC", "hours": {"mon-sun": "09:00-17:00"}} | parts))


def faults(**parts: Any) -> list[Fault]:
    with pytest.raises(CalendarError) as refused:
        office(**parts)
    return list(refused.value.faults)


WHERE_YEARS = "allowed is years such as `2020 to 2030`"
WHERE_HORIZON = "allowed is `1 year` to `230 years`"
WHERE_CUTS = "allowed is `start`, `date`, `both`"
WHERE_SPECIAL = "allowed is a mapping of at most 10000 dates to hours"


@pytest.mark.parametrize(
    ("parts", "code", "told"),
    [
        (
            {"holidays": 5},
            "wrong-value",
            "holidays: found `5`; allowed is a list of dates, yearly rules and sources",
        ),
        ({"holidays": DAYS}, "wrong-value", "holidays: found `10001 entries`; allowed is at most 10000"),
        ({"special": 5}, "wrong-value", f"special: found `5`; {WHERE_SPECIAL}"),
        ({"special": dict.fromkeys(DAYS, "closed")}, "wrong-value", f"special: found a mapping; {WHERE_SPECIAL}"),
        (
            {"special": {"2026-05-01": "closed", "2026-05-01 again": "closed"}},
            "wrong-value",
            "special: found `2026-05-01 again`; allowed is each date once",
        ),
        ({"holiday_cuts": "dates"}, "wrong-setting", f"holiday_cuts: found `dates`; {WHERE_CUTS}; write `date`"),
        ({"holiday_cuts": 7}, "wrong-setting", f"holiday_cuts: found `7`; {WHERE_CUTS}"),
        ({"pinned": "2027 to 2026"}, "wrong-years", f"pinned: found `2027 to 2026`; {WHERE_YEARS}"),
        ({"pinned": "1969 to 1970"}, "wrong-years", f"pinned: found `1969 to 1970`; {WHERE_YEARS}"),
        ({"pinned": "2199 to 2200"}, "wrong-years", f"pinned: found `2199 to 2200`; {WHERE_YEARS}"),
        ({"pinned": 2026}, "wrong-years", f"pinned: found `2026`; {WHERE_YEARS}"),
        ({"provenance": 5}, "wrong-type", "provenance: found `5`; allowed is a list of texts"),
        ({"provenance": None}, "wrong-type", "provenance: found nothing; allowed is a list of texts"),
        ({"provenance": "a list 7"}, "wrong-type", "provenance: found `a list 7`; allowed is a list of texts"),
        ({"provenance": {"a list": 7}}, "wrong-type", "provenance: found a mapping; allowed is a list of texts"),
        ({"horizon": "0 years"}, "wrong-value", f"horizon: found `0 years`; {WHERE_HORIZON}"),
        ({"horizon": "231 years"}, "wrong-value", f"horizon: found `231 years`; {WHERE_HORIZON}"),
        ({"horizon": 100}, "wrong-value", f"horizon: found `100`; {WHERE_HORIZON}"),
        (
            {"hours": {"mon": "closed"}},
            "never-open",
            "hours: found no opening; allowed is hours; write hours for at least one day",
        ),
    ],
)
def test_a_part_that_is_none_is_told_what_it_may_be(parts: dict[str, Any], code: str, told: str) -> None:
    """P3, T7."""
    (fault,) = faults(**parts)
    assert (fault.code, str(fault)) == (code, told)


@pytest.mark.parametrize(
    "part",
    [
        {"pinned": "1970 to 2199", "provenance": ["a list"]},
        {"pinned": "2026 to 2026", "provenance": ["x" * 1000, "a list 7"]},
        {"horizon": "1 year"},
        {"horizon": "230 years"},
        {"holidays": DAYS[:-1]},
        {"special": dict.fromkeys(DAYS[:-1], "closed")},
    ],
)
def test_the_limits_themselves_are_allowed(part: dict[str, Any]) -> None:
    """P2, P3: from 1970 to 2199, 1 to 230 years, 10000 dates; written as they were read."""
    document = office(**part).to_dict()
    assert {key: document[key] for key in part} == part


def test_every_holiday_that_is_none_is_told_under_its_key() -> None:
    """P3: in a mapping by the key, cut to 80 characters; in a list by the number."""
    long = "2026-02-30 " + "x" * 100
    wrong = {"2026-02-30": "leap", "2026-05-01": "Labour Day", "holydays:US": "", long: ""}
    told = faults(holidays=wrong)
    assert [fault.path for fault in told] == [
        ("holidays", "2026-02-30"),
        ("holidays", "holydays:US"),
        ("holidays", long[:80]),
    ]
    assert [fault.code for fault in told] == ["wrong-date", "unknown-source", "wrong-date"]
    assert [fault.path for fault in faults(holidays=list(wrong))] == [("holidays", place) for place in (0, 2, 3)]


def test_every_special_day_that_is_none_is_told_under_its_key() -> None:
    """P3: the date and the hours, both of one key and those of the next."""
    long = "2026-02-30 " + "x" * 100
    told = faults(special={"soon": "9-5", "2026-05-01": "closed", "2026-05-02": "noon", long: "closed"})
    assert [(fault.code, fault.path) for fault in told] == [
        ("wrong-date", ("special", "soon")),
        ("wrong-hours", ("special", "soon")),
        ("wrong-hours", ("special", "2026-05-02")),
        ("wrong-date", ("special", long[:80])),
    ]


@pytest.mark.parametrize("sources", [["holydays:US", "holidays:US"], ["holidays:US", "holydays:US"]])
def test_a_wrong_source_beside_a_right_one_is_told(sources: list[str]) -> None:
    """P3, T6."""
    (fault,) = faults(holidays=sources)
    assert (fault.code, fault.path) == ("unknown-source", ("holidays", sources.index("holydays:US")))


def test_several_sources_hold_together() -> None:
    """T6: the Swiss national day, and the French one."""
    both = office(holidays=["workalendar:FR", "holidays:CH"])
    assert [both.is_working_day(date(2026, month, day)) for month, day in ((7, 14), (7, 15), (8, 1))] == [
        False,
        True,
        False,
    ]
    assert both.to_dict()["holidays"] == ["holidays:CH", "workalendar:FR"]


@pytest.mark.parametrize("text", [" holidays:US", "\tholidays:US", "holidays:US ", "  2026-05-01 ", "\n2026-05-01"])
def test_spaces_around_a_holiday_mean_nothing(text: str) -> None:
    """T6."""
    assert office(holidays=[text]).to_dict()["holidays"] == [text.strip()]


@pytest.mark.parametrize("text", ["yearly 12-25 Christmas: closed", "2026-05-01 9:30 a.m. at the latest"])
def test_a_colon_in_a_name_makes_no_source(text: str) -> None:
    """T4, T6: a source's first word has one."""
    assert office(holidays=[text]).to_dict()["holidays"] == [text]


@pytest.mark.parametrize("text", ["1.5.2026: Labour Day", "2026-05-01: Labour Day", "9:30 on 2026-05-01"])
def test_what_begins_with_a_digit_was_meant_as_a_date(text: str) -> None:
    """P3, T6: no package's name begins with one."""
    (fault,) = faults(holidays=[text])
    assert (fault.code, fault.found, fault.allowed) == ("wrong-date", f"`{text}`", DATES)


@pytest.mark.parametrize("holidays", [["2026-05-01 Labour Day", "2026-05-01"], ["2026-05-01", "2026-05-01 Labour Day"]])
def test_a_date_given_twice_keeps_its_name(holidays: list[str]) -> None:
    """T4."""
    calendar = office(holidays=holidays)
    assert calendar.exception_on(MAY_DAY) == "Labour Day"
    assert calendar.to_dict()["holidays"] == ["2026-05-01 Labour Day"]


def test_special_hours_may_be_a_list_of_windows() -> None:
    """T3, T4: they have no name then, unless the date has one."""
    windows = ["09:00-12:00", "13:00-15:00"]
    calendar = office(special={"2026-05-01": windows, "2026-05-02 stocktaking": windows})
    assert calendar.to_dict()["special"] == {
        "2026-05-01": "09:00-12:00, 13:00-15:00",
        "2026-05-02": "09:00-12:00, 13:00-15:00 stocktaking",
    }
    assert calendar.exception_on(MAY_DAY) == "special hours"


def test_hours_and_their_name_have_1000_characters_at_most() -> None:
    """P3: past them it is no name, but a text that can't be read."""
    longest = "09:00-12:00 " + "x" * 988
    assert office(special={"2026-05-01": longest}).exception_on(MAY_DAY) == "x" * 988
    (fault,) = faults(special={"2026-05-01": longest + "x"})
    assert (fault.code, fault.path) == ("wrong-hours", ("special", "2026-05-01"))


def test_what_pinned_holidays_came_from_is_told_in_any_row_of_texts() -> None:
    """T6: the names of the releases, in their order."""
    pinned = {"pinned": "2026 to 2026"}
    for row in (["a 1", "b 2"], ("a 1", "b 2"), iter(["a 1", "b 2"])):
        assert office(**pinned, provenance=row).to_dict()["provenance"] == ["a 1", "b 2"]


@pytest.mark.parametrize("cuts", list(HolidayCuts))
def test_what_a_holiday_cuts_may_be_given_as_a_word_or_a_member(cuts: HolidayCuts) -> None:
    """T3."""
    assert office(holiday_cuts=cuts) == office(holiday_cuts=cuts.value)
