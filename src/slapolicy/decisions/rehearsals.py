"""A rehearsal: who would be asked about a ticket, when and why, if nobody acted (E8)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from slapolicy.decisions.machine_form import machine_form
from slapolicy.escalation import Outlook, Rehearsed, rehearsed
from slapolicy.instants import LAST, utc
from slapolicy.pictures.ladder import ladder_svg
from slapolicy.wording import columns, moment_text

__all__ = ["HORIZON", "Rehearsal", "rehearse"]

HORIZON: Final = timedelta(days=30)
"""How far a rehearsal looks where nothing is said."""

_HEADER: Final = ("when", "who", "level", "why", "told", "paged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """The way of a ticket along the ladder from an instant on, if no further event comes. A value.

    Examples:
        >>> from slapolicy import Event, Policy, Ticket
        >>> policy = Policy.from_dict({"slapolicy": 1, "name": "small", "escalation": {"levels": [
        ...     {"name": "desk", "owner": "desk", "respond": "15 minutes"}, {"name": "boss", "owner": "boss"}]}})
        >>> ticket = Ticket("T-1", [Event("created", "2026-12-31T23:50:00Z")])
        >>> print(policy.rehearse(ticket, at="2026-12-31T23:50:00Z").table())
        when                         who   level  why
        ---------------------------  ----  -----  ---------------------------------------
        Thu 2026-12-31 23:50 +00:00  desk  desk   the ticket's first owner
        Fri 2027-01-01 00:05 +00:00  boss  boss   not acknowledged for 15 minutes at desk

    Deciding the ticket at the instant of a step gives its owner and its level; between two steps they are constant.
    Instants are in the zone of `at` (T1). A notebook shows the picture of `ladder_svg`.

    Attributes:
        ticket: the ticket's id.
        policy: the policy's name.
        at: from when on.
        until: the instant after which nothing is told.
        levels: the names of the ladder's levels, the first one first.
        steps: who is asked from when on, by steps of the ladder and by hand-overs.
    """

    ticket: str
    policy: str
    at: datetime
    until: datetime
    levels: tuple[str, ...]
    steps: tuple[Rehearsed, ...]

    @property
    def exhausted(self) -> bool:
        """Whether the ladder comes to its end (E5)."""
        return bool(self.steps) and self.steps[-1].exhausted

    def table(self) -> str:
        """The steps as text: a line each, in columns; a column that would be empty is left out."""
        rows = [_row(step) for step in self.steps]
        shown = [number for number in range(len(_HEADER)) if number < 4 or any(row[number] for row in rows)]
        return columns([_HEADER[number] for number in shown], [[row[number] for number in shown] for row in rows])

    def to_dict(self) -> dict[str, Any]:
        """The rehearsal as plain data: instants as ISO 8601 texts."""
        form: dict[str, Any] = machine_form(self)
        return form

    def ladder_svg(self) -> str:
        """The way along the ladder as a picture: time goes down, levels to the right.

        Plain SVG text, for light and dark pages; the same bytes on every machine.
        """
        title = f"{self.ticket} under {self.policy}, if nobody acts"
        return ladder_svg(title, self.at, self.levels, self.steps)

    def _repr_svg_(self) -> str:
        return self.ladder_svg()


def rehearse(
    *, ticket: str, policy: str, levels: tuple[str, ...], outlook: Outlook | None, at: datetime, until: datetime | None
) -> Rehearsal:
    """The rehearsal from an outlook at the same instant, with instants in the zone of `at`."""
    start = utc(at)
    end = utc(until) if until is not None else start + min(HORIZON, LAST - start)
    steps = rehearsed(outlook, end) if outlook else iter(())
    zone = at.tzinfo
    return Rehearsal(
        ticket=ticket,
        policy=policy,
        at=at,
        until=end.astimezone(zone),
        levels=levels,
        steps=tuple(replace(step, at=step.at.astimezone(zone)) for step in steps),
    )


def _row(step: Rehearsed) -> tuple[str, ...]:
    return (moment_text(step.at), step.who, step.level, step.reason, ", ".join(step.notify), ", ".join(step.page))
