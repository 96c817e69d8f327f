"""Holidays that end, and owners with nobody on duty when they are asked for (T6, E6)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from analysis.paper import OFFICE, found, only, policy
from slapolicy import Calendar, Event, HorizonError, InstantError, Ticket
from slapolicy.analysis import check

ONCE = datetime(2029, 1, 1, tzinfo=UTC)


def pinned(years: str = "2026 to 2028", **more: Any) -> Any:
    return policy(calendars={"office": OFFICE | {"pinned": years} | more}, calendar="office", targets={
        "reply": {"stop": "replied", "within": "2 business hours"}})  # fmt: skip


def decided(rules: Any, at: datetime) -> Any:
    return rules.evaluate(Ticket("T-1", [Event("created", at)]), at=at)


def test_t6_pinned_holidays_end() -> None:
    """New year in Zurich is an hour before it is in UTC; from then on, an answer is an error."""
    finding = only(pinned())
    assert (finding.code, finding.place, str(finding.level)) == ("holidays-end", "calendars.office", "note")
    assert finding.at == ONCE - timedelta(hours=1)
    assert str(finding.at) == "2029-01-01 00:00:00+01:00"
    assert finding.message == "its holidays are pinned, and known from 2026 to 2028 only"
    with pytest.raises(HorizonError):
        decided(pinned(), finding.at)
    decided(pinned(), finding.at - timedelta(days=10))
    assert only(pinned("2026 to 2026")).message.endswith("known for 2026 only")


@pytest.mark.parametrize(
    ("between", "at"),
    [
        (("2026-06-01T00:00Z", "2028-06-01T00:00Z"), None),
        (("2026-06-01T00:00Z", "2028-12-31T23:00Z"), None),
        (("2026-06-01T00:00Z", "2028-12-31T23:00:01Z"), datetime(2028, 12, 31, 23, tzinfo=UTC)),
        (("2025-12-31T23:00Z", "2026-06-01T00:00Z"), None),
        (("2025-12-31T22:59:59Z", "2026-06-01T00:00Z"), datetime(2025, 12, 31, 22, 59, 59, tzinfo=UTC)),
        (("2025-12-31T23:00Z", "2029-06-01T00:00Z"), datetime(2028, 12, 31, 23, tzinfo=UTC)),
        (("2030-01-01T00:00Z", "2031-01-01T00:00Z"), datetime(2030, 1, 1, tzinfo=UTC)),
    ],
)
def test_t6_holidays_that_are_not_known_for_all_of_a_span(between: Any, at: datetime | None) -> None:
    """A warning with the first instant of it for which there is no answer; half-open spans (T2)."""
    findings = check(pinned(), between=between)
    assert [(each.code, str(each.level), each.at) for each in findings] == (
        [] if at is None else [("holidays-end", "warning", at)]
    )


def test_t6_each_calendar_is_looked_at() -> None:
    """Behind one whose holidays are not pinned, and one that knows all of the span."""
    years = {"free": {}, "long": {"pinned": "2026 to 2030"}, "short": {"pinned": "2026 to 2026"}}
    rules = policy(calendars={name: OFFICE | pin for name, pin in years.items()})
    findings = check(rules, between=("2027-06-01T00:00Z", "2028-06-01T00:00Z"))
    assert [each.place for each in findings if each.code == "holidays-end"] == ["calendars.short"]


def test_t8_a_combination_knows_what_all_its_parts_know() -> None:
    """What is frozen for three years answers in these."""
    parts = Calendar(tz="UTC", hours={"mon": "09:00-17:00"}) | Calendar(tz="Asia/Tokyo", hours={"tue": "09:00-17:00"})
    frozen = parts.frozen(2026, 2028)
    finding = only(policy(calendars={"both": frozen}, calendar="both"))
    assert finding.at is not None
    assert finding.at >= ONCE
    frozen.is_open(finding.at - timedelta(days=200))
    with pytest.raises(HorizonError):
        frozen.is_open(finding.at)


def test_t8_parts_that_are_pinned_for_different_years_answer_in_none() -> None:
    first = Calendar(tz="UTC", hours={"mon": "09:00-17:00"}, pinned="2026 to 2026")
    second = Calendar(tz="UTC", hours={"tue": "09:00-17:00"}, pinned="2028 to 2028")
    rules = policy(calendars={"both": first | second}, calendar="both")
    for span, at in ((None, "2029-01-01T00:00Z"), (("2026-06-01T00:00Z", "2026-07-01T00:00Z"), "2026-06-01T00:00Z")):
        finding = only(rules, between=span)
        assert finding.message == "its holidays are pinned, and known in no year by all its parts"
        assert finding.at == datetime.fromisoformat(at)
        with pytest.raises(HorizonError):
            (first | second).is_open(finding.at)


def test_t6_holidays_that_are_not_pinned_have_no_end() -> None:
    rules = policy(calendars={"office": OFFICE | {"holidays": ["2026-12-24", "yearly 12-25"]}}, calendar="office")
    assert found(rules) == []


def on_call(**more: Any) -> dict[str, Any]:
    turns = {"participants": ["Ada"], "every": "1 week", "starts": "2026-01-05 09:00", "tz": "Europe/Zurich"}
    return {"on call": {"rotation": turns | more}}


DAYTIME = {"restrictions": {"mon-fri": "09:00-17:00"}}


def ladder(owner: Any, owners: Any, **more: Any) -> Any:
    levels = [{"name": "a", "owner": owner}]
    return policy(owners=owners, calendars={"office": OFFICE, "day": {"tz": "Europe/Zurich", "hours": {
        "mon-fri": "08:00-17:00"}}}, calendar="office", escalation={"levels": levels, **more})  # fmt: skip


def test_e6_a_gap_every_evening() -> None:
    """From the first Monday on; the time before the first hand-over is not a gap of a year that has begun."""
    rules = ladder("on call", on_call(**DAYTIME))
    finding = only_gap(rules)
    assert (finding.place, str(finding.level)) == ("owners.on call.rotation", "warning")
    assert str(finding.at) == "2026-01-05 17:00:00+01:00"
    assert decided(rules, finding.at).owner is None
    assert decided(rules, finding.at - timedelta.resolution).owner == "Ada"
    assert [code for code, _, _ in found(ladder("on call", on_call()))] == ["unused-calendar"]


def only_gap(rules: Any, **options: Any) -> Any:
    (finding,) = [each for each in check(rules, **options) if each.code == "rotation-gap"]
    return finding


def test_e6_a_span_is_looked_at_where_it_is_named() -> None:
    """The first hand-over may lie in it."""
    rules = ladder("on call", on_call())
    finding = only_gap(rules, between=("2026-01-05T07:00Z", "2026-02-01T00:00Z"))
    assert str(finding.at) == "2026-01-05 07:00:00+00:00"
    assert "first from 2026-01-05T07:00:00+00:00 to 2026-01-05T08:00:00+00:00" in finding.message
    assert [each.code for each in check(rules, between=("2026-01-05T08:00Z", "2026-02-01T00:00Z"))] == [
        "unused-calendar"
    ]


def test_e6_nobody_is_missed_while_nobody_is_asked_for() -> None:
    """Where the owner is named for the office hours only; from 08:00 on, an hour of each day is a gap."""
    rest = {"owner": "lead"}
    owners = on_call(**DAYTIME) | {"lead": "Lead"}
    assert "rotation-gap" not in [
        code for code, _, _ in found(ladder([{"during": "office", "owner": "on call"}, rest], owners))
    ]
    finding = only_gap(ladder([{"during": "day", "owner": "on call"}, rest], owners))
    assert str(finding.at) == "2026-01-06 08:00:00+01:00"
    told = ladder([{"during": "office", "owner": "on call"}, rest], owners, rules=[
        {"id": "r", "on": "asked", "notify": "on call"}])  # fmt: skip
    assert str(only_gap(told).at) == "2026-01-05 17:00:00+01:00"


def test_t6_hours_that_are_not_known_are_taken_for_open() -> None:
    """Nobody knows whether the office is open in 2030, so the whole night is a gap, and so is the day before it."""
    owners = on_call(**DAYTIME) | {"lead": "Lead"}
    rules = ladder([{"during": "office", "owner": "on call"}, {"owner": "lead"}], owners)
    office = OFFICE | {"pinned": "2026 to 2028"}
    later = rules.replace(calendars={"office": office, "day": office})
    assert str(only_gap(later, between=("2030-01-01T16:00Z", "2030-01-02T16:00Z")).at) == "2030-01-01 16:00:00+00:00"


def test_e1_t6_an_instant_at_which_a_calendar_is_closed_is_one_that_is_known() -> None:
    """From 2024 on, or a week into the first pinned year; where no year is known of all of them, none is shown."""
    rules = ladder([{"during": "office", "owner": "lead"}, {"during": "day", "owner": "lead"}], {"lead": "Lead"})

    def shown(*years: str) -> str:
        pinned = {name: OFFICE | {"pinned": each} for name, each in zip(("office", "day"), years, strict=False)}
        findings = check(rules.replace(calendars={**rules.calendars, **pinned}))
        (finding,) = [each for each in findings if each.code == "no-owner"]
        return str(finding.at)

    assert shown() == "2024-01-08 00:00:00+00:00"
    assert shown("2026 to 2028", "2025 to 2027") == "2026-01-07 23:00:00+00:00"
    assert shown("2026 to 2026", "2028 to 2028") == "None"


def test_e6_e7_who_is_never_asked_for_has_no_gap() -> None:
    assert found(policy(owners=on_call(**DAYTIME))) == [("unused-owner", "owners.on call", "note")]
    deciding = policy(owners=on_call(**DAYTIME), responsibilities={"ask": "on call"})
    assert found(deciding) == [("rotation-gap", "owners.on call.rotation", "warning")]


def test_e6_who_is_asked_for_around_the_clock_has_gaps_at_any_time() -> None:
    """`always` is a calendar that is never closed."""
    rules = ladder([{"during": "always", "owner": "on call"}], on_call(**DAYTIME))
    assert str(only_gap(rules).at) == "2026-01-05 17:00:00+01:00"


def test_e6_each_owner_is_looked_at() -> None:
    """Also behind one who takes no turns, and one whom nobody asks for."""
    owners = {"lead": "Lead"} | on_call() | {"nights": on_call(**DAYTIME)["on call"]}
    assert only_gap(ladder("nights", owners)).place == "owners.nights.rotation"


def test_e6_the_year_begins_with_the_last_layer() -> None:
    """Until the nights begin in March, they are gaps of the past."""
    days = on_call()["on call"]["rotation"] | DAYTIME
    nights = days | {
        "starts": "2026-03-02 09:00",
        "restrictions": {"mon-fri": "17:00-09:00", "sat": "00:00-24:00", "sun": "00:00-12:00, 12:00-09:00"},
    }
    whole = {"on call": {"rotation": {"layers": [days, nights]}}}
    assert [code for code, _, _ in found(ladder("on call", whole))] == ["unused-calendar"]
    assert "rotation-gap" in [
        each.code for each in check(ladder("on call", whole), between=("2026-02-01T00:00Z", "2026-02-03T00:00Z"))
    ]


def test_t1_a_span_needs_its_zone() -> None:
    with pytest.raises(InstantError):
        check(pinned(), between=(datetime(2026, 1, 1), "2026-02-01T00:00Z"))
