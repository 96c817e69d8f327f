"""`slapolicy decide POLICY EVENTS`: by when, is it late, who is next?"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from slapolicy import Decision, Ticket, Verdict
from slapolicy.cli.policies import read
from slapolicy.cli.telling import Status, naming
from slapolicy.cli.tickets import read_tickets
from slapolicy.formats.tables import json_document, table
from slapolicy.instants import instant

__all__ = ["add", "decide"]


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("decide", help="decide tickets by a policy", description="Decide tickets by a policy.")
    parser.add_argument("policy", metavar="POLICY", help="a file (.yaml, .toml, .json), or a name of the catalogue")
    parser.add_argument("events", metavar="EVENTS", help="CSV or JSON Lines, one event a row; `-` is standard input")
    parser.add_argument("--at", metavar="INSTANT", help="the moment to decide for, with its offset (default: now)")
    parser.add_argument("--explain", action="store_true", help="tell how each answer came about")
    parser.add_argument("--format", choices=["table", "json"], default="table", help="default: table")
    parser.add_argument(
        "--from", dest="source", choices=["events", "servicenow"], default="events", help="default: events"
    )
    parser.add_argument("--fail-on", choices=["breach"], help="exit with 1 where a promise is breached or missed")
    parser.set_defaults(run=decide)


def decide(options: argparse.Namespace) -> Status:
    """Decide each ticket, and print what was decided."""
    with naming("--at"):
        at = datetime.now(UTC).replace(microsecond=0) if options.at is None else instant(options.at, name="")
    judge = read(options.policy).judge
    tickets = read_tickets(options.events, options.source, judge)
    broken: list[str] = []

    def decisions() -> Iterator[Decision]:
        for ticket in _with_progress(tickets):
            with naming(f"ticket {ticket.id}"):
                decision = judge.evaluate(ticket, at=at)
            if any(clock.verdict in (Verdict.BREACHED, Verdict.MISSED) for clock in decision.clocks.values()):
                broken.append(ticket.id)
            yield decision

    _print(options, judge.name, at, decisions())
    return Status.FINDINGS if options.fail_on and broken else Status.FINE


def _print(options: argparse.Namespace, name: str, at: datetime, decisions: Iterator[Decision]) -> None:
    if options.format == "json":
        # Joined before it is printed: a ticket that can't be decided leaves no half of a document behind.
        print("\n".join(json_document(name, at, decisions, explained=options.explain)))
    elif options.explain:
        print("\n\n".join(decision.explain() for decision in decisions))
    else:
        with naming("--format table"):
            print(table(decisions))


def _with_progress(tickets: tuple[Ticket, ...]) -> Iterable[Ticket]:
    """The tickets, with a bar on a terminal where the work takes a while."""
    try:
        from tqdm import tqdm
    except ModuleNotFoundError:
        return tickets
    return tqdm(tickets, disable=not sys.stderr.isatty(), delay=1, leave=False, unit=" tickets")
