"""What changed in meaning between two policies: worked out on paper (C11, D1-D8, M2, P1)."""

import json
from copy import deepcopy
from datetime import datetime
from typing import Any

import pytest

from slapolicy import Calendar, Event, Policy, Ticket
from slapolicy.analysis import Diff, diff
from slapolicy.analysis.diffs import Change

Document = dict[str, Any]

DESK: Document = {
    "slapolicy": 1,
    "name": "desk",
    "calendars": {"office": {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}},
    "calendar": "office",
    "facts": {"plan": {"one_of": ["free", "pro"]}, "symptom": {"one_of": ["outage", "question"]}, "users": "number"},
    "severity": {
        "levels": ["P0", "P1"],
        "rules": [
            {"when": {"symptom": "outage"}, "then": "P0"},
            {"when": {"symptom": "question"}, "then": "P1"},
        ],
    },
    "targets": {
        "reply": {
            "start": "created",
            "stop": "replied",
            "within": {"P0": "2 hours", "P1": "4 business hours", "unclear": "1 business day"},
            "owner": "desk",
        },
        "solution": {"start": "created", "stop": "resolved", "within": "2 business days", "pause": "waiting"},
    },
    "owners": {"desk": "Desk", "boss": "Boss"},
    "escalation": {
        "levels": [{"name": "first", "owner": "desk"}, {"name": "second", "owner": "boss"}],
        "rules": [{"id": "late", "target": "reply", "at": "due", "to": "next"}],
    },
    "responsibilities": {"refund": "boss"},
    "updates": [{"id": "eta", "on": ["replied"], "requires": ["next_update_at"]}],
    "intake": {"requires": ["site_url"]},
    "availability": {"shop": {"goal": "99.9%", "tz": "UTC"}},
    "goals": {"answered": {"met": "reply", "above": "95%"}},
}


def changed(*path: str | int, to: Any = None, of: Document = DESK) -> Document:
    """The document with something else at a path; nothing takes the key away."""
    document = deepcopy(of)
    *way, last = path
    place: Any = document
    for step in way:
        place = place[step]
    if to is None:
        del place[last]
    else:
        place[last] = to
    return document


def compared(new: Document, old: Document = DESK, **how: Any) -> Diff:
    return diff(Policy.from_dict(old), Policy.from_dict(new), **how)


def only(found: Diff) -> Change:
    (change,) = found
    return change


def told(found: Diff) -> list[tuple[str, str, str | None, str]]:
    return [(str(each.part), each.name, each.severity, str(each.verdict)) for each in found]


# -- what means the same


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (("name",), "another desk"),
        (("targets", "reply", "within", "P0"), "120 minutes"),
        (("targets", "reply", "within", "P0"), "PT2H"),
        (("targets", "reply", "within"), {"unclear": "1 business day", "P1": "240 business minutes", "P0": "2 hours"}),
        (
            ("targets", "reply", "within"),
            [
                {"when": {"severity": "P0"}, "limit": "2 hours"},
                {"when": {"not": {"severity": ["P0", "unclear"]}}, "limit": "4 business hours"},
                {"limit": "1 business day"},
            ],
        ),
        (("targets", "reply", "applies"), {"any": [{"plan": {"present": True}}, {"plan": {"present": False}}]}),
        (("targets", "reply", "owner"), [{"when": {"plan": "pro"}, "owner": "desk"}, {"owner": "desk"}]),
        (("targets", "reply", "day_ends"), "same_time"),
        (("targets", "solution", "pause"), ["waiting", "waiting"]),
        (("calendars", "office", "hours"), {"mon-fri": "09:00-12:00, 12:00-17:00"}),
        (("calendars", "office", "hours"), {"mon-thu": "09:00-17:00", "fri": "09:00-17:00"}),
        (("calendars", "office", "holidays"), ["2026-12-26 Boxing Day"]),  # a Saturday
        (("calendars", "office", "special"), {"2026-12-24": "09:00-17:00 as ever"}),
        (("calendars", "unused"), {"tz": "UTC", "hours": {"mon": "09:00-10:00"}}),
        (("owners",), {"boss": "Boss", "desk": "Desk"}),
        (("responsibilities", "refund"), [{"when": {"plan": "pro"}, "owner": "boss"}, {"owner": "boss"}]),
        (("severity", "rules", 0, "when"), {"not": {"symptom": {"not": "outage"}}}),
        (("facts", "plan"), {"one_of": ["pro", "free"]}),
        (("intake",), {"rules": [{"id": "intake", "requires": ["site_url"]}]}),
    ],
)
def test_what_is_written_otherwise_and_means_the_same_is_no_difference(path: tuple[str | int, ...], to: Any) -> None:
    """C11, C12, D1, T3, T4, P1."""
    assert told(compared(changed(*path, to=to))) == []


def test_a_calendar_under_another_name_is_no_difference() -> None:
    """T3: targets count by hours, not by a name."""
    document = changed("calendars", to={"desk hours": DESK["calendars"]["office"]})
    assert not compared(document | {"calendar": "desk hours"})


def test_rules_in_another_order_with_the_same_answers_are_no_difference() -> None:
    """M4: under `highest` the order of rules means nothing."""
    assert not compared(changed("severity", "rules", to=DESK["severity"]["rules"][::-1]))


def test_rules_in_another_order_with_other_answers_are_a_difference() -> None:
    """M4: under `first` it does, where two of them hold together."""
    rules = [{"when": {"symptom": "outage"}, "then": "P0"}, {"when": {"plan": "free"}, "then": "P1"}]
    first = changed("severity", to={"levels": ["P0", "P1"], "combine": "first", "rules": rules})
    change = only(compared(changed("severity", "rules", to=rules[::-1], of=first), old=first))
    assert (change.old, change.new, dict(change.facts)) == ("P0", "P1", {"plan": "free", "symptom": "outage"})


def test_the_highest_of_several_severities_counts_in_whichever_order() -> None:
    """M4: an outage of a free plan is P0 either way."""
    rules = [{"when": {"symptom": "outage"}, "then": "P0"}, {"when": {"plan": "free"}, "then": "P1"}]
    one = changed("severity", "rules", to=rules)
    assert not compared(changed("severity", "rules", to=rules[::-1]), old=one)
    unique = changed("severity", "combine", to="unique", of=one)
    change = only(compared(unique, old=one))
    assert (change.old, change.new, dict(change.facts)) == ("P0", "unclear", {"plan": "free", "symptom": "outage"})
    assert not compared(changed("severity", "rules", to=rules[::-1], of=unique), old=unique)


def test_a_policy_is_equal_to_itself() -> None:
    """P1."""
    assert compared(DESK) == Diff("desk", "desk")
    assert str(compared(DESK)) == "no change"


# -- deadlines


def test_a_shorter_limit_is_stricter_with_both_deadlines() -> None:
    """D1: Monday 10:00 and two hours, or one."""
    change = only(compared(changed("targets", "reply", "within", "P0", to="1 hour")))
    assert (change.part, change.name, change.severity, change.verdict) == ("target", "reply", "P0", "stricter")
    assert str(change.old_due_at) == "2026-01-05 12:00:00+00:00"
    assert str(change.new_due_at) == "2026-01-05 11:00:00+00:00"
    assert change.witness is not None
    assert change.sentence == "2 hours became 1 hour: never later, for every start"


@pytest.mark.parametrize(
    ("new", "verdict", "reason"),
    [
        ("5 business hours", "looser", "for every start"),
        ("4 hours", "stricter", "for every start"),  # open time never passes faster than time
        ("3 hours", "stricter", "for every start"),
        ("6 hours", "different", ""),  # earlier on Friday at 16:00, later on Monday at 10:00
        ("1 business day", "looser", "for every start in 2026 to 2027"),
        ("end of business day", "different", ""),
        ("none", "looser", "no promise any more"),
    ],
)
def test_limits_of_different_kinds_are_compared_by_their_deadlines(new: str, verdict: str, reason: str) -> None:
    """D2-D4: against 4 business hours."""
    change = only(compared(changed("targets", "reply", "within", "P1", to=new), years=(2026, 2027)))
    assert change.verdict == verdict
    assert reason in change.sentence


def test_a_different_deadline_has_a_ticket_for_either_side() -> None:
    """D3: 4 business hours end on Tuesday at 12:00 from Monday 16:00, and on Monday at 14:00 from Monday 10:00."""
    change = only(compared(changed("targets", "reply", "within", "P1", to="6 hours")))
    earlier, later = change.witnesses
    assert isinstance(earlier.old, datetime)
    assert isinstance(earlier.new, datetime)
    assert earlier.new < earlier.old
    assert [str(later.old), str(later.new)] == ["2026-01-05 14:00:00+00:00", "2026-01-05 16:00:00+00:00"]


def test_a_first_promise_is_stricter_and_a_last_one_looser() -> None:
    """C5, C11: no promise is the loosest one."""
    without = changed("targets", "reply", "within", "P0", to="none")
    assert only(compared(without)).verdict == "looser"
    change = only(compared(DESK, old=without))
    assert (change.verdict, change.old_due_at) == ("stricter", None)
    assert str(change.new_due_at) == "2026-01-05 12:00:00+00:00"


def test_one_limit_for_all_severities_is_told_once() -> None:
    assert told(compared(changed("targets", "solution", "within", to="3 business days"))) == [
        ("target", "solution", None, "looser")
    ]


def test_facts_by_which_a_limit_differs_are_the_simplest() -> None:
    """C12."""
    rows = [{"when": {"plan": "pro", "users": {"ge": 100}}, "limit": "1 business day"}, {"limit": "2 business days"}]
    change = only(compared(changed("targets", "solution", "within", to=rows)))
    assert dict(change.facts) == {"plan": "pro", "users": 100}
    assert change.verdict == "stricter"


def test_a_day_that_ends_at_its_close_is_later() -> None:
    """D4: never before the same time of that day."""
    change = only(compared(changed("targets", "solution", "day_ends", to="close"), years=(2026, 2026)))
    assert change.verdict == "looser"
    assert change.sentence.startswith("2 business days to the same time became 2 business days to the close")


def test_the_verdict_of_a_target_is_that_of_its_changes() -> None:
    limits = {"P0": "1 hour", "P1": "5 business hours", "unclear": "1 business day"}
    found = compared(changed("targets", "reply", "within", to=limits))
    assert [str(found.verdict("reply", severity)) for severity in ("P0", "P1", "unclear")] == [
        "stricter",
        "looser",
        "equal",
    ]
    assert (found.verdict("reply"), found.verdict("solution")) == ("different", "equal")


# -- hours


def test_a_holiday_more_is_told_with_its_first_instant_and_a_deadline() -> None:
    """T4: Thursday 24 December 2026; what is due on it is due on the next day."""
    found = compared(changed("calendars", "office", "holidays", to=["2026-12-24"]))
    hours, *limits = found
    assert (hours.part, hours.name, hours.verdict) == ("calendar", "office", "different")
    assert "open at Thu 2026-12-24 09:00 +00:00, closed now" in hours.sentence
    assert hours.old_due_at is not None
    assert hours.new_due_at is not None
    assert hours.new_due_at > hours.old_due_at
    assert [(each.name, each.severity, each.verdict) for each in limits] == [
        ("reply", "P1", "looser"),
        ("reply", "unclear", "looser"),
        ("solution", None, "looser"),
    ]


def test_hours_past_midnight_count_to_the_day_on_which_they_start() -> None:
    """T3, T9: open at the same instants, and yet other working days."""
    night = changed("calendars", "office", "hours", to={"mon-fri": "22:00-06:00"})
    split = {"mon": "22:00-24:00", "tue-fri": "00:00-06:00, 22:00-24:00", "sat": "00:00-06:00"}
    other = changed("calendars", "office", "hours", to=split)
    found = compared(other, old=night, years=(2026, 2026))
    assert {change.name for change in found.of("target")} == {"reply", "solution"}  # those in days
    assert [change.severity for change in found.of("target", "reply")] == ["unclear"]
    assert "open at the same times, though days may begin or end at others" in only_of(found, "calendar").sentence


def only_of(found: Diff, part: str) -> Change:
    (change,) = found.of(part)
    return change


def test_two_working_days_of_nights_may_be_over_before_one() -> None:
    """D4: from Tuesday 21:00, in Monday's night, one working day later is Wednesday 21:00, in Tuesday's night.

    Two are Wednesday's own hours, which close at 01:00.
    """
    nights = changed("calendars", "office", "hours", to={"mon-tue": "23:00-22:00", "wed": "00:30-01:00"})
    one = changed("targets", "solution", "within", to="1 business day", of=nights)
    (change,) = compared(nights, old=one, years=(2026, 2026)).of("target", "solution")
    assert change.verdict == "different"
    policies = Policy.from_dict(one), Policy.from_dict(nights)
    ticket = Ticket("T", [Event("created", "2026-01-06T21:00Z")])
    assert [str(each.deadlines(ticket)["solution"]) for each in policies] == [
        "2026-01-07 21:00:00+00:00",
        "2026-01-07 01:00:00+00:00",
    ]
    holiday = changed("calendars", "office", "holidays", to=["2026-06-01"], of=nights)
    (change,) = compared(holiday, old=one, years=(2026, 2026)).of("target", "solution")
    assert change.verdict == "different"


def test_starts_in_the_middle_of_a_morning_are_looked_at_too() -> None:
    """D3: with lunch at 11:30 instead of 12:00, an hour from 10:45 ends at 12:45 instead of 11:45.

    At every opening and closing the new deadline is the same or earlier: from 12:00 it is 13:30 instead of 14:00.
    """
    limit = changed("targets", "reply", "within", to="1 business hour")
    late = changed("calendars", "office", "hours", to={"mon-fri": "09:00-12:00, 13:00-17:00"}, of=limit)
    early = changed("calendars", "office", "hours", to={"mon-fri": "09:00-11:30, 12:30-17:00"}, of=limit)
    (change,) = compared(early, old=late, years=(2026, 2026)).of("target", "reply")
    assert change.verdict == "different"


def test_combinations_of_the_same_parts_are_the_same_hours() -> None:
    """T8: whichever of them stands first."""
    office, late = ({"tz": "UTC", "hours": {"mon-fri": hours}} for hours in ("09:00-17:00", "20:00-22:00"))
    one = changed("calendars", "office", to={"any": [office, late]})
    other = changed("calendars", "office", to={"any": [late, office]})
    assert compared(other, old=one, years=(2026, 2026)).of("target", "reply") == ()


# -- severity


def test_other_severities_are_told_once_with_facts_that_show_them() -> None:
    """M2: not again for each target."""
    change = only(compared(changed("severity", "rules", 1, "when", to={"symptom": "question", "plan": "pro"})))
    assert (change.part, change.old, change.new) == ("severity", "P1", "unclear")
    assert dict(change.facts) == {"symptom": "question"}


def test_a_level_that_is_new_can_be_stated() -> None:
    """M2: what is no level is unclear."""
    found = compared(changed("severity", "levels", to=["P0", "P1", "P2"]))
    change = found.changes[0]
    assert (change.name, change.verdict) == ("P2", "added")
    assert [(each.old, each.new) for each in change.witnesses] == [("unclear", "P2")]
    assert [(each.name, each.severity, each.verdict) for each in found.of("target")] == [("reply", "P2", "looser")]


def test_a_grid_and_rules_that_answer_alike_are_no_difference() -> None:
    """M1."""
    cells = {"outage": "P0", "question": "P1"}
    grid = {"levels": ["P0", "P1"], "grid": {"symptom": ["outage", "question"]}, "cells": cells}
    assert not compared(changed("severity", to=grid))


# -- names


def test_a_target_under_another_name_is_told_as_renamed() -> None:
    document = deepcopy(DESK)
    document["targets"]["first answer"] = document["targets"].pop("reply")
    document["escalation"]["rules"][0]["target"] = "first answer"
    document["goals"]["answered"]["met"] = "first answer"
    change = only(compared(document))
    assert (change.name, change.verdict) == ("first answer", "renamed")
    assert change.sentence == "reply is called first answer now, and means the same"


def test_targets_of_one_policy_only_have_tickets_too() -> None:
    more = changed("targets", "triage", to={"start": "created", "stop": "triaged", "within": "1 hour"})
    added, removed = only(compared(more)), only(compared(DESK, old=more))
    assert (added.verdict, removed.verdict) == ("added", "removed")
    assert str(added.new_due_at) == str(removed.old_due_at) == "2026-01-05 11:00:00+00:00"


# -- the rest of a target


@pytest.mark.parametrize(
    ("path", "to", "part", "name"),
    [
        (("targets", "solution", "pause"), ["waiting", {"plan": "free"}], "signal", "solution.pause"),
        (("targets", "solution", "stop"), "closed", "signal", "solution.stop"),
        (("targets", "solution", "reset"), "assigned", "signal", "solution.reset"),
        (("targets", "solution", "resume"), "woken", "signal", "solution.resume"),
        (("targets", "solution", "start"), ["created", {"plan": "pro"}], "signal", "solution.start"),
        (("targets", "solution", "warn"), ["75%"], "warning", "solution"),
        (("targets", "solution", "strict"), True, "setting", "solution.strict"),
        (("targets", "solution", "on_reopen"), "ignore", "setting", "solution.on_reopen"),
        (("targets", "reply", "on_change"), {"stricter": "restart"}, "setting", "reply.on_change.stricter"),
        (("targets", "reply", "owner"), "boss", "owner", "reply.owner"),
    ],
)
def test_what_else_changed_in_a_target_is_shown_by_a_ticket(
    path: tuple[str, ...], to: Any, part: str, name: str
) -> None:
    """C2, C3, C5, C8, D5."""
    change = only(compared(changed(*path, to=to)))
    assert (change.part, change.name) == (part, name)
    assert change.witnesses
    assert change.witnesses[0].old != change.witnesses[0].new


def test_a_deadline_that_is_late_already_is_stricter() -> None:
    """D5."""
    assert only(compared(changed("targets", "solution", "strict", to=True))).verdict == "stricter"


def test_a_setting_that_can_mean_nothing_is_no_difference() -> None:
    """C2, C5: `solution` has one limit, and neither a reset nor a cancellation."""
    document = changed("targets", "solution", "on_change", to={"stricter": "restart"})
    document["targets"]["solution"]["precedence"] = ["reset", "stop", "cancel", "pause", "start"]
    document["targets"]["reply"]["resume"] = "woken"
    assert not compared(document)


# -- people and the ladder


def test_who_may_decide_is_told_with_the_facts() -> None:
    """E7."""
    rules = [{"when": {"plan": "pro"}, "owner": "desk"}, {"owner": "boss"}]
    change = only(compared(changed("responsibilities", "refund", to=rules)))
    assert (change.part, change.name, change.old, change.new) == ("responsibility", "refund", "boss", "desk")
    assert dict(change.facts) == {"plan": "pro"}
    assert [(each.old, each.new) for each in change.witnesses] == [("boss", "desk")]


def test_another_hand_over_is_told_with_the_first_instant() -> None:
    """E6: Ada and Grace by the week; from 2026-01-05 09:00 on, or from 10:00."""
    turns = {"participants": ["Ada", "Grace"], "every": "1 week", "starts": "2026-01-05 09:00", "tz": "UTC"}
    old = changed("owners", "desk", to={"rotation": turns})
    new = changed("owners", "desk", to={"rotation": turns | {"starts": "2026-01-05 10:00"}})
    change = only(compared(new, old=old))
    assert (change.part, change.name, change.old, change.new) == ("owner", "desk", "Ada", None)
    assert change.sentence == "at Mon 2026-01-05 09:00 +00:00 Ada had the duty, nobody has it now"
    assert [(each.old, each.new) for each in change.witnesses] == [("Ada", "boss")]  # whoever is there


@pytest.mark.parametrize(
    ("path", "to", "name"),
    [
        (("escalation", "rules", 0, "at"), "75%", "rule late.at"),
        (("escalation", "rules", 0, "when"), {"plan": "pro"}, "rule late.when"),
        (("escalation", "rules", 0, "to"), "second", "rule late.to"),
        (("escalation", "rules", 0, "page"), "boss", "rule late.page"),
        (("escalation", "levels", 0, "owner"), "boss", "level first.owner"),
        (("escalation", "levels", 0, "respond"), "1 hour", "level first.respond"),
        (("escalation", "passes"), 2, "passes"),
    ],
)
def test_each_part_of_the_ladder_is_told_by_itself(path: tuple[str | int, ...], to: Any, name: str) -> None:
    """E1-E5."""
    change = only(compared(changed(*path, to=to)))
    assert (change.part, change.name, change.verdict) == ("escalation", name, "different")


def test_a_rule_more_is_shown_by_a_ticket_on_which_it_fires() -> None:
    """E2."""
    rule = {"id": "pro", "when": {"plan": "pro"}, "to": "second"}
    change = only(compared(changed("escalation", "rules", to=[*DESK["escalation"]["rules"], rule])))
    assert (change.name, change.verdict) == ("rule pro", "added")
    assert change.witness is not None
    assert change.witness.events[0].facts == {"plan": "pro"}


def test_a_rule_under_another_name_is_renamed() -> None:
    change = only(compared(changed("escalation", "rules", 0, "id", to="too late")))
    assert (change.name, change.verdict) == ("rule too late", "renamed")


def test_the_order_of_rules_that_fire_together_is_told() -> None:
    """E2, E5: `next` and then `second` is one step up; the other way round the ladder is at its end."""
    rules = [{"id": "a", "when": {"plan": "pro"}, "to": "next"}, {"id": "b", "when": {"users": 1}, "to": "second"}]
    one = changed("escalation", "rules", to=rules)
    change = only(compared(changed("escalation", "rules", to=rules[::-1]), old=one))
    assert (change.name, change.sentence.partition(";")[0]) == ("rules", "a came before b, and comes after it")
    assert change.witness is not None
    assert change.witness.events[0].facts == {"plan": "pro", "users": 1}


def test_the_order_of_rules_that_never_fire_together_means_nothing() -> None:
    """E2: an event has one name, and a plan one value."""
    events = [{"id": "a", "on": "rang", "to": "next"}, {"id": "b", "on": "wrote", "to": "second"}]
    facts = [{"id": "c", "when": {"plan": "pro"}, "to": "next"}, {"id": "d", "when": {"plan": "free"}, "to": "second"}]
    for rules in (events, facts):
        one = changed("escalation", "rules", to=rules)
        assert not compared(changed("escalation", "rules", to=rules[::-1]), old=one)


def test_a_level_that_is_owned_while_a_calendar_is_open_that_never_closes_is_always_owned() -> None:
    """E1."""
    owners = [{"during": "always", "owner": "desk"}, {"owner": "boss"}]
    assert not compared(changed("escalation", "levels", 0, "owner", to=owners))


def test_people_who_take_turns_with_nobody_are_an_owner_like_any_other() -> None:
    """E6: a rotation of one that is called as the role is."""
    turns = {"participants": ["desk"], "every": "1 week", "starts": "2020-01-06 09:00", "tz": "UTC"}
    change = only(compared(changed("owners", "desk", to={"name": "Desk", "rotation": turns})))
    assert (change.verdict, change.sentence) == (
        "undecided",
        "the same people have the duty at every time in 2026 to 2029",
    )


# -- several changes at once


def test_each_of_several_changes_has_a_ticket_that_shows_it_and_not_another_one() -> None:
    """C2, D5: the limit shows at once, the pause by the event that pauses, the deadline at itself."""
    document = changed("targets", "solution", "within", to="16 business hours")
    old = changed("targets", "solution", "within", to="17 business hours")
    document["targets"]["solution"] |= {"pause": "parked", "strict": True}
    limit, pause, strict = compared(document, old=old)
    assert [change.name for change in (limit, pause, strict)] == ["solution", "solution.pause", "solution.strict"]
    assert pause.witness is not None
    assert {"waiting", "parked"} & {event.name for event in pause.witness}
    assert [witness.at for witness in strict.witnesses] == [limit.old_due_at]


def test_each_of_several_changes_of_a_ladder_has_a_ticket_of_its_own() -> None:
    """E2."""
    document = changed("escalation", "rules", 0, "at", to="75%")
    document["escalation"]["rules"].append({"id": "rang", "on": "rang", "to": "second"})
    late, rang = compared(document)
    assert (late.name, rang.name) == ("rule late.at", "rule rang")
    assert rang.witness is not None
    assert "rang" in {event.name for event in rang.witness}


def test_how_far_a_calendar_looks_is_told_where_nothing_else_differs() -> None:
    """T7."""
    change = only(compared(changed("calendars", "office", "horizon", to="20 years")))
    assert change.part == "calendar"
    assert change.sentence.startswith("answers are looked for within 20 years, 100 before; counts for reply, solution")


# -- messages, intake, goals


def test_messages_and_intake_are_told_with_what_breaks_them() -> None:
    """O2, O3."""
    document = changed("updates", 0, "forbids", to=["raw_log"])
    document["intake"] = {"requires": ["site_url", ["screenshot", "payload"]]}
    message, intake = compared(document)
    assert (message.part, message.name, message.verdict) == ("update", "eta", "different")
    assert message.witnesses[0].old != message.witnesses[0].new
    assert (intake.part, intake.name, intake.verdict) == ("intake", "requires.payload or screenshot", "added")
    assert intake.witnesses[0].old != intake.witnesses[0].new


@pytest.mark.parametrize(
    ("path", "to", "verdict"),
    [
        (("availability", "shop", "goal"), "99.95%", "stricter"),
        (("availability", "shop", "goal"), "99%", "looser"),
        (("availability", "shop", "tz"), "Europe/Zurich", "different"),
        (("goals", "answered", "above"), "99%", "stricter"),
        (("goals", "answered", "above"), "90%", "looser"),
        (("goals", "answered", "when"), {"severity": "P0"}, "different"),
        (("goals", "answered"), None, "removed"),
    ],
)
def test_goals_are_stricter_or_looser_by_their_bounds(path: tuple[str, ...], to: Any, verdict: str) -> None:
    """O4, O5."""
    assert only(compared(changed(*path, to=to))).verdict == verdict


def test_what_a_fact_may_be_is_shown_by_a_value() -> None:
    """C12."""
    change = only(compared(changed("facts", "plan", to={"one_of": ["free", "pro", "gold"]})))
    assert (change.part, change.name, change.verdict) == ("fact", "plan", "different")
    assert change.witness is not None
    assert change.witness.events[0].facts == {"plan": "gold"}


# -- the answer


def test_past_the_bound_of_work_nothing_is_called_equal() -> None:
    """C12: undecided is an answer."""
    limits = [{"when": {"plan": "pro", "users": {"ge": n}}, "limit": f"{n} hours"} for n in range(1, 9)]
    old = changed("targets", "solution", "within", to=[*limits, {"limit": "9 hours"}])
    new = changed("targets", "solution", "within", to=[*limits[::-1], {"limit": "9 hours"}])
    assert {str(change.verdict) for change in compared(new, old=old, effort=0)} == {"undecided"}


def test_the_answer_as_plain_data_is_json_in_a_stable_order() -> None:
    document = changed("targets", "reply", "within", "P0", to="1 hour")
    found = compared(document)
    assert json.loads(json.dumps(found.to_dict())) == {
        "old": "desk",
        "new": "desk",
        "changes": [
            {
                "part": "target",
                "name": "reply",
                "severity": "P0",
                "facts": {},
                "verdict": "stricter",
                "old": "2 hours",
                "new": "1 hour",
                "sentence": "2 hours became 1 hour: never later, for every start",
                "witnesses": [
                    {
                        "events": [
                            {"event": "created", "at": "2026-01-05T10:00:00+00:00", "facts": {"severity": "P0"}}
                        ],
                        "at": "2026-01-05T10:00:00+00:00",
                        "old": "2026-01-05T12:00:00+00:00",
                        "new": "2026-01-05T11:00:00+00:00",
                    }
                ],
            }
        ],
    }
    assert json.dumps(found.to_dict()) == json.dumps(compared(document).to_dict())


def test_the_answer_as_text_is_a_table() -> None:
    assert str(compared(changed("targets", "reply", "within", "P0", to="1 hour"))) == (
        "verdict   part          severity  what changed\n"
        "--------  ------------  --------  ---------------------------------------------------\n"
        "stricter  target reply  P0        2 hours became 1 hour: never later, for every start"
    )


def test_a_year_stretch_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="2030 to 2026"):
        compared(changed("targets", "reply", "within", "P0", to="1 hour"), years=(2030, 2026))


def test_calendars_of_policies_that_are_built_apart_are_compared_by_value() -> None:
    """T8: a combination is equal to one of equal parts."""
    office = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})
    late = Calendar(tz="UTC", hours={"mon-fri": "20:00-22:00"})
    one = Policy.from_dict(changed("calendars", "office", to=(office | late).to_dict()))
    other = Policy.from_dict(changed("calendars", "office", to=(office | late).to_dict()) | {"name": "other"})
    assert not diff(one, other)


def test_policies_whose_hours_are_pinned_to_years_long_past_are_compared_without_tickets() -> None:
    """T6: no ticket of 2026 can be judged by them, and what differs is told all the same."""
    pinned = changed("calendars", "office", "pinned", to="2020 to 2022")
    pinned["calendars"]["office"]["holidays"] = ["yearly 12-25"]
    other = deepcopy(pinned)
    other["targets"]["reply"]["owner"] = "boss"
    other["targets"]["solution"]["within"] = "4 business days"
    other["owners"]["desk"] = {
        "rotation": {"participants": ["Ada"], "every": "1 week", "starts": "2026-01-05 09:00", "tz": "UTC"}
    }
    other["intake"] = {"requires": ["name"]}
    found = compared(other, old=pinned, years=(2026, 2026))
    assert {(str(change.part), change.name) for change in found} == {
        ("target", "solution"),
        ("owner", "reply.owner"),
        ("owner", "desk"),
        ("intake", "requires.site_url"),
        ("intake", "requires.name"),
    }
    assert found.verdict("solution") == "undecided"
    assert only_of(found, "target").sentence.endswith("no deadline of these years is known")
