"""Writes the reference page of the codes from their table: `python -m faults.page` (P3)."""

import os
import sys
import tempfile
import textwrap
from pathlib import Path

from faults.examples import ROOT, given_by
from slapolicy.faults import SECTIONS, FaultCode, Language

PAGE = ROOT / "docs" / "reference" / "faults.md"
HEAD = """\
# Faults and findings

Every code that `Fault.code` and `Finding.code` may have: what it means, how it comes about, what to do, and an example
with what it says. Codes are stable: they are never reworded, so that programs may depend on them
([P3](../explanation/semantics.md#p3)); the words of a message may change. The table is `slapolicy.faults.CODES`, and
this page is written from it.
"""
TAKERS = {
    Language.YAML: "As a policy in YAML:",
    Language.TOML: "As a policy in TOML:",
    Language.JSON: "As a policy in JSON:",
    Language.PYTHON: "In Python, with all names of `slapolicy`:",
    Language.CONSOLE: "On the command line:",
}
WIDTH = 118


def page() -> str:
    """The whole page."""
    parts = [HEAD, *(f"## {title}\n\n" + "\n".join(map(entry_text, entries)) for title, entries in SECTIONS.items())]
    return "\n".join(parts)


def entry_text(entry: FaultCode) -> str:
    prose = textwrap.wrap(f"{entry.means} {entry.arises} **{entry.remedy}**", WIDTH, break_on_hyphens=False)
    parts = [f"### {entry.code}", "\n".join(prose), TAKERS[entry.language], block(entry.example), block(said_by(entry))]
    return "\n\n".join(parts) + "\n"


def said_by(entry: FaultCode) -> str:
    """What the example says, where it is the same on every machine."""
    said = str(given_by(entry)[0])
    return said if len(said) < 600 else said[:600] + "…"


def block(text: str) -> str:
    """Text as it is, whatever is in it, with what can't be seen written out."""
    shown = text.encode("utf-8", "backslashreplace").decode().replace("\ufeff", "\\ufeff").replace("\t", "\\t")
    return textwrap.indent(shown[:600] + ("…" if len(shown) > 600 else ""), "    ")


def write_files(folder: Path) -> None:
    """The files that examples of commands read."""
    (folder / "examples").symlink_to(ROOT / "examples")
    (folder / "latin-1.csv").write_bytes("ticket,at,event\nT-1,2026-03-06T16:30Z,créé\n".encode("latin-1"))
    (folder / "policy.txt").write_text("name: community\n", encoding="utf-8")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder))
        before = Path.cwd()
        os.chdir(folder)
        try:
            text = page()
        finally:
            os.chdir(before)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
