"""Availability: a share of time in which something works, what a month may lose of it, and what is left (O4).

Reading order: `shares` and `periods` (what is promised, over which time), `reports` (what is asked and answered),
`budgets` (how what may be lost is used up), `goals` (what a policy writes).
"""

from slapolicy.availability.goals import AvailabilityGoal
from slapolicy.availability.periods import MONTH, Period, period
from slapolicy.availability.reports import Availability, AvailabilityReport, Outage
from slapolicy.availability.shares import share, share_text

__all__ = [
    "MONTH",
    "Availability",
    "AvailabilityGoal",
    "AvailabilityReport",
    "Outage",
    "Period",
    "period",
    "share",
    "share_text",
]
