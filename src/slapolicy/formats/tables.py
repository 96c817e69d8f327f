"""Decisions as a table for people, and as one JSON document for machines."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from slapolicy.clocks import ClockReport, State
from slapolicy.decisions import Decision
from slapolicy.errors import PolicyError
from slapolicy.wording import moment_text, one_line

__all__ = ["json_document", "table"]

HEADER = ("ticket", "severity", "clock", "verdict", "due", "owner", "next owner")


def table(decisions: Iterable[Decision]) -> str:
    """A line for each clock that has begun; the ticket, its severity and its owners stand in its first line.

    Raises:
        PolicyError: tabulate is not installed.
    """
    try:
        from tabulate import tabulate  # noqa: PLC0415 - tabulate is optional
    except ModuleNotFoundError:
        raise PolicyError.of(
            "missing-package",
            found="no tabulate",
            allowed="a table only where tabulate is installed",
            remedy="write `--format json`, or run `pip install 'slapolicy[cli]'`",
        ) from None
    rows = [row for decision in decisions for row in _rows(decision)]
    return tabulate(rows, headers=HEADER, tablefmt="simple", disable_numparse=True) if rows else "no tickets"


def json_document(policy: str, at: datetime, decisions: Iterable[Decision], *, explained: bool) -> Iterator[str]:
    """The lines of one JSON document with every decision, each on a line of its own, as they are made."""
    yield f'{{"policy": {json.dumps(policy)}, "at": {json.dumps(at.isoformat())}, "tickets": ['
    before = ""
    for decision in decisions:
        more = {"explanation": decision.explain()} if explained else {}
        yield before + json.dumps(decision.to_dict() | more)
        before = ","
    yield "]}"


def _rows(decision: Decision) -> Iterator[tuple[str, ...]]:
    ticket = (one_line(decision.ticket), one_line(decision.severity))
    owners = (one_line(decision.owner or "-"), _next_owner(decision))
    begun = [clock for clock in decision.clocks.values() if clock.state is not State.NOT_STARTED]
    for number, clock in enumerate(begun):
        last = owners if number == 0 else ("", "")
        yield (*(ticket if number == 0 else ("", "")), one_line(clock.target), clock.verdict.value, _due(clock), *last)
    if not begun:
        yield (*ticket, "-", "-", "-", *owners)


def _due(clock: ClockReport) -> str:
    if clock.state is State.PAUSED:
        return "paused"
    return moment_text(clock.due_at) if clock.due_at else "-"


def _next_owner(decision: Decision) -> str:
    if decision.next_owner is None or decision.next_owner_at is None:
        return "-"
    return f"{one_line(decision.next_owner)}, {moment_text(decision.next_owner_at)}"
