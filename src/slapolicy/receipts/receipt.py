"""Receipts: how the deadline and the verdict of a clock's cycle came about, as data that sums can check (P6).

Every number in a receipt is tied to others by an equation, so that none can be altered alone; `slapolicy.verifier` has
the equations, and knows neither calendars nor zones.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from slapolicy.clocks import ClockReport
from slapolicy.durations import Duration, Elapsed, EndOfBusinessDay, NextBusinessDayBy, WorkingTime
from slapolicy.errors import PolicyError, listed, nearest, shown
from slapolicy.instants import utc
from slapolicy.receipts.counted_days import CountedDays, counted_days
from slapolicy.receipts.courses import Course, Kind, Row, cut_at
from slapolicy.texts.writing import canonical_json

__all__ = ["Asked", "receipt_of"]

FORM = 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Asked(NamedTuple):
    """Of what decision a receipt is: all that is not the clock's own."""

    policy: str
    fingerprint: str
    versions: Mapping[str, str]
    ticket: str
    at: datetime


def receipt_of(asked: Asked, clocks: Mapping[str, ClockReport], target: str, cycle: int | None) -> dict[str, Any]:
    """The receipt of a cycle of a target's clock: plain data, instants as ISO 8601 texts, spans in microseconds.

    Raises:
        PolicyError: there is no such target, or it has no such cycle.
    """
    if target not in clocks:
        allowed = f"one of {listed(clocks)}"
        raise PolicyError.of("unknown-target", found=shown(target), allowed=allowed, remedy=nearest(target, clocks))
    cycles = clocks[target].cycles
    if cycle is not None and cycle not in range(1, len(cycles) + 1):
        allowed = f"1 to {len(cycles)}" if cycles else "none: the clock never started"
        raise PolicyError.of("unknown-cycle", found=shown(cycle), allowed=allowed)
    clock = clocks[target] if cycle is None else cycles[cycle - 1]
    body = {
        "form": FORM,
        "policy": asked.policy,
        "fingerprint": asked.fingerprint,
        "versions": dict(asked.versions),
        "ticket": asked.ticket,
        "target": target,
        "at": asked.at.isoformat(),
        "at_microseconds": _micros(utc(asked.at) - _EPOCH),
        "cycle": clock.number,
        "later_cycles": len(cycles) - clock.number,
        "cycles": len(cycles),
        "state": clock.state.value,
        "verdict": clock.verdict.value,
        "reason": clock.reason,
        "strict": clock.strict,
        **_bounds(clock, asked.at),
        **_promise(clock, asked.at),
    }
    return {**body, "digest": hashlib.sha256(canonical_json(body).encode(errors="surrogatepass")).hexdigest()}


def _bounds(clock: ClockReport, at: datetime) -> dict[str, Any]:
    """When the cycle started and ended, and how long it has been open."""
    now = clock.ended_at or at
    return {
        "started_at": _text(clock.started_at),
        "ended_at": _text(clock.ended_at),
        "open_for": _micros(utc(now) - utc(clock.started_at)) if clock.started_at else None,
    }


_NOTHING_PROMISED: dict[str, Any] = {
    "limit": None, "amount": None, "carried": None, "used": None, "left": None,
    "counted_from": None, "due_at": None, "if_resumed_now": None, "breached_at": None,
    "timeline": [], "pauses": [], "overrun": None, "dates": None,
}  # fmt: skip


def _promise(clock: ClockReport, at: datetime) -> dict[str, Any]:
    """What was promised, and every row of the count (D2-D7)."""
    limit, end = clock.limit, clock.due_at or clock.if_resumed_now
    if limit is None or end is None or clock.counted_from is None or clock.left is None:
        return _NOTHING_PROMISED
    now, start, end = utc(clock.ended_at or at), utc(clock.counted_from), utc(end)
    course = Course.of(clock, now)
    counted = None
    if not isinstance(limit, (Elapsed, WorkingTime)):
        counted = counted_days(course.by(start), start, limit, clock.day_ends)
    rows = list(course.rows(start, end))
    return {
        "limit": str(limit),
        "amount": _micros(_amount(clock, course, counted, start)),
        "carried": _micros(clock.carried),
        "used": _micros(clock.used),
        "left": _micros(clock.left),
        "counted_from": _text(clock.counted_from),
        "due_at": _text(clock.due_at),
        "if_resumed_now": _text(clock.if_resumed_now),
        "breached_at": _text(clock.breached_at),
        "timeline": _table(rows, clock.carried),
        "pauses": [_pause(course, spell, limit) for spell in course.spells(start, end) if spell.kind is Kind.PAUSED],
        "overrun": _overrun(course, end, now) if now > end else None,
        "dates": _dates(course, counted, start) if counted else None,
    }


def _amount(clock: ClockReport, course: Course, counted: CountedDays | None, start: datetime) -> timedelta:
    """The limit in the clock's own time: as written, or what lies between the start and its deadline."""
    if isinstance(clock.limit, (Elapsed, WorkingTime)):
        return clock.limit.amount
    assert counted is not None  # limits in days are counted
    return counted.due - start if course.elapsed else course.by(start).elapsed(start, counted.due)


def _table(rows: Iterable[Row], total: timedelta) -> list[dict[str, Any]]:
    """The rows with a running total, in the local time of their calendar."""
    table: list[dict[str, Any]] = []
    for row in rows:
        total += row.end - row.start if row.kind is Kind.COUNTED else timedelta()
        told = {
            "start": row.start.astimezone(row.calendar.zone).isoformat(),
            "end": row.end.astimezone(row.calendar.zone).isoformat(),
            "kind": row.kind.value,
            "amount": _micros(row.end - row.start),
            "total": _micros(total),
            "zone": row.calendar.tz,
            "name": row.name,
        }
        table.append(told)
    return table


def _pause(course: Course, pause: Row, limit: Duration) -> dict[str, Any]:
    """A pause, and how much of the clock's own time it gives back: a date does not move (D6)."""
    spent = course.own_time(pause)
    dated = isinstance(limit, (EndOfBusinessDay, NextBusinessDayBy))
    return {
        "start": pause.start.astimezone(pause.calendar.zone).isoformat(),
        "end": pause.end.astimezone(pause.calendar.zone).isoformat(),
        "lasts": _micros(pause.end - pause.start),
        "paused": _micros(spent),
        "given_back": 0 if dated else _micros(spent),
    }


def _overrun(course: Course, end: datetime, now: datetime) -> dict[str, int]:
    """What came after the deadline, in sums: the rows end there."""
    return {kind.value: _micros(spent) for kind, spent in course.spent(end, now).items()}


def _dates(course: Course, counted: CountedDays, start: datetime) -> dict[str, Any]:
    """The deadline as it is written: on which date, without pauses and by the calendar that held first (C6)."""
    calendar = course.by(start)
    plain = course.unpaused(start)
    return {
        "days": [
            {
                "number": number,
                "weekday": _WEEKDAYS[opens.astimezone(calendar.zone).weekday()],
                "opens": opens.astimezone(calendar.zone).isoformat(),
                "after": _micros(opens - start),
            }
            for number, opens in enumerate(counted.opens)
        ],
        "aimed_at": counted.aimed_at.isoformat() if counted.aimed_at else None,
        "lands": counted.lands.value,
        "due_at": counted.due.astimezone(calendar.zone).isoformat(),
        "timeline": _table(cut_at(plain.rows(start, counted.due), counted.opens), timedelta()),
    }


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None


def _micros(span: timedelta) -> int:
    return span // _TICK
