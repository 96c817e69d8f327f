"""Each finding of a check of the ladder, whole: its place, its level, its sentence, its facts, what to do (E1, E6)."""

from typing import Any

from escalation.checked import BUG, LEVELS, during, found, ladder
from escalation.ladders import policy
from slapolicy import Policy
from slapolicy._model import FrozenMap
from slapolicy.findings import Finding, FindingLevel

ERROR, WARNING, NOTE = FindingLevel.ERROR, FindingLevel.WARNING, FindingLevel.NOTE

IMPOSSIBLE = {"all": [{"kind": "bug"}, {"kind": "billing"}]}


# Tickets


def test_e1_a_ticket_without_an_owner() -> None:
    no_owner, empty = found(ladder({"owner": [BUG]}))
    assert no_owner == Finding(
        code="no-owner",
        level=ERROR,
        path=LEVELS,
        message="no level has an owner for this ticket",
        witness=FrozenMap({}),
        remedy="add an owner without a condition, the last one in its level",
    )
    assert empty == Finding(
        code="level-without-owner",
        level=WARNING,
        path=(*LEVELS, 0, "owner"),
        message="nobody is named here: the level is skipped",
        witness=FrozenMap({}),
        remedy="add an owner without a condition as the last one",
    )


def test_e6_where_empty_levels_wait_a_ticket_waits_there() -> None:
    _, empty = found(ladder({"owner": [BUG]}, empty="wait"))
    assert (empty.level, empty.message) == (ERROR, "nobody is named here: the ticket waits")


def test_e1_a_ticket_that_no_level_is_for() -> None:
    (no_level,) = found(ladder({"owner": "desk", "when": {"kind": "bug"}}))
    assert no_level == Finding(
        code="no-level",
        level=WARNING,
        path=LEVELS,
        message="no level is for this ticket; the first one has it",
        witness=FrozenMap({}),
        remedy="leave out `when` in one of the levels",
    )


# Levels and rules


def test_e1_a_level_that_is_never_there() -> None:
    never = {"owner": "desk", "when": IMPOSSIBLE}
    assert found(ladder({"owner": "board"}, never)) == [
        Finding(
            code="never-there",
            level=ERROR,
            path=(*LEVELS, 1, "when"),
            message="this can never hold, so the level is never there",
            remedy="mend the condition, or remove the level",
        )
    ]


def test_e6_a_level_that_nobody_ever_fits() -> None:
    assert found(ladder({"owner": [BUG], "when": {"kind": "billing"}}, {"owner": "board"})) == [
        Finding(
            code="never-owned",
            level=ERROR,
            path=(*LEVELS, 0, "owner"),
            message="no owner ever fits where this level is there",
            remedy="mend the conditions",
        )
    ]


def test_e1_an_owner_behind_another_one() -> None:
    assert found(ladder({"owner": [{"owner": "board"}, BUG]})) == [
        Finding(
            code="never-chosen",
            level=WARNING,
            path=(*LEVELS, 0, "owner", 1),
            message="wherever this owner fits, an earlier one does",
            remedy="remove it, or mend the order",
        )
    ]


def test_e2_rules_that_never_fire() -> None:
    rules = [
        {"id": "a", "when": IMPOSSIBLE, "to": "next"},
        {"id": "b", "unresolved": "1 hour", "level": "level 1", "to": "next"},
    ]
    never = {"owner": "desk", "when": IMPOSSIBLE}
    _, first, second = found(ladder({"owner": "board"}, never, rules=rules))
    assert first == Finding(
        code="never-fires",
        level=ERROR,
        path=("escalation", "rules", 0, "when"),
        message="this can never hold, so the rule never fires",
        remedy="mend the condition, or remove the rule",
    )
    assert second == Finding(
        code="never-fires",
        level=ERROR,
        path=("escalation", "rules", 1, "level"),
        message="level `level 1` is never there, so the rule never fires",
        remedy="mend the level, or remove the rule",
    )


def test_m4_a_question_that_is_not_answered_is_repeated() -> None:
    """Levels and rules stand without a finding: what may be there is not said to be missing."""
    rules = ladder(during("day"), rules=[{"id": "a", "when": {"kind": "bug"}, "to": "next"}])
    assert [(finding.level, finding.path, finding.message) for finding in found(rules, effort=0)] == [
        (NOTE, path, f"not found out within the bound of work: whether {question}")
        for path, question in (
            (LEVELS, "no level has an owner for this ticket"),
            (LEVELS, "no level is for this ticket; the first one has it"),
            ((*LEVELS, 0, "owner"), "nobody is named here: the level is skipped"),
        )
    ]


# Severities


def by_severity(*severities: str, **parts: Any) -> Policy:
    """A level with an owner for these severities, in a policy whose matrix names none."""
    owners = [{"when": {"severity": severity}, "owner": "desk"} for severity in severities]
    return policy(severity={}, escalation={"levels": [{"name": "desk", "owner": owners}]}, **parts)


def test_m2_where_no_matrix_names_severities_a_ticket_may_be_unclear() -> None:
    """Or have any text, so long as the fact is not declared."""
    declared = by_severity("P0", "P1", facts={"severity": {"one_of": ["P0", "P1"]}})
    for rules in (by_severity("P0"), declared):
        assert {finding.witness for finding in found(rules)} == {FrozenMap({"severity": "unclear"})}
    every = by_severity("P0", "P1", "unclear", facts={"severity": {"one_of": ["P0", "P1", "unclear"]}})
    assert found(every) == []
    other, _ = found(by_severity("P0", "P1", "unclear"))
    assert other.witness is not None
    assert isinstance(other.witness["severity"], str)
    assert other.witness["severity"] not in {"P0", "P1", "unclear"}
