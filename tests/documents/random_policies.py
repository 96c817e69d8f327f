"""Whole policy documents at random: every key, names that a guessing loader stumbles over, each condition's forms.

A document follows from its seed and number alone. It is valid, and nothing in it is canonical: units, orders and
spellings are the author's.
"""

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import Any

Document = dict[str, Any]

NAMES = (
    "NO", "on", "off", "y", "null", "~", "true", "17:00", "24:00", "1e5", "007", "0x10", "1_000", ".inf", "-",
    "- a", "a: b",
    "a #b", "#", "{a}", "[a]", "&a", "*a", "!a", "%a", "@a", "`a`", "|", ">", "'a'", '"a"', "a\\b", "a\nb", "a\n",
    "a\tb",
    " a", "a ", "é", "日本", "\U0001f600", "\u2028", "\x85", "\x7f", "...", "wait...", "---", "a.b", "a=b", "<<", "=",
    "1",
    "2026-12-24", "2026-12-24T09:00:00Z", "a,b", "a;b", "?", "? a", "desk", "on call", "x" * 120, "9" * 70,
)  # fmt: skip
CONSTANTS = (
    *NAMES, True, False, 0, 1, -1, 10**20, Decimal("99.95"), Decimal("-0.001"), Decimal("1e3"), Decimal("100"),
    12345678901234,
)  # fmt: skip
INSTANTS = ("2026-03-06T16:30:00Z", "2026-03-06 17:30:00+01:00", "1999-12-31T23:59:59.5-05:00")
TIMES = (
    "30 minutes",
    "120 minutes",
    "1.5 hours",
    "24 hours",
    "90 seconds",
    "PT2H",
    "4 business hours",
    "90 business minutes",
)
DAYS = (
    "2 business days", "30 calendar days", "1 week", "7 calendar days", "end of business day",
    "end of next business day", "next business day by 16:00", "0 business days",
)  # fmt: skip
WARNINGS = ("75%", "33.3333%", "100%", "60 minutes left", "4 business hours left", "1 hour late", "every 1 hour late")
HOURS = (
    "09:00-17:00", "09:00–12:30, 13:30-18:00", "22:00-06:00", "00:00-24:00", "18:00-00:00", "9:00-10:00,9:30-11:00:30",
    "09:00-18:00, 17:00-10:00",
)  # fmt: skip
DAYS_OF_A_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOLIDAYS = (
    "2026-12-24", "2026-12-24 Christmas Eve", "2026-12-24 to 2027-01-02 Closed: the year's end",
    "yearly 12-25 Christmas",
    "yearly 2-29", "yearly last mon may Memorial Day", "yearly easter+1", "yearly orthodox easter-2 Friday",
    "holidays:CH-ZH",
    "holidays:US",
)  # fmt: skip
ZONES = ("Europe/Zurich", "America/New_York", "UTC", "Asia/Kathmandu", "-05:00", "+05:30")
EVENTS = ("created", "replied", "resolved", "closed", "NO", "on", "17:00", "customer replied")
STATISTICS = ("mean", "median", "p90", "p95", "longest")
TRANSFERS = ("carry", "restart", "proportional", "keep")
MOVES = ("stop", "cancel", "reset", "pause", "start")


class Author:
    """Writes one document, part by part, each of the optional keys with a chance."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.severities = self.some(NAMES, 1, 4)
        self.owners = self.some(NAMES, 1, 4)
        self.facts = self.some([name for name in NAMES if name != "severity"], 4, 8)
        self.calendars = self.some(NAMES, 1, 3)
        self.targets = self.some(NAMES, 1, 4)
        self.levels = [name for name in self.some(NAMES, 1, 4) if name != "next"]

    def one(self, among: Sequence[Any]) -> Any:
        return self.random.choice(among)

    def some(self, among: Sequence[Any], least: int, most: int) -> list[Any]:
        return self.random.sample(list(among), min(len(among), self.random.randint(least, most)))

    def often(self, chance: float = 0.5) -> bool:
        return self.random.random() < chance

    def keys(self, chance: float = 0.5, **values: Any) -> Document:
        """Some of these keys, each with the value that its function makes."""
        kept = {key: make() for key, make in values.items() if self.often(chance)}
        return dict(self.some(list(kept.items()), len(kept), len(kept)))

    # -- conditions

    def condition(self, depth: int = 0) -> Document:
        if depth < 3 and self.often(0.25):
            form = self.one(("all", "any", "not"))
            return {form: self.condition(depth + 1) if form == "not" else self.conditions(depth)}
        when = {fact: self.test() for fact in self.some(self.facts, 1, 3)}
        if self.often(0.2):
            when["severity"] = self.one((self.one(self.severities), self.some([*self.severities, "unclear"], 1, 3)))
        if depth < 3 and self.often(0.2):
            when["any"] = self.conditions(depth)
        return when

    def conditions(self, depth: int) -> list[Document]:
        return [self.condition(depth + 1) for _ in range(self.random.randint(1, 3))]

    def test(self) -> Any:
        form = self.one(("value", "value", "list", "comparison", "order", "both"))
        if form == "value":
            return self.one(CONSTANTS)
        if form == "list":
            return self.some(CONSTANTS, 1, 4)
        if form == "comparison":
            return self.one((
                {"not": self.one(CONSTANTS)}, {"not_in": self.some(CONSTANTS, 1, 3)}, {"in": self.some(CONSTANTS, 1,
                3)},
                {"has": self.one(CONSTANTS)}, {"present": self.often()},
            ))  # fmt: skip
        bound = self.one((Decimal("1000.50"), 0, -7, *INSTANTS))
        return {"ge": bound} | ({"lt": self.one((10**9, *INSTANTS)), "not": 5} if form == "both" else {})

    def signal(self) -> Any:
        parts = [self.one(EVENTS) if self.often(0.7) else self.condition(2) for _ in range(self.random.randint(1, 3))]
        return parts[0] if len(parts) == 1 or self.often() else parts

    # -- the parts of a document

    def calendar(self, depth: int = 0) -> Any:
        if depth < 2 and self.often(0.25):
            return {self.one(("any", "all")): [self.calendar(depth + 1), "24x7"]}
        if depth < 2 and self.often(0.1):
            return {"except": ["24x7", {"tz": "UTC", "hours": {"sat-sun": self.one(HOURS)}}]}
        return "24x7" if self.often(0.1) else self.week()

    def week(self) -> Document:
        days = self.some(DAYS_OF_A_WEEK, 1, 5)
        hours = {day: self.one(HOURS) for day in days} | {day: "closed" for day in DAYS_OF_A_WEEK if day not in days}
        if self.often():
            hours = {"mon-fri": self.one(HOURS), "Sat, Sunday": self.one((*HOURS, "closed"))}
        week = {"tz": self.one(ZONES), "hours": hours}
        return week | self.keys(
            0.3,
            holidays=lambda: self.some(HOLIDAYS, 1, 4),
            special=lambda: {"2026-12-24 Christmas Eve": self.one((*HOURS, "10:00-12:00 Half a day", "closed"))},
            holiday_cuts=lambda: self.one(("start", "date", "both")),
            horizon=lambda: self.one(("1 year", "20 years", "100 years")),
            pinned=lambda: "2020 to 2030",
        )  # fmt: skip

    def facts_declared(self) -> Document:
        """Only facts that no condition compares: what is declared here is checked there."""
        kinds: tuple[Any, ...] = ("text", "boolean", "number", "instant", "list", {"one_of": self.some(NAMES, 1, 4)})
        kinds += ({"many_of": [1, 2, Decimal("2.5")]}, {"one_of": [True]})
        kinds += ({"arrived_during": self.some([*self.calendars, "always"], 1, 3)},)
        return {f"declared {name}": self.one(kinds) for name in self.some(NAMES, 1, 4)}

    def severity(self) -> Document:
        form = self.one(("rules", "rules", "grid", "levels"))
        matrix: Document = {} if form != "levels" and self.often(0.2) else {"levels": list(self.severities)}
        if form == "rules":
            rules = [self.severity_rule() for _ in range(self.random.randint(1, 4))]
            matrix |= {"rules": rules} | self.keys(combine=lambda: self.one(("highest", "first", "unique")))
            tested = [fact for rule in rules for fact in rule["when"] if fact not in ("all", "any", "not")]
            if tested and self.often(0.2):
                matrix["ordered"] = self.some(list(dict.fromkeys(tested)), 1, 2)
        if form == "grid":
            grid = {name: self.some(NAMES, 1, 3) for name in self.some(self.facts, 1, 3)}
            matrix |= {"grid": grid, "cells": self.cells(list(grid.values()))}
        if form == "grid" and len(self.severities) > 1 and self.often(0.3):
            (high, low, fact), (first, *_, last) = self.some(NAMES, 3, 3), self.severities
            matrix |= {"levels": list(self.severities), "grid": {fact: [high, low]}, "may_fall": [fact]}
            matrix["cells"] = {high: last, low: first}
        if "levels" in matrix:
            matrix |= self.keys(0.3, otherwise=lambda: self.one((*self.severities, "unclear")))
        return matrix

    def severity_rule(self) -> Document:
        when = self.condition()
        while "severity" in repr(when):
            when = self.condition()
        return self.keys(id=lambda: self.one(NAMES)) | {"when": when, "then": self.one(self.severities)}

    def cells(self, dimensions: list[list[str]]) -> Any:
        if not dimensions:
            return self.one(self.severities)
        return {level: self.cells(dimensions[1:]) for level in self.random.sample(dimensions[0], len(dimensions[0]))}

    def limits(self, kinds: Sequence[str]) -> Any:
        form = self.one(("one", "table", "rows"))
        if form == "one":
            return self.one(kinds)
        if form == "table":
            return {severity: self.one((*kinds, "none")) for severity in self.some([*self.severities, "unclear"], 1, 4)}
        rows = [{"when": self.condition(), "limit": self.one(kinds)} for _ in range(self.random.randint(0, 2))]
        return [*rows, {"limit": self.one((*kinds, "none"))}]

    def ruled(self, key: str, names: Sequence[str]) -> Any:
        """A name, or a list of rules that give one."""
        rules = [{"when": self.condition(), key: self.one(names)} for _ in range(self.random.randint(0, 2))]
        return self.one(names) if not rules else [*rules, {key: self.one(names)}]

    def target(self) -> Document:
        signals = dict.fromkeys(("start", "pause", "resume", "reset", "cancel", "reopen"), self.signal)
        target = self.keys(0.3, **signals)
        if self.often(0.3):
            grid = self.often()
            target |= {"every": self.limits(TIMES if grid else (*TIMES, *DAYS)), "completed_by": self.signal()}
            target |= {"counted_from": "grid"} if grid else {}
            target |= self.keys(stop=self.signal, last_round=lambda: self.one(("none", "after_stop")))
        else:
            target |= {"within": self.limits((*TIMES, *DAYS)), "stop": self.signal()}
        return target | self.keys(
            0.3,
            applies=self.condition,
            owner=lambda: self.ruled("owner", self.owners),
            calendar=lambda: self.ruled("calendar", [*self.calendars, "always"]),
            warn=lambda: self.some(WARNINGS, 1, 4),
            strict=self.often,
            day_ends=lambda: self.one(("same_time", "close")),
            on_change=lambda: {side: self.one(TRANSFERS) for side in ("stricter", "looser")},
            precedence=lambda: self.some(MOVES, 5, 5),
            on_reopen=lambda: self.one(("resume", "new_cycle", "ignore")),
        )  # fmt: skip

    def owner(self) -> Any:
        if self.often(0.3):
            return self.one(NAMES)
        return self.keys(name=lambda: self.one(NAMES), rotation=self.rotation)

    def rotation(self) -> Document:
        if self.often(0.7):
            return self.turns() | self.keys(0.3, restrictions=self.restrictions, overrides=self.overrides)
        special = [self.turns() | {"restrictions": self.restrictions()} for _ in range(self.random.randint(0, 1))]
        return {"layers": [self.turns(), *special]} | self.keys(0.3, tz=lambda: "UTC", overrides=self.overrides)

    def turns(self) -> Document:
        every = self.one(("1 week", "7 calendar days", "3 calendar days", "12 hours", "720 minutes"))
        starts = self.one(("2026-01-05 09:00", "2026-01-05T09:00:30", "1970-01-02 00:00"))
        return {"participants": self.some(NAMES, 1, 3), "every": every, "starts": starts, "tz": self.one(ZONES)}

    def restrictions(self) -> Document:
        return {self.one(("mon-fri", "sat, sun", "Wednesday")): self.one(HOURS)}

    def overrides(self) -> list[Document]:
        ends = ("2026-02-09T09:00:00+01:00", "2026-02-10T17:00:30Z", "2026-02-11T00:00:00.5-05:00")
        pairs = [sorted(self.some(range(3), 2, 2)) for _ in range(self.random.randint(1, 2))]
        return [{"from": ends[first], "to": ends[last], "owner": self.one(NAMES)} for first, last in pairs]

    def level(self, name: str) -> Document:
        owner = self.one(self.owners)
        if self.often(0.3):
            rules = [{"when": self.condition(), "during": self.one(self.calendars), "owner": owner}]
            owner = [*rules, {"owner": self.one(self.owners)}]
        more = self.keys(
            0.3,
            when=self.condition,
            respond=lambda: self.one(TIMES),
            kind=lambda: self.one(("hierarchic", "functional")),
        )
        return {"name": name, "owner": owner} | more

    def escalation_rule(self, name: str) -> Document:
        acts = self.keys(0.4, notify=lambda: self.some(self.owners, 1, 2), page=lambda: self.one(self.owners))
        acts |= self.keys(0.8 if acts else 1, to=lambda: self.one((*self.levels, "next")))
        rule = {"id": name} | acts | self.keys(0.3, passes=lambda: self.random.randint(1, 100))
        match self.one(("when", "on", "at", "after", "waits")):
            case "when":
                return rule | {"when": self.condition()}
            case "on":
                return rule | {"on": self.one((self.one(EVENTS), self.some(EVENTS, 1, 3)))}
            case "at":
                return rule | {"target": self.one(self.targets), "at": self.one(("due", "75%", "12.5 %"))}
            case "after":
                rule |= {"target": self.one(self.targets), "after": self.one(TIMES)}
                return rule | self.keys(calendar=lambda: self.one(self.calendars))
        rule |= {self.one(("unacknowledged", "unresolved")): self.one((*TIMES, "2 business days"))}
        rule |= self.keys(
            level=lambda: self.one(self.levels),
            calendar=lambda: self.one((*self.calendars, "always")),
            when=self.condition,
        )
        since = ("level", "arrival", "trigger") if "when" in rule else ("level", "arrival")
        return rule | self.keys(since=lambda: self.one(since))

    def escalation(self) -> Document:
        rules = [self.escalation_rule(name) for name in self.some(NAMES, 1, 5)]
        levels = [self.level(name) for name in self.levels]
        return {"levels": levels, "rules": rules} | self.keys(
            routed=lambda: self.one(("when_reached", "on_arrival")),
            empty=lambda: self.one(("skip", "wait")),
            acknowledged_for=lambda: self.one(TIMES),
            passes=lambda: self.random.randint(1, 9),
        )

    def update(self, name: str) -> Document:
        return {"id": name, "on": self.some(EVENTS, 1, 3)} | self.keys(
            when=self.condition,
            if_carries=lambda: self.some(NAMES, 1, 2),
            requires=self.alternatives,
            forbids=lambda: self.some(NAMES, 1, 3),
        )

    def alternatives(self) -> list[Any]:
        """Facts, and lists of facts of which one is enough."""
        return [self.one(NAMES) if self.often() else self.some(NAMES, 1, 3) for _ in range(self.random.randint(1, 3))]

    def intake(self) -> Document:
        return self.keys(requires=self.alternatives, asks_for=self.alternatives, rules=self.intake_rules)

    def intake_rules(self) -> list[Document]:
        more = self.keys(id=lambda: self.one(NAMES), when=self.condition, asks_for=self.alternatives)
        return [more | {"requires": self.alternatives()}]

    def responsibility(self) -> Any:
        return self.ruled("owner", (*self.owners, "none"))

    def availability(self) -> Document:
        goal = {"goal": self.one(("99.9%", "100%", "0.5 %", "99.9999%"))}
        per = {"tz": self.one(ZONES)} if self.often() else {"per": self.one(("30 days", "36 hours", "90 minutes"))}
        return goal | per | self.keys(calendar=lambda: self.one(self.calendars))

    def goal(self, levels: Sequence[str]) -> Document:
        """A goal; `levels` are those of the ladder."""
        share = self.one(("99%", "0.5 %", "0%", "33.333333333%"))
        targets = self.some(self.targets, 1, 3)
        measures: list[tuple[Document, Any]] = [
            ({"met": targets[0] if self.often() else targets}, share),
            ({"time": targets[0]} | self.keys(statistic=lambda: self.one(STATISTICS)), self.one(TIMES)),
            ({"share": self.condition()}, share),
            ({"mean": "a rating"}, self.one((0, Decimal("4.50"), -1, Decimal("99.95"), 10**12))),
            ({"solved_with_replies": self.one((0, 1, 12))}, share),
            *(({"escalated_to": level, "at_level": level}, share) for level in levels),
        ]
        measure: Document
        measure, bound = self.one(measures)
        return measure | {self.one(("above", "at_least", "below", "at_most")): bound} | self.keys(when=self.condition)

    def document(self) -> Document:
        severity = self.severity()
        if "levels" not in severity:  # then only those that a rule gives are known
            known = {rule["then"] for rule in severity.get("rules", ())} | set(leaves(severity.get("cells", {})))
            self.severities = sorted(known)
        parts = {
            "slapolicy": 1,
            "name": self.one(NAMES),
            "calendars": {name: self.calendar() for name in self.calendars},
            "calendar": self.one((*self.calendars, "always")),
            "targets": {name: self.target() for name in self.targets},
            "owners": {name: self.owner() for name in self.owners},
            "severity": severity,
        }
        parts |= self.keys(
            0.7,
            facts=self.facts_declared,
            escalation=self.escalation,
            updates=lambda: [self.update(name) for name in self.some(NAMES, 1, 3)],
            intake=self.intake,
            responsibilities=lambda: {name: self.responsibility() for name in self.some(NAMES, 1, 3)},
            availability=lambda: {name: self.availability() for name in self.some(NAMES, 1, 2)},
        )
        if self.often():
            levels = [level["name"] for level in parts.get("escalation", {}).get("levels", ())]
            parts["goals"] = {name: self.goal(levels) for name in self.some(NAMES, 1, 3)}
        return dict(self.some(list(parts.items()), len(parts), len(parts)))


def leaves(cells: Any) -> list[str]:
    """The severities in nested cells."""
    return [leaf for inner in cells.values() for leaf in leaves(inner)] if isinstance(cells, dict) else [cells]


def random_document(seed: str, number: int) -> Document:
    """A valid document, the same for the same seed and number on every machine."""
    return Author(Random(f"{seed}:{number}")).document()
