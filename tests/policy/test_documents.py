"""A document becomes a policy, or every fault is told; what is taken is written and read back (P2, P3)."""

import json
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


@pytest.mark.parametrize(
    ("read", "text", "found"),
    [
        (Policy.from_dict, ["a"], "a list"),
        (Policy.from_dict, None, "nothing"),
        (Policy.from_dict, "name: a", "`name: a`"),
        (Policy.from_yaml, "\n  - a", "a list"),
        (Policy.from_yaml, "", "nothing"),
        (Policy.from_json, "[1]", "a list"),
        (Policy.from_json, '"a"', "`a`"),
    ],
)
def test_p3_what_is_no_mapping_is_told_what_it_should_be(read: Callable[[Any], Policy], text: Any, found: str) -> None:
    with pytest.raises(PolicyError) as refused:
        read(text)
    (fault,) = refused.value.faults
    assert (fault.code, fault.path) == ("wrong-type", ())
    assert str(fault).endswith(f"found {found}; allowed is a mapping: the policy document")
    if read == Policy.from_yaml and text:
        assert (fault.line, fault.column) == (2, 3)


@pytest.mark.parametrize("name", ["policy.yaml", "policies/desk.yml"])
def test_p3_the_name_of_a_file_is_told_from_what_it_holds(name: str) -> None:
    with pytest.raises(
        PolicyError, match=r"allowed is a mapping: the policy document; pass what the file holds, not its name$"
    ):
        Policy.from_yaml(name)


def test_p3_faults_of_a_yaml_text_have_lines_and_those_of_json_and_toml_paths() -> None:
    yaml = Policy.from_yaml, "name: a\ntargets:\n  reply: {stop: replied, within: soon}", (3, 26)
    json = (
        Policy.from_json,
        '{"name": "a",\n "targets": {"reply": {"stop": "replied", "within": "soon"}}}',
        (None, None),
    )
    toml = Policy.from_toml, 'name = "a"\ntargets.reply = {stop = "replied", within = "soon"}', (None, None)
    for read, text, place in (yaml, json, toml):
        with pytest.raises(PolicyError) as refused:
            read(text)
        (fault,) = refused.value.faults
        assert (fault.place, fault.line, fault.column) == ("targets.reply.within", *place)


def test_p3_a_document_of_nothing_but_unknown_keys_is_told_in_bounded_time() -> None:
    """Looking for the nearest name is what costs, so it ends after a while: the last faults come without a remedy."""
    document = {"name": "a"} | {f"targtes{number}": number for number in range(5_000)}
    text = json.dumps(document)
    reads: list[Callable[[], Policy]] = [
        lambda: Policy.from_dict(document),
        lambda: Policy.from_json(text),
        lambda: Policy.from_yaml(text),
    ]
    for read in reads:
        with pytest.raises(PolicyError) as refused:
            read()
        first, *_, last = refused.value.faults
        assert (first.remedy, last.remedy) == ("write `targets`", "")


def test_p2_what_is_written_reads_the_same_everywhere() -> None:
    policy = Policy.from_dict(comparing(Decimal("1000.50")))
    assert policy.to_json().startswith('{\n  "slapolicy": 1,\n  "name": "a",\n  "targets": {\n')
    assert policy.to_yaml() == (
        "slapolicy: 1\nname: a\ntargets:\n  reply:\n    stop: replied\n    within: 2 hours\n"
        "    applies:\n      refund: {gt: 1000.50}\n"
    )
    assert policy.to_toml() == (
        'slapolicy = 1\nname = "a"\n\n[targets.reply]\nstop = "replied"\nwithin = "2 hours"\n'
        "applies = { refund = { gt = 1000.50 } }\n"
    )
