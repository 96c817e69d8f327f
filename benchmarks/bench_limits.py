"""slapolicy against its own limits: each figure with its goal, and whether it is reached.

python benchmarks/bench_limits.py [--quick]
"""

import argparse
import subprocess
import sys
import tracemalloc
from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any, NamedTuple

from measuring import machine, markdown, median, micros, release
from peers import slapolicy
from workload import DAY, NEW_YORK, operations

from slapolicy import ALWAYS, Calendar
from slapolicy.durations import WorkingTime
from slapolicy.errors import CalendarError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HOURS = {"mon-fri": "09:00-12:30, 13:30-18:00"}
NEVER_OPEN = """
import datetime, businesstimedelta as package
work = package.WorkDayRule(datetime.time(9), datetime.time(17))
rule = package.Rules([work, package.LunchTimeRule(datetime.time(9), datetime.time(17))])
datetime.datetime(2026, 3, 6) + package.BusinessTimeDelta(rule, hours=1)
"""


class Line(NamedTuple):
    """One figure: what it is, how much, and the most that it may be, if there is a goal."""

    what: str
    found: float
    unit: str
    goal: float | None = None
    best: float | None = None

    def cells(self) -> list[str]:
        verdict = "" if self.goal is None else "reached" if self.found <= self.goal else "MISSED"
        goal = "" if self.goal is None else f"≤ {self.goal:g} {self.unit}"
        best = "" if self.best is None else f"{self.best:.2f}"
        return [self.what, f"{self.found:.2f} {self.unit}", best, goal, verdict]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer operations and rounds: a trial, not a result")
    quick = parser.parse_args().quick
    rounds, count = (3, 1_000) if quick else (11, 10_000)
    print(f"\n{machine()}; medians of {rounds} rounds, {count:,} operations in each\n")
    lines = [*building(rounds), *answering(rounds, count), *importing(rounds)]
    print(markdown(["", "median", "best", "goal", ""], [line.cells() for line in lines]))
    print("\n" + never_open())


# Building


def office() -> Calendar:
    return Calendar(tz=DAY.tz, hours=HOURS, holidays=["holidays:US"])


def plain() -> Calendar:
    return Calendar(tz=DAY.tz, hours=HOURS)


def twenty_years(calendar: Calendar) -> None:
    calendar.elapsed(datetime(2015, 1, 1, 5, tzinfo=UTC), datetime(2034, 12, 31, tzinfo=UTC))


def answer() -> datetime:
    return office().add(datetime(2026, 3, 6, 12, tzinfo=UTC), WorkingTime(timedelta(hours=4)))


def once(function: Callable[[], object]) -> float:
    """Milliseconds for one call."""
    begun = perf_counter()
    function()
    return (perf_counter() - begun) * 1e3


def building(rounds: int) -> list[Line]:
    first = once(office)  # reads the package's list of regions
    begin = [once(answer) for _ in range(rounds)]
    tracemalloc.start()
    calendar = office()
    twenty_years(calendar)
    megabytes = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    return [
        Line("build, the first named source of a process", first, "ms"),
        Line("build, a named source", median(once(office) for _ in range(20 * rounds)), "ms", 0.2),
        Line("build, no source", median(once(plain) for _ in range(20 * rounds)), "ms", 0.2),
        Line("build and first answer, nothing cached", begin[0], "ms", 5),
        Line("build and first answer", median(begin), "ms", 5),
        Line("build and 20 years", median(once(lambda: twenty_years(office())) for _ in range(rounds)), "ms", 50),
        Line("memory of 20 years, all that stays", megabytes, "MB", 4),
    ]


# Answering


def answering(rounds: int, count: int) -> list[Line]:
    ours = slapolicy(DAY)
    day, mix, decade = operations(count)
    lengths = {work.name: [ours.amount(length) for length in work.amounts] for work in (day, mix, decade)}
    zoned = [at.astimezone(NEW_YORK) for at in mix.starts]
    zoned_ends = [at.astimezone(NEW_YORK) for at in mix.ends]
    home = office()
    desk = Calendar(tz="Asia/Kolkata", hours={"mon-sat": "10:00-19:00"})
    upkeep = Calendar(tz="UTC", hours={"wed": "18:00-20:00"})
    three = (home | desk) - upkeep
    calls: dict[str, tuple[Callable[[Any, Any], object], list[Any], list[Any]]] = {
        "floor": (floor, mix.starts, mix.amounts),
        "add, a day": (ours.add, day.starts, lengths[day.name]),
        "add, a mix": (ours.add, mix.starts, lengths[mix.name]),
        "add, ten years": (ours.add, decade.starts, lengths[decade.name]),
        "elapsed, a day": (ours.elapsed, day.starts, day.ends),
        "elapsed, a mix": (ours.elapsed, mix.starts, mix.ends),
        "elapsed, ten years": (ours.elapsed, decade.starts, decade.ends),
        "add, a mix, New York time": (ours.add, zoned, lengths[mix.name]),
        "elapsed, a mix, New York time": (ours.elapsed, zoned, zoned_ends),
        "add, a mix, ALWAYS": (ALWAYS.add, mix.starts, lengths[mix.name]),
        "elapsed, a mix, ALWAYS": (ALWAYS.elapsed, mix.starts, mix.ends),
        "add, a mix, three calendars combined": (three.add, mix.starts, lengths[mix.name]),
        "elapsed, a mix, three calendars combined": (three.elapsed, mix.starts, mix.ends),
        "add, `4 business hours` as text": (ours.add, mix.starts, ["4 business hours"] * count),
    }
    times: dict[str, list[float]] = {name: [] for name in calls}
    for function, left, right in calls.values():
        micros(function, left, right)  # the years are compiled, and the memory is warm
    for _ in range(rounds):
        for name, call in calls.items():
            times[name].append(micros(*call))

    def line(name: str) -> Line:
        goal = 3.5 if "New York" in name else 2 if " a day" in name or name.endswith("mix") else None
        return Line(name, median(times[name]), "µs", goal, min(times[name]))

    def ten_to_one(verb: str) -> Line:
        pairs = zip(times[f"{verb}, ten years"], times[f"{verb}, a day"], strict=True)
        return Line(f"{verb}, ten years to a day", median(ten / one for ten, one in pairs), "times", 1.5)

    return [line(name) for name in calls] + [ten_to_one("add"), ten_to_one("elapsed")]


MARKS = [EPOCH + timedelta(hours=18 * i) for i in range(365 * 100)]


def floor(start: datetime, amount: timedelta) -> datetime:
    """The least that an addition can be: a difference, a search, two sums."""
    passed = start - EPOCH
    bisect_right(MARKS, start)
    return EPOCH + (passed + amount)


# Importing


def importing(rounds: int) -> list[Line]:
    def seconds(code: str) -> float:
        return median(once(lambda: subprocess.run([sys.executable, "-c", code], check=True)) for _ in range(rounds))

    nothing = seconds("pass")
    model = "import pydantic\nclass M(pydantic.BaseModel): x: int"
    return [
        Line("import pydantic, one model", seconds(model) - nothing, "ms"),
        Line("import slapolicy", seconds("import slapolicy") - nothing, "ms"),
    ]


# A calendar that never opens


def never_open() -> str:
    try:
        Calendar(tz="UTC", hours={"mon-fri": "closed"})
        ours = "slapolicy built it"
    except CalendarError as refused:
        ours = f"slapolicy refuses to build it: {refused}"
    theirs = "businesstimedelta is not installed"
    if release("businesstimedelta"):
        try:
            ended = subprocess.run([sys.executable, "-c", NEVER_OPEN], timeout=10, capture_output=True, check=False)
            theirs = f"businesstimedelta ended with status {ended.returncode}"
        except subprocess.TimeoutExpired:
            theirs = "businesstimedelta had no answer after 10 seconds, when it was stopped"
    return f"A calendar that never opens:\n- {ours}\n- {theirs}"


if __name__ == "__main__":
    main()
