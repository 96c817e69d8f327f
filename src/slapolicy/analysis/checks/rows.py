"""Lists of which the first row that holds counts: rows that never do, and facts for which none does (C11)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from slapolicy._model import FrozenMap
from slapolicy.conditions import ALWAYS_HOLDS, Condition
from slapolicy.errors import Path, place_of
from slapolicy.escalation.searches import Facts, Search
from slapolicy.findings import Finding, FindingLevel, undecided
from slapolicy.policy import Policy
from slapolicy.targets import Target
from slapolicy.witnesses import UNDECIDED, Effort, Formula, both

__all__ = ["Gap", "Rows", "chosen", "row_findings"]


class Gap(NamedTuple):
    """What it means that no row counts."""

    code: str
    message: str
    remedy: str


class Rows(NamedTuple):
    """The conditions of a list, where each row stands, and the condition without which none is asked."""

    path: Path
    places: Sequence[Path]
    whens: Sequence[Condition]
    where: Condition = ALWAYS_HOLDS
    gap: Gap | None = None


_NO_LIMIT = Gap(
    "without-limit",
    "no row is for this ticket, so nothing is promised",
    "add a row; `limit: none` says that nothing is promised",
)
_NO_OWNER = Gap("without-owner", "this target has no owner for this ticket", "add an owner without a condition")


def row_findings(policy: Policy, effort: Effort) -> Iterator[Finding]:
    """What is wrong with each list of a policy, in the order of the document."""
    tables = [rows for name, target in policy.targets.items() for rows in _of_target(name, target)]
    for action, rules in policy.responsibilities.items():
        whens = [rule.when for rule in rules]
        tables.append(Rows(("responsibilities", action), [(number,) for number in range(len(whens))], whens))
    for rows in tables:
        search = Search([*rows.whens, rows.where], policy.facts, policy.severity.severities, effort)
        yield from _never_chosen(rows, search)
        yield from _gap(rows, search)


def _of_target(name: str, target: Target) -> Iterator[Rows]:
    """The limits of a target, its owners and its calendars; where no calendar is chosen, the policy's counts (C6)."""
    limits = target.limits
    yield Rows(
        ("targets", name, "every" if target.repeats else "within"),
        [row.path("when")[:1] for row in limits],
        [row.when for row in limits],
        target.applies,
        _NO_LIMIT,
    )
    for key, rules, gap in (("owner", target.owner, _NO_OWNER), ("calendar", target.calendar, None)):
        if rules:
            places = [(number,) for number in range(len(rules))]
            yield Rows(("targets", name, key), places, [rule.when for rule in rules], gap=gap)


def chosen(
    search: Search, whens: Sequence[Condition], number: int, instead: Mapping[str, int] | None = None
) -> Formula:
    """Where a row is the first that holds; `instead` names the double of a fact."""
    before = [search.fails(when, instead) for when in whens[:number]]
    return both([search.holds(whens[number], instead), *before])


def _never_chosen(rows: Rows, search: Search) -> Iterator[Finding]:
    where = search.holds(rows.where)
    if search.possible(where) is False:
        return  # found as such
    for number, when in enumerate(rows.whens):
        counts = search.possible(where, chosen(search, rows.whens, number))
        path = (*rows.path, *rows.places[number])
        if counts is UNDECIDED:
            yield undecided(path, "whether this row ever counts")
        elif not counts and search.possible(search.holds(when)) is not False:  # else the condition itself is found
            yield _shadowed(rows, number, path, search)


def _shadowed(rows: Rows, number: int, path: Path, search: Search) -> Finding:
    facts = search.facts(search.holds(rows.where), search.holds(rows.whens[number]))
    message = "where this row holds, the target does not apply"
    if facts is UNDECIDED:
        return undecided(path, "by what this row is covered")
    if facts is None:
        facts = search.facts(search.holds(rows.whens[number]))
    else:
        message = f"wherever this row holds, an earlier one does, here `{_first(rows, facts)}`"
    return Finding(
        code="never-chosen",
        level=FindingLevel.WARNING,
        path=path,
        message=message,
        witness=facts if isinstance(facts, FrozenMap) else None,
        remedy="remove it, or mend the order",
    )


def _first(rows: Rows, facts: Facts) -> str:
    """The row that counts for these facts."""
    number = next(number for number, when in enumerate(rows.whens) if when.holds(facts))
    return place_of((*rows.path[-1:], *rows.places[number]))


def _gap(rows: Rows, search: Search) -> Iterator[Finding]:
    if rows.gap is None:
        return
    facts = search.facts(search.holds(rows.where), *(search.fails(when) for when in rows.whens))
    if facts is UNDECIDED:
        yield undecided(rows.path, f"whether {rows.gap.message}")
    elif facts is not None:
        yield Finding(
            code=rows.gap.code,
            level=FindingLevel.WARNING,
            path=rows.path,
            message=rows.gap.message,
            witness=facts,
            remedy=rows.gap.remedy,
        )
