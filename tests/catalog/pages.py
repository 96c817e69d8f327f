"""The pages of the catalogue's policies: their fragments of YAML, and the pictures that their code draws.

`PYTHONPATH=tests python -m catalog.pages` draws the pictures again.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from slapolicy import Policy, catalog
from slapolicy.texts.reading import read_yaml

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "policies"
PAGES = sorted(page for page in FOLDER.glob("*.md") if page.stem != "index")


def policy_of(page: Path) -> Policy:
    """The policy of the page's name: `sign-x-studio.md` and `sign_x_studio.md` are of the factory `sign_x_studio`."""
    policy = getattr(catalog, page.stem.replace("-", "_"))()
    assert isinstance(policy, Policy)
    return policy


def fragments(page: Path) -> list[Any]:
    """Each `yaml` block, as plain data."""
    blocks = re.findall(r"^```yaml\n(.*?)^```", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [read_yaml(block).data for block in blocks]


def lacking(fragment: Any, whole: Any, place: str = "") -> Iterator[str]:
    """Where a fragment says what the whole does not: a mapping may leave out keys, a list whole items, nothing else."""
    if isinstance(fragment, dict) and isinstance(whole, dict):
        for key, part in fragment.items():
            here = f"{place}.{key}" if place else str(key)
            yield from lacking(part, whole[key], here) if key in whole else [here]
    elif _mappings(fragment) and _mappings(whole):
        found = [whole.index(item) if item in whole else -1 for item in fragment]
        yield from (f"{place}[{number}]" for number, at in enumerate(found) if at < 0)
        if any(one >= other for one, other in pairwise(at for at in found if at >= 0)):
            yield f"{place}: in another order"
    elif fragment != whole:
        yield place


def _mappings(document: Any) -> bool:
    return isinstance(document, list) and all(isinstance(item, dict) for item in document)


def pictures(page: Path) -> dict[str, str]:
    """The pictures by their file: each is `picture`, as the `python` blocks before it leave it."""
    text = page.read_text(encoding="utf-8")
    names: dict[str, Any] = {"print": lambda *_: None}
    drawn = {}
    for block, picture in re.findall(
        r"^```python\n(.*?)^```|\]\(([\w-]+\.svg)\)", text, flags=re.MULTILINE | re.DOTALL
    ):
        if picture:
            drawn[picture] = str(names["picture"])
        else:
            exec(block, names)
    return drawn


if __name__ == "__main__":
    for page in PAGES:
        for file, picture in pictures(page).items():
            (FOLDER / file).write_text(picture, encoding="utf-8")
