"""What changed in meaning between two policies, with tickets that show it (P1, P4).

Reading order: `changes` (what is told), `ground` (what both policies are asked about), `tables` (rows as functions of
facts), `hours`, `starts` and `deadlines` (when something is due), `pairs` (one target in both), `replays` (tickets);
then a module for each part: `severities`, `targets` with `limits`, `calendars`, `signals` and `settings`, `people`,
`ladder`, `messages`, `arrivals`, `goals`; `comparison` (the question).
"""

from slapolicy.analysis.diffs.changes import Change, ChangeVerdict, Diff, Part, Witness
from slapolicy.analysis.diffs.comparison import diff

__all__ = ["Change", "ChangeVerdict", "Diff", "Part", "Witness", "diff"]
