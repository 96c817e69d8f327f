"""Owners: a role that answers always, or a rotation of people who take turns (E1, E6)."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, field_validator

from slapolicy._model import Model, Written
from slapolicy.calendars.zones import Zone, read_zone
from slapolicy.durations import CalendarDays, DurationField
from slapolicy.errors import PolicyError, shown
from slapolicy.instants import FIRST, LAST

__all__ = ["Owner", "OwnerField", "Rotation"]


_FIRST, _LAST = FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None)


def _wall_clock(written: object) -> datetime:
    """Read the time that a wall clock shows: a datetime without a zone, or its text."""
    try:
        shows = datetime.fromisoformat(written) if isinstance(written, str) else written
    except ValueError:
        shows = None
    if isinstance(shows, datetime) and shows.tzinfo is None and _FIRST <= shows < _LAST:
        return shows
    naive = shows.replace(tzinfo=None) if isinstance(shows, datetime) else datetime(2026, 1, 5, 9)
    raise PolicyError.of(
        "wrong-instant",
        found=shown(written),
        allowed="a date and a time from 1970 to 2199, without an offset: the zone is `tz`",
        remedy=f"write `{naive.isoformat(' ', 'minutes')}`" if _FIRST <= naive < _LAST else "",
    )


def _clock_text(shows: datetime) -> str:
    return shows.isoformat(" ", "auto" if shows.second or shows.microsecond else "minutes")


WallClockField = Annotated[
    datetime, Written(_wall_clock, _clock_text, {"type": "string", "examples": ["2026-01-05 09:00"]})
]


class Rotation(Model, frozen=True):
    """People who take turns: each has the duty from one hand-over to the next, by the wall clock of a zone (E6, D8).

    Examples:
        >>> from slapolicy.instants import utc
        >>> rotation = Rotation(participants=["Ada", "Grace"], every="1 week", starts="2026-01-05 09:00",
        ...                     tz="Europe/Zurich")
        >>> rotation.on_call(utc("2026-01-12T07:59:00Z")), rotation.on_call(utc("2026-01-12T08:00:00Z"))
        ('Ada', 'Grace')

    Raises:
        PolicyError: no participants, a length that is not in days or weeks, an unknown zone; every fault at once.
    """

    participants: Annotated[tuple[str, ...], Field(min_length=1)]
    every: DurationField = Field(description="calendar days or weeks")
    starts: WallClockField = Field(description="the first hand-over, as the zone's wall clock shows it")
    tz: str

    @field_validator("every")
    @classmethod
    def _in_days(cls, every: Any) -> Any:
        if not isinstance(every, CalendarDays) or not every.count:
            raise PolicyError.of(
                "wrong-rotation",
                found=shown(every),
                allowed="calendar days or weeks",
                remedy="write `1 week`",
            )
        return every

    @field_validator("tz")
    @classmethod
    def _known_zone(cls, tz: str) -> str:
        return read_zone(tz).name

    @cached_property
    def zone(self) -> Zone:
        """The zone whose wall clock counts; its data is read once (T10)."""
        return read_zone(self.tz)

    @property
    def _length(self) -> timedelta:
        assert isinstance(self.every, CalendarDays)
        return timedelta(days=self.every.count)

    def handover(self, number: int) -> datetime | None:
        """The start of a turn in UTC, counted from zero; none past 2200.

        It is the first instant at which the wall clock shows the time of the first one, so many days later, or a
        later time (D8).
        """
        turns = (_LAST - self.starts) // self._length
        return self.zone.first_instant(self.starts + self._length * number) if number <= turns else None

    def _turn(self, at: datetime) -> int:
        """The number of the turn that an instant in UTC falls into; negative before the first."""
        turn = (self.zone.local(at) - self.starts) // self._length
        # Where the clock is set back, it can show a time before the hand-over once more.
        following = self.handover(turn + 1)
        return turn + 1 if following is not None and following <= at else turn

    def on_call(self, at: datetime) -> str | None:
        """Who has the duty at an instant in UTC; nobody before the first hand-over."""
        turn = self._turn(at)
        return self.participants[turn % len(self.participants)] if turn >= 0 else None

    def next_handover(self, at: datetime) -> datetime | None:
        """The first hand-over after an instant, in UTC; none past 2200."""
        return self.handover(max(self._turn(at) + 1, 0))


class Owner(Model, frozen=True):
    """Who answers: a role with a name to show, or a rotation of people.

    Examples:
        >>> from slapolicy.instants import utc
        >>> Owner(name="Engineering").on_duty("engineering", utc("2026-01-12T08:00:00Z"))
        'engineering'
    """

    name: str | None = Field(default=None, description="the name to show")
    rotation: Rotation | None = Field(default=None, description="the people who take turns")

    def on_duty(self, key: str, at: datetime) -> str | None:
        """Who that is at an instant in UTC: the role's own key, or the person whose turn it is, if anyone's."""
        return self.rotation.on_call(at) if self.rotation else key

    def next_change(self, at: datetime) -> datetime | None:
        """When that changes by itself."""
        return self.rotation.next_handover(at) if self.rotation else None


def _owner(document: Any) -> Any:
    return {"name": document} if isinstance(document, str) else document


OwnerField = Annotated[Owner, BeforeValidator(_owner, json_schema_input_type=str | Owner)]
"""An owner as a field of a document: only a name is short for an owner with that name."""
