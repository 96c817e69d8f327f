"""Severities of two policies: what can be stated, and what facts lead to (M1-M4)."""

from analysis.desk import DESK, changed, compared, only


def test_rules_in_another_order_with_other_answers_are_a_difference() -> None:
    """M4: under `first` it does, where two of them hold together."""
    rules = [{"when": {"symptom": "outage"}, "then": "P0"}, {"when": {"plan": "free"}, "then": "P1"}]
    first = changed("severity", to={"levels": ["P0", "P1"], "combine": "first", "rules": rules})
    change = only(compared(changed("severity", "rules", to=rules[::-1], of=first), old=first))
    assert (change.old, change.new, dict(change.facts)) == ("P0", "P1", {"plan": "free", "symptom": "outage"})


def test_the_highest_of_several_severities_counts_in_whichever_order() -> None:
    """M4: an outage of a free plan is P0 either way."""
    rules = [{"when": {"symptom": "outage"}, "then": "P0"}, {"when": {"plan": "free"}, "then": "P1"}]
    one = changed("severity", "rules", to=rules)
    assert not compared(changed("severity", "rules", to=rules[::-1]), old=one)
    unique = changed("severity", "combine", to="unique", of=one)
    change = only(compared(unique, old=one))
    assert (change.old, change.new, dict(change.facts)) == ("P0", "unclear", {"plan": "free", "symptom": "outage"})
    assert not compared(changed("severity", "rules", to=rules[::-1], of=unique), old=unique)


def test_other_severities_are_told_once_with_facts_that_show_them() -> None:
    """M2: not again for each target."""
    change = only(compared(changed("severity", "rules", 1, "when", to={"symptom": "question", "plan": "pro"})))
    assert (change.part, change.old, change.new) == ("severity", "P1", "unclear")
    assert dict(change.facts) == {"symptom": "question"}


def test_a_level_that_is_new_can_be_stated() -> None:
    """M2: what is no level is unclear."""
    found = compared(changed("severity", "levels", to=["P0", "P1", "P2"]))
    change = found.changes[0]
    assert (change.name, change.verdict) == ("P2", "added")
    assert [(each.old, each.new) for each in change.witnesses] == [("unclear", "P2")]
    assert [(each.name, each.severity, each.verdict) for each in found.of("target")] == [("reply", "P2", "looser")]


def test_a_grid_and_rules_that_answer_alike_are_no_difference() -> None:
    """M1."""
    cells = {"outage": "P0", "question": "P1"}
    grid = {"levels": ["P0", "P1"], "grid": {"symptom": ["outage", "question"]}, "cells": cells}
    assert not compared(changed("severity", to=grid))


def test_what_facts_lead_to_is_told_in_whole_sentences() -> None:
    """M2, M4."""
    change = only(compared(changed("severity", "rules", 1, "when", to={"symptom": "question", "plan": "pro"})))
    assert str(change) == ("severity P1 to unclear: different: P1 became unclear; seen with symptom: question")
    assert [(each.old, each.new) for each in change.witnesses] == [("P1", "unclear")]


def test_a_level_that_is_gone_can_no_longer_be_stated() -> None:
    """M2."""
    more = changed("severity", "levels", to=["P0", "P1", "P2"])
    added, removed = (compared(*pair).of("severity", "P2") for pair in ((more, DESK), (DESK, more)))
    assert [str(each) for each in (*added, *removed)] == [
        "severity P2: added: an event can state it",
        "severity P2: removed: an event can no longer state it",
    ]
    assert [(each.old, each.new) for each in removed[0].witnesses] == [("P2", "unclear")]
    assert dict(removed[0].facts) == {"severity": "P2"}


def test_past_the_bound_of_work_other_severities_are_undecided() -> None:
    """C12, M2."""
    found = compared(changed("severity", "rules", 1, "when", to={"symptom": "question", "plan": "pro"}), effort=0)
    told = {each.name: (str(each.verdict), each.sentence) for each in found.of("severity")}
    left_open = "not found out within the bound of work: whether P1 became unclear for any facts"
    assert told["P1 to unclear"] == ("undecided", left_open)
