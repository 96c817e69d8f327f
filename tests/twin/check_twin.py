"""What a check must find in a small policy, told by trying every combination of its facts: slow, and obviously right.

It asks the policy's own parts what they say of each combination: conditions, rows, limits, and of the life of a clock
the decision itself. It shares nothing with the search for facts, nor with the comparison of limits.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from itertools import product
from typing import Any, NamedTuple

from slapolicy import ALWAYS, Calendar, Event, Policy, Ticket
from slapolicy.conditions import ALWAYS_HOLDS, Condition
from slapolicy.durations import Duration
from slapolicy.targets import Target, ThresholdKind

Facts = dict[str, Any]
Found = tuple[str, str, str]
"""A code, a place and a level."""

VALUES: dict[str, list[Any]] = {"kind": ["bug", "bill", "ask"], "vip": [False, True], "users": [9, 10, 15, 20, 21]}
MONDAY = datetime(2024, 1, 8, tzinfo=UTC)
STARTS = [
    MONDAY + timedelta(hours=hour, microseconds=tick)
    for hour in range(7 * 24 + 1)
    for tick in (-1, 0, 1)
    if timedelta() <= timedelta(hours=hour, microseconds=tick) < timedelta(days=7)
]
"""Every limit and every opening is a whole number of hours, so nothing turns between two of these."""
SIGNALS = ("start", "stop", "completed_by", "pause", "resume", "reset", "cancel", "reopen")


class Promise(NamedTuple):
    """A limit, the calendar by which it counts, and how its days end."""

    limit: Duration
    calendar: Calendar
    day_ends: str

    def over(self, start: datetime) -> datetime:
        return self.calendar.add(start, self.limit, day_ends=self.day_ends)


@cache
def later(one: Promise, other: Promise) -> str | None:
    """The level of a finding where one is over later than the other; none where it never is."""
    pairs = [(one.over(start), other.over(start)) for start in STARTS]
    if not any(left > right for left, right in pairs):
        return None
    return "warning" if all(left >= right for left, right in pairs) else "note"


@dataclass(frozen=True)
class CheckTwin:
    """One policy, and every ticket that it may meet."""

    policy: Policy

    @cached_property
    def tickets(self) -> list[Facts]:
        """Every combination of facts, each of them absent or one of its values; there is always a severity."""
        read = dict.fromkeys(test.fact for _, held in self.policy.conditions() for test in held.tests())
        named = [fact for fact in VALUES if fact in read]
        severities = [*(self.policy.severity.levels or ["P0", "P1", "P2", "other"]), "unclear"]
        every = product(severities, *([None, *VALUES[fact]] for fact in named))
        rows = (zip(("severity", *named), each, strict=True) for each in every)
        return [{fact: value for fact, value in row if value is not None} for row in rows]

    @cached_property
    def _where(self) -> dict[tuple[Condition, ...], list[Facts]]:
        return {}

    def where(self, *held: Condition) -> list[Facts]:
        if held not in self._where:
            self._where[held] = [facts for facts in self.tickets if all(each.holds(facts) for each in held)]
        return self._where[held]

    def found(self) -> Iterator[Found]:
        """Every finding but those of the severity's own rules, and of names that nobody uses."""
        for path, held in self.policy.conditions():
            if held != ALWAYS_HOLDS:
                yield from self.condition(path, held)
        for name, target in self.policy.targets.items():
            yield from self.life(f"targets.{name}", target)
            yield from self.tables(f"targets.{name}", target)
            yield from self.loosening(f"targets.{name}", target)
            yield from self.after_the_end(f"targets.{name}", target)
            yield from self.warnings(f"targets.{name}", target)
        for action, rules in self.policy.responsibilities.items():
            places = [f"responsibilities.{action}[{number}]" for number in range(len(rules))]
            yield from self.rows(places, [rule.when for rule in rules], self.tickets)
        yield from self.updates()

    def condition(self, path: tuple[Any, ...], held: Condition) -> Iterator[Found]:
        place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)[1:]
        holding = self.where(held)
        signal = path[0] == "targets" and path[2] in SIGNALS
        if not holding and path[0] not in ("severity", "escalation") and not (signal and self.dead(path)):
            yield "never-holds", place, "error"
        if len(holding) == len(self.tickets):
            yield "always-holds", place, "warning"

    def dead(self, path: tuple[Any, ...]) -> bool:
        """A signal that is needed and never given is found as such, whatever its conditions are."""
        target = self.policy.targets[path[1]]
        return path[2] in needed(target) and not self.given(target, path[2])

    def given(self, target: Target, key: str) -> bool:
        signal = getattr(target, key)
        return bool(signal.events) or any(self.where(held) for held in signal.conditions)

    def life(self, place: str, target: Target) -> Iterator[Found]:
        codes = {"start": "never-starts", "stop": "never-stops", "completed_by": "never-completed"}
        for key in needed(target):
            if not self.given(target, key):
                yield codes[key], f"{place}.{key}", "error"
        states = self.states(place, target)
        if states and states <= {"stopped", "cancelled"}:
            yield "ended-at-once", f"{place}.start", "error"
        elif "paused" in states and "running" not in states:
            yield "always-paused", f"{place}.pause", "error"

    def states(self, place: str, target: Target) -> set[str]:
        """The states in which its clock may begin, as decisions tell them; one that runs is enough."""
        name = place.partition(".")[2]
        alone = self.policy.replace(targets={name: target}, escalation=None, responsibilities={}, updates=[])
        states: set[str] = set()
        for facts in self.tickets:
            if target.limit_for(facts) and "running" not in states:
                ticket = Ticket("T-1", [Event("created", MONDAY, **facts)])
                states.add(str(alone.evaluate(ticket, at=MONDAY).clocks[name].state))
        return states - {"not_started"}

    def tables(self, place: str, target: Target) -> Iterator[Found]:
        applies = self.where(target.applies)
        key = f"{place}.{'every' if target.repeats else 'within'}"
        whens = [row.when for row in target.limits]
        if applies:
            yield from self.rows([key + shown(row.row) for row in target.limits], whens, applies)
        if any(not any(when.holds(facts) for when in whens) for facts in applies):
            yield "without-limit", key, "warning"
        for name, rules in (("owner", target.owner), ("calendar", target.calendar)):
            places = [f"{place}.{name}[{number}]" for number in range(len(rules))]
            yield from self.rows(places, [rule.when for rule in rules], self.tickets)
        if target.owner and any(target.owner_for(facts) is None for facts in self.tickets):
            yield "without-owner", f"{place}.owner", "warning"

    def rows(self, places: list[str], whens: list[Condition], asked: list[Facts]) -> Iterator[Found]:
        counting = {first(whens, facts) for facts in asked}
        for number, place in enumerate(places):
            if number not in counting and self.where(whens[number]):
                yield "never-chosen", place, "warning"

    # -- limits

    def promise(self, target: Target, facts: Facts) -> Promise | None:
        limit = target.limit_for(facts)
        name = target.calendar_for(facts) or self.policy.calendar
        calendar = self.policy.calendars.get(name or "", ALWAYS)
        return Promise(limit, calendar, str(target.day_ends)) if limit else None

    def later(self, one: Target, facts: Facts, other: Target, against: Facts) -> str | None:
        mine, theirs = self.promise(one, facts), self.promise(other, against)
        return later(mine, theirs) if mine and theirs else None

    def loosening(self, place: str, target: Target) -> Iterator[Found]:
        order = list(self.policy.severity.levels)
        levels: dict[int, set[str | None]] = {}
        for facts in self.tickets:
            if facts["severity"] in order:
                lower = order[order.index(facts["severity"]) + 1 :]
                row = first([row.when for row in target.limits], facts)
                found = {self.later(target, facts, target, facts | {"severity": each}) for each in lower}
                levels.setdefault(row, set()).update(found)
        yield from (("limit-loosens", self.place(place, target, row), level) for row, level in strongest(levels))

    def after_the_end(self, place: str, target: Target) -> Iterator[Found]:
        if "resolved" in target.stop.events or target.repeats:
            return
        for end in self.policy.targets.values():
            if "resolved" not in end.stop.events or end.repeats or end.start != target.start:
                continue
            levels: dict[int, set[str | None]] = {}
            for facts in self.tickets:
                row = first([row.when for row in target.limits], facts)
                levels.setdefault(row, set()).add(self.later(target, facts, end, facts))
            every = sorted(strongest(levels), key=lambda each: (each[1] != "warning", each[0]))
            yield from (("due-after-end", self.place(place, target, row), level) for row, level in every[:1])

    def warnings(self, place: str, target: Target) -> Iterator[Found]:
        for number, warning in enumerate(target.warn):
            if warning.kind is not ThresholdKind.LEFT or warning.amount is None:
                continue
            told = [self.promise(target, facts) for facts in self.tickets]
            found = {later(each._replace(limit=warning.amount), each) for each in told if each}
            for _, level in strongest({0: found}):
                yield "warns-at-start", f"{place}.warn[{number}]", level

    def place(self, place: str, target: Target, row: int) -> str:
        where = target.limits[row].row
        inside = shown(where) + (".limit" if isinstance(where, int) else "")
        return f"{place}.{'every' if target.repeats else 'within'}{inside}"

    # -- messages

    def updates(self) -> Iterator[Found]:
        rules = self.policy.updates
        for number, rule in enumerate(rules):
            for other in rules[: number + 1]:
                together = self.where(rule.when, other.when)
                if together and set(rule.on) & set(other.on) and not rule.if_carries and not other.if_carries:
                    wanted = [(rule.requires, other.forbids), (other.requires, rule.forbids)]
                    if any(set(names) <= set(no) for requires, no in wanted for names in requires):
                        yield "never-kept", f"updates[{number}]", "error"


def needed(target: Target) -> tuple[str, ...]:
    return ("start", "completed_by") if target.repeats else ("start", "stop")


def first(whens: Iterable[Condition], facts: Facts) -> int:
    return next((number for number, when in enumerate(whens) if when.holds(facts)), -1)


def strongest(levels: dict[int, set[str | None]]) -> Iterator[tuple[int, str]]:
    """For each row that is found the stronger level, in the order of the rows."""
    for row in sorted(levels):
        level = "warning" if "warning" in levels[row] else "note" if "note" in levels[row] else None
        if level is not None:
            yield row, level


def shown(row: str | int | None) -> str:
    return "" if row is None else f"[{row}]" if isinstance(row, int) else f".{row}"
