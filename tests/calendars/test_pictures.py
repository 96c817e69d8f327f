"""A calendar in words and as a picture: what a person sees is what the calendar does (P5)."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.errors import CalendarError, HorizonError

OFFICE = Calendar(
    tz="Europe/Zurich",
    hours={"mon-fri": "08:00-12:00, 13:00-17:00", "sat": "22:00-06:00"},
    holidays=["2026-04-03 Good Friday"],
    special={"2026-04-02": "08:00-12:00 eve & <more>"},
)
PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation"
SVG = "{http://www.w3.org/2000/svg}"


def spoken(picture: str) -> list[str]:
    """The text for those who can't see the picture, a day each."""
    text = ElementTree.fromstring(picture).findtext(f"{SVG}desc")
    assert text
    return text.split("; ")


def test_a_week_shows_openings_and_names_exceptions() -> None:
    """T3, T4."""
    assert spoken(OFFICE.week_svg(date(2026, 4, 5))) == [
        "Mon 30 08:00 to 12:00, 13:00 to 17:00",
        "Tue 31 08:00 to 12:00, 13:00 to 17:00",
        "Wed 1 08:00 to 12:00, 13:00 to 17:00",
        "Thu 2 08:00 to 12:00 (eve & <more>)",
        "Fri 3 closed (Good Friday)",
        "Sat 4 22:00 to 24:00",
        "Sun 5 00:00 to 06:00",
    ]


@pytest.mark.parametrize(
    ("zone", "day", "shown"),
    [
        ("Europe/Zurich", "2026-03-29", "Sun 29 00:00 to 02:00, 03:00 to 24:00 (clock forward 1:00)"),
        ("Europe/Zurich", "2026-10-25", "Sun 25 00:00 to 03:00, 02:00 to 24:00 (clock back 1:00)"),
        ("Australia/Lord_Howe", "2026-10-04", "Sun 4 00:00 to 02:00, 02:30 to 24:00 (clock forward 0:30)"),
        ("Pacific/Apia", "2011-12-30", "Fri 30 closed (a date that the clock skips)"),
    ],
)
def test_a_clock_change_is_shown_as_the_clock_shows_it(zone: str, day: str, shown: str) -> None:
    """T5."""
    calendar = Calendar(tz=zone, hours={"mon-sun": "00:00-24:00"})
    assert shown in spoken(calendar.week_svg(date.fromisoformat(day)))


def test_bars_are_drawn_to_scale() -> None:
    """Eight hours are twice as wide as four, and begin where four hours after four would end."""
    calendar = Calendar(tz="UTC", hours={"mon": "04:00-08:00", "tue": "08:00-16:00"})
    bars = ElementTree.fromstring(calendar.week_svg(date(2026, 3, 2))).findall(f"{SVG}rect[@class='open']")
    (x, width), (later, wide) = ((float(bar.attrib["x"]), float(bar.attrib["width"])) for bar in bars)
    assert wide == 2 * width
    assert later == x + width


@pytest.mark.parametrize(
    ("hours", "kind", "whole"),
    [
        ("08:00-12:00 stocktaking", "note", True),
        ("00:00-24:00 stocktaking", "on", True),
        ("closed stocktaking", "note", True),
        (f"08:00-12:00 {'stocktaking ' * 20}", "note", False),
        (f"06:00-22:00 {'stocktaking ' * 20}", "on", False),
    ],
)
def test_a_name_stands_where_there_is_room(hours: str, kind: str, whole: bool) -> None:
    """A name that fits nowhere is cut in the picture, and whole in its text."""
    calendar = Calendar(tz="UTC", hours={"mon": "08:00-12:00"}, special={"2026-03-03": hours})
    root = ElementTree.fromstring(calendar.week_svg(date(2026, 3, 2)))
    (note,) = (text for text in root.findall(f"{SVG}text") if text.get("class") in ("note", "on"))
    assert note.get("class") == kind
    assert (note.text or "").endswith("…") is not whole
    assert hours.partition(" ")[2].strip() in (root.findtext(f"{SVG}desc") or "")


def test_a_notebook_shows_an_ordinary_week() -> None:
    """T1: nothing here knows today's date, so exceptions are left out."""
    assert spoken(OFFICE._repr_svg_())[3:5] == [
        "Thu 08:00 to 12:00, 13:00 to 17:00",
        "Fri 08:00 to 12:00, 13:00 to 17:00",
    ]
    assert spoken(ALWAYS._repr_svg_())[6] == "Sun 00:00 to 24:00"


def test_the_picture_of_the_documents_is_this_one() -> None:
    """The page on business time shows the night in which the clock is put forward."""
    nights = Calendar(
        tz="Europe/Zurich",
        hours={"mon-fri": "09:00-17:00", "sat": "22:00-06:00"},
        special={"2026-03-27": "09:00-12:00 half a day"},
        holidays=["2026-03-25 a local holiday"],
    )
    assert (PAGE / "week.svg").read_text(encoding="utf-8") == nights.week_svg(date(2026, 3, 29))


def test_weeks_end_where_instants_do() -> None:
    """T10: 1 January 1970 is a Thursday, 31 December 2199 a Tuesday."""
    assert spoken(OFFICE.week_svg(date(1970, 1, 1)))[2:4] == ["Wed 31 closed", "Thu 1 08:00 to 12:00, 13:00 to 17:00"]
    assert spoken(OFFICE.week_svg(date(2199, 12, 31)))[1:3] == ["Tue 31 08:00 to 12:00, 13:00 to 17:00", "Wed 1 closed"]
    for outside in (date.min, date(1969, 12, 31), date(2200, 1, 1), date.max):
        with pytest.raises(HorizonError):
            OFFICE.week_svg(outside)


def test_a_week_of_no_date_is_refused() -> None:
    """P3."""
    with pytest.raises(CalendarError):
        OFFICE.week_svg("2026-03-29")  # type: ignore[arg-type]


def test_words_tell_all_that_was_written() -> None:
    """P5: parts of a combination are indented, and long lists are cut."""
    many = Calendar(
        tz="Europe/Zurich",
        hours={"mon-sun": "00:00-24:00"},
        holidays=[f"2026-01-{day:02}" for day in range(1, 32)],
        pinned="2026 to 2027",
    )
    assert (ALWAYS - OFFICE).describe().splitlines() == [
        "open where the first of these is, and none of the others:",
        "- hours in UTC",
        "    mon-sun  00:00-24:00",
        "- hours in Europe/Zurich",
        "    mon-fri  08:00-12:00, 13:00-17:00",
        "    sat      22:00-06:00",
        "    sun      closed",
        "  holiday 2026-04-03 Good Friday",
        "  special hours 2026-04-02: 08:00-12:00 eve & <more>",
        "  a holiday takes the openings that start on it",
    ]
    assert many.describe().splitlines()[-3:] == [
        "and 19 more such",
        "a holiday takes the openings that start on it",
        "known from 2026 to 2027 only",
    ]
    american = Calendar(tz="UTC", hours={"mon": "09:00-17:00"}, holidays=["holidays:US"], holiday_cuts="date")
    assert f"holidays of holidays:US, release {american.sources()[0].version}" in american.describe()
