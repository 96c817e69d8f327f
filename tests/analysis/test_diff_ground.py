"""What facts and severities both policies are asked about (C12, M2)."""

from typing import Any

from analysis.desk import Document, changed, compared, only
from slapolicy import Policy

PLAIN: Document = {
    "slapolicy": 1,
    "name": "plain",
    "facts": {"plan": {"one_of": ["free", "pro"]}},
    "targets": {"reply": {"start": "created", "stop": "replied", "within": "2 hours"}},
}


def within(limits: Any, **keys: Any) -> Document:
    return changed("targets", "reply", "within", to=limits, of=PLAIN | keys)


def test_m2_without_levels_the_severities_are_those_that_a_condition_names() -> None:
    """Any text may be stated there: one that is named, and another one."""
    rows = [{"when": {"severity": "urgent"}, "limit": "1 hour"}, {"limit": "2 hours"}]
    change = only(compared(within(rows), old=PLAIN))
    assert (change.severity, str(change.verdict)) == ("urgent", "stricter")
    assert change.witness is not None
    dues = [Policy.from_dict(each).deadlines(change.witness)["reply"] for each in (PLAIN, within(rows))]
    assert [str(due) for due in dues] == ["2026-01-05 12:00:00+00:00", "2026-01-05 11:00:00+00:00"]
    other = [{"when": {"severity": {"not": "urgent"}}, "limit": "1 hour"}, {"limit": "2 hours"}]
    assert "another severity" in {each.severity for each in compared(within(other), old=PLAIN)}


def test_m2_a_ticket_always_has_a_severity() -> None:
    """A condition on its presence holds of every ticket."""
    rows = [{"when": {"severity": {"present": True}}, "limit": "2 hours"}, {"limit": "1 hour"}]
    assert not compared(within(rows), old=PLAIN)


def test_c12_a_fact_may_be_what_either_policy_declares() -> None:
    """Only the new policy has a plan of gold, and only of it the limit is another one."""
    rows = [{"when": {"plan": "gold"}, "limit": "1 hour"}, {"limit": "2 hours"}]
    gold = {"plan": {"one_of": ["free", "pro", "gold"]}}
    (change,) = compared(within(rows, facts=gold), old=PLAIN).of("target")
    assert dict(change.facts) == {"plan": "gold"}


def test_c12_a_fact_that_one_policy_leaves_open_is_open() -> None:
    rows = [{"when": {"plan": {"not": ["free", "pro"]}, "any": [{"plan": {"present": True}}]}, "limit": "1 hour"}]
    (change,) = compared(within([*rows, {"limit": "2 hours"}], facts={"plan": "text"}), old=PLAIN).of("target")
    assert change.facts["plan"] not in {"free", "pro"}


def test_c12_a_fact_that_is_of_another_kind_is_what_it_is_compared_with() -> None:
    rows = [{"when": {"plan": {"ge": 3}}, "limit": "1 hour"}, {"limit": "2 hours"}]
    (change,) = compared(within(rows, facts={"plan": "number"}), old=PLAIN).of("target")
    assert dict(change.facts) == {"plan": 3}
