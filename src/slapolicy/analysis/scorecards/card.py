"""The scorecard: what became of a policy's promises over many tickets, and which of its goals are kept (O5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any

from slapolicy.analysis.scorecards.figures import Share, Times
from slapolicy.analysis.scorecards.picture import scorecard_svg
from slapolicy.availability.shares import share_text
from slapolicy.decisions.machine_form import machine_form
from slapolicy.goals import Goal
from slapolicy.wording import columns, moment_text, span_text

__all__ = ["GoalScore", "GoalVerdict", "Scorecard", "TargetScore"]

_HEADER = ("target", "severity", "kept", "of", "pending", "mean", "90% within", "mean, open hours", "90% within")


class GoalVerdict(StrEnum):
    """Whether a goal is kept; of nothing measured, nothing is said."""

    KEPT = "kept"
    MISSED = "missed"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetScore:
    """What became of one target's promises.

    Attributes:
        target: its name.
        severity: of the tickets that are counted; none is all of them.
        kept: of the promises that are met, missed or breached, those that are met.
        pending: how many are neither yet.
        elapsed: how long the clocks took that were stopped, on the wall.
        working: the same in open hours while they ran.
    """

    target: str
    severity: str | None
    kept: Share
    pending: int
    elapsed: Times
    working: Times


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalScore:
    """A goal of the policy, and what was measured for it.

    Attributes:
        name: the goal's name in the policy.
        goal: the goal itself.
        figure: a share of one, a number, or microseconds, exactly; none where there was nothing to measure.
        count: of how many tickets or promises it was taken.
        verdict: whether the goal is kept.
    """

    name: str
    goal: Goal
    figure: Fraction | None
    count: int
    verdict: GoalVerdict

    @property
    def measured(self) -> str:
        """The figure as it is read: `98.7%`, `3 h 20 min`, `4.62`."""
        if self.figure is None:
            return "nothing to measure"
        if self.goal.time is not None:
            return span_text(timedelta(seconds=self.figure // 1_000_000))
        if self.goal.mean is not None:
            return _number_text(self.figure)
        return share_text(self.figure, digits=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """What became of a policy's promises over many tickets, at an instant. A value.

    Attributes:
        policy: the policy's name.
        fingerprint: what it says.
        at: the instant.
        tickets: how many are counted.
        escalated: of all tickets, those that came above the first level of the ladder.
        first_contact: of the ended tickets, those that took one reply at most and were never reopened.
        targets: each target over all tickets, and by severity where there are several.
        goals: each goal of the policy.
    """

    policy: str
    fingerprint: str
    at: datetime
    tickets: int
    escalated: Share
    first_contact: Share
    targets: tuple[TargetScore, ...]
    goals: tuple[GoalScore, ...]

    @property
    def missed(self) -> tuple[GoalScore, ...]:
        """The goals that are not kept."""
        return tuple(score for score in self.goals if score.verdict is GoalVerdict.MISSED)

    def table(self) -> str:
        """The card as text."""
        parts = [
            f"{self.policy} at {moment_text(self.at)}, tickets: {self.tickets}",
            f"escalated: {_of(self.escalated)}; solved at first contact: {_of(self.first_contact)}",
        ]
        if self.targets:
            parts += ["", columns(_HEADER, [_row(score) for score in self.targets])]
        if self.goals:
            rows = [(each.name, each.goal.words, each.measured, each.verdict.replace("_", " ")) for each in self.goals]
            parts += ["", columns(("goal", "what must be", "what is", ""), rows)]
        return "\n".join(parts)

    def to_dict(self) -> dict[str, Any]:
        """The card as plain data: shares as counts, times as ISO 8601 texts, figures of goals as texts."""
        return {
            "policy": self.policy,
            "fingerprint": self.fingerprint,
            "at": self.at.isoformat(),
            "tickets": self.tickets,
            "escalated": machine_form(self.escalated),
            "first_contact": machine_form(self.first_contact),
            "targets": [
                {
                    "target": score.target,
                    "severity": score.severity,
                    "kept": machine_form(score.kept),
                    "pending": score.pending,
                    "elapsed": _times(score.elapsed),
                    "working": _times(score.working),
                }
                for score in self.targets
            ],
            "goals": [
                {"name": each.name, "goal": each.goal.words, "measured": each.measured, "count": each.count}
                | {"verdict": each.verdict.value}
                for each in self.goals
            ],
        }

    def scorecard_svg(self) -> str:
        """The card as a picture: a bar for each target and severity, and the goals, kept or not (P5).

        Plain SVG text, for light and dark pages; the same bytes on every machine.
        """
        bars = [(score.target, score.severity, score.kept) for score in self.targets]
        goals = [(each.name, each.goal.words, each.measured, each.verdict.value) for each in self.goals]
        return scorecard_svg(f"{self.policy} at {moment_text(self.at)}", bars, goals)

    def _repr_svg_(self) -> str:
        return self.scorecard_svg()


def _number_text(number: Fraction) -> str:
    """A number with two decimals at most, cut."""
    whole, hundredths = divmod(abs(number.numerator) * 100 // number.denominator, 100)
    text = f"{whole}.{hundredths:02}".rstrip("0").removesuffix(".")
    return f"-{text}" if number < 0 and text != "0" else text


def _row(score: TargetScore) -> tuple[str, ...]:
    times = [_span(found) for took in (score.elapsed, score.working) for found in (took.mean, took.percentile(90))]
    judged = "" if score.kept.whole == 0 else str(score.kept)
    return (score.target, score.severity or "all", judged, str(score.kept.whole), str(score.pending), *times)


def _of(share: Share) -> str:
    return f"{share} ({share.part} of {share.whole})"


def _span(took: timedelta | None) -> str:
    return "" if took is None else span_text(timedelta(seconds=took // timedelta(seconds=1)))


def _times(took: Times) -> dict[str, Any]:
    figures = {"mean": took.mean, "median": took.median, "p90": took.percentile(90), "p95": took.percentile(95)}
    form: dict[str, Any] = machine_form(figures | {"longest": took.longest})
    return {"count": len(took.measured)} | form
