"""Rotations: people who take turns, in layers, within hours, with overrides; who is on duty, and when that changes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import Annotated, Final, NamedTuple, Self

from pydantic import Field, model_validator

from slapolicy._model import Model
from slapolicy.calendars.zones import UTC_ZONE, Zone, read_zone
from slapolicy.errors import Fault, PolicyError, listed
from slapolicy.escalation.rotations_roster import Duty, Exceptions, Roster
from slapolicy.escalation.rotations_written import (
    Layer,
    LengthField,
    Override,
    ParticipantsField,
    RestrictionsField,
    WallClockField,
    ZoneField,
    ends_first,
    line_of,
)
from slapolicy.escalation.steps import Handover
from slapolicy.instants import FIRST, in_zone_of, utc
from slapolicy.spans import Span

__all__ = ["Layer", "Override", "Rotation", "Shift"]

_REQUIRED: Final = ("participants", "every", "starts", "tz")
_LAYER_KEYS: Final = (*_REQUIRED, "restrictions")


class Shift(NamedTuple):
    """A stretch `[start, end)` in which one person has the duty."""

    start: datetime
    end: datetime
    owner: str


class Rotation(Model, frozen=True):
    """People who take turns: each has the duty from one hand-over to the next (E6, D8).

    Examples:
        >>> rotation = Rotation(participants=["Ada", "Grace"], every="1 week", starts="2026-01-05 09:00",
        ...                     tz="Europe/Zurich")
        >>> rotation.on_call("2026-01-12T07:59:00Z"), rotation.on_call("2026-01-12T08:00:00Z")
        ('Ada', 'Grace')

    `every` in calendar days or weeks hands over by the wall clock of `tz`: at the first instant at which it shows
    the time of `starts`, or a later one, on that date (D8). Hours and minutes are elapsed time from the first
    hand-over, so `24 hours` moves by an hour on the wall where the clock is changed, and `1 calendar day` does not.

    With `restrictions` somebody is on duty only within these weekly hours; the turns go on outside them. With
    `layers` the uppermost one, the last written, that has somebody on duty wins. `overrides` win over all layers,
    and of two that overlap the one written later. Their wall-clock times are those of `tz`, which layers of
    several zones need for that; where all layers have one zone it is that.

    Instants are aware datetimes or texts, and answers carry the zone of the question (T1). Before the first
    hand-over, and outside the hours of every layer, nobody is on duty: those are the gaps.

    Raises:
        PolicyError: no participants, a length that is none, an unknown zone, a layer that never has anybody on
            duty, an override that ends before it starts; every fault at once.
    """

    participants: ParticipantsField = ()
    every: LengthField | None = None
    starts: WallClockField | None = None
    tz: ZoneField | None = None
    restrictions: RestrictionsField | None = None
    layers: Annotated[
        tuple[Layer, ...], Field(max_length=100, description="a later one wins where it has somebody on duty")
    ] = ()
    overrides: tuple[Override, ...] = Field(default=(), description="they win over every layer, the last one first")

    def checks(self) -> Iterable[Fault]:
        """One of the two forms, whole."""
        if self.layers:
            allowed = "in each of the `layers`, where there are any"
            for key in _LAYER_KEYS:
                if key != "tz" and getattr(self, key):
                    yield Fault(code="wrong-rotation", path=(key,), found=f"`{key}`", allowed=allowed)
            return
        missing = [key for key in _REQUIRED if not getattr(self, key)]
        if len(missing) == len(_REQUIRED):
            yield Fault(code="missing-key", found="nothing", allowed=f"{listed(_REQUIRED)}, or `layers`")
            return
        allowed = "a value: the key is required where there are no `layers`"
        yield from (Fault(code="missing-key", path=(key,), found="nothing", allowed=allowed) for key in missing)

    @model_validator(mode="after")
    def _has_a_meaning(self) -> Self:
        """What can be asked only where each part is readable: hours or zones that are wrong hide nothing."""
        faults = [*_hidden(self.layers), *self._override_faults(self._zone_of_overrides)]
        if faults:
            raise PolicyError(*faults)
        return self

    def _override_faults(self, zone: Zone | None) -> Iterator[Fault]:
        for number, override in enumerate(self.overrides):
            if zone is None and override.needs_zone and self.layers:
                allowed = "an offset, or `tz` beside `overrides`: the layers have several zones"
                path = ("overrides", number)
                yield Fault(code="which-zone", path=path, found="a time of a wall clock", allowed=allowed)
            elif zone is not None and override.mixed and override.ends(zone) <= override.begins(zone):
                yield ends_first(override).under("overrides", number)

    @property
    def _zone_of_overrides(self) -> Zone | None:
        """The zone whose wall clock overrides mean; none where the layers have several and `tz` is not given."""
        names = {self.tz} if self.tz else {layer.tz for layer in self.layers}
        (name,) = names if len(names) == 1 else (None,)
        return read_zone(name) if name else None

    # Who there is

    @cached_property
    def _layers(self) -> tuple[Layer, ...]:
        return self.layers or (Layer(**{key: getattr(self, key) for key in _LAYER_KEYS}),)

    @cached_property
    def _roster(self) -> Roster:
        zone = self._zone_of_overrides or UTC_ZONE  # where it is none, every override has an offset
        written = [Duty(each.begins(zone), each.ends(zone), each.owner) for each in self.overrides]
        return Roster([*map(line_of, self._layers), *([Exceptions(written)] if written else ())])

    @property
    def begins(self) -> datetime:
        """The first hand-over, in its zone; of several layers, that of the last one to begin."""
        first = [(zone.first_instant(each.starts), zone) for each in self._layers if (zone := read_zone(each.tz))]
        at, zone = max(first, key=lambda begun: begun[0])
        return at.astimezone(zone.tz)

    @property
    def zones(self) -> tuple[Zone, ...]:
        """Every zone that answers depend on (T11)."""
        names = [layer.tz for layer in self._layers] + ([self.tz] if self.tz else [])
        return tuple(map(read_zone, dict.fromkeys(names)))

    # Who has the duty

    def on_call(self, at: datetime | str) -> str | None:
        """Who has the duty at an instant; `None` in a gap.

        Raises:
            InstantError: the instant is naive or out of range.
        """
        return self._roster.on_duty(utc(at))

    def next_change(self, at: datetime | str) -> datetime | None:
        """The first instant after another at which the person on duty changes, also from or to nobody (C10).

        A turn that goes to the same person is no change. `None` where there is none before 2200.

        Raises:
            InstantError: the instant is naive or out of range.
        """
        change = self._roster.next_change(utc(at))
        return None if change is None else in_zone_of(change, at)

    def shifts(self, start: datetime | str, end: datetime | str) -> Iterator[Shift]:
        """Who has the duty in `[start, end)`, from when to when, cut to it; one by one, as they are asked for.

        Examples:
            >>> rotation = Rotation(participants=["Ada", "Grace"], every="12 hours", starts="2026-01-05 09:00",
            ...                     tz="UTC", restrictions={"mon-fri": "09:00-17:00"})
            >>> [(str(shift.end), shift.owner) for shift in rotation.shifts("2026-01-05T10:00Z", "2026-01-06T10:00Z")]
            [('2026-01-05 17:00:00+00:00', 'Ada'), ('2026-01-06 10:00:00+00:00', 'Ada')]

        Turns of one person that touch are one shift. What no shift holds is a gap.

        Raises:
            InstantError: an instant is naive or out of range.
        """
        return (
            Shift(in_zone_of(duty.start, start), in_zone_of(duty.end, start), duty.owner)
            for duty in self._duties(start, end)
            if duty.owner is not None
        )

    def gaps(self, start: datetime | str, end: datetime | str) -> Iterator[Span]:
        """The stretches of `[start, end)` in which nobody has the duty, cut to it.

        Raises:
            InstantError: an instant is naive or out of range.
        """
        return (
            Span(in_zone_of(duty.start, start), in_zone_of(duty.end, start))
            for duty in self._duties(start, end)
            if duty.owner is None
        )

    def handovers(self, start: datetime | str, end: datetime | str) -> Iterator[Handover]:
        """The instants in `[start, end)` at which the person changes, and to whom; `None` is nobody.

        A hand-over at `start` itself is one of them: the instant before it is looked at as well.

        Raises:
            InstantError: an instant is naive or out of range.
        """
        before = max(utc(start, name="start") - datetime.resolution, FIRST)
        return (
            Handover(in_zone_of(duty.start, start), duty.owner) for duty in islice(self._duties(before, end), 1, None)
        )

    def _duties(self, start: datetime | str, end: datetime | str) -> Iterator[Duty]:
        return self._roster.duties(utc(start, name="start"), utc(end, name="end"))


def _hidden(layers: tuple[Layer, ...]) -> Iterator[Fault]:
    """Layers that never have anybody on duty, because another one that lies above them always has."""
    lines = [*map(line_of, layers)]
    for number, line in enumerate(lines):
        above = next((other for other in range(number + 1, len(lines)) if lines[other].hides(line)), None)
        if above is not None:
            found = f"a layer that is never seen: `layers[{above}]` has somebody on duty whenever it has"
            allowed = "a layer that has somebody on duty where no later one has"
            remedy = "write the general layers first, and the special ones after them"
            yield Fault(code="never-on-duty", path=("layers", number), found=found, allowed=allowed, remedy=remedy)
