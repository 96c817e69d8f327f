"""Real holidays in paired samples: the last date on which a rule holds, and the first on which it does not (T6).

Sources: 5 U.S.C. 6103 and Public Law 117-17 (Juneteenth, 17 June 2021); the United Kingdom's bank holidays as published
on gov.uk; Japan's Act on National Holidays (the Emperor's birthday); the Swiss Federal Constitution, article 110;
the New York Stock Exchange's published holidays.
"""

from datetime import date

import pytest

from slapolicy.calendars import Calendar


def holiday(source: str, day: str) -> bool:
    calendar = Calendar(tz="UTC", hours={"mon-sun": "09:00-17:00"}, holidays=[source])
    return not calendar.is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("source", "on", "off"),
    [
        ("holidays:US", "2021-06-18", "2020-06-19"),  # Juneteenth, observed on Friday in its first year
        ("holidays:US", "2026-07-03", "2026-07-06"),  # Independence Day on a Saturday is observed on Friday
        ("holidays:US", "2021-12-31", "2022-12-31"),  # New Year's Day 2022, observed in the old year
        ("holidays:US", "2023-01-02", "2024-01-02"),  # a Sunday's New Year's Day is observed on Monday
        ("holidays:GB-ENG", "2022-06-03", "2023-06-02"),  # the Platinum Jubilee, once
        ("holidays:GB-ENG", "2020-05-08", "2020-05-04"),  # the early May holiday, moved for VE Day
        ("holidays:GB-ENG", "2023-05-08", "2024-05-08"),  # the Coronation, once
        ("holidays:GB-ENG", "2026-04-06", "2026-04-07"),  # Easter Monday
        ("holidays:GB-SCT", "2026-01-02", "2026-04-06"),  # Scotland has 2 January and no Easter Monday
        ("holidays:JP", "2018-12-23", "2019-12-23"),  # the Emperor's birthday, of the old Emperor
        ("holidays:JP", "2020-02-23", "2018-02-23"),  # and of the new one
        ("holidays:CH-ZH", "2026-08-01", "2026-08-02"),  # the National Day
        ("holidays:NYSE", "2026-04-03", "2026-10-12"),  # Good Friday, and not Columbus Day
        ("workalendar:US", "2026-11-26", "2026-11-25"),  # Thanksgiving
        ("workalendar:FR", "2026-07-14", "2026-07-15"),
        ("yearly last mon may", "2026-05-25", "2026-05-18"),
        ("yearly 4th thu nov", "2026-11-26", "2026-11-19"),
        ("yearly 02-29", "2024-02-29", "2025-02-28"),
        ("yearly easter-2", "2026-04-03", "2026-04-05"),  # Good Friday
        ("yearly orthodox easter+1", "2026-04-13", "2026-04-06"),
        ("2026-12-24 to 2026-12-31", "2026-12-31", "2027-01-01"),
    ],
)
def test_the_last_date_it_holds_and_the_first_it_does_not(source: str, on: str, off: str) -> None:
    """T6."""
    assert holiday(source, on)
    assert not holiday(source, off)
