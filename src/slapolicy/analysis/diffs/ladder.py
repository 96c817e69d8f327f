"""The ladder: what holds of all its levels, then level by level and rule by rule (E1-E6)."""

from collections.abc import Iterator

from slapolicy.analysis.diffs.changes import Change, ChangeVerdict, Part
from slapolicy.analysis.diffs.climbs import climbed
from slapolicy.analysis.diffs.ground import Ground
from slapolicy.analysis.diffs.ladder_levels import level_differences
from slapolicy.analysis.diffs.ladder_parts import Found, Names, in_time
from slapolicy.analysis.diffs.ladder_rules import rule_differences
from slapolicy.analysis.diffs.replays import seen_with
from slapolicy.escalation import Escalation
from slapolicy.witnesses import UNDECIDED

__all__ = ["ladder_changes"]


def ladder_changes(ground: Ground, names: Names) -> Iterator[Change]:
    """What changed in the ladder; `names` tells the new names of targets."""
    old, new = ground.old.escalation, ground.new.escalation
    if old is None or new is None:
        if old is not new:
            verdict = ChangeVerdict.ADDED if new else ChangeVerdict.REMOVED
            told = "tickets climb a ladder now" if new else "there is no ladder any more"
            yield _change(ground, Found("ladder", told, verdict=verdict))
        return
    yield from (_change(ground, found) for found in _of_all(ground, old, new))
    yield from (_change(ground, found) for found in level_differences(ground, old, new))
    yield from (_change(ground, found) for found in rule_differences(ground, (old, new), names))


def _change(ground: Ground, found: Found) -> Change:
    undecided = found.facts is UNDECIDED
    facts = found.facts if isinstance(found.facts, dict) else {}
    witness = climbed(ground, found, facts) if found.verdict is not ChangeVerdict.RENAMED else None
    told = f"{found.told}; not found out within the bound of work whether that matters" if undecided else found.told
    return Change(
        part=Part.ESCALATION,
        name=found.name,
        verdict=ChangeVerdict.UNDECIDED if undecided and not witness else found.verdict,
        sentence=told + seen_with(facts),
        witnesses=(witness,) if witness else (),
    )


def _of_all(ground: Ground, old: Escalation, new: Escalation) -> Iterator[Found]:
    for key in ("routed", "empty", "passes"):
        before, after = getattr(old, key), getattr(new, key)
        if before != after and (key != "routed" or _asks_calendars(old) or _asks_calendars(new)):
            yield Found(key, f"{before} became {after}", between=old.replace(**{key: after}))
    yield from in_time(ground, "acknowledged_for", old.acknowledged_for, new.acknowledged_for)


def _asks_calendars(ladder: Escalation) -> bool:
    """Whether any level has owners by calendar: only then it matters when these are asked."""
    return any(rule.during is not None for level in ladder.levels for rule in level.owner)
