"""A level that is there for nothing: what a check says of it, in a grid and in rules alike (M4)."""

from slapolicy.errors import shown
from slapolicy.findings import Finding, FindingLevel

__all__ = ["never_given"]


def never_given(number: int, level: str) -> Finding:
    """That no facts lead to a level, which is the `number`th."""
    return Finding(
        code="never-given",
        level=FindingLevel.NOTE,
        path=("levels", number),
        message=f"no facts give {shown(level)}; only an event can state it",
        remedy="use the level, or remove it",
    )
