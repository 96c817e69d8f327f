"""What pydantic refuses, as faults in the words of this library (P3)."""

from pydantic import ValidationError

from slapolicy.errors import Fault, SlapolicyError, Step, in_quotes, listed, nearest, shown

__all__ = ["faults_of", "unknown_key"]


def unknown_key(key: object, names: list[str]) -> Fault:
    """That a document has a key that a model has not; the nearest one is the remedy."""
    return Fault(
        code="unknown-key",
        path=(str(key)[:80],),
        found=shown(key),
        allowed=f"one of {listed(names, most=30)}",
        remedy=nearest(key, names),
    )


_ALLOWED = {
    "missing": ("missing-key", "a value: the key is required"),
    "model_type": ("wrong-type", "a mapping"),
    "model_attributes_type": ("wrong-type", "a mapping"),
    "dict_type": ("wrong-type", "a mapping"),
    "tuple_type": ("wrong-type", "a list"),
    "list_type": ("wrong-type", "a list"),
    "string_type": ("wrong-type", "a text"),
    "bool_type": ("wrong-type", "true or false"),
    "bool_parsing": ("wrong-type", "true or false"),
    "int_type": ("wrong-type", "a whole number"),
    "int_parsing": ("wrong-type", "a whole number"),
}


def _lies_below(path: tuple[Step, ...], deeper: tuple[Step, ...]) -> bool:
    return len(deeper) > len(path) and deeper[: len(path)] == path


def faults_of(refused: ValidationError) -> list[Fault]:
    """Pydantic's errors as faults: the same places, in the words of this library."""
    faults: list[Fault] = []
    errors = refused.errors(include_url=False)
    for error in errors:
        path = tuple(error["loc"])
        if error["type"] == "too_short" and any(_lies_below(path, each["loc"]) for each in errors):
            continue  # it is short of what could not be read
        cause = error.get("ctx", {}).get("error")
        if isinstance(cause, SlapolicyError):
            faults += [fault.under(*path) for fault in cause.faults]
            continue
        code, allowed = _ALLOWED.get(error["type"], ("wrong-value", ""))
        if not allowed:
            message = error["msg"]
            allowed = message[0].lower() + message[1:]
        found = "nothing" if error["type"] == "missing" else shown(error["input"])
        remedy = in_quotes(error["input"]) if error["type"] == "string_type" else ""
        faults.append(Fault(code=code, path=path, found=found, allowed=allowed, remedy=remedy))
    return faults
