"""What a document holds: plain values, where each one stands, and how much there may be of them (P2, P3).

The bounds are far beyond any policy that people write, and low enough that a text made to hurt is refused
at once.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from slapolicy.errors import Fault, Path, PolicyError, shown

__all__ = [
    "MAX_DEPTH",
    "MAX_VALUES",
    "Document",
    "Place",
    "Plain",
    "bounded",
    "is_huge",
    "not_unicode",
    "note",
    "number",
    "too_big",
    "unpaired",
]

MAX_CHARACTERS = 1_048_576
MAX_DEPTH = 64
MAX_VALUES = 20_000
MAX_DIGITS = 30
MAX_FAULTS = 100
_MOST: int = 10**MAX_DIGITS - 1

Plain: TypeAlias = bool | int | Decimal | str | list["Plain"] | dict[str, "Plain"] | None


class Place(NamedTuple):
    """Where something stands in a text: line and column, both counted from one."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Document:
    """The plain data of a text, and the place of each of its values.

    Examples:
        >>> Document({"name": "a"}, {("name",): Place(1, 1)}).places["name",].line
        1

    Attributes:
        data: mappings, lists, texts, whole numbers, decimals, true, false and nothing.
        places: for each path the place of its key, or of the item in a list; empty for JSON and TOML.
    """

    data: Plain
    places: Mapping[Path, Place] = field(default_factory=dict)

    def located(self, fault: Fault) -> Fault:
        """The fault with the line and column of its path, or of the nearest path around it that stands in the text."""
        place = self.place_of(fault.path) if fault.line is None else None
        return replace(fault, line=place.line, column=place.column) if place else fault

    def place_of(self, path: Path) -> Place | None:
        """Where a path stands, or the nearest path around it that stands in the text; none where no place is known."""
        around = (path[:length] for length in range(len(path), -1, -1))
        return next((self.places[outer] for outer in around if outer in self.places), None)


# One grammar of numbers for all three spellings: JSON's. `007`, `+1`, `0x10` and `1_000` are no numbers.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)


def number(text: str) -> int | Decimal | None:
    """The number that a text spells, exactly; nothing where it spells none.

    Examples:
        >>> number("1000"), number("0.10"), number("17:00"), number("007")
        (1000, Decimal('0.10'), None, None)

    Raises:
        ValueError: it spells a number of more than 30 digits, which no policy needs and a machine chokes on; the
            digits of `1e30` are those of the number written out.
    """
    spelled = _NUMBER.fullmatch(text)
    if spelled is None:
        return None
    fraction, exponent = spelled.groups()
    if sum(map(str.isdigit, text)) > MAX_DIGITS:
        raise ValueError
    if fraction is None and exponent is None:
        return int(text)
    if exponent is not None and abs(int(exponent[1:])) > MAX_DIGITS:
        raise ValueError  # before a machine meets it
    value = Decimal(text)
    if is_huge(value):
        raise ValueError
    return value


def is_huge(value: int | Decimal) -> bool:
    """Whether a number has more than 30 digits when it is written out, and so could not be read back (P2, P3).

    Examples:
        >>> is_huge(10**29), is_huge(10**30), is_huge(Decimal("1e29")), is_huge(Decimal("1e30"))
        (False, True, False, True)
    """
    if isinstance(value, int):
        return abs(value) > _MOST
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):  # infinite, or no number: what reads it tells
        return False
    return max(value.adjusted(), 0) + 1 + max(-exponent, 0) > MAX_DIGITS


def too_big(found: object) -> Fault:
    """The fault of a huge number, or of a text that spells one."""
    return Fault(
        code="huge-number",
        found=shown(found),
        allowed=f"a number of at most {MAX_DIGITS} digits",
        remedy="write a text in quotes",
    )


def bounded(text: object) -> str:
    """The text without its byte order mark, if it is small enough and can be written down at all (P3).

    Raises:
        PolicyError: no text; more than a mebibyte of characters, or half a surrogate pair among them.
    """
    if not isinstance(text, str):
        remedy = 'pass what the file holds: `path.read_text(encoding="utf-8")`'
        raise PolicyError.of("wrong-type", found=shown(text), allowed="the text of a document", remedy=remedy)
    if len(text) > MAX_CHARACTERS:
        raise PolicyError.of(
            "too-large",
            found=f"{len(text):,} characters",
            allowed=f"a text of at most {MAX_CHARACTERS:,} characters",
        )
    half = unpaired(text)
    if half is not None:
        before = text[:half]
        column = half - before.rfind("\n")
        raise PolicyError(not_unicode(text[half], Place(before.count("\n") + 1, column)))
    return text.removeprefix("\ufeff")


def unpaired(text: str) -> int | None:
    """The index of the first character that is half a surrogate pair, and so can't be written to a file."""
    try:
        text.encode()
    except UnicodeEncodeError as refused:
        return refused.start
    return None


def not_unicode(character: str, place: Place | None = None) -> Fault:
    """The fault of a character that can't be written to a file."""
    line, column = place or (None, None)
    return Fault(
        code="not-unicode",
        found=f"`{character.encode('unicode_escape').decode()}`",
        allowed="a whole character: this is half a surrogate pair",
        line=line,
        column=column,
    )


def note(faults: list[Fault], fault: Fault) -> None:
    """Add a fault to the others; a text with a hundred of them is read no further, and says so.

    Raises:
        PolicyError: this was the hundredth.
    """
    faults.append(fault)
    if len(faults) == MAX_FAULTS:
        found = f"{MAX_FAULTS} faults up to here"
        raise PolicyError(*faults, Fault(code="too-many-faults", found=found, allowed="fewer, to read on"))
