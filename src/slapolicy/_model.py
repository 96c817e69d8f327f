"""The frozen base of everything that people write, and the mapping that stays as it was made (P1, P3)."""

from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, Sequence, ValuesView
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar, Union, get_args, get_origin

from pydantic import (
    BaseModel,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from slapolicy.errors import Fault, PolicyError, SlapolicyError, Step, in_quotes, listed, nearest, shown

__all__ = ["FrozenMap", "Model", "Written", "faults_of"]

K = TypeVar("K")
V = TypeVar("V", covariant=True)


class FrozenMap(Mapping[K, V], Generic[K, V]):
    """A mapping that can't change: hashable, equal to any mapping with the same items, in the order given.

    Examples:
        >>> limits = FrozenMap({"P0": 2, "P1": 4})
        >>> limits["P0"], limits == {"P1": 4, "P0": 2}
        (2, True)
    """

    __slots__ = ("_hash", "_items")

    def __init__(self, items: "Mapping[K, V] | None" = None) -> None:
        self._items: dict[K, V] = dict(items or {})
        self._hash: int | None = None

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    # What a mapping could do by the three above, and an order of magnitude faster.

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def get(self, key: Any, default: Any = None) -> Any:
        """The value of a key, or else the default."""
        return self._items.get(key, default)

    def keys(self) -> KeysView[K]:
        """The keys, in the order given."""
        return self._items.keys()

    def values(self) -> ValuesView[V]:
        """The values, in the order of the keys."""
        return self._items.values()

    def items(self) -> ItemsView[K, V]:
        """Keys with values, in the order given."""
        return self._items.items()

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(frozenset(self._items.items()))
        return self._hash

    def __repr__(self) -> str:
        return f"FrozenMap({self._items!r})"

    def __reduce__(self) -> tuple[type, tuple[dict[K, V]]]:
        return FrozenMap, (self._items,)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        keys, values = get_args(source) or (Any, Any)
        as_dict = core_schema.dict_schema(handler.generate_schema(keys), handler.generate_schema(values))
        thawed = core_schema.no_info_before_validator_function(_thaw, as_dict)
        return core_schema.no_info_after_validator_function(
            cls,
            thawed,
            serialization=core_schema.wrap_serializer_function_ser_schema(
                lambda value, dump: dump(dict(value)), schema=as_dict
            ),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """How the value of a field is read from a document and written to one; goes with `Annotated`.

    Examples:
        >>> from typing import Annotated
        >>> Share = Annotated[int, Written(lambda text: int(text.rstrip("%")), "{}%".format, {"type": "string"})]
        >>> class Goal(Model, frozen=True):
        ...     share: Share
        >>> Goal.read({"share": "75%"}).model_dump()
        {'share': '75%'}
    """

    read: Callable[[Any], Any]
    write: Callable[[Any], Any]
    schema: dict[str, Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.read, serialization=core_schema.plain_serializer_function_ser_schema(self.write)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return self.schema


@dataclass(frozen=True, slots=True)
class NameAlone:
    """A list of rules of which a single one without a condition may be written as a name; goes with `Annotated`.

    Examples:
        >>> from typing import Annotated
        >>> class Rule(Model, frozen=True):
        ...     when: str = ""
        ...     owner: str
        >>> class Part(Model, frozen=True):
        ...     owner: Annotated[tuple[Rule, ...], NameAlone("owner")]
        >>> Part.read({"owner": "desk"}).owner[0].owner, Part.read({"owner": [{"owner": "desk"}]}).model_dump()
        ('desk', {'owner': 'desk'})

    `key` is the field that the name stands for; a rule is without a condition where its other fields are the defaults.
    """

    key: str

    def _read(self, document: object) -> object:
        return ({self.key: document},) if isinstance(document, str) else document

    def _write(self, rules: Sequence[Any], dump: Callable[[Any], Any]) -> Any:
        name = getattr(rules[0], self.key) if len(rules) == 1 else None
        return name if name is not None and rules[0] == type(rules[0])(**{self.key: name}) else dump(rules)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        rules = handler(source)
        return core_schema.no_info_before_validator_function(
            self._read,
            rules,
            json_schema_input_schema=core_schema.union_schema([core_schema.str_schema(), rules]),
            serialization=core_schema.wrap_serializer_function_ser_schema(self._write, schema=rules),
        )


def _thaw(value: object) -> object:
    return dict(value) if isinstance(value, FrozenMap) else value


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
            faults = [_unknown_key(key, names) for key in data if key not in names]
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


def _unknown_key(key: object, names: list[str]) -> Fault:
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
