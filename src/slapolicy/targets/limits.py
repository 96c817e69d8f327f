"""The times to keep, each with the condition under which it applies: a table that is read in order (C11)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from slapolicy._model import Written
from slapolicy.conditions import ALWAYS_HOLDS, Condition, Op, Test, condition
from slapolicy.durations import Duration, duration
from slapolicy.errors import DurationError, Fault, Path, PolicyError, shown

__all__ = ["Limit", "Limits", "LimitsField", "limits"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A time to keep, and when it applies; `limit` is none where the policy promises nothing (C11).

    `row` is where it stands in a table or a list, for the paths of faults.
    """

    when: Condition
    limit: Duration | None
    row: str | int | None = field(default=None, compare=False)

    def path(self, key: str) -> tuple[str | int, ...]:
        """Where a part of it stands: in a table by severity under the severity, in a list under the row's key."""
        if self.row is None:
            return ()
        return (self.row, key) if isinstance(self.row, int) else (self.row,)


Limits = tuple[Limit, ...]


def limits(document: object) -> Limits:
    """Read limits: one duration, a table by severity, or a list of `{when, limit}` of which the first match counts.

    Examples:
        >>> [str(each.limit) for each in limits({"P0": "2 hours", "P1": "4 business hours"})]
        ['2 hours', '4 business hours']
    """
    if isinstance(document, tuple) and document and all(isinstance(each, Limit) for each in document):
        return document
    faults: list[Fault] = []
    read: list[Limit] = []
    rows = list(_rows(document, faults))
    for path, when, text in rows:
        try:
            limit = None if text == "none" else duration(text)
            read.append(Limit(when, limit, path[0] if path else None))
        except DurationError as refused:
            faults += [fault.under(*path) for fault in refused.faults]
    if not rows and not faults:
        faults.append(Fault(code="wrong-type", found=shown(document), allowed="at least one limit"))
    if faults:
        raise PolicyError(*faults)
    return tuple(read)


def _rows(document: object, faults: list[Fault]) -> Iterable[tuple[Path, Condition, Any]]:
    """The rows of any of the three forms: where each stands, its condition, and the text of its limit."""
    if isinstance(document, Mapping):
        for severity, text in document.items():
            yield (str(severity),), Test("severity", Op.IN, (str(severity),)), text
    elif isinstance(document, (list, tuple)):
        for number, row in enumerate(document):
            when = _row(number, row, faults)
            if isinstance(row, Mapping) and "limit" in row:
                yield (number, "limit"), when, row["limit"]
    else:
        yield (), ALWAYS_HOLDS, document


def _row(number: int, row: object, faults: list[Fault]) -> Condition:
    if not isinstance(row, Mapping) or "limit" not in row or set(row) - {"when", "limit"}:
        remedy = "write `{when: {severity: P0}, limit: 24 hours}`"
        faults.append(
            Fault(
                code="wrong-type",
                path=(number,),
                found=shown(row),
                allowed="`when` (optional) and `limit`",
                remedy=remedy,
            )
        )
        return ALWAYS_HOLDS
    try:
        return condition(row.get("when", ALWAYS_HOLDS))
    except PolicyError as refused:
        faults += [fault.under(number, "when") for fault in refused.faults]
        return ALWAYS_HOLDS


def _limits_document(held: Limits) -> object:
    if len(held) == 1 and held[0].when == ALWAYS_HOLDS:
        return _limit_text(held[0])
    table = {_severity_of(each.when): _limit_text(each) for each in held}
    if None not in table and len(table) == len(held):
        return table
    return [
        {"limit": _limit_text(each)}
        if each.when == ALWAYS_HOLDS
        else {"when": each.when.document(), "limit": _limit_text(each)}
        for each in held
    ]


def _severity_of(when: Condition) -> str | None:
    """The one severity that a condition asks for, if that is all it asks."""
    if not (isinstance(when, Test) and when.fact == "severity" and when.op is Op.IN and len(when.constants) == 1):
        return None
    severity = when.constants[0]
    return severity if isinstance(severity, str) else None  # a table's keys are texts, and 1 is not "1" (P2)


def _limit_text(each: Limit) -> str:
    return "none" if each.limit is None else str(each.limit)


LimitsField = Annotated[
    Limits,
    Written(
        limits,
        _limits_document,
        {
            "description": "a duration; a table of durations by severity; or a list of {when, limit}, first match",
            "anyOf": [
                {"type": "string"},
                {"type": "object", "additionalProperties": {"type": "string"}},
                {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {"when": {"type": "object"}, "limit": {"type": "string"}},
                        "required": ["limit"],
                        "additionalProperties": False,
                    },
                },
            ],
        },
    ),
]
