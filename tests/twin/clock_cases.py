"""Policies and tickets for them, at random: every setting, and most events at an edge.

A case follows from its seed and number alone. Edges are openings, closings and offset changes of the case's calendar,
and, for the event that comes next, the deadline and the warnings that the twin knows of at that point.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random
from typing import Any, NamedTuple

from slapolicy import Event, Policy, Ticket
from slapolicy.targets import Target
from twin.bitmap_twin import WeeklyTwin
from twin.clock_answers import Answers
from twin.clock_hours import MINUTE, Outside
from twin.clock_rooms import BEFORE, Room, room
from twin.clock_targets import EVENTS, Drawn, random_target
from twin.clock_twin import Happening, Life

Record = tuple[int, str, dict[str, Any]]
"""An event as it is written: minutes since the first one, name, facts."""

SHARED = 8
"""So many cases have one calendar."""
FACTS: tuple[dict[str, Any], ...] = (
    {"severity": "P0"}, {"severity": "P1"}, {"severity": "P2"}, {"severity": "P0"}, {"severity": "P1"},
    {"severity": "P2"}, {"severity": "P9"}, {"severity": None}, {"plan": "pro"}, {"plan": "basic"},
    {"phase": "open"}, {"phase": "again"}, {"phase": None}, {"status": "solved"}, {"status": "waiting"},
    {"status": "waiting"}, {"status": "open"}, {"status": "open"}, {"heard": True}, {"heard": None}, {"team": "a"},
    {"team": "b"}, {"double": True}, {"double": None}, {"told": "yes"}, {"told": "no"},
)  # fmt: skip


MATRICES: dict[str, tuple[tuple[dict[str, Any], str], ...]] = {
    "stated": (),
    "by rules": (({"plan": "pro"}, "P0"), ({"team": "b"}, "P1"), ({"plan": "basic"}, "P2"), ({"told": "yes"}, "P0")),
}
"""Conditions with the severity that each gives; the highest counts (M1)."""


class Case(NamedTuple):
    """A policy's targets as documents, a ticket's events, and which settings took part in each target."""

    room: Room
    severity: str
    targets: dict[str, dict[str, Any]]
    events: tuple[Record, ...]
    seen: dict[str, frozenset[str]]

    def policy(self) -> Policy:
        calendars = {"d": self.room.other} | ({} if self.room.kind == "always" else {"c": self.room.calendar})
        rules = [{"when": when, "then": level} for when, level in MATRICES[self.severity]]
        document = {
            "slapolicy": 1,
            "name": "case",
            "calendars": calendars,
            "severity": {"levels": ["P0", "P1", "P2"]} | ({"rules": rules} if rules else {}),
            "targets": self.targets,
        }
        if not all(target.get("calendar") for target in self.targets.values()):
            document["calendar"] = "c" if "c" in calendars else "always"
        return Policy.from_dict(document)

    def ticket(self) -> Ticket:
        first = self.room.first
        return Ticket("T", [Event(name, first + timedelta(minutes=at), **facts) for at, name, facts in self.events])

    def answers(self, name: str, target: Target) -> Answers:
        mine = dict.fromkeys(("c", "always", None), self.room.twin)
        happened = happenings(self.events, MATRICES[self.severity])
        return Answers(name, Life(target, mine | {"d": self.room.other_twin}, list(happened)))


def happenings(events: Sequence[Record], matrix: Sequence[tuple[dict[str, Any], str]]) -> Iterator[Happening]:
    """The events in order of time, each with the facts that hold after it (C1) and the severity that they give."""
    facts: dict[str, Any] = {}
    for at, name, more in sorted(events, key=lambda event: event[0]):
        facts = {key: held for key, held in (facts | more).items() if held is not None}
        given = [level for when, level in matrix if when.items() <= facts.items()]
        severity = facts.get("severity", min(given, default=None))
        known = severity if severity in ("P0", "P1", "P2") else "unclear"
        yield Happening(at * MINUTE, name, facts | {"severity": known})


def random_case(seed: str, number: int) -> Case:
    random = Random(f"{seed}:{number}")
    here = room(seed, number // SHARED)
    severity = random.choice(("stated", "stated", "by rules"))
    shared = {f"hours={here.kind}", f"offset changes={here.changes}", f"severity={severity}"}
    case = Case(here, severity, {}, (), {})
    for name in ("t", "u", "v")[: random.choice((1, 1, 1, 2, 2, 3))]:
        drawn = Drawn(random)
        case.targets[name] = random_target(drawn, here.kind)
        case.seen[name] = frozenset(drawn.seen | shared)
    read = dict(case.policy().targets)
    at = (BEFORE - 2) * 1440 + random.choice((0, 540, 600, 1020, random.randrange(1440))) + 1440 * random.randrange(3)
    events: list[Record] = [(at, "created", random.choice(({}, {"phase": "open"})) | _facts(random, 0.8))]
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


def _next(case: Case, targets: dict[str, Target], at: int, random: Random) -> int:
    """The minute of the next event: the same one, an edge, a point of the clock, or some time later."""
    kind = random.random()
    if kind < 0.12:
        return at
    points: list[int] = []
    if kind < 0.4:
        points = edges_after(case.room.twin, at)
    elif kind < 0.7:
        name = random.choice(list(targets))
        points = [point // MINUTE for point in clock_points(case.answers(name, targets[name]), at * MINUTE)]
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


def clock_points(clock: Answers, at: int) -> list[int]:
    """Instants of the current answer at which something is due or passes."""
    try:
        answers = clock.at(at)
    except Outside:
        return []
    if not answers:
        return []
    last = answers[-1]
    points = [last[key] for key in ("due_at", "original_due_at", "if_resumed_now", "next_change_at")]
    return [point for point in [*points, *(at for _, at, _ in last["warnings"])] if point is not None]
