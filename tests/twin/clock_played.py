"""One case, played by the engine and by the twin, and asked at an instant."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from slapolicy import ClockReport, Policy, Ticket
from slapolicy.errors import SlapolicyError
from twin.clock_answers import Answers
from twin.clock_cases import Case

TICK = timedelta(microseconds=1)
INSTANTS = (
    "started_at",
    "ended_at",
    "due_at",
    "original_due_at",
    "if_resumed_now",
    "breached_at",
    "detected_at",
    "next_change_at",
)
SPANS = ("used", "left", "used_elapsed", "left_elapsed")


def answered(clock: ClockReport, first: datetime) -> list[dict[str, Any]]:
    """The engine's answer in the twin's words: microseconds since the first minute."""

    def ticks(at: datetime | None) -> int | None:
        return None if at is None else (at.astimezone(UTC) - first) // TICK

    return [
        {
            "number": cycle.number,
            "state": str(cycle.state),
            "verdict": str(cycle.verdict),
            "limit": cycle.limit,
            "warnings": [(warning.id, ticks(warning.at), warning.fired) for warning in cycle.warnings],
            **{key: ticks(getattr(cycle, key)) for key in INSTANTS},
            **{key: None if (span := getattr(cycle, key)) is None else span // TICK for key in SPANS},
        }
        for cycle in clock.cycles
    ]


class Played(NamedTuple):
    """A case with its policy, its ticket and the twin's view of each clock."""

    case: Case
    policy: Policy
    ticket: Ticket
    twins: list[Answers]

    def at(self, ask: int, zone: str = "UTC") -> "Answered":
        """Ask both at an instant."""
        expected = {twin.name: twin.at(ask) for twin in self.twins}
        at = (self.case.room.first + ask * TICK).astimezone(ZoneInfo(zone))
        try:
            clocks = self.policy.evaluate(self.ticket, at=at).clocks
        except SlapolicyError as refused:
            return Answered(expected, f"error: {refused}")
        for name, cycles in expected.items():
            found = _difference(self.case, cycles, answered(clocks[name], self.case.room.first))
            if found:
                return Answered(expected, f"{found}, of {name}")
        return Answered(expected, "")


class Answered(NamedTuple):
    """What the twin expects of each clock, and what differs from it; nothing where the answers are the same."""

    expected: dict[str, list[dict[str, Any]]]
    difference: str

    @property
    def kind(self) -> str:
        return self.difference.partition(":")[0]


def play(case: Case) -> Played:
    policy = case.policy()
    return Played(case, policy, case.ticket(), [case.answers(name, target) for name, target in policy.targets.items()])


def _difference(case: Case, expected: list[dict[str, Any]], found: list[dict[str, Any]]) -> str:
    if len(found) != len(expected):
        return f"cycles: expected {len(expected)}, answered {len(found)}"
    for mine, its in zip(expected, found, strict=True):
        for key, right in mine.items():
            if its[key] != right:
                words = f"expected {show(case, key, right)}, answered {show(case, key, its[key])}"
                return f"{key}: cycle {mine['number']}: {words}"
    return ""


def show(case: Case, key: str, answer: Any) -> str:
    if answer is None:
        return "None"
    if key in INSTANTS:
        return f"{case.room.first + answer * TICK:%a %m-%d %H:%M:%S.%f}"
    if key == "warnings":
        return str([(name, show(case, "due_at", at), fired) for name, at, fired in answer])
    return str(answer * TICK) if key in SPANS else str(answer)
