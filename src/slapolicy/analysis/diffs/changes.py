"""What a comparison of two policies answers: changes, each with a verdict and with tickets that show it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from slapolicy._model import FrozenMap
from slapolicy.findings import plain
from slapolicy.tickets import Event, Ticket, Value
from slapolicy.wording import columns

__all__ = ["Change", "ChangeVerdict", "Diff", "Part", "Witness"]


_WIDEST = 160


class ChangeVerdict(StrEnum):
    """How a part of the new policy stands to the same part of the old one."""

    EQUAL = "equal"
    STRICTER = "stricter"
    LOOSER = "looser"
    DIFFERENT = "different"
    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    UNDECIDED = "undecided"


class Part(StrEnum):
    """The parts of a policy, in the order in which changes are told."""

    FACT = "fact"
    SEVERITY = "severity"
    CALENDAR = "calendar"
    TARGET = "target"
    WARNING = "warning"
    SIGNAL = "signal"
    SETTING = "setting"
    OWNER = "owner"
    ESCALATION = "escalation"
    RESPONSIBILITY = "responsibility"
    UPDATE = "update"
    INTAKE = "intake"
    AVAILABILITY = "availability"
    GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Witness:
    """A ticket that shows a change: asked about it at one instant, the two policies answer differently.

    Attributes:
        ticket: the ticket, with the events that show it.
        at: the instant that both policies are asked about.
        old: what the old one answers: a deadline where the change is one of deadlines, else words; none where it
            promises, names or says nothing.
        new: what the new one answers.
    """

    ticket: Ticket
    at: datetime
    old: datetime | str | None
    new: datetime | str | None

    def to_dict(self) -> dict[str, Any]:
        """The witness as plain data."""
        events = [_event(event) for event in self.ticket]
        return {"events": events, "at": self.at.isoformat(), "old": plain(self.old), "new": plain(self.new)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that means something else in the new policy than in the old one.

    Attributes:
        part: which part of a policy it is about.
        name: the name in that part: of a target, an owner, a rule, a calendar.
        verdict: how the new one stands to the old one.
        sentence: what changed, as a sentence.
        severity: the severity for which it changed; none where it did for every one, or severities play no part.
        facts: facts by which it differs: those of the first witness; empty where any ticket shows it.
        old: what the old policy says, as text; none where it says nothing.
        new: what the new one says.
        witnesses: tickets that show it; two where deadlines are earlier for one and later for the other.
    """

    part: Part
    name: str
    verdict: ChangeVerdict
    sentence: str
    severity: str | None = None
    facts: FrozenMap[str, Value] = field(default_factory=FrozenMap)
    old: str | None = None
    new: str | None = None
    witnesses: tuple[Witness, ...] = ()

    @property
    def witness(self) -> Ticket | None:
        """The first ticket that shows it."""
        return self.witnesses[0].ticket if self.witnesses else None

    @property
    def old_due_at(self) -> datetime | None:
        """The old policy's deadline for the first witness."""
        return _due(self.witnesses[0].old) if self.witnesses else None

    @property
    def new_due_at(self) -> datetime | None:
        """The new policy's deadline for the first witness."""
        return _due(self.witnesses[0].new) if self.witnesses else None

    def __str__(self) -> str:
        at = f" at {self.severity}" if self.severity is not None else ""
        return f"{self.part} {self.name}{at}: {self.verdict}: {self.sentence}"

    def to_dict(self) -> dict[str, Any]:
        """The change as plain data, keys in a stable order."""
        return {
            "part": str(self.part),
            "name": self.name,
            "severity": self.severity,
            "facts": {name: plain(given) for name, given in sorted(self.facts.items())},
            "verdict": str(self.verdict),
            "old": self.old,
            "new": self.new,
            "sentence": self.sentence,
            "witnesses": [witness.to_dict() for witness in self.witnesses],
        }


@dataclass(frozen=True, slots=True)
class Diff:
    """All that changed in meaning between two policies; true where anything did.

    Attributes:
        old: the old policy's name.
        new: the new one's.
        changes: what changed, by part, in the order of the documents.
    """

    old: str
    new: str
    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def of(self, part: Part | str, name: str | None = None) -> tuple[Change, ...]:
        """The changes of one part, or of one name in it."""
        return tuple(each for each in self.changes if each.part == part and name in (None, each.name))

    def verdict(self, target: str, severity: str | None = None) -> ChangeVerdict:
        """How a target's deadlines changed, for one severity or for all: equal where no change says otherwise."""
        found = {
            each.verdict
            for each in self.of(Part.TARGET, target)
            if severity is None or each.severity in (None, severity)
        }
        if len(found) > 1:
            return ChangeVerdict.UNDECIDED if ChangeVerdict.UNDECIDED in found else ChangeVerdict.DIFFERENT
        return found.pop() if found else ChangeVerdict.EQUAL

    def __str__(self) -> str:
        if not self.changes:
            return "no change"
        rows = [(each.verdict, f"{each.part} {each.name}", each.severity or "", _cut(each)) for each in self.changes]
        header = ("verdict", "part", "severity", "what changed")
        if not any(row[2] for row in rows):
            return columns(header[:2] + header[3:], [row[:2] + row[3:] for row in rows])
        return columns(header, rows)

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data, the same on every machine."""
        return {"old": self.old, "new": self.new, "changes": [change.to_dict() for change in self.changes]}


def _cut(change: Change) -> str:
    """As much of the sentence as a line of a table may hold."""
    return change.sentence if len(change.sentence) <= _WIDEST else f"{change.sentence[: _WIDEST - 1]}…"


def _due(answer: datetime | str | None) -> datetime | None:
    return answer if isinstance(answer, datetime) else None


def _event(event: Event) -> dict[str, Any]:
    facts = {name: plain(given) for name, given in sorted(event.facts.items())}
    return {"event": event.name, "at": event.at.isoformat(), "facts": facts}
