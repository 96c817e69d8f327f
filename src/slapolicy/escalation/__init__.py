"""Who owns a ticket, and who is next: owners and rotations, the ladder's rules, and the climb of one ticket.

Reading order: `owners` (who there is), `rules` (what a policy writes), `climb` (what happens to one ticket).
"""

from slapolicy.escalation.climb import Climb, Ladder, Step
from slapolicy.escalation.owners import Owner, OwnerField, Rotation
from slapolicy.escalation.rules import Escalation, EscalationRule, Level

__all__ = ["Climb", "Escalation", "EscalationRule", "Ladder", "Level", "Owner", "OwnerField", "Rotation", "Step"]
