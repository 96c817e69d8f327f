"""Business time: calendars of opening hours, and exact answers about them."""

from slapolicy.calendars.calendar import ALWAYS, Calendar
from slapolicy.calendars.deadlines import DayEnds
from slapolicy.calendars.provenance import Provenance
from slapolicy.calendars.weekly import HolidayCuts

__all__ = ["ALWAYS", "Calendar", "DayEnds", "HolidayCuts", "Provenance"]
