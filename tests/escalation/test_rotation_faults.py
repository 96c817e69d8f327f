"""What a rotation says of each mistake, word for word: where, what was found, what is allowed, what to write (P3)."""

from typing import Any

import pytest

from slapolicy import PolicyError
from slapolicy.errors import Fault, Path
from slapolicy.escalation import Rotation

WEEKLY: dict[str, Any] = {
    "participants": ["Ada", "Grace"],
    "every": "1 week",
    "starts": "2026-01-05 09:00",
    "tz": "UTC",
}
OFFICE = {"mon-fri": "09:00-17:00"}

WALL_CLOCK = "a date and a time from 1970 to 2199, without an offset: the zone is `tz`"
EITHER = "a date and a time of the wall clock, or an instant with its offset, from 1970 to 2199"
WRITE_EITHER = "write `2026-01-05 09:00`, or `2026-01-05T09:00:00+01:00`"
LENGTH = "calendar days or weeks, which follow the wall clock, or elapsed time, at least a minute"
LAYER_KEYS = ("participants", "every", "starts", "restrictions")


def faults_of(document: dict[str, Any]) -> list[Fault]:
    with pytest.raises(PolicyError) as refused:
        Rotation.read(document)
    return list(refused.value.faults)


def fault(code: str, path: Path, found: str, allowed: str, remedy: str = "") -> Fault:
    return Fault(code=code, path=path, found=found, allowed=allowed, remedy=remedy)


def swap(start: object, end: object, **keys: Any) -> dict[str, Any]:
    return WEEKLY | {"overrides": [{"from": start, "to": end, "owner": "Lin"}], **keys}


# The form


def test_p3_a_rotation_is_written_in_one_of_two_forms() -> None:
    names = "`participants`, `every`, `starts`, `tz`, or `layers`"
    assert faults_of({}) == [fault("missing-key", (), "nothing", names)]
    required = "a value: the key is required where there are no `layers`"
    assert faults_of(WEEKLY | {"tz": None}) == [fault("missing-key", ("tz",), "nothing", required)]


def test_p3_beside_layers_the_keys_of_a_layer_mean_nothing() -> None:
    """A zone is the exception: it is that of the overrides."""
    both = WEEKLY | {"restrictions": OFFICE, "layers": [WEEKLY]}
    allowed = "in each of the `layers`, where there are any"
    assert faults_of(both) == [fault("wrong-rotation", (key,), f"`{key}`", allowed) for key in LAYER_KEYS]


def test_p3_a_layer_of_nobody() -> None:
    place = ("layers", 0, "participants")
    remedy = "write `participants: [Ada, Grace]`"
    expected = fault("no-participants", place, "an empty list", "one name or more", remedy)
    assert faults_of({"layers": [WEEKLY | {"participants": []}]}) == [expected]


# Lengths and hours


@pytest.mark.parametrize("every", ["30 seconds", "0 hours", "2 business hours"])
def test_d8_turns_have_a_length_by_which_people_take_turns(every: str) -> None:
    assert faults_of(WEEKLY | {"every": every}) == [
        fault("wrong-rotation", ("every",), f"`{every}`", LENGTH, "write `1 week`")
    ]


@pytest.mark.parametrize("hours", [{}, {"mon-sun": "closed"}])
def test_p3_hours_in_which_nobody_is_on_duty(hours: dict[str, str]) -> None:
    remedy = 'write `{mon-fri: "09:00-17:00"}`, or leave the key out'
    expected = fault(
        "never-on-duty", ("restrictions",), "no hours at all", "hours in which somebody is on duty", remedy
    )
    assert faults_of(WEEKLY | {"restrictions": hours}) == [expected]


@pytest.mark.parametrize("hours", [[], (), [()], ((),) * 6])
def test_p3_a_list_is_no_hours_also_an_empty_one(hours: object) -> None:
    remedy = "write `{mon-fri: 09:00-17:00}`"
    expected = fault("wrong-type", ("restrictions",), "a list", "a mapping of days to hours", remedy)
    assert faults_of(WEEKLY | {"restrictions": hours}) == [expected]


# Times


@pytest.mark.parametrize(
    ("starts", "remedy"),
    [
        ("soon", "write `2026-01-05 09:00`"),
        (5, "write `2026-01-05 09:00`"),
        ("2026-03-09T09:30:00+01:00", "write `2026-03-09 09:30`"),
        ("1970-01-01T00:00:00Z", "write `1970-01-01 00:00`"),  # the first time that may be written
        ("2199-12-31T23:59:59Z", "write `2199-12-31 23:59:59`"),
        ("2200-01-01T00:00:00Z", ""),  # T10: no longer in the range, so no time can be proposed
        ("2200-01-01 00:00", ""),
        ("1969-12-31 23:59", ""),
    ],
)
def test_p3_a_first_handover_is_a_time_that_a_wall_clock_shows(starts: object, remedy: str) -> None:
    assert faults_of(WEEKLY | {"starts": starts}) == [
        fault("wrong-instant", ("starts",), f"`{starts}`", WALL_CLOCK, remedy)
    ]


@pytest.mark.parametrize(
    ("end", "remedy"),
    [
        ("soon", WRITE_EITHER),
        (5, WRITE_EITHER),
        ("2200-01-01 00:00", ""),  # it can be read, and lies outside the range (T10)
        ("2200-01-01T00:00:00.000001+00:00", ""),
        ("1969-12-31T23:59:59Z", ""),
    ],
)
def test_p3_an_end_of_an_override_is_a_time_or_an_instant(end: object, remedy: str) -> None:
    place = ("overrides", 0, "to")
    assert faults_of(swap("2026-01-05 09:00", end)) == [fault("wrong-instant", place, f"`{end}`", EITHER, remedy)]


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2026-01-07 12:00", "2026-01-06 12:00", "`2026-01-06 12:00`, which is not after `2026-01-07 12:00`"),
        ("2026-01-07 12:00:30", "2026-01-07 12:00", "`2026-01-07 12:00`, which is not after `2026-01-07 12:00:30`"),
        # half past twelve in UTC, by two clocks
        (
            "2026-01-07 12:30",
            "2026-01-07T13:30:00+01:00",
            "`2026-01-07T13:30:00+01:00`, which is not after `2026-01-07 12:30`",
        ),
    ],
)
def test_p3_an_override_that_ends_first_shows_both_times(start: str, end: str, told: str) -> None:
    assert faults_of(swap(start, end)) == [fault("ends-first", ("overrides", 0, "to"), told, "an end after the start")]


# Layers


def test_p3_a_time_of_a_wall_clock_that_several_zones_may_mean() -> None:
    tokyo = WEEKLY | {"tz": "Asia/Tokyo", "restrictions": OFFICE}
    noon = {"from": "2026-01-07 12:00", "to": "2026-01-08 12:00", "owner": "Lin"}
    allowed = "an offset, or `tz` beside `overrides`: the layers have several zones"
    assert faults_of({"layers": [WEEKLY, tokyo], "overrides": [noon]}) == [
        fault("which-zone", ("overrides", 0), "a time of a wall clock", allowed)
    ]


def test_p3_a_hidden_layer_tells_the_lowest_one_that_hides_it() -> None:
    office, daily = WEEKLY | {"restrictions": OFFICE}, WEEKLY | {"participants": ["Lin"]}
    allowed = "a layer that has somebody on duty where no later one has"
    remedy = "write the general layers first, and the special ones after them"

    def hidden(number: int, above: int) -> Fault:
        found = f"a layer that is never seen: `layers[{above}]` has somebody on duty whenever it has"
        return fault("never-on-duty", ("layers", number), found, allowed, remedy)

    assert faults_of({"layers": [office, WEEKLY]}) == [hidden(0, 1)]
    assert faults_of({"layers": [WEEKLY, office, daily]}) == [hidden(0, 2), hidden(1, 2)]
    assert faults_of({"layers": [office, WEEKLY, daily]}) == [hidden(0, 1), hidden(1, 2)]
