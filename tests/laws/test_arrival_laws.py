"""Laws of a fact that tells when a ticket came, over calendars and instants near their edges (C12, T5, E9)."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from laws.worlds import World, instants_in, worlds
from slapolicy import Event, Policy, Ticket
from slapolicy.calendars import Calendar

Drawn = tuple[tuple[Calendar, Calendar], datetime]


@st.composite
def desks(draw: st.DrawFn) -> Drawn:
    """Two calendars, and an instant near an edge of the first or of the second."""
    pair: tuple[World, World] = draw(worlds()), draw(worlds())
    return (pair[0].calendar, pair[1].calendar), draw(instants_in(draw(st.sampled_from(pair))))


def policy(calendars: tuple[Calendar, Calendar], *asked: str) -> Policy:
    """A policy whose severity is the calendar in which a ticket came, or unclear."""
    return Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "desk",
            "calendars": dict(zip(("one", "two"), calendars, strict=True)),
            "facts": {"arrival": {"arrived_during": [*asked]}},
            "severity": {"rules": [{"when": {"arrival": name}, "then": name} for name in asked]},
        }
    )


def arrival(asked: Policy, *events: Event) -> str:
    return asked.evaluate(Ticket("T", events), at=events[-1].at).severity


@given(desks())
def test_a_ticket_came_in_the_first_calendar_that_was_open(drawn: Drawn) -> None:
    """C12, T5."""
    (one, two), at = drawn
    expected = "one" if one.is_open(at) else "two" if two.is_open(at) else "unclear"
    assert arrival(policy((one, two), "one", "two"), Event("created", at)) == expected


@given(desks())
def test_the_order_matters_only_where_both_are_open(drawn: Drawn) -> None:
    """C12."""
    (one, two), at = drawn
    both = one.is_open(at) and two.is_open(at)
    found = [arrival(policy((one, two), *asked), Event("created", at)) for asked in (("one", "two"), ("two", "one"))]
    assert (found[0] != found[1]) is both


@given(desks(), st.integers(1, 10_000))
def test_what_comes_later_never_changes_when_a_ticket_came(drawn: Drawn, minutes: int) -> None:
    """C12, E9: whatever the hour of a later event, and in whatever order the events arrive."""
    calendars, at = drawn
    asked = policy(calendars, "one", "two")
    created, later = Event("created", at), Event("changed", at + timedelta(minutes=minutes), plan="pro")
    assert arrival(asked, created, later) == arrival(asked, created)
    backwards = Ticket("T", [later, created])
    assert asked.evaluate(backwards, at=later.at) == asked.evaluate(Ticket("T", [created, later]), at=later.at)


@given(desks())
def test_after_always_nothing_is_asked_and_nothing_is_unclear(drawn: Drawn) -> None:
    """C12."""
    calendars, at = drawn
    whole, part = policy(calendars, "one", "always", "two"), policy(calendars, "one")
    known = arrival(part, Event("created", at))
    assert arrival(whole, Event("created", at)) == (known if known == "one" else "always")
