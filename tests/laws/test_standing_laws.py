"""Laws of comparing two promises: no start of a year contradicts what is said of all of them (D1-D8, T5)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from slapolicy import Calendar, DayEnds, HorizonError, WorkingDays, duration
from slapolicy.analysis.diffs.deadlines import Promised, Scale, Standing
from slapolicy.analysis.diffs.hours import hours
from slapolicy.spans import subtract
from slapolicy.witnesses import Effort

YEAR = range(2026, 2027)
TWO_YEARS = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
ZONES = ("UTC", "Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "-05:00")
HOURS = (
    {"mon-fri": "09:00-17:00"},
    {"mon-fri": "09:00-12:30, 13:30-18:00", "sat": "10:00-14:00"},
    {"mon-fri": "22:00-06:00"},
    {"mon-sun": "18:00-03:00"},
    {"sun": "01:30-02:45", "wed": "00:00-24:00"},
    {"mon-sun": "00:00-24:00"},
    {"mon": "23:00-22:00", "tue": "00:00-01:00", "fri": "12:00-12:01"},
)
OTHER_HOURS = (  # the first two are as good as the first of those above, the third opens and closes like the third
    {"mon-fri": "09:00-13:00, 13:00-17:00"},
    {"mon-thu": "09:00-17:00", "fri": "09:00-17:00"},
    {"mon": "22:00-24:00", "tue-fri": "00:00-06:00, 22:00-24:00", "sat": "00:00-06:00"},
    {"mon-fri": "09:00-17:00", "sun": "10:00-14:00"},
)
EXCEPTIONS: tuple[dict[str, object], ...] = (
    {},
    {"holidays": ["2026-12-25", "2026-07-01 to 2026-07-14"]},
    {"holidays": ["yearly easter+1", "yearly last mon may"], "holiday_cuts": "both"},
    {"special": {"2026-03-29": "00:00-04:00", "2026-10-25": "01:00-05:00", "2026-11-01": "20:00-02:00"}},
)
LIMITS = (
    *("0 hours", "1 hour", "4 hours", "24 hours", "100 hours", "15 business minutes", "2 business hours"),
    *("8 business hours", "40 business hours", "0 business days", "1 business day", "2 business days"),
    *("5 business days", "1 calendar day", "2 calendar days", "1 week", "end of business day"),
    *("end of next business day", "next business day by 09:00", "next business day by 23:30"),
)


def random_calendar(random: Random) -> Calendar:
    parts: dict[str, object] = {"tz": random.choice(ZONES), "hours": random.choice(HOURS), **random.choice(EXCEPTIONS)}
    calendar = Calendar.from_dict(parts)
    if random.random() < 0.15:
        return calendar | Calendar(tz=random.choice(ZONES), hours={"tue-thu": "06:00-08:00"})
    return calendar


def near(calendar: Calendar, random: Random) -> Calendar:
    """A calendar that may mean the same: written otherwise, with one exception more, or quite another one."""
    document = calendar.to_dict()
    if "hours" not in document or random.random() < 0.2:
        return random_calendar(random)
    match random.randrange(4):
        case 0:
            document["special"] = {
                **document.get("special", {}),
                "2026-05-05": random.choice(("closed", "10:00-11:00")),
            }
        case 1:
            document["holidays"] = [*document.get("holidays", []), random.choice(("2026-12-26", "yearly 07-04"))]
        case 2:
            document["hours"] = random.choice(OTHER_HOURS)
        case _:
            document["holiday_cuts"] = random.choice(("start", "date", "both"))
    return Calendar.from_dict(document)


def random_promises(number: int) -> tuple[Promised, Promised]:
    """Two promises, often by the same hours and of the same kind: there the answer hangs on a hair."""
    random = Random(f"standing:{number}")
    calendar = random_calendar(random)
    other = calendar if random.random() < 0.5 else random_calendar(random)
    return _promised(random, calendar), _promised(random, other)


def _promised(random: Random, calendar: Calendar) -> Promised:
    limit = duration(random.choice(LIMITS))
    ends = random.choice(tuple(DayEnds)) if isinstance(limit, WorkingDays) else DayEnds.SAME_TIME
    return Promised(limit, calendar, ends)


def aimed_starts(number: int, old: Promised, new: Promised) -> Iterator[datetime]:
    """Starts at openings and closings and beside them, at the times of a day, around clock changes, and anywhere."""
    random = Random(f"starts:{number}")
    first = datetime(2026, 1, 1, tzinfo=UTC)
    edges = [
        at for each in (old, new) for span in each.calendar.openings(first, first + timedelta(days=364)) for at in span
    ]
    changes = [
        datetime(2026, 3, 8, 7, tzinfo=UTC),
        datetime(2026, 3, 29, 1, tzinfo=UTC),
        datetime(2026, 4, 4, 15, tzinfo=UTC),
    ]
    changes += [datetime(2026, 10, 3, 15, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)]
    for _ in range(150):
        near = random.choice((*random.sample(edges, min(len(edges), 8)), *changes))
        yield near + random.choice((-1, 1)) * timedelta(
            microseconds=random.choice((0, 1, 10**6, 36 * 10**8, 17 * 10**9))
        )
        yield first + timedelta(minutes=random.randrange(364 * 24 * 60))
        yield near + timedelta(days=random.randrange(-3, 4), minutes=random.choice((0, 30, 60)))


def contradictions(standing: Standing, old: Promised, new: Promised, starts: Iterator[datetime]) -> Iterator[str]:
    allowed = {
        "equal": {0},
        "undecided": {0},
        "stricter": {-1, 0},
        "looser": {0, 1},
        "different": {-1, 0, 1},
    }[str(standing.verdict)]
    for start in starts:
        if start.year != YEAR.start:
            continue
        try:
            before, after = old.due(start), new.due(start)
        except HorizonError:
            continue
        assert before is not None
        assert after is not None
        if (after > before) - (after < before) not in allowed:
            yield f"{standing} of {old} and {new} from {start}: {before} and {after}"


@pytest.mark.parametrize("number", range(80))
def test_no_start_of_the_year_contradicts_what_is_said_of_every_start(number: int) -> None:
    old, new = random_promises(number)
    standing = Scale(YEAR, Effort(5_000_000)).weigh(old, new)
    assert [*contradictions(standing, old, new, aimed_starts(number, old, new))] == []
    for start, sign in ((standing.earlier, -1), (standing.later, 1)):
        if start is not None:
            before, after = old.due(start), new.due(start)
            assert before is not None
            assert after is not None
            assert (after > before) - (after < before) == sign


@pytest.mark.parametrize("number", range(60))
def test_where_hours_differ_one_calendar_is_open_and_elsewhere_none_is_alone(number: int) -> None:
    random = Random(f"hours:{number}")
    old = random_calendar(random)
    new = near(old, random)
    found = hours(old, new)
    for at, one, other in ((found.old_only, old, new), (found.new_only, new, old)):
        if at is not None:
            assert one.is_open(at)
            assert not other.is_open(at)
        elif found.known:
            assert subtract(*(list(each.openings(*TWO_YEARS)) for each in (one, other))) == []
    if found.days:
        days = [date(2026, 1, 1) + timedelta(days=i) for i in range(730)]
        assert [old.is_working_day(day) for day in days] == [new.is_working_day(day) for day in days]
        assert [old.index.openings_on(day) for day in days] == [new.index.openings_on(day) for day in days]
