"""A check of a whole policy gathers what is found in its parts, each under its own key (M4)."""

from slapolicy import Policy
from slapolicy.analysis import check


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


def test_m4_a_fact_that_a_goal_measures_is_in_use() -> None:
    text = "{name: small, facts: {satisfaction: number}, goals: {liked: {mean: %s, above: 4.5}}}"
    assert check(Policy.from_yaml(text % "satisfaction")) == ()
    assert [finding.place for finding in check(Policy.from_yaml(text % "rating"))] == ["facts.satisfaction"]
