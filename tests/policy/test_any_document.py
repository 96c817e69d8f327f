"""Whatever a document holds: a policy that comes back whole, or faults in bounded time, and nothing else (P3)."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from example import document
from slapolicy import Fault, Policy, PolicyError


def faults_of(written: object) -> tuple[Fault, ...]:
    with pytest.raises(PolicyError) as refused:
        Policy.from_dict(written)
    return refused.value.faults


def part(**parts: Any) -> dict[str, Any]:
    return {"name": "n", **parts}


def target(**keys: Any) -> dict[str, Any]:
    return part(targets={"x": {"stop": "replied", "within": "2 hours", **keys}})


def nested(depth: int) -> dict[str, Any]:
    inner: dict[str, Any] = {"vip": True}
    for _ in range(depth):
        inner = {"not": inner}
    return inner


def endless() -> dict[str, Any]:
    inner: dict[str, Any] = {}
    inner["not"] = inner
    return inner


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (target(applies=nested(5_000)), "too-deep"),
        (target(applies=endless()), "too-deep"),
        (target(applies={"f": ["x"] * 30_000}), "too-many-values"),
        (part(name="n" * 2_000_000), "too-large"),
        (target(applies={"f": {"gt": 10**5_000}}), "huge-number"),
        (part(name="\ud800"), "not-unicode"),
        (part(targets={"\ud800": {"stop": "x", "within": "2 hours"}}), "not-unicode"),
        (part(facts={"a\ud800": {"one_of": ["\udfff"]}}), "not-unicode"),
    ],
)
def test_p3_hostile_data_is_refused_by_its_bounds(written: object, code: str) -> None:
    (fault,) = faults_of(written)
    assert fault.code == code
    str(fault).encode()


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["P0", "1 day", "2 hours", "due", "next", "always", "created", "75%"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=5) | st.sampled_from(["when", "to", "owner", "not", "all"]), inner, max_size=3
        )
        | st.dictionaries(st.integers(), inner, max_size=2)
    ),
    max_leaves=8,
)
keys = st.sampled_from(sorted(Policy.model_fields))


def loads_or_tells(written: object) -> None:
    """Either a policy that comes back whole, or faults; nothing else is ever raised."""
    faults: tuple[Fault, ...] = ()
    policy = None
    try:
        policy = Policy.from_dict(written)
    except PolicyError as refused:
        faults = refused.faults
    if policy is None:
        assert faults
        assert all(fault.found and fault.allowed and "pydantic" not in str(fault) for fault in faults)
    else:
        assert Policy.from_dict(policy.to_dict()) == policy


def paths(data: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(deeper for step, each in inner for deeper in paths(each, (*path, step)))]


@given(st.sampled_from(paths(document())[1:]), plain)
def test_p3_a_document_with_any_part_replaced_loads_or_is_told(path: tuple[Any, ...], instead: object) -> None:
    written: Any = copy.deepcopy(document())
    here = written
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = instead
    loads_or_tells(written)
