"""Who owns and who decides in two policies, and who has the duty (C12, E6, E7)."""

from analysis.desk import changed, compared, only


def test_who_may_decide_is_told_with_the_facts() -> None:
    """E7."""
    rules = [{"when": {"plan": "pro"}, "owner": "desk"}, {"owner": "boss"}]
    change = only(compared(changed("responsibilities", "refund", to=rules)))
    assert (change.part, change.name, change.old, change.new) == ("responsibility", "refund", "boss", "desk")
    assert dict(change.facts) == {"plan": "pro"}
    assert [(each.old, each.new) for each in change.witnesses] == [("boss", "desk")]


def test_another_hand_over_is_told_with_the_first_instant() -> None:
    """E6: Ada and Grace by the week; from 2026-01-05 09:00 on, or from 10:00."""
    turns = {"participants": ["Ada", "Grace"], "every": "1 week", "starts": "2026-01-05 09:00", "tz": "UTC"}
    old = changed("owners", "desk", to={"rotation": turns})
    new = changed("owners", "desk", to={"rotation": turns | {"starts": "2026-01-05 10:00"}})
    change = only(compared(new, old=old))
    assert (change.part, change.name, change.old, change.new) == ("owner", "desk", "Ada", None)
    assert change.sentence == "at Mon 2026-01-05 09:00 +00:00 Ada had the duty, nobody has it now"
    assert [(each.old, each.new) for each in change.witnesses] == [("Ada", "boss")]  # whoever is there


def test_people_who_take_turns_with_nobody_are_an_owner_like_any_other() -> None:
    """E6: a rotation of one that is called as the role is."""
    turns = {"participants": ["desk"], "every": "1 week", "starts": "2020-01-06 09:00", "tz": "UTC"}
    change = only(compared(changed("owners", "desk", to={"name": "Desk", "rotation": turns})))
    assert (change.verdict, change.sentence) == (
        "undecided",
        "the same people have the duty at every time in 2026 to 2029",
    )
