"""Laws of a book: what an edition is to a ticket, and what a move changes (P4, C7, C10)."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laws.histories import MINUTE, MINUTES, MONDAY, histories, policies
from slapolicy import Book, ClockReport, Decision, Edition, Event, Policy, Ticket
from twin.ladder_cases import random_case

EVENTS = histories()
DAY = timedelta(days=1)
FAR = datetime(2199, 1, 1, tzinfo=UTC)


def edition(name: str, policy: Policy, *, days: int = 0) -> Edition:
    return Edition(name=name, since=MONDAY + days * DAY, policy=policy)


@given(policies(), EVENTS, MINUTES)
def test_a_book_of_one_edition_answers_as_its_policy(policy: Policy, events: list[Event], minute: int) -> None:
    book, ticket, at = Book(name="b", editions=[edition("a", policy)]), Ticket("T", events), MONDAY + minute * MINUTE
    assert replace(book.evaluate(ticket, at=at), edition=None) == policy.evaluate(ticket, at=at)
    assert book.deadlines(ticket) == policy.deadlines(ticket)
    assert book.rehearse(ticket, at=at) == policy.rehearse(ticket, at=at)


@given(policies(), policies(), EVENTS, MINUTES, st.integers(1, 3))
def test_a_later_edition_never_changes_the_answer_for_a_ticket_that_began_before(
    old: Policy, new: Policy, events: list[Event], minute: int, days: int
) -> None:
    before = Book(name="b", editions=[edition("a", old)])
    after = Book(name="b", editions=[edition("a", old), edition("b", new, days=days)])
    ticket, at = Ticket("T", events), MONDAY + minute * MINUTE
    assert after.evaluate(ticket, at=at) == before.evaluate(ticket, at=at)


def moved(old: Policy, new: Policy, events: list[Event], minute: int) -> tuple[Book, Ticket, Ticket]:
    book = Book(name="b", editions=[edition("a", old), edition("b", new, days=365)])
    ticket = Ticket("T", events)
    return book, ticket, book.migrate(ticket, to="b", at=MONDAY + minute * MINUTE).ticket


@given(policies(), policies(), EVENTS, MINUTES)
def test_a_move_reports_what_two_decisions_differ_in(
    old: Policy, new: Policy, events: list[Event], minute: int
) -> None:
    book, ticket, after = moved(old, new, events, minute)
    at = MONDAY + minute * MINUTE
    told = {change.what: change for change in book.migrate(ticket, to="b", at=at).changes}
    here, there = book.evaluate(ticket, at=at), book.evaluate(after, at=at)
    for name in ("severity", "owner", "level", "notify"):
        assert (name in told) == (getattr(here, name) != getattr(there, name))
    for name in ("state", "verdict", "limit", "due_at"):
        before, now = getattr(here.clocks["t"], name), getattr(there.clocks["t"], name)
        assert (f"t.{name}" in told) == (before != now)
        assert before == now or told[f"t.{name}"][1:] == (before, now)


@given(policies(), policies(), EVENTS, MINUTES, MINUTES)
def test_a_move_never_changes_a_cycle_that_was_closed(
    old: Policy, new: Policy, events: list[Event], minute: int, later: int
) -> None:
    book, ticket, after = moved(old, new, events, minute)
    at = MONDAY + minute * MINUTE
    closed = [cycle._replace(earlier=()) for cycle in book.evaluate(ticket, at=at).clocks["t"].cycles if cycle.ended_at]
    cycles = book.evaluate(after, at=at + later * MINUTE).clocks["t"].cycles
    assert [cycle._replace(earlier=()) for cycle in cycles[: len(closed)]] == closed
    assert [cycle.number for cycle in cycles] == list(range(1, len(cycles) + 1))


@given(policies(), EVENTS, MINUTES, MINUTES)
def test_a_move_to_an_equal_policy_changes_nothing_but_the_edition(
    policy: Policy, events: list[Event], minute: int, later: int
) -> None:
    """Where a closed clock is not resumed: a cycle that was closed at the move stays so, and another one runs."""
    book, ticket, after = moved(policy, policy, events, minute)
    at = MONDAY + (minute + later) * MINUTE
    here, there = book.evaluate(ticket, at=at), book.evaluate(after, at=at)
    resumed = here.clocks["t"].cycles != there.clocks["t"].cycles
    was_closed = book.evaluate(ticket, at=MONDAY + minute * MINUTE).clocks["t"].ended_at is not None
    assert not resumed or (was_closed and policy.targets["t"].on_reopen == "resume")
    same = [field.name for field in fields(Decision) if field.name not in ("edition", "moved_from", "events", "clocks")]
    assert {name: getattr(here, name) for name in same} == {name: getattr(there, name) for name in same}


def without_amounts(clock: ClockReport) -> ClockReport:
    """What must stay constant between two changes (C10)."""
    amounts = dict.fromkeys(("used", "used_elapsed", "left", "left_elapsed", "if_resumed_now"))
    return clock._replace(**amounts, earlier=())  # type: ignore[arg-type] # amounts of no clock


@given(st.tuples(policies(), policies()), EVENTS, MINUTES, MINUTES, st.integers(1, 3 * 1440))
def test_between_two_changes_a_moved_ticket_has_one_answer(
    pair: tuple[Policy, Policy], events: list[Event], minute: int, later: int, more: int
) -> None:
    book, _, after = moved(*pair, events, minute)
    at = MONDAY + (minute + later) * MINUTE
    decision = book.evaluate(after, at=at)
    bounds = [event.utc for event in after.events if event.utc > at]
    bounds += [decision.next_change_at] if decision.next_change_at else []
    then = min([at + more * MINUTE, *(bound - timedelta(microseconds=1) for bound in bounds)])
    second = book.evaluate(after, at=then)
    assert [*map(without_amounts, second.clocks["t"].cycles)] == [*map(without_amounts, decision.clocks["t"].cycles)]
    assert second.next_change_at == decision.next_change_at


# -- with a ladder


def played(number: int) -> tuple[Book, Ticket, list[datetime]]:
    """A policy with a ladder and a ticket at random, an equal policy and another one, and the ticket's instants."""
    case, other = random_case("moves", number), random_case("others", number)
    policies = {"a": case.policy, "equal": Policy.from_dict(case.document), "other": other.policy}
    ticket = case.ticket()
    instants = [ticket.events[0].utc, FAR, FAR + DAY]
    editions = [
        Edition(name=each, since=at, policy=policies[each]) for each, at in zip(policies, instants, strict=True)
    ]
    return Book(name="b", editions=editions), ticket, [event.utc for event in ticket.events]


@pytest.mark.parametrize("number", range(12))
def test_a_ladder_keeps_what_it_did_and_is_where_the_new_edition_has_it(number: int) -> None:
    """Moved a minute after each event to another policy, and asked an hour later."""
    book, ticket, instants = played(number)
    for at in instants:
        old = book.evaluate(ticket, at=at + MINUTE)
        moved = book.migrate(ticket, to="other", at=at + MINUTE).ticket
        decision = book.evaluate(moved, at=at + 60 * MINUTE)
        fresh = book.editions[2].policy.evaluate(moved, at=at + 60 * MINUTE)
        assert decision.steps[: len(old.steps)] == old.steps
        assert [step.at for step in decision.steps] == sorted(step.at for step in decision.steps)
        assert (decision.steps[-1].level, decision.steps[-1].owner) == (fresh.level, fresh.steps[-1].owner)
        for name in ("owner", "level", "next_owner", "next_owner_at", "exhausted", "ahead", "next_change_at"):
            assert getattr(decision, name) == getattr(fresh, name)
        for name in ("notify", "page"):
            told = [*getattr(old, name), *getattr(fresh, name)]
            assert sorted(getattr(decision, name)) == sorted(set(told))


@pytest.mark.parametrize("number", range(12))
def test_a_move_to_an_equal_policy_is_no_step_of_its_ladder(number: int) -> None:
    book, ticket, instants = played(number)
    same = [field.name for field in fields(Decision) if field.name not in ("edition", "moved_from", "events", "clocks")]
    for at in instants:
        moved = book.migrate(ticket, to="equal", at=at).ticket
        here, there = (book.evaluate(each, at=at + 60 * MINUTE) for each in (ticket, moved))
        assert {name: getattr(here, name) for name in same} == {name: getattr(there, name) for name in same}
