"""Every code of a fault or of a finding: what it means, how it comes about, an example, what to do (P3).

A code is stable: it is never reworded, and never reused for something else. The reference page is written from this
table, and each example is run.
"""

from slapolicy.faults.books import BOOKS
from slapolicy.faults.calendars import CALENDARS
from slapolicy.faults.checks import CHECKS
from slapolicy.faults.conditions import CONDITIONS
from slapolicy.faults.documents import DOCUMENTS
from slapolicy.faults.entry import FaultCode, Language
from slapolicy.faults.escalations import ESCALATIONS
from slapolicy.faults.logs import LOGS
from slapolicy.faults.severities import SEVERITIES
from slapolicy.faults.texts import TEXTS
from slapolicy.faults.tickets import TICKETS
from slapolicy.faults.times import TIMES

__all__ = ["CODES", "SECTIONS", "FaultCode", "Language"]

SECTIONS: dict[str, tuple[FaultCode, ...]] = {
    "Texts": TEXTS,
    "The document": DOCUMENTS,
    "Instants and durations": TIMES,
    "Calendars": CALENDARS,
    "Facts, conditions and targets": CONDITIONS,
    "Severity": SEVERITIES,
    "Escalation and owners": ESCALATIONS,
    "Checks of a whole policy": CHECKS,
    "Tickets and events": TICKETS,
    "Books of policies": BOOKS,
    "Logs of ServiceNow": LOGS,
}
"""The codes by what they are about, in the order of a document."""

CODES: dict[str, FaultCode] = {entry.code: entry for entries in SECTIONS.values() for entry in entries}
"""Each code with its entry.

Examples:
    >>> CODES["ambiguous-day"].remedy
    'Write `1 business day`, `24 hours` or `1 calendar day`.'
"""
