"""Severities and how facts decide among them, as a value with one question (M1, M2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from pydantic import Field

from slapolicy._model import FrozenMap, Model
from slapolicy.conditions import in_words
from slapolicy.errors import Fault, listed, nearest, shown
from slapolicy.facts import fact_types
from slapolicy.findings import Finding
from slapolicy.severity.answers import Answers
from slapolicy.severity.dimensions import dimension_faults
from slapolicy.severity.grid_checks import Grid, grid_findings
from slapolicy.severity.grids import CellsField, grid_faults
from slapolicy.severity.rule_checks import rule_findings
from slapolicy.severity.rules import UNCLEAR, Combine, SeverityRule
from slapolicy.tickets import Value, value

__all__ = ["Classification", "SeverityMatrix"]


@dataclass(frozen=True, slots=True)
class Classification:
    """A severity and how it came about.

    Attributes:
        severity: one of the matrix's levels, or `UNCLEAR`.
        reasons: what gave it, a sentence each.
        missing: the facts that were absent and could have decided it, in alphabetical order (M2).
    """

    severity: str
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class SeverityMatrix(Model, frozen=True):
    """Severities, highest first, and how facts decide among them: by rules, by a grid, or only as stated (M1).

    Examples:
        >>> matrix = SeverityMatrix.rules([
        ...     {"when": {"symptom": ["outage", "data loss"]}, "then": "P0"},
        ...     {"when": {"symptom": "usage question"}, "then": "P2"},
        ... ], levels=["P0", "P1", "P2"])
        >>> matrix.classify(symptom="outage").severity
        'P0'
        >>> matrix.classify().missing
        ('symptom',)

    Raises:
        PolicyError: an unknown level, an empty cell, a dimension without levels; every fault at once.
    """

    levels: tuple[str, ...] = Field(default=(), description="the severities, highest first")
    combine: Combine = Combine.HIGHEST
    by_rules: tuple[SeverityRule, ...] = Field(default=(), alias="rules")
    by_grid: FrozenMap[str, tuple[str, ...]] = Field(
        default=FrozenMap(), alias="grid", description="dimensions, and the levels of each, highest first"
    )
    cells: CellsField = FrozenMap()
    ordered: tuple[str, ...] = Field(
        default=(), description="facts of the rules that are dimensions: as one rises, the severity must not fall"
    )
    may_fall: tuple[str, ...] = Field(
        default=(), description="dimensions of the grid in which the severity may fall while they rise"
    )
    otherwise: str = Field(default=UNCLEAR, description="the severity when no rule holds or a dimension is not known")

    @classmethod
    def rules(
        cls,
        rules: Iterable[Mapping[str, object] | SeverityRule],
        *,
        levels: Iterable[str] = (),
        combine: Combine | str = Combine.HIGHEST,
        otherwise: str = UNCLEAR,
        ordered: Iterable[str] = (),
    ) -> Self:
        """A matrix of rules; `levels` (highest first) may be left out where the rules name them in that order."""
        document: dict[str, Any] = {
            "rules": tuple(rules),
            "levels": tuple(levels),
            "combine": combine,
            "otherwise": otherwise,
            "ordered": tuple(ordered),
        }
        return cls.read(document)

    @classmethod
    def grid(
        cls,
        *,
        cells: Mapping[Any, Any],
        levels: Iterable[str] = (),
        may_fall: Iterable[str] = (),
        **dimensions: Iterable[str],
    ) -> Self:
        """A matrix with a severity for every combination of the dimensions' levels.

        Examples:
            >>> matrix = SeverityMatrix.grid(impact=["high", "low"], urgency=["high", "low"], cells={
            ...     ("high", "high"): "P1", ("high", "low"): "P2", ("low", "high"): "P2", ("low", "low"): "P3"})
            >>> matrix.classify(impact="high", urgency="low").reasons
            ('impact is high and urgency is low',)

        Cells are named by tuples in the order of the dimensions, or nested: `{"high": {"high": "P1", ...}, ...}`.
        """
        named = {name: tuple(levels_of) for name, levels_of in dimensions.items()}
        document: dict[str, Any] = {"grid": named, "cells": cells, "levels": tuple(levels), "may_fall": tuple(may_fall)}
        return cls.read(document)

    def checks(self) -> Iterable[Fault]:
        """One form, every cell of a grid filled, and no severity that is not a level."""
        faults = [*self._grid_faults(), *self._level_faults()]
        yield from faults
        if not faults:
            yield from dimension_faults(self.by_rules, self._grid, ordered=self.ordered, may_fall=self.may_fall)

    def _grid_faults(self) -> Iterable[Fault]:
        if self.by_rules and (self.by_grid or self.cells):
            yield Fault(code="two-forms", path=("grid",), found="`rules` and `grid`", allowed="one of them")
        if self.cells and not self.by_grid:
            yield Fault(code="missing-key", path=("grid",), found="nothing", allowed="the dimensions of the cells")
        yield from grid_faults(self.by_grid, self.cells)

    def _level_faults(self) -> Iterable[Fault]:
        if not self.levels:
            return
        named: list[tuple[tuple[str | int, ...], str]] = [
            *((("rules", number, "then"), rule.then) for number, rule in enumerate(self.by_rules)),
            *((("cells", *combination), severity) for combination, severity in self.cells.items()),
            (("otherwise",), self.otherwise),
        ]
        allowed = (*self.levels, UNCLEAR)
        for path, severity in named:
            if severity is not None and severity not in allowed:
                yield Fault(
                    code="unknown-severity",
                    path=path,
                    found=shown(severity),
                    allowed=f"one of {listed(allowed)}",
                    remedy=nearest(severity, allowed),
                )

    @cached_property
    def severities(self) -> tuple[str, ...]:
        """The levels, highest first: as written, else in the order in which rules or cells first name them."""
        named = self.levels or [*(rule.then for rule in self.by_rules), *self.cells.values(), self.otherwise]
        return tuple(dict.fromkeys(severity for severity in named if severity != UNCLEAR))

    @cached_property
    def reads(self) -> frozenset[str]:
        """The facts on which the severity may hang; it may be stated as well."""
        tested = (test.fact for rule in self.by_rules for test in rule.when.tests())
        return frozenset({"severity", *self.by_grid, *tested})

    @property
    def _grid(self) -> Grid:
        return Grid(self.by_grid, self.cells, self.severities, self.otherwise)

    def check(self, facts: Mapping[str, object] | None = None, *, effort: int = 10_000_000) -> tuple[Finding, ...]:
        """What its author may not have meant: gaps, rules that never count, conflicts, a severity that falls (M4).

        Examples:
            >>> matrix = SeverityMatrix.rules([
            ...     {"when": {"symptom": "outage"}, "then": "P0"},
            ...     {"when": {"symptom": "outage", "plan": "pro"}, "then": "P1"},
            ... ], levels=["P0", "P1"])
            >>> for finding in matrix.check(facts={"symptom": {"one_of": ["outage", "question"]}}):
            ...     print(finding.code, dict(finding.witness or {}))
            never-decisive {'symptom': 'outage', 'plan': 'pro'}
            never-given {}
            unanswered {'symptom': 'question'}

        Nothing is sampled: each answer is exact, or an `undecided` finding says that `effort` was not enough. That is
        counted, not timed, so that the findings are the same everywhere. Classifying a finding's witness shows what it
        says.

        Args:
            facts: the types of facts, as a policy declares them; a fact without one is what it is compared with, and
                a dimension of a grid is one of its levels.
            effort: the bound of work.

        Raises:
            PolicyError: a type can't be read.
        """
        types = fact_types(facts or {})
        if self.by_grid:
            return tuple(grid_findings(self._grid, types, may_fall=self.may_fall, stated=self.levels))
        if not self.by_rules:
            return ()  # only events state the severity
        answers = Answers(self.by_rules, self.combine, self.severities, self.otherwise)
        return tuple(rule_findings(answers, types, ordered=self.ordered, stated=self.levels, effort=effort))

    def classify(self, **facts: object) -> Classification:
        """The severity of these facts; it never fails (M2)."""
        return self.classification({name: value(given) for name, given in facts.items() if given is not None})

    def classification(self, facts: Mapping[str, Value]) -> Classification:
        """The same from a mapping of facts that are already values."""
        if self.by_grid:
            return self._by_grid(facts)
        if self.by_rules:
            return self._by_rules(facts)
        return Classification(
            self.otherwise, ("no severity is stated, and the policy has no rule for it",), ("severity",)
        )

    def _by_grid(self, facts: Mapping[str, Value]) -> Classification:
        missing = tuple(sorted(name for name in self.by_grid if name not in facts))
        strange = [
            f"{name} is {in_words(facts[name])}, which is none of {listed(levels)}"
            for name, levels in self.by_grid.items()
            if name in facts and facts[name] not in levels
        ]
        if missing or strange:
            return Classification(self.otherwise, tuple(strange) or ("facts are missing",), missing)
        severity = self.cells[tuple(str(facts[name]) for name in self.by_grid)]
        reason = " and ".join(f"{name} is {in_words(facts[name])}" for name in self.by_grid)
        return Classification(severity, (reason,))

    def _by_rules(self, facts: Mapping[str, Value]) -> Classification:
        holding = [rule for rule in self.by_rules if rule.when.holds(facts)]
        if not holding:
            hangs = [rule.when.open_facts(facts) or () for rule in self.by_rules]
            missing = tuple(sorted({fact for facts_of in hangs for fact in facts_of}))
            return Classification(self.otherwise, ("no rule holds",), missing)
        if self.combine is Combine.FIRST:
            holding = holding[:1]
        given = {rule.then for rule in holding}
        if self.combine is Combine.UNIQUE and len(given) > 1:
            return Classification(UNCLEAR, tuple(f"{rule.words} gives {rule.then}" for rule in holding))
        severity = given.pop() if len(given) == 1 else min(given, key=(*self.severities, UNCLEAR).index)
        return Classification(severity, tuple([rule.words for rule in holding if rule.then == severity]))
