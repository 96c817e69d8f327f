"""Many tickets judged by one policy: what share of its promises was kept, and are its goals (O5)?

Reading order: `records` (what counts of one ticket), `figures` (shares and times), `measures` (what a goal asks for),
`scoring` (the question), `card` (the answer) and `picture`.
"""

from slapolicy.analysis.scorecards.card import GoalScore, GoalVerdict, Scorecard, TargetScore
from slapolicy.analysis.scorecards.figures import Share, Times
from slapolicy.analysis.scorecards.scoring import scorecard

__all__ = ["GoalScore", "GoalVerdict", "Scorecard", "Share", "TargetScore", "Times", "scorecard"]
