"""What can be told of a policy without a ticket, of two policies, and of many tickets (M4, O5)."""

from slapolicy.analysis.check import check
from slapolicy.analysis.diffs import Diff, diff
from slapolicy.analysis.scorecards import Scorecard, scorecard

__all__ = ["Diff", "Scorecard", "check", "diff", "scorecard"]
