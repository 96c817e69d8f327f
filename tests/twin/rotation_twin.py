"""The slow rotation: who is on duty, minute by minute, by what the clock on the wall has shown so far (E6, D8).

A turn has begun when the clock has shown its time or a later one; so the turn that runs is told by the latest time
that the clock has shown, also where it is set back afterwards. Nothing else is known here, and nothing is shared with
the engine: times are datetimes (without a zone: what a wall clock shows), hours are minutes after a date's midnight,
past 1440 on the next date. Every answer is for a whole minute in UTC.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate, groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
WEEK = 7 * 1440
MONDAY = datetime(1970, 1, 5)
WARM_UP = 1440
"""Minutes before the first answer: what the clock shows again, it showed in them, being set back by less than a day."""


class Row(NamedTuple):
    """A layer: people, the length of a turn, whether the wall clock counts it, its zone and its hours by weekday."""

    people: Sequence[str]
    length: timedelta
    by_wall_clock: bool
    starts: datetime
    zone: str
    week: Sequence[Sequence[tuple[int, int]]] | None = None


class Swap(NamedTuple):
    """An override: a time without a zone is what the clock shows, another one is an instant."""

    begins: datetime
    ends: datetime
    owner: str


class RotationTwin:
    """Some days of a rotation; `owners` has one answer for each minute."""

    def __init__(self, rows: Sequence[Row], swaps: Sequence[Swap], zone: str, first: datetime, days: int) -> None:
        self.owners: list[str | None] = [None] * (days * 1440)
        for row in rows:  # a later one wins where it has somebody on duty
            for minute, owner in enumerate(duty(row, first, days)):
                if owner is not None:
                    self.owners[minute] = owner
        for swap in swaps:  # the latest written one wins
            begun, over = (passed(time, zone, first, days) for time in (swap.begins, swap.ends))
            for minute in range(days * 1440):
                if begun[minute] and not over[minute]:
                    self.owners[minute] = swap.owner

    def stretches(self, start: int, end: int) -> list[tuple[int, int, str | None]]:
        """From minute to minute, who has the duty."""
        here, found = start, []
        for owner, run in groupby(self.owners[start:end]):
            length = len(list(run))
            found.append((here, here + length, owner))
            here += length
        return found

    def next_change(self, minute: int) -> int | None:
        """The first later minute with another answer, if one is known here."""
        later = range(minute + 1, len(self.owners))
        return next((each for each in later if self.owners[each] != self.owners[minute]), None)


def duty(row: Row, first: datetime, days: int) -> list[str | None]:
    """Who has the duty in each minute, as far as one layer tells."""
    wall, latest = shown(row.zone, first, days)
    starts, begun, length = on_wall(row.starts), first_instant(row.starts, row.zone), row.length // MINUTE
    hours = None if row.week is None else minutes_of(row.week)
    owners: list[str | None] = []
    for minute in range(days * 1440):
        since = latest[minute] - starts if row.by_wall_clock else minute + (first - begun) // MINUTE
        on = since >= 0 and (hours is None or wall[minute] % WEEK in hours)
        owners.append(row.people[since // length % len(row.people)] if on else None)
    return owners


def minutes_of(week: Sequence[Sequence[tuple[int, int]]]) -> set[int]:
    """Every minute of the week that a window holds: of its own weekday, and past midnight of the next one (T3, T5)."""
    windows = [(day, opens, closes) for day, hours in enumerate(week) for opens, closes in hours]
    return {(day * 1440 + minute) % WEEK for day, opens, closes in windows for minute in range(opens, closes)}


def passed(time: datetime, zone: str, first: datetime, days: int) -> list[bool]:
    """Whether an instant has come, or the clock has shown a time or a later one, in each minute (D8)."""
    if time.tzinfo:
        return [first + MINUTE * minute >= time for minute in range(days * 1440)]
    return [latest >= on_wall(time) for latest in shown(zone, first, days)[1]]


@lru_cache(maxsize=64)
def first_instant(time: datetime, zone: str) -> datetime:
    """The first minute at which the clock shows that time or a later one (D8): no clock is 16 hours ahead of UTC."""
    tz, at = ZoneInfo(zone), time.replace(tzinfo=UTC) - timedelta(hours=16)
    while at.astimezone(tz).replace(tzinfo=None) < time:
        at += MINUTE
    return at


def on_wall(time: datetime) -> int:
    """A time on the wall as minutes since a Monday's midnight, so that the rest of a week is the minute of the week."""
    return (time - MONDAY) // MINUTE


@lru_cache(maxsize=8)
def shown(zone: str, first: datetime, days: int) -> tuple[list[int], list[int]]:
    """What the clock shows in each minute, and the latest that it has shown so far."""
    tz = ZoneInfo(zone)
    instants = (first + MINUTE * minute for minute in range(-WARM_UP, days * 1440))
    wall = [on_wall(at.astimezone(tz).replace(tzinfo=None)) for at in instants]
    return wall[WARM_UP:], [*accumulate(wall, max)][WARM_UP:]
