"""What people write of a rotation: wall-clock times, lengths, weekly hours, one layer, one override (E6)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from slapolicy._model import Model, Written
from slapolicy.calendars.hours import Week, read_week, week_text
from slapolicy.calendars.zones import Zone, read_zone
from slapolicy.durations import CalendarDays, DurationField, Elapsed
from slapolicy.errors import Fault, PolicyError, shown
from slapolicy.escalation.rotations_turns import ElapsedTurns, Line, WallClockTurns, WeekHours
from slapolicy.instants import FIRST, LAST, utc

__all__ = [
    "Layer",
    "LengthField",
    "Override",
    "ParticipantsField",
    "RestrictionsField",
    "WallClockField",
    "ZoneField",
    "ends_first",
    "line_of",
]

_FIRST, _LAST = FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None)
_ALLOWED = "a date and a time from 1970 to 2199, without an offset: the zone is `tz`"
_SHORTEST = timedelta(minutes=1)


def _wall_clock(written: object) -> datetime:
    """Read the time that a wall clock shows: a datetime without a zone, or its text."""
    read = _datetime(written)
    if read is not None and read.tzinfo is None and _FIRST <= read < _LAST:
        return read
    naive = datetime(2026, 1, 5, 9) if read is None else read.replace(tzinfo=None)
    remedy = f"write `{_clock_text(naive)}`" if _FIRST <= naive < _LAST else ""
    raise PolicyError.of("wrong-instant", found=shown(written), allowed=_ALLOWED, remedy=remedy)


def _either_time(written: object) -> datetime:
    """Read an end of an override: what a wall clock shows, or an instant."""
    read = _datetime(written)
    if read is not None and read.tzinfo is not None and FIRST <= read <= LAST:
        return read
    if read is not None and read.tzinfo is None and _FIRST <= read < _LAST:
        return read
    allowed = "a date and a time of the wall clock, or an instant with its offset, from 1970 to 2199"
    remedy = "" if read else "write `2026-01-05 09:00`, or `2026-01-05T09:00:00+01:00`"
    raise PolicyError.of("wrong-instant", found=shown(written), allowed=allowed, remedy=remedy)


def _datetime(written: object) -> datetime | None:
    try:
        read = datetime.fromisoformat(written) if isinstance(written, str) else written
    except ValueError:
        return None
    return read if isinstance(read, datetime) else None


def _either_text(written: datetime) -> str:
    return _clock_text(written) if written.tzinfo is None else written.isoformat()


def _clock_text(shows: datetime) -> str:
    return shows.isoformat(" ", "auto" if shows.second or shows.microsecond else "minutes")


def _somebody(participants: tuple[str, ...]) -> tuple[str, ...]:
    if not participants:
        remedy = "write `participants: [Ada, Grace]`"
        raise PolicyError.of("no-participants", found="an empty list", allowed="one name or more", remedy=remedy)
    return participants


def _length(every: Any) -> Any:
    if isinstance(every, CalendarDays) and every.count:
        return every
    if isinstance(every, Elapsed) and every.amount >= _SHORTEST:
        return every
    raise PolicyError.of(
        "wrong-rotation",
        found=shown(every),
        allowed="calendar days or weeks, which follow the wall clock, or elapsed time, at least a minute",
        remedy="write `1 week`",
    )


def _hours(written: Any) -> Week:
    week: Week = written if _is_week(written) else read_week(written)
    if not any(week):
        remedy = 'write `{mon-fri: "09:00-17:00"}`, or leave the key out'
        allowed = "hours in which somebody is on duty"
        raise PolicyError.of("never-on-duty", found="no hours at all", allowed=allowed, remedy=remedy)
    return week


def _is_week(written: object) -> bool:
    """Whether hours are read already: what a changed copy of a rotation is made from."""
    return isinstance(written, tuple) and len(written) == 7 and all(isinstance(hours, tuple) for hours in written)


_WALL_CLOCK = {"type": "string", "examples": ["2026-01-05 09:00"]}
_EITHER = {"type": "string", "examples": ["2026-01-05 09:00", "2026-01-05T09:00:00+01:00"]}
_WEEK = {"type": "object", "additionalProperties": {"type": "string"}, "examples": [{"mon-fri": "09:00-17:00"}]}

ParticipantsField = Annotated[tuple[str, ...], Field(description="the people, in their order")]
LengthField = Annotated[
    DurationField,
    AfterValidator(_length),
    Field(description="calendar days or weeks by the wall clock; hours or minutes by elapsed time"),
]
WallClockField = Annotated[
    datetime,
    Written(_wall_clock, _clock_text, _WALL_CLOCK),
    Field(description="the first hand-over, as the zone's wall clock shows it"),
]
EitherTimeField = Annotated[datetime, Written(_either_time, _either_text, _EITHER)]
RestrictionsField = Annotated[
    Week, Written(_hours, week_text, _WEEK), Field(description="weekly hours outside which nobody is on duty")
]
ZoneField = Annotated[str, AfterValidator(lambda tz: read_zone(tz).name)]


class Layer(Model, frozen=True):
    """People who take turns, one layer of several (E6).

    Examples:
        >>> nights = Layer(participants=["Ada"], every="1 week", starts="2026-01-05 18:00", tz="Europe/Zurich",
        ...                restrictions={"mon-fri": "18:00-08:00"})
        >>> nights.model_dump()["restrictions"]
        {'mon-fri': '18:00-08:00'}
    """

    participants: Annotated[ParticipantsField, AfterValidator(_somebody)]
    every: LengthField
    starts: WallClockField
    tz: ZoneField
    restrictions: RestrictionsField | None = None


def line_of(layer: Layer) -> Line:
    """The compiled form of a layer: calendar days follow the wall clock (D8), hours and minutes real time."""
    zone = read_zone(layer.tz)
    hours = WeekHours(layer.restrictions, zone) if layer.restrictions else None
    if isinstance(layer.every, CalendarDays):
        return Line(layer.participants, WallClockTurns(layer.starts, timedelta(days=layer.every.count), zone), hours)
    assert isinstance(layer.every, Elapsed)
    return Line(layer.participants, ElapsedTurns(zone.first_instant(layer.starts), layer.every.amount), hours)


class Override(Model, frozen=True):
    """Somebody who has the duty from one time to another, whoever's turn it is (E6).

    Examples:
        >>> swap = Override.read({"from": "2026-03-09 09:00", "to": "2026-03-11T09:00:00+01:00", "owner": "Grace"})
        >>> swap.model_dump(by_alias=True)["to"]
        '2026-03-11T09:00:00+01:00'

    A time without an offset is what the wall clock shows in the zone of the rotation; a time with one is that
    instant.
    """

    start: EitherTimeField = Field(alias="from", description="a wall-clock time, or an instant with its offset")
    end: EitherTimeField = Field(alias="to", description="the same; it is over at that instant")
    owner: str

    def checks(self) -> Iterable[Fault]:
        """An end after the start, where both are written alike; otherwise the zone of the rotation has to tell."""
        if self.start is not None and self.end is not None and not self.mixed and self.end <= self.start:
            yield ends_first(self)

    @property
    def mixed(self) -> bool:
        """Whether one end is a time of a wall clock and the other one an instant."""
        return (self.start.tzinfo is None) is not (self.end.tzinfo is None)

    @property
    def needs_zone(self) -> bool:
        """Whether a time of it is one that a wall clock shows."""
        return self.start.tzinfo is None or self.end.tzinfo is None

    def begins(self, zone: Zone) -> datetime:
        """Its first instant in UTC, wall-clock times being those of a zone (D8)."""
        return _instant_of(self.start, zone)

    def ends(self, zone: Zone) -> datetime:
        """The instant in UTC at which it is over."""
        return _instant_of(self.end, zone)


def _instant_of(written: datetime, zone: Zone) -> datetime:
    return zone.first_instant(written) if written.tzinfo is None else utc(written)


def ends_first(override: Override) -> Fault:
    """The fault of an override that is over before it begins, or when it begins."""
    found = f"{shown(_either_text(override.end))}, which is not after {shown(_either_text(override.start))}"
    return Fault(code="ends-first", path=("to",), found=found, allowed="an end after the start")
