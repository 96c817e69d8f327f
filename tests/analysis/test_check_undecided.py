"""What a check asks, told as questions where nothing may be done to answer them (M4)."""

from typing import Any

import pytest

from analysis.paper import OFFICE, one_target, policy
from slapolicy.analysis import check
from slapolicy.findings import FindingLevel, undecided

VIP, BUG = {"vip": True}, {"kind": "bug"}
DECIDES = "whether this ever holds, and ever does not"
COUNTS = "whether this row ever counts"
REPLY = {
    "stop": "replied",
    "pause": {"status": "waiting"},
    "applies": VIP,
    "warn": ["3 hours left"],
    "owner": [{"when": BUG, "owner": "a"}],
}
LATE = {"id": "late", "when": BUG, "target": "reply", "at": "due", "notify": "a"}


def questions(rules: Any) -> list[tuple[str, str]]:
    """Where something is asked, and what; nothing is claimed without work."""
    findings = check(rules, effort=0)
    for each in findings:
        question = each.message.removeprefix("not found out within the bound of work: ")
        assert each == undecided(each.path, question)
        assert (each.code, each.level, each.witness, each.at) == ("undecided", FindingLevel.NOTE, None, None)
        assert each.remedy == "declare the facts, or allow more `effort`"
    return [(each.place, each.message.removeprefix("not found out within the bound of work: ")) for each in findings]


@pytest.mark.parametrize("first", ["4 hours", "4 business hours"])
def test_m4_every_question_about_targets(first: str) -> None:
    """Limits of one kind, and of two: what no amount of looking at a week could show is asked as well."""
    targets = {
        "reply": REPLY | {"within": {"P0": first, "P1": "2 hours", "unclear": "1 hour"}},
        "solution": {"stop": "resolved", "within": "30 minutes"},
    }
    rules = policy(calendars={"office": OFFICE}, calendar="office", targets=targets)
    rows = ["within.P0", "within.P1", "within.unclear", "owner[0]"]
    assert questions(rules) == [
        ("targets.reply.pause", DECIDES),
        *((f"targets.reply.{each}", DECIDES) for each in (*rows[:3], "owner[0].when", "applies")),
        ("targets.reply.pause", "whether this ever holds"),
        *((f"targets.reply.{each}", COUNTS) for each in rows),
        ("targets.reply.owner", "whether this target has no owner for this ticket"),
        ("targets.reply.within.P0", "whether this is looser than the limit of a lower severity"),
        ("targets.reply", "whether this is due later than `solution`"),
        ("targets.reply.warn[0]", "whether this comes as the clock starts"),
        ("targets.solution.within", COUNTS),
        ("targets.solution.within", "whether no row is for this ticket, so nothing is promised"),
    ]


def test_m4_questions_about_rules_and_messages() -> None:
    link = {"id": "link", "when": BUG, "on": ["replied"], "requires": [["url"]]}
    plain = {"id": "plain", "when": VIP, "on": ["replied"], "forbids": ["url"]}
    escalation = {"levels": [{"name": "a", "owner": "a"}], "rules": [LATE]}
    rules = one_target(applies=VIP).replace(escalation=escalation, updates=[link, plain])
    promises = "whether `reply` promises anything while this rule's condition holds"
    assert [each for each in questions(rules) if each[0].startswith(("updates", "escalation"))] == [
        ("escalation.levels", "whether no level has an owner for this ticket"),
        ("escalation.levels", "whether no level is for this ticket; the first one has it"),
        ("escalation.levels[0].owner", "whether nobody is named here: the level is skipped"),
        ("escalation.rules[0].when", DECIDES),
        ("escalation.rules[0].target", promises),
        ("updates[0].when", DECIDES),
        ("updates[1].when", DECIDES),
        ("updates[1]", "whether a message can keep this rule and `link`"),
    ]


def test_m4_the_questions_are_answered_with_more_work() -> None:
    """That a row never counts is seen at once; by what it is covered takes work."""
    rows = [{"when": VIP | {"kind": kind}, "limit": "1 hour"} for kind in ("bug", "bill")]
    rules = one_target(within=[*rows, {"when": VIP | {"kind": ["bug", "bill"]}, "limit": "2 hours"}, {"limit": "none"}])
    told = []
    for effort in range(0, 600, 3):
        told += [each.message for each in check(rules, effort=effort) if each.place == "targets.reply.within[2]"]
    steps = [
        "not found out within the bound of work: by what this row is covered",
        "wherever this row holds, an earlier one does, here `within[0]`",
    ]
    assert list(dict.fromkeys(told)) == steps
    assert told == sorted(told, key=steps.index)


def test_m4_what_is_found_without_work_may_have_nothing_to_show() -> None:
    """That a row holds for other tickets than the target is seen at once; a ticket for which it holds is not."""
    rules = one_target(applies={"severity": "P0"}, within={"P0": "1 hour", "P1": "2 hours"})
    message = "where this row holds, the target does not apply"
    shown = [each.witness for each in (*check(rules, effort=0), *check(rules)) if each.message == message]
    assert shown == [None, {"severity": "P1"}]
