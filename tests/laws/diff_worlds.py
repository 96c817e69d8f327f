"""Small policies at random, of which every combination of facts can be tried at many starts; one thing is changed."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random
from typing import Any, NamedTuple

from slapolicy import Event, HorizonError, Policy, PolicyError, Ticket
from slapolicy.analysis import Diff

Document = dict[str, Any]

FACTS: dict[str, tuple[Any, ...]] = {"plan": (None, "free", "pro"), "users": (None, 9, 10, 11)}
STATED = (None, "P0", "P1", "unclear", "P9")
CONDITIONS = (
    {"plan": "pro"},
    {"plan": {"not": "pro"}},
    {"plan": ["free", "pro"]},
    {"plan": {"present": True}},
    {"not": {"plan": "free"}},
    {"users": {"ge": 10}},
    {"users": {"gt": 9, "le": 10}},
    {"users": {"lt": 10}},
    {"not": {"users": {"lt": 10}}},
    {"any": [{"plan": "pro"}, {"users": {"ge": 10}}]},
    {"plan": "pro", "users": {"ge": 10}},
    {"severity": "P0"},
    {"severity": ["P0", "P1"], "plan": "pro"},
)
LIMITS = (
    *("2 hours", "120 minutes", "24 hours", "2 business hours", "120 business minutes", "8 business hours"),
    *("1 business day", "2 business days", "1 calendar day", "7 calendar days", "1 week", "end of business day"),
    *("end of next business day", "next business day by 12:00", "next business day by 16:00", "0 business days"),
)
HOURS = (
    {"mon-fri": "09:00-17:00"},
    {"mon-fri": "09:00-12:00, 13:00-17:00"},
    {"mon-fri": "09:00-13:00, 13:00-17:00"},
    {"mon-sat": "09:00-17:00"},
    {"mon-fri": "22:00-06:00"},
    {"mon-sun": "00:00-24:00"},
)
HOLIDAYS: tuple[list[str], ...] = ([], ["2026-01-06"], ["yearly 01-06"], ["2026-01-06", "2026-01-09"], ["2028-02-29"])
ZONES = ("UTC", "Europe/Zurich", "Europe/Zurich", "America/New_York")
STARTS = tuple(
    datetime(2026, month, day, hour, minute, tzinfo=UTC)
    for month, day, hour, minute in (
        *((1, 2, 16, 0), (1, 3, 12, 0), (1, 5, 7, 59), (1, 5, 8, 0), (1, 5, 11, 30), (1, 5, 16, 0), (1, 5, 23, 30)),
        *((1, 6, 10, 0), (1, 7, 3, 0), (1, 8, 15, 59), (1, 9, 16, 0), (1, 11, 20, 0)),
        *((3, 27, 15, 0), (3, 28, 23, 30)),  # before the clock is put forward
    )
)


class World:
    """Writes one small policy, and another one that differs from it by one part that is written anew."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def one(self, among: Any) -> Any:
        return deepcopy(self.random.choice(among))

    def calendar(self) -> Document:
        return {"tz": self.one(ZONES), "hours": self.one(HOURS), "holidays": self.one(HOLIDAYS)}

    def limits(self) -> Any:
        form = self.random.randrange(3)
        if form == 0:
            return self.one(LIMITS)
        if form == 1:
            severities = self.random.sample(("P0", "P1", "unclear"), self.random.randint(1, 3))
            return {severity: self.one((*LIMITS, "none")) for severity in severities}
        rows = [{"when": self.one(CONDITIONS), "limit": self.one(LIMITS)} for _ in range(self.random.randint(1, 2))]
        return [*rows, {"limit": self.one((*LIMITS, "none"))}]

    def target(self) -> Document:
        target = {"start": "created", "stop": "replied", "within": self.limits()}
        if self.random.random() < 0.3:
            target["applies"] = self.one(CONDITIONS)
        if self.random.random() < 0.3:
            other = [{"when": self.one(CONDITIONS), "calendar": "other"}, {"calendar": "office"}]
            target["calendar"] = self.one((other, "other", "always"))
        if self.random.random() < 0.3:
            target["pause"] = self.one((self.one(CONDITIONS[:11]), "waiting"))
        if self.random.random() < 0.2:
            target["day_ends"] = "close"
        return target

    def severity(self) -> Document:
        rules = [{"when": self.one(CONDITIONS[:11]), "then": self.one(("P0", "P1"))} for _ in range(3)]
        combine = self.one(("highest", "first", "unique"))
        return {"levels": ["P0", "P1"], "rules": rules, "combine": combine, "otherwise": self.one(("P1", "unclear"))}

    def document(self) -> Document:
        return {
            "slapolicy": 1,
            "name": "small",
            "calendars": {"office": self.calendar(), "other": self.calendar()},
            "calendar": "office",
            "facts": {"plan": {"one_of": ["free", "pro"]}, "users": "number"},
            "severity": self.severity(),
            "targets": {"reply": self.target()},
        }

    def changed(self, document: Document) -> Document:
        """The document with one part written anew, or otherwise with the same meaning."""
        changed, target = deepcopy(document), self.target()
        match self.random.randrange(9):
            case 0:
                changed["calendars"]["office"] = self.calendar()
            case 1:
                changed["calendars"]["office"]["holidays"] = self.one(HOLIDAYS)
            case 2:
                changed["severity"] = self.severity()
            case 3:
                self.random.shuffle(changed["severity"]["rules"])
            case 4:
                changed["calendars"]["office again"] = changed["calendars"].pop("office")
                changed["calendar"] = "office again"
                changed["targets"] = _renamed(changed["targets"])
            case 5:
                changed["severity"]["rules"][0]["when"] = self.one(CONDITIONS[:11])
            case 6:
                changed["targets"]["reply"] = target
            case _:
                changed["targets"]["reply"]["within"] = target["within"]
        return changed


def _renamed(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _renamed(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_renamed(item) for item in part]
    return "office again" if part == "office" else part


def small_pair(seed: str, number: int) -> tuple[Policy, Policy]:
    """Two small policies, the same for the same seed and number on every machine."""
    world = World(Random(f"{seed}:{number}"))
    while True:
        try:
            document = world.document()
            return Policy.from_dict(document), Policy.from_dict(world.changed(document))
        except PolicyError:
            continue


class Seen(NamedTuple):
    """What trying everything showed of one severity: deadlines that are earlier in the new policy, and later ones."""

    earlier: list[Ticket]
    later: list[Ticket]


def try_everything(old: Policy, new: Policy, found: Diff) -> Iterator[str]:
    """All that a diff says falsely: every combination of facts is tried at every start of the grid."""
    seen: dict[str, Seen] = {}
    for plan, users, stated in product(FACTS["plan"], FACTS["users"], STATED):
        facts = {"plan": plan, "users": users, "severity": stated}
        for start in STARTS:
            ticket = Ticket("T", [Event("created", start, **facts)])
            try:
                before, after = (policy.evaluate(ticket, at=start) for policy in (old, new))
            except HorizonError:
                continue
            if before.severity != after.severity:
                if not found.of("severity"):
                    yield f"severities differ, and no change is told: {ticket!r}"
                continue
            due = before.clocks["reply"].due_at, after.clocks["reply"].due_at
            end = start + timedelta(days=10_000)
            one_sided = seen.setdefault(before.severity, Seen([], []))
            if (due[1] or end) < (due[0] or end):
                one_sided.earlier.append(ticket)
            if (due[1] or end) > (due[0] or end):
                one_sided.later.append(ticket)
    for severity, (earlier, later) in seen.items():
        verdict = found.verdict("reply", severity)
        if earlier and verdict in ("equal", "looser") and not found.of("signal"):
            yield f"{verdict} at {severity}, and the new deadline is earlier: {earlier[0]!r}"
        if later and verdict in ("equal", "stricter") and not found.of("signal"):
            yield f"{verdict} at {severity}, and the new deadline is later: {later[0]!r}"
