"""Policies of one target and tickets for it, at random: every setting, and most events at an edge.

A case follows from its seed and number alone. Edges are openings, closings and offset changes of the case's calendar,
and, for the event that comes next, the deadline and the warnings that the twin knows of at that point.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from slapolicy import Event, Policy, Ticket
from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.targets import Target
from twin.bitmap_twin import WeeklyTwin, clock
from twin.clock_tape import MINUTE, Outside
from twin.clock_twin import Happening, Life
from twin.sheets import Sheet, random_sheet

Record = tuple[int, str, dict[str, Any]]
"""An event as it is written: minutes since the first one, name, facts."""

BEFORE, DAYS = 12, 66
SHARED = 8
"""So many cases have one calendar."""
PLACES = (
    ("America/New_York", "2026-03-08T07:00"),
    ("America/New_York", "2026-11-01T06:00"),
    ("Europe/Zurich", "2026-03-29T01:00"),
    ("Europe/Zurich", "2026-10-25T01:00"),
    ("Australia/Lord_Howe", "2026-10-03T15:30"),
    ("Australia/Lord_Howe", "2026-04-04T15:00"),
    ("Pacific/Apia", "2011-12-30T10:00"),
    ("America/Sao_Paulo", "2018-11-04T03:00"),
    ("America/Havana", "2024-03-10T05:00"),
    ("Africa/Casablanca", "2024-03-10T02:00"),
    ("UTC", "2026-01-01T00:00"),
    ("Asia/Kathmandu", "2024-02-29T00:00"),
)  # fmt: skip
WEEKS: dict[str, tuple[tuple[tuple[int, int], ...], ...]] = {
    "office": (((540, 1020),),) * 5 + ((),) * 2,
    "split": (((540, 750), (810, 1080)),) * 5 + (((600, 840),), ()),
    "night": (((1320, 1800),),) * 7,
    "24x7": (((0, 1440),),) * 7,
    "weekdays": (((0, 1440),),) * 5 + ((),) * 2,
}


class Room(NamedTuple):
    """A calendar, its twin, and what is around an offset change."""

    kind: str
    zone: str
    sheet: Sheet
    calendar: Calendar
    twin: WeeklyTwin
    first: datetime
    changes: bool
    other: Calendar
    other_twin: WeeklyTwin


@lru_cache(maxsize=8)
def room(seed: str, number: int) -> Room:
    random = Random(f"{seed}:room:{number}")
    zone, change = random.choice(PLACES)
    middle = datetime.fromisoformat(change).replace(tzinfo=UTC)
    first = (middle - timedelta(days=BEFORE)).replace(hour=0, minute=0)
    kind = random.choice((*WEEKS, "odd", "odd", "odd", "always"))
    sheet = Sheet("UTC", WEEKS["24x7"])
    if kind == "odd":
        sheet = random_sheet(random, zone, middle.toordinal())
    elif kind != "always":
        sheet = Sheet(zone, WEEKS[kind])
    twin = sheet.twin(clock(ZoneInfo(sheet.zone), first, DAYS))
    calendar = ALWAYS if kind == "always" else sheet.calendar()
    second = Sheet(sheet.zone, WEEKS[random.choice([each for each in WEEKS if each != kind])])
    if kind == "always":
        second = second._replace(week=WEEKS["night"])
    return Room(
        kind,
        sheet.zone,
        sheet,
        calendar,
        twin,
        first,
        len(twin.clock.stretches) > 1,
        second.calendar(),
        second.twin(clock(ZoneInfo(second.zone), first, DAYS)),
    )


EVENTS = {
    "start": "created", "stop": "resolved", "pause": "on_hold", "resume": "resumed", "reset": "moved",
    "cancel": "merged", "reopen": "reopened", "completed_by": "posted",
}  # fmt: skip
HOLDS: dict[str, dict[str, Any]] = {
    "start": {"phase": "open"}, "stop": {"status": "solved"}, "pause": {"status": "waiting"},
    "resume": {"heard": True}, "reset": {"team": "b"}, "cancel": {"double": True}, "reopen": {"phase": "again"},
    "completed_by": {"told": "yes"},
}  # fmt: skip
FACTS: tuple[dict[str, Any], ...] = (
    {"severity": "P0"}, {"severity": "P1"}, {"severity": "P2"}, {"severity": "P0"}, {"severity": "P1"},
    {"severity": "P2"}, {"severity": "P9"}, {"severity": None}, {"plan": "pro"}, {"plan": "basic"},
    {"phase": "open"}, {"phase": "again"}, {"phase": None}, {"status": "solved"}, {"status": "waiting"},
    {"status": "waiting"}, {"status": "open"}, {"status": "open"}, {"heard": True}, {"heard": None}, {"team": "a"},
    {"team": "b"}, {"double": True}, {"double": None}, {"told": "yes"}, {"told": "no"},
)  # fmt: skip
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


class Case(NamedTuple):
    """A policy's target as a document, a ticket's events, and which settings took part."""

    room: Room
    target: dict[str, Any]
    events: tuple[Record, ...]
    seen: frozenset[str] = frozenset()

    def policy(self) -> Policy:
        calendars = {"d": self.room.other} | ({} if self.room.kind == "always" else {"c": self.room.calendar})
        document = {
            "slapolicy": 1,
            "name": "case",
            "calendars": calendars,
            "severity": {"levels": ["P0", "P1", "P2"]},
            "targets": {"t": self.target},
        }
        if not self.target.get("calendar"):
            document["calendar"] = "c" if "c" in calendars else "always"
        return Policy.from_dict(document)

    def ticket(self) -> Ticket:
        first = self.room.first
        return Ticket("T", [Event(name, first + timedelta(minutes=at), **facts) for at, name, facts in self.events])

    def life(self, target: Target) -> Life:
        mine = dict.fromkeys(("c", "always", None), self.room.twin)
        return Life(target, mine | {"d": self.room.other_twin}, list(happenings(self.events)))


def happenings(events: Sequence[Record]) -> Iterator[Happening]:
    """The events in order of time, each with the facts that hold after it (C1)."""
    facts: dict[str, Any] = {}
    for at, name, more in sorted(events, key=lambda event: event[0]):
        facts = {key: held for key, held in (facts | more).items() if held is not None}
        severity = facts.get("severity")
        known = severity if severity in ("P0", "P1", "P2") else "unclear"
        yield Happening(at * MINUTE, name, facts | {"severity": known})


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
            return self.random.choice(LIMITS[self.one("limit", *kinds)])

        shape = self.one("limits", "one", "table", "rows")
        if shape == "one":
            return limit()
        if shape == "table":
            levels = self.random.sample(["P0", "P1", "P2", "unclear"], self.random.choice((2, 3, 3, 4)))
            return {level: limit() for level in levels}
        whens: list[dict[str, Any]] = [
            {"severity": "P0"}, {"severity": ["P0", "P1"]}, {"plan": "pro"}, {"severity": "P1", "plan": "basic"}, {},
        ]  # fmt: skip
        rows = self.random.sample(whens, self.random.choice((2, 3, 4)))
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
    if drawn.one("applies", "always", "condition") == "condition":
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


def random_case(seed: str, number: int) -> Case:
    random = Random(f"{seed}:{number}")
    here = room(seed, number // SHARED)
    drawn = Drawn(random)
    drawn.seen |= {f"hours={here.kind}", f"offset changes={here.changes}"}
    target = random_target(drawn, here.kind)
    case = Case(here, target, (), frozenset(drawn.seen))
    read = case.policy().targets["t"]
    at = (BEFORE - 2) * 1440 + random.choice((0, 540, 600, 1020, random.randrange(1440))) + 1440 * random.randrange(3)
    events: list[Record] = [(at, "created", _facts(random, 0.8))]
    for _ in range(random.choice((1, 2, 3, 4, 6, 8, 10))):
        at = _next(case._replace(events=tuple(events)), read, at, random)
        named = random.choice((*EVENTS.values(), "replied", "customer_replied", "all", "changed", "changed", "changed"))
        events.append((at, named, _facts(random, 0.9 if named == "changed" else 0.3)))
    return case._replace(events=tuple(events))


def _facts(random: Random, chance: float) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    while random.random() < chance:
        facts |= random.choice(FACTS)
        chance *= 0.5
    return facts


def _next(case: Case, target: Target, at: int, random: Random) -> int:
    """The minute of the next event: the same one, an edge, a point of the clock, or some time later."""
    kind = random.random()
    if kind < 0.12:
        return at
    points: list[int] = []
    if kind < 0.4:
        points = edges_after(case.room.twin, at)
    elif kind < 0.7:
        points = [point // MINUTE for point in clock_points(case.life(target), at * MINUTE)]
    points = [point for point in points if at <= point < at + 5 * 1440]
    if points:
        return max(at, random.choice(points) + random.choice((0, 0, 0, 0, -1, 1)))
    return at + random.choice((1, 15, 60, random.randrange(600), random.randrange(2 * 1440)))


def edges_after(twin: WeeklyTwin, at: int) -> list[int]:
    """The next openings, closings and offset changes, in minutes."""
    found = [stretch.start for stretch in twin.clock.stretches[1:] if stretch.start >= at]
    here = at
    for _ in range(4):
        here = twin.open.find(0 if twin.open[here] else 1, here)
        if here < 0:
            break
        found.append(here)
    return found


def clock_points(life: Life, at: int) -> list[int]:
    """Instants of the current answer at which something is due or passes."""
    try:
        answers = life.answers(at)
    except Outside:
        return []
    if not answers:
        return []
    last = answers[-1]
    points = [last[key] for key in ("due_at", "original_due_at", "if_resumed_now", "next_change_at")]
    return [point for point in [*points, *(at for _, at, _ in last["warnings"])] if point is not None]
