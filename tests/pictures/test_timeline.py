"""A ticket's life as a picture: what is drawn is what the decision says, and there is always a picture (P5, E9)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest

from example import YAML
from slapolicy import Decision, Event, Policy, Ticket
from slapolicy.pictures.axis import Axis
from slapolicy.pictures.clock_rows import MOST_OPENINGS
from slapolicy.pictures.timeline import MOST_EVENTS

SVG = "{http://www.w3.org/2000/svg}"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to"
ZURICH = ZoneInfo("Europe/Zurich")
HARBOUR = Policy.from_yaml(YAML)


def desk(within: Any = "4 business hours", /, **target: Any) -> Policy:
    """Monday to Friday, nine to five, UTC: one target `t` from `created` to `resolved`."""
    office = {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}
    return Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "desk",
            "calendars": {"office": office, "north": {"tz": "UTC", "hours": {"mon-fri": "10:00-12:00"}}},
            "calendar": "office",
            "severity": {"levels": ["high", "low"]},
            "targets": {"t": {"start": "created", "stop": "resolved", "within": within} | target},
        }
    )


def event(name: str, day_and_time: str, **facts: object) -> Event:
    """An event in March 2026, which begins on a Sunday: `06 15:30` is a Friday."""
    return Event(name, f"2026-03-{day_and_time}Z", **facts)


def decided(policy: Policy, events: list[Event], at: str) -> Decision:
    return policy.evaluate(Ticket("T-1", events), at=f"2026-03-{at}Z")


def parsed(decision: Decision) -> ElementTree.Element:
    return ElementTree.fromstring(decision.timeline_svg())


def drawn(decision: Decision, tag: str, kind: str) -> list[ElementTree.Element]:
    """The elements of a kind, in the order in which they are drawn."""
    return [each for each in parsed(decision).iter(f"{SVG}{tag}") if each.get("class") == kind]


def texts(decision: Decision, kind: str) -> list[str]:
    return [text.text or "" for text in drawn(decision, "text", kind)]


def widths(decision: Decision, kind: str) -> list[float]:
    """How wide the boxes of a kind are, without the one of the legend."""
    legend = kind in ("hours", "counted", "counted ran", "pause", "late")
    boxes = [float(box.attrib["width"]) for box in drawn(decision, "rect", kind)]
    return boxes[:-1] if legend else boxes


# -- the axis -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "zone", "ticks"),
    [
        ("2026-03-06T09:00:00", "2026-03-06T09:00:20", UTC, ["08:59:50", "08:59:55", "09:00:00"]),
        ("2026-03-06T09:00", "2026-03-06T10:00", UTC, ["09:00", "09:15", "09:30", "09:45", "10:00"]),
        ("2026-03-06T09:00", "2026-03-07T09:00", UTC, ["09:00", "12:00", "15:00"]),
        ("2026-03-06T09:00", "2026-03-12T09:00", UTC, ["Sat 7 Mar", "Sun 8 Mar", "Mon 9 Mar"]),
        ("2026-03-06T09:00", "2026-04-06T09:00", UTC, ["Mon 9 Mar", "Mon 16 Mar", "Mon 23 Mar"]),
        ("2026-03-06T09:00", "2027-03-06T09:00", UTC, ["Apr", "Jul", "Oct", "Jan"]),
        ("1970-01-01T00:00", "2200-01-01T00:00", UTC, ["Jan"] * 5),
        # in the night to 29 March 2026 no clock in Zurich shows 02:00; in the night to 25 October two of them do
        ("2026-03-29T00:00", "2026-03-29T04:00", ZURICH, ["01:00", "01:30", "03:00", "03:30"]),
        ("2026-10-25T00:00", "2026-10-25T03:00", ZURICH, ["02:00", "02:30", "03:00", "03:30"]),
    ],
)
def test_ticks_are_round_times_on_the_wall(start: str, end: str, zone: Any, ticks: list[str]) -> None:
    """T1, D8: at a scale for a minute, an hour, a day, a month, a year and all time."""
    axis = Axis.over([datetime.fromisoformat(f"{each}+00:00") for each in (start, end)], zone, 0, 600)
    found = [tick.text for tick in axis.ticks()]
    assert any(found[shift : shift + len(ticks)] == ticks for shift in range(len(found)))
    assert 3 <= len(found) <= 9


def test_what_changes_less_often_stands_below_where_it_changes() -> None:
    axis = Axis.over([datetime(2026, 11, 20, tzinfo=UTC), datetime(2027, 8, 1, tzinfo=UTC)], UTC, 0, 600)
    assert [(tick.text, tick.below) for tick in axis.ticks()] == [
        ("Jan", "2027"),
        ("Apr", ""),
        ("Jul", ""),
    ]


def test_places_are_to_scale_and_stay_on_the_axis() -> None:
    """24 hours and an hour on both sides are 26 hours on 260 pixels: ten pixels an hour, from 50 on."""
    nine = datetime(2026, 3, 6, 9, tzinfo=UTC)
    axis = Axis.over([nine, nine + timedelta(hours=24)], UTC, 50, 260)
    assert [axis.x(nine + timedelta(hours=hours)) for hours in (-1, 0, 12, 25)] == [500, 600, 1800, 3100]
    assert (axis.x(nine - timedelta(days=9)), axis.x(nine + timedelta(days=9))) == (500, 3100)
    assert axis.shows(nine)
    assert not axis.shows(nine + timedelta(days=9))


# -- a clock ------------------------------------------------------------------------------------------------


def test_d6_a_pause_is_a_band_and_moves_the_deadline_that_is_labelled() -> None:
    """Friday 15:00 to 16:00 and Monday from 10:00: two pauses; four hours from 13:00 end on Monday at 11:00."""
    waits = {"status": "waiting"}
    events = [
        event("created", "06T13:00"),
        event("asked", "06T15:00", status="waiting"),
        event("answered", "06T16:00", status="open"),
        event("asked again", "06T16:30", status="waiting"),
        event("answered again", "09T10:00", status="open"),
    ]
    decision = decided(desk(pause=waits), events, "09T10:30")
    assert texts(decision, "on deadline") == ["due Mon 9 Mar 11:30"]
    first, second = widths(decision, "pause")
    # 65.5 hours are 65.5 times as wide as one, but for a tenth of a pixel
    assert abs(second - 65.5 * first) < 65.5 * 0.1
    assert len(drawn(decision, "path", "hatch")) == 1  # the short one has no room for strokes
    assert len(drawn(decision, "path", "first")) == 1
    assert drawn(decision, "path", "due") != []


def test_d6_a_paused_clock_shows_what_its_deadline_would_be() -> None:
    decision = decided(
        desk(pause={"status": "waiting"}),
        [event("created", "06T13:00"), event("asked", "06T15:00", status="waiting")],
        "06T16:00",
    )
    assert texts(decision, "on deadline") == ["if resumed now, Mon 9 Mar 10:00"]
    assert (len(drawn(decision, "path", "resumed")), drawn(decision, "path", "due")) == (1, [])
    assert texts(decision, "state open") == ["open, paused"]


def test_open_hours_are_bands_and_only_they_count() -> None:
    """T3: Friday 16:00 to Monday 11:00 counts an hour and two, and runs through three nights beside them."""
    decision = decided(desk("6 business hours"), [event("created", "06T16:00")], "09T11:00")
    friday, monday = widths(decision, "counted")
    assert abs(monday - 2 * friday) <= 0.2
    (ran,) = widths(decision, "counted ran")
    assert abs(ran - 67 * friday) <= 67 * 0.1
    assert len(widths(decision, "hours")) == 2


def test_elapsed_time_counts_round_the_clock() -> None:
    decision = decided(desk("72 hours"), [event("created", "06T16:00")], "09T11:00")
    assert (len(widths(decision, "hours")), len(widths(decision, "counted"))) == (1, 1)


def test_c6_open_hours_are_those_of_the_calendar_that_held_then() -> None:
    """Friday's office opens from nine to five, Monday's north from ten to twelve."""
    by_team = [{"when": {"team": "north"}, "calendar": "north"}, {"calendar": "office"}]
    events = [event("created", "06T09:00"), event("moved", "07T12:00", team="north")]
    decision = decided(desk("12 business hours", calendar=by_team), events, "09T17:00")
    eight, two = widths(decision, "hours")[:2]
    assert abs(eight - 4 * two) <= 0.5
    assert texts(decision, "on deadline") == ["due Tue 10 Mar 12:00"]


@pytest.mark.parametrize(
    ("within", "days"), [("1 business hour", 0), ("400 business days", 0), ("100 business days", 100)]
)
def test_more_than_some_hundred_openings_are_left_out(within: str, days: int) -> None:
    decision = decided(desk(within), [event("created", "06T09:00")], "06T09:30")
    openings = len(widths(decision, "hours"))
    assert openings <= MOST_OPENINGS
    assert openings >= days
    assert (openings == 0) is (within == "400 business days")
    assert widths(decision, "counted") != []


def test_d5_lateness_runs_from_the_deadline_to_the_end() -> None:
    """Late since 13:00 and done at 15:00: twice as late as the hour from 12:00 to 13:00 is long."""
    events = [event("created", "06T12:00"), event("resolved", "06T15:00")]
    missed = decided(desk("1 hour"), events, "06T16:00")
    (late,) = widths(missed, "late")
    (counted,) = widths(missed, "counted")
    assert abs(late - 2 * counted) <= 0.2
    assert [group.get("class") for group in parsed(missed).iter(f"{SVG}g") if group.get("transform")] == ["end missed"]
    assert texts(missed, "state missed") == ["missed, stopped"]
    assert widths(decided(desk("1 hour"), events[:1], "06T13:00"), "late") == []  # at the deadline it is not yet


def test_c4_each_end_has_its_mark() -> None:
    """Met, and cancelled: a cancelled clock counts neither as met nor as missed, and its time is grey."""
    met = decided(desk(), [event("created", "06T12:00"), event("resolved", "06T13:00")], "06T14:00")
    cancelled = decided(
        desk(cancel="withdrawn"), [event("created", "06T12:00"), event("withdrawn", "06T13:00")], "06T14:00"
    )
    for decision, end in ((met, "end met"), (cancelled, "end none")):
        assert [each.get("class") for each in parsed(decision).iter(f"{SVG}g") if each.get("transform")] == [end]
    assert (len(widths(met, "void")), len(widths(cancelled, "void"))) == (0, 1)
    assert texts(cancelled, "state none") == ["cancelled"]


def test_c8_warnings_are_marks_filled_when_they_fired() -> None:
    decision = decided(desk("4 business hours", warn=["50%", "75%"]), [event("created", "06T12:00")], "06T14:30")
    said = [
        each.findtext(f"{SVG}title") for each in parsed(decision).iter(f"{SVG}path") if each.get("class") == "warning"
    ]
    assert said == ["50%: Fri 6 Mar 14:00", None]  # and the legend's
    (ahead,) = drawn(decision, "path", "warning ahead")
    assert ahead.findtext(f"{SVG}title") == "75%: Fri 6 Mar 15:00"


def test_c11_where_nothing_is_promised_the_reason_stands() -> None:
    promised = desk([{"when": {"severity": "high"}, "limit": "1 hour"}])
    running = decided(promised, [event("created", "06T12:00", severity="low")], "06T13:00")
    assert texts(running, "on note") == [running.clocks["t"].reason]
    waiting = decided(promised, [event("noted", "06T12:00")], "06T13:00")
    assert texts(waiting, "on note") == ["it starts at `created`"]
    assert drawn(waiting, "path", "due") == []


def test_a_deadline_that_nothing_waits_for_any_more_does_not_stretch_the_axis() -> None:
    decision = decided(
        desk("100 business days"), [event("created", "06T12:00"), event("resolved", "06T13:00")], "06T14:00"
    )
    assert texts(decision, "on deadline") == ["due Fri 24 Jul 12:00 →"]
    assert drawn(decision, "path", "due") == []


def test_a_label_that_has_room_on_neither_side_is_cut() -> None:
    """C11: a long reason over a clock that started late on the axis."""
    events = [event("noted", "06T00:00"), event("created", "06T08:00")]
    decision = decided(desk([{"when": {"severity": "high"}, "limit": "1 hour"}]), events, "06T16:00")
    (shown,) = texts(decision, "on note")
    assert len(decision.clocks["t"].reason) > 50
    assert decision.clocks["t"].reason.startswith(shown.removesuffix("…"))
    assert shown.endswith("…")


def test_t6_margins_outside_pinned_years_leave_the_hours_out() -> None:
    """The calendar knows 2026 alone, and the picture begins a little before the year does."""
    policy = Policy.from_dict(
        {
            "slapolicy": 1,
            "name": "pinned",
            "calendars": {"office": {"tz": "UTC", "hours": {"mon-fri": "00:00-24:00"}, "pinned": "2026 to 2026"}},
            "calendar": "office",
            "targets": {"t": {"start": "created", "stop": "resolved", "within": "4 business hours"}},
        }
    )
    ticket = Ticket("T-1", [Event("created", "2026-01-01T00:00Z")])
    decision = policy.evaluate(ticket, at="2026-01-01T02:00Z")
    assert texts(decision, "on deadline") == ["due Thu 1 Jan 04:00"]
    assert (len(widths(decision, "hours")), len(widths(decision, "counted"))) == (0, 1)


# -- events, severity, escalation ---------------------------------------------------------------------------


def test_events_stand_in_order_and_now_is_among_them() -> None:
    events = [event("created", "06T12:00"), event("replied", "06T13:00"), event("resolved", "06T15:00")]
    decision = decided(desk(), events, "06T16:00")
    assert texts(decision, "on event")[:3] == ["created", "replied", "resolved"]
    places = [float(each.attrib["x"]) for each in drawn(decision, "text", "on event")[:3]]
    assert places == sorted(places)
    assert texts(decision, "on now") == ["now 16:00"]
    assert [(each.name, each.severity) for each in decision.events] == [
        ("created", "unclear"),
        ("replied", "unclear"),
        ("resolved", "unclear"),
    ]


def boxes(decision: Decision) -> list[tuple[float, float, float]]:
    """Where names of events stand: line, start and end, with letters of 6 pixels."""
    found = []
    for text in [*drawn(decision, "text", "on event"), *drawn(decision, "text", "on now")]:
        x, width = float(text.attrib["x"]), 6 * len(text.text or "")
        start = x if text.get("text-anchor") == "start" else x - width
        found.append((float(text.attrib["y"]), start, start + width))
    return found


def crowds() -> list[list[Event]]:
    start = datetime(2026, 3, 6, 9, tzinfo=UTC)
    gaps: list[Callable[[int], int]] = [lambda n: 0, lambda n: n, lambda n: 20 * n, lambda n: n * n, lambda n: 60 * n]
    return [
        [
            Event(f"{'created' if n == 0 else 'a longer name of'} {n}", start + timedelta(minutes=gap(n)))
            for n in range(9)
        ]
        for gap in gaps
    ]


@pytest.mark.parametrize("events", crowds(), ids=["same", "minutes", "even", "growing", "hours"])
def test_names_lie_on_no_other_name_and_in_the_picture(events: list[Event]) -> None:
    decision = desk("72 hours").evaluate(Ticket("T-1", events), at=events[-1].at)
    found = sorted(boxes(decision))
    assert len(found) >= 4
    for (line, _, end), (other, start, _) in pairwise(found):
        assert line != other or end <= start
    assert all(start >= 16 and end <= float(parsed(decision).attrib["width"]) for _, start, end in found)


@pytest.mark.parametrize("events", crowds(), ids=["same", "minutes", "even", "growing", "hours"])
def test_no_line_goes_through_a_name(events: list[Event]) -> None:
    decision = desk("72 hours").evaluate(Ticket("T-1", events), at=events[-1].at)
    for line in drawn(decision, "path", "lead"):
        place = re.fullmatch(r"M([0-9.]+) (\d+)V(\d+)", line.attrib["d"])
        assert place
        x, top, bottom = map(float, place.groups())
        assert not any(start < x < end and top < y < bottom for y, start, end in boxes(decision))


def test_a_long_name_at_the_end_stands_before_its_line_or_is_cut() -> None:
    """Beside nothing it stands to the left of its line; where another line stands there, only what fits is written."""
    name = "the customer answered"
    for others, whole in (([], True), ([event("moved", "06T14:50")], False)):
        events = [event("created", "06T09:00"), *others, event(name, "06T15:00")]
        found = drawn(decided(desk("1 hour"), events, "06T15:00"), "text", "on event")
        (text,) = [each for each in found if (each.text or "").startswith("the ")]
        assert text.get("text-anchor") == ("end" if whole else "start")
        assert text.text == name if whole else (text.text or "")[-1] == "…"


def test_of_many_events_the_latest_are_drawn_and_the_others_counted() -> None:
    start = datetime(2026, 3, 6, 9, tzinfo=UTC)
    events = [Event("created", start), *(Event(f"n{n}", start + timedelta(minutes=n)) for n in range(1, 300))]
    decision = desk("72 hours").evaluate(Ticket("T-1", events), at=start + timedelta(minutes=400))
    marks = [each for each in parsed(decision).iter(f"{SVG}g") if (each.findtext(f"{SVG}title") or "").startswith("n")]
    assert len(marks) == MOST_EVENTS
    assert drawn(decision, "path", "drop") == []
    assert "(100 earlier) n100" in texts(decision, "on event")
    assert "n299 Fri 2026-03-06 13:59 +00:00" in (parsed(decision).findtext(f"{SVG}desc") or "")


def test_m2_each_change_of_the_severity_is_marked() -> None:
    """Low for six hours, high for a moment, then low for an hour: the moment has no room for its name."""
    events = [
        event("created", "06T09:00", severity="low"),
        event("raised", "06T15:00", severity="high"),
        event("noted", "06T15:00:30"),
        event("lowered", "06T15:01", severity="low"),
    ]
    decision = decided(desk("1 hour"), events, "06T16:00")
    assert [each.findtext(f"{SVG}title") for each in drawn(decision, "rect", "severity")] == [
        "low since Fri 6 Mar 09:00",
        "high since Fri 6 Mar 15:00",
        "low since Fri 6 Mar 15:01",
    ]
    assert len(drawn(decision, "path", "change")) == 2
    assert texts(decision, "on event")[-2:] == ["low", "low"]


def silent_desk(levels: int, unacknowledged: str) -> Policy:
    """The desk with a ladder of so many levels, which silence goes up."""
    names = [f"owner {number}" for number in range(1, levels + 1)]
    ladder = {
        "levels": [{"name": name.replace("owner", "level"), "owner": name} for name in names],
        "rules": [{"id": "silent", "unacknowledged": unacknowledged, "to": "next"}],
    }
    owners = {name: {"name": "Ada"} for name in names}
    return Policy.from_dict(desk("1 hour").to_dict() | {"escalation": ladder, "owners": owners})


def test_e3_the_ladder_has_a_row_with_its_steps_and_the_next_one() -> None:
    """E5: at 13:00 it has gone up to the second level; the third is next, and the fourth lies far ahead."""
    decision = decided(silent_desk(4, "1 hour"), [event("created", "06T12:00")], "06T13:00")
    assert [step.owner for step in (*decision.steps, *decision.ahead)][:4] == [f"owner {n}" for n in range(1, 5)]
    assert (len(drawn(decision, "path", "step")), len(drawn(decision, "path", "step ahead"))) == (2, 1)
    assert texts(decision, "on event")[-3:] == [f"level {number}: owner {number}" for number in range(1, 4)]
    assert texts(decision, "name") == ["severity", "t", "escalation"]
    assert texts(decision, "state ") == ["level 2"]


def test_steps_without_room_for_their_names_are_marks_alone() -> None:
    """Nine levels within nine minutes, seen two days later."""
    decision = decided(silent_desk(9, "1 minute"), [event("created", "06T12:00")], "08T12:00")
    assert len(drawn(decision, "path", "step")) == len(decision.steps) >= 9
    assert 0 < len([text for text in texts(decision, "on event") if text.startswith("level")]) < 9


def test_e3_a_ladder_that_has_not_begun_says_so_by_having_no_row() -> None:
    """E9: before its first event a ticket is on no level."""
    assert "escalation" not in texts(HARBOUR.evaluate(Ticket("T-0", []), at="2026-03-06T18:00Z"), "name")


# -- any life, any name -------------------------------------------------------------------------------------


def test_a_ticket_without_events_has_a_picture() -> None:
    """E9: no ladder has begun, no clock has started."""
    decision = HARBOUR.evaluate(Ticket("T-0", []), at="2026-03-06T18:00+01:00")
    assert texts(decision, "on now") == ["now 18:00"]
    assert texts(decision, "name") == list(HARBOUR.targets)
    assert texts(decision, "on event") == []
    assert "severity" not in texts(decision, "name")


def test_a_ticket_of_a_policy_without_targets_has_a_picture() -> None:
    policy = Policy.from_dict({"slapolicy": 1, "name": "bare"})
    decision = policy.evaluate(Ticket("T-1", [event("created", "06T12:00")]), at="2026-03-06T12:00Z")
    assert texts(decision, "on event") == ["created", "unclear"]
    assert texts(decision, "name") == ["severity"]


@pytest.mark.parametrize("year", [1970, 2199])
def test_t10_lives_at_the_ends_of_time_have_a_picture(year: int) -> None:
    at = datetime(1970, 1, 1, tzinfo=UTC) if year == 1970 else datetime(2199, 12, 31, 19, tzinfo=UTC)
    decision = desk("4 hours").evaluate(Ticket("T-1", [Event("created", at)]), at=at)
    assert f"due {'Thu 1970-01-01 04:00' if year == 1970 else 'Tue 2199-12-31 23:00'}" in (
        parsed(decision).findtext(f"{SVG}desc") or ""
    )


def test_names_are_escaped_and_what_xml_forbids_is_replaced() -> None:
    """A name may hold anything: markup, quotes, control characters, half a surrogate pair, lines, wide letters."""
    hostile = "]]><script>alert(\"1\" & '2')</script>\x00\x1b\ufffe\n返信"
    policy = Policy.from_dict(
        {"slapolicy": 1, "name": hostile[:40], "targets": {"<b>&": {"start": hostile, "stop": "x", "within": "1 hour"}}}
    )
    decision = policy.evaluate(
        Ticket("<T>&", [Event(hostile, "2026-03-06T12:00Z"), Event("half \ud800", "2026-03-06T12:10Z")]),
        at="2026-03-06T12:30Z",
    )
    root = parsed(decision)
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "style",
        "rect",
        "path",
        "text",
        "g",
        "circle",
    }
    assert "<b>&" in texts(decision, "name")
    assert (root.findtext(f"{SVG}title") or "").startswith("<T>& under ]]><script>")
    assert "</script>\ufffd\ufffd\ufffd" in (root.findtext(f"{SVG}desc") or "")
    decision.timeline_svg().encode("utf-8")


@pytest.mark.parametrize("zone", [ZURICH, timezone(timedelta(hours=-3, minutes=-30)), UTC])
def test_t1_the_picture_is_in_the_zone_of_the_question(zone: Any) -> None:
    """13:00 in UTC is 14:00 in Zurich, and 09:30 three and a half hours west."""
    at = datetime(2026, 3, 6, 12, 30, tzinfo=UTC).astimezone(zone)
    decision = desk("1 hour").evaluate(Ticket("T-1", [event("created", "06T12:00")]), at=at)
    assert texts(decision, "on deadline") == [f"due Fri 6 Mar {at + timedelta(minutes=30):%H:%M}"]
    named = {ZURICH: "Europe/Zurich", UTC: "UTC+00:00"}.get(zone, "UTC-03:30")
    assert texts(decision, "tick")[0] == named


def test_a_reader_hears_what_is_drawn() -> None:
    waits = {"status": "waiting"}
    events = [
        event("created", "06T13:00", severity="high"),
        event("asked", "06T15:00", status="waiting"),
        event("answered", "06T16:00", status="open"),
        event("resolved", "09T12:00"),
    ]
    said = parsed(decided(desk(pause=waits, warn=["50%"]), events, "09T13:00")).findtext(f"{SVG}desc")
    assert said == (
        "events: created Fri 2026-03-06 13:00 +00:00, asked Fri 2026-03-06 15:00 +00:00, "
        "answered Fri 2026-03-06 16:00 +00:00, resolved Mon 2026-03-09 12:00 +00:00; "
        "severity: high from Fri 2026-03-06 13:00 +00:00; "
        "t: started Fri 2026-03-06 13:00 +00:00, "
        "did not count from Fri 2026-03-06 15:00 +00:00 to Fri 2026-03-06 16:00 +00:00, "
        "warning 50% Fri 2026-03-06 16:00 +00:00, due Mon 2026-03-09 10:00 +00:00, "
        "late since Mon 2026-03-09 10:00 +00:00, stopped Mon 2026-03-09 12:00 +00:00, missed; "
        "now Mon 2026-03-09 13:00 +00:00"
    )


def test_a_reader_hears_what_a_paused_clock_waits_for() -> None:
    paused = [event("created", "06T13:00"), event("asked", "06T15:00", status="waiting")]
    decision = decided(desk(pause={"status": "waiting"}), paused, "06T16:00")
    assert "if resumed now, due Mon 2026-03-09 10:00 +00:00" in (parsed(decision).findtext(f"{SVG}desc") or "")


def test_a_notebook_shows_the_same_bytes_each_time() -> None:
    """E9."""
    events = [event("created", "06T12:00"), event("resolved", "06T13:00")]
    one, other = (decided(desk(), events, "06T14:00") for _ in range(2))
    assert one._repr_svg_() == other.timeline_svg()


def test_the_pictures_of_the_page_are_those_of_its_code() -> None:
    page = (PAGE / "pictures.md").read_text(encoding="utf-8")
    names: dict[str, Any] = {"print": lambda *_: None}
    for block in re.findall(r"^```python\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL):
        exec(block, names)
    for name in ("weekend", "night"):
        assert f"({name}.svg)" in page
        assert (PAGE / f"{name}.svg").read_text(encoding="utf-8") == names[name].timeline_svg()
