"""The slow ladder: a ticket's life minute by minute, as the page on the ladder tells it (E1-E6, C10).

Everything happens on whole minutes, counted from some first one. Conditions, calendars, clocks and rotations are given:
they have twins of their own. What waits is looked at anew in every minute and after every firing; nothing is kept but
what the page names: the level and since when, the owner, the pass, silence, opening, and what has fired.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from types import SimpleNamespace
from typing import Any, NamedTuple

from slapolicy.escalation import Escalation

Rule = Any
"""A rule of a policy, or a level's time to respond in the same words; only read."""


class Happening(NamedTuple):
    """An event: its minute, name and own facts, the facts that hold after it, and the points of the clocks.

    `points` has, for each rule of a clock, the number of the open cycle and the minute in which it passes the point.
    """

    at: int
    name: str
    own: Mapping[str, Any]
    facts: Mapping[str, Any]
    points: Mapping[str, tuple[int, int]]


class Given(NamedTuple):
    """What the twin asks others for: calendars by name, and who is on duty for a role."""

    is_open: Callable[[str, int], bool]
    add: Callable[[str | None, int, Any], int]
    on_duty: Callable[[str | None, int], str | None]


class Told(NamedTuple):
    """A step, without its reason."""

    at: int
    rule: str
    level: str
    owner: str | None
    notify: tuple[str, ...]
    page: tuple[str, ...]
    exhausted: bool
    skipped: tuple[str, ...]
    kind: str | None


def respond(level: str, time: Any) -> Rule:
    """A level's time to respond, as a rule: a silence at the level, and then the next one."""
    none = dict.fromkeys(("unresolved", "target", "calendar", "when")) | dict.fromkeys(("on", "notify", "page"), ())
    return SimpleNamespace(**none, id="respond", level=level, unacknowledged=time, since="level", to="next", passes=1)


class LadderTwin:
    """One ticket on a ladder. `steps` are those so far; `ahead` walks on from here as if no event came."""

    def __init__(self, ladder: Escalation, given: Given) -> None:
        self.ladder, self.given = ladder, given
        timed = [level for level in ladder.levels if level.respond is not None]
        self.rules: list[Rule] = [*ladder.rules, *(respond(level.name, level.respond) for level in timed)]
        self.steps: list[Told] = []
        self.fired: set[tuple[Any, ...]] = set()
        self.holds_since: dict[int, tuple[int, int]] = {}  # for each rule whose `when` holds: since when, which time
        self.begun = self.entries = self.silences = self.openings = 0  # how often
        self.level, self.made, self.assigned, self.exhausted = 0, 1, False, False
        self.owner: str | None = None
        self.silent: int | None = None  # since when, or from when on
        self.open: int | None = None

    # -- at an event

    def take(self, event: Happening) -> None:
        """An event acts."""
        self.event, self.now = event, event.at
        begins = []
        for number, rule in enumerate(self.rules):
            if rule.when is not None and not rule.when.holds(event.facts):
                self.holds_since.pop(number, None)
            elif number not in self.holds_since:
                self.begun += 1
                self.holds_since[number] = (self.now, self.begun)
                begins.append(number)
        if not self.steps:
            self.arrived = self.silent = self.open = self.now
            if not self.reach(0, None, event.name):
                self.enter(0, (), None, event.name)
        elif event.own:
            self.ask_again()
        self.hear()
        for number, rule in enumerate(self.rules):
            of_facts = not (rule.on or rule.target or rule.unacknowledged is not None or rule.unresolved is not None)
            if (of_facts and number in begins) or (event.name in rule.on and number in self.holds_since):
                self.fire(rule)

    def ask_again(self) -> None:
        """Facts have changed: the first owner of the level that fits them, at the hour at which it was reached."""
        owner = self.owner_at(self.level, self.asked)
        if owner is not None and not self.assigned and owner != self.owner:
            self.owner = owner
            self.tell(self.event.name)

    def hear(self) -> None:
        """The events that the ladder itself knows."""
        name, own = self.event.name, self.event.own
        if name == "acknowledged" and self.open is not None:
            holds = self.ladder.acknowledged_for
            self.silent = None if holds is None else self.given.add(None, self.now, holds)
            self.silences += 1
        elif name in ("resolved", "closed"):
            self.silent = self.open = None
        elif name == "reopened":
            self.silent = self.open = self.now
            self.silences += 1
            self.openings += 1
        elif name == "assigned" and own.get("owner") is not None:
            self.owner, self.assigned = own["owner"], True
            self.tell(name)
        elif name == "escalated":
            names = [level.name for level in self.ladder.levels]
            if own.get("level") not in names:
                self.go_up(None, name)
            else:
                self.go_to(names.index(own["level"]), None, name)

    # -- between events

    def pass_time(self, until: int) -> "LadderTwin":
        """Time passes until a minute, not including it."""
        while self.now < until:
            waiting = sorted(self.waiting())
            while self.now < until and not (ready := [number for at, number, _ in waiting if at <= self.now]):
                self.now += 1
            if self.now < until:
                number = min(ready)
                self.fired.update(what for at, which, what in waiting if which == number)
                self.fire(self.rules[number])
        return self

    def ahead(self, until: int) -> list[Told]:
        """What comes if no further event does."""
        walker = copy(self)
        walker.steps, walker.fired = [], set(self.fired)
        walker.holds_since = dict(self.holds_since)
        return walker.pass_time(until).steps

    def waiting(self) -> Iterator[tuple[int, int, tuple[Any, ...]]]:
        """The rules that wait: the minute of each, its place, and what it fires once for."""
        for number, rule in enumerate(self.rules):
            if number not in self.holds_since:
                continue
            if rule.target is not None:
                cycle, at = self.event.points.get(rule.id, (None, 0))
                what: tuple[Any, ...] = (number, cycle)
                if cycle is not None and what not in self.fired:
                    yield at, number, what
            elif rule.unacknowledged is not None or rule.unresolved is not None:
                silence = rule.unacknowledged is not None
                begun, which = (self.silent, self.silences) if silence else (self.open, self.openings)
                if begun is None or rule.level not in (None, self.ladder.levels[self.level].name):
                    continue
                bases = {"level": (self.entered, self.entries), "arrival": (self.arrived, 0)}
                base, times = bases.get(rule.since) or self.holds_since[number]
                what = (number, times, which)
                if what not in self.fired:
                    length = rule.unacknowledged if silence else rule.unresolved
                    yield self.given.add(rule.calendar, max(base, begun), length), number, what

    # -- a step

    def fire(self, rule: Rule) -> None:
        """A rule moves the ticket, up only, or tells somebody, or both."""
        names = [level.name for level in self.ladder.levels]
        if rule.to == "next":
            self.go_up(rule, rule.id)
        elif rule.to is not None and names.index(rule.to) > self.level:
            self.go_to(names.index(rule.to), rule, rule.id)
        elif rule.notify or rule.page:
            self.tell(rule.id, rule)

    def go_up(self, rule: Rule, by: str) -> None:
        """The level above; past the last one a new pass, as long as there is one."""
        if self.reach(self.level + 1, rule, by):
            return
        before = self.level
        if self.made < max(self.ladder.passes, rule.passes if rule else 1):
            self.level = len(self.ladder.levels)  # to begin anew is not to go up
            if self.reach(0, rule, by):
                self.made += 1
                return
        self.level, self.exhausted = before, True
        self.tell(by, rule)

    def go_to(self, level: int, rule: Rule, by: str) -> None:
        """A level by its name, or the first above it that is there."""
        if not self.reach(level, rule, by) and (rule is None or rule.notify or rule.page):
            self.tell(by, rule)

    def reach(self, wanted: int, rule: Rule, by: str) -> bool:
        """The first level from one on that is there and has somebody; the last that is there has to do."""
        levels = self.ladder.levels
        there = [n for n, level in enumerate(levels) if n >= wanted and level.when.holds(self.event.facts)]
        if not there:
            return False
        if self.ladder.empty == "wait":
            chosen = there[0]
        else:
            chosen = next((n for n in there if self.has_somebody(n)), there[-1])
        if self.entries and chosen == self.level:
            return True  # it is there already
        self.enter(chosen, tuple(levels[n].name for n in there if n < chosen), rule, by)
        return True

    def enter(self, level: int, skipped: tuple[str, ...], rule: Rule, by: str) -> None:
        """A level is reached."""
        up = self.entries and level > self.level
        self.asked = self.hour()
        self.level, self.entered, self.assigned, self.exhausted = level, self.now, False, False
        self.entries += 1
        self.owner = self.owner_at(level, self.asked)
        kind = self.ladder.levels[level].kind
        self.tell(by, rule, skipped, str(kind) if up and kind else None)

    def hour(self) -> int:
        """The minute for which calendars are asked, where a level is reached now."""
        return self.now if self.ladder.routed == "when_reached" else self.arrived

    def owner_at(self, level: int, minute: int) -> str | None:
        """The first of a level's owners that fits."""
        for row in self.ladder.levels[level].owner:
            if row.when.holds(self.event.facts) and (row.during is None or self.given.is_open(row.during, minute)):
                return row.owner
        return None

    def has_somebody(self, level: int) -> bool:
        """Whether an owner fits, and somebody is on duty where people take turns."""
        owner = self.owner_at(level, self.hour())
        return owner is not None and self.given.on_duty(owner, self.now) is not None

    def tell(self, by: str, rule: Rule = None, skipped: tuple[str, ...] = (), kind: str | None = None) -> None:
        """A step."""
        notify, page = (rule.notify, rule.page) if rule else ((), ())
        level = self.ladder.levels[self.level].name
        self.steps.append(Told(self.now, by, level, self.owner, notify, page, self.exhausted, skipped, kind))
