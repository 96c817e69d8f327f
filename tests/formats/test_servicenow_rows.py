"""A row of an audit log is read as it stands, and each cell that can't be is told in one sentence (C1, P3)."""

from itertools import count

import pytest

from slapolicy import Event
from slapolicy.errors import TicketError
from slapolicy.formats.servicenow import against_grid, read, read_csv
from slapolicy.severity import SeverityMatrix

ROW = {
    "number": "INC1",
    "incident_state": "New",
    "opened_at": "29-02-2016 09:00",
    "sys_updated_at": "29-02-2016 09:05",
    "impact": "2 - Medium",
    "urgency": "3 - Low",
    "priority": "4 - Low",
}
TIME = "allowed is a time such as `29-02-2016 09:00`, or `?`"
STATES = (
    "allowed is one of `New`, `Active`, `Awaiting User Info`, `Awaiting Problem`, `Awaiting Vendor`, "
    "`Awaiting Evidence`, `Resolved`, `Closed`"
)


def told(*rows: dict[str, str]) -> list[str]:
    with pytest.raises(TicketError) as refused:
        read(rows)
    return str(refused.value).split("\n")


def created(**cells: str) -> Event:
    (ticket,) = read([ROW | cells]).tickets
    return ticket.events[0]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"number": "?"}, "number: found nothing; allowed is a value in every row"),
        ({"impact": "  "}, "impact: found nothing; allowed is a value in every row"),
        ({"incident_state": "Actve"}, f"incident_state: found `Actve`; {STATES}; write `Active`"),
        ({"incident_state": "new"}, f"incident_state: found `new`; {STATES}; write `New`"),
        (
            {"impact": "Medium"},
            "impact: found `Medium`; allowed is one of `1 - High`, `2 - Medium`, `3 - Low`; write `2 - Medium`",
        ),
        ({"urgency": "9"}, "urgency: found `9`; allowed is one of `1 - High`, `2 - Medium`, `3 - Low`"),
        (
            {"priority": "3 - Moderat"},
            "priority: found `3 - Moderat`; "
            "allowed is one of `1 - Critical`, `2 - High`, `3 - Moderate`, `4 - Low`; write `3 - Moderate`",
        ),
        ({"opened_at": "29-02-2015 09:00"}, f"opened_at: found `29-02-2015 09:00`; {TIME}"),
        ({"opened_at": "2016-02-29 09:00"}, f"opened_at: found `2016-02-29 09:00`; {TIME}"),
        ({"sys_updated_at": "29-02-2016 09:05:00"}, f"sys_updated_at: found `29-02-2016 09:05:00`; {TIME}"),
        ({"resolved_at": "29-02-2016 24:00"}, f"resolved_at: found `29-02-2016 24:00`; {TIME}"),
        ({"sys_mod_count": "-1"}, "sys_mod_count: found `-1`; allowed is a whole number"),
        ({"sys_mod_count": "٣"}, "sys_mod_count: found `٣`; allowed is a whole number"),
        ({"reopen_count": "123456789"}, "reopen_count: found `123456789`; allowed is a whole number"),
        ({"reopen_count": "x"}, "reopen_count: found `x`; allowed is a whole number"),
    ],
    ids=count(),
)
def test_p3_each_cell_that_cannot_be_read_is_told_in_one_sentence(cells: dict[str, str], sentence: str) -> None:
    assert told(ROW, ROW | cells) == [f"line 3, column 1, {sentence}"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"number": ""}, "missing-cell"),
        ({"impact": "4"}, "unknown-word"),
        ({"opened_at": "now"}, "wrong-time"),
        ({"reopen_count": "x"}, "wrong-count"),
    ],
)
def test_p3_each_fault_has_a_code_of_its_own(cells: dict[str, str], code: str) -> None:
    with pytest.raises(TicketError) as refused:
        read([ROW | cells])
    assert [fault.code for fault in refused.value.faults] == [code]


def test_p3_all_that_is_wrong_with_a_row_is_told_at_once() -> None:
    cells = {"number": "", "urgency": "x", "opened_at": "x", "resolved_at": "x", "reopen_count": "x"}
    assert [line.split(": ")[0] for line in told(ROW | cells)] == [
        f"line 2, column 1, {column}" for column in ("number", "urgency", "opened_at", "resolved_at", "reopen_count")
    ]


def test_the_largest_count_is_read() -> None:
    rows = [ROW | {"sys_mod_count": "99999999", "impact": "1 - High"}, ROW | {"sys_mod_count": "0"}]
    (ticket,) = read(rows).tickets
    assert [event.facts["impact"] for event in ticket] == ["medium", "high"]


def test_a_count_that_is_not_told_is_none() -> None:
    """Such a row stands before one of the same minute that counts."""
    rows = [ROW | {"sys_mod_count": "1", "impact": "1 - High"}, ROW | {"sys_mod_count": "?"}]
    (ticket,) = read(rows).tickets
    assert [event.facts["impact"] for event in ticket] == ["medium", "high"]


def test_c1_every_field_of_the_log_that_is_kept_is_a_fact() -> None:
    told = {
        "assignment_group": "Group 7",
        "assigned_to": "Resolver 3",
        "category": "Category 1",
        "subcategory": "Subcategory 2 - High",
        "location": "Location 4",
        "u_symptom": "Symptom 5",
        "contact_type": "Phone",
        "made_sla": "true",
        "impact": "1 - High",
        "urgency": "2 - Medium",
        "priority": "1 - Critical",
        "sys_updated_by": "Updated by 6",
    }
    assert dict(created(**told).facts) == {
        "status": "new",
        "assignment_group": "Group 7",
        "assigned_to": "Resolver 3",
        "category": "Category 1",
        "subcategory": "Subcategory 2 - High",
        "location": "Location 4",
        "symptom": "Symptom 5",
        "channel": "Phone",
        "log_made_sla": True,
        "impact": "high",
        "urgency": "medium",
        "log_priority": "critical",
    }
    assert created(made_sla="FALSE").facts["log_made_sla"] is False


def test_blanks_around_a_cell_say_nothing_and_a_lone_question_mark_either() -> None:
    assert created(assigned_to="  Ada ").facts["assigned_to"] == "Ada"
    assert "assigned_to" not in created(assigned_to=" ? ").facts
    assert created(assigned_to="??").facts["assigned_to"] == "??"


def test_times_are_of_the_day_the_month_and_the_year_in_utc() -> None:
    assert created(opened_at="03-02-2016 04:05", sys_updated_at="03-02-2016 04:06").at.isoformat() == (
        "2016-02-03T04:05:00+00:00"
    )


def named(*states: str) -> list[str]:
    rows = [ROW | {"incident_state": state, "sys_mod_count": str(number)} for number, state in enumerate(states)]
    (ticket,) = read(rows).tickets
    return [event.name for event in ticket][1:]


@pytest.mark.parametrize(
    ("states", "names"),
    [
        (["New", "New"], []),
        (["Active"], ["acknowledged"]),
        (["Closed"], ["acknowledged", "closed"]),
        (["New", "Closed"], ["acknowledged", "closed"]),
        (["New", "Active", "New", "Active"], ["acknowledged", "changed", "changed"]),
        (["New", "Active", "Resolved", "Closed"], ["acknowledged", "resolved", "closed"]),
        (["Active", "Resolved", "New", "Active"], ["acknowledged", "resolved", "reopened", "changed"]),
        (["Active", "Closed", "Resolved"], ["acknowledged", "closed", "resolved"]),
        (["Active", "Closed", "Awaiting Evidence"], ["acknowledged", "closed", "reopened"]),
    ],
)
def test_c1_the_events_between_the_states(states: list[str], names: list[str]) -> None:
    assert named(*states) == names


def test_c1_a_difference_within_a_state_is_a_change_also_before_anyone_took_it_up() -> None:
    rows = [
        ROW,
        ROW | {"sys_updated_at": "29-02-2016 09:06", "impact": "1 - High"},
        ROW | {"sys_updated_at": "29-02-2016 09:07", "impact": "1 - High", "incident_state": "Active"},
        ROW | {"sys_updated_at": "29-02-2016 09:08", "incident_state": "Active"},
    ]
    (ticket,) = read(rows).tickets
    assert ticket.events[1:] == (
        Event("changed", "2016-02-29T09:06:00Z", impact="high"),
        Event("acknowledged", "2016-02-29T09:07:00Z", status="active"),
        Event("changed", "2016-02-29T09:08:00Z", impact="medium"),
    )


def test_p3_a_file_without_the_columns_of_a_log_is_refused() -> None:
    with pytest.raises(TicketError) as refused:
        read_csv(["number"])
    assert [fault.place for fault in refused.value.faults] == [
        "incident_state", "opened_at", "sys_updated_at", "impact", "urgency", "priority"
    ]  # fmt: skip


def test_m1_levels_are_compared_without_capital_letters_and_rows_counted_from_one() -> None:
    matrix = SeverityMatrix.grid(impact=["medium"], urgency=["low"], cells={("medium", "low"): "LOW"})
    agreed, found = against_grid(matrix, [ROW | {"priority": "2 - High"}, ROW, ROW | {"priority": "1 - Critical"}, ROW])
    assert agreed == 2
    assert [(one.row, one.number, one.logged, one.given) for one in found] == [
        (1, "INC1", "high", "low"),
        (3, "INC1", "critical", "low"),
    ]
    assert against_grid(matrix, []) == (0, ())
