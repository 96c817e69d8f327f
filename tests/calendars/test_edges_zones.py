"""Zones at their edges: what is kept of them, where offsets change to the second, and all refusals (T5, T10, D8).

What a process has read before is remembered, so the functions that read are asked here without their memory.
"""

import importlib.resources
import zoneinfo
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

import pytest

from slapolicy.calendars import tzdata, zones
from slapolicy.calendars.zones import UTC_ZONE, Regime, Zone, midnight, read_zone, year_bounds
from slapolicy.errors import CalendarError
from slapolicy.instants import FIRST, LAST

HOUR = timedelta(hours=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def fresh(text: str) -> Zone:
    """A zone as it is read for the first time."""
    return zones._zone_of_text.__wrapped__(text)


# What is kept


def test_a_place_keeps_its_name_its_clock_and_its_release() -> None:
    """T10, T11."""
    zurich = fresh("Europe/Zurich")
    assert zurich.name == "Europe/Zurich"
    assert zurich.tz is zoneinfo.ZoneInfo("Europe/Zurich")
    assert zurich.version == tzdata.version_for("Europe/Zurich") != ""
    assert zurich.fixed is None


def test_a_release_is_asked_for_by_the_name_of_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """T11: whether the place is written or given as an object."""
    monkeypatch.setattr(zones, "version_for", lambda key: f"the release of {key}")
    assert fresh("Asia/Tokyo").version == "the release of Asia/Tokyo"
    assert read_zone(zoneinfo.ZoneInfo("Asia/Tokyo")).version == "the release of Asia/Tokyo"


@pytest.mark.parametrize(
    ("text", "name", "minutes"),
    [
        ("-05:30", "-05:30", -330), ("UTC+05:45", "+05:45", 345), ("+23:59", "+23:59", 1439), ("-00:01", "-00:01", -1),
        ("+00:00", "UTC", 0), ("UTC-00:00", "UTC", 0), ("UTC", "UTC", 0),
    ],
)  # fmt: skip
def test_a_fixed_offset_keeps_its_sign(text: str, name: str, minutes: int) -> None:
    """T10."""
    zone = fresh(text)
    offset = timedelta(minutes=minutes)
    assert (zone.name, zone.fixed, zone.version) == (name, offset, "")
    assert zone.tz.utcoffset(None) == offset
    assert zone.regimes(FIRST, LAST) == [Regime(FIRST, LAST, offset)]


def test_zones_are_equal_where_their_names_are() -> None:
    """P1."""
    one, other = Zone("Here", UTC, "2026a"), Zone("Here", timezone(HOUR), "2026b")
    assert one == other
    assert hash(one) == hash(other) == hash("Here")
    assert one != Zone("There", UTC, "2026a")
    assert one.__eq__("Here") is NotImplemented
    assert repr(one) == "read_zone('Here')"


# Between the wall and UTC


def test_a_time_on_the_wall_has_no_zone_and_no_fold() -> None:
    """T5: on 25 October 2026 half past two comes twice."""
    for instant in ("2026-10-25T00:30", "2026-10-25T01:30"):
        wall = fresh("Europe/Zurich").local(utc(instant))
        assert (wall, wall.tzinfo, wall.fold) == (datetime(2026, 10, 25, 2, 30), None, 0)


def test_a_stretch_on_the_wall_may_have_two_images_or_none() -> None:
    """T5."""
    zurich = fresh("Europe/Zurich")
    twice = zurich.images(datetime(2026, 10, 25, 2, 15), datetime(2026, 10, 25, 2, 45))
    assert list(twice) == [
        (utc("2026-10-25T00:15"), utc("2026-10-25T00:45")),
        (utc("2026-10-25T01:15"), utc("2026-10-25T01:45")),
    ]
    assert list(zurich.images(datetime(2026, 3, 29, 2), datetime(2026, 3, 29, 3))) == []
    cut = zurich.images(datetime(2026, 3, 29, 1, 30), datetime(2026, 3, 29, 3, 30))
    assert list(cut) == [
        (utc("2026-03-29T00:30"), utc("2026-03-29T01:00")),
        (utc("2026-03-29T01:00"), utc("2026-03-29T01:30")),
    ]
    fixed = fresh("-05:00").images(datetime(2026, 3, 29, 2), datetime(2026, 3, 29, 3))
    assert list(fixed) == [(utc("2026-03-29T07:00"), utc("2026-03-29T08:00"))]


@pytest.mark.parametrize(
    ("key", "wall", "instant"),
    [
        ("Europe/Zurich", "2026-03-29T00:30", "2026-03-28T23:30"),  # half an hour before the change at 01:00 UTC
        ("Europe/Zurich", "2026-03-29T03:00", "2026-03-29T01:00"),
        ("America/New_York", "2026-03-08T01:59", "2026-03-08T06:59"),  # the change is at 07:00 UTC
        ("America/New_York", "2026-03-08T03:30", "2026-03-08T07:30"),
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"),  # the first of two
        ("America/New_York", "2026-11-01T02:00", "2026-11-01T07:00"),
    ],
)
def test_times_beside_a_change_have_the_offset_of_their_side(key: str, wall: str, instant: str) -> None:
    """D8."""
    assert fresh(key).first_instant(datetime.fromisoformat(wall)) == utc(instant)


def test_the_far_ends_of_the_world_are_as_far_as_fourteen_hours() -> None:
    """T5, D8."""
    assert fresh("Pacific/Kiritimati").first_instant(datetime(2026, 3, 6)) == utc("2026-03-05T10:00")
    assert fresh("Pacific/Pago_Pago").first_instant(datetime(2026, 3, 6)) == utc("2026-03-06T11:00")


# Where offsets change


def test_a_year_of_zurich_has_three_stretches() -> None:
    """T5: the last Sundays of March and October, at 01:00 UTC."""
    assert zones._regimes_of_year.__wrapped__(zoneinfo.ZoneInfo("Europe/Zurich"), 2026) == (
        Regime(utc("2026-01-01T00:00"), utc("2026-03-29T01:00"), HOUR),
        Regime(utc("2026-03-29T01:00"), utc("2026-10-25T01:00"), 2 * HOUR),
        Regime(utc("2026-10-25T01:00"), utc("2027-01-01T00:00"), HOUR),
    )


def test_monrovia_changes_on_a_second() -> None:
    """T5: 44 minutes and 30 seconds behind, until midnight of 7 January 1972 on its wall."""
    before, after = zones._regimes_of_year.__wrapped__(zoneinfo.ZoneInfo("Africa/Monrovia"), 1972)
    assert before == Regime(utc("1972-01-01T00:00"), utc("1972-01-07T00:44:30"), -timedelta(minutes=44, seconds=30))
    assert after == Regime(utc("1972-01-07T00:44:30"), utc("1973-01-01T00:00"), timedelta())


@pytest.mark.parametrize("earlier", [1, 2, 3, 5, 8, 13, 259_199])
@pytest.mark.parametrize("later", [0, 1, 2, 4, 7, 12, 259_199])
def test_a_change_is_found_to_the_second(earlier: int, later: int) -> None:
    """T5: wherever it lies between two looks."""
    change = utc("1972-01-07T00:44:30")
    tz = zoneinfo.ZoneInfo("Africa/Monrovia")
    start, end = change - timedelta(seconds=earlier), change + timedelta(seconds=later)
    assert zones._change_between(start, end, tz) == change


def test_an_offset_is_the_wall_less_utc() -> None:
    """T5."""
    assert zones._offset_at(utc("2026-07-01T12:00"), zoneinfo.ZoneInfo("America/New_York")) == -4 * HOUR
    assert zones._offset_at(utc("2026-07-01T12:00"), zoneinfo.ZoneInfo("Asia/Kolkata")) == timedelta(minutes=330)


def test_stretches_go_on_over_the_new_year() -> None:
    """T5: one stretch where the offset is one, and none without a length."""
    zurich = fresh("Europe/Zurich")
    winter = utc("2025-12-01T00:00"), utc("2026-02-01T00:00")
    assert zurich.regimes(*winter) == [Regime(*winter, HOUR)]
    decades = utc("1990-06-01T00:00"), utc("2030-06-01T00:00")
    assert fresh("Asia/Tokyo").regimes(*decades) == [Regime(*decades, 9 * HOUR)]
    change = utc("2026-03-29T01:00")
    assert zurich.regimes(change, change + HOUR) == [Regime(change, change + HOUR, 2 * HOUR)]
    assert zurich.regimes(change - HOUR, change) == [Regime(change - HOUR, change, HOUR)]
    assert [regime.offset for regime in zurich.regimes(utc("2026-01-01T00:00"), utc("2027-12-01T00:00"))] == [
        HOUR, 2 * HOUR, HOUR, 2 * HOUR, HOUR,
    ]  # fmt: skip


# Years


@pytest.mark.parametrize(
    ("tz", "year", "lo", "hi"),
    [
        ("Europe/Zurich", 2026, "2025-12-31T23:00", "2026-12-31T23:00"),
        ("America/New_York", 1969, "1970-01-01T00:00", "1970-01-01T05:00"),
        ("Asia/Tokyo", 1970, "1970-01-01T00:00", "1970-12-31T15:00"),
        ("Asia/Tokyo", 2199, "2198-12-31T15:00", "2199-12-31T15:00"),
        ("UTC", 2199, "2199-01-01T00:00", "2200-01-01T00:00"),
        ("UTC", 2200, "2200-01-01T00:00", "2200-01-01T00:00:00.000001"),
        ("-05:00", 2199, "2199-01-01T05:00", "2200-01-01T00:00:00.000001"),
    ],
)
def test_a_local_year_is_cut_to_the_range(tz: str, year: int, lo: str, hi: str) -> None:
    """T10: the last instant of the range is in it."""
    assert year_bounds(fresh(tz), year) == (utc(lo), utc(hi))


def test_a_date_begins_with_its_midnight() -> None:
    """T5."""
    assert midnight(date(2026, 3, 6)) == datetime(2026, 3, 6)


# What is refused


@pytest.mark.parametrize(
    "key",
    [
        "localtime", "posixrules", "Factory", "posix/Europe/Zurich", "right/UTC", "", "/UTC", "Europe/", "../UTC",
        "Europe//Zurich", "A/B/C/D", "1A", "A" * 33, "A/" + "B" * 33, "Zürich",
    ],
)  # fmt: skip
def test_these_are_no_places(key: str) -> None:
    """T10: known before any file is looked for."""
    assert zones._is_place(key) is False


@pytest.mark.parametrize(
    "key", ["UTC", "Europe/Zurich", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "A" * 32, "Right/Here", "Posix/Here"]
)
def test_these_are_written_as_places_are(key: str) -> None:
    """T10."""
    assert zones._is_place(key) is True


class Nowhere(tzinfo):
    """A zone of one's own, of which nothing can be written down."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return None

    def dst(self, moment: datetime | None) -> timedelta | None:
        return None

    def tzname(self, moment: datetime | None) -> str | None:
        return None

    def __str__(self) -> str:
        return "nowhere"


def keyed(key: str | None) -> zoneinfo.ZoneInfo:
    with importlib.resources.files("tzdata").joinpath("zoneinfo", "Europe", "Zurich").open("rb") as file:
        return zoneinfo.ZoneInfo.from_file(file, key=key)


PLACE = "allowed is a zone such as `Europe/Zurich`, or a fixed offset such as `-05:00`"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Europe/Zurch", f"found `Europe/Zurch`; {PLACE}; write `Europe/Zurich`"),
        (" europe/zurich ", f"found `europe/zurich`; {PLACE}; write `Europe/Zurich`"),
        ("+24:00", f"found `+24:00`; {PLACE}"),
        ("+10:60", f"found `+10:60`; {PLACE}"),
        ("localtime", f"found `localtime`; {PLACE}"),
        (None, f"found nothing; {PLACE}"),
        (3600, f"found `3600`; {PLACE}"),
        (Nowhere(), f"found `nowhere`; {PLACE}; write the zone as text, `Europe/Zurich`"),
        (keyed("localtime"), f"found `localtime`; {PLACE}"),
        (timezone(timedelta(seconds=-90)), "found `UTC-00:01:30`; allowed is a fixed offset of whole minutes"),
    ],
)
def test_what_is_no_zone_is_refused_in_these_words(value: object, text: str) -> None:
    """T10, P3."""
    with pytest.raises(CalendarError) as refused:
        read_zone(value)
    (fault,) = refused.value.faults
    assert fault.code == "unknown-zone"
    assert str(fault) == text


def test_a_zone_without_a_name_is_shown_as_it_is() -> None:
    """T11, P3."""
    with pytest.raises(CalendarError) as refused:
        read_zone(keyed(None))
    (fault,) = refused.value.faults
    assert fault.code == "unknown-zone"
    assert fault.found.startswith("`zoneinfo.ZoneInfo.from_file(")


def test_utc_is_one_zone() -> None:
    """T10."""
    assert read_zone(UTC) is read_zone("UTC") is read_zone(timezone(timedelta())) is UTC_ZONE
    assert (UTC_ZONE.name, UTC_ZONE.tz, UTC_ZONE.version, UTC_ZONE.fixed) == ("UTC", UTC, "", timedelta())
