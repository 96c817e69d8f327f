"""Conditions as data over a ticket's facts: total, without text expressions, and known before a ticket comes (C12)."""

from slapolicy.conditions.condition import ALWAYS_HOLDS, All, Any, Condition, Not, Op, Test, in_words, same
from slapolicy.conditions.reading import ConditionField, condition

__all__ = [
    "ALWAYS_HOLDS",
    "All",
    "Any",
    "Condition",
    "ConditionField",
    "Not",
    "Op",
    "Test",
    "condition",
    "in_words",
    "same",
]
