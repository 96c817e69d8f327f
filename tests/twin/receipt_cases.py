"""Receipts at random, and receipts of which one number is altered.

A receipt follows from its seed and number alone. Its policy has any kind of limit, pauses, several cycles, changes of
the limit and of the calendar; most of the events lie within days of a clock change, some a microsecond beside an edge.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from slapolicy import Calendar, Event, Policy, Ticket
from twin.clock_rooms import PLACES
from twin.sheets import random_sheet

TICK = timedelta(microseconds=1)
LIMITS = (
    *("0 hours", "30 minutes", "90.5 seconds", "7 hours", "26 hours", "PT50H"),
    *("0 business hours", "1 business minute", "45 business minutes", "2.5 business hours", "17 business hours"),
    *("0 business days", "1 business day", "2 business days", "5 business days"),
    *("0 calendar days", "1 calendar day", "3 calendar days", "1 week", "2 weeks"),
    *("end of business day", "end of next business day"),
    *("next business day by 16:00", "next business day by 02:30", "next business day by 00:00:30"),
)
AMOUNTS = LIMITS[:11]
SETTINGS = ("carry", "restart", "proportional", "keep")
NAMED = ("created", "resolved", "on_hold", "resumed", "moved", "merged", "reopened", "posted")


@lru_cache(maxsize=64)
def _calendar(seed: str, number: int, place: int) -> Calendar:
    zone, change = PLACES[place]
    return random_sheet(
        Random(f"{seed}:calendar:{number}"), zone, date.fromisoformat(change[:10]).toordinal()
    ).calendar()


def _policy(random: Random, calendars: dict[str, Any]) -> Policy:
    """One target, with every setting that a deadline depends on."""
    repeats = random.random() < 0.25
    grid = repeats and random.random() < 0.5
    limits = [each for each in AMOUNTS if each[0] != "0"] if grid else LIMITS  # a grid needs a width
    target: dict[str, Any] = {
        "stop": "resolved",
        "pause": ["on_hold", {"status": "waiting"}],
        "reset": "moved",
        "cancel": "merged",
        "every" if repeats else "within": {
            **{level: random.choice(limits) for level in ("P0", "P1")},
            "unclear": random.choice((*limits, "none")),
        },
        "strict": random.random() < 0.3,
        "day_ends": random.choice(("same_time", "same_time", "close")),
        "on_change": {"stricter": random.choice(SETTINGS), "looser": random.choice(SETTINGS)},
        "on_reopen": random.choice(("resume", "resume", "new_cycle", "ignore")),
        "warn": ["75%"],
    }
    if "0 business days" in target["every" if repeats else "within"].values():
        target["day_ends"] = "same_time"  # no day is counted that could close
    if repeats:
        target |= {"completed_by": "posted", "last_round": random.choice(("none", "after_stop"))}
        target["counted_from"] = "grid" if grid else "completion"
    if random.random() < 0.3:
        target["calendar"] = [{"when": {"team": "b"}, "calendar": "b"}, {"calendar": "a"}]
    return Policy.from_dict(
        {
            "name": "at random",
            "calendars": calendars,
            "calendar": "a",
            "severity": {"levels": ["P0", "P1"]},
            "targets": {"t": target},
        }
    )


def _facts(random: Random) -> dict[str, Any]:
    facts: dict[str, Any] = {"status": random.choice(("waiting", "open")), "team": random.choice("ab")}
    facts["severity"] = random.choice(("P0", "P1", "P1", "unknown"))
    return {key: held for key, held in facts.items() if random.random() < 0.4}


def _step(random: Random) -> timedelta:
    """Until the next event: often none, a whole hour, or a microsecond beside one."""
    hours = timedelta(hours=random.choice((0, 0, 1, 2, 7, 16, 24, random.randrange(72))))
    beside = random.choice((timedelta(), timedelta(), TICK, timedelta(minutes=random.randrange(600))))
    return hours + beside


def random_decision_at(seed: str, number: int) -> Any:
    """A decision on a ticket of up to ten events, in UTC or in the place's own zone."""
    random = Random(f"{seed}:{number}")
    place = number // 16 % len(PLACES)
    shared = number // 16 // len(PLACES)
    calendars = {"a": _calendar(seed, shared, place), "b": _calendar(seed, -shared - 1, random.randrange(len(PLACES)))}
    zone, change = PLACES[place]
    at = datetime.fromisoformat(change).replace(tzinfo=UTC) - timedelta(hours=random.randrange(96))
    created = _facts(random) | {"severity": "P1"} if random.random() < 0.8 else _facts(random)
    events = [Event("created" if random.random() < 0.98 else "opened", at, **created)]
    for _ in range(random.choice((0, 1, 2, 4, 6, 9))):
        at += _step(random)
        events.append(Event(random.choice((*NAMED, "changed", "changed", "changed")), at, **_facts(random)))
    asked = at + random.choice((timedelta(), _step(random), timedelta(days=random.randrange(30))))
    policy, ticket = _policy(random, calendars), Ticket(f"T-{number}", events)
    decision = policy.evaluate(ticket, at=asked)
    due = decision.clocks["t"].due_at
    if due is not None and due > at and random.random() < 0.3:
        asked = due + random.choice((-1, 0, 1)) * TICK
        decision = policy.evaluate(ticket, at=asked)
    return decision if random.random() < 0.5 else policy.evaluate(ticket, at=asked.astimezone(ZoneInfo(zone)))


def random_receipt(seed: str, number: int) -> dict[str, Any]:
    """The receipt of one of the decision's cycles, as a reader of JSON gets it."""
    decision = random_decision_at(seed, number)
    cycles = len(decision.clocks["t"].cycles)
    cycle = Random(f"{seed}:{number}:cycle").choice((None, *range(1, cycles + 1)))
    receipt: dict[str, Any] = json.loads(json.dumps(decision.receipt("t", cycle)))
    return receipt


# -- altered ------------------------------------------------------------------------------------------------------

# Names, versions and words: what is in them the digest guards, and no sum.
TEXTS = {
    *("policy", "fingerprint", "versions", "ticket", "target", "reason", "digest", "name", "zone", "kind", "state"),
    *("verdict", "weekday", "lands"),
}

Path = tuple[str | int, ...]


def numbers_in(part: Any, path: Path = ()) -> Iterator[Path]:
    """The way to each number of the clock: amounts, counts, instants, dates, and the limit's own number."""
    if isinstance(part, dict):
        for key, held in part.items():
            if key not in TEXTS:
                yield from numbers_in(held, (*path, key))
    elif isinstance(part, list):
        for place, held in enumerate(part):
            yield from numbers_in(held, (*path, place))
    elif (isinstance(part, int) and not isinstance(part, bool)) or (isinstance(part, str) and re.search(r"\d", part)):
        yield path


def altered(receipt: dict[str, Any], random: Random) -> tuple[dict[str, Any], str]:
    """The receipt with one number altered and the digest made anew, and what was altered."""
    paths = list(numbers_in(receipt))
    by_key: dict[str, list[Path]] = {}
    for path in paths:
        by_key.setdefault(".".join(str(step) for step in path if isinstance(step, str)), []).append(path)
    # Half of the time any kind of number alike, for a long timeline has most of them.
    path = random.choice(by_key[random.choice(list(by_key))]) if random.random() < 0.5 else random.choice(paths)
    forged = deepcopy(receipt)
    holder: Any = forged
    for step in path[:-1]:
        holder = holder[step]
    before = holder[path[-1]]
    holder[path[-1]] = after = _other(before, random)
    sign(forged)
    return forged, f"{'.'.join(map(str, path))}: {before} became {after}"


def sign(receipt: dict[str, Any]) -> None:
    """Make the digest anew, by its definition."""
    body = {key: part for key, part in receipt.items() if key != "digest"}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    receipt["digest"] = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


STEPS = (1, 1_000_000, 60_000_000, 3_600_000_000, 86_400_000_000, 604_800_000_000)


def _other(before: int | str, random: Random) -> int | str:
    if isinstance(before, int):
        step = random.choice((1, *STEPS, before, -2 * before)) or 1
        return before + random.choice((-1, 1)) * step
    if random.random() < 0.5:
        for _ in range(20):
            after = _other_digit(before, random)
            if _meaning(after) not in (None, _meaning(before)):
                return after
    if before[0].isdigit() and len(before) >= 19 and before[4] == "-":
        moved = datetime.fromisoformat(before) + random.choice((-1, 1)) * random.choice(STEPS) * TICK
        return moved.isoformat()
    if re.fullmatch(r"\d{4}-\d\d-\d\d", before):
        return (date.fromisoformat(before) + timedelta(days=random.choice((-7, -1, 1, 7)))).isoformat()
    return re.sub(r"\d+", lambda found: f"{int(found[0]) + 1:0{len(found[0])}}", before, count=1)


def _other_digit(text: str, random: Random) -> str:
    place = random.choice([found.start() for found in re.finditer(r"\d", text)])
    return text[:place] + random.choice("0123456789".replace(text[place], "")) + text[place + 1 :]


def _meaning(text: str) -> object:
    """What a text with a number means; none where it can't be read."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None if re.match(r"\d{4}-", text) else text
    return moment.astimezone(UTC) if moment.tzinfo else moment
