"""What changed in meaning between two policies (P4)."""

from slapolicy.analysis.diffs.changes import Change, ChangeVerdict, Diff, Part, Witness
from slapolicy.analysis.diffs.comparison import diff

__all__ = ["Change", "ChangeVerdict", "Diff", "Part", "Witness", "diff"]
