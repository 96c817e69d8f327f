"""Lists of which the first row that holds counts: rows that never do, and facts for which none does (C11)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from slapolicy._model import FrozenMap
from slapolicy.conditions import ALWAYS_HOLDS, Condition
from slapolicy.errors import Path, place_of
from slapolicy.escalation.searches import Facts, Search
from slapolicy.findings import Finding, FindingLevel, undecided
from slapolicy.policy import Policy
from slapolicy.targets import Target
from slapolicy.witnesses import UNDECIDED, Effort, Formula, both, either

__all__ = ["FirstMatch", "Gap", "Rows", "row_findings"]


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
        table = FirstMatch(search, rows.whens)
        yield from _never_chosen(rows, table, search)
        yield from _gap(rows, table, search)


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


class FirstMatch:
    """A list as formulas: where one of some rows is the first that holds; `instead` names the double of a fact.

    Rows in `dead` are known never to be the first, so nobody has to ask whether they hold.
    """

    def __init__(
        self,
        search: Search,
        whens: Sequence[Condition],
        instead: Mapping[str, int] | None = None,
        dead: Collection[int] = (),
    ) -> None:
        self._dead = dead
        self._holds = [search.holds(when, instead) for when in whens]
        self._fails = [search.fails(when, instead) for when in whens]

    def first(self, numbers: Collection[int]) -> Formula:
        """Where the first row that holds is one of these: one of them holds, and no other one before it."""
        ways: list[Formula] = []
        before: list[Formula] = []
        for number, holds in enumerate(self._holds):
            if number in numbers:
                ways.append(both([holds, *before]))
            elif number not in self._dead:
                before.append(self._fails[number])
        return either(ways)

    def none(self) -> Formula:
        """Where no row holds."""
        return both(self._fails)


def _never_chosen(rows: Rows, table: FirstMatch, search: Search) -> Iterator[Finding]:
    where = search.holds(rows.where)
    if search.possible(where) is False:
        return  # found as such
    for number, when in enumerate(rows.whens):
        counts = search.possible(where, table.first([number]))
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


def _gap(rows: Rows, table: FirstMatch, search: Search) -> Iterator[Finding]:
    if rows.gap is None:
        return
    facts = search.facts(search.holds(rows.where), table.none())
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
