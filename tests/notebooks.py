"""Notebooks are run cell by cell, and what they show is kept: `PYTHONPATH=tests python -m notebooks` writes it anew.

No kernel is needed: a cell is statements, and the value of the last one is shown if it is an expression. A value that
draws itself is kept as its picture.
"""

import ast
import json
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "examples"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def read(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def written(notebook: dict[str, Any]) -> str:
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def executed(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook with what its cells show, run in order in the folder of the notebooks."""
    names: dict[str, Any] = {"__name__": "__main__"}
    cells, number = [], 0
    with chdir(FOLDER):
        for cell in notebook["cells"]:
            shown: dict[str, Any] = {}
            if cell["cell_type"] == "code":
                number += 1
                shown = {"execution_count": number, "outputs": outputs("".join(cell["source"]), names, number)}
            cells.append(cell | shown)
    return notebook | {"cells": cells}


def outputs(source: str, names: dict[str, Any], number: int) -> list[dict[str, Any]]:
    """What a cell prints, and then the value of its last expression."""
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    value = None
    with redirect_stdout(StringIO()) as screen:
        exec(compile(ast.Module(body, []), "cell", "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    shown: list[dict[str, Any]] = []
    if text := screen.getvalue():
        shown.append({"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)})
    if value is not None:
        data = {"text/plain": [f"<{type(value).__name__}>"] if hasattr(value, "_repr_svg_") else [repr(value)]}
        if hasattr(value, "_repr_svg_"):
            data["image/svg+xml"] = value._repr_svg_().splitlines(keepends=True)
        shown.append({"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"})
    return shown


if __name__ == "__main__":
    for path in NOTEBOOKS:
        path.write_text(written(executed(read(path))), encoding="utf-8")
