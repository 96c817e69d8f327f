"""Support of a plugin for shops: how bad it is, which way it goes, and who may decide what (SOPH-1, 2, 3)."""

import pytest

from catalog.shop import (
    HARMLESS,
    OF_SEVERITY,
    POLICY,
    decide,
    every_report,
    given,
    minute,
    reported,
    severity_on_paper,
)
from slapolicy import Event, Policy, PolicyError, Ticket
from slapolicy.analysis import check
from slapolicy.catalog import sophmate

# -- SOPH-1: severity from six dimensions


@pytest.mark.parametrize(
    ("harm", "severity"),
    [
        ({"privacy_exposure": True}, "privacy"),
        ({"revenue_risk": True}, "revenue"),
        ({"customer_visibility": True}, "customer-visible"),
        ({"production_impact": True}, "operational"),
        ({"data_correctness": "wrong"}, "operational"),
        ({"automation": "cannot be paused"}, "operational"),
        ({"automation": "can be paused"}, "cosmetic"),
        ({}, "cosmetic"),
    ],
)
def test_soph_1_each_dimension_decides(harm: dict[str, object], severity: str) -> None:
    """SOPH-1: one harm beside five dimensions that are known to be harmless."""
    assert given(**HARMLESS | harm).severity == severity


def test_soph_1_and_soph_6_every_combination_has_the_severity_of_its_worst_known_harm() -> None:
    reports = every_report()
    assert len(reports) == 972
    for facts in reports:
        decision = given(**facts)
        assert decision.severity == severity_on_paper(facts), facts


STRANGE: dict[str, object] = dict.fromkeys([*HARMLESS, "response_owner", "customer_communication"], "perhaps")


@pytest.mark.parametrize("fact", STRANGE)
def test_soph_1_an_answer_of_another_kind_does_not_go_unsaid(fact: str) -> None:
    usual = HARMLESS | {"response_owner": "clear", "customer_communication": "clear"}
    rules = [
        {violation.rule for violation in given(**facts).violations} - {"intake"}
        for facts in (usual, usual | {fact: STRANGE[fact]})
    ]
    assert rules == [set(), {f"facts.{fact}"}]


@pytest.mark.parametrize("dimension", HARMLESS)
def test_soph_1_a_rule_by_which_more_harm_is_less_severe_would_be_found(dimension: str) -> None:
    """M4: rules that take the harmless side of a dimension for the worst, and the other for cosmetic."""
    document, harmless = POLICY.to_dict(), HARMLESS[dimension]
    upside_down = [
        {"when": {dimension: harmless}, "then": "privacy"},
        {"when": {dimension: {"not": harmless}}, "then": "cosmetic"},
    ]
    document["severity"] |= {"combine": "first", "rules": upside_down + document["severity"]["rules"]}
    found = [each for each in check(Policy.from_dict(document)) if each.code == "severity-falls"]
    assert [dict(each.against or ()) for each in found] == [{dimension: harmless}]


# -- SOPH-2: different paths


def test_soph_2_a_cosmetic_a_checkout_and_a_privacy_issue_take_different_paths() -> None:
    cosmetic = given(**HARMLESS)
    checkout = given(**HARMLESS | {"revenue_risk": True, "routing": "hosting"})
    privacy = given(**HARMLESS | {"privacy_exposure": True, "routing": "hosting"})
    assert [each.owner for each in (cosmetic, checkout, privacy)] == [
        "site administrator",
        "hosting owner",
        "hosting owner",
    ]
    assert [each.notify for each in (cosmetic, checkout, privacy)] == [
        (),
        ("customer communication owner",),
        ("support lead", "customer communication owner"),
    ]
    assert [each.responsible["approve rollback"] for each in (cosmetic, checkout, privacy)] == [
        None,
        "rollback owner",
        "rollback owner",
    ]


@pytest.mark.parametrize(
    ("severity", "told"),
    [
        ("privacy", ("support lead", "customer communication owner")),
        ("revenue", ("customer communication owner",)),
        ("customer-visible", ("customer communication owner",)),
        ("operational", ()),
        ("cosmetic", ()),
        ("unclear", ()),
    ],
)
def test_soph_2_who_is_told_beside_the_owner(severity: str, told: tuple[str, ...]) -> None:
    assert given(**OF_SEVERITY[severity]).notify == told


def test_soph_2_what_turns_out_worse_changes_its_path() -> None:
    report = [
        reported(**HARMLESS),
        Event("changed", minute(10), production_impact=True, routing="provider"),
        Event("changed", minute(20), revenue_risk=True),
        Event("changed", minute(30), privacy_exposure=True),
    ]
    lived = [decide(*report, at=minute(at)) for at in (0, 10, 20, 30)]
    assert [(each.severity, each.owner, each.notify) for each in lived] == [
        ("cosmetic", "site administrator", ()),
        ("operational", "provider owner", ()),
        ("revenue", "provider owner", ("customer communication owner",)),
        ("privacy", "provider owner", ("customer communication owner", "support lead")),
    ]
    states = [str(each.clocks["incident_runbook"].state) for each in lived]
    assert states == ["not_started", "running", "running", "running"]


# -- SOPH-3: the table of severities and responsibilities

LEAD = "support lead"
TABLE: dict[str, list[str | None]] = {
    "pause workflows": [*["site administrator"] * 4, None, LEAD],
    "contact hosting": [*["hosting owner"] * 4, None, LEAD],
    "contact provider": [*["provider owner"] * 4, None, LEAD],
    "open CodeCanyon support": [*["CodeCanyon support owner"] * 5, LEAD],
    "update customers": [*["customer communication owner"] * 3, None, None, LEAD],
    "approve rollback": [*["rollback owner"] * 4, None, LEAD],
}


@pytest.mark.parametrize("action", TABLE)
@pytest.mark.parametrize("severity", OF_SEVERITY)
def test_soph_3_every_cell_is_answered_by_an_owner_or_by_nobody(action: str, severity: str) -> None:
    ticket = Ticket("T-1", [reported(**OF_SEVERITY[severity])])
    assert POLICY.evaluate(ticket, at=minute(1)).severity == severity
    answer = POLICY.responsible_for(action, ticket, at=minute(1))
    assert (answer.owner, answer.on_duty) == (TABLE[action][list(OF_SEVERITY).index(severity)],) * 2
    assert answer.reason


def test_soph_3_nothing_else_is_to_be_decided() -> None:
    assert list(given().responsible) == list(TABLE)
    with pytest.raises(PolicyError, match="write `pause workflows`"):
        POLICY.responsible_for("pause workflow", Ticket("T-1", [reported()]), at=minute(1))


# -- the factory


def test_the_owners_and_the_table_are_parameters() -> None:
    mine: Policy = sophmate(
        owners={"support lead": "Kim", "lawyer": {"name": "Lawyer"}},
        responsibilities={
            "update customers": [{"when": {"severity": "privacy"}, "owner": "lawyer"}, {"owner": "support lead"}]
        },
    )
    ticket = Ticket("T-1", [reported(privacy_exposure=True)])
    responsible = mine.evaluate(ticket, at=minute(1)).responsible
    assert (responsible["update customers"], responsible["pause workflows"]) == ("lawyer", "site administrator")
    assert mine.owners["support lead"].name == "Kim"
    with pytest.raises(PolicyError, match=r"responsibilities\.update customers"):
        sophmate(responsibilities={"update customers": [{"when": {"severity": "privacy"}, "owner": "support lead"}]})


def test_p2_the_policy_is_a_document_too() -> None:
    assert Policy.from_yaml(POLICY.to_yaml()) == POLICY
