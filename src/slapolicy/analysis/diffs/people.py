"""Who: owners of targets, the roles and rotations behind them, and who may decide what (E1, E6, E7)."""

from collections.abc import Iterator
from datetime import datetime

from slapolicy.analysis.diffs.changes import Change, ChangeVerdict, Part, Witness
from slapolicy.analysis.diffs.ground import Ground
from slapolicy.analysis.diffs.pairs import Pair
from slapolicy.analysis.diffs.replays import MONDAY, first_witness, opening, seen_with, stretch_of
from slapolicy.analysis.diffs.tables import Difference, Table, differences
from slapolicy.escalation import Owner
from slapolicy.policy.fingerprints import canonical
from slapolicy.responsibilities import ResponsibilityRule
from slapolicy.targets import Target
from slapolicy.tickets import Ticket
from slapolicy.witnesses import UNDECIDED
from slapolicy.wording import moment_text

__all__ = ["owner_changes", "responsibility_changes", "role_changes"]

Who = str | None


def owner_changes(pair: Pair) -> Iterator[Change]:
    """Where a target has another owner."""
    old, new = map(_owners, pair.targets)
    for found in differences(pair.ground, old, new, _same):
        witness = None
        if found.facts is not UNDECIDED:
            asked = [(opening(pair.begin, found.stated), MONDAY)]
            witness = first_witness(lambda ticket, at: pair.answers(lambda clock: clock.owner, ticket, at), asked)
        yield _of_table(Part.OWNER, f"{pair.name}.owner", found, witness)


def _owners(target: Target) -> Table[Who]:
    return Table(tuple((rule.when, rule.owner) for rule in target.owner), None)


def responsibility_changes(ground: Ground) -> Iterator[Change]:
    """Actions that others may decide, or that only one of the policies speaks of (E7)."""
    old, new = ground.old.responsibilities, ground.new.responsibilities
    for action in dict.fromkeys((*old, *new)):
        if action not in old or action not in new:
            verdict = ChangeVerdict.ADDED if action in new else ChangeVerdict.REMOVED
            words = ", ".join(dict.fromkeys(rule.owner for rule in (new if action in new else old)[action]))
            sentence = f"decided by {words}" if action in new else f"it was decided by {words}"
            yield Change(part=Part.RESPONSIBILITY, name=action, verdict=verdict, sentence=sentence)
            continue
        for found in differences(ground, _deciders(old[action]), _deciders(new[action]), _same):
            yield _of_table(Part.RESPONSIBILITY, action, found, _decided(ground, action, found))


def _deciders(rules: tuple[ResponsibilityRule, ...]) -> Table[Who]:
    return Table(tuple((rule.when, rule.who) for rule in rules), None)


def _decided(ground: Ground, action: str, found: Difference[Who]) -> Witness | None:
    if found.facts is UNDECIDED:
        return None
    ticket = opening(["created"], found.stated)
    old, new = (policy.responsible_for(action, ticket, at=MONDAY).owner for policy in (ground.old, ground.new))
    return Witness(ticket, MONDAY, old, new)


def _of_table(part: Part, name: str, found: Difference[Who], witness: Witness | None) -> Change:
    told = f"{found.old or 'nobody'} became {found.new or 'nobody'}"
    undecided = found.facts is UNDECIDED
    return Change(
        part=part,
        name=name,
        verdict=ChangeVerdict.UNDECIDED if undecided else ChangeVerdict.DIFFERENT,
        sentence=f"{told}; not found out within the bound of work for which facts"
        if undecided
        else told + seen_with(found.known),
        severity=found.label,
        facts=found.known,
        old=found.old,
        new=found.new,
        witnesses=(witness,) if witness and witness.old != witness.new else (),
    )


def _same(old: Who, new: Who) -> bool:
    return old == new


def role_changes(ground: Ground, years: range) -> Iterator[Change]:
    """Owners that are there in one policy only, are shown under another name, or take turns otherwise."""
    old, new = ground.old.owners, ground.new.owners
    for name in dict.fromkeys((*old, *new)):
        if name not in old or name not in new:
            verdict = ChangeVerdict.ADDED if name in new else ChangeVerdict.REMOVED
            sentence = "a new owner" if name in new else "no longer an owner"
            yield Change(part=Part.OWNER, name=name, verdict=verdict, sentence=sentence)
            continue
        before, after = old[name], new[name]
        if before.name != after.name:
            sentence = f"shown as {before.name or name}, and as {after.name or name} now"
            yield Change(
                part=Part.OWNER,
                name=name,
                verdict=ChangeVerdict.DIFFERENT,
                sentence=sentence,
                old=before.name,
                new=after.name,
            )
        if canonical(before.rotation) != canonical(after.rotation):
            yield from _turns(ground, name, years)


def _turns(ground: Ground, name: str, years: range) -> Iterator[Change]:
    """The first instant at which somebody else has the duty."""
    old, new = ground.old.owners[name], ground.new.owners[name]
    at = _first_apart(name, old, new, years)
    if at is None:
        sentence = f"the same people have the duty at every time in {years.start} to {years[-1]}"
        yield Change(part=Part.OWNER, name=name, verdict=ChangeVerdict.UNDECIDED, sentence=sentence)
        return
    before, after = old.on_duty(name, at), new.on_duty(name, at)
    yield Change(
        part=Part.OWNER,
        name=name,
        verdict=ChangeVerdict.DIFFERENT,
        sentence=f"at {moment_text(at)} {before or 'nobody'} had the duty, {after or 'nobody'} has it now",
        old=before,
        new=after,
        witnesses=tuple(_owned(ground, at)),
    )


def _first_apart(name: str, old: Owner, new: Owner, years: range) -> datetime | None:
    start, end = stretch_of(years)
    turns = [owner.rotation.handovers(start, end) for owner in (old, new) if owner.rotation]
    instants = {start, *(each.at for of_one in turns for each in of_one)}
    return next((at for at in sorted(instants) if old.on_duty(name, at) != new.on_duty(name, at)), None)


def _owned(ground: Ground, at: datetime) -> Iterator[Witness]:
    """A ticket that the two policies give to different people then, if the first level is where they differ."""

    def answers(ticket: Ticket, at: datetime) -> Witness:
        old, new = (policy.evaluate(ticket, at=at).owner for policy in (ground.old, ground.new))
        return Witness(ticket, at, old, new)

    witness = first_witness(answers, [(opening(["created"], {}, at), at)])
    if witness:
        yield witness
