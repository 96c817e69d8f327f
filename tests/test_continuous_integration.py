"""What the page on continuous integration tells people to paste works as it is pasted (M4, P2, P3)."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from slapolicy.cli import main
from slapolicy.texts.reading import read_yaml

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "how-to" / "continuous-integration.md").read_text(encoding="utf-8")
HARBOUR = ROOT / "examples" / "harbour"


def block(mark: str) -> str:
    """The text of the first code block after a mark."""
    found = re.search(r"```\w*\n(.*?)```", PAGE[PAGE.index(mark) :], re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one policy, and a `git` that shows what the main branch has."""
    (tmp_path / "policies").mkdir()
    shutil.copy(HARBOUR / "2026.yaml", tmp_path / "main.yaml")
    tools = tmp_path / "tools"
    tools.mkdir()
    commands = {
        "git": f'[ "$*" = "show origin/main:policies/support.yaml" ] && cat {shlex.quote(str(tmp_path))}/main.yaml',
        "slapolicy": f'exec {shlex.quote(sys.executable)} -m slapolicy.cli "$@"',
    }
    for name, text in commands.items():
        (tools / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("policy", "status", "told"),
    [
        ("2026.yaml", 0, "policies/support.yaml: no findings"),
        ("2027.yaml", 0, "4 business hours became 2 business hours"),
        ("mistakes.yaml", 2, ""),
    ],
)
def test_the_steps_of_the_build_pass_and_fail_as_the_page_says(
    policy: str, status: int, told: str, project: Path
) -> None:
    shutil.copy(HARBOUR / policy, project / "policies" / "support.yaml")
    done = subprocess.run(
        ["sh", "-e", "-c", block("<!-- checked: build -->")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, told in done.stdout) == (status, True), done.stderr


def test_the_steps_of_the_workflow_are_those_of_the_shell() -> None:
    data = read_yaml(block("As steps of a workflow")).data
    assert isinstance(data, dict)
    steps = data["steps"]
    assert isinstance(steps, list)
    install, *rest = (str(step["run"]).strip() for step in steps if isinstance(step, dict))
    assert install == "pip install 'slapolicy[cli]'"
    assert "\n".join(rest) == block("<!-- checked: build -->").strip()


def test_the_hook_calls_the_command_on_files_of_policies(monkeypatch: pytest.MonkeyPatch) -> None:
    """As pre-commit calls it: the entry, and after it the names of the files that match."""
    hooks = read_yaml((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")).data
    assert isinstance(hooks, list)
    (hook,) = hooks
    assert isinstance(hook, dict)
    assert {"id", "name", "entry", "language"} <= hook.keys()
    assert f"id: {hook['id']}" in PAGE
    program, *arguments = shlex.split(str(hook["entry"]))
    monkeypatch.chdir(HARBOUR)
    assert (program, hook["language"]) == ("slapolicy", "python")
    assert main([*arguments, "2026.yaml", "2027.yaml"]) == 0
    assert main([*arguments, "2026.yaml", "mistakes.yaml"]) == 2
    taken = ["policies/a.yaml", "policies/eu/b.toml", "policies/c.json"]
    assert all(re.search(str(hook["files"]), name) for name in taken)
    assert not any(re.search(str(hook["files"]), name) for name in ("a.yaml", "policies/README.md", ".policies/a.yaml"))


def test_the_pattern_finds_file_line_and_column(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Of faults, which have no level, and of findings, which have one."""
    (pattern,) = json.loads(block("takes this one"))["problemMatcher"][0]["pattern"]
    policy = tmp_path / "policy.yaml"
    policy.write_text((HARBOUR / "2026.yaml").read_text(encoding="utf-8").replace("one_of: [", "one_of: [smoke, "))
    main(["check", str(policy), str(HARBOUR / "mistakes.yaml")])
    printed = capsys.readouterr()
    finding = re.fullmatch(pattern["regexp"], printed.out.splitlines()[0])
    fault = re.fullmatch(pattern["regexp"], printed.err.splitlines()[0])
    assert finding
    assert fault
    assert finding.group(1, 2, 3, 4) == (str(policy), "11", "3", "warning")
    assert fault.group(1, 2, 3, 4) == (str(HARBOUR / "mistakes.yaml"), "4", "12", None)
    assert fault[5].startswith("calendars.office.tz: found ")


def test_the_first_line_for_editors_names_the_published_schema() -> None:
    """The one in the examples is a path, seen from the file."""
    first = (HARBOUR / "2026.yaml").read_text(encoding="utf-8").splitlines()[0]
    path = first.removeprefix("# yaml-language-server: $schema=")
    assert (HARBOUR / path).resolve() == ROOT / "docs" / "reference" / "policy.schema.json"
    assert "# yaml-language-server: $schema=https://" in PAGE
