"""The audit log becomes tickets, and what it leaves unclear is told (C1).

The rows are made up, and the events were worked out from them on paper.
"""

import pytest

from slapolicy import Event, SeverityMatrix, Ticket
from slapolicy.errors import TicketError
from slapolicy.formats.servicenow import Disagreement, against_grid, read, read_csv

COLUMNS = (
    "number,incident_state,sys_mod_count,reopen_count,opened_at,sys_updated_at,"
    "impact,urgency,priority,assignment_group,resolved_at"
)
OPENED = "29-02-2016 09:00"
START = {
    "status": "new",
    "impact": "medium",
    "urgency": "low",
    "log_priority": "low",
    "assignment_group": "Desk",
}


def row(state: str, at: str, **cells: str) -> dict[str, str]:
    usual = {
        "number": "INC1",
        "incident_state": state,
        "opened_at": OPENED,
        "sys_updated_at": f"29-02-2016 {at}",
        "impact": "2 - Medium",
        "urgency": "3 - Low",
        "priority": "4 - Low",
        "assignment_group": "Desk",
        "resolved_at": "?",
    }
    return usual | cells


def events(*rows: dict[str, str]) -> list[Event]:
    (ticket,) = read(rows).tickets
    return list(ticket)


def at(time: str) -> str:
    return f"2016-02-29T{time}:00Z"


def notes(*rows: dict[str, str]) -> list[tuple[str, str]]:
    return [(note.code, note.place) for note in read(rows).unclear]


def test_c1_a_plain_life() -> None:
    log = [
        row("New", "09:05"),
        row("Active", "09:30"),
        row("Awaiting User Info", "10:00"),
        row("Active", "11:00", assignment_group="Network"),
        row("Active", "11:10", assignment_group="Network", impact="1 - High", priority="3 - Moderate"),
        row("Resolved", "12:00", assignment_group="Network", impact="1 - High", priority="3 - Moderate"),
        row("Closed", "18:00", assignment_group="Network", impact="1 - High", priority="3 - Moderate"),
    ]
    assert read(log).tickets == (
        Ticket(
            "INC1",
            [
                Event("created", at("09:00"), **START),
                Event("acknowledged", at("09:30"), status="active"),
                Event("changed", at("10:00"), status="awaiting user info"),
                Event("changed", at("11:00"), status="active", assignment_group="Network"),
                Event("changed", at("11:10"), impact="high", log_priority="moderate"),
                Event("resolved", at("12:00"), status="resolved"),
                Event("closed", at("18:00"), status="closed"),
            ],
        ),
    )


def test_who_resolves_or_asks_back_has_responded() -> None:
    assert events(row("New", "09:05"), row("Resolved", "09:30"))[1:] == [
        Event("acknowledged", at("09:30"), status="resolved"),
        Event("resolved", at("09:30"), status="resolved"),
    ]
    assert events(row("New", "09:05"), row("Awaiting Vendor", "09:30"), row("Active", "09:40"))[1:] == [
        Event("acknowledged", at("09:30"), status="awaiting vendor"),
        Event("changed", at("09:40"), status="active"),
    ]


def test_back_from_resolved_is_reopened() -> None:
    log = [row("Active", "09:05"), row("Resolved", "10:00"), row("Active", "11:00", reopen_count="1")]
    assert [event.name for event in events(*log)] == ["created", "acknowledged", "resolved", "reopened"]


def test_a_question_mark_gives_no_fact_and_takes_one_away() -> None:
    first, second = events(row("New", "09:05", assigned_to="Ada"), row("New", "09:30", assigned_to="?"))
    assert first.facts["assigned_to"] == "Ada"
    assert second == Event("changed", at("09:30"), assigned_to=None)
    assert "assigned_to" not in events(row("New", "09:05", assigned_to="?"))[0].facts


def test_the_systems_own_judgement_is_a_fact() -> None:
    created, changed = events(row("New", "09:05", made_sla="TRUE"), row("New", "09:30", made_sla="FALSE"))
    assert (created.facts["log_made_sla"], changed.facts["log_made_sla"]) == (True, False)


def test_c1_the_order_of_the_rows_does_not_change_the_ticket() -> None:
    log = [row("New", "09:05"), row("Active", "09:30"), row("Resolved", "12:00"), row("Closed", "18:00")]
    assert read(log[::-1]).tickets == read(log).tickets


def test_rows_of_one_minute_are_ordered_by_their_number_of_modification() -> None:
    log = [row("Resolved", "09:30", sys_mod_count="2"), row("Active", "09:30", sys_mod_count="1")]
    assert [event.name for event in events(*log)] == ["created", "acknowledged", "resolved"]


def test_incidents_keep_the_order_of_their_first_rows() -> None:
    log = [
        row("New", "09:05", number="INC9"),
        row("New", "09:06", number="INC1"),
        row("Active", "09:07", number="INC9"),
    ]
    assert [ticket.id for ticket in read(log).tickets] == ["INC9", "INC1"]


def test_a_clear_log_has_no_notes() -> None:
    resolved = {"resolved_at": "29-02-2016 12:00"}
    assert (
        notes(row("New", "09:00", **resolved), row("Resolved", "12:00", **resolved), row("Closed", "18:00", **resolved))
        == []
    )


@pytest.mark.parametrize(
    ("log", "note"),
    [
        ([row("New", "09:30"), row("New", "09:05")], ("row-out-of-order", "INC1.sys_updated_at")),
        ([row("Active", "09:30")], ("first-row-not-new", "INC1.incident_state")),
        ([row("New", "08:59")], ("row-before-opening", "INC1.sys_updated_at")),
        ([row("New", "09:05"), row("New", "09:06", opened_at="29-02-2016 08:00")], ("two-openings", "INC1.opened_at")),
        ([row("New", "09:05"), row("Resolved", "12:00")], ("no-resolved-at", "INC1.resolved_at")),
        (
            [row("New", "09:05"), row("Resolved", "12:00", resolved_at="29-02-2016 11:59")],
            ("two-resolutions", "INC1.resolved_at"),
        ),
        (
            [row("New", "09:05"), row("Active", "12:00", resolved_at="29-02-2016 11:59")],
            ("open-after-resolution", "INC1.resolved_at"),
        ),
        (
            [row("New", "09:05"), row("Resolved", "12:00"), row("Active", "13:00")],
            ("reopening-not-counted", "INC1.reopen_count"),
        ),
    ],
)
def test_what_the_log_leaves_unclear_is_told(log: list[dict[str, str]], note: tuple[str, str]) -> None:
    assert note in notes(*log)


def test_a_note_tells_its_line() -> None:
    (note,) = read([row("New", "09:30"), row("New", "09:05")]).unclear
    assert note.line == 3


def test_p3_rows_that_cannot_be_read_are_refused_together() -> None:
    lines = [
        COLUMNS,
        "INC1,New,0,0,29-02-2016 09:00,29-02-2016 09:05,2 - Medium,3 - Low,4 - Low,Desk,?",
        "INC1,Actve,1,0,29-02-2016 09:00,30-02-2016 09:05,2 - Medium,3 - Low,4 - Low,Desk,?",
        "INC1,Active,2,0,29-02-2016 09:00,29-02-2016 09:05,Medium,?,4 - Low,Desk,soon",
        "INC1,Active,x,0,29-02-2016 09:00",
    ]
    with pytest.raises(TicketError) as refused:
        read_csv(lines)
    assert [(fault.line, fault.column, fault.place, fault.code) for fault in refused.value.faults] == [
        (3, 2, "incident_state", "unknown-word"),
        (3, 6, "sys_updated_at", "wrong-time"),
        (4, 8, "urgency", "missing-cell"),
        (4, 7, "impact", "unknown-word"),
        (4, 11, "resolved_at", "wrong-time"),
        (5, 5, "", "wrong-row"),
    ]
    assert refused.value.faults[0].remedy == "write `Active`"
    assert refused.value.faults[3].remedy == "write `2 - Medium`"


def test_p3_a_missing_column_is_told() -> None:
    with pytest.raises(TicketError, match=r"rename `incident_stat` to `incident_state`"):
        read_csv(["number,incident_stat,opened_at,sys_updated_at,impact,urgency,priority"])


def test_m1_a_grid_is_compared_with_the_log() -> None:
    levels = ["high", "medium", "low"]
    order = ["Critical", "High", "Moderate", "Low"]
    cells = {
        (impact, urgency): order[min(levels.index(impact) + levels.index(urgency), 3)]
        for impact in levels
        for urgency in levels
    }
    matrix = SeverityMatrix.grid(impact=levels, urgency=levels, cells=cells, levels=order)
    log = [row("New", "09:05"), row("New", "09:06", impact="3 - Low", urgency="1 - High", priority="2 - High")]
    assert against_grid(matrix, log) == (1, (Disagreement(2, "INC1", "low", "high", "high", "moderate"),))
