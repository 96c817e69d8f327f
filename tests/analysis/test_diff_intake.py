"""What tickets must tell and facts may be, in two policies (C12, O3)."""

from typing import Any

import pytest

from analysis.desk import DESK, Document, changed, compared, only, only_of
from slapolicy.analysis.diffs import Change


def intake(**parts: Any) -> Document:
    return changed("intake", to={"requires": ["site_url"], **parts})


def shown(change: Change) -> list[tuple[Any, Any]]:
    return [(each.old, each.new) for each in change.witnesses]


# -- what a ticket tells


def test_o3_what_must_be_told_now_is_shown_by_a_ticket_that_does_not() -> None:
    change = only(compared(intake(requires=["site_url", ["screenshot", "payload"]])))
    assert str(change) == ("intake requires.payload or screenshot: added: payload or screenshot is now required")
    assert (change.old, change.new, change.severity, dict(change.facts)) == (None, "intake", None, {})
    missing = "intake: the ticket must tell `site_url`"
    assert shown(change) == [(missing, f"intake: the ticket must tell `screenshot` or `payload`; {missing}")]


def test_o3_what_is_no_longer_asked_for() -> None:
    change = only(compared(DESK, old=intake(asks_for=[["screenshot", "payload"]])))
    assert str(change) == (
        "intake asks_for.payload or screenshot: removed: payload or screenshot is no longer asked for"
    )
    missing = "intake: the ticket must tell `site_url`"
    assert shown(change) == [(f"asked for payload or screenshot; {missing}", missing)]


def test_o3_what_is_required_by_another_rule_is_told_with_both() -> None:
    one, other = (intake(rules=[{"id": name, "requires": ["steps"]}]) for name in ("ours", "theirs"))
    change = only(compared(other, old=one))
    assert str(change) == "intake requires.steps: different: steps is, by theirs and not by ours, required"
    assert (change.old, change.new) == ("ours", "theirs")
    others = "intake: the ticket must tell `site_url`"
    assert shown(change) == [
        (f"{others}; ours: the ticket must tell `steps`", f"{others}; theirs: the ticket must tell `steps`")
    ]


def test_o3_by_which_rule_something_is_asked_for_is_not_told() -> None:
    one, other = (intake(rules=[{"id": name, "asks_for": ["steps"]}]) for name in ("ours", "theirs"))
    assert not compared(other, old=one)


def test_o3_a_rule_for_fewer_tickets_is_shown_by_one_that_it_is_no_longer_for() -> None:
    one = intake(rules=[{"requires": ["steps"]}])
    other = intake(rules=[{"when": {"plan": "pro"}, "requires": ["steps"]}])
    change = only(compared(other, old=one))
    assert str(change) == "intake requires.steps: different: steps is no longer required"
    others = "intake: the ticket must tell `site_url`"
    assert shown(change) == [(f"{others}; intake: the ticket must tell `steps`", others)]


def test_o3_a_rule_for_one_severity_is_told_of_it() -> None:
    rule = {"when": {"severity": "P0"}, "requires": ["steps"]}
    change = only(compared(intake(rules=[rule])))
    assert str(change) == "intake requires.steps at P0: added: steps is now required"
    assert change.witness is not None
    assert change.witness.events[0].facts == {"severity": "P0"}


def test_o3_the_facts_by_which_it_differs_are_those_of_a_ticket_that_does_not_tell() -> None:
    """A fact that is wanted is absent from the ticket, though the rule would hold with it too."""
    rule = {"when": {"any": [{"steps": {"present": True}}, {"users": {"ge": 9}}]}, "requires": ["steps"]}
    change = only(compared(intake(rules=[rule])))
    assert change.sentence == "steps is now required; seen with users: 9"
    assert dict(change.facts) == {"users": 9}
    assert len(change.witnesses) == 1


def test_o3_what_a_fact_may_be_is_not_told_again_of_the_intake() -> None:
    """C12: a plan of gold is wrong in the old policy, which is the change of the fact."""
    rule = {"when": {"plan": "gold"}, "requires": ["steps"]}
    document = changed("facts", "plan", to={"one_of": ["free", "pro", "gold"]}, of=intake(rules=[rule]))
    change = only_of(compared(document), "intake")
    others = "intake: the ticket must tell `site_url`"
    told = "intake: the ticket must tell `steps`, because plan is gold"
    assert shown(change) == [(others, f"{others}; {told}")]


def test_past_the_bound_of_work_what_a_ticket_must_tell_is_undecided() -> None:
    """C12, O3."""
    one = intake(rules=[{"when": {"plan": "pro", "users": 1}, "requires": ["steps"]}])
    (change,) = compared(one, effort=0).of("intake", "requires.steps")
    assert (str(change.verdict), change.witnesses, dict(change.facts)) == ("undecided", (), {})
    assert change.sentence == "steps is now required"


# -- what a fact may be


def test_what_a_fact_may_be_is_shown_by_a_value() -> None:
    """C12."""
    change = only(compared(changed("facts", "plan", to={"one_of": ["free", "pro", "gold"]})))
    assert (change.part, change.name, change.verdict) == ("fact", "plan", "different")
    assert (change.old, change.new) == ("one of `free`, `pro`", "one of `free`, `pro`, `gold`")
    assert change.sentence == "one of `free`, `pro` became one of `free`, `pro`, `gold`"
    assert change.witness is not None
    assert [(event.name, dict(event.facts)) for event in change.witness] == [("created", {"plan": "gold"})]
    assert shown(change) == [("`plan` is `gold`, allowed is one of `free`, `pro`", None)]


@pytest.mark.parametrize(
    ("old", "new", "line", "given", "wrong"),
    [
        (None, "number", "added: anything became a number", "something else", (None, "a number")),
        ("number", None, "removed: a number became anything", "something else", ("a number", None)),
        ("number", "boolean", "different: a number became true or false", True, ("a number", None)),
        ("boolean", "number", "different: true or false became a number", True, (None, "a number")),
        ("text", "boolean", "different: a text became true or false", "something else", (None, "true or false")),
        ("number", {"one_of": [1, 2]}, "different: a number became one of `1`, `2`", -1, (None, "one of `1`, `2`")),
        (
            {"many_of": ["a"]},
            {"many_of": ["a", "b"]},
            "different: a list of `a` became a list of `a`, `b`",
            ("b",),
            ("a list of `a`", None),
        ),
        (
            "instant",
            {"one_of": ["a"]},
            "different: an instant with its offset became one of `a`",
            "a",
            ("an instant with its offset", None),
        ),
        ({"one_of": [1]}, {"one_of": [True]}, "different: one of `1` became one of `yes`", 1, (None, "one of `yes`")),
    ],
)
def test_c12_a_value_that_shows_it_is_right_in_one_policy_and_wrong_in_the_other(
    old: Any, new: Any, line: str, given: Any, wrong: tuple[str | None, str | None]
) -> None:
    one, other = ({**DESK, "facts": DESK["facts"] | ({"extra": kind} if kind else {})} for kind in (old, new))
    change = only(compared(other, old=one))
    assert str(change) == f"fact extra: {line}"
    assert (change.old is None, change.new is None) == (old is None, new is None)
    assert change.witness is not None
    assert change.witness.events[0].facts == {"extra": given}
    written = "yes" if given is True else given[0] if isinstance(given, tuple) else given
    assert shown(change) == [tuple(words and f"`extra` is `{written}`, allowed is {words}" for words in wrong)]


def test_c12_a_fact_that_no_event_can_state_has_no_ticket() -> None:
    change = only(compared({**DESK, "facts": DESK["facts"] | {"at": "instant"}}))
    assert (str(change), change.witnesses) == ("fact at: added: anything became an instant with its offset", ())
