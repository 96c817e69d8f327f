"""Who owns and who decides in two policies, and who has the duty (C12, E6, E7)."""

from typing import Any

import pytest

from analysis.desk import DESK, Document, changed, compared, only
from slapolicy import Policy
from slapolicy.analysis.diffs import Change

TURNS = {"participants": ["Ada", "Grace"], "every": "1 week", "starts": "2026-01-05 09:00", "tz": "UTC"}


def lines(change: Change) -> tuple[str, str, str]:
    return change.name, str(change.verdict), change.sentence


def answers(change: Change) -> list[tuple[Any, Any]]:
    return [(each.old, each.new) for each in change.witnesses]


def decided(document: Document, change: Change) -> str | None:
    """Who may refund, for the ticket that shows it."""
    (witness,) = change.witnesses
    return Policy.from_dict(document).responsible_for("refund", witness.ticket, at=witness.at).owner


# -- who may decide


def test_who_may_decide_is_told_with_the_facts() -> None:
    """E7."""
    rules = [{"when": {"plan": "pro"}, "owner": "desk"}, {"owner": "boss"}]
    other = changed("responsibilities", "refund", to=rules)
    change = only(compared(other))
    assert (change.part, change.name, change.old, change.new) == ("responsibility", "refund", "boss", "desk")
    assert lines(change)[1:] == ("different", "boss became desk; seen with plan: pro")
    assert (dict(change.facts), change.severity) == ({"plan": "pro"}, None)
    assert answers(change) == [("boss", "desk")] == [(decided(DESK, change), decided(other, change))]
    assert [(event.name, str(event.at)) for event in change.witnesses[0].ticket] == [
        ("created", "2026-01-05 10:00:00+00:00")
    ]
    assert str(change.witnesses[0].at) == "2026-01-05 10:00:00+00:00"


def test_e7_who_may_decide_for_one_severity() -> None:
    rules = [{"when": {"severity": "P0"}, "owner": "desk"}, {"owner": "boss"}]
    change = only(compared(changed("responsibilities", "refund", to=rules)))
    assert str(change) == "responsibility refund at P0: different: boss became desk"


def test_e7_where_nobody_may_decide_any_more() -> None:
    rules = [{"when": {"plan": "pro"}, "owner": "boss"}, {"owner": "none"}]
    change = only(compared(changed("responsibilities", "refund", to=rules)))
    assert (change.sentence, change.new, answers(change)) == ("boss became nobody", None, [("boss", None)])
    back = only(compared(DESK, old=changed("responsibilities", "refund", to=rules)))
    assert (back.sentence, back.old, answers(back)) == ("nobody became boss", None, [(None, "boss")])


def test_e7_an_action_of_which_only_one_policy_speaks() -> None:
    rules = [{"when": {"plan": "pro"}, "owner": "desk"}, {"when": {"users": 1}, "owner": "desk"}, {"owner": "boss"}]
    more = changed("responsibilities", "discount", to=rules)
    assert str(only(compared(more))) == "responsibility discount: added: decided by desk, boss"
    assert str(only(compared(DESK, old=more))) == "responsibility discount: removed: it was decided by desk, boss"


def test_e7_past_the_bound_of_work_who_may_decide_is_undecided() -> None:
    """C12."""
    rules = [{"when": {"plan": "pro", "users": 1}, "owner": "desk"}, {"owner": "boss"}]
    change = compared(changed("responsibilities", "refund", to=rules), effort=0).of("responsibility")[0]
    assert lines(change)[1:] == (
        "undecided",
        "boss became desk; not found out within the bound of work for which facts",
    )
    assert (change.old, change.new, answers(change)) == ("boss", "desk", [])


# -- whom a target is for


def test_another_owner_of_a_target_is_told_with_the_facts() -> None:
    """C11: the ticket starts the clock of the target."""
    rows = [{"when": {"plan": "pro"}, "owner": "boss"}, {"owner": "desk"}]
    change = only(compared(changed("targets", "reply", "owner", to=rows)))
    assert (change.part, *lines(change)) == (
        "owner",
        "reply.owner",
        "different",
        "desk became boss; seen with plan: pro",
    )
    assert answers(change) == [("desk", "boss")]
    assert change.witness is not None
    assert [(event.name, dict(event.facts)) for event in change.witness] == [("created", {"plan": "pro"})]
    nobody = only(compared(changed("targets", "reply", "owner")))
    assert (nobody.sentence, answers(nobody)) == ("desk became nobody", [("desk", None)])


# -- who has the duty


def test_an_owner_of_one_policy_only() -> None:
    """E6."""
    more = changed("owners", "night", to="Night shift")
    assert str(only(compared(more))) == "owner night: added: a new owner"
    assert str(only(compared(DESK, old=more))) == "owner night: removed: no longer an owner"


def test_an_owner_that_is_shown_under_another_name() -> None:
    """E6: the role is the same one."""
    change = only(compared(changed("owners", "desk", to="Front desk")))
    assert str(change) == "owner desk: different: shown as Desk, and as Front desk now"
    assert (change.old, change.new) == ("Desk", "Front desk")
    first = compared(changed("owners", "desk", to={"rotation": TURNS}), old=changed("owners", "desk", to="Desk"))
    assert lines(first.changes[0]) == ("desk", "different", "shown as Desk, and as desk now")
    last = compared(changed("owners", "desk", to="Desk"), old=changed("owners", "desk", to={"rotation": TURNS}))
    assert lines(last.changes[0]) == ("desk", "different", "shown as desk, and as Desk now")


def test_another_hand_over_is_told_with_the_first_instant() -> None:
    """E6: Ada and Grace by the week; from 2026-01-05 09:00 on, or from 10:00."""
    old = changed("owners", "desk", to={"rotation": TURNS})
    new = changed("owners", "desk", to={"rotation": TURNS | {"starts": "2026-01-05 10:00"}})
    change = only(compared(new, old=old))
    assert (change.part, change.name, change.old, change.new) == ("owner", "desk", "Ada", None)
    assert change.sentence == "at Mon 2026-01-05 09:00 +00:00 Ada had the duty, nobody has it now"
    assert answers(change) == [("Ada", "boss")]  # whoever is there
    back = only(compared(old, old=new))
    assert back.sentence == "at Mon 2026-01-05 09:00 +00:00 nobody had the duty, Ada has it now"


@pytest.mark.parametrize(
    ("old", "new", "years", "at", "names"),
    [
        # Ada has the first two weeks of the year, and Grace the second one.
        ({}, {"participants": ["Ada", "Ada", "Grace"]}, (2026, 2029), "2026-01-12 09:00", ("Grace", "Ada")),
        ({}, {"participants": ["Ada", "Grace", "Eve"]}, (2026, 2029), "2026-01-19 09:00", ("Ada", "Eve")),
        # From the first instant of the years on, where it differs from long before.
        (
            {"starts": "2020-01-06 09:00"},
            {"starts": "2020-01-13 09:00"},
            (2026, 2026),
            "2026-01-01 00:00",
            ("Ada", "Grace"),
        ),
    ],
)
def test_e6_the_first_instant_at_which_another_has_the_duty(
    old: Any, new: Any, years: tuple[int, int], at: str, names: tuple[str, str]
) -> None:
    one, other = (changed("owners", "desk", to={"rotation": TURNS | part}) for part in (old, new))
    (change,) = compared(other, old=one, years=years).of("owner", "desk")
    assert (change.old, change.new, f"{change.witnesses[0].at:%Y-%m-%d %H:%M}") == (*names, at)
    assert change.witness is not None
    assert [(event.name, event.at) for event in change.witness] == [("created", change.witnesses[0].at)]
    assert answers(change) == [names]


def test_e6_years_at_the_end_of_which_somebody_else_has_the_duty() -> None:
    """From Monday 28 December 2026 on the third of the three has it, which is in 2026 and not in 2025."""
    weeks = {"participants": ["Ada"], "every": "1 week", "starts": "2026-12-28 09:00", "tz": "UTC"}
    one, other = (
        changed("owners", "desk", to={"rotation": weeks | {"participants": [name]}}) for name in ("Ada", "Eve")
    )
    (change,) = compared(other, old=one, years=(2026, 2026)).of("owner", "desk")
    assert change.sentence == "at Mon 2026-12-28 09:00 +00:00 Ada had the duty, Eve has it now"
    (change,) = compared(other, old=one, years=(2025, 2025)).of("owner", "desk")
    assert lines(change)[1:] == ("undecided", "the same people have the duty at every time in 2025 to 2025")


def test_people_who_take_turns_with_nobody_are_an_owner_like_any_other() -> None:
    """E6: a rotation of one that is called as the role is."""
    turns = {"participants": ["desk"], "every": "1 week", "starts": "2020-01-06 09:00", "tz": "UTC"}
    change = only(compared(changed("owners", "desk", to={"name": "Desk", "rotation": turns})))
    assert (change.part, *lines(change)) == (
        "owner",
        "desk",
        "undecided",
        "the same people have the duty at every time in 2026 to 2029",
    )


def test_e6_an_owner_who_is_nowhere_first_has_no_ticket_to_show_it() -> None:
    """Every ticket begins at the desk, and the boss has none at once."""
    old, new = (
        changed("owners", "boss", to={"rotation": TURNS | {"participants": names}})
        for names in (["Ada", "Grace"], ["Grace", "Ada"])
    )
    change = only(compared(new, old=old))
    assert (change.sentence, answers(change)) == (
        "at Mon 2026-01-05 09:00 +00:00 Ada had the duty, Grace has it now",
        [],
    )
