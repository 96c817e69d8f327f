"""What a decision says of severity, owner and what comes next, line by line; and all of it in another zone (P5, E3).

Nobody acknowledges: the ladder goes on at 09:15 and 09:30, and finds no level left at 09:45.
"""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from slapolicy import Decision, Event, Policy, PolicyError, Ticket
from slapolicy.instants import instant

CREATED = "2026-03-02T09:00:00Z"
DOCUMENT: dict[str, Any] = {
    "name": "paper",
    "severity": {
        "levels": ["P0", "P1"],
        "rules": [
            {"id": "down", "when": {"symptom": "outage"}, "then": "P0"},
            {"id": "many", "when": {"users": "many"}, "then": "P0"},
        ],
    },
    "targets": {"reply": {"stop": "replied", "within": "1 hour", "warn": ["50%"]}},
    "owners": {"desk": "Desk", "bench": "Bench", "board": "Board", "press": "Press"},
    "escalation": {
        "levels": [
            {"name": "first", "owner": "desk"},
            {"name": "second", "owner": "bench"},
            {"name": "third", "owner": "board"},
        ],
        "rules": [
            {
                "id": "silent",
                "unacknowledged": "15 minutes",
                "to": "next",
                "notify": ["press", "desk"],
                "page": ["board", "bench"],
            }
        ],
    },
    "responsibilities": {
        "refund": [{"when": {"severity": "P0"}, "owner": "board"}, {"owner": "none"}],
        "post news": "press",
    },
    "updates": [{"id": "eta", "on": ["noted"], "requires": ["eta"]}],
}


def decided(at: str, *events: Event, facts: Any = None, **parts: Any) -> Decision:
    ticket = Ticket("T-1", [Event("created", CREATED, **(facts or {})), *events])
    return Policy.from_dict(DOCUMENT | parts).evaluate(ticket, at=at)


def without_clock(decision: Decision) -> list[str]:
    """The lines that are not the clock's."""
    clock = decision.explain("reply").splitlines()
    return [line for line in decision.explain().splitlines() if line not in clock]


def test_p5_every_reason_of_a_severity_and_an_owner_who_is_the_role() -> None:
    assert without_clock(decided("2026-03-02T09:10:00Z", facts={"symptom": "outage", "users": "many"})) == [
        "T-1 under paper, at Mon 2026-03-02 09:10 +00:00",
        "severity P0: down: symptom is outage; many: users is many",
        "owner: desk (level first)",
        "  Mon 2026-03-02 09:00 +00:00 desk: the ticket's first owner (created)",
        "next: bench at Mon 2026-03-02 09:15 +00:00 if nobody acts",
        "responsible to refund: board",
        "responsible to post news: press",
        "nothing changes before Mon 2026-03-02 09:15 +00:00",
    ]


def test_p5_a_climb_to_the_top_tells_each_step_and_everyone_told_and_paged() -> None:
    """E5: at the top no other owner comes; C10: at 09:45 no level is left."""
    decision = decided("2026-03-02T09:40:00Z")
    assert without_clock(decision) == [
        "T-1 under paper, at Mon 2026-03-02 09:40 +00:00",
        "severity unclear: no rule holds; not known: symptom, users",
        "owner: board (level third)",
        "  Mon 2026-03-02 09:00 +00:00 desk: the ticket's first owner (created)",
        "  Mon 2026-03-02 09:15 +00:00 bench: not acknowledged for 15 minutes (silent)",
        "  Mon 2026-03-02 09:30 +00:00 board: not acknowledged for 15 minutes (silent)",
        "  told: press, desk",
        "  paged: board, bench",
        "responsible to refund: nobody",
        "responsible to post news: press",
        "nothing changes before Mon 2026-03-02 09:45 +00:00",
    ]
    assert (decision.notify, decision.page) == (("press", "desk"), ("board", "bench"))
    assert (decision.level, decision.owner, decision.exhausted) == ("third", "board", False)


def test_p5_a_level_with_nobody_says_so() -> None:
    """E1: the only owner is for bugs, and this is none yet."""
    ladder = {"levels": [{"name": "first", "owner": [{"when": {"kind": "bug"}, "owner": "desk"}]}]}
    assert without_clock(decided("2026-03-02T09:10:00Z", escalation=ladder, responsibilities={}))[2:4] == [
        "owner: nobody (level first)",
        "  Mon 2026-03-02 09:00 +00:00 nobody: the ticket's first owner; nobody is named there (created)",
    ]


def test_e5_a_ladder_that_has_no_level_left_is_exhausted() -> None:
    decision = decided("2026-03-02T09:45:00Z")
    assert (decision.exhausted, decision.next_owner, decision.next_owner_at) == (True, None, None)
    assert [step.exhausted for step in decision.steps] == [False, False, False, True]


@pytest.mark.parametrize(
    ("at", "change"),
    [
        ("2026-03-02T09:10:00Z", "2026-03-02T09:15:00+00:00"),  # the next level
        ("2026-03-02T09:45:00Z", "2026-03-02T10:00:00.000001+00:00"),  # the promise is broken just after 10:00
    ],
)
def test_c10_the_first_of_all_changes_is_told(at: str, change: str) -> None:
    """The warning at half of an hour comes at 09:30, the deadline at 10:00."""
    assert decided(at).to_dict()["next_change_at"] == change


def test_c10_without_a_ladder_the_warning_is_the_first_change() -> None:
    warned = decided("2026-03-02T09:10:00Z", escalation=None)
    assert warned.to_dict()["next_change_at"] == "2026-03-02T09:30:00+00:00"


def test_c10_a_hand_over_is_a_change_also_one_to_nobody() -> None:
    """E6: on duty from nine to five: at 17:00 nobody answers until Tuesday 09:00."""
    turns = {"participants": ["Ada"], "every": "1 week", "starts": "2026-01-05 09:00", "tz": "UTC"}
    on_call = {"rotation": turns | {"restrictions": {"mon-fri": "09:00-17:00"}}}
    decision = decided(
        "2026-03-02T10:00:00Z",
        Event("replied", "2026-03-02T09:30:00Z"),
        owners={"on call": on_call, "board": "Board", "press": "Press"},
        escalation={"levels": [{"name": "first", "owner": "on call"}]},
    )
    assert without_clock(decision)[2:] == [
        "owner: Ada, on duty for on call (level first)",
        "  Mon 2026-03-02 09:00 +00:00 on call: the ticket's first owner (created)",
        "next: Ada at Tue 2026-03-03 09:00 +00:00 if nobody acts",
        "responsible to refund: nobody",
        "responsible to post news: press",
        "nothing changes before Mon 2026-03-02 17:00 +00:00",
    ]


def test_t1_every_part_is_in_the_zone_of_the_question() -> None:
    """Tokyo is nine hours ahead: 09:00 is 18:00."""
    noted = Event("noted", "2026-03-02T09:05:00Z")
    at = instant("2026-03-02T09:20:00Z").astimezone(ZoneInfo("Asia/Tokyo"))
    policy = Policy.from_dict(DOCUMENT)
    plain = policy.evaluate(Ticket("T-1", [Event("created", CREATED), noted]), at=at).to_dict()
    day, zone = "2026-03-02T", "+09:00"
    assert plain["at"] == f"{day}18:20:00{zone}"
    assert plain["events"] == [
        {"at": f"{day}18:00:00{zone}", "name": "created", "severity": "unclear"},
        {"at": f"{day}18:05:00{zone}", "name": "noted", "severity": "unclear"},
    ]
    assert [step["at"] for step in plain["steps"]] == [f"{day}18:00:00{zone}", f"{day}18:15:00{zone}"]
    assert [step["at"] for step in plain["ahead"]] == [f"{day}18:30:00{zone}", f"{day}18:45:00{zone}"]
    assert [broken["at"] for broken in plain["violations"]] == [f"{day}18:05:00{zone}"]
    assert plain["next_owner_at"] == plain["next_change_at"] == f"{day}18:30:00{zone}"
    assert plain["clocks"]["reply"]["due_at"] == f"{day}19:00:00{zone}"
    assert [step["owner"] for step in plain["steps"] + plain["ahead"]] == ["desk", "bench", "board", "board"]


def test_t1_a_ticket_that_has_nothing_to_come_has_no_instants_in_any_zone() -> None:
    decision = decided("2026-03-02T18:00:00+09:00", Event("replied", CREATED), escalation=None)
    assert (decision.next_owner_at, decision.next_change_at, decision.steps) == (None, None, ())
    assert (decision.level, decision.owner, decision.exhausted) == (None, None, False)


def test_p5_a_target_that_the_policy_lacks_is_told_with_what_there_is() -> None:
    for ask in (decided(CREATED).explain, decided(CREATED).receipt):
        with pytest.raises(PolicyError) as raised:
            ask("replay")
        (fault,) = raised.value.faults
        assert (fault.code, fault.found, fault.allowed) == ("unknown-target", "`replay`", "one of `reply`")
        assert "`reply`" in (fault.remedy or "")


def test_p6_a_cycle_that_the_clock_lacks_is_told_with_what_there_is() -> None:
    with pytest.raises(PolicyError) as raised:
        decided(CREATED).receipt("reply", 7)
    (fault,) = raised.value.faults
    assert (fault.code, fault.found, fault.allowed) == ("unknown-cycle", "`7`", "1 to 1")


def test_p5_a_page_that_shows_a_decision_shows_its_life() -> None:
    decision = decided("2026-03-02T09:20:00Z")
    picture = decision.timeline_svg()
    for said in ("T-1 under paper", "created", "due Mon 2 Mar 10:00", "bench", "board"):
        assert said in picture
    assert decision._repr_svg_() == picture
