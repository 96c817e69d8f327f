"""The tutorial's files are those that its page has the reader write, and their tests pass."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "tutorial" / "tested-policy"
PAGE = FOLDER.with_suffix(".md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


def text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def test_the_policies_are_those_of_the_page() -> None:
    draft, severity, within = blocks("yaml")
    mended = re.sub(r"severity:\n.*?(?=targets:)", lambda _: severity, draft, flags=re.DOTALL)
    mended = re.sub(r"    within: \{P1: 24 hours.*\n", lambda _: within, mended)
    assert (text("draft.yaml"), text("help-desk.yaml")) == (draft, mended)
    assert mended != draft


def test_the_tests_are_those_of_the_page_and_pass(tmp_path: Path) -> None:
    """In a folder and a process of their own, as a reader runs them."""
    written = text("test_help_desk.py")
    for block in blocks("python"):
        for line in block.splitlines():
            assert line in written
    for name in ("help-desk.yaml", "test_help_desk.py"):
        shutil.copy(FOLDER / name, tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "14 passed" in done.stdout, done.stdout + done.stderr
    assert "13 tests pass" in PAGE
