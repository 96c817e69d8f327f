"""Whether a decision shows what a finding says, for a ticket with the facts of its witness, at its instant (M4)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from slapolicy import ClockReport, Decision, Event, Finding, Policy, State, Ticket

MONDAY = datetime(2024, 1, 8, 10, tzinfo=UTC)


def shows(policy: Policy, finding: Finding) -> bool:
    """Whether it does; a finding that says that no facts do something has none to show."""
    if finding.witness is None:
        return finding.code in _WITHOUT_FACTS
    return _SHOWN[finding.code](policy, finding)


def decided(policy: Policy, finding: Finding, facts: Any) -> Decision:
    """The decision about a ticket that comes with these facts, at the finding's instant if it has one."""
    when = finding.at or MONDAY
    return policy.evaluate(Ticket("T-1", [Event("created", when, **facts)]), at=when)


def clock(policy: Policy, finding: Finding, facts: Any, name: Any = None) -> ClockReport:
    """The clock of the finding's target, or of another one, where nothing but `created` moves it."""
    name = name or finding.path[1]
    plain = dict.fromkeys(("pause", "cancel", "stop", "completed_by"), "never") | {"start": "created"}
    if not policy.targets[name].repeats:
        del plain["completed_by"]
    alone = policy.replace(targets={name: policy.targets[name].replace(**plain)}, escalation=None)
    return decided(alone, finding, facts).clocks[name]


def _row_does_not_count(policy: Policy, finding: Finding) -> bool:
    """Its condition holds, and without the row a decision about a target is the same."""
    if finding.path[0] != "targets":
        return True
    name, key = str(finding.path[1]), str(finding.path[2])
    target = policy.targets[name]
    rows = getattr(target, key)
    number = _row_number(rows, finding.path[-1])
    others = (*rows[:number], *rows[number + 1 :])
    if not rows[number].when.holds(finding.witness or {}):
        return False
    told = clock(policy, finding, finding.witness)
    if not others:
        return told.due_at is None
    without = policy.replace(targets={**policy.targets, name: target.replace(**{key: others})})
    return _same(told, clock(without, finding, finding.witness))


def _row_number(rows: Any, last: object) -> int:
    """The row that a path ends with: a number, the severity of a table's row, or the key of the only one."""
    named = [getattr(each, "row", None) for each in rows]
    return last if isinstance(last, int) else named.index(last) if last in named else 0


def _same(one: ClockReport, other: ClockReport) -> bool:
    return (one.due_at, one.owner, one.limit) == (other.due_at, other.owner, other.limit)


def _is_looser(policy: Policy, finding: Finding) -> bool:
    high, low = (clock(policy, finding, facts).due_at for facts in (finding.witness, finding.against))
    return high is not None and low is not None and high > low


def _ends_first(policy: Policy, finding: Finding) -> bool:
    due = clock(policy, finding, finding.witness).due_at
    ends = [name for name in policy.targets if f"`{name}`" in finding.message]
    others = [clock(policy, finding, finding.witness, name).due_at for name in ends]
    return due is not None and any(other is not None and other < due for other in others)


def _warns_as_it_starts(policy: Policy, finding: Finding) -> bool:
    told = clock(policy, finding, finding.witness)
    number = finding.path[-1]
    assert isinstance(number, int)
    text = str(policy.targets[str(finding.path[1])].warn[number])
    return [each.at for each in told.warnings if each.threshold == text] == [told.started_at]


def _state(*states: State) -> Callable[[Policy, Finding], bool]:
    return lambda policy, finding: (
        decided(policy, finding, finding.witness).clocks[str(finding.path[1])].state in states
    )


def _is_unowned(policy: Policy, finding: Finding) -> bool:
    return decided(policy, finding, finding.witness).owner is None


def _is_for_no_level(policy: Policy, finding: Finding) -> bool:
    (first, *_) = decided(policy, finding, finding.witness).steps
    return "though no level is for it" in first.reason


def _level_is_unowned(policy: Policy, finding: Finding) -> bool:
    """A ticket that begins at the level has nobody there."""
    assert policy.escalation is not None
    number = finding.path[2]
    assert isinstance(number, int)
    level = policy.escalation.levels[number]
    alone = policy.replace(escalation=policy.escalation.replace(levels=[level], rules=[]))
    return not _is_for_no_level(alone, finding) and _is_unowned(alone, finding)


def _breaks_whatever_it_carries(policy: Policy, finding: Finding) -> bool:
    """Of some event, a message that carries nothing breaks a rule, and so does one that carries all that they name."""
    (number,) = finding.path[1:]
    assert isinstance(number, int)
    named = {name for each in policy.updates for names in (*each.requires, each.forbids) for name in names}
    created = Event("created", MONDAY, **dict(finding.witness or {}))
    later = MONDAY + timedelta(minutes=1)

    def breaks(on: str, **carried: str) -> bool:
        return bool(policy.evaluate(Ticket("T-1", [created, Event(on, later, **carried)]), at=later).violations)

    return any(breaks(on) and breaks(on, **dict.fromkeys(named, "x")) for on in policy.updates[number].on)


_WITHOUT_FACTS = {
    *("always-holds", "never-holds", "never-starts", "never-stops", "never-completed", "never-fires", "never-there"),
    *("never-owned", "never-chosen"),
}
_SHOWN: dict[str, Callable[[Policy, Finding], bool]] = {
    "always-paused": _state(State.PAUSED),
    "due-after-end": _ends_first,
    "ended-at-once": _state(State.STOPPED, State.CANCELLED),
    "level-without-owner": _level_is_unowned,
    "limit-loosens": _is_looser,
    "never-chosen": _row_does_not_count,
    "never-kept": _breaks_whatever_it_carries,
    "no-level": _is_for_no_level,
    "no-owner": _is_unowned,
    "warns-at-start": _warns_as_it_starts,
    "without-limit": lambda policy, finding: clock(policy, finding, finding.witness).due_at is None,
    "without-owner": lambda policy, finding: clock(policy, finding, finding.witness).owner is None,
}
