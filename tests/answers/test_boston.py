"""Due dates that the City of Boston's own system set (Analyze Boston, 311 service requests; PDDL).

Local time of America/New_York, open Monday to Friday 08:30-17:00, no holidays. A promise in business days falls at the
same time on the Nth working day, counted from the next opening when the request arrives outside hours (D2, D4); the
others are in calendar days (D8). The table of promises is the city's; the rows are the sample's facts.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from slapolicy.calendars import Calendar

BOSTON = ZoneInfo("America/New_York")
CITY_HALL = Calendar(tz="America/New_York", hours={"mon-fri": "08:30-17:00"})

PROMISES = {
    "Parking Enforcement": "1 business day",
    "CE Collection": "1 business day",
    "Requests for Street Cleaning": "1 business day",
    "Missed Trash": "1 business day",
    "Improper Storage of Trash": "2 business days",
    "Poor Conditions of Property": "3 business days",
    "PWD Graffiti": "5 business days",
    "Street Light Outages": "10 business days",
    "Graffiti Removal": "45 business days",
    "Traffic Signal Inspection": "1 calendar day",
    "Pest Infestation": "120 calendar days",
    "Unsatisfactory Utilities": "90 calendar days",  # read from its one row: the same time, 90 dates later
}


@pytest.mark.parametrize(
    ("opened", "due", "kind"),
    [
        ("2022-01-01 00:16:00", "2022-04-01 00:16:06", "Unsatisfactory Utilities"),
        ("2022-01-01 09:31:00", "2022-01-04 08:30:00", "Parking Enforcement"),
        ("2022-01-01 13:14:52", "2022-01-04 08:30:00", "CE Collection"),
        ("2022-01-01 18:25:00", "2022-01-17 08:30:00", "Street Light Outages"),
        ("2022-01-01 23:53:44", "2022-03-07 08:30:00", "Graffiti Removal"),
        ("2022-01-02 10:27:00", "2022-01-10 08:30:00", "PWD Graffiti"),
        ("2022-01-02 13:22:10", "2022-01-04 08:30:00", "Requests for Street Cleaning"),
        ("2022-01-02 15:41:20", "2022-01-04 08:30:00", "Parking Enforcement"),
        ("2022-01-03 07:50:09", "2022-01-04 08:30:00", "Parking Enforcement"),
        ("2022-01-03 10:12:00", "2022-05-03 10:12:36", "Pest Infestation"),
        ("2022-01-03 11:59:41", "2022-01-06 11:59:41", "Poor Conditions of Property"),
        ("2022-01-03 13:07:00", "2022-01-05 13:07:19", "Improper Storage of Trash"),
        ("2022-01-03 17:02:00", "2022-01-05 08:30:00", "Missed Trash"),
        ("2022-01-03 22:39:00", "2022-01-04 22:39:39", "Traffic Signal Inspection"),
        ("2022-01-08 12:54:49", "2022-01-11 08:30:00", "CE Collection"),
    ],
)
def test_boston_agrees(opened: str, due: str, kind: str) -> None:
    """D2, D4, D8; some rows are cut to the minute, so all are compared to the minute."""
    at = datetime.fromisoformat(opened).replace(tzinfo=BOSTON)
    wanted = datetime.fromisoformat(due).replace(tzinfo=BOSTON)
    found = CITY_HALL.add(at, PROMISES[kind])
    assert abs(found.replace(second=0) - wanted.replace(second=0)) == timedelta()
