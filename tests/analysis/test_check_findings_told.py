"""Each finding of a check, whole: its place, its level, its sentence, its facts, what to do (M4, P5)."""

from typing import Any

import pytest

from analysis.paper import OFFICE, one_target, only, policy
from slapolicy._model import FrozenMap
from slapolicy.analysis import check
from slapolicy.errors import Path
from slapolicy.findings import Finding, FindingLevel

ERROR, WARNING, NOTE = FindingLevel.ERROR, FindingLevel.WARNING, FindingLevel.NOTE
NEVER = {"all": [{"vip": True}, {"vip": False}]}
VIP, BUG = {"vip": True}, {"kind": "bug"}
WAITING = {"status": "waiting"}
LADDER = {"levels": [{"name": "a", "owner": "a"}]}
REPLY: Path = ("targets", "reply")


def told(code: str, level: FindingLevel, path: Path, message: str, remedy: str, **facts: Any) -> Finding:
    shown: dict[str, Any] = {key: FrozenMap(value) for key, value in facts.items()}
    return Finding(code=code, level=level, path=path, message=message, remedy=remedy, **shown)


# Clocks and conditions


@pytest.mark.parametrize(
    ("keys", "code", "message"),
    [
        ({"start": NEVER}, "never-starts", "nothing ever starts this clock"),
        ({"stop": NEVER}, "never-stops", "nothing ever stops this clock, so the promise can't be kept"),
        ({"completed_by": NEVER, "every": "1 hour"}, "never-completed", "nothing ever completes a round"),
    ],
)
def test_c2_c9_a_clock_that_nothing_moves(keys: Any, code: str, message: str) -> None:
    path = (*REPLY, next(iter(keys)))
    assert only(one_target(**keys)) == told(code, ERROR, path, message, "name an event, or mend the condition")


def test_c12_a_condition_that_never_holds() -> None:
    never = told("never-holds", ERROR, (*REPLY, "pause"), "this can never hold", "mend the condition, or remove it")
    assert only(one_target(pause=["held", NEVER])) == never


def test_c12_a_condition_that_always_holds() -> None:
    always = {"any": [VIP, {"vip": {"not": True}}]}
    assert only(one_target(applies=always)) == told(
        "always-holds", WARNING, (*REPLY, "applies"), "this holds whatever the facts are", "leave it out, or mend it"
    )


def test_c2_a_clock_that_does_not_run_at_its_start() -> None:
    assert only(one_target(start=WAITING, stop=[WAITING, "replied"])) == told(
        "ended-at-once",
        ERROR,
        (*REPLY, "start"),
        "wherever this clock starts, it ends at once",
        "mend the conditions",
        witness=WAITING,
    )
    assert only(one_target(start=WAITING, pause=WAITING)) == told(
        "always-paused",
        ERROR,
        (*REPLY, "pause"),
        "wherever this clock starts, it is paused at once",
        "mend the conditions",
        witness=WAITING,
    )


# Rows


def test_c11_a_row_that_never_counts() -> None:
    rows = [{"when": BUG, "limit": "1 hour"}, {"limit": "2 hours"}, {"when": VIP, "limit": "3 hours"}]
    message = "wherever this row holds, an earlier one does, here `within[1]`"
    assert only(one_target(within=rows)) == told(
        "never-chosen", WARNING, (*REPLY, "within", 2), message, "remove it, or mend the order", witness=VIP
    )
    outside = one_target(applies={"severity": "P0"}, within={"P0": "1 hour", "P1": "2 hours"})
    assert only(outside) == told(
        "never-chosen",
        WARNING,
        (*REPLY, "within", "P1"),
        "where this row holds, the target does not apply",
        "remove it, or mend the order",
        witness={"severity": "P1"},
    )


def test_c11_e1_tickets_that_no_row_is_for() -> None:
    assert only(one_target(within={"P0": "1 hour", "P1": "2 hours"})) == told(
        "without-limit",
        WARNING,
        (*REPLY, "within"),
        "no row is for this ticket, so nothing is promised",
        "add a row; `limit: none` says that nothing is promised",
        witness={"severity": "unclear"},
    )
    assert only(one_target(owner=[{"when": BUG, "owner": "a"}])) == told(
        "without-owner",
        WARNING,
        (*REPLY, "owner"),
        "this target has no owner for this ticket",
        "add an owner without a condition",
        witness={},
    )


# Limits


def test_c11_a_limit_that_loosens() -> None:
    """The severity that is named is the one whose limit is named, and the nearest of those it is looser than."""
    rows = [("P2", "1 hour"), ("P1", "2 hours"), ("P0", "3 hours"), ("unclear", "none")]
    within = [{"when": {"severity": severity}, "limit": limit} for severity, limit in rows]
    targets = {"reply": {"stop": "replied", "within": within}}
    second, first = check(policy(severity={"levels": ["P0", "P1", "P2"]}, targets=targets))
    remedy = "tighten it, or give both the same kind of time"
    assert first == told(
        "limit-loosens",
        WARNING,
        (*REPLY, "within", 2, "limit"),
        "P0 is due later than P1: `3 hours` against `2 hours`",
        remedy,
        witness={"severity": "P0"},
        against={"severity": "P1"},
    )
    assert second == told(
        "limit-loosens",
        WARNING,
        (*REPLY, "within", 1, "limit"),
        "P1 is due later than P2: `2 hours` against `1 hour`",
        remedy,
        witness={"severity": "P1"},
        against={"severity": "P2"},
    )


def test_c11_a_limit_that_outlasts_the_ticket() -> None:
    solution = {"stop": "resolved", "within": "2 hours"}
    rules = policy(targets={"reply": {"stop": "replied", "within": "4 hours"}, "solution": solution})
    assert only(rules) == told(
        "due-after-end",
        WARNING,
        (*REPLY, "within"),
        "this is due later than `solution`, which ends the ticket: `4 hours` against `2 hours`",
        "tighten it, or loosen `solution`",
        witness={},
    )


def test_c8_a_warning_at_the_start() -> None:
    assert only(one_target(warn=["3 hours left"])) == told(
        "warns-at-start",
        WARNING,
        (*REPLY, "warn", 0),
        "this warning comes as the clock starts: the limit is `2 hours`",
        "warn at a share such as `75%`, or nearer to the deadline",
        witness={},
    )


# The ladder, messages, names and times


def test_e2_what_no_ticket_comes_to_and_no_clock_sets_off() -> None:
    levels = [{"name": name, "owner": name} for name in ("a", "b")]
    assert only(policy(escalation={"levels": levels})) == told(
        "never-reached",
        NOTE,
        ("escalation", "levels", 1),
        "no rule leads to this level; only an `escalated` event can",
        "write a rule with `to`, or `respond` at the level below",
    )
    late = {"id": "late", "target": "reply", "at": "due", "notify": "a"}
    message, remedy = "so the rule never fires", "mend the condition or the target, or remove the rule"
    path = ("escalation", "rules", 0, "target")
    idle = one_target(within="none").replace(escalation=LADDER | {"rules": [late]})
    assert only(idle) == told("never-fires", ERROR, path, f"`reply` promises nothing, {message}", remedy)
    _, never = check(one_target(start=[]).replace(escalation=LADDER | {"rules": [late]}))
    assert never == told("never-fires", ERROR, path, f"the clock of `reply` never starts, {message}", remedy)


def test_o2_a_rule_that_no_message_keeps() -> None:
    both = {"id": "both", "on": ["replied"], "requires": [["url"]], "forbids": ["url"]}
    link, plain = ({key: both[key] for key in ("on", part)} | {"id": part} for part in ("requires", "forbids"))
    remedy = "take the fact out of one of the lists, or mend the conditions"
    ends = "`url` must be there, and must not"
    assert only(policy(updates=[both])) == told(
        "never-kept", ERROR, ("updates", 0), f"no message can keep this rule: {ends}", remedy, witness={}
    )
    message = f"no message can keep this rule, together with `requires`: {ends}"
    assert only(policy(updates=[link, plain])) == told("never-kept", ERROR, ("updates", 1), message, remedy, witness={})


@pytest.mark.parametrize(("kind", "declared"), [("calendar", OFFICE), ("fact", "text"), ("owner", "The night shift")])
def test_p3_a_name_that_nothing_uses(kind: str, declared: Any) -> None:
    message = "nothing in the policy names `night`"
    assert only(policy(**{f"{kind}s": {"night": declared}})) == told(
        f"unused-{kind}", NOTE, (f"{kind}s", "night"), message, "remove it, or use it"
    )


def test_t6_holidays_that_end() -> None:
    """New year in Zurich."""
    office = {"tz": "Europe/Zurich", "hours": {"mon-fri": "09:00-17:00"}, "pinned": "2026 to 2028"}
    message = "its holidays are pinned, and known from 2026 to 2028 only"
    assert str(only(policy(calendars={"office": office}, calendar="office"))) == (
        f"calendars.office: note: {message}; seen at 2029-01-01T00:00:00+01:00; freeze the calendar for more years"
    )
