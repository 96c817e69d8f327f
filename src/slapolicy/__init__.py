"""Support promises as immutable values: by when, is it late, and who is next?

Everything that most programs need is here. `slapolicy.catalog` has policies to start from, `slapolicy.formats` reads
the exports of other tools.
"""

from slapolicy.availability import Availability, AvailabilityReport, Outage
from slapolicy.book import Book, Edition, Migration
from slapolicy.calendars import ALWAYS, Calendar, DayEnds, HolidayCuts
from slapolicy.clocks import ClockReport, ClockWarning, State, Verdict
from slapolicy.decisions import Decision
from slapolicy.decisions.rehearsals import Rehearsal
from slapolicy.durations import (
    CalendarDays,
    Duration,
    Elapsed,
    EndOfBusinessDay,
    NextBusinessDayBy,
    WorkingDays,
    WorkingTime,
    duration,
)
from slapolicy.errors import (
    CalendarError,
    DurationError,
    Fault,
    HorizonError,
    InstantError,
    PolicyError,
    SlapolicyError,
    TicketError,
)
from slapolicy.escalation import Rotation, Shift, Step
from slapolicy.findings import Finding, FindingLevel
from slapolicy.obligations import Violation
from slapolicy.pictures import KnownEvent
from slapolicy.policy import Policy
from slapolicy.responsibilities import Responsible
from slapolicy.severity import UNCLEAR, Classification, Combine, SeverityMatrix
from slapolicy.spans import Span
from slapolicy.targets import Target
from slapolicy.tickets import Event, Ticket

__version__ = "0.1.0"

__all__ = [  # noqa: RUF022 - grouped by what a reader looks for
    # business time
    "ALWAYS",
    "Calendar",
    "DayEnds",
    "HolidayCuts",
    "Span",
    # durations
    "CalendarDays",
    "Duration",
    "Elapsed",
    "EndOfBusinessDay",
    "NextBusinessDayBy",
    "WorkingDays",
    "WorkingTime",
    "duration",
    # tickets
    "Event",
    "Ticket",
    # policies
    "Book",
    "Classification",
    "Combine",
    "Edition",
    "Finding",
    "FindingLevel",
    "Policy",
    "Rotation",
    "SeverityMatrix",
    "Target",
    "UNCLEAR",
    # decisions
    "ClockReport",
    "ClockWarning",
    "Decision",
    "KnownEvent",
    "Migration",
    "Rehearsal",
    "Responsible",
    "Shift",
    "State",
    "Step",
    "Verdict",
    "Violation",
    # availability
    "Availability",
    "AvailabilityReport",
    "Outage",
    # errors
    "CalendarError",
    "DurationError",
    "Fault",
    "HorizonError",
    "InstantError",
    "PolicyError",
    "SlapolicyError",
    "TicketError",
]  # fmt: skip
