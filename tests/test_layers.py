"""The house stands on its floors: imports point down only, and only the door reads the world (T1, E9).

A room is an entry of `LEVELS`: a module, or a package with all in it. A longer name wins over a shorter one.
"""

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

SRC = Path(__file__).resolve().parent.parent / "src"

LEVELS = {
    "slapolicy.errors": 0,
    "slapolicy._model": 0,
    "slapolicy.verifier": 0,  # shares nothing with the engine that it checks
    "slapolicy.texts": 1,  # knows no policies, so a policy may read itself
    "slapolicy.findings": 1,
    "slapolicy.faults": 1,
    "slapolicy.instants": 1,
    "slapolicy.spans": 1,
    "slapolicy.durations": 1,
    "slapolicy.drawing": 1,
    "slapolicy.wording": 1,
    "slapolicy.calendars": 2,
    "slapolicy.conditions": 2,
    "slapolicy.facts": 2,
    "slapolicy.tickets": 2,
    "slapolicy.witnesses": 2,
    "slapolicy.severity": 3,
    "slapolicy.moments": 3,
    "slapolicy.targets": 3,
    "slapolicy.clocks": 4,
    "slapolicy.escalation": 4,
    "slapolicy.availability": 4,
    "slapolicy.obligations": 4,
    "slapolicy.responsibilities": 4,
    "slapolicy.goals": 4,
    "slapolicy.policy": 5,
    "slapolicy.decisions": 5,
    "slapolicy.pictures": 5,
    "slapolicy.receipts": 5,
    "slapolicy.book": 5,
    "slapolicy": 6,  # the door itself: what it re-exports is below it
    "slapolicy.formats": 6,
    "slapolicy.catalog": 6,
    "slapolicy.analysis": 6,
    "slapolicy.testing": 6,
    "slapolicy.cli": 7,
}

# A fenced package has one home, so a change of that package is mended in one place.
FENCES = {
    "dateutil": {"slapolicy.calendars"},
    "holidays": {"slapolicy.calendars.holidays"},
    "workalendar": {"slapolicy.calendars.holidays"},
    "yaml": {"slapolicy.texts.yaml_events", "slapolicy.texts.yaml_nodes"},
    "tomllib": {"slapolicy.texts.reading"},
    "json": {"slapolicy.texts", "slapolicy.formats", "slapolicy.verifier"},
    "csv": {"slapolicy.formats.rows"},
    "tabulate": {"slapolicy.formats.tables"},
    "numpy": {"slapolicy.analysis.frames"},
    "pyarrow": {"slapolicy.analysis.frames"},
    "hypothesis": {"slapolicy.testing"},
    "pytest": {"slapolicy.testing"},
}

# What only the command line may touch: the disk, the clock, the machine, chance.
WORLD = "slapolicy.cli"
WORLDLY_MODULES = {
    *("os", "sys", "pathlib", "shutil", "tempfile", "glob", "socket", "urllib", "http", "subprocess"),
    *("random", "secrets", "uuid", "logging", "locale", "time", "argparse", "tqdm"),
}
WORLDLY_CALLS = {"open", "print", "input", "eval", "exec", "__import__"}
WORLDLY_ATTRIBUTES = {"now", "today", "utcnow"}


class Import(NamedTuple):
    line: int
    name: str


def modules_of(folder: Path) -> dict[str, str]:
    """Each module's dotted name and its text."""
    texts = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        texts[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.read_text(encoding="utf-8")
    return texts


def inside(module: str, room: str) -> bool:
    return module == room or module.startswith(room + ".")


def room_of(module: str) -> str | None:
    """The longest entry of the table that holds the module; the door holds nothing but itself."""
    rooms = [room for room in LEVELS if inside(module, room) and (room != "slapolicy" or module == room)]
    return max(rooms, key=len, default=None)


def imports_of(module: str, tree: ast.AST, modules: Mapping[str, str]) -> Iterator[Import]:
    """Every import in the text: at the top, in a function, for the type checker, or by a name in a call."""
    package = (
        module if any(inside(other, module) for other in modules if other != module) else module.rpartition(".")[0]
    )
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (Import(node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.rsplit(".", node.level - 1)[0] if node.level else ""
            base = ".".join(part for part in (above, node.module) if part)
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield Import(node.lineno, full if full in modules else base)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            name = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else "a computed name"
            yield Import(node.lineno, str(name))


def worldly(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every use of the disk, the clock, the machine or chance, other than by an import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in WORLDLY_CALLS:
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and node.attr in WORLDLY_ATTRIBUTES:
            yield node.lineno, node.attr
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func).rpartition(".")[2]
            if called in WORLDLY_ATTRIBUTES | {"open"} and not isinstance(node.func, ast.Name):
                yield node.lineno, called
            elif called == "astimezone" and not node.args and not node.keywords:
                yield node.lineno, "astimezone() into the machine's own zone"


def findings(modules: Mapping[str, str]) -> list[str]:
    """Everything that breaks the rules of the house, one line each."""
    found: list[str] = []
    module_graph: dict[str, set[str]] = {}
    room_graph: dict[str, set[str]] = {}
    for module, text in modules.items():
        tree = ast.parse(text)
        room = room_of(module)
        if room is None:
            found.append(f"{module}: has no level")
            continue
        for line, name in imports_of(module, tree, modules):
            found += (f"{module}:{line}: {rule}" for rule in broken_by(module, room, name))
            target = room_of(name)
            if target is not None and name in modules:
                module_graph.setdefault(module, set()).add(name)
                if target != room:
                    room_graph.setdefault(room, set()).add(target)
        if not inside(module, WORLD):
            found += (f"{module}:{line}: {use} belongs in {WORLD}" for line, use in worldly(tree))
    return found + circles("modules", module_graph) + circles("rooms", room_graph)


def broken_by(module: str, room: str, name: str) -> Iterator[str]:
    """The rules that one import breaks."""
    top = name.partition(".")[0]
    if name == "a computed name":
        yield "imports a computed name"
    elif top == "slapolicy":
        target = room_of(name)
        if target is None:
            yield f"{name} has no level"
        elif LEVELS[target] > LEVELS[room]:
            yield f"imports {name}, which is above it"
    elif top in FENCES and not any(inside(module, home) for home in FENCES[top]):
        yield f"{top} belongs in {', '.join(sorted(FENCES[top]))}"
    elif top in WORLDLY_MODULES and not inside(module, WORLD):
        yield f"{top} belongs in {WORLD}"


def circles(kind: str, graph: Mapping[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        return [f"{kind} in a circle: {' -> '.join(circle.args[1])}"]
    return []


def test_the_house_keeps_its_own_rules() -> None:
    assert findings(modules_of(SRC)) == []


def test_the_packages_door_is_one_of_the_files_that_are_read() -> None:
    assert {"slapolicy", "slapolicy.errors", "slapolicy._model"} <= modules_of(SRC).keys()


@pytest.mark.parametrize(
    ("module", "text", "rule"),
    [
        (
            "slapolicy.spans",
            "from slapolicy.tickets import Ticket",
            "1: imports slapolicy.tickets, which is above it",
        ),
        (
            "slapolicy.spans",
            "def f():\n    import slapolicy.policy",
            "2: imports slapolicy.policy, which is above it",
        ),
        (
            "slapolicy.spans",
            "if TYPE_CHECKING:\n    from slapolicy import tickets",
            "2: imports slapolicy.tickets,",
        ),
        ("slapolicy.spans", "from . import tickets", "1: imports slapolicy.tickets, which is above it"),
        ("slapolicy.spans", "from slapolicy import Ticket", "1: imports slapolicy, which is above it"),
        ("slapolicy.spans", "import_module('slapolicy.cli')", "1: imports slapolicy.cli, which is above it"),
        ("slapolicy.spans", "importlib.import_module(name)", "1: imports a computed name"),
        ("slapolicy.texts.reading", "from slapolicy.calendars.calendar import Calendar", "which is above it"),
        ("slapolicy.clocks", "from slapolicy.nowhere import x", "slapolicy.nowhere has no level"),
        ("slapolicy.nowhere", "x = 1", "has no level"),
        ("slapolicy.policy", "import workalendar.usa", "workalendar belongs in slapolicy.calendars.holidays"),
        ("slapolicy.calendars.index", "import holidays", "holidays belongs in slapolicy.calendars.holidays"),
        ("slapolicy.policy", "def f():\n    import yaml", "2: yaml belongs in slapolicy.texts.yaml_events"),
        ("slapolicy.analysis.diff", "import numpy as np", "numpy belongs in slapolicy.analysis.frames"),
        ("slapolicy.policy", "import os.path", "os belongs in slapolicy.cli"),
        ("slapolicy.policy", "from pathlib import Path", "pathlib belongs in slapolicy.cli"),
        ("slapolicy.policy", "from time import time", "time belongs in slapolicy.cli"),
        ("slapolicy.policy", "import random", "random belongs in slapolicy.cli"),
        ("slapolicy.policy", "import logging", "logging belongs in slapolicy.cli"),
        ("slapolicy.policy", "import socket", "socket belongs in slapolicy.cli"),
        ("slapolicy.policy", "import locale", "locale belongs in slapolicy.cli"),
        ("slapolicy.policy", "text = open('a').read()", "open belongs in slapolicy.cli"),
        ("slapolicy.policy", "file.open()", "open belongs in slapolicy.cli"),
        ("slapolicy.policy", "print(1)", "print belongs in slapolicy.cli"),
        ("slapolicy.policy", "Field(default_factory=datetime.now)", "now belongs in slapolicy.cli"),
        ("slapolicy.policy", "date.today()", "today belongs in slapolicy.cli"),
        ("slapolicy.policy", "datetime.utcnow()", "utcnow belongs in slapolicy.cli"),
        ("slapolicy.policy", "at.astimezone()", "astimezone() into the machine's own zone"),
    ],
)
def test_the_checker_finds(module: str, text: str, rule: str) -> None:
    stubs = dict.fromkeys(["slapolicy", "slapolicy.tickets", "slapolicy.policy", "slapolicy.cli"], "")
    found = findings(stubs | {module: text})
    assert any(line.startswith(module) and rule in line for line in found), found


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("slapolicy.clocks", "from slapolicy.targets import Target"),
        ("slapolicy.texts.writing", "import json"),
        ("slapolicy.cli", "import os, sys\nprint(open(0), datetime.now(UTC))"),
        ("slapolicy.calendars.holidays", "import workalendar, holidays"),
        ("slapolicy.calendars.holidays", "from slapolicy.calendars.hours import Hours"),
        ("slapolicy.policy", "Verdict.open\nspan.is_open(at)\nat.astimezone(UTC)"),
        ("slapolicy.policy", "from datetime import time"),
        ("slapolicy.policy", "from slapolicy.texts.reading import read_yaml"),
    ],
)
def test_the_checker_lets_pass(module: str, text: str) -> None:
    stubs = dict.fromkeys(["slapolicy.targets", "slapolicy.texts.reading", "slapolicy.calendars.hours"], "")
    assert findings(stubs | {module: text}) == []


def test_the_checker_finds_two_modules_that_import_each_other() -> None:
    pair = {
        "slapolicy.calendars.hours": "from slapolicy.calendars.index import x",
        "slapolicy.calendars.index": "def f():\n    from slapolicy.calendars.hours import y",
    }
    assert any(line.startswith("modules in a circle") for line in findings(pair))


def test_the_checker_finds_two_rooms_of_one_level_that_import_each_other() -> None:
    rooms = {
        "slapolicy.calendars.hours": "from slapolicy.tickets import x",
        "slapolicy.calendars.index": "",
        "slapolicy.tickets": "from slapolicy.calendars.index import y",
    }
    assert [line.split(":")[0] for line in findings(rooms)] == ["rooms in a circle"]
