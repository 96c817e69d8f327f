"""Two promises of time: which is earlier, and for which starts that is certain (D1-D8)."""

from typing import Any

import pytest

from slapolicy import Calendar
from slapolicy.analysis.diffs.deadlines import Promised, Scale, Standing, same
from slapolicy.calendars import ALWAYS, DayEnds
from slapolicy.durations import duration
from slapolicy.instants import instant
from slapolicy.witnesses import Effort

WORK = {"mon-fri": "09:00-17:00"}
OFFICE = Calendar(tz="UTC", hours=WORK)
SHORT, LONG = (Calendar(tz="UTC", hours={"mon-fri": f"09:00-{close}:00"}) for close in (16, 18))
HOLIDAY = Calendar(tz="UTC", hours=WORK, holidays=["2026-06-01"])
ZURICH = Calendar(tz="Europe/Zurich", hours=WORK)
ABIDJAN = Calendar(tz="Africa/Abidjan", hours=WORK)
"""The same hours as in UTC, as one can see in every year and know in none."""

MONDAY = instant("2026-01-05T10:00Z")
IN_2026 = "for every start in 2026 to 2026"


def promised(limit: str | None, calendar: Calendar = OFFICE, ends: DayEnds = DayEnds.SAME_TIME) -> Promised:
    return Promised(duration(limit) if limit else None, calendar, ends)


def weighed(old: Promised, new: Promised, years: range = range(2026, 2027), effort: int = 5_000_000) -> Standing:
    """How they stand to each other, where the starts show what is said of them."""
    found = Scale(years, Effort(effort)).weigh(old, new)
    for start, side in ((found.earlier, -1), (found.later, 1)):
        if start is not None and found.compared:
            dues = old.due(start), new.due(start)
            assert dues[0] is not None
            assert dues[1] is not None
            assert (dues[1] > dues[0]) - (dues[1] < dues[0]) == side
    return found


def of(*limits: str, **how: Any) -> tuple[Promised, Promised]:
    """Two promises that differ by their limits, or by what else is given for the new one."""
    return promised(limits[0]), promised(limits[-1], **how)


@pytest.mark.parametrize(
    ("pair", "verdict", "reason"),
    [
        (of("2 hours", "1 hour"), "stricter", "for every start"),
        (of("1 hour", "2 hours"), "looser", "for every start"),
        (of("2 calendar days", "1 calendar day"), "stricter", "for every start"),
        (of("1 calendar day", "2 calendar days"), "looser", "for every start"),
        (of("4 business hours", "3 business hours"), "stricter", "for every start"),
        (of("4 business hours", "5 business hours"), "looser", "for every start"),
        (of("4 business hours", calendar=SHORT), "looser", "for every start"),
        (of("4 business hours", calendar=LONG), "stricter", "for every start"),
        (of("4 business hours", "5 business hours", calendar=SHORT), "looser", "for every start"),
        (
            of("4 business hours", "270 business minutes", calendar=LONG),
            "different",
            "",
        ),
        (of("4 business hours", "210 business minutes", calendar=SHORT), "different", ""),
        (of("4 business hours", calendar=ABIDJAN), "undecided", f"the deadlines are alike {IN_2026}"),
        (of("4 business hours", "3 business hours", calendar=ABIDJAN), "stricter", IN_2026),
        (of("4 business hours", "5 business hours", calendar=ABIDJAN), "looser", IN_2026),
        (of("4 business hours", "4 hours"), "stricter", "for every start"),
        (of("4 business hours", "5 hours"), "different", ""),
        (of("4 hours", "4 business hours"), "looser", "for every start"),
        (of("4 hours", "3 business hours"), "different", ""),
        (of("2 business days", "3 business days"), "looser", "for every start"),
        (of("3 business days", "2 business days"), "stricter", "for every start"),
        (of("2 business days", calendar=HOLIDAY), "looser", "for every start"),
        (of("2 business days", "3 business days", calendar=HOLIDAY), "looser", "for every start"),
        (of("2 business days", ends=DayEnds.CLOSE), "looser", IN_2026),
        (of("2 business days", "1 business day", ends=DayEnds.CLOSE), "stricter", IN_2026),
        (of("end of business day", "end of next business day"), "looser", "for every start"),
        (of("end of next business day", "end of business day"), "stricter", "for every start"),
        (of("end of business day", calendar=HOLIDAY), "looser", "for every start"),
        (of("next business day by 16:00", "next business day by 15:00"), "stricter", "for every start"),
        (of("next business day by 16:00", "next business day by 16:01"), "looser", "for every start"),
        (of("next business day by 16:00", calendar=HOLIDAY), "looser", "for every start"),
        (of("end of business day", "next business day by 18:00"), "looser", IN_2026),
        # A day by the wall in Zurich has 23 hours once, and 25 once.
        (of("24 hours", "1 calendar day", calendar=ZURICH), "different", ""),
        (of("1 calendar day", calendar=ZURICH), "different", ""),
    ],
)
def test_d1_which_of_two_deadlines_is_earlier_and_for_which_starts(
    pair: tuple[Promised, Promised], verdict: str, reason: str
) -> None:
    """D2-D4, D8; the other way round, the other side."""
    found = weighed(*pair)
    different = "earlier for some starts, later for others"
    assert (str(found.verdict), found.reason, found.compared) == (verdict, reason or different, True)
    sides = {"stricter": (True, False), "looser": (False, True), "different": (True, True), "undecided": (False, False)}
    assert (found.earlier is not None, found.later is not None) == sides[verdict]
    back = weighed(pair[1], pair[0])
    turned = {"stricter": "looser", "looser": "stricter"}
    assert (str(back.verdict), back.reason) == (turned.get(verdict, verdict), reason or different)


def test_d1_the_first_start_that_shows_it_is_one_that_a_reader_knows_well() -> None:
    """Monday 5 January 2026 at 10:00; for hours that are longer in the evening, at 16:00."""
    assert weighed(*of("2 hours", "1 hour")).earlier == MONDAY
    assert weighed(*of("1 hour", "2 hours")).later == MONDAY
    assert weighed(*of("4 business hours", calendar=LONG)).earlier == instant("2026-01-05T16:00Z")
    assert weighed(*of("4 business hours", calendar=SHORT)).later == instant("2026-01-05T16:00Z")
    assert weighed(*of("1 hour", "2 hours"), years=range(2030, 2031)).later == instant("2030-01-05T10:00Z")


def test_c11_no_promise_is_the_loosest_one() -> None:
    first, last = weighed(promised(None), promised("1 hour")), weighed(promised("1 hour"), promised(None))
    assert first == Standing(first.verdict, MONDAY, None, "there was no promise", compared=False)
    assert last == Standing(last.verdict, None, MONDAY, "there is no promise any more", compared=False)
    assert (str(first.verdict), str(last.verdict)) == ("stricter", "looser")
    assert str(weighed(promised(None), promised(None, ZURICH)).verdict) == "equal"
    assert promised(None).due(MONDAY) is None


def test_d3_hours_that_differ_beyond_the_years_are_looked_at_where_they_do() -> None:
    """31 December 2030 is a Tuesday, and the next day a holiday; the start may lie in the year before."""
    new_year = Calendar(tz="UTC", hours=WORK, holidays=["2031-01-01"])
    found = weighed(*of("4 business hours", calendar=new_year))
    assert (str(found.verdict), found.reason) == ("looser", "for every start")
    assert found.later is not None
    assert found.later.year == 2030
    back = weighed(promised("4 business hours", new_year), promised("4 business hours"))
    assert (str(back.verdict), back.earlier) == ("stricter", found.later)
    old = Calendar(tz="UTC", hours=WORK, holidays=["1970-01-05"])
    assert str(weighed(*of("4 business hours", calendar=old)).verdict) == "looser"


def test_t6_starts_of_which_a_deadline_is_not_known_are_left_out_and_said_to_be() -> None:
    pinned = Calendar(tz="UTC", hours=WORK, holidays=["yearly 12-25"], pinned="2026 to 2026")
    one, other = promised("1 business hour", pinned), promised("1 business day", pinned)
    found = weighed(one, other)
    assert (str(found.verdict), found.reason) == ("undecided", "not every start in these years could be compared")
    assert weighed(one, promised("2 business hours", pinned)).reason == "for every start"
    found = weighed(promised("1 hour"), promised("end of next business day"), years=range(2199, 2200))
    assert found.reason == "for every start in 2199 to 2199 of which both are known"  # the last ones are not
    past = Calendar(tz="UTC", hours=WORK, holidays=["yearly 12-25"], pinned="2020 to 2021")
    found = weighed(promised("1 business day", past), promised("end of next business day", past))
    assert (str(found.verdict), found.reason) == ("undecided", "no deadline of these years is known")


def test_c12_past_the_bound_of_work_it_is_undecided() -> None:
    """Three of four parts of the work are kept for what is asked next."""
    found = weighed(*of("1 business day", calendar=ABIDJAN), effort=400)
    assert found == Standing(found.verdict, reason="the bound of work was passed")
    assert str(found.verdict) == "undecided"
    effort = Effort(400)
    Scale(range(2026, 2027), effort).weigh(*of("1 business day", calendar=ABIDJAN))
    assert 250 < effort.left < 310


def test_p4_two_promises_are_weighed_once() -> None:
    effort = Effort(100_000)
    scale = Scale(range(2026, 2027), effort)
    first = scale.weigh(*of("2 hours", "1 hour"))
    left = effort.left
    assert scale.weigh(*of("2 hours", "1 hour")) == first
    assert effort.left == left < 100_000


@pytest.mark.parametrize(
    ("old", "new", "alike"),
    [
        (promised("1 hour"), promised("60 minutes", ZURICH), True),
        (promised("1 hour", ALWAYS), promised("2 hours", ALWAYS), False),
        (promised("1 calendar day"), promised("1 calendar day", LONG), True),
        (promised("1 calendar day"), promised("1 calendar day", ZURICH), False),
        (promised("1 business hour"), promised("1 business hour", ABIDJAN), False),
        (promised("1 business day"), promised("1 business day", OFFICE, DayEnds.CLOSE), False),
        (promised("1 business day"), promised("1 business day", HOLIDAY), False),
        (promised("end of business day"), promised("end of business day", SHORT), False),
        (promised("end of business day"), promised("end of business day", Calendar(tz="UTC", hours=WORK)), True),
    ],
)
def test_d1_what_is_the_same_for_certain(old: Promised, new: Promised, alike: bool) -> None:
    assert same(old, new) is alike
    assert same(new, old) is alike


def test_t9_hours_that_are_open_alike_count_alike_and_their_days_do_not() -> None:
    night = Calendar(tz="UTC", hours={"mon-fri": "22:00-06:00"})
    split = Calendar(
        tz="UTC", hours={"mon": "22:00-24:00", "tue-fri": "00:00-06:00, 22:00-24:00", "sat": "00:00-06:00"}
    )
    assert same(promised("1 business hour", night), promised("1 business hour", split))
    assert not same(promised("1 business day", night), promised("1 business day", split))


@pytest.mark.parametrize(
    "limit", ["1 business day", "end of business day", "next business day by 16:00", "1 calendar day"]
)
@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_t7_the_first_year_of_all_can_be_compared(limit: str, zone: str) -> None:
    office = Calendar(tz=zone, hours=WORK)
    found = weighed(promised("1 business minute", office), promised(limit, office), years=range(1970, 1971))
    assert str(found.verdict) in {"looser", "different"}
