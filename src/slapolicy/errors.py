"""Every exception that slapolicy raises, and the fault that each of them carries.

```
ValueError
└── SlapolicyError       something at the door was not usable; `.faults` says what, all of it at once
    ├── InstantError     a datetime that is naive or out of range                      (T1, T10)
    ├── DurationError    a text that is no duration, or has more than one meaning      (D1)
    ├── CalendarError    hours, holidays or zones that make no calendar                (T3, T4, T6, T7, T10)
    ├── HorizonError     an answer that lies outside what is known                     (T6, T7, P4)
    ├── TicketError      an event or a row of events that can't be read                (C1)
    └── PolicyError      a policy document with faults                                 (P3)
```

Every error is made of faults, so a caller handles one shape only, and a file is mended in one go.
"""

import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Self

__all__ = [
    "CalendarError",
    "DurationError",
    "Fault",
    "HorizonError",
    "InstantError",
    "PolicyError",
    "SlapolicyError",
    "TicketError",
]

Step = str | int
Path = tuple[Step, ...]
"""Where something stands in a document, from its root: keys, and numbers of items."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong: where, what was found, what is allowed, and what to write instead.

    Examples:
        >>> print(Fault(code="unknown-key", path=("targets", "triage", "widhin"), found="`widhin`",
        ...             allowed="a key of a target", remedy="write `within`"))
        targets.triage.widhin: found `widhin`; allowed is a key of a target; write `within`

    Attributes:
        code: stable, in kebab case; never reworded between releases.
        path: where in the document, from its root; empty where there is no document.
        found: what stood there, as text (values in backticks).
        allowed: what may stand there.
        remedy: what to write instead, where that is known.
        line: the line of a text, counted from one, where the document was a text.
        column: the column in it, counted from one.
    """

    code: str
    found: str
    allowed: str
    remedy: str = ""
    path: Path = ()
    line: int | None = None
    column: int | None = None

    @property
    def place(self) -> str:
        """The path as one word, `targets.triage.warn[0]`; empty at the root."""
        return place_of(self.path)

    def under(self, *path: Step) -> "Fault":
        """The same fault, seen from further out in the document."""
        return replace(self, path=(*path, *self.path))

    def __str__(self) -> str:
        where = self.place
        if self.line is not None:
            where = f"line {self.line}, column {self.column}" + (f", {where}" if where else "")
        sentence = f"found {self.found}; allowed is {self.allowed}"
        if self.remedy:
            sentence += f"; {self.remedy}"
        return f"{where}: {sentence}" if where else sentence


class SlapolicyError(ValueError):
    """Something that slapolicy was given is not usable; `faults` lists all that is wrong with it."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every fault, in the order of the document."""
        return self.args

    @classmethod
    def of(cls, code: str, *, found: str, allowed: str, remedy: str = "") -> Self:
        """The error with a single fault."""
        return cls(Fault(code=code, found=found, allowed=allowed, remedy=remedy))

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class InstantError(SlapolicyError):
    """A datetime that is naive, or outside 1970-01-01 to 2200-01-01 (T1, T10)."""


class DurationError(SlapolicyError):
    """A text that is no duration, or that could mean several (D1)."""


class CalendarError(SlapolicyError):
    """Hours, holidays or zones that make no calendar (T3, T4, T6, T7, T10)."""


class HorizonError(SlapolicyError):
    """An answer that lies outside what is known: past the horizon, outside pinned years, before a book (T6, T7, P4)."""


class TicketError(SlapolicyError):
    """An event, or a row of events, that can't be read (C1)."""


class PolicyError(SlapolicyError):
    """A policy document with faults (P3)."""


def place_of(path: Path) -> str:
    r"""A path as one word on one line; empty at the root.

    Examples:
        >>> place_of(("targets", "triage", "warn", 0))
        'targets.triage.warn[0]'
        >>> print(place_of(("targets", "two\nlines")))
        targets.two\nlines
    """
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{_visible(step)}" if text else _visible(step)
    return text


def _visible(key: str) -> str:
    """A key with what would break a line, or can't be seen, written out."""
    return key if key.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in key)


def nearest(word: object, known: Iterable[str]) -> str:
    """The remedy `write ...` with the known name nearest to `word`, or an empty text where none is near.

    Examples:
        >>> nearest("widhin", ["start", "stop", "within"])
        'write `within`'
    """
    names = list(known)
    left = _COMPARISONS_LEFT.get()
    if left is not None:
        left[0] -= len(names)
        if left[0] < 0:
            return ""
    lower = {name.lower(): name for name in reversed(names)}
    close = difflib.get_close_matches(str(word).lower()[:80], lower, n=1, cutoff=0.6)
    return f"write `{lower[close[0]]}`" if close else ""


_COMPARISONS_LEFT: ContextVar[list[int] | None] = ContextVar("_COMPARISONS_LEFT", default=None)


@contextmanager
def sparing(comparisons: int) -> Iterator[None]:
    """While this lasts, `nearest` compares so many names and then knows of none: a document may be all faults (P3).

    Examples:
        >>> with sparing(comparisons=3):
        ...     nearest("stp", ["start", "stop"]), nearest("stp", ["start", "stop"])
        ('write `stop`', '')
    """
    before = _COMPARISONS_LEFT.set([comparisons])
    try:
        yield
    finally:
        _COMPARISONS_LEFT.reset(before)


def in_quotes(value: object) -> str:
    """The remedy for a number where a text belongs; an empty text for anything else.

    Examples:
        >>> in_quotes(1)
        'write `"1"`, in quotes'
    """
    return f'write `"{value}"`, in quotes' if isinstance(value, int) and value in range(-9999, 10_000) else ""


def listed(names: Iterable[str], *, most: int = 12) -> str:
    """Names in backticks, joined by commas; a long list is cut and says so.

    Examples:
        >>> listed(["P0", "P1"])
        '`P0`, `P1`'
    """
    every = list(names)
    text = ", ".join(f"`{name}`" for name in every[:most])
    return text if len(every) <= most else f"{text} and {len(every) - most} more"


def shown(value: object, *, most: int = 60) -> str:
    """A value as it is quoted in a fault: in backticks, cut when long.

    Examples:
        >>> shown("1 day"), shown(None)
        ('`1 day`', 'nothing')
    """
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, int) and value.bit_length() > 200:
        return "a huge number"
    text = " ".join(str(value).split())
    return f"`{text[:most]}…`" if len(text) > most else f"`{text}`"
