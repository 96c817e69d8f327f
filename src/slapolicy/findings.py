"""What a check finds: where, how serious, what it means, a combination of facts that shows it, what to do (M4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from slapolicy._model import FrozenMap
from slapolicy.errors import Path, Step, place_of

__all__ = ["Finding", "FindingLevel", "Witness", "plain", "undecided"]

Witness = FrozenMap[str, object]
"""Facts that show something; a fact that is not in it is absent."""


class FindingLevel(StrEnum):
    """How serious a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a check found in what is valid, and yet may not be what its author meant.

    Examples:
        >>> print(Finding(code="unanswered", level=FindingLevel.WARNING, path=("rules",), message="no rule answers",
        ...               witness=FrozenMap({"symptom": "leak", "users": 7}), remedy="add a rule"))
        rules: warning: no rule answers; seen with symptom: leak, users: 7; add a rule

    Attributes:
        code: stable, in kebab case; never reworded between releases.
        level: how serious it is.
        path: where in the document that was checked, from its root.
        message: what was found, a sentence.
        witness: facts that show it; `None` where what was found is that no facts do something.
        against: the other facts, where it takes two combinations to show it.
        at: an instant that shows it, where it takes one.
        remedy: what to do about it, where that is known.
    """

    code: str
    level: FindingLevel
    path: Path
    message: str
    witness: Witness | None = None
    against: Witness | None = None
    at: datetime | None = None
    remedy: str = ""

    @property
    def place(self) -> str:
        """The path as one word, `severity.rules[2]`; empty at the root."""
        return place_of(self.path)

    def under(self, *path: Step) -> "Finding":
        """The same finding, seen from further out in the document."""
        return replace(self, path=(*path, *self.path))

    def to_dict(self) -> dict[str, Any]:
        """The finding as plain data for machines; instants and decimals as texts, so that nothing is rounded.

        Examples:
            >>> given = FrozenMap({"refund": Decimal("1000.50"), "tags": ("vip",)})
            >>> Finding(code="unanswered", level=FindingLevel.WARNING, path=("rules", 0), message="no rule answers",
            ...         witness=given).to_dict()["witness"]
            {'refund': '1000.50', 'tags': ['vip']}
        """
        return {
            "code": self.code,
            "level": self.level.value,
            "path": list(self.path),
            "place": self.place,
            "message": self.message,
            "witness": plain(self.witness),
            "against": plain(self.against),
            "at": plain(self.at),
            "remedy": self.remedy,
        }

    def __str__(self) -> str:
        shown = [_in_words(facts) for facts in (self.witness, self.against) if facts is not None]
        seen = f"seen with {', against '.join(shown)}" if shown else "seen" if self.at else ""
        when = f" at {self.at.isoformat()}" if self.at else ""
        parts = [self.message, seen + when, self.remedy]
        sentence = f"{self.level}: " + "; ".join(part for part in parts if part)
        return f"{self.place}: {sentence}" if self.path else sentence


def _in_words(facts: Mapping[str, object]) -> str:
    return ", ".join(f"{fact}: {_written(given)}" for fact, given in facts.items()) or "no facts at all"


def _written(given: object) -> str:
    """A value as it is written in a document."""
    match given:
        case bool():
            return str(given).lower()
        case datetime():
            return given.isoformat()
        case str():
            return given
        case Iterable():
            return f"[{', '.join(map(_written, given))}]"
        case _:
            return str(given)


def plain(given: object) -> Any:
    """A value, or facts, as plain data: instants and decimals as texts, so that nothing is rounded."""
    match given:
        case datetime():
            return given.isoformat()
        case Decimal():
            return str(given)
        case Mapping():
            return {str(key): plain(content) for key, content in given.items()}
        case tuple():
            return [plain(item) for item in given]
        case _:
            return given


def undecided(path: Path, what: str) -> Finding:
    """The honest answer past the bound of work: what was not found out, and where."""
    return Finding(
        code="undecided",
        level=FindingLevel.NOTE,
        path=path,
        message=f"not found out within the bound of work: {what}",
        remedy="declare the facts, or allow more `effort`",
    )
