"""Limits that loosen as the severity rises, that outlast the ticket, and warnings at the start (C8, C11, D1-D4)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from analysis.paper import OFFICE, found, one_target, only, policy
from slapolicy.analysis import check

REST = {"unclear": "none"}
FRIDAY_EVENING = datetime(2024, 1, 12, 16, tzinfo=UTC)  # 17:00 in Zurich


def test_c11_a_higher_severity_that_is_due_later() -> None:
    finding = only(one_target(within={"P0": "4 hours", "P1": "2 hours", **REST}))
    assert (finding.code, finding.place, str(finding.level)) == ("limit-loosens", "targets.reply.within.P0", "warning")
    assert (dict(finding.witness or {}), dict(finding.against or {})) == ({"severity": "P0"}, {"severity": "P1"})
    assert finding.message == "P0 is due later than P1: `4 hours` against `2 hours`"
    assert finding.at is None


@pytest.mark.parametrize(
    "within",
    [
        {"P0": "2 hours", "P1": "4 hours"},
        {"P0": "2 hours", "P1": "2 hours"},
        {"P0": "2 hours", "P1": "2 business hours"},
        {"P0": "none", "P1": "2 hours"},
        {"P0": "24 hours", "P1": "1 business day"},
        {"P0": "8 business hours", "P1": "1 business day"},
    ],
)
def test_c11_limits_that_tighten_are_equal_or_promise_nothing(within: Any) -> None:
    """A business day of an office with 8 hours is never over before 8 business hours are."""
    assert found(one_target(within=within | REST)) == []
    assert found(one_target(within=within | {"unclear": "1 hour"})) == []  # what is unclear has no place among them


def test_d3_a_limit_that_loosens_over_a_weekend() -> None:
    finding = only(one_target(within={"P0": "4 business hours", "P1": "24 hours", **REST}))
    assert (finding.code, finding.place, str(finding.level)) == ("limit-loosens", "targets.reply.within.P0", "note")
    assert finding.message == "P0 is due later than P1, for some starts: `4 business hours` against `24 hours`"
    assert finding.at == FRIDAY_EVENING


def test_c11_the_other_facts_stay_as_they_are() -> None:
    """A longer limit for some plan is no longer one for its severity."""
    vip = {"when": {"vip": True, "severity": "P1"}, "limit": "1 hour"}
    others = [{"when": {"severity": "P0"}, "limit": "2 hours"}, {"limit": "4 hours"}]
    finding = only(one_target(within=[vip, *others]))
    assert finding.place == "targets.reply.within[1].limit"
    assert dict(finding.witness or {}) == {"vip": True, "severity": "P0"}
    assert found(one_target(within=[vip | {"when": {"vip": True}}, *others])) == []


def test_c6_a_calendar_that_loosens_with_the_severity() -> None:
    """Two business hours from Friday 17:00 on, by the office and around the clock."""
    office = {"when": {"severity": "P0"}, "calendar": "office"}
    finding = only(one_target(within="2 business hours", calendar=[office, {"calendar": "always"}]))
    assert (finding.code, finding.place, str(finding.level)) == ("limit-loosens", "targets.reply.within", "warning")
    reverse = [{"when": {"severity": "P0"}, "calendar": "always"}, {"calendar": "office"}]
    assert found(one_target(within="2 business hours", calendar=reverse)) == []


def test_c11_a_lower_severity_that_the_target_is_not_for() -> None:
    """The shorter limit is for what is unclear only."""
    within = [{"when": {"severity": "P0"}, "limit": "4 hours"}, {"limit": "2 hours"}]
    assert found(one_target(within=within, applies={"severity": ["P0", "unclear"]})) == []
    assert only(one_target(within=within)).code == "limit-loosens"


def test_c9_c11_rounds_that_are_longer_for_a_higher_severity() -> None:
    """Rows that promise nothing may stand before the others."""
    every = {"unclear": "none", "P0": "2 hours", "P1": "1 hour"}
    finding = only(one_target(every=every, completed_by="told"))
    assert (finding.code, finding.place) == ("limit-loosens", "targets.reply.every.P0")


def test_c11_three_levels_each_below_another() -> None:
    """P0 is looser than both, P1 than P2."""
    within = {"P0": "3 hours", "P1": "2 hours", "P2": "1 hour", **REST}
    targets = {"reply": {"stop": "replied", "within": within}}
    assert found(policy(severity={"levels": ["P0", "P1", "P2"]}, targets=targets)) == [
        ("limit-loosens", "targets.reply.within.P0", "warning"),
        ("limit-loosens", "targets.reply.within.P1", "warning"),
    ]


def two(first: Any, last: Any, **more: Any) -> Any:
    targets = {"reply": {"stop": "replied", "within": first}, "solution": {"stop": "resolved", "within": last}}
    for name, keys in more.items():
        targets[name] |= keys
    return policy(calendars={"office": OFFICE}, calendar="office", targets=targets)


def test_c11_a_response_after_the_solution() -> None:
    finding = only(two("4 hours", "2 hours"))
    assert (finding.code, finding.place, str(finding.level)) == ("due-after-end", "targets.reply.within", "warning")
    finding = only(two("4 business hours", "24 hours"))
    assert (str(finding.level), finding.at) == ("note", FRIDAY_EVENING)
    assert "`solution`, which ends the ticket, for some starts" in finding.message
    assert found(two("2 hours", "2 hours")) == []


@pytest.mark.parametrize(
    "more",
    [
        {"reply": {"start": "closed"}},
        {"reply": {"applies": {"severity": "P0"}}, "solution": {"applies": {"severity": "P1"}}},
        {"solution": {"stop": "mitigated"}},
        {"reply": {"stop": ["replied", "closed"]}},
    ],
)
def test_c11_targets_that_are_not_compared(more: Any) -> None:
    """One that starts later, of other tickets, none that ends the ticket, and two that do."""
    assert found(two("4 hours", "2 hours", **more)) == []


def test_c11_only_facts_with_which_both_are_promised() -> None:
    finding = only(
        two({"P0": "1 hour", "P1": "4 hours", "unclear": "4 hours"}, {"P0": "2 hours", "P1": "3 hours", **REST})
    )
    assert (finding.place, dict(finding.witness or {})) == ("targets.reply.within.P1", {"severity": "P1"})


def test_c8_a_warning_before_the_start() -> None:
    finding = only(one_target(warn=["75%", "3 hours left", "1 hour left", "1 hour late"]))
    assert (finding.code, finding.place, str(finding.level)) == ("warns-at-start", "targets.reply.warn[1]", "warning")
    assert finding.message == "this warning comes as the clock starts: the limit is `2 hours`"
    assert found(one_target(warn=["2 hours left"])) == []  # all that there is, and no more
    assert found(one_target(warn=["3 hours late", "every 3 hours late"])) == []  # after it


def test_c8_a_warning_that_some_limit_has_no_room_for() -> None:
    within = {"P0": "2 hours", "P1": "8 hours", **REST}
    finding = only(one_target(within=within, warn=["3 hours left"]))
    assert dict(finding.witness or {}) == {"severity": "P0"}
    assert found(one_target(within=within | {"P0": "4 hours"}, warn=["3 hours left"])) == []


def test_c8_c9_a_warning_of_a_repeating_target() -> None:
    assert found(one_target(every="1 hour", completed_by="told", warn=["2 hours left"])) == [
        ("warns-at-start", "targets.reply.warn[0]", "warning")
    ]


def test_c8_business_hours_before_a_deadline_in_elapsed_time() -> None:
    """From Friday evening to Saturday evening there are none."""
    finding = only(one_target(within="24 hours", warn=["4 business hours left"]))
    assert (finding.code, str(finding.level), finding.at) == ("warns-at-start", "note", FRIDAY_EVENING)
    assert found(one_target(within="68 hours", warn=["4 business hours left"])) == []
    assert found(one_target(within="2 hours", warn=["3 business hours left"])) == [
        ("warns-at-start", "targets.reply.warn[0]", "warning")
    ]


def test_m4_past_the_bound_of_work_nothing_is_claimed() -> None:
    """A note says what was not found out, and no finding is made up."""
    rules = two("4 business hours", "24 hours")
    assert {each.code for each in check(rules, effort=0)} == {"undecided"}
