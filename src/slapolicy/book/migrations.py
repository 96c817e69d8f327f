"""What moving a ticket to another edition of its policy changes: each answer that differs, before and after (P4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from slapolicy.decisions import Decision
from slapolicy.decisions.machine_form import machine_form
from slapolicy.tickets import Event, Ticket
from slapolicy.wording import moment_text

__all__ = ["Change", "Migration"]

_OF_TICKET = ("severity", "level", "owner", "next_owner", "next_owner_at", "exhausted", "notify", "page", "to_ask_for")
_OF_CLOCK = ("state", "verdict", "limit", "due_at", "owner")


class Change(NamedTuple):
    """One answer that differs: of the ticket, such as `owner`, or of a clock, such as `reply.due_at`.

    Instants are in the zone of the migration's; nothing is none.
    """

    what: str
    before: Any
    after: Any

    def __str__(self) -> str:
        return f"{self.what}: {_in_words(self.before)} -> {_in_words(self.after)}"


@dataclass(frozen=True, slots=True)
class Migration:
    """A ticket that was moved to another edition, and what that changed at the instant of the move.

    It is true if it changed anything, and its text tells what. That the cycles which were closed before keep their
    verdicts is not told: they are not among the changes (C7).

    Attributes:
        ticket: the ticket, with the event that moves it.
        event: that event; it is all that has to be stored.
        before: the decision of the old edition at that instant.
        after: that of the new one.
    """

    ticket: Ticket
    event: Event
    before: Decision
    after: Decision

    def __bool__(self) -> bool:
        return bool(self.changes)

    @property
    def changes(self) -> tuple[Change, ...]:
        """Each answer that differs: of the ticket, then clock by clock."""
        return tuple(change for change in _compared(self.before, self.after) if change.before != change.after)

    def __str__(self) -> str:
        title = f"{self.ticket.id} from {self.before.edition} to {self.after.edition} at {moment_text(self.event.at)}"
        return "\n".join([title, *(f"  {change}" for change in self.changes or ("nothing changes",))])

    def to_dict(self) -> dict[str, Any]:
        """The move as plain data, without the two decisions, which have a `to_dict` of their own."""
        return {
            "ticket": self.ticket.id,
            "at": self.event.at.isoformat(),
            "from": self.before.edition,
            "to": self.after.edition,
            "changes": [machine_form(change) for change in self.changes],
        }


def _compared(before: Decision, after: Decision) -> Iterator[Change]:
    for name in _OF_TICKET:
        yield Change(name, getattr(before, name), getattr(after, name))
    for action in dict.fromkeys([*before.responsible, *after.responsible]):
        yield Change(f"responsible to {action}", before.responsible.get(action), after.responsible.get(action))
    for target in dict.fromkeys([*before.clocks, *after.clocks]):
        old, new = before.clocks.get(target), after.clocks.get(target)
        for name in _OF_CLOCK:
            yield Change(f"{target}.{name}", getattr(old, name, None), getattr(new, name, None))


def _in_words(answer: Any) -> str:
    match answer:
        case None | ():
            return "nothing"
        case bool():
            return "yes" if answer else "no"
        case datetime():
            return moment_text(answer)
        case tuple():
            return ", ".join(answer)
        case _:
            return str(answer)
