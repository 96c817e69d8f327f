"""The picture of a clock's states is the table's: an arrow for each transition, none beside (C2, C4)."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from slapolicy import State
from slapolicy.clocks import pictures
from slapolicy.clocks.pictures import transitions_svg
from slapolicy.clocks.table import TRANSITIONS
from slapolicy.targets import Move

SVG = "{http://www.w3.org/2000/svg}"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation"


def arrows() -> list[tuple[str, str]]:
    """Each arrow's text for those who point at it, and the move that stands beside it."""
    groups = ElementTree.fromstring(transitions_svg()).findall(f"{SVG}g")
    assert all(len(group.findall(f"{SVG}path[@class='arrow']")) == 1 for group in groups)
    return [(group.findtext(f"{SVG}title") or "", group.findtext(f"{SVG}text") or "") for group in groups]


def test_c2_every_transition_is_an_arrow_with_its_moves_name() -> None:
    said = {
        (f"{source}, {move}: {target}".replace("_", " "), str(move)) for (source, move), target in TRANSITIONS.items()
    }
    assert len(arrows()) == len(TRANSITIONS) == 11
    assert set(arrows()) == said


def test_c4_every_state_has_a_place_and_its_name() -> None:
    names = [text.text or "" for text in ElementTree.fromstring(transitions_svg()).findall(f"{SVG}text[@class='name']")]
    assert sorted(names) == sorted(["not started", "running", "paused", "stopped", "cancelled"])
    assert len(names) == len(State)


def test_a_transition_that_the_table_gains_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "TRANSITIONS", {**TRANSITIONS, (State.NOT_STARTED, Move.CANCEL): State.CANCELLED})
    assert ("not started, cancel: cancelled", "cancel") in arrows()
    assert len(arrows()) == 12


def ends() -> list[tuple[str, str]]:
    """Where each arrow begins and where it ends, as places in the picture."""
    found = []
    for path in ElementTree.fromstring(transitions_svg()).iter(f"{SVG}path"):
        if path.get("class") == "arrow":
            start, _, curve = path.attrib["d"].partition("Q")
            found.append((start.removeprefix("M"), curve.split(" ", 2)[2]))
    return found


def test_no_two_arrows_begin_or_end_at_one_place() -> None:
    """Two moves between the same states can be told apart."""
    assert len(set(ends())) == len(ends())
    assert len({end for _, end in ends()}) == len(ends())


def test_an_arrow_ends_at_the_box_of_the_state_that_it_leads_to() -> None:
    """C4: each place lies on the border of one state's box."""
    boxes = [
        tuple(int(box.attrib[name]) for name in ("x", "y", "width", "height"))
        for box in ElementTree.fromstring(transitions_svg()).iter(f"{SVG}rect")
        if box.get("class") == "state"
    ]
    for place in {place for pair in ends() for place in pair}:
        px, py = map(int, place.split())
        on = [
            (x, y)
            for x, y, width, height in boxes
            if (px in (x, x + width) and y <= py <= y + height) or (py in (y, y + height) and x <= px <= x + width)
        ]
        assert len(on) == 1


def test_the_picture_of_the_contract_is_this_one() -> None:
    assert (PAGE / "clock.svg").read_text(encoding="utf-8") == transitions_svg()
    assert "(clock.svg)" in (PAGE / "semantics.md").read_text(encoding="utf-8")
