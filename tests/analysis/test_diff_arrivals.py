"""A fact that tells when a ticket came means something else where its calendars or their order do (C12, T5)."""

from typing import Any

import pytest

from slapolicy import Policy
from slapolicy.analysis import diff
from slapolicy.catalog import sign_x_studio
from slapolicy.instants import instant

ZURICH = "Europe/Zurich"


def policy(*asked: str, office: str = "09:00-17:00", declared: Any = None, **changes: Any) -> Policy:
    document = {
        "slapolicy": 1,
        "name": "mail",
        "calendars": {
            "office": {"tz": ZURICH, "hours": {"mon-fri": office}},
            "shop": {"tz": ZURICH, "hours": {"mon-sat": "08:00-12:00"}},
            "weekend": {"tz": ZURICH, "hours": {"sat-sun": "00:00-24:00"}},
        },
        "facts": {"arrival": declared or {"arrived_during": [*asked]}},
        "targets": {
            "reply": {
                "stop": "replied",
                "within": [{"when": {"arrival": "office"}, "limit": "1 hour"}, {"limit": "4 hours"}],
            }
        },
    }
    return Policy.from_dict(document | changes)


@pytest.mark.parametrize(
    ("old", "new", "at", "before", "after"),
    [
        # 1 January 2026 is a Thursday.
        (policy("office"), policy("office", office="10:00-17:00"), "2026-01-01T09:00+01:00", "office", None),
        (policy("office"), policy("office", office="09:00-18:00"), "2026-01-01T17:00+01:00", None, "office"),
        (policy("office", "shop"), policy("shop", "office"), "2026-01-01T09:00+01:00", "office", "shop"),
        (policy("office", "shop"), policy("office"), "2026-01-01T08:00+01:00", "shop", None),
    ],
)
def test_c12_the_first_ticket_that_gets_another(old: Policy, new: Policy, at: str, before: Any, after: Any) -> None:
    (change,) = [each for each in diff(old, new).changes if each.sentence.startswith("it was")]
    assert (change.name, str(change.verdict), change.old, change.new) == ("arrival", "different", before, after)
    assert change.witness is not None
    assert change.witness.events[0].at == instant(at)


def test_c12_the_ticket_that_shows_it_has_another_deadline() -> None:
    old, new = policy("office"), policy("office", office="10:00-17:00")
    (change,) = diff(old, new).changes
    assert change.witness is not None
    dues = [each.deadlines(change.witness)["reply"] for each in (old, new)]
    assert dues == [instant("2026-01-01T10:00+01:00"), instant("2026-01-01T13:00+01:00")]


def test_c12_a_fact_that_is_only_stated_from_now_on() -> None:
    (change,) = diff(policy("office"), policy(declared={"one_of": ["office"]})).changes
    assert (change.old, change.new) == ("office", None)


def test_c12_an_order_that_makes_no_difference_is_not_called_different() -> None:
    (change,) = diff(policy("office", "weekend"), policy("weekend", "office")).changes
    assert str(change.verdict) == "undecided"


def test_c12_another_name_of_the_policy_is_no_change_of_the_fact() -> None:
    assert not diff(policy("office", "weekend"), policy("office", "weekend", name="post"))


def test_c12_the_letters_of_est_move_every_window() -> None:
    found = diff(sign_x_studio(), sign_x_studio(zone="-05:00"))
    assert "arrival" in {change.name for change in found.changes}


def test_t6_years_of_which_the_holidays_are_not_known_are_undecided() -> None:
    def pinned(office: str) -> Policy:
        hours = {"tz": ZURICH, "hours": {"mon-fri": office}, "holidays": ["yearly 12-25"], "pinned": "2020 to 2022"}
        return policy(declared={"arrived_during": ["office"]}, calendars={"office": hours})

    (change,) = [each for each in diff(pinned("09:00-17:00"), pinned("09:00-18:00")).changes if each.part == "fact"]
    assert str(change) == "fact arrival: undecided: the same for every ticket that was looked at in 2026 to 2029"
