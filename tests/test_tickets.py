"""Tickets and events are values in order of time (C1, P1, T1, C12)."""

import pickle
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import permutations
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from slapolicy import Event, InstantError, Ticket, TicketError
from slapolicy.tickets import value

NEW_YORK = ZoneInfo("America/New_York")
NOON = "2026-03-06T12:00:00Z"


class Plan(StrEnum):
    PRO = "pro"


def test_an_event_carries_its_facts() -> None:
    """C1: any keyword is a fact."""
    event = Event("created", "2026-03-06T16:30:00+01:00", severity="P1", plan=Plan.PRO, name="n", self="s")
    assert event.name == "created"
    assert dict(event.facts) == {"severity": "P1", "plan": "pro", "name": "n", "self": "s"}
    assert event.at.isoformat() == "2026-03-06T16:30:00+01:00"


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("text", "text"),
        (True, True),
        (7, 7),
        (0.1, Decimal("0.1")),  # the number that was written, not the binary one beside it
        (Decimal("0.10"), Decimal("0.1")),
        (date(2026, 3, 6), "2026-03-06"),  # as it would be written in a document
        (datetime(2026, 3, 6, 12, tzinfo=NEW_YORK), datetime(2026, 3, 6, 17, tzinfo=UTC)),
        (["b", "a"], ("b", "a")),
        ({"b", "a"}, ("a", "b")),
        (Plan.PRO, "pro"),
        (None, None),
    ],
)
def test_values_have_one_form(given: object, read: object) -> None:
    """C12: what conditions compare is exact."""
    assert value(given) == read
    assert type(value(given)) is type(read)


class Loud(str):
    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        raise RuntimeError

    def __hash__(self) -> int:
        raise RuntimeError


def test_a_subclass_has_no_say_in_comparisons() -> None:
    """C12: evaluation can't fail, so values are of exactly the types that are known."""
    assert type(value(Loud("a"))) is str
    assert Ticket("T", [Event("created", NOON, a=Loud("x"))]).facts_at(NOON)["a"] == "x"


def _nested(depth: int) -> list[object]:
    nest: list[object] = []
    for _ in range(depth):
        nest = [nest]
    return nest


@pytest.mark.parametrize(
    "given",
    [
        float("nan"),
        float("inf"),
        Decimal("sNaN"),
        Decimal("1e4000000"),
        10**5000,
        b"bytes",
        {"a": 1},
        object(),
        [["a"]],
        _nested(5000),
        timedelta(1),
    ],
    ids=lambda given: type(given).__name__,
)
def test_what_no_condition_could_compare_is_refused(given: object) -> None:
    """C12, P3: in bounded time, with the fact's name."""
    with pytest.raises(TicketError) as refused:
        Event("created", NOON, odd=given)
    assert [(fault.code, fault.place) for fault in refused.value.faults] == [("wrong-fact", "odd")]


def test_an_event_reports_every_fault_at_once() -> None:
    """P3, T1."""
    with pytest.raises(TicketError) as refused:
        Event(" ", datetime(2026, 3, 6), when=datetime(2026, 3, 6), odd=object())
    assert [fault.place for fault in refused.value.faults] == ["event", "at", "when", "odd"]
    assert [fault.code for fault in refused.value.faults][:3] == ["wrong-event", "naive-instant", "naive-instant"]


@pytest.mark.parametrize("name", ["", " ", "x" * 201, 7])
def test_names_are_texts_of_a_sensible_length(name: str) -> None:
    """P3."""
    with pytest.raises(TicketError):
        Event(name, NOON)
    with pytest.raises(TicketError):
        Ticket(name)


def test_a_ticket_holds_events_only() -> None:
    """C1, P3: every stranger is named with its place."""
    with pytest.raises(TicketError) as refused:
        Ticket("T", [Event("created", NOON), "created", None])  # type: ignore[list-item]
    assert [fault.place for fault in refused.value.faults] == ["events[1]", "events[2]"]


def test_events_stand_in_order_of_time_however_they_arrive() -> None:
    """C1: the same events in any arrival order make the same ticket."""
    events = [Event(name, f"2026-03-06T1{hour}:00:00Z") for hour, name in enumerate(("created", "replied", "closed"))]
    assert len({Ticket("T", arrived) for arrived in permutations(events)}) == 1
    assert [event.name for event in Ticket("T", reversed(events))] == ["created", "replied", "closed"]


def test_equal_times_keep_the_order_given() -> None:
    """C1: also when the same instant is told in two zones."""
    first, second = Event("b", "2026-03-06T12:00:00Z", x=1), Event("a", "2026-03-06T13:00:00+01:00", x=2)
    assert [event.name for event in Ticket("T", [first, second])] == ["b", "a"]
    assert Ticket("T", [first, second]).facts_at(NOON)["x"] == 2
    assert Ticket("T", [second, first]).facts_at(NOON)["x"] == 1


def test_the_order_is_that_of_real_instants() -> None:
    """C1, T1: on 1 November 2026 New York shows 01:00 to 02:00 twice, so 01:15 comes after 01:45 of the first time."""
    first = Event("created", datetime(2026, 11, 1, 1, 45, tzinfo=NEW_YORK))
    second = Event("replied", datetime(2026, 11, 1, 1, 15, fold=1, tzinfo=NEW_YORK))
    assert [event.name for event in Ticket("T", [second, first])] == ["created", "replied"]
    assert second.utc - first.utc == timedelta(minutes=30)


def test_the_two_occurrences_of_a_local_time_are_two_events() -> None:
    """P1, T1: 01:30 twice, an hour apart."""
    one, other = (Event("x", datetime(2026, 11, 1, 1, 30, fold=fold, tzinfo=NEW_YORK)) for fold in (0, 1))
    assert one != other


def test_facts_hold_from_their_instant_until_they_are_replaced_or_taken_away() -> None:
    """C1, C12: `None` makes a fact absent."""
    ticket = Ticket(
        "T",
        [
            Event("created", "2026-03-06T10:00:00Z", plan="basic", status="new"),
            Event("changed", "2026-03-06T11:00:00Z", plan="pro"),
            Event("changed", "2026-03-06T12:00:00Z", status=None, never=None),
        ],
    )
    assert ticket.facts_at("2026-03-06T09:59:59Z") == {}
    assert ticket.facts_at("2026-03-06T11:00:00Z") == {"plan": "pro", "status": "new"}
    assert ticket.facts_at("2026-03-06T12:00:00Z") == {"plan": "pro"}
    with pytest.raises(InstantError):
        ticket.facts_at("2026-03-06T12:00:00")


def test_adding_gives_a_new_ticket() -> None:
    """P1: the old one is untouched; an event that comes late takes its place by time."""
    ticket = Ticket("T", [Event("closed", "2026-03-06T12:00:00Z")])
    longer = ticket.add(Event("created", "2026-03-06T10:00:00Z"), Event("replied", "2026-03-06T11:00:00Z"))
    assert len(ticket) == 1
    assert [event.name for event in longer] == ["created", "replied", "closed"]


def test_events_and_tickets_are_values() -> None:
    """P1: equal through pickle and repr, hashable, and not to be changed."""
    event = Event("created", datetime(2026, 3, 6, 12, tzinfo=NEW_YORK), plan="pro", seats=12, tags=["a"], gone=None)
    ticket = Ticket("T", [event])
    for one in (event, ticket):
        again = pickle.loads(pickle.dumps(one))
        assert again == one
        assert hash(again) == hash(one)
        assert eval(repr(one), {"Event": Event, "Ticket": Ticket}) == one
        assert one != "something else"
        with pytest.raises(AttributeError, match="immutable"):
            one.id = "other"
        with pytest.raises(AttributeError, match="immutable"):
            del one.id  # type: ignore[union-attr]
    assert event == Event("created", "2026-03-06T17:00:00Z", plan="pro", seats=12, tags=("a",), gone=None)
    assert ticket != Ticket("U", [event])


@pytest.mark.parametrize("events", [Event("created", NOON), 7, None])
def test_p3_one_event_is_no_list_of_events(events: Any) -> None:
    with pytest.raises(TicketError) as refused:
        Ticket("T-1", events)
    (fault,) = refused.value.faults
    assert (fault.code, fault.allowed) == ("wrong-ticket", "a list of events")
    assert fault.remedy == "write `Ticket(id, [event])`"
