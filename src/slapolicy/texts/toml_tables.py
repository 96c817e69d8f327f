"""Plain data to TOML text that keeps the order of the keys (P1, P2).

In TOML, what follows the header of a table belongs to that table. So a mapping gets a header only where no plain value
comes after it, and stands on one line otherwise. Python reads TOML and does not write it, and packages that do move
plain values before tables: a condition read back from that has its parts in another order, and is not equal.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal

from slapolicy.texts.plain import Plain

__all__ = ["write"]

_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_WIDTH = 110


def write(data: dict[str, Plain]) -> str:
    """The data as TOML; see `slapolicy.texts.writing.write_toml`."""
    # At the root the order says nothing: its keys are the parts of a policy.
    first = {key: value for key, value in data.items() if not isinstance(value, dict)}
    lines = [f"{_key(key)} = {_on_lines(key, value)}" for key, value in first.items()]
    for key, value in data.items():
        if isinstance(value, dict):
            lines += _section(_key(key), value)
    return "\n".join(lines).lstrip("\n") + "\n"


def _section(name: str, section: dict[str, Plain]) -> Iterator[str]:
    """A table below the root: what stands on lines of its own, and then its tables that have a header."""
    items = list(section.items())
    tables = len(items)
    while tables and isinstance(items[tables - 1][1], dict):
        tables -= 1
    if all(_fits(key, value) for key, value in items[tables:]):
        tables = len(items)
    if tables or not items:
        yield f"\n[{name}]"
    yield from (f"{_key(key)} = {_on_lines(key, value)}" for key, value in items[:tables])
    for key, table in items[tables:]:
        assert isinstance(table, dict)
        yield f"\n[{name}.{_key(key)}]"
        yield from (f"{_key(inner)} = {_on_lines(inner, value)}" for inner, value in table.items())


def _fits(key: str, value: Plain) -> bool:
    """Whether a mapping reads well on one line: short, and nothing but plain values in it."""
    flat = isinstance(value, dict) and not any(isinstance(inner, (dict, list)) for inner in value.values())
    return flat and len(_key(key)) + len(_on_line(value)) < _WIDTH


def _on_lines(key: str, value: Plain) -> str:
    """A value behind its key; a list of mappings, or one that is long, has a line for each item."""
    line = _on_line(value)
    several = isinstance(value, list) and any(isinstance(item, dict) for item in value)
    if isinstance(value, list) and (several or len(_key(key)) + len(line) > _WIDTH):
        return "[\n" + "".join(f"    {_on_line(item)},\n" for item in value) + "]"
    return line


def _on_line(value: Plain) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return f"{value:f}"
        case str():
            return _text(value)
        case dict():
            inner = ", ".join(f"{_key(key)} = {_on_line(item)}" for key, item in value.items())
            return f"{{ {inner} }}" if inner else "{}"
        case list():
            return "[" + ", ".join(map(_on_line, value)) + "]"
        case _:
            raise TypeError(value)  # TOML has no word for nothing, and no policy holds it


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    """A text in quotes: JSON's, but that TOML wants one more control character written out."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
