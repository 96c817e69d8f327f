"""A policy is data and a value: it loads, comes back whole, never changes, and answers for a ticket (P1, P2, T11)."""

import copy
import pickle
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest

from example import JSON, YAML, document
from slapolicy import Event, Policy, PolicyError, Ticket
from slapolicy.policy.fingerprints import canonical

SMALL: dict[str, Any] = {
    "slapolicy": 1,
    "name": "small",
    "targets": {"reply": {"start": "created", "stop": "replied", "within": "2 hours"}},
}


def small(**parts: Any) -> Policy:
    return Policy.from_dict(SMALL | parts)


def within(text: str) -> Policy:
    return small(targets={"reply": {"stop": "replied", "within": text}})


# -- P2: data


def test_p2_the_spellings_give_one_policy() -> None:
    policy = Policy.from_yaml(YAML)
    assert policy == Policy.from_json(JSON) == Policy.from_dict(document())
    assert policy.name == "harbour-support"


def test_p2_toml_is_a_spelling_too() -> None:
    text = """
        name = "small"
        [targets.reply]
        stop = "replied"
        within = "2 hours"
    """
    assert Policy.from_toml(text) == small()


@pytest.mark.parametrize(
    "again",
    [
        lambda policy: Policy.from_yaml(policy.to_yaml()),
        lambda policy: Policy.from_json(policy.to_json()),
        lambda policy: Policy.from_toml(policy.to_toml()),
        lambda policy: Policy.from_dict(policy.to_dict()),
        lambda policy: pickle.loads(pickle.dumps(policy)),
        copy.deepcopy,
        canonical,
    ],
    ids=["yaml", "json", "toml", "dict", "pickle", "deepcopy", "canonical"],
)
def test_p2_a_round_trip_loses_nothing(again: Any) -> None:
    policy = Policy.from_yaml(YAML)
    policy.evaluate(Ticket("T-1"), at="2026-03-06T16:30:00Z")  # what is remembered of an answer is no part of it
    back = again(policy)
    assert back == policy
    assert hash(back) == hash(policy)
    assert back.fingerprint == policy.fingerprint


def test_p2_the_text_keeps_the_units_of_its_author() -> None:
    assert within("120 minutes").to_dict()["targets"]["reply"]["within"] == "120 minutes"


def test_p2_a_number_comes_back_as_that_number_in_every_spelling() -> None:
    """`1000.50` is no text, and not the nearest float either."""
    applies = {"refund": {"gt": Decimal("1000.50")}, "seats": [3, Decimal("0.1")]}
    policy = small(targets={"reply": {"stop": "replied", "within": "2 hours", "applies": applies}})
    assert policy.to_dict()["targets"]["reply"]["applies"] == applies
    for back in (
        Policy.from_dict(policy.to_dict()),
        Policy.from_yaml(policy.to_yaml()),
        Policy.from_json(policy.to_json()),
        Policy.from_toml(policy.to_toml()),
    ):
        assert back == policy


def test_p2_what_is_written_holds_no_defaults() -> None:
    assert small().to_dict() == {
        "slapolicy": 1,
        "name": "small",
        "targets": {"reply": {"stop": "replied", "within": "2 hours"}},
    }


def test_p2_the_schema_names_every_key_and_every_part_of_the_example() -> None:
    schema = Policy.json_schema()
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["required"] == ["name"]
    assert set(document()) <= set(schema["properties"])
    target = schema["$defs"]["Target"]
    assert target["additionalProperties"] is False
    for written in document()["targets"].values():
        assert set(written) <= set(target["properties"])
    for rule in document()["escalation"]["rules"]:
        assert set(rule) <= set(schema["$defs"]["EscalationRule"]["properties"])


def test_p2_the_schema_knows_the_short_forms() -> None:
    schema = Policy.json_schema()
    assert {"type": "string"} in schema["properties"]["owners"]["additionalProperties"]["anyOf"]
    for kind, key in [("EscalationRule", "notify"), ("Target", "owner")]:
        assert {"type": "string"} in schema["$defs"][kind]["properties"][key]["anyOf"]


# -- P1: a value


def test_p1_equal_meaning_has_one_fingerprint_whatever_its_units() -> None:
    assert within("120 minutes") == within("2 hours")
    assert within("120 minutes").fingerprint == within("2 hours").fingerprint == within("PT2H").fingerprint
    assert within("1 week").fingerprint == within("7 calendar days").fingerprint
    assert within("2 hours").fingerprint != within("121 minutes").fingerprint


def test_p1_warnings_and_rules_have_one_form_as_well() -> None:
    def policy(warn: str, after: str, since: str) -> Policy:
        target = {"stop": "replied", "within": "2 hours", "warn": [warn], "applies": {"since": {"gt": since}}}
        ladder = {
            "levels": [{"name": "a", "owner": "a"}],
            "rules": [{"id": "r", "target": "reply", "after": after, "notify": "a"}],
        }
        return small(targets={"reply": target}, escalation=ladder)

    one = policy("60 minutes left", "30 minutes", "2026-03-06T17:00:00+01:00")
    other = policy("1 hour left", "0.5 hours", "2026-03-06T16:00:00Z")
    assert one == other
    assert one.fingerprint == other.fingerprint


def test_p1_the_order_of_names_does_not_count_and_the_order_of_levels_does() -> None:
    owners = {"a": {"name": "A"}, "b": {"name": "B"}}
    turned = {"b": {"name": "B"}, "a": {"name": "A"}}
    assert small(owners=owners).fingerprint == small(owners=turned).fingerprint
    up, down = ({"levels": levels} for levels in (["P0", "P1"], ["P1", "P0"]))
    assert small(severity=up).fingerprint != small(severity=down).fingerprint


def test_p1_nothing_in_a_policy_can_change() -> None:
    policy = Policy.from_yaml(YAML)
    for part, name in [(policy, "name"), (policy.targets["triage"], "stop"), (policy.severity, "levels")]:
        with pytest.raises(ValueError, match="frozen"):
            setattr(part, name, "x")
    for mapping in (policy.targets, policy.owners, policy.facts, policy.calendars):
        with pytest.raises(TypeError):
            mapping["x"] = 1  # type: ignore[index]
    assert isinstance(policy.targets["resolution"].limits, tuple)
    assert policy.escalation is not None
    assert isinstance(policy.escalation.rules, tuple)
    assert len({policy, Policy.from_json(JSON)}) == 1


def test_p1_what_the_author_changes_afterwards_does_not_reach_the_policy() -> None:
    written = document()
    policy = Policy.from_dict(written)
    written["targets"]["triage"]["stop"] = "never"
    written["escalation"]["rules"].clear()
    assert policy == Policy.from_json(JSON)


def test_p1_replace_checks_what_it_makes() -> None:
    policy = small()
    assert policy.replace(name="other").name == "other"
    assert policy.name == "small"
    with pytest.raises(PolicyError, match="calendar: found `office`"):
        policy.replace(calendar="office")
    with pytest.raises(PolicyError, match="within"):
        policy.targets["reply"].replace(within="1 day")


def test_p1_a_pickle_keeps_nothing_that_was_worked_out_on_this_machine() -> None:
    policy = Policy.from_yaml(YAML)
    before = pickle.dumps(policy)
    policy.evaluate(Ticket("T-1", [Event("created", "2026-03-06T16:30:00Z")]), at="2026-03-06T16:30:00Z")
    assert policy.fingerprint
    assert pickle.dumps(policy) == before


SCRIPT = """
from example import YAML
from slapolicy import Event, Policy, Ticket
policy = Policy.from_yaml(YAML)
ticket = Ticket("T-1", [Event("created", "2026-03-06T15:30:00+01:00", symptom="blackout", tags={"b", "a", "c"})])
decision = policy.evaluate(ticket, at="2026-03-06T17:45:00+01:00")
print(policy.fingerprint, policy.to_yaml(), decision.to_dict(), decision.explain(), policy.json_schema())
"""


def test_p1_the_same_bytes_in_every_process() -> None:
    """Hashes of texts differ from process to process; no answer may depend on them."""
    printed = set()
    for seed in ("0", "1", "12345"):
        paths = f"import sys; sys.path[:0] = {[path for path in sys.path if path]!r}"
        ran = subprocess.run(
            [sys.executable, "-c", f"{paths}\n{SCRIPT}"],
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        )
        printed.add(ran.stdout)
    assert len(printed) == 1
    assert Policy.from_yaml(YAML).fingerprint.encode() in printed.pop()
