"""Which limit applies, and why none does (C11)."""

from typing import Any

import pytest

from clocks.desk import desk, event, judged, on
from slapolicy import Ticket
from slapolicy.durations import WorkingDays

ROWS: list[dict[str, Any]] = [
    {"when": {"severity": "P0", "plan": "basic"}, "limit": "none"},
    {"when": {"severity": "P0"}, "limit": "2 hours"},
    {"when": {"severity": ["P0", "P1"]}, "limit": "1 business day"},
]


@pytest.mark.parametrize(
    ("facts", "due", "reason"),
    [
        ({"severity": "P0"}, "mon 12:00", ""),  # the third row matches too: the first one counts
        ({"severity": "P1"}, "tue 10:00", ""),
        ({"severity": "P0", "plan": "basic"}, None, "no target where severity is P0 and plan is basic"),
        ({"severity": "P2"}, None, "no target: none of the limits matches severity P2"),
        ({}, None, "no target: none of the limits matches severity unclear"),
    ],
)
def test_the_first_row_that_matches_counts(facts: dict[str, str], due: str | None, reason: str) -> None:
    """C11: and no match is an answer with its reason."""
    clock = judged([event("created", "mon 10:00", **facts)], "mon 11:00", within=ROWS)
    assert clock.due_at == (on(due) if due else None)
    assert clock.reason == reason
    assert clock.verdict == ("open" if due else "none")
    assert clock.state == "running"


def test_no_promise_is_no_verdict_at_the_end_either() -> None:
    """C4, C11: done, and neither met nor missed; there is nothing left of nothing."""
    done = [event("created", "mon 10:00", severity="P2"), event("resolved", "mon 11:00")]
    clock = judged(done, "mon 12:00", within=ROWS)
    assert (clock.state, clock.verdict, clock.left, clock.left_elapsed, clock.original_due_at) == (
        "stopped",
        "none",
        None,
        None,
        None,
    )


def test_without_a_condition_a_limit_is_for_all_others() -> None:
    """C11: the last row as a fallback; `unclear` is a severity like any other."""
    rows = [*ROWS, {"limit": "2 business days"}]
    assert judged([event("created", "mon 10:00")], "mon 11:00", within=rows).limit == WorkingDays(2)
    table = {"P0": "2 hours", "unclear": "3 hours"}
    assert judged([event("created", "mon 10:00")], "mon 11:00", within=table).due_at == on("mon 13:00")


def test_the_limit_of_a_paused_clock_without_a_promise() -> None:
    """C11, D6: nothing to resume."""
    waits = [event("created", "mon 10:00", status="waiting")]
    clock = judged(waits, "mon 11:00", within={"P0": "2 hours"}, pause={"status": "waiting"})
    assert (clock.due_at, clock.if_resumed_now, clock.verdict) == (None, None, "none")


def test_the_owner_of_a_target_is_the_first_whose_condition_holds() -> None:
    """C11's table, for owners; the policy's facts decide."""
    owners = [{"when": {"severity": "P0"}, "owner": "engineering"}, {"owner": "community"}]
    policy = desk(within="2 hours", owner=owners)
    for severity, owner in (("P0", "engineering"), ("P1", "community")):
        ticket = Ticket("T", [event("created", "mon 10:00", severity=severity)])
        assert policy.evaluate(ticket, at=on("mon 10:00")).clocks["t"].owner == owner
    nobody = desk(within="2 hours", owner=owners[:1])
    assert nobody.evaluate(Ticket("T", [event("created", "mon 10:00")]), at=on("mon 10:00")).clocks["t"].owner is None


def test_c11_a_last_row_that_promises_nothing_says_so() -> None:
    rows = [{"when": {"plan": "pro"}, "limit": "1 hour"}, {"limit": "none"}]
    assert judged([event("created", "mon 10:00")], "mon 12:00", within=rows).reason == "no target otherwise"
