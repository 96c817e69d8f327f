"""Each name in a policy that nothing has is told where it stands, with the names that there are (P3)."""

from typing import Any

import pytest

from slapolicy import Policy, PolicyError

OFFICE = {"tz": "Europe/Zurich", "hours": {"mon-fri": "09:00-17:00"}}
CALENDARS = "allowed is one of `always`, `office`"
OWNERS = "allowed is one of `desk`, `boss`"
LEVELS = "allowed is one of `one`, `two`"
TARGETS = "allowed is one of `reply`, `repair`"
SOME = {"when": {"vip": True}}


def policy(**parts: Any) -> dict[str, Any]:
    return {
        "name": "n",
        "calendars": {"office": OFFICE},
        "calendar": "office",
        "targets": {"reply": target(), "repair": target()},
        "owners": {"desk": "Desk", "boss": "Boss"},
        **parts,
    }


def target(**keys: Any) -> dict[str, Any]:
    return {"stop": "replied", "within": "2 hours", **keys}


def targets(**keys: Any) -> dict[str, Any]:
    return policy(targets={"reply": target(**keys), "repair": target()})


def ladder(*rules: dict[str, Any], one: Any = "desk", **keys: Any) -> dict[str, Any]:
    levels = [{"name": "one", "owner": one}, {"name": "two", "owner": "boss"}]
    numbered = [{"id": f"r{number}", **rule} for number, rule in enumerate(rules)]
    return policy(escalation={"levels": levels, "rules": numbered, **keys})


def rule(**keys: Any) -> dict[str, Any]:
    return ladder({"on": "called", "to": "next"}, {"on": "called", "notify": "desk", **keys})


def goal(**keys: Any) -> dict[str, Any]:
    return ladder() | {"goals": {"g": {"above": "90%", **keys}}}


def told(document: object) -> list[str]:
    with pytest.raises(PolicyError) as refused:
        Policy.from_dict(document)
    return str(refused.value).split("\n")


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (policy(calendar="ofice"), f"calendar: found `ofice`; {CALENDARS}; write `office`"),
        (
            policy(facts={"came": {"arrived_during": ["office", "night"]}}),
            f"facts.came.arrived_during[1]: found `night`; {CALENDARS}",
        ),
        (targets(calendar="ofice"), f"targets.reply.calendar: found `ofice`; {CALENDARS}; write `office`"),
        (
            targets(calendar=[{**SOME, "calendar": "ofice"}]),
            f"targets.reply.calendar[0].calendar: found `ofice`; {CALENDARS}; write `office`",
        ),
        (
            targets(calendar=[{**SOME, "calendar": "office"}, {"calendar": "night"}]),
            f"targets.reply.calendar[1].calendar: found `night`; {CALENDARS}",
        ),
        (
            policy(availability={"shop": {"goal": "99%", "per": "month", "tz": "UTC", "calendar": "ofice"}}),
            f"availability.shop.calendar: found `ofice`; {CALENDARS}; write `office`",
        ),
        (targets(owner="dsek"), f"targets.reply.owner: found `dsek`; {OWNERS}; write `desk`"),
        (
            targets(owner=[{**SOME, "owner": "desk"}, {"owner": "me"}]),
            f"targets.reply.owner[1].owner: found `me`; {OWNERS}",
        ),
        (ladder(one="dsek"), f"escalation.levels[0].owner: found `dsek`; {OWNERS}; write `desk`"),
        (
            ladder(one=[{**SOME, "owner": "boss"}, {"owner": "dsek"}]),
            f"escalation.levels[0].owner[1].owner: found `dsek`; {OWNERS}; write `desk`",
        ),
        (
            ladder(one=[{"during": "office", "owner": "dsek"}]),
            f"escalation.levels[0].owner[0].owner: found `dsek`; {OWNERS}; write `desk`",
        ),
        (
            ladder(one=[{"during": "office", "owner": "desk"}, {"during": "night", "owner": "desk"}]),
            f"escalation.levels[0].owner[1].during: found `night`; {CALENDARS}",
        ),
        (
            ladder(one=[{"owner": "desk"}, {"during": "night", "owner": "desk"}]),
            f"escalation.levels[0].owner[1].during: found `night`; {CALENDARS}",
        ),
        (
            ladder(one=[{"owner": "desk"}, {**SOME, "owner": "dsek"}]),
            f"escalation.levels[0].owner[1].owner: found `dsek`; {OWNERS}; write `desk`",
        ),
        (rule(to="thre"), "escalation.rules[1].to: found `thre`; allowed is one of `one`, `two`, `next`"),
        (rule(to="nxet"), "escalation.rules[1].to: found `nxet`; allowed is one of `one`, `two`, `next`; write `next`"),
        (
            ladder({"unacknowledged": "1 hour", "level": "tow", "to": "next"}),
            f"escalation.rules[0].level: found `tow`; {LEVELS}; write `two`",
        ),
        (
            ladder({"target": "reply", "at": "due", "to": "next"}, {"target": "rpely", "at": "due", "to": "next"}),
            f"escalation.rules[1].target: found `rpely`; {TARGETS}; write `reply`",
        ),
        (
            ladder({"unacknowledged": "1 hour", "calendar": "ofice", "to": "next"}),
            f"escalation.rules[0].calendar: found `ofice`; {CALENDARS}; write `office`",
        ),
        (rule(notify=["desk", "bos"]), f"escalation.rules[1].notify[1]: found `bos`; {OWNERS}; write `boss`"),
        (rule(page="bos"), f"escalation.rules[1].page[0]: found `bos`; {OWNERS}; write `boss`"),
        (
            policy(responsibilities={"approve": "bos"}),
            "responsibilities.approve: found `bos`; allowed is one of `desk`, `boss`, `none`; write `boss`",
        ),
        (
            policy(responsibilities={"approve": [{**SOME, "owner": "boss"}, {"owner": "nobody"}]}),
            "responsibilities.approve[1].owner: found `nobody`; allowed is one of `desk`, `boss`, `none`",
        ),
        (
            policy(responsibilities={"approve": [{"owner": "boss"}, {"owner": "x"}]}),
            "responsibilities.approve[1].owner: found `x`; allowed is one of `desk`, `boss`, `none`",
        ),
        (
            policy(responsibilities={"approve": [{**SOME, "owner": "boss"}]}),
            "responsibilities.approve: found a list that may leave it open; allowed is a last rule without `when`: "
            "nobody is said, never left out; add `{owner: none}`, or who it is otherwise",
        ),
        (goal(met="rpely"), f"goals.g.met: found `rpely`; {TARGETS}; write `reply`"),
        (goal(met=["reply", "rpair"]), f"goals.g.met[1]: found `rpair`; {TARGETS}; write `repair`"),
        (goal(time="rpely", above="1 hour"), f"goals.g.time: found `rpely`; {TARGETS}; write `reply`"),
        (goal(escalated_to="tow"), f"goals.g.escalated_to: found `tow`; {LEVELS}; write `two`"),
        (goal(met="reply", at_level="tow"), f"goals.g.at_level: found `tow`; {LEVELS}; write `two`"),
        (
            policy(goals={"g": {"escalated_to": "two", "below": "5%"}}),
            "goals.g.escalated_to: found `two`; allowed is no level: the policy names none",
        ),
        (
            policy(targets={}, goals={"g": {"met": "reply", "above": "5%"}}),
            "goals.g.met: found `reply`; allowed is no target: the policy names none",
        ),
        (
            policy(facts={"stars": "text"}, goals={"g": {"mean": "stars", "above": 4}}),
            "goals.g.mean: found `stars`, which is a text; allowed is a fact that is a number",
        ),
    ],
    ids=lambda value: value.split(":")[0] if isinstance(value, str) else None,
)  # fmt: skip
def test_p3_a_name_that_nothing_has_is_told_where_it_stands(document: object, sentence: str) -> None:
    assert told(document) == [sentence]


@pytest.mark.parametrize(
    "document",
    [
        policy(calendar="always", facts={"came": {"arrived_during": ["always", "office"]}}),
        targets(calendar=[{**SOME, "calendar": "always"}, {"calendar": "office"}]),
        policy(responsibilities={"approve": "none", "refund": [{**SOME, "owner": "none"}, {"owner": "boss"}]}),
        policy(owners={}, responsibilities={"approve": "anyone"}),
        ladder({"unacknowledged": "1 hour", "level": "two", "calendar": "always", "to": "next"}),
        ladder({"on": "called", "to": "one", "notify": ["desk", "boss"], "page": "boss"}),
        ladder(one=[{"during": "always", "owner": "desk"}, {"owner": "boss"}]),
        goal(met=["reply", "repair"], at_level="one") | {"facts": {"stars": "number"}},
        policy(facts={"stars": "number"}, goals={"g": {"mean": "stars", "above": 4}}),
        policy(goals={"g": {"mean": "undeclared", "above": 4}}),
        targets(applies={"severity": "unheard of"}),  # where no severity is declared, any may come
        targets(applies={"severity": {"present": True}}) | {"severity": {"levels": ["P0"]}},
        targets(applies={"severity": ["P0", "unclear"]}) | {"severity": {"levels": ["P0"]}},
    ],
)
def test_names_that_are_there_are_taken(document: object) -> None:
    assert Policy.from_dict(document).name == "n"


@pytest.mark.parametrize(
    ("document", "sentences"),
    [
        (
            ladder() | {"escalation": {"levels": [{"name": name, "owner": "desk"} for name in ("a", "b", "a", "a")]}},
            [
                "escalation.levels[2].name: found `a`; allowed is a name of its own",
                "escalation.levels[3].name: found `a`; allowed is a name of its own",
            ],
        ),
        (
            ladder({"id": "x", "on": "called", "to": "next"}, {"id": "x", "on": "called", "to": "two"}),
            ["escalation.rules[1].id: found `x`; allowed is a name of its own"],
        ),
        (
            targets(applies={"severity": ["P0", "P9"]}) | {"severity": {"levels": ["P0", "P1"]}},
            ["targets.reply.applies.severity: found `P9`; allowed is one of `P0`, `P1`, `unclear`"],
        ),
        (
            targets(applies={"vip": True, "not": {"severity": "P9"}}) | {"severity": {"levels": ["critical", "low"]}},
            ["targets.reply.applies.severity: found `P9`; allowed is one of `critical`, `low`, `unclear`"],
        ),
        (
            policy(severity={"levels": ["P0"], "rules": [{"when": {"severity": "P0", "a": 1}, "then": "P0"}]}),
            [
                "severity.rules[0].when.severity: found `severity`; "
                "allowed is other facts: these rules decide the severity"
            ],
        ),
    ],
    ids=["levels", "rules", "severity", "nested", "circular"],
)  # fmt: skip
def test_p3_names_twice_and_severities_that_are_none(document: object, sentences: list[str]) -> None:
    assert told(document) == sentences


SHOP = {"goal": "99%", "per": "month", "tz": "UTC", "calendar": "x"}
SILENT = {"unacknowledged": "1 hour", "to": "next"}
CODES = {
    "unknown-calendar": [
        *(policy(calendar="x"), policy(facts={"came": {"arrived_during": ["x"]}}), policy(availability={"shop": SHOP})),
        *(targets(calendar="x"), ladder(one=[{"during": "x", "owner": "desk"}]), ladder({**SILENT, "calendar": "x"})),
    ],
    "unknown-owner": [
        *(targets(owner="x"), ladder(one="x"), rule(notify="x"), rule(page="x")),
        policy(responsibilities={"approve": "x"}),
    ],
    "unknown-level": [
        *(rule(to="x"), ladder({**SILENT, "level": "x"}), goal(escalated_to="x"), goal(met="reply", at_level="x")),
    ],
    "unknown-target": [
        *(ladder({"target": "x", "at": "due", "to": "next"}), goal(met="x"), goal(time="x", above="1 hour")),
    ],
    "unknown-severity": [targets(applies={"severity": "x"}) | {"severity": {"levels": ["P0"]}}],
    "circular": [policy(severity={"rules": [{"when": {"severity": "P0"}, "then": "P0"}]})],
    "wrong-goal": [policy(facts={"stars": "text"}, goals={"g": {"mean": "stars", "above": 4}})],
    "rule-twice": [ladder({**SILENT, "id": "x"}, {**SILENT, "id": "x"})],
    "level-twice": [policy(escalation={"levels": [{"name": "a", "owner": "desk"}] * 2})],
}


@pytest.mark.parametrize("code", CODES)
def test_p3_each_kind_of_name_has_a_code_of_its_own(code: str) -> None:
    for document in CODES[code]:
        with pytest.raises(PolicyError) as refused:
            Policy.from_dict(document)
        assert {fault.code for fault in refused.value.faults} == {code}
