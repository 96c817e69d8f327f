"""What the documents show is what happens: every example is run, and its output compared.

The convention (CONTRIBUTING.md tells it to writers):

- `python` blocks run in order, one namespace a page; a `text` block after one is what that block printed;
- `console` blocks are `$ slapolicy ...` commands and their output, run from the root of the project;
- `yaml`, `toml` and `json` blocks with the key `slapolicy` are whole policies and loaded, others are read;
- `sh` blocks are for a person's shell, and the marked ones for `.ci/run`;
- a page with a folder of the same name beside it is run from that folder;
- a block without a language is a picture or a formula; no other language may be used.
"""

import doctest
import importlib
import pkgutil
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from sybil import Document, Example, Sybil
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import CodeBlockParser

import slapolicy
from slapolicy.texts.reading import read_json, read_toml, read_yaml

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "examples" / "README.md",
    *sorted(ROOT.glob("docs/**/*.md")),
]
LANGUAGES = {"", "python", "text", "console", "yaml", "toml", "json", "sh"}
MODULES = ["slapolicy", *(module.name for module in pkgutil.walk_packages(slapolicy.__path__, "slapolicy."))]


def same(expected: str, got: str) -> str | None:
    """Nothing when the output is as shown (`...` stands for any text), otherwise the difference."""
    checker, want = doctest.OutputChecker(), doctest.Example("", expected.rstrip("\n") + "\n")
    got = got.rstrip("\n") + "\n"
    if checker.check_output(want.want, got, doctest.ELLIPSIS):
        return None
    return checker.output_difference(want, got, doctest.ELLIPSIS | doctest.REPORT_UDIFF)


def run_python(example: Example) -> None:
    example.namespace.pop("__printed__", None)
    with redirect_stdout(StringIO()) as printed:
        PythonEvaluator()(example)
    example.namespace["__printed__"] = printed.getvalue()


def compare_text(example: Example) -> str | None:
    if "__printed__" not in example.namespace:
        return "a `text` block shows what the `python` block before it printed, and there is none"
    return same(example.parsed, example.namespace.pop("__printed__"))


def run_console(example: Example) -> str | None:
    shown = re.split(r"^\$ ", example.parsed.replace("\\\n", " "), flags=re.MULTILINE)
    if shown[0].strip() or len(shown) == 1:
        return "a `console` block starts with `$ slapolicy`"
    for block in shown[1:]:
        command, _, expected = block.partition("\n")
        difference = same(expected, printed_by(*shlex.split(command)))
        if difference:
            return f"$ {command}\n{difference}"
    return None


def printed_by(program: str, *arguments: str) -> str:
    """What a person sees who types the command; a status other than 0 is shown as `(exit status 2)`."""
    from slapolicy.cli import main

    assert program == "slapolicy", f"`{program}` is not the command that a console block shows"
    with redirect_stdout(StringIO()) as screen, redirect_stderr(screen):
        status = main(arguments)
    return screen.getvalue() + (f"(exit status {status})\n" if status else "")


def load_document(example: Example) -> None:
    language = example.region.lexemes["arguments"]
    data = {"yaml": read_yaml, "toml": read_toml, "json": read_json}[language](example.parsed).data
    if isinstance(data, dict) and "slapolicy" in data:
        from slapolicy import Policy

        Policy.from_dict(data)


PARSERS = [
    CodeBlockParser("python", run_python),
    CodeBlockParser("text", compare_text),
    CodeBlockParser("console", run_console),
    *(CodeBlockParser(language, load_document) for language in ("yaml", "toml", "json")),
]


def run(page: Path) -> Document:
    document = Sybil(PARSERS, path=str(ROOT)).parse(page)
    for example in document.examples():
        example.evaluate()
    return document


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_page_shows_what_happens(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = page.with_suffix("")
    monkeypatch.chdir(folder if folder.is_dir() else ROOT)
    run(page)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_block_of_the_page_goes_unread(page: Path) -> None:
    fences = re.findall(r"^ *```(.*)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert {language.strip() for language in fences} <= LANGUAGES


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_docstrings_hold(name: str) -> None:
    module = importlib.import_module(name)
    report = StringIO()
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.REPORT_NDIFF)
    for test in doctest.DocTestFinder(exclude_empty=True).find(module, name):
        runner.run(test, out=report.write)
    assert runner.failures == 0, report.getvalue()


@pytest.mark.parametrize(
    "page",
    [
        "```python\nprint(1)\n```\n```text\n2\n```\n",
        "```text\n2\n```\n",
        "```python\nprint(1)\n```\n```text\n1\n```\n```text\n1\n```\n",
        "```console\nslapolicy\n```\n",
        "```yaml\na: 1\na: 2\n```\n",
        "```json\n{,}\n```\n",
    ],
)
def test_a_page_that_shows_something_else_fails(page: str, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(page, encoding="utf-8")
    with pytest.raises(Exception, match=r"(?s)."):
        run(tmp_path / "page.md")


def test_a_page_that_shows_what_happens_passes(tmp_path: Path) -> None:
    page = "```python\nx = 1\n```\n```python\nprint(x, 2)\n```\n\nprints\n\n```text\n1 ...\n```\n"
    (tmp_path / "page.md").write_text(page, encoding="utf-8")
    assert len(list(run(tmp_path / "page.md").examples())) == 3
