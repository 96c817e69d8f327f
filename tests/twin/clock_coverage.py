"""Which settings took part in a comparison of clocks, alone and in pairs, and which pairs there can't be."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from twin.clock_cases import MATRICES
from twin.clock_rooms import WEEKS
from twin.clock_targets import EVEN, LIMITS, MOVES, TRANSFERS, WARNINGS

SETTINGS: dict[str, tuple[str, ...]] = {
    "start": ("event", "condition", "both"),
    "stop": ("none", "event", "condition", "both"),
    "stop ends": ("yes", "no"),
    "pause": ("none", "event", "condition", "both"),
    "resume": ("default", "event", "condition", "both"),
    "reset": ("none", "event", "condition", "both"),
    "cancel": ("none", "event", "condition", "both"),
    "reopen": ("default", "event", "condition", "both"),
    "kind": ("within", "every"),
    "completed_by": ("event", "condition", "both"),
    "counted_from": ("completion", "grid"),
    "last_round": ("none", "after_stop"),
    "limits": ("one", "table", "rows"),
    "limit": tuple(LIMITS),
    "applies": ("always", "condition"),
    "stricter": TRANSFERS,
    "looser": TRANSFERS,
    "on_reopen": ("default", "resume", "new_cycle", "ignore"),
    "strict": ("yes", "no"),
    "day_ends": ("same_time", "close"),
    "warn": ("none", *WARNINGS),
    "hours": (*WEEKS, "odd", "always"),
    "offset changes": ("True", "False"),
    "severity": tuple(MATRICES),
    "calendar": ("policy's", "own", "by condition"),
    **{f"{a}, {b}": ("True", "False") for a in MOVES for b in MOVES if a < b},
}
"""Every setting with its values; `pause, stop=True` says that a pause is stronger than a stop."""

SEVERAL = ("limit", "warn")
"""Settings of which a target may have several values."""

ROUNDS = ("completed_by", "counted_from", "last_round")
UNEVEN = tuple(f"limit={kind}" for kind in LIMITS if kind not in EVEN)


def singles() -> list[str]:
    return [f"{setting}={value}" for setting, values in SETTINGS.items() for value in values]


def pairs() -> Iterator[tuple[str, str]]:
    """All pairs of values that one target may have, possible or not."""
    for pair in combinations(sorted(singles()), 2):
        first, second = (each.partition("=")[0] for each in pair)
        if first != second or (first in SEVERAL and "warn=none" not in pair):
            yield pair


def impossible(pair: tuple[str, str]) -> str:
    """Why a policy with both is refused, or has no meaning; nothing where it is possible."""
    for one, other in (pair, pair[::-1]):
        setting = other.partition("=")[0]
        if one == "kind=within" and setting in ROUNDS:
            return "rounds are those of `every`"
        if one == "kind=within" and other == "stop=none":
            return "`within` needs a stop"
        if one in ("stop=none", "stop=condition") and setting == "stop ends":
            return "no event is named"
        if one == "counted_from=grid" and other in UNEVEN:
            return "days make no even grid"
        if one == "hours=always" and other == "offset changes=True":
            return "UTC has no offset changes"
    return ""


def coverage(seen: Counter[str], seen_pairs: Counter[tuple[str, str]], orders: int) -> list[str]:
    """What was seen of all that is possible, as lines of text."""
    unseen = [single for single in singles() if not seen[single]]
    reasons = {pair: impossible(pair) for pair in pairs()}
    possible = [pair for pair, reason in reasons.items() if not reason]
    missing = [" with ".join(pair) for pair in possible if not seen_pairs[pair]]
    strange = [" with ".join(pair) for pair, reason in reasons.items() if reason and seen_pairs[pair]]
    return [
        f"settings: {len(singles()) - len(unseen)} of {len(singles())} values, {orders} of 120 precedences",
        *(f"  not seen: {single}" for single in unseen),
        f"pairs: {len(possible) - len(missing)} of {len(possible)} possible",
        *(f"  not seen: {pair}" for pair in missing[:20]),
        *(f"  {number} impossible: {reason}" for reason, number in Counter(reasons.values()).items() if reason),
        *(f"  seen, though impossible: {pair}" for pair in strange),
    ]
