"""The whole ladder rehearsed: who is asked when and why, if no one acts (E8), and the same as deciding it then (E9)."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.ladders import at, policy, ticket
from slapolicy import Decision, Event, InstantError, Policy, Rehearsal

TURNS = {"participants": ["Ada", "Grace"], "every": "1 calendar day", "starts": "2026-03-01 12:00", "tz": "UTC"}
OWNERS = {"on call": {"rotation": TURNS}, "boss": "Boss", "expert": "Expert"}
LEVELS = [
    {"name": "first", "owner": "on call", "respond": "1 hour"},
    {"name": "second", "owner": "expert", "respond": "5 hours", "kind": "functional"},
    {"name": "third", "owner": "boss", "kind": "hierarchic"},
]
LATE = {"id": "late", "target": "resolution", "at": "due", "notify": ["boss"], "page": ["on call"]}


def ladder(*rules: dict[str, Any], levels: Any = LEVELS, **settings: Any) -> Policy:
    return policy(owners=OWNERS, escalation={"levels": levels, "rules": list(rules), **settings})


def told(rehearsal: Rehearsal) -> list[str]:
    return [f"{step.at:%d %H:%M} {step.who}: {step.rule}" for step in rehearsal.steps]


def test_e8_the_timeline_has_steps_and_handovers_until_the_ladder_is_exhausted() -> None:
    """Created Monday 11:30: Grace takes over from Ada at noon, an hour of silence ends at 12:30, five at 17:30."""
    timed = [*LEVELS[:2], LEVELS[2] | {"respond": "1 hour"}]
    created = ticket().add(Event("noted", at("11:30:00")))
    rehearsal = ladder(LATE, levels=timed).rehearse(created, at=at("09:30:00"))
    assert told(rehearsal) == [
        "02 09:30 Ada (on call): created",
        "02 10:00 expert: respond",
        "02 13:00 expert: late",
        "02 15:00 boss: respond",
        "02 16:00 boss: respond",
    ]
    assert rehearsal.exhausted
    assert (rehearsal.steps[2].notify, rehearsal.steps[2].page) == (("boss",), ("on call",))
    assert rehearsal.steps[-1].reason == "not acknowledged for 1 hour at third; no level is left"


def test_e8_handovers_are_told_until_the_horizon() -> None:
    """Acknowledged, so nothing but the days of two people is ahead, from noon to noon."""
    acknowledged = ticket(Event("acknowledged", at("09:10:00")))
    rehearsal = ladder().rehearse(acknowledged, at=at("09:10:00"), until=at("12:00:00", day=4))
    assert told(rehearsal) == [
        "02 09:10 Ada (on call): created",
        "02 12:00 Grace (on call): hand-over",
        "03 12:00 Ada (on call): hand-over",
        "04 12:00 Grace (on call): hand-over",
    ]
    assert not rehearsal.exhausted
    assert rehearsal.steps[1].reason == "hand-over to Grace"
    month = ladder().rehearse(acknowledged, at=at("09:10:00"))
    assert (len(month.steps), month.until - month.at) == (31, timedelta(days=30))


def test_e8_what_happened_before_is_not_told_again_but_where_the_ticket_is() -> None:
    rehearsal = ladder(LATE).rehearse(ticket(), at=at("13:30:00"))
    assert told(rehearsal) == ["02 13:30 expert: respond", "02 15:00 boss: respond"]
    assert rehearsal.steps[0].reason == "not acknowledged for 1 hour at first; functional: another skill"
    assert (rehearsal.steps[0].notify, rehearsal.steps[0].page) == ((), ())
    exactly = ladder(LATE).rehearse(ticket(), at=at("13:00:00"))
    assert (exactly.steps[0].rule, exactly.steps[0].notify) == ("late", ("boss",))


def test_e8_every_step_of_the_first_instant_is_told() -> None:
    rules = ladder({"id": "vip", "when": {"vip": True}, "page": ["boss"]})
    assert told(rules.rehearse(ticket(vip=True), at=at("09:00:00")))[:2] == [
        "02 09:00 Ada (on call): created",
        "02 09:00 Ada (on call): vip",
    ]


def test_e8_a_handover_at_the_instant_of_a_step_is_the_step_s() -> None:
    """An hour of silence from 11:00 on ends at noon, when Grace takes over."""
    levels = [{"name": "first", "owner": "on call", "respond": "1 hour"}, {"name": "again", "owner": "on call"}]
    noon = policy(owners=OWNERS, escalation={"levels": levels})
    late = ticket(Event("reopened", at("11:00:00")), Event("acknowledged", at("09:30:00")))
    rehearsal = noon.rehearse(late, at=at("11:00:00"), until=at("20:00:00"))
    assert told(rehearsal) == ["02 11:00 Ada (on call): created", "02 12:00 Grace (on call): respond"]


def test_e8_nobody_on_duty_is_told() -> None:
    """Ada is there from 8 to 17 on weekdays: Friday's evening leaves nobody until Monday."""
    hours = {"participants": ["Ada"], "restrictions": {"mon-fri": "08:00-17:00"}}
    rules = policy(
        owners={"on call": {"rotation": TURNS | hours}}, escalation={"levels": [{"name": "first", "owner": "on call"}]}
    )
    acknowledged = ticket(Event("acknowledged", at("09:10:00")))
    rehearsal = rules.rehearse(acknowledged, at=at("12:00:00", day=6), until=at("12:00:00", day=9))
    assert told(rehearsal) == [
        "06 12:00 Ada (on call): created",
        "06 17:00 nobody (on call): hand-over",
        "09 08:00 Ada (on call): hand-over",
    ]
    assert rehearsal.steps[1].reason == "nobody is on duty"


def test_e8_a_ladder_that_is_exhausted_tells_no_more_handovers() -> None:
    once = ladder(levels=[{"name": "first", "owner": "on call", "respond": "1 hour"}])
    rehearsal = once.rehearse(ticket(), at=at("09:00:00"))
    assert told(rehearsal) == ["02 09:00 Ada (on call): created", "02 10:00 Ada (on call): respond"]
    assert rehearsal.exhausted


def test_e8_without_a_ladder_or_before_the_ticket_there_is_nobody_to_ask() -> None:
    without = policy(escalation=None)
    assert without.rehearse(ticket(), at=at("09:00:00")).steps == ()
    early = ladder().rehearse(ticket(), at=at("08:59:59"))
    assert (early.steps, early.exhausted) == ((), False)
    assert early.table() == "when  who  level  why\n----  ---  -----  ---"
    assert "nobody is asked" in early.ladder_svg()


def test_e9_later_events_are_not_known_to_a_rehearsal() -> None:
    acknowledged = ticket(Event("acknowledged", at("09:10:00")))
    assert ladder().rehearse(acknowledged, at=at("09:05:00")) == ladder().rehearse(ticket(), at=at("09:05:00"))


def test_t1_instants_are_in_the_zone_of_the_question() -> None:
    rehearsal = ladder().rehearse(ticket(), at="2026-03-02T10:00:00+01:00", until=at("12:00:00"))
    assert str(rehearsal.steps[1].at) == "2026-03-02 11:00:00+01:00"
    assert str(rehearsal.until) == "2026-03-02 13:00:00+01:00"
    with pytest.raises(InstantError, match="until: found"):
        ladder().rehearse(ticket(), at=at("09:00:00"), until="2026-03-02T12:00:00")


def test_t10_a_rehearsal_ends_with_the_range() -> None:
    old = ticket(Event("acknowledged", at("09:10:00")))
    assert str(ladder().rehearse(old, at="2199-12-31T00:00:00Z").until) == "2200-01-01 00:00:00+00:00"


def test_e8_a_table_for_people() -> None:
    levels = [{"name": "first", "owner": "on call"}, {"name": "second", "owner": "boss"}]
    rehearsal = ladder(LATE | {"to": "next"}, levels=levels).rehearse(ticket(), at=at("12:00:00"))
    assert (
        rehearsal.table()
        == """\
when                         who              level   why                       told  paged
---------------------------  ---------------  ------  ------------------------  ----  -------
Mon 2026-03-02 12:00 +00:00  Grace (on call)  first   the ticket's first owner
Mon 2026-03-02 13:00 +00:00  boss             second  resolution is due         boss  on call"""
    )


def test_e8_a_table_breaks_no_terminal() -> None:
    rules = policy(escalation={"levels": [{"name": "de\x1bsk", "owner": "desk"}]})
    assert "de\N{REPLACEMENT CHARACTER}sk" in rules.rehearse(ticket(), at=at("09:00:00")).table()


def test_p6_a_rehearsal_as_plain_data() -> None:
    data = ladder(LATE).rehearse(ticket(), at=at("13:00:00")).to_dict()
    assert (data["ticket"], data["levels"], data["until"]) == (
        "T-1",
        ["first", "second", "third"],
        "2026-04-01T13:00:00+00:00",
    )
    assert data["steps"][0] == {
        "at": "2026-03-02T13:00:00+00:00",
        "person": "expert",
        "owner": "expert",
        "level": "second",
        "rule": "late",
        "reason": "resolution is due",
        "notify": ["boss"],
        "page": ["on call"],
        "exhausted": False,
    }


# -- the picture


def texts(rehearsal: Rehearsal) -> list[str]:
    picture = ElementTree.fromstring(rehearsal._repr_svg_())
    return ["".join(each.itertext()) for each in picture.iter() if each.tag.endswith("}text")]


def test_e8_a_picture_tells_who_is_asked_when_and_why() -> None:
    shown = texts(ladder(LATE).rehearse(ticket(), at=at("12:00:00")))
    assert shown == [
        "T-1 under ladder, if nobody acts, from Mon 2026-03-02 12:00 +00:00",
        *("Mon 2 Mar 12:00", "Mon 2 Mar 13:00", "+ 1 h", "Mon 2 Mar 15:00", "+ 2 h"),
        *("expert", "at second", "not acknowledged for 1 hour at first; functional: another skill"),
        *("expert", "at second, tells boss, pages on call", "resolution is due"),
        *("boss", "at third", "not acknowledged for 5 hours at second; hierarchic: a higher authority"),
    ]


def test_e8_a_picture_tells_how_long_it_took() -> None:
    rules = ladder({"id": "vip", "when": {"vip": True}, "page": ["boss"]}, acknowledged_for="49 hours")
    seen = ticket(Event("acknowledged", at("09:00:00")), vip=True)
    shown = texts(rules.rehearse(seen, at=at("09:00:00")))
    assert [each for each in shown if each.startswith(("+", "at once"))] == [
        "at once",
        "+ 3 h",
        "+ 1 d",
        "+ 23 h",
        "+ 5 h",
    ]


def test_e8_marks_tell_a_handover_from_a_step_nobody_from_somebody_and_the_end() -> None:
    empty = policy(
        owners={"on call": {"rotation": TURNS | {"starts": "2026-03-02 12:00"}}},
        escalation={"levels": [{"name": "first", "owner": "on call"}]},
    )
    picture = empty.rehearse(ticket(), at=at("09:00:00"), until=at("12:00:00")).ladder_svg()
    assert picture.count('<circle class="nobody"') == 1
    assert picture.count('<circle class="handover"') == 1
    ended = ladder(levels=[{"name": "first", "owner": "boss", "respond": "1 hour"}])
    picture = ended.rehearse(ticket(), at=at("09:00:00")).ladder_svg()
    assert (picture.count('<circle class="step"'), picture.count('<circle class="end"')) == (1, 1)


def test_e8_a_long_rehearsal_is_cut_and_says_so() -> None:
    acknowledged = ticket(Event("acknowledged", at("09:10:00")))
    rehearsal = ladder().rehearse(acknowledged, at=at("09:10:00"), until="2026-05-31T09:10:00Z")
    assert len(rehearsal.steps) == 1 + 90
    assert texts(rehearsal)[-1] == "and 31 more"


def test_e8_an_owner_that_is_called_like_its_level_is_named_once() -> None:
    assert texts(policy().rehearse(ticket(), at=at("09:00:00")))[2:] == ["desk", "the ticket's first owner"]


def test_e8_names_can_not_break_out_of_a_picture() -> None:
    rules = policy(escalation={"levels": [{"name": "<b>&", "owner": "<i>"}]}, owners={})
    assert "at <b>&" in texts(rules.rehearse(ticket(), at=at("09:00:00")))


# -- the law

WAITS = st.sampled_from(["20 minutes", "1 hour", "90 minutes", "3 hours", "26 hours"])
WORLDS = st.fixed_dictionaries({
    "respond": st.lists(st.none() | WAITS, min_size=3, max_size=3),
    "stuck": WAITS,
    "since": st.sampled_from(["level", "arrival"]),
    "acknowledged_for": WAITS,
    "acknowledged": st.integers(0, 200),
    "asked": st.integers(0, 400),
    "passes": st.integers(1, 3),
    "empty": st.sampled_from(["skip", "wait"]),
    "starts": st.sampled_from(["2026-03-01 12:00", "2026-03-02 10:30", "2026-03-04 00:00"]),
})  # fmt: skip


@given(world=WORLDS)
def test_a_rehearsal_agrees_with_deciding_at_each_of_its_instants(world: dict[str, Any]) -> None:
    """E8, E9: at a step and just before the next one, the owner and the level are those that were rehearsed."""
    levels = [
        level | ({"respond": respond} if respond else {"respond": "100 hours"})
        for level, respond in zip(LEVELS, world["respond"], strict=True)
    ]
    rules = policy(
        LATE,
        owners=OWNERS | {"on call": {"rotation": TURNS | {"starts": world["starts"]}}},
        escalation={
            "levels": levels,
            "rules": [LATE, {"id": "stuck", "unresolved": world["stuck"], "since": world["since"], "to": "next"}],
            **{key: world[key] for key in ("acknowledged_for", "passes", "empty")},
        },
    )
    start = ticket().events[0].at
    lived = ticket(Event("acknowledged", start + timedelta(minutes=world["acknowledged"])))
    asked = start + timedelta(minutes=world["asked"])
    known = lived if world["acknowledged"] <= world["asked"] else ticket()
    steps = rules.rehearse(lived, at=asked, until=asked + timedelta(days=4)).steps
    assert steps
    for number, step in enumerate(steps):
        following = steps[number + 1].at if number + 1 < len(steps) else None
        if following == step.at:
            continue
        assert_agrees(rules.evaluate(known, at=step.at), step)
        if following is not None:
            assert_agrees(rules.evaluate(known, at=following - timedelta(microseconds=1)), step)


def assert_agrees(decision: Decision, step: Any) -> None:
    assert (decision.owner, decision.level, decision.exhausted) == (step.person, step.level, step.exhausted)


PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to"


def test_the_picture_of_the_page_is_that_of_its_code() -> None:
    page = (PAGE / "rehearsal.md").read_text(encoding="utf-8")
    names: dict[str, Any] = {"print": lambda *_: None}
    for block in re.findall(r"^```python\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL):
        exec(block, names)
    assert "(new-year.svg)" in page
    assert (PAGE / "new-year.svg").read_text(encoding="utf-8") == names["picture"]
