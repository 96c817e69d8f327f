"""A time in working hours or days where no calendar is named is told at each place where one may stand (P3, T3)."""

from typing import Any

import pytest

from slapolicy import Policy, PolicyError

SENTENCE = (
    "allowed is elapsed time or calendar days, where no calendar is named; "
    "name a calendar: `calendar: office`, or `calendar: always` for 24x7"
)
HOUR = "1 business hour"
SOME = {"when": {"vip": True}}
ROUNDS = {"start": "created", "completed_by": "posted"}


def policy(**parts: Any) -> dict[str, Any]:
    return {"name": "n", "targets": {"reply": target()}, **parts}


def target(**keys: Any) -> dict[str, Any]:
    return {"stop": "replied", "within": "2 hours", **keys}


def ladder(*rules: dict[str, Any], **keys: Any) -> dict[str, Any]:
    numbered = [{"id": f"r{number}", "to": "next", **rule} for number, rule in enumerate(rules)]
    levels = [{"name": "a", "owner": "a"}, {"name": "b", "owner": "b"}]
    return policy(escalation={"levels": levels, "rules": numbered, **keys})


def told(document: object) -> list[str]:
    with pytest.raises(PolicyError) as refused:
        Policy.from_dict(document)
    assert {fault.code for fault in refused.value.faults} == {"no-calendar"}
    return str(refused.value).split("\n")


PLACES = [
    (policy(targets={"x": target(within=HOUR)}), "targets.x.within"),
    (policy(targets={"x": {**ROUNDS, "every": HOUR}}), "targets.x.every"),
    (
        policy(targets={"x": {**ROUNDS, "every": [{**SOME, "limit": "1 hour"}, {"limit": HOUR}]}}),
        "targets.x.every[1].limit",
    ),
    (policy(targets={"x": target(within={"P0": "1 hour", "P1": HOUR})}), "targets.x.within.P1"),
    (policy(targets={"x": target(warn=["50%", f"{HOUR} left"])}), "targets.x.warn[1]"),
    (ladder(acknowledged_for=HOUR), "escalation.acknowledged_for"),
    (
        policy(escalation={"levels": [{"name": "a", "owner": "a"}, {"name": "b", "owner": "b", "respond": HOUR}]}),
        "escalation.levels[1].respond",
    ),
    (ladder({"unacknowledged": HOUR}), "escalation.rules[0].unacknowledged"),
    (ladder({"on": "called"}, {"unresolved": HOUR}), "escalation.rules[1].unresolved"),
    (
        ladder({"unresolved": HOUR, "calendar": "always"}, {"unresolved": HOUR}),
        "escalation.rules[1].unresolved",
    ),
    (ladder({"target": "reply", "after": HOUR}), "escalation.rules[0].after"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "place"), PLACES, ids=[place for _, place in PLACES])
def test_p3_a_time_that_needs_a_calendar_is_told_where_it_stands(document: object, place: str) -> None:
    assert told(document) == [f"{place}: found `{HOUR}`; {SENTENCE}"]


@pytest.mark.parametrize(("document", "place"), PLACES, ids=[place for _, place in PLACES])
def test_a_calendar_of_the_policy_is_enough_for_all(document: dict[str, Any], place: str) -> None:
    assert Policy.from_dict(document | {"calendar": "always"}).calendar == "always"


@pytest.mark.parametrize("length", ["2 business days", "end of business day", "next business day by 12:00"])
def test_p3_every_length_that_counts_open_time_needs_a_calendar(length: str) -> None:
    (sentence,) = told(policy(targets={"x": target(within=length)}))
    assert sentence.startswith("targets.x.within: found `")


@pytest.mark.parametrize("length", ["2 hours", "3 calendar days", "90 minutes"])
def test_lengths_of_the_wall_clock_need_none(length: str) -> None:
    assert Policy.from_dict(policy(targets={"x": target(within=length)})).calendar is None


def test_c6_a_target_that_names_a_calendar_whatever_the_facts_needs_no_other() -> None:
    """One that names it for some tickets only does; so does a rule that counts after such a target's deadline."""
    late = {"escalation": ladder({"target": "x", "after": HOUR})["escalation"]}
    always: list[Any] = ["always", [{**SOME, "calendar": "always"}, {"calendar": "always"}]]
    for calendar in always:
        assert Policy.from_dict(policy(targets={"x": target(within=HOUR, calendar=calendar)}) | late).calendar is None
    some = policy(targets={"x": target(within=HOUR, calendar=[{**SOME, "calendar": "always"}])})
    assert [sentence.partition(":")[0] for sentence in told(some | late)] == [
        "targets.x.within",
        "escalation.rules[0].after",
    ]


def test_p3_all_of_them_are_told_at_once() -> None:
    document = ladder({"unacknowledged": HOUR}, {"target": "reply", "after": HOUR}, acknowledged_for=HOUR)
    document["targets"]["reply"]["within"] = "1 business day"
    assert len(told(document)) == 4
