"""The pages of the catalogue show what its policies say: each fragment is a part of one, each picture is drawn."""

from pathlib import Path
from typing import Any

import pytest

from catalog.pages import FOLDER, PAGES, fragments, lacking, pictures, policy_of
from slapolicy import catalog

of_each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


@of_each_page
def test_p2_each_fragment_of_the_page_is_a_part_of_its_policy(page: Path) -> None:
    whole = policy_of(page).to_dict()
    shown = fragments(page)
    assert shown
    for fragment in shown:
        assert isinstance(fragment, dict), fragment
        assert fragment
        assert list(lacking(fragment, whole)) == [], fragment


@of_each_page
def test_each_picture_of_the_page_is_the_one_that_its_code_draws(page: Path) -> None:
    drawn = pictures(page)
    assert drawn
    for file, picture in drawn.items():
        assert (FOLDER / file).read_text(encoding="utf-8") == picture


def test_each_policy_of_the_catalogue_has_a_page_and_is_in_the_reference() -> None:
    reference = (FOLDER.parents[1] / "reference" / "catalog.md").read_text(encoding="utf-8")
    assert sorted(page.stem.replace("-", "_") for page in PAGES) == catalog.__all__
    assert [line.rpartition(".")[2] for line in reference.splitlines() if line.startswith(":::")] == catalog.__all__


@of_each_page
def test_the_index_leads_to_the_page(page: Path) -> None:
    assert f"({page.name})" in (FOLDER / "index.md").read_text(encoding="utf-8")


WHOLE: dict[str, Any] = {
    "calendar": "office",
    "targets": {"reply": {"stop": "replied", "within": {"P0": "2 hours", "P1": "1 day"}, "warn": ["75%", "90%"]}},
    "updates": [
        {"id": "eta", "on": ["replied"]},
        {"id": "secrets", "on": ["replied"]},
        {"id": "last", "on": ["closed"]},
    ],
}


@pytest.mark.parametrize(
    "fragment",
    [
        WHOLE,
        {"targets": {"reply": {"within": {"P0": "2 hours"}}}},
        {"updates": [{"id": "eta", "on": ["replied"]}, {"id": "last", "on": ["closed"]}]},
    ],
)
def test_a_fragment_may_leave_out_keys_and_items(fragment: dict[str, Any]) -> None:
    assert list(lacking(fragment, WHOLE)) == []


@pytest.mark.parametrize(
    ("fragment", "place"),
    [
        ({"calendar": "always"}, "calendar"),
        ({"targets": {"reply": {"within": {"P0": "1 hour"}}}}, "targets.reply.within.P0"),
        ({"targets": {"reply": {"within": "2 hours"}}}, "targets.reply.within"),
        ({"targets": {"reply": {"warn": ["75%"]}}}, "targets.reply.warn"),
        ({"targets": {"answer": {"stop": "replied"}}}, "targets.answer"),
        ({"updates": [{"id": "eta"}]}, "updates[0]"),
        ({"updates": [WHOLE["updates"][1], WHOLE["updates"][0]]}, "updates: in another order"),
        ({"updates": WHOLE["updates"][0]}, "updates"),
    ],
)
def test_a_fragment_that_says_something_else_is_found(fragment: dict[str, Any], place: str) -> None:
    assert list(lacking(fragment, WHOLE)) == [place]
