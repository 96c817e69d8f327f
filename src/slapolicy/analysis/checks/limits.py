"""Limits that loosen as the severity rises, or are over after the ticket's end, and warnings at the start (C8, C11)."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from slapolicy.analysis.checks.order import Later, Order, Timed
from slapolicy.analysis.checks.scopes import Option, Scope, search_of
from slapolicy.errors import Path, shown
from slapolicy.escalation.searches import Facts, Search
from slapolicy.findings import Finding, FindingLevel, undecided
from slapolicy.policy import Policy
from slapolicy.targets import Target, ThresholdKind
from slapolicy.witnesses import UNDECIDED, Effort, Formula, Lit, Spent, Undecided, both, either
from slapolicy.witnesses.formulas import YES

__all__ = ["limit_findings"]


class _Seen(NamedTuple):
    """Facts with which one limit is over later than another, the other facts if there are two, and how it is later."""

    row: Path
    one: Timed
    other: Timed
    facts: Facts
    against: Facts
    later: Later


_Found = _Seen | Undecided | None


def limit_findings(policy: Policy, effort: Effort) -> Iterator[Finding]:
    """What the limits of targets say of each other, and of their warnings."""
    check = _Check(policy, effort)
    for name, target in policy.targets.items():
        yield from check.as_severity_rises(name, target)
        yield from check.after_the_end(name, target)
        yield from check.warnings(name, target)


class _Check:
    """One check of all limits."""

    def __init__(self, policy: Policy, effort: Effort) -> None:
        self.policy = policy
        self.effort = effort
        self.order = Order(effort.share(2))
        self.dead = {
            name: Scope(policy, target, search_of(policy, [target], effort)).dead
            for name, target in policy.targets.items()
        }

    def as_severity_rises(self, name: str, target: Target) -> Iterator[Finding]:
        """Each limit that is over later than that of a lower severity, all other facts being the same."""
        severities = self.policy.severity.severities
        search = search_of(self.policy, [target], self.effort)
        if len(severities) < 2 or "severity" not in search.space.main:
            return
        instead = {"severity": search.space.double("severity")}
        higher, lower = (Scope(self.policy, target, search, each, self.dead[name]) for each in (None, instead))
        apart = _apart(search, instead["severity"], severities)
        for row, options in groupby(higher.options(), key=lambda option: option.row):
            found = _strongest(self._later(option, lower, lower.timed, apart) for option in options)
            path = ("targets", name, *row)
            if found is UNDECIDED:
                yield undecided(path, "whether this is looser than the limit of a lower severity")
            elif found is not None:
                yield _loosens(path, found)

    def after_the_end(self, name: str, target: Target) -> Iterator[Finding]:
        """A limit that is over later than that of a target which starts with it and ends the ticket."""
        if target.ends_ticket or target.repeats:
            return
        for other, end in self.policy.targets.items():
            if end.start != target.start or not end.ends_ticket or end.repeats:
                continue
            search = search_of(self.policy, [target, end], self.effort)
            last = Scope(self.policy, end, search, dead=self.dead[other])
            options = Scope(self.policy, target, search, dead=self.dead[name]).options()
            found = _strongest(self._later(option, last, last.timed) for option in options)
            if found is UNDECIDED:
                yield undecided(("targets", name), f"whether this is due later than {shown(other)}")
            elif found is not None:
                yield _after_the_end(("targets", name, *found.row), other, found)

    def warnings(self, name: str, target: Target) -> Iterator[Finding]:
        """A warning that is asked for a longer time before the deadline than the limit has."""
        scope = Scope(self.policy, target, search_of(self.policy, [target], self.effort))
        for number, warning in enumerate(target.warn):
            if warning.kind is not ThresholdKind.LEFT or warning.amount is None:
                continue
            path = ("targets", name, "warn", number)
            asked = ((Option(each._replace(limit=warning.amount), path, YES), each) for each in scope.timed)
            found = _strongest(self._later(option, scope, [limit]) for option, limit in asked)
            if found is UNDECIDED:
                yield undecided(path, "whether this comes as the clock starts")
            elif found is not None:
                yield _warns_at_start(path, found)

    def _later(self, option: Option, others: Scope, among: Sequence[Timed], *more: Formula) -> _Found:
        """Facts with which an option and one of others hold together, and the option is over later."""
        goals = [option.where, *more]
        try:
            later = dict(self._compared(option.timed, others, among, goals))
        except Spent:
            return UNDECIDED
        if not later or others.search.possible(*goals, others.where(later)) is False:
            return None
        always = [other for other in later if later[other].always]
        for wanted in (always, *([other] for other in later if other not in always)):
            found = others.search.pair(others.instead or {}, *goals, others.where(wanted))
            if isinstance(found, tuple):
                other = next(each for each in wanted if each == others.timed_for(found[1]))
                return _Seen(option.row, option.timed, other, *found, later[other])
        return UNDECIDED

    def _compared(
        self, one: Timed, others: Scope, among: Sequence[Timed], goals: Sequence[Formula]
    ) -> Iterator[tuple[Timed, Later]]:
        """Those than which a limit is over later; what is dear to compare, only where both can be had together."""
        for other in among:
            if self.order.is_cheap(one, other) or others.search.possible(*goals, others.where([other])) is not False:
                later = self.order.later(one, other)
                if later is not None:
                    yield other, later


def _strongest(found: Iterable[_Found]) -> _Found:
    """The first that is always so, else the first that sometimes is."""
    every = list(found)
    seen = [each for each in every if isinstance(each, _Seen)]
    always = [each for each in seen if each.later.always]
    return next(iter((*always, *seen)), UNDECIDED if UNDECIDED in every else None)


def _apart(search: Search, double: int, severities: Sequence[str]) -> Formula:
    """The severity is higher than its double: some cut lies between them; what is unclear has no place."""
    values = search.space.cells["severity"].values
    cells = [1 << values.index(severity) for severity in severities]
    main = search.space.main["severity"]
    cuts = range(1, len(cells))
    return either(both([Lit(main, sum(cells[:cut])), Lit(double, sum(cells[cut:]))]) for cut in cuts)


def _level(later: Later) -> FindingLevel:
    return FindingLevel.WARNING if later.always else FindingLevel.NOTE


def _when(later: Later) -> str:
    """The words for how often it is so."""
    return "" if later.always else ", for some starts"


def _loosens(path: Path, seen: _Seen) -> Finding:
    high, low = seen.facts["severity"], seen.against["severity"]
    return Finding(
        code="limit-loosens",
        level=_level(seen.later),
        path=path,
        message=f"{high} is due later than {low}{_when(seen.later)}: "
        f"{shown(seen.one.limit)} against {shown(seen.other.limit)}",
        witness=seen.facts,
        against=seen.against,
        at=seen.later.at,
        remedy="tighten it, or give both the same kind of time",
    )


def _after_the_end(path: Path, other: str, seen: _Seen) -> Finding:
    return Finding(
        code="due-after-end",
        level=_level(seen.later),
        path=path,
        message=f"this is due later than `{other}`, which ends the ticket{_when(seen.later)}: "
        f"{shown(seen.one.limit)} against {shown(seen.other.limit)}",
        witness=seen.facts,
        at=seen.later.at,
        remedy=f"tighten it, or loosen `{other}`",
    )


def _warns_at_start(path: Path, seen: _Seen) -> Finding:
    return Finding(
        code="warns-at-start",
        level=_level(seen.later),
        path=path,
        message=f"this warning comes as the clock starts{_when(seen.later)}: the limit is {shown(seen.other.limit)}",
        witness=seen.facts,
        at=seen.later.at,
        remedy="warn at a share such as `75%`, or nearer to the deadline",
    )
