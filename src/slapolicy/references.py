"""What the parts of a policy say of each other: every name that is used must be there (P3).

These checks run even where some parts have faults of their own, so that a document is mended in one go: the faulty
entries are left out, the rest is checked, and the names come from the document as it was written.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count, islice
from typing import Any, Protocol

from slapolicy.conditions import Condition
from slapolicy.durations import Duration, EndOfBusinessDay, NextBusinessDayBy, WorkingDays, WorkingTime
from slapolicy.errors import Fault, listed, nearest, shown
from slapolicy.escalation import Escalation
from slapolicy.escalation.rules import NEXT
from slapolicy.facts import FactType, mistyped
from slapolicy.severity import UNCLEAR, SeverityMatrix
from slapolicy.targets import Target

__all__ = ["Names", "Parts", "Renumbered", "reference_faults"]

Path = tuple[str | int, ...]

_BY_NAME = frozenset({"calendars", "facts", "targets", "owners"})
_BY_CALENDAR = (WorkingTime, WorkingDays, EndOfBusinessDay, NextBusinessDayBy)


class Parts(Protocol):
    """The parts of a policy that refer to each other."""

    @property
    def calendar(self) -> str | None: ...  # noqa: D102 - the policy's own fields
    @property
    def facts(self) -> Mapping[str, FactType]: ...  # noqa: D102
    @property
    def targets(self) -> Mapping[str, Target]: ...  # noqa: D102
    @property
    def severity(self) -> SeverityMatrix: ...  # noqa: D102
    @property
    def escalation(self) -> Escalation | None: ...  # noqa: D102
    def conditions(self) -> Iterable[tuple[Path, Condition]]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a document declares, whether or not what they name is sound."""

    calendars: tuple[str, ...]
    owners: tuple[str, ...]
    targets: tuple[str, ...]
    severities: tuple[str, ...]
    levels: tuple[str, ...]

    @classmethod
    def of(cls, document: object) -> "Names":
        """Read them from a document, or from the parts it is made of."""
        parts = document if isinstance(document, Mapping) else {}
        return cls(
            calendars=("always", *_keys(parts.get("calendars"))),
            owners=_keys(parts.get("owners")),
            targets=_keys(parts.get("targets")),
            severities=_severities(parts.get("severity")),
            levels=_levels(parts.get("escalation")),
        )


def _keys(part: object) -> tuple[str, ...]:
    return tuple(str(key) for key in part) if isinstance(part, Mapping) else ()


def _severities(part: object) -> tuple[str, ...]:
    if isinstance(part, SeverityMatrix):
        return part.severities
    levels = part.get("levels") if isinstance(part, Mapping) else None
    if isinstance(levels, (list, tuple)):
        return tuple(str(level) for level in levels)
    rules = part.get("rules") if isinstance(part, Mapping) else None
    named = [rule.get("then") for rule in rules if isinstance(rule, Mapping)] if isinstance(rules, list) else []
    return tuple(str(level) for level in named if level is not None)


def _levels(part: object) -> tuple[str, ...]:
    levels = part.levels if isinstance(part, Escalation) else part.get("levels") if isinstance(part, Mapping) else None
    if not isinstance(levels, (list, tuple)):
        return ()
    return tuple(str(level["name"] if isinstance(level, Mapping) else level.name) for level in levels if _named(level))


def _named(level: object) -> bool:
    return "name" in level if isinstance(level, Mapping) else hasattr(level, "name")


def reference_faults(parts: Parts, names: Names) -> Iterator[Fault]:
    """Every name that is used and not there, every comparison that a fact's type excludes."""
    yield from _calendar_faults(parts, names)
    yield from _condition_faults(parts, names)
    for name, target in parts.targets.items():
        for number, rule in enumerate(target.owner):
            path = ("targets", name, "owner", number, "owner") if len(target.owner) > 1 else ("targets", name, "owner")
            yield from _unknown("owner", rule.owner, names.owners, path)
    if parts.escalation is not None:
        yield from _escalation_faults(parts.escalation, names)


def _calendar_faults(parts: Parts, names: Names) -> Iterator[Fault]:
    if parts.calendar is not None:
        yield from _unknown("calendar", parts.calendar, names.calendars, ("calendar",))
    for name, target in parts.targets.items():
        if target.calendar is not None:
            yield from _unknown("calendar", target.calendar, names.calendars, ("targets", name, "calendar"))
        elif parts.calendar is None:
            key = "every" if target.repeats else "within"
            timed: list[tuple[Path, Duration | None]] = [(("targets", name, key), each.limit) for each in target.limits]
            timed += [(("targets", name, "warn", number), each.amount) for number, each in enumerate(target.warn)]
            yield from (fault for path, limit in timed for fault in _without_calendar(limit, path))


def _without_calendar(limit: Duration | None, path: Path) -> Iterator[Fault]:
    if isinstance(limit, _BY_CALENDAR):
        yield Fault(
            code="no-calendar",
            path=path,
            found=shown(limit),
            allowed="elapsed time or calendar days, where no calendar is named",
            remedy="name a calendar: `calendar: office`, or `calendar: always` for 24x7",
        )


def _condition_faults(parts: Parts, names: Names) -> Iterator[Fault]:
    for path, held in parts.conditions():
        yield from (fault.under(*path) for fault in mistyped(held, parts.facts))
        for test in held.tests():
            if test.fact != "severity":
                continue
            if path[0] == "severity":
                yield Fault(
                    code="circular",
                    path=(*path, "severity"),
                    found="`severity`",
                    allowed="other facts: these rules decide the severity",
                )
            elif names.severities:
                for constant in test.constants:
                    allowed = (*names.severities, UNCLEAR)
                    yield from _unknown("severity", str(constant), allowed, (*path, "severity"))


def _escalation_faults(escalation: Escalation, names: Names) -> Iterator[Fault]:
    yield from _twice("level", [level.name for level in escalation.levels], ("escalation", "levels"), "name")
    yield from _twice("rule", [rule.id for rule in escalation.rules], ("escalation", "rules"), "id")
    for number, level in enumerate(escalation.levels):
        yield from _unknown("owner", level.owner, names.owners, ("escalation", "levels", number, "owner"))
    for number, rule in enumerate(escalation.rules):
        path = ("escalation", "rules", number)
        if rule.to is not None:
            yield from _unknown("level", rule.to, (*names.levels, NEXT), (*path, "to"))
        if rule.target is not None:
            yield from _unknown("target", rule.target, names.targets, (*path, "target"))
        for place, owner in enumerate(rule.notify):
            yield from _unknown("owner", owner, names.owners, (*path, "notify", place))


def _unknown(kind: str, name: str, known: tuple[str, ...], path: Path) -> Iterator[Fault]:
    """A name that nothing has; a policy that declares no owners at all names them freely."""
    if name in known or (kind == "owner" and not known):
        return
    yield Fault(
        code=f"unknown-{kind}",
        path=path,
        found=shown(name),
        allowed=f"one of {listed(known)}",
        remedy=nearest(name, known),
    )


def _twice(kind: str, names: list[str], path: Path, key: str) -> Iterator[Fault]:
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Fault(code=f"{kind}-twice", path=(*path, number, key), found=shown(name), allowed="a name of its own")


class Renumbered:
    """A document without its faulty entries, and the way back from its places to those of the document."""

    def __init__(self, document: Mapping[str, Any], faults: Iterable[Fault]) -> None:
        self.left_out = sorted({_entry(fault.path) for fault in faults if fault.path}, key=str)
        self.document = {key: self._rest(part, (key,)) for key, part in document.items() if (key,) not in self.left_out}

    def _rest(self, part: Any, path: Path) -> Any:
        if not any(out[: len(path)] == path for out in self.left_out):
            return part
        if isinstance(part, Mapping):
            return {k: self._rest(v, (*path, k)) for k, v in part.items() if (*path, k) not in self.left_out}
        if isinstance(part, (list, tuple)):
            return [self._rest(v, (*path, n)) for n, v in enumerate(part) if (*path, n) not in self.left_out]
        return part

    def original(self, fault: Fault) -> Fault:
        """The fault with the numbers that its place has in the whole document."""
        path: Path = ()
        for step in fault.path:
            path = (*path, self._number(step, path) if isinstance(step, int) else step)
        return replace(fault, path=path)

    def _number(self, number: int, path: Path) -> int:
        """An item's number among all the items of its list, from its number among those that stayed."""
        gone = {out[-1] for out in self.left_out if out[:-1] == path}
        stayed = (place for place in count() if place not in gone)
        return next(islice(stayed, number, None))


def _entry(path: Path) -> Path:
    """The entry to leave out for a fault: the item of a list, the named part, or else the whole section."""
    for length, step in enumerate(path, 1):
        if isinstance(step, int):
            return path[:length]
    return path[:2] if path[0] in _BY_NAME else path[:1]
