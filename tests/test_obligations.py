"""What a message must and must not carry, and what a ticket must tell (O2, O3, C12)."""

from collections.abc import Mapping
from typing import Any

import pytest

from slapolicy import Decision, Event, Policy, Ticket

CREATED = "2026-03-02T09:00:00+00:00"
LATER = "2026-03-02T10:00:00+00:00"


def decide(*events: Event, at: str = LATER, facts: Mapping[str, object] | None = None, **parts: Any) -> Decision:
    policy = Policy.from_dict({"name": "n", "severity": {"levels": ["P0", "P1", "P2"]}} | parts)
    return policy.evaluate(Ticket("T-1", [Event("created", CREATED, **(facts or {})), *events]), at=at)


def messages(decision: Decision) -> list[tuple[str, str]]:
    return [(broken.rule, broken.message) for broken in decision.violations]


ETA = {"id": "eta", "when": {"severity": ["P0", "P1"]}, "on": ["replied", "posted"], "requires": ["next_update_at"]}
SECRETS = {"id": "secrets", "on": ["replied"], "forbids": ["provider_key", "raw_log"]}


@pytest.mark.parametrize(
    ("severity", "told", "broken"),
    [
        ("P0", {}, True),
        ("P1", {}, True),
        ("P2", {}, False),
        ("P0", {"next_update_at": "2026-03-02T11:00:00Z"}, False),
        ("P0", {"next_update_at": ""}, True),
        ("P0", {"next_update_at": False}, True),
        ("P0", {"next_update_at": []}, True),
        ("P0", {"next_update_at": None}, True),
        ("P0", {"next_update_at": 0}, False),  # a number is something told
    ],
)
def test_o2_a_message_must_carry(severity: str, told: dict[str, object], broken: bool) -> None:
    decision = decide(Event("replied", LATER, **told), facts={"severity": severity}, updates=[ETA])
    assert messages(decision) == ([("eta", "`replied` must carry `next_update_at`")] if broken else [])


def test_o2_only_what_the_message_itself_tells_counts() -> None:
    earlier = {"severity": "P0", "next_update_at": "2026-03-02T11:00:00Z"}
    decision = decide(Event("replied", LATER), facts=earlier, updates=[ETA])
    (violation,) = decision.violations
    assert (violation.rule, violation.event, violation.at.isoformat()) == ("eta", "replied", LATER)


def test_o2_a_message_must_not_carry() -> None:
    leak = Event("replied", LATER, provider_key="k", raw_log=False)
    assert messages(decide(leak, updates=[SECRETS])) == [("secrets", "`replied` must not carry `provider_key`")]
    assert messages(decide(Event("posted", LATER, provider_key="k"), updates=[SECRETS])) == []


def test_o2_violations_come_in_the_order_of_time_and_only_once_they_happened() -> None:
    both = [Event("replied", "2026-03-02T09:30:00Z", raw_log="x"), Event("replied", LATER)]
    rules, facts = [ETA, SECRETS], {"severity": "P0"}
    told = [
        decide(*both, at=at, updates=rules, facts=facts).violations
        for at in ("2026-03-02T09:29:59Z", "2026-03-02T09:30:00Z", LATER)
    ]
    assert [[broken.rule for broken in each] for each in told] == [[], ["eta", "secrets"], ["eta", "secrets", "eta"]]


INTAKE = {"requires": ["site_url", "module"], "asks_for": ["screenshot"]}


@pytest.mark.parametrize(
    ("facts", "missing", "asked"),
    [
        ({}, ["site_url", "module"], ("screenshot",)),
        ({"site_url": "u", "module": "scan", "screenshot": "s"}, [], ()),
        ({"site_url": "", "module": False, "screenshot": ""}, ["site_url"], ("screenshot",)),  # `no` is an answer
    ],
)
def test_o3_what_the_intake_misses_is_an_answer(
    facts: dict[str, object], missing: list[str], asked: tuple[str, ...]
) -> None:
    decision = decide(facts=facts, intake=INTAKE)
    assert messages(decision) == [("intake", f"the ticket must tell `{fact}`") for fact in missing]
    assert all(broken.at.isoformat() == CREATED for broken in decision.violations)
    assert decision.to_ask_for == asked


def test_o3_a_fact_that_is_told_later_completes_the_intake() -> None:
    told = [Event("changed", LATER, site_url="u", module="scan", screenshot="s")]
    decision = decide(*told, intake=INTAKE)
    assert (decision.violations, decision.to_ask_for) == ((), ())
    before = decide(*told, intake=INTAKE, at="2026-03-02T09:59:59Z")
    assert len(before.violations) == 2


def test_o3_nothing_is_asked_before_the_ticket_begins() -> None:
    decision = decide(intake=INTAKE, at="2026-03-02T08:59:59Z")
    assert (decision.violations, decision.to_ask_for) == ((), ())


def test_c12_a_fact_of_another_type_than_declared_does_not_go_unsaid() -> None:
    types = {"symptom": {"one_of": ["outage", "question"]}, "seats": "number"}
    events = [Event("created", CREATED, symptom="outge"), Event("changed", LATER, seats=3, symptom=None)]
    decision = Policy.from_dict({"name": "n", "facts": types}).evaluate(Ticket("T-1", events), at=LATER)
    assert messages(decision) == [("facts.symptom", "`symptom` is `outge`, allowed is one of `outage`, `question`")]
