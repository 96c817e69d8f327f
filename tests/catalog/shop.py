"""Reports of a shop to its plugin's support, all in one hour of Friday 6 March 2026, and what they are on paper."""

from itertools import product

from slapolicy import Decision, Event, Ticket
from slapolicy.catalog import sophmate

POLICY = sophmate()
HARMLESS: dict[str, object] = {
    "production_impact": False,
    "customer_visibility": False,
    "revenue_risk": False,
    "privacy_exposure": False,
    "data_correctness": "right",
    "automation": "not involved",
}
OF_SEVERITY: dict[str, dict[str, object]] = {
    "privacy": {"privacy_exposure": True},
    "revenue": {"revenue_risk": True},
    "customer-visible": {"customer_visibility": True},
    "operational": {"production_impact": True},
    "cosmetic": HARMLESS,
    "unclear": {},
}
ROUTES = {
    "hosting": "hosting owner",
    "provider": "provider owner",
    "CodeCanyon support": "CodeCanyon support owner",
    "internal operations": "internal operations",
}


def minute(number: int) -> str:
    return f"2026-03-06T16:{number:02}:00+01:00"


def decide(*events: Event, at: str = minute(59)) -> Decision:
    return POLICY.evaluate(Ticket("T-1", events), at=at)


def reported(**facts: object) -> Event:
    return Event("created", minute(0), **facts)


def given(**facts: object) -> Decision:
    return decide(reported(**facts))


def severity_on_paper(facts: dict[str, object]) -> str:
    """SOPH-1 as the document's readers would say it: the worst kind that is known; harmless only if all of it is."""
    if facts["privacy_exposure"] is True:
        return "privacy"
    if facts["revenue_risk"] is True:
        return "revenue"
    if facts["customer_visibility"] is True:
        return "customer-visible"
    if (
        facts["production_impact"] is True
        or facts["data_correctness"] == "wrong"
        or facts["automation"] == "cannot be paused"
    ):
        return "operational"
    return "unclear" if None in facts.values() else "cosmetic"


def every_report() -> list[dict[str, object]]:
    """Every combination of the six dimensions, each of them also not known: 3 x 3 x 3 x 3 x 3 x 4."""
    kinds: list[list[object]] = [[True, False, None]] * 4
    kinds += [["wrong", "right", None], ["cannot be paused", "can be paused", "not involved", None]]
    return [dict(zip(HARMLESS, values, strict=True)) for values in product(*kinds)]
