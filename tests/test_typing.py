"""What a type checker sees of the public calls. mypy reads the `assert_type`s, pytest runs the calls."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, assert_type

from slapolicy import (
    ALWAYS,
    Book,
    Calendar,
    ClockReport,
    Decision,
    Edition,
    Event,
    Migration,
    Policy,
    SeverityMatrix,
    Span,
    State,
    Ticket,
    Verdict,
    duration,
)
from slapolicy.catalog import community_support
from slapolicy.severity import Classification

AT = datetime.fromisoformat("2026-03-06T16:30:00+01:00")
LATER = AT + timedelta(days=3)


def test_the_types_of_business_time() -> None:
    office = Calendar(
        tz="America/New_York",
        hours={"mon-fri": "09:00-12:30, 13:30-18:00", "sat": "10:00-14:00"},
        holidays=[date(2026, 12, 24)],
        special={date(2026, 12, 31): "09:00-12:00"},
    )
    assert_type(office.is_open(AT), bool)
    assert_type(office.add(AT, "4 business hours"), datetime)
    assert_type(office.add(AT, duration("4 business hours")), datetime)
    assert_type(office.elapsed(AT, LATER), timedelta)
    assert_type(office.next_open(AT), datetime)
    assert_type(office.next_close(AT), datetime)
    assert_type(office.previous_close(AT), datetime)
    assert_type(office.openings(AT, LATER), Iterator[Span])
    assert_type(office | ALWAYS, Calendar)
    assert_type(office & ALWAYS, Calendar)
    assert_type(ALWAYS - office, Calendar)


def test_the_types_of_a_severity() -> None:
    matrix = SeverityMatrix.grid(impact=["high"], urgency=["low"], cells={("high", "low"): "P1"})
    assert_type(matrix, SeverityMatrix)
    classification = matrix.classify(impact="high", urgency="low")
    assert_type(classification, Classification)
    assert_type(classification.severity, str)
    assert_type(classification.reasons, tuple[str, ...])
    assert_type(classification.missing, tuple[str, ...])


def test_the_types_of_a_policy_and_its_decision() -> None:
    policy = community_support()
    assert_type(policy, Policy)
    assert_type(Policy.from_json(policy.to_json()), Policy)
    assert_type(Policy.from_yaml(policy.to_yaml()), Policy)
    assert_type(policy.fingerprint, str)
    ticket = Ticket("T-1", [Event("created", AT, symptom="outage", plan="pro")])
    assert_type(ticket.add(Event("replied", "2026-03-09T10:15:00+01:00", by="ada")), Ticket)
    decision = policy.evaluate(ticket, at=LATER)
    assert_type(decision, Decision)
    assert_type(decision.severity, str)
    assert_type(decision.owner, str | None)
    assert_type(decision.level, str | None)
    assert_type(decision.notify, tuple[str, ...])
    assert_type(decision.next_owner_at, datetime | None)
    assert_type(decision.next_change_at, datetime | None)
    assert_type(decision.explain(), str)
    assert_type(decision.explain("first_response"), str)
    assert_type(decision.to_dict(), dict[str, Any])
    assert_type(decision.clocks, Mapping[str, ClockReport])
    clock = decision.clocks["first_response"]
    assert_type(clock.state, State)
    assert_type(clock.verdict, Verdict)
    assert_type(clock.due_at, datetime | None)
    assert_type(clock.used, timedelta)
    assert_type(clock.left, timedelta | None)
    assert_type(clock.cycles, tuple[ClockReport, ...])
    assert_type(policy.deadlines(ticket), dict[str, datetime | None])
    assert_type(policy.next_owner(ticket, at=LATER), str | None)


def test_the_types_of_a_book() -> None:
    first = Edition(name="first", since="2026-01-01T00:00+01:00", policy=community_support())
    second = Edition(name="second", since=LATER, policy=community_support())
    book = Book(name="support", editions=[first, second])
    ticket = Ticket("T-1", [Event("created", AT, symptom="outage")])
    assert_type(book.edition_of(ticket), Edition)
    assert_type(book.edition_at(AT), Edition)
    assert_type(book.policy_for(ticket), Policy)
    assert_type(first.since, datetime)
    assert_type(book.editions, tuple[Edition, ...])
    decision = book.evaluate(ticket, at=LATER)
    assert_type(decision.edition, str | None)
    assert_type(decision.moved_from, Decision | None)
    migration = book.migrate(ticket, to="second", at=LATER)
    assert_type(migration, Migration)
    assert_type(migration.ticket, Ticket)
    assert_type(migration.before, Decision)
    assert_type(Book.from_yaml(book.to_yaml()), Book)
