"""Hours of two policies, and what they do to deadlines (T3-T9, D3, D4)."""

from analysis.desk import changed, compared, only, only_of
from slapolicy import Event, Policy, Ticket


def test_a_holiday_more_is_told_with_its_first_instant_and_a_deadline() -> None:
    """T4: Thursday 24 December 2026; what is due on it is due on the next day."""
    found = compared(changed("calendars", "office", "holidays", to=["2026-12-24"]))
    hours, *limits = found
    assert (hours.part, hours.name, hours.verdict) == ("calendar", "office", "different")
    assert "open at Thu 2026-12-24 09:00 +00:00, closed now" in hours.sentence
    assert hours.old_due_at is not None
    assert hours.new_due_at is not None
    assert hours.new_due_at > hours.old_due_at
    assert [(each.name, each.severity, each.verdict) for each in limits] == [
        ("reply", "P1", "looser"),
        ("reply", "unclear", "looser"),
        ("solution", None, "looser"),
    ]


def test_hours_past_midnight_count_to_the_day_on_which_they_start() -> None:
    """T3, T9: open at the same instants, and yet other working days."""
    night = changed("calendars", "office", "hours", to={"mon-fri": "22:00-06:00"})
    split = {"mon": "22:00-24:00", "tue-fri": "00:00-06:00, 22:00-24:00", "sat": "00:00-06:00"}
    other = changed("calendars", "office", "hours", to=split)
    found = compared(other, old=night, years=(2026, 2026))
    assert {change.name for change in found.of("target")} == {"reply", "solution"}  # those in days
    assert [change.severity for change in found.of("target", "reply")] == ["unclear"]
    assert "open at the same times, though days may begin or end at others" in only_of(found, "calendar").sentence


def test_two_working_days_of_nights_may_be_over_before_one() -> None:
    """D4: from Tuesday 21:00, in Monday's night, one working day later is Wednesday 21:00, in Tuesday's night.

    Two are Wednesday's own hours, which close at 01:00.
    """
    nights = changed("calendars", "office", "hours", to={"mon-tue": "23:00-22:00", "wed": "00:30-01:00"})
    one = changed("targets", "solution", "within", to="1 business day", of=nights)
    (change,) = compared(nights, old=one, years=(2026, 2026)).of("target", "solution")
    assert change.verdict == "different"
    policies = Policy.from_dict(one), Policy.from_dict(nights)
    ticket = Ticket("T", [Event("created", "2026-01-06T21:00Z")])
    assert [str(each.deadlines(ticket)["solution"]) for each in policies] == [
        "2026-01-07 21:00:00+00:00",
        "2026-01-07 01:00:00+00:00",
    ]
    holiday = changed("calendars", "office", "holidays", to=["2026-06-01"], of=nights)
    (change,) = compared(holiday, old=one, years=(2026, 2026)).of("target", "solution")
    assert change.verdict == "different"


def test_combinations_of_the_same_parts_are_the_same_hours() -> None:
    """T8: whichever of them stands first."""
    office, late = ({"tz": "UTC", "hours": {"mon-fri": hours}} for hours in ("09:00-17:00", "20:00-22:00"))
    one = changed("calendars", "office", to={"any": [office, late]})
    other = changed("calendars", "office", to={"any": [late, office]})
    assert compared(other, old=one, years=(2026, 2026)).of("target", "reply") == ()


def test_how_far_a_calendar_looks_is_told_where_nothing_else_differs() -> None:
    """T7."""
    change = only(compared(changed("calendars", "office", "horizon", to="20 years")))
    assert change.part == "calendar"
    assert change.sentence.startswith("answers are looked for within 20 years, 100 before; counts for reply, solution")


def test_hours_in_a_zone_of_another_name_are_not_found_out() -> None:
    """T5: Abidjan is at UTC, as one can see in every year and know in none."""
    other = changed("calendars", "office", "tz", to="Africa/Abidjan")
    found = compared(other, years=(2026, 2026))
    change = only_of(found, "calendar")
    assert str(change) == (
        "calendar office: undecided: not found out whether the hours differ; counts for reply, solution"
    )
    assert {str(each.verdict) for each in found} == {"undecided"}


def test_hours_of_another_calendar_are_told_by_both_names() -> None:
    """T3: Monday 1 June 2026 has other hours, and so has every day."""
    old = changed("calendars", "long", to={"tz": "UTC", "hours": {"mon-fri": "08:00-16:00"}})
    change = only_of(compared(old | {"calendar": "long"}, old=old, years=(2026, 2026)), "calendar")
    assert (change.name, change.old, change.new) == ("office to long", "office", "long")
    assert change.sentence == (
        "open at Thu 2026-01-01 16:00 +00:00, closed now; closed at Thu 2026-01-01 08:00 +00:00, open now; "
        "counts for reply, solution"
    )
    assert len(change.witnesses) == 1


def test_days_of_the_calendar_in_another_zone() -> None:
    """D2: a day by the wall of Zurich is 23 hours once a year, and 25 hours once."""
    old = changed("targets", "solution", "within", to="1 calendar day")
    new = changed("calendars", "office", "tz", to="Europe/Zurich", of=old)
    (change,) = compared(new, old=old, years=(2026, 2026)).of("target", "solution")
    assert str(change) == (
        "target solution: different: 1 calendar day in another zone: earlier for some starts, later for others"
    )
    for witness in change.witnesses:
        both = [Policy.from_dict(each).deadlines(witness.ticket)["solution"] for each in (old, new)]
        assert both == [witness.old, witness.new]
    assert len(change.witnesses) == 2
