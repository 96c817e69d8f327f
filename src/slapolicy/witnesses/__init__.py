"""Facts that make conditions hold, found exactly or not at all: neither sampled nor guessed (M4, C12).

Reading order: `cells` (the values of a fact that conditions can tell apart), `gaps` (a value between two others),
`formulas` (conditions over cells), `search` (cells that make formulas true), `questions` (which facts are those?).
"""

from slapolicy.witnesses.formulas import Both, Either, Formula, Lit, Reading, Space, both, either
from slapolicy.witnesses.questions import facts_of, witness
from slapolicy.witnesses.search import UNDECIDED, Effort, Spent, Undecided, simplest, some

__all__ = [
    "UNDECIDED",
    "Both",
    "Effort",
    "Either",
    "Formula",
    "Lit",
    "Reading",
    "Space",
    "Spent",
    "Undecided",
    "both",
    "either",
    "facts_of",
    "simplest",
    "some",
    "witness",
]
