"""The codes that the source gives its faults and findings, read from its syntax (P3)."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src"

Takers = dict[str, int | None]
"""Functions and classes by name, with the place of the argument that is a code, if one is."""


def sources() -> dict[str, str]:
    """The text of each module, but the table of codes itself."""
    paths = [path for path in sorted(SRC.rglob("*.py")) if path.parent.name != "faults"]
    return {str(path.relative_to(SRC)): path.read_text(encoding="utf-8") for path in paths}


def codes_in(modules: Mapping[str, str]) -> dict[str, list[str]]:
    """Every code in these modules with its places; of one that a program puts together, a pattern: `unknown-.+`."""
    trees = {name: ast.parse(text) for name, text in modules.items()}
    local = {name: dict(_takers(tree)) for name, tree in trees.items()}
    everywhere: Takers = {
        taker: place for takers in local.values() for taker, place in takers.items() if place is not None
    }
    found: dict[str, list[str]] = {}
    for name, tree in trees.items():
        for call in ast.walk(tree):
            for given in _given(call, everywhere | local[name]):
                for code in _texts(given):
                    found.setdefault(code, []).append(f"{name}:{given.lineno}")
    return found


def _takers(tree: ast.AST) -> Iterator[tuple[str, int | None]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [each.arg for each in (*node.args.posonlyargs, *node.args.args) if each.arg not in ("self", "cls")]
            yield node.name, names.index("code") if "code" in names else None
        elif isinstance(node, ast.ClassDef):
            fields = [ast.unparse(each.target) for each in node.body if isinstance(each, ast.AnnAssign)]
            yield node.name, fields.index("code") if "code" in fields else None


def _given(call: ast.AST, takers: Takers) -> Iterator[ast.expr]:
    """The arguments of a call that are codes."""
    if not isinstance(call, ast.Call):
        return
    yield from (keyword.value for keyword in call.keywords if keyword.arg == "code")
    called = ast.unparse(call.func)
    short = called.rpartition(".")[2]
    place = takers.get(short) if short != "of" else 0 if called.endswith("Error.of") else None
    if place is not None and len(call.args) > place:
        yield call.args[place]


def _texts(given: ast.expr) -> Iterator[str]:
    match given:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*_texts(body), *_texts(orelse))
        case ast.JoinedStr(values=parts):
            yield "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in parts)
        case ast.Name(id="code") | ast.Attribute(attr="code"):
            return  # handed on: where it comes from, it is a text
        case _:
            yield f"neither a text nor handed on: {ast.unparse(given)}"
