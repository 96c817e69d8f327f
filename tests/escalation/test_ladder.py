"""What a policy writes about its ladder, and what that means for a ticket: levels, bases, acknowledgements (E1-E6)."""

from typing import Any

import pytest

from escalation.ladders import at, policy, ticket, where
from slapolicy import Decision, Event, HorizonError, Policy, PolicyError, Ticket

SILENT = {"id": "silent", "unacknowledged": "15 minutes", "to": "next"}
OFFICE = {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}
OWNERS = {name: {"name": name.title()} for name in ("desk", "engineering", "board", "vendor", "night")}
LEVELS = ("desk", "engineering", "board")


def ladder(*rules: dict[str, Any], levels: Any = LEVELS, owners: Any = OWNERS, **settings: Any) -> Policy:
    """A ladder with an office from 9 to 17 UTC; a level may be a name only."""
    written = [{"name": level, "owner": level} if isinstance(level, str) else level for level in levels]
    return policy(
        calendars={"office": OFFICE},
        calendar="office",
        owners=owners,
        escalation={"levels": written, "rules": list(rules), **settings},
    )


def told(decision: Decision) -> list[str]:
    """Each step, those ahead too: day, time, level, owner."""
    return [f"{step.at:%d %H:%M} {step.level} {step.owner}" for step in (*decision.steps, *decision.ahead)]


def life(rules: Policy, *events: Event, created: str = at("09:00:00"), **facts: object) -> list[str]:
    """The steps of a ticket, asked when its last event comes."""
    lived = Ticket("T-1", [Event("created", created, **facts), *events])
    return told(rules.evaluate(lived, at=lived.events[-1].at))


# -- E1: levels


def test_e1_the_time_to_respond_sends_a_silent_ticket_up() -> None:
    rules = ladder(levels=[{"name": "desk", "owner": "desk", "respond": "20 minutes"}, "engineering"])
    decision = rules.evaluate(ticket(), at=at("09:20:00"))
    assert where(decision) == ("engineering", None, None)
    assert (decision.steps[1].rule, decision.steps[1].reason) == ("respond", "not acknowledged for 20 minutes at desk")
    assert life(rules, Event("acknowledged", at("09:20:00"))) == ["02 09:00 desk desk"]


def test_e4_the_time_to_respond_may_be_working_time() -> None:
    """Created at 16:30; an hour of the office ends on Tuesday at 09:30."""
    rules = ladder(levels=[{"name": "desk", "owner": "desk", "respond": "1 business hour"}, "board"])
    assert life(rules, created=at("16:30:00")) == ["02 16:30 desk desk", "03 09:30 board board"]


def test_e5_past_the_last_level_after_its_own_time_to_respond() -> None:
    timed = [{"name": name, "owner": name, "respond": "10 minutes"} for name in ("desk", "board")]
    once = ladder(levels=timed).evaluate(ticket(), at=at("09:20:00"))
    assert (once.level, once.owner, once.exhausted) == ("board", "board", True)
    twice = ladder(levels=timed, passes=2)
    assert life(twice) == [
        "02 09:00 desk desk",
        "02 09:10 board board",
        "02 09:20 desk desk",
        "02 09:30 board board",
        "02 09:40 board board",
    ]


def test_e1_a_level_whose_condition_does_not_hold_is_passed_over() -> None:
    vendor = {"name": "vendor", "owner": "vendor", "when": {"component": "storage"}}
    rules = ladder(SILENT, levels=["desk", vendor, "board"])
    assert life(rules, component="storage")[1:] == [
        "02 09:15 vendor vendor",
        "02 09:30 board board",
        "02 09:45 board board",
    ]
    decision = rules.evaluate(ticket(component="login"), at=at("09:30:00"))
    assert told(decision) == ["02 09:00 desk desk", "02 09:15 board board", "02 09:30 board board"]
    assert decision.exhausted
    assert "vendor" not in "".join(step.reason for step in decision.steps)  # as if it were not there


def test_e1_a_last_level_that_is_not_for_a_ticket_ends_the_ladder_before_it() -> None:
    vendor = {"name": "vendor", "owner": "vendor", "when": {"component": "storage"}}
    rules = ladder(SILENT, levels=["desk", vendor])
    decision = rules.evaluate(ticket(component="login"), at=at("09:15:00"))
    assert (decision.level, decision.owner, decision.exhausted) == ("desk", "desk", True)


def test_e1_whether_a_level_is_there_is_asked_when_a_step_is_made() -> None:
    vendor = {"name": "vendor", "owner": "vendor", "when": {"component": "storage"}}
    rules = ladder(SILENT, levels=["desk", vendor, "board"])
    found = Event("changed", at("09:05:00"), component="storage")
    lost = Event("changed", at("09:20:00"), component="login")
    assert life(rules, found)[1] == "02 09:15 vendor vendor"
    assert life(rules, found, lost)[1:3] == ["02 09:15 vendor vendor", "02 09:30 board board"]


def test_e1_a_rule_to_a_level_that_is_not_there_goes_to_the_next_one_above_it() -> None:
    vendor = {"name": "vendor", "owner": "vendor", "when": {"component": "storage"}}
    rule = {"id": "outage", "when": {"outage": True}, "to": "vendor", "notify": ["night"]}
    assert life(ladder(rule, levels=["desk", vendor, "board"]), outage=True) == [
        "02 09:00 desk desk",
        "02 09:00 board board",
    ]
    decision = ladder(rule, levels=["desk", vendor]).evaluate(ticket(outage=True), at=at("09:00:00"))
    assert (decision.level, decision.exhausted, decision.notify) == ("desk", False, ("night",))
    assert decision.steps[1].reason == "outage is yes; vendor is not for this ticket"
    quiet = {key: given for key, given in rule.items() if key != "notify"}
    assert len(life(ladder(quiet, levels=["desk", vendor]), outage=True)) == 1


def test_e1_by_hand_to_a_level_that_is_not_there_is_recorded() -> None:
    vendor = {"name": "vendor", "owner": "vendor", "when": {"component": "storage"}}
    asked = ticket(Event("escalated", at("10:00:00"), level="vendor"))
    decision = ladder(levels=["desk", vendor]).evaluate(asked, at=at("10:00:00"))
    assert (decision.level, decision.steps[-1].reason) == ("desk", "by hand; vendor is not for this ticket")


def test_e1_where_no_level_is_for_a_ticket_the_first_one_has_it() -> None:
    levels = [{"name": name, "owner": name, "when": {"plan": name}} for name in ("desk", "board")]
    decision = ladder(levels=levels).evaluate(ticket(), at=at("09:00:00"))
    assert (decision.level, decision.owner) == ("desk", "desk")
    assert decision.steps[0].reason == "the ticket's first owner, though no level is for it"


BY_KIND = [{"when": {"kind": "billing"}, "owner": "board"}, {"when": {"kind": "bug"}, "owner": "engineering"}]


@pytest.mark.parametrize(
    ("facts", "owner"), [({"kind": "billing"}, "board"), ({"kind": "bug"}, "engineering"), ({}, "desk")]
)
def test_e1_the_first_owner_that_fits_counts(facts: dict[str, str], owner: str) -> None:
    rules = ladder(levels=[{"name": "first", "owner": [*BY_KIND, {"owner": "desk"}]}])
    assert rules.evaluate(ticket(**facts), at=at("09:00:00")).owner == owner


def test_e1_new_facts_give_the_level_another_owner() -> None:
    rules = ladder(SILENT, levels=[{"name": "first", "owner": [*BY_KIND, {"owner": "desk"}]}, "night"])
    decision = rules.evaluate(ticket(Event("triaged", at("09:10:00"), kind="bug")), at=at("09:10:00"))
    # the wait counts from the level, which the ticket has not left
    assert told(decision)[:3] == ["02 09:00 first desk", "02 09:10 first engineering", "02 09:15 night night"]
    assert (decision.steps[1].rule, decision.steps[1].reason) == ("triaged", "kind is bug")
    other = ticket(Event("changed", at("09:05:00"), kind="question"), kind="bug")
    decision = rules.evaluate(other, at=at("09:05:00"))
    assert (decision.owner, decision.steps[1].reason) == ("desk", "no other owner here fits")


def test_e1_facts_that_change_nothing_for_the_owner_are_no_step() -> None:
    rules = ladder(levels=[{"name": "first", "owner": [*BY_KIND, {"when": {"kind": "refund"}, "owner": "board"}]}])
    unknown = Event("changed", at("10:00:00"), kind="question")  # nobody fits: the last one stays
    again = Event("changed", at("11:00:00"), kind="refund")
    other = Event("changed", at("12:00:00"), plan="pro")
    assert life(rules, unknown, again, other, kind="billing") == ["02 09:00 first board"]


def test_e1_a_level_that_nobody_fitted_has_an_owner_as_soon_as_somebody_does() -> None:
    rules = ladder(levels=[{"name": "first", "owner": BY_KIND}])
    triaged = ticket(Event("triaged", at("10:00:00"), kind="bug"))
    before, after = (rules.evaluate(triaged, at=at(clock)) for clock in ("09:59:59", "10:00:00"))
    assert (before.level, before.owner, before.next_owner) == ("first", None, None)
    assert before.steps[0].reason == "the ticket's first owner; nobody is named there"
    assert (after.level, after.owner) == ("first", "engineering")
    assert "owner: nobody (level first)" in before.explain()


def test_e3_a_person_that_an_event_assigned_stays_when_facts_change() -> None:
    rules = ladder(SILENT, levels=[{"name": "first", "owner": [*BY_KIND, {"owner": "desk"}]}, "night"])
    assigned = Event("assigned", at("09:05:00"), owner="ada")
    triaged = Event("triaged", at("09:10:00"), kind="bug")
    assert life(rules, assigned, triaged)[:3] == ["02 09:00 first desk", "02 09:05 first ada", "02 09:15 night night"]


BY_HOURS = [{"during": "office", "owner": "desk"}, {"owner": "night"}]


@pytest.mark.parametrize(
    ("routed", "second"), [("when_reached", "02 17:00 second night"), ("on_arrival", "02 17:00 second desk")]
)
def test_e1_working_hours_are_asked_about_at_the_step_or_on_arrival(routed: str, second: str) -> None:
    """Created a quarter of an hour before the close: at 17:00 the office is closed."""
    levels = [{"name": name, "owner": BY_HOURS} for name in ("first", "second")]
    rules = ladder(SILENT, levels=levels, routed=routed)
    assert life(rules, created=at("16:45:00"))[:2] == ["02 16:45 first desk", second]


def test_c10_an_owner_by_calendar_stays_until_a_step() -> None:
    """At 17:00 the office closes, and the desk keeps the ticket; its clock is late since 13:00."""
    decision = ladder(levels=[{"name": "first", "owner": BY_HOURS}]).evaluate(ticket(), at=at("16:59:00"))
    assert (decision.owner, decision.next_owner, decision.next_change_at) == ("desk", None, None)


def test_e1_new_facts_do_not_ask_about_the_hours_again() -> None:
    owners = [{"when": {"vip": True}, "during": "office", "owner": "board"}, *BY_HOURS]
    rules = ladder(levels=[{"name": "first", "owner": owners}])
    at_night = Event("changed", at("20:00:00"), vip=True)
    assert life(rules, at_night, created=at("16:00:00")) == ["02 16:00 first desk", "02 20:00 first board"]
    assert life(rules, at_night, created=at("18:00:00")) == ["02 18:00 first night"]


# -- E2: triggers, kinds, pages


def test_e2_unresolved_counts_at_every_level_whatever_is_acknowledged() -> None:
    rules = ladder({"id": "stuck", "unresolved": "4 business hours", "to": "next"})
    said = Event("acknowledged", at("09:01:00"))
    assert life(rules, said) == [
        "02 09:00 desk desk",
        "02 13:00 engineering engineering",
        "02 17:00 board board",
        "03 13:00 board board",
    ]
    decision = rules.evaluate(ticket(said), at=at("13:00:00"))
    assert decision.steps[1].reason == "not resolved for 4 business hours"


@pytest.mark.parametrize("event", ["resolved", "closed"])
def test_e2_a_solution_ends_the_wait_for_one_until_it_is_reopened(event: str) -> None:
    rules = ladder({"id": "stuck", "unresolved": "4 hours", "to": "next"})
    done = Event(event, at("13:00:00"))
    assert life(rules, done) == ["02 09:00 desk desk"]
    reopened = Event("reopened", at("15:00:00"))
    assert life(rules, done, reopened)[1] == "02 19:00 engineering engineering"
    late = Event("acknowledged", at("14:00:00"))  # of a ticket that is done it means nothing
    assert life(ladder(SILENT, acknowledged_for="1 hour"), Event(event, at("09:10:00")), late) == ["02 09:00 desk desk"]


def test_e2_a_wait_at_one_level_only() -> None:
    rules = ladder(
        {"id": "stuck", "unresolved": "1 hour", "level": "engineering", "to": "next"}, SILENT | {"level": "desk"}
    )
    assert life(rules) == ["02 09:00 desk desk", "02 09:15 engineering engineering", "02 10:15 board board"]


def test_e2_each_event_that_a_rule_names_fires_it_while_its_condition_holds() -> None:
    rules = ladder(
        {"id": "failed", "on": ["payment failed"], "when": {"plan": "pro"}, "page": ["board"], "notify": "desk"}
    )
    failed = [Event("payment failed", at(clock)) for clock in ("10:00:00", "11:00:00")]
    assert life(rules, *failed) == ["02 09:00 desk desk"]
    decision = rules.evaluate(ticket(*failed, plan="pro"), at=at("11:00:00"))
    assert [f"{step.at:%H:%M}" for step in decision.steps] == ["09:00", "10:00", "11:00"]
    assert (decision.page, decision.notify, decision.owner) == (("board",), ("desk",), "desk")
    assert decision.steps[1].reason == "the event `payment failed` while plan is pro"
    assert "  paged: board" in decision.explain().splitlines()
    assert decision.to_dict()["page"] == ["board"]


def test_e2_an_event_may_both_move_a_ticket_and_fire_a_rule() -> None:
    rules = ladder({"id": "told", "on": "escalated", "page": "night"})
    decision = rules.evaluate(ticket(Event("escalated", at("10:00:00"))), at=at("10:00:00"))
    assert [step.rule for step in decision.steps] == ["created", "escalated", "told"]
    assert (decision.level, decision.page) == ("engineering", ("night",))
    assert decision.steps[2].reason == "the event `escalated`"


def test_e2_a_condition_that_goes_on_to_hold_does_not_fire_again() -> None:
    rules = ladder({"id": "seats", "when": {"seats": {"gt": 10}}, "notify": ["board"]})
    more = [Event("changed", at(clock), seats=seats) for clock, seats in (("10:00:00", 11), ("11:00:00", 12))]
    assert [each[3:8] for each in life(rules, *more)] == ["09:00", "10:00"]


def test_e2_a_clock_that_no_rule_names_moves_nothing() -> None:
    targets = {name: {"stop": "resolved", "within": "4 hours"} for name in ("resolution", "other")}
    rules = policy({"id": "late", "target": "resolution", "at": "due", "to": "next"}, targets=targets)
    assert life(rules) == ["02 09:00 desk desk", "02 13:00 engineering engineering"]


def test_c2_an_event_that_leaves_a_clock_as_it_was_moves_none_of_its_points() -> None:
    targets = {"resolution": {"stop": "resolved", "within": "4 hours", "pause": "paused"}}
    rules = policy({"id": "late", "target": "resolution", "at": "due", "to": "next"}, targets=targets)
    events = [
        Event(name, at(clock))
        for name, clock in (("paused", "10:00:00"), ("paused", "10:30:00"), ("resumed", "11:00:00"))
    ]
    assert life(rules, *events) == ["02 09:00 desk desk", "02 14:00 engineering engineering"]


def test_e4_a_wait_in_working_days_counts_from_each_level() -> None:
    rules = ladder({"id": "stuck", "unresolved": "1 business day", "to": "next"}, SILENT | {"level": "desk"})
    assert life(rules)[:3] == ["02 09:00 desk desk", "02 09:15 engineering engineering", "03 09:15 board board"]


def test_t10_a_wait_that_ends_after_2200_is_refused_like_any_deadline() -> None:
    rules = ladder({"id": "never", "unresolved": "2000000 hours", "to": "next"})
    with pytest.raises(HorizonError, match="2000000 hours"):
        rules.evaluate(ticket(), at=at("09:00:00"))


def test_e2_the_rules_of_one_event_fire_in_the_order_written() -> None:
    first = {"id": "facts", "when": {"legal": True}, "notify": ["desk"]}
    second = {"id": "event", "on": ["changed"], "notify": ["board"]}
    for rules in ((first, second), (second, first)):
        decision = ladder(*rules).evaluate(ticket(Event("changed", at("10:00:00"), legal=True)), at=at("10:00:00"))
        assert [step.rule for step in decision.steps[1:]] == [rule["id"] for rule in rules]


def test_e2_the_rules_of_one_instant_fire_in_the_order_written() -> None:
    """The clock is due at 13:00, four hours after the level was reached."""
    due = {"id": "due", "target": "resolution", "at": "due", "notify": ["board"]}
    stuck = {"id": "stuck", "unresolved": "4 hours", "notify": ["desk"]}
    for rules in ((due, stuck), (stuck, due)):
        decision = ladder(*rules).evaluate(ticket(), at=at("13:00:00"))
        assert [step.rule for step in decision.steps[1:]] == [rule["id"] for rule in rules]


def test_e2_a_step_up_tells_whether_it_is_for_authority_or_for_skill() -> None:
    levels = [
        {"name": "desk", "owner": "desk", "kind": "functional"},
        {"name": "expert", "owner": "engineering", "kind": "functional"},
        {"name": "board", "owner": "board", "kind": "hierarchic"},
    ]
    decision = ladder(SILENT, levels=levels, passes=2).evaluate(ticket(), at=at("09:45:00"))
    assert [step.kind for step in decision.steps] == [None, "functional", "hierarchic", None]
    assert decision.steps[1].reason == "not acknowledged for 15 minutes; functional: another skill"
    assert decision.steps[2].reason == "not acknowledged for 15 minutes; hierarchic: a higher authority"
    assert decision.to_dict()["steps"][1]["kind"] == "functional"


# -- E4: bases


@pytest.mark.parametrize(
    ("since", "second"),
    [("level", "02 09:40 board board"), ("arrival", "02 09:30 board board")],
)
def test_e4_a_delay_names_its_base(since: str, second: str) -> None:
    """Ten minutes to engineering; thirty more minutes at that level, or thirty since the ticket came."""
    rules = ladder(
        {"id": "first", "unacknowledged": "10 minutes", "to": "engineering"},
        {"id": "second", "unacknowledged": "30 minutes", "since": since, "to": "board"},
    )
    assert life(rules) == ["02 09:00 desk desk", "02 09:10 engineering engineering", second]


def test_e4_since_the_trigger_counts_from_when_the_condition_began_to_hold() -> None:
    outage = {"id": "outage", "when": {"outage": True}, "unresolved": "30 minutes", "since": "trigger", "to": "board"}
    began, ended, anew = (
        Event("changed", at(clock), outage=given)
        for clock, given in (("10:00:00", True), ("10:20:00", False), ("10:25:00", True))
    )
    assert life(ladder(outage), began) == ["02 09:00 desk desk", "02 10:30 board board"]
    assert life(ladder(outage), began, ended) == ["02 09:00 desk desk"]
    assert life(ladder(outage), began, ended, anew) == ["02 09:00 desk desk", "02 10:55 board board"]
    moved = Event("escalated", at("10:05:00"))  # a level that is reached does not begin the count
    assert life(ladder(outage), began, moved)[2] == "02 10:30 board board"
    reason = ladder(outage).evaluate(ticket(began), at=at("10:30:00")).steps[1].reason
    assert reason == "not resolved for 30 minutes while outage is yes"


def test_e4_a_time_that_was_over_before_its_level_was_reached_fires_as_it_is_reached() -> None:
    """An hour since the ticket came is over at 10:00; the desk has it until 11:00."""
    rules = ladder(
        {"id": "up", "unacknowledged": "2 hours", "to": "next"},
        {"id": "old", "unresolved": "1 hour", "since": "arrival", "level": "engineering", "notify": ["board"]},
    )
    assert life(rules)[:3] == [
        "02 09:00 desk desk",
        "02 11:00 engineering engineering",
        "02 11:00 engineering engineering",
    ]


def test_e4_since_the_trigger_each_time_that_it_holds_anew() -> None:
    rule = {
        "id": "outage",
        "when": {"outage": True},
        "unresolved": "30 minutes",
        "since": "trigger",
        "notify": ["board"],
    }
    events = [
        Event("changed", at(clock), outage=given)
        for clock, given in (("10:00:00", True), ("11:00:00", False), ("12:00:00", True))
    ]
    assert [each[3:8] for each in life(ladder(rule), *events)] == ["09:00", "10:30", "12:30"]


def test_e4_since_arrival_fires_once() -> None:
    rules = ladder({"id": "old", "unresolved": "1 hour", "since": "arrival", "to": "next"}, SILENT)
    reached = ["02 09:00 desk desk", "02 09:15 engineering engineering", "02 09:30 board board"]
    assert life(rules) == [*reached, "02 09:45 board board", "02 10:00 board board"]
    reason = rules.evaluate(ticket(), at=at("10:00:00")).steps[-1].reason
    assert reason == "not resolved for 1 hour since the ticket came; no level is left"


def test_e4_a_condition_that_holds_too_late_fires_at_once() -> None:
    """Four hours were over at 13:00; at 14:00 the customer turns out to be a vip."""
    rules = ladder({"id": "stuck", "when": {"vip": True}, "unresolved": "4 hours", "to": "next"})
    assert life(rules, Event("changed", at("14:00:00"), vip=True))[:2] == [
        "02 09:00 desk desk",
        "02 14:00 engineering engineering",
    ]


def test_e4_a_rule_may_count_by_a_calendar_of_its_own() -> None:
    """Two hours of the late shift are over at 20:00; two of the office after 13:00 at 15:00."""
    late = {"tz": "UTC", "hours": {"mon-fri": "18:00-22:00"}}
    rules = policy(
        {"id": "wait", "unresolved": "2 business hours", "calendar": "late", "to": "engineering"},
        {"id": "very late", "target": "resolution", "after": "2 business hours", "calendar": "late", "to": "board"},
        {"id": "office", "target": "resolution", "after": "2 business hours", "notify": ["desk"]},
        calendars={"office": OFFICE, "late": late},
        calendar="office",
    )
    expected = ["02 09:00 desk desk", "02 15:00 desk desk", "02 20:00 engineering engineering", "02 20:00 board board"]
    assert life(rules) == expected


def test_e4_an_after_without_a_deadline_does_not_fire() -> None:
    waiting = {"resolution": {"stop": "resolved", "within": "4 hours", "pause": {"waiting": True}}}
    rule = {"id": "late", "target": "resolution", "after": "1 business hour", "calendar": "office", "to": "next"}
    rules = policy(rule, targets=waiting, calendars={"office": OFFICE}, calendar="office")
    paused = Event("changed", at("10:00:00"), waiting=True)
    assert life(rules, paused) == ["02 09:00 desk desk"]
    resumed = Event("changed", at("11:00:00"), waiting=False)
    assert life(rules, paused, resumed) == ["02 09:00 desk desk", "02 15:00 engineering engineering"]


def test_d6_a_point_that_was_passed_before_a_pause_still_fires_when_its_condition_comes() -> None:
    """Half of four hours are used at 11:00, the pause begins at 11:30, the customer is a vip from 12:00 on."""
    targets = {"resolution": {"stop": "resolved", "within": "4 hours", "pause": {"waiting": True}}}
    half = {"id": "half", "target": "resolution", "at": "50%", "when": {"vip": True}, "to": "next"}
    three = {"id": "three", "target": "resolution", "at": "75%", "notify": ["board"]}
    events = [Event("changed", at("11:30:00"), waiting=True), Event("changed", at("12:00:00"), vip=True)]
    rules = policy(half, three, targets=targets)
    assert life(rules, *events) == ["02 09:00 desk desk", "02 12:00 engineering engineering"]
    resumed = Event("changed", at("12:30:00"), waiting=False)
    assert life(rules, *events, resumed)[2:] == ["02 13:00 engineering engineering"]


def test_c5_a_limit_that_changes_moves_the_points_of_its_clock() -> None:
    targets = {"resolution": {"stop": "resolved", "within": {"P0": "2 hours", "P1": "4 hours"}}}
    rules = policy({"id": "late", "target": "resolution", "at": "due", "to": "next"}, targets=targets)
    stricter = Event("changed", at("09:30:00"), severity="P0")
    assert life(rules, severity="P1") == ["02 09:00 desk desk", "02 13:00 engineering engineering"]
    assert life(rules, stricter, severity="P1") == ["02 09:00 desk desk", "02 11:00 engineering engineering"]


def test_c11_a_clock_that_promises_nothing_escalates_nothing() -> None:
    targets = {"resolution": {"stop": "resolved", "within": {"P0": "2 hours", "P1": "none"}}}
    rules = policy({"id": "late", "target": "resolution", "at": "due", "to": "next"}, targets=targets)
    assert life(rules, severity="P1") == ["02 09:00 desk desk"]


def test_d1_a_limit_in_days_escalates_at_its_shares() -> None:
    """Two working days from Monday 09:00 end on Wednesday at 09:00: sixteen hours of the office, half at 17:00."""
    targets = {"resolution": {"stop": "resolved", "within": "2 business days"}}
    rules = policy(
        {"id": "half", "target": "resolution", "at": "50%", "to": "next"},
        {"id": "late", "target": "resolution", "at": "due", "to": "next"},
        targets=targets,
        calendars={"office": OFFICE},
        calendar="office",
    )
    assert life(rules) == ["02 09:00 desk desk", "02 17:00 engineering engineering", "04 09:00 board board"]


# -- E5: acknowledgements


def test_e5_an_acknowledgement_holds_for_ever_and_at_every_level() -> None:
    late = {"id": "late", "target": "resolution", "at": "due", "to": "next"}
    assert life(ladder(SILENT, late), Event("acknowledged", at("09:05:00"))) == [
        "02 09:00 desk desk",
        "02 13:00 engineering engineering",
    ]


def test_e5_an_acknowledgement_that_ends_lets_silence_count_again_from_there() -> None:
    rules = ladder(SILENT, acknowledged_for="2 hours")
    said, again = (Event("acknowledged", at(clock)) for clock in ("09:05:00", "10:05:00"))
    assert life(rules, said)[:2] == ["02 09:00 desk desk", "02 11:20 engineering engineering"]
    assert life(rules, said, again)[:2] == ["02 09:00 desk desk", "02 12:20 engineering engineering"]
    moved = Event("escalated", at("10:00:00"))  # a level reached in the meantime waits for its end as well
    assert life(rules, said, moved)[1:3] == ["02 10:00 engineering engineering", "02 11:20 board board"]


@pytest.mark.parametrize(("since", "again"), [("arrival", "12:00"), ("trigger", "12:00"), ("level", "12:00")])
def test_e5_every_base_is_at_least_the_end_of_the_acknowledgement(since: str, again: str) -> None:
    rule = {"id": "r", "when": {"vip": True}, "unacknowledged": "1 hour", "since": since, "notify": ["board"]}
    said = Event("acknowledged", at("09:30:00"))
    rules = ladder(rule, acknowledged_for="90 minutes")
    assert [each[3:8] for each in life(rules, said, vip=True)] == ["09:00", again]


def test_e5_an_acknowledgement_may_hold_for_working_time() -> None:
    """Said at 16:00: an hour of Monday and one of Tuesday, then a quarter of an hour."""
    rules = ladder(SILENT, acknowledged_for="2 business hours")
    said = Event("acknowledged", at("16:00:00"))
    assert life(rules, said, created=at("15:50:00"))[1] == "03 10:15 engineering engineering"


def test_e5_a_new_pass_of_a_ladder_asks_everybody_again() -> None:
    rules = ladder(SILENT, levels=["desk", "board"], passes=2)
    assert [step[3:8] + step[8:] for step in life(rules)] == [
        "09:00 desk desk",
        "09:15 board board",
        "09:30 desk desk",
        "09:45 board board",
        "10:00 board board",
    ]


# -- E6: empty levels

LATER = {"rotation": {"participants": ["Ada"], "every": "1 week", "starts": "2026-03-02 12:00", "tz": "UTC"}}


def test_e6_empty_levels_are_skipped_and_the_step_tells_which() -> None:
    rules = ladder(SILENT, owners=OWNERS | {"engineering": LATER})
    decision = rules.evaluate(ticket(), at=at("09:15:00"))
    assert (decision.level, decision.steps[1].skipped) == ("board", ("engineering",))
    assert decision.steps[1].reason == "not acknowledged for 15 minutes; nobody is on duty at engineering"


def test_e6_a_ticket_may_wait_at_an_empty_level() -> None:
    rules = ladder(SILENT, owners=OWNERS | {"engineering": LATER}, empty="wait")
    decision = rules.evaluate(ticket(), at=at("09:15:00"))
    assert (decision.level, decision.owner, decision.next_owner) == ("engineering", None, "board")
    assert decision.steps[1].reason == "not acknowledged for 15 minutes; nobody is on duty there"
    assert told(decision)[2] == "02 09:30 board board"


def test_e6_a_level_that_no_owner_fits_is_empty_too() -> None:
    rules = ladder(SILENT, levels=["desk", {"name": "special", "owner": BY_KIND}, "board"])
    assert life(rules)[1] == "02 09:15 board board"
    assert life(rules, kind="bug")[1] == "02 09:15 special engineering"


@pytest.mark.parametrize("empty", ["skip", "wait"])
def test_e6_a_ladder_without_anybody_comes_to_its_end(empty: str) -> None:
    never = {"rotation": LATER["rotation"] | {"starts": "2199-01-01 00:00"}}
    rules = ladder(SILENT, owners=dict.fromkeys(LEVELS, never), empty=empty, passes=3)
    decision = rules.evaluate(ticket(), at="2026-03-09T00:00:00Z")
    assert (decision.owner, decision.exhausted) == (None, True)
    # skipped, each pass is over after the last level's quarter of an hour; waiting, after three
    assert len(decision.steps) == (1 + 3 if empty == "skip" else 3 * 3 + 1)


def test_c10_an_owner_who_goes_off_duty_is_a_change_and_comes_back_next_morning() -> None:
    hours = {"participants": ["Ada"], "every": "1 week", "starts": "2026-03-02 00:00", "tz": "UTC"}
    rotation = hours | {"restrictions": {"mon-fri": "08:00-17:00"}}
    rules = policy(owners={"desk": {"rotation": rotation}}, escalation={"levels": [{"name": "desk", "owner": "desk"}]})
    resolved = ticket(Event("resolved", at("12:00:00")))
    day, night = (rules.evaluate(resolved, at=at(clock)) for clock in ("12:00:00", "17:00:00"))
    assert (day.owner, f"{day.next_change_at:%d %H:%M}", day.next_owner) == ("Ada", "02 17:00", "Ada")
    assert (night.owner, f"{night.next_change_at:%d %H:%M}", night.next_owner_at) == (
        None,
        "03 08:00",
        day.next_owner_at,
    )


# -- P3: what can't be meant


@pytest.mark.parametrize(
    ("wrong", "place", "found"),
    [
        ({"unacknowledged": "1 hour", "unresolved": "1 hour", "to": "next"}, "unresolved", "`unacknowledged` as well"),
        ({"on": "created", "unresolved": "1 hour", "to": "next"}, "unresolved", "`on` as well"),
        ({"on": "created", "level": "desk", "to": "next"}, "level", "`level`"),
        ({"when": {"a": 1}, "since": "arrival", "to": "next"}, "since", "`since`"),
        ({"when": {"a": 1}, "calendar": "office", "to": "next"}, "calendar", "no time that it counts"),
        ({"unresolved": "1 hour", "since": "trigger", "to": "next"}, "since", "no condition that begins to hold"),
        ({"unresolved": "1 hour"}, "to", "nothing to do"),
        ({"to": "next"}, "when", "no trigger"),
    ],
)
def test_p3_a_rule_tells_what_is_wrong(wrong: dict[str, Any], place: str, found: str) -> None:
    with pytest.raises(PolicyError) as refused:
        ladder({"id": "r", **wrong})
    (fault,) = refused.value.faults
    assert (fault.code, fault.place, fault.found) == ("wrong-rule", f"escalation.rules[0].{place}", found)


@pytest.mark.parametrize(
    ("changes", "place", "remedy"),
    [
        ({"levels": [{"name": "desk", "owner": "dsk"}]}, "levels[0].owner", "write `desk`"),
        (
            {"levels": [{"name": "d", "owner": [{"during": "office", "owner": "dsk"}]}]},
            "levels[0].owner[0].owner",
            "write `desk`",
        ),
        (
            {"levels": [{"name": "d", "owner": [{"during": "ofice", "owner": "desk"}]}]},
            "levels[0].owner[0].during",
            "write `office`",
        ),
        ({"rules": [SILENT | {"level": "dsk"}]}, "rules[0].level", "write `desk`"),
        ({"rules": [SILENT | {"calendar": "ofice"}]}, "rules[0].calendar", "write `office`"),
        ({"rules": [SILENT | {"page": ["nigt"]}]}, "rules[0].page[0]", "write `night`"),
    ],
)
def test_p3_names_that_nothing_has(changes: dict[str, Any], place: str, remedy: str) -> None:
    written = {"levels": [{"name": name, "owner": name} for name in LEVELS], "rules": [], **changes}
    with pytest.raises(PolicyError) as refused:
        policy(calendars={"office": OFFICE}, calendar="office", owners=OWNERS, escalation=written)
    (fault,) = refused.value.faults
    assert (fault.place, fault.remedy) == (f"escalation.{place}", remedy)


def test_p3_a_level_without_an_owner() -> None:
    with pytest.raises(PolicyError, match=r"escalation\.levels\[0\]\.owner: found no owner; allowed is at least one"):
        ladder(levels=[{"name": "desk", "owner": []}])


def test_p3_working_time_needs_a_calendar_wherever_it_is_written() -> None:
    written = {
        "levels": [{"name": "desk", "owner": "desk", "respond": "1 business hour"}],
        "rules": [
            {"id": "a", "unacknowledged": "1 business hour", "to": "next"},
            {"id": "b", "unresolved": "1 business day", "to": "next"},
            {"id": "c", "unresolved": "1 business day", "calendar": "always", "to": "next"},
        ],
        "acknowledged_for": "1 business hour",
    }
    with pytest.raises(PolicyError) as refused:
        policy(calendar=None, escalation=written)
    assert [fault.place for fault in refused.value.faults] == [
        "escalation.levels[0].respond",
        "escalation.rules[0].unacknowledged",
        "escalation.rules[1].unresolved",
        "escalation.acknowledged_for",
    ]


def test_c12_conditions_of_levels_are_the_policy_s_too() -> None:
    levels = [{"name": "d", "when": {"plan": "pro"}, "owner": [{"when": {"kind": "bug"}, "owner": "desk"}]}]
    rules = ladder({"id": "r", "when": {"vip": True}, "page": ["desk"]}, levels=levels)
    paths = [".".join(map(str, path)) for path, _ in rules.conditions() if path[0] == "escalation"]
    assert paths == ["escalation.levels.0.when", "escalation.levels.0.owner.0.when", "escalation.rules.0.when"]
    assert {"plan", "kind"} <= set(rules.fact_types)
    with pytest.raises(PolicyError, match="pron"):
        policy(
            facts={"plan": {"one_of": ["pro"]}},
            escalation={"levels": [{"name": "d", "owner": "desk", "when": {"plan": "pron"}}]},
        )


def test_p2_a_ladder_reads_back_from_its_document() -> None:
    levels = [{"name": "a", "owner": "desk", "respond": "1 hour", "kind": "functional", "when": {"plan": "pro"}}]
    more = [{"name": "b", "owner": BY_HOURS}, {"name": "c", "owner": [{"when": {"plan": "pro"}, "owner": "desk"}]}]
    rule = {"id": "r", "when": {"plan": "pro"}, "unresolved": "1 hour", "since": "trigger", "page": ["desk"]}
    rules = ladder(rule, levels=levels + more, empty="wait", routed="on_arrival", acknowledged_for="2 hours", passes=2)
    document = rules.to_dict()
    assert Policy.from_dict(document) == rules
    assert Policy.from_json(rules.to_json()).fingerprint == rules.fingerprint
    assert [level["owner"] for level in document["escalation"]["levels"]] == [
        "desk",
        [{"during": "office", "owner": "desk"}, {"owner": "night"}],
        [{"when": {"plan": "pro"}, "owner": "desk"}],
    ]
