"""What can be told of a policy without a ticket (M4)."""

from slapolicy.analysis.check import check

__all__ = ["check"]
