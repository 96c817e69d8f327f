"""How much plain data a document may hold, and that it can be written down, before anything reads it (P3)."""

from collections.abc import Mapping
from decimal import Decimal

from slapolicy.errors import Fault, Path, PolicyError
from slapolicy.texts.plain import MAX_CHARACTERS, MAX_DEPTH, MAX_VALUES, is_huge, not_unicode, too_big, unpaired

__all__ = ["check_bounds"]


def check_bounds(document: object) -> None:
    """Refuse a document that is too deep, too large, or holds what no text can: with the same bounds as for a text.

    Examples:
        >>> check_bounds({"name": "small"})

    Walks without recursion, and stops at the first bound that is passed; a structure that holds itself is too deep.

    Raises:
        PolicyError: the bound that is passed, with its place.
    """
    left_values, left_characters = MAX_VALUES, MAX_CHARACTERS
    waiting: list[tuple[Path, object]] = [((), document)]
    while waiting:
        path, part = waiting.pop()
        left_values -= 1
        texts = [key for key in part if isinstance(key, str)] if isinstance(part, Mapping) else []
        texts += [part] if isinstance(part, str) else []
        left_characters -= sum(map(len, texts))
        fault = _fault(path, part, texts, left_values, left_characters)
        if fault is not None:
            raise PolicyError(fault)
        if isinstance(part, Mapping):
            waiting += (((*path, _step(key)), inner) for key, inner in part.items())
        elif isinstance(part, (list, tuple)):
            waiting += (((*path, number), inner) for number, inner in enumerate(part))


def _fault(path: Path, part: object, texts: list[str], left_values: int, left_characters: int) -> Fault | None:
    if len(path) > MAX_DEPTH:
        return Fault(code="too-deep", path=path[:8], found="a deeper level", allowed=f"at most {MAX_DEPTH} levels")
    if left_values < 0:
        return Fault(code="too-many-values", found="more values", allowed=f"at most {MAX_VALUES:,} values")
    if left_characters < 0:
        return Fault(code="too-large", found="more characters", allowed=f"at most {MAX_CHARACTERS:,} characters")
    for text in texts:
        if (half := unpaired(text)) is not None:
            return not_unicode(text[half]).under(*path)
    value = Decimal(str(part)) if isinstance(part, float) else part  # as a condition takes it
    if isinstance(value, (int, Decimal)) and is_huge(value):
        return too_big(part).under(*path)
    return None


def _step(key: object) -> str:
    """A key as a step of a path, cut when long; halves of surrogate pairs have been refused before."""
    return str(key)[:80]
