"""Runs the examples of the table of codes, and tells which codes they give (P3)."""

import ast
import shlex
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

import slapolicy
from slapolicy import Fault, Policy, SlapolicyError
from slapolicy.faults import FaultCode, Language
from slapolicy.findings import Finding

ROOT = Path(__file__).resolve().parents[2]
LOADERS = {Language.YAML: Policy.from_yaml, Language.TOML: Policy.from_toml, Language.JSON: Policy.from_json}


def given_by(entry: FaultCode) -> list[Fault | Finding]:
    """The faults and findings of an entry's example."""
    with _modules_kept():
        if entry.language is Language.CONSOLE:
            return [*_of_command(entry.example)]
        try:
            found = _run(entry.example) if entry.language is Language.PYTHON else LOADERS[entry.language](entry.example)
        except SlapolicyError as refused:
            return [*refused.faults]
        return [*found] if isinstance(found, Iterable) else []


def _run(example: str) -> Any:
    """What the last statement of an example gives, if it is an expression."""
    names: dict[str, Any] = {name: getattr(slapolicy, name) for name in slapolicy.__all__}
    tree = ast.parse(example)
    last = tree.body.pop()
    exec(compile(tree, "<example>", "exec"), names)
    if not isinstance(last, ast.Expr):
        return None
    found = eval(compile(ast.Expression(last.value), "<example>", "eval"), names)
    return tuple(found) if isinstance(found, Iterator) else found


def _of_command(example: str) -> Iterator[Fault]:
    from slapolicy.cli import main, telling

    program, *arguments = shlex.split(example.removeprefix("$ "))
    assert program == "slapolicy"
    with (
        mock.patch.object(telling, "fault_line", wraps=telling.fault_line) as told,
        redirect_stdout(StringIO()),
        redirect_stderr(StringIO()),
    ):
        assert main(arguments) == 2
    yield from (call.args[1] for call in told.call_args_list)


@contextmanager
def _modules_kept() -> Iterator[None]:
    """An example may hide a package from the others."""
    before = dict(sys.modules)
    try:
        yield
    finally:
        after: dict[str, Any] = dict(sys.modules)
        hidden = [name for name, module in after.items() if module is None and name not in before]
        for name in hidden:
            del sys.modules[name]
        sys.modules.update(before)  # and what was imported meanwhile stays: a second copy would be another module
