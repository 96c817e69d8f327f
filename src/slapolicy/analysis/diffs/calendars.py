"""The hours that targets count by: where they differ first, and a ticket whose deadline does (T3, T4, C6)."""

from collections.abc import Iterator, Sequence

from slapolicy.analysis.diffs.changes import Change, ChangeVerdict, Part
from slapolicy.analysis.diffs.hours import Hours, hours
from slapolicy.analysis.diffs.pairs import Pair
from slapolicy.analysis.diffs.tables import differences
from slapolicy.calendars import Calendar
from slapolicy.durations import Duration, Elapsed
from slapolicy.policy import Policy
from slapolicy.wording import moment_text

__all__ = ["calendar_changes"]

Swap = tuple[Calendar, Calendar]


def calendar_changes(pairs: Sequence[Pair], limits: Sequence[Change]) -> Iterator[Change]:
    """Each calendar that became another one for a target; `limits` has the changes of deadlines, for their tickets."""
    swaps: dict[Swap, list[Pair]] = {}
    for pair in pairs:
        if _reads_hours(pair):
            for found in differences(pair.ground, *pair.calendars, _alike):
                swaps.setdefault((found.old, found.new), []).append(pair)
    for swap, users in swaps.items():
        yield _change(swap, users, limits)


def _reads_hours(pair: Pair) -> bool:
    """Whether anything in either target, or in a ladder that looks at it, counts by the target's calendar."""
    times: list[Duration | None] = [promised.limit for table in pair.limits for promised in table.answers()]
    times += [point.amount for target in pair.targets for point in target.warn]
    for policy, name in zip((pair.ground.old, pair.ground.new), pair.names, strict=True):
        rules = policy.escalation.rules if policy.escalation else ()
        times += [rule.after for rule in rules if rule.target == name and rule.calendar is None]
    return any(time is not None and not isinstance(time, Elapsed) for time in times)


def _alike(old: Calendar, new: Calendar) -> bool:
    found = hours(old, new)
    return found.open_alike and found.days and old.index.years == new.index.years


def _change(swap: Swap, users: Sequence[Pair], limits: Sequence[Change]) -> Change:
    ground = users[0].ground
    names = [_name(policy, calendar) for policy, calendar in zip((ground.old, ground.new), swap, strict=True)]
    name = names[1] if names[0] == names[1] else f"{names[0]} to {names[1]}"
    using = {pair.name for pair in users}
    told = [change for change in limits if change.name in using and change.witnesses]
    found = hours(*swap)
    certain = found.known or found.first is not None
    best = sorted(told, key=lambda change: change.old != change.new)[:1]  # one in which only the hours changed
    return Change(
        part=Part.CALENDAR,
        name=name,
        verdict=ChangeVerdict.DIFFERENT if best or certain else ChangeVerdict.UNDECIDED,
        sentence=f"{_in_words(swap, found)}; counts for {', '.join(dict.fromkeys(pair.name for pair in users))}",
        old=names[0],
        new=names[1],
        witnesses=best[0].witnesses[:1] if best else (),
    )


def _name(policy: Policy, calendar: Calendar) -> str:
    return next((name for name, held in policy.calendars.items() if held is calendar), "always")


def _in_words(swap: Swap, found: Hours) -> str:
    parts = [
        f"{before} at {moment_text(at)}, {after} now"
        for at, before, after in ((found.old_only, "open", "closed"), (found.new_only, "closed", "open"))
        if at is not None
    ]
    if parts:
        return "; ".join(parts)
    if not found.known:
        return "not found out whether the hours differ"
    if not found.days:
        return "open at the same times, though days may begin or end at others"
    return f"answers are looked for within {swap[1].index.years} years, {swap[0].index.years} before"
