"""What a picture of a ticket's life is drawn from: what happened, and each clock as the decision knows it (E9, P5)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from slapolicy.clocks import ClockReport
from slapolicy.escalation import Step

__all__ = ["KnownEvent", "Life"]


class KnownEvent(NamedTuple):
    """An event of the ticket that the decision knows: its instant, its name, and the severity from then on (M2)."""

    at: datetime
    name: str
    severity: str


class Life(NamedTuple):
    """A ticket's life up to an instant, and what is known to come."""

    title: str
    at: datetime
    events: tuple[KnownEvent, ...]
    clocks: tuple[ClockReport, ...]
    steps: tuple[Step, ...]

    def instants(self) -> Iterator[datetime]:
        """The instants in UTC that the picture has to show: what happened, what clocks wait for, the next step.

        A deadline that no clock waits for any more is shown if it lies between these.
        """
        now = self.at.astimezone(UTC)
        known: list[datetime | None] = [now, *(event.at for event in self.events)]
        for clock in self.clocks:
            if clock.ended_at is None:
                known += [clock.due_at, clock.if_resumed_now, *(warning.at for warning in clock.warnings)]
        yield from (at.astimezone(UTC) for at in known if at is not None)
        steps = [step.at.astimezone(UTC) for step in self.steps]
        yield from (at for at in steps if at <= now)
        yield from [at for at in steps if at > now][:1]

    def severities(self) -> list[tuple[datetime, datetime, str]]:
        """The stretches of one severity, in order, in UTC."""
        found: list[tuple[datetime, datetime, str]] = []
        end = self.at.astimezone(UTC)
        for event in self.events:
            at = event.at.astimezone(UTC)
            if found and found[-1][2] == event.severity:
                continue
            if found:
                found[-1] = (found[-1][0], at, found[-1][2])
            found.append((at, end, event.severity))
        return found
