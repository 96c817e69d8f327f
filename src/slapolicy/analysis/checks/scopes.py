"""A target as formulas: where it promises something, within which limit, by which calendar (C6, C11)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from slapolicy.analysis.checks.order import Timed
from slapolicy.analysis.checks.rows import FirstMatch
from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.conditions import Condition
from slapolicy.errors import Path
from slapolicy.escalation.searches import Facts, Search
from slapolicy.policy import Policy
from slapolicy.targets import Signal, Target
from slapolicy.witnesses import Effort, Formula, both, either

__all__ = ["Option", "Scope", "search_of"]


class Option(NamedTuple):
    """A limit by a calendar, the row of the target that gives it, and where both are chosen."""

    timed: Timed
    row: Path
    where: Formula


def search_of(policy: Policy, targets: Iterable[Target], effort: Effort, more: Iterable[Condition] = ()) -> Search:
    """The conditions of targets, and more, to be asked about together."""
    conditions = [held for target in targets for _, held in target.conditions()]
    return Search([*conditions, *more], policy.facts, policy.severity.severities, effort)


class Scope:
    """One target and the search in which it is asked about; `instead` names the double of a fact."""

    def __init__(
        self,
        policy: Policy,
        target: Target,
        search: Search,
        instead: Mapping[str, int] | None = None,
        dead: Collection[int] = (),
    ) -> None:
        self.policy = policy
        self.target = target
        self.search = search
        self.instead = instead
        self._dead = dead
        self.applies = search.holds(target.applies, instead)
        self._rows = FirstMatch(search, [row.when for row in target.limits], instead, dead)
        self._calendars = FirstMatch(search, [rule.when for rule in target.calendar], instead)
        self._where: dict[frozenset[Timed], Formula] = {}

    @cached_property
    def promised(self) -> Formula:
        """Where a limit is selected."""
        limited = {number for number, row in enumerate(self.target.limits) if row.limit is not None}
        return both([self.applies, self._rows.first(limited)])

    @cached_property
    def calendars(self) -> list[tuple[Calendar, Formula]]:
        """Every calendar that it may count by, with where it does; the policy's where none is chosen (C6)."""
        rules = enumerate(self.target.calendar)
        chosen = [(self._named(rule.calendar), self._calendars.first([number])) for number, rule in rules]
        return [*chosen, (self._named(self.policy.calendar), self._calendars.none())]

    @cached_property
    def timed(self) -> list[Timed]:
        """Every limit by every calendar, each once, in the order of the rows."""
        rows = [row.limit for row in self.target.limits if row.limit is not None]
        found = (Timed(limit, calendar, self.target.day_ends) for limit in rows for calendar, _ in self.calendars)
        return list(dict.fromkeys(found))

    @cached_property
    def dead(self) -> frozenset[int]:
        """The rows that never count where the target applies."""
        numbers = range(len(self.target.limits))
        counts = (self.search.possible(self.applies, self._rows.first([number])) for number in numbers)
        return frozenset(number for number, each in zip(numbers, counts, strict=True) if each is False)

    def options(self) -> Iterator[Option]:
        """The same row by row, with where each holds."""
        key = "every" if self.target.repeats else "within"
        for number, row in enumerate(self.target.limits):
            if row.limit is None or number in self._dead:
                continue
            selected = both([self.applies, self._rows.first([number])])
            for calendar, where in self.calendars:
                timed = Timed(row.limit, calendar, self.target.day_ends)
                yield Option(timed, (key, *row.path("limit")), both([selected, where]))

    def where(self, wanted: Collection[Timed]) -> Formula:
        """Where what is promised is one of these."""
        key = frozenset(wanted)
        if key not in self._where:
            self._where[key] = self._promises(key)
        return self._where[key]

    def _promises(self, wanted: Collection[Timed]) -> Formula:
        limits, ends = self.target.limits, self.target.day_ends
        ways = []
        for calendar, where in self.calendars:
            rows = ((n, row.limit) for n, row in enumerate(limits) if row.limit is not None and n not in self._dead)
            numbers = {n for n, limit in rows if Timed(limit, calendar, ends) in wanted}
            ways.append(both([where, self._rows.first(numbers)]))
        return both([self.applies, either(ways)])

    def timed_for(self, facts: Facts) -> Timed | None:
        """What is promised for these facts."""
        limit = self.target.limit_for(facts)
        calendar = self._named(self.target.calendar_for(facts) or self.policy.calendar)
        return Timed(limit, calendar, self.target.day_ends) if limit else None

    def never(self, signal: Signal) -> bool:
        """Whether a signal names no event, and none of its conditions can hold."""
        possible = (self.search.possible(self.search.holds(held)) for held in signal.conditions)
        return not signal.events and all(each is False for each in possible)

    def _named(self, name: str | None) -> Calendar:
        name = name or self.policy.calendar
        return self.policy.calendars.get(name, ALWAYS) if name else ALWAYS
