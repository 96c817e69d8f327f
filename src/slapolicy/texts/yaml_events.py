"""YAML text to plain data, event by event: no guessing of types, no aliases, no repeated keys (P2, P3).

A loader that guesses reads `close: 17:00` as 1020, `NO` as false and `on:` as true, lets the second of two
equal keys win, and unfolds a few hundred bytes of aliases into gigabytes. Here a scalar without quotes is
nothing, true, false or a number as JSON spells them, and otherwise the text that stands there. The document
is built from the parser's events on a stack of its own: every fault has its place, and nothing is unfolded.

The only importer of PyYAML; `slapolicy.texts.reading` imports this module when a YAML text comes along.
"""

import re
from dataclasses import replace
from typing import Any, Never

import yaml

from slapolicy.errors import Fault, Path, PolicyError, shown
from slapolicy.texts.plain import (
    MAX_DEPTH,
    MAX_VALUES,
    Document,
    Place,
    Plain,
    not_unicode,
    note,
    number,
    too_big,
    unpaired,
)

__all__ = ["LOADERS", "read"]

_DISPUTED = re.compile("[\t\ufeff]")
_HASH_IN_HEADER = re.compile(r"[|>][-+0-9]*#")  # the C parser alone takes `|#` for a header and a comment

# The C parser first, where PyYAML has it: some seven times faster, with the same events.
LOADERS: tuple[type[Any], ...] = (
    *((yaml.CSafeLoader,) if hasattr(yaml, "CSafeLoader") else ()),
    yaml.SafeLoader,
)

_CONSTANTS: dict[str, Plain] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def read(text: str, loader: type[Any] = LOADERS[0]) -> Document:
    r"""The plain data of a YAML text, with the place of every key and item.

    Examples:
        >>> read("close: 17:00\nwithin: {P0: 2}").data
        {'close': '17:00', 'within': {'P0': 2}}

    Raises:
        PolicyError: every fault at once, as far as the parser can go on.
    """
    builder = _Builder(_agreed(text))
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except yaml.YAMLError as refused:
        builder.faults.append(_syntax(refused, text))
    if builder.faults:
        raise PolicyError(*builder.faults)
    return Document(builder.data, builder.places)


class _Level:
    """One mapping or list that is still open; in a mapping, `key` waits for its value."""

    __slots__ = ("into", "key", "path")

    def __init__(self, into: dict[str, Plain] | list[Plain], path: Path) -> None:
        self.into = into
        self.path = path
        self.key: str | None = None

    def awaits_key(self) -> bool:
        return self.key is None and isinstance(self.into, dict)

    def next_path(self) -> Path:
        """The path of the value that comes next."""
        return (*self.path, len(self.into) if isinstance(self.into, list) else self.key or "")

    def put(self, value: Plain) -> None:
        if isinstance(self.into, list):
            self.into.append(value)
        else:
            self.into[self.key or ""] = value
            self.key = None


class _Builder:
    """Takes the events of one text, and becomes its data, its places and its faults."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.data: Plain = None
        self.documents = 0
        self.values = 0
        self.open: list[_Level] = []
        self.places: dict[Path, Place] = {}
        self.faults: list[Fault] = []

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self.stop(event, "second-document", "a second document", "one document in a text")
            case yaml.AliasEvent():
                alias = f"*{event.anchor}"
                self.fault(event, "alias", shown(alias), "no alias", "write the value out")
                self.scalar(event, text=alias, value=None)
            case yaml.ScalarEvent():
                self.check(event)
                self.scalar(event, text=event.value, value=event.value if event.style else self.plain(event))
            case yaml.CollectionStartEvent():
                self.check(event)
                self.begin(event)
            case yaml.CollectionEndEvent():
                self.put(self.open.pop().into)

    def check(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        """Refuse what no policy needs and what can hide something: anchors, tags, and what parsers differ on."""
        if event.start_mark and _HASH_IN_HEADER.match(self.text, event.start_mark.index):
            self.stop(event, "yaml-syntax", "`#` in the header of a text", "a blank before a comment")
        if event.anchor is not None:
            self.fault(
                event,
                "anchor",
                shown(f"&{event.anchor}"),
                "no anchor",
                "write the value out where it is used",
            )
        if event.tag is not None:
            self.fault(event, "tag", shown(event.tag), "no tag", "put a text in quotes, write other values plainly")

    def plain(self, event: yaml.ScalarEvent) -> Plain:
        """The value of a scalar without quotes; a key is a text in any case."""
        if self.open and self.open[-1].awaits_key():
            return None
        if event.value in _CONSTANTS:
            return _CONSTANTS[event.value]
        try:
            spelled = number(event.value)
        except ValueError:
            self.add(too_big(event.value), event)
            return None
        return event.value if spelled is None else spelled

    def scalar(self, event: yaml.Event, *, text: str, value: Plain) -> None:
        """Put a scalar where it belongs: a key or a value."""
        half = unpaired(text)
        if half is not None:
            self.add(not_unicode(text[half]), event)
            text = text.encode(errors="backslashreplace").decode()
        if self.open and self.open[-1].awaits_key():
            self.set_key(event, text)
        else:
            self.count(event)
            self.put(value)

    def set_key(self, event: yaml.Event, text: str) -> None:
        level = self.open[-1]
        if text in level.into:
            first = self.places[*level.path, text].line
            self.fault(
                event,
                "duplicate-key",
                f"{shown(text)} again",
                "each key once",
                f"it stands in line {first} already",
            )
        level.key = text
        self.places.setdefault(level.next_path(), _place(event))

    def begin(self, event: yaml.CollectionStartEvent) -> None:
        """Open a mapping or a list."""
        if self.open and self.open[-1].awaits_key():
            self.stop(event, "wrong-key", "a mapping or a list as a key", "a text")
        if len(self.open) == MAX_DEPTH:
            self.stop(event, "too-deep", f"more than {MAX_DEPTH} levels", f"at most {MAX_DEPTH} levels")
        self.count(event)
        path = self.open[-1].next_path() if self.open else ()
        self.open.append(_Level({} if isinstance(event, yaml.MappingStartEvent) else [], path))

    def put(self, value: Plain) -> None:
        if self.open:
            self.open[-1].put(value)
        else:
            self.data = value

    def count(self, event: yaml.Event) -> None:
        """Count a value, and note where an item of a list stands, or the document itself."""
        self.values += 1
        if self.values > MAX_VALUES:
            self.stop(event, "too-many-values", f"more than {MAX_VALUES:,} values", f"at most {MAX_VALUES:,} values")
        self.places.setdefault(self.open[-1].next_path() if self.open else (), _place(event))

    def stop(self, event: yaml.Event, code: str, found: str, allowed: str) -> Never:
        self.fault(event, code, found, allowed)
        raise PolicyError(*self.faults)

    def fault(self, event: yaml.Event, code: str, found: str, allowed: str, remedy: str = "") -> None:
        self.add(Fault(code=code, found=found, allowed=allowed, remedy=remedy), event)

    def add(self, fault: Fault, event: yaml.Event) -> None:
        """Note a fault at the place of an event."""
        level = self.open[-1] if self.open else None
        path = () if level is None else level.path if level.awaits_key() else level.next_path()
        place = _place(event)
        note(self.faults, replace(fault, path=path, line=place.line, column=place.column))


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)


def _agreed(text: str) -> str:
    """The text, refused if it holds a tab or a byte order mark: the parsers disagree on where they may stand."""
    faults: list[Fault] = []
    if _DISPUTED.search(text):
        for line, content in enumerate(text.split("\n"), 1):
            if disputed := _DISPUTED.search(content):
                tab = disputed[0] == "\t"
                fault = Fault(
                    code="tab" if tab else "byte-order-mark",
                    found="a tab" if tab else "a byte order mark",
                    allowed="spaces" if tab else "one at the very start of a text",
                    remedy="write spaces, or `\\t` in double quotes" if tab else "leave it out",
                    line=line,
                    column=disputed.start() + 1,
                )
                note(faults, fault)
        raise PolicyError(*faults)
    return text


def _syntax(refused: yaml.YAMLError, text: str) -> Fault:
    """What the parser could not read, and where."""
    if isinstance(refused, yaml.MarkedYAMLError) and refused.problem_mark:
        line, column = refused.problem_mark.line, refused.problem_mark.column
        rest = text.split("\n")[line][column:] if line < text.count("\n") + 1 else ""
        reason = " ".join(filter(None, (refused.problem, refused.context)))
    else:  # a character that no YAML text may hold; both parsers tell its index
        index = getattr(refused, "position", 0)
        before = text[:index]
        line, column = before.count("\n"), index - before.rfind("\n") - 1
        rest, reason = text[index : index + 1].encode("unicode_escape").decode(), "no control character"
    return Fault(
        code="yaml-syntax",
        found=shown(rest) if rest.strip() else "the end of the line",
        allowed=f"YAML: {reason}",
        line=line + 1,
        column=column + 1,
    )
