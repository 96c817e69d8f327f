"""A difference between the engine and the twin in a case with fewer events, targets and settings."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from slapolicy.errors import SlapolicyError
from twin.clock_cases import Case
from twin.clock_hours import Outside
from twin.clock_played import play, show
from twin.clock_targets import EVENTS

NEEDED = ("within", "every", "stop", "completed_by")


def smallest(case: Case, ask: int) -> Case:
    """The same difference with less, until nothing more can be left out."""
    kind = play(case).at(ask).kind

    def differs(smaller: Case) -> bool:
        try:
            return play(smaller).at(ask).kind == kind
        except (SlapolicyError, Outside):
            return False

    while found := next(filter(differs, _smaller(case)), None):
        case = found
    return case


def _smaller(case: Case) -> Iterator[Case]:
    for name, target in case.targets.items():
        others = {key: held for key, held in case.targets.items() if key != name}
        if others:
            yield case._replace(targets=others)
        for fewer in _settings(target):
            yield case._replace(targets=case.targets | {name: fewer})
    for number, (at, event, facts) in enumerate(case.events):
        before, after = case.events[:number], case.events[number + 1 :]
        yield case._replace(events=before + after)
        for key in facts:
            less = {fact: held for fact, held in facts.items() if fact != key}
            yield case._replace(events=(*before, (at, event, less), *after))


def _settings(target: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key, held in target.items():
        if key not in NEEDED:
            yield {name: kept for name, kept in target.items() if name != key}
        if key in EVENTS and isinstance(held, list):
            yield from (target | {key: part} for part in held)
        elif isinstance(held, list):
            yield from (target | {key: held[:step] + held[step + 1 :]} for step in range(len(held)))
            if key in NEEDED and len(held) == 1:
                yield target | {key: held[0]["limit"]}
        elif isinstance(held, dict) and key not in EVENTS:
            yield from (target | {key: {name: held[name] for name in held if name != part}} for part in held)


def example(case: Case, ask: int) -> str:
    lines = [f"  {name}.{key}: {held}" for name, target in case.targets.items() for key, held in target.items()]
    lines += [
        f"  {case.room.first + timedelta(minutes=at):%a %m-%d %H:%M} {name} {facts or ''}"
        for at, name, facts in case.events
    ]
    hours = f"  hours {case.room.kind}, {case.room.zone}" + (f": {case.room.sheet}" if case.room.kind == "odd" else "")
    asked = f"  severity {case.severity}, asked {show(case, 'due_at', ask)}"
    return "\n".join([hours, *lines, asked, f"  {play(case).at(ask).difference}"])
