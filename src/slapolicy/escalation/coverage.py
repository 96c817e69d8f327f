"""Whether somebody is always chosen: conditions on facts, and calendars that are open together at every time (E1)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.errors import CalendarError
from slapolicy.witnesses import Formula, both, either

__all__ = ["Choice", "closed_together", "covers", "nobody_chosen"]

Cover = frozenset[str]

_MOST = 6
"""Of more calendars, only those of one level, and all of them together, are asked whether they leave no time out."""


class Choice(NamedTuple):
    """Somebody who may be chosen: where their condition does not hold, and the calendar that they need open."""

    fails: Formula
    during: str | None


def covers(calendars: Mapping[str, Calendar], levels: Iterable[Sequence[str]] = ()) -> tuple[Cover, ...]:
    """Sets of calendars of which one is open at every time: the smallest, of many calendars those inside a level.

    Examples:
        >>> office = Calendar(tz="UTC", hours={"mon-fri": "09:00-17:00"})
        >>> covers({"office": office, "else": ALWAYS - office, "late": office}) == (
        ...     frozenset({"office", "else"}), frozenset({"late", "else"}))
        True
    """
    found: list[Cover] = []
    for names in dict.fromkeys(_asked(tuple(calendars), levels)):
        if (
            not any(known <= names for known in found)
            and closed_together([calendars[name] for name in sorted(names)]) is None
        ):
            found.append(names)
    return tuple(found)


def _asked(every: Sequence[str], levels: Iterable[Sequence[str]]) -> Iterator[Cover]:
    for names in (*levels, every):
        sizes = range(1, len(names) + 1) if len(names) <= _MOST else (len(names),)
        yield from (frozenset(some) for size in sizes for some in combinations(names, size))


def closed_together(calendars: Sequence[Calendar]) -> Calendar | None:
    """The time at which all of these are closed, as a calendar that is open then; none where one is always open."""
    rest = ALWAYS
    try:
        for calendar in calendars:
            rest = rest - calendar
    except CalendarError:
        return None  # nothing is left (T7)
    return rest


def nobody_chosen(choices: Sequence[Choice], known: Sequence[Cover]) -> Formula:
    """Where nobody is chosen, at some time at least."""
    return both(_nobody(choices, known))


def _nobody(choices: Sequence[Choice], known: Sequence[Cover]) -> Iterator[Formula]:
    yield from (choice.fails for choice in choices if choice.during is None)
    for cover in known:
        yield either(both(choice.fails for choice in choices if choice.during == name) for name in sorted(cover))
