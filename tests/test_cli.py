"""The command line: files in, a table or JSON out, and a line for each fault; never a traceback (P3)."""

import io
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from slapolicy.cli import main

POLICY = """\
slapolicy: 1
name: small
facts: {seats: number}
targets:
  reply: {start: created, stop: replied, within: 2 hours, pause: {status: waiting}}
owners: {desk: {name: Help desk}, boss: {name: The boss}}
escalation:
  levels: [{name: desk, owner: desk}, {name: boss, owner: boss}]
  rules: [{id: late, target: reply, at: due, to: next}]
"""
EVENTS = """\
ticket,at,event,status,seats
T-1,2026-03-06T09:00:00Z,created,,3
T-1,2026-03-06T10:00:00Z,replied,,
T-2,2026-03-06T09:30:00Z,created,,
"""
JSON_LINES = """\
{"ticket": "T-1", "at": "2026-03-06T09:00:00Z", "event": "created", "seats": 3}
{"ticket": "T-1", "at": "2026-03-06T10:00:00Z", "event": "replied"}
{"ticket": "T-2", "at": "2026-03-06T09:30:00Z", "event": "created"}
"""
BEFORE, AFTER = "2026-03-06T11:00:00Z", "2026-03-06T12:00:00Z"  # T-2 is due at 11:30


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "events.csv").write_text(EVENTS, encoding="utf-8")
    return tmp_path


def decide(*arguments: str) -> int:
    return main(["decide", *arguments])


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The fault lines of a command that decides nothing."""
    assert decide(*arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err.splitlines()


def test_the_table_has_a_line_for_each_clock(capsys: pytest.CaptureFixture[str]) -> None:
    assert decide("policy.yaml", "events.csv", "--at", BEFORE) == 0
    header, _, *lines = capsys.readouterr().out.splitlines()
    assert header.split() == ["ticket", "severity", "clock", "verdict", "due", "owner", "next", "owner"]
    assert [" ".join(line.split()) for line in lines] == [
        "T-1 unclear reply met Fri 2026-03-06 11:00 +00:00 desk -",
        "T-2 unclear reply open Fri 2026-03-06 11:30 +00:00 desk boss, Fri 2026-03-06 11:30 +00:00",
    ]


def test_a_paused_clock_and_a_ticket_without_clocks(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "T-3,2026-03-06T09:00:00Z,created,waiting,\nT-4,2026-03-06T09:00:00Z,noted,,\n"
    (folder / "events.csv").write_text("ticket,at,event,status,seats\n" + rows, encoding="utf-8")
    assert decide("policy.yaml", "events.csv", "--at", BEFORE) == 0
    paused, none = (line.split() for line in capsys.readouterr().out.splitlines()[2:])
    assert paused[:5] == ["T-3", "unclear", "reply", "open", "paused"]
    assert none[:5] == ["T-4", "unclear", "-", "-", "-"]


@pytest.mark.parametrize(("at", "status"), [(BEFORE, 0), (AFTER, 1)])
def test_fail_on_breach(at: str, status: int) -> None:
    assert decide("policy.yaml", "events.csv", "--at", at, "--fail-on", "breach") == status
    assert decide("policy.yaml", "events.csv", "--at", at) == 0


def test_json_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        decide("policy.yaml", "events.csv", "--at", "2026-03-06T12:00:00+01:00", "--format", "json", "--explain") == 0
    )
    document = json.loads(capsys.readouterr().out)
    assert (document["policy"], document["at"]) == ("small", "2026-03-06T12:00:00+01:00")
    assert [ticket["ticket"] for ticket in document["tickets"]] == ["T-1", "T-2"]
    assert document["tickets"][1]["clocks"]["reply"]["due_at"] == "2026-03-06T12:30:00+01:00"
    assert document["tickets"][1]["explanation"].startswith("T-2 under small")


def test_json_of_no_tickets_is_a_document_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "events.csv").write_text("ticket,at,event\n", encoding="utf-8")
    assert decide("policy.yaml", "events.csv", "--at", BEFORE, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["tickets"] == []
    assert decide("policy.yaml", "events.csv", "--at", BEFORE) == 0
    assert capsys.readouterr().out == "no tickets\n"


def test_explain_tells_how_each_answer_came_about(capsys: pytest.CaptureFixture[str]) -> None:
    assert decide("policy.yaml", "events.csv", "--at", BEFORE, "--explain") == 0
    text = capsys.readouterr().out
    assert "T-1 under small" in text
    assert "due Fri 2026-03-06 11:30 +00:00" in text


@pytest.mark.parametrize("name", ["events.jsonl", "events.txt"])
def test_json_lines_are_known_by_their_suffix_or_their_start(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).write_text(JSON_LINES, encoding="utf-8")
    decide("policy.yaml", "events.csv", "--at", BEFORE)
    from_csv = capsys.readouterr().out
    assert decide("policy.yaml", name, "--at", BEFORE) == 0
    assert capsys.readouterr().out == from_csv


@pytest.mark.parametrize("text", [EVENTS, JSON_LINES])
def test_a_dash_is_standard_input(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert decide("policy.yaml", "-", "--at", BEFORE) == 0
    assert capsys.readouterr().out.count("T-") == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "p.json",
            '{"slapolicy": 1, "name": "p", "targets": {"a": {"start": "created", "stop": "b", "within": "2 hours"}}}',
        ),
        ("p.toml", 'slapolicy = 1\nname = "p"\ntargets.a = {start = "created", stop = "b", within = "2 hours"}'),
        ("p.YML", "slapolicy: 1\nname: p\ntargets: {a: {start: created, stop: b, within: 2 hours}}"),
    ],
)
def test_p2_a_policy_is_read_by_its_suffix(
    name: str, text: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    assert decide(name, "events.csv", "--at", BEFORE) == 0
    assert "Fri 2026-03-06 11:30" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["community-support", "community_support"])
def test_a_policy_of_the_catalogue_is_known_by_its_name(name: str) -> None:
    assert decide(name, "events.csv", "--at", BEFORE) == 0


def test_the_clock_is_read_where_no_moment_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert decide("policy.yaml", "events.csv", "--format", "json") == 0
    at = datetime.fromisoformat(json.loads(capsys.readouterr().out)["at"])
    assert at.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=5)


def test_p3_the_faults_of_a_policy_have_their_places(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "policy.yaml").write_text(POLICY.replace("within: 2 hours", "widhin: 1 day"), encoding="utf-8")
    lines = refused(capsys, "policy.yaml", "events.csv", "--at", BEFORE)
    assert lines
    assert all(line.startswith("policy.yaml:5:") for line in lines)
    assert "write `within`" in lines[0]


def test_p3_the_faults_of_events_have_their_places(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "events.csv").write_text(EVENTS.replace("09:30:00Z", "09:30:00").replace(",3", ",many"), encoding="utf-8")
    assert [line.split(": ")[0:2] for line in refused(capsys, "policy.yaml", "events.csv", "--at", BEFORE)] == [
        ["events.csv:2:5", "seats"],
        ["events.csv:4:2", "at"],
    ]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["comunity-support", "events.csv"], "comunity-support: found `comunity-support`; allowed is a file"),
        (["policy.ini", "events.csv"], "policy.ini: found `.ini`; allowed is one of `.yaml`, `.yml`, `.toml`, `.json`"),
        (["nowhere.yaml", "events.csv"], "nowhere.yaml: found no such file or directory; allowed is a file"),
        (["policy.yaml", "nowhere.csv"], "nowhere.csv: found no such file or directory; allowed is a file"),
        (["policy.yaml", "."], ".: found is a directory; allowed is a file"),
        (["policy.yaml", "latin.csv"], "latin.csv:2:5: found the byte 0xe9; allowed is a text in UTF-8"),
        (["latin.yaml", "events.csv"], "latin.yaml:2:5: found the byte 0xe9; allowed is a text in UTF-8"),
        (["huge.yaml", "events.csv"], "huge.yaml: found 2,000,000 characters; allowed is a text of at most"),
        (["policy.yaml", "huge.csv"], "huge.csv:1:1: found a line of 4,194,304 bytes; allowed is at most 4,194,303"),
        (["policy.yaml", "events.csv", "--at", "today"], "--at: found `today`; allowed is a datetime with a zone"),
    ],
)
def test_p3_what_cannot_be_used_is_told_in_a_line(
    arguments: list[str], line: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "latin.csv").write_bytes("ticket,at,event\nT-1,é\n".encode("latin-1"))
    (folder / "latin.yaml").write_bytes("a: 1\nb: 'é'\n".encode("latin-1"))
    (folder / "huge.yaml").write_bytes(b"#" * 2_000_000)
    (folder / "huge.csv").write_bytes(b"#" * 5_000_000)
    (folder / "policy.ini").touch()
    lines = refused(capsys, *arguments)
    assert len(lines) == 1
    assert lines[0].startswith(line)


def test_p3_of_many_faults_the_first_are_told_and_the_others_counted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "events.csv").write_text("ticket,at,event\n" + "T-1,never,created\n" * 500, encoding="utf-8")
    lines = refused(capsys, "policy.yaml", "events.csv", "--at", BEFORE)
    assert len(lines) == 51
    assert lines[-1].startswith("events.csv: found 450 more faults")


@pytest.mark.parametrize("package", ["tabulate", "yaml"])
def test_a_missing_package_is_told_with_its_extra(
    package: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from slapolicy import texts

    monkeypatch.setitem(sys.modules, package, None)
    if package == "yaml":
        monkeypatch.delitem(sys.modules, "slapolicy.texts.yaml_events", raising=False)
        monkeypatch.delattr(texts, "yaml_events", raising=False)
    (line,) = refused(capsys, "policy.yaml", "events.csv", "--at", BEFORE)
    assert "pip install 'slapolicy[" in line


def test_without_tqdm_there_is_no_bar_and_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert decide("policy.yaml", "events.csv", "--at", BEFORE) == 0


def test_what_would_steer_a_terminal_is_not_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "events.csv").write_text("ticket,at,event\nT\x1b[2J,2026-03-06T09:00:00Z,created\n", encoding="utf-8")
    assert decide("policy.yaml", "events.csv", "--at", BEFORE) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_servicenow_is_decided_and_what_is_unclear_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header = "number,incident_state,opened_at,sys_updated_at,impact,urgency,priority\n"
    row = "INC{},Active,29-02-2016 09:00,29-02-2016 09:05,2 - Medium,3 - Low,4 - Low\n"
    (folder / "log.csv").write_text(header + "".join(row.format(n) for n in range(12)), encoding="utf-8")
    assert decide("policy.yaml", "log.csv", "--from", "servicenow", "--at", "2016-02-29T10:00:00Z") == 0
    printed = capsys.readouterr()
    assert printed.out.count("Mon 2016-02-29 11:00 +00:00") >= 12
    notes = printed.err.splitlines()
    assert notes[0].startswith("log.csv:2:2: note: INC0.incident_state: found `active` in the first row")
    assert notes[10:] == ["log.csv: note: 2 more notes of this kind"]


@pytest.mark.parametrize(
    ("arguments", "status"), [([], 2), (["decide"], 2), (["decide", "a", "b", "--format", "xml"], 2), (["--help"], 0)]
)
def test_usage(arguments: list[str], status: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == status
    assert "usage: slapolicy" in "".join(capsys.readouterr())


def test_whoever_stops_reading_causes_no_failure(folder: Path) -> None:
    rows = "".join(f"T-{n},2026-03-06T09:00:00Z,created\n" for n in range(300))
    (folder / "events.csv").write_text("ticket,at,event\n" + rows, encoding="utf-8")
    command = [sys.executable, "-m", "slapolicy.cli", "decide", "policy.yaml", "events.csv", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0
