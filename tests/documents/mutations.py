"""Documents that are nearly right, at random: by their bytes, by their marks and lines, and by their parts.

A mutated document follows from its seed and number alone.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from random import Random
from typing import Any

PIECES: tuple[str, ...] = (
    *"{}[]:,-#&*!|>'\"%@`~?=.\\/\n\t\r \0\x7f\x85\u2028\ufeff\ud800\U0001f600", "---", "...", "<<", "{{", "[[",
    "null", "NO", "1e999",
    "9" * 400, "0x1f", "NaN", "inf", "17:00", "2026-02-30", "1 day", "\r\n", "\\u0000", "\\ud800", '"""', "'''",
    "|-\n", ": ", "- ",
    "24x7", "severity", "when", "any", "not", "next", "unclear", "due", "75%",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**40, 1.5, float("nan"), float("inf"), Decimal("NaN"), Decimal("1e4000"), "", " ",
    "\0", "\ud800",
    "x" * 300, b"bytes", object, (), [], {}, [[]], [None], {"": None}, {1: 2}, {None: 1}, {(): 1}, {"\ud800": 1},
    {"not": {}},
    {"gt": []}, {"any": []}, ("a", 1), frozenset({"a"}), "1 day", "24x7", "none", "99:99-25:61", "yearly 13-45",
    "holidays:XX",
    "Europe/Nowhere", "../../etc/passwd", "9999-12-31", "100.1%", "every 0 hours late", "next business day by 24:00",
)  # fmt: skip


def mutated_text(text: str, random: Random) -> str:
    """A text with one to six changes."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        text = random.choice(_CHANGES)(text, random)
    return text


def mutated_data(data: Any, random: Random) -> Any:
    """Plain data with one to six parts removed, doubled, exchanged, renamed or replaced."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        data = _changed(data, random)
    return data


def _cut(text: str, random: Random) -> str:
    start = random.randrange(len(text) + 1)
    return text[:start] + text[start + random.choice((1, 1, 2, 5, 50)) :]


def _insert(text: str, random: Random) -> str:
    place = random.randrange(len(text) + 1)
    return text[:place] + random.choice(PIECES) * random.choice((1, 1, 1, 2, 80)) + text[place:]


def _flip(text: str, random: Random) -> str:
    """Another byte, as a reader of files would give it: what is no UTF-8 becomes half a surrogate pair."""
    raw = bytearray(text.encode("utf-8", "surrogatepass"))
    if raw:
        raw[random.randrange(len(raw))] ^= 1 << random.randrange(8)
    return bytes(raw).decode("utf-8", "surrogateescape")


def _lines(text: str, random: Random) -> str:
    """A line moved, doubled, indented, or broken off."""
    lines = text.split("\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(4):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(other, lines[one])
        case 2:
            lines[one] = " " * random.choice((1, 2, 7)) + lines[one]
        case _:
            del lines[other:]
    return "\n".join(lines)


def _stretch(text: str, random: Random) -> str:
    """A part of the text again, elsewhere."""
    start = random.randrange(len(text) + 1)
    part = text[start : start + random.choice((3, 20, 200))]
    place = random.randrange(len(text) + 1)
    return text[:place] + part + text[place:]


_CHANGES: tuple[Callable[[str, Random], str], ...] = (_cut, _insert, _flip, _flip, _lines, _stretch)


def _changed(data: Any, random: Random) -> Any:
    """The data with one change, at a depth that chance finds."""
    if isinstance(data, dict) and data and random.random() < 0.9:
        key = random.choice(list(data))
        match random.randrange(8):
            case 0:
                return {other: value for other, value in data.items() if other != key}
            case 1:
                return {_renamed(other, random) if other == key else other: value for other, value in data.items()}
            case _:
                return data | {key: _changed(data[key], random)}
    if isinstance(data, list) and data and random.random() < 0.9:
        place = random.randrange(len(data))
        match random.randrange(8):
            case 0:
                return data[:place] + data[place + 1 :]
            case 1:
                return [*data, data[place]]
            case _:
                return [*data[:place], _changed(data[place], random), *data[place + 1 :]]
    if isinstance(data, str) and data and random.random() < 0.5:
        return mutated_text(data, random)
    return random.choice((*VALUES, [data], {"when": data}, {data: data} if isinstance(data, str) else data))


def _renamed(key: Any, random: Random) -> Any:
    return random.choice((1, None, "", "when", f"{key}s", str(key)[:-1], mutated_text(str(key), random)))


def chosen(seeds: Sequence[Any], seed: str, number: int) -> tuple[Any, Random]:
    """The document that the mutation of this number begins with, and the chance that it goes on with."""
    random = Random(f"{seed}:{number}")
    return random.choice(seeds), random
