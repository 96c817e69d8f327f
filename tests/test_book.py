"""A book of policies by date: which edition judges a ticket (P4)."""

import pickle
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from slapolicy import (
    Book,
    Edition,
    Event,
    Fault,
    HorizonError,
    InstantError,
    Policy,
    PolicyError,
    Target,
    Ticket,
    TicketError,
)
from slapolicy.texts.writing import write_yaml

TICK = timedelta(microseconds=1)
ZURICH = ZoneInfo("Europe/Zurich")
TURN = datetime(2026, 7, 1, tzinfo=ZURICH)  # 2026-06-30T22:00Z


def support(within: str = "4 hours", **more: Any) -> Policy:
    return Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "support",
            "targets": {"reply": {"start": "created", "stop": "replied", "within": within}},
            **more,
        }
    )


def book(*more: Edition) -> Book:
    editions = [
        Edition(name="winter", since="2026-01-01T00:00+01:00", policy=support("4 hours")),
        Edition(name="summer", since=TURN, policy=support("2 hours")),
        *more,
    ]
    return Book(name="support", editions=editions)


def begun(at: datetime | str, **facts: Any) -> Ticket:
    return Ticket("T-1", [Event("created", at, **facts)])


@pytest.mark.parametrize(
    ("at", "edition"),
    [
        ("2026-01-01T00:00+01:00", "winter"),
        (TURN - TICK, "winter"),
        (TURN, "summer"),
        (TURN.astimezone(UTC), "summer"),
        ("2199-01-01T00:00Z", "summer"),
    ],
)
def test_p4_a_ticket_gets_the_edition_in_force_when_it_begins(at: datetime | str, edition: str) -> None:
    decision = book().evaluate(begun(at), at=at)
    assert (decision.edition, book().edition_of(begun(at)).name, book().edition_at(at).name) == (edition,) * 3


def test_p4_a_ticket_keeps_the_edition_of_its_creation() -> None:
    """Created half an hour before the turn of the year's half: four hours, not two."""
    old = begun(TURN - timedelta(minutes=30)).add(Event("changed", TURN + timedelta(hours=1), plan="pro"))
    for hours in (0, 1, 24, 24 * 365):
        decision = book().evaluate(old, at=TURN + timedelta(hours=hours))
        assert decision.edition == "winter"
        assert decision.clocks["reply"].due_at == datetime(2026, 7, 1, 3, 30, tzinfo=ZURICH)


def test_p4_the_answer_is_the_policys_and_says_which_edition_made_it() -> None:
    ticket, at = begun("2026-03-06T16:30+01:00"), "2026-03-06T17:00+01:00"
    decision = book().evaluate(ticket, at=at)
    assert replace(decision, edition=None) == support("4 hours").evaluate(ticket, at=at)
    assert decision.fingerprint == support("4 hours").fingerprint
    assert decision.to_dict()["edition"] == "winter"
    assert decision.explain().splitlines()[0] == "T-1 under support, edition winter, at Fri 2026-03-06 17:00 +01:00"


def test_p4_outside_a_book_a_decision_names_no_edition() -> None:
    decision = support().evaluate(begun("2026-03-06T16:30Z"), at="2026-03-06T17:00Z")
    assert (decision.edition, decision.moved_from, decision.to_dict()["edition"]) == (None, None, None)
    assert "edition" not in decision.explain()


def test_p4_of_events_before_the_created_one_the_first_is_the_ticket_s_beginning() -> None:
    """The pin never moves as time goes by: what is known first decides."""
    ticket = Ticket("T-1", [Event("noted", TURN - TICK), Event("created", TURN)])
    assert book().edition_of(ticket, at=TURN - TICK).name == book().edition_of(ticket).name == "winter"


def test_p4_a_ticket_older_than_the_book_is_refused_with_what_to_do() -> None:
    old = begun("2025-12-31T23:59:59+01:00")
    for ask in (lambda: book().evaluate(old, at=TURN), lambda: book().policy_for(old), lambda: book().deadlines(old)):
        with pytest.raises(HorizonError) as refused:
            ask()
        (fault,) = refused.value.faults
        assert (fault.code, fault.found) == ("no-edition", "`T-1`, which begins at `2025-12-31T23:59:59+01:00`")
        assert fault.allowed == "from `2026-01-01T00:00:00+01:00` on, when the first edition, `winter`, begins"
        assert fault.remedy == "add an earlier edition, or let it state `policy_edition`"


def test_p4_a_first_event_may_say_which_edition_is_meant() -> None:
    assert book().evaluate(begun("2025-06-01T00:00Z", policy_edition="winter"), at=TURN).edition == "winter"
    assert book().evaluate(begun("2026-01-02T00:00Z", policy_edition="summer"), at=TURN).edition == "summer"


@pytest.mark.parametrize(("stated", "remedy"), [("sumer", "write `summer`"), (7, ""), (True, "")])
def test_p4_an_edition_that_the_book_does_not_have_is_no_guess(stated: object, remedy: str) -> None:
    with pytest.raises(TicketError) as refused:
        book().evaluate(begun("2026-02-01T00:00Z", policy_edition=stated), at=TURN)
    (fault,) = refused.value.faults
    assert (fault.code, fault.allowed, fault.remedy) == ("unknown-edition", "one of `winter`, `summer`", remedy)
    assert fault.found.endswith("stated by `created` of `T-1`")


def test_p4_what_is_stated_later_is_not_known_before() -> None:
    """E9: the same ticket, asked about an instant before an event with a name that the book does not have."""
    ticket = begun("2026-02-01T00:00Z").add(Event("moved", "2026-02-03T00:00Z", policy_edition="nowhere"))
    assert book().evaluate(ticket, at="2026-02-02T00:00Z").edition == "winter"


def test_p4_taking_the_fact_away_moves_nothing() -> None:
    ticket = begun("2026-02-01T00:00Z", policy_edition="summer").add(
        Event("changed", "2026-02-02T00:00Z", policy_edition=None)
    )
    assert book().edition_of(ticket).name == "summer"


def test_c10_a_ticket_that_has_not_begun_is_answered_by_the_edition_in_force_until_the_next_one() -> None:
    for ticket in (Ticket("T-1"), begun("2026-12-01T00:00Z")):
        before = book().evaluate(ticket, at=TURN - TICK)
        assert (before.edition, before.next_change_at) == ("winter", TURN)
        after = book().evaluate(ticket, at=TURN)
        assert (after.edition, after.next_change_at) == ("summer", None)
        assert after.next_change_at is None
        with pytest.raises(HorizonError, match="add an earlier edition"):
            book().evaluate(ticket, at="2025-12-31T00:00Z")


def test_t1_instants_are_in_the_zone_of_the_question() -> None:
    decision = book().evaluate(Ticket("T-1"), at=datetime(2026, 2, 1, tzinfo=ZURICH))
    assert decision.next_change_at is not None
    assert decision.next_change_at.tzinfo is ZURICH


def test_p4_the_other_questions_have_the_names_of_a_policy_s() -> None:
    ladder = {"levels": [{"name": "desk", "owner": "desk", "respond": "15 minutes"}, {"name": "boss", "owner": "boss"}]}
    may = {"approve rollback": [{"owner": "boss"}]}
    policy = support(escalation=ladder, responsibilities=may)
    one = book(Edition(name="autumn", since="2026-10-01T00:00Z", policy=policy))
    ticket, at = begun("2026-10-02T00:00Z"), "2026-10-02T00:05Z"
    assert one.policy_for(ticket) == one.policy_for(ticket, at=at) == policy
    assert one.deadlines(ticket) == policy.deadlines(ticket)
    assert one.next_owner(ticket, at=at) == policy.next_owner(ticket, at=at) == "boss"
    assert one.rehearse(ticket, at=at) == policy.rehearse(ticket, at=at)
    assert one.rehearse(ticket, at=at, until=at).steps == policy.rehearse(ticket, at=at, until=at).steps
    assert one.responsible_for("approve rollback", ticket, at=at).owner == "boss"
    assert one.deadlines(Ticket("T-1")) == {"reply": None}
    assert one.edition_of(Ticket("T-1")).name == "autumn"


# -- a value


def test_p1_a_book_is_a_value() -> None:
    assert book() == book()
    assert hash(book()) == hash(book())
    assert {book()} == {pickle.loads(pickle.dumps(book()))}
    with pytest.raises(ValueError, match="frozen"):
        book().name = "other"  # type: ignore[misc] # that it can't be set is the point
    assert book().replace(name="other").editions == book().editions


def test_p1_equal_meaning_has_one_fingerprint() -> None:
    """`since` in another zone and hours written in minutes are the same; another name or limit is not."""
    editions = [
        {"name": "winter", "since": "2025-12-31T23:00Z", "policy": support("240 minutes").to_dict()},
        {"name": "summer", "since": "2026-06-30T22:00:00Z", "policy": support("2 hours").to_dict()},
    ]
    document = {"slapolicy_book": 1, "name": "support", "editions": editions}
    assert Book.from_dict(document).fingerprint == book().fingerprint
    assert Book.from_dict(document | {"name": "other"}).fingerprint != book().fingerprint
    editions[1]["name"] = "late"
    assert Book.from_dict(document).fingerprint != book().fingerprint


def test_p2_a_book_reads_back_from_every_spelling() -> None:
    one = book()
    for back in (Book.from_yaml(one.to_yaml()), Book.from_json(one.to_json()), Book.from_toml(one.to_toml())):
        assert (back, back.fingerprint) == (one, one.fingerprint)
    assert Book.from_dict(one.to_dict()) == one
    assert one.to_dict()["slapolicy_book"] == 1
    assert Book.json_schema()["required"] == ["name", "editions"]


@pytest.mark.parametrize(
    ("editions", "faults"),
    [
        ([], {"editions": "wrong-value"}),
        ([("a", "2026-01-01T00:00Z"), ("a", "2026-02-01T00:00Z")], {"editions[1].name": "edition-twice"}),
        ([("a", "2026-02-01T00:00Z"), ("b", "2026-01-01T00:00Z")], {"editions[1].since": "edition-order"}),
        ([("a", "2026-01-01T01:00+01:00"), ("b", "2026-01-01T00:00Z")], {"editions[1].since": "edition-order"}),
        ([("a", "2026-01-01")], {"editions[0].since": "naive-instant"}),
        ([("a", 2026)], {"editions[0].since": "unreadable-instant"}),
        ([("a", "2300-01-01T00:00Z")], {"editions[0].since": "instant-out-of-range"}),
        ([("", "2026-01-01T00:00Z")], {"editions[0].name": "wrong-value"}),
        ([("n" * 200, "2026-01-01T00:00Z"), ("n" * 201, "2026-02-01T00:00Z")], {"editions[1].name": "wrong-value"}),
        ([(2026, "2026-01-01T00:00Z")], {"editions[0].name": "wrong-type"}),
        (
            [("a", "2026-01-01"), ("b", "2026-02-01T00:00Z"), ("b", "2026-01-31T00:00Z")],
            {
                "editions[0].since": "naive-instant",
                "editions[2].name": "edition-twice",
                "editions[2].since": "edition-order",
            },
        ),
    ],
)
def test_p3_what_is_wrong_with_editions_is_told_at_once(
    editions: list[tuple[object, object]], faults: dict[str, str]
) -> None:
    written = [{"name": name, "since": since, "policy": {"name": "p"}} for name, since in editions]
    with pytest.raises(PolicyError) as refused:
        Book.from_dict({"name": "support", "editions": written})
    assert {fault.place: fault.code for fault in refused.value.faults} == faults


def test_p3_two_editions_of_one_instant_are_told_as_such() -> None:
    with pytest.raises(PolicyError, match=re.escape("the same as that of `summer`; allowed is an instant later")):
        book(Edition(name="late", since=TURN.astimezone(UTC), policy=support()))
    with pytest.raises(PolicyError, match="put it before `summer`"):
        book(Edition(name="late", since=TURN - TICK, policy=support()))


def test_p3_the_faults_of_a_policy_in_a_book_have_their_places() -> None:
    text = "name: support\neditions:\n  - name: a\n    since: 2026-01-01T00:00Z\n    policy:\n      nmae: p\n"
    with pytest.raises(PolicyError) as refused:
        Book.from_yaml(text)
    assert [(fault.place, fault.line, fault.code) for fault in refused.value.faults] == [
        ("editions[0].policy.nmae", 6, "unknown-key"),
        ("editions[0].policy.name", 5, "missing-key"),
    ]


@pytest.mark.parametrize("document", ["name: a", "- a", "slapolicy_book: 2\nname: a\neditions: []"])
def test_p3_what_is_no_book_is_refused(document: str) -> None:
    with pytest.raises(PolicyError):
        Book.from_yaml(document)


def test_t1_an_edition_needs_an_instant_with_its_offset() -> None:
    with pytest.raises(PolicyError, match="which names no zone"):
        Edition(name="a", since=datetime(2026, 1, 1), policy=support())
    with pytest.raises(InstantError):
        book().edition_at("2026-01-01T00:00")
    with pytest.raises(InstantError):
        book().evaluate(begun("2026-02-01T00:00Z"), at="2026-02-01T00:00")


# -- what is made to hurt


def junk(policies: int, **policy: Any) -> dict[str, Any]:
    written = {"slapolicy": 1, "name": "p", **policy}
    editions = [{"name": f"e{n}", "since": f"{1990 + n}-01-01T00:00Z", "policy": written} for n in range(policies)]
    return {"slapolicy_book": 1, "name": "b", "editions": editions}


def test_p3_a_book_of_more_editions_than_anyone_writes_is_refused_at_once() -> None:
    with pytest.raises(PolicyError) as refused:
        Book.from_dict(junk(201))
    (fault,) = refused.value.faults
    assert (fault.code, fault.place, fault.found) == ("too-many-editions", "editions", "201 editions")
    with pytest.raises(PolicyError, match="line 3, column 1, editions: found 201 editions; allowed is at most 200"):
        Book.from_yaml(write_yaml(junk(201)))
    assert len(Book.from_dict(junk(200)).editions) == 200


def test_p3_a_part_with_faults_is_read_once_however_deep_it_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: a target's own checks run once in a policy, and once in a policy of a book."""
    asked: list[str] = []
    checks = Target.checks

    def counted(target: Target) -> Iterable[Fault]:
        asked.append("once")
        return checks(target)

    monkeypatch.setattr(Target, "checks", counted)
    targets = {f"t{n}": {"stop": "done"} for n in range(5)}
    alone = {"name": "p", "targets": targets}
    for read, document in ((Policy.from_dict, alone), (Book.from_dict, junk(2, targets=targets))):
        asked.clear()
        with pytest.raises(PolicyError) as refused:
            read(document)
        assert len(asked) == len(refused.value.faults)


def test_p3_what_is_readable_beside_a_fault_is_checked_all_the_same() -> None:
    """A name that nothing has, in a target beside one that can't be read: both are told, also in a book."""
    targets = {"a": {"stop": "done"}, "b": {"stop": "done", "within": "1 hour", "calendar": "ofice"}}
    with pytest.raises(PolicyError) as refused:
        Book.from_dict(junk(1, targets=targets, calendars={"office": "24x7"}))
    inside = "editions[0].policy.targets"
    assert [fault.place for fault in refused.value.faults] == [f"{inside}.a.within", f"{inside}.b.calendar"]


def test_p4_a_fact_is_read_as_the_last_edition_that_knows_it_has_it() -> None:
    facts = [{"seats": "number", "plan": "text"}, {"seats": "text"}]
    policies = [support(facts=each) for each in facts]
    one = Book(
        name="b",
        editions=[Edition(name=f"{n}", since=f"202{n}-01-01T00:00Z", policy=each) for n, each in enumerate(policies)],
    )
    assert one.fact_types["seats"] == policies[1].fact_types["seats"] != policies[0].fact_types["seats"]
    assert one.fact_types["plan"] == policies[0].fact_types["plan"]
