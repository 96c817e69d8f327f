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
