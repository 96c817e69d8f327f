"""A long comparison of ladders with their twin; a script, not a test, because it runs for minutes.

    .ci/run compare ladders --count 250000 --seed 7 --jobs 2

One comparison is one policy, one ticket and one instant: the level, who owns the ticket, whom to tell and to page, who
owns it next and when, whether the ladder is exhausted, all steps, so far and ahead, and that the next change is told no
later than the ladder's. Each case follows from the seed and its number alone, whatever the number of jobs. The exit
status is 1 where an answer differs.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from slapolicy import Decision, Step
from twin.ladder_cases import AHEAD, FIRST, MINUTE, Known, Played, random_case
from twin.ladder_twin import Told

TICK = timedelta.resolution


class Tally:
    """What was compared, and what differed."""

    def __init__(self) -> None:
        self.count = self.cases = self.differences = self.at_edges = 0
        self.settings: Counter[str] = Counter()
        self.outcomes: Counter[str] = Counter()
        self.examples: list[str] = []

    def add(self, other: "Tally") -> None:
        for name in ("count", "cases", "differences", "at_edges"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.settings.update(other.settings)
        self.outcomes.update(other.outcomes)
        self.examples = (self.examples + other.examples)[:20]


Answer = dict[str, Any]
"""What is compared, with minutes for instants."""


def expected(played: Played, at: datetime) -> Answer:
    """What the twin says at an instant; between two minutes all is as it was at the first."""
    minute = (at - FIRST) // MINUTE
    known = next(
        (known for known in reversed(played.known) if known.at <= minute), Known(minute, [], [], [], [None], [])
    )
    steps = [*known.past, *known.ahead]
    past = [step for step in steps if step.at <= minute]
    changes = [(when, now) for when, now in known.changes if when > minute]
    ahead = steps[len(past) :]
    return {
        "level": past[-1].level if past else None,
        "owner": known.who[minute - known.at],
        "notify": tuple(dict.fromkeys(name for step in past for name in step.notify)),
        "page": tuple(dict.fromkeys(name for step in past for name in step.page)),
        "next": next(((when, now) for when, now in changes if now is not None), None),
        "exhausted": bool(past and past[-1].exhausted),
        "steps": past,
        "ahead": ahead,
        "change": min([step.at for step in ahead[:1]] + [when for when, _ in changes[:1]], default=None),
    }


def answered(decision: Decision, until: datetime) -> Answer:
    """What the engine says, up to an instant."""
    coming = decision.next_owner_at
    return {
        "level": decision.level,
        "owner": decision.owner,
        "notify": decision.notify,
        "page": decision.page,
        "next": (_minute(coming), decision.next_owner) if coming and coming < until else None,
        "exhausted": decision.exhausted,
        "steps": list(map(_told, decision.steps)),
        "ahead": [_told(step) for step in decision.ahead if step.at < until],
    }


def _minute(at: datetime) -> Any:
    """A whole number equals the twin's; any other one differs."""
    return (at - FIRST) / MINUTE


def _told(step: Step) -> Told:
    kind = str(step.kind) if step.kind else None
    return Told(
        _minute(step.at), step.rule, step.level, step.owner, step.notify, step.page, step.exhausted, step.skipped, kind
    )


def instants(played: Played, random: Random, count: int) -> Iterator[tuple[datetime, bool]]:
    """Instants to ask about, most of them at an event, a step or a change of who answers, or a microsecond beside."""
    first, last = played.known[0].at, played.known[-1]
    points = [known.at for known in played.known] * 2 + [step.at for step in (*last.past, *last.ahead)]
    points += [at for known in played.known for at in known.waiting if first <= at]
    points += [when for when, _ in last.changes[:10]]
    points = [at for at in points if at < last.at + AHEAD]
    yield FIRST + MINUTE * first - TICK, True
    for _ in range(count - 1):
        if random.random() < 0.75:
            yield FIRST + MINUTE * random.choice(points) + TICK * random.choice((-1, 0, 0, 1)), True
        else:
            yield FIRST + MINUTE * random.randrange(first, last.at + 1440), False


def difference(played: Played, at: datetime) -> tuple[Answer, str]:
    """What the twin says, and what the engine says otherwise; an empty text where it says the same."""
    wanted = expected(played, at)
    minute = (at - FIRST) // MINUTE
    last = max((known.at for known in played.known if known.at <= minute), default=minute)
    decision = played.policy.evaluate(played.ticket(), at=at)
    found = answered(decision, FIRST + MINUTE * (last + AHEAD))
    # Clocks have changes of their own before it.
    change, timer = wanted.pop("change"), decision.next_change_at
    wanted["timer"], found["timer"] = "in time", "in time"
    if change is not None and (timer is None or timer > FIRST + MINUTE * change):
        found["timer"] = f"{timer}, too late for {FIRST + MINUTE * change}"
    return wanted, "\n".join(
        f"  {key}: expected {wanted[key]}\n  {' ' * len(key)}  answered {found[key]}"
        for key in wanted
        if wanted[key] != found[key]
    )


def compare(seed: str, numbers: Iterable[int], count: int) -> Tally:
    """Ask so many instants of each case."""
    tally = Tally()
    for number in numbers:
        played = random_case(seed, number)
        tally.cases += 1
        tally.settings.update(settings_of(played))
        told = False
        for at, at_edge in instants(played, Random(f"{seed}:{number}:instants"), count):
            wanted, found = difference(played, at)
            tally.count += 1
            tally.at_edges += at_edge
            tally.outcomes.update(outcomes(wanted))
            if found:
                tally.differences += 1
                if not told and len(tally.examples) < 20:
                    tally.examples.append(f"case {number} at {at.astimezone(UTC)}\n{shown(played, at)}\n{found}")
                told = True
    return tally


def shown(played: Played, at: datetime) -> str:
    """A case for a person: the ladder, and the events up to an instant."""
    document = played.document
    known = [event for event in played.events if FIRST + MINUTE * event[0] <= at]
    lines = [*document["escalation"]["levels"], *document["escalation"]["rules"], document["targets"], *known]
    rest = {key: held for key, held in document["escalation"].items() if key not in ("levels", "rules")}
    turns = {role: document["owners"][role] for role in played.people}
    return "\n".join(f"  {line}" for line in ({"calendar": document["calendar"]}, rest, turns, *lines))


def settings_of(played: Played) -> set[str]:
    """The settings that a case has, in words."""
    escalation = played.document["escalation"]
    seen = {f"{key}: {escalation.get(key, 'not said')}" for key in ("routed", "empty", "passes", "acknowledged_for")}
    for level in escalation["levels"]:
        seen |= {f"level's {key}" for key in level if key in ("when", "respond", "kind")}
        rows = level["owner"] if isinstance(level["owner"], list) else [level["owner"]]
        seen |= {f"owner's {key}" for row in rows if isinstance(row, dict) for key in row}
        seen |= {"owners by turns" for row in rows if (row["owner"] if isinstance(row, dict) else row) in played.people}
    for rule in escalation["rules"]:
        trigger = next((key for key in ("on", "at", "after", "unacknowledged", "unresolved") if key in rule), "when")
        seen |= {f"rule {trigger}, {key}" for key in rule if key not in ("id", "target", "since", trigger)}
        seen |= {f"rule {trigger}, since {rule['since']}"} if "since" in rule else set()
        seen |= {f"rule to {'next' if rule['to'] == 'next' else 'a level'}"} if "to" in rule else set()
    at = [minute for minute, _, _ in played.events]
    seen |= {f"event {name}" for _, name, _ in played.events} | ({"equal times"} if len({*at}) < len(at) else set())
    return seen


def outcomes(answer: Answer) -> set[str]:
    """What a comparison has seen."""
    steps = (*answer["steps"], *answer["ahead"])
    seen = {f"with a step by {step.rule[0] if step.rule[1:].isdigit() else step.rule}" for step in steps}
    seen |= {"with a level skipped" for step in steps if step.skipped}
    seen |= {"nobody answers"} if answer["steps"] and not answer["owner"] else set()
    seen |= {"exhausted"} if answer["exhausted"] else set()
    seen |= {"somebody is next"} if answer["next"] else set()
    return seen | {f"{min(len(steps), 10) // 5 * 5} steps or more"}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="compare ladders", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=100_000, help="comparisons to make, a few more or less")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--instants", type=int, default=40, help="instants to ask about in each case")
    options = parser.parse_args(arguments)
    begun = time.perf_counter()
    tally = Tally()
    cases = -(-options.count // options.instants)
    chunks = [range(start, min(start + 20, cases)) for start in range(0, cases, 20)]
    with ProcessPoolExecutor(options.jobs) as pool:
        for part in pool.map(partial(compare, options.seed, count=options.instants), chunks):
            tally.add(part)
            seconds = time.perf_counter() - begun
            sys.stderr.write(f"\r{tally.count:,} comparisons, {tally.differences} differences, {seconds:.0f} s  ")
            sys.stderr.flush()
    sys.stdout.write(_report(options.seed, tally, time.perf_counter() - begun) + "\n")
    return 1 if tally.differences else 0


def _report(seed: str, tally: Tally, seconds: float) -> str:
    lines = [
        f"\nseed {seed}; {tally.count:,} comparisons in {tally.cases:,} cases; {tally.differences} differences; "
        f"{100 * tally.at_edges // max(1, tally.count)} % aimed at edges; {seconds:.0f} s",
        f"settings, {len(tally.settings)}, each with the cases that have it:",
        *(f"  {number:>12,}  {name}" for name, number in sorted(tally.settings.items())),
        "outcomes, each with the comparisons that saw it:",
        *(f"  {number:>12,}  {name}" for name, number in sorted(tally.outcomes.items())),
        *tally.examples,
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
