"""The kinds of duration, a type for each, and the text that each is written in (D1)."""

from slapolicy.durations.kinds import (
    CalendarDays,
    Duration,
    Elapsed,
    EndOfBusinessDay,
    NextBusinessDayBy,
    WorkingDays,
    WorkingTime,
)
from slapolicy.durations.reading import DurationField, duration

__all__ = [
    "CalendarDays",
    "Duration",
    "DurationField",
    "Elapsed",
    "EndOfBusinessDay",
    "NextBusinessDayBy",
    "WorkingDays",
    "WorkingTime",
    "duration",
]
