"""Zones: offsets as the tz database has them, both ways between wall time and UTC, and which names are refused."""

import importlib.resources
import struct
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path

import pytest

from slapolicy.calendars import ALWAYS, tzdata, zones
from slapolicy.calendars.hours import ALL_DAY
from slapolicy.calendars.index import Index
from slapolicy.calendars.weekly import Weekly
from slapolicy.calendars.zones import Zone, read_zone
from slapolicy.errors import CalendarError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def changes_in_file(key: str) -> list[tuple[datetime, timedelta]]:
    """The instants since 1968 at which a zone's offset becomes another one, read from its file (RFC 9636)."""
    data = next((path.read_bytes() for root in zoneinfo.TZPATH if (path := Path(root, key)).is_file()), None)
    data = data or importlib.resources.files("tzdata").joinpath("zoneinfo", key).read_bytes()
    old = struct.unpack(">6L", data[20:44])  # the first block has short times; the second one, after it, long ones
    start = 44 + sum(a * b for a, b in zip(old, (1, 1, 8, 5, 6, 1), strict=True))
    _, _, _, times, types, _ = struct.unpack(">6L", data[start + 20 : start + 44])
    at = start + 44
    seconds = struct.unpack(f">{times}q", data[at : at + 8 * times])
    kinds = data[at + 8 * times : at + 9 * times]
    offsets = [struct.unpack(">lBB", data[at + 9 * times + 6 * i :][:6])[0] for i in range(types)]
    found: list[tuple[datetime, timedelta]] = []
    before = timedelta(seconds=offsets[0])
    for second, kind in zip(seconds, kinds, strict=True):
        offset = timedelta(seconds=offsets[kind])
        if offset != before and second > -63_158_400:  # 1968-01-01
            found.append((EPOCH + timedelta(seconds=second), offset))
        before = offset
    return found


def places() -> Iterator[str]:
    for key in sorted(zoneinfo.available_timezones()):
        if zones._is_place(key):
            yield key


def test_no_zone_changes_its_offset_twice_within_a_step() -> None:
    """T5, T10: a search that looks every three days misses no change, in any zone of the database."""
    shortest = min(later - earlier for key in places() for (earlier, _), (later, _) in pairwise(changes_in_file(key)))
    assert shortest > 2 * zones._STEP


@pytest.mark.parametrize(
    "key",
    ["America/Boa_Vista", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Monrovia", "Asia/Gaza"],
)
def test_the_changes_are_those_of_the_database(key: str) -> None:
    """T5."""
    regimes = read_zone(key).regimes(datetime(1971, 1, 1, tzinfo=UTC), datetime(2037, 1, 1, tzinfo=UTC))
    wanted = [change for change in changes_in_file(key) if 1971 <= change[0].year < 2037]
    assert [(regime.start, regime.offset) for regime in regimes[1:]] == wanted


def test_a_change_may_come_with_the_new_year_of_utc() -> None:
    """T5: Casey moved to eight hours ahead at the first instant of 1969."""
    regimes = read_zone("Antarctica/Casey").regimes(datetime(1968, 7, 1, tzinfo=UTC), datetime(1969, 7, 1, tzinfo=UTC))
    assert [regime.start.isoformat() for regime in regimes] == [
        "1968-07-01T00:00:00+00:00",
        "1969-01-01T00:00:00+00:00",
    ]
    assert regimes[1].offset == timedelta(hours=8)


@pytest.mark.parametrize(
    ("key", "wall", "instant"),
    [
        ("Europe/Zurich", "2026-03-29T02:30", "2026-03-29T01:00"),  # skipped: the first instant after the gap
        ("Europe/Zurich", "2026-10-25T02:30", "2026-10-25T00:30"),  # repeated: the first occurrence
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00"),  # a skipped date: the first instant after it
        ("-05:00", "2026-03-29T02:30", "2026-03-29T07:30"),
    ],
)
def test_a_time_on_the_wall_is_its_earliest_instant(key: str, wall: str, instant: str) -> None:
    """D8."""
    found = read_zone(key).first_instant(datetime.fromisoformat(wall))
    assert found == datetime.fromisoformat(instant).replace(tzinfo=UTC)


class BackAtNewYear(tzinfo):
    """A clock that shows half past midnight on New Year's Day 2027, and goes back to half past eleven."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return None if moment is None else timedelta(0)

    def dst(self, moment: datetime | None) -> timedelta | None:
        return None

    def tzname(self, moment: datetime | None) -> str | None:
        return None

    def fromutc(self, moment: datetime) -> datetime:
        ahead = moment.replace(tzinfo=UTC) < datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
        return moment + timedelta(hours=ahead)


def test_a_clock_may_show_the_old_year_again() -> None:
    """T5: no zone has done this since 1970, and one may."""
    zone = Zone("Backward", BackAtNewYear(), "")
    index = Index(Weekly(zone, (ALL_DAY,) * 5 + ((), ())), 100)  # Monday to Friday; New Year's Day 2027 is a Friday
    again = datetime(2026, 12, 31, 23, 45, tzinfo=UTC)
    assert zone.local(again).year == 2026
    assert index.is_open(again)
    assert index.next_close(again) == datetime(2027, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Europe/Zurich", "Europe/Zurich"),
        (zoneinfo.ZoneInfo("Europe/Zurich"), "Europe/Zurich"),
        ("UTC", "UTC"),
        ("+00:00", "UTC"),
        ("-05:30", "-05:30"),
        ("UTC+05:45", "+05:45"),
        (timezone(timedelta(hours=-5)), "-05:00"),
    ],
)
def test_zones_have_one_name(value: object, name: str) -> None:
    """T3, P1."""
    zone = read_zone(value)
    assert zone.name == name
    assert zone == read_zone(name)
    assert zone != name
    assert eval(repr(zone), {"read_zone": read_zone}) == zone


@pytest.mark.parametrize(
    "value",
    [
        "", "Zurich/Europe", "../../etc/passwd", "/etc/localtime", "Europe/Zurich\0", "localtime", "posixrules",
        "posix/Europe/Zurich", "right/UTC", "Europe", "Factory", "+25:00", "9" * 1_000_000, None, 3600,
        timezone(timedelta(seconds=30)), BackAtNewYear(),
    ],
)  # fmt: skip
def test_what_is_no_place_is_refused_before_any_file_is_looked_for(value: object) -> None:
    """T10: zone keys are validated before `ZoneInfo` sees them."""
    with pytest.raises(CalendarError) as refused:
        read_zone(value)
    assert refused.value.faults[0].code == "unknown-zone"


def test_a_zone_without_a_name_is_refused() -> None:
    """T11: what has no name can't be written down."""
    with importlib.resources.files("tzdata").joinpath("zoneinfo", "Europe", "Zurich").open("rb") as file:
        nameless = zoneinfo.ZoneInfo.from_file(file)
    with pytest.raises(CalendarError):
        read_zone(nameless)


def test_a_release_comes_from_where_the_zone_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """T11: the system's database first, in the order that `zoneinfo` keeps, then the package."""
    (tmp_path / "named" / "Europe").mkdir(parents=True)
    (tmp_path / "named" / "Europe" / "Zurich").write_bytes(b"TZif")
    (tmp_path / "named" / "tzdata.zi").write_text("# version 2031c\n# and so on\n", encoding="ascii")
    (tmp_path / "plus").mkdir()
    (tmp_path / "plus" / "Cuba").write_bytes(b"TZif")
    (tmp_path / "plus" / "+VERSION").write_text("2029b\n", encoding="ascii")
    (tmp_path / "silent").mkdir()
    (tmp_path / "silent" / "Eire").write_bytes(b"TZif")
    roots = tuple(str(tmp_path / name) for name in ("named", "plus", "silent"))
    monkeypatch.setattr(zoneinfo, "TZPATH", roots)
    tzdata.version_for.cache_clear()
    year, number = version("tzdata").split(".")[:2]
    assert tzdata.version_for("Europe/Zurich") == "2031c"
    assert tzdata.version_for("Cuba") == "2029b"
    assert tzdata.version_for("Eire") == "unknown"
    assert tzdata.version_for("Asia/Tokyo") == f"{year}{'abcdefghij'[int(number) - 1]}"
    tzdata.version_for.cache_clear()


def test_a_release_that_nobody_tells_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """T11: where the package is left out, as some distributions of Python do."""

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(zoneinfo, "TZPATH", ())
    monkeypatch.setattr(tzdata, "version", missing)
    tzdata.version_for.cache_clear()
    assert tzdata.version_for("Asia/Tokyo") == "unknown"
    tzdata.version_for.cache_clear()


def test_utc_needs_no_database() -> None:
    """T11."""
    assert ALWAYS.sources() == ()
