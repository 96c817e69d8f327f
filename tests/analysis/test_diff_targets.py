"""Targets of two policies: their names, what moves their clocks, and their settings (C2-C9, D5)."""

from copy import deepcopy
from typing import Any

import pytest

from analysis.desk import DESK, changed, compared, only


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


def test_targets_are_told_in_whole_sentences() -> None:
    """C11: a target that is new, one that is gone, and limits that depend on facts."""
    triage = {
        "start": ["rang", "wrote"],
        "within": [{"when": {"plan": "pro"}, "limit": "1 hour"}, {"limit": "2 hours"}],
    }
    more = changed("targets", "triage", to={**triage, "stop": "triaged"})
    added, removed = only(compared(more)), only(compared(DESK, old=more))
    assert str(added) == "target triage: added: a new promise: 1 hour, 2 hours"
    assert str(removed) == "target triage: removed: no longer promised: 1 hour, 2 hours"
    assert (added.old, added.new, removed.old, removed.new) == (None, "1 hour, 2 hours", "1 hour, 2 hours", None)
    assert [event.name for event in added.witnesses[0].ticket] == ["rang"]
    assert (removed.new_due_at, added.old_due_at) == (None, None)


def test_a_target_that_promises_nothing_has_no_ticket() -> None:
    more = changed("targets", "triage", to={"start": "created", "stop": "triaged", "within": "none"})
    change = only(compared(more))
    assert (str(change), change.witnesses) == ("target triage: added: a new promise: no promise", ())


def test_a_target_whose_years_are_past_has_no_ticket() -> None:
    """T6."""
    old = changed(
        "calendars", "past", to=DESK["calendars"]["office"] | {"pinned": "2020 to 2022", "holidays": ["yearly 12-25"]}
    )
    new = changed("targets", "triage", to={"stop": "triaged", "within": "1 business day", "calendar": "past"}, of=old)
    change = only(compared(new, old=old))
    assert (str(change), change.witnesses) == ("target triage: added: a new promise: 1 business day", ())


def test_a_target_of_another_name_that_promises_something_else_is_not_renamed() -> None:
    """C2, C11: neither where the limit is another one, nor where only the owner is."""
    for key, to in (("within", "1 hour"), ("owner", "boss"), ("stop", "closed"), ("warn", ["50%"]), ("strict", True)):
        old = changed("targets", "triage", to={"start": "rang", "stop": "triaged", "within": "2 hours"})
        new = deepcopy(old)
        new["targets"]["sorting"] = new["targets"].pop("triage") | {key: to}
        found = compared(new, old=old)
        assert [(each.name, str(each.verdict)) for each in found] == [("triage", "removed"), ("sorting", "added")]


def test_two_targets_under_other_names_are_told_which_is_which() -> None:
    old = deepcopy(DESK)
    for name, limit in (("a", "1 hour"), ("b", "2 hours")):
        old["targets"][name] = {"start": "rang", "stop": "triaged", "within": limit}
    new = deepcopy(old)
    new["targets"]["d"], new["targets"]["c"] = new["targets"].pop("b"), new["targets"].pop("a")
    assert [str(each) for each in compared(new, old=old)] == [
        "target c: renamed: a is called c now, and means the same",
        "target d: renamed: b is called d now, and means the same",
    ]
    assert [(each.old, each.new) for each in compared(new, old=old)] == [("a", "c"), ("b", "d")]


def test_a_target_that_starts_by_a_fact_is_shown_by_a_ticket_with_it() -> None:
    """C2."""
    more = changed("targets", "triage", to={"start": {"plan": "pro"}, "stop": "triaged", "within": "1 hour"})
    for change in (only(compared(more)), only(compared(DESK, old=more))):
        assert change.witness is not None
        assert [(event.name, dict(event.facts)) for event in change.witness] == [("created", {"plan": "pro"})]


def test_past_the_bound_of_work_a_target_that_is_new_has_no_ticket() -> None:
    """C12."""
    triage = {
        "start": "created",
        "stop": "triaged",
        "within": [{"when": {"plan": "pro", "users": 1}, "limit": "1 hour"}],
    }
    found = compared(changed("targets", "triage", to=triage), effort=0)
    (change,) = found.of("target", "triage")
    assert (str(change.verdict), change.witnesses) == ("added", ())
