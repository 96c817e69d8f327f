"""What messages must carry and tickets must tell, and what facts may be (O2, O3, C12)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from slapolicy.analysis.diffs.changes import Change, ChangeVerdict, Part, Witness
from slapolicy.analysis.diffs.ground import Ground
from slapolicy.analysis.diffs.replays import MONDAY, first_witness, opening, seen_with
from slapolicy.analysis.diffs.tables import Table, Wish, apart, differences
from slapolicy.conditions import ALWAYS_HOLDS, Any, Condition, Op, Test
from slapolicy.decisions import Decision
from slapolicy.facts import FactType
from slapolicy.obligations import Intake, UpdateRule
from slapolicy.tickets import Event, Ticket, Value
from slapolicy.witnesses import UNDECIDED

__all__ = ["fact_changes", "intake_changes", "update_changes"]

_SAMPLES: Final = ("something else", True, -1, datetime(2026, 1, 5, tzinfo=UTC), ("something else",))
"""A value of every kind."""

Words = Callable[[Decision], str | None]


# -- what facts may be


def fact_changes(ground: Ground) -> Iterator[Change]:
    """Facts that are declared in one policy only, or that may be something else."""
    old, new = ground.old.facts, ground.new.facts
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        if before is not None and after is not None and _meaning(before) == _meaning(after):
            continue
        verdict = ChangeVerdict.ADDED if before is None else ChangeVerdict.REMOVED
        if before is not None and after is not None:
            verdict = ChangeVerdict.DIFFERENT
        words = [each.words() if each else "anything" for each in (before, after)]
        witness = _typed(ground, name, before, after)
        yield Change(
            part=Part.FACT,
            name=name,
            verdict=verdict,
            sentence=f"{words[0]} became {words[1]}",
            old=before and words[0],
            new=after and words[1],
            witnesses=(witness,) if witness else (),
        )


def _meaning(declared: FactType) -> tuple[object, ...]:
    return declared.kind, frozenset((isinstance(each, bool), each) for each in declared.one_of)


def _typed(ground: Ground, name: str, old: FactType | None, new: FactType | None) -> Witness | None:
    """A ticket whose fact is right in one policy and wrong in the other."""
    listed = [each for declared in (old, new) if declared for each in declared.one_of]
    values: list[Value] = [*listed, *((each,) for each in listed), *_SAMPLES]
    telling = [given for given in values if _right(old, given) is not _right(new, given)]
    asked = [(opening(["created"], {name: given}), MONDAY) for given in telling] if name != "at" else []
    return first_witness(lambda ticket, at: _answers(ground, _broken(f"facts.{name}"), ticket, at), asked)


def _right(declared: FactType | None, given: Value) -> bool:
    return declared is None or declared.accepts(given)


def _answers(ground: Ground, words: Words, ticket: Ticket, at: datetime) -> Witness:
    old, new = (words(policy.evaluate(ticket, at=at)) for policy in (ground.old, ground.new))
    return Witness(ticket, at, old, new)


def _broken(rule: str) -> Words:
    """What is broken of one rule."""
    return lambda decision: (
        "; ".join(sorted(broken.message for broken in decision.violations if broken.rule == rule)) or None
    )


# -- what a message carries


def update_changes(ground: Ground) -> Iterator[Change]:
    """Rules on messages that ask for something else, of other messages, or that only one of the policies has."""
    old, new = (_by_name(policy.updates) for policy in (ground.old, ground.new))
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        facts = apart(ground, before.when, after.when) if before and after else None
        alike = _asks(before) == _asks(after)
        if alike and facts is None:
            continue
        verdict = ChangeVerdict.UNDECIDED if alike and facts is UNDECIDED else ChangeVerdict.DIFFERENT
        if before is None or after is None:
            verdict = ChangeVerdict.ADDED if after else ChangeVerdict.REMOVED
        seen = facts if isinstance(facts, dict) else {}
        witness = _sent(ground, key[0], [rule for rule in (before, after) if rule], seen)
        yield Change(
            part=Part.UPDATE,
            name=key[0],
            verdict=verdict,
            sentence=f"{_in_words(before)} became {_in_words(after)}" + seen_with(seen),
            old=_in_words(before) if before else None,
            new=_in_words(after) if after else None,
            witnesses=(witness,) if witness else (),
        )


def _by_name(rules: Iterable[UpdateRule]) -> dict[tuple[str, int], UpdateRule]:
    """The rules by their names; of several with one name, each by its number among them."""
    named: dict[tuple[str, int], UpdateRule] = {}
    for rule in rules:
        named[rule.id, sum(name == rule.id for name, _ in named)] = rule
    return named


def _asks(rule: UpdateRule | None) -> tuple[object, ...]:
    """All of a rule but its condition: the order in which it names things means nothing."""
    if rule is None:
        return ()
    requires = frozenset(frozenset(names) for names in rule.requires)
    return frozenset(rule.on), frozenset(rule.if_carries), requires, frozenset(rule.forbids)


def _in_words(rule: UpdateRule | None) -> str:
    if rule is None:
        return "no rule"
    when = "" if rule.when == ALWAYS_HOLDS else f" where {rule.when.words()}"
    parts = [
        f"{', '.join(rule.on)}{when}",
        f"with {' or '.join(rule.if_carries)}" if rule.if_carries else "",
        f"must carry {', '.join(' or '.join(names) for names in rule.requires)}" if rule.requires else "",
        f"must not carry {', '.join(rule.forbids)}" if rule.forbids else "",
    ]
    return " ".join(part for part in parts if part)


def _sent(ground: Ground, name: str, rules: Iterable[UpdateRule], facts: Mapping[str, Value]) -> Witness | None:
    """A message that one policy lets pass, and the other does not."""
    asked: list[tuple[Ticket, datetime]] = []
    for rule in rules:
        holds = apart(ground, rule.when, Any(()))  # which never holds
        states = facts or (holds if isinstance(holds, dict) else {})
        carried = dict.fromkeys((*rule.if_carries, *rule.forbids, *(each for names in rule.requires for each in names)))
        loads = [{}, *({each: True} for each in carried), dict.fromkeys(carried, True)]
        loads += [{each: True, other: True} for each in rule.if_carries for other in carried]
        at = MONDAY + timedelta(hours=1)
        asked += [
            (
                opening(["created"], states).add(
                    Event(event, at, **{each: load[each] for each in load if each != "at"})
                ),
                at,
            )
            for event in rule.on
            for load in loads
        ]
    return first_witness(lambda ticket, at: _answers(ground, _broken(name), ticket, at), asked)


# -- what a ticket tells


def intake_changes(ground: Ground) -> Iterator[Change]:
    """Facts that a ticket must tell, or is asked for, under other conditions than before (O3)."""
    for key, told in (("requires", "required"), ("asks_for", "asked for")):
        old, new = (_wanted(policy.intake, key) for policy in (ground.old, ground.new))
        for names in dict.fromkeys((*old, *new)):
            absent: list[Wish] = [(Test(name, Op.PRESENT, (True,)), False) for name in sorted(names)]
            nothing: Table[str | None] = Table((), None)
            pair = old.get(names, nothing), new.get(names, nothing)
            for found in differences(ground, *pair, lambda one, other: one == other, (absent, absent)):
                name = " or ".join(sorted(names))
                one_sided = ChangeVerdict.ADDED if names not in old else ChangeVerdict.REMOVED
                verdict = ChangeVerdict.DIFFERENT if names in old and names in new else one_sided
                undecided = found.facts is UNDECIDED
                witness = None if undecided else _taken_in(ground, opening(["created"], found.stated))
                yield Change(
                    part=Part.INTAKE,
                    name=f"{key}.{name}",
                    verdict=ChangeVerdict.UNDECIDED if undecided else verdict,
                    sentence=f"{name} {_change_of(found.old, found.new)} {told}" + seen_with(found.known),
                    severity=found.label,
                    facts=found.known,
                    old=found.old,
                    new=found.new,
                    witnesses=(witness,) if witness and witness.old != witness.new else (),
                )


def _change_of(old: str | None, new: str | None) -> str:
    if old is None:
        return "is now"
    return "is no longer" if new is None else f"is, by {new} and not by {old},"


def _wanted(intake: Intake, key: str) -> dict[frozenset[str], Table[str | None]]:
    """Each set of facts of which one is enough, with the rule that asks for it: the first that holds."""
    rows: dict[frozenset[str], list[tuple[Condition, str | None]]] = {}
    for names in getattr(intake, key):
        rows.setdefault(frozenset(names), []).append((ALWAYS_HOLDS, "intake"))
    for rule in intake.rules:
        for names in getattr(rule, key):
            rows.setdefault(frozenset(names), []).append((rule.when, rule.id if key == "requires" else "intake"))
    return {names: Table(tuple(of_one), None) for names, of_one in rows.items()}


def _taken_in(ground: Ground, ticket: Ticket) -> Witness | None:
    return first_witness(lambda ticket, at: _answers(ground, _told, ticket, at), [(ticket, MONDAY)])


def _told(decision: Decision) -> str:
    """What the ticket must tell and is asked for."""
    broken = [f"{each.rule}: {each.message}" for each in decision.violations if not each.rule.startswith("facts.")]
    asked = [f"asked for {' or '.join(sorted(each.split(' or ')))}" for each in decision.to_ask_for]
    return "; ".join(sorted((*broken, *asked))) or "nothing is missing"
