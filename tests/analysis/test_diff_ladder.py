"""Two ladders: levels, rules and their order (E1-E6)."""

from typing import Any

import pytest

from analysis.desk import DESK, changed, compared, only


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
