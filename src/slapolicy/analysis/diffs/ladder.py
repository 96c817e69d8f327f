"""The ladder: its levels, its rules, and what holds of all of them, part by part (E1-E6)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from slapolicy.analysis.diffs.changes import Change, ChangeVerdict, Part, Witness
from slapolicy.analysis.diffs.ground import Ground
from slapolicy.analysis.diffs.hours import hours
from slapolicy.analysis.diffs.replays import first_witness, lives, seen_with
from slapolicy.analysis.diffs.tables import Table, apart, differences
from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.conditions import ALWAYS_HOLDS, All, Condition, Op, Test
from slapolicy.decisions import Decision
from slapolicy.durations import Duration, Elapsed
from slapolicy.escalation import Escalation, EscalationRule, Level, LevelOwner
from slapolicy.escalation.rules import NEXT
from slapolicy.obligations import Intake
from slapolicy.policy import Policy
from slapolicy.tickets import Ticket, Value
from slapolicy.witnesses import UNDECIDED, Undecided
from slapolicy.wording import moment_text

__all__ = ["ladder_changes"]

_KNOWN: Final = ("acknowledged", "assigned", "escalated", "resolved", "reopened")
"""The events that the ladder itself knows."""

Names = Mapping[str, str]
State = dict[str, Value]


class Found(NamedTuple):
    """Something of a ladder that is otherwise: what, in words, and the facts and events that may show it."""

    name: str
    told: str
    facts: State | Undecided | None = None
    events: tuple[str, ...] = ()
    verdict: ChangeVerdict = ChangeVerdict.DIFFERENT


def ladder_changes(ground: Ground, names: Names) -> Iterator[Change]:
    """What changed in the ladder; `names` tells the new names of targets."""
    old, new = ground.old.escalation, ground.new.escalation
    if old is None or new is None:
        if old is not new:
            verdict = ChangeVerdict.ADDED if new else ChangeVerdict.REMOVED
            told = "tickets climb a ladder now" if new else "there is no ladder any more"
            yield _change(ground, Found("ladder", told, verdict=verdict))
        return
    for found in (*_of_all(ground, old, new), *_levels(ground, old, new), *_rules(ground, names)):
        yield _change(ground, found)


def _change(ground: Ground, found: Found) -> Change:
    undecided = found.facts is UNDECIDED
    facts = found.facts if isinstance(found.facts, dict) else {}
    witness = _climbed(ground, found.events, facts) if found.verdict is not ChangeVerdict.RENAMED else None
    told = f"{found.told}; not found out within the bound of work whether that matters" if undecided else found.told
    return Change(
        part=Part.ESCALATION,
        name=found.name,
        verdict=ChangeVerdict.UNDECIDED if undecided and not witness else found.verdict,
        sentence=told + seen_with(facts),
        witnesses=(witness,) if witness else (),
    )


# -- what holds of all levels


def _of_all(ground: Ground, old: Escalation, new: Escalation) -> Iterator[Found]:
    for key in ("routed", "empty", "passes"):
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            yield Found(key, f"{before} became {after}")
    yield from _time(ground, "acknowledged_for", old.acknowledged_for, new.acknowledged_for)


def _time(
    ground: Ground,
    name: str,
    old: Duration | None,
    new: Duration | None,
    calendars: tuple[str | None, ...] = (None, None),
) -> Iterator[Found]:
    """A time that counts by a calendar: it is another one, or counts by other hours."""
    if old != new:
        yield Found(name, f"{old or 'nothing'} became {new or 'nothing'}")
    elif old is not None and not isinstance(old, Elapsed):
        held = [_named(policy, name) for policy, name in zip((ground.old, ground.new), calendars, strict=True)]
        found = hours(*held)
        if not (found.open_alike and found.days):
            yield Found(name, f"{old} by other hours")


def _named(policy: Policy, name: str | None) -> Calendar:
    found: Calendar = policy.calendars.get(name or policy.calendar or "", ALWAYS)
    return found


# -- levels


def _levels(ground: Ground, old: Escalation, new: Escalation) -> Iterator[Found]:
    before, after = ({level.name: level for level in each.levels} for each in (old, new))
    for name in dict.fromkeys((*before, *after)):
        if name not in before or name not in after:
            verdict = ChangeVerdict.ADDED if name in after else ChangeVerdict.REMOVED
            yield Found(f"level {name}", "a new level" if name in after else "no longer a level", verdict=verdict)
        else:
            yield from _level(ground, before[name], after[name])
    common = [[name for name in each if name in before and name in after] for each in (before, after)]
    if common[0] != common[1]:
        yield Found("levels", f"{', '.join(common[0])} became {', '.join(common[1])}")


def _level(ground: Ground, old: Level, new: Level) -> Iterator[Found]:
    name = f"level {new.name}"
    if (facts := apart(ground, old.when, new.when)) is not None:
        yield Found(name, f"it was for {_where(old.when)}, and is for {_where(new.when)}", facts)
    yield from _owners(ground, name, old, new)
    if old.kind != new.kind:
        yield Found(f"{name}.kind", f"{old.kind or 'nothing'} became {new.kind or 'nothing'}")
    yield from _time(ground, f"{name}.respond", old.respond, new.respond)


def _owners(ground: Ground, name: str, old: Level, new: Level) -> Iterator[Found]:
    """The owners of a level: whether a calendar is open is a fact like any other, for as many as there are (E1)."""
    named: list[Calendar] = []
    before = _owner_table(old, ground.old, named)
    after = _owner_table(new, ground.new, named)
    for found in differences(ground, before, after, lambda one, other: one == other):
        told = f"owner {found.old or 'nobody'} became {found.new or 'nobody'}"
        if found.facts is UNDECIDED:
            yield Found(f"{name}.owner", told, UNDECIDED)
        else:
            facts = {fact: given for fact, given in found.stated.items() if not fact.startswith(_OPEN)}
            yield Found(f"{name}.owner", told, facts)


def _owner_table(level: Level, policy: Policy, known: list[Calendar]) -> Table[str | None]:
    return Table(tuple((_fits(rule, policy, known), rule.owner) for rule in level.owner), None)


_OPEN: Final = "\N{NULL}open: "


def _fits(rule: LevelOwner, policy: Policy, known: list[Calendar]) -> Condition:
    if rule.during is None:
        return rule.when
    calendar = _named(policy, rule.during)
    number = next((n for n, other in enumerate(known) if hours(other, calendar).open_alike), None)
    if number is None:
        number = len(known)
        known.append(calendar)
    return All((rule.when, Test(f"{_OPEN}{number}", Op.IN, (True,))))


def _where(held: Condition) -> str:
    return "every ticket" if held == ALWAYS_HOLDS else f"tickets where {held.words()}"


# -- rules


def _rules(ground: Ground, names: Names) -> Iterator[Found]:
    assert ground.old.escalation is not None
    assert ground.new.escalation is not None
    old = {rule.id: rule for rule in ground.old.escalation.rules}
    new = {rule.id: rule for rule in ground.new.escalation.rules}
    left = [name for name in new if name not in old]
    called = {name: name for name in old if name in new}
    for name, rule in old.items():
        if name in new:
            yield from _rule(ground, rule, new[name], names)
        elif other := next((each for each in left if not [*_rule(ground, rule, new[each], names)]), None):
            left.remove(other)
            called[name] = other
            yield Found(f"rule {other}", f"{name} is called {other} now", verdict=ChangeVerdict.RENAMED)
        else:
            yield Found(
                f"rule {name}", f"no longer a rule: {rule.reason}", *_shown(ground, rule), ChangeVerdict.REMOVED
            )
    for name in left:
        rule = new[name]
        yield Found(f"rule {name}", f"a new rule: {rule.reason}", *_shown(ground, rule), ChangeVerdict.ADDED)
    yield from _order(ground, [(old[name], new[called[name]]) for name in old if name in called], [*new])


def _shown(ground: Ground, rule: EscalationRule) -> tuple[State | Undecided | None, tuple[str, ...]]:
    """Facts of which a rule's condition holds, and the events at which it fires."""
    facts = apart(ground, rule.when, Test("at", Op.PRESENT, (True,)))  # no event has a fact `at`
    return facts if isinstance(facts, dict) else None, rule.on


def _rule(ground: Ground, old: EscalationRule, new: EscalationRule, names: Names) -> Iterator[Found]:
    name = f"rule {new.id}"
    shown = _shown(ground, new)
    if (facts := apart(ground, old.when, new.when)) is not None:
        yield Found(f"{name}.when", f"{_where(old.when)} became {_where(new.when)}", facts, new.on)
    before, after = _plain(old, names), _plain(new, {})
    if not old.to == new.to == NEXT:
        del before["passes"]  # how often the ladder is climbed means something to a rule that goes to the next level
    for key, value in before.items():
        if value != after[key]:
            yield Found(f"{name}.{key}", f"{_text(value)} became {_text(after[key])}", *shown)
    if old.waits == new.waits and old.waits is not None:
        yield from _time(ground, f"{name}.calendar", old.waits, new.waits, (old.calendar, new.calendar))
    elif old.after == new.after and not isinstance(old.after, Elapsed | None) and (old.calendar or new.calendar):
        if (old.calendar is None) is not (new.calendar is None):
            yield Found(f"{name}.calendar", f"{_text(old.calendar)} became {_text(new.calendar)}", *shown)
        else:
            yield from _time(ground, f"{name}.calendar", old.after, new.after, (old.calendar, new.calendar))


def _plain(rule: EscalationRule, names: Names) -> dict[str, Any]:
    """All of a rule but its condition and its calendar, in the one form of its meaning."""
    return {
        "on": frozenset(rule.on),
        "target": names.get(rule.target, rule.target) if rule.target is not None else None,
        "at": rule.at,
        "after": rule.after,
        "unacknowledged": rule.unacknowledged,
        "unresolved": rule.unresolved,
        "level": rule.level,
        "since": rule.since if rule.waits is not None else None,
        "to": rule.to,
        "notify": frozenset(rule.notify),
        "page": frozenset(rule.page),
        "passes": rule.passes,
    }


def _text(value: object) -> str:
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or "nothing"
    return "nothing" if value is None else str(value)


def _order(
    ground: Ground, rules: Sequence[tuple[EscalationRule, EscalationRule]], new: Sequence[str]
) -> Iterator[Found]:
    """Rules of which another one now comes first, where both may fire at one instant."""
    for number, (one, one_now) in enumerate(rules):
        for other, other_now in rules[number + 1 :]:
            swapped = new.index(one_now.id) > new.index(other_now.id)
            if swapped and (facts := _together(ground, one, other)) is not None:
                told = f"{one_now.id} came before {other_now.id}, and comes after it"
                yield Found("rules", told, facts, (*one.on, *other.on))
                return


def _together(ground: Ground, one: EscalationRule, other: EscalationRule) -> State | Undecided | None:
    """Facts of which both may fire at one instant; none where they can't."""
    if one.on and other.on and not set(one.on) & set(other.on):
        return None
    return apart(ground, All((one.when, other.when)), Test("at", Op.PRESENT, (True,)))


# -- tickets


def _climbed(ground: Ground, events: Iterable[str], facts: State) -> Witness | None:
    """A short life of a ticket on which the two ladders tell different words."""
    old, new = _bare(ground.old), _bare(ground.new)

    def answers(ticket: Ticket, at: datetime) -> Witness:
        return Witness(
            ticket, at, ladder_in_words(old.evaluate(ticket, at=at)), ladder_in_words(new.evaluate(ticket, at=at))
        )

    heard = list(dict.fromkeys((*events, *_KNOWN)))[:6]
    begins = dict.fromkeys(
        target.start.events[:1] or ("created",) for policy in (old, new) for target in policy.targets.values()
    )
    asked = (each for begin in [*begins][:3] or [("created",)] for each in lives(begin, facts, heard))
    return first_witness(answers, asked)


def _bare(policy: Policy) -> Policy:
    """The policy with its ladder, and the targets that the ladder looks at."""
    rules = policy.escalation.rules if policy.escalation else ()
    looked_at = {rule.target for rule in rules}
    targets = {name: target for name, target in policy.targets.items() if name in looked_at}
    return policy.replace(targets=targets, responsibilities={}, updates=(), intake=Intake(), availability={}, goals={})


def ladder_in_words(decision: Decision) -> str:
    """What the ladder did and will do, without the reasons."""
    lines = [f"{decision.owner or 'nobody'} at {decision.level or 'no level'}"]
    for step in (*decision.steps, *decision.ahead):
        told = "".join(
            f", {word} {' and '.join(sorted(names))}"
            for word, names in (("told", step.notify), ("paged", step.page), ("passed over", step.skipped))
            if names
        )
        kind = f", {step.kind}" if step.kind else ""
        end = ", no level left" if step.exhausted else ""
        lines.append(f"{moment_text(step.at)} {step.rule}: {step.owner or 'nobody'} at {step.level}{told}{kind}{end}")
    return "; ".join(lines)
