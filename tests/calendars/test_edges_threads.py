"""Years that two threads build at once, played by one thread that asks in the midst of an answer (T5)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from slapolicy.calendars import Calendar
from slapolicy.calendars.index import Index
from slapolicy.calendars.table import Table

OFFICE = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"}).index.rule


def at(year: int) -> datetime:
    return datetime(year, 3, 6, tzinfo=UTC)


class Interrupted:
    """A rule that lets another question in while it compiles one year for the first time."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.meanwhile: list[Callable[[], object]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(OFFICE, name)

    def compile(self, year: int) -> Table:
        while year == self.year and self.meanwhile:
            self.meanwhile.pop()()
        return OFFICE.compile(year)


@pytest.mark.parametrize(("apart", "since", "until"), [(2028, 2026, 2027), (2026, 2027, 2028), (2027, 2026, 2026)])
def test_years_that_were_built_apart_are_counted_once(apart: int, since: int, until: int) -> None:
    """T5: from Friday 6 March 2026 to Monday 6 March 2028 it is 104 weeks and a Friday: 521 days of eight hours."""
    rule = Interrupted(apart)
    index = Index(rule, 100)
    rule.meanwhile = [lambda: index.open_time(at(since), at(until))]
    index.is_working_day(date(apart, 3, 6))
    for _ in range(2):
        assert index.open_time(at(2026), at(2028)) == 521 * timedelta(hours=8)
    assert index.next_open(datetime(2028, 12, 29, 17, tzinfo=UTC)) == datetime(2029, 1, 1, 9, tzinfo=UTC)
    assert index.previous_close(datetime(2026, 1, 1, 8, tzinfo=UTC)) == datetime(2025, 12, 31, 17, tzinfo=UTC)
