"""The frozen base of everything that people write: every fault at once, and what is readable beside it (P1, P3)."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from types import UnionType
from typing import Annotated, Any, ClassVar, Self, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ModelWrapValidatorHandler, TypeAdapter, ValidationError, model_validator

from slapolicy._model.frozen import FrozenMap
from slapolicy._model.refusals import faults_of, unknown_key
from slapolicy.errors import Fault, PolicyError, SlapolicyError, Step

__all__ = ["Model"]


class Model(BaseModel, frozen=True, extra="forbid"):
    """The base of what people write: frozen, no unknown keys, and every fault at once with its path (P3).

    Examples:
        >>> class Owner(Model, frozen=True):
        ...     name: str
        >>> Owner(nmae="Ada")
        Traceback (most recent call last):
        ...
        slapolicy.errors.PolicyError: nmae: found `nmae`; allowed is one of `name`; write `name`
        name: found nothing; allowed is a value: the key is required
    """

    error: ClassVar[type[SlapolicyError]] = PolicyError

    def __init__(self, /, **data: Any) -> None:
        try:
            with _remembering():
                self.__pydantic_validator__.validate_python(data, self_instance=self)
        except ValidationError as refused:
            numbers: dict[int, dict[str, int]] = {}
            faults = sorted(faults_of(refused), key=lambda fault: _position(fault.path, data, numbers))
            raise type(self).error(*faults) from None

    # Pydantic calls an overridden `__init__` for nested documents as well, unless it is marked as a base one.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @model_validator(mode="wrap")
    @classmethod
    def _collect_faults(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        faults: list[Fault] = []
        given = data
        if isinstance(data, Mapping):
            names = [field.alias or name for name, field in cls.model_fields.items()]
            faults = [unknown_key(key, names) for key in data if key not in names]
            data = {key: value for key, value in data.items() if key in names}
        try:
            model = handler(data)
        except ValidationError as refused:
            faults += faults_of(refused)
            model = _readable_part(cls, data)
        faults += _apart(model.checks(), faults)
        if faults:
            _remember(cls, given, model)
            raise cls.error(*faults)
        return model

    def __getstate__(self) -> dict[Any, Any]:
        """What a pickle keeps: the fields, and nothing that was worked out from them on this machine."""
        state = super().__getstate__()
        fields = type(self).model_fields
        return state | {"__dict__": {name: held for name, held in state["__dict__"].items() if name in fields}}

    def checks(self) -> Iterable[Fault]:
        """What is wrong between the fields; asked of what is readable even where a field has a fault (P3)."""
        return ()

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Self:
        """Read it from plain data, with the keys and texts of a document.

        Raises:
            PolicyError: every fault at once, each with its path.
        """
        return cls(**{str(key): part for key, part in document.items()})

    def replace(self, **changes: Any) -> Self:
        """The same thing with some fields changed, validated again.

        Raises:
            PolicyError: the changed thing would not be valid; every fault at once.
        """
        fields = {field.alias or name: getattr(self, name) for name, field in type(self).model_fields.items()}
        return type(self)(**(fields | changes))


def _apart(found: Iterable[Fault], known: Iterable[Fault]) -> list[Fault]:
    """Those of which no known one lies inside, and that lie inside of none: the others may only follow from it."""
    whole = {fault.path for fault in known}
    begun = {path[:length] for path in whole for length in range(len(path) + 1)}
    around = ((fault, (fault.path[:length] for length in range(len(fault.path) + 1))) for fault in found)
    return [fault for fault, paths in around if fault.path not in begun and whole.isdisjoint(paths)]


def _position(path: tuple[Step, ...], document: Any, numbers: dict[int, dict[str, int]]) -> tuple[int, ...]:
    """Where a path stands among the others of a document; what is missing comes after what is there.

    `numbers` keeps those of the keys of each mapping, for the paths that follow.
    """
    position: list[int] = []
    for step in path:
        if isinstance(document, Mapping):
            if id(document) not in numbers:
                keys = [str(key) for key in document]
                numbers[id(document)] = {key: len(keys) - n for n, key in enumerate(reversed(keys), 1)}
            position.append(numbers[id(document)].get(str(step), len(document)))
            document = document.get(step)
        elif isinstance(document, (list, tuple)) and isinstance(step, int):
            position.append(step)
            document = document[step] if step < len(document) else None
    return tuple(position)


M = TypeVar("M", bound=Model)

_Parts = dict[tuple[type[Model], int], tuple[object, Any]]
_PARTS: ContextVar[_Parts | None] = ContextVar("_PARTS", default=None)
"""What could be read of the parts that have faults, while one document is read: none is read twice for it (P3)."""


@contextmanager
def _remembering() -> Iterator[None]:
    if _PARTS.get() is not None:  # this is a part of a document that is being read
        yield
        return
    before = _PARTS.set({})
    try:
        yield
    finally:
        _PARTS.reset(before)


def _remember(kind: type[Model], document: object, part: Model) -> None:
    parts = _PARTS.get()
    if parts is not None:
        parts[kind, id(document)] = document, part  # the document is kept, so that no other gets its identity


def _remembered(kind: Any, document: object) -> Any:
    parts = _PARTS.get()
    found = parts.get((kind, id(document))) if parts else None
    return found[1] if found else None


def _readable_part(kind: type[M], document: object) -> M:
    """What can be read of a part that has faults: each field on its own; where that fails, its default or nothing."""
    fields: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        key = field.alias or name
        nothing = () if get_origin(field.annotation) is tuple else None
        default = nothing if field.is_required() else field.default  # no copy: it is frozen
        given = document if isinstance(document, Mapping) else {}
        fields[key] = _readable(field.rebuild_annotation(), given[key], default) if key in given else default
    return kind.model_construct(**fields)


def _readable(whole: Any, document: Any, default: Any) -> Any:
    kind = whole
    while get_origin(kind) in (Annotated, Union, UnionType):
        kind = get_args(kind)[0]
    if _is_model(kind) and (part := _remembered(kind, document)) is not None:
        return part
    inner = get_args(kind)
    several = document.values() if isinstance(document, Mapping) else document if isinstance(document, list) else ()
    if not any(_is_model(each) and _remembered(each, part) is not None for each in inner for part in several):
        try:
            return _reader(whole).validate_python(document)
        except ValidationError:
            pass
    if get_origin(kind) is FrozenMap and inner[0] is str and isinstance(document, Mapping):
        return FrozenMap({str(key): _readable(inner[1], part, None) for key, part in document.items()})
    if get_origin(kind) is tuple:
        models = isinstance(document, (list, tuple)) and _is_model(inner[0])
        return tuple(_readable(inner[0], part, None) for part in document) if models else ()
    return _readable_part(kind, document) if _is_model(kind) else default


def _is_model(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model)


@cache
def _reader(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
