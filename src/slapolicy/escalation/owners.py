"""Owners: a role that answers always, or a rotation of people who take turns (E1, E6)."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from slapolicy._model import Model
from slapolicy.escalation.rotations import Rotation

__all__ = ["Owner", "OwnerField"]


class Owner(Model, frozen=True):
    """Who answers: a role with a name to show, or a rotation of people.

    Examples:
        >>> from slapolicy.instants import utc
        >>> Owner(name="Engineering").on_duty("engineering", utc("2026-01-12T08:00:00Z"))
        'engineering'
    """

    name: str | None = Field(default=None, description="the name to show")
    rotation: Rotation | None = Field(default=None, description="the people who take turns")

    def on_duty(self, key: str, at: datetime) -> str | None:
        """Who that is at an instant in UTC: the role's own key, or the person whose turn it is, if anyone's."""
        return self.rotation.on_call(at) if self.rotation else key

    def next_change(self, at: datetime) -> datetime | None:
        """When that changes by itself."""
        return self.rotation.next_change(at) if self.rotation else None


def _owner(document: Any) -> Any:
    return {"name": document} if isinstance(document, str) else document


OwnerField = Annotated[Owner, BeforeValidator(_owner, json_schema_input_type=str | Owner)]
"""An owner as a field of a document: only a name is short for an owner with that name."""
