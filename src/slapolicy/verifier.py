"""Check a receipt by sums alone: this file knows no calendar and no zone, and shares no code with the engine (P6).

It imports nothing but the standard library, so it can be copied to wherever receipts are checked.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction
from hashlib import sha256
from typing import Any

__all__ = ["verify"]

Claims = Iterator[tuple[str, bool]]

_EPOCH, _TICK, _DAY = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1), timedelta(days=1)
_LIMIT = re.compile(r"([0-9.]+) (?:business |calendar )?([a-z]+?)s?")
_WORTH = {"hour": 3_600_000_000, "minute": 60_000_000, "second": 1_000_000, "week": 7, "day": 1}
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
        ((), ('the digest is that of another content', '`left` is not what is left of the amount'))

    It raises nothing, whatever it is given: what can't be read as a receipt is said to be none.
    """
    try:
        return tuple(sentence for sentence, holds in _claims(receipt) if not holds)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as unreadable:
        return (f"it can't be read as a receipt: {unreadable!r}",)


def _claims(r: Any) -> Claims:
    """What has to hold of every receipt."""
    body = {key: part for key, part in r.items() if key != "digest"}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    at, started, ended = (_tick(r[key]) for key in ("at", "started_at", "ended_at"))
    now, begun = at if ended is None else ended, started is not None
    over = r["state"] in ("stopped", "cancelled") or r["later_cycles"] > 0
    words = [r[key] for key in ("policy", "fingerprint", "ticket", "target", "reason")] + [*r["versions"].values()]
    digest = sha256(text.encode(errors="surrogatepass")).hexdigest()
    yield "the digest is that of another content", digest == r["digest"]
    yield (
        "the form is another one, or a name is no text",
        r["form"] == 1 and all(isinstance(each, str) for each in words),
    )
    yield "`at` is not so many microseconds after 1970", at == r["at_microseconds"]
    yield "the cycles do not add up", r["cycle"] + r["later_cycles"] == r["cycles"] and r["later_cycles"] >= 0
    fits = begun == (r["cycle"] > 0) == (r["state"] != "not_started") and over == (ended is not None)
    yield "the state does not fit the cycle", fits
    yield (
        "`open_for` is not the time since the start",
        r["open_for"] == (now - started if begun else None) and now <= at,
    )
    if begun and r["limit"] is not None:
        yield from _promise(r, started, now)
    else:
        nothing = all(r[key] in (None, []) for key in _PROMISE) and r["verdict"] == "none"
        yield "where nothing is promised there is no number and no verdict", nothing


def _promise(r: Any, started: int, now: int) -> Claims:
    """What has to hold where a limit is promised: the rows lead to the deadline, and the verdict follows from it."""
    start, due, thought = (_tick(r[key]) for key in ("counted_from", "due_at", "if_resumed_now"))
    end, rows, amount, carried = thought if due is None else due, _rows(r["timeline"]), r["amount"], r["carried"]
    limit = _LIMIT.fullmatch(r["limit"])
    worth = Fraction(limit[1]) * _WORTH[limit[2]] if limit else None  # microseconds or days; none of a dated limit
    counted, pauses = _sum(rows, ["counted"], start, end), [_span(pause) for pause in r["pauses"]]
    yield "there is one deadline, or else one if it resumed now", (due is None) != (thought is None)
    yield "the rows do not lead to the deadline", started <= start <= now and _tiled(rows, start, end, carried)
    if r["dates"] is None:
        last = max((each[1] for each in rows if each[2] == "counted"), default=start)
        yield "the amount is not the limit", worth == amount
        yield "the counted rows are not the limit", counted == max(amount - carried, 0)
        yield "the deadline is not where the count ends", last in [end, *(first for first, _ in pauses)]
    else:
        yield "the counted rows are not the limit", counted == amount or worth is None
        yield "a date is moved", carried == 0 and (worth is not None or end == _tick(r["dates"]["due_at"]))
        yield from _dates(r["dates"], start, amount, r["limit"], worth)
    for pause, (first, last) in zip(r["pauses"], pauses, strict=True):
        paused = (last - first, _sum(rows, ["paused"], first, last), _sum(rows, ["counted"], first, last))
        yield "a pause does not add up", paused == (pause["lasts"], pause["paused"], 0)
        yield "a pause gives back another time", pause["given_back"] == (0 if worth is None else pause["paused"])
    all_paused = sum(pause["paused"] for pause in r["pauses"])
    yield "the pauses are not the paused rows", _sum(rows, ["paused"], start, end) == all_paused
    after = r["overrun"] or {"counted": 0, "closed": 0, "paused": 0}
    sums = min(after.values()) >= 0 and sum(after.values()) == max(now - end, 0)
    yield "the time after the deadline does not add up", sums
    used = carried + _sum(rows, ["counted"], start, now) + after["counted"]
    left = amount - used
    if worth is None:  # what is left before a date passes in a pause as well
        left = _sum(rows, ["counted", "paused"], now, end) - after["counted"] - after["paused"]
    yield "`used` is not what was counted until now", used == r["used"]
    yield "`left` is not what is left of the amount", left == r["left"]
    late = due is not None and (now >= due if r["strict"] else now > due)
    closed = {"stopped": ["missed"] if late else ["met", "none"], "cancelled": ["none"]}
    verdicts = closed.get(r["state"], ["breached"] if late else ["open", "at_risk"])
    yield "the verdict does not follow from the deadline", r["verdict"] in verdicts
    breached = due if late and r["state"] != "cancelled" else None
    yield "`breached_at` is not the deadline that was passed", _tick(r["breached_at"]) == breached


def _dates(dates: Any, start: int, amount: int, limit: str, worth: Fraction | None) -> Claims:
    """What has to hold of a deadline on a date: so many days counted, the time of day aimed at, the time until then."""
    rows, due, wall = _rows(dates["timeline"]), _tick(dates["due_at"]), _wall(dates["due_at"])
    yield "the rows do not lead to the date", _tiled(rows, start, due, 0)
    yield "the amount is not the time to the date", _sum(rows, ["counted"], start, due) == amount
    starts = {first for first, _, kind, *_ in rows if kind == "counted"}
    for place, day in enumerate(dates["days"]):
        opens = _tick(day["opens"])
        known = place == 0 or not start < opens < due or opens in starts
        yield f"day {place} is not counted right", day["number"] == place and opens - start == day["after"] and known
    aim = None if dates["aimed_at"] is None else datetime.fromisoformat(dates["aimed_at"])
    days = [datetime.combine(_wall(day["opens"]), time()) for day in dates["days"]]
    begin = next((_wall(row["start"]) for row in dates["timeline"] if row["kind"] == "counted"), wall)
    yield "the dates do not follow", days == sorted(days) and len(set(days[1:])) == len(days[1:])
    yield "the deadline is not at the time aimed at", aim == wall or dates["lands"] != "as_aimed"
    if worth is None:
        _, by, clock = limit.partition(" by ")
        told = datetime.combine(days[-1], time.fromisoformat(clock)) if by else None
        yield "the time of day is not that of the limit", aim == told
    elif days:
        yield "the working days are not so many", len(days) == worth + 1
        yield "the time of day is not that of the start", aim is None or aim - begin == days[-1] - days[0]
    else:
        yield "the date is not so many days later", aim == begin + int(worth) * _DAY


def _tiled(rows: Any, here: int, end: int, total: int) -> bool:
    """Whether rows follow one another from an instant to another, with amounts and totals that are right."""
    for first, last, kind, amount, so_far in rows:
        total += amount if kind == "counted" else 0
        if not (here == first < last and last - first == amount and total == so_far):
            return False
        here = last
    return here == end


def _sum(rows: Any, kinds: list[str], start: int, end: int) -> int:
    """The time of these kinds between two instants."""
    return sum(max(min(last, end) - max(first, start), 0) for first, last, kind, *_ in rows if kind in kinds)


def _rows(table: Any) -> list[tuple[int, int, str, int, int]]:
    return [(*_span(row), row["kind"], row["amount"], row["total"]) for row in table]


def _span(part: Any) -> tuple[int, int]:
    return _tick(part["start"]), _tick(part["end"])


def _tick(text: str | None) -> Any:
    """An instant as microseconds since 1970, so that instants of different zones subtract."""
    return None if text is None else (datetime.fromisoformat(text) - _EPOCH) // _TICK


def _wall(text: str) -> datetime:
    """What the clock on the wall shows at an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=None)
