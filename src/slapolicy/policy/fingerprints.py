"""One digest for one meaning (P1)."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import Any

from slapolicy._model import FrozenMap, Model
from slapolicy.durations import Duration, duration
from slapolicy.instants import utc
from slapolicy.texts.writing import canonical_json

__all__ = ["canonical", "digest"]


def digest(document: dict[str, Any]) -> str:
    """Sixteen hexadecimal digits of plain data, the same on every machine.

    Examples:
        >>> digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
        True
    """
    return hashlib.sha256(canonical_json(document).encode()).hexdigest()[:16]


def canonical(value: Any) -> Any:
    """An equal value in the one form of its meaning: `120 minutes` becomes `2 hours`, instants are in UTC.

    Examples:
        >>> str(canonical((duration("120 minutes"),))[0])
        '2 hours'
    """
    match value:
        case Model():
            parts = {name: canonical(getattr(value, name)) for name in type(value).model_fields}
            return value.model_copy(update=parts)  # each part stays equal, so nothing needs to be validated
        case tuple():
            return tuple(canonical(item) for item in value)
        case Mapping():
            return FrozenMap({key: canonical(part) for key, part in value.items()})
        case datetime() if value.tzinfo is not None:
            return utc(value)
        case _ if isinstance(value, Duration):
            return duration(value.canonical)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{field.name: canonical(getattr(value, field.name)) for field in fields(value)})
        case _:
            return value
