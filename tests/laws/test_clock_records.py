"""What was once said of a clock stays said: closed cycles, breaches, warnings, and events that mean nothing to it.

The calendar may change on the way, and any move may be the strongest. Only a change of the limit moves what was told.
"""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from laws.histories import HAPPENINGS, LIMITS, MINUTE, MINUTES, MONDAY, TRANSFERS, WARNINGS, clock, histories
from slapolicy import Event, Policy
from slapolicy.targets import PRECEDENCE

UNLIMITED: st.SearchStrategy[Any] = st.one_of(
    HAPPENINGS.filter(lambda happening: "severity" not in happening[1]),
    st.sampled_from([("changed", {"team": "late"}), ("changed", {"team": None}), ("resolved", {"team": "late"})]),
)
"""What may happen, but for a change of the limit."""


@st.composite
def desks(draw: st.DrawFn) -> Policy:
    """A policy of one target that counts by one calendar or another, with signals by event and by condition."""
    names = ("stop", "pause", "reset", "cancel")
    signals: dict[str, list[Any]] = dict(zip(names, (["resolved"], ["on_hold"], ["moved"], ["merged"]), strict=True))
    conditions = {"status": "waiting"}, {"team": "late"}
    for name in draw(st.sets(st.sampled_from(names))):
        signals[name].append(draw(st.sampled_from(conditions)))
    return Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "two desks",
            "calendars": {
                "early": {"tz": "UTC", "hours": {"mon-fri": "09:00-12:00, 13:00-17:00"}},
                "late": {"tz": "UTC", "hours": {"mon-sat": "12:00-20:00"}},
            },
            "severity": {"levels": ["P0", "P1", "P2"]},
            "targets": {
                "t": {
                    **signals,
                    "within": {"P0": draw(LIMITS), "P1": draw(LIMITS)},
                    "on_change": {"stricter": draw(TRANSFERS), "looser": draw(TRANSFERS)},
                    "on_reopen": draw(st.sampled_from(("resume", "new_cycle", "ignore"))),
                    "strict": draw(st.booleans()),
                    "precedence": draw(st.permutations(PRECEDENCE)),
                    "calendar": [{"when": {"team": "late"}, "calendar": "late"}, {"calendar": "early"}],
                    "warn": WARNINGS,
                }
            },
        }
    )


@given(desks(), histories(UNLIMITED), MINUTES, MINUTES)
def test_a_breach_stays_detected_when_it_was(policy: Policy, events: list[Event], later: int, longer: int) -> None:
    """C5, C7, D5: whatever happens next, but for a change of the limit."""
    at = MONDAY + later * MINUTE
    before, after = clock(policy, events, at), clock(policy, events, at + longer * MINUTE)
    for then, now in zip(before.cycles, after.cycles, strict=False):
        if then.breached_at is not None and now.state != "cancelled":
            assert (now.breached_at, now.detected_at) == (then.breached_at, then.detected_at)


@given(desks(), histories(UNLIMITED), MINUTES, MINUTES)
def test_a_warning_that_fired_never_moves(policy: Policy, events: list[Event], later: int, longer: int) -> None:
    """C8: a caller who stores ids meets each one with one instant; of a repeating one, the later firings are told."""
    at = MONDAY + later * MINUTE
    before, after = clock(policy, events, at), clock(policy, events, at + longer * MINUTE)
    for then, now in zip(before.cycles, after.cycles, strict=False):
        told = {warning.id: (warning.at, warning.fired) for warning in now.warnings}
        for warning in then.warnings:
            if warning.fired and not warning.threshold.startswith("every"):
                assert told[warning.id] == (warning.at, True)
            elif warning.fired:
                assert told.get(warning.id, (warning.at, True)) == (warning.at, True)
                assert any(fired for name, (_, fired) in told.items() if "every" in name)


@given(desks(), histories(), MINUTES, MINUTES)
def test_an_event_that_means_nothing_to_a_clock_does_not_move_it(
    policy: Policy, events: list[Event], later: int, between: int
) -> None:
    """C2: it names no signal, and changes no fact that the target reads."""
    at = MONDAY + later * MINUTE
    noted = [*events, Event("noted", MONDAY + between * MINUTE, by="a colleague")]
    assert clock(policy, noted, at) == clock(policy, events, at)
