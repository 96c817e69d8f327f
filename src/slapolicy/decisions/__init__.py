"""Decisions: everything a policy says of a ticket at an instant, and how it came about (E3, P5).

Reading order: `decision` (the value), `explanations` and `counts` (the text for people), `machine_form` (for machines),
`rehearsals` (what comes if nobody acts). Pictures and receipts have rooms of their own.
"""

from slapolicy.decisions.decision import Decision, Evidence, decide

__all__ = ["Decision", "Evidence", "decide"]
