"""Moving a ticket to another edition: what changes, and what stays as it was judged (P4, C7)."""

import pickle
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from slapolicy import UNCLEAR, Book, Edition, Event, Migration, Policy, PolicyError, State, Ticket, TicketError, Verdict
from slapolicy.verifier import verify

NINE = "2026-03-02T09:00Z"  # a Monday
TEN, NOON, ONE, FOUR = (f"2026-03-02T{hour}:00Z" for hour in (10, 12, 13, 16))
REPLY = {"start": "created", "stop": "replied"}


def policy(**parts: Any) -> Policy:
    return Policy.from_dict({"slapolicy": 1, "name": "support", **parts})


def book(old: Policy, new: Policy, *more: Policy) -> Book:
    """Editions `a`, `b`, ...: one a month from February 2026 on."""
    editions = [
        Edition(name=name, since=f"2026-{month:02}-01T00:00Z", policy=each)
        for month, (name, each) in zip((2, 4, 6), zip("abc", (old, new, *more), strict=False), strict=False)
    ]
    return Book(name="support", editions=editions)


def replies(old: str, new: str, **more: Any) -> Book:
    return book(
        policy(targets={"reply": REPLY | {"within": old} | more}),
        policy(targets={"reply": REPLY | {"within": new} | more}),
    )


def created(*events: Event) -> Ticket:
    return Ticket("T-1", [Event("created", NINE), *events])


def moved(one: Book, ticket: Ticket, to: str = "b", at: str = ONE) -> Migration:
    return one.migrate(ticket, to=to, at=at)


def told(migration: Migration) -> dict[str, tuple[Any, Any]]:
    return {change.what: (change.before, change.after) for change in migration.changes}


# -- what a move says


def test_p4_a_move_tells_each_answer_that_it_changes() -> None:
    """Created at 9: due at 17 under eight hours, at 11 under two."""
    migration = moved(replies("8 hours", "2 hours"), created())
    assert {what: tuple(map(str, both)) for what, both in told(migration).items()} == {
        "reply.verdict": ("open", "breached"),
        "reply.limit": ("8 hours", "2 hours"),
        "reply.due_at": ("2026-03-02 17:00:00+00:00", "2026-03-02 11:00:00+00:00"),
    }
    assert str(migration).splitlines() == [
        "T-1 from a to b at Mon 2026-03-02 13:00 +00:00",
        "  reply.verdict: open -> breached",
        "  reply.limit: 8 hours -> 2 hours",
        "  reply.due_at: Mon 2026-03-02 17:00 +00:00 -> Mon 2026-03-02 11:00 +00:00",
    ]
    assert migration


def test_p4_a_move_that_changes_nothing_is_false_and_says_so() -> None:
    migration = moved(replies("2 hours", "2 hours"), created())
    assert not migration
    assert migration.changes == ()
    assert str(migration).endswith("\n  nothing changes")
    assert migration.after.edition == "b"


def test_p1_a_move_is_a_value() -> None:
    migration = moved(replies("2 hours", "1 hour"), created())
    with pytest.raises(AttributeError):
        migration.ticket = created()  # type: ignore[misc] # that it can't be set is the point
    assert migration == moved(replies("2 hours", "1 hour"), created())
    assert hash(migration) == hash(moved(replies("2 hours", "1 hour"), created()))


def test_p4_the_move_stands_in_the_record_of_the_ticket() -> None:
    """E9: the new ticket, or its event kept anywhere, gives the same answer; the old one still gives its own."""
    one, ticket = replies("8 hours", "2 hours"), created()
    migration = moved(one, ticket)
    assert migration.event == Event("migrated", ONE, policy_edition="b")
    assert migration.ticket == ticket.add(migration.event)
    assert one.evaluate(ticket.add(migration.event), at=ONE) == migration.after
    assert one.evaluate(ticket, at=ONE) == migration.before
    assert one.evaluate(ticket, at=FOUR).edition == "a"
    assert one.evaluate(migration.ticket, at=NOON) == one.evaluate(ticket, at=NOON)
    assert one.edition_of(migration.ticket).name == one.edition_of(migration.ticket, at=FOUR).name == "b"


def test_p4_a_move_as_data() -> None:
    assert moved(replies("8 hours", "4 hours"), created()).to_dict() == {
        "ticket": "T-1",
        "at": "2026-03-02T13:00:00+00:00",
        "from": "a",
        "to": "b",
        "changes": [
            {"what": "reply.limit", "before": "8 hours", "after": "4 hours"},
            {
                "what": "reply.due_at",
                "before": "2026-03-02T17:00:00+00:00",
                "after": "2026-03-02T13:00:00+00:00",
            },
        ],
    }


def test_t1_a_move_is_told_in_the_zone_of_its_instant() -> None:
    zone = ZoneInfo("Europe/Zurich")
    migration = replies("8 hours", "4 hours").migrate(created(), to="b", at=datetime(2026, 3, 2, 14, tzinfo=zone))
    due = told(migration)["reply.due_at"][1]
    assert (due, due.tzinfo) == (datetime(2026, 3, 2, 13, tzinfo=UTC), zone)
    before = migration.after.moved_from
    assert before is not None
    assert (before.at.tzinfo, before.clocks["reply"].due_at) == (zone, datetime(2026, 3, 2, 17, tzinfo=UTC))
    assert pickle.loads(pickle.dumps(migration)) == migration


@pytest.mark.parametrize("ticket", [Ticket("T-1"), Ticket("T-1", [Event("created", FOUR)])])
def test_p4_what_has_not_begun_is_not_moved(ticket: Ticket) -> None:
    with pytest.raises(TicketError, match="has not begun at `2026-03-02T13:00:00") as refused:
        moved(replies("1 hour", "1 hour"), ticket)
    assert refused.value.faults[0].code == "not-begun"


def test_p4_nothing_is_moved_to_an_edition_that_the_book_does_not_have() -> None:
    with pytest.raises(PolicyError, match="found `c`, as an edition's name; allowed is one of `a`, `b`"):
        moved(replies("1 hour", "1 hour"), created(), to="c")


def test_p4_a_decision_explains_where_it_comes_from() -> None:
    lines = moved(replies("8 hours", "2 hours"), created()).after.explain().splitlines()
    assert lines[0] == "T-1 under support, edition b, at Mon 2026-03-02 13:00 +00:00"
    assert lines[1] == "moved from edition a at Mon 2026-03-02 13:00 +00:00"


# -- clocks


def test_c7_what_was_closed_keeps_its_verdict() -> None:
    """Replied after three hours: met under four, and still met under one. A receipt names the edition that judged."""
    one = replies("4 hours", "1 hour")
    migration = moved(one, created(Event("replied", NOON)))
    assert not migration
    decision = one.evaluate(migration.ticket, at=FOUR)
    assert decision.clocks == one.evaluate(migration.ticket, at=NOON).clocks
    assert decision.clocks["reply"].verdict is Verdict.MET
    receipt = decision.receipt("reply")
    assert (receipt["fingerprint"], receipt["verdict"]) == (one.editions[0].policy.fingerprint, "met")
    assert decision.fingerprint == one.editions[1].policy.fingerprint
    assert verify(receipt) == ()


def test_c7_at_the_instant_of_the_move_a_clock_is_closed_by_the_old_edition() -> None:
    """Replied at one and moved at one, whichever comes first in the record; a microsecond later it is the new one's."""
    one = replies("4 hours", "1 hour")
    replied, move = Event("replied", ONE), Event("migrated", ONE, policy_edition="b")
    for events in ([replied, move], [move, replied]):
        assert one.evaluate(created(*events), at=FOUR).clocks["reply"].verdict is Verdict.MET
    late = created(move, Event("replied", "2026-03-02T13:00:00.000001Z"))
    assert one.evaluate(late, at=FOUR).clocks["reply"].verdict is Verdict.MISSED


def test_p4_an_open_clock_is_judged_by_the_new_edition_from_its_start() -> None:
    """C5's carry: three of four hours are used at noon; under six hours, three are left."""
    clock = moved(replies("4 hours", "6 hours"), created(), at=NOON).after.clocks["reply"]
    assert (str(clock.used), str(clock.left), clock.number) == ("3:00:00", "3:00:00", 1)


def test_c8_a_warning_that_was_told_is_not_told_again() -> None:
    one = replies("4 hours", "6 hours", warn=["50%"])
    before, after = (
        decision.clocks["reply"].warnings[0] for decision in (moved(one, created()).before, moved(one, created()).after)
    )
    assert before.id == after.id == "T-1/reply/1/50%"
    assert (before.fired, after.fired) == (True, True)


def test_c3_cycles_before_the_move_and_after_it_are_told_together() -> None:
    """Answered once in three hours under four, asked again, and answered in three under two: met, then missed."""
    one = replies("4 hours", "2 hours", start=["created", "customer_replied"], on_reopen="new_cycle")
    ticket = created(
        Event("replied", NOON),
        Event("migrated", ONE, policy_edition="b"),
        Event("customer_replied", ONE),
        Event("replied", FOUR),
    )
    decision = one.evaluate(ticket, at=FOUR)
    cycles = decision.clocks["reply"].cycles
    assert [(cycle.number, str(cycle.verdict), str(cycle.limit)) for cycle in cycles] == [
        (1, "met", "4 hours"),
        (2, "missed", "2 hours"),
    ]
    assert [decision.receipt("reply", n)["fingerprint"] for n in (1, 2)] == [
        edition.policy.fingerprint for edition in one.editions
    ]
    assert [verify(decision.receipt("reply", n)) for n in (1, 2)] == [(), ()]


def test_c3_where_the_new_edition_asks_for_more_its_clock_runs_beside_what_was_closed() -> None:
    """`reply` was done at noon; the new edition means by it the solution, which is still to come."""
    one = book(
        policy(targets={"reply": REPLY | {"within": "4 hours", "warn": ["50%"]}}),
        policy(targets={"reply": {"start": "created", "stop": "resolved", "within": "8 hours", "warn": ["50%"]}}),
    )
    clock = moved(one, created(Event("replied", NOON))).after.clocks["reply"]
    assert [(cycle.number, str(cycle.state)) for cycle in clock.cycles] == [(1, "stopped"), (2, "running")]
    assert clock.due_at == datetime(2026, 3, 2, 17, tzinfo=UTC)
    assert [cycle.warnings[0].id for cycle in clock.cycles] == ["T-1/reply/1/50%", "T-1/reply/2/50%"]


def test_c4_an_open_clock_that_the_new_edition_does_not_have_counts_neither_way() -> None:
    """Even one that is late: it was asked for by an edition that judges the ticket no more."""
    one = book(policy(targets={"triage": REPLY | {"within": "2 hours", "warn": ["50%", "1 hour late"]}}), policy())
    migration = moved(one, created(), at="2026-03-02T11:30Z")
    clock = one.evaluate(migration.ticket, at=FOUR).clocks["triage"]
    assert (clock.state, clock.verdict, clock.due_at, clock.left) == (State.CANCELLED, Verdict.NONE, None, None)
    assert clock.reason == "no target: edition b has none of this name"
    assert clock.ended_at == datetime(2026, 3, 2, 11, 30, tzinfo=UTC)
    assert [warning.threshold for warning in clock.warnings] == ["50%"]
    assert (clock.breached_at, clock.detected_at, clock.original_due_at, clock.left_elapsed) == (None,) * 4
    assert clock.stretches[-1].end == clock.ended_at
    assert told(migration)["triage.verdict"] == ("breached", "none")
    decision = one.evaluate(migration.ticket, at=FOUR)
    assert "triage: none (cancelled)" in decision.explain()
    assert decision.timeline_svg().startswith("<svg")
    assert verify(decision.receipt("triage")) == ()


def test_c4_of_a_clock_that_was_cancelled_by_a_move_nothing_is_to_come() -> None:
    """One that ran and had a warning ahead, and one that was paused: neither changes any more, nor has a deadline."""
    one = book(policy(targets={"triage": REPLY | {"within": "2 hours", "warn": ["90%"], "pause": "on_hold"}}), policy())
    for events in ([], [Event("on_hold", "2026-03-02T09:30Z")]):
        clock = moved(one, created(*events), at=TEN).after.clocks["triage"]
        assert (clock.next_change_at, clock.warnings, clock.if_resumed_now, clock.limit) == (None, (), None, None)
        assert str(clock.used) == ("0:30:00" if events else "1:00:00")


def test_c7_a_closed_clock_that_the_new_edition_does_not_have_is_still_told() -> None:
    one = book(policy(targets={"triage": REPLY | {"within": "2 hours"}}), policy())
    assert moved(one, created(Event("replied", NOON))).after.clocks["triage"].verdict is Verdict.MISSED
    assert "triage" not in moved(one, Ticket("T-1", [Event("noted", NINE)])).after.clocks


def test_p4_a_target_of_the_new_edition_counts_from_where_its_clock_starts() -> None:
    one = book(policy(), policy(targets={"reply": REPLY | {"within": "8 hours"}}))
    migration = moved(one, created())
    assert told(migration)["reply.due_at"] == (None, datetime(2026, 3, 2, 17, tzinfo=UTC))
    assert told(migration)["reply.state"] == (None, "running")


def test_p4_a_clock_that_has_not_started_is_the_new_edition_s() -> None:
    """With the reason and the owner that the new edition gives."""
    targets = [{"review": {"start": start, "stop": "reviewed", "within": "1 hour", "owner": "desk"}} for start in "xy"]
    migration = moved(book(*(policy(targets=each, owners={"desk": {"name": "Desk"}}) for each in targets)), created())
    assert (migration.before.clocks["review"].reason, migration.after.clocks["review"].reason) == (
        "it starts at `x`",
        "it starts at `y`",
    )
    assert migration.after.clocks["review"].owner == "desk"


def test_p4_a_ticket_is_moved_again_and_back() -> None:
    """Each closed cycle has the verdict of the edition that it was closed under; at last the first one judges again."""
    repeated = {"start": ["created", "customer_replied"], "stop": "replied", "on_reopen": "new_cycle"}
    one = book(*(policy(targets={"reply": repeated | {"within": f"{hours} hours"}}) for hours in (4, 1, 9)))
    ticket = created(
        Event("replied", TEN),  # in one hour of four
        Event("migrated", TEN, policy_edition="b"),
        Event("customer_replied", TEN),
        Event("replied", NOON),  # in two hours of one
        Event("migrated", NOON, policy_edition="c"),
        Event("customer_replied", NOON),
        Event("migrated", ONE, policy_edition="a"),
    )
    decision = one.evaluate(ticket, at=FOUR)
    assert [(str(cycle.verdict), str(cycle.limit)) for cycle in decision.clocks["reply"].cycles] == [
        ("met", "4 hours"),
        ("missed", "1 hour"),
        ("open", "4 hours"),
    ]
    assert [cycle.earlier for cycle in decision.clocks["reply"].earlier] == [(), ()]
    chain = [decision, decision.moved_from, decision.moved_from and decision.moved_from.moved_from]
    assert [each and each.edition for each in chain] == ["a", "c", "b"]
    assert [decision.receipt("reply", n)["fingerprint"] for n in (1, 2, 3)] == [
        one.editions[n].policy.fingerprint for n in (0, 1, 0)
    ]


def test_p4_of_two_moves_at_one_instant_the_last_one_counts() -> None:
    one = replies("4 hours", "1 hour")
    there, back = (Event("migrated", ONE, policy_edition=name) for name in "ba")
    decision = one.evaluate(created(there, back), at=FOUR)
    assert (decision.edition, decision.moved_from) == ("a", None)
    assert one.evaluate(created(back, there), at=FOUR).edition == "b"
    assert one.evaluate(Ticket("T-1", [Event("created", ONE), there]), at=FOUR).moved_from is None


# -- the rest of a decision


LEVELS = [{"name": name, "owner": name} for name in ("desk", "team", "boss")]


def ladder(*rules: dict[str, Any], levels: list[dict[str, str]] = LEVELS) -> Policy:
    targets = {"reply": REPLY | {"within": "2 hours"}}
    return policy(targets=targets, escalation={"levels": levels, "rules": list(rules)})


def test_e3_the_ladder_keeps_what_it_did_and_goes_to_where_the_new_edition_has_the_ticket() -> None:
    """Late at 11: the old edition tells the team, the new one goes to the boss and tells the team and the lead."""
    one = book(
        ladder({"id": "late", "target": "reply", "at": "due", "notify": ["team"]}),
        ladder(
            {"id": "slow", "target": "reply", "at": "due", "to": "boss", "notify": ["team", "lead"]},
            {"id": "very late", "target": "reply", "after": "6 hours", "page": ["chief"]},
        ),
    )
    migration = moved(one, created())
    assert told(migration) == {
        "level": ("desk", "boss"),
        "owner": ("desk", "boss"),
        "notify": (("team",), ("team", "lead")),
    }
    decision = one.evaluate(migration.ticket, at="2026-03-02T18:00Z")
    assert [(step.at.hour, step.rule, step.owner, step.notify) for step in decision.steps] == [
        (9, "created", "desk", ()),
        (11, "late", "desk", ("team",)),
        (13, "migrated", "boss", ("lead",)),
        (17, "very late", "boss", ()),
    ]
    assert (decision.notify, decision.page) == (("team", "lead"), ("chief",))
    assert decision.steps[2].reason == "moved to edition b"


def test_e3_what_the_new_ladder_would_do_at_the_instant_of_the_move_is_part_of_it() -> None:
    """Due at 11, and moved at 11: the ticket is with the boss by one step, not by two."""
    rule = {"id": "late", "target": "reply", "at": "due", "to": "boss", "notify": ["team"]}
    for at, steps in (
        ("2026-03-02T11:00Z", [("created", "desk"), ("migrated", "boss")]),
        ("2026-03-02T10:59:59.999999Z", [("created", "desk"), ("late", "boss")]),
    ):
        one = book(ladder(), ladder(rule))
        decision = one.evaluate(moved(one, created(), at=at).ticket, at=NOON)
        assert [(step.rule, step.owner) for step in decision.steps] == steps
        assert decision.notify == ("team",)


def test_e3_whom_the_old_edition_told_stays_told() -> None:
    """The new edition tells and pages nobody at all."""
    one = book(ladder({"id": "late", "target": "reply", "at": "due", "notify": ["team"], "page": ["chief"]}), ladder())
    migration = moved(one, created())
    assert (migration.after.notify, migration.after.page) == (("team",), ("chief",))
    assert not migration
    assert [step.rule for step in migration.after.steps] == ["created", "late"]


def test_e3_whom_the_old_edition_paged_is_not_paged_again() -> None:
    rules = [{"id": "late", "target": "reply", "at": "due", "page": pages} for pages in (["chief"], ["chief", "lead"])]
    steps = moved(book(ladder(rules[0]), ladder(rules[1])), created()).after.steps
    assert [(step.rule, step.page) for step in steps[1:]] == [("late", ("chief",)), ("migrated", ("lead",))]


def test_e5_a_ladder_that_was_used_up_may_not_be_under_the_new_edition() -> None:
    """One level and a rule to the next one; the new edition has three levels."""
    rule = {"id": "late", "target": "reply", "at": "due", "to": "next"}
    one = book(ladder(rule, levels=LEVELS[:1]), ladder(levels=LEVELS))
    migration = moved(one, created())
    assert told(migration) == {"exhausted": (True, False)}
    assert [(step.rule, step.exhausted) for step in migration.after.steps[1:]] == [("late", True), ("migrated", False)]


def test_e3_where_the_ladder_stays_no_step_is_added() -> None:
    rule = {"id": "late", "target": "reply", "at": "due", "to": "team", "notify": ["team"]}
    one = book(ladder(rule), ladder(rule))
    decision = moved(one, created()).after
    assert [step.rule for step in decision.steps] == ["created", "late"]


def test_e3_a_ladder_begins_or_ends_with_an_edition() -> None:
    one = book(policy(), ladder())
    assert [step.rule for step in moved(one, created()).after.steps] == ["migrated"]
    assert told(moved(book(ladder(), policy()), created()))["owner"] == ("desk", None)


def test_m2_the_severity_of_what_happened_before_is_the_old_edition_s() -> None:
    """A matrix that the old edition does not have."""
    rules = {"levels": ["P0"], "rules": [{"when": {"symptom": "outage"}, "then": "P0"}]}
    one = book(policy(), policy(severity=rules))
    ticket = Ticket("T-1", [Event("created", NINE, symptom="outage")])
    migration = moved(one, ticket)
    assert told(migration)["severity"] == (UNCLEAR, "P0")
    assert [event.severity for event in migration.after.events] == [UNCLEAR, "P0"]


def test_p4_the_rehearsal_and_the_deadlines_are_the_new_edition_s() -> None:
    one = book(ladder(), ladder({"id": "late", "target": "reply", "at": "due", "to": "boss"}))
    ticket = moved(one, created(), at=TEN).ticket
    assert [step.who for step in one.rehearse(ticket, at=TEN).steps] == ["desk", "boss"]
    assert one.next_owner(ticket, at=TEN) == "boss"
    assert one.deadlines(ticket) == {"reply": datetime(2026, 3, 2, 11, tzinfo=UTC)}


def test_e7_who_may_decide_is_among_the_changes() -> None:
    one = book(policy(responsibilities={"refund": [{"owner": "lead"}]}), policy())
    assert told(moved(one, created())) == {"responsible to refund": ("lead", None)}
    assert "  responsible to refund: lead -> nothing" in str(moved(one, created()))


def test_p4_a_list_of_names_and_a_yes_are_told_in_words() -> None:
    rule = {"id": "late", "target": "reply", "at": "due", "to": "next", "notify": ["lead", "chief"]}
    lines = str(moved(book(ladder(), ladder(rule, levels=LEVELS[:1])), created())).splitlines()
    assert lines[1:] == ["  exhausted: no -> yes", "  notify: nothing -> lead, chief"]
