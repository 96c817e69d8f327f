"""The scorecard on paper: three tickets of one Friday, counted by hand (O5, D7).

The office is open 09:00-17:00 in UTC. Ticket A, severity P1: created at 09:00, answered at 10:00, resolved at 11:00.
B, P1: created at 15:00, answered at 18:00, never resolved. C, P2: created at 16:00, answered at 16:30, resolved at
18:00, reopened at 19:00, resolved on Monday at 10:00 without another answer.
"""

import re
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from slapolicy import Event, Policy, PolicyError, Ticket
from slapolicy.analysis import Scorecard, scorecard

HOUR = timedelta(hours=1)
OFFICE = {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}
POLICY: dict[str, Any] = {
    "slapolicy": 1,
    "name": "small",
    "calendars": {"office": OFFICE},
    "calendar": "office",
    "severity": {"levels": ["P1", "P2"]},
    "targets": {
        "reply": {"start": "created", "stop": "replied", "within": "2 hours"},
        "fix": {
            "start": "created",
            "stop": "resolved",
            "within": {"P1": "8 business hours", "P2": "none", "unclear": "none"},
        },
    },
    "escalation": {
        "levels": [{"name": "desk", "owner": "desk"}, {"name": "boss", "owner": "boss"}],
        "rules": [{"id": "late", "target": "reply", "at": "due", "to": "next"}],
    },
}
MONDAY_NOON = "2026-03-09T12:00:00Z"


def ticket(name: str, severity: str, *events: str, **facts: Any) -> Ticket:
    """A ticket of Friday 6 March 2026 from texts such as `09:00 created`, the first of which carries the facts."""
    told = [text.split(" ", 1) for text in events]
    given = [facts | {"severity": severity}, *({} for _ in told[1:])]
    return Ticket(name, [Event(event, f"2026-03-{at}Z", **own) for (at, event), own in zip(told, given, strict=True)])


A = ticket("A", "P1", "06T09:00 created", "06T10:00 replied", "06T11:00 resolved", rating=5)
B = ticket("B", "P1", "06T15:00 created", "06T18:00 replied", rating=4)
C = ticket(
    "C", "P2", "06T16:00 created", "06T16:30 replied", "06T18:00 resolved", "06T19:00 reopened", "09T10:00 resolved"
)


def card(
    *tickets: Ticket, at: str = MONDAY_NOON, last: str | None = None, goals: dict[str, Any] | None = None
) -> Scorecard:
    return scorecard(Policy.from_dict(POLICY | {"goals": goals or {}}), tickets, at=at, last=last)


def test_o5_promises_are_counted_by_target_and_severity() -> None:
    """B was answered in 3 hours of 2, and C's second answer never came: a reopened ticket waits for one anew (C3).

    Of the fixes only A's is judged: B's 8 open hours last until Monday 15:00, and a P2 is promised none.
    """
    rows = {(each.target, each.severity): each for each in card(A, B, C).targets}
    counted = {key: (row.kept.part, row.kept.whole, row.pending) for key, row in rows.items()}
    assert counted == {
        ("reply", None): (2, 4, 0),
        ("reply", "P1"): (1, 2, 0),
        ("reply", "P2"): (1, 2, 0),
        ("fix", None): (1, 1, 1),
        ("fix", "P1"): (1, 1, 1),
        ("fix", "P2"): (0, 0, 0),
    }


def test_o5_a_breach_that_is_still_open_counts_as_not_kept() -> None:
    (reply, _) = card(B, at="2026-03-06T17:30:00Z").targets
    assert (reply.kept.part, reply.kept.whole, reply.pending) == (0, 1, 0)
    (reply, _) = card(B, at="2026-03-06T16:30:00Z").targets
    assert (reply.kept.whole, reply.pending) == (0, 1)


def test_d7_times_on_the_wall_and_in_open_hours() -> None:
    """To the replies: 1 h, 3 h and 30 min on the wall; of B's three hours only those until 17:00 are open."""
    reply = card(A, B, C).targets[0]
    assert reply.elapsed.measured == (HOUR / 2, HOUR, 3 * HOUR)
    assert reply.working.measured == (HOUR / 2, HOUR, 2 * HOUR)
    assert (reply.elapsed.mean, reply.working.mean) == (1.5 * HOUR, 3.5 * HOUR / 3)


def test_d7_a_pause_is_no_open_time() -> None:
    """A wait from 10:00 to 12:00 leaves 2 of 4 hours."""
    policy = Policy.from_dict(
        {
            **POLICY,
            "targets": {
                "fix": {"start": "created", "stop": "resolved", "pause": "asked", "resume": "told", "within": "9 hours"}
            },
            "escalation": None,
        }
    )
    paused = ticket("T", "P1", "06T09:00 created", "06T10:00 asked", "06T12:00 told", "06T13:00 resolved")
    (fix,) = scorecard(policy, [paused], at=MONDAY_NOON).targets
    assert (fix.elapsed.measured, fix.working.measured) == ((4 * HOUR,), (2 * HOUR,))


def test_o5_what_a_repeating_target_never_asked_for_is_not_counted() -> None:
    """C9: updates after one hour each, at 10:00 and late at 11:30; the round that begins then is cut off by the end."""
    updates = {"start": "created", "every": "1 hour", "completed_by": "update", "stop": "resolved"}
    policy = Policy.from_dict({"slapolicy": 1, "name": "small", "targets": {"updates": updates}})
    told = ticket("T", "P1", "06T09:00 created", "06T10:00 update", "06T11:30 update", "06T12:00 resolved")
    (score,) = scorecard(policy, [told], at=MONDAY_NOON).targets
    assert (score.kept.part, score.kept.whole, score.pending) == (1, 2, 0)
    assert score.elapsed.measured == (HOUR, 1.5 * HOUR)


def test_o5_percentiles_are_times_that_were_measured() -> None:
    """Of ten times 1 to 10 hours: half within 5, 90% within 9, 95% within 10."""
    ten = [ticket(f"T{n}", "P2", "02T00:00 created", f"02T{n:02}:00 replied") for n in range(1, 11)]
    took = card(*ten).targets[0].elapsed
    hours = [found // HOUR for found in (took.median, took.percentile(90), took.percentile(95), took.longest) if found]
    assert hours == [5, 9, 10, 10]
    assert took.mean == 5.5 * HOUR


def test_o5_escalated_and_solved_at_first_contact() -> None:
    """B's late answer brought it to the boss, and C's; of the two that ended, only A was solved at once."""
    whole = card(A, B, C)
    assert (tuple(whole.escalated), tuple(whole.first_contact)) == ((2, 3), (1, 2))
    twice = ticket("D", "P2", "06T09:00 created", "06T09:10 replied", "06T09:20 replied", "06T09:30 resolved")
    assert tuple(card(twice).first_contact) == (0, 1)


def test_o5_a_ticket_that_is_reopened_has_not_ended() -> None:
    """C is open again from 19:00 on, until Monday."""
    assert card(C, at="2026-03-06T18:30:00Z").first_contact == (1, 1)
    assert card(C, at="2026-03-07T00:00:00Z").first_contact == (0, 0)


@pytest.mark.parametrize(
    ("goal", "figure", "count", "verdict", "measured"),
    [
        ({"met": "reply", "at_least": "50%"}, Fraction(1, 2), 4, "kept", "50%"),
        ({"met": "reply", "above": "50%"}, Fraction(1, 2), 4, "missed", "50%"),
        ({"met": ["reply", "fix"], "above": "50%"}, Fraction(3, 5), 5, "kept", "60%"),
        ({"met": "reply", "when": {"severity": "P1"}, "above": "49%"}, Fraction(1, 2), 2, "kept", "50%"),
        ({"time": "reply", "below": "91 minutes"}, Fraction(5400 * 10**6), 3, "kept", "1 h 30 min"),
        ({"time": "reply", "below": "90 minutes"}, Fraction(5400 * 10**6), 3, "missed", "1 h 30 min"),
        ({"time": "reply", "at_most": "70 business minutes"}, Fraction(4200 * 10**6), 3, "kept", "1 h 10 min"),
        ({"time": "reply", "statistic": "longest", "below": "4 hours"}, Fraction(10800 * 10**6), 3, "kept", "3 h"),
        ({"mean": "rating", "at_least": 4.5}, Fraction(9, 2), 2, "kept", "4.5"),
        ({"share": {"rating": {"ge": 4}}, "above": "66%"}, Fraction(2, 3), 3, "kept", "66.6%"),
        ({"escalated_to": "boss", "below": "5%"}, Fraction(2, 3), 3, "missed", "66.6%"),
        ({"escalated_to": "desk", "at_least": "100%"}, Fraction(1), 3, "kept", "100%"),
        ({"solved_with_replies": 1, "above": "80%"}, Fraction(1, 2), 2, "missed", "50%"),
        ({"solved_with_replies": 1, "at_level": "boss", "above": "80%"}, Fraction(0), 1, "missed", "0%"),
        ({"met": "reply", "when": {"severity": "unclear"}, "above": "0%"}, None, 0, "no_data", "nothing to measure"),
        ({"time": "fix", "when": {"rating": 4}, "below": "1 hour"}, None, 0, "no_data", "nothing to measure"),
        ({"mean": "votes", "above": 1}, None, 0, "no_data", "nothing to measure"),
    ],
)
def test_o5_goals_are_measured_exactly(
    goal: dict[str, Any], figure: Fraction | None, count: int, verdict: str, measured: str
) -> None:
    whole = card(A, B, C, goals={"it": goal})
    (score,) = whole.goals
    assert (score.figure, score.count, str(score.verdict), score.measured) == (figure, count, verdict, measured)
    assert whole.missed == ((score,) if verdict == "missed" else ())


@pytest.mark.parametrize(
    ("ratings", "text"),
    [
        ((4, 5), "4.5"),
        ((5, 5), "5"),
        ((1, 1, 2), "1.33"),
        ((0,), "0"),
        ((12_345_678.5,), "12345678.5"),
        ((-1, -1, -2), "-1.33"),
        (("-0.001",), "0"),
    ],
)
def test_o5_a_mean_is_told_with_two_decimals_at_most(ratings: tuple[Any, ...], text: str) -> None:
    """What is left out is cut, whatever the sign."""
    rated = [ticket(f"T{n}", "P2", "06T09:00 created", rating=Decimal(each)) for n, each in enumerate(ratings)]
    (score,) = card(*rated, goals={"it": {"mean": "rating", "at_least": 0}}).goals
    assert score.measured == text


def test_sign_12_only_the_tickets_of_the_last_days() -> None:
    """A window is open where it begins: a ticket of exactly 30 days ago is out, one second later is in."""
    at = "2026-04-05T09:00:00Z"  # 30 days of 24 hours after A
    assert [card(each, at=at, last="30 days").tickets for each in (A, B)] == [0, 1]
    assert card(A, at="2026-04-05T08:59:59Z", last="30 days").tickets == 1
    assert card(A, B, C, at=at).tickets == 3


def test_o5_a_ticket_counts_from_its_first_event_on() -> None:
    assert [card(A, at=f"2026-03-06T{at}Z").tickets for at in ("08:59:59", "09:00:00")] == [0, 1]
    assert card(Ticket("empty")).tickets == 0


@pytest.mark.parametrize("last", ["month", "2 business days", "soon"])
def test_p3_a_window_is_a_fixed_length(last: str) -> None:
    with pytest.raises(PolicyError) as refused:
        card(A, last=last)
    assert refused.value.faults[0].code == "wrong-period"
    assert "30 days" in refused.value.faults[0].remedy or "2 days" in refused.value.faults[0].remedy


def test_o5_the_card_as_text() -> None:
    """C took from Friday 16:00 to Monday 10:00: an hour is open before 17:00, and one on Monday (C3: it resumed)."""
    assert card(A, B, C, goals={"on time": {"met": "reply", "above": "99%"}}).table().splitlines() == [
        "small at Mon 2026-03-09 12:00 +00:00, tickets: 3",
        "escalated: 66.6% (2 of 3); solved at first contact: 50% (1 of 2)",
        "",
        "target  severity  kept  of  pending  mean        90% within  mean, open hours  90% within",
        "------  --------  ----  --  -------  ----------  ----------  ----------------  ----------",
        "reply   all       50%   4   0        1 h 30 min  3 h         1 h 10 min        2 h",
        "reply   P1        50%   2   0        2 h         3 h         1 h 30 min        2 h",
        "reply   P2        50%   2   0        30 min      30 min      30 min            30 min",
        "fix     all       100%  1   1        34 h        66 h        2 h               2 h",
        "fix     P1        100%  1   1        2 h         2 h         2 h               2 h",
        "fix     P2              0   0        66 h        66 h        2 h               2 h",
        "",
        "goal     what must be           what is",
        "-------  ---------------------  -------  ------",
        "on time  reply kept: above 99%  50%      missed",
    ]


def test_o5_the_card_of_no_tickets() -> None:
    assert card().table().splitlines() == [
        "small at Mon 2026-03-09 12:00 +00:00, tickets: 0",
        "escalated: none (0 of 0); solved at first contact: none (0 of 0)",
    ]


def test_o5_the_card_as_data() -> None:
    form = card(A, goals={"on time": {"met": "reply", "above": "99%"}}).to_dict()
    assert form["targets"][0] == {
        "target": "reply",
        "severity": None,
        "kept": {"part": 1, "whole": 1},
        "pending": 0,
        "elapsed": dict.fromkeys(("mean", "median", "p90", "p95", "longest"), "PT1H") | {"count": 1},
        "working": dict.fromkeys(("mean", "median", "p90", "p95", "longest"), "PT1H") | {"count": 1},
    }
    assert form["goals"] == [
        {"name": "on time", "goal": "reply kept: above 99%", "measured": "100%", "count": 1, "verdict": "kept"}
    ]
    assert (form["at"], form["tickets"], form["escalated"]) == ("2026-03-09T12:00:00+00:00", 1, {"part": 0, "whole": 1})


def test_p5_the_card_as_a_picture() -> None:
    """A bar is 330 pixels wide: half of it is 165. The text for screen readers says the same."""
    drawn = card(A, B, C, goals={"on <time>": {"met": "reply", "above": "99%"}}).scorecard_svg()
    assert '<rect class="kept" x="230" y="47" width="165" height="13" rx="2"/>' in drawn
    assert "reply all: 50% of 4 kept; reply P1: 50% of 2 kept" in drawn
    assert "on &lt;time&gt;" in drawn
    assert ">50%, not kept<" in drawn
    assert "none judged" in drawn
    assert "nothing was counted" in card().scorecard_svg()
    whole = card(A)
    assert whole._repr_svg_() == whole.scorecard_svg()


def test_e9_the_order_of_the_tickets_does_not_matter() -> None:
    assert card(A, B, C) == card(C, A, B)


PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to"


def test_the_picture_of_the_page_is_that_of_its_code() -> None:
    page = (PAGE / "scorecard.md").read_text(encoding="utf-8")
    names: dict[str, Any] = {"print": lambda *_: None}
    for block in re.findall(r"^```python\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL):
        exec(block, names)
    assert "(scorecard.svg)" in page
    assert (PAGE / "scorecard.svg").read_text(encoding="utf-8") == names["picture"]
