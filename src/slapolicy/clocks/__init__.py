"""Clocks: one target over one ticket. The table of states, the cycles of a clock, what is due, and the verdict.

Reading order: `table` (what may happen), `cycles` (what happened), `promises` (by when), `reports` (is it late).
"""

from slapolicy.clocks.cycles import Run
from slapolicy.clocks.reports import Clock, ClockReport, ClockWarning, report
from slapolicy.clocks.table import State, Verdict

__all__ = ["Clock", "ClockReport", "ClockWarning", "Run", "State", "Verdict", "report"]
