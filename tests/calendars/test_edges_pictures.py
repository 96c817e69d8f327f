"""Where a name stands in the picture of a week, and which weeks there are, measured on paper (P5, T4, T10).

An hour is 26 pixels wide and a day begins at 76; a name keeps 8 pixels from either end of its place, and a letter takes
6.6: 24 hours hold 92 letters, 16 hours 60, 14 hours 52, and 8 hours 29.
"""

from datetime import date
from xml.etree import ElementTree

import pytest

from slapolicy.calendars import Calendar
from slapolicy.errors import HorizonError

SVG = "{http://www.w3.org/2000/svg}"
TUESDAY = date(2026, 3, 3)


def picture(hours: str) -> ElementTree.Element:
    """A week in which only Tuesday has something special: its hours, and a name after them."""
    calendar = Calendar(tz="UTC", hours={"mon": "08:00-12:00"}, special={f"{TUESDAY}": hours})
    return ElementTree.fromstring(calendar.week_svg(TUESDAY))


def note_of(root: ElementTree.Element) -> tuple[str, str, str]:
    """The kind of the only note, where it begins, and its text."""
    (note,) = (text for text in root.findall(f"{SVG}text") if text.get("class") in ("note", "on"))
    return note.attrib["class"], note.attrib["x"], note.text or ""


@pytest.mark.parametrize(
    ("hours", "letters", "kind", "x"),
    [
        ("closed", 92, "note", "84"),
        ("00:00-24:00", 92, "on", "84"),
        ("14:00-16:00", 29, "note", "500"),  # the last place that holds it: after 16:00, at 76 + 16 * 26 + 8
        ("14:00-16:00", 30, "note", "84"),  # the morning is wider
        ("14:00-16:00", 52, "note", "84"),
        ("08:00-10:00, 14:00-16:00", 11, "note", "500"),
        ("20:00-20:50", 10, "note", "625.667"),  # 190 minutes to midnight are 82.3 pixels, which hold 10
        ("20:00-20:51", 10, "note", "84"),  # 189 are 81.9, which hold 9
        ("04:00-20:00", 60, "on", "188"),  # inside the opening, which is wider than both gaps
        ("00:00-08:00, 16:00-18:00", 29, "note", "292"),  # 8 hours in the middle; 6 are too few
        ("16:00-18:00, 00:00-08:00", 29, "note", "292"),
    ],
)
def test_a_name_that_just_fits_is_whole(hours: str, letters: int, kind: str, x: str) -> None:
    """P5."""
    assert note_of(picture(f"{hours} {'n' * letters}")) == (kind, x, "n" * letters)


@pytest.mark.parametrize(
    ("hours", "letters", "kind", "x"),
    [
        ("closed", 92, "note", "84"),
        ("14:00-16:00", 52, "note", "84"),
        ("04:00-20:00", 60, "on", "188"),
    ],
)
def test_a_name_that_is_a_letter_too_long_is_cut_in_the_widest_place(
    hours: str, letters: int, kind: str, x: str
) -> None:
    """P5: the mark of the cut takes the place of a letter."""
    root = picture(f"{hours} {'n' * (letters + 1)}")
    assert note_of(root) == (kind, x, "n" * (letters - 1) + "…")
    assert f"({'n' * (letters + 1)})" in (root.findtext(f"{SVG}desc") or "")


def test_a_date_may_have_two_notes() -> None:
    """T4, T5: Easter Sunday 2026 is a week after the clock is put forward; the day of the change has a name here."""
    calendar = Calendar(tz="Europe/Zurich", hours={"mon": "08:00-12:00"}, holidays=["2026-03-29 Palm Sunday"])
    root = ElementTree.fromstring(calendar.week_svg(date(2026, 3, 29)))
    assert note_of(root) == ("note", "84", "Palm Sunday, clock forward 1:00")
    assert (root.findtext(f"{SVG}desc") or "").endswith("; Sun 29 closed (Palm Sunday, clock forward 1:00)")


@pytest.mark.parametrize("outside", [date(1969, 12, 31), date(2200, 1, 1)])
def test_a_week_without_instants_is_told_which_years_have_some(outside: date) -> None:
    """T10: though 31 December 1969 and 1 January 1970 share a week."""
    with pytest.raises(HorizonError) as refused:
        Calendar(tz="UTC", hours={"mon": "08:00-12:00"}).week_svg(outside)
    (fault,) = refused.value.faults
    assert (fault.code, fault.found) == ("past-horizon", f"the week of {outside}")
    assert fault.allowed == "a date from 1970 to 2199"
