"""A book of policies by date: which edition judges a ticket, and what moving it to another one changes (P4).

Reading order: `editions` (a policy from an instant on), `stays` (which one judges a ticket), `book` (the value and its
questions), `handover` (what stays of the edition before), `migrations` (what a move changes).
"""

from slapolicy.book.book import Book
from slapolicy.book.editions import Edition
from slapolicy.book.migrations import Change, Migration

__all__ = ["Book", "Change", "Edition", "Migration"]
