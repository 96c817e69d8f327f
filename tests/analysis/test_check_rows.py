"""Rows that never count, tickets that no row is for, rules in vain, messages that can't be, and names (C11, E2, O2)."""

from typing import Any

import pytest

from analysis.paper import OFFICE, found, one_target, only, policy

BUG, VIP = {"kind": "bug"}, {"vip": True}


def test_c11_a_row_behind_one_for_all() -> None:
    rows = [{"when": BUG, "limit": "1 hour"}, {"limit": "2 hours"}, {"when": VIP, "limit": "3 hours"}]
    finding = only(one_target(within=rows))
    assert (finding.code, finding.place, str(finding.level)) == ("never-chosen", "targets.reply.within[2]", "warning")
    assert dict(finding.witness or {}) == VIP
    assert "here `within[1]`" in finding.message
    assert found(one_target(within=[rows[0], rows[2], rows[1]])) == []


def test_c11_a_row_behind_two_that_cover_it_together() -> None:
    """Neither of them does alone."""
    half = [{"when": BUG | {"vip": vip}, "limit": "1 hour"} for vip in (True, {"not": True})]
    behind = {"when": BUG, "limit": "2 hours"}
    assert found(one_target(within=[*half, behind, {"limit": "3 hours"}])) == [
        ("never-chosen", "targets.reply.within[2]", "warning")
    ]
    assert found(one_target(within=[half[0], behind, {"limit": "3 hours"}])) == []


def test_c11_a_row_where_the_target_does_not_apply() -> None:
    rules = one_target(applies={"severity": "P0"}, within={"P0": "1 hour", "P1": "2 hours"})
    finding = only(rules)
    assert (finding.code, finding.place) == ("never-chosen", "targets.reply.within.P1")
    assert finding.message == "where this row holds, the target does not apply"


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ({"owner": [{"owner": "a"}, {"when": VIP, "owner": "b"}]}, "targets.reply.owner[1]"),
        ({"calendar": [{"calendar": "office"}, {"when": VIP, "calendar": "always"}]}, "targets.reply.calendar[1]"),
        ({"every": [{"limit": "1 hour"}, {"limit": "2 hours"}], "completed_by": "told"}, "targets.reply.every[1]"),
    ],
)
def test_c6_c9_rows_of_other_lists_that_never_count(keys: Any, place: str) -> None:
    assert found(one_target(**keys)) == [("never-chosen", place, "warning")]


def test_e7_who_may_decide_and_never_does() -> None:
    asked = [{"when": VIP, "owner": "a"}, {"when": VIP | BUG, "owner": "b"}, {"owner": "none"}]
    assert found(policy(responsibilities={"ask": asked})) == [("never-chosen", "responsibilities.ask[1]", "warning")]


def test_c11_a_severity_for_which_nothing_is_said() -> None:
    """`unclear` is a severity like any other (M2); `none` says that nothing is promised."""
    finding = only(one_target(within={"P0": "1 hour", "P1": "2 hours"}))
    assert (finding.code, finding.place, str(finding.level)) == ("without-limit", "targets.reply.within", "warning")
    assert dict(finding.witness or {}) == {"severity": "unclear"}
    assert found(one_target(within={"P0": "1 hour", "P1": "2 hours", "unclear": "none"})) == []
    assert found(one_target(within={"P0": "1 hour", "P1": "2 hours"}, applies={"severity": ["P0", "P1"]})) == []


def test_c11_where_a_policy_names_no_levels_unclear_comes_first() -> None:
    """Any text may be stated; a ticket of which nothing is stated is unclear (M2)."""
    targets = {"reply": {"stop": "replied", "within": {"P0": "1 hour"}}}
    assert dict(only(policy(severity={}, targets=targets)).witness or {}) == {"severity": "unclear"}


def test_e1_a_target_without_an_owner() -> None:
    finding = only(one_target(owner=[{"when": BUG, "owner": "a"}]))
    assert (finding.code, finding.place, str(finding.level)) == ("without-owner", "targets.reply.owner", "warning")
    assert dict(finding.witness or {}) == {}
    assert found(one_target(owner=[{"when": BUG, "owner": "a"}, {"owner": "b"}])) == []
    assert found(one_target(owner="a")) == []


LADDER = {"levels": [{"name": "a", "owner": "a"}]}
LATE = {"id": "late", "target": "reply", "at": "due", "notify": "a"}


@pytest.mark.parametrize(
    ("keys", "rule", "message"),
    [
        (
            {"applies": {"severity": "P0"}},
            {"when": {"severity": "P1"}},
            "`reply` promises nothing where this rule's condition holds, so the rule never fires",
        ),
        (
            {"within": {"P0": "1 hour", "P1": "none", "unclear": "none"}},
            {"when": {"severity": ["P1", "unclear"]}},
            "`reply` promises nothing where this rule's condition holds, so the rule never fires",
        ),
        ({"within": "none"}, {}, "`reply` promises nothing, so the rule never fires"),
    ],
)
def test_e2_a_rule_that_waits_for_a_clock_in_vain(keys: Any, rule: Any, message: str) -> None:
    rules = one_target(**keys).replace(escalation=LADDER | {"rules": [LATE | rule]})
    (finding,) = (only(rules),)
    assert (finding.code, finding.place, finding.message) == ("never-fires", "escalation.rules[0].target", message)
    fitting = one_target(**keys | {"within": "1 hour", "applies": {"severity": ["P1", "unclear"]}})
    assert found(fitting.replace(escalation=LADDER | {"rules": [LATE | rule]})) == []


def test_c5_a_limit_that_is_kept_is_waited_for() -> None:
    """It is still promised after the severity has changed."""
    rules = one_target(applies={"severity": "P0"}, on_change={"looser": "keep"})
    late = LATE | {"when": {"severity": "P1"}}
    assert found(rules.replace(escalation=LADDER | {"rules": [late]})) == []


def test_e2_a_rule_on_a_clock_that_never_starts() -> None:
    rules = one_target(start=[]).replace(escalation=LADDER | {"rules": [LATE]})
    assert [(code, place) for code, place, _ in found(rules)] == [
        ("never-starts", "targets.reply.start"),
        ("never-fires", "escalation.rules[0].target"),
    ]


LINK = {"id": "link", "on": ["replied"], "requires": [["url", "page"]]}
PLAIN = {"id": "plain", "on": ["replied", "told"], "forbids": ["url", "page"]}


def test_o2_what_one_rule_requires_and_another_forbids() -> None:
    finding = only(policy(updates=[LINK | {"when": BUG}, PLAIN | {"when": VIP}]))
    assert (finding.code, finding.place, str(finding.level)) == ("never-kept", "updates[1]", "error")
    assert dict(finding.witness or {}) == BUG | VIP
    assert "together with `link`: `url`, `page` must be there" in finding.message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"when": BUG}, {"when": {"kind": "bill"}}),
        ({}, {"on": ["told"]}),
        ({}, {"forbids": ["url"]}),
        ({}, {"if_carries": ["eta"]}),
    ],
)
def test_o2_rules_that_a_message_can_keep(one: Any, other: Any) -> None:
    """Of other tickets, of another event, with one of two facts, or without what the rule is about."""
    assert found(policy(updates=[LINK | one, PLAIN | other])) == []


def test_m2_o2_no_message_is_of_another_severity() -> None:
    """The levels and `unclear` are all that there are."""
    other = {"severity": {"not": ["P0", "P1", "unclear"]}}
    torn = {"id": "torn", "on": ["replied"], "requires": [["url"]], "forbids": ["url"], "when": other}
    assert found(policy(updates=[torn])) == [("never-holds", "updates[0].when", "error")]


def test_p3_names_that_nothing_uses() -> None:
    """A calendar, a fact and an owner; what is asked of a message or a ticket is used."""
    rules = policy(
        calendars={"office": OFFICE, "shop": OFFICE, "night": OFFICE},
        calendar="office",
        facts={"kind": "text", "url": "text", "vip": "boolean", "eta": "instant", "tier": "text"},
        owners={"desk": "Desk", "lead": "Lead", "boss": "Boss", "board": "Board", "x": "X"},
        targets={"reply": {"stop": "replied", "within": "1 hour", "owner": "desk", "applies": VIP}},
        updates=[{"id": "u", "on": ["replied"], "requires": [["url"]], "forbids": ["eta"]}],
        escalation={
            "levels": [{"name": "a", "owner": [{"during": "shop", "owner": "lead"}, {"owner": "boss"}]}],
            "rules": [{"id": "r", "on": "asked", "page": "board"}],
        },
        intake={"asks_for": ["kind"]},
    )
    assert found(rules) == [
        ("unused-calendar", "calendars.night", "note"),
        ("unused-fact", "facts.tier", "note"),
        ("unused-owner", "owners.x", "note"),
    ]
