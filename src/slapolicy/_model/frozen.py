"""The mapping that stays as it was made (P1)."""

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any, Generic, TypeVar, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

__all__ = ["FrozenMap"]

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


def _thaw(value: object) -> object:
    return dict(value) if isinstance(value, FrozenMap) else value
