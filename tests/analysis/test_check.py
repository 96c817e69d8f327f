"""A check of a whole policy gathers what is found in its parts, each under its own key (M4)."""

import json

from analysis.paper import found, policy
from documents.random_policies import random_document
from slapolicy import Policy
from slapolicy.analysis import check
from twin import check_cases
from twin.check_shown import shows


def test_m4_the_findings_of_the_parts_come_in_the_order_of_the_document() -> None:
    policy = Policy.from_yaml("""
name: small
facts: {symptom: {one_of: [outage, question]}, vip: boolean}
severity: {levels: [P0], rules: [{when: {symptom: outage}, then: P0}]}
escalation: {levels: [{name: desk, owner: [{when: {vip: true}, owner: desk}]}]}
""")
    assert [(finding.code, finding.place) for finding in check(policy)] == [
        ("unanswered", "severity.rules"),
        ("no-owner", "escalation.levels"),
        ("level-without-owner", "escalation.levels[0].owner"),
    ]


def test_m4_a_policy_that_says_all_has_no_findings() -> None:
    policy = Policy.from_yaml("""
name: small
severity: {levels: [P0, P1], rules: [{when: {symptom: outage}, then: P0}], otherwise: P1}
targets: {reply: {start: created, stop: replied, within: 2 hours}}
escalation: {levels: [{name: desk, owner: desk}]}
""")
    assert check(policy) == ()


SEVERITY = {"levels": ["P0", "P1"], "rules": [
    {"when": {"kind": "bug"}, "then": "P0"}, {"when": {"kind": "bill"}, "then": "P1"}]}  # fmt: skip


def test_m4_the_severity_is_checked_with_what_is_declared() -> None:
    """No third kind may come where none is declared; and with no work, its questions are open like any other."""
    declared = {"kind": {"one_of": ["bug", "bill"]}}
    assert found(policy(severity=SEVERITY)) == [("unanswered", "severity.rules", "warning")]
    assert found(policy(severity=SEVERITY, facts=declared)) == []
    asked = found(policy(severity=SEVERITY, facts=declared), effort=0)
    assert ("undecided", "severity.rules[0]", "note") in asked


NEVER = {"all": [{"vip": True}, {"vip": False}]}


def test_m4_what_never_holds_is_told_once() -> None:
    """The ladder tells it of its levels and rules, and a target named after it of its own."""
    levels = [{"name": "a", "owner": "a"}, {"name": "b", "owner": "b", "when": NEVER}]
    rules = [{"id": "r", "on": "asked", "to": "next"}, {"id": "s", "on": "asked", "notify": "a", "when": NEVER}]
    assert found(policy(escalation={"levels": levels, "rules": rules})) == [
        ("never-there", "escalation.levels[1].when", "error"),
        ("never-fires", "escalation.rules[1].when", "error"),
    ]
    targets = {"escalation": {"stop": "replied", "within": "1 hour", "applies": NEVER}}
    assert found(policy(targets=targets)) == [("never-holds", "targets.escalation.applies", "error")]


def test_m4_a_fact_that_a_goal_measures_is_in_use() -> None:
    text = "{name: small, facts: {satisfaction: number}, goals: {liked: {mean: %s, above: 4.5}}}"
    assert check(Policy.from_yaml(text % "satisfaction")) == ()
    assert [finding.place for finding in check(Policy.from_yaml(text % "rating"))] == ["facts.satisfaction"]


def test_p2_every_policy_can_be_checked_and_told_as_plain_data() -> None:
    """Whole documents at random, with every key; whatever is found stands in the document."""
    for number in range(25):
        document = random_document("check", number)
        for finding in check(Policy.from_dict(document), between=("2026-01-01T00:00Z", "2026-03-01T00:00Z")):
            assert finding.path[0] in document
            assert json.loads(json.dumps(finding.to_dict()))["place"] == finding.place


def test_m4_with_little_work_less_is_found_and_nothing_made_up() -> None:
    """What is found is shown by a decision; the rest is told as a question that is open."""
    told = {"found": 0, "open": 0}
    for number in range(12):
        policy = Policy.from_dict(check_cases.random_document("little", number))
        for effort in (100, 1_000, 10_000):
            for finding in check(policy, effort=effort):
                is_open = finding.code == "undecided"
                told["open" if is_open else "found"] += 1
                elsewhere = finding.path[0] == "severity" or finding.code.startswith(("unused", "never-reached"))
                assert is_open or elsewhere or shows(policy, finding)
    assert min(told.values()) > 100


def test_m4_the_findings_of_a_part_come_in_its_order() -> None:
    """By target as they are written, and by the number of a rule; whatever kind of finding it is."""
    either = {"any": [{"vip": True}, {"vip": {"not": True}}]}
    target = {"stop": NEVER, "applies": either, "within": "1 hour"}
    torn = {"id": "torn", "on": ["replied"], "requires": [["url"]], "forbids": ["url"]}
    rules = policy(
        targets={"solution": target, "reply": target},
        updates=[torn, {"id": "all", "on": ["told"], "when": either}],
    )
    assert [(code, place) for code, place, _ in found(rules)] == [
        ("always-holds", "targets.solution.applies"),
        ("never-stops", "targets.solution.stop"),
        ("always-holds", "targets.reply.applies"),
        ("never-stops", "targets.reply.stop"),
        ("never-kept", "updates[0]"),
        ("always-holds", "updates[1].when"),
    ]
