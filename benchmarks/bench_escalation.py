"""Who is on duty, against its limits: each figure with its goal, and whether it is reached.

python benchmarks/bench_escalation.py [--quick]
"""

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from time import process_time
from zoneinfo import ZoneInfo

from measuring import machine, markdown, median

from slapolicy.escalation import Rotation

WEEKLY = {
    "participants": ["Ada", "Grace", "Lin"],
    "every": "1 week",
    "starts": "2015-01-05 09:00",
    "tz": "Europe/Zurich",
}
HOURS = {"mon-fri": "09:00-12:30, 13:30-18:00"}
SWAPS = [
    {"from": f"{year}-{month:02}-10 09:00", "to": f"{year}-{month:02}-12 09:00", "owner": "Joan"}
    for year in range(2015, 2035)
    for month in range(1, 13)
]
ROTATIONS = {
    "a weekly rotation": WEEKLY,
    "turns of 12 hours": WEEKLY | {"every": "12 hours"},
    "a weekly one, within office hours": WEEKLY | {"restrictions": HOURS},
    "three layers, two with hours, 240 overrides": {
        "layers": [
            WEEKLY,
            WEEKLY | {"tz": "Australia/Sydney", "restrictions": HOURS},
            WEEKLY | {"tz": "America/New_York", "every": "1 calendar day", "restrictions": HOURS},
        ],
        "tz": "Europe/Zurich",
        "overrides": SWAPS,
    },
}
FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds: a trial, not a result")
    rounds = 3 if parser.parse_args().quick else 11
    random = Random(7)
    instants = [FIRST + timedelta(minutes=random.randrange(10 * 365 * 1440)) for _ in range(2000)]
    zoned = [at.astimezone(ZoneInfo("Europe/Zurich")) for at in instants]
    print(f"\n{machine()}; medians of {rounds} rounds\n")
    rows = []
    for name, document in ROTATIONS.items():
        rotation = Rotation.read(document)
        shifts, few = ten_years(rotation), 25 if "layers" in document else 10
        rows += [
            row(f"{name}: on_call", micros(rounds, rotation.on_call, instants), "µs", few),
            row(f"{name}: next_change", micros(rounds, rotation.next_change, instants), "µs", 100),
            row(f"{name}: ten years, {shifts:,} shifts", micros(rounds, ten_years, [rotation]) / 1e6, "s", 1),
        ]
    weekly = Rotation.read(WEEKLY)
    rows.append(row("a weekly rotation: on_call in local time", micros(rounds, weekly.on_call, zoned), "µs"))
    rows.append(row("read the last of them", micros(rounds, Rotation.read, [document] * 5) / 1000, "ms"))
    print(markdown(["", "median", "goal", ""], rows))


def ten_years(rotation: Rotation) -> int:
    return sum(1 for _ in rotation.shifts(FIRST, LAST))


def row(what: str, found: float, unit: str, goal: float | None = None) -> list[str]:
    verdict = "" if goal is None else "reached" if found <= goal else "MISSED"
    return [what, f"{found:.2f} {unit}", "" if goal is None else f"≤ {goal:.3g} {unit}", verdict]


def micros(rounds: int, function: Callable[..., object], arguments: Sequence[object]) -> float:
    """Time of the processor, which other work on the machine makes longer by little."""
    times = []
    for _ in range(rounds):
        begin = process_time()
        for argument in arguments:
            function(argument)
        times.append((process_time() - begin) / len(arguments) * 1e6)
    return median(times)


if __name__ == "__main__":
    main()
