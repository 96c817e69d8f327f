"""What a picture of a ticket's life is drawn from: what happened, and each clock as the decision knows it (E9, P5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from slapolicy.clocks import ClockReport
from slapolicy.escalation import Step

__all__ = ["KnownEvent", "Life"]


@dataclass(frozen=True, slots=True)
class KnownEvent:
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
        """Every instant in UTC that the picture has to show; of the steps ahead, only the next one."""
        now = self.at.astimezone(UTC)
        known: list[datetime | None] = [now, *(event.at for event in self.events)]
        for clock in self.clocks:
            known += [clock.started_at, clock.due_at, clock.if_resumed_now, clock.original_due_at, clock.breached_at]
            known += [warning.at for warning in clock.warnings]
        steps = [step.at.astimezone(UTC) for step in self.steps]
        ahead = [at for at in steps if at > now]
        yield from (at.astimezone(UTC) for at in known if at is not None)
        yield from (at for at in steps if at <= now)
        yield from ahead[:1]

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
