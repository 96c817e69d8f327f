"""The frozen base: nothing changes, and all that is wrong is told at once, also between the fields (P1, P3)."""

import pickle
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Any

import pytest
from pydantic import Field

from slapolicy import Fault, PolicyError
from slapolicy._model import FrozenMap, Model, Written

Share = Annotated[int, Written(int, str, {"type": "string"})]


class Part(Model, frozen=True):
    name: str
    rank: Annotated[int, Field(ge=0)] = 0


class Whole(Model, frozen=True):
    first: Part
    second: Part | None = None
    parts: FrozenMap[str, Part] = FrozenMap()
    several: tuple[Part, ...] = ()
    words: tuple[str, ...]
    share: Share = 5
    short: bool = Field(default=False, alias="is")

    def checks(self) -> Iterable[Fault]:
        for number, part in enumerate(self.several):
            if part.name == "forbidden":
                yield Fault(code="forbidden", path=("several", number, "name"), found="`forbidden`", allowed="a name")
        if not self.words:
            yield Fault(code="no-words", path=("words",), found="nothing", allowed="a word")

    @cached_property
    def total(self) -> int:
        return sum(part.rank for part in self.several)


WHOLE: dict[str, Any] = {"first": {"name": "a"}, "words": ["w"]}


def faults(**changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(PolicyError) as refused:
        Whole.read(WHOLE | changes)
    return [(fault.code, fault.place) for fault in refused.value.faults]


def test_p1_a_frozen_map_is_a_value() -> None:
    one, other = FrozenMap({"a": 1, "b": 2}), FrozenMap({"b": 2, "a": 1})
    assert (one, hash(one)) == (other, hash(other))
    assert hash(one) == hash(one)
    assert (list(other), len(one), one["a"]) == (["b", "a"], 2, 1)
    assert one != FrozenMap({"a": 1})
    assert pickle.loads(pickle.dumps(one)) == one
    assert repr(FrozenMap({"a": 1})) == "FrozenMap({'a': 1})"
    with pytest.raises(TypeError):
        one["c"] = 3  # type: ignore[index]


def test_p1_a_field_that_is_a_mapping_stays_as_it_was_given() -> None:
    given = {"x": {"name": "b"}}
    whole = Whole.read(WHOLE | {"parts": given})
    given.clear()
    assert whole.parts == {"x": Part(name="b")}
    assert Whole.read(WHOLE | {"parts": whole.parts}) == whole
    assert whole.model_dump()["parts"] == {"x": {"name": "b", "rank": 0}}


def test_p1_replace_makes_another_value_and_checks_it() -> None:
    whole = Whole.read(WHOLE | {"is": True})
    assert whole.replace(share="7").share == 7
    assert whole.replace(share="7").short
    assert whole.share == 5
    with pytest.raises(PolicyError, match="no-such"):
        whole.replace(**{"no-such": 1})


def test_p1_what_is_worked_out_is_no_part_of_the_value() -> None:
    whole, other = Whole.read(WHOLE), Whole.read(WHOLE)
    assert whole.total == 0
    assert (whole, hash(whole), pickle.dumps(whole)) == (other, hash(other), pickle.dumps(other))


def test_p3_unknown_keys_come_with_the_nearest_known_one() -> None:
    with pytest.raises(PolicyError) as refused:
        Whole.read(WHOLE | {"shere": "5", "self": 1})
    assert [(fault.found, fault.remedy) for fault in refused.value.faults] == [
        ("`shere`", "write `share`"),
        ("`self`", ""),
    ]
    assert "`is`" in refused.value.faults[0].allowed


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"words": "w"}, [("wrong-type", "words")]),
        ({"words": []}, [("no-words", "words")]),
        ({"first": 5}, [("wrong-type", "first")]),
        ({"first": {"name": 5, "rank": "x"}}, [("wrong-type", "first.name"), ("wrong-type", "first.rank")]),
        ({"second": {"rank": -1}}, [("wrong-value", "second.rank"), ("missing-key", "second.name")]),
        ({"parts": {"x": {"nmae": "b"}}}, [("unknown-key", "parts.x.nmae"), ("missing-key", "parts.x.name")]),
        ({"parts": 5}, [("wrong-type", "parts")]),
        ({"share": "x"}, [("wrong-value", "share")]),
        ({"is": 5}, [("wrong-type", "is")]),
        (
            {"several": [{"name": "forbidden"}, {"name": "b", "rank": -1}, {"name": "forbidden"}]},
            [("forbidden", "several[0].name"), ("wrong-value", "several[1].rank"), ("forbidden", "several[2].name")],
        ),
        ({"several": [5, {"name": "forbidden"}]}, [("wrong-type", "several[0]"), ("forbidden", "several[1].name")]),
        (
            {"several": [{"name": ["forbidden"]}], "words": []},
            [("no-words", "words"), ("wrong-type", "several[0].name")],
        ),
    ],
    ids=str,
)
def test_p3_every_fault_at_once_in_the_order_of_the_document(
    changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert faults(**changes) == expected


def test_p3_what_is_missing_comes_last() -> None:
    with pytest.raises(PolicyError) as refused:
        Whole.read({"share": "x"})
    assert [fault.place for fault in refused.value.faults] == ["share", "first", "words"]
