"""Clocks: one target over one ticket. The table of states, the cycles of a clock, what is due, and the verdict.

Reading order: `table` (what may happen), `runs` (what happens), `cycles` (what is kept of it), `terms` and `promises`
(by when), `reports` (is it late), `pictures`.
"""

from slapolicy.clocks.reports import Clock, ClockReport, ClockWarning, report
from slapolicy.clocks.runs import Run
from slapolicy.clocks.table import State, Verdict

__all__ = ["Clock", "ClockReport", "ClockWarning", "Run", "State", "Verdict", "report"]
