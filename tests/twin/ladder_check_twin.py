"""What a check must find in a ladder, told by trying every combination of facts and hours: slow, obviously right."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from slapolicy import Policy
from slapolicy.escalation.levels import Level
from slapolicy.targets import Transfer
from twin.check_twin import STARTS, CheckTwin, Facts, Found


@dataclass(frozen=True)
class LadderCheckTwin:
    """One policy with a ladder, whose owners may need calendars that are open now and then."""

    policy: Policy
    twin: CheckTwin

    @cached_property
    def times(self) -> set[frozenset[str]]:
        """The calendars that are open together, at any time of a week."""
        calendars = self.policy.calendars.items()
        return {frozenset(name for name, calendar in calendars if calendar.is_open(at)) for at in STARTS}

    def chosen(self, level: Level, facts: Facts, opened: frozenset[str]) -> int | None:
        fitting = (
            number
            for number, rule in enumerate(level.owner)
            if rule.when.holds(facts) and (rule.during is None or rule.during in opened)
        )
        return next(fitting, None)

    def found(self) -> Iterator[Found]:
        if self.policy.escalation is None:
            return
        levels, tickets = self.policy.escalation.levels, self.twin.tickets
        asked = [(facts, opened) for facts in tickets for opened in self.times]
        there = {level.name: self.twin.where(level.when) for level in levels}
        if any(self.is_unowned(facts, opened) for facts, opened in asked):
            yield "no-owner", "escalation.levels", "error"
        if any(not any(level.when.holds(facts) for level in levels) for facts in tickets):
            yield "no-level", "escalation.levels", "warning"
        for number, level in enumerate(levels):
            place = f"escalation.levels[{number}]"
            if there[level.name]:
                yield from self.level(place, level, there[level.name])
            else:
                yield "never-there", f"{place}.when", "error"
        yield from self.rules({name: bool(where) for name, where in there.items()})

    def is_unowned(self, facts: Facts, opened: frozenset[str]) -> bool:
        """No level that is there has an owner; where none is, the first one has the ticket."""
        levels = self.policy.escalation.levels if self.policy.escalation else ()
        there = [level for level in levels if level.when.holds(facts)] or levels[:1]
        return all(self.chosen(level, facts, opened) is None for level in there)

    def level(self, place: str, level: Level, there: list[Facts]) -> Iterator[Found]:
        chosen = {self.chosen(level, facts, opened) for facts in there for opened in self.times}
        if chosen == {None}:
            yield "never-owned", f"{place}.owner", "error"
            return
        for number in range(len(level.owner)):
            if number not in chosen:
                yield "never-chosen", f"{place}.owner[{number}]", "warning"
        if None in chosen:
            waits = self.policy.escalation is not None and self.policy.escalation.empty == "wait"
            yield "level-without-owner", f"{place}.owner", "error" if waits else "warning"

    def rules(self, there: dict[str, bool]) -> Iterator[Found]:
        for number, rule in enumerate(self.policy.escalation.rules if self.policy.escalation else ()):
            place = f"escalation.rules[{number}]"
            holding = self.twin.where(rule.when)
            if not holding:
                yield "never-fires", f"{place}.when", "error"
            elif rule.level is not None and not there[rule.level]:
                yield "never-fires", f"{place}.level", "error"
            if rule.target is None:
                continue
            target = self.policy.targets[rule.target]
            kept = target.on_change.looser is Transfer.KEEP or not holding
            silent = not kept and not any(target.limit_for(facts) for facts in holding)
            if silent or not self.twin.given(target, "start"):
                yield "never-fires", f"{place}.target", "error"
