"""The tickets in a file of events, or in an export of another tool (C1)."""

from pathlib import Path

from slapolicy import Book, Policy, Ticket
from slapolicy.cli.files import lines_of, opened
from slapolicy.cli.telling import naming, tell
from slapolicy.formats import events, servicenow

__all__ = ["read_tickets"]


def read_tickets(name: str, source: str, judge: Policy | Book) -> tuple[Ticket, ...]:
    """The tickets in a file, all of them readable."""
    with naming(name), opened(name) as file:
        lines = lines_of(file)
        if source == "servicenow":
            reading = servicenow.read_csv(lines)
            tell(name, reading.unclear)
            return reading.tickets
        read = {".csv": events.read_csv, ".jsonl": events.read_json_lines}.get(
            Path(name).suffix.lower(), events.read_events
        )
        return read(lines, types=judge.fact_types)
