"""The engine and the slow ladder: some cases of the comparison, the slow ladder against paper, and laws (E1-E9)."""

from datetime import timedelta
from typing import Any

import pytest

from slapolicy import Event, Ticket
from twin.compare_ladders import compare, settings_of
from twin.ladder_cases import CALENDARS, FIRST, MINUTE, PLAIN, Played, random_case
from twin.ladder_twin import LadderTwin

SILENT = {"id": "silent", "unacknowledged": "15 minutes", "to": "next"}
NINE = 9 * 60
Said = tuple[int, str, dict[str, Any]]


@pytest.mark.parametrize("number", range(10))
def test_the_engine_answers_like_the_slow_ladder(number: int, request: pytest.FixtureRequest) -> None:
    """Policies and tickets at random, most instants at an edge."""
    cases = 600 if request.config.getoption("--long") else 3
    tally = compare("laws", range(number * cases, (number + 1) * cases), 15)
    assert tally.examples == []
    assert tally.count == 15 * cases


def test_a_difference_is_found_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison can fail: where the twin takes nobody for somebody, no level is skipped."""
    monkeypatch.setattr(LadderTwin, "has_somebody", lambda *_: True)
    tally = compare("laws", range(12), 5)
    assert tally.differences > 0
    assert "answered" in tally.examples[0]


def test_every_setting_comes_with_few_cases() -> None:
    """Every option of the escalation, of a level, an owner and a rule, and every event that a ladder knows."""
    seen = set().union(*(settings_of(random_case("settings", number)) for number in range(45)))
    wanted = {f"rule {trigger}, {key}" for trigger in ("when", "on", "at", "after") for key in ("to", "notify", "page")}
    wanted |= {
        f"rule {trigger}, {key}"
        for trigger in ("unacknowledged", "unresolved")
        for key in ("to", "notify", "page", "level", "calendar", "since level", "since arrival", "since trigger")
    }
    wanted |= {"routed: on_arrival", "routed: when_reached", "empty: skip", "empty: wait", "passes: 2"}
    wanted |= {"level's when", "level's respond", "level's kind", "owner's when", "owner's during", "owners by turns"}
    names = ("acknowledged", "assigned", "closed", "escalated", "reopened", "resolved")
    assert wanted | {f"event {name}" for name in names} | {"equal times"} <= seen


# -- the slow ladder on paper: a Monday, three levels


def on_paper(*events: Said, **escalation: Any) -> list[str]:
    """Its steps, those ahead too: the time, the level, the owner."""
    ladder = {"levels": [{"name": name, "owner": name} for name in PLAIN], "rules": [SILENT]} | escalation
    document = {
        "slapolicy": 1, "name": "paper", "calendars": CALENDARS, "calendar": "split", "owners": PLAIN,
        "targets": {"resolution": {"stop": "resolved", "within": "4 hours"}}, "escalation": ladder,
    }  # fmt: skip
    played = Played(document, {})
    for at, name, facts in ((NINE, "created", {}), *events):
        played.take(at, name, facts)
    steps = (*played.known[-1].past, *played.known[-1].ahead)
    return [f"{FIRST + MINUTE * step.at:%H:%M} {step.level}: {step.owner}{'!' * step.exhausted}" for step in steps]


def test_e4_the_slow_ladder_climbs_on_paper() -> None:
    assert on_paper() == ["09:00 desk: desk", "09:15 engineer: engineer", "09:30 board: board", "09:45 board: board!"]


def test_e5_an_acknowledgement_holds_at_every_level_on_paper() -> None:
    """Said at 9:10, until 11:10: the board is due by its clock at 11:00, silence begins anew after that."""
    half = {"id": "half", "target": "resolution", "at": "50%", "to": "engineer"}
    said: Said = (NINE + 10, "acknowledged", {})
    assert on_paper(said, rules=[SILENT, half]) == ["09:00 desk: desk", "11:00 engineer: engineer"]
    assert on_paper(said, rules=[SILENT, half], acknowledged_for="2 hours")[1:3] == [
        "11:00 engineer: engineer",
        "11:25 board: board",
    ]


def test_e5_a_second_pass_begins_with_the_first_level_on_paper() -> None:
    assert on_paper(passes=2)[2:5] == ["09:30 board: board", "09:45 desk: desk", "10:00 engineer: engineer"]


def test_e4_a_reopened_ticket_waits_from_there_on_paper() -> None:
    again: tuple[Said, Said] = (NINE + 10, "resolved", {}), (NINE + 60, "reopened", {})
    assert on_paper(*again)[:2] == ["09:00 desk: desk", "10:15 engineer: engineer"]


def test_e2_a_hand_may_take_a_ticket_down_on_paper() -> None:
    moved = (NINE + 1, "escalated", {"level": "board"}), (NINE + 2, "escalated", {"level": "desk"})
    assert on_paper(*moved, rules=[]) == ["09:00 desk: desk", "09:01 board: board", "09:02 desk: desk"]


# -- laws


@pytest.mark.parametrize("number", range(12))
def test_e9_deciding_twice_gives_the_same_answer(number: int) -> None:
    """Also by another policy of the same document."""
    played = random_case("twice", number)
    ticket, at = played.ticket(), FIRST + MINUTE * (played.known[-1].at + number)
    first = played.policy.evaluate(ticket, at=at)
    assert played.policy.evaluate(ticket, at=at) == first
    assert Played(played.document, played.people).policy.evaluate(played.ticket(), at=at) == first


@pytest.mark.parametrize("number", range(20))
def test_e5_acknowledging_never_brings_an_escalation_forward(number: int) -> None:
    """Whatever the ladder: until an acknowledgement is over, no step comes earlier for it than without it."""
    played = random_case("acknowledged", number)
    ladder = played.policy.escalation
    assert ladder is not None
    for later in (0, 1, 14):
        minute = played.known[-1].at + later
        at = FIRST + MINUTE * minute
        plain = played.policy.evaluate(played.ticket(), at=at)
        said = played.policy.evaluate(Ticket("T", [*played.ticket().events, Event("acknowledged", at)]), at=at)
        soonest = [step.at for step in plain.ahead[:1]]
        if ladder.acknowledged_for is not None:
            soonest.append(FIRST + MINUTE * played.add(None, minute, ladder.acknowledged_for))
        assert [step.at for step in said.ahead if not soonest or step.at < min(soonest)] == []


@pytest.mark.parametrize("number", range(12))
def test_e9_what_is_ahead_comes_true_where_nobody_acts(number: int) -> None:
    """The steps so far and ahead are the same at every instant after the last event, each behind once its time came."""
    played = random_case("ahead", number)
    at = FIRST + MINUTE * played.known[-1].at
    now = played.policy.evaluate(played.ticket(), at=at)
    for later in (timedelta(hours=1), timedelta(days=1)):
        then = played.policy.evaluate(played.ticket(), at=at + later)
        assert (*then.steps, *then.ahead) == (*now.steps, *now.ahead)
        assert all(step.at <= at + later for step in then.steps)
        assert all(step.at > at + later for step in then.ahead)
