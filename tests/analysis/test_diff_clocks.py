"""What moves the clocks of two policies, when they warn, and their settings, in whole sentences (C2-C9, D5)."""

from typing import Any

import pytest

from analysis.desk import DESK, Document, changed, compared, only, only_of
from slapolicy import Policy
from slapolicy.analysis.diffs import Change


def solution(**keys: Any) -> Document:
    return changed("targets", "solution", to={**DESK["targets"]["solution"], **keys})


def answers(change: Change) -> tuple[Any, Any]:
    (witness,) = change.witnesses
    return witness.old, witness.new


def states(change: Change, *policies: Document) -> list[str]:
    """How the clock stands in each policy, for the ticket that shows it."""
    (witness,) = change.witnesses
    decisions = [Policy.from_dict(each).evaluate(witness.ticket, at=witness.at) for each in policies]
    return [str(each.clocks["solution"].state) for each in decisions]


def test_c2_another_event_is_told_and_shown_by_it() -> None:
    """Two working days from Monday 10:00 are over on Wednesday 10:00; one hour in, the clock is stopped."""
    old, new = solution(), solution(stop="closed")
    change = only(compared(new, old=old))
    assert str(change) == "signal solution.stop: different: `resolved` became `closed`"
    assert (change.old, change.new) == ("`resolved`", "`closed`")
    assert change.witness is not None
    assert [event.name for event in change.witness] == ["created", "resolved"]
    due = "cycle 1, due Wed 2026-01-07 10:00 +00:00"
    assert answers(change) == (f"stopped, met, {due}, ended Mon 2026-01-05 11:00 +00:00", f"running, open, {due}")
    assert states(change, old, new) == ["stopped", "running"]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ({}, {"reset": "assigned"}, "signal solution.reset: different: nothing became `assigned`"),
        ({"cancel": "spam"}, {}, "signal solution.cancel: different: `spam` became nothing"),
        ({}, {"cancel": {"plan": "free"}}, "signal solution.cancel: different: nothing became plan is free"),
        ({}, {"reopen": "back"}, "signal solution.reopen: different: `reopened` became `back`"),
        ({"cancel": {"plan": "free"}}, {}, "signal solution.cancel: different: plan is free became nothing"),
        ({}, {"resume": "woken"}, "signal solution.resume: different: `resumed`, or `customer_replied` became `woken`"),
        (
            {},
            {"pause": ["waiting", "parked"]},
            "signal solution.pause: different: `waiting` became `waiting`, or `parked`",
        ),
        ({}, {"warn": ["75%"]}, "warning solution: different: nothing became 75%"),
        ({"warn": ["75%", "50%"]}, {"warn": ["50%"]}, "warning solution: different: 50%, 75% became 50%"),
        (
            {},
            {"strict": True},
            "setting solution.strict: stricter: in time at the deadline became late at the deadline",
        ),
        ({"strict": True}, {}, "setting solution.strict: looser: late at the deadline became in time at the deadline"),
    ],
)
def test_c2_each_part_of_a_clock_is_told_in_its_words(old: Any, new: Any, line: str) -> None:
    """C2, C8, D5."""
    change = only(compared(solution(**new), old=solution(**old)))
    assert str(change) == line
    assert answers(change)[0] != answers(change)[1]


def test_c8_the_order_of_warnings_means_nothing() -> None:
    assert not compared(solution(warn=["75%", "50%"]), old=solution(warn=["50%", "75%"]))


def test_c8_warnings_by_other_hours() -> None:
    """Four business hours before two days are over: the limit is the same, and the hours of the warning are not."""
    keys = {"within": "2 calendar days", "warn": ["4 business hours left"]}
    old = changed("calendars", "short", to={"tz": "UTC", "hours": {"mon-fri": "09:00-12:00"}}, of=solution(**keys))
    new = changed("targets", "solution", "calendar", to="short", of=old)
    change = only_of(compared(new, old=old, years=(2026, 2026)), "warning")
    assert change.sentence.endswith(" by other hours")
    assert answers(change)[0] != answers(change)[1]


def test_c9_rounds_and_what_they_count_from() -> None:
    old = changed("targets", "solution", "within")
    old["targets"]["solution"] |= {"every": "8 hours", "completed_by": "replied", "stop": "resolved"}
    del old["targets"]["solution"]["pause"]
    counted = changed("targets", "solution", "counted_from", to="grid", of=old)
    change = only(compared(counted, old=old))
    assert change.name == "solution.counted_from"
    once = changed("targets", "solution", "every", of=old)
    del once["targets"]["solution"]["completed_by"]
    once["targets"]["solution"]["within"] = "1 business day"
    told = [str(each) for each in compared(once, old=old)]
    assert "setting solution.every: different: every became within" in told


def test_c12_past_the_bound_of_work_a_signal_of_other_facts_is_undecided() -> None:
    old = solution(cancel={"plan": "free", "users": {"ge": 3}})
    new = solution(cancel={"plan": "free", "any": [{"users": {"ge": 3}}, {"users": {"ge": 5}}]})
    assert not compared(new, old=old)
    (change,) = compared(new, old=old, effort=0).of("signal")
    assert str(change.verdict) == "undecided"
    assert change.sentence.endswith("; not found out within the bound of work whether that matters")


def test_d5_a_deadline_that_no_year_knows_shows_nothing() -> None:
    """T6: what is strict is told without a ticket."""
    pinned = changed("calendars", "office", "pinned", to="2020 to 2022")
    pinned["calendars"]["office"]["holidays"] = ["yearly 12-25"]
    change = only(compared(changed("targets", "solution", "strict", to=True, of=pinned), old=pinned))
    assert (str(change.verdict), change.witnesses) == ("stricter", ())


def test_c2_the_order_of_moves_counts_where_both_may_come() -> None:
    keys = {"stop": "done", "reset": "done"}
    order = ["reset", "stop", "cancel", "pause", "start"]
    old, new = solution(**keys), solution(**keys, precedence=order)
    change = only(compared(new, old=old))
    assert change.name == "solution.precedence"
    assert change.new == "reset, stop, pause, start"
    assert answers(change)[0] != answers(change)[1]


def test_p4_the_ticket_that_shows_a_change_is_the_same_in_every_process() -> None:
    """Events are tried in the order in which a target names them, and not in one of a set."""
    change = only(compared(solution(resume="woken")))
    assert change.witness is not None
    assert [event.name for event in change.witness] == ["created", "waiting", "resumed"]
    names = [*Policy.from_dict(DESK).targets["solution"].named]
    assert names == ["created", "resolved", "waiting", "resumed", "customer_replied", "reopened"]


def test_c3_a_clock_that_is_paused_is_told_with_what_would_be_due() -> None:
    """Paused at once, and resumed then, it would be due on Wednesday at 10:00 as before."""
    change = only(compared(solution(pause=["waiting", "parked"])))
    assert change.witness is not None
    assert [event.name for event in change.witness] == ["created", "parked"]
    assert "due Wed 2026-01-07 10:00 +00:00 if resumed" in answers(change)[1]
    assert "if resumed" not in answers(change)[0]


def test_c3_what_resumes_is_told_where_one_of_both_pauses() -> None:
    old, new = solution(resume="back"), solution(resume="woken")
    del new["targets"]["solution"]["pause"]
    assert [each.name for each in compared(new, old=old)] == ["solution.pause", "solution.resume"]


def test_c8_no_warning_any_more() -> None:
    change = only(compared(solution(), old=solution(warn=["75%"])))
    assert str(change) == "warning solution: different: 75% became nothing"
    assert (change.old, change.new) == ("75%", None)


def test_c9_a_setting_is_told_with_what_both_say() -> None:
    change = only(compared(solution(on_reopen="ignore")))
    assert (change.new, change.sentence) == ("ignore", f"{change.old} became ignore")
    assert change.old is not None
