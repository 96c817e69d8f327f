"""An edition: a policy that holds for the tickets that begin from an instant on (P4)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from slapolicy._model import Model, Written
from slapolicy.errors import Fault, InstantError, PolicyError
from slapolicy.instants import instant, utc
from slapolicy.policy import Policy
from slapolicy.texts.plain import Document

__all__ = ["Edition", "bounded", "order_faults"]

_MOST_EDITIONS = 200


def _since(written: object) -> datetime:
    try:
        return instant(written)  # type: ignore[arg-type] # whatever a document holds: anything else is refused there
    except InstantError as refused:
        raise InstantError(*(replace(fault, path=()) for fault in refused.faults)) from None


InstantField = Annotated[
    datetime,
    Written(_since, datetime.isoformat, {"type": "string", "examples": ["2026-01-01T00:00:00+01:00"]}),
    Field(description="the instant from which on it holds, with its offset"),
]


class Edition(Model, frozen=True):
    """A policy with its name in a book, and the instant from which on it holds for tickets that begin.

    Examples:
        >>> policy = Policy.from_dict({"slapolicy": 1, "name": "support"})
        >>> edition = Edition(name="2026", since="2026-01-01T00:00+01:00", policy=policy)
        >>> edition.since.isoformat()
        '2026-01-01T00:00:00+01:00'

    Raises:
        PolicyError: `since` names no zone, or lies outside 1970 to 2200; the policy has faults.
    """

    name: str = Field(min_length=1, max_length=200, description="the edition's name in the book")
    since: InstantField
    policy: Policy

    if TYPE_CHECKING:  # what may be written; the fields say what is read

        def __init__(self, *, name: str, since: datetime | str, policy: Policy) -> None: ...


def order_faults(editions: Sequence[Edition]) -> list[Fault]:
    """What keeps editions from being told apart: a name twice, or an instant that is not after the one before."""
    faults: list[Fault] = []
    names: dict[str, int] = {}
    readable = [(n, each) for n, each in enumerate(editions) if isinstance(each.name, str)]
    for number, edition in readable:
        first = names.setdefault(edition.name, number)
        if first != number:
            found = f"`{edition.name}` again"
            remedy = f"`editions[{first}]` has it already"
            path = ("editions", number, "name")
            faults.append(Fault(code="edition-twice", path=path, found=found, allowed="each name once", remedy=remedy))
    dated = [(n, each) for n, each in readable if isinstance(each.since, datetime)]
    for (_, before), (number, edition) in pairwise(dated):
        if utc(edition.since) <= utc(before.since):
            together = utc(edition.since) == utc(before.since)
            than = "the same as" if together else "before"
            fault = Fault(
                code="edition-order",
                path=("editions", number, "since"),
                found=f"`{edition.since.isoformat()}`, {than} that of `{before.name}`",
                allowed="an instant later than that of the edition before",
                remedy="give each an instant of its own" if together else f"put it before `{before.name}`",
            )
            faults.append(fault)
    return faults


def bounded(document: Document) -> Document:
    """Refuse more editions than anyone writes: each may be a policy that is all faults, and takes its time (P3)."""
    editions = document.data.get("editions") if isinstance(document.data, Mapping) else None
    if isinstance(editions, (list, tuple)) and len(editions) > _MOST_EDITIONS:
        found, allowed = f"{len(editions):,} editions", f"at most {_MOST_EDITIONS}"
        fault = Fault(code="too-many-editions", path=("editions",), found=found, allowed=allowed)
        raise PolicyError(document.located(fault))
    return document
