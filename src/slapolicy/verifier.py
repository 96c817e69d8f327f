"""Check a receipt by sums alone: this file knows no calendar and no zone, and shares no code with the engine (P6).

It imports nothing but the standard library, so it can be copied to wherever receipts are checked.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from hashlib import sha256
from typing import Any

__all__ = ["verify"]

Claims = Iterator[tuple[str, bool]]

_EPOCH, _TICK, _DAY = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1), timedelta(days=1)
_UNITS = {"hour": 3_600_000_000, "minute": 60_000_000, "second": 1_000_000}
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_PROMISE = (
    *("limit", "amount", "carried", "used", "left", "counted_from", "due_at", "if_resumed_now", "breached_at"),
    *("timeline", "pauses", "overrun", "dates"),
)


def verify(receipt: Any) -> tuple[str, ...]:
    """What is wrong with a receipt, a sentence each; nothing where all its numbers and its digest agree.

    Examples:
        >>> from slapolicy import Event, Policy, Ticket
        >>> policy = Policy.from_dict({"slapolicy": 1, "name": "small", "targets": {
        ...     "reply": {"start": "created", "stop": "replied", "within": "2 hours"}}})
        >>> decision = policy.evaluate(Ticket("T-1", [Event("created", "2026-03-06T16:30:00Z")]),
        ...                            at="2026-03-06T17:00:00Z")
        >>> receipt = decision.receipt("reply")
        >>> verify(receipt), verify(receipt | {"left": receipt["left"] + 1})
        ((), ('the digest is that of another content', '`used` and `left` do not make the amount'))

    Whatever it is given, it raises nothing: what can't be read as a receipt is said so.
    """
    try:
        return tuple(sentence for sentence, holds in _claims(receipt) if not holds)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as unreadable:
        return (f"it can't be read as a receipt: {unreadable!r}",)


def _claims(r: Any) -> Claims:
    body = {key: part for key, part in r.items() if key != "digest"}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    at, started, ended = (_tick(r[key]) for key in ("at", "started_at", "ended_at"))
    now = at if ended is None else ended
    yield "the digest is that of another content", sha256(text.encode()).hexdigest() == r["digest"]
    yield "the form is not the one that this verifier knows", r["form"] == 1
    yield "`at` is not so many microseconds after 1970", at == r["at_microseconds"]
    yield "the cycles do not add up", r["cycle"] + r["later_cycles"] == r["cycles"] and r["later_cycles"] >= 0
    if started is None:
        said = (r["state"], r["verdict"], r["cycles"], r["open_for"], r["limit"])
        yield "a clock that never started has cycles, or a promise", said == ("not_started", "none", 0, None, None)
    else:
        over = r["state"] in ("stopped", "cancelled") or r["later_cycles"] > 0
        yield "the state does not fit the cycle's end", over == (ended is not None) and r["cycle"] >= 1
        yield "`open_for` is not the time since the start", 0 <= now - started == r["open_for"] and now <= at
    if r["limit"] is not None:
        yield from _promise(r, now)
    else:
        nothing = all(r[key] in (None, []) for key in _PROMISE) and r["verdict"] == "none"
        yield "where nothing is promised there is no number and no verdict", nothing


def _promise(r: Any, now: int) -> Claims:
    start, due, thought = (_tick(r[key]) for key in ("counted_from", "due_at", "if_resumed_now"))
    end, table, amount = thought if due is None else due, r["timeline"], r["amount"]
    counted = _sum(table, ["counted"], start, end)
    yield "there is one deadline, or else one if it resumed now", (due is None) != (thought is None)
    yield from _tiles(table, start, end, r["carried"])
    number, unit = _limit(r["limit"])
    if unit in _UNITS:
        yield "the limit is not its amount", number * _UNITS[unit] == amount
        yield "the counted rows do not add up to the limit", counted == max(amount - r["carried"], 0)
        last = max((_tick(row["end"]) for row in table if row["kind"] == "counted"), default=start)
        yield "the deadline is not where the count ends", last in [end, *(_tick(each["start"]) for each in r["pauses"])]
    else:
        fits = counted == amount if unit else end == _tick(r["dates"]["due_at"])
        yield "the counted rows do not lead to the deadline", fits and r["carried"] == 0
        yield from _dates(r, r["dates"], start, number, unit)
    for pause in r["pauses"]:
        first, last = _tick(pause["start"]), _tick(pause["end"])
        paused = last - first == pause["lasts"] and _sum(table, ["paused"], first, last) == pause["paused"]
        back = pause["given_back"] == (0 if not unit else pause["paused"])
        yield "a pause does not fit the timeline", paused and back and not _sum(table, ["counted"], first, last)
    all_paused = sum(pause["paused"] for pause in r["pauses"])
    yield "the pauses are not the paused rows", _sum(table, ["paused"], start, end) == all_paused
    after = r["overrun"] or dict.fromkeys(("counted", "closed", "paused", "late"), 0)
    parts = [after["counted"], after["closed"], after["paused"]]
    yield "the time after the deadline does not add up", min(parts) >= 0 and sum(parts) == max(now - end, 0)
    used = r["carried"] + _sum(table, ["counted"], start, now) + after["counted"]
    yield "`used` is not what was counted until now", used == r["used"]
    left = _sum(table, ["counted", "paused"], now, end) - after["late"] if not unit else amount - used
    yield "`used` and `left` do not make the amount", left == r["left"]
    yield "`late` is not what `left` lacks", after["late"] == (-left if now > end else 0)
    late = due is not None and (now >= due if r["strict"] else now > due)
    judged = {"stopped": ["missed"] if late else ["met", "none"], "cancelled": ["none"]}
    verdicts = judged.get(r["state"], ["breached"] if late else ["open", "at_risk"])
    yield "the verdict does not follow from the deadline", r["verdict"] in verdicts
    breached = due if late and r["state"] != "cancelled" else None
    yield "`breached_at` is not the deadline that was passed", _tick(r["breached_at"]) == breached


def _dates(r: Any, told: Any, start: int, number: Fraction, unit: str) -> Claims:
    table, due, wall = told["timeline"], _tick(told["due_at"]), _wall(told["due_at"])
    yield from _tiles(table, start, due, 0)
    yield "the amount is not the time to the date", _sum(table, ["counted"], start, due) == r["amount"]
    aim = None if told["aimed_at"] is None else datetime.fromisoformat(told["aimed_at"])
    begin = next((_wall(row["start"]) for row in table if row["kind"] == "counted" or not unit), wall)
    yield "the deadline is not at the time aimed at", aim == wall or told["lands"] != "as_aimed"
    days = [date.fromisoformat(day["date"]) for day in told["days"]]
    for place, (day, on) in enumerate(zip(told["days"], days, strict=True)):
        named = day["number"] == place and day["weekday"] == _WEEKDAYS[on.weekday()]
        if day["opens"] is None:
            fits = any(0 <= (near.date() - on).days < 7 for near in ([begin, wall] if place else [begin]))
        else:
            opens = _tick(day["opens"])
            fits = opens - start == day["after"] and opens in [due, *(_tick(row["start"]) for row in table)]
            fits = fits and _wall(day["opens"]).date() == on
        yield f"day {place} is not counted right", named and fits and (place == 0 or days[place - 1] < on)
    if unit == "calendar day":
        yield "the date is not so many days later", aim == begin + int(number) * _DAY and not days
    elif unit == "business day":
        yield "the working days are not so many", len(days) == number + 1
        yield "the time of day is not that of the start", aim is None or aim - begin == days[-1] - days[0]
    else:
        clock = told["aimed_at"] and aim == datetime.combine(days[-1], time.fromisoformat(r["limit"].split()[-1]))
        yield "the time of day is not that of the limit", clock if "by" in r["limit"].split() else aim is None


def _tiles(table: Any, here: int, end: int, total: int) -> Claims:
    for place, row in enumerate(table):
        first, last = _tick(row["start"]), _tick(row["end"])
        total += row["amount"] if row["kind"] == "counted" else 0
        sums = last - first == row["amount"] and total == row["total"]
        yield f"row {place} does not follow or does not add up", here == first < last and sums
        here = last
    yield "the timeline does not end at the deadline", here == end


def _limit(text: str) -> tuple[Fraction, str]:
    """How many of what: 4 of `hour`, 2 of `business day`; a dated limit has neither."""
    first, *scope, last = text.split()
    if not first[0].isdigit():
        return Fraction(0), ""
    unit = last.removesuffix("s")
    week = 7 if unit == "week" else 1
    return Fraction(
        first
    ) * week, "calendar day" if unit == "week" else unit if unit in _UNITS else f"{scope[-1]} {unit}"


def _sum(table: Any, kinds: list[str], start: int, end: int) -> int:
    """The time that rows of these kinds have between two instants."""
    spans = ((_tick(row["start"]), _tick(row["end"])) for row in table if row["kind"] in kinds)
    return sum(max(min(last, end) - max(first, start), 0) for first, last in spans)


def _tick(text: str | None) -> Any:
    """An instant as microseconds since 1970, so that instants of different zones subtract."""
    return None if text is None else (datetime.fromisoformat(text) - _EPOCH) // _TICK


def _wall(text: str) -> datetime:
    """What the clock on the wall shows at an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=None)
