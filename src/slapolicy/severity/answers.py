"""What rules answer, as formulas: where a rule decides, and where the severity is one of several (M4)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from slapolicy.severity.rules import UNCLEAR, Combine, SeverityRule
from slapolicy.witnesses import Both, Formula, Reading, Space, either

__all__ = ["Answers", "View"]


@dataclass(frozen=True, slots=True)
class View:
    """Where each rule holds, and where it does not, in one combination of facts."""

    holds: Sequence[Formula]
    fails: Sequence[Formula]

    @classmethod
    def of(
        cls,
        rules: Sequence[SeverityRule],
        space: Space,
        reading: Reading = Reading.AS_A_VALUE,
        instead: Mapping[str, int] | None = None,
    ) -> "View":
        """The rules as formulas over the variables of a space; `instead` names the double of a fact."""
        return cls(
            [space.formula(rule.when, reading, instead=instead) for rule in rules],
            [space.formula(rule.when, reading, holds=False, instead=instead) for rule in rules],
        )


@dataclass(frozen=True)
class Answers:
    """Rules and the way in which they combine; the severities are in order, highest first."""

    rules: Sequence[SeverityRule]
    combine: Combine
    severities: Sequence[str]
    otherwise: str

    @cached_property
    def ranks(self) -> Sequence[int]:
        """The place of what each rule gives, 0 for the highest severity; unclear comes last."""
        places = {severity: place for place, severity in enumerate((*self.severities, UNCLEAR))}
        return [places[rule.then] for rule in self.rules]

    def covering(self, number: int, others: Iterable[int]) -> list[int]:
        """Those of the other rules beside which a rule adds nothing where both hold."""
        rank = self.ranks[number]
        match self.combine:
            case Combine.FIRST:
                return [other for other in others if other < number]
            case Combine.UNIQUE:
                return [other for other in others if self.ranks[other] == rank and other != number]
            case _:
                return [other for other in others if self.ranks[other] <= rank and other != number]

    def gives(self, view: View, chosen: Collection[str]) -> Formula:
        """Where the severity is one of these: one of them, the highest few or the lowest few.

        Where facts are not known yet, the severity is one of these whatever they turn out to be.
        """
        ways = list(self._ways(view, chosen))
        if self.otherwise in chosen and self.combine is not Combine.UNIQUE:
            ways.append(Both(self._others(view.fails, chosen)))
        return either(ways)

    def _ways(self, view: View, chosen: Collection[str]) -> Iterator[Formula]:
        match self.combine:
            case Combine.FIRST:
                before: list[Formula] = []
                for rule, holds, fails in zip(self.rules, view.holds, view.fails, strict=True):
                    if rule.then in chosen:
                        yield Both((holds, *before))
                    else:
                        before.append(fails)
            case Combine.UNIQUE:
                for severity in chosen:
                    others = self._others(view.fails, [severity])
                    one = either(self._those(view.holds, [severity]))
                    yield Both(others if self.otherwise in chosen else (one, *others))
            case _:
                highest = min(map(self.severities.index, chosen))
                one = either(self._those(view.holds, chosen))
                yield Both((one, *self._those(view.fails, self.severities[:highest])))

    def _those(self, formulas: Sequence[Formula], given: Collection[str]) -> tuple[Formula, ...]:
        """The formulas of the rules that give one of these severities."""
        return tuple(each for each, rule in zip(formulas, self.rules, strict=True) if rule.then in given)

    def _others(self, formulas: Sequence[Formula], given: Collection[str]) -> tuple[Formula, ...]:
        """The formulas of the rules that give another severity."""
        return tuple(each for each, rule in zip(formulas, self.rules, strict=True) if rule.then not in given)
