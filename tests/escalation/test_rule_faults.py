"""What a rule or a level says of each mistake, word for word, and how a rule is written back (P2, P3, E2, E4)."""

from typing import Any

import pytest

from escalation.ladders import policy
from slapolicy import PolicyError
from slapolicy.errors import Fault
from slapolicy.escalation import EscalationRule, Level

WAITS_ONLY = "it only beside `unacknowledged` or `unresolved`"
ONE_TRIGGER = "one trigger: write two rules"
POINT = "`at` or `after`, with `target`"
TWO_POINTS = "no point of the clock, or two"


def faults_of(rule: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Each fault of a rule: its code, its key, what was found, what is allowed."""
    with pytest.raises(PolicyError) as refused:
        EscalationRule.read({"id": "r", **rule})
    return [(fault.code, fault.place, fault.found, fault.allowed) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("rule", "place", "found", "allowed"),
    [
        ({"target": "resolution", "to": "next"}, "at", TWO_POINTS, POINT),
        ({"target": "resolution", "at": "due", "after": "1 hour", "to": "next"}, "at", TWO_POINTS, POINT),
        ({"on": "created", "unresolved": "1 hour", "to": "next"}, "unresolved", "`on` as well", ONE_TRIGGER),
        (
            {"target": "resolution", "at": "due", "unacknowledged": "1 hour", "to": "next"},
            "unacknowledged",
            "`target` as well",
            ONE_TRIGGER,
        ),
        (
            {"to": "next"},
            "when",
            "no trigger",
            "`when`, `on`, `target`, `unacknowledged` or `unresolved`",
        ),
        ({"on": "created"}, "to", "nothing to do", "`to`, `notify` or `page`"),
        ({"on": "created", "level": "desk", "to": "next"}, "level", "`level`", WAITS_ONLY),
        ({"on": "created", "since": "arrival", "to": "next"}, "since", "`since`", WAITS_ONLY),
        (
            {"on": "created", "calendar": "office", "to": "next"},
            "calendar",
            "no time that it counts",
            "it only beside a duration",
        ),
        (
            {"target": "resolution", "at": "75%", "calendar": "office", "to": "next"},
            "calendar",
            "no time that it counts",
            "it only beside a duration",
        ),
        (
            {"unresolved": "1 hour", "since": "trigger", "to": "next"},
            "since",
            "no condition that begins to hold",
            "`trigger` only with `when`",
        ),
    ],
)
def test_p3_a_rule_tells_where_it_is_wrong_and_what_may_stand_there(
    rule: dict[str, Any], place: str, found: str, allowed: str
) -> None:
    assert faults_of(rule) == [("wrong-rule", place, found, allowed)]


@pytest.mark.parametrize("point", [{"at": "due"}, {"at": "75%"}, {"after": "1 hour"}])
def test_p3_a_point_of_a_clock_needs_the_target_whose_clock_it_is(point: dict[str, str]) -> None:
    rule = {**point, "when": {"vip": True}, "to": "next"}
    nothing = ("wrong-rule", "target", "nothing", "the target whose clock `at` or `after` means")
    assert faults_of(rule) == [nothing]


def test_p3_a_rule_with_several_mistakes_tells_them_all() -> None:
    wrong = {"on": "created", "unacknowledged": "1 hour", "unresolved": "1 hour", "at": "due"}
    assert [(place, found) for _, place, found, _ in faults_of(wrong)] == [
        ("unacknowledged", "`on` as well"),
        ("unresolved", "`on` as well"),
        ("target", "nothing"),
        ("to", "nothing to do"),
    ]


@pytest.mark.parametrize("point", ["1 hour left", "1 hour late", "every 1 hour late"])
def test_e2_a_rule_fires_at_the_deadline_or_at_a_share_and_after_it_with_after(point: str) -> None:
    """A threshold of a target that is no share: time after the deadline is the key `after`."""
    assert faults_of({"target": "resolution", "at": point, "to": "next"}) == [
        ("wrong-threshold", "at", f"`{point}`", "`due`, or a share such as `75%`")
    ]


def test_p2_the_points_of_rules_are_written_as_they_were_read() -> None:
    points = [{"at": "due"}, {"at": "75%"}, {"at": "12.5%"}, {"after": "1 hour"}]
    written = [{"id": f"r{n}", "target": "resolution", **point, "to": "next"} for n, point in enumerate(points)]
    assert policy(*written).to_dict()["escalation"]["rules"] == written


def test_p1_a_rule_with_a_share_can_be_changed_like_any_value() -> None:
    half, late = (
        EscalationRule.read({"id": "r", "target": "resolution", "at": point, "to": "next"}) for point in ("50%", "due")
    )
    assert half.replace(to="board") == EscalationRule.read({
        "id": "r", "target": "resolution", "at": "50%", "to": "board",
    })  # fmt: skip
    assert half.replace(at=late.at) == late


@pytest.mark.parametrize("key", ["on", "notify", "page"])
def test_e2_one_name_is_short_for_a_list_of_it(key: str) -> None:
    rule = {"id": "r", "on": "created", "to": "next"}
    assert EscalationRule.read(rule | {key: "desk"}) == EscalationRule.read(rule | {key: ["desk"]})


def test_e1_a_level_of_no_owners_is_a_fault_of_its_own() -> None:
    with pytest.raises(PolicyError) as refused:
        Level.read({"name": "desk", "owner": []})
    expected = Fault(code="no-owner", path=("owner",), found="no owner", allowed="at least one")
    assert refused.value.faults == (expected,)
