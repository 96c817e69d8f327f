"""What a check finds in a ladder: tickets without an owner, empty levels, rules that never fire, gaps (E1, E6).

Each answer is exact, by search over the facts that the ladder reads; or an `undecided` finding says that the bound of
work was passed.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.conditions import All
from slapolicy.errors import CalendarError, Path, listed, shown
from slapolicy.escalation.coverage import Choice, Cover, covers, nobody_chosen
from slapolicy.escalation.ladder import EmptyLevel, Escalation
from slapolicy.escalation.levels import Level, LevelOwner
from slapolicy.escalation.owners import Owner
from slapolicy.escalation.searches import Facts, Search
from slapolicy.facts import FactType
from slapolicy.findings import Finding, FindingLevel, undecided
from slapolicy.severity import SeverityMatrix
from slapolicy.spans import Span
from slapolicy.witnesses import UNDECIDED, Formula, either

__all__ = ["Between", "gap_finding", "ladder_findings"]

Between = tuple[datetime | str, datetime | str]

_CLOSED = ""
"""The time at which a calendar is closed, among the names of calendars."""


class Parts(Protocol):
    """The parts of a policy that its ladder hangs on."""

    @property
    def escalation(self) -> Escalation | None: ...
    @property
    def owners(self) -> Mapping[str, Owner]: ...
    @property
    def calendars(self) -> Mapping[str, Calendar]: ...
    @property
    def facts(self) -> Mapping[str, FactType]: ...
    @property
    def severity(self) -> SeverityMatrix: ...


def ladder_findings(parts: Parts, *, between: Between | None = None, effort: int = 1_000_000) -> Iterator[Finding]:
    """Everything that a check finds in the ladder of a policy.

    Examples:
        >>> from slapolicy import Policy
        >>> policy = Policy.from_dict({"slapolicy": 1, "name": "small", "escalation": {"levels": [
        ...     {"name": "desk", "owner": [{"when": {"label": "bug"}, "owner": "desk"}]}]}})
        >>> for finding in ladder_findings(policy):
        ...     print(finding.code, dict(finding.witness or {}))
        no-owner {}
        level-without-owner {}

    Facts are as the policy declares them, absent ones too; an event may state any severity. A ticket with the facts of
    a witness shows what a finding says.

    Args:
        parts: the policy.
        between: an instant and a later one, between which people who take turns must not leave a gap; without it
            gaps are not looked for.
        effort: the bound of work.

    Raises:
        InstantError: an instant of `between` is naive or out of range.
    """
    if parts.escalation is None:
        return
    check = _Check(parts, parts.escalation, effort)
    yield from check.tickets_without_owner()
    for number, level in enumerate(parts.escalation.levels):
        yield from check.level(number, level)
    yield from check.rules_that_never_fire()
    if between is not None:
        yield from _gaps(parts.escalation, parts.owners, between)


class _Question(NamedTuple):
    """What a finding would say, if there are facts for it."""

    code: str
    level: FindingLevel
    path: Path
    message: str
    remedy: str
    levels: tuple[Level, ...] = ()
    """The levels whose calendars may be closed."""


class _Check:
    """One check of a ladder, within a bound of work."""

    def __init__(self, parts: Parts, escalation: Escalation, effort: int) -> None:
        self.levels = escalation.levels
        self.rules = escalation.rules
        self.waits = escalation.empty is EmptyLevel.WAIT
        conditions = [held for _, held in escalation.conditions()]
        self.search = Search(conditions, parts.facts, parts.severity.severities, effort)
        during = [
            dict.fromkeys(rule.during for rule in level.owner if rule.during is not None) for level in self.levels
        ]
        named = [[name for name in names if name in parts.calendars] for names in during]
        self.named = {name: parts.calendars[name] for names in named for name in names}
        self.covers = covers(self.named, named)

    def _choices(self, level: Level, *, there: bool) -> list[Choice]:
        """The owners of a level as choices; where it is `there`, its own condition is a part of theirs."""
        return [
            Choice(self.search.fails(All((level.when, rule.when)) if there else rule.when), self._calendar(rule.during))
            for rule in level.owner
        ]

    def _calendar(self, name: str | None) -> str | None:
        """A calendar that is not always open."""
        return name if name in self.named else None

    def _ask(self, question: _Question, *goals: Formula) -> Iterator[Finding]:
        """A finding with the facts that show it, if there are any."""
        facts = self.search.facts(*goals)
        if facts is UNDECIDED:
            yield undecided(question.path, f"whether {question.message.format(while_closed='')}")
        elif facts is not None:
            message = question.message.format(while_closed=self._while_closed(question.levels, facts))
            yield _finding(question, message, facts)

    def _while_closed(self, levels: tuple[Level, ...], facts: Facts) -> str:
        """The calendars for which somebody would have it at one of these levels, if they were open."""
        there = [level for level in levels if level.is_for(facts)] or levels[:1]
        fitting = [rule for level in there for rule in level.owner if rule.when.holds(facts)]
        names = dict.fromkeys(rule.during for rule in fitting if rule.during in self.named)
        return f" while {listed(map(str, names))} {'is' if len(names) == 1 else 'are'} closed" if names else ""

    def tickets_without_owner(self) -> Iterator[Finding]:
        """Facts of which no level that is there has an owner, and those for which no level is."""
        everyone = [choice for level in self.levels for choice in self._choices(level, there=True)]
        first = nobody_chosen(self._choices(self.levels[0], there=False), self.covers)
        some_level = either(self.search.holds(level.when) for level in self.levels)
        question = _Question(
            "no-owner",
            FindingLevel.ERROR,
            ("escalation", "levels"),
            "no level has an owner for this ticket{while_closed}",
            "add an owner without a condition, the last one in its level",
            self.levels,
        )
        yield from self._ask(question, nobody_chosen(everyone, self.covers), either([some_level, first]))
        question = _Question(
            "no-level",
            FindingLevel.WARNING,
            ("escalation", "levels"),
            "no level is for this ticket; the first one has it",
            "leave out `when` in one of the levels",
        )
        yield from self._ask(question, *(self.search.fails(level.when) for level in self.levels))

    def level(self, number: int, level: Level) -> Iterator[Finding]:
        """What is wrong with one level: it is never there, never has an owner, or not always has one."""
        path: Path = ("escalation", "levels", number)
        there = self.search.holds(level.when)
        if self.search.facts(there) is None:
            message, remedy = (
                "this can never hold, so the level is never there",
                "mend the condition, or remove the level",
            )
            yield Finding(
                code="never-there", level=FindingLevel.ERROR, path=(*path, "when"), message=message, remedy=remedy
            )
            return
        chosen = [self._chosen(level, place) for place in range(len(level.owner))]
        if not any(chosen):
            yield Finding(
                code="never-owned",
                level=FindingLevel.ERROR,
                path=(*path, "owner"),
                message="no owner ever fits where this level is there",
                remedy="mend the conditions",
            )
            return
        for place, possible in enumerate(chosen):
            if not possible:
                yield Finding(
                    code="never-chosen",
                    level=FindingLevel.WARNING,
                    path=(*path, "owner", place),
                    message="wherever this owner fits, an earlier one does",
                    remedy="remove it, or mend the order",
                )
        question = _Question(
            "level-without-owner",
            FindingLevel.ERROR if self.waits else FindingLevel.WARNING,
            (*path, "owner"),
            "nobody is named here{while_closed}: " + ("the ticket waits" if self.waits else "the level is skipped"),
            "add an owner without a condition as the last one",
            (level,),
        )
        yield from self._ask(question, there, nobody_chosen(self._choices(level, there=False), self.covers))

    def _chosen(self, level: Level, place: int) -> bool:
        """Whether there are facts and a time, or may be, with which an owner is the first that fits."""
        rule, before = level.owner[place], level.owner[:place]
        earlier = nobody_chosen(self._choices(level, there=False)[:place], self._covers_of(before, rule.during))
        return self.search.facts(self.search.holds(level.when), self.search.holds(rule.when), earlier) is not None

    def _covers_of(self, before: Sequence[LevelOwner], during: str | None) -> Sequence[Cover]:
        """The sets of some owners' calendars of which one is open whenever a calendar is, or without one always.

        A calendar is open whenever it is itself; only the others have to be compared with it, which may take a look at
        every year.
        """
        name = self._calendar(during)
        if name is None:
            return self.covers
        itself = frozenset({name})
        others = {rule.during: self.named[rule.during] for rule in before if rule.during in self.named.keys() - itself}
        try:
            closed = {_CLOSED: ALWAYS - self.named[name]} if others else {}
        except CalendarError:
            return self.covers  # it is always open (T7)
        return [itself, *(cover - {_CLOSED} for cover in covers(others | closed))]

    def rules_that_never_fire(self) -> Iterator[Finding]:
        """Each rule whose condition never holds, or that waits at a level that is never there."""
        whens = {level.name: level.when for level in self.levels}
        for number, rule in enumerate(self.rules):
            path: Path = ("escalation", "rules", number)
            if self.search.facts(self.search.holds(rule.when)) is None:
                remedy = "mend the condition, or remove the rule"
                yield _never_fires((*path, "when"), "this can never hold, so the rule never fires", remedy)
            elif rule.level is not None and self.search.facts(self.search.holds(whens[rule.level])) is None:
                message = f"level {shown(rule.level)} is never there, so the rule never fires"
                yield _never_fires((*path, "level"), message, "mend the level, or remove the rule")


def _gaps(escalation: Escalation, owners: Mapping[str, Owner], between: Between) -> Iterator[Finding]:
    """Stretches in which an owner of a level has nobody on duty (E6)."""
    used = dict.fromkeys(rule.owner for level in escalation.levels for rule in level.owner)
    for name in used:
        rotation = owners[name].rotation if name in owners else None
        gaps = list(rotation.gaps(*between)) if rotation else []
        if gaps:
            yield gap_finding(name, gaps)


def gap_finding(name: str, gaps: Sequence[Span]) -> Finding:
    """That nobody is on duty for an owner in these stretches."""
    whole = sum((gap.length for gap in gaps), timedelta())
    first = f"first from {gaps[0].start.isoformat()} to {gaps[0].end.isoformat()}"
    more = f", {len(gaps)} times, {whole} in all" if len(gaps) > 1 else ""
    return Finding(
        code="rotation-gap",
        level=FindingLevel.WARNING,
        path=("owners", name, "rotation"),
        message=f"nobody is on duty for {shown(name)}{more}; {first}",
        at=gaps[0].start,
        remedy="add a layer, or an override",
    )


def _finding(question: _Question, message: str, facts: Facts) -> Finding:
    return Finding(
        code=question.code,
        level=question.level,
        path=question.path,
        message=message,
        witness=facts,
        remedy=question.remedy,
    )


def _never_fires(path: Path, message: str, remedy: str) -> Finding:
    return Finding(code="never-fires", level=FindingLevel.ERROR, path=path, message=message, remedy=remedy)
