"""Who owns a ticket, and who is next: owners and rotations, the ladder's rules, and the climb of one ticket.

Reading order: `rotations` (people who take turns), `owners` (who there is), `levels`, `rules` and `ladder` (what a
policy writes), `steps` (what a ladder does), `waits`, `points` and `timers` (when), `climb` (one ticket), `outlook`
(who answers, who is next), `rehearsal` (the same to its end).
"""

from slapolicy.escalation.climb import Climb
from slapolicy.escalation.ladder import EmptyLevel, Escalation, Ladder, Routed
from slapolicy.escalation.levels import Level, LevelKind, LevelOwner
from slapolicy.escalation.outlook import Outlook
from slapolicy.escalation.owners import Owner, OwnerField
from slapolicy.escalation.rehearsal import Rehearsed, rehearsed
from slapolicy.escalation.rotations import Layer, Override, Rotation, Shift
from slapolicy.escalation.rules import EscalationRule, Since
from slapolicy.escalation.steps import Handover, Step

__all__ = [
    "Climb",
    "EmptyLevel",
    "Escalation",
    "EscalationRule",
    "Handover",
    "Ladder",
    "Layer",
    "Level",
    "LevelKind",
    "LevelOwner",
    "Outlook",
    "Override",
    "Owner",
    "OwnerField",
    "Rehearsed",
    "Rotation",
    "Routed",
    "Shift",
    "Since",
    "Step",
    "rehearsed",
]
