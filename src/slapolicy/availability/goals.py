"""What a policy writes about availability: the share that is promised, over which time, in which hours (O4)."""

from collections.abc import Iterable, Mapping

from pydantic import Field

from slapolicy._model import Model
from slapolicy.availability.periods import MONTH, PeriodField, ZoneField, month_faults
from slapolicy.availability.reports import Availability
from slapolicy.availability.shares import ShareField
from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.errors import Fault

__all__ = ["AvailabilityGoal"]


class AvailabilityGoal(Model, frozen=True):
    """A promise that something works for a share of the time, as a policy writes it (O4).

    Examples:
        >>> goal = AvailabilityGoal.read({"goal": "99.9%", "tz": "Europe/Zurich"})
        >>> goal.goal, str(goal.per)
        (Fraction(999, 1000), 'month')

    Raises:
        PolicyError: every fault at once: no share, no period, an unknown zone, a month without one.
    """

    goal: ShareField = Field(description="the share of the time that is promised")
    per: PeriodField = Field(default=MONTH, description="`month`, or a window of a fixed length such as `30 days`")
    tz: ZoneField | None = Field(default=None, description="the zone of the month; a window needs none")
    calendar: str | None = Field(default=None, description="the hours that count; every hour, where none is named")

    def checks(self) -> Iterable[Fault]:
        """A month needs a zone."""
        return month_faults(self.per, self.tz)

    def measured_in(self, calendars: Mapping[str, Calendar]) -> Availability:
        """The same with its calendar for that calendar's name."""
        calendar = calendars.get(self.calendar, ALWAYS) if self.calendar else None
        return Availability(goal=self.goal, per=self.per, tz=self.tz, calendar=calendar)
