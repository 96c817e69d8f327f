"""Pairs of policies at random of which one is the other with one thing changed, and tickets to ask both about."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from documents.random_policies import EVENTS, Author, Document
from slapolicy import ClockReport, Decision, Event, HorizonError, Policy, PolicyError, Ticket
from slapolicy.analysis import Diff
from slapolicy.analysis.diffs import Change
from slapolicy.analysis.diffs.climbs import ladder_in_words
from slapolicy.conditions import Op, Test

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
_PARTS = ("severity", "escalation", "updates", "intake", "responsibilities", "availability", "goals", "facts")


def random_pair(seed: str, number: int) -> tuple[Policy, Policy]:
    """A random policy, and the same with one part, one key or one name of it written anew."""
    random = Random(f"{seed}:{number}")
    author = Author(random)
    document = author.document()
    old = Policy.from_dict(document)
    while True:
        changed = deepcopy(document)
        _change(changed, author, random)
        try:
            return old, Policy.from_dict(changed)
        except PolicyError:
            continue


def _change(document: Document, author: Author, random: Random) -> None:
    """One change, at random; it may mean nothing, and it may not be valid."""
    targets, name = document["targets"], random.choice(list(document["targets"]))
    match random.randrange(8):
        case 0:
            targets[name] = author.target()
        case 1 | 2 | 3:
            other = author.target()
            key = random.choice(list(other))
            targets[name][key] = other[key]
        case 4:
            targets[name].pop(random.choice(list(targets[name])))
        case 5:
            document["calendars"][random.choice(list(document["calendars"]))] = author.calendar()
        case 6:
            targets["another name"] = targets.pop(name)
        case _:
            fresh = author.document()
            part = random.choice([part for part in _PARTS if part in fresh])
            document[part] = fresh[part]


def values(random: Random, policies: tuple[Policy, Policy]) -> dict[str, list[Any]]:
    """For each fact that either policy tests: absent, what it is compared with, and something that is not."""
    found: dict[str, list[Any]] = {}
    for policy in policies:
        for _, held in policy.conditions():
            for test in held.tests():
                found.setdefault(test.fact, [None]).extend(_of(test))
    for fact, declared in (each for policy in policies for each in policy.facts.items()):
        found.setdefault(fact, [None]).extend(declared.one_of)
    stated = [severity for policy in policies for severity in (*policy.severity.severities, "unclear")]
    return found | {"severity": [None, None, *stated, "never heard of"]}


def _of(test: Test) -> list[Any]:
    if test.op is Op.PRESENT:
        return ["there"]
    if test.op is Op.HAS:
        return [(), test.constants, (*test.constants, "and more")]
    near = [c + d for c in test.constants for d in _steps(c)]
    return [*test.constants, *near, *(["something else"] if isinstance(test.constants[0], str) else [])]


def _steps(constant: Any) -> tuple[Any, ...]:
    if isinstance(constant, datetime):
        return timedelta(microseconds=1), -timedelta(microseconds=1)
    return (1, -1) if not isinstance(constant, (bool, str)) else ()


def random_tickets(seed: str, policies: tuple[Policy, Policy], count: int) -> Iterator[tuple[Ticket, datetime]]:
    """Tickets of a few events with facts, and an instant to ask both policies about each."""
    random = Random(seed)
    known = values(random, policies)
    names = sorted({*EVENTS, *(event for policy in policies for t in policy.targets.values() for event in t.named)})
    for _ in range(count):
        at = MONDAY + timedelta(hours=random.randrange(24 * 600), minutes=random.choice((0, 0, 30, 7)))
        events = []
        for place in range(random.randint(1, 5)):
            some = random.sample(sorted(known), random.randint(0, len(known)) if place == 0 else random.randint(0, 2))
            facts = {fact: random.choice(known[fact]) for fact in some if fact != "at"}
            events.append(Event(random.choice(names), at, **facts))
            at += timedelta(hours=random.choice((0, 1, 1, 5, 24, 24 * 7, 24 * 40)))
        yield Ticket("T", events), at


def disagreements(pair: tuple[Policy, Policy], found: Diff, asked: Iterable[tuple[Ticket, datetime]]) -> Iterator[str]:
    """Where two policies answer differently about something of which no change is told."""
    silent = _Silence(found)
    for ticket, at in asked:
        try:
            old, new = (policy.evaluate(ticket, at=at) for policy in pair)
        except HorizonError:
            continue
        severities = [[event.severity for event in decision.events] for decision in (old, new)]
        if severities[0] != severities[1]:
            if silent.on("severity"):
                yield f"severities {severities} of {ticket!r}"
            continue  # a change of severities is told once: what follows from it is no change of its own
        for name in old.clocks.keys() & new.clocks.keys():
            if silent.on_target(name) and _clock(old.clocks[name]) != _clock(new.clocks[name]):
                yield f"{name} at {at}: {_clock(old.clocks[name])} and {_clock(new.clocks[name])} of {ticket!r}"
        for parts, told in _TOLD.items():
            if silent.on(*parts) and told(old) != told(new):
                yield f"{', '.join(parts)} at {at}: {told(old)} and {told(new)} of {ticket!r}"


class _Silence:
    """What a diff tells no change of."""

    def __init__(self, found: Diff) -> None:
        self.parts = {str(change.part) for change in found}
        self.names = [change.name for change in found if change.part in _OF_TARGETS]
        self.hours = " ".join(change.sentence for change in found if change.part == "calendar")

    def on(self, *parts: str) -> bool:
        return self.parts.isdisjoint(parts)

    def on_target(self, name: str) -> bool:
        return not any(each == name or each.startswith(f"{name}.") for each in self.names) and name not in self.hours


_OF_TARGETS = ("target", "warning", "signal", "setting", "owner")


def _clock(clock: ClockReport) -> tuple[Any, ...]:
    """All that a clock answers, but for words and amounts."""
    warnings = frozenset((warning.id.rpartition("/")[2], warning.at, warning.fired) for warning in clock.warnings)
    return (
        *(str(clock.state), str(clock.verdict), clock.owner, clock.number, clock.started_at, clock.ended_at),
        *(clock.due_at, clock.original_due_at, clock.if_resumed_now, clock.breached_at, clock.detected_at),
        *(clock.next_change_at, warnings, tuple(map(_clock, clock.earlier))),
    )


_TOLD: dict[tuple[str, ...], Callable[[Decision], Any]] = {
    ("escalation", "owner", "calendar", "target", "signal", "setting"): ladder_in_words,
    ("responsibility",): lambda decision: dict(decision.responsible),
    ("update", "intake", "fact"): lambda decision: sorted((b.rule, b.at, b.event) for b in decision.violations),
    ("intake",): lambda decision: {frozenset(each.split(" or ")) for each in decision.to_ask_for},
}


def unshown(pair: tuple[Policy, Policy], found: Diff) -> Iterator[str]:
    """Witnesses that don't show what their change says."""
    for change in found:
        for witness in change.witnesses:
            old, new = (policy.evaluate(witness.ticket, at=witness.at) for policy in pair)
            if change.part == "target":
                due = [each.clocks[change.name].due_at if change.name in each.clocks else None for each in (old, new)]
                if due != [witness.old, witness.new]:
                    yield f"{change}: {due}"
            elif not _SHOWS[str(change.part)](change, old, new):
                yield f"{change}: {witness}"
        yield from _one_sided(change)
        if change.part in _EXACT and change.verdict in ("different", "stricter", "looser") and not change.witnesses:
            yield f"{change}: without a ticket"


_EXACT = ("severity", "responsibility", "intake")
"""The parts of which every difference is found with facts that show it."""


def _one_sided(change: Change) -> Iterator[str]:
    """A verdict that the witnesses contradict."""
    if change.part != "target":
        return
    never = MONDAY + timedelta(days=60_000)
    sides = [(each.new or never) > (each.old or never) for each in change.witnesses]  # type: ignore[operator]
    allowed = {"stricter": {False}, "looser": {True}, "different": {False, True}}.get(str(change.verdict))
    if sides and allowed is not None and set(sides) != allowed:
        yield f"{change}: {change.witnesses}"


def _any_due(_: Change, old: Decision, new: Decision) -> bool:
    return any(old.clocks[name].due_at != new.clocks[name].due_at for name in old.clocks.keys() & new.clocks.keys())


def _any_clock(change: Change, old: Decision, new: Decision) -> bool:
    name = max((name for name in new.clocks if change.name == name or change.name.startswith(f"{name}.")), key=len)
    return _clock(old.clocks[name]) != _clock(new.clocks[name])


def _any_owner(change: Change, old: Decision, new: Decision) -> bool:
    owners = [{name: clock.owner for name, clock in each.clocks.items()} for each in (old, new)]
    return old.owner != new.owner or owners[0] != owners[1]


def _any_violation(_: Change, old: Decision, new: Decision) -> bool:
    told = [({(b.rule, b.message) for b in each.violations}, set(each.to_ask_for)) for each in (old, new)]
    return told[0] != told[1]


_SHOWS: dict[str, Callable[[Change, Decision, Decision], bool]] = {
    "severity": lambda _, old, new: old.severity != new.severity,
    "calendar": _any_due,
    "warning": _any_clock,
    "signal": _any_clock,
    "setting": _any_clock,
    "owner": _any_owner,
    "escalation": lambda _, old, new: ladder_in_words(old) != ladder_in_words(new),
    "responsibility": lambda change, old, new: old.responsible[change.name] != new.responsible[change.name],
    "update": _any_violation,
    "intake": _any_violation,
    "fact": lambda change, old, new: change.sentence.startswith("it was") or _any_violation(change, old, new),
}


def unswapped(found: Diff, back: Diff) -> str | None:
    """What the same comparison tells otherwise when its sides are swapped."""
    there, here = (
        Counter((str(each.part), each.severity or "", str(each.verdict)) for each in one) for one in (found, back)
    )
    turned = Counter(
        {(part, severity, _TURNED.get(verdict, verdict)): n for (part, severity, verdict), n in there.items()}
    )
    return None if turned == here else f"{turned - here} and {here - turned}"


_TURNED = {"stricter": "looser", "looser": "stricter", "added": "removed", "removed": "added"}
