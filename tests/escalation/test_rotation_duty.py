"""Who is on duty, from when to when: hours, layers, overrides, gaps; all times worked out on paper (E6)."""

import pickle
import tracemalloc
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from slapolicy import InstantError, Policy, PolicyError
from slapolicy.escalation import Handover, Owner, Rotation, Shift

WEEKLY: dict[str, Any] = {
    "participants": ["Ada", "Grace"],
    "every": "1 week",
    "starts": "2026-01-05 09:00",
    "tz": "UTC",
}
ALONE = WEEKLY | {"participants": ["Ada"], "starts": "2026-01-05 00:00"}
OFFICE = {"mon-fri": "09:00-17:00"}


def rotation(**keys: Any) -> Rotation:
    return Rotation.read(WEEKLY | keys)


def layers(*written: dict[str, Any], **keys: Any) -> Rotation:
    return Rotation.read({"layers": written, **keys})


def told(stretches: Iterable[Any]) -> list[str]:
    """Each with its start and its end, as the clock of its zone shows them."""
    return [f"{each.start:%d %H:%M}-{each.end:%d %H:%M} {getattr(each, 'owner', '')}".strip() for each in stretches]


# Hours


def test_e6_restrictions_leave_gaps_and_the_turns_go_on_in_them() -> None:
    """Ada's week ends on Monday the 12th at nine, when the office opens."""
    desk = rotation(restrictions=OFFICE)
    span = "2026-01-08T12:00Z", "2026-01-13T00:00Z"
    assert told(desk.shifts(*span)) == ["08 12:00-08 17:00 Ada", "09 09:00-09 17:00 Ada", "12 09:00-12 17:00 Grace"]
    assert told(desk.gaps(*span)) == ["08 17:00-09 09:00", "09 17:00-12 09:00", "12 17:00-13 00:00"]


def test_t5_hours_that_cross_midnight_belong_to_the_day_on_which_they_start() -> None:
    """Sunday's night runs into Monday, over the end of the week."""
    nights = rotation(restrictions={"sun": "22:00-06:00"})
    assert told(nights.shifts("2026-01-09T00:00Z", "2026-01-20T00:00Z")) == [
        "11 22:00-12 06:00 Ada",
        "18 22:00-19 06:00 Grace",
    ]


def test_t5_hours_in_the_nights_of_a_change_follow_the_wall_clock() -> None:
    """On 29 March 2026 Zurich's clock jumps from 02:00 to 03:00, on 25 October it shows that hour twice."""
    nightly = Rotation.read(ALONE | {"tz": "Europe/Zurich", "restrictions": {"mon-sun": "01:30-02:30"}})
    spring = nightly.shifts("2026-03-28T12:00Z", "2026-03-29T12:00Z")
    autumn = nightly.shifts("2026-10-24T12:00Z", "2026-10-25T12:00Z")
    assert told(spring) == ["29 00:30-29 01:00 Ada"]
    assert told(autumn) == ["24 23:30-25 00:30 Ada", "25 01:00-25 01:30 Ada"]


def test_hours_of_every_minute_are_no_restriction() -> None:
    always = Rotation.read(ALONE | {"restrictions": {"mon-sun": "12:00-06:00, 06:00-12:00"}})
    assert always.next_change("2026-02-01T00:00Z") is None


# Turns by elapsed time


def test_d8_days_keep_the_time_of_day_and_hours_do_not() -> None:
    """Zurich's clock is put forward on 29 March 2026: nine o'clock is 08:00 UTC before and 07:00 UTC after it."""
    daily = rotation(every="1 calendar day", tz="Europe/Zurich", starts="2026-03-27 09:00")
    elapsed = rotation(every="24 hours", tz="Europe/Zurich", starts="2026-03-27 09:00")
    span = "2026-03-28T00:00Z", "2026-03-31T00:00Z"
    assert [f"{change.at:%d %H:%M}" for change in daily.handovers(*span)] == ["28 08:00", "29 07:00", "30 07:00"]
    assert [f"{change.at:%d %H:%M}" for change in elapsed.handovers(*span)] == ["28 08:00", "29 08:00", "30 08:00"]


@pytest.mark.parametrize(
    ("every", "at", "owner"),
    [
        ("90 minutes", "2026-01-05T08:59:59Z", None),
        ("90 minutes", "2026-01-05T10:29:59Z", "Ada"),
        ("90 minutes", "2026-01-05T10:30:00Z", "Grace"),
        ("90 minutes", "2026-01-05T12:00:00Z", "Ada"),
        ("12 hours", "2026-01-06T08:59:59Z", "Grace"),
        ("12 hours", "2026-01-06T09:00:00Z", "Ada"),
        ("1 minute", "2026-01-05T09:01:00Z", "Grace"),
    ],
)
def test_e6_turns_of_hours_and_minutes(every: str, at: str, owner: str | None) -> None:
    assert rotation(every=every).on_call(at) == owner


# Layers


def test_e6_a_later_layer_wins_where_it_has_somebody_on_duty() -> None:
    desk = layers(ALONE, WEEKLY | {"participants": ["Lin"], "restrictions": OFFICE})
    assert told(desk.shifts("2026-01-09T00:00Z", "2026-01-12T12:00Z")) == [
        "09 00:00-09 09:00 Ada",
        "09 09:00-09 17:00 Lin",
        "09 17:00-12 09:00 Ada",
        "12 09:00-12 12:00 Lin",
    ]


def test_e6_a_layer_that_has_not_begun_covers_nothing() -> None:
    later = WEEKLY | {"participants": ["Lin"], "starts": "2026-01-08 00:00"}
    assert told(layers(ALONE, later).shifts("2026-01-01T00:00Z", "2026-01-10T00:00Z")) == [
        "05 00:00-08 00:00 Ada",
        "08 00:00-10 00:00 Lin",
    ]


def test_e6_layers_of_several_zones_go_round_the_world() -> None:
    """Friday, 09:00 to 17:00 in Sydney (UTC+11), in Zurich (UTC+1) and in New York (UTC-5)."""
    zones = {"Kim": "Australia/Sydney", "Ada": "Europe/Zurich", "Mary": "America/New_York"}
    regions = [ALONE | {"participants": [name], "tz": tz, "restrictions": OFFICE} for name, tz in zones.items()]
    desk = layers(*regions)
    span = "2026-01-08T22:00Z", "2026-01-09T22:00Z"
    assert told(desk.shifts(*span)) == ["08 22:00-09 06:00 Kim", "09 08:00-09 14:00 Ada", "09 14:00-09 22:00 Mary"]
    assert told(desk.gaps(*span)) == ["09 06:00-09 08:00"]
    assert [zone.name for zone in desk.zones] == list(zones.values())


def test_a_person_who_goes_on_in_another_layer_has_one_shift() -> None:
    desk = layers(ALONE, ALONE | {"restrictions": OFFICE})
    assert told(desk.shifts("2026-01-05T00:00Z", "2026-01-07T00:00Z")) == ["05 00:00-07 00:00 Ada"]
    assert list(desk.handovers("2026-01-06T00:00Z", "2026-01-07T00:00Z")) == []


def test_c10_where_nobody_else_can_come_nothing_changes() -> None:
    """However often another layer begins and ends with the same person; it is asked of every ticket."""
    desk = layers(ALONE, ALONE | {"restrictions": OFFICE}, ALONE | {"restrictions": {"sat, sun": "10:00-11:00"}})
    assert desk.next_change("2026-02-02T12:00Z") is None
    assert desk.next_change("2026-02-02T18:00Z") is None
    assert len(list(desk.shifts("2026-01-05T00:00Z", "2200-01-01T00:00Z"))) == 1


# Overrides


def override(start: str, end: str, owner: str) -> dict[str, str]:
    return {"from": start, "to": end, "owner": owner}


def test_e6_an_override_wins_for_exactly_its_span() -> None:
    swapped = rotation(tz="Europe/Zurich", overrides=[override("2026-01-07 09:00", "2026-01-08 09:00", "Lin")])
    assert [swapped.on_call(f"2026-01-0{at}Z") for at in ("7T07:59:59", "7T08:00", "8T07:59:59", "8T08:00")] == [
        *("Ada", "Lin"),
        *("Lin", "Ada"),
    ]


def test_e6_of_two_overrides_the_one_written_later_wins() -> None:
    """An instant with an offset is that instant: 13:00+01:00 is noon in UTC."""
    written = [
        override("2026-01-06 00:00", "2026-01-09 00:00", "Lin"),
        override("2026-01-07T13:00:00+01:00", "2026-01-07 18:00", "Joan"),
        override("2026-01-08 12:00", "2026-01-10 00:00", "Mary"),
    ]
    span = "2026-01-05T12:00Z", "2026-01-10T12:00Z"
    assert told(rotation(overrides=written).shifts(*span)) == [
        "05 12:00-06 00:00 Ada",
        "06 00:00-07 12:00 Lin",
        "07 12:00-07 18:00 Joan",
        "07 18:00-08 12:00 Lin",
        "08 12:00-10 00:00 Mary",
        "10 00:00-10 12:00 Ada",
    ]
    first, second, third = written
    assert told(rotation(overrides=[second, third, first]).shifts(*span)) == [
        "05 12:00-06 00:00 Ada",
        "06 00:00-09 00:00 Lin",
        "09 00:00-10 00:00 Mary",
        "10 00:00-10 12:00 Ada",
    ]


def test_e6_an_override_closes_a_gap_also_before_the_first_turn() -> None:
    early = rotation(overrides=[override("2026-01-01 00:00", "2026-01-02 00:00", "Lin")])
    assert told(early.gaps("2026-01-01T00:00Z", "2026-01-06T00:00Z")) == ["02 00:00-05 09:00"]
    assert early.next_change("2026-01-01T12:00Z") == datetime(2026, 1, 2, tzinfo=UTC)


def test_e6_between_two_overrides_the_turns_count() -> None:
    days = [override(f"2026-01-0{day} 00:00", f"2026-01-0{day} 12:00", "Lin") for day in (8, 7)]
    assert told(rotation(overrides=days).shifts("2026-01-07T06:00Z", "2026-01-09T00:00Z")) == [
        "07 06:00-07 12:00 Lin",
        "07 12:00-08 00:00 Ada",
        "08 00:00-08 12:00 Lin",
        "08 12:00-09 00:00 Ada",
    ]


def test_d8_an_override_inside_a_skipped_hour_is_over_when_it_begins() -> None:
    """Zurich shows no time from 02:00 to 03:00 on 29 March 2026: both ends are 01:00 UTC."""
    skipped = rotation(tz="Europe/Zurich", overrides=[override("2026-03-29 02:10", "2026-03-29 02:50", "Lin")])
    assert told(skipped.shifts("2026-03-29T00:00Z", "2026-03-29T02:00Z")) == ["29 00:00-29 02:00 Grace"]


def test_d8_the_zone_of_overrides_is_that_of_all_layers_or_tz() -> None:
    """Noon is 11:00 UTC in Zurich and 01:00 UTC in Sydney."""
    noon = override("2026-01-07 12:00", "2026-01-07 18:00", "Lin")
    zurich, sydney = (ALONE | {"tz": tz} for tz in ("Europe/Zurich", "Australia/Sydney"))
    alike = layers(
        zurich | {"restrictions": OFFICE}, zurich | {"restrictions": {"sat": "09:00-12:00"}}, overrides=[noon]
    )
    mixed = layers(sydney, zurich | {"restrictions": OFFICE}, overrides=[noon], tz="Australia/Sydney")
    assert [(alike.on_call(f"2026-01-07T{at}Z"), mixed.on_call(f"2026-01-07T{at}Z")) for at in ("11:00", "01:00")] == [
        ("Lin", "Ada"),
        (None, "Lin"),
    ]
    instants = override("2026-01-07T12:00:00Z", "2026-01-07T13:00:00Z", "Lin")
    assert layers(sydney, zurich | {"restrictions": OFFICE}, overrides=[instants]).on_call("2026-01-07T12:30Z") == "Lin"


# Hand-overs and changes


def test_handovers_tell_who_comes_and_nobody_too() -> None:
    desk = rotation(restrictions=OFFICE)
    start = datetime(2026, 1, 9, 9, tzinfo=UTC)
    found = list(desk.handovers(start, start + timedelta(days=3, hours=8)))
    nine, five, monday = start, start + timedelta(hours=8), start + timedelta(days=3)
    assert found == [Handover(nine, "Ada"), Handover(five, None), Handover(monday, "Grace")]


def test_t2_spans_are_half_open_and_an_empty_or_reversed_one_has_nothing() -> None:
    noon, later = "2026-01-12T09:00Z", "2026-01-19T09:00Z"
    weekly = rotation()
    assert [change.owner for change in weekly.handovers(noon, later)] == ["Grace"]
    for span in ((noon, noon), (later, noon)):
        assert [*weekly.shifts(*span), *weekly.gaps(*span), *weekly.handovers(*span)] == []
    assert list(weekly.handovers("1970-01-01T00:00Z", "1970-01-02T00:00Z")) == []


def test_t1_answers_are_in_the_zone_of_the_question() -> None:
    at = datetime(2026, 1, 12, tzinfo=ZoneInfo("Asia/Tokyo"))
    desk = rotation(restrictions=OFFICE)
    answers = [
        desk.next_change(at),
        next(desk.shifts(at, at + timedelta(days=2))).start,
        next(desk.gaps(at, at + timedelta(days=2))).end,
        next(desk.handovers(at, at + timedelta(days=2))).at,
    ]
    assert {str(answer) for answer in answers} == {"2026-01-12 18:00:00+09:00"}


def test_t1_a_naive_instant_is_refused_when_it_is_asked_about() -> None:
    naive: Any = datetime(2026, 1, 12)
    for ask in (rotation().on_call, rotation().next_change):
        with pytest.raises(InstantError):
            ask(naive)
    with pytest.raises(InstantError, match="start"):
        rotation().shifts(naive, "2026-01-13T00:00Z")
    with pytest.raises(InstantError, match="end"):
        rotation().gaps("2026-01-13T00:00Z", naive)


def test_t10_the_last_shift_ends_with_the_range() -> None:
    last = list(rotation().shifts("2199-12-31T00:00Z", "2200-01-01T00:00Z"))
    assert [shift.end for shift in last] == [datetime(2200, 1, 1, tzinfo=UTC)]
    assert rotation().next_change("2199-12-31T00:00Z") is None
    assert rotation().next_change("2200-01-01T00:00Z") is None


def test_c10_an_owner_changes_when_somebody_goes_off_duty() -> None:
    owner = Owner(rotation=rotation(restrictions=OFFICE))
    noon = datetime(2026, 1, 9, 12, tzinfo=UTC)
    assert owner.next_change(noon) == datetime(2026, 1, 9, 17, tzinfo=UTC)
    assert owner.on_duty("desk", datetime(2026, 1, 9, 17, tzinfo=UTC)) is None
    assert Owner(name="Desk").next_change(noon) is None


def test_ten_years_of_shifts_come_one_by_one_in_little_memory() -> None:
    """8 hours on every working day; only one shift at a time is there."""
    shifts = rotation(restrictions=OFFICE, tz="Europe/Zurich").shifts("2026-01-05T00:00Z", "2036-01-05T00:00Z")
    assert next(shifts) == Shift(datetime(2026, 1, 5, 8, tzinfo=UTC), datetime(2026, 1, 5, 16, tzinfo=UTC), "Ada")
    assert sum(1 for _ in islice(shifts, 259)) == 259
    tracemalloc.start()
    try:
        count = sum(1 for _ in shifts)
        grown, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 2610 - 260  # 521 weeks, and Monday to Friday
    assert grown < 100_000


# The value


def test_p1_a_rotation_that_has_answered_is_still_the_same_value() -> None:
    desk = layers(
        ALONE, WEEKLY | {"restrictions": OFFICE}, overrides=[override("2026-01-07 12:00", "2026-01-08 12:00", "X")]
    )
    desk.on_call("2026-01-09T12:00Z")
    again = pickle.loads(pickle.dumps(desk))
    assert again == desk
    assert hash(again) == hash(desk)
    assert desk.replace(tz="UTC").on_call("2026-01-09T12:00Z") == "Ada"


def test_p2_a_policy_writes_a_rotation_as_it_was_read() -> None:
    swap = override("2026-01-07 12:00", "2026-01-08T12:00:00+01:00", "Lin")
    for written in (
        WEEKLY | {"restrictions": {"mon-thu": "09:00-17:00", "fri": "22:00-06:00"}, "overrides": [swap]},
        {"layers": [WEEKLY, WEEKLY | {"every": "90 minutes", "restrictions": OFFICE}], "overrides": [swap]},
    ):
        policy = Policy.from_dict({"name": "p", "owners": {"on call": {"rotation": written}}})
        assert policy.to_dict()["owners"]["on call"]["rotation"] == written
        assert Policy.from_yaml(policy.to_yaml()) == policy


def test_p1_lengths_and_instants_of_one_meaning_give_one_fingerprint() -> None:
    def fingerprint(every: str, end: str) -> str:
        swap = override("2026-01-07 12:00", end, "Lin")
        document = {"name": "p", "owners": {"on call": {"rotation": WEEKLY | {"every": every, "overrides": [swap]}}}}
        return Policy.from_dict(document).fingerprint

    assert fingerprint("2 hours", "2026-01-08T12:00:00+01:00") == fingerprint("120 minutes", "2026-01-08T11:00:00Z")
    assert fingerprint("1 week", "2026-01-08 12:00") != fingerprint("168 hours", "2026-01-08 12:00")


def test_t11_a_decision_tells_the_zone_data_of_every_layer() -> None:
    desk = layers(ALONE | {"tz": "UTC"}, ALONE | {"tz": "Europe/Zurich", "restrictions": OFFICE}, tz="UTC")
    assert [zone.name for zone in desk.zones] == ["UTC", "Europe/Zurich"]


# The door


def refused(document: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(PolicyError) as found:
        Rotation.read(document)
    return [(fault.code, fault.place) for fault in found.value.faults]


BAD = WEEKLY | {"restrictions": {"mon": "9 to 5"}}


@pytest.mark.parametrize(
    ("document", "faults"),
    [
        ({}, [("missing-key", "")]),
        ({"tz": "UTC"}, [("missing-key", key) for key in ("participants", "every", "starts")]),
        ({"layers": []}, [("missing-key", "")]),
        ({"layers": 5}, [("wrong-type", "layers")]),
        (WEEKLY | {"every": "1 day"}, [("ambiguous-day", "every")]),
        (WEEKLY | {"every": "0 hours"}, [("wrong-rotation", "every")]),
        (WEEKLY | {"restrictions": {}}, [("never-on-duty", "restrictions")]),
        (WEEKLY | {"restrictions": {"mon-sun": "closed"}}, [("never-on-duty", "restrictions")]),
        (WEEKLY | {"restrictions": {"mun": "09:00-17:00"}}, [("unknown-day", "restrictions.mun")]),
        (WEEKLY | {"restrictions": ("mon", "fri")}, [("wrong-type", "restrictions")]),
        (WEEKLY | {"restrictions": ["09:00-17:00"] * 7}, [("wrong-type", "restrictions")]),
        (WEEKLY | {"shifts": 3}, [("unknown-key", "shifts")]),
        ({"layers": [WEEKLY | {"participants": []}]}, [("no-participants", "layers[0].participants")]),
        (
            {"layers": [{"tz": "UTC"}]},
            [("missing-key", f"layers[0].{key}") for key in ("participants", "every", "starts")],
        ),
        ({"layers": [WEEKLY | {"overrides": []}]}, [("unknown-key", "layers[0].overrides")]),
        (
            WEEKLY | {"layers": [WEEKLY], "restrictions": OFFICE},
            [("wrong-rotation", key) for key in ("participants", "every", "starts", "restrictions")],
        ),
        ({"layers": [WEEKLY | {"restrictions": OFFICE}] * 101}, [("wrong-value", "layers")]),
    ],
)
def test_p3_a_rotation_tells_what_is_wrong_with_its_form(
    document: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    assert refused(document) == faults


@pytest.mark.parametrize(
    ("written", "hidden"),
    [
        ([ALONE, ALONE], ["layers[0]"]),
        ([WEEKLY, ALONE, WEEKLY], ["layers[0]"]),  # the last one begins at nine, and the one below it at midnight
        ([WEEKLY | {"restrictions": OFFICE}, ALONE], ["layers[0]"]),
        ([WEEKLY | {"restrictions": {"mon": "10:00-11:00"}}, WEEKLY | {"restrictions": OFFICE}], ["layers[0]"]),
        ([BAD, ALONE], ["layers[0].restrictions.mon"]),
        ([ALONE, BAD], ["layers[1].restrictions.mon"]),  # hours that can't be read hide nothing
    ],
)
def test_p3_a_layer_that_never_has_anybody_on_duty_is_a_fault(written: list[dict[str, Any]], hidden: list[str]) -> None:
    assert [place for _, place in refused({"layers": written})] == hidden


@pytest.mark.parametrize(
    "written",
    [
        [ALONE, WEEKLY],  # until nine o'clock on the first day
        [ALONE, WEEKLY | {"restrictions": OFFICE}],
        [WEEKLY | {"restrictions": {"mon": "08:00-11:00"}}, WEEKLY | {"restrictions": OFFICE}],
        [WEEKLY | {"restrictions": {"mon": "10:00-11:00"}}, WEEKLY | {"restrictions": OFFICE, "tz": "Asia/Tokyo"}],
        [WEEKLY | {"restrictions": OFFICE, "starts": "2026-01-04 09:00"}, WEEKLY],
    ],
)
def test_a_layer_that_is_seen_at_some_time_is_none(written: list[dict[str, Any]]) -> None:
    assert layers(*written).layers


@pytest.mark.parametrize(
    ("start", "end", "fault"),
    [
        ("2026-01-07 12:00", "2026-01-07 12:00", ("ends-first", "overrides[0].to")),
        ("2026-01-07 12:00", "2026-01-06 12:00", ("ends-first", "overrides[0].to")),
        ("2026-01-07T12:00:00Z", "2026-01-07T13:00:00+01:00", ("ends-first", "overrides[0].to")),
        ("2026-01-07 12:00", "2026-01-07T12:00:00Z", ("ends-first", "overrides[0].to")),
        ("soon", "2026-01-07 12:00", ("wrong-instant", "overrides[0].from")),
        ("2026-01-07 12:00", "2200-01-01 00:00", ("wrong-instant", "overrides[0].to")),
        ("1969-12-31T23:59:59Z", "2026-01-07 12:00", ("wrong-instant", "overrides[0].from")),
    ],
)
def test_p3_an_override_that_ends_before_it_starts_is_a_fault(start: str, end: str, fault: tuple[str, str]) -> None:
    assert refused(WEEKLY | {"overrides": [override(start, end, "Lin")]}) == [fault]


def test_p3_an_override_tells_every_fault_at_once() -> None:
    wrong = {"form": "2026-01-07 12:00", "to": 5, "owner": "Lin"}
    assert refused(WEEKLY | {"overrides": [wrong]}) == [
        ("unknown-key", "overrides[0].form"),
        ("wrong-instant", "overrides[0].to"),
        ("missing-key", "overrides[0].from"),
    ]


def test_p3_a_wall_clock_of_several_zones_has_to_be_named() -> None:
    written = [ALONE, WEEKLY | {"tz": "Asia/Tokyo", "restrictions": OFFICE}]
    noon = override("2026-01-07 12:00", "2026-01-08T12:00:00Z", "Lin")
    assert refused({"layers": written, "overrides": [noon]}) == [("which-zone", "overrides[0]")]
    assert layers(*written, overrides=[noon], tz="UTC").on_call("2026-01-07T12:00Z") == "Lin"
