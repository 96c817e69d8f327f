"""What the page of the help desk promises, in times counted on paper."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slapolicy import Event, Policy, Ticket

POLICY = Policy.from_yaml(Path("help-desk.yaml").read_text(encoding="utf-8"))


def created(at, **facts):
    return Ticket("T-1", [Event("created", at, **facts)])


@pytest.mark.parametrize(
    ("facts", "severity"),
    [
        ({"symptom": "outage"}, "P1"),
        ({"symptom": "broken", "workaround": False}, "P1"),
        ({"symptom": "broken", "workaround": True}, "P2"),
        ({"symptom": "question"}, "P3"),
        ({"symptom": "broken"}, "unclear"),  # nobody has asked for a workaround yet
    ],
)
def test_severity(facts, severity):
    decision = POLICY.evaluate(created("2026-07-01T10:00:00-04:00", **facts), at="2026-07-01T10:00:00-04:00")
    assert decision.severity == severity


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ({"symptom": "outage"}, "2026-07-02T18:00:00-04:00"),  # an hour is an hour, also after closing
        ({"symptom": "broken", "workaround": True}, "2026-07-06T12:00:00-04:00"),  # 1 h today, 3 h on Monday
        ({"symptom": "question"}, "2026-07-06T17:00:00-04:00"),  # Friday is a holiday
    ],
)
def test_first_response_before_a_long_weekend(facts, due):
    ticket = created("2026-07-02T17:00:00-04:00", **facts)
    assert POLICY.deadlines(ticket)["first_response"].isoformat() == due


@pytest.mark.parametrize(("replied", "verdict"), [("59:59", "met"), ("60:00", "met"), ("60:01", "missed")])
def test_an_hour_is_met_at_the_hour(replied, verdict):
    minutes, seconds = map(int, replied.split(":"))
    at = f"2026-07-01T{10 + minutes // 60}:{minutes % 60:02}:{seconds:02}-04:00"
    ticket = created("2026-07-01T10:00:00-04:00", symptom="outage").add(Event("replied", at))
    assert POLICY.evaluate(ticket, at="2026-07-02T00:00:00-04:00").clocks["first_response"].verdict == verdict


def test_waiting_for_the_customer_gives_the_time_back():
    ticket = created("2026-07-06T10:00:00-04:00", symptom="question").add(
        Event("changed", "2026-07-07T10:00:00-04:00", status="waiting on customer"),
        Event("changed", "2026-07-08T10:00:00-04:00", status="open"),
    )
    assert POLICY.deadlines(ticket)["resolution"].isoformat() == "2026-07-10T10:00:00-04:00"  # was the 9th


def test_nobody_answers_an_outage_at_night():
    ticket = created("2026-07-04T02:00:00-04:00", symptom="outage")
    steps = POLICY.rehearse(ticket, at="2026-07-04T02:00:00-04:00").steps
    assert [(f"{step.at:%H:%M}", step.owner) for step in steps][:3] == [
        ("02:00", "desk"),
        ("02:00", "engineering"),
        ("02:15", "lead"),
    ]


starts = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(ZoneInfo("America/New_York")))


@given(starts)
def test_the_more_urgent_is_never_due_later(start):
    kinds = [{"symptom": "outage"}, {"symptom": "broken", "workaround": True}, {"symptom": "question"}]
    dues = [POLICY.deadlines(created(start, **facts))["resolution"] for facts in kinds]
    assert dues == sorted(dues)
