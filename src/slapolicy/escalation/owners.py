"""Owners: a role that answers always, or a rotation of people who take turns (E1, E6)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from slapolicy._model import Model
from slapolicy.calendars import Calendar
from slapolicy.durations import CalendarDays, DurationField
from slapolicy.errors import PolicyError, shown
from slapolicy.instants import utc

__all__ = ["Owner", "Rotation"]


class Rotation(Model, frozen=True):
    """People who take turns: each has the duty from one hand-over to the next, by the wall clock of a zone (E6, D8).

    Example:
        >>> rotation = Rotation(participants=["Ada", "Grace"], every="1 week", starts="2026-01-05 09:00",
        ...                     tz="Europe/Zurich")
        >>> rotation.on_call(utc("2026-01-12T07:59:00Z")), rotation.on_call(utc("2026-01-12T08:00:00Z"))
        ('Ada', 'Grace')

    Raises:
        PolicyError: no participants, a length that is not in days or weeks, an unknown zone; every fault at once.
    """

    participants: Annotated[tuple[str, ...], Field(min_length=1)]
    every: DurationField = Field(description="calendar days or weeks")
    starts: datetime = Field(description="the first hand-over, as the zone's wall clock shows it")
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

    @field_validator("starts")
    @classmethod
    def _wall_clock(cls, starts: datetime) -> datetime:
        if starts.tzinfo is not None:
            raise PolicyError.of(
                "wrong-instant",
                found=shown(starts),
                allowed="a date and a time without an offset: the zone is `tz`",
                remedy=f"write `{starts.replace(tzinfo=None).isoformat(' ', 'minutes')}`",
            )
        return starts

    @field_validator("tz")
    @classmethod
    def _known_zone(cls, tz: str) -> str:
        _around_the_clock(tz)
        return tz

    @cached_property
    def _clock(self) -> Calendar:
        return _around_the_clock(self.tz)

    def handover(self, number: int) -> datetime:
        """The start of a turn in UTC, counted from zero: the wall clock of the first, so many days later (D8)."""
        assert isinstance(self.every, CalendarDays)
        first = self.starts.replace(tzinfo=self._clock.zone)
        return utc(self._clock.add(first, CalendarDays(self.every.count * number)))

    def _turn(self, at: datetime) -> int:
        """The number of the turn that an instant in UTC falls into; negative before the first."""
        assert isinstance(self.every, CalendarDays)
        turn = (at - self.handover(0)) // timedelta(days=self.every.count)
        # A hand-over moves by at most a day against the count of 24-hour days.
        if turn >= 0 and self.handover(turn) > at:
            return turn - 1
        return turn + 1 if turn >= -1 and self.handover(turn + 1) <= at else turn

    def on_call(self, at: datetime) -> str | None:
        """Who has the duty at an instant in UTC; nobody before the first hand-over."""
        turn = self._turn(at)
        return self.participants[turn % len(self.participants)] if turn >= 0 else None

    def next_handover(self, at: datetime) -> datetime:
        """The first hand-over after an instant, in UTC."""
        return self.handover(max(self._turn(at) + 1, 0))


def _around_the_clock(tz: str) -> Calendar:
    return Calendar(tz=tz, hours={"mon-sun": "00:00-24:00"})


class Owner(Model, frozen=True):
    """Who answers: a role with a name to show, or a rotation of people.

    Example:
        >>> Owner(name="Engineering").on_duty("engineering", utc("2026-01-12T08:00:00Z"))
        'engineering'
    """

    name: str | None = Field(default=None, description="the name to show")
    rotation: Rotation | None = Field(default=None, description="the people who take turns")

    @model_validator(mode="before")
    @classmethod
    def _named(cls, data: Any) -> Any:
        return {"name": data} if isinstance(data, str) else data

    def on_duty(self, key: str, at: datetime) -> str | None:
        """Who that is at an instant in UTC: the role's own key, or the person whose turn it is, if anyone's."""
        return self.rotation.on_call(at) if self.rotation else key

    def next_change(self, at: datetime) -> datetime | None:
        """When that changes by itself."""
        return self.rotation.next_handover(at) if self.rotation else None


Owners = Mapping[str, Owner]
