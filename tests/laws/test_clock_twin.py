"""The engine and the tape: some cases of the long comparison, and the tape against paper (C1-C9, C11, D1-D8)."""

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

import pytest

from slapolicy import Policy
from slapolicy.calendars import ALWAYS, Calendar
from twin.bitmap_twin import WeeklyTwin, clock
from twin.clock_answers import Answers
from twin.clock_cases import Case, random_case
from twin.clock_coverage import impossible, pairs
from twin.clock_hours import MINUTE, Outside
from twin.clock_rooms import Room
from twin.clock_twin import Happening, Life
from twin.compare_clocks import compare
from twin.sheets import Sheet

OFFICE: tuple[Any, ...] = (((540, 1020),),) * 5 + ((),) * 2
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = 60 * MINUTE
START = (178.0, "created")  # Monday 9 March, 10:00: the twin wants days around those that it is asked about


@pytest.mark.parametrize("number", range(10))
def test_the_engine_answers_like_the_tape(number: int, request: pytest.FixtureRequest) -> None:
    """Policies and tickets at random, most instants at an edge."""
    cases = 400 if request.config.getoption("--long") else 6
    tally = compare("laws", range(number * cases, (number + 1) * cases), 40)
    assert tally.examples == []
    assert tally.count > 20 * cases


def test_a_difference_is_found_and_told_in_few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison can fail: where the twin takes every cycle for kept, one that is not differs."""
    monkeypatch.setattr(Answers, "_verdict", lambda *_, **__: "met")
    tally = compare("laws", range(3), 40)
    assert tally.differences == tally.fields["verdict"] > 0
    assert "expected met, answered" in tally.examples[0]
    assert len(tally.examples[0].splitlines()) < 12


def test_most_pairs_of_settings_come_with_few_cases() -> None:
    """Of 300 cases, nine pairs in ten that a policy can have, and none of those that it can't."""
    seen: Counter[tuple[str, str]] = Counter()
    for number in range(300):
        with suppress(Outside):
            for drawn in random_case("laws", number).seen.values():
                seen.update(combinations(sorted(drawn), 2))
    reasons = {pair: impossible(pair) for pair in pairs()}
    possible = [pair for pair, reason in reasons.items() if not reason]
    assert sum(pair in seen for pair in possible) > 0.9 * len(possible)
    assert [pair for pair, reason in reasons.items() if reason and seen[pair]] == []


def on_paper(target: dict[str, Any], *happened: tuple[float, str], at: float) -> dict[str, Any]:
    """The tape's answer for an office from nine to five; times are hours since Monday's midnight, in UTC."""
    office = Sheet("UTC", OFFICE)
    days = clock(UTC, MONDAY, 30)
    settings = {"stop": "resolved", "pause": "on_hold", "reset": "moved"} | target
    policy = Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "paper",
            "calendars": {"c": office.calendar()},
            "calendar": "c",
            "targets": {"t": settings},
        }
    )
    events = [Happening(int(hour * 60) * MINUTE, name, {"severity": "unclear"}) for hour, name in happened]
    twin: WeeklyTwin = office.twin(days)
    return Answers("t", Life(policy.targets["t"], {None: twin}, events)).at(int(at * 60) * MINUTE)[-1]


def test_the_tape_counts_working_hours_on_paper() -> None:
    """D3, D6, D7: ten hours from Monday 10:00 are over on Tuesday 12:00; three of a pause move that to 15:00."""
    plain = on_paper({"within": "10 business hours"}, START, at=182)
    assert (plain["due_at"], plain["used"], plain["left"]) == (204 * HOUR, 4 * HOUR, 6 * HOUR)
    paused = on_paper({"within": "10 business hours"}, START, (180, "on_hold"), (183, "resumed"), at=184)
    assert (paused["due_at"], paused["original_due_at"]) == (207 * HOUR, 204 * HOUR)


def test_the_tape_counts_days_on_paper() -> None:
    """D4, D6: the same time on Tuesday, a pause of two working hours later; a date does not move."""
    held = START, (180, "on_hold"), (182, "resumed")
    assert on_paper({"within": "1 business day"}, *held, at=183)["due_at"] == 204 * HOUR
    assert on_paper({"within": "end of business day"}, *held, at=183)["due_at"] == 185 * HOUR


def test_the_tape_takes_the_strongest_move_on_paper() -> None:
    """C2: a stop and a reset at one event; the stop, or the reset where that is stronger."""
    target = {"within": "2 hours", "reset": "resolved"}
    assert on_paper(target, START, (179, "resolved"), at=184)["verdict"] == "met"
    order = ["reset", "stop", "cancel", "pause", "start"]
    again = on_paper(target | {"precedence": order}, START, (179, "resolved"), at=180)
    assert (again["number"], again["state"], again["due_at"]) == (2, "running", 181 * HOUR)


def test_a_case_without_edges_is_compared_as_it_is() -> None:
    """A policy by hand, played by both: one target, always open."""
    twin = Sheet("UTC", (((0, 1440),),) * 7).twin(clock(UTC, MONDAY, 30))
    other = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})
    room = Room("always", "UTC", Sheet("UTC", ()), ALWAYS, twin, MONDAY, False, other, twin)
    case = Case(room, "stated", {"t": {"stop": "resolved", "within": "2 hours"}}, ((600, "created", {}),), {})
    policy = case.policy()
    (cycle,) = case.answers("t", policy.targets["t"]).at(720 * MINUTE)
    assert (cycle["due_at"], cycle["verdict"]) == (720 * MINUTE, "open")
    assert policy.evaluate(case.ticket(), at="2026-03-02T12:00Z").clocks["t"].verdict == "open"
