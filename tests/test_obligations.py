"""What a message must and must not carry, and what a ticket must tell (O2, O3, C12)."""

from collections.abc import Mapping
from typing import Any

import pytest

from slapolicy import Decision, Event, Policy, PolicyError, Ticket

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


# By what a message itself carries

VERIFIED = {
    "id": "verified",
    "on": ["update_posted"],
    "if_carries": ["root_cause"],
    "requires": ["root_cause_verified"],
}


@pytest.mark.parametrize(
    ("told", "broken"),
    [
        ({}, False),
        ({"root_cause": "the disk"}, True),
        ({"root_cause": "the disk", "root_cause_verified": False}, True),
        ({"root_cause": "the disk", "root_cause_verified": True}, False),
        ({"root_cause": ""}, False),  # no claim
        ({"root_cause_verified": True}, False),
    ],
)
def test_o2_a_claim_must_be_marked_verified(told: dict[str, object], broken: bool) -> None:
    decision = decide(Event("update_posted", LATER, **told), updates=[VERIFIED])
    said = [("verified", "`update_posted` must carry `root_cause_verified` beside `root_cause`")]
    assert messages(decision) == (said if broken else [])


def test_o2_a_claim_that_was_verified_does_not_verify_the_next_one() -> None:
    first = Event("update_posted", "2026-03-02T09:30:00Z", root_cause="the disk", root_cause_verified=True)
    silent = Event("update_posted", "2026-03-02T09:40:00Z")  # all that is known of the ticket is not what it carries
    second = Event("update_posted", LATER, root_cause="the network")
    (violation,) = decide(first, silent, second, updates=[VERIFIED]).violations
    assert (violation.rule, violation.at.isoformat()) == ("verified", LATER)


def test_o2_what_must_not_stand_beside_something() -> None:
    rule = {"id": "private", "on": ["replied"], "if_carries": ["public", "social"], "forbids": ["account"]}
    both = Event("replied", LATER, public=True, social="a post", account="x")
    said = "`replied` must not carry `account` beside `public`, `social`"
    assert messages(decide(both, updates=[rule])) == [("private", said)]
    assert messages(decide(Event("replied", LATER, account="x"), updates=[rule])) == []


# One of several facts

EITHER = {"id": "next", "on": ["replied"], "requires": ["status", ["next_update_at", "no_update_because"]]}


@pytest.mark.parametrize(
    ("told", "broken"),
    [
        ({"status": "s", "next_update_at": "t"}, []),
        ({"status": "s", "no_update_because": "closed"}, []),
        ({"status": "s"}, ["`replied` must carry `next_update_at` or `no_update_because`"]),
        (
            {"next_update_at": "", "no_update_because": False},
            ["`replied` must carry `status`", "`replied` must carry `next_update_at` or `no_update_because`"],
        ),
    ],
)
def test_o2_one_of_several_facts_is_enough(told: dict[str, object], broken: list[str]) -> None:
    decision = decide(Event("replied", LATER, **told), updates=[EITHER])
    assert messages(decision) == [("next", message) for message in broken]


@pytest.mark.parametrize(
    ("facts", "missing", "asked"),
    [
        ({}, ["the ticket must tell `phone` or `email`"], ("error_payload or screenshot",)),
        ({"email": "a@b", "screenshot": "s"}, [], ()),
        ({"phone": "1", "error_payload": "e", "screenshot": ""}, [], ()),
    ],
)
def test_o3_the_intake_can_ask_for_one_of_several(
    facts: dict[str, object], missing: list[str], asked: tuple[str, ...]
) -> None:
    """Who has sent the error payload is not asked for a screenshot."""
    intake = {"requires": [["phone", "email"]], "asks_for": [["error_payload", "screenshot"]]}
    decision = decide(facts=facts, intake=intake)
    assert ([message for _, message in messages(decision)], decision.to_ask_for) == (missing, asked)


# What some tickets must tell

BY_CONDITION = {
    "requires": ["site_url"],
    "asks_for": ["screenshot"],
    "rules": [
        {"id": "escalation", "when": {"severity": "P1"}, "requires": ["error_message", "steps"], "asks_for": ["logs"]},
        {"when": {"plan": "enterprise"}, "requires": ["site_url", "contract"], "asks_for": ["logs", "screenshot"]},
        {"requires": ["contract"]},
    ],
}


@pytest.mark.parametrize(
    ("facts", "missing", "asked"),
    [
        (
            {},
            [("intake", "the ticket must tell `site_url`"), ("intake", "the ticket must tell `contract`")],
            ("screenshot",),
        ),
        (
            {"severity": "P1", "site_url": "u", "contract": "c"},
            [
                ("escalation", "the ticket must tell `error_message`, because severity is P1"),
                ("escalation", "the ticket must tell `steps`, because severity is P1"),
            ],
            ("screenshot", "logs"),
        ),
        (
            {"severity": "P1", "plan": "enterprise", "error_message": "e", "steps": "s", "logs": "l"},
            [
                ("intake", "the ticket must tell `site_url`"),
                ("intake", "the ticket must tell `contract`, because plan is enterprise"),
            ],
            ("screenshot",),
        ),
        ({"severity": "P2", "plan": "basic", "site_url": "u", "contract": "c", "screenshot": "s"}, [], ()),
    ],
)
def test_o3_what_a_ticket_must_tell_depends_on_the_ticket(
    facts: dict[str, object], missing: list[tuple[str, str]], asked: tuple[str, ...]
) -> None:
    """Each fact is asked for once, by the first rule that does."""
    decision = decide(facts=facts, intake=BY_CONDITION)
    assert (messages(decision), decision.to_ask_for) == (missing, asked)


def test_o3_a_ticket_whose_facts_change_has_to_tell_something_else() -> None:
    raised = Event("changed", LATER, severity="P1")
    facts = {"severity": "P2", "site_url": "u", "contract": "c"}
    before = decide(raised, facts=facts, intake=BY_CONDITION, at="2026-03-02T09:59:59Z")
    after = decide(raised, facts=facts, intake=BY_CONDITION)
    assert [len(decision.violations) for decision in (before, after)] == [0, 2]
    assert all(broken.at.isoformat() == CREATED for broken in after.violations)


# Read, written, refused


def refused(**parts: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(PolicyError) as error:
        Policy.from_dict({"name": "n", "severity": {"levels": ["P0", "P1", "P2"]}} | parts)
    return [(fault.place, fault.code, fault.remedy) for fault in error.value.faults]


def test_p3_faults_of_the_rules_have_their_places() -> None:
    updates = [{"id": "a", "on": ["replied"], "if_carry": ["b"], "requires": ["x", [], ["y", 1], 7]}]
    assert refused(updates=updates) == [
        ("updates[0].if_carry", "unknown-key", "write `if_carries`"),
        ("updates[0].requires[1]", "wrong-fact-name", ""),
        ("updates[0].requires[2]", "wrong-fact-name", ""),
        ("updates[0].requires[3]", "wrong-fact-name", 'write `"7"`, in quotes'),
    ]
    rules = [{"when": {"severity": "P7"}, "requires": ["a"]}, {"when": {"severity": "P0"}}, {"requires": [""]}]
    assert refused(intake={"rules": rules, "asks_for": [{}]}) == [
        ("intake.rules[0].when.severity", "unknown-severity", ""),
        ("intake.rules[1].requires", "wrong-rule", ""),
        ("intake.rules[2].requires[0]", "wrong-fact-name", ""),
        ("intake.asks_for[0]", "wrong-fact-name", ""),
    ]


def test_p2_rules_come_back_from_text_as_they_were_written() -> None:
    parts = {"updates": [VERIFIED, EITHER], "intake": BY_CONDITION}
    policy = Policy.from_dict({"name": "n", "severity": {"levels": ["P0", "P1", "P2"]}} | parts)
    written = policy.to_dict()
    assert (written["updates"], written["intake"]) == ([VERIFIED, EITHER], BY_CONDITION)
    for again in (Policy.from_yaml(policy.to_yaml()), Policy.from_json(policy.to_json())):
        assert (again, again.fingerprint) == (policy, policy.fingerprint)


def test_c12_the_facts_of_intake_conditions_are_known_for_reading_events() -> None:
    rules = [{"when": {"refund": {"gt": 500}}, "requires": ["invoice"]}]
    policy = Policy.from_dict({"name": "n", "intake": {"rules": rules}})
    assert policy.fact_types["refund"].words() == "a number"
