"""What a goal measures of many tickets (O5)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from slapolicy.analysis.scorecards.figures import Share, Times, mean_of
from slapolicy.analysis.scorecards.records import Record
from slapolicy.durations import WorkingTime
from slapolicy.goals import Goal
from slapolicy.tickets import Value

__all__ = ["Measured", "measured"]

Levels = Callable[[str], int | None]
"""A level's place on the ladder, by its name."""


class Measured(NamedTuple):
    """A figure, and of how many tickets or promises it was taken; none where there are none.

    A share of one, a number, or microseconds.
    """

    figure: Fraction | None
    taken_of: int


def measured(goal: Goal, records: Sequence[Record], levels: Levels) -> Measured:
    """What a goal measures of these tickets."""
    chosen = [each for each in records if goal.when.holds(each.facts) and _came_to(each, goal.at_level, levels)]
    if goal.time is not None:
        took = Times.of(_took(goal, chosen))
        return Measured(took.exactly(goal.statistic), len(took.measured))
    if goal.mean is not None:
        given = [number for each in chosen for number in _number(goal.mean, each.facts)]
        return Measured(mean_of(given), len(given))
    share = Share.of(_answers(goal, chosen, levels))
    return Measured(share.exactly, share.whole)


def _answers(goal: Goal, chosen: Sequence[Record], levels: Levels) -> Iterator[bool]:
    """Yes or no for each of those of whom a share is taken."""
    for each in chosen:
        if goal.met:
            yield from (
                promise.kept for promise in each.promises if promise.target in goal.met and promise.kept is not None
            )
        elif goal.share is not None:
            yield goal.share.holds(each.facts)
        elif goal.escalated_to is not None:
            yield _came_to(each, goal.escalated_to, levels)
        elif each.ended and goal.solved_with_replies is not None:
            yield each.replies <= goal.solved_with_replies and not each.reopened


def _took(goal: Goal, chosen: Sequence[Record]) -> Iterator[timedelta]:
    for promise in (promise for each in chosen for promise in each.promises if promise.target == goal.time):
        took = promise.working if isinstance(goal.bound, WorkingTime) else promise.elapsed
        if took is not None:
            yield took


def _number(fact: str, facts: Mapping[str, Value]) -> Iterator[Fraction]:
    given = facts.get(fact)
    if isinstance(given, (int, Decimal)) and not isinstance(given, bool):
        yield Fraction(given)


def _came_to(record: Record, level: str | None, levels: Levels) -> bool:
    """Whether a ticket came to a level, or to one above it."""
    wanted = levels(level) if level is not None else 0
    return level is None or (wanted is not None and record.level is not None and record.level >= wanted)
