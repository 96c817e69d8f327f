"""Targets at random, as documents: each setting in every value, and what was drawn."""

from collections.abc import Sequence
from random import Random
from typing import Any

EVENTS = {
    "start": "created", "stop": "resolved", "pause": "on_hold", "resume": "resumed", "reset": "moved",
    "cancel": "merged", "reopen": "reopened", "completed_by": "posted",
}  # fmt: skip
HOLDS: dict[str, dict[str, Any]] = {
    "start": {"phase": "open"}, "stop": {"status": "solved"}, "pause": {"status": "waiting"},
    "resume": {"heard": True}, "reset": {"team": "b"}, "cancel": {"double": True}, "reopen": {"phase": "again"},
    "completed_by": {"told": "yes"},
}  # fmt: skip
LIMITS = {
    "elapsed": ("1 minute", "30 minutes", "90 minutes", "2 hours", "7 hours", "26 hours", "50 hours"),
    "working time": ("1 business minute", "45 business minutes", "2 business hours", "17 business hours"),
    "working days": ("0 business days", "1 business day", "2 business days", "3 business days"),
    "calendar days": ("1 calendar day", "2 calendar days", "1 week"),
    "end of day": ("end of business day",),
    "end of next day": ("end of next business day",),
    "next day by": ("next business day by 16:00", "next business day by 02:30", "next business day by 00:00"),
    "none": ("none",),
}  # fmt: skip
EVEN = ("elapsed", "working time", "none")
WARNINGS = {
    "share": ("75%", "50%", "100%", "33.3333%", "0.0001%"),
    "left": ("1 hour left", "20 minutes left", "1 minute left", "9 hours left"),
    "business left": ("1 business hour left", "9 business hours left", "1 business minute left"),
    "late": ("0 minutes late", "1 hour late", "1 minute late"),
    "business late": ("1 business hour late", "3 business hours late"),
    "every late": ("every 1 hour late", "every 37 minutes late"),
    "every business late": ("every 1 business hour late", "every 47 business minutes late"),
}  # fmt: skip
TRANSFERS = ("carry", "restart", "proportional", "keep")
MOVES = ("stop", "cancel", "reset", "pause", "start")


class Drawn:
    """Draws a target's settings and keeps what was drawn."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.seen: set[str] = set()

    def one(self, setting: str, *among: str) -> str:
        drawn = self.random.choice(among)
        self.seen.add(f"{setting}={drawn}")
        return drawn

    def signal(self, key: str, *among: str) -> dict[str, Any]:
        how = self.one(key, *among)
        if how in ("none", "default"):
            return {}
        parts: list[Any] = [EVENTS[key]] if how in ("event", "both") else []
        parts += [HOLDS[key]] if how in ("condition", "both") else []
        if key == "stop" and how != "condition" and self.one("stop ends", "yes", "no") == "no":
            parts[0] = "replied"
        if key != "resume" and self.random.random() < 0.2:
            parts.append("all")
        self.random.shuffle(parts)
        return {key: parts[0] if len(parts) == 1 else parts}

    def limits(self, kinds: Sequence[str]) -> object:
        def limit() -> str:
            return self.random.choice(LIMITS[self.one("limit", *kinds, *(kind for kind in kinds if kind != "none"))])

        shape = self.one("limits", "one", "table", "rows")
        if shape == "one":
            return limit()
        if shape == "table":
            levels = self.random.sample(["P0", "P1", "P2", "unclear"], self.random.choice((2, 3, 4, 4)))
            return {level: limit() for level in levels}
        whens: list[dict[str, Any]] = [
            {"severity": "P0"}, {"severity": ["P0", "P1"]}, {"plan": "pro"}, {"severity": "P1", "plan": "basic"}, {},
        ]  # fmt: skip
        rows = self.random.sample(whens, self.random.choice((2, 4, 5)))
        return [{"limit": limit()} | ({"when": when} if when else {}) for when in rows]


def random_target(drawn: Drawn, calendar: str) -> dict[str, Any]:
    """A target's document: each setting in every value."""
    random = drawn.random
    target: dict[str, Any] = {}
    target |= drawn.signal("start", "event", "event", "condition", "both")
    for key in ("pause", "reset", "cancel"):
        target |= drawn.signal(key, "none", "event", "condition", "both")
    target |= drawn.signal("resume", "default", "event", "condition", "both")
    target |= drawn.signal("reopen", "default", "event", "condition", "both")
    if drawn.one("kind", "within", "within", "every") == "within":
        target |= drawn.signal("stop", "event", "condition", "both")
        target["within"] = drawn.limits(tuple(LIMITS))
    else:
        target |= drawn.signal("stop", "none", "event", "condition", "both")
        target |= drawn.signal("completed_by", "event", "condition", "both")
        target["counted_from"] = drawn.one("counted_from", "completion", "grid")
        target["last_round"] = drawn.one("last_round", "none", "after_stop")
        target["every"] = drawn.limits(EVEN if target["counted_from"] == "grid" else tuple(LIMITS))
    target["on_change"] = {side: drawn.one(side, *TRANSFERS) for side in ("stricter", "looser")}
    if (again := drawn.one("on_reopen", "default", "resume", "new_cycle", "ignore")) != "default":
        target["on_reopen"] = again
    target["strict"] = drawn.one("strict", "no", "yes") == "yes"
    target["day_ends"] = drawn.one("day_ends", "same_time", "close")
    if drawn.one("applies", "always", "always", "always", "condition") == "condition":
        target["applies"] = random.choice(({"severity": ["P0", "P1"]}, {"not": {"plan": "basic"}}))
    kinds = random.sample(list(WARNINGS), random.choice((0, 1, 2, 3, 4)))
    drawn.seen |= {f"warn={kind}" for kind in kinds} or {"warn=none"}
    target["warn"] = [random.choice(WARNINGS[kind]) for kind in kinds]
    order = random.sample(MOVES, 5) if random.random() < 0.7 else list(MOVES)
    target["precedence"] = order
    drawn.seen |= {f"{a}, {b}={order.index(a) < order.index(b)}" for a in MOVES for b in MOVES if a < b}
    name = "always" if calendar == "always" else "c"
    match drawn.one("calendar", "policy's", "own", "by condition"):
        case "own":
            target["calendar"] = name
        case "by condition":
            names = [name, "d"]
            random.shuffle(names)
            when = random.choice(({"team": "b"}, {"plan": "pro"}, {"severity": ["P0", "unclear"]}))
            target["calendar"] = [{"when": when, "calendar": names[0]}, {"calendar": names[1]}]
    return target
