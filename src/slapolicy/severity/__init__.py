"""How bad is it? A matrix answers from a ticket's facts, with reasons, or says what it would need to know (M1-M4).

Reading order: `rules` (conditions and what they give), `grids` (a severity for every combination), `matrix` (the
value and its two questions). Then what a check finds: `grid_checks`, `rule_checks` and, below them, `answers`.
"""

from slapolicy.severity.matrix import Classification, SeverityMatrix
from slapolicy.severity.rules import UNCLEAR, Combine, SeverityRule

__all__ = ["UNCLEAR", "Classification", "Combine", "SeverityMatrix", "SeverityRule"]
