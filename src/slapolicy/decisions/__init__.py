"""Decisions: everything a policy says of a ticket at an instant, and how it came about (E3, P5).

Reading order: `decision` (the value), `evidence` (what it is made of), `explanations` and `counts` (the text for
people), `machine_form` (for machines), `rehearsals` (what comes if nobody acts). Pictures and receipts have rooms of
their own.
"""

from slapolicy.decisions.decision import Decision
from slapolicy.decisions.evidence import Evidence, decide, in_zone

__all__ = ["Decision", "Evidence", "decide", "in_zone"]
