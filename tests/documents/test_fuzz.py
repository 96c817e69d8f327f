"""Whatever is read, a policy or a `PolicyError` comes out (P3). `python -m documents.fuzz` does the same at length."""

import random

import pytest

from documents.fuzz import LOADERS, fuzz, mutated, outcome, seeds
from documents.mutations import mutated_data, mutated_text


@pytest.mark.parametrize("loader", LOADERS)
def test_p3_mutated_documents_give_a_policy_or_a_policy_error(loader: str) -> None:
    result = fuzz(loader, seed="tests", size=150_000)
    assert result.others == []
    assert result.seen["read"] > 0 < result.seen["refused"]  # some of them are near enough to be read


@pytest.mark.parametrize("loader", LOADERS)
def test_a_mutation_follows_from_its_seed_and_number(loader: str) -> None:
    begun = seeds(loader)
    once, again = (repr([mutated(loader, begun, "a", number) for number in range(5)]) for _ in range(2))
    assert once == again
    assert once != repr([mutated(loader, begun, "b", number) for number in range(5)])


def test_mutations_change_something() -> None:
    chance = random.Random(1)
    assert sum(mutated_text("name: community\n", chance) != "name: community\n" for _ in range(100)) > 80
    assert sum(mutated_data({"name": "community"}, chance) != {"name": "community"} for _ in range(100)) > 80


def test_anything_else_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LOADERS, "dict", lambda document: document["no such key"])
    assert outcome("dict", {}) == "KeyError: \"'no such key'\""
    assert fuzz("dict", seed="tests", size=20_000).others
