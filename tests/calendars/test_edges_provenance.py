"""What a calendar's answers rest on, by name and release (T6, T11)."""

from slapolicy.calendars import Calendar
from slapolicy.calendars.tzdata import version_for

OFFICE = Calendar(
    tz="UTC", hours={"mon-fri": "09:00-17:00"}, pinned="2026 to 2027", provenance=["the list of the works council 7"]
)
PARIS = Calendar(tz="Europe/Paris", hours={"mon-fri": "09:00-17:00"})


def test_t6_the_last_word_of_a_provenance_is_its_release() -> None:
    assert OFFICE.sources() == (("the list of the works council", "7"),)


def test_t11_a_zone_rests_on_a_release_of_the_tz_database() -> None:
    """The one that its own file comes from, in a combination too; UTC rests on none."""
    zone = ("tzdata", version_for("Europe/Paris"))
    assert PARIS.sources() == (zone,)
    assert (OFFICE | PARIS).sources() == (("the list of the works council", "7"), zone)
    assert (PARIS | OFFICE).sources() == (OFFICE | PARIS).sources()
