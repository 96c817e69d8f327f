"""A limit that changes more than once: each change compares what the policy writes (C5)."""

from datetime import datetime

import pytest

from clocks.desk import event, judged, on

LIMITS = {"P1": "40 hours", "P0": "next business day by 20:00", "P2": "33 hours"}
TWICE = [
    event("created", "mon 10:00", severity="P1"),
    event("changed", "mon 14:00", severity="P0"),
    event("changed", "mon 15:00", severity="P2"),
]


@pytest.mark.parametrize(
    ("looser", "due"), [("restart", on("tue 18:30")), ("carry", on("tue 18:30")), ("keep", on("tue 18:30"))]
)
def test_a_date_that_was_taken_over_by_its_share_is_compared_as_a_date(looser: str, due: datetime) -> None:
    """At 14:00 a tenth of 40 hours is used, so 1.5 of the 15 working hours until Tuesday, and at 15:00 2.5, a sixth.

    33 hours from the start end on Tuesday at 19:00, which is before Tuesday 20:00 and so stricter, although the 15
    working hours end at 17:00. A sixth of 33 hours are 5.5, and the other 27.5 end on Tuesday at 18:30.
    """
    clock = judged(TWICE, "mon 15:00", within=LIMITS, on_change={"stricter": "proportional", "looser": looser})
    assert clock.due_at == due
