"""Whole policies, every key in them, come back the same in every spelling (P1, P2).

`python -m documents.round_trips` does the same at length.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from documents.random_policies import random_document
from documents.round_trips import SPELLINGS, losses, run
from slapolicy import Policy
from slapolicy._model import Model


@pytest.mark.parametrize("number", range(25))
def test_p2_a_policy_at_random_comes_back_the_same_in_every_spelling(number: int) -> None:
    assert list(losses(random_document("tests", number))) == []


def test_p1_the_same_bytes_under_every_hash_seed() -> None:
    lost, compared = run("tests", 5, 3)
    assert lost == []
    assert compared == 3


def keys_in(part: Any) -> Iterator[tuple[type[Model], str]]:
    """The keys of a part and of all in it that were given another value than their default."""
    if isinstance(part, Model):
        for name, field in type(part).model_fields.items():
            value = getattr(part, name)
            if field.is_required() or value != field.default:
                yield type(part), name
            yield from keys_in(value)
    elif isinstance(part, tuple):
        for item in part:
            yield from keys_in(item)
    elif hasattr(part, "values"):
        for item in part.values():
            yield from keys_in(item)


def test_p2_documents_at_random_use_every_key() -> None:
    """Also those of the models that only some policies have: a ladder, rotations, layers."""
    used = {key for number in range(250) for key in keys_in(Policy.from_dict(random_document("keys", number)))}
    models = {model for model, _ in used}
    every = {(model, name) for model in models for name in model.model_fields} - {(Policy, "slapolicy")}
    assert every <= used


def test_a_loss_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    write, read, written = SPELLINGS["json"]
    monkeypatch.setitem(SPELLINGS, "json", (write, lambda text: read(text).replace(name="other"), written))
    assert list(losses(random_document("tests", 1))) == [
        "json: the author's document is another policy than as plain data",
        "json: another policy comes back",
        "json: another fingerprint comes back",
        "json: another text is written the second time",
    ]
