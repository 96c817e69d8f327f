"""Texts to plain data: YAML, JSON and TOML, with the same values and the same bounds for all three (P2, P3).

Knows nothing of policies, so that a policy may read itself. Dates and times stay texts in every spelling;
numbers are exact; keys are texts, and a key stands once.
"""

import json
import re
import tomllib
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from slapolicy.errors import Fault, Path, PolicyError, shown
from slapolicy.texts.plain import (
    MAX_DEPTH,
    MAX_VALUES,
    Document,
    Plain,
    bounded,
    is_huge,
    not_unicode,
    note,
    number,
    too_big,
    unpaired,
)
from slapolicy.texts.writing import missing_yaml

__all__ = ["read_json", "read_toml", "read_yaml"]


def read_yaml(text: str) -> Document:
    r"""The plain data of a YAML text, and the place of every key and item.

    Examples:
        >>> read_yaml("tz: NO\nclose: 17:00\nrefund: {gt: 1000.50}").data
        {'tz': 'NO', 'close': '17:00', 'refund': {'gt': Decimal('1000.50')}}

    A scalar without quotes is nothing, true, false, or a number as JSON spells it; otherwise it is the text
    that stands there. Quoted scalars are texts.

    Raises:
        PolicyError: not YAML; a key twice, an alias, an anchor, a tag, a second document, a tab; or beyond
            the bounds. Every fault at once, as far as the parser can go on. Also when PyYAML is missing.
    """
    text = bounded(text)
    try:
        from slapolicy.texts import yaml_events  # noqa: PLC0415 - PyYAML is optional
    except ModuleNotFoundError as missing:
        raise missing_yaml(missing) from None
    return yaml_events.read(text)


def read_json(text: str) -> Document:
    """The plain data of a JSON text.

    Examples:
        >>> read_json('{"refund": {"gt": 1000.50}}').data
        {'refund': {'gt': Decimal('1000.50')}}

    Raises:
        PolicyError: not JSON; a key twice, `NaN` or `Infinity`; or beyond the bounds.
    """
    text = bounded(text)
    _check_shape(text, _JSON_TOKENS)
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_int=_exact, parse_float=_exact, parse_constant=_exact)
    except json.JSONDecodeError as refused:
        found = text[refused.pos :].partition("\n")[0]
        raise PolicyError(_syntax("JSON", refused.msg, found, refused.lineno, refused.colno)) from None
    return _document(data)


def read_toml(text: str) -> Document:
    r"""The plain data of a TOML text; its dates and times become the texts of ISO 8601.

    Examples:
        >>> read_toml("closed = [2026-12-24]\nrefund.gt = 1000.50").data
        {'closed': ['2026-12-24'], 'refund': {'gt': Decimal('1000.50')}}

    Raises:
        PolicyError: not TOML; `nan` or `inf`; or beyond the bounds.
    """
    text = bounded(text)
    _check_shape(text, _TOML_TOKENS)
    try:
        data = tomllib.loads(text, parse_float=_exact)
    except tomllib.TOMLDecodeError as refused:
        raise PolicyError(_toml_syntax(str(refused), text)) from None
    return _document(data)


# Strings and comments are passed over whole; the possessive repeats keep the scan linear on unclosed ones.
_JSON_TOKENS = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{},]', re.DOTALL)
_TOML_TOKENS = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:""")?'
    r"|'''(?:[^']++|'(?!''))*+(?:''')?"
    r'|"(?:[^"\\\n]++|\\.)*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+"
    r"|[0-9][0-9A-Za-z_]{4000,}+"  # no key is so long, and such a number takes much time or memory
    r"|[\[\]{},.=\n]",
    re.DOTALL,
)


def _check_shape(text: str, tokens: re.Pattern[str]) -> None:
    """Refuse what would keep a recursive parser busy, before it sees it."""
    depth = dots = values = 0
    for seen, token in enumerate(tokens.finditer(text)):
        mark = token[0]
        dots = dots + 1 if mark == "." else dots if mark[0] in "\"'" else 0
        depth += (mark in "[{") - (mark in "]}")
        values += mark in ",[{" or (mark == "\n" and not depth)
        if mark[0].isdigit():
            raise PolicyError(replace(too_big(mark), line=text.count("\n", 0, token.start()) + 1, column=1))
        if depth > MAX_DEPTH or dots >= MAX_DEPTH:
            raise PolicyError(replace(_TOO_DEEP, line=text.count("\n", 0, token.start()) + 1, column=1))
        if values > MAX_VALUES or seen > 4 * MAX_VALUES:
            found = f"more than {MAX_VALUES:,} values"
            raise PolicyError.of("too-many-values", found=found, allowed=f"at most {MAX_VALUES:,} values")


_TOO_DEEP = Fault(code="too-deep", found=f"more than {MAX_DEPTH} levels", allowed=f"at most {MAX_DEPTH} levels")


def _exact(spelled: str) -> int | Decimal | Fault:
    """The number that stands in a text; a fault in its place where there is none to be had."""
    try:
        value = number(spelled.replace("_", "").removeprefix("+"))
    except ValueError:
        return too_big(spelled)
    return Fault(code="not-a-number", found=shown(spelled), allowed="a finite number") if value is None else value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The mapping of a JSON object; a fault in the place of a key that stands there twice."""
    mapping: dict[str, Any] = {}
    for key, value in pairs:
        again = Fault(code="duplicate-key", found=f"{shown(key)} again", allowed="each key once")
        mapping[key] = again if key in mapping else value
    return mapping


def _document(data: Any) -> Document:
    faults: list[Fault] = []
    plain = _settled(data, (), faults)
    if faults:
        raise PolicyError(*faults)
    return Document(plain)


def _settled(value: Any, path: Path, faults: list[Fault]) -> Plain:
    """A value as plain data all the way down; what is wrong with it goes to `faults`, with its path."""
    wrong = _wrong_with(value)
    if wrong is None and isinstance(value, (dict, list)) and len(path) >= MAX_DEPTH:
        wrong = _TOO_DEEP
    if wrong is not None:
        note(faults, replace(wrong, path=path))
        return None
    if isinstance(value, dict):
        for key in value:
            _settled(key, path, faults)
        return {key: _settled(item, (*path, key), faults) for key, item in value.items()}
    if isinstance(value, list):
        return [_settled(item, (*path, index), faults) for index, item in enumerate(value)]
    return value.isoformat() if isinstance(value, (date, time)) else value


def _wrong_with(value: Any) -> Fault | None:
    """What is wrong with a single value, if anything."""
    match value:
        case Fault():
            return value
        case int() if is_huge(value):
            return too_big(value)
        case str() if (half := unpaired(value)) is not None:
            return not_unicode(value[half])
    return None


def _syntax(language: str, reason: str, found: str, line: int, column: int) -> Fault:
    return Fault(
        code=f"{language.lower()}-syntax",
        found=shown(found) if found.strip() else "the end of the line",
        allowed=f"{language}: {reason[:1].lower()}{reason[1:]}",
        line=line,
        column=column,
    )


def _toml_syntax(message: str, text: str) -> Fault:
    """TOML's parser tells its place in words only: `(at line 2, column 5)` or `(at end of document)`."""
    told = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", message)
    lines = text.split("\n")
    if told is None:
        return _syntax("TOML", message.removesuffix(" (at end of document)"), "", len(lines), len(lines[-1]) + 1)
    line, column = int(told[2]), int(told[3])
    return _syntax("TOML", told[1], lines[line - 1][column - 1 :], line, column)
