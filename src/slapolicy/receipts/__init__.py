"""Receipts: how a deadline and a verdict came about, as data that sums can check (P6).

Reading order: `courses` (a clock's time in rows that tile), `counted_days` (limits that end on a date), `receipt`.
"""

from slapolicy.receipts.receipt import Asked, receipt_of

__all__ = ["Asked", "receipt_of"]
