"""Histories of a ticket, and policies of one target for it, to draw from."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from slapolicy import ClockReport, Event, Policy, Ticket

MINUTE = timedelta(minutes=1)
MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
BUDGETS = ("90 minutes", "2 hours", "1 business hour", "12 business hours", "1000 business minutes")
DAYS = ("1 business day", "3 business days", "1 week")
DATED = ("end of business day", "next business day by 16:00")
LIMITS = st.sampled_from(BUDGETS + DAYS + DATED)
TRANSFERS = st.sampled_from(("carry", "restart", "proportional", "keep"))

MINUTES = st.one_of(st.integers(0, 4 * 1440), st.integers(0, 4 * 24).map(lambda hour: hour * 60))
HAPPENINGS: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(["on_hold", "resumed", "resolved", "reopened", "moved", "merged"]).map(lambda name: (name, {})),
    st.sampled_from([{"status": "waiting"}, {"status": "open"}]).map(lambda facts: ("changed", facts)),
    st.sampled_from([{"severity": each} for each in ("P0", "P1", "P2")]).map(lambda facts: ("changed", facts)),
)
CREATED = Event("created", MONDAY, severity="P1")
WARNINGS = ["50%", "1 hour left", "1 business hour left", "2 hours late", "every 3 business hours late"]


@st.composite
def histories(draw: st.DrawFn, happenings: st.SearchStrategy[Any] = HAPPENINGS) -> list[Event]:
    """A ticket's events, no two at one instant, so that their order is that of time."""
    minutes = draw(st.sets(MINUTES.filter(bool), max_size=8))
    return [CREATED, *(_event(MONDAY + minute * MINUTE, *draw(happenings)) for minute in sorted(minutes))]


def _event(at: datetime, name: str, facts: dict[str, Any]) -> Event:
    return Event(name, at, **facts)


def desk(**target: Any) -> Policy:
    """A policy of one target, paused by an event and by a fact."""
    settings = {"stop": "resolved", "pause": ["on_hold", {"status": "waiting"}], "reset": "moved", "cancel": "merged"}
    return Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "laws",
            "calendars": {"office": {"tz": "UTC", "hours": {"mon-fri": "09:00-12:00, 13:00-17:00"}}},
            "calendar": "office",
            "severity": {"levels": ["P0", "P1", "P2"]},
            "targets": {"t": settings | target},
        }
    )


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """A policy with limits of all kinds, and all settings."""
    return desk(
        within={"P0": draw(LIMITS), "P1": draw(LIMITS)},
        on_change={"stricter": draw(TRANSFERS), "looser": draw(TRANSFERS)},
        on_reopen=draw(st.sampled_from(("resume", "new_cycle", "ignore"))),
        strict=draw(st.booleans()),
        warn=WARNINGS,
    )


def clock(policy: Policy, events: list[Event], at: datetime) -> ClockReport:
    return policy.evaluate(Ticket("T", events), at=at).clocks["t"]
