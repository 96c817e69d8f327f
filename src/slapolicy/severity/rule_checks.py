"""What a check finds in rules of severity: exact answers by search, or none where the bound of work is passed (M4)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from slapolicy._model import FrozenMap
from slapolicy.errors import Path, listed, place_of, shown
from slapolicy.facts import FactType
from slapolicy.findings import Finding, FindingLevel, Witness, undecided
from slapolicy.severity.answers import Answers, View
from slapolicy.severity.levels import never_given
from slapolicy.severity.rules import UNCLEAR, Combine
from slapolicy.tickets import Value
from slapolicy.witnesses import (
    UNDECIDED,
    Effort,
    Formula,
    Lit,
    Reading,
    Space,
    Spent,
    Undecided,
    both,
    either,
    facts_of,
    simplest,
    some,
)

__all__ = ["rule_findings"]

Facts = FrozenMap[str, Value]

_SHARE = 25  # no question takes more than this part of the effort that is left
_WIDEST = 2_000_000  # cells times tests: what it takes to write the questions down


def rule_findings(
    answers: Answers, types: Mapping[str, FactType], *, ordered: Sequence[str], stated: Sequence[str], effort: int
) -> Iterator[Finding]:
    """Everything that a check finds in rules whose facts have these types; `stated` are the levels that it names."""
    check = _Check(answers, types, effort)
    if check.space.size > _WIDEST:
        yield undecided(("rules",), "what these rules answer: they compare facts with too many values")
        return
    never, decisive = check.rules_that_never_decide()
    yield from never
    if answers.combine is Combine.UNIQUE:
        yield from check.conflicts()
    yield from check.levels_never_given(stated, decisive)
    if answers.otherwise == UNCLEAR:
        yield from check.unanswered()
    for number, fact in enumerate(ordered):
        yield from check.falls(fact, ("ordered", number))


class _Check:
    """One check: the rules as formulas over their facts, and the work that is left."""

    def __init__(self, answers: Answers, types: Mapping[str, FactType], effort: int) -> None:
        self.answers = answers
        self.rules = answers.rules
        self.types = types
        self.space = self._space()
        self.left = Effort(effort)

    @cached_property
    def view(self) -> View:
        """Where each rule holds, and where it does not."""
        return View.of(self.rules, self.space)

    def _space(self) -> Space:
        return Space([rule.when for rule in self.rules], self.types)

    def _possible(self, goals: Sequence[Formula]) -> bool | Undecided:
        try:
            return some(self.space.full, goals, self.left.share(_SHARE)) is not None
        except Spent:
            return UNDECIDED

    def _seen(self, goals: Sequence[Formula], space: Space) -> list[int] | Undecided | None:
        try:
            return simplest(space.full, goals, list(space.main.values()), self.left.share(_SHARE))
        except Spent:
            return UNDECIDED

    def _facts(self, goals: Sequence[Formula]) -> Facts | Undecided | None:
        seen = self._seen(goals, self.space)
        return facts_of(self.space, seen) if isinstance(seen, list) else seen

    def rules_that_never_decide(self) -> tuple[list[Finding], set[str]]:
        """Rules that could all be removed and no answer would change, and the severities that the others give.

        Later rules are looked at first: of two that say the same, the later one is superfluous.
        """
        found: list[Finding] = []
        kept = dict.fromkeys(range(len(self.rules)))
        decisive: set[str] = set()
        for number in reversed(range(len(self.rules))):
            covering = self.answers.covering(number, kept)
            decides = self._possible([self.view.holds[number], *(self.view.fails[each] for each in covering)])
            if decides is True:
                decisive.add(self.rules[number].then)
                continue
            facts = self._facts([self.view.holds[number]])
            if decides is UNDECIDED and facts is not None:
                facts = UNDECIDED
            found.append(self._never_decides(number, covering, facts))
            if decides is False:
                del kept[number]
        return found[::-1], decisive

    def _never_decides(self, number: int, covering: Sequence[int], facts: Facts | Undecided | None) -> Finding:
        if facts is None:
            return Finding(
                code="never-holds",
                level=FindingLevel.ERROR,
                path=("rules", number, "when"),
                message="this can never hold",
                remedy="mend the condition, or remove the rule",
            )
        if facts is UNDECIDED:
            return undecided(("rules", number), "whether this rule ever decides")
        winners = _WINNERS[self.answers.combine]
        return Finding(
            code="never-decisive",
            level=FindingLevel.WARNING,
            path=("rules", number),
            message=f"wherever this rule holds, {winners}, here {self._holding(covering, facts)}",
            witness=facts,
            remedy="remove the rule, or mend one of them",
        )

    def _holding(self, numbers: Iterable[int], facts: Facts) -> str:
        """Those of the rules that hold of these facts."""
        return listed((place_of(("rules", each)) for each in numbers if self.rules[each].when.holds(facts)), most=3)

    def conflicts(self) -> Iterator[Finding]:
        """Each rule that can hold together with an earlier one of another severity."""
        for number, rule in enumerate(self.rules):
            others = [each for each in range(number) if self.rules[each].then != rule.then]
            facts = self._facts([self.view.holds[number], either(self.view.holds[each] for each in others)])
            if facts is UNDECIDED:
                yield undecided(("rules", number), "whether this rule holds together with another")
            elif facts is not None:
                clashing = self._holding(others, facts)
                yield Finding(
                    code="conflict",
                    level=FindingLevel.ERROR,
                    path=("rules", number),
                    message=f"this rule can hold together with {clashing}, and gives another severity",
                    witness=facts,
                    remedy="mend the conditions, or state an order: `combine: highest` or `first`",
                )

    def levels_never_given(self, stated: Sequence[str], decisive: Collection[str]) -> Iterator[Finding]:
        """Each level of the matrix that no facts lead to."""
        given = () if self.answers.combine is Combine.UNIQUE else decisive  # unique: two that decide may clash
        for number, level in enumerate(stated):
            possible = level in given or level == UNCLEAR or self._possible([self.answers.gives(self.view, [level])])
            if possible is UNDECIDED:
                yield undecided(("levels", number), f"whether {shown(level)} is ever given")
            elif possible is False:
                yield never_given(number, level)

    def unanswered(self) -> Iterator[Finding]:
        """Facts that no rule answers, and no further fact would change that (M2)."""
        facts = self._facts(View.of(self.rules, self.space, Reading.NOT_KNOWN_YET).fails)
        if facts is UNDECIDED:
            yield undecided(("rules",), "whether these rules answer every combination")
        elif facts is not None:
            yield Finding(
                code="unanswered",
                level=FindingLevel.WARNING,
                path=("rules",),
                message="no rule answers, though no fact is missing that could change that",
                witness=facts,
                remedy="add a rule, or write `otherwise`",
            )

    def falls(self, fact: str, path: Path) -> Iterator[Finding]:
        """A severity that falls while a fact rises, all facts that matter being known."""
        rising = self.space.cells[fact].rising
        if not rising:
            yield Finding(
                code="no-order",
                level=FindingLevel.ERROR,
                path=path,
                message=f"the values of `{fact}` have no order",
                remedy="declare the fact as `{one_of: [...]}`, highest first, or as a number, an instant or a boolean",
            )
            return
        space = self._space()
        double = space.double(fact)
        higher = View.of(self.rules, space, Reading.NOT_KNOWN_YET)
        lower = View.of(self.rules, space, Reading.NOT_KNOWN_YET, {fact: double})
        apart = _apart(space.main[fact], double, rising)
        answers, open_yet = self.answers, False
        for most in range(1, len(answers.severities)):
            severe, mild = answers.severities[:most], answers.severities[most:]
            seen = self._seen([answers.gives(higher, mild), answers.gives(lower, severe), apart], space)
            if isinstance(seen, list):
                yield self._fall(path, fact, facts_of(space, seen), facts_of(space, seen, {fact: double}))
                return
            open_yet = open_yet or seen is UNDECIDED
        if open_yet:
            yield undecided(path, f"whether the severity falls as `{fact}` rises")

    def _fall(self, path: Path, fact: str, high: Witness, low: Witness) -> Finding:
        return Finding(
            code="severity-falls",
            level=FindingLevel.WARNING,
            path=path,
            message=f"as `{fact}` rises, the severity falls",
            witness=high,
            against=low,
            remedy=f"mend the rules, or take `{fact}` out of `ordered`",
        )


_WINNERS = {
    Combine.HIGHEST: "others that are at least as high do",
    Combine.FIRST: "an earlier one does",
    Combine.UNIQUE: "others of the same severity do",
}


def _apart(high: int, low: int, rising: Sequence[int]) -> Formula:
    """The one variable is in a higher cell than the other: some cut lies between them."""
    cells = [1 << place for place in rising]
    return either(both([Lit(low, sum(cells[:cut])), Lit(high, sum(cells[cut:]))]) for cut in range(1, len(cells)))
