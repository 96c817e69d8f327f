"""Policies with a ladder and tickets for them, at random: every setting, and most events at an edge.

A case follows from its seed and number alone. Edges are the minutes in which something waits or would happen, openings,
closings and hand-overs, a minute beside one, and the very minute of the event before.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple

from slapolicy import Event, Policy, Ticket
from slapolicy.calendars import ALWAYS
from slapolicy.clocks import Run
from slapolicy.clocks.cycles import Cycle
from slapolicy.escalation.owners import Owner
from slapolicy.moments import moments
from slapolicy.targets import Threshold, ThresholdKind
from twin.ladder_twin import Given, Happening, LadderTwin, Told

MINUTE = timedelta(minutes=1)
FIRST = datetime(2026, 3, 23, tzinfo=UTC)  # a Monday; clocks are changed in Europe on the Sunday after
AHEAD = 3 * 1440
"""So far ahead is compared."""

CALENDARS: dict[str, dict[str, Any]] = {
    "office": {"tz": "Europe/Zurich", "hours": {"mon-fri": "09:00-17:00"}},
    "split": {"tz": "UTC", "hours": {"mon-sat": "08:00-12:00, 13:00-17:00"}, "holidays": {"2026-03-25": "Fair"}},
    "night": {"tz": "America/New_York", "hours": {"mon-sun": "22:00-06:00"}},
    "brief": {"tz": "UTC", "hours": {"mon-sun": "09:00-09:40, 15:00-15:20"}},
}
PLACES = (*CALENDARS, "always")
PLAIN = {"desk": "Desk", "engineer": "Engineer", "board": "Board"}
TIMES = ("0 minutes", "5 minutes", "15 minutes", "20 minutes", "1 hour", "7 hours", "26 hours",
         "30 business minutes", "2 business hours", "9 business hours", "1 business day", "1 calendar day",
         "end of business day", "next business day by 16:00")  # fmt: skip
CONDITIONS: tuple[dict[str, Any], ...] = (
    {"vip": True}, {"legal": True}, {"severity": "P0"}, {"severity": "P1"}, {"part": "storage"}, {"part": "login"},
    {"not": {"part": "storage"}}, {"any": [{"vip": True}, {"severity": "P0"}]},
)  # fmt: skip
FACTS: tuple[dict[str, Any], ...] = (
    {"vip": True}, {"vip": False}, {"vip": None}, {"legal": True}, {"legal": None}, {"severity": "P0"},
    {"severity": "P1"}, {"severity": None}, {"part": "storage"}, {"part": "login"}, {"part": None},
    {"waiting": True}, {"waiting": None}, {"part": "login", "vip": True},
)  # fmt: skip
EVENTS = ("changed",) * 8 + ("acknowledged",) * 3 + ("escalated",) * 4 + ("assigned",) * 3 + (
    "resolved", "closed", "reopened", "reopened", "posted", "replied", "alarm", "alarm", "on_hold", "resumed",
)  # fmt: skip
FOLLOWED = {"assigned": "escalated", "acknowledged": "reopened", "resolved": "acknowledged", "closed": "reopened"}
"""What often comes next: what an event began, the next one may end. After others, facts change."""


def _rotation(number: int) -> dict[str, Any]:
    random = Random(f"rotation {number}")
    turns: dict[str, Any] = {
        "participants": random.sample(("Ada", "Grace", "Lin", "Joan"), random.randint(1, 3)),
        "every": random.choice(("90 minutes", "8 hours", "12 hours", "1 calendar day", "1 week")),
        "starts": random.choice(("2026-03-16 09:00", "2026-03-20 02:30", "2026-03-24 12:00", "2026-03-27 09:00")),
        "tz": random.choice(("Europe/Zurich", "UTC", "America/New_York", "Australia/Sydney")),
    }
    if number % 3:
        hours = random.choice(("09:00-17:00", "18:00-08:00", "09:00-10:00", "02:00-03:30, 12:00-13:00"))
        turns["restrictions"] = {random.choice(("mon-sun", "mon-fri", "tue-thu")): hours}
    if random.random() < 0.4:
        turns["overrides"] = [{"from": "2026-03-25 09:00", "to": "2026-03-25 21:00", "owner": "Mary"}]
    return {"rotation": turns}


TURNS = [_rotation(number) for number in range(12)]
PEOPLE = [Owner.read(turns) for turns in TURNS]


@lru_cache(maxsize=1_000_000)
def duty(number: int, minute: int) -> str | None:
    return PEOPLE[number].on_duty("", FIRST + MINUTE * minute)


class Case(NamedTuple):
    """A policy as a document, which rotation each role has, and the ticket's events: minute, name, facts."""

    document: dict[str, Any]
    people: dict[str, int]
    events: list[tuple[int, str, dict[str, Any]]]


class Known(NamedTuple):
    """What the twin says after an event: the steps so far and, if it is the last event, those ahead.

    `waiting` has the minutes for which rules wait, `who` who answers in each minute, `changes` when and to whom
    that changes.
    """

    at: int
    past: list[Told]
    ahead: list[Told]
    waiting: list[int]
    who: list[str | None]
    changes: list[tuple[int, str | None]]


class Played:
    """A policy, and the twin that goes along its ladder, event by event."""

    def __init__(self, document: dict[str, Any], people: dict[str, int]) -> None:
        self.document, self.people = document, people
        self.policy = Policy.from_dict(document)
        assert self.policy.escalation is not None
        self.events: list[tuple[int, str, dict[str, Any]]] = []
        self.known: list[Known] = []
        self.runs = {name: Run(target, self.named) for name, target in self.policy.targets.items()}
        self.is_open = lru_cache(None)(lambda name, at: self.named(name).is_open(FIRST + MINUTE * at))
        self.add = lru_cache(None)(lambda name, at, length: minutes(self.named(name).add(FIRST + MINUTE * at, length)))
        self.twin = LadderTwin(self.policy.escalation, Given(self.is_open, self.add, self.on_duty))

    def named(self, name: str | None) -> Any:
        name = name or self.document["calendar"]
        return self.policy.calendars.get(name, ALWAYS)

    def on_duty(self, role: str | None, minute: int) -> str | None:
        return duty(self.people[role], minute) if role in self.people else role

    def ticket(self) -> Ticket:
        return Ticket("T", [Event(name, FIRST + MINUTE * at, **facts) for at, name, facts in self.events])

    def take(self, at: int, name: str, facts: dict[str, Any]) -> None:
        """One more event, not before the one before."""
        if self.events:
            self.twin.pass_time(at)
        self.events.append((at, name, facts))
        moment = moments(self.ticket(), self.policy.severity, FIRST + MINUTE * at)[-1]
        for run in self.runs.values():
            run.take(moment)
        self.twin.take(Happening(at, name, moment.own, moment.facts, dict(self.points())))
        waiting = [when for when, _, _ in self.twin.waiting()]
        past, ahead = list(self.twin.steps), self.twin.ahead(at + AHEAD)
        who = self.responsible(at, past[-1].owner, ahead)
        changes = [(at + k, who[k]) for k in range(1, AHEAD) if who[k] != who[k - 1]]
        self.known.append(Known(at, past, ahead, waiting, who, changes))

    def responsible(self, since: int, role: str | None, ahead: list[Told]) -> list[str | None]:
        """Minute by minute, who answers: the person on duty for the owner of the last step so far."""
        found = []
        coming = list(reversed(ahead))
        for minute in range(since, since + AHEAD):
            while coming and coming[-1].at <= minute:
                role = coming.pop().owner
            found.append(duty(self.people[role], minute) if role in self.people else role)
        return found

    def points(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """For each rule of a clock, the open cycle, and when it passes the rule's point."""
        assert self.policy.escalation is not None
        for rule in self.policy.escalation.rules:
            if rule.target is None or (cycle := open_cycle(self.runs[rule.target])) is None:
                continue
            own = rule.calendar is None or rule.after is None
            point = rule.at or Threshold(ThresholdKind.LATE, amount=rule.after if own else None)
            at = cycle.promise().passes(point)
            if at is not None:
                passed = at if own else self.named(rule.calendar).add(at, rule.after)
                yield rule.id, (cycle.number, minutes(passed))


def open_cycle(run: Run) -> Cycle | None:
    return run.cycles[-1] if run.state in ("running", "paused") else None


def minutes(at: datetime) -> int:
    whole, rest = divmod(at - FIRST, MINUTE)
    assert not rest, at
    return whole


def random_case(seed: str, number: int) -> Played:
    """The case of a number, whatever the number of jobs, played."""
    random = Random(f"{seed}:{number}")
    people = {role: random.randrange(len(TURNS)) for role in ("on call", "lead")}
    played = Played(_document(random, people), people)
    at = random.randrange(6 * 1440) if random.random() < 0.3 else random.choice(_edges(0, 6 * 1440))
    first = {key: held for key, held in (_facts(random) | _facts(random)).items() if held is not None}
    name = "created" if random.random() < 0.9 else random.choice(EVENTS)
    played.take(at, name, first)
    for _ in range(random.choice((0, 1, 2, 3, 4, 6, 8, 12))):
        name = FOLLOWED.get(name, "changed") if random.random() < 0.3 else random.choice(EVENTS)
        played.take(_later(random, played), name, _own(random, name, played))
    return played


def _later(random: Random, played: Played) -> int:
    """The minute of the next event."""
    last = played.known[-1]
    soon = [at for at in (*last.waiting, *(step.at for step in last.ahead)) if last.at <= at < last.at + AHEAD // 2]
    drawn = random.random()
    if drawn < 0.12:
        return last.at
    if drawn < 0.6 and soon:
        return max(last.at, random.choice(soon[:6]) + random.choice((-1, 0, 0, 0, 1)))
    if drawn < 0.75:
        return random.choice(_edges(last.at, last.at + 1440) or [last.at + 5])
    return last.at + random.choice((1, 5, 14, 15, 16, 60, random.randrange(1440)))


@lru_cache(maxsize=4096)
def _all_edges() -> tuple[int, ...]:
    """Openings, closings and hand-overs."""
    found = set()
    for name in CALENDARS:
        calendar = Policy.from_dict({"slapolicy": 1, "name": "edges", "calendars": CALENDARS}).calendars[name]
        states = [calendar.is_open(FIRST + MINUTE * at) for at in range(0, 14 * 1440, 5)]
        found |= {at * 5 for at in range(1, len(states)) if states[at] != states[at - 1]}
    for number in range(len(TURNS)):
        who = [duty(number, at) for at in range(0, 14 * 1440, 5)]
        found |= {at * 5 for at in range(1, len(who)) if who[at] != who[at - 1]}
    return tuple(sorted(found))


def _edges(since: int, until: int) -> list[int]:
    return [at for at in _all_edges() if since <= at < until]


def _facts(random: Random) -> dict[str, Any]:
    return dict(random.choice(FACTS))


def _own(random: Random, name: str, played: Played) -> dict[str, Any]:
    """The facts of an event."""
    facts = _facts(random) if name == "changed" or random.random() < 0.2 else {}
    facts |= _facts(random) if random.random() < 0.3 else {}
    if name == "assigned" and random.random() < 0.9:
        facts["owner"] = random.choice(("Kim", "desk", "on call", "lead"))
    if name == "escalated" and random.random() < 0.6:
        names = [level["name"] for level in played.document["escalation"]["levels"]]
        facts["level"] = random.choice((*names, *names, "nowhere", None))
    return facts


def _document(random: Random, people: dict[str, int]) -> dict[str, Any]:
    names = [f"L{place}" for place in range(random.choice((1, 2, 2, 3, 3, 3, 4, 5)))]
    escalation: dict[str, Any] = {
        "levels": [_level(random, name) for name in names],
        "rules": [_rule(random, f"r{place}", names) for place in range(random.choice((0, 1, 2, 3, 3, 4, 5, 6)))],
    }
    settings = {
        "routed": ("when_reached", "on_arrival"),
        "empty": ("skip", "wait"),
        "acknowledged_for": TIMES,
        "passes": (1, 2, 3),
    }
    escalation |= {key: random.choice(options) for key, options in settings.items() if random.random() < 0.5}
    return {
        "slapolicy": 1,
        "name": "case",
        "calendars": CALENDARS,
        "calendar": random.choice(PLACES),
        "severity": {"levels": ["P0", "P1"]},
        "targets": _targets(random),
        "owners": PLAIN | {role: TURNS[number] for role, number in people.items()},
        "escalation": escalation,
    }


ROLES = (*PLAIN, "on call", "on call", "lead")


def _level(random: Random, name: str) -> dict[str, Any]:
    level: dict[str, Any] = {"name": name, "owner": random.choice(ROLES)}
    if random.random() < 0.65:
        level["owner"] = [_owner(random) for _ in range(random.choice((1, 2, 2, 3)))]
    if random.random() < 0.3:
        level["when"] = random.choice(CONDITIONS)
    if random.random() < 0.4:
        level["respond"] = random.choice(TIMES)
    if random.random() < 0.3:
        level["kind"] = random.choice(("hierarchic", "functional"))
    return level


def _owner(random: Random) -> dict[str, Any]:
    owner: dict[str, Any] = {"owner": random.choice(ROLES)}
    if random.random() < 0.65:
        owner["when"] = random.choice(CONDITIONS)
    if random.random() < 0.5:
        owner["during"] = random.choice(PLACES)
    return owner


TRIGGERS = ("when", "on", "unacknowledged", "unresolved") * 2 + ("at", "after")


def _rule(random: Random, name: str, levels: list[str]) -> dict[str, Any]:
    trigger = random.choice(TRIGGERS)
    rule: dict[str, Any] = {"id": name}
    if trigger == "when" or random.random() < 0.35:
        rule["when"] = random.choice(CONDITIONS)
    if trigger == "on":
        named = (
            "alarm",
            "changed",
            "escalated",
            ["alarm", "reopened"],
            ["assigned", "created"],
            ["changed", "resolved"],
        )
        rule["on"] = random.choice(named)
    if trigger in ("at", "after"):
        rule["target"] = random.choice(("resolution", "reply", "updates"))
        rule[trigger] = random.choice(("due", "75%", "50%", "10%", "100%") if trigger == "at" else TIMES[:9])
    if trigger in ("unacknowledged", "unresolved"):
        rule[trigger] = random.choice(TIMES)
        rule["since"] = random.choice(("level", "arrival", "trigger") if "when" in rule else ("level", "arrival"))
        if random.random() < 0.3:
            rule["level"] = random.choice(levels)
    if trigger in ("after", "unacknowledged", "unresolved") and random.random() < 0.4:
        rule["calendar"] = random.choice(PLACES)
    does = {
        "to": ("next", "next", *levels),
        "notify": (*PLAIN, ["board", "lead"]),
        "page": ("on call", ["lead", "desk"]),
    }
    for key in random.choice((("to",), ("to",), ("to", "notify"), ("to", "page"), ("notify",), ("notify", "page"))):
        rule[key] = random.choice(does[key])
    if "to" in rule and random.random() < 0.3:
        rule["passes"] = random.choice((1, 2, 3))
    return rule


LIMITS = ("20 minutes", "1 hour", "4 hours", "20 business minutes", "2 business hours", "10 business hours")


def _targets(random: Random) -> dict[str, Any]:
    def limit() -> Any:
        by_severity = {severity: random.choice(LIMITS) for severity in ("P0", "P1", "unclear")}
        return random.choice((by_severity, random.choice(LIMITS)))

    pause = random.choice(("on_hold", {"waiting": True}))
    changes = {key: random.choice(("carry", "restart", "keep")) for key in ("stricter", "looser")}
    targets: dict[str, dict[str, Any]] = {
        "resolution": {"stop": ["resolved", "closed"], "pause": pause, "within": limit()},
        "reply": {"stop": "replied", "within": limit(), "reset": "alarm"},
        "updates": {"every": limit(), "completed_by": "posted", "stop": "resolved"},
    }
    for target in targets.values():
        target["on_change"] = changes
        if random.random() < 0.4:
            target["calendar"] = random.choice(PLACES)
    targets["resolution"]["on_reopen"] = random.choice(("resume", "new_cycle", "ignore"))
    return targets
