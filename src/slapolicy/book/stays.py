"""Which edition judges a ticket, from when on: the one in force when it began, or one that its record states (P4)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from slapolicy.book.editions import Edition
from slapolicy.errors import Fault, HorizonError, SlapolicyError, TicketError, listed, nearest, shown
from slapolicy.instants import utc
from slapolicy.tickets import Ticket

__all__ = ["STATED", "Stay", "in_force", "named", "stays"]

STATED: Final = "policy_edition"
"""The fact by which an event moves its ticket to an edition; a first event says by it which one is meant."""


class Stay(NamedTuple):
    """From when on, in UTC, a ticket is judged by which edition."""

    since: datetime
    edition: Edition


def stays(editions: Sequence[Edition], ticket: Ticket, until: datetime) -> list[Stay]:
    """The editions that judge a ticket one after the other, as far as is known at an instant in UTC; never none."""
    found: list[Stay] = []
    for number, event in enumerate(ticket.events):
        if event.utc > until:
            break
        stated = event.facts.get(STATED)
        if stated is not None:
            edition = named(editions, stated, f"stated by `{event.name}` of `{ticket.id}`", TicketError)
        elif number == 0:
            begins = f"`{ticket.id}`, which begins at `{event.at.isoformat()}`"
            edition = in_force(editions, event.utc, begins, f"add an earlier edition, or let it state `{STATED}`")
        else:
            continue
        if found and found[-1].since == event.utc:
            found.pop()  # of several at one instant the last one counts
        if not found or found[-1].edition is not edition:
            found.append(Stay(event.utc, edition))
    return found or [Stay(until, in_force(editions, until, f"`{until.isoformat()}`"))]


def in_force(editions: Sequence[Edition], at: datetime, found: str, remedy: str = "add an earlier edition") -> Edition:
    """The edition that a ticket gets which begins at an instant in UTC.

    Raises:
        HorizonError: the instant is before the first edition; nothing is guessed.
    """
    begun = [edition for edition in editions if utc(edition.since) <= at]
    if begun:
        return begun[-1]
    first = editions[0]
    allowed = f"from `{first.since.isoformat()}` on, when the first edition, `{first.name}`, begins"
    raise HorizonError.of("no-edition", found=found, allowed=allowed, remedy=remedy)


def named(editions: Sequence[Edition], name: object, where: str, error: type[SlapolicyError]) -> Edition:
    """The edition of a name; where there is none, an error of that type with the nearest one."""
    for edition in editions:
        if edition.name == name:
            return edition
    names = [edition.name for edition in editions]
    found, allowed = f"{shown(name)}, {where}", f"one of {listed(names)}"
    raise error(Fault(code="unknown-edition", found=found, allowed=allowed, remedy=nearest(name, names)))
