"""What messages must carry in two policies (O2)."""

from typing import Any

import pytest

from analysis.desk import DESK, Document, changed, compared, only, only_of
from slapolicy import Policy
from slapolicy.analysis import Diff

ETA = {"id": "eta", "on": ["replied"], "requires": ["next_update_at"]}


def rules(*updates: Document) -> Document:
    return changed("updates", to=[*updates])


def compared_rules(old: Document, new: Document) -> Diff:
    return compared(rules(new), old=rules(old))


def broken(document: Document, found: Diff) -> list[str]:
    """What a policy finds wrong with the ticket that shows the only change."""
    witness = only(found).witnesses[0]
    return [each.message for each in Policy.from_dict(document).evaluate(witness.ticket, at=witness.at).violations]


def test_messages_and_intake_are_told_with_what_breaks_them() -> None:
    """O2, O3."""
    document = changed("updates", 0, "forbids", to=["raw_log"])
    document["intake"] = {"requires": ["site_url", ["screenshot", "payload"]]}
    message, intake = compared(document)
    assert (message.part, message.name, message.verdict) == ("update", "eta", "different")
    assert message.witnesses[0].old != message.witnesses[0].new
    assert (intake.part, intake.name, intake.verdict) == ("intake", "requires.payload or screenshot", "added")
    assert intake.witnesses[0].old != intake.witnesses[0].new


def test_o2_what_may_not_be_carried_any_more_is_shown_by_a_message_that_carries_it() -> None:
    """The ticket comes on Monday at 10:00, and the message an hour later."""
    change = only(compared_rules(ETA, ETA | {"forbids": ["raw_log"]}))
    before = "replied must carry next_update_at"
    assert change.sentence == f"{before} became {before} must not carry raw_log"
    assert (change.old, change.new) == (before, f"{before} must not carry raw_log")
    (witness,) = change.witnesses
    assert [(event.name, str(event.at), dict(event.facts)) for event in witness.ticket] == [
        ("created", "2026-01-05 10:00:00+00:00", {}),
        ("replied", "2026-01-05 11:00:00+00:00", {"raw_log": True}),
    ]
    assert str(witness.at) == "2026-01-05 11:00:00+00:00"
    assert witness.old == "`replied` must carry `next_update_at`"
    assert witness.new == "`replied` must carry `next_update_at`; `replied` must not carry `raw_log`"


def test_o2_a_rule_of_one_policy_only_is_broken_in_it_alone() -> None:
    added = only(compared(DESK, old=rules()))
    assert str(added) == "update eta: added: no rule became replied must carry next_update_at"
    assert (added.old, added.new) == (None, "replied must carry next_update_at")
    assert [(each.old, each.new) for each in added.witnesses] == [(None, "`replied` must carry `next_update_at`")]
    removed = only(compared(rules()))
    assert str(removed) == "update eta: removed: replied must carry next_update_at became no rule"
    assert (removed.old, removed.new) == ("replied must carry next_update_at", None)
    assert [(each.old, each.new) for each in removed.witnesses] == [("`replied` must carry `next_update_at`", None)]


def test_o2_a_rule_that_is_new_is_shown_by_a_ticket_that_it_is_for() -> None:
    rule = ETA | {"id": "pro", "when": {"plan": "pro"}}
    change = only(compared(rules(ETA, rule)))
    assert change.sentence == "no rule became replied where plan is pro must carry next_update_at"
    assert change.witness is not None
    assert [dict(event.facts) for event in change.witness] == [{"plan": "pro"}, {}]
    assert broken(rules(ETA, rule), compared(rules(ETA, rule))) == [
        *["`replied` must carry `next_update_at`"] * 2,
        "the ticket must tell `site_url`",
    ]


def test_o2_a_rule_for_fewer_tickets_is_shown_by_one_that_it_is_no_longer_for() -> None:
    change = only(compared_rules(ETA | {"when": {"users": {"ge": 5}}}, ETA | {"when": {"users": {"ge": 9}}}))
    assert change.sentence == (
        "replied where users is at least 5 must carry next_update_at became "
        "replied where users is at least 9 must carry next_update_at; seen with users: 5"
    )
    assert str(change.verdict) == "different"
    assert [(each.old, each.new) for each in change.witnesses] == [("`replied` must carry `next_update_at`", None)]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ({"on": ["replied"]}, {"on": ["replied", "closed"]}, "replied, closed must carry next_update_at"),
        ({}, {"if_carries": ["eta"]}, "replied with eta must carry next_update_at"),
        ({}, {"if_carries": ["eta", "plan"]}, "replied with eta or plan must carry next_update_at"),
        ({}, {"requires": [["next_update_at", "none"]]}, "replied must carry next_update_at or none"),
        ({}, {"requires": ["next_update_at", "who"]}, "replied must carry next_update_at, who"),
        ({}, {"forbids": ["log", "dump"]}, "replied must carry next_update_at must not carry log, dump"),
    ],
)
def test_o2_each_part_of_a_rule_is_told_and_shown(old: Any, new: Any, words: str) -> None:
    found = compared_rules(ETA | old, ETA | new)
    change = only(found)
    assert change.sentence == f"replied must carry next_update_at became {words}"
    assert broken(rules(ETA | old), found) != broken(rules(ETA | new), found)


def test_o2_the_order_in_which_a_rule_names_things_means_nothing() -> None:
    one = {"id": "a", "on": ["x", "y"], "if_carries": ["p", "q"], "requires": [["b", "c"], "d"], "forbids": ["f", "g"]}
    two = {"id": "a", "on": ["y", "x"], "if_carries": ["q", "p"], "requires": ["d", ["c", "b"]], "forbids": ["g", "f"]}
    assert not compared_rules(one, two)


def test_o2_of_several_rules_with_one_name_each_is_compared_with_its_like() -> None:
    one, two, three = ({"id": "eta", "on": ["replied"], "forbids": [fact]} for fact in ("a", "b", "c"))
    change = only(compared(rules(one, two, three), old=rules(one, two)))
    assert str(change) == "update eta: added: no rule became replied must not carry c"
    change = only(compared(rules(one, three), old=rules(one, two)))
    assert str(change) == "update eta: different: replied must not carry b became replied must not carry c"


def test_o2_a_message_may_have_to_carry_two_things_and_no_third_to_show_it() -> None:
    """It is for messages with `b`, or `a`, of tickets without `a`: so it carries `b`, and what is forbidden now."""
    rule = {"id": "r", "on": ["replied"], "when": {"a": {"present": False}}, "if_carries": ["a", "b"], "forbids": ["f"]}
    change = only(compared_rules(rule, rule | {"forbids": ["f", "g"]}))
    assert change.witness is not None
    assert dict(change.witness.events[1].facts) == {"b": True, "g": True}
    assert [(each.old, each.new) for each in change.witnesses] == [(None, "`replied` must not carry `g` beside `b`")]


def test_o2_no_message_carries_a_fact_that_an_event_cannot_state() -> None:
    """C12: `at` is when it was."""
    change = only(compared_rules(ETA, ETA | {"forbids": ["at"]}))
    assert (str(change.verdict), change.witnesses) == ("different", ())
    assert change.new == "replied must carry next_update_at must not carry at"


def test_past_the_bound_of_work_a_rule_for_other_tickets_is_undecided() -> None:
    """C12, O2: one that asks for something else is different all the same."""
    one = ETA | {"when": {"plan": "pro", "users": 1}}
    other = ETA | {"when": {"not": {"any": [{"plan": {"not": "pro"}}, {"users": {"not": 1}}]}}}
    found = compared(rules(other), old=rules(one), effort=0)
    assert str(only_of(found, "update").verdict) == "undecided"
    assert "seen with" not in only_of(found, "update").sentence
    found = compared(rules(other | {"forbids": ["f"]}), old=rules(one), effort=0)
    assert str(only_of(found, "update").verdict) == "different"
