"""Two ladders: levels, rules and their order (E1-E6)."""

from typing import Any

import pytest

from analysis.desk import DESK, changed, compared, only
from slapolicy import Event, Policy, Ticket
from slapolicy.analysis.diffs.climbs import ladder_in_words


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


def test_each_of_several_changes_of_a_ladder_has_a_ticket_of_its_own() -> None:
    """E2."""
    document = changed("escalation", "rules", 0, "at", to="75%")
    document["escalation"]["rules"].append({"id": "rang", "on": "rang", "to": "second"})
    late, rang = compared(document)
    assert (late.name, rang.name) == ("rule late.at", "rule rang")
    assert rang.witness is not None
    assert "rang" in {event.name for event in rang.witness}


def test_what_a_ladder_did_and_will_do_is_told_without_reasons() -> None:
    """E2, E3, E5, E6: `night` has nobody on a Monday morning, and above `second` there is nothing."""
    document = changed("calendars", "nights", to={"tz": "UTC", "hours": {"mon-fri": "22:00-24:00"}})
    night = {"name": "night", "owner": [{"during": "nights", "owner": "desk"}]}
    levels = [{"name": "first", "owner": "desk"}, night, {"name": "second", "owner": "boss", "kind": "hierarchic"}]
    up = {"id": "up", "on": "rang", "to": "next", "notify": ["desk", "boss"], "page": "boss"}
    document["escalation"] = {"levels": levels, "rules": [up]}
    rang = [Event("rang", f"2026-01-05T{hour}:00Z") for hour in (11, 12)]
    ticket = Ticket("T", [Event("created", "2026-01-05T10:00Z"), *rang])
    told = ladder_in_words(Policy.from_dict(document).evaluate(ticket, at="2026-01-05T12:00Z")).split("; ")
    assert told == [
        "boss at second",
        "Mon 2026-01-05 10:00 +00:00 created: desk at first",
        "Mon 2026-01-05 11:00 +00:00 up: boss at second, told boss and desk, paged boss, passed over night, hierarchic",
        "Mon 2026-01-05 12:00 +00:00 up: boss at second, told boss and desk, paged boss, no level left",
    ]
    del document["escalation"]
    assert ladder_in_words(Policy.from_dict(document).evaluate(ticket, at="2026-01-05T12:00Z")) == "nobody at no level"
    alone = changed(
        "escalation", to={"levels": [night], "rules": [up], "empty": "wait"}, of=document | {"escalation": {}}
    )
    told = ladder_in_words(Policy.from_dict(alone).evaluate(ticket, at="2026-01-05T10:00Z")).split("; ")
    assert told[:2] == ["nobody at night", "Mon 2026-01-05 10:00 +00:00 created: nobody at night"]


def test_a_ladder_of_a_policy_whose_clocks_start_by_themselves_begins_as_every_ticket_does() -> None:
    """E2: the ticket is created."""
    old = changed("targets", "reply", "start", to={"plan": "pro"})
    rules = [*old["escalation"]["rules"], {"id": "rang", "on": "rang", "to": "second"}]
    change = only(compared(changed("escalation", "rules", to=rules, of=old), old=old))
    assert [event.name for event in change.witnesses[0].ticket] == ["created", "rang"]
