"""What is told of an input: a line for each fault, with the file, the line and the column; and the exit status."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from enum import IntEnum

from slapolicy.errors import Fault, SlapolicyError
from slapolicy.texts.plain import Place
from slapolicy.wording import one_line

__all__ = ["Status", "Unusable", "complain", "fault_line", "naming", "place_text", "tell"]

MOST_NOTES = 10


class Status(IntEnum):
    """How a command ended."""

    FINE = 0
    FINDINGS = 1
    UNUSABLE = 2


class Unusable(Exception):
    """What was given can't be used; a line for each fault."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(*lines)
        self.lines = lines


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Tell of each fault what it is in: a file, an option, a ticket."""
    try:
        yield
    except SlapolicyError as refused:
        raise Unusable([fault_line(name, fault) for fault in refused.faults]) from None


def fault_line(name: str, fault: Fault, *, kind: str = "") -> str:
    """A fault on one line, in the form that editors jump to: `policy.yaml:5:7: ...`."""
    place = Place(fault.line, fault.column or 1) if fault.line is not None else None
    return one_line(f"{place_text(name, place)}: {kind}{replace(fault, line=None, column=None)}")


def place_text(name: str, place: Place | None) -> str:
    """A place in a file, as far as it is known."""
    return f"{name}:{place.line}:{place.column}" if place else name


def complain(refused: Unusable) -> None:
    """Print what can't be used."""
    for line in refused.lines:
        print(line, file=sys.stderr)


def tell(name: str, notes: Sequence[Fault]) -> None:
    """What was read but is unclear; it does not stop anything."""
    for note in notes[:MOST_NOTES]:
        print(fault_line(name, note, kind="note: "), file=sys.stderr)
    if len(notes) > MOST_NOTES:
        print(f"{name}: note: {len(notes) - MOST_NOTES:,} more notes of this kind", file=sys.stderr)
