"""What an audit log leaves unclear is told in a sentence, once of each kind, and nothing that is clear is told (C1)."""

import pytest

from slapolicy.formats.servicenow import read, read_csv

OPENED = "29-02-2016 09:00"
RESOLVED = "29-02-2016 12:00"


def row(state: str, at: str, **cells: str) -> dict[str, str]:
    usual = {
        "number": "INC1",
        "incident_state": state,
        "opened_at": OPENED,
        "sys_updated_at": f"29-02-2016 {at}",
        "impact": "2 - Medium",
        "urgency": "3 - Low",
        "priority": "4 - Low",
    }
    return usual | cells


def told(*rows: dict[str, str]) -> list[str]:
    return [str(note) for note in read(rows).unclear]


def codes(*rows: dict[str, str]) -> list[tuple[str, int | None]]:
    return [(note.code, note.line) for note in read(rows).unclear]


NEW = row("New", "09:05")
LATE = row("Active", "14:00", resolved_at=RESOLVED)


@pytest.mark.parametrize(
    ("log", "sentence"),
    [
        (
            [row("New", "09:30"), NEW],
            "line 3, column 1, INC1.sys_updated_at: found a row that stands after a later one; "
            "allowed is rows in order",
        ),
        (
            [row("Awaiting Vendor", "09:05")],
            "line 2, column 1, INC1.incident_state: found `awaiting vendor` in the first row; "
            "allowed is `new`: the response may have been earlier",
        ),
        (
            [row("New", "08:59")],
            "line 2, column 1, INC1.sys_updated_at: found a row of 29-02-2016 08:59, before the opening at "
            "29-02-2016 09:00; allowed is rows after the opening",
        ),
        (
            [NEW, row("New", "09:06", opened_at="29-02-2016 08:00")],
            "line 3, column 1, INC1.opened_at: found an opening at 29-02-2016 08:00 and one at 29-02-2016 09:00; "
            "allowed is one opening",
        ),
        (
            [NEW, row("Resolved", "12:00"), row("Closed", "18:00")],
            "line 4, column 1, INC1.resolved_at: found no time of resolution; "
            "allowed is the time of the resolved row",
        ),
        (
            [NEW, row("Resolved", "12:00"), row("Closed", "18:00", resolved_at="29-02-2016 11:59")],
            "line 4, column 1, INC1.resolved_at: found 29-02-2016 11:59, and a row that resolves at 29-02-2016 12:00; "
            "allowed is one time of resolution",
        ),
        (
            [NEW, LATE],
            "line 3, column 1, INC1.resolved_at: found `active` at 29-02-2016 14:00, after the resolution at "
            "29-02-2016 12:00; allowed is no open state after the resolution",
        ),
        (
            [NEW, row("Closed", "12:00", reopen_count="3"), row("Awaiting Problem", "13:00", reopen_count="3")],
            "line 4, column 1, INC1.reopen_count: found `awaiting problem` after `closed`, and a count of 3; "
            "allowed is a count that rises",
        ),
    ],
    ids=lambda value: value.split(": found")[0] if isinstance(value, str) else None,
)  # fmt: skip
def test_each_kind_of_note_is_one_sentence(log: list[dict[str, str]], sentence: str) -> None:
    assert told(*log) == [sentence]


@pytest.mark.parametrize(
    "log",
    [
        [row("New", "09:00")],  # at the minute of its opening
        [row("New", "09:05", sys_mod_count="0"), row("New", "09:05", sys_mod_count="1")],
        [row("New", "09:05", sys_mod_count="3"), row("New", "09:05", sys_mod_count="3")],
        [NEW, row("Resolved", "12:00", resolved_at=RESOLVED), row("Closed", "13:00", resolved_at=RESOLVED)],
        [NEW, row("Active", "12:00", resolved_at=RESOLVED), row("Resolved", "12:00", resolved_at=RESOLVED)],
        [NEW, row("Active", "11:00"), row("Closed", "13:00", resolved_at=RESOLVED)],  # never in the state Resolved
        [NEW, row("Active", "13:00")],
        [
            *(NEW, row("Resolved", "12:00"), row("Active", "13:00", reopen_count="1")),
            row("Resolved", "14:00", reopen_count="1", resolved_at="29-02-2016 14:00"),
        ],
        [
            *(NEW, row("Resolved", "11:00"), row("Resolved", "12:00")),
            row("Closed", "13:00", resolved_at="29-02-2016 11:00"),
        ],
    ],
)  # fmt: skip
def test_what_is_clear_has_no_note(log: list[dict[str, str]]) -> None:
    assert told(*log) == []


def test_rows_that_stand_in_the_order_of_their_modifications_are_in_order() -> None:
    """Of one minute and of several: the first row that goes back is told, and no other."""
    first, second = row("New", "09:05", sys_mod_count="1"), row("New", "09:05", sys_mod_count="2")
    assert codes(first, second) == []
    assert codes(second, first) == [("row-out-of-order", 3)]
    assert codes(first, row("New", "09:06", sys_mod_count="0")) == [("row-out-of-order", 3)]
    assert codes(second, first, second, first) == [("row-out-of-order", 3)]


def test_only_the_first_row_of_each_kind_is_told() -> None:
    elsewhere = [row("New", f"09:0{minute}", opened_at=f"29-02-2016 08:0{minute}") for minute in (6, 7, 8)]
    assert codes(NEW, *elsewhere) == [("two-openings", 3)]
    assert codes(NEW, LATE, LATE | {"sys_updated_at": "29-02-2016 15:00"}) == [("open-after-resolution", 3)]
    resolved, active = row("Resolved", "12:00"), row("Active", "12:30")
    again = [row("Resolved", "13:00"), row("Active", "13:30")]
    assert codes(NEW, resolved, active, *again) == [("no-resolved-at", 6), ("reopening-not-counted", 4)]


def test_the_last_row_says_when_it_was_resolved() -> None:
    """A resolution counts from where the state begins, and any of several may be meant."""
    first, active = row("Resolved", "11:00"), row("Active", "11:30", reopen_count="1")
    second = row("Resolved", "12:00", reopen_count="1")
    for at in ("11:00", "12:00"):
        last = row("Closed", "13:00", reopen_count="1", resolved_at=f"29-02-2016 {at}")
        found = codes(NEW, first, active, second, last)
        assert ("two-resolutions", 6) not in found
    last = row("Closed", "13:00", reopen_count="1", resolved_at="29-02-2016 11:30")
    assert "two-resolutions" in str(codes(NEW, first, active, second, last))
    assert "11:30, and a row that resolves at 29-02-2016 12:00" in told(NEW, first, active, second, last)[0]
    within = row("Resolved", "12:30", resolved_at="29-02-2016 12:30")
    assert codes(NEW, row("Resolved", "12:00"), within) == [("two-resolutions", 4)]


def test_a_log_that_begins_with_a_resolution_has_one() -> None:
    first = ("first-row-not-new", 2)
    assert codes(row("Resolved", "09:05", resolved_at="29-02-2016 09:05")) == [first]
    assert codes(row("Resolved", "09:05")) == [first, ("no-resolved-at", 2)]
    later = {"resolved_at": "29-02-2016 09:10"}
    assert codes(row("Resolved", "09:05", **later), row("Resolved", "09:10", **later)) == [
        first, ("two-resolutions", 3)
    ]  # fmt: skip


def test_an_open_state_after_the_resolution_may_be_a_reopening_that_is_not_counted() -> None:
    last = {"resolved_at": RESOLVED}
    assert codes(NEW, row("Resolved", "12:00", **last), row("Active", "13:00", **last)) == [
        ("open-after-resolution", 4), ("reopening-not-counted", 4)
    ]  # fmt: skip


def test_what_counts_is_the_order_of_time_and_each_note_keeps_the_line_of_its_row() -> None:
    assert codes(row("Active", "09:30"), NEW) == [("row-out-of-order", 3)]
    assert codes(row("New", "09:30"), row("Active", "09:05")) == [("row-out-of-order", 3), ("first-row-not-new", 3)]


def test_the_notes_of_each_incident_follow_each_other() -> None:
    other = {"number": "INC2"}
    rows = [row("Active", "09:05"), row("Active", "09:06", **other), row("New", "08:00"), row("New", "08:30", **other)]
    assert [(note.place, note.line) for note in read(rows).unclear] == [
        ("INC1.sys_updated_at", 4),
        ("INC1.sys_updated_at", 4),
        ("INC2.sys_updated_at", 5),
        ("INC2.sys_updated_at", 5),
    ]


def test_in_a_file_a_note_has_the_cell_as_its_column() -> None:
    (note,) = read_csv(
        [
            "number,incident_state,opened_at,sys_updated_at,impact,urgency,priority",
            "INC1,Active,29-02-2016 09:00,29-02-2016 09:05,2 - Medium,3 - Low,4 - Low",
        ]
    ).unclear
    assert (note.code, note.line, note.column) == ("first-row-not-new", 2, 2)
