"""From a document to what is written in it, each fault at its place; the same for policies and for books (P3)."""

from collections.abc import Mapping
from typing import TypeVar

from slapolicy._model import Model
from slapolicy.errors import PolicyError, shown, sparing
from slapolicy.texts.bounds import check_bounds
from slapolicy.texts.plain import MAX_VALUES, Document

__all__ = ["read_document", "read_plain"]

M = TypeVar("M", bound=Model)


def read_plain(kind: type[M], document: object, *, what: str) -> M:
    """Read it from plain data that anyone may have made: the bounds are checked first.

    Raises:
        PolicyError: every fault at once, each with its path.
    """
    check_bounds(document)
    return _read(kind, document, what)


def read_document(kind: type[M], document: Document, *, what: str) -> M:
    """Read it from the data of a text, which is within the bounds; faults tell their places as far as they are known.

    Raises:
        PolicyError: every fault at once, each with its path.
    """
    try:
        return _read(kind, document.data, what)
    except PolicyError as refused:
        raise PolicyError(*map(document.located, refused.faults)) from None


def _read(kind: type[M], document: object, what: str) -> M:
    if not isinstance(document, Mapping):
        raise PolicyError.of("wrong-type", found=shown(document), allowed=f"a mapping: {what}")
    with sparing(comparisons=MAX_VALUES):
        return kind.read(document)
