"""`slapolicy check`, `diff`, `schema`, `catalog`: what they print, and how they end; never a traceback (M4, P2, P3)."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from slapolicy import Book, Policy, catalog
from slapolicy.analysis import check, diff
from slapolicy.cli import main

CLEAN = """\
slapolicy: 1
name: clean
facts: {symptom: {one_of: [outage, question]}}
severity:
  levels: [P0, P1]
  rules:
    - {when: {symptom: outage}, then: P0}
  otherwise: P1
targets:
  reply: {start: created, stop: replied, within: 2 hours}
"""
HIDDEN = CLEAN.replace("  otherwise", "    - {when: {symptom: outage, plan: pro}, then: P1}\n  otherwise")
NOTED = CLEAN.replace("otherwise: P1", "otherwise: P0").replace("one_of: [outage, question]", "one_of: [outage]")
WRONG = CLEAN.replace("within: 2 hours", "widhin: 2 hours").replace("otherwise: P1", "otherwise: P7")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {"clean": CLEAN, "hidden": HIDDEN, "noted": NOTED, "wrong": WRONG}.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "hidden.toml").write_text(Policy.from_yaml(HIDDEN).to_toml(), encoding="utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], list[str]]:
    """The exit status, what is printed, and what is complained of."""
    status = main(arguments)
    printed = capsys.readouterr()
    return status, printed.out.splitlines(), printed.err.splitlines()


# -- check


def test_m4_a_policy_without_findings_is_fine(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", "clean.yaml") == (0, ["clean.yaml: no findings"], [])


def test_m4_a_finding_is_a_line_with_its_place_in_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    """The rule stands in line 8, its dash in column 5: its item begins in column 7."""
    status, (line,), complaints = run(capsys, "check", "hidden.yaml")
    assert (status, complaints) == (1, [])
    assert line.startswith("hidden.yaml:8:7: warning: severity.rules[1]: wherever this rule holds, ")
    assert line.endswith(
        "; seen with symptom: outage, plan: pro; remove the rule, or mend one of them [never-decisive]"
    )


def test_m4_where_a_text_keeps_no_places_the_path_tells_it(capsys: pytest.CaptureFixture[str]) -> None:
    status, (line,), _ = run(capsys, "check", "hidden.toml")
    assert status == 1
    assert line.startswith("hidden.toml: warning: severity.rules[1]: wherever ")


@pytest.mark.parametrize(
    ("file", "fail_on", "status"),
    [
        ("hidden.yaml", None, 1),
        ("hidden.yaml", "error", 0),
        ("hidden.yaml", "warning", 1),
        ("hidden.yaml", "note", 1),
        ("noted.yaml", None, 0),
        ("noted.yaml", "error", 0),
        ("noted.yaml", "note", 1),
        ("clean.yaml", "note", 0),
    ],
)
def test_m4_fail_on_says_from_which_level_on_a_finding_fails(
    file: str, fail_on: str | None, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """A note alone fails nothing, unless it is asked to."""
    options = ["--fail-on", fail_on] if fail_on else []
    found, lines, _ = run(capsys, "check", file, *options)
    assert found == status
    level = {"hidden.yaml": "warning", "noted.yaml": "note", "clean.yaml": "no findings"}[file]
    assert level in lines[0]


def test_p3_of_several_files_each_is_checked_and_the_worst_decides(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines, complaints = run(capsys, "check", "clean.yaml", "wrong.yaml", "gone.yaml", "hidden.yaml")
    assert status == 2
    assert [line.split(":")[0] for line in lines] == ["clean.yaml", "hidden.yaml"]
    assert [line.rpartition("; allowed")[0] for line in complaints] == [
        "wrong.yaml:8:3: severity.otherwise: found `P7`",
        "wrong.yaml:10:42: targets.reply.widhin: found `widhin`",
        "wrong.yaml:10:3: targets.reply.within: found neither `within` nor `every`",
        "gone.yaml: found no such file or directory",
    ]


def test_m4_findings_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "hidden.yaml", "hidden.toml", "gone.yaml", "--format", "json"]) == 2
    printed = capsys.readouterr()
    yaml, toml, gone = json.loads(printed.out)["files"]
    (finding,) = check(Policy.from_yaml(HIDDEN))
    assert yaml == {
        "file": "hidden.yaml",
        "policy": "clean",
        "edition": None,
        "findings": [finding.to_dict() | {"line": 8, "column": 7}],
        "faults": [],
    }
    assert toml["findings"] == [finding.to_dict() | {"line": None, "column": None}]
    assert (gone["findings"], gone["faults"]) == ([], printed.err.splitlines())


def test_m4_policies_of_the_catalogue_are_checked_by_their_names(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines, _ = run(capsys, "check", "community-support", "--fail-on", "error")
    assert (status, lines[0].partition(":")[0]) == (0, "community-support")


def test_e6_between_two_instants_a_gap_of_turns_is_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On duty from Monday to Friday only, and asked about a week in March."""
    hours = "restrictions: {mon-fri: 00:00-24:00}"
    turns = "{participants: [Ada], every: 1 week, starts: 2026-01-05 09:00, tz: UTC, " + hours + "}"
    ladder = "owners: {on call: {rotation: " + turns + "}}\nescalation: {levels: [{name: first, owner: on call}]}\n"
    (folder / "turns.yaml").write_text(CLEAN + ladder, encoding="utf-8")
    status, lines, _ = run(capsys, "check", "turns.yaml", "--between", "2026-03-02T00:00Z", "2026-03-09T00:00Z")
    assert status == 1
    assert any("2026-03-07" in line for line in lines)
    assert not any("2026-03" in line for line in run(capsys, "check", "turns.yaml")[1])
    status, lines, complaints = run(capsys, "check", "turns.yaml", "--between", "2026-03-02", "2026-03-09T00:00Z")
    assert (status, lines) == (2, [])
    assert complaints[0].startswith("--between: found `2026-03-02 00:00:00`, which names no zone")
    same = ["2026-03-02T00:00Z", "2026-03-02T01:00+01:00"]
    assert run(capsys, "check", "turns.yaml", "--between", *same) == (
        2,
        [],
        ["--between: found `2026-03-02T00:00Z` to `2026-03-02T01:00+01:00`; allowed is an instant and a later one"],
    )


def test_p3_what_would_steer_a_terminal_or_break_a_line_is_not_printed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a fact's value that a finding shows, in a name that a fault shows."""
    (folder / "odd.yaml").write_text(HIDDEN.replace("plan: pro", 'plan: "p\\nro\\e[2J"'), encoding="utf-8")
    status, (line,), _ = run(capsys, "check", "odd.yaml")
    assert (status, "\x1b" in line) == (1, False)
    (folder / "odd.yaml").write_text(CLEAN.replace("outage}, then", '"\\e[2J"}, then'), encoding="utf-8")
    status, lines, (complaint,) = run(capsys, "check", "odd.yaml")
    assert (status, lines, "\x1b" in complaint) == (2, [], False)


# -- books


BOOK = """\
slapolicy_book: 1
name: support
editions:
  - {name: winter, since: 2026-01-01T00:00Z, policy: old/hidden.yaml}
  - name: summer
    since: 2026-07-01T00:00Z
    policy:
      name: inside
      severity:
        levels: [P0]
        rules: [{when: {symptom: outage}, then: P0}, {when: {symptom: outage, plan: pro}, then: P0}]
        otherwise: P0
      targets: {reply: {start: created, stop: replied, within: 2 hours}}
"""


def in_folder(folder: Path, text: str = BOOK) -> None:
    (folder / "books" / "old").mkdir(parents=True, exist_ok=True)
    (folder / "books" / "book.yaml").write_text(text, encoding="utf-8")
    (folder / "books" / "old" / "hidden.yaml").write_text(HIDDEN, encoding="utf-8")


def test_p4_each_edition_of_a_book_is_checked_where_it_stands(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One edition in a file of its own, seen from the book's; the other one in the book."""
    in_folder(folder)
    status, lines, _ = run(capsys, "check", "books/book.yaml")
    assert status == 1
    assert lines[0].startswith("books/old/hidden.yaml:8:7: warning: severity.rules[1]: ")
    assert any(
        line.startswith("books/book.yaml:11:54: warning: editions[1].policy.severity.rules[1]: ") for line in lines
    )
    main(["check", "books/book.yaml", "--format", "json"])
    files = json.loads(capsys.readouterr().out)["files"]
    assert [(each["file"], each["edition"]) for each in files] == [
        ("books/old/hidden.yaml", "winter"),
        ("books/book.yaml", "summer"),
    ]


def test_p3_the_faults_of_a_book_are_told_where_they_stand(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_folder(folder, BOOK.replace("2026-07-01T00:00Z", "2025-07-01").replace("name: inside", "nmae: inside"))
    (folder / "books" / "old" / "hidden.yaml").write_text(WRONG, encoding="utf-8")
    status, lines, complaints = run(capsys, "check", "books/book.yaml")
    assert (status, lines) == (2, [])
    assert [line.partition(": found")[0] for line in complaints] == [
        "books/old/hidden.yaml:8:3: severity.otherwise",
        "books/old/hidden.yaml:10:42: targets.reply.widhin",
        "books/old/hidden.yaml:10:3: targets.reply.within",
        "books/book.yaml:6:5: editions[1].since",
        "books/book.yaml:8:7: editions[1].policy.nmae",
        "books/book.yaml:7:5: editions[1].policy.name",
    ]


@pytest.mark.parametrize(
    ("was", "instead", "complaint"),
    [
        ("old/hidden.yaml", "old/gone.yaml", "books/old/gone.yaml: found no such file or directory"),
        ("old/hidden.yaml", "old/hidden.ini", "books/old/hidden.ini: found `.ini`; allowed is one of `.yaml`"),
        ("old/hidden.yaml", "old", "books/old: found is a directory"),
        (
            "old/hidden.yaml",
            "teamflow",
            "books/teamflow: found no suffix; allowed is one of `.yaml`, ",
        ),
        ("editions:", "editions: 7\nmore:", "books/book.yaml:3:1: editions: found `7`; allowed is a list"),
        ("slapolicy_book: 1", "slapolicy_book: 2", "books/book.yaml:1:1: slapolicy_book: found `2`"),
    ],
)
def test_p3_what_is_wrong_with_a_book_is_told(
    was: str, instead: str, complaint: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_folder(folder, BOOK.replace(was, instead))
    status, _, complaints = run(capsys, "check", "books/book.yaml")
    assert status == 2
    assert complaints[0].startswith(complaint)


def test_p4_tickets_are_decided_by_a_book(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_folder(folder)
    rows = "T-1,2026-06-30T00:00Z,created,\nT-2,2026-07-01T00:00Z,created,\nT-3,2026-06-30T00:00Z,created,summer\n"
    (folder / "events.csv").write_text(f"ticket,at,event,policy_edition\n{rows}", encoding="utf-8")
    at = ["--at", "2026-07-02T00:00Z"]
    assert main(["decide", "books/book.yaml", "events.csv", *at, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["policy"] == "support"
    assert [ticket["edition"] for ticket in document["tickets"]] == ["winter", "summer", "summer"]
    (folder / "events.csv").write_text("ticket,at,event\nT-1,2025-06-30T00:00Z,created\n", encoding="utf-8")
    status, _, (complaint,) = run(capsys, "decide", "books/book.yaml", "events.csv", *at)
    assert status == 2
    assert complaint.startswith(
        "ticket T-1: found `T-1`, which begins at `2025-06-30T00:00:00+00:00`; allowed is from "
    )


# -- migrate


@pytest.fixture
def opened(folder: Path) -> Path:
    """Two editions, of two hours and of one, and four tickets, one of which has not begun at noon on 2 July."""
    policies = [
        {"name": "p", "targets": {"reply": {"stop": "replied", "within": f"{hours} hours"}}} for hours in (2, 1)
    ]
    editions = [
        {"name": name, "since": f"2026-0{month}-01T00:00Z", "policy": policy}
        for name, month, policy in zip(("winter", "summer"), (1, 7), policies, strict=True)
    ]
    (folder / "book.json").write_text(json.dumps({"slapolicy_book": 1, "name": "b", "editions": editions}))
    rows = "T-1,2026-06-30T00:00Z,created\nT-1,2026-06-30T01:30Z,replied\nT-2,2026-06-30T23:00Z,created\n"
    rows += "T-3,2026-07-02T11:00Z,created\nT-4,2026-07-03T00:00Z,created\n"
    (folder / "events.csv").write_text(f"ticket,at,event\n{rows}", encoding="utf-8")
    return folder


NOON = ["--at", "2026-07-02T12:00Z"]


def test_p4_what_a_move_changes_is_told_of_each_ticket_that_would_move(
    opened: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The third began under the edition already, and the fourth has not begun."""
    assert run(capsys, "migrate", "book.json", "events.csv", "--to", "summer", *NOON) == (
        0,
        [
            "T-1 from winter to summer at Thu 2026-07-02 12:00 +00:00",
            "  nothing changes",
            "T-2 from winter to summer at Thu 2026-07-02 12:00 +00:00",
            "  reply.limit: 2 hours -> 1 hour",
            "  reply.due_at: Wed 2026-07-01 01:00 +00:00 -> Wed 2026-07-01 00:00 +00:00",
        ],
        [],
    )
    assert run(capsys, "migrate", "book.json", "events.csv", "--to", "winter", "--at", "2026-07-01T00:00Z") == (
        0,
        ["no tickets to move"],
        [],
    )


def test_p4_the_events_of_a_move_make_it_when_they_are_added(opened: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", "book.json", "events.csv", "--to", "summer", *NOON, "--format", "events"]) == 0
    lines = capsys.readouterr().out
    created = '{"ticket": "T-2", "at": "2026-06-30T23:00Z", "event": "created"}\n'
    (opened / "moved.jsonl").write_text(created + lines.splitlines(keepends=True)[1], encoding="utf-8")
    main(["decide", "book.json", "moved.jsonl", *NOON, "--format", "json"])
    (ticket,) = json.loads(capsys.readouterr().out)["tickets"]
    assert (ticket["edition"], ticket["moved_from"]["edition"]) == ("summer", "winter")


def test_p4_a_move_as_data(opened: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", "book.json", "events.csv", "--to", "summer", *NOON, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert {key: document[key] for key in ("book", "at", "to")} == {
        "book": "b",
        "at": "2026-07-02T12:00:00+00:00",
        "to": "summer",
    }
    assert [(ticket["ticket"], len(ticket["changes"])) for ticket in document["tickets"]] == [("T-1", 0), ("T-2", 2)]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["book.json", "events.csv", "--to", "sumer"], "--to: found `sumer`, as an edition's name; allowed is one of "),
        (["clean.yaml", "events.csv", "--to", "summer"], "clean.yaml: found a policy; allowed is a book of policies"),
        (["book.json", "gone.csv", "--to", "summer"], "gone.csv: found no such file or directory"),
        (["book.json", "old.csv", "--to", "summer", *NOON], "ticket T-0: found `T-0`, which begins at `2025-01-01T"),
        (["book.json", "events.csv", "--to", "summer", "--at", "noon"], "--at: found `noon`; allowed is a datetime"),
    ],
)
def test_p3_what_can_t_be_moved_is_told(
    arguments: list[str], complaint: str, opened: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (opened / "old.csv").write_text("ticket,at,event\nT-0,2025-01-01T00:00Z,created\n", encoding="utf-8")
    status, lines, (line,) = run(capsys, "migrate", *arguments)
    assert (status, lines) == (2, [])
    assert line.startswith(complaint)


# -- diff


def test_p4_two_policies_that_mean_the_same_do_not_differ(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Written in another language and in another unit; as `diff` does, it ends with 0."""
    (folder / "same.toml").write_text(Policy.from_yaml(CLEAN.replace("2 hours", "120 minutes")).to_toml())
    status, lines, _ = run(capsys, "diff", "clean.yaml", "same.toml")
    assert (status, len(lines)) == (0, 1)


def test_p4_what_differs_is_told_and_ends_with_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "new.yaml").write_text(CLEAN.replace("2 hours", "90 minutes"), encoding="utf-8")
    changes = diff(Policy.from_yaml(CLEAN), Policy.from_yaml(CLEAN.replace("2 hours", "90 minutes")))
    status, lines, _ = run(capsys, "diff", "clean.yaml", "new.yaml")
    assert (status, "\n".join(lines)) == (1, str(changes))
    assert "2 hours became 90 minutes" in lines[-1]
    assert main(["diff", "clean.yaml", "new.yaml", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == changes.to_dict()


def test_p4_an_edition_is_compared_but_no_book(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_folder(folder)
    status, lines, (complaint,) = run(capsys, "diff", "clean.yaml", "books/book.yaml")
    assert (status, lines) == (2, [])
    assert complaint == "books/book.yaml: found a book of policies; allowed is a policy: one of its editions"


def test_p3_a_policy_that_can_t_be_read_is_not_compared(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines, complaints = run(capsys, "diff", "clean.yaml", "wrong.yaml")
    assert (status, lines, len(complaints)) == (2, [], 3)


# -- schema and catalogue


def test_p2_the_schema_is_that_of_the_policy_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == Policy.json_schema()
    assert main(["schema", "book"]) == 0
    assert json.loads(capsys.readouterr().out) == Book.json_schema()


def test_p2_the_published_schema_is_the_printed_one(capsys: pytest.CaptureFixture[str]) -> None:
    """Where this fails: `slapolicy schema > docs/reference/policy.schema.json`."""
    main(["schema"])
    published = Path(__file__).resolve().parent.parent / "docs" / "reference" / "policy.schema.json"
    assert published.read_text(encoding="utf-8") == capsys.readouterr().out


def test_the_catalogue_has_a_line_for_each_policy(capsys: pytest.CaptureFixture[str]) -> None:
    status, (_, _, *lines), _ = run(capsys, "catalog")
    assert status == 0
    assert [line.split()[0].replace("-", "_") for line in lines] == catalog.__all__
    assert all(re.search(r"\S  +[A-Z].*[.]$", line) for line in lines)


@pytest.mark.parametrize("name", ["community-support", "community_support"])
def test_p2_a_policy_of_the_catalogue_is_printed_as_a_document(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    policy = catalog.community_support()
    readers = {"yaml": Policy.from_yaml, "toml": Policy.from_toml, "json": Policy.from_json}
    for language, read in readers.items():
        assert main(["catalog", name, "--format", language]) == 0
        assert read(capsys.readouterr().out) == policy
    assert main(["catalog", name]) == 0
    assert Policy.from_yaml(capsys.readouterr().out) == policy


def test_p3_a_name_that_the_catalogue_does_not_have_gets_the_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines, (complaint,) = run(capsys, "catalog", "comunity-suport")
    assert (status, lines) == (2, [])
    assert complaint.startswith(
        "comunity-suport: found `comunity-suport`; allowed is one of the catalogue: `community-"
    )
    assert complaint.endswith("; write `community-support`")


# -- what can't be used


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        (".", "found is a directory"),
        ("folder.yaml", "found is a directory"),
        ("binary.yaml", "found the byte 0xff; allowed is a text in UTF-8"),
        ("nul.yaml", "allowed is YAML"),
        ("no\0name.yaml", "found an unreadable name"),
        ("clean", "found `clean`; allowed is a file"),
        ("without", "found no suffix"),
        ("events.csv", "found `.csv`; allowed is one of `.yaml`"),
        ("empty.yaml", "found nothing; allowed is a mapping: the policy document"),
        ("list.json", "found a list; allowed is a mapping: the policy document"),
        ("-", "found `-`; allowed is a file"),
    ],
)
@pytest.mark.parametrize("command", [["check"], ["diff", "clean.yaml"]])
def test_p3_what_is_no_policy_is_told_in_a_line(
    command: list[str], name: str, complaint: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "folder.yaml").mkdir()
    (folder / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    (folder / "nul.yaml").write_bytes(b"name: a\x00b\n")
    (folder / "list.json").write_text("[]", encoding="utf-8")
    for empty in ("without", "events.csv", "empty.yaml"):
        (folder / empty).touch()
    status, lines, (line,) = run(capsys, *command, name)
    assert (status, lines) == (2, [])
    assert line.startswith(name.split("\0", maxsplit=1)[0])
    assert complaint in line


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "clean.yaml", "--fail-on", "breach"],
        ["diff", "clean.yaml"],
        ["schema", "ticket"],
        ["replai"],
    ],
)
def test_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, lines, complaints = run(capsys, *arguments)
    assert (status, lines) == (2, [])
    assert complaints[0].startswith("usage: slapolicy")


@pytest.mark.parametrize("command", ["decide", "check", "diff", "migrate", "catalog", "schema"])
def test_each_command_tells_how_it_is_used(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, lines, _ = run(capsys, command, "--help")
    assert status == 0
    assert lines[0].startswith(f"usage: slapolicy {command}")


def test_it_runs_as_a_module_too() -> None:
    command = [sys.executable, "-m", "slapolicy.cli", "check", "hidden.yaml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout[:15], done.stderr) == (1, "hidden.yaml:8:7", "")
