"""Calendars at random, as plain numbers: the engine has to read their text, the twin gets the numbers."""

from collections.abc import Callable
from datetime import date
from operator import and_, or_
from random import Random
from typing import NamedTuple

from slapolicy.calendars import Calendar
from twin.bitmap_twin import BitmapTwin, Clock, WeeklyTwin, Windows

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CUTS = ("start", "date", "both")

_OFTEN: tuple[Windows, ...] = (
    (),
    (),
    ((540, 1020),),
    ((540, 1020),),
    ((540, 750), (810, 1080)),
    ((0, 1440),),
    ((0, 1440),),
    ((1320, 1800),),  # a night shift
    ((1320, 1800),),
    ((0, 120), (1380, 1530)),
    ((90, 150),),  # inside many a clock change
    ((0, 30), (60, 120), (150, 180)),
    ((0, 1), (1439, 1440)),
    ((0, 1439),),
    ((1439, 1440),),
    ((2, 1441),),  # all but a minute, over midnight
    ((1080, 2400),),  # a shift that outlasts many a next day's hours
)


class Sheet(NamedTuple):
    """A calendar as numbers."""

    zone: str
    week: tuple[Windows, ...]
    holidays: frozenset[int] = frozenset()
    special: tuple[tuple[int, Windows], ...] = ()
    cuts: str = "start"

    def calendar(self) -> Calendar:
        return Calendar(
            tz=self.zone,
            hours={DAYS[i]: text_of(windows) for i, windows in enumerate(self.week)},
            holidays=[date.fromordinal(day) for day in sorted(self.holidays)],
            special={date.fromordinal(day): text_of(windows) for day, windows in self.special},
            holiday_cuts=self.cuts,
        )

    def twin(self, clock: Clock) -> WeeklyTwin:
        return WeeklyTwin(clock, self.windows)

    def windows(self, day: int) -> Windows:
        """The windows of a date; what the next date cuts off its nights is cut off (T3, T4)."""
        windows = self._uncut(day)
        if self.cuts != "start" and self._closes(day + 1):
            windows = [(opens, min(closes, 1440)) for opens, closes in windows if opens < 1440]
        return windows

    def _uncut(self, day: int) -> Windows:
        special = dict(self.special)
        weekly = self.week[(day - 1) % 7]
        if day in special:
            return special[day]
        if day not in self.holidays:
            return weekly
        return [(1440, closes) for _, closes in weekly if closes > 1440] if self.cuts == "date" else []

    def _closes(self, day: int) -> bool:
        special = dict(self.special)
        return not special[day] if day in special else day in self.holidays


def text_of(windows: Windows) -> str:
    """Hours as a person writes them."""
    return ", ".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in windows) or "closed"


def _clock(minute: int) -> str:
    minute = minute - 1440 if minute > 1440 else minute
    return f"{minute // 60:02}:{minute % 60:02}"


def random_windows(random: Random) -> Windows:
    """A day's hours: common ones, and odd ones."""
    if random.random() < 0.5:
        return random.choice(_OFTEN)
    grid = random.choice((1, 5, 15, 30, 60))
    edges = sorted(random.sample(range(1440 // grid + 1), 2 * random.choice((1, 1, 2, 2, 3, 6))))
    pairs = [(grid * a, grid * b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if random.random() < 0.4 and pairs[-1][0] > grid:
        opens, _ = pairs[-1]
        pairs[-1] = (opens, 1440 + grid * random.randrange(1, opens // grid))
    return tuple(pairs)


def random_sheet(random: Random, zone: str, middle: int) -> Sheet:
    """A calendar with exceptions close to the middle."""
    if random.random() < 0.4:  # the same hours all week, or on working days
        hours = random_windows(random) or ((540, 1020),)
        week = [hours] * 7 if random.random() < 0.5 else [hours] * 5 + [()] * 2
    else:
        week = [random_windows(random) for _ in range(7)]
        if not any(week):
            week[random.randrange(7)] = ((540, 1020),)

    def near() -> int:
        return middle + random.choice((-1, 0, 0, 1, random.randint(-6, 6)))

    holidays = frozenset(near() for _ in range(random.choice((0, 0, 1, 2, 4))))
    special = {near(): random_windows(random) for _ in range(random.choice((0, 0, 1, 2)))}
    return Sheet(zone, tuple(week), holidays, tuple(special.items()), random.choice(CUTS))


class Mix(NamedTuple):
    """Several calendars as one (T8)."""

    how: str
    parts: tuple[Sheet, ...]

    def calendar(self) -> Calendar:
        """The engine's; `CalendarError` where the parts never meet."""
        first, *rest = (part.calendar() for part in self.parts)
        for other in rest:
            first = first | other if self.how == "any" else first & other if self.how == "all" else first - other
        return first

    def twin(self, clock_of: Callable[[str], Clock]) -> BitmapTwin:
        """Byte by byte; the steps of all of the zones have to be the same."""
        together = {"any": or_, "all": and_, "except": lambda mine, others: mine & ~others}[self.how]
        first, *rest = (part.twin(clock_of(part.zone)) for part in self.parts)
        mixed: BitmapTwin = first
        for other in rest:
            mixed = mixed.beside(other, together)
        return mixed


def shapes_at(zone: str, before: int, after: int) -> dict[str, Sheet | Mix]:
    """Calendars for an offset change at which the wall shows minute `before` and then minute `after` of its days."""
    low, high = sorted((before, after))
    exactly = (low % 1440, low % 1440 + high - low) if 0 < high - low < 1440 else (low % 1440, low % 1440 + 60)
    nights, days = ((1320, 1800),), ((540, 1020),)
    many = (
        (0, 20),
        (30, 50),
        (60, 75),
        (90, 120),
        (121, 150),
        (170, 185),
        (195, 240),
        (600, 630),
        (1380, 1410),
        (1425, 1440),
    )
    return {
        "night": Sheet(zone, (nights,) * 7),
        "day": Sheet(zone, (days,) * 5 + ((),) * 2),
        "24x7": Sheet(zone, (((0, 1440),),) * 7),
        "weekdays": Sheet(zone, (((0, 1440),),) * 5 + ((),) * 2),
        "many": Sheet(zone, (many,) * 7),
        "exactly": Sheet(zone, ((exactly,),) * 7),
        "mixed": Mix("except", (Sheet(zone, (((1200, 1920),),) * 7), Sheet("UTC", (((60, 150), (540, 1080)),) * 7))),
    }
