"""The rows of a CSV text, and what is told of each bad one: place, words and remedy (C1, P3)."""

import pytest

from slapolicy.errors import Fault, TicketError
from slapolicy.formats.rows import Faults, Row, csv_rows

NEEDED = ("ticket", "at")
HEADER = "ticket,at,plan"


def rows(*lines: str, needed: tuple[str, ...] = NEEDED) -> list[Row]:
    faults = Faults()
    found = list(csv_rows(lines, faults, needed=needed))
    faults.raise_any()
    return found


def told(*lines: str) -> list[str]:
    with pytest.raises(TicketError) as refused:
        rows(*lines)
    return str(refused.value).split("\n")


def test_c1_a_row_has_its_line_and_its_cells_that_say_something() -> None:
    first, second = rows(HEADER + "\n", "T-1,now, pro \n", "\n", 'T-2," \t",""\n')
    assert first == Row(2, {"ticket": "T-1", "at": "now", "plan": " pro "}, {"ticket": 1, "at": 2, "plan": 3})
    assert second == Row(4, {"ticket": "T-2"}, {"ticket": 1, "at": 2, "plan": 3})


def test_a_cell_may_go_on_in_the_next_line_and_its_row_has_the_number_of_the_last_one() -> None:
    (row,) = rows(HEADER + "\n", 'T-1,"now\n', 'or ""later""","a,b"\n')
    assert row == Row(3, {"ticket": "T-1", "at": 'now\nor "later"', "plan": "a,b"}, row.columns)


def test_blanks_and_one_byte_order_mark_around_the_names_of_columns_do_no_harm() -> None:
    (row,) = rows("\ufeff ticket , at,\tplan ", "T-1,now,pro")
    assert list(row.cells) == ["ticket", "at", "plan"]
    (row,) = rows(" \ufeffticket,at", "T-1,now")
    assert list(row.cells) == ["ticket", "at"]


def test_a_fault_is_placed_at_its_cell_or_at_the_start_of_the_row() -> None:
    row = Row(7, {"ticket": "T-1"}, {"ticket": 1, "at": 2})
    fault = Fault(code="x", found="x", allowed="y")
    at, other = row.placed("at", fault), row.placed("plan", fault)
    assert (at.path, at.line, at.column) == (("at",), 7, 2)
    assert (other.path, other.line, other.column) == (("plan",), 7, 1)


@pytest.mark.parametrize(
    ("lines", "sentences"),
    [
        (
            [HEADER, "T-1,now", "", "T-2,now,pro,yes,no"],
            [
                "line 2, column 2: found 2 cells; allowed is 3 cells, as in the header",
                "line 4, column 3: found 5 cells; allowed is 3 cells, as in the header; "
                "put a cell with a comma in it in quotes",
            ],
        ),
        (
            ["tickets,when,plan"],
            [
                "line 1, column 1, ticket: found the columns `tickets`, `when`, `plan`; "
                "allowed is a header with the columns `ticket`, `at`; rename `tickets` to `ticket`",
                "line 1, column 1, at: found the columns `tickets`, `when`, `plan`; "
                "allowed is a header with the columns `ticket`, `at`",
            ],
        ),
        (
            ["ticket,ticker,ta"],  # what is there already is not renamed
            [
                "line 1, column 1, at: found the columns `ticket`, `ticker`, `ta`; "
                "allowed is a header with the columns `ticket`, `at`",
            ],
        ),
        (
            ["ticket;at"],
            [
                f"line 1, column 1, {name}: found the columns `ticket;at`; "
                "allowed is a header with the columns `ticket`, `at`; separate the cells by commas"
                for name in NEEDED
            ],
        ),
        (
            ["ticket,at,,plan,at,at", "T-1"],
            [
                "line 1, column 3: found a column without a name; allowed is a name for each column, once",
                "line 1, column 5: found `at` again; allowed is a name for each column, once",
                "line 1, column 6: found `at` again; allowed is a name for each column, once",
            ],
        ),
        (
            [],
            [
                f"line 1, column 1, {name}: found no header; allowed is a header with the columns `ticket`, `at`"
                for name in NEEDED
            ],
        ),
        (
            [HEADER, 'T-1,"now"x,pro'],
            [
                "line 2, column 1: found a row that breaks off (',' expected after '\"'); "
                "allowed is quotes that are closed, and cells of at most 131,072 characters",
            ],
        ),
        (
            [HEADER, "T-1,now,pro", "T-2,now," + "x" * 131_073],
            [
                "line 3, column 1: found a row that breaks off (field larger than field limit (131072)); "
                "allowed is quotes that are closed, and cells of at most 131,072 characters",
            ],
        ),
    ],
    ids=["cells", "columns", "there already", "semicolons", "names", "empty", "quote", "limit"],
)
def test_p3_what_is_wrong_is_told_in_one_sentence(lines: list[str], sentences: list[str]) -> None:
    assert told(*lines) == sentences


def test_p3_a_column_is_renamed_whatever_its_name_says() -> None:
    with pytest.raises(TicketError, match=r"; rename `overwrites` to `overwrite`$"):
        rows("overwrites,at", needed=("overwrite",))


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        (["ticket"], {"missing-column"}),
        (["ticket,at,at"], {"wrong-column"}),
        ([HEADER, "T-1"], {"wrong-row"}),
        ([HEADER, '"'], {"csv-syntax"}),
        ([HEADER] + ["T-1"] * 51, {"wrong-row", "more-faults"}),
    ],
)
def test_p3_each_fault_has_a_code_of_its_own(lines: list[str], codes: set[str]) -> None:
    with pytest.raises(TicketError) as refused:
        rows(*lines)
    assert {fault.code for fault in refused.value.faults} == codes


def test_p3_a_file_opened_for_bytes_is_told_too() -> None:
    """The reader stops before it has counted a line."""
    faults = Faults()
    assert list(csv_rows([b"ticket,at"], faults, needed=NEEDED)) == []  # type: ignore[list-item]
    (fault,) = faults.kept
    assert (fault.code, fault.line, fault.column) == ("csv-syntax", 1, 1)


@pytest.mark.parametrize(("wrong", "kept", "last"), [(50, 50, "wrong-row"), (51, 51, "more-faults")])
def test_p3_fifty_faults_are_told_and_the_others_counted(wrong: int, kept: int, last: str) -> None:
    with pytest.raises(TicketError) as refused:
        rows(HEADER, *["T-1"] * wrong)
    assert (len(refused.value.faults), refused.value.faults[-1].code) == (kept, last)
    if last == "more-faults":
        assert str(refused.value.faults[-1]) == "found 1 more faults; allowed is none"


def test_without_a_fault_nothing_is_raised() -> None:
    Faults().raise_any()
    assert rows(HEADER) == []
