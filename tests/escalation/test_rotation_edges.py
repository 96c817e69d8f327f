"""Rotations at the ends of what can be written and asked: the range, one person alone, hours that touch (E6, T10)."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from slapolicy import InstantError, PolicyError
from slapolicy.escalation import Rotation, Shift

WEEKLY: dict[str, Any] = {
    "participants": ["Ada", "Grace"],
    "every": "1 week",
    "starts": "2026-01-05 09:00",
    "tz": "UTC",
}
FIRST, LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def rotation(**keys: Any) -> Rotation:
    return Rotation.read(WEEKLY | keys)


def swap(start: str, end: str) -> dict[str, str]:
    return {"from": start, "to": end, "owner": "Lin"}


# The range


def test_t10_turns_may_begin_with_the_range() -> None:
    """Midnight of 1 January 1970 is a hand-over; 1 week later is the next one."""
    first = rotation(starts="1970-01-01 00:00")
    assert list(first.shifts(FIRST, "1970-01-15T00:00Z")) == [
        Shift(FIRST, datetime(1970, 1, 8, tzinfo=UTC), "Ada"),
        Shift(datetime(1970, 1, 8, tzinfo=UTC), datetime(1970, 1, 15, tzinfo=UTC), "Grace"),
    ]
    last = rotation(starts="2199-12-31 23:59:59")
    assert (last.on_call("2199-12-31T23:59:58Z"), last.on_call("2199-12-31T23:59:59Z")) == (None, "Ada")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("1970-01-01T00:00:00Z", "2200-01-01T00:00:00Z"),
        ("1970-01-01 00:00", "2199-12-31 23:59:59.999999"),
    ],
)
def test_t10_an_override_may_last_from_the_first_instant_to_the_last(start: str, end: str) -> None:
    whole = rotation(overrides=[swap(start, end)])
    assert whole.on_call(FIRST) == "Lin"
    assert whole.on_call("2199-12-31T23:59:59Z") == "Lin"
    assert list(whole.shifts(FIRST, "2199-12-31T23:59:59Z")) == [
        Shift(FIRST, datetime(2199, 12, 31, 23, 59, 59, tzinfo=UTC), "Lin")
    ]


def test_c10_after_the_last_change_there_is_none_also_for_a_datetime() -> None:
    """84,000 days from 2026 on are past 2200."""
    tokyo = datetime(2026, 3, 2, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert rotation(every="84000 calendar days").next_change(tokyo) is None


@pytest.mark.parametrize("ask", ["shifts", "gaps", "handovers"])
def test_t1_a_fault_names_the_end_of_the_span_that_is_naive(ask: str) -> None:
    naive, fine = "2026-01-05T09:00:00", "2026-01-12T09:00:00Z"
    for span, name in (((naive, fine), "start"), ((fine, naive), "end")):
        with pytest.raises(InstantError) as refused:
            list(getattr(rotation(), ask)(*span))
        (fault,) = refused.value.faults
        assert (fault.code, fault.place) == ("naive-instant", name)


# One person alone


@pytest.mark.parametrize("people", [["Ada"], ["Ada", "Ada"]])
def test_c10_who_is_alone_is_asked_for_no_handover(people: list[str]) -> None:
    """There are 90 million minutes before 2200, and none of them is looked at."""
    alone = rotation(participants=people, every="1 minute")
    assert alone.next_change("2026-02-01T00:00Z") is None
    assert list(alone.shifts("2026-02-01T00:00Z", "2199-01-01T00:00Z")) == [
        Shift(datetime(2026, 2, 1, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC), "Ada")
    ]


def test_e6_the_same_person_twice_in_a_row_is_still_a_turn_of_each() -> None:
    """Ada has two of three days."""
    days = rotation(participants=["Ada", "Ada", "Grace"], every="1 calendar day")
    asked = [f"2026-01-{day:02}T09:00Z" for day in (5, 6, 7, 8)]
    assert [days.on_call(at) for at in asked] == ["Ada", "Ada", "Grace", "Ada"]


# Hours that touch, and layers that are hidden


def hidden(*written: dict[str, Any]) -> list[str]:
    """The places of the layers that another one hides."""
    try:
        Rotation.read({"layers": [WEEKLY | {"restrictions": hours} for hours in written]})
    except PolicyError as refused:
        return [fault.place for fault in refused.faults]
    return []


OFFICE = {"mon-fri": "09:00-17:00"}


@pytest.mark.parametrize(
    ("below", "above"),
    [
        (OFFICE, OFFICE),
        (OFFICE, {"mon-fri": "08:00-18:00"}),
        (OFFICE, {"mon-fri": "09:00-18:00", "sat": "09:00-12:00"}),
        (OFFICE, {"mon-sun": "00:00-24:00"}),
        ({"mon, wed": "09:00-12:00, 13:00-17:00"}, OFFICE),
        ({"mon": "22:00-02:00"}, {"mon": "20:00-24:00", "tue": "00:00-04:00"}),  # two windows that touch are one
        ({"sun": "22:00-06:00"}, {"sun": "20:00-24:00", "mon": "00:00-06:00"}),  # over the end of the week
        ({"sun": "22:00-24:00"}, {"sun": "20:00-06:00"}),
    ],
)
def test_e6_hours_inside_the_hours_of_a_later_layer_are_never_seen(below: Any, above: Any) -> None:
    assert hidden(below, above) == ["layers[0]"]


@pytest.mark.parametrize(
    ("below", "above"),
    [
        (OFFICE, {"mon-fri": "09:00-16:59"}),
        (OFFICE, {"mon-fri": "09:01-17:00"}),
        (OFFICE, {"mon-thu": "09:00-17:00"}),
        (OFFICE, {"mon-fri": "09:00-12:00, 13:00-17:00"}),
        ({"mon": "22:00-02:00"}, {"mon": "20:00-24:00", "tue": "00:01-04:00"}),
        ({"sun": "22:00-06:00"}, {"sun": "20:00-24:00", "mon": "00:00-05:59"}),
    ],
)
def test_e6_hours_that_reach_out_of_those_of_a_later_layer_are_seen(below: Any, above: Any) -> None:
    assert hidden(below, above) == []


def test_e6_hours_of_every_minute_hide_a_layer_without_hours() -> None:
    every_minute = WEEKLY | {"restrictions": {"mon-sun": "00:00-24:00"}}
    with pytest.raises(PolicyError, match=r"layers\[0\]: found a layer that is never seen"):
        Rotation.read({"layers": [WEEKLY, every_minute]})
    most = WEEKLY | {"restrictions": {"mon-sat": "00:00-24:00", "sun": "00:00-23:59"}}
    assert Rotation.read({"layers": [WEEKLY, most]}).on_call("2026-01-11T23:59:30Z") == "Ada"


def test_e6_an_override_that_lasts_no_time_changes_nothing() -> None:
    """Zurich shows no time from 02:00 to 03:00 on 29 March 2026: both ends of the second one are 01:00 UTC."""
    night, skipped = swap("2026-03-28 20:00", "2026-03-29 08:00"), swap("2026-03-29 02:10", "2026-03-29 02:50")
    both = [night, skipped | {"owner": "Joan"}]
    turns = {"tz": "Europe/Zurich", "participants": ["Ada"], "starts": "2026-01-05 00:00"}
    for overrides in (both, both[::-1]):
        shifts = rotation(**turns, overrides=overrides).shifts("2026-03-28T00:00Z", "2026-03-29T12:00Z")
        assert [(f"{shift.start:%d %H}", f"{shift.end:%d %H}", shift.owner) for shift in shifts] == [
            ("28 00", "28 19", "Ada"),
            ("28 19", "29 06", "Lin"),
            ("29 06", "29 12", "Ada"),
        ]
