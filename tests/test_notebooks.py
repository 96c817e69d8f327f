"""Each notebook shows what it gives when it is run again: the same bytes, on every machine (E9)."""

from pathlib import Path

import pytest

from notebooks import NOTEBOOKS, executed, outputs, read, written


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_e9_a_notebook_shows_what_happens(path: Path) -> None:
    assert written(executed(read(path))) == path.read_text(encoding="utf-8")


def test_a_cell_shows_what_it_prints_and_its_last_value() -> None:
    assert outputs("print(1)\n2 + 3", {}, 7) == [
        {"name": "stdout", "output_type": "stream", "text": ["1\n"]},
        {"data": {"text/plain": ["5"]}, "execution_count": 7, "metadata": {}, "output_type": "execute_result"},
    ]
    assert outputs("x = 1", {}, 1) == []


def test_there_is_a_notebook() -> None:
    assert NOTEBOOKS
