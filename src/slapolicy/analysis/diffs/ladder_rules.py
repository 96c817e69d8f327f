"""The rules of a ladder: which there are, what makes them fire, what they do, and in which order (E2, E4)."""

from collections.abc import Iterator, Sequence

from slapolicy.analysis.diffs.changes import ChangeVerdict
from slapolicy.analysis.diffs.ground import Ground
from slapolicy.analysis.diffs.ladder_parts import Found, Names, State, in_time, where
from slapolicy.analysis.diffs.tables import apart
from slapolicy.conditions import All, Any
from slapolicy.durations import Elapsed
from slapolicy.escalation import Escalation, EscalationRule
from slapolicy.escalation.rules import NEXT
from slapolicy.witnesses import Undecided

__all__ = ["rule_differences"]


Ladders = tuple[Escalation, Escalation]


def rule_differences(ground: Ground, ladders: Ladders, names: Names) -> Iterator[Found]:
    """Rules that only one ladder has, or that are otherwise."""
    old, new = ({rule.id: rule for rule in ladder.rules} for ladder in ladders)
    left = [name for name in new if name not in old]
    called = {name: name for name in old if name in new}
    for name, rule in old.items():
        if name in new:
            for found in _rule(ground, rule, new[name], names):
                yield found._replace(between=_with(ladders[0], name, (new[name],)))
        elif other := next((each for each in left if not [*_rule(ground, rule, new[each], names)]), None):
            left.remove(other)
            called[name] = other
            yield Found(f"rule {other}", f"{name} is called {other} now", verdict=ChangeVerdict.RENAMED)
        else:
            told = f"no longer a rule: {rule.reason}"
            yield Found(f"rule {name}", told, *_shown(ground, rule), ChangeVerdict.REMOVED, _with(ladders[0], name, ()))
    for name in left:
        rule, told = new[name], f"a new rule: {new[name].reason}"
        yield Found(f"rule {name}", told, *_shown(ground, rule), ChangeVerdict.ADDED, _with(ladders[0], None, (rule,)))
    yield from _order(ground, [(old[name], new[called[name]]) for name in old if name in called], [*new])


def _with(ladder: Escalation, name: str | None, instead: tuple[EscalationRule, ...]) -> Escalation:
    """The old ladder with another rule instead of one, or after all of them."""
    rules = tuple(each for rule in ladder.rules for each in (instead if rule.id == name else (rule,)))
    return ladder.replace(rules=rules if name is not None else (*ladder.rules, *instead))


def _shown(ground: Ground, rule: EscalationRule) -> tuple[State | Undecided | None, tuple[str, ...]]:
    """Facts of which a rule's condition holds, and the events at which it fires."""
    facts = apart(ground, rule.when, Any(()))  # which never holds
    return facts if isinstance(facts, dict) else None, rule.on


def _rule(ground: Ground, old: EscalationRule, new: EscalationRule, names: Names) -> Iterator[Found]:
    name = f"rule {new.id}"
    shown = _shown(ground, new)
    if (facts := apart(ground, old.when, new.when)) is not None:
        yield Found(f"{name}.when", f"{where(old.when)} became {where(new.when)}", facts, new.on)
    before, after = _plain(old, names), _plain(new, {})
    if not old.to == new.to == NEXT:
        del before["passes"]  # how often the ladder is climbed means something to a rule that goes to the next level
    for key, value in before.items():
        if value != after[key]:
            yield Found(f"{name}.{key}", f"{_text(value)} became {_text(after[key])}", *shown)
    if old.waits == new.waits and old.waits is not None:
        yield from in_time(ground, f"{name}.calendar", old.waits, new.waits, (old.calendar, new.calendar))
    elif old.after == new.after and not isinstance(old.after, Elapsed | None) and (old.calendar or new.calendar):
        if (old.calendar is None) is not (new.calendar is None):
            yield Found(f"{name}.calendar", f"{_text(old.calendar)} became {_text(new.calendar)}", *shown)
        else:
            yield from in_time(ground, f"{name}.calendar", old.after, new.after, (old.calendar, new.calendar))


def _plain(rule: EscalationRule, names: Names) -> dict[str, object]:
    """All of a rule but its condition and its calendar, in the one form of its meaning."""
    return {
        "on": frozenset(rule.on),
        "target": names.get(rule.target, rule.target) if rule.target is not None else None,
        "at": rule.at,
        "after": rule.after,
        "unacknowledged": rule.unacknowledged,
        "unresolved": rule.unresolved,
        "level": rule.level,
        "since": rule.since,
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
    return apart(ground, All((one.when, other.when)), Any(()))  # which never holds
