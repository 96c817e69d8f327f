"""Rows of events become tickets, or every bad row is told with its place (C1, P3)."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from slapolicy import Event, Ticket
from slapolicy.errors import Fault, TicketError
from slapolicy.facts import FactKind, FactType
from slapolicy.formats.events import json_line, read_csv, read_events, read_json_lines

TYPES = {
    "seats": FactType(FactKind.NUMBER),
    "workaround": FactType(FactKind.BOOLEAN),
    "symptom": FactType(FactKind.TEXT, ("outage", "minor issue")),
}
HEADER = "ticket,at,event,symptom,workaround,seats\n"
CREATED = Event("created", "2026-03-06T16:30:00Z", symptom="outage", workaround=True, seats=12)


def faults_of(*lines: str) -> tuple[Fault, ...]:
    with pytest.raises(TicketError) as refused:
        read_events(lines, types=TYPES)
    return refused.value.faults


def test_c1_rows_become_events_of_their_tickets_in_the_order_of_first_rows() -> None:
    tickets = read_csv(
        [
            "ticket,at,event,plan\n",
            "T-2,2026-03-06T17:00:00Z,created,pro\n",
            "T-1,2026-03-06T16:30:00+01:00,created,\n",
            "T-2,2026-03-06T16:00:00Z,noted,\n",
        ]
    )
    assert tickets == (
        Ticket("T-2", [Event("created", "2026-03-06T17:00:00Z", plan="pro"), Event("noted", "2026-03-06T16:00:00Z")]),
        Ticket("T-1", [Event("created", "2026-03-06T15:30:00Z")]),
    )


def test_cells_are_read_as_what_the_policy_says_the_facts_are() -> None:
    assert read_csv([HEADER, "T-1,2026-03-06T16:30:00Z,created,outage,yes,12"], types=TYPES) == (
        Ticket("T-1", [CREATED]),
    )


def test_without_types_a_cell_is_a_text() -> None:
    (ticket,) = read_csv([HEADER, "T-1,2026-03-06T16:30:00Z,created,outage,yes,12"])
    assert dict(ticket.events[0].facts) == {"symptom": "outage", "workaround": "yes", "seats": "12"}


def test_json_lines_and_csv_tell_the_same() -> None:
    line = (
        '{"ticket":"T-1","at":"2026-03-06T16:30:00Z","event":"created","symptom":"outage","workaround":true,"seats":12}'
    )
    assert read_events([line], types=TYPES) == (Ticket("T-1", [CREATED]),)


def test_json_keeps_numbers_exact_and_null_takes_a_fact_away() -> None:
    (ticket,) = read_json_lines(
        [
            '{"ticket": 7, "at": "2026-03-06T16:30:00Z", "event": "created", "refund": 1000.10, "tags": ["a", "b"]}\n',
            "\n",
            '{"ticket": 7, "at": "2026-03-06T16:31:00Z", "event": "changed", "refund": null}\n',
        ]
    )
    assert ticket.id == "7"
    assert dict(ticket.events[0].facts) == {"refund": Decimal("1000.10"), "tags": ("a", "b")}
    assert "refund" not in ticket.facts_at("2026-03-06T16:31:00Z")


@pytest.mark.parametrize(
    "start",
    [
        ["\ufeff" + HEADER],
        ["\ufeff ticket , at,event,symptom,workaround,seats\r\n"],
        ['"ticket","at","event","symptom",workaround,seats\n'],
    ],
)
def test_a_byte_order_mark_blanks_and_quotes_around_names_do_no_harm(start: list[str]) -> None:
    rows = [*start, "\r\n", "T-1,2026-03-06T16:30:00Z,created,outage,true,12\r\n"]
    assert read_events(rows, types=TYPES) == (Ticket("T-1", [CREATED]),)


def test_a_file_with_a_header_alone_has_no_tickets() -> None:
    assert read_events([HEADER]) == ()


def test_p3_every_bad_row_is_told_at_once_with_line_and_cell() -> None:
    found = faults_of(
        HEADER,
        "T-1,2026-03-06 16:30,created,outage,true,1\n",
        ",2026-03-06T16:30:00Z,created,outage,true,1\n",
        "T-1,2026-03-06T16:30:00Z,created,otuage,maybe,many\n",
        "T-1,2026-03-06T16:30:00Z,created\n",
        'T-1,2026-03-06T16:30:00Z,"created, again",outage,true,1,2\n',
        "T-1,2026-03-06T16:30:00Z,,outage,true,1\n",
    )
    assert [(fault.line, fault.column, fault.place, fault.code) for fault in found] == [
        (2, 2, "at", "naive-instant"),
        (3, 1, "ticket", "missing-cell"),
        (4, 4, "symptom", "wrong-fact"),
        (4, 5, "workaround", "wrong-fact"),
        (4, 6, "seats", "wrong-fact"),
        (5, 3, "", "wrong-row"),
        (6, 6, "", "wrong-row"),
        (7, 3, "event", "missing-cell"),
    ]
    assert found[2].remedy == "write `outage`"


def test_p3_bad_lines_of_json_are_told_as_well() -> None:
    good = '{"ticket": "T-1", "at": "2026-03-06T16:30:00Z", "event": "created"'
    found = faults_of(
        good + "}",
        good,
        "[1]",
        good + ', "seats": "12", "seats": "13"}',
        good + ', "seats": [1]}',
        good + ', "owner": {"name": "Ada"}}',
        '{"ticket": true, "at": 3}',
    )
    assert [(fault.line, fault.place, fault.code) for fault in found] == [
        (2, "", "json-syntax"),
        (3, "", "wrong-row"),
        (4, "seats", "duplicate-key"),
        (5, "seats", "wrong-fact"),
        (6, "owner", "wrong-fact"),
        (7, "ticket", "missing-cell"),
        (7, "at", "missing-cell"),
        (7, "event", "missing-cell"),
    ]


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        (
            "tickets,at,event",
            "line 1, column 1, ticket: found the columns `tickets`, `at`, `event`; "
            "allowed is a header with the columns `ticket`, `at`, `event`; rename `tickets` to `ticket`",
        ),
        (
            "ticket;at;event",
            "line 1, column 1, ticket: found the columns `ticket;at;event`; "
            "allowed is a header with the columns `ticket`, `at`, `event`; separate the cells by commas",
        ),
        ("ticket,at,event,at", "line 1, column 4: found `at` again; allowed is a name for each column, once"),
        (
            "ticket,at,event,",
            "line 1, column 4: found a column without a name; allowed is a name for each column, once",
        ),
        (
            "",
            "ticket: found no header; allowed is a header with the columns `ticket`, `at`, `event`",
        ),
    ],
)
def test_p3_a_bad_header_is_told_before_any_row(header: str, sentence: str) -> None:
    found = faults_of(header, "T-1,never,created,x")
    assert str(found[0]).endswith(sentence)
    assert {fault.line for fault in found} == {1}


def test_p3_an_open_quote_is_told_with_the_rows_before_it() -> None:
    found = faults_of(HEADER, "T-1,never,created,outage,true,1\n", 'T-1,2026-03-06T16:30:00Z,"created,outage,true,1\n')
    assert [(fault.line, fault.code) for fault in found] == [(2, "unreadable-instant"), (3, "csv-syntax")]


def test_p3_of_many_faults_the_first_are_told_and_the_others_counted() -> None:
    found = faults_of(HEADER, *["T-1,never,created,outage,true,1\n"] * 2000)
    assert len(found) == 51
    assert str(found[-1]) == "found 1,950 more faults; allowed is none"


def test_c1_an_event_is_written_as_a_line_that_reads_back() -> None:
    tags = ("a", "b\n\u2028", Decimal("0.10"))
    since = datetime(2026, 3, 6, 15, 30, tzinfo=UTC)
    facts = {"refund": Decimal("1000.50"), "vip": True, "gone": None, "tags": tags, "since": since, "name": 'é"'}
    line = json_line("T-1", Event("changed", "2026-03-06T16:30:00+01:00", **facts))
    assert line == (
        '{"ticket":"T-1","at":"2026-03-06T16:30:00+01:00","event":"changed","refund":1000.5,"vip":true,"gone":null,'
        '"tags":["a","b\\n\u2028",0.1],"since":"2026-03-06T15:30:00+00:00","name":"é\\""}'
    )
    ((event,),) = read_json_lines([line], types={"since": FactType(FactKind.INSTANT)})
    assert event == Event("changed", "2026-03-06T16:30:00+01:00", **facts)


def test_c1_instants_in_a_list_are_written_as_texts() -> None:
    seen = [datetime(2026, 3, 6, 15, 30, tzinfo=UTC), "later"]
    line = json_line("T-1", Event("changed", "2026-03-06T16:30:00Z", seen=seen))
    assert line.endswith(',"seen":["2026-03-06T15:30:00+00:00","later"]}')


def test_c1_a_fact_with_the_name_of_a_column_does_not_hide_the_column() -> None:
    line = json_line("T-1", Event("changed", "2026-03-06T16:30:00Z", ticket="T-2", event="lost", plan="pro"))
    assert read_json_lines([line]) == (Ticket("T-1", [Event("changed", "2026-03-06T16:30:00Z", plan="pro")]),)
