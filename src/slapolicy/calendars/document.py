"""A calendar as a part of a policy document: read, written, pinned, and the JSON Schema of it (P2, P3, T6)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, Protocol, Self, TypeVar

from slapolicy.calendars.algebra import MOST_DEPTH, Combination
from slapolicy.calendars.holidays import Source
from slapolicy.calendars.weekly import HolidayCuts, Weekly
from slapolicy.calendars.written import weekly_text
from slapolicy.errors import CalendarError, Fault, listed, nearest, shown

__all__ = ["DEFAULT_HORIZON", "JSON_SCHEMA", "document_of", "freeze", "read_document"]

DEFAULT_HORIZON: Final = "100 years"
_KEYS: Final = ("tz", "hours", "holidays", "special", "holiday_cuts", "horizon", "pinned", "provenance")


class _Combinable(Protocol):
    def combined_with(self, combination: Combination, *others: Self) -> Self: ...


C = TypeVar("C", bound=_Combinable)


def read_document(document: object, make: Callable[..., C], always: C) -> C:
    """The calendar of a document, made by `make` from its keys; `24x7` is `always`.

    Raises:
        CalendarError: every fault at once, each with its path.
    """
    return _read(document, make, always, depth=0)


def _read(document: object, make: Callable[..., C], always: C, depth: int) -> C:
    if isinstance(document, type(always)):
        return document
    if isinstance(document, str) and document.strip().lower() in ("24x7", "always"):
        return always
    if not isinstance(document, Mapping):
        allowed = "a calendar: a mapping with `tz` and `hours`, or `24x7`"
        named = isinstance(document, str) and depth > 0
        remedy = "write its hours out here: a combination does not know other calendars by name" if named else ""
        raise CalendarError.of("wrong-type", found=shown(document), allowed=allowed, remedy=remedy)
    for combination in Combination:
        if combination in document:
            return _read_combination(combination, document, make, always, depth)
    unknown = [key for key in document if key not in _KEYS]
    faults = [
        Fault(
            code="unknown-key",
            path=(str(key)[:80],),
            found=shown(key),
            allowed=f"one of {listed((*_KEYS, *Combination))}",
            remedy=nearest(key, _KEYS),
        )
        for key in unknown
    ]
    faults += [
        Fault(code="missing-key", path=(key,), found="nothing", allowed="a value: the key is required")
        for key in ("tz", "hours")
        if key not in document
    ]
    try:
        given = {key: document[key] for key in _KEYS if key in document}
        calendar = make(**({"tz": "UTC", "hours": {"mon": "00:00-24:00"}} | given))
    except CalendarError as refused:
        faults += refused.faults
    if faults:
        raise CalendarError(*faults)
    return calendar


def _read_combination(
    combination: Combination, document: Mapping[Any, Any], make: Callable[..., C], always: C, depth: int
) -> C:
    parts = document[combination]
    if len(document) > 1 or not isinstance(parts, (list, tuple)) or len(parts) < 2 or depth > MOST_DEPTH:
        allowed = f"`{combination}` alone, with a list of at least 2 calendars, at most {MOST_DEPTH} deep"
        raise CalendarError.of("wrong-combination", found=shown(document), allowed=allowed)
    read: list[C] = []
    faults: list[Fault] = []
    for place, part in enumerate(parts):
        try:
            read.append(_read(part, make, always, depth + 1))
        except CalendarError as refused:
            faults += [fault.under(combination.value, place) for fault in refused.faults]
    if faults:
        raise CalendarError(*faults)
    return read[0].combined_with(combination, *read[1:])


def document_of(rule: Weekly, years: int) -> dict[str, Any]:
    """The document of a rule and its horizon; keys that hold their default are left out."""
    horizon = f"{years} years" if years > 1 else "1 year"
    return weekly_text(rule) | ({} if horizon == DEFAULT_HORIZON else {"horizon": horizon})


def freeze(document: dict[str, Any], sources: Iterable[Source], first_year: int, last_year: int) -> dict[str, Any]:
    """A document with the holidays of its sources as plain dates, for some years only (T6)."""
    days: dict[date, str] = {}
    for year in range(first_year - 1, last_year + 2):
        for source in sources:
            days |= source.days(year)
    eve, after = date(first_year - 1, 12, 31), date(last_year + 1, 1, 1)
    named = {source.text for source in sources}
    return document | {
        "holidays": [
            *(f"{day} {name}" for day, name in sorted(days.items()) if eve <= day <= after),
            *(text for text in document.get("holidays", ()) if text not in named),
        ],
        "pinned": f"{first_year} to {last_year}",
        "provenance": [*(f"{s.text} {s.version}" for s in sources), *document.get("provenance", ())],
    }


JSON_SCHEMA: Final[dict[str, Any]] = {
    "description": "Opening hours in a zone, with holidays and special hours; a combination of such; or `24x7`.",
    "anyOf": [
        {"const": "24x7"},
        {
            "type": "object",
            "required": ["tz", "hours"],
            "additionalProperties": False,
            "properties": {
                "tz": {"type": "string", "examples": ["Europe/Zurich", "-05:00"]},
                "hours": {"type": "object", "additionalProperties": {"type": "string"}},
                "holidays": {
                    "anyOf": [
                        {"type": "array", "items": {"type": "string"}},
                        {"type": "object", "additionalProperties": {"type": "string"}},
                    ]
                },
                "special": {"type": "object", "additionalProperties": {"type": "string"}},
                "holiday_cuts": {"enum": [cuts.value for cuts in HolidayCuts]},
                "horizon": {"type": "string", "examples": [DEFAULT_HORIZON]},
                "pinned": {"type": "string", "examples": ["2020 to 2030"]},
                "provenance": {"type": "array", "items": {"type": "string"}},
            },
        },
        *(
            {
                "type": "object",
                "required": [combination.value],
                "additionalProperties": False,
                "properties": {combination.value: {"type": "array", "minItems": 2}},
            }
            for combination in Combination
        ),
    ],
}
