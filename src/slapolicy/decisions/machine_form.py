"""Values as plain data that any machine reads: instants and spans as ISO 8601 texts, no objects (P6)."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from pydantic_core import to_jsonable_python

from slapolicy.clocks.promises import Stretch
from slapolicy.durations import Duration

__all__ = ["machine_form", "plain_data"]


def plain_data(dumped: Any) -> Any:
    """What a model dumps, as a document's reader would give it: lists for tuples, texts for enums.

    Examples:
        >>> from decimal import Decimal
        >>> plain_data({"levels": ("P0", "P1"), "over": Decimal("0.5")})
        {'levels': ['P0', 'P1'], 'over': Decimal('0.5')}
    """
    match dumped:
        case dict():
            return {key: plain_data(content) for key, content in dumped.items()}
        case tuple() | list():
            return [plain_data(item) for item in dumped]
        case Enum():
            return dumped.value
        case _:
            return dumped


def machine_form(value: Any) -> Any:
    """A value of this library as plain data, in the order of its fields.

    Examples:
        >>> from datetime import timedelta
        >>> machine_form({"left": timedelta(hours=-1)})
        {'left': '-PT1H'}
    """
    match value:
        case None | bool() | int():
            return value
        case Enum():
            return value.value
        case str():
            return value
        case datetime() | date():
            return value.isoformat()
        case timedelta():
            return to_jsonable_python(value)
        case _ if isinstance(value, Duration):
            return str(value)
        case Stretch(start, end, calendar):
            return {"start": machine_form(start), "end": machine_form(end), "zone": calendar.tz}
        case Mapping():
            return {str(key): machine_form(content) for key, content in value.items()}
        case tuple() if (names := getattr(value, "_fields", None)) is not None:
            return {name: machine_form(getattr(value, name)) for name in names}
        case tuple() | list():
            return [machine_form(item) for item in value]
        case _:
            return {field.name: machine_form(getattr(value, field.name)) for field in fields(value)}
