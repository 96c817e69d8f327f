"""Each bad row of events is told in one sentence, and what looks odd but is clear is read (C1, P3)."""

from decimal import Decimal
from typing import Any

import pytest

from slapolicy import Event, Ticket
from slapolicy.errors import TicketError
from slapolicy.facts import FactKind, FactType
from slapolicy.formats.events import read_csv, read_events, read_json_lines

AT = "2026-03-06T16:30:00Z"
GOOD = f'{{"ticket": "T-1", "at": "{AT}", "event": "created"'
TYPES = {
    "seats": FactType(FactKind.NUMBER),
    "vip": FactType(FactKind.BOOLEAN),
    "plan": FactType(FactKind.TEXT, ("basic", "pro")),
    "tags": FactType(FactKind.LIST),
}


def told(*lines: str) -> list[str]:
    with pytest.raises(TicketError) as refused:
        read_events(lines, types=TYPES)
    return str(refused.value).split("\n")


def facts(*lines: str, typed: bool = True) -> dict[str, Any]:
    ((event,),) = read_events(lines, types=TYPES if typed else None)
    return dict(event.facts)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("[1]", "line 2, column 1: found a list; allowed is an object, `{...}`"),
        ("7", "line 2, column 1: found `7`; allowed is an object, `{...}`"),
        (GOOD, f"line 2, column {len(GOOD) + 1}: found the end of the line; allowed is JSON: expecting ',' delimiter"),
        (GOOD + ', "a": 1, "a": 2}', "line 2, column 1, a: found `a` again; allowed is each key once"),
        (GOOD + ', "vip": "maybe"}', "line 2, column 1, vip: found `maybe`; allowed is true or false"),
        (GOOD + ', "vip": 1}', "line 2, column 1, vip: found `1`; allowed is true or false"),
        (GOOD + ', "seats": true}', "line 2, column 1, seats: found `True`; allowed is a number"),
        (
            GOOD + ', "plan": "por"}',
            "line 2, column 1, plan: found `por`; allowed is one of `basic`, `pro`; write `pro`",
        ),
        (GOOD + ', "plan": [[1]]}', "line 2, column 1, plan: found a list; allowed is one of `basic`, `pro`"),
        (
            GOOD + ', "note": {"a": 1}}',
            "line 2, column 1, note: found a mapping; allowed is a text, a number, true or false, a date, "
            "an instant with its offset, or a list of them",
        ),
        (
            f'{{"ticket": true, "at": "{AT}", "event": "created"}}',
            "line 2, column 1, ticket: found `True`; allowed is a text in every row",
        ),
        (
            f'{{"at": "{AT}", "ticket": "T-1", "event": 5}}',
            "line 2, column 1, event: found `5`; allowed is a text in every row",
        ),
        ('{"ticket": 1, "at": " ", "event": "x"}', "line 2, column 1, at: found ``; allowed is a text in every row"),
        (f'{{"ticket": 1, "at": "{AT}"}}', "line 2, column 1, event: found nothing; allowed is a text in every row"),
        (
            f'{{"ticket": "{"T" * 201}", "at": "{AT}", "event": "x"}}',
            f"line 2, column 1, ticket: found `{'T' * 60}…`; allowed is a ticket's id: a text that is not empty",
        ),
        (
            f'{{"ticket": 1, "at": "{AT}", "event": "{"x" * 201}"}}',
            f"line 2, column 1, event: found `{'x' * 60}…`; allowed is an event's name",
        ),
    ],
)  # fmt: skip
def test_p3_a_bad_line_of_json_is_told_in_one_sentence(line: str, sentence: str) -> None:
    assert told(GOOD + "}", line, GOOD + "}") == [sentence]


@pytest.mark.parametrize(
    ("cells", "sentences"),
    [
        (f"T-1,{AT},created,many,pro", ["line 3, column 4, seats: found `many`; allowed is a number"]),
        (
            f"T-1,{AT},created,1,por",
            ["line 3, column 5, plan: found `por`; allowed is one of `basic`, `pro`; write `pro`"],
        ),
        (
            f"{'T' * 201},{AT},created,1,pro",
            [f"line 3, column 1, ticket: found `{'T' * 60}…`; allowed is a ticket's id: a text that is not empty"],
        ),
        (
            f"T-1,{AT},{'x' * 201},1,pro",
            [f"line 3, column 3, event: found `{'x' * 60}…`; allowed is an event's name"],
        ),
        (
            ", ,created,,",
            [
                "line 3, column 1, ticket: found nothing; allowed is a text in every row",
                "line 3, column 2, at: found nothing; allowed is a text in every row",
            ],
        ),
    ],
    ids=["number", "choice", "id", "name", "empty"],
)
def test_p3_a_bad_row_of_csv_is_told_with_its_cell(cells: str, sentences: list[str]) -> None:
    assert told("ticket,at,event,seats,plan", f"T-1,{AT},created,1,pro", cells) == sentences


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("[1]", "wrong-row"),
        (GOOD + ', "vip": "maybe"}', "wrong-fact"),
        (f'{{"at": "{AT}", "event": "x"}}', "missing-cell"),
        ('{"ticket": 1, "at": "never", "event": "x"}', "unreadable-instant"),
        ("{", "json-syntax"),
    ],
)
def test_p3_each_fault_has_a_code_of_its_own(line: str, code: str) -> None:
    with pytest.raises(TicketError) as refused:
        read_events([GOOD + "}", line], types=TYPES)
    assert [fault.code for fault in refused.value.faults] == [code]


def test_p3_a_file_with_nothing_in_it_has_no_header() -> None:
    for lines in ([], ["\n", " \t\r\n"], ["\ufeff"]):
        first, *_ = told(*lines)
        assert first == (
            "line 1, column 1, ticket: found no header; allowed is a header with the columns `ticket`, `at`, `event`"
        )


def test_json_lines_may_begin_with_a_mark_of_the_byte_order_and_with_blank_lines() -> None:
    for start in (["\ufeff"], ["\ufeff\r\n"], ["\n", " \t\n"], ["\n", "\t "]):
        *before, last = start
        lines = [*before, last + GOOD + "}"] if not last.endswith("\n") else [*start, GOOD + "}"]
        assert read_events(lines) == (Ticket("T-1", [Event("created", AT)]),)


def test_p3_blank_lines_count_as_lines() -> None:
    assert told("\n", GOOD + "}\n", "\r\n", "\n", "[]\n") == [
        "line 5, column 1: found a list; allowed is an object, `{...}`"
    ]


def test_csv_may_begin_with_a_brace_below_its_header_alone() -> None:
    assert facts("ticket,at,event,note", f"T-1,{AT},created,{{x}}") == {"note": "{x}"}


def test_a_fact_may_have_any_name() -> None:
    assert facts(GOOD + ', "name": "a", "self": "b", "id": 3}') == {"name": "a", "self": "b", "id": 3}


def test_c12_facts_are_read_by_their_types_in_both_forms() -> None:
    """In JSON a text may stand for a number, as it does in a cell."""
    expected = {"seats": Decimal(12), "vip": True, "plan": "pro", "tags": ("a", "b"), "other": "5"}
    csv = ["ticket,at,event,seats,vip,plan,tags,other", f"T-1,{AT},created, 12 ,yes,pro,a; b,5"]
    texts = GOOD + ', "seats": "12", "vip": "yes", "plan": "pro", "tags": "a;b", "other": "5"}'
    values = GOOD + ', "seats": 12, "vip": true, "plan": "pro", "tags": ["a", "b"], "other": "5"}'
    for lines in (csv, [texts], [values]):
        assert facts(*lines) == expected
    assert facts(texts, typed=False) == {"seats": "12", "vip": "yes", "plan": "pro", "tags": "a;b", "other": "5"}


def test_c12_null_takes_a_fact_away_whatever_its_type() -> None:
    assert facts(GOOD + ', "vip": null, "other": null}') == {"vip": None, "other": None}


def test_the_id_of_a_ticket_may_be_a_whole_number_and_its_cells_may_have_blanks() -> None:
    line = f'{{"ticket": 0, "at": " {AT} ", "event": " created "}}'
    assert read_json_lines([line]) == (Ticket("0", [Event("created", AT)]),)
    assert read_csv(["ticket,at,event", f" T-1 , {AT} , created "]) == (Ticket("T-1", [Event("created", AT)]),)


def test_p3_no_ticket_is_read_where_a_row_is_bad() -> None:
    """Neither is what is wrong with the event told, where its cells are bad already."""
    assert told(GOOD + "}", '{"ticket": "T-2", "at": "never", "event": 1}') == [
        "line 2, column 1, event: found `1`; allowed is a text in every row"
    ]
