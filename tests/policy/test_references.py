"""Every fault of a document at once, each with its place, what was found, what is allowed, and a remedy (P3)."""

from typing import Any

import pytest

from slapolicy import Fault, Policy, PolicyError

FAULTY = """\
slapolicy: 1
nmae: faulty
calendars:
  office: {tz: Zurich, hours: {mon-fri: "09:00-17:00"}}
calendar: ofice
facts:
  symptom: {one_of: [blackout, question]}
severity:
  levels: [P0, P1]
  rules:
    - {when: {symptom: {gtt: 3}}, then: P0}
    - {when: {symptom: blakout}, then: P9}
targets:
  triage: {start: created, stop: triaged, within: 1 day, owner: comunity}
  reply: {start: created, stop: replied, within: {P0: 2 hours, P7: 4 hours}}
  repair: {strt: created, stop: repaired, within: 4 business hours, strict: maybe, calendar: hme}
owners:
  community: {name: Community}
escalation:
  levels:
    - {name: desk, owner: desk}
    - {owner: community}
  rules:
    - {id: a, when: {symptom: question}, to: dekc}
    - {id: a, target: rply, at: 175%, notify: [community, nobody]}
updates:
  - {id: eta, requires: [next_update_at]}
"""

EXPECTED = [  # code, line, column, place, a word of the remedy
    ("unknown-key", 2, 1, "nmae", "`name`"),
    ("unknown-zone", 4, 12, "calendars.office.tz", "`Europe/Zurich`"),
    ("unknown-calendar", 5, 1, "calendar", "`office`"),
    ("unknown-comparison", 11, 25, "severity.rules[0].when.symptom.gtt", "`gt`"),
    ("wrong-comparison", 12, 15, "severity.rules[1].when.symptom", "`blackout`"),
    ("unknown-severity", 12, 34, "severity.rules[1].then", ""),
    ("ambiguous-day", 14, 43, "targets.triage.within", "the one that is meant"),
    ("unknown-owner", 14, 58, "targets.triage.owner", "`community`"),
    ("unknown-severity", 15, 64, "targets.reply.within.P7", ""),
    ("unknown-key", 16, 12, "targets.repair.strt", "`start`"),
    ("wrong-type", 16, 69, "targets.repair.strict", ""),
    ("unknown-calendar", 16, 84, "targets.repair.calendar", ""),
    ("unknown-owner", 21, 20, "escalation.levels[0].owner", ""),
    ("missing-key", 22, 7, "escalation.levels[1].name", ""),
    ("unknown-level", 24, 42, "escalation.rules[0].to", "`desk`"),
    ("rule-twice", 25, 8, "escalation.rules[1].id", ""),
    ("unknown-target", 25, 15, "escalation.rules[1].target", "`reply`"),
    ("wrong-threshold", 25, 29, "escalation.rules[1].at", "`75%`"),
    ("unknown-owner", 25, 59, "escalation.rules[1].notify[1]", ""),
    ("missing-key", 27, 5, "updates[0].on", ""),
    ("missing-key", 1, 1, "name", ""),
]


def faults_of(written: object) -> tuple[Fault, ...]:
    with pytest.raises(PolicyError) as refused:
        Policy.from_dict(written)
    return refused.value.faults


def places(written: object) -> dict[str, str]:
    return {fault.place: fault.code for fault in faults_of(written)}


def test_p3_all_faults_at_once_in_the_order_of_the_document() -> None:
    with pytest.raises(PolicyError) as refused:
        Policy.from_yaml(FAULTY)
    found = [(fault.code, fault.place) for fault in refused.value.faults]
    assert found == [(code, place) for code, _, _, place, _ in EXPECTED]


@pytest.mark.parametrize("expected", EXPECTED, ids=[place for _, _, _, place, _ in EXPECTED])
def test_p3_each_fault_has_its_line_what_is_allowed_and_a_remedy(expected: tuple[str, int, int, str, str]) -> None:
    code, line, column, place, remedy = expected
    with pytest.raises(PolicyError) as refused:
        Policy.from_yaml(FAULTY)
    (fault,) = (fault for fault in refused.value.faults if (fault.code, fault.place) == (code, place))
    assert (fault.line, fault.column) == (line, column)
    assert fault.found
    assert fault.allowed
    assert remedy in fault.remedy


def part(**parts: Any) -> dict[str, Any]:
    return {"name": "n", **parts}


def target(**keys: Any) -> dict[str, Any]:
    return part(targets={"x": {"stop": "replied", "within": "2 hours", **keys}})


def ladder(**rule: Any) -> dict[str, Any]:
    levels = [{"name": "a", "owner": "a"}, {"name": "b", "owner": "b"}]
    return part(**target(), escalation={"levels": levels, "rules": [{"id": "r", **rule}]})


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (target(within="4 business hours"), {"targets.x.within": "no-calendar"}),
        (target(within={"P0": "1 hour", "P1": "1 business day"}), {"targets.x.within.P1": "no-calendar"}),
        (target(within=[{"limit": "end of business day"}]), {"targets.x.within[0].limit": "no-calendar"}),
        (target(warn=["50%", "1 business hour left"]), {"targets.x.warn[1]": "no-calendar"}),
        (target(within=None), {"targets.x.within": "no-limit"}),
        (target(every="1 hour", completed_by="done"), {"targets.x.within": "no-limit"}),
        (target(stop=[]), {"targets.x.stop": "missing-key"}),
        (target(owner=[{"when": {"plan": "pro"}, "owner": 3}]), {"targets.x.owner[0].owner": "wrong-type"}),
        (target(applies={"severity": {"in": []}}), {"targets.x.applies.severity.in": "wrong-condition"}),
        (ladder(unacknowledged="1 business hour", to="b"), {"escalation.rules[0].unacknowledged": "no-calendar"}),
        (ladder(target="x", after="1 business hour", to="b"), {"escalation.rules[0].after": "no-calendar"}),
        (ladder(target="x", to="b"), {"escalation.rules[0].at": "wrong-rule"}),
        (
            ladder(at="due", to="b"),
            {"escalation.rules[0].target": "wrong-rule", "escalation.rules[0].when": "wrong-rule"},
        ),
        (
            ladder(target="x", at="due", unacknowledged="1 hour", to="b"),
            {"escalation.rules[0].unacknowledged": "wrong-rule"},
        ),
        (ladder(when={"vip": True}), {"escalation.rules[0].to": "wrong-rule"}),
        (ladder(to="b"), {"escalation.rules[0].when": "wrong-rule"}),
        (ladder(when={"vip": True}, to="b", passes=0), {"escalation.rules[0].passes": "wrong-value"}),
        (ladder(target="x", at="1 hour left", to="b"), {"escalation.rules[0].at": "wrong-threshold"}),
        (ladder(target="gone", at="due", to="b") | {"targets": {}}, {"escalation.rules[0].target": "unknown-target"}),
        (part(escalation={"levels": []}), {"escalation.levels": "wrong-value"}),
        (
            part(escalation={"levels": [{"name": "a", "owner": []}]}),
            {"escalation.levels[0].owner": "no-owner"},  # and not that there are too few levels
        ),
        (
            part(severity={"grid": {"a": ["x"], "b": ["y"]}, "cells": {("x", "y"): "P0", "x": {"y": "P1"}}}),
            {"severity.cells.x.y": "cell-twice"},
        ),
        (part(severity={"levels": [1, 2]}), {"severity.levels[0]": "wrong-type", "severity.levels[1]": "wrong-type"}),
        (
            part(severity={"grid": {"impact": ["high", "low"]}, "cells": {"high": "P0"}}),
            {"severity.cells.low": "empty-cell"},
        ),
        (
            part(severity={"rules": [{"when": {"severity": "P0"}, "then": "P0"}]}),
            {"severity.rules[0].when.severity": "circular"},
        ),
        ({"name": "n", 7: 1, "self": 2}, {"7": "unknown-key", "self": "unknown-key"}),
        (part(slapolicy=2), {"slapolicy": "wrong-value"}),
        (part(targets=[]), {"targets": "wrong-type"}),
        (5, {"": "wrong-type"}),
        (None, {"": "wrong-type"}),
    ],
    ids=str,
)  # fmt: skip
def test_p3_each_kind_of_fault_stands_at_its_place(written: object, expected: dict[str, str]) -> None:
    assert places(written) == expected


def test_p3_a_number_where_a_text_belongs_is_told_to_be_quoted() -> None:
    """Severities such as 1, 2, 3 are texts: YAML needs quotes around them."""
    with pytest.raises(PolicyError, match=r"line 3, column 20, severity\.levels") as refused:
        Policy.from_yaml("name: n\nseverity:\n  levels: [Sev, 1, 2]")
    assert [fault.remedy for fault in refused.value.faults] == ['write `"1"`, in quotes', 'write `"2"`, in quotes']


def test_p3_a_severity_that_is_compared_as_a_number_never_holds() -> None:
    written = target(applies={"severity": 1}) | {"severity": {"levels": ["1", "2"]}}
    (fault,) = faults_of(written)
    assert (fault.place, fault.found, fault.remedy) == ("targets.x.applies.severity", "`1`", 'write `"1"`, in quotes')


def test_p3_keys_of_a_table_are_texts_even_where_they_look_like_numbers() -> None:
    text = 'name: n\nseverity: {levels: ["1", "2"]}\ntargets: {x: {stop: replied, within: {1: 2 hours, 2: 4 hours}}}'
    assert [str(row.limit) for row in Policy.from_yaml(text).targets["x"].limits] == ["2 hours", "4 hours"]


def test_p3_numbers_in_a_place_are_those_of_the_document() -> None:
    """The third level has an unknown owner; that the first can't be read does not move it."""
    levels = [{"name": "a"}, {"name": "b", "owner": "a"}, {"name": "c", "owner": "gone"}]
    written = part(owners={"a": "A"}, escalation={"levels": levels})
    assert places(written) == {
        "escalation.levels[0].owner": "missing-key",
        "escalation.levels[2].owner": "unknown-owner",
    }


def test_p3_what_follows_from_a_fault_is_not_told_as_another() -> None:
    assert places(target(within="soon")) == {"targets.x.within": "unreadable-duration"}
    assert places(target(stop=5)) == {"targets.x.stop": "wrong-signal"}
    broken = part(calendars={"office": 5}, calendar="office", owners={"a": 5}, facts={"f": "x"})
    assert set(places(broken)) == {"calendars.office", "owners.a", "facts.f"}


def test_p3_a_name_may_be_used_freely_where_nothing_declares_it() -> None:
    policy = Policy.from_dict(ladder(when={"vip": True}, to="b", notify=["anyone"]))
    assert policy.escalation is not None
    assert policy.escalation.rules[0].notify == ("anyone",)
