"""What is written otherwise and means the same is no difference (C11, D1, M1, M4, P1, T3, T4, T8)."""

from typing import Any

import pytest

from analysis.desk import DESK, changed, compared, told
from slapolicy import Calendar, Policy
from slapolicy.analysis import Diff, diff


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


def test_a_policy_is_equal_to_itself() -> None:
    """P1."""
    assert compared(DESK) == Diff("desk", "desk")
    assert str(compared(DESK)) == "no change"


def test_a_setting_that_can_mean_nothing_is_no_difference() -> None:
    """C2, C5: `solution` has one limit, and neither a reset nor a cancellation."""
    document = changed("targets", "solution", "on_change", to={"stricter": "restart"})
    document["targets"]["solution"]["precedence"] = ["reset", "stop", "cancel", "pause", "start"]
    document["targets"]["reply"]["resume"] = "woken"
    assert not compared(document)


def test_calendars_of_policies_that_are_built_apart_are_compared_by_value() -> None:
    """T8: a combination is equal to one of equal parts."""
    office = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})
    late = Calendar(tz="UTC", hours={"mon-fri": "20:00-22:00"})
    one = Policy.from_dict(changed("calendars", "office", to=(office | late).to_dict()))
    other = Policy.from_dict(changed("calendars", "office", to=(office | late).to_dict()) | {"name": "other"})
    assert not diff(one, other)
