"""Small policies at random, of which a check may find anything: three facts, few values, conditions that overlap."""

from collections.abc import Callable
from random import Random
from typing import Any

Document = dict[str, Any]

FACTS: Document = {"kind": {"one_of": ["bug", "bill", "ask"]}, "vip": "boolean", "users": "number"}
TESTS: dict[str, list[Any]] = {
    "kind": ["bug", "bill", ["bug", "bill"], {"not": "bug"}, {"present": True}, ["bug", "bill", "ask"]],
    "vip": [True, False, {"not": True}, {"present": False}],
    "users": [{"gt": 10}, {"le": 10}, {"gt": 20}, 10, {"gt": 20, "lt": 10}],
}
SEVERITIES: list[Any] = ["P0", "P1", "P2", ["P0", "P1"], {"not": "P0"}, "unclear", ["P0", "P1", "P2", "unclear"]]
LIMITS = (
    *("1 hour", "2 hours", "24 hours", "2 business hours", "4 business hours", "1 business day", "2 business days"),
    *("1 calendar day", "end of business day", "next business day by 16:00", "none"),
)
CALENDARS: Document = {
    "office": {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}},
    "short": {"tz": "UTC", "hours": {"mon-fri": "09:00-12:00", "sat": "10:00-12:00"}},
    "night": {"except": ["24x7", {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}]},
}
OWNERS = {"desk": "Desk", "lead": "Lead", "board": "Board"}
WARNINGS = ("75%", "1 hour left", "3 hours left", "4 business hours left", "8 business hours left", "1 hour late")


class Author:
    """Writes one policy."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.facts = chance.sample(list(FACTS), chance.choice((1, 2, 2, 3)))
        self.levels = chance.choice((["P0", "P1", "P2"], ["P0", "P1", "P2"], []))

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def test(self) -> Document:
        if self.often(0.3):
            return {"severity": self.chance.choice(SEVERITIES)}
        fact = self.chance.choice(self.facts)
        return {fact: self.chance.choice(TESTS[fact])}

    def condition(self, depth: int = 2) -> Document:
        form = self.chance.choice(("test", "test", "test", "all", "any", "not")) if depth else "test"
        if form == "test":
            return self.test()
        if form == "not":
            return {"not": self.condition(depth - 1)}
        return {form: [self.condition(depth - 1) for _ in range(2)]}

    def rows(self, key: str, among: Any, *, closed: float = 0.5) -> Any:
        """One value, or a list of rows of which the last one may be for all."""
        if self.often(0.4):
            return self.chance.choice(among)
        rows = [{"when": self.condition(), key: self.chance.choice(among)} for _ in range(self.chance.randint(1, 3))]
        return [*rows, {key: self.chance.choice(among)}] if self.often(closed) else rows

    def limits(self) -> Any:
        if self.levels and self.often(0.5):
            named = [each for each in (*self.levels, "unclear") if self.often(0.8)] or ["P0"]
            return {severity: self.chance.choice(LIMITS) for severity in named}
        return self.rows("limit", LIMITS)

    def signal(self, event: str) -> Any:
        return self.chance.choice((event, self.condition(), [event, self.condition()], [self.condition()]))

    def target(self, ending: str) -> Document:
        keys: Document = {"stop": ending if self.often(0.7) else self.signal(ending)}
        if self.often(0.15):
            keys |= {"every": self.limits(), "completed_by": self.signal("told")}
            keys |= {"last_round": "after_stop"} if self.often(0.3) else {}
        else:
            keys |= {"within": self.limits()}
        more: dict[str, tuple[float, Callable[[], Any]]] = {
            "start": (0.25, lambda: self.signal("created")),
            "pause": (0.25, lambda: self.signal("waiting")),
            "cancel": (0.1, lambda: self.signal("dropped")),
            "applies": (0.3, self.condition),
            "owner": (0.3, lambda: self.rows("owner", list(OWNERS))),
            "calendar": (0.3, lambda: self.rows("calendar", list(CALENDARS))),
            "warn": (0.4, lambda: self.chance.sample(WARNINGS, 2)),
            "on_change": (0.2, lambda: {"looser": "keep"}),
            "precedence": (0.1, lambda: self.chance.sample(["stop", "cancel", "reset", "pause", "start"], 5)),
            "day_ends": (0.2, lambda: "close"),
        }
        return keys | {key: made() for key, (share, made) in more.items() if self.often(share)}

    def level(self, number: int) -> Document:
        owner: Any = self.chance.choice(list(OWNERS))
        if self.often(0.6):
            owner = [self.level_owner() for _ in range(self.chance.randint(1, 3))]
        level: Document = {"name": f"level {number}", "owner": owner}
        if self.often(0.4):
            level["when"] = self.condition()
            if self.often(0.1):
                level["owner"] = [{"when": {"not": level["when"]}, "owner": owner}] if isinstance(owner, str) else owner
        return level

    def level_owner(self) -> Document:
        row: Document = {"owner": self.chance.choice(list(OWNERS))}
        row |= {"when": self.condition()} if self.often(0.6) else {}
        return row | ({"during": self.chance.choice(list(CALENDARS))} if self.often(0.4) else {})

    def rule(self, number: int, targets: list[str], levels: int) -> Document:
        rule: Document = {"id": f"rule {number}", "notify": self.chance.choice(list(OWNERS))}
        rule |= {"when": self.condition()} if self.often(0.7) else {}
        match self.chance.choice(("when", "on", "at", "wait")):
            case "at":
                return rule | {"target": self.chance.choice(targets), "at": self.chance.choice(("due", "75%"))}
            case "wait":
                level = {"level": f"level {self.chance.randrange(levels)}"} if self.often(0.5) else {}
                return rule | {"unacknowledged": "15 minutes"} | level
            case "when" if "when" in rule:
                return rule
        return rule | {"on": "asked"}

    def escalation(self, targets: list[str]) -> Document:
        levels = [self.level(number) for number in range(self.chance.randint(1, 3))]
        rules = [self.rule(number, targets, len(levels)) for number in range(self.chance.randint(0, 3))]
        return {"levels": levels, "rules": rules} | ({"empty": "wait"} if self.often(0.2) else {})

    def update(self, number: int) -> Document:
        facts = ["url", "eta", "key"]
        rule: Document = {"id": f"update {number}", "on": self.chance.sample(["replied", "told"], 1)}
        rule |= {"when": self.condition()} if self.often(0.6) else {}
        rule |= {"requires": [self.chance.sample(facts, self.chance.randint(1, 2))]} if self.often(0.6) else {}
        rule |= {"if_carries": ["eta"]} if self.often(0.15) else {}
        return rule | ({"forbids": self.chance.sample(facts, 1)} if self.often(0.6) else {})

    def document(self) -> Document:
        named = self.chance.sample(["reply", "triage", "solution"], self.chance.randint(1, 3))
        targets = {name: self.target("resolved" if name == "solution" else f"{name} done") for name in named}
        rules = [{"when": {"kind": TESTS["kind"][number]}, "then": "P0"} for number in range(self.chance.randint(0, 2))]
        document: Document = {
            "name": "random",
            "calendars": CALENDARS,
            "calendar": "office",
            "facts": FACTS,
            "severity": {"levels": self.levels, "rules": rules if self.levels else []},
            "targets": targets,
            "owners": OWNERS,
        }
        if self.often(0.5):
            document["escalation"] = self.escalation(named)
        if self.often(0.3):
            document["responsibilities"] = {"decide": [*self.deciding(), {"owner": "none"}]}
        if self.often(0.4):
            document["updates"] = [self.update(number) for number in range(self.chance.randint(1, 3))]
        if self.often(0.2):
            document["intake"] = {"rules": [{"when": self.condition(), "requires": ["site"]}]}
        return document

    def deciding(self) -> list[Document]:
        names = list(OWNERS)
        return [
            {"when": self.condition(), "owner": self.chance.choice(names)} for _ in range(self.chance.randint(1, 3))
        ]


def random_document(seed: str, number: int) -> Document:
    """A valid policy, the same for the same seed and number on every machine."""
    return Author(Random(f"{seed}:{number}")).document()
