"""The rules of two ladders: which there are, what they do, and in which order (E2-E5)."""

from typing import Any

import pytest

from analysis.desk import DESK, Document, changed, compared, only
from slapolicy.analysis import Diff
from slapolicy.analysis.diffs import Change

LATE = DESK["escalation"]["rules"][0]
RANG = {"id": "rang", "on": "rang", "to": "second"}
PRO = {"id": "pro", "when": {"plan": "pro"}, "to": "second"}


def ladder(*rules: Document, **parts: Any) -> Document:
    return changed("escalation", to={**DESK["escalation"], **parts, "rules": [*rules]})


def compared_rules(old: Document, new: Document) -> Diff:
    return compared(ladder(new), old=ladder(old))


def events(change: Change) -> list[tuple[str, str, dict[str, Any]]]:
    """The ticket that shows it."""
    assert change.witness is not None
    return [(each.name, f"{each.at:%a %H:%M}", dict(each.facts)) for each in change.witness]


def shown(change: Change) -> tuple[Any, Any, str]:
    (witness,) = change.witnesses
    return witness.old, witness.new, f"{witness.at:%a %H:%M}"


def test_e2_a_rule_more_fires_in_the_new_policy_alone() -> None:
    change = only(compared(ladder(RANG), old=ladder()))
    assert (change.name, str(change.verdict), change.sentence) == ("rule rang", "added", "a new rule: the event `rang`")
    assert events(change) == [("created", "Mon 10:00", {}), ("rang", "Mon 11:00", {})]
    at = "Mon 2026-01-05 {}:00 +00:00 {}"
    created = at.format(10, "created: desk at first")
    assert shown(change) == (
        f"desk at first; {created}",
        f"boss at second; {created}; {at.format(11, 'rang: boss at second')}",
        "Mon 11:00",
    )


def test_e2_a_rule_less_fires_in_the_old_policy_alone() -> None:
    change = only(compared(ladder(LATE), old=ladder(LATE, PRO)))
    assert (change.name, str(change.verdict)) == ("rule pro", "removed")
    assert change.sentence == "no longer a rule: plan is pro; seen with plan: pro"
    assert events(change) == [("created", "Mon 10:00", {"plan": "pro"})]


def test_e2_of_two_rules_more_each_has_a_ticket_of_its_own() -> None:
    told = {each.name: each for each in compared(ladder(LATE, PRO, RANG), old=ladder(LATE))}
    assert [*told] == ["rule pro", "rule rang"]
    assert events(told["rule pro"]) == [("created", "Mon 10:00", {"plan": "pro"})]
    assert events(told["rule rang"]) == [("created", "Mon 10:00", {}), ("rang", "Mon 11:00", {})]
    told = {each.name: each for each in compared(ladder(LATE), old=ladder(LATE, PRO, RANG))}
    assert events(told["rule pro"]) == [("created", "Mon 10:00", {"plan": "pro"})]
    assert events(told["rule rang"]) == [("created", "Mon 10:00", {}), ("rang", "Mon 11:00", {})]


def test_e2_a_rule_is_shown_by_itself_where_another_owner_shows_at_once() -> None:
    """E1: the boss has every ticket from the beginning on, and yet the rule's ticket is one at which it fires."""
    boss = [{"name": "first", "owner": "boss"}, DESK["escalation"]["levels"][1]]
    for old, new in (((), (RANG,)), ((RANG,), ()), ((RANG,), (RANG | {"to": "next", "notify": "desk"},))):
        found = compared(ladder(*new, levels=boss), old=ladder(*old))
        told = [each for each in found if each.name.startswith("rule")]
        assert told
        for change in told[-1:]:
            assert [name for name, *_ in events(change)] == ["created", "rang"]


@pytest.mark.parametrize(
    ("old", "new", "key", "told"),
    [
        ({"on": "rang"}, {"on": ["rang", "wrote"]}, "on", "rang became rang, wrote"),
        ({"target": "reply", "at": "due"}, {"target": "solution", "at": "due"}, "target", "reply became solution"),
        ({"target": "reply", "at": "50%"}, {"target": "reply", "at": "75%"}, "at", "50% became 75%"),
        (
            {"target": "reply", "after": "1 hour"},
            {"target": "reply", "after": "2 hours"},
            "after",
            "1 hour became 2 hours",
        ),
        (
            {"unacknowledged": "1 hour"},
            {"unacknowledged": "2 hours"},
            "unacknowledged",
            "1 hour became 2 hours",
        ),
        ({"unresolved": "1 hour"}, {"unresolved": "2 hours"}, "unresolved", "1 hour became 2 hours"),
        ({"unresolved": "1 hour"}, {"unresolved": "1 hour", "level": "first"}, "level", "nothing became first"),
        (
            {"unresolved": "1 hour"},
            {"unresolved": "1 hour", "since": "arrival"},
            "since",
            "level became arrival",
        ),
        ({"on": "rang", "to": "second"}, {"on": "rang", "to": "next"}, "to", "second became next"),
        ({"on": "rang", "to": "second"}, {"on": "rang", "notify": "boss"}, "notify", "nothing became boss"),
        ({"on": "rang", "page": "boss"}, {"on": "rang", "page": ["desk", "boss"]}, "page", "boss became boss, desk"),
        ({"on": "rang", "to": "next"}, {"on": "rang", "to": "next", "passes": 2}, "passes", "1 became 2"),
        (
            {"on": "rang", "when": {"plan": "pro"}},
            {"on": "rang"},
            "when",
            "tickets where plan is pro became every ticket",
        ),
    ],
)
def test_e2_each_part_of_a_rule_is_told_by_its_key(old: Any, new: Any, key: str, told: str) -> None:
    base = {"id": "r"} if {"notify", "page"} & {*old, *new} else {"id": "r", "to": "second"}
    if "to" in old and "to" not in new:
        base, old = {"id": "r", "to": "second"}, {"on": "rang"}
    found = compared_rules(base | old, base | new)
    change = next(each for each in found if each.name == f"rule r.{key}")
    assert [str(each.verdict) for each in found] == ["different"]
    assert change.sentence.partition(";")[0] == told


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"on": ["a", "b"], "notify": ["desk", "boss"]}, {"on": ["b", "a"], "notify": ["boss", "desk"]}),
        ({"on": "a", "page": ["desk", "boss"]}, {"on": "a", "page": ["boss", "desk"]}),
        ({"on": "a", "to": "second"}, {"on": "a", "to": "second", "passes": 3}),  # it never goes to the next level
        ({"unresolved": "1 hour", "to": "second"}, {"unresolved": "60 minutes", "to": "second"}),
        (
            {"unresolved": "1 hour", "to": "second", "calendar": "office"},
            {"unresolved": "1 hour", "to": "second"},
        ),  # an hour that elapses is in no calendar
        (
            {"unresolved": "1 business hour", "to": "second", "calendar": "office"},
            {"unresolved": "1 business hour", "to": "second"},
        ),  # the policy's own
    ],
)
def test_e2_what_a_rule_has_no_use_for_and_the_order_of_names_means_nothing(old: Any, new: Any) -> None:
    assert not compared_rules({"id": "r"} | old, {"id": "r"} | new)


def with_late(calendar: str | None, hours: str = "09:00-18:00", **rule: Any) -> Document:
    named = {"calendar": calendar} if calendar else {}
    document = ladder({"id": "r", "to": "second", **rule, **named})
    return changed("calendars", "late", to={"tz": "UTC", "hours": {"mon-fri": hours}}, of=document)


@pytest.mark.parametrize(
    ("rule", "old", "new", "told"),
    [
        ({"unresolved": "2 business hours"}, "office", "late", "2 business hours by other hours"),
        ({"unresolved": "2 business hours"}, None, "late", "2 business hours by other hours"),
        ({"target": "reply", "after": "2 business hours"}, "office", "late", "2 business hours by other hours"),
        ({"target": "reply", "after": "2 business hours"}, None, "late", "nothing became late"),
        ({"target": "reply", "after": "2 business hours"}, "late", None, "late became nothing"),
    ],
)
def test_e4_another_calendar_of_a_rule_is_told(rule: Any, old: str | None, new: str | None, told: str) -> None:
    change = only(compared(with_late(new, **rule), old=with_late(old, **rule)))
    assert (change.name, str(change.verdict), change.sentence) == ("rule r.calendar", "different", told)


def test_e4_a_calendar_counts_by_its_hours_and_not_by_its_name() -> None:
    for rule in ({"unresolved": "2 business hours"}, {"target": "reply", "after": "2 business hours"}):
        one, other = (with_late(name, "09:00-17:00", **rule) for name in ("office", "late"))
        assert not compared(other, old=one)
        one, other = (with_late("late", hours, **rule) for hours in ("09:00-18:00", "09:00-19:00"))
        assert only(compared(other, old=one)).sentence == "2 business hours by other hours"


def test_e2_a_rule_is_renamed_where_another_name_means_the_same() -> None:
    found = compared(ladder(LATE, RANG | {"id": "new"}, PRO), old=ladder(LATE, RANG, PRO))
    change = only(found)
    assert (change.name, str(change.verdict), change.sentence) == ("rule new", "renamed", "rang is called new now")
    assert change.witnesses == ()
    told = [
        (each.name, str(each.verdict))
        for each in compared(ladder(RANG | {"id": "new", "on": "wrote"}), old=ladder(RANG))
    ]
    assert told == [("rule rang", "removed"), ("rule new", "added")]


def test_e2_two_rules_that_are_alike_are_renamed_one_by_one() -> None:
    one, two = (RANG | {"id": name, "notify": "boss"} for name in ("a", "b"))
    told = [(each.name, str(each.verdict)) for each in compared(ladder(one | {"id": "c"}), old=ladder(one, two))]
    assert told == [("rule c", "renamed"), ("rule b", "removed")]


def test_e5_renamed_rules_in_another_order_are_told_too() -> None:
    """`next` and then `second` is one step up; the other way round the ladder is at its end."""
    up = {"id": "a", "when": {"plan": "pro"}, "to": "next"}
    users = {"id": "b", "when": {"users": 1}, "to": "second"}
    found = compared(ladder(users, up | {"id": "c"}), old=ladder(up, users))
    renamed, order = found
    assert (renamed.name, renamed.sentence) == ("rule c", "a is called c now")
    assert (order.name, order.sentence) == (
        "rules",
        "c came before b, and comes after it; seen with plan: pro, users: 1",
    )


def test_e2_rules_of_which_one_fires_at_an_event_and_one_by_itself_may_fire_together() -> None:
    up, users = {"id": "a", "on": "rang", "to": "next"}, {"id": "b", "on": ["wrote", "rang"], "to": "second"}
    order = only(compared(ladder(users, up), old=ladder(up, users)))
    assert order.sentence == "a came before b, and comes after it"
    assert events(order) == [("created", "Mon 10:00", {}), ("rang", "Mon 11:00", {})]
    waits = {"id": "w", "unresolved": "1 hour", "to": "second"}
    assert only(compared(ladder(waits, up), old=ladder(up, waits))).name == "rules"


def test_e2_past_the_bound_of_work_a_rule_for_other_tickets_is_undecided() -> None:
    """C12."""
    one = {"id": "r", "when": {"plan": "pro", "users": {"ge": 3}}, "to": "second"}
    other = one | {"when": {"plan": "pro", "any": [{"users": {"ge": 5}}, {"users": {"ge": 3}}]}}
    (change,) = compared(ladder(other), old=ladder(one), effort=0).of("escalation", "rule r.when")
    assert str(change.verdict) == "undecided"
    assert change.sentence.endswith("; not found out within the bound of work whether that matters")
    assert not compared(ladder(other), old=ladder(one))


def test_e2_a_rule_of_targets_that_only_the_new_policy_has_is_told() -> None:
    """The old ladder can't have such a rule by itself: then any ticket that shows it will do."""
    triage = {"start": "created", "stop": "triaged", "within": "1 hour"}
    rule = {"id": "slow", "target": "triage", "at": "due", "to": "second"}
    new = changed("targets", "triage", to=triage, of=ladder(LATE, rule))
    (change,) = compared(new, old=ladder(LATE)).of("escalation")
    assert (change.name, str(change.verdict)) == ("rule slow", "added")
    assert len(change.witnesses) == 1


def test_e2_a_rule_to_a_level_that_only_the_new_ladder_has_is_told() -> None:
    levels = [*DESK["escalation"]["levels"], {"name": "third", "owner": "desk"}]
    found = compared(ladder(LATE, RANG | {"to": "third"}, levels=levels), old=ladder(LATE))
    assert [(each.name, str(each.verdict)) for each in found] == [("level third", "added"), ("rule rang", "added")]
    assert len(found.changes[1].witnesses) == 1
