"""Promises of time as data: what moves a clock, by when it is due, and when to warn.

Reading order: `signals` (what moves a clock), `limits` (by when), `thresholds` (when to warn), `settings` (choices),
`target` (all of it together).
"""

from slapolicy.targets.limits import Limit
from slapolicy.targets.settings import (
    PRECEDENCE,
    CountedFrom,
    LastRound,
    Move,
    OnChange,
    OnReopen,
    Transfer,
)
from slapolicy.targets.signals import Signal
from slapolicy.targets.target import CalendarRule, OwnerRule, Target
from slapolicy.targets.thresholds import Threshold, ThresholdKind, threshold

__all__ = [
    "PRECEDENCE",
    "CalendarRule",
    "CountedFrom",
    "LastRound",
    "Limit",
    "Move",
    "OnChange",
    "OnReopen",
    "OwnerRule",
    "Signal",
    "Target",
    "Threshold",
    "ThresholdKind",
    "Transfer",
    "threshold",
]
