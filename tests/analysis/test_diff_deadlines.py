"""Deadlines of two policies, worked out on paper (C11, D1-D8)."""

from copy import deepcopy
from datetime import datetime

import pytest

from analysis.desk import DESK, changed, compared, only, only_of, told


def test_a_shorter_limit_is_stricter_with_both_deadlines() -> None:
    """D1: Monday 10:00 and two hours, or one."""
    change = only(compared(changed("targets", "reply", "within", "P0", to="1 hour")))
    assert (change.part, change.name, change.severity, change.verdict) == ("target", "reply", "P0", "stricter")
    assert str(change.old_due_at) == "2026-01-05 12:00:00+00:00"
    assert str(change.new_due_at) == "2026-01-05 11:00:00+00:00"
    assert change.witness is not None
    assert change.sentence == "2 hours became 1 hour: never later, for every start"


@pytest.mark.parametrize(
    ("new", "verdict", "reason"),
    [
        ("5 business hours", "looser", "for every start"),
        ("4 hours", "stricter", "for every start"),  # open time never passes faster than time
        ("3 hours", "stricter", "for every start"),
        ("6 hours", "different", ""),  # earlier on Friday at 16:00, later on Monday at 10:00
        ("1 business day", "looser", "for every start in 2026 to 2027"),
        ("end of business day", "different", ""),
        ("none", "looser", "no promise any more"),
    ],
)
def test_limits_of_different_kinds_are_compared_by_their_deadlines(new: str, verdict: str, reason: str) -> None:
    """D2-D4: against 4 business hours."""
    change = only(compared(changed("targets", "reply", "within", "P1", to=new), years=(2026, 2027)))
    assert change.verdict == verdict
    assert reason in change.sentence


def test_a_different_deadline_has_a_ticket_for_either_side() -> None:
    """D3: 4 business hours end on Tuesday at 12:00 from Monday 16:00, and on Monday at 14:00 from Monday 10:00."""
    change = only(compared(changed("targets", "reply", "within", "P1", to="6 hours")))
    earlier, later = change.witnesses
    assert isinstance(earlier.old, datetime)
    assert isinstance(earlier.new, datetime)
    assert earlier.new < earlier.old
    assert [str(later.old), str(later.new)] == ["2026-01-05 14:00:00+00:00", "2026-01-05 16:00:00+00:00"]


def test_a_first_promise_is_stricter_and_a_last_one_looser() -> None:
    """C5, C11: no promise is the loosest one."""
    without = changed("targets", "reply", "within", "P0", to="none")
    assert only(compared(without)).verdict == "looser"
    change = only(compared(DESK, old=without))
    assert (change.verdict, change.old_due_at) == ("stricter", None)
    assert str(change.new_due_at) == "2026-01-05 12:00:00+00:00"


def test_one_limit_for_all_severities_is_told_once() -> None:
    assert told(compared(changed("targets", "solution", "within", to="3 business days"))) == [
        ("target", "solution", None, "looser")
    ]


def test_facts_by_which_a_limit_differs_are_the_simplest() -> None:
    """C12."""
    rows = [{"when": {"plan": "pro", "users": {"ge": 100}}, "limit": "1 business day"}, {"limit": "2 business days"}]
    change = only(compared(changed("targets", "solution", "within", to=rows)))
    assert dict(change.facts) == {"plan": "pro", "users": 100}
    assert change.verdict == "stricter"


def test_a_day_that_ends_at_its_close_is_later() -> None:
    """D4: never before the same time of that day."""
    change = only(compared(changed("targets", "solution", "day_ends", to="close"), years=(2026, 2026)))
    assert change.verdict == "looser"
    assert change.sentence.startswith("2 business days to the same time became 2 business days to the close")


def test_the_verdict_of_a_target_is_that_of_its_changes() -> None:
    limits = {"P0": "1 hour", "P1": "5 business hours", "unclear": "1 business day"}
    found = compared(changed("targets", "reply", "within", to=limits))
    assert [str(found.verdict("reply", severity)) for severity in ("P0", "P1", "unclear")] == [
        "stricter",
        "looser",
        "equal",
    ]
    assert (found.verdict("reply"), found.verdict("solution")) == ("different", "equal")


def test_starts_in_the_middle_of_a_morning_are_looked_at_too() -> None:
    """D3: with lunch at 11:30 instead of 12:00, an hour from 10:45 ends at 12:45 instead of 11:45.

    At every opening and closing the new deadline is the same or earlier: from 12:00 it is 13:30 instead of 14:00.
    """
    limit = changed("targets", "reply", "within", to="1 business hour")
    late = changed("calendars", "office", "hours", to={"mon-fri": "09:00-12:00, 13:00-17:00"}, of=limit)
    early = changed("calendars", "office", "hours", to={"mon-fri": "09:00-11:30, 12:30-17:00"}, of=limit)
    (change,) = compared(early, old=late, years=(2026, 2026)).of("target", "reply")
    assert change.verdict == "different"


def test_policies_whose_hours_are_pinned_to_years_long_past_are_compared_without_tickets() -> None:
    """T6: no ticket of 2026 can be judged by them, and what differs is told all the same."""
    pinned = changed("calendars", "office", "pinned", to="2020 to 2022")
    pinned["calendars"]["office"]["holidays"] = ["yearly 12-25"]
    other = deepcopy(pinned)
    other["targets"]["reply"]["owner"] = "boss"
    other["targets"]["solution"]["within"] = "4 business days"
    other["owners"]["desk"] = {
        "rotation": {"participants": ["Ada"], "every": "1 week", "starts": "2026-01-05 09:00", "tz": "UTC"}
    }
    other["intake"] = {"requires": ["name"]}
    found = compared(other, old=pinned, years=(2026, 2026))
    assert {(str(change.part), change.name) for change in found} == {
        ("target", "solution"),
        ("owner", "reply.owner"),
        ("owner", "desk"),
        ("intake", "requires.site_url"),
        ("intake", "requires.name"),
    }
    assert found.verdict("solution") == "undecided"
    assert only_of(found, "target").sentence.endswith("no deadline of these years is known")
