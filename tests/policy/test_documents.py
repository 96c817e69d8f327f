"""A document becomes a policy, or every fault is told; what is taken is written and read back (P2, P3)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from slapolicy import Policy, PolicyError


def comparing(number: Any) -> dict[str, Any]:
    target = {"stop": "replied", "within": "2 hours", "applies": {"refund": {"gt": number}}}
    return {"slapolicy": 1, "name": "a", "targets": {"reply": target}}


@pytest.mark.parametrize(
    "number",
    [0, -0.0, 10**30 - 1, Decimal("1e29"), Decimal("1e-29"), 1e29, 1e-29, 0.1, Decimal("0.10"), Decimal("0e5")],
    ids=str,
)
def test_p2_a_number_that_is_taken_is_read_back_from_every_spelling(number: object) -> None:
    """At most thirty digits when it is written out, wherever it came from; more could not be read back."""
    policy = Policy.from_dict(comparing(number))
    assert Policy.from_dict(policy.to_dict()) == policy
    assert Policy.from_yaml(policy.to_yaml()) == policy
    assert Policy.from_json(policy.to_json()) == policy
    assert Policy.from_toml(policy.to_toml()) == policy


@pytest.mark.parametrize("number", [10**30, Decimal("1e30"), Decimal("1e-30"), 1e30, 1e-30, 5e-324, 1e308], ids=str)
def test_p3_a_number_that_could_not_be_read_back_is_refused(number: object) -> None:
    with pytest.raises(PolicyError) as refused:
        Policy.from_dict(comparing(number))
    assert [(fault.code, fault.place) for fault in refused.value.faults] == [
        ("huge-number", "targets.reply.applies.refund.gt")
    ]


@pytest.mark.parametrize("number", ["1" + "0" * 30, "1e30", "1e-30", "9999999999e25"])
@pytest.mark.parametrize(
    ("read", "text"),
    [
        (Policy.from_yaml, "name: a\nfacts: {{a: {}}}"),
        (Policy.from_json, '{{"name": "a", "facts": {{"a": {}}}}}'),
        (Policy.from_toml, 'name = "a"\nfacts.a = {}'),
    ],
    ids=["yaml", "json", "toml"],
)
def test_p3_the_same_numbers_are_refused_in_every_spelling(
    read: Callable[[str], Policy], text: str, number: str
) -> None:
    with pytest.raises(PolicyError) as refused:
        read(text.format(number))
    assert [(fault.code, fault.place) for fault in refused.value.faults] == [("huge-number", "facts.a")]
