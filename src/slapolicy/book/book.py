"""A book: the editions of a policy by date. A ticket keeps the edition that held when it began, until it is moved (P4).

That it was moved stands in its own record: an event that states the fact `policy_edition`. So the same ticket and the
same book always give the same answer (E9).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from slapolicy._model import FrozenMap
from slapolicy.book.editions import Edition, bounded, order_faults
from slapolicy.book.handover import handed_over
from slapolicy.book.migrations import Migration
from slapolicy.book.stays import STATED, in_force, named, stays
from slapolicy.decisions import Decision, in_zone
from slapolicy.decisions.rehearsals import Rehearsal
from slapolicy.errors import Fault, PolicyError, TicketError
from slapolicy.facts import FactType
from slapolicy.instants import instant, utc
from slapolicy.policy import Policy
from slapolicy.policy.documents import WholeDocument
from slapolicy.responsibilities import Responsible
from slapolicy.texts.plain import Document
from slapolicy.tickets import Event, Ticket

__all__ = ["Book"]


class Book(WholeDocument, frozen=True):
    """Policies by the date from which on they hold. Immutable, hashable, comparable, like the policies in it (P1, P4).

    Examples:
        >>> from slapolicy import Edition, Event, Policy, Ticket
        >>> def policy(within):
        ...     return Policy.from_dict({"slapolicy": 1, "name": "support", "targets": {
        ...         "reply": {"start": "created", "stop": "replied", "within": within}}})
        >>> book = Book(name="support", editions=[
        ...     Edition(name="first", since="2026-01-01T00:00Z", policy=policy("4 hours")),
        ...     Edition(name="second", since="2026-03-01T00:00Z", policy=policy("2 hours"))])
        >>> old = Ticket("T-1", [Event("created", "2026-02-28T23:00Z")])
        >>> decision = book.evaluate(old, at="2026-03-01T02:00Z")
        >>> decision.edition, decision.clocks["reply"].due_at.isoformat()
        ('first', '2026-03-01T03:00:00+00:00')

    A ticket begins with its first event. One that has not begun at the instant of a question is answered by the edition
    in force then. A first event that states the fact `policy_edition` says itself which edition is meant.

    Attributes:
        name: the book's.
        editions: in the order of their instants, each with a name of its own.

    Raises:
        PolicyError: no edition, a name twice, instants that do not rise; every fault at once (P3).
    """

    version_key = "slapolicy_book"
    what = "a book of policies"
    schema_title = "A book of slapolicy documents"

    slapolicy_book: Literal[1] = Field(default=1, description="the version of the language of books")
    name: str = Field(min_length=1, max_length=200)
    editions: Annotated[tuple[Edition, ...], Field(min_length=1)]

    if TYPE_CHECKING:  # what may be written; the fields say what is read

        def __init__(self, *, name: str, editions: Iterable[Edition], slapolicy_book: Literal[1] = 1) -> None: ...

    @classmethod
    def admitted(cls, document: Document) -> Document:
        """The document, where it has no more editions than anyone writes."""
        return bounded(document)

    def checks(self) -> Iterable[Fault]:
        """Names and instants that tell the editions apart."""
        return order_faults(self.editions)

    @cached_property
    def fact_types(self) -> Mapping[str, FactType]:
        """The type of each fact, for reading events from text: as the last edition that knows the fact has it."""
        return FrozenMap({fact: held for each in self.editions for fact, held in each.policy.fact_types.items()})

    # -- which edition --------------------------------------------------------------------------------------

    def edition_at(self, at: datetime | str) -> Edition:
        """The edition that tickets get which begin at an instant.

        Raises:
            HorizonError: the instant is before the first edition.
            InstantError: it is naive or out of range.
        """
        asked = utc(at)
        return in_force(self.editions, asked, f"`{asked.isoformat()}`")

    def edition_named(self, name: str) -> Edition:
        """The edition of a name.

        Raises:
            PolicyError: there is none; the nearest name is in the remedy.
        """
        return named(self.editions, name, "as an edition's name", PolicyError)

    def edition_of(self, ticket: Ticket, *, at: datetime | str | None = None) -> Edition:
        """The edition that judges a ticket at an instant, or after its last event where none is given.

        Raises:
            HorizonError: the ticket began before the first edition, and states none.
            TicketError: it states one that the book does not have.
            InstantError: `at` is naive or out of range.
        """
        asked = ticket.events[-1].utc if at is None and ticket.events else utc(at or self.editions[-1].since)
        return stays(self.editions, ticket, asked)[-1].edition

    def policy_for(self, ticket: Ticket, *, at: datetime | str | None = None) -> Policy:
        """The policy of the edition that judges a ticket; raises as `edition_of` does."""
        return self.edition_of(ticket, at=at).policy

    # -- the questions of a policy --------------------------------------------------------------------------

    def evaluate(self, ticket: Ticket, *, at: datetime | str) -> Decision:
        """Decide a ticket at an instant, as `Policy.evaluate` does, by the edition that judges it then.

        `edition` of the decision names it. Where the ticket was moved, `moved_from` is what the edition before said at
        that instant: cycles that were closed by then stay as they were judged (C7), steps of the ladder stay as they
        were taken, and everything else is what the new edition says of the whole ticket.

        Raises:
            TicketError: as for `edition_of`.
            HorizonError: as for `edition_of` and for `Policy.evaluate`; also where the ticket has not begun, and `at`
                is before the first edition.
            InstantError: `at` is naive or out of range.
        """
        asked = instant(at)
        now = utc(asked)
        decision: Decision | None = None
        under = stays(self.editions, ticket, now)
        for (_, edition), until in zip(under, [*(stay.since for stay in under[1:]), now], strict=True):
            fresh = replace(edition.policy.evaluate(ticket, at=until), edition=edition.name)
            decision = handed_over(decision, fresh) if decision else fresh
        assert decision is not None  # there is always a stay
        if not ticket.events or ticket.events[0].utc > now:
            decision = self._unless_replaced(decision, now)
        return decision if asked.tzinfo is UTC else in_zone(decision, asked.tzinfo)

    def _unless_replaced(self, decision: Decision, now: datetime) -> Decision:
        """A ticket that has not begun gets another edition when the next one comes (C10)."""
        changes = [utc(edition.since) for edition in self.editions if utc(edition.since) > now]
        changes += [decision.next_change_at] if decision.next_change_at else []
        return replace(decision, next_change_at=min(changes, default=None))

    def deadlines(self, ticket: Ticket) -> dict[str, datetime | None]:
        """Each target's deadline after the ticket's last event; none of the last edition's before the first event."""
        if not ticket.events:
            return self.editions[-1].policy.deadlines(ticket)
        decision = self.evaluate(ticket, at=ticket.events[-1].at)
        return {name: clock.due_at for name, clock in decision.clocks.items()}

    def next_owner(self, ticket: Ticket, *, at: datetime | str) -> str | None:
        """Who owns the ticket next if nothing else happens; none where that never changes."""
        return self.evaluate(ticket, at=at).next_owner

    def rehearse(self, ticket: Ticket, *, at: datetime | str, until: datetime | str | None = None) -> Rehearsal:
        """Who is asked from an instant on, as `Policy.rehearse` tells it, by the edition of that instant."""
        return self.policy_for(ticket, at=at).rehearse(ticket, at=at, until=until)

    def responsible_for(self, action: str, ticket: Ticket, *, at: datetime | str) -> Responsible:
        """Who may decide something, as `Policy.responsible_for` tells it, by the edition of that instant."""
        return self.policy_for(ticket, at=at).responsible_for(action, ticket, at=at)

    # -- moving a ticket ------------------------------------------------------------------------------------

    def migrate(self, ticket: Ticket, *, to: str, at: datetime | str) -> Migration:
        """Move a ticket to another edition from an instant on: the ticket with that in its record, and what it changes.

        Examples:
            >>> from slapolicy import Edition, Event, Policy, Ticket
            >>> def policy(within):
            ...     return Policy.from_dict({"slapolicy": 1, "name": "support", "targets": {
            ...         "reply": {"start": "created", "stop": "replied", "within": within}}})
            >>> book = Book(name="support", editions=[
            ...     Edition(name="first", since="2026-01-01T00:00Z", policy=policy("4 hours")),
            ...     Edition(name="second", since="2026-03-01T00:00Z", policy=policy("2 hours"))])
            >>> old = Ticket("T-1", [Event("created", "2026-02-28T23:00Z")])
            >>> migration = book.migrate(old, to="second", at="2026-03-01T00:30Z")
            >>> print(migration)
            T-1 from first to second at Sun 2026-03-01 00:30 +00:00
              reply.limit: 4 hours -> 2 hours
              reply.due_at: Sun 2026-03-01 03:00 +00:00 -> Sun 2026-03-01 01:00 +00:00
            >>> book.edition_of(migration.ticket).name
            'second'

        Nothing is stored: keep `migration.ticket`, or its last event, where the ticket's events are kept.

        Raises:
            PolicyError: the book has no such edition; the nearest name is in the remedy.
            TicketError: the ticket has not begun at `at`; else as for `evaluate`.
            InstantError, HorizonError: as for `evaluate`.
        """
        asked = instant(at)
        edition = self.edition_named(to)
        if not ticket.events or utc(asked) < ticket.events[0].utc:
            raise TicketError.of(
                "not-begun",
                found=f"`{ticket.id}`, which has not begun at `{asked.isoformat()}`",
                allowed="a ticket with an event by then",
                remedy=f"let its first event state `{STATED}`",
            )
        event = Event("migrated", asked, **{STATED: edition.name})
        moved = ticket.add(event)
        return Migration(moved, event, self.evaluate(ticket, at=asked), self.evaluate(moved, at=asked))
