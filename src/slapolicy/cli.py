"""The command line: the only part that reads files and the clock, and that prints.

Exit status: 0 all is well, 1 findings, 2 unusable input, with each fault on a line of its own.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import slapolicy
from slapolicy import Decision, Fault, Policy, PolicyError, SlapolicyError, Ticket, TicketError, Verdict
from slapolicy.errors import listed, nearest, shown
from slapolicy.formats import events, servicenow
from slapolicy.formats.tables import json_document, table
from slapolicy.instants import instant
from slapolicy.texts.plain import MAX_CHARACTERS

__all__ = ["main"]

FINE, FINDINGS, UNUSABLE = 0, 1, 2
MOST_NOTES = 10
LONGEST_LINE = 4 * MAX_CHARACTERS

READERS: dict[str, Callable[[str], Policy]] = {
    ".yaml": Policy.from_yaml,
    ".yml": Policy.from_yaml,
    ".toml": Policy.from_toml,
    ".json": Policy.from_json,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, such as `["decide", "policy.yaml", "events.csv"]`, and give its exit status."""
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as done:  # argparse has printed its help, or what was wrong
        return int(done.code or FINE)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that can't show a letter is no failure
    try:
        status = _decide(options)
        sys.stdout.flush()
    except _Unusable as refused:
        for line in refused.lines:
            print(line, file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:
        # Whoever read the output has had enough. What is still buffered must not fail once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except KeyboardInterrupt:
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="slapolicy", description="Support promises: by when, is it late, who is next?"
    )
    parser.add_argument("--version", action="version", version=f"slapolicy {slapolicy.__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    decide = commands.add_parser("decide", help="decide tickets by a policy", description="Decide tickets by a policy.")
    decide.add_argument("policy", metavar="POLICY", help="a file (.yaml, .toml, .json), or a name of the catalogue")
    decide.add_argument("events", metavar="EVENTS", help="CSV or JSON Lines, one event a row; `-` is standard input")
    decide.add_argument("--at", metavar="INSTANT", help="the moment to decide for, with its offset (default: now)")
    decide.add_argument("--explain", action="store_true", help="tell how each answer came about")
    decide.add_argument("--format", choices=["table", "json"], default="table", help="default: table")
    decide.add_argument(
        "--from", dest="source", choices=["events", "servicenow"], default="events", help="default: events"
    )
    decide.add_argument("--fail-on", choices=["breach"], help="exit with 1 where a promise is breached or missed")
    return parser


def _decide(options: argparse.Namespace) -> int:
    with _naming("--at"):
        at = datetime.now(UTC).replace(microsecond=0) if options.at is None else instant(options.at, name="")
    policy = _policy(options.policy)
    tickets = _tickets(options.events, options.source, policy)
    broken: list[str] = []

    def decisions() -> Iterator[Decision]:
        for ticket in _with_progress(tickets):
            with _naming(f"ticket {ticket.id}"):
                decision = policy.evaluate(ticket, at=at)
            if any(clock.verdict in (Verdict.BREACHED, Verdict.MISSED) for clock in decision.clocks.values()):
                broken.append(ticket.id)
            yield decision

    _print(options, policy, at, decisions())
    return FINDINGS if options.fail_on and broken else FINE


def _print(options: argparse.Namespace, policy: Policy, at: datetime, decisions: Iterator[Decision]) -> None:
    if options.format == "json":
        # Joined before it is printed: a ticket that can't be decided leaves no half of a document behind.
        print("\n".join(json_document(policy.name, at, decisions, explained=options.explain)))
    elif options.explain:
        print("\n\n".join(decision.explain() for decision in decisions))
    else:
        with _naming("--format table"):
            print(table(decisions))


def _policy(name: str) -> Policy:
    """The policy in a file, or the one of that name in the catalogue."""
    with _naming(name):
        suffix = Path(name).suffix.lower()
        if suffix in READERS:
            with _opened(name) as file:
                text = "".join(_lines(file, most=MAX_CHARACTERS))
            return READERS[suffix](text)
        if suffix or os.sep in name or Path(name).exists():
            raise PolicyError.of(
                "unknown-suffix",
                found=shown(suffix) if suffix else "no suffix",
                allowed=f"one of {listed(READERS)}, or a catalogue name",
            )
        return _from_catalogue(name)


def _from_catalogue(name: str) -> Policy:
    from slapolicy import catalog

    factories = {factory.replace("_", "-"): getattr(catalog, factory) for factory in catalog.__all__}
    wanted = name.replace("_", "-")
    if wanted not in factories:
        raise PolicyError.of(
            "unknown-policy",
            found=shown(name),
            allowed=f"a file ({listed(READERS)}), or one of the catalogue: {listed(factories)}",
            remedy=nearest(wanted, factories),
        )
    policy: Policy = factories[wanted]()
    return policy


def _tickets(name: str, source: str, policy: Policy) -> tuple[Ticket, ...]:
    """The tickets in a file, all of them readable."""
    with _naming(name), _opened(name) as file:
        lines = _lines(file)
        if source == "servicenow":
            reading = servicenow.read_csv(lines)
            _tell(name, reading.unclear)
            return reading.tickets
        read = {".csv": events.read_csv, ".jsonl": events.read_json_lines}.get(
            Path(name).suffix.lower(), events.read_events
        )
        return read(lines, types=policy.fact_types)


def _tell(name: str, notes: Sequence[Fault]) -> None:
    """What was read but is unclear; it does not stop anything."""
    for note in notes[:MOST_NOTES]:
        print(_line(name, note, kind="note: "), file=sys.stderr)
    if len(notes) > MOST_NOTES:
        print(f"{name}: note: {len(notes) - MOST_NOTES:,} more notes of this kind", file=sys.stderr)


def _opened(name: str) -> AbstractContextManager[BinaryIO]:
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(name).open("rb")
    except OSError as refused:
        reason = (refused.strerror or "unreadable").lower()
        raise TicketError.of("unreadable", found=reason, allowed="a file that can be read, or `-`") from None


def _lines(file: BinaryIO, *, most: int | None = None) -> Iterator[str]:
    """The lines of a file as text; where `most` is given, no more lines than hold so many characters."""
    number = read = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            long = Fault(
                code="too-large",
                found=f"a line of {LONGEST_LINE:,} bytes",
                allowed=f"at most {LONGEST_LINE - 1:,}",
                line=number,
            )
            raise TicketError(long)
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as refused:
            found = f"the byte 0x{line[refused.start]:02x}"
            allowed, remedy = "a text in UTF-8", "save the file as UTF-8"
            odd = Fault(code="wrong-encoding", found=found, allowed=allowed, remedy=remedy, line=number)
            raise TicketError(replace(odd, column=refused.start + 1)) from None
        yield text
        read += len(text)
        if most is not None and read > most:
            return


def _with_progress(tickets: tuple[Ticket, ...]) -> Iterable[Ticket]:
    """The tickets, with a bar on a terminal where the work takes a while."""
    try:
        from tqdm import tqdm
    except ModuleNotFoundError:
        return tickets
    return tqdm(tickets, disable=not sys.stderr.isatty(), delay=1, leave=False, unit=" tickets")


class _Unusable(Exception):
    """What was given can't be used; a line for each fault."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(*lines)
        self.lines = lines


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """Tell of each fault what it is in: a file, an option, a ticket."""
    try:
        yield
    except SlapolicyError as refused:
        raise _Unusable([_line(name, fault) for fault in refused.faults]) from None


def _line(name: str, fault: Fault, *, kind: str = "") -> str:
    place = f"{name}:{fault.line}:{fault.column or 1}" if fault.line is not None else name
    return f"{place}: {kind}{replace(fault, line=None, column=None)}"


if __name__ == "__main__":
    sys.exit(main())
