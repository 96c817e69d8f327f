"""What moves a clock: events by name, and conditions on a ticket's facts (C2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from slapolicy._model import Written
from slapolicy.conditions import All, Any, Condition, Not, Test, condition
from slapolicy.errors import Fault, PolicyError, shown
from slapolicy.tickets import Value

__all__ = ["Signal", "SignalField", "signal"]


@dataclass(frozen=True, slots=True)
class Signal:
    """What moves a clock: any of these events, or any of these conditions on the ticket's facts (C2).

    Examples:
        >>> signal(["resolved", {"status": "closed"}]).words()
        '`resolved`, or status is closed'
    """

    events: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def holds(self, facts: Mapping[str, Value]) -> bool:
        """Whether one of the conditions holds of these facts."""
        return bool(self.conditions) and any(held.holds(facts) for held in self.conditions)

    def given(self, event: str, facts: Mapping[str, Value]) -> bool:
        """Whether an event is one of these, or leaves facts of which a condition holds."""
        return event in self.events or self.holds(facts)

    def words(self) -> str:
        """The signal as a phrase: names in backticks, conditions in words."""
        return ", or ".join([*(f"`{name}`" for name in self.events), *(held.words() for held in self.conditions)])

    def document(self) -> object:
        """An event's name, a condition, or a list of them."""
        parts: list[object] = [*self.events, *(held.document() for held in self.conditions)]
        return parts[0] if len(parts) == 1 else parts

    def __bool__(self) -> bool:
        return bool(self.events or self.conditions)


def signal(document: object) -> Signal:
    """Read a signal: an event's name, a condition, or a list of them."""
    if isinstance(document, Signal):
        return document
    faults: list[Fault] = []
    events: list[str] = []
    conditions: list[Condition] = []
    items = document if isinstance(document, (list, tuple)) else [document]
    for number, item in enumerate(items):
        path = (number,) if items is document else ()
        if isinstance(item, str) and item.strip():
            events.append(item)
        elif isinstance(item, (Mapping, All, Any, Not, Test)):
            try:
                conditions.append(condition(item))
            except PolicyError as refused:
                faults += [fault.under(*path) for fault in refused.faults]
        else:
            allowed = "an event's name, a condition such as `{status: waiting}`, or a list of them"
            faults.append(Fault(code="wrong-signal", path=path, found=shown(item), allowed=allowed))
    if faults:
        raise PolicyError(*faults)
    return Signal(tuple(events), tuple(conditions))


SignalField = Annotated[
    Signal,
    Written(
        signal,
        Signal.document,
        {
            "description": "an event's name, a condition on the facts, or a list of them",
            "anyOf": [
                {"type": "string"},
                {"type": "object"},
                {"type": "array", "items": {"type": ["string", "object"]}},
            ],
        },
    ),
]
