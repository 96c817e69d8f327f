"""Due dates that the City of Boston's own system set, from one policy for all of them (C11, D2, D4, D8).

Source: City of Boston, Analyze Boston, "311 Service Requests", 2022; Open Data Commons Public Domain Dedication and
License. Local time of America/New_York; the city's system is open Monday to Friday 08:30-17:00 and keeps no holidays. A
promise in business days falls at the same time on the Nth working day, counted from the next opening when the request
arrives outside hours (D2, D4); the others are in calendar days (D8).
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from slapolicy import Event, Policy, Ticket

BOSTON = ZoneInfo("America/New_York")

PROMISES = {
    "1 business day": [
        "Parking Enforcement",
        "CE Collection",
        "Requests for Street Cleaning",
        "Pick up Dead Animal",
        "Missed Trash/Recycling/Yard Waste/Bulk Item",
        "Sidewalk Repair (Make Safe)",
        "Empty Litter Basket",
        "Request for Pothole Repair",
    ],
    "2 business days": ["Improper Storage of Trash (Barrels)"],
    "3 business days": ["Poor Conditions of Property"],
    "5 business days": ["Ground Maintenance", "PWD Graffiti", "Electrical"],
    "10 business days": ["Street Light Outages", "Sign Repair"],
    "12 business days": ["Abandoned Vehicles"],
    "30 business days": ["Short Term Rental"],
    "45 business days": ["Graffiti Removal"],
    "1 calendar day": ["Traffic Signal Inspection"],
    "30 calendar days": ["Rodent Activity", "New Sign Crosswalk or Pavement Marking"],
    "60 calendar days": ["Knockdown Replacement"],
    "90 calendar days": ["Unsatisfactory Utilities"],  # read from its one row: the same time, 90 dates later
    "120 calendar days": ["Pest Infestation - Residential"],
}
CITY = Policy.from_dict(
    {
        "slapolicy": 1,
        "name": "city requests",
        "calendars": {"city hall": {"tz": "America/New_York", "hours": {"mon-fri": "08:30-17:00"}}},
        "calendar": "city hall",
        "facts": {"type": {"one_of": [kind for kinds in PROMISES.values() for kind in kinds]}},
        "targets": {
            "request": {
                "start": "created",
                "stop": "closed",
                "within": [{"when": {"type": kinds}, "limit": limit} for limit, kinds in PROMISES.items()],
            }
        },
    }
)
ROWS = [
    ("2022-01-01 00:16:00", "2022-04-01 00:16:06", "Unsatisfactory Utilities"),
    ("2022-01-01 09:31:00", "2022-01-04 08:30:00", "Parking Enforcement"),
    ("2022-01-01 13:14:52", "2022-01-04 08:30:00", "CE Collection"),
    ("2022-01-01 18:25:00", "2022-01-17 08:30:00", "Street Light Outages"),
    ("2022-01-01 23:53:44", "2022-03-07 08:30:00", "Graffiti Removal"),
    ("2022-01-02 10:27:00", "2022-01-10 08:30:00", "PWD Graffiti"),
    ("2022-01-02 13:22:10", "2022-01-04 08:30:00", "Requests for Street Cleaning"),
    ("2022-01-02 15:41:20", "2022-01-04 08:30:00", "Parking Enforcement"),
    ("2022-01-03 07:50:09", "2022-01-04 08:30:00", "Parking Enforcement"),
    ("2022-01-03 10:12:00", "2022-05-03 10:12:36", "Pest Infestation - Residential"),
    ("2022-01-03 11:59:41", "2022-01-06 11:59:41", "Poor Conditions of Property"),
    ("2022-01-03 13:07:00", "2022-01-05 13:07:19", "Improper Storage of Trash (Barrels)"),
    ("2022-01-03 17:02:00", "2022-01-05 08:30:00", "Missed Trash/Recycling/Yard Waste/Bulk Item"),
    ("2022-01-03 22:39:00", "2022-01-04 22:39:39", "Traffic Signal Inspection"),
    ("2022-01-08 12:54:49", "2022-01-11 08:30:00", "CE Collection"),
]


def in_boston(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BOSTON)


@pytest.mark.parametrize(("opened", "due", "kind"), ROWS)
def test_boston_agrees(opened: str, due: str, kind: str) -> None:
    """D2, D4, D8; some rows are cut to the minute, so all are compared to the minute."""
    ticket = Ticket("T-1", [Event("created", in_boston(opened), type=kind)])
    decision = CITY.evaluate(ticket, at=in_boston(opened))
    found = decision.clocks["request"].due_at
    assert found is not None
    assert found.replace(second=0) == in_boston(due).replace(second=0)
    assert decision.violations == ()


@pytest.mark.parametrize(("opened", "due", "kind"), ROWS)
def test_d5_a_request_that_is_closed_when_it_is_due_is_on_time(opened: str, due: str, kind: str) -> None:
    """D5, on both sides of the city's due date: the minute before, and the minute after it."""
    verdicts = []
    for minutes in (-1, 1):
        closed = Event("closed", in_boston(due) + timedelta(minutes=minutes))
        ticket = Ticket("T-1", [Event("created", in_boston(opened), type=kind), closed])
        verdicts.append(str(CITY.evaluate(ticket, at="2022-06-01T00:00:00Z").clocks["request"].verdict))
    assert verdicts == ["met", "missed"]


def test_c11_a_type_without_a_promise_says_so() -> None:
    ticket = Ticket("T-1", [Event("created", in_boston("2022-01-03 10:00:00"), type="General Request")])
    decision = CITY.evaluate(ticket, at=in_boston("2022-01-03 10:00:00"))
    assert decision.clocks["request"].due_at is None
    assert [violation.rule for violation in decision.violations] == ["facts.type"]
