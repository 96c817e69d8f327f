"""Support of a plugin for shops: who owns the next response, whatever is known and whatever is not (SOPH-6, 9, 10)."""

from itertools import product

import pytest

from catalog.shop import (
    HARMLESS,
    OF_SEVERITY,
    POLICY,
    ROUTES,
    decide,
    every_report,
    given,
    minute,
    reported,
    severity_on_paper,
)
from slapolicy import Event
from slapolicy.analysis import check

# -- SOPH-6, SOPH-9, SOPH-10: the next response


def test_soph_6_what_is_missing_is_unclear_and_the_support_leads() -> None:
    decision = given()
    assert (decision.severity, decision.owner) == ("unclear", "support lead")
    assert set(decision.classification.missing) == set(HARMLESS)
    almost = {fact: known for fact, known in HARMLESS.items() if fact != "revenue_risk"}
    decision = given(**almost)
    assert (decision.severity, decision.owner) == ("unclear", "support lead")
    assert decision.classification.missing == ("revenue_risk",)


NOT_ROUTED = "routing is not hosting or provider or CodeCanyon support or internal operations"


@pytest.mark.parametrize(
    ("doubt", "reason"),
    [
        ({"severity": "unclear"}, "severity is unclear"),
        ({"response_owner": "unclear"}, "response_owner is unclear"),
        ({"customer_communication": "unclear"}, "customer_communication is unclear"),
        ({"routing": "unclear"}, "routing is unclear"),
        ({"routing": None}, f"severity is not cosmetic and {NOT_ROUTED}"),
        ({"routing": "the printer"}, f"severity is not cosmetic and {NOT_ROUTED}"),
    ],
)
def test_soph_6_each_of_the_four_doubts_goes_to_the_support_lead_and_back(
    doubt: dict[str, object], reason: str
) -> None:
    (fact,) = doubt
    known: dict[str, object] = {"severity": "revenue", "routing": "hosting"}
    settled = known | {"response_owner": "clear", "customer_communication": "clear"}
    report = [reported(**known), Event("changed", minute(10), **doubt)]
    report.append(Event("changed", minute(20), **{fact: settled[fact]}))
    before, doubted, after = (decide(*report, at=minute(at)) for at in (9, 10, 20))
    assert [each.owner for each in (before, doubted, after)] == ["hosting owner", "support lead", "hosting owner"]
    assert doubted.steps[-1].reason == reason


def test_soph_6_a_route_that_there_is_not_is_told() -> None:
    assert "facts.routing" in {violation.rule for violation in given(routing="the printer").violations}
    assert "facts.routing" not in {violation.rule for violation in given(routing="hosting").violations}


@pytest.mark.parametrize(("routing", "owner"), ROUTES.items())
@pytest.mark.parametrize("severity", [known for known in OF_SEVERITY if known != "unclear"])
def test_soph_10_a_known_issue_goes_where_it_is_routed(severity: str, routing: str, owner: str) -> None:
    assert given(**OF_SEVERITY[severity], routing=routing).owner == owner


def owner_on_paper(facts: dict[str, object]) -> str:
    severity, routing = facts["severity"], facts["routing"]
    if "unclear" in facts.values() or (routing is None and severity != "cosmetic"):
        return "support lead"
    return ROUTES[str(routing)] if routing else "site administrator"


def test_soph_9_no_combination_of_facts_leaves_the_next_response_without_an_owner() -> None:
    """SOPH-9, SOPH-10: every severity, route and doubt, 6 x 6 x 3 x 3; what is not known is one of the values."""
    routes, doubts = [*ROUTES, "unclear", None], ["clear", "unclear", None]
    combinations = list(product(OF_SEVERITY, routes, doubts, doubts))
    assert len(combinations) == 324
    for values in combinations:
        names = ("severity", "routing", "response_owner", "customer_communication")
        facts: dict[str, object] = dict(zip(names, values, strict=True))
        assert given(**facts).owner == owner_on_paper(facts), facts


@pytest.mark.parametrize("routing", [*ROUTES, "unclear", None])
def test_soph_9_no_combination_of_the_six_dimensions_does_either(routing: str | None) -> None:
    for facts in every_report():
        paper = owner_on_paper({"severity": severity_on_paper(facts), "routing": routing})
        assert given(**facts, routing=routing).owner == paper, facts


def test_soph_9_and_m4_the_check_finds_nothing_unanswered_in_all_that_there_may_be() -> None:
    """No gap, no rule that never counts, no severity that falls as a dimension rises, no ticket without an owner."""
    assert check(POLICY) == ()
