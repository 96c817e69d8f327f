"""The limits that a target may have, each by the calendar that it may have then, and where it has both (C6, C11)."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from slapolicy.analysis.checks.order import Timed
from slapolicy.analysis.checks.rows import chosen
from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.errors import Path
from slapolicy.escalation.searches import Search
from slapolicy.policy import Policy
from slapolicy.targets import Target
from slapolicy.witnesses import Formula, both

__all__ = ["Option", "options_of"]


class Option(NamedTuple):
    """A limit with its calendar, the row of the target that gives it, and where both are chosen."""

    timed: Timed
    row: Path
    where: Formula


def options_of(
    policy: Policy, target: Target, search: Search, instead: Mapping[str, int] | None = None
) -> Iterator[Option]:
    """Every limit of a target with every calendar, row by row; `instead` names the double of a fact."""
    applies, whens = search.holds(target.applies, instead), [row.when for row in target.limits]
    key = "every" if target.repeats else "within"
    calendars = list(_calendars(policy, target, search, instead))
    for number, row in enumerate(target.limits):
        if row.limit is None:
            continue
        selected = both([applies, chosen(search, whens, number, instead)])
        for calendar, where in calendars:
            timed = Timed(row.limit, calendar, target.day_ends)
            yield Option(timed, (key, *row.path("limit")), both([selected, where]))


def _calendars(
    policy: Policy, target: Target, search: Search, instead: Mapping[str, int] | None
) -> Iterator[tuple[Calendar, Formula]]:
    """Every calendar that a target may count by, with where it does; the policy's where none is chosen (C6)."""
    whens = [rule.when for rule in target.calendar]
    for number, rule in enumerate(target.calendar):
        yield _named(policy, rule.calendar), chosen(search, whens, number, instead)
    yield _named(policy, policy.calendar), both(search.fails(when, instead) for when in whens)


def _named(policy: Policy, name: str | None) -> Calendar:
    return policy.calendars.get(name, ALWAYS) if name else ALWAYS
