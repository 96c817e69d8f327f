"""`slapolicy migrate BOOK EVENTS --to EDITION`: what moving each ticket to another edition would change (P4).

Nothing is stored: what moves a ticket is an event in its own record, which `--format events` prints.
"""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from slapolicy import Book, Migration, Ticket
from slapolicy.cli.policies import read_book
from slapolicy.cli.telling import Status, naming
from slapolicy.cli.tickets import read_tickets
from slapolicy.formats.events import json_line
from slapolicy.instants import instant, utc
from slapolicy.texts.writing import write_json
from slapolicy.wording import one_line

__all__ = ["add"]


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    about = "Tell what moving tickets to another edition of a book would change. Nothing is stored."
    parser = commands.add_parser("migrate", help="what moving tickets to another edition changes", description=about)
    parser.add_argument("book", metavar="BOOK", help="a file (.yaml, .toml, .json)")
    parser.add_argument("events", metavar="EVENTS", help="CSV or JSON Lines, one event a row; `-` is standard input")
    parser.add_argument("--to", metavar="EDITION", required=True, help="the edition to move to")
    parser.add_argument("--at", metavar="INSTANT", help="the moment of the move, with its offset (default: now)")
    parser.add_argument(
        "--format", choices=["text", "json", "events"], default="text", help="`events` are lines to add to EVENTS"
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> Status:
    with naming("--at"):
        at = datetime.now(UTC).replace(microsecond=0) if options.at is None else instant(options.at, name="")
    book = read_book(options.book)
    with naming("--to"):
        book.edition_named(options.to)
    moves = list(_moves(book, read_tickets(options.events, "events", book), options.to, at))
    if options.format == "json":
        told: list[Any] = [move.to_dict() for move in moves]
        sys.stdout.write(write_json({"book": book.name, "at": at.isoformat(), "to": options.to, "tickets": told}))
        return Status.FINE
    for move in moves:
        if options.format == "events":
            print(json_line(move.ticket.id, move.event))
        else:
            print("\n".join(map(one_line, str(move).splitlines())))
    if options.format == "text" and not moves:
        print("no tickets to move")
    return Status.FINE


def _moves(book: Book, tickets: tuple[Ticket, ...], to: str, at: datetime) -> Iterator[Migration]:
    """Of each ticket that has begun, and is under another edition."""
    for ticket in tickets:
        with naming(f"ticket {ticket.id}"):
            if ticket.events[0].utc <= utc(at) and book.edition_of(ticket, at=at).name != to:
                yield book.migrate(ticket, to=to, at=at)
